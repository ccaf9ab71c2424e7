package catalog_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fold"
)

// shelfItem is a spec with the row that became of it.
type shelfItem struct {
	spec catalog.Spec
	row  catalog.Product
}

// fillVaried puts products that differ in everything a filter can look at.
func fillVaried(t *testing.T, db *database.DB, s *catalog.Service) []shelfItem {
	t.Helper()
	random := rand.New(rand.NewPCG(13, 17))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	texts := append(slices.Clone(words), "abc", "a_c", "100% wool", "it's", `say "hi"`, `back\slash`, "wow!", "semi;colon")
	specs := make([]catalog.Spec, 40)
	for i := range specs {
		spec := plain(fmt.Sprintf("item-%d", i))
		spec.Title, spec.Vendor, spec.ProductType = pick(texts...), pick(append(texts, "")...), pick(append(texts, "")...)
		for range random.IntN(3) {
			spec.Tags = append(spec.Tags, pick("Sale", "sale", "a_c", "abc", "100%", "Ärmel", "it's", `"q"`, `\`, "!"))
		}
		spec.Category = pick("", "Apparel", "Apparel > Shirts", "Apparel > Shirts > Polo", "Apparel2", "apparel > x", "100% > a")
		if random.IntN(2) == 0 {
			spec.Options = []catalog.OptionSpec{{Name: pick("Size", "Fit")}}
			spec.Variants = nil
			for _, v := range []string{"S", "M", "%"}[:1+random.IntN(3)] {
				spec.Variants = append(spec.Variants, catalog.VariantSpec{Options: []string{v}, Image: -1})
			}
		}
		for v := range spec.Variants {
			spec.Variants[v].Price = int64(random.IntN(5)) * 100
			spec.Variants[v].SKU, spec.Variants[v].Barcode = pick("", "A-1", "a-1", "A%", "A_1"), pick("", "0012", "12")
			spec.Variants[v].Tracked, spec.Variants[v].Stock = true, int64(random.IntN(2))
			if random.IntN(3) == 0 {
				spec.Variants[v].Metafields = []catalog.MetafieldSpec{{Namespace: "n", Key: "k", Type: "t", Value: pick("x", "%", "'")}}
			}
		}
		if random.IntN(3) == 0 {
			spec.Metafields = []catalog.MetafieldSpec{{Namespace: "n", Key: "k", Type: "t", Value: pick("x", "%", "'")}}
		}
		specs[i] = spec
	}
	put(t, s, specs...)
	items := make([]shelfItem, len(specs))
	for i := range specs {
		p := find(t, s, specs[i].Handle)
		p.CreatedAt, p.UpdatedAt = published.Add(time.Duration(i/4)*500*time.Millisecond), published.Add(time.Duration(i/10)*24*time.Hour)
		run(t, db, "UPDATE products SET created_at = ?, updated_at = ? WHERE id = ?", p.CreatedAt, p.UpdatedAt, p.ID)
		items[i] = shelfItem{specs[i], p}
	}
	return items
}

// holds says whether a condition holds, without SQL.
func holds(c catalog.Condition, it shelfItem) bool {
	return slices.ContainsFunc(c.Values, func(v any) bool { return holdsOne(c, it, v) }) != c.Not
}

func holdsOne(c catalog.Condition, it shelfItem, v any) bool {
	text, _ := v.(string)
	key := fold.Key(text)
	folded := func(s string) bool {
		k := fold.Key(s)
		switch c.Op {
		case catalog.Prefix:
			return bytes.HasPrefix(k, key)
		case catalog.Contains:
			return bytes.Contains(k, key)
		case catalog.Other:
			return !bytes.Equal(k, key)
		}
		return bytes.Equal(k, key)
	}
	number := func(have, want int64) bool {
		switch c.Op {
		case catalog.Less:
			return have < want
		case catalog.AtMost:
			return have <= want
		case catalog.More:
			return have > want
		case catalog.AtLeast:
			return have >= want
		}
		return have == want
	}
	same := func(have, want string) bool { return (have == want) == (c.Op != catalog.Other) }
	anyVariant := func(f func(catalog.VariantSpec) bool) bool { return slices.ContainsFunc(it.spec.Variants, f) }
	field := func(f catalog.MetafieldSpec) bool {
		m := v.(catalog.MetafieldMatch)
		return f.Namespace == m.Namespace && f.Key == m.Key && f.Value == m.Value
	}
	switch c.Field {
	case catalog.FieldAny:
		return !slices.ContainsFunc(v.(catalog.Filter).Conditions, func(c catalog.Condition) bool { return !holds(c, it) })
	case catalog.FieldText:
		return folded(it.spec.Title) || folded(it.spec.Vendor) || folded(it.spec.ProductType) ||
			slices.ContainsFunc(it.spec.Tags, func(t string) bool { return strings.Contains(strings.ToLower(t), strings.ToLower(text)) })
	case catalog.FieldTitle:
		return folded(it.spec.Title)
	case catalog.FieldVendor:
		return folded(it.spec.Vendor)
	case catalog.FieldType:
		return folded(it.spec.ProductType)
	case catalog.FieldTag:
		return slices.ContainsFunc(it.spec.Tags, func(t string) bool { return same(strings.ToLower(t), strings.ToLower(text)) })
	case catalog.FieldHandle:
		return it.spec.Handle == text
	case catalog.FieldPrice:
		return anyVariant(func(s catalog.VariantSpec) bool { return number(s.Price, v.(int64)) })
	case catalog.FieldSKU:
		return anyVariant(func(s catalog.VariantSpec) bool { return same(s.SKU, text) })
	case catalog.FieldBarcode:
		return anyVariant(func(s catalog.VariantSpec) bool { return same(s.Barcode, text) })
	case catalog.FieldAvailable:
		return anyVariant(func(s catalog.VariantSpec) bool { return s.Stock > 0 }) == v.(bool)
	case catalog.FieldCreated:
		return number(it.row.CreatedAt.UnixMilli(), v.(time.Time).UnixMilli())
	case catalog.FieldUpdated:
		return number(it.row.UpdatedAt.UnixMilli(), v.(time.Time).UnixMilli())
	case catalog.FieldID:
		return number(int64(it.row.ID), v.(int64))
	case catalog.FieldCategory:
		return it.spec.Category == text || strings.HasPrefix(it.spec.Category, text+" > ")
	case catalog.FieldOption:
		o := v.(catalog.Selection)
		return len(it.spec.Options) > 0 && it.spec.Options[0].Name == o.Name &&
			anyVariant(func(s catalog.VariantSpec) bool { return s.Options[0] == o.Value })
	case catalog.FieldMetafield:
		if v.(catalog.MetafieldMatch).OfVariant {
			return anyVariant(func(s catalog.VariantSpec) bool { return slices.ContainsFunc(s.Metafields, field) })
		}
		return slices.ContainsFunc(it.spec.Metafields, field)
	}
	return false
}
