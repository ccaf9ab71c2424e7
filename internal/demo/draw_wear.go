package demo

func drawBeanie(c *canvas, k colour) {
	dome := from(236, 610).C(220, 420, 300, 236, 500, 228).C(700, 236, 780, 420, 764, 610).Z()
	cuff := from(216, 590).C(300, 612, 700, 612, 784, 590).C(796, 650, 796, 700, 786, 756).C(690, 786, 310, 786, 214, 756).C(204, 700, 204, 650, 216, 590).Z()
	both := (&path{}).and(dome).and(cuff)
	c.laid(both)
	c.fill(dome, fade(250, 240, 760, 620, k.light(0.12), k.dark(0.16)))
	c.within(dome, func() {
		for i := -7; i <= 7; i++ { // ribs that run together at the crown
			x := float64(i)
			rib := from(500+x*9, 236).C(500+x*34, 300, 500+x*37, 460, 500+x*36, 640)
			c.trace(rib, line{width: 15}, k.dark(0.26).a(0.40))
			c.with(-9, 0, 1, 1, 0, func() { c.trace(rib, line{width: 6}, k.light(0.4).a(0.28)) })
		}
		c.knit(220, 230, 560, 400, 13, k.dark(0.3).a(0.16))
		c.fill(rect(200, 220, 600, 420), grade(230, 0, 770, 0, stop{0, shade, 0.34}, stop{0.3, white, 0.08}, stop{0.6, shade, 0}, stop{1, shade, 0.34}))
		c.fill(rect(200, 540, 600, 100), grade(0, 540, 0, 612, stop{0, shade, 0}, stop{1, shade, 0.34}))
	})
	c.fill(cuff, fade(220, 600, 780, 780, k.light(0.12), k.dark(0.10)))
	c.within(cuff, func() {
		for i := -13; i <= 13; i++ {
			x := 500 + float64(i)*21.5
			c.trace(from(x, 590).L(x, 790), line{width: 9}, k.dark(0.28).a(0.42))
			c.trace(from(x-7, 590).L(x-7, 790), line{width: 4}, k.light(0.4).a(0.28))
		}
		c.fill(rect(200, 580, 600, 220), grade(210, 0, 790, 0, stop{0, shade, 0.36}, stop{0.3, white, 0.08}, stop{0.6, shade, 0}, stop{1, shade, 0.36}))
		c.fill(rect(200, 740, 600, 60), grade(0, 720, 0, 780, stop{0, shade, 0}, stop{1, shade, 0.22}))
	})
	c.with(640, 690, 1, 1, 0, func() { c.shadow(rounded(-34, -16, 68, 32, 3), 2, 3, 4, shade, 0.4); c.label(0, 0, 70) })
}

func drawScarf(c *canvas, k colour) {
	pale := k.light(0.55)
	check := func(x, y, w, h float64) {
		for i := 0.0; i < w; i += 88 {
			c.fill(rect(x+i, y, 34, h), k.dark(0.3).a(0.38))
			c.fill(rect(x+i+56, y, 6, h), pale.a(0.8))
		}
		for i := 0.0; i < h; i += 88 {
			c.fill(rect(x, y+i, w, 34), k.dark(0.3).a(0.38))
			c.fill(rect(x, y+i+56, w, 6), pale.a(0.8))
		}
		c.rows(x, x+w, y, y+h, int(h/5), 0, 1, shade.a(0.10))
	}
	fringe := func(x0, x1, y float64, seed uint64) {
		s, all := chance(seed), new(path)
		for x := x0 + 7; x < x1; x += 13 {
			all.M(x, y-2).Q(x+s.between(-6, 6), y+26, x+s.between(-5, 5), y+s.between(52, 62))
		}
		c.shadow(rect(x0, y, x1-x0, 50), 4, 8, 8, shade, 0.22)
		c.trace(all, line{width: 7}, k.dark(0.05))
		c.trace(all, line{width: 2}, k.light(0.3))
	}
	under := rounded(392, 250, 250, 560, 10)
	c.laid(under)
	fringe(396, 638, 808, 4)
	c.fill(under, k.dark(0.06))
	c.within(under, func() { check(392, 250, 260, 570) })
	over := rounded(300, 190, 420, 430, 34)
	c.laid(over)
	c.fill(over, fade(300, 190, 720, 620, k.light(0.08), k.dark(0.05)))
	c.within(over, func() {
		check(300, 190, 430, 440)
		c.fill(over, grade(300, 0, 720, 0, stop{0, shade, 0.22}, stop{0.08, white, 0.1}, stop{0.5, shade, 0}, stop{0.93, shade, 0.06}, stop{1, shade, 0.3}))
		c.fill(over, grade(0, 190, 0, 620, stop{0, white, 0.14}, stop{0.08, shade, 0}, stop{0.92, shade, 0.04}, stop{1, shade, 0.28}))
	})
	top := rounded(322, 196, 376, 300, 28)
	c.within(over, func() { c.shadow(top, 0, 6, 10, shade, 0.4) })
	c.fill(top, fade(300, 190, 720, 500, k.light(0.12), k))
	c.within(top, func() {
		check(322, 196, 380, 300)
		c.fill(top, grade(0, 196, 0, 496, stop{0, white, 0.16}, stop{0.1, shade, 0}, stop{0.9, shade, 0.02}, stop{1, shade, 0.26}))
	})
	c.label(640, 456, 66)
}

