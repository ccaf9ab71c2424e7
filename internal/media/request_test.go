package media

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const hash = "0123456789abcdef0123456789abcdef"

func TestParse(t *testing.T) {
	type want struct {
		Name string
		T    Transform
		Err  string
	}
	for _, c := range []struct {
		file, query string
		want        want
	}{
		{"x.png", "", want{Name: "x.png"}},
		{"x.png", "v=1700000000", want{Name: "x.png"}},
		{"x.png", "width=400&height=300&crop=center&scale=2&format=webp", want{Name: "x.png", T: Transform{400, 300, CropCenter, 2, WEBP}}},
		{"x.png", "v=1&width=400&colour=red", want{Name: "x.png", T: Transform{Width: 400}}},
		{"x.png", "crop=TOP&format=JPEG", want{Name: "x.png", T: Transform{Crop: CropTop, Format: JPG}}},
		{"x.png", "format=pjpg", want{Name: "x.png", T: Transform{Format: JPG}}},
		{"x.png", "width=", want{Name: "x.png"}},
		{"x.png", "width=1", want{Name: "x.png", T: Transform{Width: 1}}},
		{"x.png", "width=5760", want{Name: "x.png", T: Transform{Width: 5760}}},
		{"x.png", "width=0", want{Err: "width is a whole number between 1 and 5760"}},
		{"x.png", "width=5761", want{Err: "width is a whole number between 1 and 5760"}},
		{"x.png", "height=-1", want{Err: "height is a whole number between 1 and 5760"}},
		{"x.png", "height=1.5", want{Err: "height is a whole number between 1 and 5760"}},
		{"x.png", "width=99999999999999999999", want{Err: "width is a whole number between 1 and 5760"}},
		{"x.png", "scale=4", want{Err: "scale is a whole number between 1 and 3"}},
		{"x.png", "crop=middle", want{Err: "crop is center, top, bottom, left or right"}},
		{"x.png", "format=gif", want{Err: "format is jpg, png or webp"}},
		{"#_50x50.png", "", want{Name: "#.png", T: Transform{Width: 50, Height: 50}}},
		{"#_400x.png", "", want{Name: "#.png", T: Transform{Width: 400}}},
		{"#_x400.png", "", want{Name: "#.png", T: Transform{Height: 400}}},
		{"#_1024x1024.jpg", "v=3", want{Name: "#.jpg", T: Transform{Width: 1024, Height: 1024}}},
		{"#_200x200_crop_center.jpg", "", want{Name: "#.jpg", T: Transform{Width: 200, Height: 200, Crop: CropCenter}}},
		{"#_200x100_crop_left@2x.webp", "", want{Name: "#.webp", T: Transform{Width: 200, Height: 100, Crop: CropLeft, Scale: 2}}},
		{"#_small.png", "", want{Name: "#.png", T: Transform{Width: 100, Height: 100}}},
		{"#_pico.png", "", want{Name: "#.png", T: Transform{Width: 16, Height: 16}}},
		{"#_icon.png", "", want{Name: "#.png", T: Transform{Width: 32, Height: 32}}},
		{"#_thumb.png", "", want{Name: "#.png", T: Transform{Width: 50, Height: 50}}},
		{"#_compact.png", "", want{Name: "#.png", T: Transform{Width: 160, Height: 160}}},
		{"#_medium.png", "", want{Name: "#.png", T: Transform{Width: 240, Height: 240}}},
		{"#_large.png", "", want{Name: "#.png", T: Transform{Width: 480, Height: 480}}},
		{"#_grande.png", "", want{Name: "#.png", T: Transform{Width: 600, Height: 600}}},
		{"#_small.png", "width=300&format=png", want{Name: "#.png", T: Transform{Width: 300, Height: 100, Format: PNG}}},
		{"#_vast.png", "", want{Err: `there is no size "vast": use one like 400x300, 400x, x300, small or large`}},
		{"#_x.png", "", want{Err: `there is no size "x": use one like 400x300, 400x, x300, small or large`}},
		{"#_0x50.png", "", want{Err: "the width is a whole number between 1 and 5760"}},
		{"#_50x5761.png", "", want{Err: "the height is a whole number between 1 and 5760"}},
		{"#_50x50@9x.png", "", want{Err: "the scale is a whole number between 1 and 3"}},
		{"#_50x50_crop_middle.png", "", want{Err: "crop is center, top, bottom, left or right"}},
		{"#_50x50x50.png", "", want{Name: "#_50x50x50.png"}},
	} {
		c.file = strings.Replace(c.file, "#", hash, 1)
		c.want.Name = strings.Replace(c.want.Name, "#", hash, 1)
		t.Run(c.file+"?"+c.query, func(t *testing.T) {
			query, err := url.ParseQuery(c.query)
			if err != nil {
				t.Fatal(err)
			}
			name, tr, err := parse(c.file, query)
			got := want{Name: name, T: tr}
			if err != nil {
				got = want{Err: err.Error()}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestQuery(t *testing.T) {
	for _, c := range []struct {
		t    Transform
		want string
	}{
		{Transform{}, ""},
		{Transform{Width: 400, Height: 400, Crop: CropCenter, Format: WEBP}, "?width=400&height=400&crop=center&format=webp"},
		{Transform{Height: 20}, "?height=20"},
		{Transform{Scale: 2}, "?scale=2"},
		{Transform{Scale: 1}, ""},
		{Transform{Width: 9000, Height: -4, Scale: 9}, "?width=5760&scale=3"},
		{Transform{Crop: "middle", Format: "gif"}, ""},
		{Transform{Crop: "a&b=c"}, ""},
	} {
		t.Run(c.want, func(t *testing.T) {
			if got := c.t.Query(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	t.Run("a path names the content", func(t *testing.T) {
		if got := Path(hash + ".png"); got != "/s/files/"+hash+".png" {
			t.Errorf("got %q", got)
		}
	})
}

// FuzzParse holds the parser to its promises: no panic, nothing out of range, and what it read can be written and read
// again.
func FuzzParse(f *testing.F) {
	f.Add(hash+".png", "width=400&crop=center")
	f.Add(hash+"_50x50_crop_center@2x.png", "v=1")
	f.Add(hash+"_small.png", "format=jpeg;scale=2")
	f.Add("../../etc/passwd", "width=%00")
	f.Fuzz(func(t *testing.T, file, query string) {
		values, _ := url.ParseQuery(query) // what is well formed is kept, as in a request
		name, tr, err := parse(file, values)
		if err != nil {
			if name != "" || err.Error() == "" {
				t.Errorf("a refusal gave the name %q and the sentence %q", name, err)
			}
			return
		}
		if tr.Width < 0 || tr.Width > MaxSide || tr.Height < 0 || tr.Height > MaxSide || tr.Scale < 0 || tr.Scale > maxScale {
			t.Errorf("out of range: %+v", tr)
		}
		if namePattern.MatchString(name) && strings.ContainsAny(name, "/\\\x00") {
			t.Errorf("the name %q leads elsewhere", name)
		}
		again, err := url.ParseQuery(strings.TrimPrefix(tr.Query(), "?"))
		if err != nil {
			t.Fatal(err)
		}
		if tr.Scale == 1 {
			tr.Scale = 0
		}
		if _, second, err := parse(name, again); err != nil && older.FindStringSubmatch(name) == nil || err == nil && older.FindStringSubmatch(name) == nil && second != tr {
			t.Errorf("read again: %+v, want %+v (%v)", second, tr, err)
		}
		for _, side := range [][2]int{{1, 1}, {3000, 17}, {640, 480}} {
			w, h, region, _ := tr.fit(side[0], side[1])
			if w < 1 || h < 1 || w > region.Dx() || h > region.Dy() || region.Min.X < 0 || region.Min.Y < 0 || region.Max.X > side[0] || region.Max.Y > side[1] {
				t.Errorf("%+v of %v gives %d × %d of %v", tr, side, w, h, region)
			}
		}
	})
}
