package demo

// wickFlame is a burning wick at (x, y).
func (c *canvas) wickFlame(x, y, s float64) {
	c.with(x, y, s, s, 0, func() {
		c.halo(0, -60, 330, 0.6)
		c.trace(from(0, 12).Q(4, -8, 0, -26), line{width: 7}, black)
		f := from(0, -150).C(22, -100, 34, -66, 26, -36).C(20, -12, -20, -12, -26, -36).C(-34, -66, -18, -104, 0, -150).Z()
		c.fill(f, grade(0, -150, 0, -12, stop{0, rgb("#ffcf70"), 1}, stop{0.5, rgb("#fff0c4"), 1}, stop{0.85, rgb("#ffb648"), 1}, stop{1, rgb("#7f8fd0"), 0.7}))
		c.fill(ellipse(0, -54, 11, 26), white.a(0.8))
	})
}

func drawBeeswax(c *canvas, _ colour) {
	wax := rgb("#e0ab3e")
	c.ground(500, 850, 240)
	plate := turned(500, 0.13, ring{806, 250}, ring{828, 230}, ring{846, 150})
	c.glaze(plate, rgb(dyes["Tenmoku"]), 250, 750, 800, 860, 0)
	c.fill(ellipse(500, 806, 250, 32), fade(250, 0, 750, 0, rgb(dyes["Tenmoku"]).dark(0.2), rgb(dyes["Tenmoku"]).light(0.2)))
	c.fill(ellipse(500, 812, 160, 20), glow(500, 812, 160, 20, stop{0, shade, 0.6}, stop{1, shade, 0}))
	body := turned(500, 0.13, ring{350, 138}, ring{600, 140}, ring{800, 140})
	c.fill(body, roundness(wax, 360, 640))
	c.within(body, func() {
		c.fill(rect(350, 330, 300, 500), grade(0, 350, 0, 620, stop{0, rgb("#fff0b8"), 0.85}, stop{0.5, rgb("#ffdb80"), 0.35}, stop{1, wax, 0}))
		c.specks(101, 360, 350, 280, 480, 120, 3, wax.dark(0.4).a(0.2))
		drip := from(380, 350).C(384, 420, 372, 470, 384, 520).C(392, 548, 414, 548, 418, 520).C(424, 470, 410, 420, 420, 350).Z()
		c.shadow(drip, 3, 4, 4, shade, 0.25)
		c.fill(drip, fade(376, 0, 422, 0, wax.light(0.5), wax.light(0.1)))
	})
	c.fill(ellipse(500, 350, 138, 18), glow(500, 352, 138, 20, stop{0, rgb("#fff3c4"), 1}, stop{0.6, rgb("#f6cf6c"), 1}, stop{1, wax.light(0.2), 1}))
	c.wickFlame(500, 346, 1)
}

func drawBothy(c *canvas, k colour) {
	c.ground(500, 810, 220)
	cup := turned(500, 0.13, ring{440, 208}, ring{480, 214}, ring{640, 212}, ring{760, 200}, ring{796, 184})
	c.glaze(cup, k, 286, 714, 440, 806, 60)
	c.shine(334, 500, 26, 210, 0.45)
	inside := ellipse(500, 440, 208, 28)
	c.fill(inside, fade(292, 0, 708, 0, k.dark(0.4), k.light(0.1)))
	c.within(inside, func() {
		c.fill(ellipse(500, 452, 198, 25), glow(500, 450, 198, 26, stop{0, rgb("#fff6d6"), 1}, stop{0.5, rgb("#f7e2b0"), 1}, stop{1, rgb("#d8bd8a"), 1}))
	})
	c.trace(inside, line{width: 9}, k.light(0.3))
	c.wickFlame(500, 450, 1.05)
	c.with(500, 640, 1, 1, 0, func() {
		tag := rounded(-92, -60, 184, 120, 4)
		c.fill(tag, roundness(paper, -120, 130))
		c.mark(0, -14, 26, rgb(dyes["Pine"]))
		c.fill(letters(bold, "BOTHY", 0, 42, 24, 0.2), rgb(dyes["Pine"]))
	})
}

