package media

import (
	"fmt"
	"image"
	"math"
)

// plan is what is answered to a request: the original as it is, or a region of it in a size and a format.
type plan struct {
	original      bool
	format        Format
	width, height int             // of the answer, in pixels
	region        image.Rectangle // of the upright picture
	crop          Crop            // the side that the region lies at; empty for the whole picture
}

// recipe is raised when the same plan comes to give other bytes, so that nothing made before is found again.
const recipe = 1

// implicitWebP is the largest area, in pixels, that becomes WebP without being asked to by name: the encoder takes some
// 0.15 s and 25 MB for a million pixels.
const implicitWebP = 8_000_000

// planFor decides what to answer. acceptsWebP is what the client says of itself.
func planFor(f facts, t Transform, acceptsWebP bool) plan {
	p := plan{format: t.Format}
	p.width, p.height, p.region, p.crop = t.fit(f.width, f.height)
	whole := p.crop == "" && p.width == f.width && p.height == f.height
	switch {
	case p.format != "":
	case f.moving:
		// Stills would lose what the picture is about; sizes are wishes, and the client scales it.
		return plan{original: true, format: f.format, width: f.width, height: f.height, region: image.Rect(0, 0, f.width, f.height)}
	case acceptsWebP && f.format != gifFormat && (f.format == WEBP || p.width*p.height <= implicitWebP):
		p.format = WEBP
	case f.format == WEBP && !f.alpha:
		p.format = JPG
	case f.format == WEBP:
		p.format = PNG
	case f.format == gifFormat && !whole:
		p.format = PNG
	default:
		p.format = f.format
	}
	p.original = whole && p.format == f.format
	return p
}

// key names what a plan makes of a picture, in the cache and as a validator.
func (p plan) key(stem string) string {
	if p.original {
		return stem + "." + string(p.format)
	}
	crop := ""
	if p.crop != "" {
		crop = "_" + string(p.crop)
	}
	return fmt.Sprintf("%s_%dx%d%s_r%d.%s", stem, p.width, p.height, crop, recipe, p.format)
}

// fit is the size of the answer, and the region of a picture of the given size that it shows. Nothing is enlarged: a crop
// of a picture that is too small keeps the ratio that was asked for, in the largest size there is.
func (t Transform) fit(width, height int) (w, h int, region image.Rectangle, crop Crop) {
	frameWidth, frameHeight := t.bounds()
	region = image.Rect(0, 0, width, height)
	if t.Crop == "" || frameWidth == 0 || frameHeight == 0 {
		scale := 1.0
		if frameWidth > 0 {
			scale = min(scale, float64(frameWidth)/float64(width))
		}
		if frameHeight > 0 {
			scale = min(scale, float64(frameHeight)/float64(height))
		}
		return scaled(width, scale), scaled(height, scale), region, ""
	}
	shrink := min(1, float64(width)/float64(frameWidth), float64(height)/float64(frameHeight))
	w, h = min(scaled(frameWidth, shrink), width), min(scaled(frameHeight, shrink), height)
	// The largest region of the frame's ratio: all of one side, a part of the other.
	regionWidth, regionHeight := width, height
	if width*frameHeight > height*frameWidth {
		regionWidth = min(width, scaled(height, float64(frameWidth)/float64(frameHeight)))
	} else {
		regionHeight = min(height, scaled(width, float64(frameHeight)/float64(frameWidth)))
	}
	if regionWidth == width && regionHeight == height {
		return w, h, region, ""
	}
	at := image.Pt((width-regionWidth)/2, (height-regionHeight)/2)
	switch t.Crop {
	case CropTop:
		at.Y = 0
	case CropBottom:
		at.Y = height - regionHeight
	case CropLeft:
		at.X = 0
	case CropRight:
		at.X = width - regionWidth
	}
	return w, h, image.Rect(0, 0, regionWidth, regionHeight).Add(at), t.Crop
}

// scaled is a side in another scale, at least a pixel.
func scaled(side int, scale float64) int { return max(1, int(math.Round(float64(side)*scale))) }
