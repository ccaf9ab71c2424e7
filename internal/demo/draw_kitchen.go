package demo

func drawSkillet(c *canvas, _ colour) {
	iron := rgb("#34343a")
	c.with(430, 480, 1, 1, 38, func() {
		handle := from(250, -30).C(330, -26, 420, -30, 520, -36).C(560, -40, 566, 40, 520, 38).C(420, 30, 330, 28, 250, 32).Z()
		c.laid(handle)
		c.fill(handle, grade(0, -38, 0, 38, stop{0, iron.light(0.2), 1}, stop{0.4, iron, 1}, stop{1, iron.dark(0.4), 1}))
		c.trace(from(290, 0).L(440, 0), line{width: 22}, iron.dark(0.35))
		c.fill(ellipse(510, 0, 22, 17), wallTable.dark(0.12))
		c.trace(ellipse(510, 0, 22, 17), line{width: 5}, iron.light(0.15))
		helper := from(-268, -62).C(-360, -60, -360, 60, -268, 62).Z()
		c.laid(helper)
		c.fill(helper, iron)
		c.fill(ellipse(-302, 0, 18, 30), wallTable.dark(0.12))
	})
	c.with(268, 232, 1, 1, -42, func() { // the pouring lip
		lip := ellipse(0, 10, 62, 44)
		c.laid(lip)
		c.fill(lip, fade(0, -34, 0, 40, iron.light(0.3), iron))
	})
	pan := disc(430, 480, 300)
	c.laid(pan)
	c.fill(pan, fade(220, 260, 640, 700, iron.light(0.24), iron.dark(0.35)))
	c.trace(disc(430, 480, 292), line{width: 5}, iron.light(0.4).a(0.6))
	c.with(268, 232, 1, 1, -42, func() { c.fill(ellipse(0, 16, 44, 36), iron.dark(0.3)) })
	c.fill(disc(430, 480, 268), fade(250, 280, 620, 680, iron.dark(0.45), iron.light(0.12)))
	floor := disc(432, 484, 236)
	c.fill(floor, fade(260, 300, 600, 660, iron.light(0.1), iron.dark(0.12)))
	c.within(floor, func() {
		c.specks(51, 190, 240, 490, 490, 1400, 2.2, white.a(0.06))
		for i := range 8 {
			c.trace(disc(432, 484, 30+float64(i)*27), line{width: 2}, white.a(0.045))
		}
		c.fill(floor, glow(340, 360, 210, 150, stop{0, white, 0.16}, stop{1, white, 0}))
		// An egg.
		egg := smooth(360, 470, 400, 410, 470, 400, 530, 440, 540, 510, 490, 560, 420, 556, 372, 530)
		c.shadow(egg, 3, 5, 6, black, 0.5)
		c.fill(egg, glow(450, 480, 110, 100, stop{0, white, 1}, stop{0.8, rgb("#fbf6ea"), 1}, stop{1, rgb("#e6d3b0"), 1}))
		yolk := disc(458, 474, 40)
		c.fill(yolk, glow(446, 462, 50, 50, stop{0, rgb("#ffd35c"), 1}, stop{1, rgb("#ee9a2a"), 1}))
		c.fill(ellipse(444, 458, 12, 8), white.a(0.7))
	})
}

func drawKitchenKnife(c *canvas, _ colour) {
	wood := rgb("#3d2f29")
	c.with(500, 500, 1, 1, -32, func() {
		blade := from(60, -58).L(-330, -52).C(-400, -40, -440, 0, -452, 34).C(-380, 66, -200, 84, 66, 86).Z()
		c.laid(blade)
		c.fill(blade, steelBlade(-58, 86))
		c.within(blade, func() {
			c.trace(wave(-440, 22, -330, 40, -180, 34, -60, 46, 66, 40), line{width: 3}, white.a(0.5)) // the hardening line
			c.specks(61, -450, -60, 520, 90, 300, 2.4, steel.dark(0.5).a(0.14))
		})
		ferrule := rounded(56, -50, 44, 92, 8)
		c.fill(ferrule, grade(0, -50, 0, 42, stop{0, brass.dark(0.2), 1}, stop{0.3, brass.light(0.5), 1}, stop{1, brass.dark(0.5), 1}))
		handle := from(96, -46).C(200, -56, 320, -56, 410, -44).C(440, -36, 446, 40, 412, 52).C(320, 56, 200, 46, 96, 40).Z()
		c.laid(handle)
		c.fill(handle, grade(0, -56, 0, 54, stop{0, wood.light(0.22), 1}, stop{0.35, wood.light(0.14), 1}, stop{0.4, wood, 1}, stop{1, wood.dark(0.5), 1}))
		c.within(handle, func() { c.grain(15, 90, -60, 360, 120, wood.light(0.4).a(0.3)) })
		for _, x := range []float64{170, 270, 370} {
			c.fill(disc(x, -2, 9), fade(x-9, -11, x+9, 7, brass.light(0.5), brass.dark(0.3)))
		}
		c.mark(-60, 6, 24, steel.dark(0.5))
	})
}

