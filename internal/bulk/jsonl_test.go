package bulk

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

func asJSONL(o *Options) { o.Format = JSONL }

// one is the line of a small product, with more members.
func one(handle, more string) string {
	return fmt.Sprintf(`{"handle":%q,"title":"T","variants":[{"price":"1.50"}]%s}`, handle, more) + "\n"
}

func TestJSONL(t *testing.T) {
	t.Run("what a line leaves out is what the template takes blank for", func(t *testing.T) {
		sink := &shelf{}
		sum, said, err := take(t, "\n"+one("a", "")+"  \r\n"+strings.TrimSuffix(one("b", ""), "\n"), sink, asJSONL)
		if err != nil || len(said) > 0 || sum != (Summary{Rows: 2, Products: 2, Variants: 2, Created: 2}) {
			t.Fatalf("%+v, %q, %v", sum, said, err)
		}
		got := sink.specs["a"]
		if got.PublishedAt == nil || !got.PublishedAt.IsZero() {
			t.Errorf("published %v", got.PublishedAt)
		}
		got.PublishedAt = nil
		want := catalog.Spec{Handle: "a", Title: "T", Status: catalog.Active,
			Variants: []catalog.VariantSpec{{Price: 150, Taxable: true, RequiresShipping: true, Image: -1}}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("null publishes nothing, and lists that are empty are not left out", func(t *testing.T) {
		sink := &shelf{}
		if _, said, err := take(t, one("a", `,"publishedAt":null,"media":[],"metafields":[],"related":[],"complementary":null`), sink, asJSONL); err != nil || len(said) > 0 {
			t.Fatal(said, err)
		}
		s := sink.specs["a"]
		if s.PublishedAt != nil || s.Media == nil || s.Metafields == nil || s.Related == nil || s.Complementary != nil {
			t.Errorf("%+v", s)
		}
	})
	for _, c := range []struct{ name, line, want string }{
		{"a wrong type", one("x", `,"tags":"a, b"`), `row 2, tags (x): this is not the JSON of a product: a text does not belong here, a list does`},
		{"a wrong type further down", `{"handle":"x","title":"T","variants":[{"price":1.5}]}` + "\n", `row 2, variants.0.price (x): this is not the JSON of a product: a number does not belong here, a text does`},
		{"a fraction of a piece", one("x", `,"salesRank":1.5`), `row 2, salesRank (x): this is not the JSON of a product: `},
		{"a name twice", one("x", `,"title":"U"`), `row 2, title (x): this is not the JSON of a product: a name stands twice in one object`},
		{"a name twice further down", one("x", `,"seo":{"title":"a","title":"b"}`), `row 2, seo.title (x): this is not the JSON of a product: a name stands twice in one object`},
		{"bytes behind it", strings.TrimSuffix(one("x", ""), "\n") + "{}\n", `row 2 (x): this is not the JSON of a product: at byte 57: `},
		{"a list behind it", strings.TrimSuffix(one("x", ""), "\n") + ",\n", `row 2 (x): this is not the JSON of a product: at byte 57: `},
		{"half of it", one("x", "")[:30] + "\n", `row 2 (x): this is not the JSON of a product: at byte 31: `},
		{"a NUL byte", strings.Replace(one("x", ""), "T", "\x00", 1), `row 2, title (x): this is not the JSON of a product: at byte 24: `},
		{"bytes that are no UTF-8", strings.Replace(one("x", ""), "T", "\xff", 1), `row 2, title (x): this is not the JSON of a product: at byte 24: `},
		{"deep nesting", one("x", `,"deep":`+strings.Repeat("[", 50_000)+strings.Repeat("]", 50_000)), `row 2, deep`},
		{"deep nesting without an end", one("x", `,"deep":`+strings.Repeat(`{"a":`, 50_000)), `row 2, deep`},
		{"a text alone", `"x"` + "\n", `row 2: this is not the JSON of a product: a text does not belong here, an object does`},
		{"null alone", "null\n", `row 2, handle: a product needs a handle`},
		{"no handle", one("", ""), `row 2, handle: a product needs a handle`},
		{"a handle again", one("a", ""), `row 2, handle (a): the handle "a" stands in row 1 already`},
		{"an amount in words", `{"handle":"x","title":"T","variants":[{"price":"1,50"}]}` + "\n", `row 2, variants.0.price (x): "1,50" is not a price: write digits with a point before the decimals and nothing else, such as 1.50`},
		{"an amount too fine", `{"handle":"x","title":"T","variants":[{"price":"1","cost":"0.001"}]}` + "\n", `row 2, variants.0.cost (x): `},
		{"a time before all calendars", one("x", `,"publishedAt":"0000-01-01T00:00:00Z"`), `row 2, publishedAt (x): this is not the JSON of a product: write a time such as`},
		{"a time beyond them", one("x", `,"publishedAt":"9999-12-31T23:59:59-14:00"`), `row 2, publishedAt (x): this is not the JSON of a product: write a time such as`},
		{"no time", one("x", `,"publishedAt":"tomorrow"`), `row 2, publishedAt (x): this is not the JSON of a product: write a time such as 2026-04-01T09:30:00Z, or null`},
	} {
		t.Run(c.name, func(t *testing.T) {
			sink := &shelf{}
			sum, said, err := take(t, one("a", "")+c.line+one("b", ""), sink, asJSONL)
			if err != nil || len(said) != 1 || !strings.HasPrefix(said[0], "error: "+c.want) || len(said[0]) > 500 {
				t.Fatalf("%.1000q, %v", said, err)
			}
			if sum.Rows != 3 || sum.Created != 2 || sum.Refused != 1 || sum.Errors != 1 || len(sink.specs) != 2 {
				t.Errorf("%+v", sum)
			}
		})
	}
	t.Run("what the catalogue refuses is told by its path", func(t *testing.T) {
		sink := &shelf{refuse: map[string]error{"a": fault.Invalidf("variants.0.quantityRule.minimum", "no")}}
		_, said, err := take(t, one("a", ""), sink, asJSONL)
		if err != nil || len(said) != 1 || said[0] != "error: row 1, variants.0.quantityRule.minimum (a): no" {
			t.Errorf("%q, %v", said, err)
		}
	})
	t.Run("an unknown member is told once and not used", func(t *testing.T) {
		sum, said, err := take(t, one("a", `,"mood":1`)+one("b", `,"mood":2`), &shelf{}, asJSONL)
		if err != nil || sum.Created != 2 || len(said) != 1 || said[0] != "warning: row 1, mood (a): the member is unknown and not used" {
			t.Errorf("%+v, %q, %v", sum, said, err)
		}
	})
	t.Run("a list of products is no file of lines", func(t *testing.T) {
		if _, said, err := take(t, "[\n"+one("a", "")+"]\n", &shelf{}, asJSONL); !isFault(err, fault.Invalid) || len(said) > 0 {
			t.Errorf("%q, %v", said, err)
		}
	})
	t.Run("an archive is no text", func(t *testing.T) {
		if _, _, err := take(t, "\x1f\x8babc", &shelf{}, asJSONL); !isFault(err, fault.Invalid) {
			t.Errorf("%v", err)
		}
	})
	plain := one("a", `,"vendor":"Café"`) + one("b", "")
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"a byte order mark": "\ufeff" + plain, "UTF-16": utf16, "CR LF": strings.ReplaceAll(plain, "\n", "\r\n")} {
		t.Run(name, func(t *testing.T) {
			sink := &shelf{}
			if sum, said, err := take(t, text, sink, asJSONL); err != nil || sum.Created != 2 || len(said) > 0 || sink.specs["a"].Vendor != "Café" {
				t.Errorf("%+v, %q, %v", sum, said, err)
			}
		})
	}
}

func TestJSONLMemory(t *testing.T) {
	gigabyte := int64(1 << 30)
	if raceEnabled {
		gigabyte = 1 << 27
	}
	for _, c := range []struct {
		name string
		in   io.Reader
		want string
	}{
		{"a line of a gigabyte", stretch(one("a", "")+`{"handle":"x","title":"`, "x", gigabyte, "\"}\n"+one("b", "")),
			fmt.Sprintf("error: row 2: the line is %d bytes long, more than 16 MiB: make it several products", gigabyte+26)},
		{"a line that never ends", stretch(one("a", "")+one("b", "")+`{"handle":"x","deep":`, "[", gigabyte/8, ""),
			fmt.Sprintf("error: row 3: the line is %d bytes long, more than 16 MiB: make it several products", gigabyte/8+21)},
		{"15 MiB of brackets", stretch(one("a", "")+one("b", "")+`{"handle":"x","deep":`, "[", 15<<20, "\n"), "error: row 3, deep"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := newGauge()
			sum, said, err := takeFrom(t, onlyReader{c.in}, &sieve{}, g.attach, asJSONL)
			if err != nil || len(said) != 1 || !strings.HasPrefix(said[0], c.want) || sum.Created != 2 {
				t.Errorf("%+v, %.1000q, %v", sum, said, err)
			}
			if g.grown() > 80 {
				t.Errorf("the memory grew by %.1f MiB", g.grown())
			}
			t.Logf("memory grew by %.1f MiB", g.grown())
		})
	}
}

// Whatever a text is, it comes out of a cell as it went in.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"", "=1", "'=1", "'", "''", "' x", "\t", "-1", "＝", "'a", "a ", "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "\r") {
			t.Skip()
		}
		if got := cell(guard(s)); got != s {
			t.Errorf("%q became %q through %q", s, got, guard(s))
		}
		if got, there := presentCell(guardPresent(s)); got != s || !there {
			t.Errorf("%q became %q, %v through %q", s, got, there, guardPresent(s))
		}
		if g := guard(s); g != "" && strings.ContainsAny(g[:1], "=+-@\t\r\n") {
			t.Errorf("%q begins a formula", g)
		}
	})
}

