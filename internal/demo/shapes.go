package demo

import "math"

// folded mirrors the left half of an outline, drawn from its top to its bottom, in the upright line x = 500 and joins
// both halves.
func (p *path) folded() *path {
	q := &path{ops: append([]op(nil), p.ops...), cur: p.cur}
	flip := func(v pt) pt { return pt{1000 - v.x, v.y} }
	q.L(1000-p.cur.x, p.cur.y)
	for i := len(p.ops) - 1; i > 0; i-- {
		o, end := p.ops[i], flip(p.ops[i-1].p[2])
		if o.kind == 'C' {
			b, a := flip(o.p[1]), flip(o.p[0])
			q.C(b.x, b.y, a.x, a.y, end.x, end.y)
		} else {
			q.L(end.x, end.y)
		}
	}
	return q.Z()
}

// ring is one height of something turned on a wheel: y and the half width there.
type ring struct{ y, r float64 }

// turned is the outline of a thing of revolution around x, seen from slightly above: smooth sides through the rings
// and an elliptical foot. tilt is the height of an ellipse to its width.
func turned(x, tilt float64, rings ...ring) *path {
	top, foot := rings[0], rings[len(rings)-1]
	at := func(i int) pt {
		i = max(0, min(len(rings)-1, i))
		return pt{x - rings[i].r, rings[i].y}
	}
	p := from(x-top.r, top.y)
	for i := range len(rings) - 1 {
		p.between(at(i-1), at(i), at(i+1), at(i+2))
	}
	ky := foot.r * tilt
	p.C(x-foot.r, foot.y+ky*kappa, x-foot.r*kappa, foot.y+ky, x, foot.y+ky)
	p.C(x+foot.r*kappa, foot.y+ky, x+foot.r, foot.y+ky*kappa, x+foot.r, foot.y)
	right := func(i int) pt { q := at(i); return pt{2*x - q.x, q.y} }
	for i := len(rings) - 1; i > 0; i-- {
		p.between(right(i+1), right(i), right(i-1), right(i-2))
	}
	ky = top.r * tilt
	p.C(x+top.r, top.y-ky*kappa, x+top.r*kappa, top.y-ky, x, top.y-ky)
	p.C(x-top.r*kappa, top.y-ky, x-top.r, top.y-ky*kappa, x-top.r, top.y)
	return p.Z()
}

// roundness is the light on something turned, from its left edge x0 to its right edge x1: the window is on the left.
func roundness(k colour, x0, x1 float64) linear {
	return grade(x0, 0, x1, 0,
		stop{0, k.dark(0.30), 1}, stop{0.10, k.dark(0.12), 1}, stop{0.30, k.light(0.20), 1}, stop{0.52, k, 1},
		stop{0.86, k.dark(0.32), 1}, stop{1, k.dark(0.22), 1})
}

// shine is a soft upright highlight on glaze or metal.
func (c *canvas) shine(x, y, w, h, alpha float64) {
	c.fill(rounded(x, y, w, h, w/2), grade(0, y, 0, y+h, stop{0, white, alpha}, stop{0.5, white, alpha * 0.7}, stop{1, white, 0}))
}

// ground is the shadow under something that stands at (x, y) and is 2·r wide.
func (c *canvas) ground(x, y, r float64) {
	c.fill(ellipse(x+r*0.28, y+6, r*1.45, r*0.26), glow(x+r*0.28, y+6, r*1.45, r*0.26, stop{0, shade, 0.34}, stop{0.55, shade, 0.18}, stop{1, shade, 0}))
	c.fill(ellipse(x, y+2, r*1.06, r*0.15), glow(x, y+2, r*1.06, r*0.15, stop{0, shade, 0.55}, stop{0.75, shade, 0.36}, stop{1, shade, 0}))
}

// laid is the shadow of something that lies flat.
func (c *canvas) laid(p *path) {
	c.shadows(p, shade, cast{10, 16, 24, 0.34}, cast{3, 5, 5, 0.22})
}

// chance is a sequence of numbers in [0, 1) that looks random and is always the same for a seed.
type chance uint64

func (s *chance) next() float64 {
	*s = *s*6364136223846793005 + 1442695040888963407
	x := uint64(*s)
	x ^= x >> 29
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 32
	return float64(x>>11) / (1 << 53)
}

// between is a number from a to b.
func (s *chance) between(a, b float64) float64 { return a + (b-a)*s.next() }

// specks sprinkles a shape's bounds with little spots; draw it within the shape.
func (c *canvas) specks(seed uint64, x, y, w, h float64, n int, size float64, ink paint) {
	s, all := chance(seed), new(path)
	for range n {
		r := size * s.between(0.4, 1)
		px, py, ry := x+w*s.next(), y+h*s.next(), r*s.between(0.7, 1)
		if r*c.m.scale() > 5 {
			all.and(ellipse(px, py, r, ry))
			continue
		}
		const a, b = 0.92, 0.38 // small ones may have eight corners
		all.M(px+r*a, py+ry*b).L(px+r*b, py+ry*a, px-r*b, py+ry*a, px-r*a, py+ry*b, px-r*a, py-ry*b, px-r*b, py-ry*a, px+r*b, py-ry*a, px+r*a, py-ry*b).Z()
	}
	c.fill(all, ink)
}

