package demo

func drawTote(c *canvas, k colour) {
	trim := k.dark(0.5)
	if k.luma() < 0.35 {
		trim = leather
	}
	c.ground(500, 836, 250)
	// The far handle, then the bag, then the near one.
	back := from(392, 330).C(398, 180, 430, 130, 500, 130).C(570, 130, 602, 180, 608, 330)
	c.trace(back, line{width: 24}, trim.dark(0.35))
	bag := from(268, 322).L(732, 322).C(748, 480, 756, 660, 752, 820).C(740, 842, 260, 842, 248, 820).C(244, 660, 252, 480, 268, 322).Z()
	mouth := ellipse(500, 322, 232, 22)
	c.fill(mouth, k.dark(0.45))
	c.fill(bag, fade(260, 320, 740, 840, k.light(0.10), k.dark(0.12)))
	c.within(bag, func() {
		c.canvasWeave(240, 310, 520, 540, k)
		c.creases(from(300, 420).Q(330, 560, 290, 700).M(690, 400).Q(660, 560, 700, 730).M(440, 700).Q(500, 740, 580, 720))
		c.fill(rect(240, 760, 520, 90), k.dark(0.22).a(0.9))
		c.canvasWeave(240, 760, 520, 90, k)
		c.stitches(from(240, 768).L(760, 768), k.light(0.4).a(0.55))
		c.fill(rect(240, 310, 520, 540), grade(250, 0, 750, 0, stop{0, shade, 0.26}, stop{0.3, white, 0.10}, stop{0.7, shade, 0}, stop{1, shade, 0.28}))
	})
	c.trace(from(268, 322).C(360, 340, 640, 340, 732, 322), line{width: 10}, k.light(0.06))
	c.stitches(from(268, 342).C(360, 360, 640, 360, 732, 342), k.dark(0.4).a(0.5))
	strap := from(372, 834).L(374, 332).C(380, 196, 420, 160, 500, 160).C(580, 160, 620, 196, 626, 332).L(628, 834)
	c.shadow(c.stroke(strap, line{width: 27}), 3, 5, 6, shade, 0.22)
	c.trace(strap, line{width: 27}, trim)
	c.stitches(from(364, 826).L(366, 340), trim.light(0.4).a(0.5))
	c.stitches(from(636, 826).L(634, 340), trim.light(0.4).a(0.5))
	c.stitches(from(381, 826).L(383, 340), trim.light(0.4).a(0.5))
	c.stitches(from(619, 826).L(617, 340), trim.light(0.4).a(0.5))
	ink := k.dark(0.6)
	if k.luma() < 0.5 {
		ink = cream
	}
	c.mark(500, 540, 78, ink)
	c.fill(letters(bold, "FERNWEIR", 500, 684, 29, 0.18), ink)
}

// canvasWeave is the cloth of bags, seen from near.
func (c *canvas) canvasWeave(x, y, w, h float64, k colour) {
	c.rows(x, x+w, y, y+h, int(h/5), 0, 1.3, k.dark(0.4).a(0.13))
	c.columns(x, x+w, y, y+h, int(w/5), 1.3, k.light(0.4).a(0.10))
}

// buckle is a brass frame with its pin, on a strap that runs upright.
func (c *canvas) buckle(x, y, w float64) {
	frame := rounded(x-w/2, y-w*0.4, w, w*0.8, 6)
	c.trace(frame, line{width: w * 0.16}, brass.dark(0.45))
	c.trace(frame, line{width: w * 0.12}, fade(x-w/2, y-w/2, x+w/2, y+w/2, brass.light(0.5), brass.dark(0.15)))
	c.trace(from(x, y-w*0.36).L(x, y+w*0.36), line{width: w * 0.1}, brass.light(0.15))
}

