package media

import (
	"encoding/binary"
	"iter"
)

// The walks below read the outer structure of files: what a decoder for still pictures passes over. They come from
// elsewhere, so every length is checked against what is there, and nothing is allocated.

// chunk is one named part of a PNG or WebP file.
type chunk struct {
	name string
	body []byte
}

// chunksPNG walks the chunks of a PNG file (PNG, third edition, section 5.3).
func chunksPNG(b []byte) iter.Seq[chunk] {
	return func(yield func(chunk) bool) {
		const signature, frame = 8, 12 // a chunk's length, name and checksum take 12 bytes
		for b = b[min(signature, len(b)):]; len(b) >= frame; {
			size := uint64(binary.BigEndian.Uint32(b))
			if size > uint64(len(b)-frame) {
				return
			}
			if !yield(chunk{string(b[4:8]), b[8 : 8+size]}) {
				return
			}
			b = b[frame+size:]
		}
	}
}

// chunksRIFF walks the chunks of a RIFF body, such as what follows "RIFF….WEBP" (WebP container, section 2.3). A last
// chunk that is cut off is left out.
func chunksRIFF(b []byte) iter.Seq[chunk] {
	return func(yield func(chunk) bool) {
		for len(b) >= 8 {
			size := uint64(binary.LittleEndian.Uint32(b[4:]))
			if size > uint64(len(b)-8) {
				return
			}
			if !yield(chunk{string(b[:4]), b[8 : 8+size]}) {
				return
			}
			b = b[min(8+size+size%2, uint64(len(b))):]
		}
	}
}

// bodyWebP is what follows the head of a WebP file.
func bodyWebP(b []byte) []byte { return b[min(12, len(b)):] }

// webpTraits tells whether a WebP file moves and whether parts of it may be transparent, by its first chunk.
func webpTraits(b []byte) (moving, alpha bool) {
	for c := range chunksRIFF(bodyWebP(b)) {
		switch {
		case c.name == "VP8X" && len(c.body) >= 10:
			return c.body[0]&0x02 != 0, c.body[0]&0x10 != 0
		case c.name == "VP8L" && len(c.body) >= 5:
			return false, c.body[4]&0x10 != 0 // after two sizes of 14 bits
		}
		break
	}
	return false, false
}

// movingPNG reports whether a PNG file is an animation: those say so before the first pixels.
func movingPNG(b []byte) bool {
	for c := range chunksPNG(b) {
		switch c.name {
		case "acTL":
			return true
		case "IDAT":
			return false
		}
	}
	return false
}

// movingGIF reports whether a GIF file has a second picture (GIF89a, appendix B).
func movingGIF(b []byte) bool {
	const head, descriptor = 13, 10
	if len(b) < head {
		return false
	}
	b = skip(b, head+palette(b[10]))
	for pictures := 0; len(b) > 0; {
		switch b[0] {
		case 0x21: // an extension: a label and blocks
			b = skipBlocks(skip(b, 2))
		case 0x2c: // a picture: its place, colours, the width of its codes and blocks
			if pictures++; pictures == 2 {
				return true
			}
			if len(b) < descriptor {
				return false
			}
			b = skipBlocks(skip(b, descriptor+palette(b[9])+1))
		default:
			return false
		}
	}
	return false
}

// palette is the length of the table of colours that a GIF's flags announce.
func palette(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

func skip(b []byte, n int) []byte { return b[min(n, len(b)):] }

// skipBlocks passes over blocks, each after its length, up to the empty one.
func skipBlocks(b []byte) []byte {
	for len(b) > 0 && b[0] != 0 {
		b = skip(b, 1+int(b[0]))
	}
	return skip(b, 1)
}