// rows traces n lines across, evenly from y0 to y1, each sagging by sag in the middle.
func (c *canvas) rows(x0, x1, y0, y1 float64, n int, sag, width float64, ink paint) {
	all := new(path)
	for i := range n {
		y := y0 + (y1-y0)*(float64(i)+0.5)/float64(n)
		all.M(x0, y).Q((x0+x1)/2, y+2*sag, x1, y)
	}
	c.trace(all, line{width: width}, ink)
}

// columns traces n upright lines, evenly from x0 to x1.
func (c *canvas) columns(x0, x1, y0, y1 float64, n int, width float64, ink paint) {
	all := new(path)
	for i := range n {
		x := x0 + (x1-x0)*(float64(i)+0.5)/float64(n)
		all.M(x, y0).L(x, y1)
	}
	c.trace(all, line{width: width}, ink)
}

// knit covers a rectangle with the little Vs of stocking stitch; draw it within the shape.
func (c *canvas) knit(x, y, w, h, stitch float64, ink paint) {
	all := new(path)
	for cx := x; cx < x+w; cx += stitch {
		for cy := y; cy < y+h; cy += stitch * 0.8 {
			all.M(cx, cy).L(cx+stitch/2, cy+stitch*0.5, cx+stitch, cy)
		}
	}
	c.trace(all, line{width: stitch * 0.16}, ink)
}

// grain draws the figure of wood inside a rectangle, running along its longer side; draw it within the shape.
func (c *canvas) grain(seed uint64, x, y, w, h float64, ink paint) {
	s := chance(seed)
	all := new(path)
	along, across := w, h
	if h > w {
		along, across = h, w
	}
	n := int(max(3, across/14))
	for i := range n {
		t := (float64(i) + s.between(0.1, 0.9)) / float64(n) * across
		var xy []float64
		for j := range 6 {
			u, v := along*float64(j)/5, t+s.between(-4, 4)
			if h > w {
				u, v = v, u
			}
			xy = append(xy, x+u, y+v)
		}
		all.and(wave(xy...))
	}
	c.trace(all, line{width: 1.6}, ink)
}

// stitches sews along a path.
func (c *canvas) stitches(p *path, ink paint) {
	c.trace(p, line{width: 2.4, dash: 9, gap: 7}, ink)
}

// button is a round button with four holes.
func (c *canvas) button(x, y, r float64, k colour) {
	c.shadow(disc(x, y, r), 1, 3, 3, shade, 0.4)
	c.fill(disc(x, y, r), fade(x-r, y-r, x+r, y+r, k.light(0.25), k.dark(0.25)))
	c.trace(disc(x, y, r*0.68), line{width: r * 0.1}, k.dark(0.3).a(0.7))
	for i := range 4 {
		sin, cos := math.Sincos(math.Pi/4 + float64(i)*math.Pi/2)
		c.fill(disc(x+cos*r*0.28, y+sin*r*0.28, r*0.12), k.dark(0.6))
	}
}

// label is a small woven label with the shop's mark.
func (c *canvas) label(x, y, w float64) {
	h := w * 0.46
	c.fill(rounded(x-w/2, y-h/2, w, h, 3), fade(0, y-h/2, 0, y+h/2, paper, paper.dark(0.08)))
	c.mark(x, y, h*0.36, rgb(dyes["Pine"]))
}

// mark is the shop's sign: a fern that bows over two lines of water. r is half its height.
func (c *canvas) mark(x, y, r float64, k colour) {
	c.with(x, y, r/100, r/100, 0, func() {
		a, b, d, e := pt{-34, 66}, pt{-40, 0}, pt{-14, -66}, pt{52, -84}
		c.trace(from(a.x, a.y).C(b.x, b.y, d.x, d.y, e.x, e.y), line{width: 7}, k)
		leaves := new(path)
		const pairs = 7
		for i := range pairs {
			t := 0.16 + 0.78*float64(i)/pairs
			ab, bd, de := a.to(b, t), b.to(d, t), d.to(e, t)
			p, q := ab.to(bd, t), bd.to(de, t)
			foot := p.to(q, t)
			along := math.Atan2(q.y-p.y, q.x-p.x)
			l := 58 * (1 - 0.62*float64(i)/pairs)
			for _, side := range []float64{-1, 1} {
				sin, cos := math.Sincos(along + side*1.02)
				leaf := from(0, 0).C(l*0.3, -l*0.2, l*0.75, -l*0.17, l, 0).C(l*0.75, l*0.17, l*0.3, l*0.2, 0, 0).Z()
				leaves.and(leaf.transformed(matrix{cos, sin, -sin, cos, foot.x, foot.y}))
			}
		}
		c.fill(leaves, k)
		for i := range 2 {
			y := 72 + float64(i)*20
			c.trace(wave(-72, y, -36, y-8, 0, y, 36, y+8, 72, y), line{width: 7}, k)
		}
	})
}
