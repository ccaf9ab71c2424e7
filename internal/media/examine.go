package media

import (
	"bytes"
	"image"
	"net/http"

	// The formats that are taken.
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"

	"github.com/rwcarlsen/goexif/exif"
	_ "golang.org/x/image/webp"

	"cartwright/internal/fault"
)

type metadata struct {
	mime, ext     string
	width, height int
}

var extensions = map[string]string{"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}

// examine tells the type by the bytes and reads the dimensions without the pixels.
func examine(content []byte, maxPixels int) (metadata, error) {
	mime := http.DetectContentType(content)
	ext, ok := extensions[mime]
	if !ok {
		return metadata{}, fault.Invalidf("", "this is no picture that is taken: use JPEG, PNG, GIF or WebP")
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return metadata{}, fault.Invalidf("", "the picture is damaged: its dimensions cannot be read")
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
		return metadata{}, fault.Limitf("", "a picture has at most %d million pixels, this one is %d × %d", maxPixels/1_000_000, config.Width, config.Height)
	}
	m := metadata{mime: mime, ext: ext, width: config.Width, height: config.Height}
	if mime == "image/jpeg" && sideways(content) {
		m.width, m.height = m.height, m.width
	}
	return m, nil
}

// sideways reports whether a camera noted that the picture is to be turned by a quarter.
func sideways(content []byte) bool {
	x, err := exif.Decode(bytes.NewReader(content))
	if err != nil {
		return false
	}
	tag, err := x.Get(exif.Orientation)
	if err != nil {
		return false
	}
	n, err := tag.Int(0)
	return err == nil && n >= 5 && n <= 8
}
