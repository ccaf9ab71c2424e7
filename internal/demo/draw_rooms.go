package demo

// wood is a tint for furniture: ash as it grows, unless the finish is another.
func wood(k colour) colour {
	if k == rgb(dyes["Natural"]) {
		return ash
	}
	return k
}

// rod is a round stick from one point to another.
func (c *canvas) rod(x0, y0, x1, y1, width float64, k colour) {
	d := pt{x1 - x0, y1 - y0}
	n := pt{-d.y, d.x}.times(width / 2 / d.length())
	if n.x > 0 { // the light comes from the left
		n = n.times(-1)
	}
	p := c.stroke(from(x0, y0).L(x1, y1), line{width: width})
	c.fill(p, grade(x0+n.x, y0+n.y, x0-n.x, y0-n.y, stop{0, k.dark(0.12), 1}, stop{0.3, k.light(0.28), 1}, stop{0.6, k, 1}, stop{1, k.dark(0.38), 1}))
}

func drawChair(c *canvas, k colour) {
	k = wood(k)
	c.ground(505, 870, 260)
	c.rod(392, 600, 366, 812, 25, k.dark(0.16)) // far legs
	c.rod(676, 600, 700, 812, 25, k.dark(0.2))
	c.rod(380, 730, 690, 730, 15, k.dark(0.2))
	// Back: spindles between seat and rail.
	for i := range 6 {
		t := float64(i)
		c.rod(356+t*56, 556, 334+t*64, 262, 13, k.dark(0.03*t))
	}
	c.rod(318, 556, 278, 214, 27, k)
	c.rod(676, 556, 716, 214, 27, k.dark(0.06))
	rail := from(262, 172).C(380, 128, 614, 128, 732, 172).C(748, 196, 746, 232, 730, 246).C(610, 206, 384, 206, 264, 246).C(248, 232, 246, 196, 262, 172).Z()
	c.shadow(rail, 0, 8, 8, shade, 0.3)
	c.fill(rail, grade(0, 140, 0, 246, stop{0, k.light(0.3), 1}, stop{0.5, k, 1}, stop{1, k.dark(0.25), 1}))
	c.within(rail, func() { c.grain(6, 240, 130, 520, 120, k.dark(0.5).a(0.25)) })
	seat := from(280, 566).C(330, 536, 664, 536, 716, 566).C(744, 600, 752, 626, 744, 648).C(640, 684, 356, 684, 252, 648).C(244, 626, 252, 600, 280, 566).Z()
	edge := from(250, 640).C(356, 676, 640, 676, 746, 640).L(744, 662).C(640, 706, 356, 706, 252, 662).Z()
	c.rod(296, 680, 262, 862, 29, k)
	c.rod(702, 680, 738, 862, 29, k.dark(0.06))
	c.rod(280, 780, 720, 780, 17, k.dark(0.05))
	c.fill(edge, grade(0, 640, 0, 700, stop{0, k.dark(0.1), 1}, stop{1, k.dark(0.4), 1}))
	c.fill(seat, fade(260, 540, 740, 680, k.light(0.26), k.dark(0.06)))
	c.within(seat, func() {
		c.grain(9, 240, 530, 520, 160, k.dark(0.5).a(0.22))
		c.fill(ellipse(498, 606, 190, 52), glow(498, 606, 190, 52, stop{0, k.dark(0.4), 0.22}, stop{1, k, 0}))
		for i := range 6 {
			c.fill(ellipse(356+float64(i)*56, 557, 12, 5), shade.a(0.3))
		}
	})
}

