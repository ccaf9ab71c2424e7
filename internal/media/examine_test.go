package media

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/fault"
)

// bomb is a PNG file that claims to be enormous and is a few bytes long.
func bomb(width, height uint32) []byte {
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), width), height)
	body = append(body, 8, 6, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	return binary.BigEndian.AppendUint32(append(b, body...), crc32.ChecksumIEEE(body))
}

func TestPut(t *testing.T) {
	pic := quarters(40, 20)
	for _, c := range []struct {
		name    string
		content []byte
		want    Stored // but its name
		ext     string
	}{
		{"a JPEG", jpegOf(t, pic), Stored{MIME: "image/jpeg", Width: 40, Height: 20}, ".jpg"},
		{"a PNG", pngOf(t, pic), Stored{MIME: "image/png", Width: 40, Height: 20}, ".png"},
		{"a GIF", gifOf(t, image.Pt(40, 20), image.Point{}, pic), Stored{MIME: "image/gif", Width: 40, Height: 20}, ".gif"},
		{"a GIF whose first picture is small", gifOf(t, image.Pt(100, 90), image.Pt(10, 10), pic, pic), Stored{MIME: "image/gif", Width: 100, Height: 90}, ".gif"},
		{"a WebP", webpOf(t, pic), Stored{MIME: "image/webp", Width: 40, Height: 20}, ".webp"},
		{"a transparent WebP", webpOf(t, glass(40, 20)), Stored{MIME: "image/webp", Width: 40, Height: 20}, ".webp"},
		{"a WebP that moves", movingWebP(t, image.Pt(60, 50), image.Pt(20, 30), pic), Stored{MIME: "image/webp", Width: 60, Height: 50}, ".webp"},
		{"a JPEG from a camera held sideways", heldAs(jpegOf(t, pic), 6), Stored{MIME: "image/jpeg", Width: 20, Height: 40}, ".jpg"},
		{"a JPEG from a camera held upside down", heldAs(jpegOf(t, pic), 3), Stored{MIME: "image/jpeg", Width: 40, Height: 20}, ".jpg"},
		{"a JPEG with a web page behind it", append(jpegOf(t, pic), "<html><script>alert(1)</script>"...), Stored{MIME: "image/jpeg", Width: 40, Height: 20}, ".jpg"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStore(t, Options{})
			got := stored(t, s, c.content)
			if !namePattern.MatchString(got.Name) || !strings.HasSuffix(got.Name, c.ext) {
				t.Errorf("the name is %q", got.Name)
			}
			c.want.Name, c.want.Bytes = got.Name, int64(len(c.content))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			kept, err := os.ReadFile(pathOf(s, got.Name))
			if err != nil || !bytes.Equal(kept, c.content) {
				t.Errorf("what was kept is not what was put (%v)", err)
			}
		})
	}
}

func TestPutRefuses(t *testing.T) {
	whole := pngOf(t, quarters(300, 200))
	for _, c := range []struct {
		name    string
		content []byte
		kind    fault.Kind
		says    string
	}{
		{"nothing", nil, fault.Invalid, "empty"},
		{"a drawing", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), fault.Invalid, "export it as PNG or WebP"},
		{"a bare drawing", []byte(`<svg onload="alert(1)">`), fault.Invalid, "export it as PNG or WebP"},
		{"a web page", []byte("<!DOCTYPE html><html><body>404"), fault.Invalid, "the address of the picture itself"},
		{"text", []byte("not found"), fault.Invalid, "send a JPEG"},
		{"AVIF", []byte("\x00\x00\x00\x20ftypavif\x00\x00\x00\x00avifmif1"), fault.Invalid, "export the picture as JPEG"},
		{"a bitmap", []byte("BM\x00\x00\x00\x00\x00\x00\x00\x00"), fault.Invalid, "use JPEG, PNG, GIF or WebP"},
		{"a program", []byte("\x7fELF\x02\x01\x01\x00"), fault.Invalid, "use JPEG, PNG, GIF or WebP"},
		{"a bomb", bomb(60_000, 60_000), fault.Limit, "at most 50 million pixels, this one has 60000 × 60000"},
		{"a bomb of one line", bomb(1<<31-1, 1), fault.Limit, "at most 50 million pixels"},
		{"a picture without a side", bomb(0, 10), fault.Invalid, "damaged"},
		{"a head alone", bomb(10, 10), fault.Invalid, "damaged"},
		{"a signature alone", whole[:8], fault.Invalid, "dimensions cannot be read"},
		{"a PNG cut off in the middle", whole[:len(whole)/2], fault.Invalid, "damaged"},
		{"a JPEG cut off in the middle", jpegOf(t, quarters(300, 200))[:2000], fault.Invalid, "damaged"},
		{"a GIF cut off", gifOf(t, image.Pt(300, 200), image.Point{}, quarters(300, 200))[:100], fault.Invalid, "damaged"},
		{"a WebP cut off", webpOf(t, quarters(300, 200))[:60], fault.Invalid, "damaged"},
		{"an animation whose picture hangs over", movingWebP(t, image.Pt(20, 20), image.Pt(10, 10), quarters(40, 20)), fault.Invalid, "damaged"},
		{"too many bytes", append(whole, make([]byte, 64<<10)...), fault.Limit, "at most 65536 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStore(t, Options{MaxBytes: 64 << 10})
			_, err := s.Put(context.Background(), bytes.NewReader(c.content))
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != c.kind || !strings.Contains(f.Text, c.says) {
				t.Errorf("got %v, want a fault that says %q", err, c.says)
			}
			left, err := os.ReadDir(dirOf(s) + "/files")
			if err != nil || len(left) != 0 {
				t.Errorf("%d files were left (%v)", len(left), err)
			}
		})
	}
}

