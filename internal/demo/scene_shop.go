package demo

// named is a colour of the palette.
func named(name string) colour { return rgb(dyes[name]) }

func sceneNew(c *canvas) {
	c.ledge(wallGarden, ash, 700)
	c.with(900, 40, 0.62, 0.62, 0, func() { drawPrint(c, colour{}) })
	c.put(420, 740, 0.62, 850, drawPourOver, colour{})
	c.put(720, 760, 0.32, 780, drawStonewareMug, named("Speckle"))
	c.put(1000, 752, 0.52, 830, drawWateringCan, named("Moss"))
	c.put(1370, 770, 0.60, 850, drawPot, named("Terracotta"))
}

func sceneClothing(c *canvas) {
	wall := wallWear
	c.fill(whole(), grade(0, 0, wide, tall, stop{0, wall.light(0.2), 1}, stop{0.6, wall, 1}, stop{1, wall.dark(0.14), 1}))
	c.rail(96)
	c.hung(270, 96, 0.74, drawBreton, named("Ink"))
	c.hung(1330, 96, 0.74, drawOvershirt, named("Clay"))
	c.hung(600, 96, 0.76, drawCrew, named("Heather"))
	c.hung(960, 96, 0.80, drawJacket, named("Marigold"))
	c.fill(rect(0, 770, wide, 130), fade(0, 770, 0, tall, oak.light(0.25), oak.dark(0.05)))
	c.within(rect(0, 770, wide, 130), func() { c.grain(3, 0, 770, wide, 130, oak.dark(0.45).a(0.25)) })
	c.put(540, 850, 0.30, 812, drawBoots, named("Bog green"))
	c.put(1180, 850, 0.26, 836, drawTote, named("Ink"))
}

func sceneKnitwear(c *canvas) {
	c.ledge(wallKnit, ash, 720)
	for i, k := range []string{"Ink", "Rust", "Chalk", "Moss", "Heather"} {
		c.jumper(640+float64(i%2)*16, 800-float64(i)*104, 560, named(k))
	}
	c.put(650, 290, 0.36, 770, drawBeanie, named("Marigold"))
	c.put(1130, 800, 0.52, 830, drawBasket, colour{})
	c.ball(1070, 590, 78, named("Sea"))
	c.ball(1190, 600, 84, named("Rust"))
	c.ball(1330, 790, 70, named("Heather"))
	c.ball(250, 796, 62, named("Oat"))
}

func sceneBags(c *canvas) {
	c.ledge(rgb("#8a9a86"), oak, 720)
	c.put(420, 790, 0.68, 780, drawDuffel, named("Rust"))
	c.put(860, 800, 0.80, 850, drawBackpack, named("Bog green"))
	c.put(1270, 806, 0.72, 836, drawTote, named("Oat"))
}

// evening is a sky after sunset with hills under it.
func (c *canvas) evening(seed uint64) {
	c.fill(whole(), grade(0, 0, 0, 640, stop{0, rgb("#33415f"), 1}, stop{0.45, rgb("#8d7f99"), 1}, stop{0.8, rgb("#e8a77e"), 1}, stop{1, rgb("#f6d29a"), 1}))
	s, stars := chance(seed), new(path)
	for range 70 {
		stars.and(disc(s.between(0, wide), s.between(0, 300), s.between(0.8, 2.2)))
	}
	c.fill(stars, white.a(0.7))
	c.fill(disc(1180, 500, 330), glow(1180, 500, 330, 330, stop{0, rgb("#ffe9b8"), 0.8}, stop{0.3, rgb("#ffd79a"), 0.35}, stop{1, flame, 0}))
	c.hills(seed+1, 520, 80, rgb("#8f86a0"), rgb("#6d7590"), rgb("#4f6577"), rgb("#3b5560"))
}

func sceneCamp(c *canvas) {
	c.evening(5)
	c.fill(wave(-50, 700, 300, 650, 700, 690, 1100, 640, 1660, 700).L(1660, 910, -50, 910).Z(), fade(0, 640, 0, tall, rgb("#46584a"), rgb("#2b3a33")))
	for i, x := range []float64{60, 150, 255, 1400, 1490, 1570} {
		c.pine(x, 720+float64(i%3)*22, 300+float64(i*37%120), rgb("#2b4138"))
	}
	c.put(760, 800, 0.62, 800, drawTent, named("Sand"))
	c.put(1130, 830, 0.27, 850, drawLantern, named("Rust"))
	c.put(1260, 820, 0.24, 830, drawStool, named("Marigold"))
	c.put(440, 830, 0.20, 790, drawKettle, named("Sea"))
	c.put(540, 850, 0.12, 760, drawEnamelMug, named("White"))
	c.grass(4, 0, wide, 910, 70, 500, rgb("#33473a"))
}