func drawMittens(c *canvas, k colour) {
	mitten := func() {
		hand := from(300, 380).C(280, 260, 300, 190, 370, 186).C(446, 190, 470, 260, 466, 380).C(470, 400, 462, 420, 456, 470).
			C(452, 520, 450, 560, 450, 600).L(310, 600).C(312, 540, 300, 460, 300, 380).Z()
		thumb := from(450, 480).C(476, 440, 488, 396, 516, 388).C(552, 384, 560, 424, 542, 470).C(524, 520, 486, 560, 446, 590).Z()
		cuff := rounded(296, 590, 168, 190, 12)
		whole := (&path{}).and(hand).and(thumb).and(cuff)
		c.laid(whole)
		for _, p := range []*path{thumb, hand} {
			c.fill(p, fade(300, 190, 520, 620, k.light(0.14), k.dark(0.14)))
			c.within(p, func() {
				c.specks(9, 280, 180, 290, 430, 800, 3, k.light(0.35).a(0.22))
				c.specks(8, 280, 180, 290, 430, 800, 3, k.dark(0.3).a(0.22))
				c.fill(p, grade(300, 0, 560, 0, stop{0, shade, 0.25}, stop{0.25, white, 0.08}, stop{0.6, shade, 0.06}, stop{1, shade, 0.25}))
			})
		}
		c.fill(cuff, k.dark(0.04))
		c.within(cuff, func() {
			c.ribs(296, 464, 588, 790, 13, k)
			for i := range 2 {
				c.fill(rect(290, 630+float64(i)*44, 180, 18), cream.a(0.92))
			}
			c.columns(296, 464, 620, 700, 13, 5, shade.a(0.16))
			c.fill(cuff, grade(296, 0, 464, 0, stop{0, shade, 0.25}, stop{0.3, white, 0.08}, stop{1, shade, 0.25}))
		})
	}
	cord := wave(360, 770, 300, 850, 420, 900, 540, 860, 640, 900, 720, 850, 650, 770)
	c.shadow(c.stroke(cord, line{width: 10}), 4, 6, 6, shade, 0.2)
	c.trace(cord, line{width: 11}, k.dark(0.2))
	c.trace(cord, line{width: 10, dash: 7, gap: 9}, k.light(0.25))
	c.with(-60, 0, 1, 1, 0, func() { c.with(30, -20, 1, 1, 4, mitten) })
	c.with(1060, 0, -1, 1, 0, func() { c.with(30, 10, 1, 1, -3, mitten) })
}

