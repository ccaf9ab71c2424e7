package demo

import (
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cartwright/internal/catalog"
)

// now is a day after everything in the shop has been published.
var now = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

var handles = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// unique reports the values that come twice.
func unique(t *testing.T, what string, values []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, v := range values {
		if seen[v] {
			t.Errorf("%s %q comes twice", what, v)
		}
		seen[v] = true
	}
}

// handlesOf are the handles of the whole range.
func handlesOf(products []catalog.Spec) []string {
	var all []string
	for _, p := range products {
		all = append(all, p.Handle)
	}
	return all
}

// readable fails for texts that are no proper HTML or that nobody wrote.
func readable(t *testing.T, what, body string) {
	t.Helper()
	if body == "" {
		t.Errorf("%s has no text", what)
	}
	low := strings.ToLower(body)
	for _, filler := range []string{"lorem", "ipsum", "todo", "tbd", "xxx"} {
		if strings.Contains(low, filler) {
			t.Errorf("%s says %q", what, filler)
		}
	}
	// The tokenizer tells tags as they are written; a stack says whether they close.
	void := map[string]bool{"br": true, "hr": true, "img": true}
	var open []string
	for z := html.NewTokenizer(strings.NewReader(body)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Errorf("%s: %v", what, z.Err())
			}
			if len(open) > 0 {
				t.Errorf("%s leaves <%s> open", what, strings.Join(open, "> <"))
			}
			return
		case html.StartTagToken:
			if name, _ := z.TagName(); !void[string(name)] {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Errorf("%s closes </%s> in the wrong place", what, name)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

func TestRange(t *testing.T) {
	products := Products()
	var skus, barcodes []string
	for _, p := range products {
		for _, v := range p.Variants {
			skus, barcodes = append(skus, v.SKU), append(barcodes, v.Barcode)
		}
	}
	t.Run("there are at least sixty products, and one has more than a hundred variants", func(t *testing.T) {
		if len(products) < 60 {
			t.Errorf("%d products", len(products))
		}
		if !slices.ContainsFunc(products, func(p catalog.Spec) bool { return len(p.Variants) > 100 && len(p.Options) == 3 }) {
			t.Error("no product has more than a hundred variants")
		}
	})
	t.Run("handles, article numbers and barcodes are unique", func(t *testing.T) {
		unique(t, "handle", handlesOf(products))
		unique(t, "article number", skus)
		unique(t, "barcode", barcodes)
	})
	t.Run("barcodes are EAN-13 of the range for use inside a shop", func(t *testing.T) {
		for _, b := range barcodes {
			sum := 0
			for i, r := range b {
				sum += int(r-'0') * (1 + i%2*2)
			}
			if len(b) != 13 || b[0] != '2' || sum%10 != 0 {
				t.Errorf("barcode %q", b)
			}
		}
	})
	t.Run("the shop has every kind of thing that a storefront must show", func(t *testing.T) {
		kinds := map[string]func(catalog.Spec) bool{
			"a gift card of several amounts": func(p catalog.Spec) bool { return p.GiftCard && len(p.Variants) > 2 },
			"a product without options":      func(p catalog.Spec) bool { return len(p.Options) == 0 && len(p.Variants) == 1 },
			"a product that is sold out": func(p catalog.Spec) bool {
				return !slices.ContainsFunc(p.Variants, func(v catalog.VariantSpec) bool { return onHandOf(v) > 0 || !v.Tracked || v.Oversell })
			},
			"a variant that is nearly sold out": has(func(v catalog.VariantSpec) bool { return v.Tracked && onHandOf(v) == 1 }),
			"a variant sold beyond its stock":   has(func(v catalog.VariantSpec) bool { return v.Oversell && onHandOf(v) == 0 }),
			"a variant that is not counted":     has(func(v catalog.VariantSpec) bool { return !v.Tracked }),
			"a reduced price":                   has(func(v catalog.VariantSpec) bool { return v.CompareAt != nil && *v.CompareAt > v.Price }),
			"a unit price":                      has(func(v catalog.VariantSpec) bool { return v.UnitPrice != nil }),
			"a swatch": func(p catalog.Spec) bool {
				return slices.ContainsFunc(p.Options, func(o catalog.OptionSpec) bool { return o.Values[0].SwatchColor != "" })
			},
			"a variant with its own picture":     has(func(v catalog.VariantSpec) bool { return v.Image > 0 }),
			"a combination that is not offered":  func(p catalog.Spec) bool { return len(p.Variants) < len(combinations(p.Options)) },
			"a product hidden from one frontend": func(p catalog.Spec) bool { return slices.Contains(p.Tags, "nextjs-frontend-hidden") },
		}
		for kind, is := range kinds {
			if !slices.ContainsFunc(products, is) {
				t.Errorf("there is no %s", kind)
			}
		}
	})
	for _, p := range products {
		t.Run(p.Handle+" is complete", func(t *testing.T) { complete(t, p, handlesOf(products)) })
	}
}

// has is whether a product has such a variant.
func has(is func(catalog.VariantSpec) bool) func(catalog.Spec) bool {
	return func(p catalog.Spec) bool { return slices.ContainsFunc(p.Variants, is) }
}

// complete holds a product against what Put and a storefront ask of it.
func complete(t *testing.T, p catalog.Spec, all []string) {
	if !handles.MatchString(p.Handle) || p.Title == "" || p.Vendor == "" || p.ProductType == "" || p.Category == "" || len(p.Tags) == 0 {
		t.Error("a field is empty")
	}
	readable(t, "the description", p.DescriptionHTML)
	unique(t, "tag", p.Tags)
	if p.PublishedAt.Year() < 2025 || p.PublishedAt.After(now) {
		t.Errorf("published at %v", p.PublishedAt)
	}
	if len(p.Media) == 0 || len(p.Related) == 0 {
		t.Error("no picture, or nothing related")
	}
	for _, h := range slices.Concat(p.Related, p.Complementary) {
		if h == p.Handle || !slices.Contains(all, h) {
			t.Errorf("leads to %q", h)
		}
	}
	for _, o := range p.Options {
		var names []string
		for _, v := range o.Values {
			names = append(names, v.Name)
			used := slices.ContainsFunc(p.Variants, func(x catalog.VariantSpec) bool { return slices.Contains(x.Options, v.Name) })
			if !used {
				t.Errorf("no variant has %s %s", o.Name, v.Name)
			}
			if v.SwatchColor != "" && v.SwatchColor != dyes[v.Name] {
				t.Errorf("swatch of %s is %s", v.Name, v.SwatchColor)
			}
		}
		unique(t, "value", names)
	}
	var choices []string
	for _, v := range p.Variants {
		choices = append(choices, strings.Join(v.Options, " / "))
		if len(v.Options) != len(p.Options) {
			t.Fatalf("%s has %d of %d options", v.SKU, len(v.Options), len(p.Options))
		}
		for i, name := range v.Options {
			if !slices.ContainsFunc(p.Options[i].Values, func(o catalog.OptionValueSpec) bool { return o.Name == name }) {
				t.Errorf("%s: option %s has no value %s", v.SKU, p.Options[i].Name, name)
			}
		}
		if v.Price <= 0 || onHandOf(v) < 0 || v.Image < -1 || v.Image >= len(p.Media) {
			t.Errorf("%s: %+v", v.SKU, v)
		}
		if v.CompareAt != nil && *v.CompareAt <= v.Price {
			t.Errorf("%s is reduced from %d to %d", v.SKU, *v.CompareAt, v.Price)
		}
		if u := v.UnitPrice; u != nil {
			if catalog.MeasuredType(u.QuantityUnit) == "UNKNOWN" || catalog.MeasuredType(u.QuantityUnit) != catalog.MeasuredType(u.ReferenceUnit) {
				t.Errorf("%s is told in %s per %s", v.SKU, u.QuantityUnit, u.ReferenceUnit)
			}
		}
	}
	unique(t, "choice", choices)
	for _, m := range p.Media {
		if len(strings.Fields(m.Alt)) < 3 || !strings.HasPrefix(m.Source, source) {
			t.Errorf("picture %+v", m)
		}
	}
	for _, m := range p.Metafields {
		structured := strings.HasPrefix(m.Type, "list.") || m.Type == "weight" || m.Type == "dimension" || m.Type == "volume"
		if m.Value == "" || structured && !json.Valid([]byte(m.Value)) {
			t.Errorf("metafield %+v", m)
		}
	}
}

func TestCollections(t *testing.T) {
	all, products := Collections(), handlesOf(Products())
	byHandle := map[string]catalog.CollectionSpec{}
	visible, filed := 0, map[string]bool{}
	orders := map[catalog.SortOrder]bool{}
	for _, c := range all {
		byHandle[c.Handle] = c
		orders[c.SortOrder] = true
		unique(t, "product of "+c.Handle, c.Products)
		if c.PublishedAt.After(now) || !handles.MatchString(c.Handle) || len(c.Products) == 0 {
			t.Errorf("collection %+v", c)
		}
		for _, h := range c.Products {
			filed[h] = true
			if !slices.Contains(products, h) {
				t.Errorf("%s holds %q, which is not sold", c.Handle, h)
			}
		}
		if strings.HasPrefix(c.Handle, "hidden") {
			continue
		}
		visible++
		readable(t, c.Handle, c.DescriptionHTML)
		if c.Image == nil || c.Image.Alt == "" {
			t.Errorf("%s has no picture", c.Handle)
		}
	}
	t.Run("at least ten are visible, in several orders", func(t *testing.T) {
		if visible < 10 || len(orders) < 5 {
			t.Errorf("%d visible, %d orders", visible, len(orders))
		}
	})
	t.Run("the two that Next.js Commerce asks for are there", func(t *testing.T) {
		if n := len(byHandle["hidden-homepage-featured-items"].Products); n < 3 {
			t.Errorf("%d featured items", n)
		}
		if n := len(byHandle["hidden-homepage-carousel"].Products); n < 3 {
			t.Errorf("%d items in the carousel", n)
		}
	})
	t.Run("nearly every product can be found in one", func(t *testing.T) {
		for _, h := range products {
			if !filed[h] && h != "bottle-spare-lid" && h != "gift-card" {
				t.Errorf("%s is in no collection", h)
			}
		}
	})
	t.Run("presents under forty euro cost less than forty euro", func(t *testing.T) {
		for _, p := range Products() {
			if !slices.Contains(byHandle["presents-under-forty"].Products, p.Handle) {
				continue
			}
			for _, v := range p.Variants {
				if v.Price >= 4000 {
					t.Errorf("%s costs %d", v.SKU, v.Price)
				}
			}
		}
	})
	t.Run("last of the season is reduced", func(t *testing.T) {
		for _, p := range Products() {
			if slices.Contains(byHandle["last-of-the-season"].Products, p.Handle) && p.Variants[0].CompareAt == nil {
				t.Errorf("%s is not", p.Handle)
			}
		}
	})
}

func TestShelf(t *testing.T) {
	t.Run("the article counts the shelves that are sold", func(t *testing.T) {
		s := shelf().spec(0)
		if len(s.Variants) != 109 {
			t.Errorf("%d shelves; the article says 109", len(s.Variants))
		}
	})
}

// onHandOf is the stock that a variant is declared with.
func onHandOf(v catalog.VariantSpec) int64 {
	if v.Stock == nil {
		return 0
	}
	return *v.Stock
}
