package demo

// coffeeBag is a bag with a folded top and a label in the colour of the roast.
func coffeeBag(name, line2 string, k colour) func(*canvas, colour) {
	return func(c *canvas, _ colour) {
		kraft := rgb("#c9a57a")
		c.ground(500, 850, 220)
		bag := from(300, 240).L(700, 240).C(704, 400, 726, 700, 718, 838).C(640, 862, 360, 862, 282, 838).C(274, 700, 296, 400, 300, 240).Z()
		c.fill(bag, fade(290, 240, 710, 860, kraft.light(0.14), kraft.dark(0.12)))
		c.within(bag, func() {
			c.fill(rect(270, 230, 460, 640), grade(285, 0, 715, 0, stop{0, shade, 0.30}, stop{0.10, shade, 0.02}, stop{0.16, white, 0.16}, stop{0.3, white, 0}, stop{0.84, shade, 0}, stop{0.9, shade, 0.16}, stop{1, shade, 0.36}))
			c.creases(from(330, 300).Q(360, 420, 326, 560).M(668, 320).Q(640, 460, 676, 600).M(420, 260).Q(440, 330, 420, 360))
			c.specks(91, 270, 230, 460, 640, 700, 2, kraft.dark(0.4).a(0.22))
			c.fill(rect(270, 800, 460, 70), grade(0, 790, 0, 860, stop{0, shade, 0}, stop{1, shade, 0.3}))
		})
		fold := from(296, 176).L(704, 176, 708, 262, 292, 262).Z()
		c.shadow(fold, 0, 8, 8, shade, 0.4)
		c.fill(fold, grade(0, 176, 0, 262, stop{0, kraft.light(0.3), 1}, stop{0.3, kraft.light(0.1), 1}, stop{1, kraft.dark(0.1), 1}))
		c.within(fold, func() { c.rows(290, 710, 196, 256, 2, 0, 2, kraft.dark(0.4).a(0.3)) })
		tie := rounded(268, 206, 464, 24, 6)
		c.shadow(tie, 0, 4, 4, shade, 0.35)
		c.fill(tie, fade(0, 206, 0, 230, k.light(0.1), k.dark(0.15)))
		label := rect(350, 380, 300, 360)
		c.shadow(label, 1, 2, 4, shade, 0.25)
		c.fill(label, fade(350, 0, 650, 0, k.light(0.06), k.dark(0.08)))
		c.trace(rect(362, 392, 276, 336), line{width: 2.5}, cream.a(0.7))
		c.rook(500, 490, 76, cream)
		c.fill(letters(bold, name, 500, 632, 34, 0.08), cream)
		c.fill(letters(medium, line2, 500, 672, 19, 0.12), cream.a(0.85))
		c.fill(rect(440, 694, 120, 3), cream.a(0.6))
		c.fill(disc(500, 318, 15), kraft.dark(0.2)) // valve
		c.trace(disc(500, 318, 15), line{width: 3}, kraft.dark(0.45))
	}
}

// rook is the sign of the roasters: a bird on a cup's rim.
func (c *canvas) rook(x, y, r float64, k colour) {
	c.with(x, y, r/100, r/100, 0, func() {
		c.fill(from(-96, 10).C(-60, -30, -20, -50, 20, -48).C(30, -74, 64, -82, 84, -62).L(120, -50).L(86, -40).C(84, 0, 60, 40, 10, 46).
			C(-20, 50, -50, 40, -110, 52).Z(), k)
		c.trace(from(0, 44).L(-8, 80).M(24, 42).L(24, 80), line{width: 8}, k)
		c.trace(from(-90, 84).L(110, 84), line{width: 9}, k)
	})
}

