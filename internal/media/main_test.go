package media

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/gen2brain/webp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// quiet is a log that nobody reads.
var quiet = slog.New(slog.DiscardHandler)

func newStore(t testing.TB, o Options) *Store {
	t.Helper()
	if o.Log == nil {
		o.Log = quiet
	}
	s, err := Open(t.TempDir(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// dirOf is the directory of a store that keeps originals in one.
func dirOf(s *Store) string { return filepath.Dir(s.cache.dir) }

// pathOf is where such a store keeps a name.
func pathOf(s *Store, name string) string { return s.bucket.(*directory).path(name) }

// The four quarters of a test picture.
var (
	red    = color.NRGBA{230, 20, 20, 255}
	green  = color.NRGBA{20, 200, 20, 255}
	blue   = color.NRGBA{20, 20, 230, 255}
	yellow = color.NRGBA{230, 230, 20, 255}
)

// quarters is red and green above blue and yellow.
func quarters(width, height int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := [2][2]color.NRGBA{{red, green}, {blue, yellow}}[2*y/height][2*x/width]
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// glass is a picture whose left half cannot be seen.
func glass(width, height int) *image.NRGBA {
	img := quarters(width, height)
	for y := range height {
		for x := range width / 2 {
			img.SetNRGBA(x, y, color.NRGBA{})
		}
	}
	return img
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func webpOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := webp.Encode(&b, img, webp.Options{Quality: 90, Method: 0}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// gifOf has a frame for each picture, all at the given place of the canvas.
func gifOf(t testing.TB, canvas, at image.Point, frames ...image.Image) []byte {
	t.Helper()
	g := &gif.GIF{Config: image.Config{Width: canvas.X, Height: canvas.Y}}
	for _, f := range frames {
		p := image.NewPaletted(f.Bounds().Add(at), color.Palette{color.Transparent, red, green, blue, yellow})
		for y := range f.Bounds().Dy() {
			for x := range f.Bounds().Dx() {
				p.Set(at.X+x, at.Y+y, f.At(x, y))
			}
		}
		g.Image, g.Delay = append(g.Image, p), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// movingWebP is an animation of one frame at an even place of a canvas.
func movingWebP(t testing.TB, canvas, at image.Point, frame image.Image) []byte {
	t.Helper()
	var parts bytes.Buffer
	for c := range chunksRIFF(bodyWebP(webpOf(t, frame))) {
		if c.name != "VP8X" {
			writeChunk(&parts, c)
		}
	}
	head := make([]byte, 16) // place, size, duration, flags
	for i, n := range []int{at.X / 2, at.Y / 2, frame.Bounds().Dx() - 1, frame.Bounds().Dy() - 1, 100} {
		put24(head[3*i:], n)
	}
	whole := make([]byte, 10)
	whole[0] = 0x12
	put24(whole[4:], canvas.X-1)
	put24(whole[7:], canvas.Y-1)
	var b bytes.Buffer
	writeChunk(&b, chunk{"VP8X", whole})
	writeChunk(&b, chunk{"ANIM", make([]byte, 6)})
	writeChunk(&b, chunk{"ANMF", append(head, parts.Bytes()...)})
	return fileWebP(b.Bytes())
}

// someProfile is as much of a colour profile as is looked at.
func someProfile(space, description string) []byte {
	b := make([]byte, 600)
	copy(b[16:], space)
	copy(b[36:], "acsp")
	copy(b[200:], description)
	return b
}

// profiled is a JPEG file with a colour profile.
func profiled(t testing.TB, jpg []byte) []byte {
	t.Helper()
	return withProfile(jpg, JPG, 0, 0, someProfile("RGB ", "Display P3"))
}

// tiffOrientation is a TIFF block that says only how the camera was held.
func tiffOrientation(o byte, order binary.AppendByteOrder) []byte {
	b := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		b = []byte("II*\x00")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, 0x0112)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, uint16(o))
	b = order.AppendUint16(b, 0)
	return order.AppendUint32(b, 0)
}

// withSegment puts a segment behind the start of a JPEG file.
func withSegment(jpg []byte, marker byte, body []byte) []byte {
	b := append([]byte{}, jpg[:2]...)
	b = append(b, 0xff, marker)
	b = binary.BigEndian.AppendUint16(b, uint16(len(body)+2))
	return append(append(b, body...), jpg[2:]...)
}

// heldAs is a JPEG file whose camera was held so.
func heldAs(jpg []byte, o byte) []byte {
	return withSegment(jpg, 0xe1, append([]byte("Exif\x00\x00"), tiffOrientation(o, binary.BigEndian)...))
}

func stored(t testing.TB, s *Store, content []byte) Stored {
	t.Helper()
	got, err := s.Put(context.Background(), bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// get asks the handler; header is a list of names and values.
func get(t testing.TB, s *Store, address string, header ...string) *http.Response {
	t.Helper()
	return do(t, s, http.MethodGet, address, header...)
}

func do(t testing.TB, s *Store, method, address string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, address, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t testing.TB, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// shown decodes what was answered.
func shown(t testing.TB, r *http.Response) image.Image {
	t.Helper()
	if r.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", r.StatusCode, bodyOf(t, r))
	}
	content := bodyOf(t, r)
	f, err := examine(content, defaultPixels)
	if err != nil {
		t.Fatal(err)
	}
	img, err := decode(content, f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// near reports whether a pixel is about that colour; encoders lose a little.
func near(c color.Color, want color.NRGBA) bool {
	got, _ := color.NRGBAModel.Convert(c).(color.NRGBA)
	if want.A == 0 {
		return got.A < 24
	}
	off := func(a, b uint8) bool { return max(a, b)-min(a, b) > 48 }
	return !off(got.R, want.R) && !off(got.G, want.G) && !off(got.B, want.B) && !off(got.A, want.A)
}

// corners are the colours near the four corners: above left and right, below left and right.
func corners(img image.Image) [4]color.Color {
	b := img.Bounds()
	dx, dy := b.Dx()/8, b.Dy()/8
	return [4]color.Color{img.At(b.Min.X+dx, b.Min.Y+dy), img.At(b.Max.X-1-dx, b.Min.Y+dy),
		img.At(b.Min.X+dx, b.Max.Y-1-dy), img.At(b.Max.X-1-dx, b.Max.Y-1-dy)}
}

func checkCorners(t testing.TB, img image.Image, want [4]color.NRGBA) {
	t.Helper()
	for i, c := range corners(img) {
		if !near(c, want[i]) {
			t.Errorf("corner %d is %v, want about %v", i, c, want[i])
		}
	}
}
