package demo

import (
	"math"
	"strconv"
)

func drawClock(c *canvas, k colour) {
	k = wood(k)
	p := disc(500, 500, 350)
	c.laid(p)
	c.fill(p, fade(260, 250, 740, 760, k.light(0.26), k.dark(0.22)))
	c.within(p, func() {
		for i := range 12 {
			c.trace(disc(480, 480, 300+float64(i)*6), line{width: 1.6}, k.dark(0.45).a(0.18))
		}
	})
	c.fill(disc(500, 500, 304), fade(280, 290, 720, 720, k.dark(0.42), k.light(0.2)))
	face := disc(500, 500, 294)
	c.fill(face, fade(300, 300, 700, 740, rgb("#fbf8ef"), rgb("#ece5d4")))
	c.within(face, func() { c.shadow(disc(500, 500, 400).and(ringHole(500, 500, 296)), 6, 10, 12, shade, 0.3) })
	ink := rgb("#2f3a37")
	for i := range 60 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 30)
		r, w := 262.0, 3.0
		if i%5 == 0 {
			r, w = 254, 7
		}
		c.trace(from(500+cos*r, 500+sin*r).L(500+cos*274, 500+sin*274), line{width: w}, ink)
	}
	for h := 1; h <= 12; h++ {
		sin, cos := math.Sincos(float64(h-3) * math.Pi / 6)
		c.fill(letters(bold, strconv.Itoa(h), 500+cos*212, 500+sin*212+20, 56, 0), ink)
	}
	c.mark(500, 396, 34, k.dark(0.4))
	hand := func(degrees, length, width float64, k colour) {
		c.with(500, 500, 1, 1, degrees, func() {
			p := from(-width/2, 46).L(-width/3, -length).C(-width/3, -length-10, width/3, -length-10, width/3, -length).L(width/2, 46).Z()
			c.shadow(p, 5, 8, 6, shade, 0.35)
			c.fill(p, k)
		})
	}
	hand(304, 140, 22, ink)
	hand(54, 222, 16, ink)
	hand(200, 236, 6, rgb(dyes["Rust"]))
	c.fill(disc(500, 500, 17), rgb(dyes["Rust"]))
	c.fill(disc(497, 496, 6), white.a(0.5))
	c.within(face, func() {
		c.fill(from(240, 240).L(460, 200, 300, 800, 180, 780).Z(), white.a(0.10))
	})
}

// ringHole is a circle drawn the other way round, which cuts a hole.
func ringHole(x, y, r float64) *path {
	return disc(0, 0, r).transformed(matrix{-1, 0, 0, 1, x, y})
}

func drawMirror(c *canvas, _ colour) {
	strap := from(360, 330).C(380, 200, 460, 110, 500, 96).C(540, 110, 620, 200, 640, 330)
	c.shadow(c.stroke(strap, line{width: 24}), 8, 12, 8, shade, 0.3)
	c.trace(strap, line{width: 28}, leather.dark(0.08))
	c.trace(strap, line{width: 9}, leather.light(0.2).a(0.6))
	c.shadow(disc(500, 96, 24), 4, 8, 6, shade, 0.4)
	c.fill(disc(500, 96, 25), fade(480, 74, 520, 118, oak.light(0.3), oak.dark(0.25)))
	frame := ellipse(500, 520, 268, 352)
	c.laid(frame)
	c.fill(frame, fade(280, 230, 720, 820, oak.light(0.28), oak.dark(0.2)))
	c.within(frame, func() {
		for i := range 10 {
			d := float64(i) * 5
			c.trace(ellipse(500, 520, 266-d, 350-d), line{width: 1.8}, oak.dark(0.5).a(0.16))
		}
	})
	c.fill(ellipse(500, 520, 226, 310), oak.dark(0.45))
	glass := ellipse(500, 520, 220, 304)
	c.fill(glass, fade(330, 260, 680, 800, rgb("#e9f0ef"), rgb("#a9b9bb")))
	c.within(glass, func() {
		// What it reflects: a bright window and the edge of a door.
		c.fill(rect(560, 300, 130, 220), rgb("#fdfaf0").a(0.75))
		c.trace(from(625, 300).L(625, 520).M(560, 408).L(690, 408), line{width: 9}, rgb("#c9d3d2"))
		c.fill(rect(280, 640, 500, 300), grade(0, 640, 0, 830, stop{0, rgb("#c3b49c"), 0.7}, stop{1, rgb("#a58f72"), 0.7}))
		c.fill(from(290, 300).L(400, 220, 640, 830, 520, 860).Z(), white.a(0.20))
		c.fill(from(430, 210).L(470, 200, 700, 780, 660, 800).Z(), white.a(0.14))
		c.trace(ellipse(496, 514, 222, 306), line{width: 14}, shade.a(0.16))
	})
	shelf := from(300, 812).L(700, 812).C(724, 816, 724, 850, 700, 852).L(300, 852).C(276, 850, 276, 816, 300, 812).Z()
	c.shadow(shelf, 0, 16, 12, shade, 0.4)
	c.fill(shelf, grade(0, 812, 0, 852, stop{0, oak.light(0.35), 1}, stop{0.3, oak.light(0.1), 1}, stop{1, oak.dark(0.25), 1}))
	c.within(shelf, func() { c.grain(2, 280, 812, 440, 42, oak.dark(0.5).a(0.3)) })
	c.trace(disc(600, 800, 13), line{width: 5}, brass) // keys
	c.trace(from(612, 806).L(656, 808).M(640, 808).L(640, 816), line{width: 6}, brass.dark(0.1))
}