func drawMatches(c *canvas, _ colour) {
	pine := rgb(dyes["Pine"])
	c.with(500, 520, 1, 1, -14, func() {
		tray := rounded(-120, -116, 480, 232, 8)
		c.laid(tray)
		c.fill(tray, cream.dark(0.1))
		c.fill(rounded(-108, -102, 454, 204, 4), cream.dark(0.35))
		for i := range 13 {
			y := -90 + float64(i)*15
			c.rod(-90, y, 318, y+float64(i%3)*2-2, 11, rgb("#ead2a0"))
			c.fill(ellipse(318, y+float64(i%3)*2-2, 18, 9), glow(314, y-3, 20, 12, stop{0, rgb(dyes["Rust"]).light(0.35), 1}, stop{1, rgb(dyes["Rust"]), 1}))
		}
		sleeve := rounded(-380, -130, 430, 260, 8)
		c.laid(sleeve)
		c.fill(sleeve, fade(-380, -130, 50, 130, pine.light(0.12), pine.dark(0.1)))
		c.trace(rounded(-362, -112, 394, 224, 4), line{width: 3}, cream.a(0.8))
		c.mark(-276, -14, 64, cream)
		c.fill(letters(bold, "HEARTH", -92, -16, 46, 0.1), cream)
		c.fill(letters(bold, "MATCHES", -92, 32, 36, 0.1), cream)
		c.fill(letters(medium, "SIXTY LONG ONES", -92, 68, 17, 0.1), cream.a(0.8))
		c.fill(rect(-380, 112, 430, 18), rgb("#5b3b33"))
		c.with(120, 250, 1, 1, 24, func() {
			c.shadow(rect(-200, -6, 400, 12), 6, 10, 6, shade, 0.3)
			c.rod(-200, 0, 190, 0, 12, rgb("#ead2a0"))
			c.fill(ellipse(196, 0, 19, 10), glow(192, -3, 20, 12, stop{0, rgb(dyes["Rust"]).light(0.35), 1}, stop{1, rgb(dyes["Rust"]), 1}))
		})
	})
}

func drawSoap(c *canvas, k colour) {
	soap := rgb("#e6d6b4")
	bar := func(seed uint64, wrapped bool) {
		p := rounded(-230, -130, 460, 260, 70)
		c.laid(p)
		c.fill(p, fade(-230, -130, 230, 130, soap.light(0.35), soap.dark(0.10)))
		c.within(p, func() {
			c.specks(seed, -230, -130, 460, 260, 260, 5, rgb("#a9854f").a(0.5))
			c.specks(seed+1, -230, -130, 460, 260, 160, 3.4, k.dark(0.3).a(0.5))
			c.fill(rect(-240, 80, 480, 60), grade(0, 70, 0, 130, stop{0, shade, 0}, stop{1, shade, 0.22}))
		})
		c.trace(rounded(-216, -118, 432, 232, 60), line{width: 5}, white.a(0.4))
		if !wrapped {
			c.mark(0, -4, 66, soap.dark(0.3))
			c.with(3, 3, 1, 1, 0, func() { c.mark(0, -4, 66, soap.light(0.5)) })
			return
		}
		band := rect(-120, -134, 240, 268)
		c.shadow(band, 0, 2, 6, shade, 0.3)
		c.fill(band, fade(-120, -134, 120, 134, k.light(0.12), k.dark(0.08)))
		c.trace(from(-106, -132).L(-106, 132).M(106, -132).L(106, 132), line{width: 3}, cream.a(0.8))
		c.mark(0, -48, 40, cream)
		c.fill(letters(bold, "OAT SOAP", 0, 42, 34, 0.1), cream)
		c.fill(letters(medium, "110 g", 0, 84, 24, 0.1), cream.a(0.85))
	}
	c.with(580, 330, 1, 1, 12, func() { bar(111, false) })
	c.with(440, 640, 1, 1, -6, func() { bar(121, true) })
	for i := range 5 { // suds
		x, y, r := 760+float64(i%3)*46-float64(i)*4, 600+float64(i)*34, 16+float64(i*5%4)*7
		c.fill(disc(x, y, r), glow(x-r*0.3, y-r*0.4, r*1.4, r*1.4, stop{0, white, 0.75}, stop{0.6, white, 0.12}, stop{1, rgb("#9fb8c4"), 0.45}))
		c.fill(disc(x-r*0.35, y-r*0.4, r*0.2), white)
	}
}

