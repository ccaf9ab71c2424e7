package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/kovidgoyal/imaging"
)

// rendered is what a transformation makes of a picture.
func rendered(t testing.TB, content []byte, tr Transform) image.Image {
	t.Helper()
	f, err := examine(content, defaultPixels)
	if err != nil {
		t.Fatal(err)
	}
	made, err := render(context.Background(), content, f, planFor(f, tr, false))
	if err != nil {
		t.Fatal(err)
	}
	g, err := examine(made, defaultPixels)
	if err != nil {
		t.Fatal(err)
	}
	img, err := decode(made, g)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestRenderFormats(t *testing.T) {
	pic := quarters(200, 100)
	upright := [4]color.NRGBA{red, green, blue, yellow}
	for name, content := range map[string][]byte{
		"JPEG": jpegOf(t, pic), "PNG": pngOf(t, pic), "GIF": gifOf(t, image.Pt(200, 100), image.Point{}, pic), "WebP": webpOf(t, pic),
	} {
		for _, format := range []Format{JPG, PNG, WEBP} {
			t.Run(fmt.Sprintf("%s to %s", name, format), func(t *testing.T) {
				img := rendered(t, content, Transform{Width: 50, Format: format})
				if img.Bounds().Size() != image.Pt(50, 25) {
					t.Errorf("got %v", img.Bounds())
				}
				checkCorners(t, img, upright)
			})
		}
	}
}

func TestRenderUpright(t *testing.T) {
	// What is seen in the four corners of a picture of red and green above blue and yellow, held in each of eight ways.
	for o, want := range map[byte][4]color.NRGBA{
		1: {red, green, blue, yellow},
		2: {green, red, yellow, blue},
		3: {yellow, blue, green, red},
		4: {blue, yellow, red, green},
		5: {red, blue, green, yellow},
		6: {blue, red, yellow, green},
		7: {yellow, green, blue, red},
		8: {green, yellow, red, blue},
	} {
		content := heldAs(jpegOf(t, quarters(200, 120)), o)
		size, quarter := image.Pt(100, 60), image.Pt(100, 20)
		if o >= 5 {
			size, quarter = image.Pt(60, 100), image.Pt(100, 20)
		}
		t.Run(fmt.Sprintf("held as %d, made small", o), func(t *testing.T) {
			img := rendered(t, content, Transform{Width: size.X, Format: PNG})
			if img.Bounds().Size() != size {
				t.Errorf("got %v, want %v", img.Bounds(), size)
			}
			checkCorners(t, img, want)
		})
		t.Run(fmt.Sprintf("held as %d, whole", o), func(t *testing.T) {
			img := rendered(t, content, Transform{Format: PNG})
			if img.Bounds().Size() != size.Mul(2) {
				t.Errorf("got %v, want %v", img.Bounds(), size.Mul(2))
			}
			checkCorners(t, img, want)
		})
		t.Run(fmt.Sprintf("held as %d, its top", o), func(t *testing.T) {
			img := rendered(t, content, Transform{Width: quarter.X, Height: quarter.Y, Crop: CropTop, Format: PNG})
			if img.Bounds().Size() != quarter {
				t.Errorf("got %v, want %v", img.Bounds(), quarter)
			}
			checkCorners(t, img, [4]color.NRGBA{want[0], want[1], want[0], want[1]})
		})
		t.Run(fmt.Sprintf("held as %d, its right", o), func(t *testing.T) {
			img := rendered(t, content, Transform{Width: 20, Height: 100, Crop: CropRight, Format: PNG})
			checkCorners(t, img, [4]color.NRGBA{want[1], want[1], want[3], want[3]})
		})
	}
}

// TestRegion compares regions of every kind of picture the decoders give with those of a plain one: parts of pictures
// begin elsewhere than at zero, and the colours of some are shared by neighbours.
func TestRegion(t *testing.T) {
	plain := image.NewNRGBA(image.Rect(0, 0, 64, 48))
	for y := range 48 {
		for x := range 64 {
			plain.SetNRGBA(x, y, color.NRGBA{uint8(x * 4), uint8(y * 5), uint8(x + y), 255})
		}
	}
	f := facts{format: PNG, width: 64, height: 48}
	p := plan{format: PNG, width: 10, height: 15, region: image.Rect(21, 3, 41, 33)}
	want := resize(plain, f, p)
	for name, img := range map[string]image.Image{
		"YCbCr": decoded(t, jpegOf(t, plain)), "NYCbCrA": decoded(t, webpOf(t, plain)), "RGBA": decoded(t, pngOf(t, plain)),
		"elsewhere": &image.NRGBA{Pix: plain.Pix, Stride: plain.Stride, Rect: plain.Rect.Add(image.Pt(7, 5))},
	} {
		t.Run(name, func(t *testing.T) {
			got := resize(img, f, p)
			if got.Rect != want.Rect || got.Stride != want.Stride {
				t.Fatalf("got %v (%d), want %v (%d)", got.Rect, got.Stride, want.Rect, want.Stride)
			}
			for y := range 15 {
				for x := range 10 {
					if c := got.NRGBAAt(x, y); !near(c, want.NRGBAAt(x, y)) {
						t.Fatalf("at %d, %d: %v, want about %v", x, y, c, want.NRGBAAt(x, y))
					}
				}
			}
		})
	}
}

func decoded(t testing.TB, content []byte) image.Image {
	t.Helper()
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

func TestTransparency(t *testing.T) {
	clear, white := color.NRGBA{}, color.NRGBA{255, 255, 255, 255}
	for name, content := range map[string][]byte{"PNG": pngOf(t, glass(200, 100)), "WebP": webpOf(t, glass(200, 100))} {
		t.Run(name+" keeps it as PNG and WebP", func(t *testing.T) {
			for _, format := range []Format{PNG, WEBP} {
				checkCorners(t, rendered(t, content, Transform{Width: 80, Format: format}), [4]color.NRGBA{clear, green, clear, yellow})
				checkCorners(t, rendered(t, content, Transform{Width: 40, Height: 40, Crop: CropRight, Format: format}), [4]color.NRGBA{green, green, yellow, yellow})
			}
		})
		t.Run(name+" is laid on white as JPEG", func(t *testing.T) {
			checkCorners(t, rendered(t, content, Transform{Width: 80, Format: JPG}), [4]color.NRGBA{white, green, white, yellow})
		})
	}
	// The encoder reads the pixels' array alone; with the decoder's own kind of picture it would read past its end.
	t.Run("a transparent WebP is encoded anew at its own size", func(t *testing.T) {
		f := facts{format: WEBP, width: 200, height: 100}
		p := plan{format: WEBP, width: 200, height: 100, region: image.Rect(0, 0, 200, 100)}
		made, err := render(context.Background(), webpOf(t, glass(200, 100)), f, p)
		if err != nil {
			t.Fatal(err)
		}
		checkCorners(t, decoded(t, made), [4]color.NRGBA{clear, green, clear, yellow})
	})
	t.Run("half seen is half white", func(t *testing.T) {
		img := onWhite(&image.NRGBA{Pix: []uint8{0, 0, 255, 128}, Stride: 4, Rect: image.Rect(0, 0, 1, 1)})
		if diff := cmp.Diff([]uint8{127, 127, 255, 255}, img.Pix); diff != "" {
			t.Error(diff)
		}
	})
}

func TestFirstPicture(t *testing.T) {
	pic, clear := quarters(40, 20), color.NRGBA{}
	for name, content := range map[string][]byte{
		"GIF":  gifOf(t, image.Pt(100, 60), image.Pt(60, 40), pic, pic),
		"WebP": movingWebP(t, image.Pt(100, 60), image.Pt(60, 40), pic),
	} {
		t.Run("of a "+name+" lies where it belongs", func(t *testing.T) {
			img := rendered(t, content, Transform{Width: 50, Format: PNG})
			if img.Bounds().Size() != image.Pt(50, 30) {
				t.Errorf("got %v", img.Bounds())
			}
			if c := img.At(5, 5); !near(c, clear) {
				t.Errorf("the canvas is %v", c)
			}
			if c := img.At(47, 28); !near(c, yellow) {
				t.Errorf("the picture's corner is %v", c)
			}
		})
	}
	t.Run("of a transparent WebP animation too", func(t *testing.T) {
		img := rendered(t, movingWebP(t, image.Pt(40, 20), image.Point{}, glass(40, 20)), Transform{Format: PNG})
		checkCorners(t, img, [4]color.NRGBA{clear, green, clear, yellow})
	})
}

func TestProfile(t *testing.T) {
	wide := someProfile("RGB ", "Display P3")
	pic := quarters(60, 40)
	for name, img := range map[string]image.Image{"opaque": pic, "transparent": glass(60, 40)} {
		for _, from := range []Format{JPG, PNG, WEBP} {
			source, err := encode(imaging.Clone(img), from)
			if err != nil {
				t.Fatal(err)
			}
			source = withProfile(source, from, 60, 40, wide)
			for _, to := range []Format{JPG, PNG, WEBP} {
				t.Run(fmt.Sprintf("%s %s to %s", name, from, to), func(t *testing.T) {
					f, err := examine(source, defaultPixels)
					if err != nil {
						t.Fatal(err)
					}
					made, err := render(context.Background(), source, f, planFor(f, Transform{Width: 30, Format: to}, false))
					if err != nil {
						t.Fatal(err)
					}
					if !bytes.Equal(profileOf(made, to), wide) {
						t.Error("the profile was lost")
					}
					if got := decoded(t, made).Bounds().Size(); got != image.Pt(30, 20) {
						t.Errorf("got %v", got)
					}
				})
			}
		}
	}
	for name, profile := range map[string][]byte{
		"what every client assumes": someProfile("RGB ", "sRGB IEC61966-2.1"),
		"so in two bytes a letter":  someProfile("RGB ", "s\x00R\x00G\x00B"),
		"a printing press":          someProfile("CMYK", "Coated"),
		"half a profile":            wide[:100],
		"a book":                    append(append([]byte{}, wide...), make([]byte, maxProfile)...),
	} {
		t.Run("not carried over: "+name, func(t *testing.T) {
			for _, format := range []Format{JPG, PNG, WEBP} {
				source, err := encode(imaging.Clone(pic), format)
				if err != nil {
					t.Fatal(err)
				}
				if got := profileOf(withProfile(source, format, 60, 40, profile), format); got != nil {
					t.Errorf("%s: %d bytes", format, len(got))
				}
			}
		})
	}
}

// photo is noisy enough to be work for an encoder.
func photo(side int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	r := rand.New(rand.NewPCG(1, 2))
	for y := range side {
		for x := range side {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / side), uint8(y * 255 / side), uint8(x*y>>12) + uint8(r.IntN(8)), 255})
		}
	}
	return img
}

// BenchmarkRender makes a picture of 600 pixels out of a PNG of 2000.
func BenchmarkRender(b *testing.B) {
	content := pngOf(b, photo(2000))
	f, err := examine(content, defaultPixels)
	if err != nil {
		b.Fatal(err)
	}
	for _, format := range []Format{JPG, PNG, WEBP} {
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := render(context.Background(), content, f, planFor(f, Transform{Width: 600, Format: format}, false)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
