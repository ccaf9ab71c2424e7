package demo

func drawNotebook(c *canvas, k colour) {
	c.with(500, 500, 1, 1, -9, func() {
		pages := rounded(-236, -316, 490, 652, 10)
		c.laid(pages)
		c.fill(pages, paper.dark(0.12))
		c.columns(236, 256, -310, 330, 8, 1.4, shade.a(0.3))
		cover := rounded(-250, -330, 490, 652, 14)
		c.shadow(cover, 4, 6, 6, shade, 0.3)
		c.fill(cover, fade(-250, -330, 240, 320, k.light(0.14), k.dark(0.10)))
		c.within(cover, func() {
			c.specks(131, -250, -330, 490, 660, 1500, 1.8, white.a(0.10))
			c.specks(132, -250, -330, 490, 660, 1500, 1.8, shade.a(0.10))
			spine := rect(-252, -332, 96, 660)
			cloth := rgb(dyes["Oat"])
			c.fill(spine, fade(-252, 0, -156, 0, cloth.dark(0.12), cloth.light(0.1)))
			c.rows(-252, -156, -332, 330, 130, 0, 1.4, shade.a(0.14))
			c.columns(-252, -156, -332, 330, 20, 1.4, shade.a(0.10))
			c.fill(rect(-156, -332, 5, 660), shade.a(0.28))
			c.fill(rect(-212, -332, 4, 660), shade.a(0.18))
		})
		c.stitches(from(-184, -300).L(-184, 296), rgb(dyes["Rust"]).mix(k, 0.4).dark(0.2))
		ribbon := from(60, 318).L(66, 410).L(82, 394).L(98, 412).L(90, 318).Z()
		c.shadow(ribbon, 4, 6, 5, shade, 0.3)
		c.fill(ribbon, fade(60, 0, 98, 0, rgb(dyes["Marigold"]), rgb(dyes["Marigold"]).dark(0.2)))
		tag := rounded(-70, -210, 230, 130, 4)
		c.shadow(tag, 1, 2, 3, shade, 0.25)
		c.fill(tag, paper)
		c.trace(rounded(-60, -200, 210, 110, 2), line{width: 2}, k.dark(0.3).a(0.6))
		c.fill(letters(bold, "FIELD NOTES", 45, -148, 24, 0.12), k.dark(0.5))
		c.fill(rect(-30, -122, 150, 2), k.dark(0.5).a(0.5))
		c.mark(60, 190, 60, k.dark(0.4))
		band := rect(196, -332, 15, 656)
		c.shadow(band, 2, 2, 3, shade, 0.35)
		c.fill(band, k.dark(0.5))
	})
}

func drawPen(c *canvas, _ colour) {
	sheet := rect(160, 200, 640, 800)
	c.with(0, 0, 1, 1, 6, func() {
		c.laid(sheet)
		c.fill(sheet, fade(160, 200, 800, 900, rgb("#fdfaf2"), rgb("#f2ebdc")))
		c.rows(230, 740, 280, 960, 14, 0, 2, rgb("#9db3bd").a(0.5))
		c.trace(wave(250, 318, 280, 292, 300, 322, 326, 296, 350, 322, 372, 300, 400, 320).and(wave(420, 320, 450, 290, 470, 322, 500, 300, 520, 320, 560, 304)),
			line{width: 5}, rgb("#2f3a5c"))
		c.trace(wave(250, 366, 290, 344, 310, 370, 350, 346, 380, 370, 430, 350, 470, 368), line{width: 5}, rgb("#2f3a5c"))
	})
	c.with(520, 560, 1, 1, -38, func() {
		metal := func(y float64) linear {
			return grade(0, -y, 0, y, stop{0, brass.dark(0.35), 1}, stop{0.25, brass.light(0.15), 1}, stop{0.38, brass.light(0.75), 1}, stop{0.52, brass.light(0.05), 1}, stop{1, brass.dark(0.55), 1})
		}
		whole := rounded(-360, -26, 720, 52, 26)
		c.laid(whole)
		tip := from(-330, -24).C(-380, -18, -410, -8, -428, -3).L(-428, 3).C(-410, 8, -380, 18, -330, 24).Z()
		c.laid(tip)
		c.fill(tip, metal(24))
		c.fill(rect(-436, -3, 12, 6), steel.dark(0.3))
		c.fill(rounded(-340, -25, 380, 50, 6), metal(25))
		knurl := rect(-60, -26, 70, 52)
		c.fill(knurl, metal(26))
		c.within(knurl, func() {
			hatch := new(path)
			for i := range 24 {
				x := -90 + float64(i)*6
				hatch.M(x, -26).L(x+30, 26).M(x+30, -26).L(x, 26)
			}
			c.trace(hatch, line{width: 1.6}, brass.dark(0.65).a(0.6))
		})
		c.fill(rounded(10, -30, 350, 60, 14), metal(30))
		c.trace(from(24, -30).L(24, 30), line{width: 3}, brass.dark(0.6).a(0.6))
		clip := rounded(150, -44, 200, 16, 8)
		c.shadow(clip, 2, 12, 5, shade, 0.5)
		c.fill(clip, grade(0, -44, 0, -28, stop{0, brass.light(0.6), 1}, stop{1, brass.dark(0.2), 1}))
		c.fill(disc(160, -34, 11), fade(150, -44, 170, -24, brass.light(0.6), brass.dark(0.3)))
		c.fill(letters(medium, "FERNWEIR", 90, 10, 15, 0.16), brass.dark(0.6))
	})
}

