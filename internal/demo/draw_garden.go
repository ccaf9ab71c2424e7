package demo

// leaf is a leaf from (x, y) outwards.
func (c *canvas) leaf(x, y, length, width, degrees float64, k colour) {
	c.with(x, y, 1, 1, degrees, func() {
		p := from(0, 0).C(length*0.25, -width, length*0.7, -width*0.8, length, 0).C(length*0.7, width*0.8, length*0.25, width, 0, 0).Z()
		c.fill(p, fade(0, -width, 0, width, k.light(0.22), k.dark(0.18)))
		c.trace(from(4, 0).L(length*0.92, 0), line{width: 2.4}, k.light(0.4).a(0.6))
	})
}

func drawPot(c *canvas, k colour) {
	c.ground(500, 850, 170)
	stem := rgb("#5d7a45")
	for _, s := range []struct{ x, y, deg, len float64 }{
		{500, 470, -90, 330}, {480, 470, -122, 300}, {520, 470, -58, 300}, {470, 474, -148, 230}, {530, 474, -32, 230},
	} {
		c.with(s.x, s.y, 1, 1, s.deg, func() {
			c.trace(from(0, 0).Q(s.len*0.5, 14, s.len, 0), line{width: 7}, stem.dark(0.2))
		})
		for i := range 4 {
			t := 0.38 + float64(i)*0.19
			c.with(s.x, s.y, 1, 1, s.deg, func() {
				x, y := s.len*t, 14*(1-(2*t-1)*(2*t-1))
				c.leaf(x, y, 96, 24, -46, stem.light(0.04*float64(i)))
				c.leaf(x, y, 96, 24, 46, stem.dark(0.05*float64(4-i)))
			})
		}
		c.with(s.x, s.y, 1, 1, s.deg, func() { c.leaf(s.len-6, 0, 92, 23, 0, stem.light(0.14)) })
	}
	saucer := turned(500, 0.13, ring{812, 186}, ring{830, 184}, ring{844, 168})
	c.fill(saucer, roundness(k.dark(0.05), 314, 686))
	c.fill(ellipse(500, 812, 186, 24), fade(314, 0, 686, 0, k.dark(0.4), k.dark(0.1)))
	body := turned(500, 0.13, ring{540, 176}, ring{680, 152}, ring{812, 124})
	c.fill(body, roundness(k, 324, 676))
	c.within(body, func() {
		c.specks(151, 324, 520, 352, 320, 260, 3, k.dark(0.4).a(0.22))
		c.rows(320, 680, 600, 800, 5, 14, 3, k.dark(0.4).a(0.12))
		c.fill(rect(320, 520, 360, 60), grade(0, 530, 0, 590, stop{0, shade, 0.5}, stop{1, shade, 0}))
		c.fill(rect(320, 740, 360, 100), grade(0, 730, 0, 830, stop{0, white, 0}, stop{1, white, 0.2})) // lime
	})
	rim := turned(500, 0.13, ring{462, 190}, ring{470, 196}, ring{540, 190})
	c.fill(rim, roundness(k.light(0.04), 304, 696))
	soil := ellipse(500, 462, 178, 22)
	c.fill(ellipse(500, 462, 190, 25), k.light(0.2))
	c.fill(soil, rgb("#3d2b22"))
	c.within(soil, func() { c.specks(152, 320, 436, 360, 50, 90, 6, rgb("#6a4d3b").a(0.8)) })
	c.trace(from(480, 466).L(490, 440).M(520, 466).L(508, 440), line{width: 8}, stem.dark(0.25))
}

