package demo

func drawTent(c *canvas, k colour) {
	c.fill(ellipse(510, 800, 470, 60), glow(510, 800, 470, 60, stop{0, shade, 0.4}, stop{0.7, shade, 0.2}, stop{1, shade, 0}))
	// Guy lines first, so that the cloth covers where they start.
	lines := from(330, 292).L(96, 812).M(760, 330).L(930, 776).M(330, 292).L(420, 840)
	c.trace(lines, line{width: 3}, cream.dark(0.25))
	side := from(330, 286).L(760, 324).L(900, 772).L(560, 812).Z()
	c.fill(side, fade(400, 280, 860, 800, k.dark(0.10), k.dark(0.34)))
	c.within(side, func() {
		c.creases(from(420, 310).Q(520, 560, 590, 800).M(560, 320).Q(660, 560, 700, 790).M(680, 330).Q(770, 560, 820, 780))
		c.stitches(from(336, 300).L(572, 806), k.light(0.2).a(0.5))
		c.fill(from(560, 770).L(900, 735, 910, 800, 550, 830).Z(), k.dark(0.55))
	})
	front := from(330, 286).L(130, 800).L(560, 812).Z()
	c.fill(front, fade(330, 290, 330, 812, k.light(0.20), k.dark(0.02)))
	c.within(front, func() {
		c.fill(from(330, 286).L(560, 812, 440, 812).Z(), shade.a(0.05))
		c.creases(from(320, 330).Q(260, 560, 180, 800))
		c.fill(from(120, 770).L(570, 782, 570, 830, 120, 820).Z(), k.dark(0.5))
	})
	door := from(332, 372).C(300, 480, 262, 660, 240, 800).L(450, 808).C(420, 650, 370, 480, 332, 372).Z()
	c.fill(door, grade(0, 372, 0, 808, stop{0, rgb("#2c2622"), 1}, stop{0.7, rgb("#54422f"), 1}, stop{1, rgb("#8a6a42"), 1}))
	c.within(door, func() {
		c.fill(door, glow(345, 730, 150, 190, stop{0, flame, 0.55}, stop{1, flame, 0}))
		quilt := smooth(240, 790, 280, 748, 350, 740, 430, 760, 470, 820, 240, 830)
		c.fill(quilt, fade(240, 740, 460, 820, rgb(dyes["Rust"]), rgb(dyes["Rust"]).dark(0.4)))
		c.rows(230, 470, 750, 820, 4, -8, 7, cream.a(0.55))
	})
	// The door, rolled back and tied.
	roll := from(334, 366).C(368, 480, 424, 640, 456, 806).C(474, 812, 490, 810, 500, 804).C(450, 640, 390, 470, 344, 352).Z()
	c.shadow(roll, -3, 4, 6, shade, 0.4)
	c.fill(roll, fade(400, 600, 440, 590, k.light(0.05), k.light(0.35)))
	c.trace(from(392, 540).L(424, 524), line{width: 7}, leather)
	c.trace(from(330, 270).L(330, 300), line{width: 11}, ash.dark(0.2))
	c.trace(from(330, 286).L(760, 324), line{width: 5}, k.light(0.25))
	for _, p := range []pt{{96, 812}, {930, 776}, {420, 842}, {132, 804}, {560, 818}, {900, 776}} {
		c.trace(from(p.x-5, p.y-16).L(p.x+5, p.y+12), line{width: 9}, ash.dark(0.25))
	}
	c.with(680, 520, 1, 1, 4, func() { c.label(0, 0, 70) })
}

