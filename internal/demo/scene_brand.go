package demo

import "sync"

// cottage is a small white house whose foot is at (x, y).
func (c *canvas) cottage(x, y, s float64, roof colour) {
	c.with(x, y, s, s, 0, func() {
		c.fill(rect(-110, -110, 220, 110), fade(-110, 0, 110, 0, rgb("#f6efe0"), rgb("#d8cbb6")))
		c.fill(from(-130, -104).L(-86, -196, 86, -196, 130, -104).Z(), fade(0, -196, 0, -104, roof.light(0.12), roof.dark(0.1)))
		c.rows(-120, 120, -190, -106, 5, 0, 2, shade.a(0.18))
		c.fill(rect(44, -236, 34, 60), rgb("#b88a70"))
		c.fill(rect(40, -242, 42, 12), rgb("#9a6d56"))
		for _, wx := range []float64{-84, 40} {
			c.fill(rect(wx, -82, 44, 46), rgb("#ffe0a0"))
			c.trace(rect(wx, -82, 44, 46).and(from(wx+22, -82).L(wx+22, -36).M(wx, -59).L(wx+44, -59)), line{width: 5}, named("Pine"))
		}
		c.fill(rounded(-20, -84, 40, 84, 4), named("Rust"))
		c.fill(disc(10, -40, 4), brass)
		smoke := wave(61, -244, 50, -284, 74, -320, 58, -370)
		c.trace(smoke, line{width: 18}, white.a(0.22))
		c.trace(smoke, line{width: 9}, white.a(0.25))
	})
}

// sceneCover is the place the shop is named after: a river, ferns and the sheds beside the weir.
func sceneCover(c *canvas) {
	c.fill(whole(), grade(0, 0, 0, 560, stop{0, rgb("#bcd3d6"), 1}, stop{0.6, rgb("#efe6cd"), 1}, stop{1, rgb("#f6dcae"), 1}))
	c.fill(disc(1150, 300, 300), glow(1150, 300, 300, 300, stop{0, rgb("#fff6dc"), 1}, stop{0.2, rgb("#ffedc0"), 0.7}, stop{1, rgb("#ffedc0"), 0}))
	c.hills(91, 360, 76, rgb("#b9c7c2"), rgb("#9cb4aa"), rgb("#7f9f8c"), rgb("#648873"))
	for i, x := range []float64{90, 190, 300, 1330, 1440, 1530} {
		c.pine(x, 610+float64(i%3)*14, 220+float64(i*53%90), rgb("#3f6350"))
	}
	c.fill(wave(-50, 600, 400, 586, 900, 600, 1660, 586).L(1660, 910, -50, 910).Z(), fade(0, 590, 0, tall, rgb("#7d9c62"), rgb("#557547")))
	c.cottage(470, 640, 0.95, rgb("#6d7780"))
	c.cottage(700, 632, 0.8, rgb("#8a6a5c"))
	c.cottage(900, 630, 0.88, rgb("#6d7780"))
	river := from(1180, 594).C(1050, 640, 760, 650, 640, 690).L(420, 910, 1480, 910).C(1360, 800, 1320, 690, 1330, 594).Z()
	c.fill(river, fade(0, 594, 0, tall, rgb("#a9c9cc"), rgb("#4f8791")))
	c.within(river, func() {
		weir := from(560, 742).C(800, 712, 1100, 712, 1400, 742).L(1420, 792).C(1100, 760, 800, 760, 520, 792).Z()
		c.fill(weir, fade(0, 716, 0, 792, rgb("#e6f0ee"), rgb("#9fc0c4")))
		c.columns(520, 1420, 716, 800, 90, 3, white.a(0.55))
		s := chance(92)
		for range 90 {
			x, y := s.between(440, 1440), s.between(786, 830)
			c.fill(ellipse(x, y, s.between(8, 26), s.between(4, 9)), white.a(0.55))
		}
		for range 60 {
			x, y := s.between(400, 1480), s.between(610, 900)
			c.fill(rounded(x, y, s.between(30, 120), 3, 1.5), white.a(0.3))
		}
	})
	c.grass(93, -20, 520, 915, 120, 260, rgb("#4c6b3f"))
	c.grass(94, 1380, 1640, 915, 120, 160, rgb("#4c6b3f"))
	for _, f := range []struct{ x, y, deg, s float64 }{{120, 900, -80, 1.2}, {200, 910, -50, 1.1}, {60, 905, -110, 1.0}, {290, 920, -64, 0.9}, {1500, 905, -105, 1.2}, {1560, 915, -75, 1.0}, {1430, 915, -125, 0.9}} {
		c.with(f.x, f.y, f.s, f.s, f.deg, func() { // a frond
			for i := range 11 {
				t := float64(i)
				x, y := 20+t*24, t*t*0.5
				l := 86 - t*6.5
				c.leaf(x, y, l, 11, 58+t, rgb("#5f8a4c"))
				c.leaf(x, y, l, 11, -58+t*3, rgb("#6f9a58"))
			}
			c.trace(from(0, 0).Q(140, 4, 286, 62), line{width: 6}, rgb("#466b38"))
		})
	}
}

func sceneLogo(c *canvas) {
	pine := named("Pine")
	c.mark(110, 112, 92, pine)
	c.fill(letters(bold, "FERNWEIR", 500, 132, 92, 0.10), pine)
	c.fill(letters(medium, "THINGS FOR WEATHER AND HOME", 500, 190, 27, 0.127), pine.light(0.15))
}

func sceneSquareLogo(c *canvas) {
	c.fill(rounded(0, 0, 600, 600, 120), fade(0, 0, 600, 600, named("Pine").light(0.08), named("Pine").dark(0.12)))
	c.mark(300, 286, 205, cream)
}

// scenes are the pictures that show no single product, by key.
var scenes = sync.OnceValue(func() map[string]func(*canvas) {
	return map[string]func(*canvas){
		"collections/new-arrivals":          sceneNew,
		"collections/clothing":              sceneClothing,
		"collections/knitwear":              sceneKnitwear,
		"collections/bags":                  sceneBags,
		"collections/camp":                  sceneCamp,
		"collections/kitchen-and-table":     sceneKitchen,
		"collections/coffee-tea-and-larder": sceneLarder,
		"collections/rooms":                 sceneRooms,
		"collections/candles-and-light":     sceneCandles,
		"collections/bath":                  sceneBath,
		"collections/desk-and-paper":        sceneDesk,
		"collections/garden":                sceneGarden,
		"collections/presents-under-forty":  scenePresents,
		"collections/last-of-the-season":    sceneLast,

		"articles/how-a-jumper-gets-its-colour": sceneColour,
		"articles/opening-the-kiln":             sceneKiln,
		"articles/a-shelf-without-screws":       sceneShelf,
		"articles/two-nights-on-the-head":       sceneHeadland,
		"articles/coffee-slowly":                sceneCoffee,
		"articles/the-mending-table":            sceneMending,
		"articles/sowing-a-small-meadow":        sceneMeadow,
		"articles/the-dublin-shop-is-open":      sceneShopfront,
		"articles/last-orders-for-the-holidays": sceneParcel,

		"shop/cover":       sceneCover,
		"shop/logo":        sceneLogo,
		"shop/square-logo": sceneSquareLogo,
	}
})
