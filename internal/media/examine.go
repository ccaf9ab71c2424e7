package media

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"

	"golang.org/x/image/webp"

	"cartwright/internal/fault"
)

// gifFormat is a format that is taken and never made.
const gifFormat Format = "gif"

// mime is the media type of a format.
func (f Format) mime() string {
	if f == JPG {
		return "image/jpeg"
	}
	return "image/" + string(f)
}

// facts are what a picture's bytes tell without its pixels being decoded.
type facts struct {
	format        Format
	width, height int         // pixels, as it is shown
	turn          orientation // how it must be turned to be shown
	alpha         bool        // parts may be transparent; known of WebP alone
	moving        bool        // an animation
}

// large is the area, in pixels, from which a picture is worked on alone.
const large = 16_000_000

// share is how many of the places for work a picture takes.
func (f facts) share() int64 {
	if f.width*f.height > large {
		return workers
	}
	return 1
}

// formats are the formats that are taken, by what their bytes look like.
var formats = map[string]Format{"image/jpeg": JPG, "image/png": PNG, "image/gif": gifFormat, "image/webp": WEBP}

// examine tells the type by the bytes and reads the dimensions without the pixels.
func examine(content []byte, maxPixels int) (facts, error) {
	format, ok := formats[http.DetectContentType(content)]
	if !ok {
		return facts{}, refusal(content)
	}
	f := facts{format: format}
	config, err := configOf(content, format)
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		return facts{}, fault.Invalidf("", "the picture is damaged: its dimensions cannot be read")
	}
	if config.Width > maxPixels/config.Height {
		return facts{}, fault.Limitf("", "a picture has at most %d million pixels, this one has %d × %d", maxPixels/1_000_000, config.Width, config.Height)
	}
	f.width, f.height = config.Width, config.Height
	if f.turn = orientationOf(content, format); f.turn.sideways() {
		f.width, f.height = f.height, f.width
	}
	switch format {
	case gifFormat:
		f.moving = movingGIF(content)
	case PNG:
		f.moving = movingPNG(content)
	case WEBP:
		f.moving, f.alpha = webpTraits(content)
	}
	return f, nil
}

// configOf reads the dimensions with the decoder of the format and no other.
func configOf(content []byte, format Format) (image.Config, error) {
	r := bytes.NewReader(content)
	switch format {
	case JPG:
		return jpeg.DecodeConfig(r)
	case PNG:
		return png.DecodeConfig(r)
	case gifFormat:
		return gif.DecodeConfig(r)
	default:
		return webp.DecodeConfig(r)
	}
}

// refusal says why bytes are not taken, and what would be.
func refusal(content []byte) error {
	start := strings.ToLower(string(content[:min(len(content), 512)]))
	brand := ""
	if len(content) >= 12 && start[4:8] == "ftyp" {
		brand = start[8:12]
	}
	switch {
	case len(content) == 0:
		return fault.Invalidf("", "the picture is empty: send a JPEG, PNG, GIF or WebP")
	case strings.Contains(start, "<svg"):
		return fault.Invalidf("", "an SVG drawing is not taken, because it can carry scripts: export it as PNG or WebP")
	case strings.HasPrefix(http.DetectContentType(content), "text/"):
		return fault.Invalidf("", "this is text or a web page, not a picture: send a JPEG, PNG, GIF or WebP, or the address of the picture itself")
	case brand == "avif" || brand == "heic" || brand == "mif1" || brand == "heix":
		return fault.Invalidf("", "AVIF and HEIC are not taken: export the picture as JPEG, PNG or WebP")
	}
	return fault.Invalidf("", "this is no picture that is taken: use JPEG, PNG, GIF or WebP")
}