func drawBasket(c *canvas, _ colour) {
	k := rgb("#b98a55")
	c.ground(500, 820, 290)
	shape := turned(500, 0.11, ring{400, 300}, ring{520, 310}, ring{680, 290}, ring{790, 250})
	inside := ellipse(500, 400, 300, 34)
	c.fill(inside, k.dark(0.6))
	c.mirrored(500, func() { // far side of the handles
		c.trace(from(214, 410).C(150, 300, 260, 250, 300, 380), line{width: 24}, k.dark(0.3))
	})
	c.fill(shape, roundness(k, 190, 810))
	c.within(shape, func() {
		// Weavers pass in front of every other upright.
		const n = 26
		for row := range 17 {
			y := 410 + float64(row)*26
			for i := range n {
				a0, a1 := math.Pi*float64(i)/n, math.Pi*float64(i+1)/n
				r := 312 - math.Max(0, (y-620))*0.22
				x0, x1 := 500-math.Cos(a0)*r, 500-math.Cos(a1)*r
				y0, y1 := y+math.Sin(a0)*30, y+math.Sin(a1)*30
				tone := k.light(0.26)
				if (row+i)%2 == 0 {
					tone = k.dark(0.18)
				}
				lit := 0.28 * math.Abs(math.Cos(a0)+0.35)
				c.trace(from(x0, y0).L(x1, y1), line{width: 19}, tone.dark(lit))
				if (row+i)%2 == 1 {
					c.trace(from(x0+3, y0-4).L(x1-3, y1-4), line{width: 4}, white.a(0.20))
				}
			}
			c.trace(from(185, y+12).C(230, y+52, 770, y+52, 815, y+12), line{width: 3}, k.dark(0.65).a(0.5))
		}
		c.fill(rect(180, 390, 640, 460), grade(190, 0, 810, 0, stop{0, shade, 0.42}, stop{0.3, white, 0.06}, stop{0.6, shade, 0}, stop{1, shade, 0.45}))
		c.fill(rect(180, 730, 640, 120), grade(0, 720, 0, 830, stop{0, shade, 0}, stop{1, shade, 0.4}))
	})
	throw := smooth(250, 392, 330, 330, 460, 346, 560, 322, 690, 340, 752, 396, 700, 420, 500, 436, 300, 420)
	wool := rgb(dyes["Oat"])
	c.within(ellipse(500, 400, 300, 34).and(rect(180, 200, 640, 200)), func() {
		c.fill(throw, fade(0, 320, 0, 430, wool.light(0.3), wool.dark(0.2)))
		c.within(throw, func() {
			c.creases(wave(300, 400, 360, 350, 420, 380, 470, 430).and(wave(560, 330, 580, 380, 640, 420)))
			c.rows(240, 760, 330, 430, 5, -14, 4, rgb(dyes["Slate"]).a(0.4))
		})
	})
	c.trace(from(200, 402).C(204, 424, 320, 435, 500, 435).C(680, 435, 796, 424, 800, 402), line{width: 26}, k.dark(0.16))
	c.trace(from(200, 398).C(204, 420, 320, 431, 500, 431).C(680, 431, 796, 420, 800, 398), line{width: 22, dash: 16, gap: 20}, k.light(0.2))
	c.mirrored(500, func() {
		h := from(196, 430).C(110, 300, 200, 236, 256, 300).C(280, 330, 282, 390, 276, 424)
		c.shadow(c.stroke(h, line{width: 24}), 5, 10, 8, shade, 0.3)
		c.trace(h, line{width: 28}, k.dark(0.2))
		c.trace(h, line{width: 22, dash: 12, gap: 22}, k.light(0.25))
	})
}

func roomDrawings() map[string]drawing {
	return map[string]drawing{
		"weir-shelf":    {draw: drawShelf, set: studio, wall: wallRoom, x: 300, y: 330, zoom: 2.6},
		"ash-chair":     {draw: drawChair, set: studio, wall: wallRoom},
		"table-lamp":    {draw: drawTableLamp, set: dusk, wall: rgb("#5b5450")},
		"bell-pendant":  {draw: drawPendant, set: dusk, wall: rgb("#5d5a56")},
		"hearth-throw":  {draw: drawThrow, set: tabletop, wall: wallRoom},
		"linen-cushion": {draw: drawCushion, set: studio, wall: wallRoom},
		"kitchen-clock": {draw: drawClock, set: tabletop, wall: wallRoom},
		"hall-mirror":   {draw: drawMirror, set: tabletop, wall: wallRoom},
		"willow-basket": {draw: drawBasket, set: studio, wall: wallRoom},
	}
}

