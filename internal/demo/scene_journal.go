package demo

// ball is a ball of wool.
func (c *canvas) ball(x, y, r float64, k colour) {
	c.ground(x, y+r*0.93, r*0.7)
	p := disc(x, y, r)
	c.fill(p, glow(x-r*0.35, y-r*0.4, r*1.5, r*1.5, stop{0, k.light(0.35), 1}, stop{0.55, k, 1}, stop{1, k.dark(0.5), 1}))
	c.within(p, func() {
		for i, turn := range []float64{20, -40, 75, -10} {
			c.with(x, y, 1, 1, turn, func() {
				all := new(path)
				for j := range 9 {
					d := (float64(j) - 4) * r * 0.11
					all.M(-r, d-r*0.3).C(-r*0.4, d+r*0.35, r*0.4, d+r*0.35, r, d-r*0.3)
				}
				if i < 3 {
					c.within(ellipse(0, r*(float64(i)*0.4-0.4), r, r*0.5), func() {
						c.trace(all, line{width: r * 0.05}, k.dark(0.34).a(0.6))
						c.with(0, -r*0.035, 1, 1, 0, func() { c.trace(all, line{width: r * 0.025}, k.light(0.5).a(0.45)) })
					})
				}
			})
		}
	})
}

func sceneColour(c *canvas) {
	c.ledge(wallKnit, oak, 640)
	for _, b := range []struct {
		x, y, r float64
		k       string
	}{{330, 590, 120, "Moss"}, {600, 560, 150, "Heather"}, {900, 590, 118, "Sky"}, {1150, 566, 142, "Rust"}, {470, 720, 104, "Oat"}, {770, 716, 116, "Marigold"}, {1040, 724, 100, "Plum"}, {1350, 706, 112, "Slate"}} {
		c.ball(b.x, b.y, b.r, named(b.k))
	}
	c.trace(wave(1440, 790, 1500, 830, 1400, 860, 1520, 880, 1620, 850), line{width: 7}, named("Slate"))
}

func sceneKiln(c *canvas) {
	brick := rgb("#9a6450")
	c.fill(whole(), fade(0, 0, 0, tall, brick.dark(0.35), brick.dark(0.55)))
	s := chance(15)
	for row := range 16 {
		for col := range 13 {
			x := float64(col)*132 - float64(row%2)*66
			c.fill(rounded(x, float64(row)*58, 124, 50, 5), brick.mix(rgb("#6f4a44"), s.next()).dark(0.18))
		}
	}
	arch := from(430, 910).L(430, 430).C(430, 120, 1170, 120, 1170, 430).L(1170, 910).Z()
	c.trace(arch, line{width: 90}, brick.dark(0.30))
	for i := range 15 {
		c.with(800, 450, 1, 1, -84+float64(i)*12, func() { c.fill(rounded(-36, -430+float64((i-7)*(i-7)), 72, 82, 5), brick.light(0.06*float64(i%3))) })
	}
	c.fill(arch, glow(800, 640, 470, 480, stop{0, rgb("#fff0b8"), 1}, stop{0.35, rgb("#ffb64a"), 1}, stop{0.75, rgb("#d8541f"), 1}, stop{1, rgb("#7c2413"), 1}))
	c.within(arch, func() {
		for _, y := range []float64{520, 720, 890} {
			c.fill(rect(420, y, 760, 20), rgb("#a8401c"))
		}
		pot := func(x, y, sc, foot float64, draw func(*canvas, colour), k string) {
			c.put(x, y, sc, foot, draw, named(k))
		}
		pot(560, 520, 0.16, 785, drawStonewareMug, "Tenmoku")
		pot(700, 520, 0.20, 805, drawTeapot, "Celadon")
		pot(890, 520, 0.22, 808, drawBowls, "Speckle")
		pot(1040, 520, 0.16, 785, drawStonewareMug, "Celadon")
		pot(580, 720, 0.24, 805, drawTeapot, "Tenmoku")
		pot(790, 720, 0.22, 808, drawBowls, "Celadon")
		pot(980, 720, 0.18, 785, drawStonewareMug, "Speckle")
		pot(1080, 720, 0.18, 785, drawStonewareMug, "Tenmoku")
		c.fill(arch, glow(800, 620, 460, 460, stop{0, rgb("#ffd060"), 0.30}, stop{0.7, rgb("#ff7a20"), 0.34}, stop{1, rgb("#7c2413"), 0.6}))
	})
	c.fill(disc(800, 640, 800), glow(800, 640, 800, 700, stop{0, rgb("#ffb050"), 0.30}, stop{1, rgb("#ffb050"), 0}))
}

