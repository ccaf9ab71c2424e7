package demo

import (
	"image"
	"math"

	"golang.org/x/image/vector"
)

// pt is a point.
type pt struct{ x, y float64 }

func (p pt) plus(q pt) pt              { return pt{p.x + q.x, p.y + q.y} }
func (p pt) minus(q pt) pt             { return pt{p.x - q.x, p.y - q.y} }
func (p pt) times(k float64) pt        { return pt{p.x * k, p.y * k} }
func (p pt) to(q pt, t float64) pt     { return pt{p.x + (q.x-p.x)*t, p.y + (q.y-p.y)*t} }
func (p pt) length() float64           { return math.Hypot(p.x, p.y) }
func (p pt) near(q pt, d float64) bool { return math.Abs(p.x-q.x) < d && math.Abs(p.y-q.y) < d }

// path is an outline: sub-paths of lines and cubic curves. Its methods return it, so that an outline can be written in
// one breath.
type path struct {
	ops []op
	cur pt
}

// op is one step of a path. A line uses the last point only; a start begins a new sub-path.
type op struct {
	kind byte // 'M', 'L', 'C', 'Z'
	p    [3]pt
}

// from begins an outline.
func from(x, y float64) *path { return new(path).M(x, y) }

// M begins a sub-path.
func (p *path) M(x, y float64) *path { return p.add('M', pt{x, y}) }

// L draws a line.
func (p *path) L(xy ...float64) *path {
	for i := 0; i+1 < len(xy); i += 2 {
		p.add('L', pt{xy[i], xy[i+1]})
	}
	return p
}

// C draws a cubic curve.
func (p *path) C(x1, y1, x2, y2, x, y float64) *path {
	p.ops = append(p.ops, op{'C', [3]pt{{x1, y1}, {x2, y2}, {x, y}}})
	p.cur = pt{x, y}
	return p
}

// Q draws a quadratic curve.
func (p *path) Q(x1, y1, x, y float64) *path {
	a, b := p.cur, pt{x, y}
	k := pt{x1, y1}
	u, v := a.to(k, 2.0/3), b.to(k, 2.0/3)
	return p.C(u.x, u.y, v.x, v.y, x, y)
}

// Z closes the sub-path.
func (p *path) Z() *path { p.ops = append(p.ops, op{kind: 'Z'}); return p }

func (p *path) add(kind byte, q pt) *path {
	p.ops = append(p.ops, op{kind, [3]pt{2: q}})
	p.cur = q
	return p
}

// and joins another outline to this one.
func (p *path) and(q *path) *path { p.ops = append(p.ops, q.ops...); return p }

// kappa places the handles of a cubic curve that looks like a quarter of a circle.
const kappa = 0.5522847498

func ellipse(x, y, rx, ry float64) *path {
	kx, ky := rx*kappa, ry*kappa
	return from(x+rx, y).C(x+rx, y+ky, x+kx, y+ry, x, y+ry).C(x-kx, y+ry, x-rx, y+ky, x-rx, y).
		C(x-rx, y-ky, x-kx, y-ry, x, y-ry).C(x+kx, y-ry, x+rx, y-ky, x+rx, y).Z()
}

func disc(x, y, r float64) *path { return ellipse(x, y, r, r) }

func rect(x, y, w, h float64) *path { return from(x, y).L(x+w, y, x+w, y+h, x, y+h).Z() }

// rounded is a rectangle with round corners.
func rounded(x, y, w, h, r float64) *path {
	r = min(r, w/2, h/2)
	k := r * (1 - kappa)
	return from(x+r, y).L(x+w-r, y).C(x+w-k, y, x+w, y+k, x+w, y+r).L(x+w, y+h-r).C(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h).
		L(x+r, y+h).C(x+k, y+h, x, y+h-k, x, y+h-r).L(x, y+r).C(x, y+k, x+k, y, x+r, y).Z()
}

// smooth is a closed curve through points, as a hand would draw it (Catmull-Rom).
func smooth(xy ...float64) *path {
	n := len(xy) / 2
	at := func(i int) pt { i = (i%n + n) % n; return pt{xy[2*i], xy[2*i+1]} }
	p := from(xy[0], xy[1])
	for i := range n {
		p.between(at(i-1), at(i), at(i+1), at(i+2))
	}
	return p.Z()
}

// wave is an open curve through points.
func wave(xy ...float64) *path {
	n := len(xy) / 2
	at := func(i int) pt { i = max(0, min(n-1, i)); return pt{xy[2*i], xy[2*i+1]} }
	p := from(xy[0], xy[1])
	for i := range n - 1 {
		p.between(at(i-1), at(i), at(i+1), at(i+2))
	}
	return p
}

// between draws the piece of a smooth curve from b to c.
func (p *path) between(a, b, c, d pt) {
	u, v := b.plus(c.minus(a).times(1.0/6)), c.minus(d.minus(b).times(1.0/6))
	p.C(u.x, u.y, v.x, v.y, c.x, c.y)
}

// transformed is the path in other units.
func (p *path) transformed(m matrix) *path {
	q := &path{ops: make([]op, len(p.ops))}
	for i, o := range p.ops {
		q.ops[i] = op{o.kind, [3]pt{m.at(o.p[0]), m.at(o.p[1]), m.at(o.p[2])}}
	}
	return q
}

// bounds is a rectangle of whole pixels around the path.
func (p *path) bounds() image.Rectangle {
	lo, hi := pt{math.Inf(1), math.Inf(1)}, pt{math.Inf(-1), math.Inf(-1)}
	for _, o := range p.ops {
		first := 2
		switch o.kind {
		case 'Z':
			continue
		case 'C':
			first = 0
		}
		for _, q := range o.p[first:] {
			lo, hi = pt{min(lo.x, q.x), min(lo.y, q.y)}, pt{max(hi.x, q.x), max(hi.y, q.y)}
		}
	}
	if lo.x > hi.x {
		return image.Rectangle{}
	}
	bound := func(v float64) int { return int(max(-1e5, min(1e5, v))) }
	return image.Rect(bound(math.Floor(lo.x)), bound(math.Floor(lo.y)), bound(math.Ceil(hi.x)), bound(math.Ceil(hi.y)))
}

// feed gives the path to a rasteriser, moved by (dx, dy).
func (p *path) feed(r *vector.Rasterizer, dx, dy float32) {
	f := func(q pt) (float32, float32) { return float32(q.x) + dx, float32(q.y) + dy }
	open := false
	for _, o := range p.ops {
		switch o.kind {
		case 'M':
			if open {
				r.ClosePath()
			}
			r.MoveTo(f(o.p[2]))
			open = true
		case 'L':
			r.LineTo(f(o.p[2]))
		case 'C':
			bx, by := f(o.p[0])
			cx, cy := f(o.p[1])
			x, y := f(o.p[2])
			r.CubeTo(bx, by, cx, cy, x, y)
		case 'Z':
			r.ClosePath()
			open = false
		}
	}
	if open {
		r.ClosePath()
	}
}
