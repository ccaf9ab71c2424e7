package demo

// put stands a drawing on the line y with its middle at x. s is the size of its square over 1000; foot is where in the
// square it touches the ground.
func (c *canvas) put(x, y, s, foot float64, draw func(*canvas, colour), k colour) {
	c.with(x-500*s, y-foot*s, s, s, 0, func() { draw(c, k) })
}

// whole is the area of a wide picture.
func whole() *path { return rect(0, 0, wide, tall) }

// ledge is a wall with a board before it whose front edge is at y, and light from a window.
func (c *canvas) ledge(wall, board colour, y float64) {
	c.fill(whole(), grade(0, 0, wide, tall, stop{0, wall.light(0.16), 1}, stop{0.5, wall, 1}, stop{1, wall.dark(0.14), 1}))
	for i := range 2 { // two panes
		x := 180 + float64(i)*330
		c.fill(from(x, 0).L(x+270, 0, x+520, y, x+250, y).Z(), grade(0, 0, 0, y, stop{0, white, 0.30}, stop{1, white, 0.10}))
	}
	c.fill(rect(0, y-40, wide, 40), grade(0, y-40, 0, y, stop{0, shade, 0}, stop{1, shade, 0.16}))
	c.fill(rect(0, y, wide, tall-y), fade(0, y, 0, tall, board.light(0.22), board.dark(0.08)))
	c.within(rect(0, y, wide, tall-y), func() {
		c.grain(17, 0, y, wide, tall-y, board.dark(0.45).a(0.22))
		for i := range 2 {
			x := 430 + float64(i)*330
			c.fill(from(x, y).L(x+270, y, x+380, tall, x+90, tall).Z(), white.a(0.13))
		}
	})
	c.fill(rect(0, y, wide, 4), white.a(0.35))
}

// hills are ridges one behind the other, each nearer one darker. y is where the farthest stands.
func (c *canvas) hills(seed uint64, y, step float64, ridges ...colour) {
	s := chance(seed)
	for i, k := range ridges {
		top := y + step*float64(i)
		var xy []float64
		for j := range 8 {
			xy = append(xy, -100+float64(j)*260, top-s.between(-0.3, 1)*step*1.1)
		}
		c.fill(wave(xy...).L(wide+100, tall+10, -100, tall+10).Z(), fade(0, top-step, 0, top+step*2, k.light(0.10), k.dark(0.06)))
	}
}

// pine is a tree that stands at (x, y).
func (c *canvas) pine(x, y, h float64, k colour) {
	c.fill(rect(x-h*0.03, y-h*0.12, h*0.06, h*0.12), k.dark(0.4))
	for i := range 4 {
		t := float64(i)
		w, y1 := h*(0.30-t*0.055), y-h*0.1-t*h*0.2
		c.fill(from(x, y1-h*0.34).Q(x+w*0.4, y1-h*0.1, x+w, y1).Q(x, y1+h*0.05, x-w, y1).Q(x-w*0.4, y1-h*0.1, x, y1-h*0.34).Z(),
			fade(x-w, 0, x+w, 0, k.light(0.12), k.dark(0.2)))
	}
}

// grass is a fringe of blades along y.
func (c *canvas) grass(seed uint64, x0, x1, y, h float64, n int, k colour) {
	s := chance(seed)
	for tone := range 3 {
		all := new(path)
		for range n / 3 {
			x, l := s.between(x0, x1), h*s.between(0.4, 1)
			b := s.between(-0.4, 0.4) * l
			all.M(x-3, y).Q(x+b*0.3, y-l*0.6, x+b, y-l).Q(x+b*0.3+4, y-l*0.5, x+3, y).Z()
		}
		c.fill(all, k.dark(0.12*float64(tone)))
	}
}

// hung is a garment on a hanger from the rail at (x, y).
func (c *canvas) hung(x, y, s float64, draw func(*canvas, colour), k colour) {
	hook := from(x, y-14).C(x+26, y-22, x+26, y+26, x, y+34).L(x, y+58)
	c.trace(hook, line{width: 6}, steel.dark(0.4))
	c.with(x-500*s, y+60-170*s, s, s, 0, func() {
		c.trace(from(500, 150).L(340, 226).M(500, 150).L(660, 226), line{width: 30}, oak)
		draw(c, k)
	})
}

// rail is what clothes hang from.
func (c *canvas) rail(y float64) {
	c.shadow(rect(60, y, wide-120, 12), 0, 26, 14, shade, 0.25)
	c.rod(60, y, wide-60, y, 18, oak)
	for _, x := range []float64{120, wide - 120} {
		c.rod(x, -10, x, y, 10, leather)
	}
}

// jumper is a folded jumper, w wide, on the line y.
func (c *canvas) jumper(x, y, w float64, k colour) {
	h := w * 0.2
	p := from(x-w/2+20, y-h).L(x+w/2-10, y-h).C(x+w/2+18, y-h, x+w/2+18, y, x+w/2-10, y).L(x-w/2+20, y).C(x-w/2-10, y, x-w/2-10, y-h, x-w/2+20, y-h).Z()
	c.shadow(p, 0, 8, 10, shade, 0.35)
	c.fill(p, k)
	c.within(p, func() {
		c.knit(x-w/2-20, y-h, w+40, h, 10, k.dark(0.35).a(0.3))
		c.fill(rect(x-w/2-20, y-h*0.5, w+40, 6), shade.a(0.3))
		c.fill(rect(x-w/2-20, y-h*0.5+6, w+40, 4), white.a(0.2))
		c.ribs(x+w/2-50, x+w/2+20, y-h, y-h*0.5, 8, k)
		c.fill(p, grade(0, y-h, 0, y, stop{0, white, 0.22}, stop{0.4, white, 0}, stop{1, shade, 0.34}))
	})
}
