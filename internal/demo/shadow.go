package demo

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// coarse is how many pixels across a shadow is worked out at once: a soft thing needs no sharp picture.
const coarse = 6

// shadow casts the soft shadow of a shape that lies (dx, dy) away from it, blurred over a radius.
func (c *canvas) shadow(p *path, dx, dy, radius float64, ink colour, alpha float64) {
	q := p.transformed(c.m.then(matrix{1, 0, 0, 1, dx, dy}))
	blur := int(math.Ceil(radius * c.m.scale() / coarse))
	pad := 3*blur + 1
	b := q.bounds()
	r := image.Rect(b.Min.X/coarse-pad, b.Min.Y/coarse-pad, b.Max.X/coarse+pad+1, b.Max.Y/coarse+pad+1).
		Intersect(image.Rect(-pad, -pad, c.img.Rect.Dx()/coarse+pad+1, c.img.Rect.Dy()/coarse+pad+1))
	if r.Empty() {
		return
	}
	w, h := r.Dx(), r.Dy()
	small := q.transformed(matrix{1.0 / coarse, 0, 0, 1.0 / coarse, -float64(r.Min.X), -float64(r.Min.Y)})
	var ras vector.Rasterizer
	ras.Reset(w, h)
	small.feed(&ras, 0, 0)
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	ras.DrawOp = draw.Src
	ras.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	soft := make([]float32, w*h)
	for i, a := range mask.Pix {
		soft[i] = float32(a) / 255
	}
	for range 3 { // three box blurs look like a Gaussian one
		boxBlur(soft, w, h, blur)
	}
	c.spread(soft, w, r, ink, float32(alpha))
}

// spread paints a coarse mask onto the picture, smoothly between its points.
func (c *canvas) spread(soft []float32, w int, r image.Rectangle, ink colour, alpha float32) {
	whole := image.Rect(r.Min.X*coarse, r.Min.Y*coarse, (r.Max.X-1)*coarse, (r.Max.Y-1)*coarse).Intersect(c.img.Rect)
	if c.clip != nil {
		whole = whole.Intersect(c.clip.Rect)
	}
	if whole.Empty() {
		return
	}
	cover := make([]uint8, whole.Dx()*whole.Dy())
	line := make([]float32, w)
	for y := whole.Min.Y; y < whole.Max.Y; y++ {
		fy := float32(y)/coarse - float32(r.Min.Y)
		y0 := int(fy)
		ty := fy - float32(y0)
		a, b := soft[y0*w:y0*w+w], soft[(y0+1)*w:(y0+1)*w+w]
		for i := range line {
			line[i] = (a[i] + (b[i]-a[i])*ty) * 255 * alpha
		}
		out := cover[(y-whole.Min.Y)*whole.Dx():]
		for x := whole.Min.X; x < whole.Max.X; x++ {
			fx := float32(x)/coarse - float32(r.Min.X)
			x0 := int(fx)
			v := line[x0] + (line[x0+1]-line[x0])*(fx-float32(x0))
			if c.clip != nil {
				v *= float32(c.clip.AlphaAt(x, y).A) / 255
			}
			out[x-whole.Min.X] = uint8(v + 0.5)
		}
	}
	c.blend(whole, cover, ink)
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