func drawBackpack(c *canvas, k colour) {
	c.ground(500, 850, 230)
	// Shoulder straps show behind both sides.
	c.mirrored(500, func() {
		s := from(318, 360).C(240, 420, 226, 640, 290, 790)
		c.trace(s, line{width: 40}, k.dark(0.42))
		c.stitches(s, k.light(0.2).a(0.4))
	})
	c.trace(from(446, 240).C(450, 130, 550, 130, 554, 240), line{width: 20}, leather.dark(0.2))
	body := from(300, 330).C(400, 312, 600, 312, 700, 330).C(716, 480, 728, 700, 716, 830).C(700, 866, 300, 866, 284, 830).C(272, 700, 284, 480, 300, 330).Z()
	c.fill(body, fade(290, 330, 720, 850, k.light(0.10), k.dark(0.16)))
	c.within(body, func() {
		c.canvasWeave(270, 310, 460, 560, k)
		c.creases(from(320, 420).Q(350, 560, 310, 720).M(680, 420).Q(660, 560, 690, 720))
		c.fill(rect(270, 310, 460, 560), grade(280, 0, 720, 0, stop{0, shade, 0.36}, stop{0.28, white, 0.12}, stop{0.6, shade, 0}, stop{1, shade, 0.36}))
		c.fill(rect(270, 790, 460, 90), fade(0, 790, 0, 870, leather.light(0.06), leather.dark(0.25)))
		c.stitches(from(280, 798).L(720, 798), leather.light(0.4).a(0.6))
	})
	pocket := from(348, 560).C(440, 552, 560, 552, 652, 560).L(660, 776).C(600, 790, 400, 790, 340, 776).Z()
	c.shadow(pocket, 0, 6, 9, shade, 0.35)
	c.fill(pocket, fade(340, 560, 660, 790, k.light(0.12), k.dark(0.06)))
	c.within(pocket, func() { c.canvasWeave(330, 550, 340, 240, k) })
	c.stitches(from(356, 568).L(350, 770).C(410, 782, 590, 782, 650, 770).L(644, 568), k.dark(0.45).a(0.6))
	c.zip2(from(360, 584).C(440, 577, 560, 577, 640, 584))
	c.label(500, 668, 96)
	// The rolled top: two rounds of cloth.
	for i, y := range []float64{262, 316} {
		r := 500 - 204 + float64(1-i)*8
		roll := rounded(r, y-38, 2*(500-r), 78, 38)
		c.shadow(roll, 0, 8, 9, shade, 0.4)
		c.fill(roll, grade(0, y-38, 0, y+40, stop{0, k.dark(0.08), 1}, stop{0.3, k.light(0.18), 1}, stop{0.7, k.dark(0.06), 1}, stop{1, k.dark(0.34), 1}))
		c.within(roll, func() { c.columns(290, 710, y-40, y+42, 84, 1.2, shade.a(0.10)) })
	}
	for _, x := range []float64{392, 608} { // closing straps
		s := rounded(x-19, 222, 38, 276, 8)
		c.shadow(s, 2, 5, 5, shade, 0.4)
		c.fill(s, fade(x-19, 0, x+19, 0, leather.light(0.14), leather.dark(0.14)))
		c.stitches(from(x-12, 228).L(x-12, 490).M(x+12, 228).L(x+12, 490), leather.light(0.5).a(0.5))
		c.buckle(x, 420, 56)
		for i := range 3 {
			c.fill(disc(x, 456+float64(i)*13, 2.6), leather.dark(0.6))
		}
	}
}

// zip2 is a zip that follows a curve.
func (c *canvas) zip2(p *path) {
	c.trace(p, line{width: 13}, shade.a(0.5))
	c.trace(p, line{width: 7, dash: 2, gap: 4}, brass.light(0.2))
}