func sceneKitchen(c *canvas) {
	c.ledge(wallTable.dark(0.05), oak, 690)
	c.put(1230, 740, 0.62, 808, drawBowls, named("Celadon"))
	c.put(560, 770, 0.72, 805, drawTeapot, named("Tenmoku"))
	c.put(900, 800, 0.42, 780, drawStonewareMug, named("Speckle"))
	c.put(1020, 840, 0.38, 780, drawStonewareMug, named("Celadon"))
	c.put(250, 800, 0.40, 832, jar(rgb("#b8691a"), "HEATHER", "HONEY 340 g", metalLid), colour{})
}

func sceneLarder(c *canvas) {
	c.ledge(wallLarder, oak, 700)
	c.put(380, 770, 0.70, 850, coffeeBag("WEIRSIDE", "ESPRESSO", named("Rust")), colour{})
	c.put(740, 790, 0.66, 850, coffeeBag("MORNING", "FILTER", rgb("#6f97ab")), colour{})
	c.put(1040, 780, 0.58, 850, drawTin, colour{})
	c.put(1280, 800, 0.50, 832, jar(rgb("#b8691a"), "HEATHER", "HONEY 340 g", metalLid), colour{})
	c.put(1450, 830, 0.36, 832, jar(rgb("#55203d"), "DAMSON", "JAM 300 g", clothLid), colour{})
	c.put(150, 830, 0.34, 780, drawStonewareMug, named("Celadon"))
}

func sceneRooms(c *canvas) {
	wall := rgb("#cfd3c6")
	c.ledge(wall, oak.light(0.1), 740)
	c.put(1240, 800, 0.86, 890, drawShelf, named("Oak"))
	c.put(560, 810, 0.76, 870, drawChair, named("Natural"))
	c.with(720, 60, 0.34, 0.34, 0, func() { drawPrint(c, colour{}) })
	c.put(880, 850, 0.46, 850, drawPot, named("Chalk"))
	c.with(60, -40, 0.5, 0.5, 0, func() { drawPendant(c, named("Pine")) })
}

func sceneCandles(c *canvas) {
	wall := rgb("#3f3b4b")
	c.fill(whole(), fade(0, 0, 0, 700, wall.dark(0.3), wall))
	window := rect(520, -10, 560, 560)
	c.fill(window, fade(0, 0, 0, 560, rgb("#1f2a44"), rgb("#5a6384")))
	c.within(window, func() {
		s, stars := chance(8), new(path)
		for range 60 {
			stars.and(disc(s.between(520, 1080), s.between(0, 380), s.between(0.8, 2.4)))
		}
		c.fill(stars, white.a(0.75))
		c.fill(disc(940, 130, 46), rgb("#f3ead0"))
		c.fill(disc(920, 118, 42), rgb("#2a3553"))
		c.hills(21, 480, 46, rgb("#39466a"), rgb("#2a3653"), rgb("#1d2740"))
	})
	c.trace(rect(520, -10, 560, 560).and(from(800, -10).L(800, 550).M(520, 270).L(1080, 270)), line{width: 20}, rgb("#8d8174"))
	c.fill(rect(0, 660, wide, 240), fade(0, 660, 0, tall, rgb("#7a5b46"), rgb("#4a372e")))
	c.within(rect(0, 660, wide, 240), func() { c.grain(7, 0, 660, wide, 240, black.a(0.18)) })
	c.put(330, 770, 0.66, 850, drawLantern, named("Pine"))
	c.put(690, 770, 0.42, 810, drawBothy, rgb("#8fa07a"))
	c.put(900, 760, 0.62, 850, drawBeeswax, colour{})
	c.put(1150, 780, 0.40, 810, drawBothy, rgb("#cf7f4a"))
	c.put(1370, 800, 0.46, 810, drawBothy, rgb("#6f93a0"))
}

