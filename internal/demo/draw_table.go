package demo

// clay is how glazed stoneware catches the light: by its glaze, which is told by its colour.
func (c *canvas) glaze(p *path, k colour, x0, x1, y0, y1, foot float64) {
	c.fill(p, roundness(k, x0, x1))
	c.within(p, func() {
		switch {
		case k == rgb(dyes["Speckle"]):
			c.specks(31, x0, y0, x1-x0, y1-y0, 260, 4, rgb("#6b4a33").a(0.55))
			c.specks(32, x0, y0, x1-x0, y1-y0, 200, 2.4, rgb("#3d2b20").a(0.6))
		case k.luma() < 0.3: // tenmoku breaks to rust
			c.fill(rect(x0, y0, x1-x0, y1-y0), grade(0, y0, 0, y1, stop{0, rgb("#a3562b"), 0.75}, stop{0.12, rgb("#8a4522"), 0.1}, stop{0.9, rgb("#8a4522"), 0}, stop{1, rgb("#a3562b"), 0.6}))
			c.specks(33, x0, y0, x1-x0, y1-y0, 240, 3, rgb("#c07a3c").a(0.3))
		default: // celadon pools darker below
			c.fill(rect(x0, y0, x1-x0, y1-y0), grade(0, y0, 0, y1, stop{0, white, 0.25}, stop{0.1, white, 0}, stop{0.75, k.dark(0.3), 0}, stop{1, k.dark(0.35), 0.6}))
			c.specks(34, x0, y0, x1-x0, y1-y0, 90, 2, k.dark(0.5).a(0.35))
		}
		if foot > 0 { // bare clay, with a wavering edge of glaze
			raw := rgb("#b08a66")
			edge := from(x0-5, y1-foot).C(x0+(x1-x0)*0.3, y1-foot+34, x0+(x1-x0)*0.6, y1-foot+16, x1+5, y1-foot+6).L(x1+5, y1+60, x0-5, y1+60).Z()
			c.fill(edge, roundness(raw, x0, x1))
			c.within(edge, func() { c.specks(35, x0, y1-foot, x1-x0, foot+60, 120, 2.4, raw.dark(0.5).a(0.4)) })
			c.trace(from(x0-5, y1-foot).C(x0+(x1-x0)*0.3, y1-foot+34, x0+(x1-x0)*0.6, y1-foot+16, x1+5, y1-foot+6), line{width: 5}, k.dark(0.25).a(0.6))
		}
	})
}

func drawTeapot(c *canvas, k colour) {
	c.ground(490, 800, 240)
	handle := from(280, 470).C(110, 430, 120, 700, 300, 706)
	c.shadow(c.stroke(handle, line{width: 36}), 6, 10, 8, shade, 0.2)
	c.trace(handle, line{width: 42}, k.dark(0.26))
	c.with(-6, -7, 1, 1, 0, func() { c.trace(handle, line{width: 16}, k.light(0.4).a(0.7)) })
	spout := from(690, 660).C(760, 640, 780, 520, 856, 430).L(898, 446).C(880, 540, 840, 700, 700, 742).Z()
	c.fill(spout, fade(750, 500, 850, 640, k.light(0.16), k.dark(0.3)))
	c.fill(ellipse(877, 438, 24, 9), k.dark(0.6))
	body := turned(490, 0.10, ring{426, 120}, ring{462, 176}, ring{540, 232}, ring{630, 244}, ring{720, 216}, ring{784, 150})
	c.glaze(body, k, 246, 734, 420, 800, 46)
	c.shine(310, 500, 30, 180, 0.55)
	c.fill(ellipse(350, 484, 50, 18), glow(350, 484, 50, 18, stop{0, white, 0.45}, stop{1, white, 0}))
	lid := turned(490, 0.13, ring{384, 44}, ring{398, 92}, ring{424, 126})
	c.fill(lid, roundness(k.light(0.05), 364, 616))
	c.trace(from(364, 426).C(410, 448, 570, 448, 616, 426), line{width: 5}, k.dark(0.5).a(0.7))
	c.fill(turned(490, 0.2, ring{318, 22}, ring{334, 34}, ring{356, 30}, ring{384, 18}), roundness(k, 456, 524))
	c.fill(ellipse(480, 326, 12, 6), white.a(0.5))
}

