package demo

// cut is how a garment for the upper body is shaped, in the left half of the square.
type cut struct {
	long   bool    // sleeves to the wrist
	neck   float64 // half width of the neck hole
	depth  float64 // how far it drops in front
	wide   float64 // half width of the body
	hem    float64 // y of the hem
	ribbed float64 // height of the rib at hem and cuffs; 0: a sewn hem
}

// body is the outline without sleeves.
func (g cut) body() *path {
	return from(500-g.neck, 176).C(500-g.neck-40, 186, 360, 200, 330, 214).C(312, 270, 306, 340, 500-g.wide+4, 410).
		C(500-g.wide+10, 540, 500-g.wide-4, 700, 500-g.wide-2, g.hem).C(400, g.hem+12, 460, g.hem+13, 500, g.hem+13).folded()
}

// sleeve is the left sleeve.
func (g cut) sleeve() *path {
	if !g.long {
		return from(352, 204).C(290, 232, 206, 300, 138, 384).C(160, 420, 196, 452, 232, 472).C(262, 448, 292, 420, 320, 404).L(420, 330).Z()
	}
	return from(352, 204).C(276, 232, 226, 320, 200, 440).C(180, 560, 166, 680, 156, 800).C(184, 812, 216, 814, 246, 808).
		C(262, 700, 284, 580, 324, 452).L(420, 330).Z()
}

// garment draws shadow, sleeves, body and collar; pattern draws on each piece before the folds do.
func (c *canvas) garment(g cut, k colour, pattern func(sleeve bool)) {
	body, sleeve := g.body(), g.sleeve()
	whole := g.body().and(g.sleeve()).and(g.sleeve().transformed(matrix{-1, 0, 0, 1, 1000, 0}))
	c.laid(whole)
	c.mirrored(500, func() { // sleeves
		c.fill(sleeve, fade(150, 300, 350, 420, k.light(0.08), k.dark(0.12)))
		c.within(sleeve, func() {
			pattern(true)
			if g.long {
				c.creases(from(214, 430).Q(252, 470, 300, 462).M(196, 560).Q(230, 590, 272, 580).M(300, 300).Q(286, 370, 318, 430))
				c.fill(from(330, 214).L(300, 420, 246, 808, 420, 808, 420, 214).Z(), grade(270, 600, 200, 585, stop{0, shade, 0.2}, stop{1, shade, 0}))
			} else {
				c.creases(from(250, 300).Q(262, 360, 300, 400).M(190, 380).Q(220, 400, 236, 440))
			}
		})
	})
	c.within(whole, func() { c.shadow(body, 0, 4, 12, shade, 0.26) })
	c.fill(body, fade(300, 180, 700, g.hem, k.light(0.10), k.dark(0.10)))
	c.within(body, func() {
		pattern(false)
		c.creases(from(340, 440).Q(400, 500, 420, 600).M(660, 440).Q(610, 520, 600, 600).M(360, g.hem-120).Q(380, g.hem-60, 372, g.hem).
			M(620, g.hem-150).Q(640, g.hem-70, 634, g.hem).M(470, g.hem-90).Q(480, g.hem-40, 476, g.hem))
		c.fill(rect(250, 150, 500, 720), grade(300, 0, 700, 0,
			stop{0, shade, 0.20}, stop{0.16, shade, 0}, stop{0.42, white, 0.10}, stop{0.7, shade, 0}, stop{1, shade, 0.24}))
		if g.ribbed > 0 {
			c.ribs(290, 710, g.hem-g.ribbed, g.hem+20, 52, k)
		}
	})
	if g.long {
		c.mirrored(500, func() {
			c.within(sleeve, func() {
				if g.ribbed > 0 {
					c.with(0, 0, 1, 1, 0, func() { c.ribs(146, 262, 800-g.ribbed, 820, 15, k) })
				}
			})
		})
	}
}

// creases are folds of cloth along a path; draw them within the piece.
func (c *canvas) creases(p *path) {
	c.shadows(c.stroke(p, line{width: 13}), shade, cast{0, 0, 9, 0.20}, cast{4, 3, 16, 0.10})
}

// ribs are the upright ridges of a knitted edge.
func (c *canvas) ribs(x0, x1, y0, y1 float64, n int, k colour) {
	c.fill(rect(x0, y0, x1-x0, y1-y0), k.dark(0.08).a(0.9))
	c.columns(x0, x1, y0, y1, n, (x1-x0)/float64(n)*0.42, k.dark(0.30).a(0.55))
	c.fill(rect(x0, y0-3, x1-x0, 6), shade.a(0.16))
}

