package media

import (
	"net/url"
	"strconv"
	"strings"
)

// Crop says which part of a picture to keep where both sides are given.
type Crop string

// The regions of a crop; the zero Crop keeps the whole picture.
const (
	CropCenter Crop = "center"
	CropTop    Crop = "top"
	CropBottom Crop = "bottom"
	CropLeft   Crop = "left"
	CropRight  Crop = "right"
)

func (c Crop) valid() bool {
	switch c {
	case "", CropCenter, CropTop, CropBottom, CropLeft, CropRight:
		return true
	}
	return false
}

// Format is a format to answer in; the zero Format leaves it to what the client accepts.
type Format string

// The formats that are made.
const (
	JPG  Format = "jpg"
	PNG  Format = "png"
	WEBP Format = "webp"
)

func (f Format) valid() bool { return f == "" || f == JPG || f == PNG || f == WEBP }

// MaxSide is the longest side that is made, in pixels.
const MaxSide = 5760

// maxScale is the largest factor for dense screens.
const maxScale = 3

// Transform says what to make of a picture. Width and Height are bounds that keep the ratio; nothing is enlarged. With a
// crop and both bounds the result is exactly so large, if the picture is.
type Transform struct {
	Width, Height int // pixels, at most MaxSide; 0: unbounded
	Crop          Crop
	Scale         int // 2 and 3 for dense screens; 0 and 1: as it is
	Format        Format
}

// prefix is where the handler is mounted.
const prefix = "/s/files/"

// Path is where a picture is served, below the server's address.
func Path(name string) string { return prefix + name }

// Query is the transformation as it stands behind a picture's address ("?width=400&crop=center"); empty for none. What is
// out of range is brought into it, and an unknown region or format left out, so that the address is always answered.
func (t Transform) Query() string {
	var b strings.Builder
	add := func(name, value string) {
		b.WriteByte("?&"[min(b.Len(), 1)])
		b.WriteString(name + "=" + url.QueryEscape(value))
	}
	if w := min(t.Width, MaxSide); w > 0 {
		add("width", strconv.Itoa(w))
	}
	if h := min(t.Height, MaxSide); h > 0 {
		add("height", strconv.Itoa(h))
	}
	if t.Crop != "" && t.Crop.valid() {
		add("crop", string(t.Crop))
	}
	if s := min(t.Scale, maxScale); s > 1 {
		add("scale", strconv.Itoa(s))
	}
	if t.Format != "" && t.Format.valid() {
		add("format", string(t.Format))
	}
	return b.String()
}

// bounds are the sides with the scale applied. A frame that grows beyond what is made keeps its ratio.
func (t Transform) bounds() (width, height int) {
	scale := min(max(t.Scale, 1), maxScale)
	width, height = max(t.Width, 0)*scale, max(t.Height, 0)*scale
	if long := max(width, height); long > MaxSide {
		by := float64(MaxSide) / float64(long)
		width, height = shrunk(width, by), shrunk(height, by)
	}
	return width, height
}

// shrunk is a bound made smaller; one that is not set stays so.
func shrunk(side int, by float64) int {
	if side == 0 {
		return 0
	}
	return scaled(side, by)
}
