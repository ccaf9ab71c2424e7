package demo

// steelBlade is the light on a blade from its back (y0) to its edge (y1).
func steelBlade(y0, y1 float64) linear {
	return grade(0, y0, 0, y1, stop{0, steel.dark(0.35), 1}, stop{0.35, steel.light(0.15), 1}, stop{0.62, steel.dark(0.12), 1},
		stop{0.66, steel.light(0.55), 1}, stop{1, steel.light(0.25), 1})
}

func drawFieldKnife(c *canvas, _ colour) {
	wood := rgb("#7a4e33")
	c.with(500, 520, 1, 1, -24, func() {
		blade := from(-20, -44).L(-300, -50).C(-356, -44, -392, -14, -404, 22).C(-330, 34, -160, 36, -20, 34).Z()
		c.laid(blade)
		c.fill(blade, steelBlade(-50, 36))
		c.trace(from(-80, -26).L(-290, -31), line{width: 5}, steel.dark(0.4).a(0.6))
		handle := from(-40, -50).C(60, -62, 240, -56, 350, -34).C(394, -22, 398, 24, 356, 40).C(240, 66, 60, 58, -40, 48).Z()
		c.laid(handle)
		c.fill(handle, grade(0, -60, 0, 60, stop{0, wood.light(0.12), 1}, stop{0.3, wood.light(0.25), 1}, stop{0.6, wood, 1}, stop{1, wood.dark(0.45), 1}))
		c.within(handle, func() { c.grain(8, -40, -60, 440, 130, wood.dark(0.5).a(0.4)) })
		collar := rounded(-60, -56, 66, 112, 12)
		c.fill(collar, grade(0, -56, 0, 56, stop{0, brass.dark(0.2), 1}, stop{0.3, brass.light(0.55), 1}, stop{0.6, brass, 1}, stop{1, brass.dark(0.5), 1}))
		c.trace(from(-46, -54).L(-46, 54).M(-8, -54).L(-8, 54), line{width: 3}, brass.dark(0.5).a(0.6))
		c.fill(disc(-27, 0, 13), fade(-40, -13, -14, 13, brass.light(0.5), brass.dark(0.3)))
		c.trace(from(-35, -5).L(-19, 5), line{width: 3.5}, brass.dark(0.6))
		c.fill(disc(346, 4, 15), brass.dark(0.2))
		c.fill(disc(346, 4, 9), rgb("#cfdad6").dark(0.3))
		c.mark(160, 2, 30, wood.light(0.5))
		cord := wave(346, 4, 410, 40, 400, 110, 330, 120, 340, 60)
		c.shadow(c.stroke(cord, line{width: 8}), 4, 6, 5, shade, 0.25)
		c.trace(cord, line{width: 9}, rgb(dyes["Rust"]))
		c.trace(cord, line{width: 8, dash: 5, gap: 9}, rgb(dyes["Rust"]).light(0.4))
	})
}

func drawHatchet(c *canvas, _ colour) {
	c.with(500, 500, 1, 1, 32, func() {
		shaft := from(-24, -310).C(-30, -100, -34, 60, -26, 200).C(-20, 290, -44, 330, -40, 380).C(-20, 396, 30, 396, 44, 378).
			C(42, 320, 34, 260, 30, 190).C(26, 60, 24, -100, 24, -310).Z()
		c.laid(shaft)
		c.fill(shaft, grade(-36, 0, 40, 0, stop{0, ash.dark(0.3), 1}, stop{0.3, ash.light(0.25), 1}, stop{0.6, ash, 1}, stop{1, ash.dark(0.35), 1}))
		c.within(shaft, func() {
			c.grain(4, -50, -310, 100, 700, oak.dark(0.3).a(0.4))
			c.fill(rect(-60, 300, 120, 100), rgb(dyes["Rust"]))
		})
		head := from(-62, -300).L(60, -304).C(120, -306, 190, -340, 230, -352).C(250, -270, 248, -190, 226, -110).C(180, -150, 120, -176, 60, -184).L(-62, -188).Z()
		c.laid(head)
		c.fill(head, fade(-60, -300, 240, -160, rgb("#4a4d52"), rgb("#777b80")))
		c.within(head, func() {
			c.specks(12, -70, -360, 330, 260, 400, 4, black.a(0.12))
			bit := from(196, -360).C(214, -280, 212, -190, 192, -90).L(270, -90, 270, -370).Z()
			c.fill(bit, grade(190, 0, 250, 0, stop{0, steel.dark(0.1), 1}, stop{0.5, steel.light(0.5), 1}, stop{1, steel, 1}))
			c.fill(rect(-70, -310, 330, 26), white.a(0.14))
		})
		c.fill(rounded(-26, -318, 52, 22, 5), ash.dark(0.25))
		c.mark(0, -244, 32, steel.light(0.2))
	})
}

