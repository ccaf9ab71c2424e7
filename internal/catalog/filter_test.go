package catalog_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

// hostile are texts that mean something to SQL, to LIKE, or to the query language.
var hostile = []string{"%", "_", "!", `\`, "'", `"`, "%%", "a_c", "100%", "!%", `\'`, "' OR 1=1 --", "'; DROP TABLE products; --", "?", "$1", ":x", "{}", "\u0301", "Ärmel", "日本", "*", "\xff"}

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
	anyVariant := func(f func(catalog.VariantSpec) bool) bool { return slices.ContainsFunc(it.spec.Variants, f) }
	field := func(f catalog.MetafieldSpec) bool {
		m := v.(catalog.MetafieldMatch)
		return f.Namespace == m.Namespace && f.Key == m.Key && f.Value == m.Value
	}
	switch c.Field {
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
		return slices.ContainsFunc(it.spec.Tags, func(t string) bool { return strings.EqualFold(t, text) })
	case catalog.FieldHandle:
		return it.spec.Handle == text
	case catalog.FieldPrice:
		return anyVariant(func(s catalog.VariantSpec) bool { return number(s.Price, v.(int64)) })
	case catalog.FieldSKU:
		return anyVariant(func(s catalog.VariantSpec) bool { return s.SKU == text })
	case catalog.FieldBarcode:
		return anyVariant(func(s catalog.VariantSpec) bool { return s.Barcode == text })
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

func list(t *testing.T, s *catalog.Service, f catalog.Filter) []catalog.ProductID {
	t.Helper()
	c, err := s.Products(context.Background(), catalog.ProductQuery{Sort: "ID", Filter: f, Args: page.Args{First: new(page.Max)}})
	if err != nil {
		t.Fatalf("%v: %v", f.Conditions, err)
	}
	return keys(c.Nodes, productID)
}

func TestFilters(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		items := fillVaried(t, db, s)
		check := func(t *testing.T, f catalog.Filter) {
			t.Helper()
			want := []catalog.ProductID{}
			for _, it := range items {
				if !slices.ContainsFunc(f.Conditions, func(c catalog.Condition) bool { return !holds(c, it) }) {
					want = append(want, it.row.ID)
				}
			}
			if diff := cmp.Diff(want, list(t, s, f)); diff != "" {
				t.Errorf("%v: %s", f.Conditions, diff)
			}
		}

		texts := append(append([]any{}, "apfel", "ZEBRA", "zebra 2", "abc", "A_C", "wool", "it's", `"hi"`, `back\`, "sale", "ärmel", "ÄRMEL", "item-3", "A-1", "a-1", "A%", "12", "",
			"Apparel", "Apparel > Shirts", "apparel", "100%"), anys(hostile)...)
		numbers, times := []any{int64(-1), int64(0), int64(100), int64(200), int64(400), int64(1) << 62}, []any{published, published.Add(500 * time.Millisecond), published.Add(24 * time.Hour), published.Add(time.Millisecond)}
		var conditions []catalog.Condition
		for _, group := range []struct {
			fields []catalog.Field
			ops    []catalog.Op
			values []any
		}{
			{[]catalog.Field{catalog.FieldTitle, catalog.FieldVendor, catalog.FieldType}, []catalog.Op{catalog.Equals, catalog.Prefix, catalog.Contains}, texts},
			{[]catalog.Field{catalog.FieldText}, []catalog.Op{catalog.Contains}, texts},
			{[]catalog.Field{catalog.FieldTag, catalog.FieldHandle, catalog.FieldSKU, catalog.FieldBarcode, catalog.FieldCategory, "unknown"}, []catalog.Op{catalog.Equals}, texts},
			{[]catalog.Field{catalog.FieldPrice, catalog.FieldID}, []catalog.Op{catalog.Equals, catalog.Less, catalog.AtMost, catalog.More, catalog.AtLeast}, numbers},
			{[]catalog.Field{catalog.FieldCreated, catalog.FieldUpdated}, []catalog.Op{catalog.Equals, catalog.Less, catalog.AtMost, catalog.More, catalog.AtLeast}, times},
			{[]catalog.Field{catalog.FieldAvailable}, []catalog.Op{catalog.Equals}, []any{true, false}},
			{[]catalog.Field{catalog.FieldOption}, []catalog.Op{catalog.Equals}, []any{catalog.Selection{Name: "Size", Value: "M"}, catalog.Selection{Name: "Fit", Value: "%"}, catalog.Selection{Name: "size", Value: "M"}}},
			{[]catalog.Field{catalog.FieldMetafield}, []catalog.Op{catalog.Equals}, []any{catalog.MetafieldMatch{Namespace: "n", Key: "k", Value: "x"},
				catalog.MetafieldMatch{Namespace: "n", Key: "k", Value: "%"}, catalog.MetafieldMatch{Namespace: "n", Key: "k", Value: "'", OfVariant: true}}},
		} {
			for _, field := range group.fields {
				for _, op := range group.ops {
					for i, v := range group.values {
						c := catalog.Condition{Field: field, Op: op, Values: []any{v}, Not: i%2 == 1}
						conditions = append(conditions, c)
						if i%4 > 1 { // any of two values will do
							c.Not, c.Values = !c.Not, []any{v, group.values[(i+1)%len(group.values)]}
						}
						check(t, catalog.Filter{Conditions: []catalog.Condition{c}})
					}
				}
			}
		}
		t.Run("conditions are joined by AND", func(t *testing.T) {
			random := rand.New(rand.NewPCG(2, 3))
			for range 60 {
				var f catalog.Filter
				for range 2 + random.IntN(2) {
					f.Conditions = append(f.Conditions, conditions[random.IntN(len(conditions))])
				}
				check(t, f)
			}
		})
		t.Run("a condition without values lets nothing through", func(t *testing.T) {
			if got := list(t, s, catalog.Filter{Conditions: []catalog.Condition{{Field: catalog.FieldTitle}}}); len(got) != 0 {
				t.Errorf("got %v", got)
			}
		})
		t.Run("whatever is written in a query does no harm", func(t *testing.T) {
			for _, h := range append([]string{"\x00", "a\x00b"}, hostile...) {
				for _, form := range []string{"%s", `"%s"`, "%s*", "-%s", "title:%s", "title:%s*", "vendor:%s*", "tag:%s", "tag_not:%s", "sku:%s", "handle:%s", "variants.price:>%s", "id:%s", "created_at:<%s", "nothing:%s"} {
					f, err := catalog.ParseQuery(fmt.Sprintf(form, h), "USD")
					if err != nil {
						t.Fatal(err)
					}
					check(t, f)
				}
			}
		})
		t.Run("times at the ends of the calendar are answered", func(t *testing.T) {
			for _, text := range []string{"0000-01-01", "0001-01-01", "0001-01-01T00:00:00+14:00", "0999-12-31", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00", "2026-02-28T23:59:60Z", "1969-12-31"} {
				for _, op := range []string{"", "<", "<=", ">", ">="} {
					f, err := catalog.ParseQuery("created_at:"+op+text, "USD")
					if err != nil {
						t.Fatal(err)
					}
					check(t, f)
				}
			}
		})
		t.Run("whole numbers at the ends of their range are answered", func(t *testing.T) {
			for _, text := range []string{"id:>9223372036854775807", "id:<-9223372036854775808", "variants.price:<=92233720368547758.07", "variants.price:>-1", "id:9223372036854775808"} {
				f, err := catalog.ParseQuery(text, "USD")
				if err != nil {
					t.Fatal(err)
				}
				check(t, f)
			}
		})
	})
}

func anys(texts []string) []any {
	out := make([]any, len(texts))
	for i, s := range texts {
		out[i] = s
	}
	return out
}

func TestParseQuery(t *testing.T) {
	one := func(field catalog.Field, op catalog.Op, v any) []catalog.Condition {
		return []catalog.Condition{{Field: field, Op: op, Values: []any{v}}}
	}
	not := func(c []catalog.Condition) []catalog.Condition { c[0].Not = !c[0].Not; return c }
	word := func(s string) []catalog.Condition { return one(catalog.FieldText, catalog.Contains, s) }
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string][]catalog.Condition{
		"":                         nil,
		"  \t\n ":                  nil,
		"*":                        nil,
		"()":                       nil,
		"shirt":                    word("shirt"),
		"red shirt":                append(word("red"), word("shirt")...),
		"red AND shirt":            append(word("red"), word("shirt")...),
		`"red shirt"`:              word("red shirt"),
		`'red shirt'`:              word("red shirt"),
		"it's":                     word("it's"),
		"shi*":                     word("shi"),
		"-shirt":                   not(word("shirt")),
		"NOT shirt":                not(word("shirt")),
		"-":                        word("-"),
		"title:shirt":              one(catalog.FieldTitle, catalog.Contains, "shirt"),
		`title:"red shirt"`:        one(catalog.FieldTitle, catalog.Contains, "red shirt"),
		`title:'red shirt'`:        one(catalog.FieldTitle, catalog.Contains, "red shirt"),
		"TITLE:shi*":               one(catalog.FieldTitle, catalog.Prefix, "shi"),
		"title:*":                  word("title"),
		"title:":                   word("title"),
		"vendor:Mill":              one(catalog.FieldVendor, catalog.Equals, "Mill"),
		"product_type:Sh*":         one(catalog.FieldType, catalog.Prefix, "Sh"),
		"tag:sale":                 one(catalog.FieldTag, catalog.Equals, "sale"),
		"tag_not:sale":             not(one(catalog.FieldTag, catalog.Equals, "sale")),
		"-tag_not:sale":            one(catalog.FieldTag, catalog.Equals, "sale"),
		"-tag:sale":                not(one(catalog.FieldTag, catalog.Equals, "sale")),
		"variants.price:<=10.5":    one(catalog.FieldPrice, catalog.AtMost, int64(1050)),
		"variants.price:>10":       one(catalog.FieldPrice, catalog.More, int64(1000)),
		"variants.price:10.001":    word("variants.price:10.001"),
		"available_for_sale:true":  one(catalog.FieldAvailable, catalog.Equals, true),
		"available_for_sale:maybe": word("available_for_sale:maybe"),
		"created_at:>=2026-03-01":  one(catalog.FieldCreated, catalog.AtLeast, day),
		`updated_at:<"2026-03-01T02:00:00+02:00"`: one(catalog.FieldUpdated, catalog.Less, day),
		"created_at:soon":                         word("created_at:soon"),
		"id:12":                                   one(catalog.FieldID, catalog.Equals, int64(12)),
		"id:gid://shopify/Product/12":             one(catalog.FieldID, catalog.Equals, int64(12)),
		"id:>12":                                  one(catalog.FieldID, catalog.More, int64(12)),
		"handle:a-b":                              one(catalog.FieldHandle, catalog.Equals, "a-b"),
		"sku:X-1":                                 one(catalog.FieldSKU, catalog.Equals, "X-1"),
		"barcode:0012":                            one(catalog.FieldBarcode, catalog.Equals, "0012"),
		"nothing:known":                           word("nothing:known"),
		"(tag:sale vendor:Mill)":                  append(one(catalog.FieldTag, catalog.Equals, "sale"), one(catalog.FieldVendor, catalog.Equals, "Mill")...),
		`"unclosed phrase`:                        word("unclosed phrase"),
		strings.Repeat("x", 2000):                 word(strings.Repeat("x", 2000)),
		"created_at:0000-01-01":                   word("created_at:0000-01-01"),
		"created_at:9999-12-31T23:00-2":           word("created_at:9999-12-31T23:00-2"),
		"created_at:2026-02-30":                   word("created_at:2026-02-30"),
		"variants.price:99999999999999e9":         word("variants.price:99999999999999e9"),
	} {
		got, err := catalog.ParseQuery(text, "USD")
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, got.Conditions); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	t.Run("a text of 2,001 bytes is refused", func(t *testing.T) {
		_, err := catalog.ParseQuery(strings.Repeat("x", 2001), "USD")
		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.Limit || f.Path[0] != "query" {
			t.Errorf("got %v", err)
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	for _, seed := range append([]string{"red shirt", `title:"a b" -tag:sale`, "variants.price:>=10.50", "created_at:<2026-01-01", "NOT NOT x", "AND", "OR", "a OR b", "(((", ")", `"`, "'", "::", "-:", "-*",
		"id:gid://x/1", "title:**", "available_for_sale:1", "tag:", "\x00", "\xff", "--x", ":*:", strings.Repeat("a ", 1001), "created_at:0001-01-01T00:00:00+14:00", "created_at:9999-12-31T23:59:59-14:00"}, hostile...) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := catalog.ParseQuery(text, "USD")
		if err != nil {
			if !fault.Is(err, fault.Limit) || len(text) <= 2000 {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for _, c := range got.Conditions {
			if len(c.Values) != 1 || c.Field == "" || c.Op == "" {
				t.Fatalf("%q became %+v", text, c)
			}
			// Years that a database's calendar does not have must not get this far.
			if at, ok := c.Values[0].(time.Time); ok && (at.Year() < 1000 || at.Year() > 9999) {
				t.Fatalf("%q became the time %v", text, at)
			}
		}
	})
}