func drawCampBlanket(c *canvas, k colour) {
	c.ground(500, 716, 330)
	bands := []colour{k, cream, k.dark(0.35), k, rgb(dyes["Marigold"]), k.dark(0.1), cream.dark(0.06), k}
	roll := rounded(170, 420, 640, 290, 145)
	c.fill(roll, k)
	c.within(roll, func() {
		x := 160.0
		for i, w := range []float64{150, 40, 70, 120, 30, 110, 40, 120} {
			c.fill(rect(x, 400, w, 330), bands[i])
			x += w
		}
		c.columns(160, 830, 410, 720, 150, 1.2, shade.a(0.14))
		c.specks(4, 160, 410, 660, 300, 900, 2.6, white.a(0.16))
		c.fill(rect(150, 410, 700, 310), grade(0, 420, 0, 712, stop{0, shade, 0.18}, stop{0.2, white, 0.22}, stop{0.5, shade, 0.02}, stop{1, shade, 0.5}))
		c.fill(rect(150, 556, 700, 5), shade.a(0.3)) // the free edge
		c.fill(rect(150, 561, 700, 4), white.a(0.2))
	})
	// The rolled end: a spiral.
	end := ellipse(782, 565, 72, 143)
	c.fill(end, fade(720, 430, 850, 700, k.light(0.22), k.dark(0.16)))
	c.within(end, func() {
		for i := range 5 {
			t := 1 - float64(i)*0.2
			c.trace(ellipse(782-float64(i)*2, 565, 72*t, 143*t), line{width: 9}, bands[(i+1)%4].dark(0.2))
			c.trace(ellipse(784, 566, 72*t-5, 143*t-9), line{width: 4}, shade.a(0.3))
		}
		c.fill(ellipse(778, 565, 9, 16), k.dark(0.6))
	})
	for _, x := range []float64{330, 590} {
		s := from(x-17, 424).C(x-34, 500, x-34, 640, x-17, 710).L(x+21, 710).C(x+4, 640, x+4, 500, x+21, 424).Z()
		c.shadow(s, 4, 3, 6, shade, 0.4)
		c.fill(s, grade(0, 420, 0, 712, stop{0, leather.light(0.1), 1}, stop{0.3, leather.light(0.25), 1}, stop{1, leather.dark(0.4), 1}))
		c.buckle(x-12, 540, 58)
	}
	handle := from(330, 440).C(340, 350, 400, 330, 462, 330).C(524, 330, 584, 350, 592, 440)
	c.shadow(c.stroke(handle, line{width: 26}), 4, 8, 6, shade, 0.3)
	c.trace(handle, line{width: 28}, leather.dark(0.12))
	c.trace(handle, line{width: 9}, leather.light(0.25).a(0.7))
}

func drawLantern(c *canvas, k colour) {
	c.halo(500, 540, 480, 0.55)
	c.fill(ellipse(500, 842, 330, 60), glow(500, 842, 330, 60, stop{0, flame, 0.45}, stop{1, flame, 0}))
	c.ground(500, 850, 160)
	bail := from(352, 300).C(330, 120, 430, 70, 500, 70).C(570, 70, 670, 120, 648, 300)
	c.trace(bail, line{width: 9}, steel.dark(0.35))
	c.trace(rounded(446, 60, 108, 24, 12), line{width: 4}, ash.dark(0.4))
	c.fill(rounded(446, 60, 108, 24, 12), fade(0, 60, 0, 84, ash.light(0.2), ash.dark(0.3)))
	// Side tubes.
	c.mirrored(500, func() {
		tube := from(430, 236).C(350, 240, 330, 300, 330, 400).L(330, 680).C(330, 730, 340, 760, 380, 772)
		c.trace(tube, line{width: 26}, k.dark(0.3))
		c.with(-4, 0, 1, 1, 0, func() { c.trace(tube, line{width: 7}, k.light(0.35).a(0.6)) })
	})
	globe := turned(500, 0.12, ring{404, 84}, ring{450, 116}, ring{520, 132}, ring{600, 116}, ring{664, 86})
	c.fill(globe, glow(500, 550, 150, 170, stop{0, rgb("#fff6da"), 0.95}, stop{0.45, flame, 0.75}, stop{1, rgb("#e0a060"), 0.35}))
	burner := turned(500, 0.12, ring{600, 26}, ring{640, 34}, ring{670, 60})
	c.fill(burner, roundness(brass, 440, 560))
	fire := from(500, 478).C(520, 520, 538, 550, 528, 582).C(522, 604, 478, 604, 472, 582).C(462, 550, 484, 524, 500, 478).Z()
	c.fill(fire, grade(0, 478, 0, 604, stop{0, flame, 1}, stop{0.5, white, 1}, stop{1, rgb("#ffc56a"), 1}))
	c.fill(globe, grade(368, 0, 632, 0, stop{0, white, 0.3}, stop{0.12, white, 0}, stop{0.2, white, 0.35}, stop{0.28, white, 0.05}, stop{0.9, white, 0}, stop{1, white, 0.28}))
	for _, x := range []float64{-1, 0, 1} { // guard wires
		c.trace(from(500+x*84, 400).C(500+x*148, 470, 500+x*148, 600, 500+x*86, 668), line{width: 5}, k.dark(0.35).a(0.8))
	}
	c.trace(from(372, 534).C(420, 552, 580, 552, 628, 534), line{width: 5}, k.dark(0.35).a(0.8))
	for _, part := range [][]ring{
		{{206, 34}, {226, 62}, {262, 66}}, {{262, 100}, {300, 118}, {330, 122}}, {{330, 70}, {372, 80}, {406, 98}},
		{{664, 98}, {690, 128}, {716, 132}}, {{716, 150}, {780, 166}, {840, 160}},
	} {
		wide := 0.0
		for _, r := range part {
			wide = max(wide, r.r)
		}
		p := turned(500, 0.10, part...)
		c.fill(p, roundness(k, 500-wide, 500+wide))
		c.trace(from(500-part[0].r, part[0].y).C(500-part[0].r*0.5, part[0].y+9, 500+part[0].r*0.5, part[0].y+9, 500+part[0].r, part[0].y), line{width: 2.5}, k.light(0.5).a(0.5))
	}
	c.columns(440, 560, 276, 300, 8, 6, black.a(0.6))
	c.fill(disc(648, 780, 22), roundness(brass, 626, 670))
	c.label(500, 790, 84)
}