func sceneShelf(c *canvas) {
	c.ledge(wallRoom, oak.light(0.1), 700)
	for _, x := range []float64{520, 1010} { // two uprights, and one board already in
		c.shadow(rounded(x, 120, 40, 640, 8), 8, 8, 12, shade, 0.3)
		c.fill(rounded(x, 120, 40, 640, 8), grade(x, 0, x+40, 0, stop{0, ash.light(0.25), 1}, stop{0.5, ash, 1}, stop{1, ash.dark(0.3), 1}))
		for _, y := range []float64{200, 420, 640} {
			c.fill(from(x-2, y+4).L(x+42, y-4, x+42, y+26, x-2, y+34).Z(), ash.dark(0.5))
		}
	}
	board := func(x, y, angle float64) {
		c.with(x, y, 1, 1, angle, func() {
			p := rect(-320, -16, 640, 32)
			c.shadow(p, 6, 18, 14, shade, 0.35)
			c.fill(p, grade(0, -16, 0, 16, stop{0, ash.light(0.3), 1}, stop{1, ash.dark(0.1), 1}))
			c.within(p, func() { c.grain(5, -320, -16, 640, 32, ash.dark(0.5).a(0.3)) })
		})
	}
	board(785, 656, 0)
	board(800, 380, -7)
	c.with(1290, 700, 1, 1, -28, func() { // the mallet
		c.shadow(rounded(-20, -20, 40, 260, 10), 10, 12, 10, shade, 0.3)
		c.rod(0, 0, 0, 200, 34, ash)
		head := rounded(-120, -90, 240, 120, 16)
		c.shadow(head, 10, 14, 12, shade, 0.35)
		c.fill(head, grade(0, -90, 0, 30, stop{0, oak.light(0.25), 1}, stop{0.5, oak, 1}, stop{1, oak.dark(0.3), 1}))
		c.within(head, func() { c.grain(6, -120, -90, 240, 120, oak.dark(0.5).a(0.35)) })
	})
	c.put(250, 780, 0.5, 850, drawPot, named("Terracotta"))
}

func sceneHeadland(c *canvas) {
	c.evening(31)
	c.fill(rect(0, 600, wide, 300), fade(0, 600, 0, tall, rgb("#c99a86"), rgb("#42617a")))
	for i := range 26 {
		s := chance(uint64(i) + 3)
		x, y, w := s.between(500, 1600), 620+float64(i)*10, s.between(60, 220)
		c.fill(rounded(x, y, w, 4, 2), rgb("#ffe0b0").a(0.35))
	}
	c.fill(wave(-50, 560, 220, 540, 480, 590, 760, 640, 980, 760, 1180, 910).L(-50, 910).Z(), fade(0, 540, 0, tall, rgb("#50664f"), rgb("#2c3d35")))
	c.put(430, 690, 0.46, 800, drawTent, named("Moss"))
	c.put(700, 730, 0.16, 850, drawLantern, named("Rust"))
	c.grass(9, -20, 1100, 910, 110, 420, rgb("#3a5242"))
	birds := new(path)
	for i := range 5 {
		x, y := 980+float64(i)*70, 180+float64(i*i%7)*22
		birds.M(x-22, y-8).Q(x-8, y-14, x, y).Q(x+8, y-14, x+22, y-8)
	}
	c.trace(birds, line{width: 4}, rgb("#2f3a4c"))
}

