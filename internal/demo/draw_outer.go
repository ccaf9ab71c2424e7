package demo

// placket is the double row of stitches beside a front edge.
func (c *canvas) placket(x, y0, y1 float64, k colour) {
	c.stitches(from(x, y0).L(x, y1), k.dark(0.35).a(0.5))
}

// zip is a closed zip from (x, y0) to (x, y1) with its slider at the top.
func (c *canvas) zip(x, y0, y1 float64, tape, metal colour) {
	c.fill(rect(x-9, y0, 18, y1-y0), tape.dark(0.25))
	c.trace(from(x, y0).L(x, y1), line{width: 8}, metal.dark(0.35))
	c.trace(from(x, y0).L(x, y1), line{width: 7, dash: 2.5, gap: 4}, metal.light(0.3))
	c.shadow(rounded(x-8, y0+2, 16, 40, 5), 2, 3, 3, shade, 0.4)
	c.fill(rounded(x-8, y0+2, 16, 20, 5), fade(x-8, 0, x+8, 0, metal.light(0.4), metal.dark(0.3)))
	c.fill(rounded(x-5, y0+18, 10, 26, 4), fade(x-5, 0, x+5, 0, metal.light(0.2), metal.dark(0.4)))
}

// flapPocket is a patch pocket, with a flap if it has one.
func (c *canvas) patch(x, y, w, h float64, k colour, flap bool) {
	p := from(x, y).L(x+w, y, x+w, y+h-18, x+w-18, y+h, x+18, y+h, x, y+h-18).Z()
	c.shadow(p, 2, 4, 5, shade, 0.28)
	c.fill(p, fade(x, y, x, y+h, k.light(0.05), k.dark(0.05)))
	c.stitches(from(x+6, y+6).L(x+6, y+h-20, x+20, y+h-6, x+w-20, y+h-6, x+w-6, y+h-20, x+w-6, y+6), k.dark(0.35).a(0.5))
	if flap {
		f := from(x-3, y-4).L(x+w+3, y-4, x+w+3, y+26, x+w/2, y+42, x-3, y+26).Z()
		c.shadow(f, 1, 4, 4, shade, 0.3)
		c.fill(f, k.light(0.07))
		c.stitches(from(x+4, y+22).L(x+w/2, y+36, x+w-4, y+22), k.dark(0.35).a(0.5))
		c.button(x+w/2, y+20, 9, rgb("#6b4a33"))
		return
	}
	c.fill(rect(x, y, w, 4), k.dark(0.3).a(0.6))
}

func drawOvershirt(c *canvas, k colour) {
	g := cut{long: true, neck: 70, depth: 46, wide: 202, hem: 824}
	c.garment(g, k, func(bool) { c.rows(120, 880, 160, 840, 150, 0, 1.2, k.dark(0.3).a(0.16)) })
	c.fill(from(430, 176).C(460, 166, 540, 166, 570, 176).C(560, 226, 530, 246, 500, 250).C(470, 246, 440, 226, 430, 176).Z(), k.dark(0.45))
	c.fill(from(436, 170).C(470, 196, 530, 196, 564, 170).L(560, 160, 440, 160).Z(), k.dark(0.2))
	c.label(500, 216, 50)
	front := rect(476, 244, 48, 588)
	c.shadow(front, 4, 2, 5, shade, 0.25)
	c.fill(front, fade(476, 0, 524, 0, k.light(0.07), k.dark(0.02)))
	c.placket(483, 250, 826, k)
	c.placket(517, 250, 826, k)
	for i := range 6 {
		c.button(500, 284+float64(i)*94, 12, rgb("#6b4a33"))
	}
	c.mirrored(500, func() { // collar points
		p := from(430, 168).C(418, 190, 408, 214, 404, 236).L(452, 292, 500, 246).C(470, 232, 446, 204, 438, 170).Z()
		c.shadow(p, 2, 5, 5, shade, 0.32)
		c.fill(p, fade(404, 170, 500, 290, k.light(0.1), k.dark(0.03)))
		c.stitches(from(412, 232).L(451, 278, 490, 244), k.dark(0.35).a(0.5))
		c.patch(346, 372, 108, 124, k, true)
		c.fill(rect(150, 742, 110, 5), shade.a(0.22)) // cuffs
		c.button(176, 776, 9, rgb("#6b4a33"))
	})
	c.stitches(from(366, 376).L(366, 486), k.dark(0.35).a(0.6))
	c.stitches(from(306, 800).C(400, 812, 600, 812, 694, 800), k.dark(0.35).a(0.5))
}