func drawPencils(c *canvas, _ colour) {
	for i, name := range []string{"Ink", "Pine", "Moss", "Marigold", "Rust", "Plum"} {
		k := rgb(dyes[name])
		x := 250 + float64(i)*100
		dy := float64(i*i%5) * 9
		c.with(x, dy-10, 1, 1, float64(i%3)-1, func() {
			tip := from(-30, 300).L(30, 300).L(0, 176).Z()
			bodyP := from(-30, 300).L(30, 300, 30, 850, -30, 850).Z()
			c.laid(from(-30, 300).L(0, 176, 30, 300, 30, 850, -30, 850).Z())
			c.fill(tip, grade(-30, 0, 30, 0, stop{0, rgb("#c99a68"), 1}, stop{0.4, rgb("#efd0a2"), 1}, stop{1, rgb("#b78552"), 1}))
			c.fill(from(-9, 213).L(9, 213).L(0, 176).Z(), rgb("#38383c"))
			c.fill(bodyP, grade(-30, 0, 30, 0, stop{0, k.dark(0.18), 1}, stop{0.3, k.dark(0.12), 1}, stop{0.31, k.light(0.2), 1}, stop{0.68, k.light(0.1), 1}, stop{0.69, k.dark(0.22), 1}, stop{1, k.dark(0.34), 1}))
			c.fill(from(-30, 300).Q(-20, 276, -11, 302).Q(0, 330, 11, 302).Q(20, 276, 30, 300).L(30, 316, -30, 316).Z(), k.light(0.1))
			c.fill(rect(-30, 806, 60, 10), brass)
			c.fill(rect(-30, 816, 60, 34), k.dark(0.5))
			c.with(2, 640, 1, 1, -90, func() {
				c.fill(letters(bold, []string{"2H", "H", "HB", "B", "2B", "4B"}[i], -110, 9, 24, 0.05), brass.light(0.4))
				c.fill(letters(medium, "FERNWEIR", 60, 8, 19, 0.16), brass.light(0.3))
			})
		})
	}
	s := chance(9)
	for range 7 { // shavings
		x, y := s.between(140, 860), s.between(890, 950)
		c.with(x, y, 1, 1, s.between(0, 180), func() {
			curl := from(-26, 0).C(-20, -24, 20, -24, 26, 0).C(16, -10, -16, -10, -26, 0).Z()
			c.shadow(curl, 2, 4, 4, shade, 0.3)
			c.fill(curl, rgb("#e7c795"))
		})
	}
}

// coast is the picture on the print and the gift card, in a frame of 400 by 500 units.
func (c *canvas) coast(x, y, w, h float64) {
	c.within(rect(x, y, w, h), func() {
		c.with(x, y, w/400, h/500, 0, func() {
			c.fill(rect(0, 0, 400, 500), fade(0, 0, 0, 300, rgb("#f3d9ae"), rgb("#f0b98a")))
			c.fill(disc(250, 196, 50), rgb("#e2704a"))
			c.fill(wave(-10, 230, 60, 150, 130, 200, 210, 140, 300, 214, 410, 170).L(410, 510, -10, 510).Z(), rgb("#a9b7b4"))
			c.fill(wave(-10, 270, 80, 214, 170, 262, 280, 220, 410, 266).L(410, 510, -10, 510).Z(), rgb("#6f9096"))
			c.fill(wave(-10, 250, 60, 236, 120, 286, 170, 312).L(170, 520, -10, 520).Z(), rgb("#3f6461"))
			c.fill(rect(-10, 310, 420, 200), fade(0, 310, 0, 500, rgb("#7fa6ab"), rgb("#3f7079")))
			for i := range 7 { // the sun on the water
				d := float64(i)
				c.fill(rounded(250-44+d*3, 322+d*22, 88-d*6, 6, 3), rgb("#f3c79a").a(0.85-d*0.1))
			}
			c.fill(wave(-10, 420, 70, 400, 150, 436, 240, 470, 410, 500).L(410, 520, -10, 520).Z(), rgb("#2c4a45"))
			c.trace(from(96, 412).L(96, 360).M(84, 380).L(96, 366, 108, 380), line{width: 4}, rgb("#22201f"))
		})
	})
}

