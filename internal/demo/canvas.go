package demo

import (
	"encoding/binary"
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// canvas is a picture being drawn. Shapes are given in units of the drawing, which the matrix takes to pixels; every
// shape is rasterised with exact coverage inside its own bounds only, so a picture of a few hundred shapes costs
// milliseconds. Painting through gg was tried: it evaluates gradients through an interface per pixel.
type canvas struct {
	img  *image.RGBA
	m    matrix
	clip *image.Alpha // nil: everywhere
	ras  vector.Rasterizer
	mask []uint8 // scratch for the coverage of the shape at hand
	line []rgba  // scratch for the colours of a row
}

// newCanvas makes a transparent picture of the given size in pixels, with units of one pixel.
func newCanvas(w, h int) *canvas {
	return &canvas{img: image.NewRGBA(image.Rect(0, 0, w, h)), m: matrix{1, 0, 0, 1, 0, 0}}
}

// matrix takes (x, y) to (a·x + c·y + e, b·x + d·y + f).
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) at(p pt) pt { return pt{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f} }

// then is n applied first, m after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (m matrix) inverse() matrix {
	det := m.a*m.d - m.b*m.c
	return matrix{
		m.d / det, -m.b / det, -m.c / det, m.a / det,
		(m.c*m.f - m.d*m.e) / det, (m.b*m.e - m.a*m.f) / det,
	}
}

// scale is how much longer a line becomes, in the mean over all directions.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// with draws in a changed system of units: moved to (x, y), turned by an angle in degrees and scaled.
func (c *canvas) with(x, y, sx, sy, degrees float64, draw func()) {
	old := c.m
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	c.m = old.then(matrix{cos * sx, sin * sx, -sin * sy, cos * sy, x, y})
	draw()
	c.m = old
}

// mirrored draws twice: as it is, and reflected in the upright line through x.
func (c *canvas) mirrored(x float64, draw func()) {
	draw()
	c.with(2*x, 0, -1, 1, 0, draw)
}

// within draws inside a shape only.
func (c *canvas) within(p *path, draw func()) {
	old := c.clip
	r, cover := c.coverage(p)
	clip := image.NewAlpha(r)
	copy(clip.Pix, cover)
	c.clip = clip
	if !r.Empty() {
		draw()
	}
	c.clip = old
}

// coverage rasterises a shape inside the current clip. The bytes are row by row over the returned rectangle and are
// good until the next call.
func (c *canvas) coverage(p *path) (image.Rectangle, []uint8) {
	q := p.transformed(c.m)
	r := q.bounds().Intersect(c.img.Rect)
	if c.clip != nil {
		r = r.Intersect(c.clip.Rect)
	}
	if r.Empty() {
		return image.Rectangle{}, nil
	}
	w, h := r.Dx(), r.Dy()
	c.ras.Reset(w, h)
	q.feed(&c.ras, -float32(r.Min.X), -float32(r.Min.Y))
	if cap(c.mask) < w*h {
		c.mask = make([]uint8, w*h)
	}
	mask := &image.Alpha{Pix: c.mask[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	c.ras.DrawOp = draw.Src
	c.ras.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	if c.clip != nil {
		for y := range h {
			row := mask.Pix[y*w : y*w+w]
			other := c.clip.Pix[c.clip.PixOffset(r.Min.X, r.Min.Y+y):]
			for x, a := range row {
				if a != 0 {
					row[x] = uint8((uint32(a)*uint32(other[x]) + 127) / 255)
				}
			}
		}
	}
	return r, mask.Pix
}

// fill paints a shape.
func (c *canvas) fill(p *path, ink paint) {
	r, cover := c.coverage(p)
	c.blend(r, cover, ink)
}

// blend paints through coverage.
func (c *canvas) blend(r image.Rectangle, cover []uint8, ink paint) {
	if r.Empty() {
		return
	}
	w := r.Dx()
	if cap(c.line) < w {
		c.line = make([]rgba, w)
	}
	colours := c.line[:w]
	back := c.m.inverse()
	for y := range r.Dy() {
		row := cover[y*w : y*w+w]
		first, last := 0, w
		for first < w && row[first] == 0 {
			first++
		}
		for last > first && row[last-1] == 0 {
			last--
		}
		if first == last {
			continue
		}
		// The paint is asked at the middle of the first pixel and told the step to the next one.
		start := back.at(pt{float64(r.Min.X+first) + 0.5, float64(r.Min.Y+y) + 0.5})
		ink.row(colours[first:last], start, pt{back.a, back.b})
		at := c.img.PixOffset(r.Min.X+first, r.Min.Y+y)
		out := c.img.Pix[at : at+4*(last-first)]
		for i, a := range row[first:last] {
			if a == 0 {
				continue
			}
			px := out[4*i : 4*i+4 : 4*i+4]
			s := colours[first+i]
			if a != 255 {
				s = s.times(uint64(a))
			}
			if s>>48 != 255 {
				s = s.over(spreadOut(binary.LittleEndian.Uint32(px)))
			}
			binary.LittleEndian.PutUint32(px, s.pack())
		}
	}
}
