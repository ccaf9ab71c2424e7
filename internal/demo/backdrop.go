package demo

import "sync"

// backdrop is what a product is drawn before: a wall or a table in a colour that suits its department.
type backdrop func(c *canvas, wall, product colour)

// apart keeps the wall away from the product: pale things stand before a deeper wall, so that their edge is seen.
func apart(wall, product colour) colour {
	if product.luma() > 0.74 && wall.luma() > 0.7 {
		return wall.mix(rgb("#9a8668"), 0.40)
	}
	return wall
}

// studio is a wall that runs down into a floor without an edge, lit from the upper left.
func studio(c *canvas, wall, product colour) {
	wall = apart(wall, product)
	c.wash(
		grade(0, 0, 0, 1000, stop{0, wall.light(0.10), 1}, stop{0.60, wall.dark(0.05), 1}, stop{0.70, wall.dark(0.02), 1}, stop{1, wall.light(0.18), 1}),
		glow(330, 300, 760, 720, stop{0, white, 0.36}, stop{0.5, white, 0.12}, stop{1, white, 0}),
		glow(480, 480, 820, 820, stop{0, shade, 0}, stop{0.68, shade, 0}, stop{1, shade, 0.13}))
}

// dusk is the studio in the evening, for things that shine.
func dusk(c *canvas, wall, _ colour) {
	c.wash(grade(0, 0, 0, 1000, stop{0, wall.dark(0.25), 1}, stop{0.62, wall, 1}, stop{0.72, wall.light(0.05), 1}, stop{1, wall.dark(0.15), 1}))
}

// tabletop is a surface seen from above, for things that lie flat.
func tabletop(c *canvas, wall, product colour) {
	wall = apart(wall, product)
	c.wash(fade(0, 0, 1000, 1000, wall.light(0.16), wall.dark(0.06)),
		glow(380, 320, 820, 820, stop{0, white, 0.22}, stop{0.6, white, 0.05}, stop{1, shade, 0.07}))
}

// wash covers the page with layers of soft paint. They are worked out at every eighth pixel and drawn out between
// those; a fixed pattern of fractions keeps the slow change of colour from showing in steps.
func (c *canvas) wash(layers ...paint) {
	const every = 8
	pattern := [4][4]float32{{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}
	b := c.img.Rect
	w, h := b.Dx()/every+2, b.Dy()/every+2
	grid, row := make([][4]float32, w*h), make([]rgba, w)
	back := c.m.inverse()
	for y := range h {
		for _, layer := range layers {
			layer.row(row, back.at(pt{0, float64(y * every)}), pt{back.a * every, back.b * every})
			for x, v := range row {
				g, keep := &grid[y*w+x], 1-float32(v>>48)/255
				for i := range 4 {
					g[i] = g[i]*keep + float32(v>>(16*i)&255)
				}
			}
		}
	}
	line := make([][4]float32, w)
	for y := range b.Dy() {
		y0, ty := y/every, float32(y%every)/every
		for x := range line {
			p, q := grid[y0*w+x], grid[(y0+1)*w+x]
			for i := range 4 {
				line[x][i] = p[i] + (q[i]-p[i])*ty
			}
		}
		out := c.img.Pix[c.img.PixOffset(0, y):][:4*b.Dx()]
		fractions := pattern[y%4]
		for x := range b.Dx() {
			p, q := &line[x/every], &line[x/every+1]
			t, d := float32(x%every)/every, fractions[x%4]/16
			px := out[4*x : 4*x+4 : 4*x+4]
			px[0] = uint8(p[0] + (q[0]-p[0])*t + d)
			px[1] = uint8(p[1] + (q[1]-p[1])*t + d)
			px[2] = uint8(p[2] + (q[2]-p[2])*t + d)
			px[3] = 255
		}
	}
}

// tints is the palette by the slugs that stand in picture keys, with the bands and cups of things sold by scent.
var tints = sync.OnceValue(func() map[string]colour {
	all := map[string]colour{
		"turf-smoke": rgb("#4b4340"), "may-hedge": rgb("#8fa07a"), "tideline": rgb("#6f93a0"), "orange-and-clove": rgb("#cf7f4a"),
		"none": rgb("#d8c9a6"), "rosemary": rgb("#7f9277"), "bog-myrtle": rgb("#b0705a"),
	}
	for name, value := range dyes {
		all[slug(name)] = rgb(value)
	}
	return all
})

// Walls of the departments.
var (
	wallWear   = rgb("#e6ddd0")
	wallKnit   = rgb("#ddd6d8")
	wallBags   = rgb("#d8dccf")
	wallCamp   = rgb("#cfdad6")
	wallTable  = rgb("#ead8c4")
	wallLarder = rgb("#e8d9b8")
	wallRoom   = rgb("#dcd9d0")
	wallDusk   = rgb("#4a4553")
	wallBath   = rgb("#d5e0e0")
	wallDesk   = rgb("#e3d5c3")
	wallGarden = rgb("#d7dfc8")
)