func drawPrint(c *canvas, _ colour) {
	frame := rect(236, 130, 528, 700)
	c.laid(frame)
	c.fill(frame, fade(236, 130, 764, 830, oak.light(0.25), oak.dark(0.15)))
	c.within(frame, func() {
		c.grain(12, 236, 130, 26, 700, oak.dark(0.5).a(0.3))
		c.grain(13, 738, 130, 26, 700, oak.dark(0.5).a(0.3))
	})
	c.fill(rect(262, 156, 476, 648), paper.dark(0.04))
	c.within(rect(262, 156, 476, 648), func() {
		c.trace(rect(258, 152, 484, 656), line{width: 16}, shade.a(0.2))
	})
	c.coast(312, 216, 376, 490)
	c.fill(letters(medium, "41/200", 340, 742, 17, 0.02), rgb("#6b6257"))
	c.trace(wave(610, 740, 626, 728, 640, 744, 660, 726, 684, 740), line{width: 2.4}, rgb("#6b6257"))
	c.within(rect(262, 156, 476, 648), func() { c.fill(from(262, 156).L(520, 156, 300, 804, 262, 804).Z(), white.a(0.10)) })
}

func drawGiftCard(c *canvas, _ colour) {
	c.with(500, 500, 1, 1, -8, func() {
		sleeve := rounded(-330, -120, 640, 400, 14)
		card := rounded(-290, -290, 560, 352, 26)
		c.laid(sleeve)
		c.fill(sleeve, rgb("#b98f62").dark(0.15))
		c.laid(card)
		c.within(card, func() {
			c.with(-290, -290, 1, 1, 0, func() { c.coast(0, -40, 560, 500) })
			c.fill(rect(-290, -290, 560, 352), grade(0, -290, 0, 62, stop{0, shade, 0.18}, stop{0.4, shade, 0}, stop{1, shade, 0}))
			c.fill(from(-290, -290).L(-60, -290, -230, 62, -290, 62).Z(), white.a(0.12))
		})
		c.fill(letters(bold, "FERNWEIR", -130, -226, 40, 0.14), cream)
		c.fill(letters(medium, "GIFT CARD", -176, -190, 21, 0.2), cream)
		kraft := rgb("#cda678")
		front := from(-330, -40).C(-120, -100, 100, -100, 310, -40).L(310, 266).C(310, 276, 304, 280, 296, 280).L(-316, 280).C(-324, 280, -330, 276, -330, 266).Z()
		c.shadow(front, 0, -6, 10, shade, 0.4)
		c.fill(front, fade(-330, -60, 310, 280, kraft.light(0.16), kraft.dark(0.08)))
		c.within(front, func() { c.specks(141, -330, -100, 640, 390, 700, 2, kraft.dark(0.4).a(0.25)) })
		c.mark(-10, 90, 66, rgb(dyes["Pine"]))
		c.fill(letters(medium, "for you", -10, 216, 34, 0.04), rgb(dyes["Pine"]))
		twine := from(-336, 20).C(-120, 6, 100, 6, 316, 20)
		c.trace(twine, line{width: 7}, cream.dark(0.3))
		c.trace(twine, line{width: 6, dash: 5, gap: 8}, rgb(dyes["Rust"]))
	})
}

func deskDrawings() map[string]drawing {
	return map[string]drawing{
		"field-notebook": {draw: drawNotebook, set: tabletop, wall: wallDesk, fit: 1.06},
		"brass-pen":      {draw: drawPen, set: tabletop, wall: wallDesk, x: 600, y: 480},
		"pencil-set":     {draw: drawPencils, set: tabletop, wall: wallDesk},
		"coast-print":    {draw: drawPrint, set: tabletop, wall: wallDesk, x: 530, y: 470, zoom: 2.3},
		"gift-card":      {draw: drawGiftCard, set: tabletop, wall: wallDesk},
	}
}