func drawFleece(c *canvas, k colour) {
	g := cut{long: true, neck: 78, depth: 30, wide: 204, hem: 818}
	c.garment(g, k, func(sleeve bool) {
		x, w := 280.0, 440.0
		if sleeve {
			x, w = 120, 240
		}
		c.specks(3, x, 150, w, 700, 1500, 4.2, k.dark(0.22).a(0.35))
		c.specks(5, x, 150, w, 700, 1500, 3.6, k.light(0.35).a(0.4))
	})
	yoke := from(500-92, 176).C(360, 200, 345, 206, 330, 214).C(320, 240, 316, 270, 312, 300).L(688, 300).C(684, 270, 680, 240, 670, 214).
		C(655, 206, 640, 200, 592, 176).Z()
	trim := k.dark(0.38)
	c.fill(yoke, fade(0, 170, 0, 300, trim.light(0.1), trim))
	c.stitches(from(316, 292).L(684, 292), trim.light(0.35).a(0.6))
	// A stand-up collar, folded open a little.
	stand := from(418, 196).C(414, 150, 424, 122, 436, 112).C(470, 104, 530, 104, 564, 112).C(576, 122, 586, 150, 582, 196).
		C(550, 214, 450, 214, 418, 196).Z()
	c.shadow(stand, 0, 5, 6, shade, 0.3)
	c.fill(stand, fade(418, 0, 582, 0, trim.light(0.14), trim.dark(0.1)))
	c.fill(ellipse(500, 116, 62, 13), k.dark(0.3))
	c.within(ellipse(500, 116, 62, 13), func() { c.fill(ellipse(500, 108, 58, 9), k.dark(0.55)) })
	c.zip(500, 122, 440, trim, brass)
	pocket := rounded(574, 350, 96, 104, 8)
	c.shadow(pocket, 2, 3, 4, shade, 0.25)
	c.fill(pocket, trim)
	c.stitches(rounded(580, 356, 84, 92, 6), trim.light(0.35).a(0.6))
	c.trace(from(580, 374).L(664, 374), line{width: 5}, brass.dark(0.2))
	c.label(622, 412, 44)
	c.fill(rect(290, 800, 420, 8), trim.a(0.8))
	c.mirrored(500, func() { c.fill(from(150, 786).L(254, 796, 252, 812, 150, 806).Z(), trim) })
}

func drawJacket(c *canvas, k colour) {
	g := cut{long: true, neck: 84, depth: 30, wide: 216, hem: 846}
	lining := rgb("#46505a")
	// The hood stands up behind the neck.
	hood := from(372, 214).C(366, 120, 410, 60, 500, 58).C(590, 60, 634, 120, 628, 214).C(580, 236, 420, 236, 372, 214).Z()
	c.laid(hood)
	c.fill(hood, fade(372, 60, 628, 220, k.light(0.12), k.dark(0.14)))
	c.within(hood, func() {
		inside := from(414, 232).C(408, 150, 436, 104, 500, 102).C(564, 104, 592, 150, 586, 232).Z()
		c.fill(inside, fade(0, 100, 0, 230, lining.dark(0.25), lining))
		c.trace(inside, line{width: 10}, k.dark(0.1))
		c.stitches(from(500, 58).L(500, 100), k.dark(0.4).a(0.6))
		c.creases(from(392, 130).Q(400, 180, 396, 220))
	})
	c.garment(g, k, func(sleeve bool) {
		if !sleeve {
			c.fill(from(280, 330).C(400, 352, 600, 352, 720, 330).L(720, 900, 280, 900).Z(), k.dark(0.06))
			c.stitches(from(290, 336).C(400, 356, 600, 356, 710, 336), k.dark(0.4).a(0.55))
		}
	})
	c.fill(from(416, 178).C(450, 226, 550, 226, 584, 178).C(550, 160, 450, 160, 416, 178).Z(), lining.dark(0.3))
	c.label(500, 190, 50)
	// Storm flap over the zip, with press studs.
	c.zip(487, 206, 844, k.dark(0.3), steel)
	flap := from(484, 214).L(532, 206, 532, 852, 484, 852).Z()
	c.shadow(flap, -4, 3, 6, shade, 0.35)
	c.fill(flap, fade(484, 0, 532, 0, k.light(0.14), k.light(0.02)))
	c.placket(490, 222, 846, k)
	c.placket(526, 220, 846, k)
	for i := range 6 {
		y := 244 + float64(i)*112
		c.shadow(disc(508, y, 9), 1, 2, 2, shade, 0.5)
		c.fill(disc(508, y, 9), fade(500, y-9, 516, y+9, steel.light(0.5), steel.dark(0.45)))
	}
	c.mirrored(500, func() {
		// Collar halves, slanted pockets, cuffs.
		p := from(416, 172).C(410, 196, 412, 222, 420, 246).C(444, 250, 470, 240, 486, 216).C(456, 214, 432, 200, 416, 172).Z()
		c.shadow(p, 1, 4, 5, shade, 0.3)
		c.fill(p, k.light(0.06))
		welt := from(352, 560).L(382, 552, 410, 694, 380, 702).Z()
		c.shadow(welt, 2, 3, 5, shade, 0.3)
		c.fill(welt, k.light(0.05))
		c.stitches(from(360, 566).L(384, 694), k.dark(0.4).a(0.5))
		c.fill(from(158, 752).L(250, 760, 248, 774, 156, 766).Z(), k.dark(0.22))
		c.fill(rounded(178, 746, 44, 34, 6), k.light(0.04))
	})
	c.trace(from(452, 226).C(450, 270, 458, 300, 452, 330), line{width: 5}, cream.dark(0.1))
	c.trace(from(556, 226).C(560, 270, 552, 290, 556, 322), line{width: 5}, cream.dark(0.1))
	c.fill(disc(452, 334, 8), brass)
	c.fill(disc(556, 326, 8), brass)
	c.stitches(from(290, 826).C(400, 838, 600, 838, 710, 826), k.dark(0.4).a(0.5))
}
