package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
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
	return webp.Decode(r)
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
		var extended [18]byte
		copy(extended[:], "VP8X\x0a\x00\x00\x00")
		copy(extended[12:15], c.body[6:9])
		copy(extended[15:18], c.body[9:12])
		var file bytes.Buffer
		for part := range chunksRIFF(c.body[head:]) {
			switch part.name {
			case "ALPH":
				extended[8] |= 0x10
				writeChunk(&file, part)
			case "VP8 ", "VP8L":
				writeChunk(&file, part)
			}
		}
		size := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(4+len(extended)+file.Len())) // bounded by MaxBytes
		still := append(append(append(size, "WEBP"...), extended[:]...), file.Bytes()...)
		frame, err := webp.Decode(bytes.NewReader(still))
		if err != nil {
			return nil, err
		}
		return onCanvas(frame, at, f), nil
	}
	return nil, errFrame
}

// writeChunk writes a chunk of a RIFF file, filled up to an even length.
func writeChunk(b *bytes.Buffer, c chunk) {
	b.WriteString(c.name)
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(c.body)))) // read from such a field
	b.Write(c.body)
	if len(c.body)%2 == 1 {
		b.WriteByte(0)
	}
}

// int24 is a number of three bytes, least first.
func int24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