// What the reading lets through is the catalogue's to refuse, and never the database's: then the import could not go on.
func TestJSONLInTheCatalogue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		long := strings.Repeat("é", 100_000)
		for i, more := range []string{
			`"seo":{"title":"t","description":"` + long + `"}`, `"seo":{"title":"` + long + `"}`, `"vendor":"` + long + `"`, `"tags":["` + long + `"]`,
			`"title":"x","descriptionHtml":"<p>` + long + `</p>"`, `"salesRank":9223372036854775807`, `"salesRank":-1`, `"title":"a\u0000b"`,
			`"options":[{"name":"` + long + `"}]`, `"options":[{"name":"a","values":[{"name":"b","swatchColor":"` + long + `"}]}]`,
			`"media":[{"kind":"IMAGE","source":"` + long + `"}]`, `"media":[{"kind":"IMAGE","source":"https://a.example/a.png","width":-1}]`,
			`"media":[{"kind":"IMAGE","source":"https://a.example/a.png","height":9223372036854775807}]`, `"media":[{"kind":"FILM","source":"https://a.example/a.png"}]`,
			`"media":[{"kind":"IMAGE","source":"https://a.example/a.png","mime":"` + long + `","bytes":-5}]`, `"media":[{"kind":"IMAGE"}]`,
			`"metafields":[{"namespace":"` + long + `","key":"a","type":"b","value":"c"}]`, `"metafields":[{"namespace":"a","key":"b","type":"c","value":"` + long + `"}]`,
			`"metafields":[{"namespace":"a","key":"b","type":"c","value":"d","description":"` + long + `"}]`, `"related":["` + long + `","\u0000"]`, `"status":"GONE"`,
			`"publishedAt":"1000-01-01T00:00:00Z"`, `"category":"` + long + `"`,
		} {
			title := `"title":"T",`
			if strings.Contains(more, `"title":"x"`) || strings.Contains(more, "\\u0000b") {
				title = ""
			}
			line := fmt.Sprintf(`{"handle":"p-%d",%s"variants":[{"price":"1"}],%s}`, i, title, more) + "\n"
			if strings.Contains(more, `"options"`) {
				line = strings.Replace(line, `{"price":"1"}`, `{"price":"1","options":["b"]}`, 1)
			}
			checkTaken(t, db, line)
		}
		for i, more := range []string{`"sku":"` + long + `"`, `"barcode":"` + long + `"`, `"taxCode":"` + long + `"`, `"weightMilligrams":9223372036854775807`, `"weightMilligrams":-1`,
			`"stock":9223372036854775807`, `"image":7`, `"image":-9`, `"weightUnit":"STONES"`, `"quantityRule":{"minimum":0,"increment":0}`,
			`"unitPrice":{"quantityMilli":9223372036854775807,"quantityUnit":"G","referenceValue":9223372036854775807,"referenceUnit":"KG"}`,
			`"unitPrice":{"quantityMilli":1,"quantityUnit":"G","referenceValue":1,"referenceUnit":"L"}`, `"compareAtPrice":"100000000000000"`, `"cost":"-1"`, `"options":["` + long + `"]`} {
			checkTaken(t, db, fmt.Sprintf(`{"handle":"v-%d","title":"T","variants":[{"price":"1",%s}]}`, i, more)+"\n")
		}
	})
}

// checkTaken holds that a line is taken or refused, and that the lines beside it are written.
func checkTaken(t *testing.T, db *database.DB, line string) {
	t.Helper()
	sum, said, err := take(t, one("before", "")+line+one("behind", ""), catalog.New(db), asJSONL)
	if err != nil || sum.Refused > 1 || sum.Created+sum.Unchanged+sum.Updated+sum.Refused != 3 {
		t.Errorf("%.200s: %+v, %.300q, %v", line, sum, said, err)
	}
}
