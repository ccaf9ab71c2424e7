package demo

import (
	"sync"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a typeface whose letters are drawn as outlines, so that they can be turned, scaled and shaded like the rest.
type face func() (*sfnt.Font, error)

var (
	bold   face = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(gobold.TTF) })
	medium face = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(gomedium.TTF) })
)

// letters is the outline of a text whose middle stands at (x, y) on the base line. Spacing is added between letters,
// in units of the size. A face that cannot be read gives no outline; a test reads both.
func letters(f face, text string, x, y, size, spacing float64) *path {
	font, err := f()
	if err != nil {
		return new(path)
	}
	const em = 1000
	var buf sfnt.Buffer
	out, pen := new(path), 0.0
	k := size / em
	for _, r := range text {
		g, err := font.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		segments, err := font.LoadGlyph(&buf, g, fixed.I(em), nil)
		if err != nil {
			continue
		}
		at := func(p fixed.Point26_6) (float64, float64) { return pen + float64(p.X)/64*k, y + float64(p.Y)/64*k }
		for _, s := range segments {
			ax, ay := at(s.Args[0])
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				out.M(ax, ay)
			case sfnt.SegmentOpLineTo:
				out.L(ax, ay)
			case sfnt.SegmentOpQuadTo:
				bx, by := at(s.Args[1])
				out.Q(ax, ay, bx, by)
			case sfnt.SegmentOpCubeTo:
				bx, by := at(s.Args[1])
				cx, cy := at(s.Args[2])
				out.C(ax, ay, bx, by, cx, cy)
			}
		}
		if adv, err := font.GlyphAdvance(&buf, g, fixed.I(em), 0); err == nil {
			pen += float64(adv)/64*k + spacing*size
		}
	}
	width := pen - spacing*size
	return out.transformed(matrix{1, 0, 0, 1, x - width/2, 0})
}