func drawWateringCan(c *canvas, k colour) {
	c.ground(520, 830, 240)
	spout := from(330, 720).L(116, 380).L(144, 360).L(352, 620).Z()
	c.fill(spout, fade(200, 560, 250, 520, k.dark(0.3), k.light(0.2)))
	rose := from(92, 392).L(160, 340).C(150, 320, 128, 300, 110, 296).C(84, 320, 64, 346, 60, 366).C(66, 384, 80, 392, 92, 392).Z()
	c.fill(rose, fade(80, 300, 150, 390, brass.light(0.4), brass.dark(0.25)))
	c.fill(from(60, 366).C(64, 346, 84, 320, 110, 296).C(96, 300, 62, 340, 60, 366).Z(), brass.dark(0.4))
	c.trace(from(180, 470).L(380, 470), line{width: 12}, k.dark(0.3))
	back := from(700, 470).C(900, 400, 900, 700, 690, 730)
	c.shadow(c.stroke(back, line{width: 24}), 6, 10, 8, shade, 0.2)
	c.trace(back, line{width: 27}, k.dark(0.3))
	c.with(-4, -5, 1, 1, 0, func() { c.trace(back, line{width: 9}, k.light(0.35).a(0.8)) })
	body := turned(520, 0.12, ring{420, 176}, ring{560, 190}, ring{720, 204}, ring{816, 206})
	c.fill(body, roundness(k, 314, 726))
	c.within(body, func() {
		c.trace(from(316, 480).C(380, 508, 660, 508, 724, 480), line{width: 9}, k.dark(0.25).a(0.7))
		c.trace(from(316, 476).C(380, 504, 660, 504, 724, 476), line{width: 4}, k.light(0.4).a(0.6))
		c.trace(from(310, 780).C(380, 810, 660, 810, 730, 780), line{width: 9}, k.dark(0.25).a(0.7))
		c.trace(from(310, 776).C(380, 806, 660, 806, 730, 776), line{width: 4}, k.light(0.4).a(0.6))
		c.specks(161, 314, 420, 412, 420, 400, 1.8, white.a(0.12))
	})
	c.shine(370, 520, 26, 220, 0.4)
	mouth := ellipse(520, 420, 176, 23)
	c.fill(mouth, fade(344, 0, 696, 0, k.dark(0.55), k.dark(0.2)))
	c.within(mouth, func() { c.fill(ellipse(520, 434, 166, 18), rgb("#8fb0b8").a(0.8)) })
	c.within(rect(500, 380, 220, 45).and(from(500, 425).L(720, 425, 696, 445, 520, 445).Z()), func() {
		c.fill(from(520, 396).C(640, 392, 690, 404, 696, 420).C(660, 440, 580, 446, 520, 442).Z(), fade(520, 400, 700, 440, k.light(0.25), k.dark(0.05)))
	})
	c.trace(mouth, line{width: 7}, k.light(0.2))
	top := from(430, 410).C(430, 230, 640, 230, 650, 410)
	c.trace(top, line{width: 24}, k.dark(0.25))
	c.with(-4, -4, 1, 1, 0, func() { c.trace(top, line{width: 9}, k.light(0.4).a(0.8)) })
	c.mark(520, 636, 62, cream.mix(k, 0.1).dark(map[bool]float64{true: 0.6, false: 0}[k.luma() > 0.7]))
	for i := range 5 {
		x, y := 70-float64(i%3)*16, 420+float64(i)*52
		c.fill(from(x, y).C(x+10, y+18, x+10, y+32, x, y+34).C(x-10, y+32, x-10, y+18, x, y).Z(), rgb("#8fb6c4").a(0.8))
	}
}

func drawTrowel(c *canvas, _ colour) {
	c.with(500, 500, 1, 1, 38, func() {
		neck := from(-16, -20).C(-12, 40, -14, 80, -14, 120).L(14, 120).C(14, 80, 12, 40, 16, -20).Z()
		blade := from(-96, -40).C(-104, -180, -88, -330, 0, -420).C(88, -330, 104, -180, 96, -40).C(60, 0, -60, 0, -96, -40).Z()
		c.laid(blade)
		c.laid(neck)
		c.fill(neck, grade(-16, 0, 16, 0, stop{0, steel.dark(0.4), 1}, stop{0.4, steel.light(0.4), 1}, stop{1, steel.dark(0.5), 1}))
		c.fill(blade, grade(-100, 0, 100, 0, stop{0, steel.light(0.3), 1}, stop{0.2, steel.dark(0.1), 1}, stop{0.48, steel.dark(0.42), 1}, stop{0.55, steel.light(0.35), 1}, stop{1, steel.dark(0.1), 1}))
		c.within(blade, func() {
			c.specks(171, -110, -420, 220, 420, 200, 3, steel.dark(0.5).a(0.16))
			for i := range 3 {
				y := -130 - float64(i)*80
				c.trace(from(-30, y).L(30, y), line{width: 4}, steel.dark(0.6).a(0.8))
				c.fill(letters(bold, []string{"15", "10", "5"}[i], 56, y+7, 21, 0), steel.dark(0.6))
			}
		})
		c.trace(blade, line{width: 3}, white.a(0.4))
		ferrule := rounded(-26, 104, 52, 56, 8)
		c.fill(ferrule, grade(-26, 0, 26, 0, stop{0, brass.dark(0.3), 1}, stop{0.35, brass.light(0.5), 1}, stop{1, brass.dark(0.4), 1}))
		handle := from(-26, 150).C(-44, 220, -44, 300, -32, 380).C(-30, 420, 30, 420, 32, 380).C(44, 300, 44, 220, 26, 150).Z()
		c.laid(handle)
		c.fill(handle, grade(-44, 0, 44, 0, stop{0, ash.dark(0.25), 1}, stop{0.32, ash.light(0.3), 1}, stop{0.6, ash, 1}, stop{1, ash.dark(0.35), 1}))
		c.within(handle, func() { c.grain(14, -44, 150, 88, 270, oak.dark(0.3).a(0.4)) })
		loop := from(0, 396).C(-50, 460, 50, 470, 6, 400)
		c.trace(loop, line{width: 8}, leather)
		c.mark(0, 270, 26, ash.dark(0.6))
	})
	s := chance(5)
	for range 60 { // crumbs of earth
		x, y, r := s.between(560, 860), s.between(120, 360), s.between(3, 12)
		c.fill(ellipse(x, y, r, r*0.8), rgb("#4a3629").light(s.between(0, 0.2)))
	}
}