func drawDuffel(c *canvas, k colour) {
	c.ground(500, 780, 330)
	back := from(370, 470).C(372, 260, 420, 214, 500, 214).C(580, 214, 628, 260, 630, 470)
	c.trace(back, line{width: 26}, leather.dark(0.35))
	body := from(190, 420).C(220, 372, 300, 356, 500, 354).C(700, 356, 780, 372, 810, 420).C(850, 520, 850, 680, 812, 772).C(700, 796, 300, 796, 188, 772).C(150, 680, 150, 520, 190, 420).Z()
	c.fill(body, grade(0, 354, 0, 796, stop{0, k.light(0.18), 1}, stop{0.4, k, 1}, stop{1, k.dark(0.30), 1}))
	c.within(body, func() {
		c.canvasWeave(150, 350, 700, 450, k)
		c.creases(from(260, 420).Q(300, 520, 270, 640).M(740, 420).Q(700, 540, 740, 650).M(430, 640).Q(500, 690, 590, 650))
		c.fill(rect(140, 700, 720, 110), fade(0, 700, 0, 796, leather.light(0.04), leather.dark(0.3)))
		c.stitches(from(150, 710).C(300, 722, 700, 722, 850, 710), leather.light(0.5).a(0.6))
		c.mirrored(500, func() {
			end := from(140, 400).C(230, 440, 246, 640, 214, 800).L(120, 800).Z()
			c.fill(end, k.dark(0.16))
			c.stitches(from(182, 410).C(244, 470, 252, 640, 222, 790), k.light(0.3).a(0.5))
		})
		c.fill(rect(140, 350, 720, 450), grade(150, 0, 850, 0, stop{0, shade, 0.3}, stop{0.25, white, 0.08}, stop{0.7, shade, 0}, stop{1, shade, 0.34}))
	})
	c.zip2(from(222, 404).C(320, 376, 680, 376, 778, 404))
	c.fill(rounded(236, 398, 54, 16, 8), leather)
	for _, x := range []float64{368, 632} {
		s := rect(x-17, 400, 34, 320)
		c.shadow(s, 2, 3, 5, shade, 0.35)
		c.fill(s, fade(x-17, 0, x+17, 0, leather.light(0.14), leather.dark(0.12)))
		c.stitches(from(x-11, 404).L(x-11, 716).M(x+11, 404).L(x+11, 716), leather.light(0.5).a(0.5))
	}
	front := from(368, 410).C(372, 290, 420, 250, 500, 250).C(580, 250, 628, 290, 632, 410)
	c.shadow(c.stroke(front, line{width: 28}), 4, 8, 8, shade, 0.28)
	c.trace(front, line{width: 28}, leather.dark(0.05))
	c.trace(front, line{width: 8}, leather.light(0.2).a(0.6))
	grip := rounded(440, 232, 120, 38, 16)
	c.fill(grip, grade(0, 232, 0, 270, stop{0, leather.light(0.2), 1}, stop{1, leather.dark(0.3), 1}))
	c.stitches(from(446, 251).L(554, 251), leather.light(0.5).a(0.6))
	c.label(500, 570, 104)
}

func drawPouch(c *canvas, k colour) {
	p := rounded(230, 330, 540, 350, 26)
	c.laid(p)
	c.fill(p, fade(230, 330, 770, 680, k.light(0.14), k.dark(0.08)))
	c.within(p, func() {
		c.canvasWeave(220, 320, 560, 370, k)
		c.fill(rect(220, 320, 560, 62), k.dark(0.3))
		c.creases(from(290, 420).Q(330, 540, 300, 660).M(690, 420).Q(650, 560, 690, 660))
		c.fill(rect(220, 600, 560, 90), grade(0, 590, 0, 680, stop{0, shade, 0}, stop{1, shade, 0.2}))
	})
	c.stitches(from(244, 394).L(756, 394), k.dark(0.45).a(0.6))
	c.trace(from(246, 356).L(754, 356), line{width: 17}, shade.a(0.5))
	c.trace(from(250, 356).L(750, 356), line{width: 14, dash: 3, gap: 6}, brass.light(0.25))
	c.fill(rounded(284, 342, 34, 28, 6), fade(0, 342, 0, 370, brass.light(0.5), brass.dark(0.2)))
	tab := from(290, 364).L(312, 364, 318, 452, 301, 468, 284, 452).Z()
	c.shadow(tab, 4, 6, 6, shade, 0.4)
	c.fill(tab, fade(284, 0, 318, 0, leather.light(0.15), leather.dark(0.1)))
	c.stitches(from(301, 376).L(301, 450), leather.light(0.5).a(0.6))
	loop := rounded(756, 420, 44, 60, 8)
	c.shadow(loop, 3, 5, 5, shade, 0.3)
	c.fill(loop, leather)
	c.mark(560, 540, 72, k.dark(0.45).mix(k, 0.2))
}

func bagDrawings() map[string]drawing {
	return map[string]drawing{
		"market-tote":    {draw: drawTote, set: studio, wall: wallBags},
		"ferry-backpack": {draw: drawBackpack, set: studio, wall: wallBags, x: 500, y: 380, zoom: 2.1},
		"drift-duffel":   {draw: drawDuffel, set: studio, wall: wallBags},
		"pocket-pouch":   {draw: drawPouch, set: tabletop, wall: wallDesk, fit: 1.15},
	}
}
