package media

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Crop says which part of a picture to keep where both sides are given.
type Crop string

// The regions of a crop; the zero Crop keeps the whole picture.
const (
	CropCenter Crop = "center"
	CropTop    Crop = "top"
	CropBottom Crop = "bottom"
	CropLeft   Crop = "left"
	CropRight  Crop = "right"
)

// Format is a format to answer in; the zero Format leaves it to what the client accepts.
type Format string

// The formats.
const (
	JPG  Format = "jpg"
	PNG  Format = "png"
	WEBP Format = "webp"
)

// MaxSide is the longest side that is made, in pixels.
const MaxSide = 5760

// maxScale is the largest factor for dense screens.
const maxScale = 3

// Transform says what to make of a picture. Width and Height are bounds that keep the ratio; nothing is enlarged. With a
// crop and both bounds the result is exactly so large, if the picture is.
type Transform struct {
	Width, Height int // pixels; 0: unbounded
	Crop          Crop
	Scale         int // 2 and 3 for dense screens; 0 and 1: as it is
	Format        Format
}

// Path is where a picture is served, below the server's address.
func Path(name string) string { return "/s/files/" + name }

// Query is the transformation as it stands behind a picture's address; empty for none.
func (t Transform) Query() string {
	var b strings.Builder
	add := func(name, value string) {
		if b.Len() == 0 {
			b.WriteByte('?')
		} else {
			b.WriteByte('&')
		}
		b.WriteString(name + "=" + value)
	}
	t = t.clamped()
	if t.Width > 0 {
		add("width", strconv.Itoa(t.Width))
	}
	if t.Height > 0 {
		add("height", strconv.Itoa(t.Height))
	}
	if t.Crop != "" {
		add("crop", string(t.Crop))
	}
	if t.Scale > 1 {
		add("scale", strconv.Itoa(t.Scale))
	}
	if t.Format != "" {
		add("format", string(t.Format))
	}
	return b.String()
}

// clamped brings sizes into their bounds.
func (t Transform) clamped() Transform {
	t.Width, t.Height = min(max(t.Width, 0), MaxSide), min(max(t.Height, 0), MaxSide)
	t.Scale = min(max(t.Scale, 1), maxScale)
	return t
}

// bounds are the sides with the scale applied.
func (t Transform) bounds() (width, height int) {
	return min(t.Width*max(t.Scale, 1), MaxSide), min(t.Height*max(t.Scale, 1), MaxSide)
}

// sizes are the names of sizes in older addresses.
var sizes = map[string]int{"pico": 16, "icon": 32, "thumb": 50, "small": 100, "compact": 160, "medium": 240, "large": 480, "grande": 600}

// older is a size that stands before the extension: shirt_400x300_crop_center@2x.png.
var older = regexp.MustCompile(`^([0-9a-f]{32})_(?:(\d{0,4})x(\d{0,4})|([a-z]+))(?:_crop_([a-z]+))?(?:@([23])x)?\.([a-z]+)$`)

// parse reads the name and the transformation of a request. Parameters that are not known are passed over.
func parse(file string, query url.Values) (name string, t Transform, err error) {
	name = file
	if m := older.FindStringSubmatch(file); m != nil {
		name = m[1] + "." + m[7]
		t.Width, t.Height, t.Crop = number(m[2]), number(m[3]), Crop(m[5])
		t.Scale = number(m[6])
		if m[4] != "" {
			side, ok := sizes[m[4]]
			if !ok {
				return "", t, fmt.Errorf("there is no size %q", m[4])
			}
			t.Width, t.Height = side, side
		}
	}
	for key, into := range map[string]*int{"width": &t.Width, "height": &t.Height, "scale": &t.Scale} {
		text := query.Get(key)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > MaxSide || key == "scale" && n > maxScale {
			return "", t, fmt.Errorf("%s is a whole number between 1 and %d", key, map[bool]int{true: maxScale, false: MaxSide}[key == "scale"])
		}
		*into = n
	}
	if c := query.Get("crop"); c != "" {
		t.Crop = Crop(strings.ToLower(c))
	}
	if f := query.Get("format"); f != "" {
		t.Format = Format(strings.Replace(strings.ToLower(f), "jpeg", "jpg", 1))
		if t.Format == "pjpg" {
			t.Format = JPG
		}
	}
	switch t.Crop {
	case "", CropCenter, CropTop, CropBottom, CropLeft, CropRight:
	default:
		return "", t, fmt.Errorf("crop is center, top, bottom, left or right")
	}
	switch t.Format {
	case "", JPG, PNG, WEBP:
	default:
		return "", t, fmt.Errorf("format is jpg, png or webp")
	}
	return name, t, nil
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
