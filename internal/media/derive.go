package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"path/filepath"
	"strings"

	"github.com/gen2brain/webp"
	"github.com/kovidgoyal/imaging"
)

// The qualities that derived pictures are encoded with.
const (
	jpegQuality = 82
	webpQuality = 78
	webpMethod  = 2 // of 6: the later ones take several times as long for a few percent
)

// result is a picture ready to be sent.
type result struct {
	content []byte
	mime    string
}

// derived is the picture of a name as the transformation wants it, from the cache or made now. Whoever asks for the same
// meanwhile waits for the same work.
func (s *Store) derived(ctx context.Context, name string, t Transform, format Format) (result, error) {
	width, height := t.bounds()
	key := fmt.Sprintf("%s_%dx%d_%s.%s", strings.TrimSuffix(name, filepath.Ext(name)), width, height, t.Crop, format)
	mime := map[Format]string{JPG: "image/jpeg", PNG: "image/png", WEBP: "image/webp"}[format]
	if content, ok := s.cache.get(key); ok {
		return result{content, mime}, nil
	}
	made, err, _ := s.flight.Do("derived "+key, func() (any, error) {
		if content, ok := s.cache.get(key); ok {
			return content, nil
		}
		// Others wait for this work too: it goes on when the first of them leaves.
		ctx := context.WithoutCancel(ctx)
		source, err := s.read(ctx, name)
		if err != nil {
			return nil, err
		}
		if err := s.work.Acquire(ctx, 1); err != nil {
			return nil, err
		}
		defer s.work.Release(1)
		content, err := render(source, width, height, t.Crop, format, s.o.MaxPixels)
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", key, err)
		}
		s.cache.put(key, content)
		return content, nil
	})
	if err != nil {
		return result{}, err
	}
	content, _ := made.([]byte)
	return result{content, mime}, nil
}

// render decodes, turns, resizes and encodes a picture.
func render(source []byte, width, height int, crop Crop, format Format, maxPixels int) ([]byte, error) {
	if _, err := examine(source, maxPixels); err != nil {
		return nil, err
	}
	img, err := imaging.Decode(bytes.NewReader(source), imaging.AutoOrientation(true), imaging.Backends(imaging.GO_IMAGE))
	if err != nil {
		return nil, err
	}
	img = resize(img, width, height, crop)
	var b bytes.Buffer
	switch format {
	case JPG:
		err = imaging.Encode(&b, flatten(img), imaging.JPEG, imaging.JPEGQuality(jpegQuality))
	case PNG:
		err = imaging.Encode(&b, img, imaging.PNG)
	case WEBP:
		err = webp.Encode(&b, img, webp.Options{Quality: webpQuality, Method: webpMethod})
	}
	return b.Bytes(), err
}

// anchors are where a crop holds on to.
var anchors = map[Crop]imaging.Anchor{
	CropCenter: imaging.Center, CropTop: imaging.Top, CropBottom: imaging.Bottom, CropLeft: imaging.Left, CropRight: imaging.Right,
}

// resize brings a picture within its bounds and never enlarges it.
func resize(img image.Image, width, height int, crop Crop) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if crop != "" && width > 0 && height > 0 {
		// A picture that is smaller than the frame fills a smaller frame of the same ratio.
		if w < width || h < height {
			shrink := min(float64(w)/float64(width), float64(h)/float64(height))
			width, height = max(1, int(float64(width)*shrink)), max(1, int(float64(height)*shrink))
		}
		return imaging.Fill(img, width, height, anchors[crop], imaging.Lanczos)
	}
	scale := 1.0
	if width > 0 {
		scale = min(scale, float64(width)/float64(w))
	}
	if height > 0 {
		scale = min(scale, float64(height)/float64(h))
	}
	if scale == 1 {
		return img
	}
	return imaging.Resize(img, max(1, int(float64(w)*scale+0.5)), max(1, int(float64(h)*scale+0.5)), imaging.Lanczos)
}

// flatten lays a picture with transparent parts on white: JPEG has no transparency.
func flatten(img image.Image) image.Image {
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		return img
	}
	white := imaging.New(img.Bounds().Dx(), img.Bounds().Dy(), image.White.C)
	return imaging.OverlayCenter(white, img, 1)
}