func drawPump(c *canvas, _ colour) {
	glass := rgb("#6b3f22")
	c.ground(500, 860, 160)
	body := turned(500, 0.13, ring{370, 54}, ring{400, 72}, ring{446, 144}, ring{500, 156}, ring{700, 156}, ring{846, 152})
	c.fill(body, roundness(glass, 344, 656))
	c.within(body, func() {
		c.fill(rect(330, 460, 340, 420), glow(470, 660, 160, 260, stop{0, rgb("#c9822e"), 0.5}, stop{1, glass, 0}))
		c.trace(from(508, 380).L(514, 840), line{width: 12}, rgb("#e8d8b8").a(0.18))
	})
	c.shine(374, 480, 20, 330, 0.55)
	c.shine(632, 500, 8, 300, 0.25)
	tag := from(350, 560).C(420, 584, 580, 584, 650, 560).L(650, 776).C(580, 800, 420, 800, 350, 776).Z()
	c.fill(tag, roundness(cream, 344, 656))
	pine := rgb(dyes["Pine"])
	c.mark(500, 640, 36, pine)
	c.fill(letters(bold, "HAND WASH", 500, 722, 32, 0.08), pine)
	c.fill(letters(medium, "ROSEMARY & BAY", 500, 756, 19, 0.12), pine.light(0.2))
	dark := black.light(0.14)
	c.fill(turned(500, 0.14, ring{318, 60}, ring{376, 62}), roundness(dark, 438, 562))
	c.columns(440, 560, 326, 376, 22, 2.4, white.a(0.14))
	c.fill(rect(486, 216, 28, 100), roundness(dark, 486, 514))
	head := from(440, 186).L(560, 186).C(572, 190, 572, 222, 560, 226).L(440, 226).C(400, 226, 350, 222, 330, 250).L(310, 240).C(330, 196, 390, 186, 440, 186).Z()
	c.shadow(head, 0, 6, 6, shade, 0.3)
	c.fill(head, grade(0, 186, 0, 226, stop{0, dark.light(0.35), 1}, stop{0.4, dark, 1}, stop{1, dark.dark(0.3), 1}))
}