func drawStonewareMug(c *canvas, k colour) {
	c.ground(470, 780, 190)
	handle := from(640, 440).C(792, 420, 800, 660, 628, 668)
	c.shadow(c.stroke(handle, line{width: 36}), 6, 10, 8, shade, 0.22)
	c.trace(handle, line{width: 44}, k.dark(0.28))
	c.with(-6, -7, 1, 1, 0, func() { c.trace(handle, line{width: 18}, k.light(0.4).a(0.7)) })
	body := turned(456, 0.14, ring{330, 196}, ring{372, 200}, ring{520, 196}, ring{660, 192}, ring{740, 172}, ring{768, 150})
	c.glaze(body, k, 256, 656, 330, 780, 70)
	c.rows(262, 650, 400, 640, 6, 14, 3, k.dark(0.4).a(0.08))
	c.shine(304, 400, 26, 260, 0.5)
	inside := ellipse(456, 330, 196, 28)
	c.fill(inside, fade(256, 0, 656, 0, k.dark(0.36), k.light(0.1)))
	c.within(inside, func() {
		c.fill(ellipse(456, 350, 188, 25), glow(456, 345, 188, 25, stop{0, rgb("#70482c"), 1}, stop{1, rgb("#4f301f"), 1}))
	})
	lip := rgb("#a3562b")
	if k.luma() > 0.3 {
		lip = k.light(0.3)
	}
	c.trace(inside, line{width: 9}, lip)
	for i := range 2 {
		x := 424 + float64(i)*64
		c.trace(wave(x, 280, x-16, 236, x+12, 190, x-6, 140), line{width: 14}, white.a(0.15))
		c.trace(wave(x, 280, x-16, 236, x+12, 190, x-6, 140), line{width: 6}, white.a(0.18))
	}
}

func drawBowls(c *canvas, k colour) {
	c.ground(500, 800, 220)
	const top = 2
	for i := top; i >= 0; i-- { // the uppermost first: each bowl hides the foot of the one that stands in it
		y := 600 - float64(i)*96
		bowl := func() {
			shape := turned(500, 0.12, ring{y, 262}, ring{y + 60, 246}, ring{y + 130, 196}, ring{y + 176, 122}, ring{y + 192, 112})
			c.glaze(shape, k.dark(0.04*float64(top-i)), 238, 762, y, y+190, 34)
			c.shine(290, y+42, 22, 70, 0.4)
		}
		lip := from(238, y).C(238, y+17, 355, y+31, 500, y+31).C(645, y+31, 762, y+17, 762, y)
		if i < top {
			front := from(238, y).C(238, y+17, 355, y+31, 500, y+31).C(645, y+31, 762, y+17, 762, y).L(780, y+230, 220, y+230).Z()
			c.within(front, func() {
				bowl()
				c.fill(rect(220, y, 560, 60), grade(0, y+10, 0, y+60, stop{0, shade, 0.2}, stop{1, shade, 0}))
			})
			c.trace(lip, line{width: 8}, k.light(0.32))
			continue
		}
		bowl()
		inside := ellipse(500, y, 262, 31)
		c.fill(inside, grade(238, 0, 762, 0, stop{0, k.dark(0.4), 1}, stop{0.6, k.dark(0.12), 1}, stop{1, k.light(0.15), 1}))
		c.within(inside, func() {
			c.fill(ellipse(520, y+20, 210, 24), glow(540, y+20, 210, 24, stop{0, k.light(0.1), 1}, stop{1, k.dark(0.2), 0}))
		})
		c.trace(inside, line{width: 8}, k.light(0.32))
	}
}

func drawPlate(c *canvas, k colour) {
	p := ellipse(500, 510, 362, 358)
	c.laid(p)
	c.fill(p, fade(230, 240, 780, 800, k.light(0.28), k.dark(0.16)))
	c.within(p, func() {
		if k == rgb(dyes["Speckle"]) {
			c.specks(41, 130, 140, 740, 740, 700, 4, rgb("#6b4a33").a(0.5))
		} else {
			c.specks(42, 130, 140, 740, 740, 500, 4, k.dark(0.5).a(0.25))
		}
	})
	c.trace(ellipse(500, 510, 356, 352), line{width: 8}, rgb("#a9764b").mix(k, 0.35))
	well := ellipse(502, 514, 264, 260)
	c.fill(ellipse(498, 508, 272, 268), fade(300, 300, 700, 740, k.dark(0.22), k.light(0.3)))
	c.fill(well, fade(300, 300, 720, 740, k.dark(0.03), k.light(0.12)))
	c.within(well, func() {
		c.specks(43, 230, 240, 540, 540, 380, 4, rgb("#6b4a33").a(0.35))
		for i := range 6 { // the potter's spiral
			r := 40 + float64(i)*38
			c.trace(ellipse(502, 514, r, r*0.985), line{width: 3}, k.dark(0.3).a(0.13))
		}
	})
	c.fill(ellipse(350, 300, 110, 40), glow(350, 300, 110, 60, stop{0, white, 0.3}, stop{1, white, 0}))
}
