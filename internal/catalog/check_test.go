package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

// TestWrongSpecs puts every wrong spec in one call between two right ones: each is refused with its path and its text,
// and stops no other.
func TestWrongSpecs(t *testing.T) {
	long, price := strings.Repeat("é", 256), int64(100_000_000_000_001)
	variant := func(change func(*catalog.VariantSpec)) func(*catalog.Spec) {
		return func(s *catalog.Spec) { change(&s.Variants[1]) }
	}
	field := func(f catalog.MetafieldSpec) func(*catalog.Spec) {
		return func(s *catalog.Spec) { s.Metafields = append(s.Metafields, f) }
	}
	media := func(m catalog.MediaSpec) func(*catalog.Spec) {
		return func(s *catalog.Spec) { s.Media = append(s.Media, m) }
	}
	tests := []struct {
		change     func(*catalog.Spec)
		kind       fault.Kind
		path, text string // a part of the text
	}{
		{func(s *catalog.Spec) { s.Handle = "" }, fault.Invalid, "handle", "needed"},
		{func(s *catalog.Spec) { s.Handle = "Upper" }, fault.Invalid, "handle", `"Upper" is no handle`},
		{func(s *catalog.Spec) { s.Handle = "a b" }, fault.Invalid, "handle", "no handle"},
		{func(s *catalog.Spec) { s.Handle = "a/b" }, fault.Invalid, "handle", "no handle"},
		{func(s *catalog.Spec) { s.Handle = "a\x00" }, fault.Invalid, "handle", "UTF-8"},
		{func(s *catalog.Spec) { s.Handle = long }, fault.Invalid, "handle", "at most 255 characters, got 256"},
		{func(s *catalog.Spec) { s.Title = " \t" }, fault.Invalid, "title", "needs a title"},
		{func(s *catalog.Spec) { s.Title = long }, fault.Invalid, "title", "got 256"},
		{func(s *catalog.Spec) { s.Title = "\xff" }, fault.Invalid, "title", "UTF-8"},
		{func(s *catalog.Spec) { s.Vendor = long }, fault.Invalid, "vendor", "got 256"},
		{func(s *catalog.Spec) { s.ProductType = long }, fault.Invalid, "productType", "got 256"},
		{func(s *catalog.Spec) { s.SEO.Title = long }, fault.Invalid, "seo.title", "got 256"},
		{func(s *catalog.Spec) { s.SEO.Description = "a\xff" }, fault.Invalid, "seo.description", "UTF-8"},
		{func(s *catalog.Spec) { s.DescriptionHTML = "a\xff" }, fault.Invalid, "descriptionHtml", "UTF-8"},
		{func(s *catalog.Spec) { s.Category = long }, fault.Invalid, "category", "got 256"},
		{func(s *catalog.Spec) { s.Status = "" }, fault.Invalid, "status", "ACTIVE, DRAFT or ARCHIVED"},
		{func(s *catalog.Spec) { s.Status = "active" }, fault.Invalid, "status", `"active" is no status`},
		{func(s *catalog.Spec) { s.Tags = make([]string, 251) }, fault.Limit, "tags", "at most 250 tags, got 251"},
		{func(s *catalog.Spec) { s.Tags[1] = long }, fault.Invalid, "tags.1", "got 256"},
		{func(s *catalog.Spec) { s.Media = make([]catalog.MediaSpec, 251) }, fault.Limit, "media", "at most 250 media, got 251"},
		{media(catalog.MediaSpec{Kind: catalog.Image}), fault.Invalid, "media.2.source", "bytes or an address"},
		{media(catalog.MediaSpec{Blob: "b", Alt: strings.Repeat("a", 513)}), fault.Invalid, "media.2.alt", "512"},
		{media(catalog.MediaSpec{Source: "https://example.com/" + strings.Repeat("a", 2048)}), fault.Invalid, "media.2.source", "at most 2048"},
		{media(catalog.MediaSpec{Blob: strings.Repeat("a", 101)}), fault.Invalid, "media.2.blob", "at most 100"},
		{media(catalog.MediaSpec{Blob: "b", MIME: strings.Repeat("a", 101)}), fault.Invalid, "media.2.mime", "at most 100"},
		{media(catalog.MediaSpec{Blob: "b", Kind: "PAINTING"}), fault.Invalid, "media.2.kind", `"PAINTING" is no kind`},
		{media(catalog.MediaSpec{Blob: "b", Width: 1 << 31}), fault.Invalid, "media.2.width", "pixels"},
		{media(catalog.MediaSpec{Blob: "b", Height: -1}), fault.Invalid, "media.2.height", "pixels"},
		{field(catalog.MetafieldSpec{Key: "k", Type: "t"}), fault.Invalid, "metafields.1", "needs a namespace"},
		{field(catalog.MetafieldSpec{Namespace: "n", Type: "t"}), fault.Invalid, "metafields.1", "a key"},
		{field(catalog.MetafieldSpec{Namespace: "n", Key: "k"}), fault.Invalid, "metafields.1", "a type"},
		{field(catalog.MetafieldSpec{Namespace: "n", Key: strings.Repeat("k", 65), Type: "t"}), fault.Invalid, "metafields.1", "a key 64"},
		{field(catalog.MetafieldSpec{Namespace: "custom", Key: "fabric", Type: "t"}), fault.Invalid, "metafields.1", `"custom.fabric" stands twice`},
		{field(catalog.MetafieldSpec{Namespace: "n", Key: "k", Type: "t", Description: long}), fault.Invalid, "metafields.1.description", "got 256"},
		{field(catalog.MetafieldSpec{Namespace: "n", Key: "k", Type: "t", Value: "\xff"}), fault.Invalid, "metafields.1.value", "UTF-8"},
		{func(s *catalog.Spec) { s.Options = make([]catalog.OptionSpec, 4) }, fault.Limit, "options", "at most 3 options, got 4"},
		{func(s *catalog.Spec) { s.Options[1].Name = " " }, fault.Invalid, "options.1.name", "needs a name"},
		{func(s *catalog.Spec) { s.Options[1].Name = long }, fault.Invalid, "options.1.name", "got 256"},
		{func(s *catalog.Spec) { s.Options[1].Name = "Size" }, fault.Invalid, "options.1.name", `"Size" stands twice`},
		{func(s *catalog.Spec) { s.Options[1].Name = "Size " }, fault.Invalid, "options.1.name", `"Size" stands twice`},
		{func(s *catalog.Spec) { s.Options[0].Values[1].Name = long }, fault.Invalid, "options.0.values.1", "got 256"},
		{func(s *catalog.Spec) { s.Options[0].Values[1].Name = "" }, fault.Invalid, "options.0.values.1", "missing"},
		{func(s *catalog.Spec) { s.Options[0].Values[1].SwatchColor = "rebeccapurple, or so" + "!" }, fault.Invalid, "options.0.values.1.swatch", "at most 20"},
		{func(s *catalog.Spec) { s.Variants = nil }, fault.Invalid, "variants", "at least one variant"},
		{func(s *catalog.Spec) { s.Variants = make([]catalog.VariantSpec, 2049) }, fault.Limit, "variants", "at most 2048 variants, got 2049"},
		{func(s *catalog.Spec) { s.Options = nil }, fault.Invalid, "variants", "has one variant, got 3"},
		{variant(func(v *catalog.VariantSpec) { v.Options = []string{"S"} }), fault.Invalid, "variants.1.options", "2 values are needed"},
		{variant(func(v *catalog.VariantSpec) { v.Options[1] = "" }), fault.Invalid, "variants.1.options.1", "missing"},
		{variant(func(v *catalog.VariantSpec) { v.Options[1] = long }), fault.Invalid, "variants.1.options.1", "got 256"},
		{variant(func(v *catalog.VariantSpec) { v.Options[1] = "Oat " }), fault.Invalid, "variants.1.options.1", "blanks"},
		{variant(func(v *catalog.VariantSpec) { v.Options = []string{"S", "Oat"} }), fault.Invalid, "variants.1.options", `"S / Oat" stands twice, first as variant 1`},
		{variant(func(v *catalog.VariantSpec) { v.SKU = long }), fault.Invalid, "variants.1.sku", "got 256"},
		{variant(func(v *catalog.VariantSpec) { v.Barcode = long }), fault.Invalid, "variants.1.barcode", "got 256"},
		{variant(func(v *catalog.VariantSpec) { v.TaxCode = "\x00" }), fault.Invalid, "variants.1.taxCode", "UTF-8"},
		{variant(func(v *catalog.VariantSpec) { v.Price = -1 }), fault.Invalid, "variants.1.price", "got -1"},
		{variant(func(v *catalog.VariantSpec) { v.Price = price }), fault.Invalid, "variants.1.price", "between 0 and 100000000000000"},
		{variant(func(v *catalog.VariantSpec) { v.CompareAt = &price }), fault.Invalid, "variants.1.compareAtPrice", "between"},
		{variant(func(v *catalog.VariantSpec) { v.Cost = minor(-5) }), fault.Invalid, "variants.1.cost", "got -5"},
		{variant(func(v *catalog.VariantSpec) { v.WeightMilligrams = -1 }), fault.Invalid, "variants.1.weight", "not negative"},
		{variant(func(v *catalog.VariantSpec) { v.WeightUnit = "STONES" }), fault.Invalid, "variants.1.weightUnit", `"STONES" is no unit`},
		{variant(func(v *catalog.VariantSpec) { v.Stock = new(int64(1 << 60)) }), fault.Invalid, "variants.1.stock", "stock"},
		{variant(func(v *catalog.VariantSpec) { v.Image = 2 }), fault.Invalid, "variants.1.image", "no media 2"},
		{variant(func(v *catalog.VariantSpec) { v.Image = -2 }), fault.Invalid, "variants.1.image", "no media -2"},
		{variant(func(v *catalog.VariantSpec) { v.Metafields = []catalog.MetafieldSpec{{Key: "k", Type: "t"}} }), fault.Invalid, "variants.1.metafields.0", "needs a namespace"},
	}
	specs := []catalog.Spec{tee("before")}
	for i, tt := range tests {
		spec := tee(fmt.Sprintf("wrong-%d", i))
		tt.change(&spec)
		specs = append(specs, spec)
	}
	specs = append(specs, tee("after"))
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		outcomes := put(t, s, specs...)
		for i, tt := range tests {
			o := outcomes[i+1]
			var f *fault.Fault
			if !errors.As(o.Err, &f) {
				t.Errorf("%s (%s) was %s: %v", tt.path, tt.text, o.Act, o.Err)
				continue
			}
			if o.Act != catalog.Refused || f.Kind != tt.kind || strings.Join(f.Path, ".") != tt.path || !strings.Contains(f.Text, tt.text) {
				t.Errorf("want a fault at %s saying %q, got %s %v", tt.path, tt.text, o.Act, f)
			}
		}
		for _, o := range []catalog.Outcome{outcomes[0], outcomes[len(outcomes)-1]} {
			if diff := cmp.Diff(catalog.Outcome{Handle: o.Handle, Act: catalog.Created}, o); diff != "" {
				t.Error(diff)
			}
		}
		if n, err := s.CountProducts(context.Background()); err != nil || n != 2 {
			t.Errorf("%d products are there, want the 2 right ones: %v", n, err)
		}
	})
}

