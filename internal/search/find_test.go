package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cartwright/internal/page"
)

// TestFacetsRecounted holds results and counts against a recount of every product, over generated shops and filters.
func TestFacetsRecounted(t *testing.T) {
	lang, err := newLanguage("EN")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		x, shop := newIndex(lang), map[int64]Thing{}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range rapid.IntRange(1, 60).Draw(t, "writes") { // ids come again: products are written over and removed
			id := int64(1 + r.IntN(30))
			if r.IntN(5) == 0 {
				x.drop([]Key{{Product, id}})
				delete(shop, id)
				continue
			}
			p := generated(r, id)
			p.Vendor = fmt.Sprintf("Maker %d", r.IntN(4))
			p.Type = goods[r.IntN(4)]
			p.Tags = []string{"tag 1", fmt.Sprintf("tag %d", r.IntN(4))}
			shop[id] = p
			x.put(x.prepareAll([]Thing{p}), someday)
		}
		f := Filters{}
		if rapid.Bool().Draw(t, "by availability") {
			f.Available = []bool{rapid.Bool().Draw(t, "available")}
		}
		for range rapid.IntRange(0, 2).Draw(t, "vendors") {
			f.Vendors = append(f.Vendors, fmt.Sprintf("maker %d", r.IntN(5)))
		}
		for range rapid.IntRange(0, 2).Draw(t, "types") {
			f.Types = append(f.Types, strings.ToUpper(goods[r.IntN(5)]))
		}
		for range rapid.IntRange(0, 2).Draw(t, "tags") {
			f.Tags = append(f.Tags, fmt.Sprintf("Tag %d", r.IntN(5)))
		}
		for range rapid.IntRange(0, 2).Draw(t, "colours") {
			f.Options = append(f.Options, Choice{"Color", colours[r.IntN(len(colours))]})
		}
		for range rapid.IntRange(0, 2).Draw(t, "sizes") {
			f.Options = append(f.Options, Choice{"Size", []string{"S", "M", "XL"}[r.IntN(3)]})
		}
		for range rapid.IntRange(0, 2).Draw(t, "prices") {
			low := int64(r.IntN(15000))
			high := low + int64(r.IntN(8000))
			f.Prices = append(f.Prices, []Range{{&low, &high}, {&low, nil}, {nil, &high}}[r.IntN(3)])
		}
		found, err := x.find(Wanted{Kinds: []Kind{Product}, Filters: f, Facets: true, Sort: "ID", Args: page.Args{First: new(250)}}, someday, noPrice)
		if err != nil {
			t.Fatal(err)
		}
		var want []Key
		for _, p := range shop {
			if holds(p, f, "") {
				want = append(want, p.Key)
			}
		}
		slices.SortFunc(want, func(a, b Key) int { return int(a.ID - b.ID) })
		if diff := cmp.Diff(want, found.Page.Nodes, cmp.Transformer("none", func(k []Key) []Key { return append([]Key{}, k...) })); diff != "" || found.Total != len(want) {
			t.Fatalf("%d found, want %d: %s", found.Total, len(want), diff)
		}
		if diff := cmp.Diff(recount(shop, f), shown(found.Facets)); diff != "" {
			t.Fatalf("the counts are others: %s", diff)
		}
	})
}

// holds reports whether a product is let through, by all facets but one.
func holds(p Thing, f Filters, but string) bool {
	either := func(facet string, n int, one func(i int) bool) bool {
		if n == 0 || facet == but {
			return true
		}
		for i := range n {
			if one(i) {
				return true
			}
		}
		return false
	}
	byName := map[string][]Choice{}
	for _, c := range f.Options {
		byName[c.Name] = append(byName[c.Name], c)
	}
	for name, list := range byName {
		if !either("option "+name, len(list), func(i int) bool { return has(p, list[i]) }) {
			return false
		}
	}
	return either("availability", len(f.Available), func(i int) bool { return p.Available == f.Available[i] }) &&
		either("vendor", len(f.Vendors), func(i int) bool { return strings.EqualFold(p.Vendor, f.Vendors[i]) }) &&
		either("type", len(f.Types), func(i int) bool { return strings.EqualFold(p.Type, f.Types[i]) }) &&
		either("tag", len(f.Tags), func(i int) bool {
			return slices.ContainsFunc(p.Tags, func(tag string) bool { return strings.EqualFold(tag, f.Tags[i]) })
		}) &&
		either("price", len(f.Prices), func(i int) bool {
			return slices.ContainsFunc(p.Variants, func(v Variant) bool {
				return (f.Prices[i].Min == nil || v.Price >= *f.Prices[i].Min) && (f.Prices[i].Max == nil || v.Price <= *f.Prices[i].Max)
			})
		})
}