func sceneCoffee(c *canvas) {
	c.ledge(wallLarder, oak, 690)
	c.put(640, 780, 0.80, 850, drawPourOver, colour{})
	c.put(1060, 800, 0.46, 780, drawStonewareMug, named("Celadon"))
	c.put(280, 790, 0.58, 850, coffeeBag("MORNING", "FILTER", rgb("#6f97ab")), colour{})
	c.put(1350, 800, 0.56, 790, drawKettle, named("Cream"))
}

func sceneMending(c *canvas) {
	wood := rgb("#b98f66")
	c.fill(whole(), fade(0, 0, wide, tall, wood.light(0.28), wood.dark(0.12)))
	c.grain(51, 0, 0, wide, tall, wood.dark(0.4).a(0.2))
	k := named("Ink")
	sleeve := from(-40, 120).C(300, 60, 620, 140, 1010, 210).L(1040, 640).C(700, 720, 300, 700, -40, 820).Z()
	c.laid(sleeve)
	c.fill(sleeve, fade(0, 80, 0, 760, k.light(0.16), k.dark(0.05)))
	c.within(sleeve, func() {
		c.knit(-40, 60, 1100, 780, 20, k.dark(0.4).a(0.4))
		c.ribs(900, 1060, 150, 720, 12, k)
		c.creases(wave(100, 180, 300, 400, 260, 700).and(wave(760, 160, 820, 400, 760, 690)))
	})
	patch := rounded(430, 320, 190, 190, 20)
	c.shadow(patch, 2, 3, 6, shade, 0.4)
	c.within(patch, func() { // the darn: over and under
		c.fill(patch, named("Marigold").dark(0.25))
		for i := range 12 {
			for j := range 12 {
				x, y := 430+float64(i)*16, 320+float64(j)*16
				if (i+j)%2 == 0 {
					c.fill(rounded(x-2, y+2, 20, 11, 5), named("Marigold").light(0.08))
				} else {
					c.fill(rounded(x+2, y-2, 11, 20, 5), named("Marigold").dark(0.06))
				}
			}
		}
	})
	needle := from(640, 500).L(900, 560)
	c.shadow(c.stroke(needle, line{width: 6}), 5, 8, 5, shade, 0.4)
	c.trace(needle, line{width: 7}, steel.light(0.3))
	c.trace(wave(616, 500, 700, 440, 800, 600, 900, 560), line{width: 6}, named("Marigold"))
	for i, n := range []string{"Marigold", "Rust", "Moss", "Heather"} { // reels, from above
		x, y := 1210+float64(i%2)*190, 190+float64(i/2)*200
		r := disc(x, y, 78)
		c.laid(r)
		c.fill(r, glow(x-20, y-24, 110, 110, stop{0, named(n).light(0.3), 1}, stop{1, named(n).dark(0.2), 1}))
		for j := range 6 {
			c.trace(disc(x, y, 40+float64(j)*7), line{width: 2}, named(n).dark(0.4).a(0.5))
		}
		c.fill(disc(x, y, 36), fade(x-30, y-30, x+30, y+30, ash.light(0.2), ash.dark(0.2)))
		c.fill(disc(x, y, 12), ash.dark(0.6))
	}
	c.with(1260, 690, 1, 1, -24, func() { // scissors
		for _, side := range []float64{1, -1} {
			c.with(0, 0, 1, side, 9*side, func() {
				blade := from(0, -12).L(-300, -4).L(-306, 4).L(0, 14).Z()
				c.shadow(blade, 4, 8, 6, shade, 0.35)
				c.fill(blade, steelBlade(-12, 14))
				c.trace(ellipse(130, 34, 84, 46), line{width: 22}, black.light(0.1))
				c.trace(ellipse(128, 31, 84, 46), line{width: 5}, white.a(0.3))
				c.trace(from(0, 2).L(56, 18), line{width: 22}, black.light(0.1))
			})
		}
		c.fill(disc(-10, 0, 11), fade(-20, -10, 0, 10, steel.light(0.5), steel.dark(0.4)))
	})
}