func TestWrongCollections(t *testing.T) {
	s := catalog.New(storetest.Open(t, database.SQLite))
	for _, tt := range []struct {
		spec       catalog.CollectionSpec
		path, text string
	}{
		{catalog.CollectionSpec{Title: "a"}, "handle", "needed"},
		{catalog.CollectionSpec{Handle: "A", Title: "a"}, "handle", "no handle"},
		{catalog.CollectionSpec{Handle: "a", Title: " "}, "title", "needs a title"},
		{catalog.CollectionSpec{Handle: "a", Title: strings.Repeat("x", 256)}, "title", "got 256"},
		{catalog.CollectionSpec{Handle: "a", Title: "a", SEO: catalog.SEO{Title: strings.Repeat("x", 256)}}, "seo.title", "got 256"},
		{catalog.CollectionSpec{Handle: "a", Title: "a", DescriptionHTML: "\xff"}, "descriptionHtml", "UTF-8"},
		{catalog.CollectionSpec{Handle: "a", Title: "a", SortOrder: "SHUFFLED"}, "sortOrder", "no order"},
		{catalog.CollectionSpec{Handle: "a", Title: "a", Image: &catalog.MediaSpec{}}, "image.source", "bytes or an address"},
		{catalog.CollectionSpec{Handle: "a", Title: "a", Metafields: []catalog.MetafieldSpec{{Namespace: "n", Key: "k"}}}, "metafields.0", "a type"},
	} {
		_, err := s.PutCollection(context.Background(), tt.spec)
		var f *fault.Fault
		if !errors.As(err, &f) || strings.Join(f.Path, ".") != tt.path || !strings.Contains(f.Text, tt.text) {
			t.Errorf("want a fault at %s saying %q, got %v", tt.path, tt.text, err)
		}
	}
}