func drawTableLamp(c *canvas, k colour) {
	c.halo(500, 380, 560, 0.5)
	c.ground(500, 850, 170)
	c.fill(ellipse(500, 846, 300, 54), glow(500, 846, 300, 54, stop{0, flame, 0.5}, stop{1, flame, 0}))
	flex := wave(560, 846, 690, 870, 800, 840, 960, 880)
	c.trace(flex, line{width: 8}, rgb("#3b2f2a"))
	c.trace(flex, line{width: 7, dash: 5, gap: 7}, brass)
	stem := turned(500, 0.12, ring{540, 22}, ring{600, 24})
	c.fill(stem, roundness(brass, 476, 524))
	foot := turned(500, 0.12, ring{590, 40}, ring{616, 96}, ring{690, 164}, ring{760, 172}, ring{820, 140}, ring{842, 112})
	c.glaze(foot, k, 328, 672, 590, 850, 26)
	c.within(foot, func() {
		c.fill(rect(320, 580, 360, 120), grade(0, 590, 0, 700, stop{0, flame, 0.45}, stop{1, flame, 0}))
	})
	c.shine(376, 690, 24, 90, 0.5)
	lampshade := from(392, 160).C(440, 150, 560, 150, 608, 160).L(742, 520).C(660, 548, 340, 548, 258, 520).Z()
	c.shadow(lampshade, 0, 14, 14, shade, 0.25)
	c.fill(lampshade, glow(500, 420, 330, 330, stop{0, rgb("#fff3d2"), 1}, stop{0.45, rgb("#f9dda0"), 1}, stop{1, rgb("#d6a868"), 1}))
	c.within(lampshade, func() {
		pleats := new(path)
		for i := 0; i <= 44; i++ {
			t := float64(i) / 44
			pleats.M(392+216*t, 150).L(258+484*t, 552)
		}
		c.trace(pleats, line{width: 3.4}, rgb("#b98548").a(0.32))
		c.with(3, 0, 1, 1, 0, func() { c.trace(pleats, line{width: 2}, white.a(0.35)) })
		c.fill(rect(250, 150, 500, 400), grade(258, 0, 742, 0, stop{0, shade, 0.22}, stop{0.35, white, 0.1}, stop{0.6, shade, 0}, stop{1, shade, 0.25}))
	})
	c.trace(from(392, 162).C(440, 174, 560, 174, 608, 162), line{width: 8}, cream.dark(0.06))
	c.trace(from(258, 521).C(340, 549, 660, 549, 742, 521), line{width: 9}, cream.dark(0.06))
}

func drawPendant(c *canvas, k colour) {
	c.trace(from(500, -20).L(500, 250), line{width: 8}, rgb("#2b2523"))
	c.trace(from(499, -20).L(499, 250), line{width: 6, dash: 6, gap: 7}, brass.dark(0.1))
	c.fill(from(250, 640).L(750, 640, 980, 1020, 20, 1020).Z(), grade(0, 640, 0, 1000, stop{0, flame, 0.42}, stop{1, flame, 0}))
	cap0 := turned(500, 0.12, ring{240, 30}, ring{262, 44}, ring{320, 48})
	c.fill(cap0, roundness(brass, 452, 548))
	bell := turned(500, 0.11, ring{316, 62}, ring{340, 110}, ring{420, 176}, ring{520, 216}, ring{600, 262}, ring{636, 300})
	mouth := ellipse(500, 636, 300, 36)
	c.fill(bell, roundness(k, 200, 800))
	c.within(bell, func() {
		c.fill(rect(200, 560, 600, 120), grade(0, 560, 0, 650, stop{0, shade, 0}, stop{1, shade, 0.2}))
	})
	c.shine(356, 400, 26, 160, 0.4)
	c.fill(mouth, fade(200, 0, 800, 0, brass.dark(0.35), brass.light(0.1)))
	c.within(mouth, func() {
		c.fill(mouth, glow(500, 640, 260, 36, stop{0, white, 1}, stop{0.4, flame, 0.95}, stop{1, flame, 0.2}))
		c.fill(ellipse(500, 640, 70, 26), white)
	})
	c.trace(mouth, line{width: 9}, k.dark(0.2))
	c.trace(from(200, 632).C(200, 618, 300, 602, 420, 600), line{width: 3}, k.light(0.4).a(0.6))
	bulb := ellipse(500, 660, 62, 40)
	c.fill(bulb, glow(500, 656, 66, 44, stop{0, white, 1}, stop{0.7, rgb("#fff1c8"), 1}, stop{1, flame, 0.9}))
	c.halo(500, 668, 330, 0.75)
}