func drawBeans(c *canvas, _ colour) {
	roast := rgb("#5a3421")
	s := chance(77)
	bean := func(x, y, angle, size float64) {
		c.with(x, y, size, size, angle, func() {
			p := ellipse(0, 0, 40, 28)
			c.fill(ellipse(4, 8, 40, 28), shade.a(0.28))
			c.fill(p, glow(-10, -12, 52, 40, stop{0, roast.light(0.30), 1}, stop{0.6, roast, 1}, stop{1, roast.dark(0.4), 1}))
			c.trace(from(-36, 2).C(-14, 12, 10, -12, 36, 0), line{width: 5}, roast.dark(0.6))
			c.trace(from(-34, 5).C(-14, 15, 10, -9, 34, 3), line{width: 1.6}, roast.light(0.3).a(0.5))
		})
	}
	for range 26 { // strays
		bean(s.between(60, 940), s.between(420, 940), s.between(0, 180), s.between(0.85, 1.05))
	}
	for i := range 250 { // the heap, from its far edge to the near one
		t := float64(i) / 249
		w := 340 * (0.5 + t*0.5)
		bean(440+s.between(-w, w), 330+t*440+s.between(-30, 30), s.between(0, 180), s.between(0.85, 1.1))
	}
	c.with(640, 640, 1, 1, -32, func() { // a brass scoop
		bowl := smooth(-150, -60, -40, -92, 80, -80, 130, 0, 80, 80, -40, 92, -150, 60)
		c.shadow(bowl, 8, 16, 16, shade, 0.5)
		c.fill(bowl, fade(0, -90, 0, 90, brass.light(0.45), brass.dark(0.25)))
		inner := smooth(-150, -44, -40, -70, 66, -62, 104, 0, 66, 62, -40, 70, -150, 44)
		c.fill(inner, fade(0, -70, 0, 70, brass.dark(0.45), brass.light(0.1)))
		handle := rounded(118, -18, 260, 36, 18)
		c.shadow(handle, 6, 12, 8, shade, 0.4)
		c.fill(handle, grade(0, -18, 0, 18, stop{0, brass.light(0.1), 1}, stop{0.3, brass.light(0.55), 1}, stop{1, brass.dark(0.35), 1}))
		c.within(inner, func() {
			for range 30 {
				bean(s.between(-140, 60), s.between(-50, 50), s.between(0, 180), 0.95)
			}
		})
	})
}

func drawTin(c *canvas, _ colour) {
	k := rgb(dyes["Pine"])
	c.ground(500, 850, 160)
	body := turned(500, 0.14, ring{330, 162}, ring{600, 162}, ring{836, 162})
	c.fill(body, roundness(k, 338, 662))
	lid := turned(500, 0.14, ring{236, 158}, ring{262, 166}, ring{336, 166})
	c.fill(lid, roundness(k.dark(0.12), 334, 666))
	top := ellipse(500, 236, 158, 22)
	c.fill(top, fade(342, 0, 658, 0, k.light(0.3), k.light(0.02)))
	c.trace(ellipse(500, 236, 150, 20), line{width: 2.5}, k.dark(0.4).a(0.6))
	c.trace(from(334, 338).C(380, 366, 620, 366, 666, 338), line{width: 4}, k.dark(0.55))
	label := from(338, 440).C(400, 466, 600, 466, 662, 440).L(662, 760).C(600, 786, 400, 786, 338, 760).Z()
	c.fill(label, roundness(cream, 338, 662))
	gold := rgb("#b98d3e")
	for _, y := range []float64{456, 744} {
		c.trace(from(338, y).C(400, y+26, 600, y+26, 662, y), line{width: 4}, gold)
	}
	c.rook(500, 556, 66, k)
	c.fill(letters(bold, "BREAKFAST", 500, 672, 36, 0.1), k)
	c.fill(letters(bold, "TEA", 500, 716, 36, 0.3), k)
	c.shine(372, 380, 14, 440, 0.4)
}