// halo is the light around a thing that shines.
func (c *canvas) halo(x, y, r, alpha float64) {
	c.fill(disc(x, y, r), glow(x, y, r, r, stop{0, flame, alpha}, stop{0.4, flame, alpha * 0.4}, stop{1, flame, 0}))
}

func drawBottle(c *canvas, k colour) {
	c.ground(500, 862, 132)
	body := turned(500, 0.13, ring{300, 86}, ring{322, 104}, ring{366, 128}, ring{420, 132}, ring{600, 132}, ring{800, 132}, ring{850, 126})
	c.fill(body, roundness(k, 368, 632))
	c.within(body, func() {
		c.specks(6, 368, 300, 264, 580, 900, 1.7, k.dark(0.25).a(0.25))
		c.fill(rect(360, 822, 280, 60), grade(0, 822, 0, 870, stop{0, shade, 0}, stop{1, shade, 0.25}))
		c.fill(rect(360, 290, 280, 60), grade(0, 290, 0, 350, stop{0, white, 0.2}, stop{1, white, 0}))
	})
	c.shine(410, 390, 20, 420, 0.5)
	c.shine(588, 400, 8, 380, 0.22)
	neck := turned(500, 0.13, ring{262, 82}, ring{300, 84})
	c.fill(neck, roundness(steel, 416, 584))
	lid := turned(500, 0.15, ring{170, 88}, ring{200, 92}, ring{258, 92})
	c.fill(lid, roundness(ash, 408, 592))
	c.within(lid, func() { c.grain(3, 400, 180, 200, 90, ash.dark(0.5).a(0.25)) })
	top := ellipse(500, 170, 88, 13)
	c.fill(top, fade(412, 0, 588, 0, ash.light(0.35), ash.light(0.05)))
	c.trace(ellipse(500, 170, 50, 7), line{width: 1.6}, ash.dark(0.35).a(0.5))
	c.trace(ellipse(496, 170, 26, 4), line{width: 1.6}, ash.dark(0.35).a(0.5))
	loop := from(452, 172).C(450, 96, 550, 96, 548, 172)
	c.trace(loop, line{width: 13}, steel.dark(0.45))
	c.trace(loop, line{width: 6}, steel.light(0.45))
	ink := cream
	if k.luma() > 0.6 {
		ink = k.dark(0.65)
	}
	c.mark(504, 560, 52, ink)
	c.fill(letters(medium, "FERNWEIR", 504, 664, 20, 0.24), ink)
}

