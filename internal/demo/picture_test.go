package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata anew")

// sketch draws a picture at a quarter of its size.
func sketch(t *testing.T, key string) *image.RGBA {
	t.Helper()
	w, h := Size(key)
	c := newCanvas(w/4, h/4)
	if err := c.picture(key); err != nil {
		t.Fatal(err)
	}
	return c.img
}

// samples are some pictures that together use every part of the drawing: knits, glazes, glows, letters, scenes.
var samples = []string{
	"hollin-crew/heather", "tarn-rain-jacket/sea", "stoneware-teapot/celadon", "storm-lantern/rust", "weir-shelf/oak",
	"field-notebook/pine", "willow-basket", "collections/camp", "articles/opening-the-kiln", "shop/cover", "shop/logo",
}

func TestPictures(t *testing.T) {
	keys := PictureKeys()
	t.Run("every picture can be drawn, shows something and is like no other", func(t *testing.T) {
		seen := map[[sha256.Size]byte]string{}
		for _, key := range keys {
			img := sketch(t, key)
			colours := map[[3]uint8]bool{}
			for i := 0; i < len(img.Pix); i += 52 {
				colours[[3]uint8{img.Pix[i] / 8, img.Pix[i+1] / 8, img.Pix[i+2] / 8}] = true
			}
			if len(colours) < 8 {
				t.Errorf("%s has %d colours", key, len(colours))
			}
			sum := sha256.Sum256(img.Pix)
			if other, ok := seen[sum]; ok {
				t.Errorf("%s looks exactly like %s", key, other)
			}
			seen[sum] = key
		}
	})
	t.Run("the same key gives the same bytes, in any goroutine", func(t *testing.T) {
		for _, key := range []string{"hollin-crew/heather", "storm-lantern/rust", "shop/logo"} {
			var got [3][]byte
			var wg sync.WaitGroup
			for i := range got {
				wg.Go(func() { got[i], _ = Picture(key) })
			}
			wg.Wait()
			if len(got[0]) == 0 || !bytes.Equal(got[0], got[1]) || !bytes.Equal(got[0], got[2]) {
				t.Errorf("%s differs from itself", key)
			}
		}
	})
	t.Run("the bytes have the size, type and weight that are promised", func(t *testing.T) {
		for _, key := range []string{"harbour-tee/oat", "collections/rooms", "shop/logo", "shop/square-logo"} {
			b, err := Picture(key)
			if err != nil {
				t.Fatal(err)
			}
			img, format, err := image.DecodeConfig(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			w, h := Size(key)
			if img.Width != w || img.Height != h || "image/"+format != mime(key) || len(b) > 250_000 {
				t.Errorf("%s: %d × %d, %s, %d bytes", key, img.Width, img.Height, format, len(b))
			}
		}
	})
	t.Run("a key that is drawn nowhere is an error", func(t *testing.T) {
		for _, key := range []string{"", "nothing", "harbour-tee/plaid", "collections/none"} {
			if _, err := Picture(key); err == nil || !strings.Contains(err.Error(), key) {
				t.Errorf("%q: %v", key, err)
			}
		}
	})
	t.Run("every drawing is used", func(t *testing.T) {
		for handle := range drawings() {
			if !slices.ContainsFunc(keys, func(k string) bool { h, _, _ := strings.Cut(k, "/"); return h == handle }) {
				t.Errorf("nothing shows the drawing %s", handle)
			}
		}
		for key := range scenes() {
			if !slices.Contains(keys, key) {
				t.Errorf("nothing shows the scene %s", key)
			}
		}
	})
	t.Run("both typefaces can be read", func(t *testing.T) {
		for _, f := range []face{bold, medium} {
			if p := letters(f, "Fernweir", 0, 0, 10, 0); len(p.ops) < 50 {
				t.Errorf("%d strokes", len(p.ops))
			}
		}
	})
}

// TestPicturesKeepTheirLook compares a coarse reading of some pictures with the one on file, within what processors may
// differ by when they round.
func TestPicturesKeepTheirLook(t *testing.T) {
	const cells = 6
	got := map[string][]int{}
	for _, key := range samples {
		img := sketch(t, key)
		w, h := img.Rect.Dx(), img.Rect.Dy()
		for i := range cells * cells {
			x0, x1 := i%cells*w/cells, (i%cells+1)*w/cells
			y0, y1 := i/cells*h/cells, (i/cells+1)*h/cells
			var sum [3]int
			for y := y0; y < y1; y++ {
				for x := x0; x < x1; x++ {
					for k := range sum {
						sum[k] += int(img.Pix[img.PixOffset(x, y)+k])
					}
				}
			}
			for _, s := range sum {
				got[key] = append(got[key], s/((x1-x0)*(y1-y0)))
			}
		}
	}
	file := filepath.Join("testdata", "pictures.golden.json")
	if *update {
		b, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(bytes.ReplaceAll(b, []byte(`],"`), []byte("],\n\"")), '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string][]int
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	near := cmp.Comparer(func(a, b int) bool { return max(a-b, b-a) <= 2 })
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Errorf("pictures have changed (-want +got); look at them, then run with -update:\n%s", diff)
	}
}

func BenchmarkPicture(b *testing.B) {
	keys, size, n := PictureKeys(), 0, 0
	for b.Loop() {
		p, err := Picture(keys[n%len(keys)])
		if err != nil {
			b.Fatal(err)
		}
		size += len(p)
		n++
	}
	b.ReportMetric(float64(size)/float64(n), "bytes/picture")
}