func sceneMeadow(c *canvas) {
	c.fill(whole(), fade(0, 0, 0, 560, rgb("#a9cfdc"), rgb("#f3efd8")))
	c.fill(disc(1240, 200, 260), glow(1240, 200, 260, 260, stop{0, white, 0.95}, stop{0.25, rgb("#fff2c4"), 0.6}, stop{1, white, 0}))
	c.hills(61, 430, 70, rgb("#b5c9c4"), rgb("#9bb9a6"), rgb("#86a583"), rgb("#73955f"))
	c.grass(62, -20, wide+20, 910, 330, 900, rgb("#6d9455"))
	s := chance(63)
	kinds := []struct{ petal, heart string }{{"#fdfbf2", "#e3b23f"}, {"#8f6aa8", "#5d3f74"}, {"#e2603f", "#2c2523"}, {"#efc14a", "#c98a1e"}, {"#6f95c4", "#3e5f96"}, {"#e29aa0", "#b65a6c"}}
	for i := range 46 {
		k := kinds[i%len(kinds)]
		t := float64(i) / 45
		c.flower(s.between(20, wide-20), 600+t*180+s.between(-60, 60), 20+t*26, 920, rgb(k.petal), rgb(k.heart), 8+i%3*4)
	}
	c.grass(64, -20, wide+20, 910, 150, 500, rgb("#547a43"))
	for i := range 3 { // bees
		x, y := 420+float64(i)*380, 480+float64(i%2)*90
		c.fill(ellipse(x-6, y-15, 10, 13), white.a(0.8))
		c.fill(ellipse(x+8, y-15, 10, 13), white.a(0.8))
		c.fill(ellipse(x, y, 20, 13), rgb("#e8b23a"))
		c.trace(from(x-5, y-11).L(x-5, y+11).M(x+6, y-11).L(x+6, y+11), line{width: 5}, black)
	}
}

func sceneShopfront(c *canvas) {
	brick := rgb("#b9856a")
	c.fill(whole(), brick)
	s := chance(71)
	for row := range 16 {
		for col := range 15 {
			c.fill(rect(float64(col)*116-float64(row%2)*58, float64(row)*46, 110, 40), brick.mix(rgb("#9c6a54"), s.next()))
		}
	}
	c.fill(rect(0, 780, wide, 120), fade(0, 780, 0, tall, rgb("#a9a49b"), rgb("#8a857d")))
	pine := named("Pine")
	c.shadow(rect(210, 150, 1180, 640), 0, 12, 16, shade, 0.4)
	c.fill(rect(210, 150, 1180, 640), fade(210, 0, 1390, 0, pine.light(0.08), pine.dark(0.15)))
	c.fill(rect(210, 150, 1180, 110), pine.dark(0.2))
	c.fill(letters(bold, "FERNWEIR", 800, 230, 66, 0.3), cream)
	for _, x := range []float64{260, 1010} {
		pane := rect(x, 330, 330, 350)
		c.fill(pane, glow(x+165, 480, 260, 260, stop{0, rgb("#ffe9b6"), 1}, stop{1, rgb("#c9955a"), 1}))
		c.within(pane, func() {
			c.fill(rect(x, 540, 330, 12), oak.dark(0.2))
			if x < 600 {
				c.put(x+90, 542, 0.16, 805, drawTeapot, named("Celadon"))
				c.put(x+230, 542, 0.18, 850, drawLantern, named("Rust"))
				c.put(x+100, 680, 0.20, 850, drawBackpack, named("Marigold"))
				c.put(x+240, 680, 0.20, 836, drawTote, named("Oat"))
			} else {
				c.put(x+90, 542, 0.15, 785, drawBeanie, named("Marigold"))
				c.put(x+230, 542, 0.16, 780, drawStonewareMug, named("Speckle"))
				c.put(x+165, 680, 0.20, 870, drawChair, named("Natural"))
			}
			c.fill(from(x, 330).L(x+150, 330, x+20, 680, x, 680).Z(), white.a(0.18))
		})
		c.trace(pane, line{width: 14}, pine.dark(0.35))
		c.put(x+165, 810, 0.24, 850, drawPot, named("Terracotta"))
	}
	c.fill(rect(660, 330, 280, 460), pine.dark(0.35))
	c.fill(rect(690, 360, 220, 270), rgb("#f1cf92"))
	c.fill(from(690, 360).L(800, 360, 720, 630, 690, 630).Z(), white.a(0.25))
	c.fill(disc(900, 690, 12), brass)
	sign := rounded(750, 440, 100, 60, 8)
	c.fill(sign, paper)
	c.fill(letters(bold, "OPEN", 800, 482, 30, 0.08), named("Rust"))
	for i := range 12 { // the awning
		x := 210 + float64(i)*98.4
		k := cream
		if i%2 == 0 {
			k = pine.light(0.16)
		}
		stripe := from(x+8, 262).L(x+90, 262, x+98, 340).C(x+98, 376, x, 376, x, 340).Z()
		c.shadow(stripe, 0, 10, 8, shade, 0.25)
		c.fill(stripe, fade(0, 262, 0, 370, k, k.dark(0.12)))
	}
}

