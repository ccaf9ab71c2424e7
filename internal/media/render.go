package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"

	"github.com/gen2brain/webp"
	"github.com/kovidgoyal/imaging"
)

// The qualities that derived pictures are encoded with.
const (
	jpegQuality = 82
	webpQuality = 80
	webpMethod  = 2 // of 6: the later ones take two to three times as long and save nothing to speak of
)

// render makes what a plan says of a picture's bytes.
func render(ctx context.Context, content []byte, f facts, p plan) ([]byte, error) {
	img, err := decode(content, f)
	if err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	small := f.turn.upright(resize(img, f, p))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	made, err := encode(small, p.format)
	if err != nil {
		return nil, err
	}
	// The decoder turned other inks into red, green and blue already, so their profile no longer holds.
	if profile := profileOf(content, f.format); profile != nil && !inked(img) {
		made = withProfile(made, p.format, p.width, p.height, profile)
	}
	return made, nil
}

// inked reports whether a picture was meant for print.
func inked(img image.Image) bool { _, ok := img.(*image.CMYK); return ok }

// resize cuts the region out of a stored picture and brings it to its size, still as it is stored.
func resize(img image.Image, f facts, p plan) *image.NRGBA {
	region := f.turn.stored(p.region, f.width, f.height).Add(img.Bounds().Min)
	width, height := p.width, p.height
	if f.turn.sideways() {
		width, height = height, width
	}
	// Every picture of the decoders has regions; one that had none would be shown whole.
	if part, ok := img.(interface {
		SubImage(image.Rectangle) image.Image
	}); ok && region != img.Bounds() {
		img = part.SubImage(region)
	}
	if img.Bounds().Dx() == width && img.Bounds().Dy() == height {
		return imaging.Clone(img)
	}
	return imaging.Clone(imaging.Resize(img, width, height, imaging.Lanczos))
}

// encode writes a picture in a format.
func encode(img image.Image, format Format) ([]byte, error) {
	// The encoder of WebP looks at nothing but the pixels' array: it must be exactly the picture, in this order and not
	// multiplied by its transparency.
	pixels, ok := img.(*image.NRGBA)
	if !ok || pixels.Rect.Min != (image.Point{}) || pixels.Stride != 4*pixels.Rect.Dx() {
		pixels = imaging.Clone(img)
	}
	var b bytes.Buffer
	var err error
	switch format {
	case JPG:
		err = jpeg.Encode(&b, onWhite(pixels), &jpeg.Options{Quality: jpegQuality})
	case PNG:
		err = png.Encode(&b, pixels)
	case WEBP:
		err = webp.Encode(&b, pixels, webp.Options{Quality: webpQuality, Method: webpMethod})
	default:
		err = fmt.Errorf("%q is not made", format)
	}
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", format, err)
	}
	return b.Bytes(), nil
}

// onWhite lays a picture on white, in place: JPEG has no transparency.
func onWhite(img *image.NRGBA) *image.RGBA {
	for i := 0; i+3 < len(img.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		if a := uint32(p[3]); a != 255 {
			for c := range 3 {
				p[c] = uint8((uint32(p[c])*a + 255*(255-a) + 127) / 255)
			}
			p[3] = 255
		}
	}
	return &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
}