// dropper is the small brown bottle of the oil.
func drawOil(c *canvas, _ colour) {
	glass := rgb("#6b3f22")
	c.ground(500, 830, 130)
	body := turned(500, 0.14, ring{420, 50}, ring{446, 66}, ring{486, 120}, ring{540, 130}, ring{700, 130}, ring{818, 126})
	c.fill(body, roundness(glass, 370, 630))
	c.within(body, func() {
		c.fill(rect(360, 540, 280, 300), glow(470, 640, 140, 200, stop{0, rgb("#c9822e"), 0.55}, stop{1, glass, 0}))
	})
	c.shine(398, 520, 18, 280, 0.55)
	tag := from(376, 600).C(430, 620, 570, 620, 624, 600).L(624, 756).C(570, 776, 430, 776, 376, 756).Z()
	c.fill(tag, roundness(paper, 370, 630))
	c.mark(500, 668, 34, rgb(dyes["Pine"]))
	c.fill(letters(bold, "HONING OIL", 500, 738, 24, 0.1), rgb(dyes["Pine"]))
	collar := turned(500, 0.14, ring{350, 58}, ring{424, 60})
	c.fill(collar, roundness(black.light(0.12), 440, 560))
	c.columns(442, 558, 358, 424, 20, 2.4, white.a(0.14))
	bulb := turned(500, 0.14, ring{190, 22}, ring{216, 36}, ring{290, 38}, ring{346, 44})
	c.fill(bulb, roundness(black.light(0.2), 456, 544))
	c.shine(476, 210, 10, 120, 0.3)
}

func drawStool(c *canvas, k colour) {
	c.ground(500, 830, 260)
	leg := func(x0, y0, x1, y1 float64, d float64) {
		p := c.stroke(from(x0, y0).L(x1, y1), line{width: 34})
		c.fill(p, fade(x0-17, y0, x0+17, y0+10, ash.light(0.22-d), ash.dark(0.22+d)))
		c.within(p, func() {
			c.trace(from(x0-6, y0).L(x1-6, y1).M(x0+6, y0).L(x1+6, y1), line{width: 1.6}, ash.dark(0.5).a(0.4))
		})
	}
	leg(600, 400, 420, 800, 0.12)
	seat := from(232, 396).C(340, 360, 650, 356, 776, 388).C(700, 440, 590, 500, 520, 530).C(430, 500, 320, 450, 232, 396).Z()
	leg(250, 412, 720, 836, 0)
	leg(750, 410, 270, 830, 0.04)
	c.shadow(disc(494, 628, 22), 2, 6, 6, shade, 0.4)
	c.fill(disc(494, 628, 24), fade(476, 606, 512, 650, brass.light(0.5), brass.dark(0.3)))
	c.fill(disc(494, 628, 9), brass.dark(0.4))
	c.shadow(seat, 0, 16, 12, shade, 0.35)
	c.fill(seat, fade(300, 360, 640, 520, k.light(0.14), k.dark(0.2)))
	c.within(seat, func() {
		c.canvasWeave(220, 350, 570, 190, k)
		c.fill(seat, glow(500, 450, 250, 70, stop{0, shade, 0.26}, stop{1, shade, 0}))
		c.mirrored(504, func() { c.fill(from(220, 380).L(330, 372, 350, 470).Z(), leather) })
		c.fill(from(460, 540).L(520, 480, 580, 540).Z(), leather)
	})
	c.stitches(from(262, 400).C(360, 372, 640, 368, 744, 392), k.dark(0.4).a(0.6))
	c.stitches(from(270, 410).C(360, 460, 440, 496, 520, 518).C(590, 490, 680, 440, 744, 402), k.dark(0.4).a(0.6))
}

func campDrawings() map[string]drawing {
	return map[string]drawing{
		"lee-tent":         {draw: drawTent, set: studio, wall: wallCamp},
		"camp-blanket":     {draw: drawCampBlanket, set: studio, wall: wallCamp},
		"storm-lantern":    {draw: drawLantern, set: dusk, wall: wallDusk},
		"river-bottle":     {draw: drawBottle, set: studio, wall: wallCamp},
		"enamel-mug":       {draw: drawEnamelMug, set: studio, wall: wallCamp, fit: 1.06},
		"camp-kettle":      {draw: drawKettle, set: studio, wall: wallCamp},
		"field-knife":      {draw: drawFieldKnife, set: tabletop, wall: wallCamp, fit: 1.08, x: 500, y: 530},
		"camp-hatchet":     {draw: drawHatchet, set: tabletop, wall: wallCamp, fit: 1.1},
		"honing-oil":       {draw: drawOil, set: studio, wall: wallCamp},
		"camp-stool":       {draw: drawStool, set: studio, wall: wallCamp},
		"bottle-spare-lid": {draw: drawLid, set: tabletop, fit: 1.2, wall: wallCamp},
	}
}

func drawLid(c *canvas, _ colour) {
	p := disc(500, 520, 210)
	c.laid(p)
	c.fill(p, fade(340, 360, 660, 700, ash.light(0.2), ash.dark(0.12)))
	c.within(p, func() {
		for i := range 9 {
			r := 200 - float64(i)*22
			c.trace(ellipse(470, 500, r, r*0.96), line{width: 2.4}, ash.dark(0.45).a(0.3))
		}
	})
	c.trace(disc(500, 520, 205), line{width: 6}, ash.light(0.4).a(0.6))
	loop := rounded(420, 410, 160, 220, 70)
	c.shadow(c.stroke(loop, line{width: 24}), 6, 10, 7, shade, 0.4)
	c.trace(loop, line{width: 24}, steel.dark(0.45))
	c.trace(loop, line{width: 12}, steel.light(0.4))
	for _, y := range []float64{430, 610} {
		c.fill(disc(500, y, 1), steel)
	}
	c.trace(disc(790, 760, 84), line{width: 22}, rgb("#7d8a90"))
	c.trace(disc(787, 756, 84), line{width: 7}, white.a(0.5))
}
