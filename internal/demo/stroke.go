package demo

import "math"

// line is how a path is traced: its width, and the lengths of dashes and gaps if it is dashed. Ends and corners are
// round.
type line struct {
	width     float64
	dash, gap float64
}

// trace draws along a path.
func (c *canvas) trace(p *path, l line, ink paint) { c.fill(c.stroke(p, l), ink) }

// stroke is the outline of a traced path.
func (c *canvas) stroke(p *path, l line) *path {
	outline := new(path)
	blunt := l.width*c.m.scale() < 3
	for _, run := range p.flat(0.3 / c.m.scale()) {
		if l.dash == 0 {
			run.outline(outline, l.width/2, blunt)
			continue
		}
		for _, piece := range run.dashes(l.dash, l.gap) {
			piece.outline(outline, l.width/2, blunt)
		}
	}
	return outline
}

// run is a chain of straight pieces.
type run struct {
	pts    []pt
	closed bool
}

// flat turns curves into short lines that stray no further than tolerance.
func (p *path) flat(tolerance float64) []run {
	var all []run
	var cur run
	end := func(closed bool) {
		if closed && len(cur.pts) > 1 && cur.pts[0].near(cur.pts[len(cur.pts)-1], 1e-9) {
			cur.pts = cur.pts[:len(cur.pts)-1]
		}
		if len(cur.pts) > 1 {
			cur.closed = closed
			all = append(all, cur)
		}
		cur = run{}
	}
	for _, o := range p.ops {
		switch o.kind {
		case 'M':
			end(false)
			cur.pts = append(cur.pts, o.p[2])
		case 'L':
			if !o.p[2].near(cur.pts[len(cur.pts)-1], 1e-9) {
				cur.pts = append(cur.pts, o.p[2])
			}
		case 'C':
			a := cur.pts[len(cur.pts)-1]
			bend := a.minus(o.p[0]).plus(o.p[1].minus(o.p[0])).length() + o.p[0].minus(o.p[1]).plus(o.p[2].minus(o.p[1])).length()
			n := int(max(2, min(64, math.Ceil(math.Sqrt(bend/tolerance)))))
			for i := 1; i <= n; i++ {
				t := float64(i) / float64(n)
				ab, bc, cd := a.to(o.p[0], t), o.p[0].to(o.p[1], t), o.p[1].to(o.p[2], t)
				cur.pts = append(cur.pts, ab.to(bc, t).to(bc.to(cd, t), t))
			}
		case 'Z':
			end(true)
		}
	}
	end(false)
	return all
}

// dashes cuts a run into pieces.
func (r run) dashes(dash, gap float64) []run {
	pts := r.pts
	if r.closed {
		pts = append(append([]pt(nil), pts...), pts[0])
	}
	var all []run
	cur, left, on := run{pts: []pt{pts[0]}}, dash, true
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		for {
			d := b.minus(a).length()
			if d <= left {
				left -= d
				if on {
					cur.pts = append(cur.pts, b)
				}
				break
			}
			a = a.to(b, left/d)
			if on {
				all = append(all, run{pts: append(cur.pts, a)})
			}
			cur, on = run{pts: []pt{a}}, !on
			left = gap
			if on {
				left = dash
			}
		}
	}
	if on && len(cur.pts) > 1 {
		all = append(all, cur)
	}
	return all
}

// outline adds the shape of a run traced with a pen of the given radius. All its parts turn the same way round, so
// that the rasteriser, which adds up windings, sees their union. Blunt lines are too thin for round ends to be seen.
func (r run) outline(out *path, radius float64, blunt bool) {
	n := len(r.pts)
	if !r.closed && !blunt {
		out.and(disc(r.pts[0].x, r.pts[0].y, radius)).and(disc(r.pts[n-1].x, r.pts[n-1].y, radius))
	}
	pieces := n - 1
	if r.closed {
		pieces = n
	}
	for i := range pieces {
		a, b := r.pts[i], r.pts[(i+1)%n]
		d := b.minus(a)
		k := d.length()
		if k == 0 {
			continue
		}
		u := pt{-d.y / k * radius, d.x / k * radius}
		out.M(a.x-u.x, a.y-u.y).L(b.x-u.x, b.y-u.y, b.x+u.x, b.y+u.y, a.x+u.x, a.y+u.y).Z()
		if blunt || i+1 == pieces && !r.closed {
			continue
		}
		e := r.pts[(i+2)%n].minus(b)
		l := e.length()
		if l == 0 {
			continue
		}
		if (d.x*e.x+d.y*e.y)/(k*l) < 0.97 { // a sharp bend gets a round corner
			out.and(disc(b.x, b.y, radius))
			continue
		}
		v := pt{-e.y / l * radius, e.x / l * radius} // a gentle one a wedge on its outer side
		if d.x*e.y-d.y*e.x > 0 {
			out.M(b.x, b.y).L(b.x-u.x, b.y-u.y, b.x-v.x, b.y-v.y).Z()
		} else {
			out.M(b.x, b.y).L(b.x+v.x, b.y+v.y, b.x+u.x, b.y+u.y).Z()
		}
	}
}