func sceneParcel(c *canvas) {
	c.fill(whole(), fade(0, 0, wide, tall, wallWear.light(0.2), wallWear.dark(0.1)))
	kraft := rgb("#c9a074")
	c.with(760, 460, 1, 1, -8, func() {
		p := rounded(-380, -250, 760, 500, 14)
		c.laid(p)
		c.fill(p, fade(-380, -250, 380, 250, kraft.light(0.2), kraft.dark(0.06)))
		c.within(p, func() {
			c.specks(81, -380, -250, 760, 500, 900, 2, kraft.dark(0.4).a(0.22))
			c.fill(from(-380, -20).L(380, -60, 380, -52, -380, -12).Z(), shade.a(0.2))
			c.creases(from(-380, -250).L(-290, -170).M(380, -250).L(290, -170).M(-380, 250).L(-290, 170).M(380, 250).L(290, 170))
		})
		for _, t := range []*path{from(-384, 30).L(384, 20), from(-90, -254).L(-70, 254)} {
			c.shadow(c.stroke(t, line{width: 10}), 3, 6, 5, shade, 0.4)
			c.trace(t, line{width: 12}, cream.dark(0.12))
			c.trace(t, line{width: 10, dash: 8, gap: 12}, named("Rust"))
		}
		c.with(-82, 24, 1, 1, 0, func() {
			for i := range 9 { // a sprig of fern under the knot
				t := float64(i)
				x, y := 20+t*34, -10-t*22+t*t*0.8
				c.leaf(x, y, 74-t*6, 15-t, -70-t*3, fern)
				c.leaf(x, y, 74-t*6, 15-t, 30-t*6, fern.dark(0.1))
			}
			c.trace(wave(0, 0, 100, -70, 200, -120, 320, -150), line{width: 6}, fern.dark(0.25))
			for _, side := range []float64{1, -1} {
				c.with(0, 0, side, 1, 0, func() {
					c.trace(from(0, 0).C(40, -80, 140, -70, 110, -10).C(90, 30, 30, 20, 0, 0), line{width: 11}, named("Rust"))
				})
			}
			c.trace(from(0, 0).Q(30, 60, 20, 110).M(0, 0).Q(-30, 60, -50, 100), line{width: 11}, named("Rust"))
			c.fill(disc(0, 0, 17), named("Rust").dark(0.15))
		})
		label := rounded(80, 80, 240, 120, 6)
		c.shadow(label, 2, 3, 4, shade, 0.3)
		c.fill(label, paper)
		c.mark(130, 134, 32, named("Pine"))
		c.rows(180, 300, 100, 180, 3, 0, 4, shade.a(0.35))
	})
	c.with(1230, 380, 0.42, 0.42, 12, func() { drawMatches(c, colour{}) })
	c.ball(1330, 260, 80, named("Rust"))
	c.ball(210, 720, 96, named("Moss"))
}