func drawEnamelMug(c *canvas, k colour) {
	c.ground(470, 760, 200)
	rim := rgb("#2c3644")
	handle := from(652, 430).C(800, 410, 812, 650, 640, 664)
	c.shadow(c.stroke(handle, line{width: 34}), 6, 10, 8, shade, 0.25)
	c.trace(handle, line{width: 38}, k.dark(0.24))
	c.with(-5, -6, 1, 1, 0, func() { c.trace(handle, line{width: 15}, k.light(0.45).a(0.75)) })
	body := turned(460, 0.15, ring{330, 204}, ring{400, 202}, ring{620, 194}, ring{730, 184}, ring{752, 176})
	c.fill(body, roundness(k, 256, 664))
	c.within(body, func() {
		c.specks(14, 256, 340, 410, 430, 130, 3.4, k.dark(0.5).a(0.4))
		c.fill(rect(250, 724, 420, 60), grade(0, 724, 0, 780, stop{0, shade, 0}, stop{1, shade, 0.3}))
	})
	c.shine(304, 400, 26, 300, 0.6)
	inside := ellipse(460, 330, 204, 31)
	c.fill(inside, fade(256, 0, 664, 0, rgb("#dcd8cf").dark(0.25), rgb("#f7f4ec")))
	c.within(inside, func() {
		c.fill(ellipse(460, 352, 196, 28), glow(460, 352, 196, 28, stop{0, rgb("#5b3d2a"), 1}, stop{1, rgb("#432b1e"), 1}))
	})
	c.trace(inside, line{width: 13}, rim)
	c.trace(from(262, 322).C(300, 300, 420, 298, 470, 299), line{width: 4}, white.a(0.5))
	c.trace(from(286, 758).C(330, 788, 590, 788, 634, 758), line{width: 8}, rim.a(0.9))
	ink := cream
	if k.luma() > 0.6 {
		ink = rim
	}
	c.mark(450, 560, 66, ink)
	for i := range 3 { // steam
		x := 400 + float64(i)*58
		c.trace(wave(x, 270, x-16, 230, x+12, 190, x-8, 140), line{width: 14}, white.a(0.16))
		c.trace(wave(x, 270, x-16, 230, x+12, 190, x-8, 140), line{width: 6}, white.a(0.2))
	}
}

func drawKettle(c *canvas, k colour) {
	c.ground(490, 790, 250)
	bail := from(300, 430).C(260, 130, 700, 130, 672, 430)
	c.trace(bail, line{width: 18}, steel.dark(0.5))
	c.trace(bail, line{width: 8}, steel.light(0.2))
	c.with(486, 206, 1, 1, 0, func() {
		grip := rounded(-104, -24, 208, 46, 22)
		c.shadow(grip, 0, 8, 8, shade, 0.3)
		c.fill(grip, grade(0, -24, 0, 22, stop{0, ash.light(0.25), 1}, stop{0.4, ash, 1}, stop{1, ash.dark(0.4), 1}))
		c.within(grip, func() { c.grain(5, -104, -24, 208, 46, ash.dark(0.5).a(0.3)) })
	})
	spout := from(700, 540).C(780, 520, 800, 440, 858, 396).L(892, 420).C(850, 500, 810, 640, 704, 672).Z()
	c.fill(spout, fade(760, 440, 820, 600, k.light(0.2), k.dark(0.32)))
	c.trace(from(858, 396).L(892, 420), line{width: 9}, black)
	body := turned(486, 0.12, ring{430, 150}, ring{470, 196}, ring{560, 246}, ring{680, 262}, ring{760, 252}, ring{782, 240})
	c.fill(body, roundness(k, 224, 748))
	c.within(body, func() {
		c.specks(21, 224, 420, 530, 380, 160, 3.4, white.a(0.5))
		c.fill(rect(220, 730, 540, 80), grade(0, 730, 0, 810, stop{0, shade, 0}, stop{1, shade, 0.4}))
	})
	c.shine(282, 520, 30, 200, 0.55)
	lid := turned(486, 0.14, ring{396, 60}, ring{410, 118}, ring{428, 150})
	c.fill(lid, roundness(k.light(0.04), 336, 636))
	c.trace(from(336, 430).C(380, 456, 592, 456, 636, 430), line{width: 6}, black.a(0.8))
	c.fill(turned(486, 0.2, ring{350, 26}, ring{366, 32}, ring{392, 18}), roundness(ash, 454, 518))
	for _, x := range []float64{302, 670} {
		c.fill(disc(x, 440, 18), roundness(steel, x-18, x+18))
		c.fill(disc(x, 440, 6), steel.dark(0.5))
	}
}