func sceneBath(c *canvas) {
	c.ledge(wallBath, ash, 700)
	grid := new(path)
	for x := 0.0; x < wide; x += 100 {
		grid.M(x, 0).L(x, 560)
	}
	for y := 60.0; y <= 560; y += 100 {
		grid.M(0, y).L(wide, y)
	}
	c.trace(grid, line{width: 4}, white.a(0.55))
	c.fill(rect(0, 560, wide, 12), white.a(0.5))
	c.put(560, 790, 0.72, 820, drawBathTowels, named("Sea"))
	c.put(1030, 790, 0.66, 860, drawPump, colour{})
	c.put(1330, 810, 0.50, 850, drawPot, named("Terracotta"))
	c.with(740, 590, 0.30, 0.24, 0, func() { drawSoap(c, rgb("#7f9277")) })
}

func sceneDesk(c *canvas) {
	wood := rgb("#c79f72")
	c.fill(whole(), fade(0, 0, wide, tall, wood.light(0.3), wood.dark(0.1)))
	c.grain(31, 0, 0, wide, tall, wood.dark(0.4).a(0.2))
	c.with(60, 0, 0.92, 0.92, 0, func() { drawPen(c, colour{}) })
	c.with(640, -30, 0.95, 0.95, 4, func() { drawNotebook(c, named("Pine")) })
	c.with(1100, 60, 0.62, 0.62, 8, func() { drawPencils(c, colour{}) })
	c.with(1120, 520, 0.5, 0.5, -6, func() { drawPouch(c, named("Rust")) })
}

func sceneGarden(c *canvas) {
	c.fill(whole(), fade(0, 0, 0, 600, rgb("#cfe0e2"), rgb("#eef0dc")))
	c.hills(14, 420, 90, rgb("#b7c9b4"), rgb("#9db793"), rgb("#7f9d72"))
	for i := range 9 { // a board fence
		x := -20 + float64(i)*190
		c.fill(from(x, 360).L(x+82, 330, x+164, 360, x+164, 700, x, 700).Z(), fade(x, 0, x+164, 0, rgb("#b7a78c"), rgb("#95866d")))
		c.within(rect(x, 330, 164, 370), func() { c.grain(uint64(40+i), x, 330, 164, 370, shade.a(0.13)) })
	}
	c.fill(rect(0, 690, wide, 210), fade(0, 690, 0, tall, rgb("#a5876a"), rgb("#7f664f")))
	c.grass(6, 0, wide, 706, 90, 700, fern)
	c.put(350, 830, 0.82, 850, drawPot, named("Terracotta"))
	c.put(820, 830, 0.74, 830, drawWateringCan, named("Moss"))
	c.put(1260, 836, 0.86, 850, drawPot, named("Charcoal"))
	c.put(1480, 850, 0.5, 850, drawPot, named("Chalk"))
}

func scenePresents(c *canvas) {
	c.ledge(rgb("#dfc7b4"), ash, 690)
	c.with(600, 250, 0.6, 0.6, 4, func() { drawGiftCard(c, colour{}) })
	c.put(380, 790, 0.58, 785, drawBeanie, named("Sea"))
	c.put(690, 820, 0.44, 760, drawEnamelMug, named("Rust"))
	c.put(1060, 806, 0.46, 810, drawBothy, rgb("#8fa07a"))
	c.put(1320, 790, 0.50, 850, drawTin, colour{})
	c.with(1000, 640, 0.34, 0.28, 0, func() { drawSoap(c, rgb("#b0705a")) })
}

func sceneLast(c *canvas) {
	c.ledge(rgb("#d6cfc6"), oak, 720)
	c.with(-40, -40, 0.62, 0.62, 0, func() { drawPendant(c, named("Pine")) })
	c.rod(640, 70, 1300, 70, 18, oak)
	c.hung(970, 70, 0.80, drawJacket, named("Sea"))
	c.put(480, 800, 0.6, 780, drawDuffel, named("Ink"))
	c.put(1390, 800, 0.60, 808, drawBowls, named("Speckle"))
	for i, p := range []pt{{1110, 330}, {610, 640}, {1480, 640}} { // paper tags
		c.with(p.x, p.y, 1, 1, float64(i)*9-8, func() {
			tag := from(0, 0).L(30, 30, 30, 120, -30, 120, -30, 30).Z()
			c.shadow(tag, 4, 6, 6, shade, 0.35)
			c.fill(tag, paper)
			c.fill(disc(0, 26, 7), shade.a(0.4))
			c.mark(0, 78, 20, named("Rust"))
			c.trace(from(0, 26).Q(-10, -10, -30, -40), line{width: 3}, named("Rust"))
		})
	}
}