func TestMoving(t *testing.T) {
	pic := quarters(16, 16)
	still := pngOf(t, pic)
	// An animation has a chunk of its own behind the head, which takes 33 bytes.
	apng := append(append(append([]byte{}, still[:33]...), "\x00\x00\x00\x08acTL\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00"...), still[33:]...)
	for _, c := range []struct {
		name    string
		content []byte
		want    bool
	}{
		{"a GIF of one picture does not", gifOf(t, image.Pt(16, 16), image.Point{}, pic), false},
		{"a GIF of two does", gifOf(t, image.Pt(16, 16), image.Point{}, pic, pic), true},
		{"a PNG does not", still, false},
		{"an animated PNG does", apng, true},
		{"a WebP does not", webpOf(t, pic), false},
		{"a transparent WebP does not", webpOf(t, glass(16, 16)), false},
		{"an animated WebP does", movingWebP(t, image.Pt(16, 16), image.Point{}, pic), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := examine(c.content, defaultPixels)
			if err != nil || f.moving != c.want {
				t.Errorf("got %v (%v)", f.moving, err)
			}
		})
	}
}

func TestOrientationOf(t *testing.T) {
	jpg, pic := jpegOf(t, quarters(16, 16)), pngOf(t, quarters(16, 16))
	for o := byte(0); o <= 9; o++ {
		want := orientation(o)
		if o > 8 {
			want = 0
		}
		for name, block := range map[string][]byte{"big": tiffOrientation(o, binary.BigEndian), "little": tiffOrientation(o, binary.LittleEndian)} {
			if got := orientationIn(block); got != want {
				t.Errorf("%s: got %d, want %d", name, got, want)
			}
			if got := orientationOf(withSegment(withSegment(jpg, 0xe1, append([]byte("Exif\x00\x00"), block...)), 0xe0, []byte("JFIF")), JPG); got != want {
				t.Errorf("JPEG, %s: got %d, want %d", name, got, want)
			}
			var chunks bytes.Buffer
			writeChunk(&chunks, chunk{"VP8X", make([]byte, 10)})
			writeChunk(&chunks, chunk{"EXIF", block})
			if got := orientationOf(fileWebP(chunks.Bytes()), WEBP); got != want {
				t.Errorf("WebP, %s: got %d, want %d", name, got, want)
			}
			exif := binary.BigEndian.AppendUint32(nil, uint32(len(block)))
			exif = append(append(append(exif, "eXIf"...), block...), 0, 0, 0, 0)
			if got := orientationOf(append(append(append([]byte{}, pic[:33]...), exif...), pic[33:]...), PNG); got != want {
				t.Errorf("PNG, %s: got %d, want %d", name, got, want)
			}
		}
	}
	t.Run("a directory that leads out of the block is passed over", func(t *testing.T) {
		if got := orientationIn([]byte("MM\x00*\xff\xff\xff\xff")); got != 0 {
			t.Errorf("got %d", got)
		}
	})
}

// FuzzExamine feeds the readers of outer structures with anything: they must come to an end, allocate nothing to speak of
// and stay within the bytes.
func FuzzExamine(f *testing.F) {
	pic := quarters(8, 8)
	for _, seed := range [][]byte{
		jpegOf(f, pic), heldAs(jpegOf(f, pic), 6), pngOf(f, pic), webpOf(f, pic), webpOf(f, glass(8, 8)), bomb(60_000, 60_000),
		gifOf(f, image.Pt(8, 8), image.Point{}, pic, pic), movingWebP(f, image.Pt(20, 20), image.Pt(4, 4), pic), profiled(f, jpegOf(f, pic)),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		const most = 100_000
		for _, format := range []Format{JPG, PNG, gifFormat, WEBP} {
			orientationOf(content, format)
			profileOf(content, format)
		}
		movingGIF(content)
		got, err := examine(content, most)
		if err != nil {
			if f := (*fault.Fault)(nil); !errors.As(err, &f) {
				t.Errorf("not a fault: %v", err)
			}
			return
		}
		if got.width < 1 || got.height < 1 || got.width*got.height > most || got.turn > 8 {
			t.Errorf("out of bounds: %+v", got)
		}
		if img, err := decode(content, got); err == nil {
			if b := img.Bounds(); b.Dx()*b.Dy() > most {
				t.Errorf("%v unfolded from %+v", b, got)
			}
		}
	})
}