// flower is a wild flower on its stem, r units across.
func (c *canvas) flower(x, y, r, stemTo float64, petals, heart colour, n int) {
	c.trace(from(x, y).Q(x+r*0.4, (y+stemTo)/2, x, stemTo), line{width: max(3, r*0.12)}, fern.dark(0.15))
	for i := range n {
		c.with(x, y, 1, 1, float64(i)*360/float64(n), func() {
			p := from(0, 0).C(r*0.3, -r*0.26, r*0.9, -r*0.26, r, 0).C(r*0.9, r*0.26, r*0.3, r*0.26, 0, 0).Z()
			c.fill(p, fade(0, 0, r, 0, petals.dark(0.14), petals))
		})
	}
	c.fill(disc(x, y, r*0.3), fade(x-r*0.3, y-r*0.3, x+r*0.3, y+r*0.3, heart.light(0.25), heart.dark(0.2)))
}

func drawSeeds(c *canvas, _ colour) {
	c.with(500, 500, 1, 1, 6, func() {
		packet := rect(-230, -330, 460, 660)
		c.laid(packet)
		c.fill(packet, fade(-230, -330, 230, 330, cream.light(0.3), cream.dark(0.05)))
		c.within(packet, func() {
			c.fill(rect(-230, -330, 460, 60), rgb(dyes["Pine"]))
			c.stitches(from(-230, -280).L(230, -280), cream.a(0.7))
			c.fill(wave(-240, 210, -120, 170, 20, 214, 130, 180, 240, 220).L(240, 340, -240, 340).Z(), fern.light(0.25))
			c.flower(-130, 0, 62, 300, rgb("#fdfbf2"), rgb("#e3b23f"), 14)
			c.flower(30, -60, 54, 320, rgb("#8f6aa8"), rgb("#5d3f74"), 18)
			c.flower(150, 20, 58, 310, rgb("#e2603f"), rgb("#2c2523"), 6)
			c.flower(-40, 110, 46, 320, rgb("#efc14a"), rgb("#c98a1e"), 10)
			c.flower(104, 150, 42, 330, rgb("#6f95c4"), rgb("#3e5f96"), 12)
			c.flower(-170, 160, 40, 330, rgb("#e29aa0"), rgb("#b65a6c"), 9)
			for i := range 22 {
				x := -220 + float64(i)*21
				c.trace(from(x, 330).Q(x+8, 270, x+float64(i%3)*12-8, 210+float64(i*7%5)*12), line{width: 5}, fern.dark(0.05*float64(i%4)))
			}
			c.fill(packet, grade(-230, 0, 230, 0, stop{0, shade, 0.14}, stop{0.06, white, 0.1}, stop{0.5, shade, 0}, stop{1, shade, 0.12}))
		})
		c.fill(letters(bold, "MEADOW", 0, -190, 64, 0.1), rgb(dyes["Pine"]))
		c.fill(letters(medium, "22 NATIVE FLOWERS", 0, -146, 26, 0.1), rgb(dyes["Pine"]))
	})
	s := chance(12)
	for range 46 {
		x, y := s.between(620, 900), s.between(790, 930)
		c.with(x, y, 1, 1, s.between(0, 180), func() {
			c.fill(ellipse(2, 3, 9, 5), shade.a(0.25))
			c.fill(ellipse(0, 0, 9, 5), rgb("#6b4c33").light(s.between(0, 0.35)))
		})
	}
}

func gardenDrawings() map[string]drawing {
	return map[string]drawing{
		"terracotta-pot": {draw: drawPot, set: studio, wall: wallGarden},
		"watering-can":   {draw: drawWateringCan, set: studio, wall: wallGarden},
		"hand-trowel":    {draw: drawTrowel, set: tabletop, wall: wallGarden},
		"meadow-seeds":   {draw: drawSeeds, set: tabletop, wall: wallGarden},
	}
}