func drawSalve(c *canvas, _ colour) {
	balm := rgb("#e3b64d")
	tin := disc(410, 440, 250)
	c.laid(tin)
	c.fill(tin, fade(220, 260, 600, 640, steel.light(0.5), steel.dark(0.25)))
	c.fill(disc(410, 440, 228), fade(220, 260, 600, 640, steel.dark(0.35), steel.light(0.35)))
	inner := disc(410, 440, 216)
	c.fill(inner, glow(360, 380, 300, 300, stop{0, balm.light(0.45), 1}, stop{0.6, balm, 1}, stop{1, balm.dark(0.2), 1}))
	c.within(inner, func() {
		swirl := wave(280, 400, 340, 340, 440, 350, 500, 420, 470, 500, 400, 520, 350, 480)
		c.trace(swirl, line{width: 54}, balm.dark(0.25).a(0.35))
		c.with(-6, -7, 1, 1, 0, func() { c.trace(swirl, line{width: 38}, balm.light(0.35).a(0.6)) })
	})
	lid := disc(670, 690, 232)
	c.laid(lid)
	pine := rgb(dyes["Pine"])
	c.fill(lid, fade(500, 520, 840, 860, steel.light(0.5), steel.dark(0.3)))
	c.fill(disc(670, 690, 212), fade(500, 520, 840, 860, pine.light(0.14), pine.dark(0.1)))
	c.trace(disc(670, 690, 190), line{width: 3}, cream.a(0.8))
	c.mark(670, 656, 62, cream)
	c.fill(letters(bold, "GARDEN SALVE", 670, 768, 30, 0.1), cream)
	c.fill(letters(medium, "MARIGOLD & BEESWAX", 670, 802, 17, 0.1), cream.a(0.85))
	for i, p := range []pt{{770, 300}, {240, 790}, {820, 380}} { // petals
		c.with(p.x, p.y, 1, 1, float64(i)*50-30, func() {
			petal := from(0, -50).C(34, -20, 34, 30, 0, 54).C(-34, 30, -34, -20, 0, -50).Z()
			c.shadow(petal, 4, 7, 5, shade, 0.3)
			c.fill(petal, fade(0, -50, 0, 54, rgb("#f0a72e"), rgb("#d9771f")))
			c.trace(from(0, -36).L(0, 44), line{width: 2}, rgb("#b65a14").a(0.6))
		})
	}
}

func drawBathTowels(c *canvas, k colour) {
	c.ground(500, 820, 330)
	for i := range 3 {
		h := 150.0
		y := 680 - float64(i)*h
		x := 190 + float64(i)*14
		w := 620 - float64(i)*28
		p := from(x+30, y).L(x+w-20, y).C(x+w+16, y+4, x+w+16, y+h-8, x+w-20, y+h-4).L(x+30, y+h-4).C(x-6, y+h-8, x-6, y+8, x+30, y).Z()
		c.shadow(p, 0, 8, 10, shade, 0.3)
		c.fill(p, fade(0, y, 0, y+h, k.light(0.2), k.dark(0.12)))
		c.within(p, func() {
			for gx := x - 10; gx < x+w+20; gx += 24 { // the waffle
				for gy := y; gy < y+h; gy += 24 {
					c.fill(rounded(gx+3, gy+3, 18, 18, 4), grade(0, gy, 0, gy+24, stop{0, k.dark(0.34), 0.5}, stop{1, k.dark(0.1), 0.2}))
				}
			}
			c.fill(rect(x-20, y+h/2-4, w+50, 7), shade.a(0.32)) // folded once
			c.fill(rect(x-20, y+h/2+3, w+50, 5), white.a(0.25))
			c.fill(p, grade(x, 0, x+w, 0, stop{0, shade, 0.28}, stop{0.12, white, 0.1}, stop{0.7, shade, 0}, stop{1, shade, 0.32}))
			c.fill(p, grade(0, y, 0, y+h, stop{0, white, 0.2}, stop{0.2, white, 0}, stop{0.8, shade, 0}, stop{1, shade, 0.3}))
		})
	}
	c.trace(from(700, 384).C(730, 340, 760, 400, 730, 430), line{width: 8}, cream.dark(0.1)) // hanging loop
	c.label(330, 452, 84)
}

func comfortDrawings() map[string]drawing {
	return map[string]drawing{
		"beeswax-candle": {draw: drawBeeswax, set: dusk, wall: wallDusk},
		"bothy-candle":   {draw: drawBothy, set: dusk, wall: wallDusk},
		"hearth-matches": {draw: drawMatches, set: tabletop, wall: wallDesk},
		"oat-soap":       {draw: drawSoap, set: tabletop, wall: wallBath},
		"hand-wash":      {draw: drawPump, set: studio, wall: wallBath},
		"garden-salve":   {draw: drawSalve, set: tabletop, wall: wallGarden},
		"bath-towel":     {draw: drawBathTowels, set: studio, wall: wallBath},
	}
}