// TestTheWidestSpec puts a product that goes to the bounds of everything at once: what is not refused must be kept.
func TestTheWidestSpec(t *testing.T) {
	wide := strings.Repeat("𝄞", 255) // four bytes each
	spec := plain(strings.Repeat("é", 255))
	spec.Title, spec.Vendor, spec.ProductType, spec.Category = wide, wide, wide, wide
	spec.SEO = catalog.SEO{Title: wide, Description: wide + wide}
	for i := range catalog.MaxTags {
		spec.Tags = append(spec.Tags, fmt.Sprintf("%03d", i)+wide[:252*4])
	}
	spec.Options = []catalog.OptionSpec{{Name: wide, Values: []catalog.OptionValueSpec{{Name: wide, SwatchColor: strings.Repeat("x", 20)}}}, {Name: "b"}, {Name: "c"}}
	for i := range catalog.MaxMedia {
		spec.Media = append(spec.Media, catalog.MediaSpec{Kind: catalog.ExternalVideo, Alt: strings.Repeat("𝄞", 512), Source: fmt.Sprint(i) + strings.Repeat("s", 2000),
			Blob: strings.Repeat("b", 100), MIME: strings.Repeat("m", 100), Width: 1<<31 - 1, Height: 1<<31 - 1, Bytes: 1 << 62})
	}
	field := catalog.MetafieldSpec{Namespace: strings.Repeat("n", 255), Key: strings.Repeat("k", 64), Type: strings.Repeat("t", 100), Value: wide, Description: wide}
	spec.Metafields = []catalog.MetafieldSpec{field}
	spec.SalesRank = 1<<63 - 1
	most := int64(100_000_000_000_000)
	spec.Variants = []catalog.VariantSpec{
		{Options: []string{wide, wide, wide}, SKU: wide, Barcode: wide, TaxCode: wide, Price: most, CompareAt: &most, Cost: &most, WeightMilligrams: 1<<63 - 1,
			WeightUnit: catalog.Pounds, Tracked: true, Stock: new(int64(1_000_000_000)), Image: 249, Metafields: []catalog.MetafieldSpec{field}},
		{Options: []string{"s", "s", "s"}, Tracked: true, Stock: new(int64(-1_000_000_000)), Image: -1},
	}
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		for _, want := range []catalog.Act{catalog.Created, catalog.Unchanged} {
			if got := put(t, s, spec)[0]; got.Act != want {
				t.Fatalf("got %s %v, want %s", got.Act, got.Err, want)
			}
		}
	})
}