func drawShelf(c *canvas, k colour) {
	if k == rgb(dyes["Ash"]) {
		k = ash
	}
	c.ground(500, 890, 300)
	// Two frames of uprights and four boards; things stand on the boards.
	back := k.dark(0.22)
	for _, x := range []float64{236, 736} {
		c.fill(rect(x, 130, 22, 740), back)
	}
	ys := []float64{190, 400, 610, 820}
	for i, y := range ys {
		c.shelfThings(i, y)
		board := rect(190, y, 620, 26)
		c.shadow(board, 0, 14, 12, shade, 0.28)
		c.fill(from(216, y-14).L(784, y-14, 810, y, 190, y).Z(), fade(190, 0, 810, 0, k.light(0.34), k.light(0.12)))
		c.fill(board, grade(0, y, 0, y+26, stop{0, k.light(0.14), 1}, stop{1, k.dark(0.12), 1}))
		c.within(board, func() { c.grain(uint64(20+i), 190, y, 620, 26, k.dark(0.5).a(0.3)) })
	}
	for i, y := range ys {
		c.shelfThings(i, y)
	}
	for _, x := range []float64{206, 766} {
		up := rounded(x, 110, 28, 780, 6)
		c.shadow(up, 3, 3, 6, shade, 0.3)
		c.fill(up, grade(x, 0, x+28, 0, stop{0, k.light(0.22), 1}, stop{0.5, k.light(0.04), 1}, stop{1, k.dark(0.28), 1}))
		c.within(up, func() { c.grain(30, x, 110, 28, 780, k.dark(0.5).a(0.35)) })
		for _, y := range ys { // the wedge of each slot
			c.fill(from(x-3, y+2).L(x+31, y-2, x+31, y+22, x-3, y+24).Z(), k.dark(0.30))
			c.fill(from(x-3, y+4).L(x+31, y, x+31, y+8, x-3, y+11).Z(), k.light(0.16))
		}
	}
}

// book is a book standing on a board at y.
func (c *canvas) book(x, y, w, h float64, k colour) {
	c.fill(rounded(x, y-h, w, h, 3), grade(x, 0, x+w, 0, stop{0, k.dark(0.2), 1}, stop{0.3, k.light(0.16), 1}, stop{1, k.dark(0.28), 1}))
	c.fill(rect(x, y-h+16, w, 4), cream.a(0.7))
	c.fill(rect(x, y-26, w, 4), cream.a(0.7))
}

// shelfThings is what lives on each board.
func (c *canvas) shelfThings(i int, y float64) {
	y -= 4
	small := func(x, s float64, k colour, draw func(*canvas, colour), foot float64) {
		c.with(x-500*s, y-foot*s, s, s, 0, func() { draw(c, k) })
	}
	switch i {
	case 0:
		small(340, 0.15, rgb(dyes["Celadon"]), drawTeapot, 805)
		small(660, 0.16, rgb(dyes["Terracotta"]), drawPot, 850)
	case 1:
		x := 262.0
		for j, b := range []string{"Ink", "Rust", "Oat", "Pine", "Slate", "Marigold", "Plum"} {
			w, h := 22+float64(j*7%4)*5, 120+float64(j*13%5)*9
			c.book(x, y, w, h, rgb(dyes[b]))
			x += w + 2
		}
		c.with(x+16, y, 1, 1, -14, func() { c.book(0, 0, 24, 134, rgb(dyes["Sea"])) })
		small(640, 0.19, rgb(dyes["Rust"]), drawLantern, 858)
	case 2:
		small(350, 0.22, colour{}, drawBasket, 826)
		small(585, 0.17, rgb(dyes["Speckle"]), drawBowls, 808)
		small(700, 0.12, colour{}, jar(rgb("#b8691a"), "", "", metalLid), 832)
	case 3:
		small(370, 0.30, rgb(dyes["Rust"]), drawCampBlanket, 720)
		c.book(560, y, 130, 26, rgb(dyes["Slate"]))
		c.with(0, -26, 1, 1, 0, func() { c.book(566, y, 116, 24, rgb(dyes["Marigold"])) })
		c.with(0, -50, 1, 1, 0, func() { c.book(572, y, 104, 22, rgb(dyes["Pine"])) })
		c.with(0, -72, 1, 1, 0, func() { small(622, 0.1, rgb(dyes["Speckle"]), drawStonewareMug, 786) })
	}
}
