package catalog_test

import (
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
	"cartwright/internal/page"
	"cartwright/internal/query"
	"cartwright/internal/storetest"
)

// hostile are texts that mean something to SQL, to LIKE, or to the query language.
var hostile = []string{"%", "_", "!", `\`, "'", `"`, "%%", "a_c", "100%", "!%", `\'`, "' OR 1=1 --", "'; DROP TABLE products; --", "?", "$1", ":x", "{}", "\u0301", "Ärmel", "日本", "*", "\xff"}

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
			{[]catalog.Field{catalog.FieldVendor, catalog.FieldType, catalog.FieldTag, catalog.FieldSKU, catalog.FieldBarcode}, []catalog.Op{catalog.Other}, append([]any{""}, texts[:8]...)},
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
		t.Run("conditions stand in trees of AND, OR and NOT", func(t *testing.T) {
			random := rand.New(rand.NewPCG(5, 7))
			var tree func(depth int) catalog.Condition
			tree = func(depth int) catalog.Condition {
				if depth == 0 || random.IntN(4) == 0 {
					return conditions[random.IntN(len(conditions))]
				}
				group := catalog.Condition{Field: catalog.FieldAny, Op: catalog.Equals, Not: random.IntN(3) == 0}
				for range random.IntN(4) {
					var f catalog.Filter
					for range random.IntN(3) {
						f.Conditions = append(f.Conditions, tree(depth-1))
					}
					group.Values = append(group.Values, f)
				}
				return group
			}
			for range 150 {
				check(t, catalog.Filter{Conditions: []catalog.Condition{tree(3), tree(2)}})
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

// leaves are the conditions of a filter that are no groups.
func leaves(f catalog.Filter) []catalog.Condition {
	var out []catalog.Condition
	for _, c := range f.Conditions {
		if c.Field != catalog.FieldAny {
			out = append(out, c)
			continue
		}
		for _, v := range c.Values {
			out = append(out, leaves(v.(catalog.Filter))...)
		}
	}
	return out
}

func FuzzParseQuery(f *testing.F) {
	for _, seed := range append([]string{"red shirt", `title:"a b" -tag:sale`, "variants.price:>=10.50", "created_at:<2026-01-01", "NOT NOT x", "AND", "OR", "a OR b", "(((", ")", `"`, "'", "::", "-:", "-*",
		"id:gid://x/1", "title:**", "available_for_sale:1", "tag:", "\x00", "\xff", "--x", ":*:", strings.Repeat("a ", 1001), "created_at:0001-01-01T00:00:00+14:00", "created_at:9999-12-31T23:59:59-14:00"}, hostile...) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := catalog.ParseQuery(text, "USD")
		if err != nil {
			if !fault.Is(err, fault.Limit) || len(text) <= 2000 && len(text) <= query.MaxTerms && strings.Count(text, "(") <= query.MaxDepth {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for _, c := range leaves(got) {
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