// jar is a glass jar of something translucent.
func jar(filling colour, label string, sort string, lid func(c *canvas)) func(*canvas, colour) {
	return func(c *canvas, _ colour) {
		c.ground(500, 830, 180)
		c.fill(ellipse(560, 842, 190, 40), glow(560, 842, 190, 40, stop{0, filling.light(0.2), 0.5}, stop{1, filling, 0}))
		body := turned(500, 0.13, ring{330, 150}, ring{360, 166}, ring{410, 186}, ring{600, 188}, ring{800, 186}, ring{820, 178})
		c.fill(body, roundness(filling, 312, 688))
		c.within(body, func() {
			c.fill(rect(300, 320, 400, 60), white.a(0.28))
			c.fill(ellipse(500, 384, 180, 22), filling.light(0.25))
			c.fill(rect(300, 380, 400, 460), glow(600, 640, 160, 260, stop{0, filling.light(0.45), 0.75}, stop{1, filling, 0}))
			c.specks(95, 320, 420, 360, 400, 40, 4, white.a(0.18))
		})
		c.trace(body, line{width: 4}, white.a(0.35))
		c.shine(336, 420, 18, 340, 0.6)
		c.shine(652, 430, 9, 320, 0.3)
		tag := from(330, 500).C(400, 524, 600, 524, 670, 500).L(670, 706).C(600, 730, 400, 730, 330, 706).Z()
		c.fill(tag, roundness(paper, 312, 688))
		c.trace(from(346, 518).C(410, 538, 590, 538, 654, 518), line{width: 2.5}, filling.dark(0.4).a(0.7))
		c.trace(from(346, 696).C(410, 716, 590, 716, 654, 696), line{width: 2.5}, filling.dark(0.4).a(0.7))
		c.fill(letters(bold, label, 500, 628, 42, 0.06), filling.dark(0.55))
		c.fill(letters(medium, sort, 500, 672, 21, 0.16), filling.dark(0.45))
		c.mark(500, 562, 22, filling.dark(0.5))
		lid(c)
	}
}

func metalLid(c *canvas) {
	l := turned(500, 0.13, ring{250, 160}, ring{262, 166}, ring{330, 166})
	c.fill(l, roundness(brass, 334, 666))
	c.fill(ellipse(500, 250, 160, 21), fade(340, 0, 660, 0, brass.light(0.5), brass.light(0.1)))
	c.columns(336, 664, 282, 348, 46, 2, brass.dark(0.5).a(0.35))
}

func clothLid(c *canvas) {
	k := rgb(dyes["Plum"])
	skirt := from(338, 300).C(300, 360, 286, 392, 276, 424).C(320, 408, 340, 440, 380, 424).C(420, 444, 450, 424, 500, 440).C(550, 424, 580, 444, 620, 424).
		C(660, 440, 680, 408, 724, 424).C(714, 392, 700, 360, 662, 300).Z()
	top := turned(500, 0.13, ring{236, 160}, ring{250, 170}, ring{312, 168})
	c.shadow(skirt, 0, 8, 8, shade, 0.4)
	for _, p := range []*path{skirt, top} {
		c.fill(p, roundness(paper, 276, 724))
		c.within(p, func() {
			for i := range 15 {
				x := 276 + float64(i)*32
				c.fill(rect(x, 200, 15, 260), k.a(0.5))
			}
			for i := range 8 {
				c.fill(rect(270, 214+float64(i)*32, 470, 15), k.a(0.5))
			}
			c.fill(rect(270, 200, 470, 260), grade(276, 0, 724, 0, stop{0, shade, 0.34}, stop{0.3, white, 0.1}, stop{0.6, shade, 0}, stop{1, shade, 0.34}))
		})
	}
	c.trace(from(336, 308).C(400, 334, 600, 334, 664, 308), line{width: 11}, ash.dark(0.25))
	c.trace(from(336, 308).C(400, 334, 600, 334, 664, 308), line{width: 9, dash: 5, gap: 9}, ash.light(0.2))
}

func larderDrawings() map[string]drawing {
	return map[string]drawing{
		"weirside-espresso": {draw: coffeeBag("WEIRSIDE", "ESPRESSO", rgb(dyes["Rust"])), set: studio, wall: wallLarder},
		"morning-filter":    {draw: coffeeBag("MORNING", "FILTER", rgb("#6f97ab")), set: studio, wall: wallLarder},
		"night-ferry-decaf": {draw: coffeeBag("NIGHT FERRY", "DECAF", rgb(dyes["Plum"])), set: studio, wall: wallLarder},
		"breakfast-tea":     {draw: drawTin, set: studio, wall: wallLarder},
		"heather-honey":     {draw: jar(rgb("#b8691a"), "HEATHER", "HONEY 340 g", metalLid), set: studio, wall: wallLarder},
		"damson-jam":        {draw: jar(rgb("#55203d"), "DAMSON", "JAM 300 g", clothLid), set: studio, wall: wallLarder},
	}
}
