package media

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// decode decodes a picture as it is stored, not yet turned upright; of one that moves, the first picture. The content was
// examined before, so its size is bounded.
func decode(content []byte, f facts) (image.Image, error) {
	r := bytes.NewReader(content)
	switch {
	case f.format == JPG:
		return jpeg.Decode(r)
	case f.format == PNG:
		return png.Decode(r)
	case f.format == gifFormat:
		frame, err := gif.Decode(r)
		if err != nil {
			return nil, err
		}
		return onCanvas(frame, frame.Bounds().Min, f), nil
	case f.moving:
		return firstOfWebP(content, f)
	}
	img, err := webp.Decode(r)
	return straight(img), err
}

// straight gives a transparent WebP picture one array of pixels. The resizer at hand takes the transparency of such a
// picture for a whole row from the row's first pixel.
func straight(img image.Image) image.Image {
	from, ok := img.(*image.NYCbCrA)
	if !ok {
		return img
	}
	to := image.NewNRGBA(from.Rect)
	for y := from.Rect.Min.Y; y < from.Rect.Max.Y; y++ {
		row := to.Pix[to.PixOffset(from.Rect.Min.X, y):]
		for x := from.Rect.Min.X; x < from.Rect.Max.X; x++ {
			luma, chroma := from.YOffset(x, y), from.COffset(x, y)
			p := row[:4:4]
			p[0], p[1], p[2] = color.YCbCrToRGB(from.Y[luma], from.Cb[chroma], from.Cr[chroma])
			p[3] = from.A[from.AOffset(x, y)]
			row = row[4:]
		}
	}
	return to
}

// onCanvas lays the first picture of an animation where it belongs: it may be smaller than the whole.
func onCanvas(frame image.Image, at image.Point, f facts) image.Image {
	whole := image.Rect(0, 0, f.width, f.height)
	if f.turn.sideways() {
		whole = image.Rect(0, 0, f.height, f.width)
	}
	if frame.Bounds() == whole {
		return frame
	}
	canvas := image.NewNRGBA(whole)
	draw.Draw(canvas, frame.Bounds().Sub(frame.Bounds().Min).Add(at), frame, frame.Bounds().Min, draw.Src)
	return canvas
}

var errFrame = errors.New("the first picture of the animation cannot be read")

// firstOfWebP decodes the first picture of a WebP animation. The decoder reads still files only, so the picture's chunks
// are put into a file of their own (WebP container, section 2.7.1.1).
func firstOfWebP(content []byte, f facts) (image.Image, error) {
	const head = 16 // place, size, duration and flags
	for c := range chunksRIFF(bodyWebP(content)) {
		if c.name != "ANMF" || len(c.body) < head {
			continue
		}
		at := image.Pt(2*int24(c.body[0:]), 2*int24(c.body[3:]))
		width, height := int24(c.body[6:])+1, int24(c.body[9:])+1
		canvasWidth, canvasHeight := f.width, f.height
		if f.turn.sideways() {
			canvasWidth, canvasHeight = canvasHeight, canvasWidth
		}
		if at.X+width > canvasWidth || at.Y+height > canvasHeight {
			return nil, errFrame
		}
		// The decoder holds the picture to the size in this chunk before it unfolds any pixel.
		extended := chunk{"VP8X", make([]byte, 10)}
		copy(extended.body[4:], c.body[6:12])
		var file, parts bytes.Buffer
		for part := range chunksRIFF(c.body[head:]) {
			switch part.name {
			case "ALPH":
				extended.body[0] |= 0x10
				writeChunk(&parts, part)
			case "VP8 ", "VP8L":
				writeChunk(&parts, part)
			}
		}
		writeChunk(&file, extended)
		file.Write(parts.Bytes())
		frame, err := webp.Decode(bytes.NewReader(fileWebP(file.Bytes())))
		if err != nil {
			return nil, err
		}
		return onCanvas(straight(frame), at, f), nil
	}
	return nil, errFrame
}
