package catalog_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

func TestParseQueryTrees(t *testing.T) {
	is := func(field catalog.Field, op catalog.Op, v any) catalog.Condition {
		return catalog.Condition{Field: field, Op: op, Values: []any{v}}
	}
	word := func(s string) catalog.Condition { return is(catalog.FieldText, catalog.Contains, s) }
	tag := func(s string) catalog.Condition { return is(catalog.FieldTag, catalog.Equals, s) }
	all := func(c ...catalog.Condition) catalog.Filter { return catalog.Filter{Conditions: c} }
	either := func(f ...any) catalog.Condition {
		return catalog.Condition{Field: catalog.FieldAny, Op: catalog.Equals, Values: f}
	}
	not := func(c catalog.Condition) catalog.Condition { c.Not = !c.Not; return c }
	for text, want := range map[string][]catalog.Condition{
		"red OR blue":           {either(all(word("red")), all(word("blue")))},
		"tag:a tag:b OR red":    {either(all(tag("a"), tag("b")), all(word("red")))},
		"(red OR blue) tag:a":   {either(all(word("red")), all(word("blue"))), tag("a")},
		"-(red OR tag:a)":       {not(either(all(word("red")), all(tag("a"))))},
		"NOT (red tag:a)":       {not(either(all(word("red"), tag("a"))))},
		"NOT NOT red":           {word("red")},
		"tag:(a OR b)":          {either(all(tag("a")), all(tag("b")))},
		"tag_not:(a b)":         {not(tag("a")), not(tag("b"))},
		"12:30 OR *":            {word("12:30")},
		"vendor:*":              {is(catalog.FieldVendor, catalog.Other, "")},
		"-sku:*":                {not(is(catalog.FieldSKU, catalog.Other, ""))},
		"tag_not:*":             {not(is(catalog.FieldTag, catalog.Other, ""))},
		"id:*":                  {word("id")},
		`vendor:""`:             {is(catalog.FieldVendor, catalog.Equals, "")},
		`id:""`:                 {word("id")},
		"id:<5*":                {word("id:<5")},
		"available_for_sale:>1": {word("available_for_sale:>1")},
		"sku:<5":                {is(catalog.FieldSKU, catalog.Equals, "<5")},
		"id:(>3 <9)":            {is(catalog.FieldID, catalog.More, int64(3)), is(catalog.FieldID, catalog.Less, int64(9))},
		`title\:red`:            {word("title:red")},
	} {
		got, err := catalog.ParseQuery(text, "USD")
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, got.Conditions); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestQueries(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		items := fillVaried(t, db, s)
		ask := func(t *testing.T, text string) []catalog.ProductID {
			t.Helper()
			f, err := catalog.ParseQuery(text, "USD")
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			return list(t, s, f)
		}
		parts := []string{"tag:sale", "vendor:*", "a", `"a_c"`, "sku:A-1", "variants.price:>200", "title:z*", "-barcode:12", "available_for_sale:true", "tag_not:a_c", "-(a OR tag:sale)", "created_at:<2027-01-01 wool"}
		t.Run("OR unites, AND intersects, NOT is what is left", func(t *testing.T) {
			for _, x := range parts {
				for _, y := range parts {
					inX, inY := ask(t, x), ask(t, y)
					for form, want := range map[string]func(x, y bool) bool{
						"(%s) OR (%s)":           func(x, y bool) bool { return x || y },
						"(%s) AND (%s)":          func(x, y bool) bool { return x && y },
						"NOT ((%s) OR (%s))":     func(x, y bool) bool { return !x && !y },
						"-(%s) OR -(%s)":         func(x, y bool) bool { return !x || !y },
						"(%s) -(%s)":             func(x, y bool) bool { return x && !y },
						"NOT (NOT (%s) -(-(%s))": func(x, y bool) bool { return x || !y },
					} {
						var ids []catalog.ProductID
						for _, it := range items {
							if want(slices.Contains(inX, it.row.ID), slices.Contains(inY, it.row.ID)) {
								ids = append(ids, it.row.ID)
							}
						}
						text := fmt.Sprintf(form, x, y)
						if got := ask(t, text); !slices.Equal(ids, got) {
							t.Errorf("%s: got %v, want %v", text, got, ids)
						}
					}
				}
			}
		})
		t.Run("the largest queries are answered soon", func(t *testing.T) {
			letters := ""
			for r := 'à'; len(letters) < 120; r++ {
				letters += string(r)
			}
			for _, text := range []string{
				strings.Repeat("a ", 500), strings.Repeat("a OR ", 400), strings.Repeat("-a ", 500), strings.Repeat("tag:a ", 333), strings.Repeat("tag:a OR ", 222), strings.Repeat("sku:a ", 333),
				strings.Repeat("variants.price:1 ", 117), strings.Repeat("-tag:a ", 285), strings.Repeat("(tag:a sku:b) OR ", 117),
				strings.Repeat("a -(b OR ", 50) + letters, strings.Repeat("a OR (b ", 50) + letters, strings.Repeat("-(tag:a -sku:b ", 50) + letters, strings.Repeat(letters+" ", 10),
			} {
				begin := time.Now()
				ask(t, text)
				if took := time.Since(begin); took > 5*time.Second {
					t.Errorf("%.30s… took %v", text, took)
				} else {
					t.Logf("%.30s… took %v", text, took)
				}
			}
		})
		t.Run("a cursor is for its query alone", func(t *testing.T) {
			fetch := func(text string, after *string) (page.Conn[catalog.Product], error) {
				f, err := catalog.ParseQuery(text, "USD")
				if err != nil {
					t.Fatal(err)
				}
				return s.Products(context.Background(), catalog.ProductQuery{Sort: "ID", Filter: f, Args: page.Args{First: new(1), After: after}})
			}
			texts := []string{"sku:* OR vendor:*", "sku:* vendor:*", "-(sku:* vendor:*)", "-(sku:* OR vendor:*)", "sku:* OR tag:sale", "(sku:* OR vendor:*) -handle:x"}
			for _, of := range texts {
				first, err := fetch(of, nil)
				if err != nil {
					t.Fatal(err)
				}
				if len(first.Nodes) == 0 {
					continue
				}
				cursor := first.Cursor(0)
				for _, text := range texts {
					if _, err := fetch(text, &cursor); (err == nil) != (text == of) || err != nil && !fault.Is(err, fault.Invalid) {
						t.Errorf("a cursor of %s in %s: %v", of, text, err)
					}
				}
			}
		})
	})
}
