package bulk

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/demo"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

// exported is what the catalogue is as a file.
func exported(t testing.TB, db *database.DB, f Format) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := Export(t.Context(), &b, catalog.New(db), ExportOptions{Format: f, Currency: "EUR"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// round brings a catalogue through a file into an empty database, and holds that the file is the same there.
func round(t *testing.T, db *database.DB) {
	for _, f := range []Format{CSV, JSONL} {
		t.Run(string(f), func(t *testing.T) {
			file := exported(t, db, f)
			other := storetest.Open(t, db.Kind())
			var in io.Reader = strings.NewReader(file)
			if f == JSONL {
				in = onlyReader{in} // as from a pipe
			}
			sum, said, err := takeFrom(t, in, catalog.New(other), func(o *Options) { o.Format = f })
			if err != nil || sum.Errors > 0 || sum.Products == 0 || sum.Created != sum.Products {
				t.Fatalf("%+v, %q, %v", sum, said, err)
			}
			if diff := cmp.Diff(strings.Split(file, "\n"), strings.Split(exported(t, other, f), "\n")); diff != "" {
				t.Fatalf("the second export is another (-first +second):\n%.4000s", diff)
			}
			for _, g := range []Format{CSV, JSONL} {
				if a, b := exported(t, db, g), exported(t, other, g); f == JSONL && a != b {
					t.Errorf("through %s, the export as %s is another: %.3000s", f, g, cmp.Diff(strings.Split(a, "\n"), strings.Split(b, "\n")))
				}
			}
			sum, said, err = takeFrom(t, strings.NewReader(file), catalog.New(other), func(o *Options) { o.Format = f })
			if err != nil || sum.Unchanged != sum.Products {
				t.Errorf("a second import changed something: %+v, %q, %v", sum, said, err)
			}
			t.Logf("%d bytes, %d products", len(file), sum.Products)
		})
	}
}

func TestRoundTrip(t *testing.T) {
	t.Run("the demo shop", func(t *testing.T) {
		storetest.Each(t, func(t *testing.T, db *database.DB) {
			rooms := demo.Rooms{Catalog: catalog.New(db), Content: content.New(db), Shop: shop.New(db), Terms: terms.New(db)}
			if err := demo.Fill(t.Context(), rooms, func(int, int) {}); err != nil {
				t.Fatal(err)
			}
			round(t, db)
		})
	})
	for _, name := range []string{"apparel.csv", "home-and-garden.csv", "jewelery.csv", "newer.csv"} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db *database.DB) {
				if sum, said, err := take(t, sample(t, name), catalog.New(db)); err != nil || sum.Errors > 0 {
					t.Fatalf("%+v, %q, %v", sum, said, err)
				}
				round(t, db)
			})
		})
	}
	t.Run("what is odd", func(t *testing.T) {
		storetest.Each(t, func(t *testing.T, db *database.DB) {
			c := catalog.New(db)
			out, err := c.PutMany(t.Context(), oddProducts())
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range out {
				if o.Err != nil {
					t.Fatalf("%s: %v", o.Handle, o.Err)
				}
			}
			// Links to what comes later are laid by a second writing.
			if _, err := c.PutMany(t.Context(), oddProducts()); err != nil {
				t.Fatal(err)
			}
			round(t, db)
		})
	})
}

