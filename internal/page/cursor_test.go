package page_test

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"math"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cartwright/internal/fault"
	"cartwright/internal/page"
)

func TestCursorsComeBack(t *testing.T) {
	for name, want := range map[string]page.Cursor{
		"zero":                    {},
		"a number":                {Int: 2999, ID: 7},
		"the extremes":            {Int: math.MinInt64, ID: math.MaxInt64},
		"a text":                  {Bytes: []byte("Oak table"), ID: 7},
		"the empty text":          {Bytes: []byte{}, ID: 7},
		"bytes that are not text": {Bytes: []byte{0, 255, '\n'}, ID: -1},
	} {
		t.Run(name, func(t *testing.T) {
			text := want.Encode(listing)
			if escaped := url.QueryEscape(text); escaped != text {
				t.Errorf("%q is not safe in a URL", text)
			}
			got, err := page.Decode(listing, text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("cursor (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	damaged := &fault.Fault{Kind: fault.Invalid,
		Text: "this cursor is damaged: give one exactly as a page returned it"}
	foreign := &fault.Fault{Kind: fault.Invalid,
		Text: "this cursor belongs to another listing, or to another order of this one: start again without a cursor"}
	good := page.Cursor{Int: 2999, ID: 7}.Encode(listing)
	raw, err := base64.RawURLEncoding.DecodeString(good)
	if err != nil {
		t.Fatal(err)
	}
	// sealed is a cursor of our listing with a good checksum, whatever else is wrong with it.
	sealed := func(version byte, rest ...byte) string {
		b := append([]byte{version}, raw[1:5]...)
		b = append(b, rest...)
		return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b)))
	}
	for name, tt := range map[string]struct {
		text string
		want *fault.Fault
	}{
		"nothing":                  {"", damaged},
		"a text that is no base64": {"!" + good[1:], damaged},
		"a cut off end":            {good[:len(good)-1], damaged},
		"padding":                  {good + "=", damaged},
		"a line break":             {good[:4] + "\n" + good[4:], damaged},
		"something added":          {good + "AAAA", damaged},
		"a page number":            {"2", damaged},
		"a later version":          {sealed(0x20, 14, 14), damaged},
		"no id":                    {sealed(0x10), damaged},
		"no value":                 {sealed(0x10, 14), damaged},
		"a value too many":         {sealed(0x10, 14, 14, 14), damaged},
		"a number without an end":  {sealed(0x10, 14, 0x80), damaged},
		"an id written too long":   {sealed(0x10, 0x8e, 0, 14), damaged},
		"another listing":          {page.Cursor{ID: 7}.Encode("products:PRICE"), foreign},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := page.Decode(listing, tt.text)
			wantFault(t, err, tt.want)
		})
	}
}

func TestEveryChangedLetterIsFound(t *testing.T) {
	good := page.Cursor{Bytes: []byte("Oak table"), ID: 7}.Encode(listing)
	for i := range good {
		for _, letter := range "AZaz09-_ =" {
			text := good[:i] + string(letter) + good[i+1:]
			if _, err := page.Decode(listing, text); err == nil && text != good {
				t.Errorf("%q is read as %q", text, good)
			}
		}
	}
}

func TestCursorsAreUnlikeForUnlikePlaces(t *testing.T) {
	cursor := rapid.Custom(func(t *rapid.T) page.Cursor {
		c := page.Cursor{ID: rapid.Int64().Draw(t, "id")}
		if rapid.Bool().Draw(t, "text") {
			c.Bytes = append([]byte{}, rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")...)
		} else {
			c.Int = rapid.Int64().Draw(t, "int")
		}
		return c
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := cursor.Draw(t, "a"), cursor.Draw(t, "b")
		if cmp.Equal(a, b) != (a.Encode(listing) == b.Encode(listing)) {
			t.Fatalf("%+v is %q, %+v is %q", a, a.Encode(listing), b, b.Encode(listing))
		}
		if got, err := page.Decode(listing, a.Encode(listing)); err != nil || !cmp.Equal(a, got) {
			t.Fatalf("%+v comes back as %+v, %v", a, got, err)
		}
	})
}

// FuzzDecode feeds both plain texts and sealed ones: a text that starts with "raw:" gets a listing and a checksum, so
// that the fuzzer reaches what lies behind them.
func FuzzDecode(f *testing.F) {
	f.Add(page.Cursor{Int: 2999, ID: 7}.Encode(listing))
	f.Add(page.Cursor{Bytes: []byte("Oak"), ID: 7}.Encode(listing))
	f.Add(page.Cursor{ID: 7}.Encode("products:PRICE"))
	f.Add("raw:\x10\x0e\x0e")
	f.Add("raw:\x11\x0eOak")
	f.Add("raw:\x10\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80")
	own, err := base64.RawURLEncoding.DecodeString(page.Cursor{}.Encode(listing))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if raw, ok := strings.CutPrefix(text, "raw:"); ok && raw != "" {
			b := append([]byte{raw[0]}, own[1:5]...)
			b = append(b, raw[1:]...)
			text = base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b)))
		}
		c, err := page.Decode(listing, text)
		if err != nil {
			if !fault.Is(err, fault.Invalid) || !cmp.Equal(c, page.Cursor{}) {
				t.Fatalf("Decode(%q) = %+v, %v", text, c, err)
			}
			return
		}
		if again := c.Encode(listing); again != text {
			t.Fatalf("Decode(%q) = %+v, which is written %q", text, c, again)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	c := page.Cursor{Int: 1_790_000_000_000_000, ID: 1234}
	b.ReportAllocs()
	for b.Loop() {
		_ = c.Encode(listing)
	}
}

func BenchmarkDecode(b *testing.B) {
	text := page.Cursor{Int: 1_790_000_000_000_000, ID: 1234}.Encode(listing)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := page.Decode(listing, text); err != nil {
			b.Fatal(err)
		}
	}
}
