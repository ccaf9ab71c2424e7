package demo

import (
	"bytes"
	"cmp"
	"fmt"
	"image/jpeg"
	"image/png"
	"strings"
)

// drawing is how a product is drawn: in a square of 1000 units, in one colour where it is sold in several.
type drawing struct {
	draw  func(c *canvas, k colour)
	set   backdrop
	wall  colour
	plain colour  // for pictures that name no colour
	x, y  float64 // what a detail shows the middle of
	zoom  float64 // how much closer a detail is; 0: 2.4
	fit   float64 // how much larger than drawn it is shown, about the middle; 0: as drawn
}

// Sizes of pictures in pixels.
const (
	square     = 1200 // products
	wide, tall = 1600, 900
	quality    = 86 // of JPEG; above it the files grow and nobody sees why
)

// mime is the media type of a picture: the logos have a transparent ground, all others are JPEG.
func mime(key string) string {
	if strings.HasPrefix(key, "shop/") && strings.Contains(key, "logo") {
		return "image/png"
	}
	return "image/jpeg"
}

// Size is the width and height in pixels of the picture that a key names.
func Size(key string) (width, height int) {
	switch {
	case key == "shop/logo":
		return 800, 240
	case key == "shop/square-logo":
		return 600, 600
	case strings.HasPrefix(key, "collections/"), strings.HasPrefix(key, "articles/"), strings.HasPrefix(key, "shop/"):
		return wide, tall
	}
	return square, square
}

// Picture draws the picture that a key of PictureKeys names and encodes it. The same key gives the same bytes, from
// the same build on the same kind of processor. It is safe for use by several goroutines.
func Picture(key string) ([]byte, error) {
	w, h := Size(key)
	c := newCanvas(w, h)
	if err := c.picture(key); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	var err error
	if mime(key) == "image/png" {
		e := png.Encoder{CompressionLevel: png.BestSpeed}
		err = e.Encode(&b, c.img)
	} else {
		err = jpeg.Encode(&b, c.img, &jpeg.Options{Quality: quality})
	}
	if err != nil {
		return nil, fmt.Errorf("encode picture %q: %w", key, err)
	}
	return b.Bytes(), nil
}

// picture finds out what a key names and draws it, as large as the canvas is.
func (c *canvas) picture(key string) error {
	if scene, ok := scenes()[key]; ok {
		w, _ := Size(key)
		scale := float64(c.img.Rect.Dx()) / float64(w)
		c.m = matrix{scale, 0, 0, scale, 0, 0}
		scene(c)
		return nil
	}
	handle, rest, _ := strings.Cut(key, "/")
	d, ok := drawings()[handle]
	if !ok {
		return fmt.Errorf("picture %q: nothing is drawn under that name", key)
	}
	tint, detail := strings.CutSuffix(rest, "detail")
	tint = strings.TrimSuffix(tint, "/")
	if special, ok := specials()[handle+"/"+tint]; ok {
		d.draw = special
	} else if tint != "" {
		k, ok := tints()[tint]
		if !ok {
			return fmt.Errorf("picture %q: there is no colour %q", key, tint)
		}
		d.plain = k
	}
	c.product(d, detail)
	return nil
}

// product draws a product before its backdrop.
func (c *canvas) product(d drawing, detail bool) {
	scale := float64(c.img.Rect.Dx()) / 1000
	zoom, x, y := cmp.Or(d.fit, 1), 500.0, 500.0
	if detail {
		zoom, x, y = cmp.Or(d.zoom, 2.4), d.x, d.y
	}
	c.m = matrix{scale, 0, 0, scale, 0, 0}
	d.set(c, d.wall, d.plain)
	c.m = c.m.then(matrix{zoom, 0, 0, zoom, 500 - x*zoom, 500 - y*zoom})
	d.draw(c, d.plain)
}

// PictureKeys lists every picture that the shop refers to, once each, in the order in which it does.
func PictureKeys() []string {
	var keys []string
	seen := map[string]bool{}
	add := func(key string) {
		if key = strings.TrimPrefix(key, source); !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	for _, p := range Products() {
		for _, m := range p.Media {
			add(m.Source)
		}
	}
	for _, col := range Collections() {
		if col.Image != nil {
			add(col.Image.Source)
		}
	}
	for _, a := range Articles() {
		add(a.Picture)
	}
	s := Shop()
	for _, key := range []string{s.Logo, s.SquareLogo, s.Cover} {
		add(key)
	}
	return keys
}
