package media

import (
	"bytes"
	"encoding/binary"
	"image"

	"github.com/kovidgoyal/imaging"
)

// orientation is how a camera held a picture: 1 upright, 2 to 8 mirrored and turned (Exif 2.32, tag 0x0112). 0 is unsaid.
type orientation uint8

// sideways reports whether width and height change places when the picture is turned upright.
func (o orientation) sideways() bool { return o >= 5 }

// upright turns a picture.
func (o orientation) upright(img image.Image) image.Image {
	switch o {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6:
		return imaging.Rotate270(img)
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	}
	return img
}

// stored is where a region of the upright picture lies in the stored one; width and height are the upright picture's. With
// it a picture is cropped and made small first, and then turned, which costs little.
func (o orientation) stored(r image.Rectangle, width, height int) image.Rectangle {
	mirrored := image.Rect(width-r.Max.X, r.Min.Y, width-r.Min.X, r.Max.Y)
	flipped := image.Rect(r.Min.X, height-r.Max.Y, r.Max.X, height-r.Min.Y)
	turned := image.Rect(width-r.Max.X, height-r.Max.Y, width-r.Min.X, height-r.Min.Y)
	swap := func(r image.Rectangle) image.Rectangle { return image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X) }
	switch o {
	case 2:
		return mirrored
	case 3:
		return turned
	case 4:
		return flipped
	case 5:
		return swap(r)
	case 6:
		return swap(mirrored)
	case 7:
		return swap(turned)
	case 8:
		return swap(flipped)
	}
	return r
}

// orientationOf reads the orientation from the Exif block of a picture, 0 where there is none or it makes no sense. It is
// read by hand, because the decoders at hand take the lengths that a file claims at their word and allocate them.
func orientationOf(content []byte, format Format) orientation {
	switch format {
	case JPG:
		for s := range segmentsJPEG(content) {
			if s.name == markerAPP1 && bytes.HasPrefix(s.body, exifMark) {
				return orientationIn(s.body[len(exifMark):])
			}
		}
	case PNG:
		for c := range chunksPNG(content) {
			if c.name == "eXIf" {
				return orientationIn(c.body)
			}
		}
	case WEBP:
		for c := range chunksRIFF(bodyWebP(content)) {
			if c.name == "EXIF" {
				return orientationIn(bytes.TrimPrefix(c.body, exifMark))
			}
		}
	}
	return 0
}

var exifMark = []byte("Exif\x00\x00")

// orientationIn finds the orientation in the first directory of a TIFF block (TIFF 6.0, section 2).
func orientationIn(b []byte) orientation {
	if len(b) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	switch string(b[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
	default:
		return 0
	}
	const tag, short, entry = 0x0112, 3, 12
	start := uint64(order.Uint32(b[4:]))
	if start+2 > uint64(len(b)) {
		return 0
	}
	count, directory := int(order.Uint16(b[start:])), b[start+2:]
	for range count {
		if len(directory) < entry {
			return 0
		}
		if order.Uint16(directory) == tag {
			value := order.Uint16(directory[8:])
			if order.Uint16(directory[2:]) != short || value < 1 || value > 8 {
				return 0
			}
			return orientation(value)
		}
		directory = directory[entry:]
	}
	return 0
}