func drawSocks(c *canvas, k colour) {
	tip := cream.dark(0.03)
	sock := func() {
		leg := from(360, 170).L(530, 170).C(532, 320, 528, 420, 540, 520).C(556, 590, 640, 640, 724, 690).C(776, 726, 770, 806, 706, 816).
			C(640, 824, 540, 800, 470, 762).C(390, 716, 352, 660, 356, 560).C(362, 430, 362, 300, 360, 170).Z()
		c.laid(leg)
		c.fill(leg, fade(350, 200, 640, 800, k.light(0.12), k.dark(0.12)))
		c.within(leg, func() {
			c.knit(340, 160, 460, 680, 12, k.dark(0.3).a(0.2))
			c.specks(2, 340, 160, 460, 680, 300, 3, k.light(0.4).a(0.35))
			heel := disc(352, 690, 118)
			c.fill(heel, tip)
			toe := from(690, 600).C(650, 700, 640, 760, 660, 860).L(840, 860, 840, 600).Z()
			c.fill(toe, tip)
			c.knit(340, 560, 460, 280, 12, shade.a(0.07))
			c.trace(disc(352, 690, 118), line{width: 3}, shade.a(0.18))
			c.trace(from(690, 600).C(650, 700, 640, 760, 660, 860), line{width: 3}, shade.a(0.18))
			c.ribs(356, 534, 160, 270, 16, k)
			c.fill(rect(340, 196, 220, 14), tip)
			c.fill(rect(340, 224, 220, 14), tip)
			c.creases(from(536, 500).Q(480, 560, 400, 560).M(540, 540).Q(500, 600, 440, 620))
			c.fill(rect(340, 160, 460, 700), grade(350, 0, 560, 0, stop{0, shade, 0.28}, stop{0.3, white, 0.07}, stop{0.8, shade, 0.02}, stop{1, shade, 0.13}))
		})
	}
	c.with(-74, -30, 1, 1, 6, sock)
	c.with(118, 8, 1, 1, -2, sock)
}

func drawBoots(c *canvas, k colour) {
	boot := func() {
		shape := from(330, 230).C(390, 216, 480, 216, 532, 230).C(538, 330, 532, 430, 544, 520).C(560, 600, 640, 632, 704, 656).
			C(756, 680, 768, 730, 762, 778).L(336, 778).C(322, 690, 338, 600, 338, 500).C(340, 400, 326, 310, 330, 230).Z()
		c.ground(550, 806, 230)
		sole := from(326, 762).L(764, 762).C(772, 790, 768, 808, 752, 812).L(520, 812).C(500, 800, 486, 796, 470, 812).L(334, 812).C(324, 800, 322, 780, 326, 762).Z()
		c.fill(sole, fade(0, 760, 0, 812, k.dark(0.35), k.dark(0.62)))
		c.fill(shape, fade(330, 300, 740, 700, k.light(0.10), k.dark(0.14)))
		c.within(shape, func() {
			c.fill(rect(300, 200, 500, 620), grade(330, 0, 560, 0, stop{0, shade, 0.30}, stop{0.22, white, 0.05}, stop{0.34, white, 0.30}, stop{0.44, white, 0.05}, stop{1, shade, 0.12}))
			c.trace(from(560, 560).C(620, 610, 690, 630, 740, 690), line{width: 20}, white.a(0.16))
			c.trace(from(570, 566).C(625, 612, 690, 634, 735, 690), line{width: 7}, white.a(0.28))
			c.creases(from(350, 520).Q(440, 560, 540, 520).M(352, 556).Q(450, 590, 552, 552))
			c.fill(rect(300, 716, 500, 60), k.dark(0.16))
			c.fill(rect(300, 716, 500, 4), white.a(0.16))
			c.columns(330, 770, 730, 776, 34, 3, k.dark(0.5).a(0.6))
			c.fill(rect(300, 206, 300, 44), k.dark(0.14))
			c.fill(rect(300, 248, 300, 4), white.a(0.16))
		})
		c.fill(ellipse(431, 228, 101, 14), rgb("#d9c6a0").dark(0.1))
		c.within(ellipse(431, 228, 101, 14), func() { c.fill(ellipse(431, 238, 96, 13), rgb("#d9c6a0").dark(0.5)) })
		c.trace(ellipse(431, 228, 101, 14), line{width: 5}, k.light(0.1))
		c.fill(rounded(540, 262, 20, 74, 8), fade(536, 0, 560, 0, k.light(0.1), k.dark(0.2)))
		c.label(430, 330, 62)
	}
	c.with(-118, -36, 1, 1, 0, boot)
	c.with(58, 26, 1, 1, 0, boot)
}

