package media

import (
	"image"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFit(t *testing.T) {
	type want struct {
		W, H   int
		Region image.Rectangle
		Crop   Crop
	}
	whole := func(w, h int) image.Rectangle { return image.Rect(0, 0, w, h) }
	for _, c := range []struct {
		name          string
		width, height int
		t             Transform
		want          want
	}{
		{"nothing asked gives the picture", 2000, 1000, Transform{}, want{2000, 1000, whole(2000, 1000), ""}},
		{"a width keeps the ratio", 2000, 1000, Transform{Width: 400}, want{400, 200, whole(2000, 1000), ""}},
		{"a height keeps the ratio", 2000, 1000, Transform{Height: 400}, want{800, 400, whole(2000, 1000), ""}},
		{"the tighter bound decides", 2000, 1000, Transform{Width: 400, Height: 400}, want{400, 200, whole(2000, 1000), ""}},
		{"the other way round too", 1000, 2000, Transform{Width: 400, Height: 400}, want{200, 400, whole(1000, 2000), ""}},
		{"nothing is enlarged", 300, 200, Transform{Width: 400}, want{300, 200, whole(300, 200), ""}},
		{"not by the other bound either", 300, 200, Transform{Width: 400, Height: 100}, want{150, 100, whole(300, 200), ""}},
		{"a scale multiplies bounds", 2000, 1000, Transform{Width: 400, Scale: 2}, want{800, 400, whole(2000, 1000), ""}},
		{"a scale alone is nothing", 2000, 1000, Transform{Scale: 3}, want{2000, 1000, whole(2000, 1000), ""}},
		{"sides are rounded", 1000, 333, Transform{Width: 500}, want{500, 167, whole(1000, 333), ""}},
		{"a thin line stays a pixel wide", 3, 3000, Transform{Height: 100}, want{1, 100, whole(3, 3000), ""}},
		{"a crop needs both bounds", 2000, 1000, Transform{Width: 400, Crop: CropCenter}, want{400, 200, whole(2000, 1000), ""}},
		{"a centre crop is exact", 2000, 1000, Transform{Width: 400, Height: 400, Crop: CropCenter}, want{400, 400, image.Rect(500, 0, 1500, 1000), CropCenter}},
		{"a left crop holds on to the left", 2000, 1000, Transform{Width: 400, Height: 400, Crop: CropLeft}, want{400, 400, image.Rect(0, 0, 1000, 1000), CropLeft}},
		{"a right crop to the right", 2000, 1000, Transform{Width: 400, Height: 400, Crop: CropRight}, want{400, 400, image.Rect(1000, 0, 2000, 1000), CropRight}},
		{"a top crop of a wide picture is its middle", 2000, 1000, Transform{Width: 400, Height: 400, Crop: CropTop}, want{400, 400, image.Rect(500, 0, 1500, 1000), CropTop}},
		{"a top crop of a tall one is its top", 1000, 2000, Transform{Width: 400, Height: 400, Crop: CropTop}, want{400, 400, image.Rect(0, 0, 1000, 1000), CropTop}},
		{"a bottom crop its bottom", 1000, 2000, Transform{Width: 400, Height: 400, Crop: CropBottom}, want{400, 400, image.Rect(0, 1000, 1000, 2000), CropBottom}},
		{"a crop of the same ratio is the whole", 2000, 1000, Transform{Width: 400, Height: 200, Crop: CropRight}, want{400, 200, whole(2000, 1000), ""}},
		{"a crop of a small picture keeps the frame's ratio", 300, 200, Transform{Width: 400, Height: 400, Crop: CropCenter}, want{200, 200, image.Rect(50, 0, 250, 200), CropCenter}},
		{"also where one side would do", 1000, 200, Transform{Width: 400, Height: 400, Crop: CropLeft}, want{200, 200, image.Rect(0, 0, 200, 200), CropLeft}},
		{"a scale that would enlarge does not", 600, 600, Transform{Width: 400, Height: 200, Scale: 3, Crop: CropCenter}, want{600, 300, image.Rect(0, 150, 600, 450), CropCenter}},
		{"what is too long keeps its ratio", 9000, 9000, Transform{Width: 4000, Height: 2000, Scale: 3, Crop: CropCenter}, want{5760, 2880, image.Rect(0, 2250, 9000, 6750), CropCenter}},
		{"a pixel is a pixel", 1, 1, Transform{Width: 16, Height: 16, Crop: CropCenter}, want{1, 1, whole(1, 1), ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got want
			got.W, got.H, got.Region, got.Crop = c.t.fit(c.width, c.height)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFormat(t *testing.T) {
	jpg, pic := facts{format: JPG, width: 800, height: 600}, facts{format: PNG, width: 800, height: 600}
	anim, still := facts{format: gifFormat, width: 800, height: 600, moving: true}, facts{format: gifFormat, width: 800, height: 600}
	flat, clear := facts{format: WEBP, width: 800, height: 600}, facts{format: WEBP, width: 800, height: 600, alpha: true}
	huge := facts{format: JPG, width: 8000, height: 6000}
	small := Transform{Width: 100}
	for _, c := range []struct {
		name     string
		f        facts
		t        Transform
		accepts  bool
		format   Format
		original bool
	}{
		{"a JPEG stays a JPEG", jpg, small, false, JPG, false},
		{"a PNG stays a PNG", pic, small, false, PNG, false},
		{"a JPEG becomes WebP where that is read", jpg, small, true, WEBP, false},
		{"so does a whole PNG", pic, Transform{}, true, WEBP, false},
		{"what is asked for is given", pic, Transform{Format: JPG}, true, JPG, false},
		{"WebP too, unseen", pic, Transform{Format: WEBP}, false, WEBP, false},
		{"the whole in its own format is the original", jpg, Transform{}, false, JPG, true},
		{"asked for by name too", jpg, Transform{Format: JPG}, true, JPG, true},
		{"bounds that do nothing change nothing", jpg, Transform{Width: 5000}, false, JPG, true},
		{"a WebP for a reader is the original", flat, Transform{}, true, WEBP, true},
		{"a WebP for others is a JPEG", flat, Transform{}, false, JPG, false},
		{"unless it is transparent", clear, Transform{}, false, PNG, false},
		{"a still GIF stays a GIF", still, Transform{}, true, gifFormat, true},
		{"a small one is a PNG", still, small, true, PNG, false},
		{"one that moves stays whole", anim, small, true, gifFormat, true},
		{"unless a still is asked for", anim, Transform{Width: 100, Format: JPG}, true, JPG, false},
		{"a huge picture is not encoded anew for the taste of a client", huge, Transform{}, true, JPG, true},
		{"but is when asked by name", huge, Transform{Format: WEBP}, true, WEBP, false},
		{"and when it is made small", huge, small, true, WEBP, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planFor(c.f, c.t, c.accepts)
			if p.format != c.format || p.original != c.original {
				t.Errorf("got %s (original %v), want %s (%v)", p.format, p.original, c.format, c.original)
			}
		})
	}
}

func TestKeys(t *testing.T) {
	f := facts{format: PNG, width: 800, height: 600}
	t.Run("bounds that come to the same share what is made", func(t *testing.T) {
		a := planFor(f, Transform{Width: 400}, true).key("x")
		b := planFor(f, Transform{Height: 300}, true).key("x")
		c := planFor(f, Transform{Width: 200, Scale: 2, Crop: CropTop}, true).key("x")
		if a != b || b != c {
			t.Errorf("keys differ: %s %s %s", a, b, c)
		}
	})
	t.Run("regions and formats do not", func(t *testing.T) {
		seen := map[string]bool{}
		for _, crop := range []Crop{"", CropCenter, CropLeft, CropRight} {
			for _, format := range []Format{JPG, PNG, WEBP} {
				key := planFor(f, Transform{Width: 100, Height: 100, Crop: crop, Format: format}, false).key("x")
				if seen[key] {
					t.Errorf("%s stands for two pictures", key)
				}
				seen[key] = true
			}
		}
	})
}

func TestAcceptsWebP(t *testing.T) {
	for accept, want := range map[string]bool{
		"":                  false,
		"*/*":               false,
		"image/*,*/*;q=0.8": false,
		"image/webp":        true,
		"IMAGE/WebP":        true,
		"image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8": true,
		"image/png, image/webp;q=0.5":                                      true,
		"image/webp;q=0":                                                   false,
		"image/webp; q=0.0":                                                false,
		"image/webp;foo=1;q=0":                                             false,
		"image/webpx":                                                      false,
		"text/html;v=image/webp":                                           false,
		"image/webp;q=0,image/webp":                                        true,
	} {
		t.Run(accept, func(t *testing.T) {
			if got := acceptsWebP([]string{accept}); got != want {
				t.Errorf("got %v", got)
			}
		})
	}
}