// collar is a round neck: the inside of the back, and the band in front.
func (c *canvas) collar(g cut, k colour, band float64) {
	x0, x1 := 500-g.neck, 500+g.neck
	hole := from(x0, 176).C(x0+30, 166, x1-30, 166, x1, 176).C(x1-12, 176+g.depth*1.1, x0+12, 176+g.depth*1.1, x0, 176).Z()
	c.fill(hole, fade(0, 160, 0, 176+g.depth, k.dark(0.48), k.dark(0.30)))
	c.within(hole, func() {
		c.fill(from(x0-5, 168).C(x0+40, 196, x1-40, 196, x1+5, 168).L(x1, 150, x0, 150).Z(), k.dark(0.22))
		c.label(500, 206, 54)
	})
	ring := from(x0, 176).C(x0+12, 176+g.depth*1.1, x1-12, 176+g.depth*1.1, x1, 176)
	outline := g.body().and(from(x0, 178).L(x0+20, 168, x1-20, 168, x1, 178).Z())
	c.within(outline, func() {
		c.trace(ring, line{width: band + 3}, shade.a(0.14))
		c.trace(ring, line{width: band}, k.dark(0.03))
	})
	n := int(g.neck * 2 / 7)
	ticks := new(path)
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		at := func(t float64) pt {
			a, b, d, e := pt{x0, 176}, pt{x0 + 12, 176 + g.depth*1.1}, pt{x1 - 12, 176 + g.depth*1.1}, pt{x1, 176}
			ab, bd, de := a.to(b, t), b.to(d, t), d.to(e, t)
			return ab.to(bd, t).to(bd.to(de, t), t)
		}
		p, q := at(t), at(t+0.01)
		v := q.minus(p)
		v = pt{-v.y, v.x}.times(band * 0.42 / v.length())
		ticks.M(p.x-v.x, p.y-v.y).L(p.x+v.x, p.y+v.y)
	}
	c.within(outline, func() { c.trace(ticks, line{width: 1.8}, k.dark(0.3).a(0.5)) })
}

func plainCloth(bool) {}

func drawTee(c *canvas, k colour) {
	g := cut{neck: 88, depth: 84, wide: 194, hem: 836}
	c.garment(g, k, plainCloth)
	c.collar(g, k, 20)
	thread := k.dark(0.35).a(0.5)
	c.stitches(from(308, 812).C(400, 824, 600, 824, 692, 812), thread)
	c.stitches(from(308, 820).C(400, 832, 600, 832, 692, 820), thread)
	c.mirrored(500, func() {
		c.stitches(from(152, 372).C(174, 408, 208, 438, 242, 458), thread)
		c.stitches(from(396, 176).C(390, 200, 380, 220, 372, 232), thread)
	})
}

func drawBreton(c *canvas, k colour) {
	base := rgb("#f2ede0")
	g := cut{long: true, neck: 112, depth: 52, wide: 190, hem: 820}
	c.garment(g, base, func(sleeve bool) {
		if sleeve {
			stripes := new(path)
			for y := 330.0; y < 780; y += 37 {
				stripes.M(120, y+18).L(360, y-22)
			}
			c.trace(stripes, line{width: 15}, k)
			return
		}
		c.rows(280, 720, 318, 800, 13, 5, 15, k)
	})
	c.collar(g, base, 15)
	c.stitches(from(312, 804).C(400, 815, 600, 815, 688, 804), base.dark(0.4).a(0.5))
}

func drawCrew(c *canvas, k colour) {
	g := cut{long: true, neck: 86, depth: 66, wide: 204, hem: 812, ribbed: 64}
	c.garment(g, k, func(sleeve bool) {
		if sleeve {
			c.with(0, 0, 1, 1, 0, func() { c.knit(130, 180, 220, 640, 11, k.dark(0.30).a(0.26)) })
			return
		}
		c.knit(280, 150, 440, 680, 11, k.dark(0.30).a(0.26))
		c.specks(7, 280, 150, 440, 680, 420, 3.4, k.light(0.4).a(0.35))
	})
	c.collar(g, k, 34)
}

func drawCardigan(c *canvas, k colour) {
	g := cut{long: true, neck: 74, depth: 40, wide: 206, hem: 820, ribbed: 56}
	c.garment(g, k, func(sleeve bool) {
		x, w := 280.0, 440.0
		if sleeve {
			x, w = 130, 240
		}
		c.columns(x, x+w, 150, 840, int(w/15), 4, k.dark(0.3).a(0.28))
		c.knit(x, 170, w, 660, 15, k.dark(0.3).a(0.18))
	})
	// The opening: a deep V over the inside of the back, and a ribbed band down to the hem.
	vee := from(428, 172).C(460, 164, 540, 164, 572, 172).L(512, 470, 488, 470).Z()
	c.fill(vee, fade(0, 170, 0, 470, k.dark(0.46), k.dark(0.34)))
	c.within(vee, func() {
		c.fill(from(420, 160).C(450, 206, 550, 206, 580, 160).Z(), k.dark(0.2))
		c.label(500, 222, 52)
	})
	c.within(g.body(), func() { cardiganFront(c, k) })
}

// cardiganFront is the ribbed band down both edges, with its buttons and the pockets.
func cardiganFront(c *canvas, k colour) {
	band := from(424, 170).C(430, 260, 468, 390, 490, 476).L(490, 832)
	c.trace(band, line{width: 40}, shade.a(0.16))
	c.trace(band, line{width: 36}, k.dark(0.05))
	right := from(576, 170).C(570, 260, 532, 390, 510, 476).L(510, 832)
	c.trace(right, line{width: 42}, shade.a(0.16))
	c.trace(right, line{width: 36}, k.light(0.03))
	c.trace(right, line{width: 30, dash: 2, gap: 7}, k.dark(0.3).a(0.3))
	c.trace(band, line{width: 30, dash: 2, gap: 7}, k.dark(0.3).a(0.3))
	for i := range 5 {
		c.button(510, 494+float64(i)*78, 13, rgb("#4a3527"))
	}
	c.mirrored(500, func() {
		pocket := rounded(342, 620, 112, 120, 8)
		c.shadow(pocket, 2, 4, 5, shade, 0.25)
		c.fill(pocket, k.dark(0.02))
		c.within(pocket, func() {
			c.columns(342, 454, 640, 750, 8, 4, k.dark(0.3).a(0.28))
			c.ribs(342, 454, 618, 646, 14, k)
		})
	})
}