func has(p Thing, c Choice) bool {
	for _, o := range p.Options {
		if o.Name == c.Name && slices.ContainsFunc(o.Values, func(v OptionValue) bool { return strings.EqualFold(v.Name, c.Value) }) {
			return true
		}
	}
	return false
}

// recount counts every value of every facet by looking at all products.
func recount(shop map[int64]Thing, f Filters) map[string]int {
	out := map[string]int{}
	for _, p := range shop {
		once := map[string]bool{}
		count := func(facet, value string) {
			if key := facet + "=" + value; holds(p, f, facet) && !once[key] {
				once[key] = true
				out[key]++
			}
		}
		count("availability", fmt.Sprint(p.Available))
		count("price", "")
		count("vendor", p.Vendor)
		count("type", p.Type)
		for _, tag := range p.Tags {
			count("tag", tag)
		}
		for _, o := range p.Options {
			for _, v := range o.Values {
				count("option "+o.Name, v.Name)
			}
		}
	}
	return out
}

// shown are the counts of facets in the form of a recount.
func shown(facets []Facet) map[string]int {
	out := map[string]int{}
	for _, f := range facets {
		name := strings.TrimSpace(f.Key.Kind + " " + f.Key.Name)
		for _, v := range f.Values {
			label := v.Label
			if name == "availability" {
				label = fmt.Sprint(v.Bool)
			}
			out[name+"="+label] = v.Count
		}
	}
	return out
}

// TestPagesAreOneListing walks the pages of every order forwards and backwards: together they are the results, each once.
func TestPagesAreOneListing(t *testing.T) {
	x := grown(t, 300)
	for by := range orders {
		for _, reverse := range []bool{false, true} {
			for _, unavailable := range []Unavailable{Show, Last, Hide} {
				w := Wanted{Kinds: []Kind{Product}, Sort: by, Reverse: reverse, Unavailable: unavailable, Collection: 3}
				if by != "MANUAL" && by != "COLLECTION_DEFAULT" {
					w.Collection = 0
				}
				w.Args = page.Args{First: new(250)}
				whole := walk(t, x, w)
				w.Args.First = new(7)
				if diff := cmp.Diff(whole, walk(t, x, w)); diff != "" {
					t.Errorf("%s, %t, %s: small pages are others: %s", by, reverse, unavailable, diff)
				}
				w.Args = page.Args{Last: new(7)}
				back := walk(t, x, w)
				if diff := cmp.Diff(whole, back); diff != "" {
					t.Errorf("%s, %t, %s: backwards it is another order: %s", by, reverse, unavailable, diff)
				}
				sort.Slice(back, func(i, j int) bool { return back[i].ID < back[j].ID })
				if len(slices.Compact(back)) != len(whole) || len(whole) == 0 {
					t.Errorf("%s, %t, %s: %d results, %d of them different", by, reverse, unavailable, len(whole), len(slices.Compact(back)))
				}
			}
		}
	}
}

// walk goes through all pages, and gives the results in the order of the listing.
func walk(t *testing.T, x *index, w Wanted) []Key {
	t.Helper()
	var out []Key
	for {
		found, err := x.find(w, someday, noPrice)
		if err != nil {
			t.Fatal(err)
		}
		p := found.Page
		if w.Args.Last != nil {
			out = append(slices.Clone(p.Nodes), out...)
			if !p.HasPrevious {
				return out
			}
			w.Args.Before = new(p.Cursor(0))
			continue
		}
		out = append(out, p.Nodes...)
		if !p.HasNext {
			return out
		}
		w.Args.After = new(p.Cursor(len(p.Nodes) - 1))
	}
}
