package bulk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/fault"
)

func TestSamples(t *testing.T) {
	for _, c := range []struct {
		file string
		want Summary
	}{
		{"apparel.csv", Summary{Rows: 22, Products: 20, Variants: 22, Images: 20, Created: 20}},
		{"home-and-garden.csv", Summary{Rows: 21, Products: 20, Variants: 21, Images: 21, Created: 20}},
		{"jewelery.csv", Summary{Rows: 41, Products: 20, Variants: 23, Images: 41, Created: 20}},
		{"newer.csv", Summary{Rows: 4, Products: 2, Variants: 3, Images: 4, Created: 2, Warnings: 2}},
	} {
		t.Run(c.file+" is imported whole, and again without change", func(t *testing.T) {
			sink := &shelf{}
			sum, lines, err := take(t, sample(t, c.file), sink)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, sum); diff != "" {
				t.Errorf("summary (-want +got):\n%s%s", diff, strings.Join(lines, "\n"))
			}
			again := c.want
			again.Created, again.Unchanged = 0, c.want.Created
			sum, _, err = take(t, sample(t, c.file), sink)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(again, sum); diff != "" {
				t.Errorf("second time (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOlderTemplate(t *testing.T) {
	t.Run("a product with options and pictures of its variants", func(t *testing.T) {
		sink := &shelf{}
		if _, _, err := take(t, sample(t, "jewelery.csv"), sink); err != nil {
			t.Fatal(err)
		}
		const base = "https://burst.shopifycdn.com/photos/"
		compare := int64(4499)
		want := catalog.Spec{
			Handle: "chain-bracelet", Title: "7 Shakra Bracelet", DescriptionHTML: "7 chakra bracelet, in blue or black.",
			Vendor: "Company 123", ProductType: "Bracelet", Tags: []string{"Beads"}, Status: catalog.Active, PublishedAt: &time.Time{},
			Options: []catalog.OptionSpec{{Name: "Color", Values: []catalog.OptionValueSpec{{Name: "Blue"}, {Name: "Black"}}}},
			Variants: []catalog.VariantSpec{
				{Options: []string{"Blue"}, Price: 4299, CompareAt: &compare, WeightUnit: catalog.Kilograms, Taxable: true, RequiresShipping: true, Stock: new(int64(1)), Image: 1},
				{Options: []string{"Black"}, Price: 4299, CompareAt: &compare, WeightUnit: catalog.Kilograms, Taxable: true, RequiresShipping: true, Stock: new(int64(0)), Image: 0},
			},
			Media: []catalog.MediaSpec{
				{Kind: catalog.Image, Source: base + "7-chakra-bracelet_925x.jpg"},
				{Kind: catalog.Image, Source: base + "navy-blue-chakra-bracelet_925x.jpg"},
			},
		}
		if diff := cmp.Diff(want, sink.specs["chain-bracelet"]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got := sink.specs["boho-earrings"].Variants; len(got) != 1 || got[0].WeightMilligrams != 28_000 || got[0].WeightUnit != catalog.Ounces || got[0].Options != nil {
			t.Errorf("a product without options: %+v", got)
		}
	})
	t.Run("the products come in the order of the file", func(t *testing.T) {
		sink := &shelf{}
		if _, _, err := take(t, "Handle,Title,Variant Price\nb,B,1\na,A,1\nc,C,1\n", sink, func(o *Options) { o.BatchSize = 1 }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"b", "a", "c"}, sink.order); diff != "" || sink.calls != 3 {
			t.Errorf("%d calls (-want +got):\n%s", sink.calls, diff)
		}
	})
}

func TestNewerTemplate(t *testing.T) {
	sink := &shelf{}
	_, lines, err := take(t, sample(t, "newer.csv"), sink)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{
		"warning: row 1, Price / International: 3 columns are about markets and not used: prices and assortments by market are not imported",
		"warning: row 2, Option2 Linked To (linen-shirt): the links of options to metafields are not used; the values of the options are",
	}, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	google := func(key, value string) catalog.MetafieldSpec {
		return catalog.MetafieldSpec{Namespace: "mm-google-shopping", Key: key, Type: "single_line_text_field", Value: value}
	}
	custom := google("custom_product", "false")
	custom.Type = "boolean"
	compare, cost := int64(4990), int64(1250)
	want := map[string]catalog.Spec{
		"linen-shirt": {
			Handle: "linen-shirt", Title: "Linen Shirt", DescriptionHTML: "<p>Cool \"linen\",\nfor warm days.</p>", Vendor: "Northwind Mill",
			ProductType: "Shirts", Category: "Apparel & Accessories > Clothing", Tags: []string{"summer", "Linen", "sale"},
			Status: catalog.Active, PublishedAt: &time.Time{},
			SEO: catalog.SEO{Title: "Linen shirt for summer", Description: "Woven in a small mill."},
			Options: []catalog.OptionSpec{
				{Name: "Size", Values: []catalog.OptionValueSpec{{Name: "S"}, {Name: "M"}}},
				{Name: "Colour", Values: []catalog.OptionValueSpec{{Name: "White"}, {Name: "Blue"}}},
			},
			Variants: []catalog.VariantSpec{
				{Options: []string{"S", "White"}, SKU: "LS-S-W", Barcode: "4006381333931", Price: 3990, CompareAt: &compare, Cost: &cost,
					WeightMilligrams: 180_500, WeightUnit: catalog.Grams, Taxable: true, RequiresShipping: true, Tracked: true, Stock: new(int64(7)), Image: 1,
					UnitPrice:  &catalog.UnitMeasure{QuantityMilli: 1000, QuantityUnit: "ITEM", ReferenceValue: 1, ReferenceUnit: "ITEM"},
					Metafields: []catalog.MetafieldSpec{{Namespace: "custom", Key: "care", Type: "single_line_text_field", Value: "wash cold"}}},
				{Options: []string{"M", "Blue"}, SKU: "LS-M-B", Price: 4100, WeightMilligrams: 190_000, WeightUnit: catalog.Kilograms,
					Taxable: true, RequiresShipping: true, Tracked: true, Oversell: true, Stock: new(int64(-2)), Image: 3},
			},
			Media: []catalog.MediaSpec{
				{Kind: catalog.Image, Source: "https://pictures.example/blue.jpg"},
				{Kind: catalog.Image, Source: "https://pictures.example/white.jpg", Alt: "White shirt"},
				{Kind: catalog.Image, Source: "https://pictures.example/back.jpg", Alt: "Seen from behind"},
				{Kind: catalog.Image, Source: "https://pictures.example/cuff.jpg"},
			},
			Metafields: []catalog.MetafieldSpec{
				{Namespace: "shopify", Key: "color-pattern", Type: "single_line_text_field", Value: "white; blue"},
				google("google_product_category", "212"), google("gender", "unisex"), google("age_group", "adult"), google("mpn", "LS-1"),
				google("adwords_grouping", "shirts"), google("adwords_labels", "linen,summer"), google("condition", "new"), custom,
				google("custom_label_0", "a"), google("custom_label_1", "b"), google("custom_label_2", "c"), google("custom_label_3", "d"), google("custom_label_4", "e"),
			},
			Complementary: []string{"linen-trousers", "straw-hat"},
		},
		"gift-card": {
			Handle: "gift-card", Title: "Gift Card", Vendor: "Northwind Mill", Tags: []string{}, Status: catalog.Draft, GiftCard: true,
			Variants: []catalog.VariantSpec{{Price: 2500, Image: -1}},
		},
	}
	if diff := cmp.Diff(want, sink.specs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDryRun(t *testing.T) {
	t.Run("writes nothing and tells what would be created", func(t *testing.T) {
		sink := &shelf{}
		sum, _, err := take(t, sample(t, "apparel.csv"), sink, func(o *Options) {
			o.DryRun = true
			o.Known = func(_ context.Context, handles []string) (map[string]bool, error) {
				return map[string]bool{"ocean-blue-shirt": true}, nil
			}
		})
		if err != nil || sink.calls != 0 {
			t.Fatalf("%d calls, error %v", sink.calls, err)
		}
		if diff := cmp.Diff(Summary{Rows: 22, Products: 20, Variants: 22, Images: 20, Created: 19, Updated: 1}, sum); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("an error of the look-up ends it", func(t *testing.T) {
		_, _, err := take(t, sample(t, "apparel.csv"), &shelf{}, func(o *Options) {
			o.DryRun = true
			o.Known = func(context.Context, []string) (map[string]bool, error) { return nil, errDisk }
		})
		if !errors.Is(err, errDisk) {
			t.Errorf("error %v", err)
		}
	})
}

func TestStrict(t *testing.T) {
	strict := func(o *Options) { o.Strict, o.BatchSize = true, 1 }
	text := "Handle,Title,Variant Price\na,A,1\nb,B,1\nc,C,free\nd,D,\n"
	t.Run("a file that can be read twice is checked before anything is written", func(t *testing.T) {
		sink := &shelf{}
		sum, lines, err := takeFrom(t, strings.NewReader(text), sink, strict)
		if !isFault(err, fault.Invalid) || err.Error() != "stopped at the first error; nothing is written" || sink.calls != 0 || sum.Errors != 1 || len(lines) != 1 {
			t.Errorf("%d calls, %+v, %q, %v", sink.calls, sum, lines, err)
		}
	})
	t.Run("a stream is written up to the batch with the error", func(t *testing.T) {
		sink := &shelf{}
		sum, _, err := take(t, text, sink, strict)
		if !isFault(err, fault.Invalid) || err.Error() != "stopped at the first error; 1 product was written before and kept" {
			t.Errorf("error %v", err)
		}
		if diff := cmp.Diff([]string{"a"}, sink.order); diff != "" || sum.Created != 1 {
			t.Errorf("%+v (-want +got):\n%s", sum, diff)
		}
	})
	t.Run("a file without errors is imported, its warnings told once", func(t *testing.T) {
		sink := &shelf{}
		sum, lines, err := takeFrom(t, strings.NewReader("Handle,Title,Variant Price,Mood\na,A,1,good\n"), sink, strict)
		if err != nil || sum.Created != 1 || len(lines) != 1 {
			t.Errorf("%+v, %q, %v", sum, lines, err)
		}
	})
	t.Run("a refusal of the sink stops it", func(t *testing.T) {
		sink := &shelf{refuse: map[string]error{"b": fault.Invalidf("title", "no")}}
		sum, _, err := takeFrom(t, strings.NewReader("Handle,Title,Variant Price\na,A,1\nb,B,1\nc,C,1\n"), sink, strict)
		if !isFault(err, fault.Invalid) || sum.Created != 1 || sum.Refused != 1 {
			t.Errorf("%+v, %v", sum, err)
		}
	})
	t.Run("a pipe that claims to seek is a stream", func(t *testing.T) {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if _, err := w.WriteString(text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		sum, _, err := takeFrom(t, r, &shelf{}, strict)
		if !isFault(err, fault.Invalid) || sum.Created != 1 {
			t.Errorf("%+v, %v", sum, err)
		}
	})
}

func TestSystemErrors(t *testing.T) {
	t.Run("an error of the sink ends the import and is wrapped with the row", func(t *testing.T) {
		sum, _, err := take(t, "Handle,Title,Variant Price\na,A,1\nb,B,1\n", &shelf{fails: 2}, func(o *Options) { o.BatchSize = 1 })
		if !errors.Is(err, errDisk) || err.Error() != "write the products from row 3 on: disk full" || sum.Created != 1 {
			t.Errorf("%+v, %v", sum, err)
		}
	})
	t.Run("an import goes on after an interruption", func(t *testing.T) {
		sink, text := &shelf{fails: 2}, sample(t, "jewelery.csv")
		if _, _, err := take(t, text, sink, func(o *Options) { o.BatchSize = 5 }); err == nil {
			t.Fatal("no error")
		}
		sum, _, err := take(t, text, sink)
		if err != nil || sum.Unchanged != 5 || sum.Created != 15 {
			t.Errorf("%+v, %v", sum, err)
		}
	})
	t.Run("the end of the context ends the import", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Import(ctx, strings.NewReader("Handle,Title\n"), &shelf{}, Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("an error of the reader is wrapped with the row", func(t *testing.T) {
		_, _, err := takeFrom(t, &broken{text: "Handle,Title,Variant Price\na,A,1\n"}, &shelf{})
		if !errors.Is(err, errDisk) || err.Error() != "read the file after row 2: disk full" {
			t.Errorf("error %v", err)
		}
	})
}

// broken is a reader that fails after its text.
type broken struct{ text string }

func (b *broken) Read(p []byte) (int, error) {
	if b.text == "" {
		return 0, errDisk
	}
	n := copy(p, b.text)
	b.text = b.text[n:]
	return n, nil
}

func TestProgress(t *testing.T) {
	text := "Handle,Title,Variant Price,Body (HTML)\n"
	for i := range 3 {
		text += fmt.Sprintf("p%d,P,1,%s\n", i, strings.Repeat("x", 900_000))
	}
	var seen []int64
	products := 0
	_, _, err := take(t, text, &shelf{}, func(o *Options) {
		o.Progress = func(n int64, p int) { seen, products = append(seen, n), p }
	})
	if err != nil || len(seen) < 4 || seen[len(seen)-1] != int64(len(text)) || products != 3 {
		t.Errorf("told %v, %d products, %v", seen, products, err)
	}
}