// oddProducts are products that the template has no columns for, and texts that spreadsheets and parsers stumble over.
func oddProducts() []catalog.Spec {
	texts := []string{"=1+1", "'=1+1", "''=", "'", "''", "-5", "+5", "@SUM(A1)", "\tab", " x ", "a,b;c\td", `say "so"`, "line\nbreak\n", "＝1", "'quoted' text", "trailing ", "ä€😀"}
	var all []catalog.Spec
	for i, text := range texts {
		title := text
		if strings.TrimSpace(strings.Trim(text, "'")) == "" {
			title = "x" + text
		}
		s := catalog.Spec{Handle: fmt.Sprintf("odd-%d", i), Title: title, Vendor: text, ProductType: text, Category: text, Status: catalog.Draft,
			SEO: catalog.SEO{Title: text, Description: text}, DescriptionHTML: "<p>" + text + "</p>",
			Related: []string{"odd-16", "odd-0"}, Complementary: []string{"odd-3"}, SalesRank: int64(i),
			Options: []catalog.OptionSpec{
				{Name: "o" + text + "o", Values: []catalog.OptionValueSpec{{Name: "unused"}, {Name: "v" + text + "v", SwatchColor: "#112233"}, {Name: "b"}}},
				{Name: "-second", Values: []catalog.OptionValueSpec{{Name: "=x"}}}},
			Variants: []catalog.VariantSpec{
				{Options: []string{"b", "=x"}, SKU: fmt.Sprintf("=sku-%d", i), Price: 0, CompareAt: new(int64(100)), Cost: new(int64(0)), Stock: new(int64(-3)), Image: 1,
					WeightMilligrams: 1_234_567, WeightUnit: catalog.Ounces, Quantities: &catalog.QuantityRule{Minimum: 4, Maximum: new(8), Increment: 2}, TaxCode: text,
					Metafields: []catalog.MetafieldSpec{{Namespace: "own", Key: "k", Type: "multi_line_text_field", Value: text, Description: "of the variant"}}},
				{Options: []string{"v" + text + "v", "=x"}, Barcode: text, Price: 99_999_999_999, Stock: new(int64(7)), Tracked: true, Oversell: true, Taxable: true, RequiresShipping: true, Image: 0,
					UnitPrice: &catalog.UnitMeasure{QuantityMilli: 1500, QuantityUnit: "FT2", ReferenceValue: 2, ReferenceUnit: "M2"}}},
			Media: []catalog.MediaSpec{
				{Kind: catalog.Image, Alt: text, Source: "https://p.example/same.png"},
				{Kind: catalog.Image, Alt: "twice", Source: "https://p.example/same.png"},
				{Kind: catalog.Image, Blob: "0123.png", MIME: "image/png", Width: 3, Height: 2, Bytes: 9, Source: "https://old.example/0123.png"},
				{Kind: catalog.ExternalVideo, Source: "https://v.example/1", Preview: &catalog.MediaSpec{Blob: "p.jpg", Width: 1, Height: 1}},
				{Kind: catalog.Video, Source: "=odd", Variants: []catalog.MediaSource{{URL: "https://v.example/1.mp4", MIME: "video/mp4", Format: "mp4", Width: 640, Height: 480, Bytes: 12}}},
			},
			Metafields: []catalog.MetafieldSpec{
				{Namespace: "own", Key: "text", Type: "single_line_text_field", Value: text, Description: text},
				{Namespace: "own", Key: "none", Type: "single_line_text_field", Value: ""},
				{Namespace: "own space.", Key: "k(1)", Type: "made_up", Value: "a\r\nb"},
				{Namespace: "own", Key: "kind", Type: []string{"number_integer", "boolean"}[i%2], Value: []string{"-4", "true"}[i%2]},
				{Namespace: recommendations, Key: relatedKey, Type: "list.product_reference", Value: `["gid://shopify/Product/1"]`},
			},
			Tags: []string{"a, b", "A", "a", text},
		}
		if i == 0 {
			s.Options, s.Variants = nil, []catalog.VariantSpec{{Price: 1, Image: -1}}
		}
		if i == 1 {
			s.Options = []catalog.OptionSpec{{Name: "title", Values: []catalog.OptionValueSpec{{Name: "default title"}}}}
			s.Variants = []catalog.VariantSpec{{Options: []string{"default title"}, Price: 1, Image: 4}}
		}
		all = append(all, s)
	}
	return all
}

// TestStockOfLocations carries the stock of several locations in JSONL. A shop that lacks one of them says so.
func TestStockOfLocations(t *testing.T) {
	const north = `Dépôt "north"`
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		places := func(db *database.DB, names ...string) {
			t.Helper()
			var all []shop.Location
			for _, name := range names {
				all = append(all, shop.Location{Name: name, City: "Cork", CountryCode: "IE", Active: true})
			}
			if err := shop.New(db).PutLocations(t.Context(), all); err != nil {
				t.Fatal(err)
			}
		}
		places(db, "Main location", north, "Shed")
		lamp := catalog.Spec{Handle: "lamp", Title: "Lamp", Status: catalog.Active, Variants: []catalog.VariantSpec{
			{Tracked: true, Price: 100, Stock: new(int64(2)), StockIn: map[string]int64{"Shed": 5, north: 0}, Image: -1}}}
		if out, err := catalog.New(db).Put(t.Context(), lamp); err != nil {
			t.Fatal(out, err)
		}
		file := exported(t, db, JSONL)
		if !strings.Contains(file, `"stock":2,"stockAt":{"Dépôt \"north\"":0,"Shed":5}`) {
			t.Errorf("got %s", file)
		}
		other := storetest.Open(t, db.Kind())
		from := func() (Summary, []string, error) {
			return takeFrom(t, strings.NewReader(file), catalog.New(other), func(o *Options) { o.Format = JSONL })
		}
		places(other, "Main location", "Shed")
		sum, said, err := from()
		if err != nil || sum.Refused != 1 || len(said) != 1 || !strings.Contains(said[0], `no location "Dépôt \"north\"" is in use; add it first`) {
			t.Errorf("got %+v, %q, %v", sum, said, err)
		}
		places(other, north)
		if sum, said, err = from(); err != nil || sum.Created != 1 {
			t.Errorf("got %+v, %q, %v", sum, said, err)
		}
		if again := exported(t, other, JSONL); again != file {
			t.Error(cmp.Diff(file, again))
		}
		if sum, said, err = from(); err != nil || sum.Unchanged != 1 {
			t.Errorf("got %+v, %q, %v", sum, said, err)
		}
	})
}