func drawCap(c *canvas, k colour) {
	crown := from(250, 560).C(240, 380, 330, 262, 500, 258).C(670, 262, 760, 380, 750, 560).C(690, 520, 310, 520, 250, 560).Z()
	brim := from(250, 556).C(310, 512, 690, 512, 750, 556).C(800, 620, 820, 680, 806, 716).C(740, 650, 260, 650, 194, 716).C(180, 680, 200, 620, 250, 556).Z()
	both := (&path{}).and(crown).and(brim)
	c.laid(both)
	c.fill(crown, fade(260, 270, 740, 560, k.light(0.14), k.dark(0.12)))
	c.within(crown, func() {
		for i := -14; i <= 14; i++ {
			x := float64(i)
			c.trace(from(500+x*4, 250).C(500+x*19, 320, 500+x*19, 460, 500+x*18.5, 570), line{width: 6}, k.dark(0.3).a(0.34))
		}
		c.fill(rect(230, 240, 540, 340), grade(240, 0, 760, 0, stop{0, shade, 0.34}, stop{0.33, white, 0.10}, stop{0.66, shade, 0}, stop{1, shade, 0.34}))
		seam := from(404, 560).C(400, 400, 440, 300, 496, 258).M(596, 560).C(600, 400, 560, 300, 504, 258)
		c.trace(seam, line{width: 4}, k.dark(0.4).a(0.5))
		c.mirrored(500, func() { c.stitches(from(394, 556).C(390, 400, 430, 300, 486, 262), k.dark(0.4).a(0.5)) })
	})
	c.fill(rounded(484, 246, 32, 22, 11), fade(0, 246, 0, 268, k.light(0.15), k.dark(0.2)))
	c.fill(brim, fade(0, 520, 0, 716, k.dark(0.02), k.dark(0.16)))
	c.within(brim, func() {
		for i := range 6 {
			d := float64(i) * 20
			c.stitches(from(226-d*0.3, 610+d).C(300, 548+d, 700, 548+d, 774+d*0.3, 610+d), k.dark(0.42).a(0.5))
		}
		c.fill(brim, grade(0, 512, 0, 580, stop{0, shade, 0.34}, stop{1, shade, 0}))
	})
	c.trace(from(194, 716).C(260, 650, 740, 650, 806, 716), line{width: 7}, k.dark(0.26))
	c.with(500, 432, 1, 1, 0, func() { c.shadow(rounded(-46, -26, 92, 52, 4), 1, 3, 4, shade, 0.35); c.label(0, 0, 92) })
	for _, x := range []float64{366, 634} {
		c.trace(disc(x, 372, 8), line{width: 4}, k.dark(0.45))
	}
}

func drawApron(c *canvas, k colour) {
	strap := from(392, 196).C(420, 120, 470, 96, 500, 150).C(530, 96, 580, 120, 608, 196)
	c.shadow(c.stroke(strap, line{width: 26}), 4, 8, 8, shade, 0.2)
	c.trace(strap, line{width: 26}, k.dark(0.14))
	body := from(388, 190).C(380, 300, 340, 360, 276, 392).C(268, 560, 262, 720, 256, 876).C(400, 890, 460, 890, 500, 890).folded()
	c.laid(body)
	c.fill(body, fade(280, 200, 720, 880, k.light(0.12), k.dark(0.08)))
	c.within(body, func() {
		c.rows(240, 760, 180, 900, 170, 0, 1, shade.a(0.08))
		c.columns(240, 760, 180, 900, 130, 1, white.a(0.06))
		c.creases(from(330, 500).Q(360, 640, 330, 870).M(660, 520).Q(640, 680, 676, 880).M(450, 240).Q(470, 300, 455, 400))
		c.fill(rect(240, 180, 520, 720), grade(256, 0, 744, 0, stop{0, shade, 0.2}, stop{0.3, white, 0.06}, stop{1, shade, 0.2}))
	})
	c.stitches(from(398, 204).L(602, 204), k.dark(0.4).a(0.5))
	c.stitches(from(398, 212).C(390, 310, 350, 372, 290, 400), k.dark(0.4).a(0.5))
	c.stitches(from(602, 212).C(610, 310, 650, 372, 710, 400), k.dark(0.4).a(0.5))
	c.stitches(from(270, 870).C(400, 882, 600, 882, 730, 870), k.dark(0.4).a(0.5))
	pocket := rounded(352, 520, 296, 176, 8)
	c.shadow(pocket, 2, 5, 7, shade, 0.28)
	c.fill(pocket, k.light(0.05))
	c.within(pocket, func() { c.rows(350, 650, 520, 700, 42, 0, 1, shade.a(0.08)) })
	c.stitches(rounded(359, 527, 282, 162, 6), k.dark(0.4).a(0.5))
	c.trace(from(500, 524).L(500, 692), line{width: 2.4, dash: 9, gap: 7}, k.dark(0.4).a(0.5))
	// A towel forgotten in the pocket.
	towel := from(530, 524).L(528, 640).C(560, 650, 590, 646, 616, 640).L(618, 524).Z()
	c.shadow(towel, 3, 6, 7, shade, 0.3)
	c.fill(towel, fade(528, 0, 618, 0, paper, paper.dark(0.1)))
	c.within(towel, func() { c.rows(520, 630, 596, 640, 3, 3, 5, rgb(dyes["Rust"])) })
	c.label(420, 560, 60)
}