func drawBoard(c *canvas, k colour) {
	c.with(500, 520, 1, 1, -8, func() {
		board := rounded(-390, -200, 640, 400, 40).and(from(240, -70).C(300, -64, 380, -66, 404, -40).C(420, -10, 420, 10, 404, 40).C(380, 66, 300, 64, 240, 70).Z())
		c.laid(board)
		c.fill(board, fade(-300, -200, 300, 200, k.light(0.18), k.dark(0.06)))
		c.within(board, func() {
			c.grain(71, -390, -200, 820, 400, k.dark(0.4).a(0.28))
			c.trace(wave(-390, -20, -200, -50, -60, -10, 120, -40, 420, -10), line{width: 5}, k.dark(0.4).a(0.16))
			c.fill(rect(-400, 184, 860, 20), shade.a(0.14))
		})
		c.trace(rounded(-386, -196, 632, 392, 38), line{width: 3}, k.light(0.5).a(0.4))
		c.fill(disc(366, 0, 20), wallTable.dark(0.22))
		c.trace(disc(366, 0, 20), line{width: 4}, k.dark(0.35))
		// Half a loaf, a slice and crumbs.
		crust, crumb := rgb("#a8683a"), rgb("#efd9ac")
		loaf := from(-340, 110).C(-372, 20, -340, -120, -180, -140).C(-40, -150, 40, -90, 34, 20).C(30, 90, 10, 112, -20, 116).L(-300, 122).Z()
		c.laid(loaf)
		c.fill(loaf, glow(-200, -60, 300, 240, stop{0, crust.light(0.35), 1}, stop{0.5, crust, 1}, stop{1, crust.dark(0.35), 1}))
		c.within(loaf, func() {
			for i := range 4 {
				x := -280 + float64(i)*72
				c.trace(from(x, -150).Q(x+50, -60, x+20, 0), line{width: 22}, crumb.dark(0.1).a(0.75))
			}
			c.specks(72, -370, -150, 420, 280, 260, 4, cream.a(0.45))
			c.fill(loaf, grade(0, -150, 0, 120, stop{0, white, 0.1}, stop{0.6, shade, 0}, stop{1, shade, 0.32}))
		})
		slice := from(70, 130).C(50, 20, 40, -70, 130, -90).C(230, -96, 236, 0, 214, 130).C(190, 146, 90, 146, 70, 130).Z()
		c.laid(slice)
		c.fill(slice, crust)
		inner := from(84, 120).C(66, 20, 60, -56, 132, -74).C(214, -80, 218, 0, 200, 120).C(180, 132, 100, 132, 84, 120).Z()
		c.fill(inner, glow(140, 20, 100, 130, stop{0, crumb.light(0.3), 1}, stop{1, crumb, 1}))
		c.within(inner, func() { c.specks(73, 60, -80, 170, 220, 90, 6, crumb.dark(0.25).a(0.5)) })
		c.specks(74, -40, 140, 330, 40, 26, 5, crust)
	})
}

func drawTowels(c *canvas, _ colour) {
	for i, name := range []string{"Ink", "Rust", "Moss"} {
		k := rgb(dyes[name])
		d := float64(i)
		p := rounded(230+d*26, 560-d*120, 480, 260, 16)
		if i == 2 {
			p = rounded(230+d*26, 560-d*120, 480, 262, 16)
		}
		c.laid(p)
		c.fill(p, fade(230, 560-d*120, 700, 820-d*120, paper, paper.dark(0.10)))
		c.within(p, func() {
			x := 230 + d*26
			y := 560 - d*120
			for j := range 5 {
				w := []float64{26, 8, 8, 8, 26}[j]
				c.fill(rect(x+300+[]float64{0, 42, 62, 82, 106}[j], y, w, 270), k)
			}
			c.rows(x, x+490, y, y+262, 62, 0, 1, shade.a(0.10))
			c.columns(x, x+490, y, y+262, 100, 1, shade.a(0.05))
			c.fill(p, grade(0, y, 0, y+260, stop{0, white, 0.3}, stop{0.08, white, 0}, stop{0.85, shade, 0}, stop{1, shade, 0.24}))
		})
	}
	ribbon := rect(424, 316, 44, 508)
	c.shadow(ribbon, 3, 3, 5, shade, 0.35)
	c.fill(ribbon, fade(424, 0, 468, 0, rgb(dyes["Oat"]), rgb(dyes["Oat"]).dark(0.12)))
	for _, s := range []float64{-1, 1} {
		c.with(446, 452, s, 1, 0, func() {
			bow := from(0, 0).C(40, -70, 140, -60, 120, 0).C(110, 46, 40, 30, 0, 0).Z()
			c.shadow(bow, 3, 6, 6, shade, 0.4)
			c.fill(bow, fade(0, -40, 110, 30, rgb(dyes["Oat"]).light(0.2), rgb(dyes["Oat"]).dark(0.15)))
			tail := from(0, 0).C(24, 40, 60, 80, 66, 120).L(92, 108).C(80, 60, 40, 20, 0, 0).Z()
			c.fill(tail, rgb(dyes["Oat"]).dark(0.1))
		})
	}
	c.fill(rounded(424, 434, 44, 36, 12), rgb(dyes["Oat"]).dark(0.06))
}

