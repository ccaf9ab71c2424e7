package demo

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// coarse is how many pixels across a shadow is worked out at once: a soft thing needs no sharp picture.
const coarse = 6

// cast is one of the shadows that a shape throws: (dx, dy) away, blurred over a radius.
type cast struct{ dx, dy, radius, alpha float64 }

// shadow casts the soft shadow of a shape that lies (dx, dy) away from it, blurred over a radius.
func (c *canvas) shadow(p *path, dx, dy, radius float64, ink colour, alpha float64) {
	c.shadows(p, ink, cast{dx, dy, radius, alpha})
}

// shadows casts several shadows of one shape at once.
func (c *canvas) shadows(p *path, ink colour, casts ...cast) {
	var around image.Rectangle
	for _, s := range casts {
		b := p.transformed(c.m.then(matrix{1, 0, 0, 1, s.dx, s.dy})).bounds()
		pad := 3*c.blur(s.radius) + 1
		around = around.Union(image.Rect(b.Min.X/coarse-pad, b.Min.Y/coarse-pad, b.Max.X/coarse+pad+1, b.Max.Y/coarse+pad+1))
	}
	const margin = 24
	r := around.Intersect(image.Rect(-margin, -margin, c.img.Rect.Dx()/coarse+margin, c.img.Rect.Dy()/coarse+margin))
	if r.Empty() {
		return
	}
	w, h := r.Dx(), r.Dy()
	clear := make([]float32, w*h) // how much light is left
	for i := range clear {
		clear[i] = 1
	}
	var ras vector.Rasterizer
	mask, soft := image.NewAlpha(image.Rect(0, 0, w, h)), make([]float32, w*h)
	for _, s := range casts {
		m := matrix{1.0 / coarse, 0, 0, 1.0 / coarse, -float64(r.Min.X), -float64(r.Min.Y)}.then(c.m).then(matrix{1, 0, 0, 1, s.dx, s.dy})
		ras.Reset(w, h)
		p.transformed(m).feed(&ras, 0, 0)
		ras.DrawOp = draw.Src
		ras.Draw(mask, mask.Rect, image.Opaque, image.Point{})
		for i, a := range mask.Pix {
			soft[i] = float32(a) * float32(s.alpha) / 255
		}
		for range 3 { // three box blurs look like a Gaussian one
			boxBlur(soft, w, h, c.blur(s.radius))
		}
		for i, v := range soft {
			clear[i] *= 1 - v
		}
	}
	for i, v := range clear {
		soft[i] = 1 - v
	}
	c.spread(soft, r, ink)
}

// blur is a radius in points of the coarse picture.
func (c *canvas) blur(radius float64) int { return int(math.Ceil(radius * c.m.scale() / coarse)) }

// spread paints a coarse mask onto the picture, smoothly between its points.
func (c *canvas) spread(soft []float32, r image.Rectangle, ink colour) {
	w := r.Dx()
	all := image.Rect(r.Min.X*coarse, r.Min.Y*coarse, (r.Max.X-1)*coarse, (r.Max.Y-1)*coarse).Intersect(c.img.Rect)
	if c.clip != nil {
		all = all.Intersect(c.clip.Rect)
	}
	if all.Empty() {
		return
	}
	cover := make([]uint8, all.Dx()*all.Dy())
	line := make([]float32, w)
	for y := all.Min.Y; y < all.Max.Y; y++ {
		dy := y - r.Min.Y*coarse
		y0, ty := dy/coarse, float32(dy%coarse)/coarse
		a, b := soft[y0*w:y0*w+w], soft[(y0+1)*w:(y0+1)*w+w]
		for i := range line {
			line[i] = (a[i]+(b[i]-a[i])*ty)*255 + 0.5
		}
		out := cover[(y-all.Min.Y)*all.Dx():][:all.Dx()]
		dx := all.Min.X - r.Min.X*coarse
		x0, part := dx/coarse, dx%coarse
		for x := 0; x < len(out); x0++ {
			v, step := line[x0], (line[x0+1]-line[x0])/coarse
			for ; part < coarse && x < len(out); part++ {
				out[x] = uint8(v + step*float32(part))
				x++
			}
			part = 0
		}
		if c.clip != nil {
			hole := c.clip.Pix[c.clip.PixOffset(all.Min.X, y):]
			for x, v := range out {
				out[x] = uint8((uint32(v)*uint32(hole[x]) + 127) / 255)
			}
		}
	}
	c.blend(all, cover, ink)
}

// boxBlur replaces every value by the mean over a square around it.
func boxBlur(v []float32, w, h, radius int) {
	if radius < 1 {
		return
	}
	tmp := make([]float32, max(w, h))
	pass := func(start, stride, n int) {
		var sum float32
		for i := range min(radius+1, n) {
			sum += v[start+i*stride]
		}
		for i := range n {
			tmp[i] = sum / float32(2*radius+1)
			if j := i + radius + 1; j < n {
				sum += v[start+j*stride]
			}
			if j := i - radius; j >= 0 {
				sum -= v[start+j*stride]
			}
		}
		for i := range n {
			v[start+i*stride] = tmp[i]
		}
	}
	for y := range h {
		pass(y*w, 1, w)
	}
	for x := range w {
		pass(x, w, h)
	}
}