func drawThrow(c *canvas, k colour) {
	pale, deep := k.light(0.6), k.dark(0.38)
	panes := func(x, y, w, h float64) {
		for i := 30.0; i < w; i += 104 {
			c.fill(rect(x+i, y, 8, h), deep.a(0.75))
			c.fill(rect(x+i+13, y, 4, h), pale.a(0.9))
		}
		for i := 30.0; i < h; i += 104 {
			c.fill(rect(x, y+i, w, 8), deep.a(0.75))
			c.fill(rect(x, y+i+13, w, 4), pale.a(0.9))
		}
		c.specks(4, x, y, w, h, int(w*h/260), 2, white.a(0.14))
		c.specks(5, x, y, w, h, int(w*h/260), 2, shade.a(0.10))
	}
	s, all := chance(3), new(path)
	for x := 214.0; x < 790; x += 17 {
		all.M(x, 700).Q(x+s.between(-8, 8), 740, x+s.between(-7, 7), 788+s.between(-8, 8))
	}
	c.shadow(rect(206, 690, 588, 90), 4, 12, 12, shade, 0.3)
	c.trace(all, line{width: 9}, k.dark(0.1))
	c.trace(all, line{width: 3}, k.light(0.3))
	for i := range 4 { // four folds, the last one on top
		y := 620 - float64(i)*118
		d := float64(i%2)*10 - 4
		p := rounded(196+d, y-30, 608, 128, 54)
		if i == 3 {
			p = rounded(196+d, y-110, 608, 210, 58)
		}
		c.laid(p)
		c.fill(p, k)
		c.within(p, func() {
			panes(190+d, y-110, 620, 240)
			y0, y1 := y-30, y+98
			if i == 3 {
				y0, y1 = y-110, y+100
			}
			c.fill(p, grade(0, y0, 0, y1, stop{0, white, 0.26}, stop{0.3, white, 0}, stop{0.7, shade, 0.06}, stop{1, shade, 0.42}))
			c.fill(p, grade(196, 0, 804, 0, stop{0, shade, 0.22}, stop{0.1, shade, 0}, stop{0.9, shade, 0}, stop{1, shade, 0.28}))
		})
	}
	c.with(690, 300, 1, 1, 0, func() { c.shadow(rounded(-44, -20, 88, 40, 3), 2, 3, 4, shade, 0.4); c.label(0, 0, 88) })
}

func drawCushion(c *canvas, k colour) {
	c.ground(500, 830, 300)
	p := from(214, 220).C(300, 250, 700, 250, 786, 220).C(770, 330, 770, 720, 800, 830).C(700, 800, 300, 800, 200, 830).C(230, 720, 230, 330, 214, 220).Z()
	c.fill(p, fade(220, 230, 780, 820, k.light(0.2), k.dark(0.14)))
	c.within(p, func() {
		c.rows(190, 810, 210, 840, 210, 0, 1, shade.a(0.09))
		c.columns(190, 810, 210, 840, 200, 1, white.a(0.07))
		c.fill(p, glow(430, 460, 420, 400, stop{0, white, 0.26}, stop{0.6, white, 0}, stop{1, shade, 0.30}))
		folds := from(230, 240).Q(330, 330, 380, 400).M(770, 240).Q(690, 330, 640, 390).M(214, 810).Q(320, 730, 380, 660).M(790, 812).Q(690, 720, 630, 660).
			M(240, 300).Q(300, 350, 320, 420).M(760, 300).Q(710, 360, 690, 430)
		c.creases(folds)
		dent := from(500, 330).C(470, 420, 470, 470, 490, 540)
		for _, w := range []float64{90, 60, 36, 16} {
			c.trace(dent, line{width: w}, shade.a(0.035))
		}
	})
	c.trace(p, line{width: 14}, k.dark(0.28))
	c.with(-2, -2, 1, 1, 0, func() { c.trace(p, line{width: 5}, k.light(0.25).a(0.6)) })
	c.label(690, 764, 76)
}
