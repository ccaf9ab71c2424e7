package media

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// sizes are the names of sizes in older addresses, each a square in pixels.
var sizes = map[string]int{"pico": 16, "icon": 32, "thumb": 50, "small": 100, "compact": 160, "medium": 240, "large": 480, "grande": 600}

// older is a size that stands before the extension: x_small.png, x_400x.png, x_400x300_crop_center@2x.png.
var older = regexp.MustCompile(`^([0-9a-f]{32})_(?:(\d*)x(\d*)|([a-z]+))(?:_crop_([a-z]+))?(?:@(\d)x)?\.([a-z]+)$`)

// parse reads the name and the transformation of a request: sizes in the query, or before the extension. Parameters that
// are not known ("v") are passed over. The name is not checked. An error is a sentence for whoever wrote the address.
func parse(file string, query url.Values) (name string, t Transform, err error) {
	name = file
	if m := older.FindStringSubmatch(file); m != nil {
		name = m[1] + "." + m[7]
		t.Crop = Crop(m[5])
		if side, ok := sizes[m[4]]; ok {
			t.Width, t.Height = side, side
		} else if m[4] != "" || m[2]+m[3] == "" {
			return "", t, fmt.Errorf("there is no size %q: use one like 400x300, 400x, x300, small or large", strings.TrimPrefix(file[:len(file)-len(m[7])-1], m[1]+"_"))
		}
		for _, part := range []number{{"the width", m[2], MaxSide, &t.Width}, {"the height", m[3], MaxSide, &t.Height}, {"the scale", m[6], maxScale, &t.Scale}} {
			if err := part.read(); err != nil {
				return "", t, err
			}
		}
	}
	for _, part := range []number{{"width", query.Get("width"), MaxSide, &t.Width}, {"height", query.Get("height"), MaxSide, &t.Height},
		{"scale", query.Get("scale"), maxScale, &t.Scale}} {
		if err := part.read(); err != nil {
			return "", t, err
		}
	}
	if c := query.Get("crop"); c != "" {
		t.Crop = Crop(strings.ToLower(c))
	}
	if f := query.Get("format"); f != "" {
		t.Format = formatNamed(f)
	}
	if !t.Crop.valid() {
		return "", t, fmt.Errorf("crop is center, top, bottom, left or right")
	}
	if !t.Format.valid() {
		return "", t, fmt.Errorf("format is jpg, png or webp")
	}
	return name, t, nil
}

// formatNamed is a format by one of its names; pjpg is a JPEG that builds up while it loads, which is a matter of taste.
func formatNamed(name string) Format {
	switch name = strings.ToLower(name); name {
	case "jpeg", "pjpg":
		return JPG
	}
	return Format(name)
}

// number is a parameter that is a whole number from 1 to a maximum; text that is empty leaves it as it was.
type number struct {
	name, text string
	most       int
	into       *int
}

func (n number) read() error {
	if n.text == "" {
		return nil
	}
	value, err := strconv.Atoi(n.text)
	if err != nil || value < 1 || value > n.most {
		return fmt.Errorf("%s is a whole number between 1 and %d", n.name, n.most)
	}
	*n.into = value
	return nil
}
