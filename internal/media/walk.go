package media

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// The walks below read the outer structure of files: what a decoder for still pictures passes over. They come from
// elsewhere, so every length is checked against what is there, and nothing is allocated.

// chunk is one named part of a file.
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

// Segments of a JPEG file, named by their second byte.
const (
	markerAPP1 = "\xe1"
	markerAPP2 = "\xe2"
)

// segmentsJPEG walks the segments of a JPEG file before its first scan (ITU T.81, annex B).
func segmentsJPEG(b []byte) iter.Seq[chunk] {
	return func(yield func(chunk) bool) {
		for b = skip(b, 2); len(b) >= 4 && b[0] == 0xff; {
			const filler, scan, end = 0xff, 0xda, 0xd9
			if b[1] == filler {
				b = b[1:]
				continue
			}
			size := int(binary.BigEndian.Uint16(b[2:]))
			if b[1] == scan || b[1] == end || size < 2 || size > len(b)-2 || !yield(chunk{string(b[1:2]), b[4 : 2+size]}) {
				return
			}
			b = b[2+size:]
		}
	}
}

// writeChunk writes a chunk of a RIFF file, filled up to an even length.
func writeChunk(b *bytes.Buffer, c chunk) {
	b.WriteString(c.name)
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(c.body)))) // files are far smaller
	b.Write(c.body)
	if len(c.body)%2 == 1 {
		b.WriteByte(0)
	}
}

// fileWebP is a WebP file of these chunks.
func fileWebP(chunks []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(4+len(chunks)))
	return append(append(b, "WEBP"...), chunks...)
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

// int24 is a number of three bytes, least first, as WebP has them.
func int24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func put24(b []byte, n int) { b[0], b[1], b[2] = byte(n), byte(n>>8), byte(n>>16) }