func drawPourOver(c *canvas, _ colour) {
	k := rgb(dyes["Speckle"])
	c.ground(500, 850, 190)
	jug := turned(500, 0.12, ring{440, 110}, ring{500, 104}, ring{560, 130}, ring{680, 186}, ring{790, 190}, ring{836, 170})
	c.fill(jug, grade(310, 0, 690, 0, stop{0, white, 0.55}, stop{0.08, white, 0.22}, stop{0.3, white, 0.36}, stop{0.6, white, 0.16}, stop{0.92, white, 0.2}, stop{1, white, 0.6}))
	c.within(jug, func() {
		coffee := rgb("#5a3520")
		c.fill(rect(300, 700, 400, 160), grade(310, 0, 690, 0, stop{0, coffee.dark(0.3), 0.95}, stop{0.3, rgb("#8a5330"), 0.92}, stop{1, coffee.dark(0.35), 0.95}))
		c.fill(ellipse(500, 700, 190, 20), rgb("#9a6238"))
		c.fill(ellipse(500, 702, 176, 15), coffee)
	})
	c.trace(jug, line{width: 4}, white.a(0.55))
	c.shine(352, 640, 20, 170, 0.6)
	band := turned(500, 0.12, ring{474, 112}, ring{520, 110}, ring{572, 134})
	cork := rgb("#c29468")
	c.fill(band, roundness(cork, 366, 634))
	c.within(band, func() { c.specks(81, 366, 470, 270, 130, 200, 4, cork.dark(0.5).a(0.4)) })
	c.trace(from(372, 540).C(420, 560, 580, 560, 628, 540), line{width: 9}, leather.dark(0.1))
	c.fill(disc(500, 556, 15), ash.dark(0.1))
	drop := from(500, 600).C(508, 620, 514, 628, 514, 640).C(514, 660, 486, 660, 486, 640).C(486, 628, 492, 620, 500, 600).Z()
	c.fill(drop, rgb("#6a4024"))
	saucer := turned(500, 0.12, ring{408, 186}, ring{424, 182}, ring{440, 120})
	c.glaze(saucer, k, 314, 686, 400, 450, 0)
	cone := turned(500, 0.14, ring{180, 226}, ring{230, 206}, ring{330, 140}, ring{408, 96})
	c.glaze(cone, k, 274, 726, 180, 420, 30)
	handle := from(704, 220).C(820, 216, 806, 350, 650, 346)
	c.trace(handle, line{width: 32}, k.dark(0.22))
	c.with(-4, -5, 1, 1, 0, func() { c.trace(handle, line{width: 12}, k.light(0.5).a(0.7)) })
	inside := ellipse(500, 180, 226, 33)
	c.fill(inside, fade(274, 0, 726, 0, k.dark(0.3), k.light(0.1)))
	c.within(inside, func() {
		c.fill(ellipse(500, 184, 206, 30), paper)
		c.fill(ellipse(500, 204, 170, 24), glow(480, 200, 170, 24, stop{0, rgb("#8a5a38"), 1}, stop{0.6, rgb("#5c3921"), 1}, stop{1, rgb("#4a2d1b"), 1}))
	})
	c.trace(inside, line{width: 8}, k.light(0.3))
	c.shine(324, 236, 20, 90, 0.5)
}

func kitchenDrawings() map[string]drawing {
	return map[string]drawing{
		"stoneware-teapot": {draw: drawTeapot, set: studio, wall: wallTable},
		"stoneware-mug":    {draw: drawStonewareMug, set: studio, wall: wallTable, fit: 1.06, x: 400, y: 690, zoom: 2.2},
		"supper-bowls":     {draw: drawBowls, set: studio, wall: wallTable},
		"supper-plates":    {draw: drawPlate, set: tabletop, wall: wallTable, fit: 1.08},
		"iron-skillet":     {draw: drawSkillet, set: tabletop, wall: wallTable, x: 370, y: 330, zoom: 2.2},
		"kitchen-knife":    {draw: drawKitchenKnife, set: tabletop, wall: wallTable},
		"bread-board":      {draw: drawBoard, set: tabletop, wall: wallTable},
		"tea-towels":       {draw: drawTowels, set: tabletop, wall: wallTable},
		"pour-over-set":    {draw: drawPourOver, set: studio, wall: wallTable},
	}
}
