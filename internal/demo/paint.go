package demo

import (
	"math"
	"strconv"
)

// colour is an opaque colour, 0 to 1 each.
type colour struct{ r, g, b float64 }

// rgb reads "#rrggbb"; anything else is black.
func rgb(s string) colour {
	if len(s) != 7 {
		return colour{}
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return colour{}
	}
	return colour{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}
}

// Colours that many drawings share.
var (
	white   = rgb("#ffffff")
	black   = rgb("#17171a")
	shade   = rgb("#2b1f2b") // shadows are never grey
	brass   = rgb("#c9a24e")
	steel   = rgb("#b9bfc2")
	leather = rgb("#8a5a3c")
	ash     = rgb("#dbb988")
	oak     = rgb("#b9874f")
	cream   = rgb("#f3ead6")
	paper   = rgb("#f6f1e6")
	flame   = rgb("#ffd98a")
	fern    = rgb("#5f7f4e")
)

// mix is t of the way from c to d.
func (c colour) mix(d colour, t float64) colour {
	return colour{c.r + (d.r-c.r)*t, c.g + (d.g-c.g)*t, c.b + (d.b-c.b)*t}
}

// light and dark are the colour in more and in less light. Dark leans to violet, as shadows do.
func (c colour) light(t float64) colour { return c.mix(white, t) }
func (c colour) dark(t float64) colour  { return c.mix(shade, t) }

// luma is how bright the colour looks, 0 to 1.
func (c colour) luma() float64 { return 0.3*c.r + 0.59*c.g + 0.11*c.b }

// a is the colour as see-through paint.
func (c colour) a(alpha float64) solid { return solid{c, alpha} }

// rgba is a colour as it is blended: multiplied by its alpha, its four channels in 16 bits each, red lowest, so that one
// multiplication scales them all.
type rgba uint64

// lanes masks the channels of an rgba.
const lanes = 0x00ff00ff00ff00ff

func (c colour) rgba(alpha float64) rgba {
	f := func(v float64) rgba { return rgba(max(0, min(255, v*alpha*255+0.5))) }
	return f(c.r) | f(c.g)<<16 | f(c.b)<<32 | f(1)<<48
}

// times is the colour multiplied by a/255, rounded.
func (v rgba) times(a uint64) rgba {
	x := uint64(v)*a + 0x0080008000800080
	return rgba((x + (x>>8)&lanes) >> 8 & lanes)
}

// over is the colour laid over another.
func (v rgba) over(below rgba) rgba { return v + below.times(255-uint64(v)>>48) }

// spreadOut takes a pixel as it stands in memory apart; pack is its inverse.
func spreadOut(px uint32) rgba {
	v := uint64(px)
	v = (v | v<<16) & 0x0000ffff0000ffff
	return rgba((v | v<<8) & lanes)
}

func (v rgba) pack() uint32 {
	x := uint64(v)
	x = (x | x>>8) & 0x0000ffff0000ffff
	return uint32(x | x>>16)
}

// paint fills rows of pixels: the first at p, each next one a step further, in units of the drawing.
type paint interface {
	row(out []rgba, p, step pt)
}

// row makes a colour its own paint.
func (c colour) row(out []rgba, p, step pt) { solid{c, 1}.row(out, p, step) }

// solid is one colour with an alpha.
type solid struct {
	c     colour
	alpha float64
}

func (s solid) row(out []rgba, _, _ pt) {
	v := s.c.rgba(s.alpha)
	for i := range out {
		out[i] = v
	}
}

// stop is a place in a gradient.
type stop struct {
	at    float64
	c     colour
	alpha float64
}

// ramp is a gradient's colours, looked up in 256 steps.
type ramp [256]rgba

func newRamp(stops []stop) *ramp {
	var t ramp
	for i := range t {
		x := float64(i) / 255
		k := 0
		for k < len(stops)-1 && stops[k+1].at < x {
			k++
		}
		s := stops[k]
		if k+1 < len(stops) && x > s.at {
			n := stops[k+1]
			f := (x - s.at) / max(n.at-s.at, 1e-9)
			s = stop{c: s.c.mix(n.c, f), alpha: s.alpha + (n.alpha-s.alpha)*f}
		}
		t[i] = s.c.rgba(s.alpha)
	}
	return &t
}

// linear changes from one point to another.
type linear struct {
	p, d pt // from p, along d; d is divided by its squared length
	t    *ramp
}

// grade is a gradient from (x0, y0) to (x1, y1).
func grade(x0, y0, x1, y1 float64, stops ...stop) linear {
	d := pt{x1 - x0, y1 - y0}
	k := d.x*d.x + d.y*d.y
	return linear{pt{x0, y0}, pt{d.x / k, d.y / k}, newRamp(stops)}
}

// fade is a gradient between two opaque colours.
func fade(x0, y0, x1, y1 float64, a, b colour) linear {
	return grade(x0, y0, x1, y1, stop{0, a, 1}, stop{1, b, 1})
}

func (l linear) row(out []rgba, p, step pt) {
	q := p.minus(l.p)
	t, dt := (q.x*l.d.x+q.y*l.d.y)*255, (step.x*l.d.x+step.y*l.d.y)*255
	for i := range out {
		out[i] = l.t[int(max(0, min(255, t+0.5)))]
		t += dt
	}
}

// radial changes from a middle to the rim of an ellipse.
type radial struct {
	p      pt
	rx, ry float64
	t      *ramp
}

// glow is a gradient from (x, y) out to the ellipse.
func glow(x, y, rx, ry float64, stops ...stop) radial {
	return radial{pt{x, y}, rx, ry, newRamp(stops)}
}

func (g radial) row(out []rgba, p, step pt) {
	u, v := (p.x-g.p.x)/g.rx, (p.y-g.p.y)/g.ry
	du, dv := step.x/g.rx, step.y/g.ry
	for i := range out {
		out[i] = g.t[int(min(255, math.Sqrt(u*u+v*v)*255))]
		u, v = u+du, v+dv
	}
}