func drawComb(c *canvas, _ colour) {
	wood := rgb("#c58a5c")
	p := from(290, 360).C(380, 322, 620, 322, 710, 360).C(736, 440, 736, 520, 716, 600).L(284, 600).C(264, 520, 264, 440, 290, 360).Z()
	edge := rounded(280, 592, 440, 62, 8)
	c.laid((&path{}).and(p).and(edge))
	c.fill(p, fade(280, 330, 700, 600, wood.light(0.18), wood.dark(0.08)))
	c.within(p, func() { c.grain(11, 260, 320, 480, 290, wood.dark(0.4).a(0.22)) })
	copper := rgb("#c47a4e")
	c.fill(edge, grade(0, 592, 0, 654, stop{0, copper.light(0.35), 1}, stop{0.4, copper, 1}, stop{1, copper.dark(0.35), 1}))
	c.within(edge, func() {
		c.columns(280, 720, 604, 660, 64, 2, copper.dark(0.6).a(0.7))
		c.rows(280, 720, 604, 654, 6, 0, 1.6, copper.dark(0.6).a(0.5))
	})
	c.fill(disc(500, 402, 17), wallKnit.dark(0.2))
	c.trace(disc(500, 402, 17), line{width: 3}, wood.dark(0.4))
	c.mark(500, 496, 50, wood.dark(0.55))
	// What it has taken off a jumper.
	for i, k := range []string{"Heather", "Moss", "Rust"} {
		x := 380 + float64(i)*110
		fluff := smooth(x-24, 716, x-8, 696, x+16, 700, x+26, 718, x+10, 734, x-14, 732)
		c.shadow(fluff, 3, 5, 6, shade, 0.35)
		c.fill(fluff, glow(x-6, 708, 34, 30, stop{0, rgb(dyes[k]).light(0.3), 1}, stop{1, rgb(dyes[k]), 1}))
	}
}

func wearDrawings() map[string]drawing {
	return map[string]drawing{
		"harbour-tee":        {draw: drawTee, set: tabletop, fit: 1.12, wall: wallWear, x: 500, y: 280},
		"breton-long-sleeve": {draw: drawBreton, set: tabletop, fit: 1.12, wall: wallWear},
		"kiln-overshirt":     {draw: drawOvershirt, set: tabletop, fit: 1.12, wall: wallWear, x: 430, y: 400},
		"tarn-rain-jacket":   {draw: drawJacket, set: tabletop, fit: 1.12, wall: wallCamp, x: 500, y: 330},
		"moor-half-zip":      {draw: drawFleece, set: tabletop, fit: 1.12, wall: wallWear},
		"hollin-crew":        {draw: drawCrew, set: tabletop, fit: 1.12, wall: wallKnit, x: 500, y: 260},
		"quay-cardigan":      {draw: drawCardigan, set: tabletop, fit: 1.12, wall: wallKnit},
		"weir-beanie":        {draw: drawBeanie, set: tabletop, fit: 1.08, wall: wallKnit},
		"lambswool-scarf":    {draw: drawScarf, set: tabletop, fit: 1.12, wall: wallKnit},
		"tide-mittens":       {draw: drawMittens, set: tabletop, fit: 1.12, wall: wallKnit},
		"field-socks":        {draw: drawSocks, set: tabletop, fit: 1.08, wall: wallKnit},
		"puddle-boots":       {draw: drawBoots, set: studio, fit: 1.1, wall: wallCamp},
		"cord-cap":           {draw: drawCap, set: tabletop, fit: 1.15, wall: wallWear},
		"linen-apron":        {draw: drawApron, set: tabletop, wall: wallTable},
		"wool-comb":          {draw: drawComb, set: tabletop, fit: 1.3, wall: wallKnit},
	}
}
