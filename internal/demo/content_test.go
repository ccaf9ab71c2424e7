package demo

import (
	"slices"
	"strings"
	"testing"
)

func TestContent(t *testing.T) {
	var pages, blogs, policies, collections []string
	for _, p := range Pages() {
		pages = append(pages, p.Handle)
		readable(t, p.Handle, p.BodyHTML)
		if p.PublishedAt.After(now) || p.Title == "" {
			t.Errorf("page %s", p.Handle)
		}
	}
	for _, b := range Blogs() {
		blogs = append(blogs, b.Handle)
	}
	for _, p := range Shop().Policies {
		policies = append(policies, p.Handle)
		readable(t, p.Handle, p.BodyHTML)
	}
	for _, c := range Collections() {
		collections = append(collections, c.Handle)
	}
	products := handlesOf(Products())
	known := map[string][]string{"COLLECTION": collections, "PRODUCT": products, "PAGE": pages, "BLOG": blogs, "SHOP_POLICY": policies}

	t.Run("handles are unique", func(t *testing.T) {
		unique(t, "page", pages)
		unique(t, "blog", blogs)
		unique(t, "policy", policies)
		unique(t, "collection", collections)
	})
	t.Run("there are eight policies, one of each kind", func(t *testing.T) {
		var kinds []string
		for _, p := range Shop().Policies {
			kinds = append(kinds, string(p.Kind))
		}
		unique(t, "kind", kinds)
		if len(kinds) != 8 {
			t.Errorf("%d policies", len(kinds))
		}
	})
	t.Run("the menus that storefronts ask for are there and lead somewhere", func(t *testing.T) {
		var names []string
		deepest := 0
		var walk func(items []Item, depth int)
		walk = func(items []Item, depth int) {
			for _, i := range items {
				deepest = max(deepest, depth)
				if among, ok := known[i.Type]; ok && !slices.Contains(among, i.Handle) {
					t.Errorf("item %q leads to %s %q", i.Title, i.Type, i.Handle)
				} else if !ok && i.URL == "" {
					t.Errorf("item %q leads nowhere", i.Title)
				}
				walk(i.Items, depth+1)
			}
		}
		for _, m := range Menus() {
			names = append(names, m.Handle)
			walk(m.Items, 1)
		}
		for _, want := range []string{"main-menu", "footer", "next-js-frontend-header-menu", "next-js-frontend-footer-menu"} {
			if !slices.Contains(names, want) {
				t.Errorf("there is no menu %q", want)
			}
		}
		if deepest != 3 {
			t.Errorf("menus are %d levels deep", deepest)
		}
	})
	t.Run("articles stand in a blog, with a picture and several paragraphs", func(t *testing.T) {
		articles := Articles()
		if len(articles) < 6 {
			t.Errorf("%d articles", len(articles))
		}
		for _, a := range articles {
			readable(t, a.Handle, a.ContentHTML)
			readable(t, a.Handle, a.ExcerptHTML)
			if !slices.Contains(blogs, a.Blog) || a.Alt == "" || strings.Count(a.ContentHTML, "<p>") < 2 || a.PublishedAt.After(now) {
				t.Errorf("article %s", a.Handle)
			}
		}
	})
	t.Run("redirects lead from paths that are gone to paths that are there", func(t *testing.T) {
		roots := map[string][]string{"/collections/": collections, "/products/": products, "/pages/": pages, "/blogs/": blogs}
		for _, r := range Redirects() {
			there := func(path string) bool {
				for root, among := range roots {
					if h, ok := strings.CutPrefix(path, root); ok && slices.Contains(among, h) {
						return true
					}
				}
				return false
			}
			if there(r.Path) || !there(r.Target) {
				t.Errorf("redirect from %s to %s", r.Path, r.Target)
			}
		}
	})
	t.Run("makers and size guides are metaobjects, and every vendor is a maker", func(t *testing.T) {
		types, makers := map[string]int{}, map[string]bool{}
		for _, m := range Metaobjects() {
			types[m.Type]++
			if m.Type == "maker" {
				makers[m.Fields[0].Value] = true
			}
			for _, f := range m.Fields {
				if f.Value == "" {
					t.Errorf("%s %s has no %s", m.Type, m.Handle, f.Key)
				}
			}
		}
		if types["maker"] < 3 || types["size_guide"] < 2 {
			t.Errorf("metaobjects: %v", types)
		}
		for _, p := range Products() {
			if !makers[p.Vendor] {
				t.Errorf("%s is made by %s, who is no maker", p.Handle, p.Vendor)
			}
		}
	})
	t.Run("the shop has a brand, a currency, stores and ways to pay", func(t *testing.T) {
		s := Shop()
		if s.Name == "" || s.Slogan == "" || s.ShortDescription == "" || s.Currency != "EUR" || len(s.Stores) < 2 || len(s.Cards) != 3 ||
			len(s.Primary) == 0 || len(s.Secondary) == 0 || !slices.Contains(s.Countries, s.Country) {
			t.Errorf("shop: %+v", s)
		}
	})
}
