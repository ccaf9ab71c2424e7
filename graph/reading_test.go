package graph_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/internal/account"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/place"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// backroom fills a shop with things that are hidden in every way there is, beside those that are shown, and with customers.
func backroom(t *testing.T, s *story) {
	t.Helper()
	hide(t, s.house)
	for _, c := range [][]account.Imported{{{Email: "ann@example.com", FirstName: "Ann", LastName: "Zimmer", Tags: []string{"vip"}, Identifier: "crm-1",
		Addresses: []place.Address{{City: "Cork", CountryCode: "IE"}, {City: "Galway", CountryCode: "IE"}}}},
		{{Email: "bob@example.com", FirstName: "Bob", LastName: "Arzt", Addresses: []place.Address{{City: "Dublin", CountryCode: "IE"}}}}, {{Email: "cleo@example.com"}}} {
		if _, err := s.house.people.Import(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
}

// hide puts products, collections, pages and articles into a shop: of each one that is shown, and the rest hidden. What is
// hidden says so in its handle: only the first of each is shown.
func hide(t *testing.T, h *house) {
	t.Helper()
	past, later := now.AddDate(0, -1, 0), now.AddDate(0, 1, 0)
	if err := h.content.PutBlogs(t.Context(), []content.BlogSpec{{Handle: "news", Title: "News"}}); err != nil {
		t.Fatal(err)
	}
	published := map[string]*time.Time{"shown": &past, "draft": &past, "archived": &past, "later": &later}
	handles := []string{"shown", "draft", "archived", "unpublished", "later"}
	for _, handle := range handles {
		status := map[string]catalog.Status{"draft": catalog.Draft, "archived": catalog.Archived}[handle]
		if status == "" {
			status = catalog.Active
		}
		out, err := h.catalog.Put(t.Context(), catalog.Spec{Handle: handle, Title: "Kettle, " + handle, Status: status, PublishedAt: published[handle], Tags: []string{handle},
			Options:    []catalog.OptionSpec{{Name: "Size", Values: []catalog.OptionValueSpec{{Name: "One of " + handle}}}},
			Variants:   []catalog.VariantSpec{{Options: []string{"One of " + handle}, Price: 1000, SKU: strings.ToUpper(handle), Tracked: true, Stock: new(int64(5)), Image: -1}},
			Metafields: []catalog.MetafieldSpec{{Namespace: "custom", Key: "note", Type: "single_line_text_field", Value: "Note of " + handle}}})
		if err != nil || out.Err != nil {
			t.Fatal(err, out.Err)
		}
	}
	for _, handle := range []string{"shown", "unpublished", "later"} {
		if _, err := h.catalog.PutCollection(t.Context(), catalog.CollectionSpec{Handle: handle, Title: "Kettles, " + handle, PublishedAt: published[handle], Products: handles}); err != nil {
			t.Fatal(err)
		}
		if err := h.content.PutPages(t.Context(), []content.PageSpec{{Handle: handle, Title: "Care, " + handle, PublishedAt: published[handle]}}); err != nil {
			t.Fatal(err)
		}
		if err := h.content.PutArticles(t.Context(), []content.ArticleSpec{{Blog: "news", Handle: handle, Title: "News, " + handle, PublishedAt: published[handle]}}); err != nil {
			t.Fatal(err)
		}
	}
}

// hiddenThings are the global ids of what is hidden, by the permission that finds it, with the handle where there is one.
func hiddenThings(t *testing.T, db *database.DB) map[string]thing {
	t.Helper()
	out := map[string]thing{}
	for kind, sql := range map[string]string{
		"Product":            "SELECT id, handle FROM products WHERE handle <> 'shown'",
		"ProductVariant":     "SELECT v.id, '' AS handle FROM variants v JOIN products p ON p.id = v.product_id WHERE p.handle <> 'shown'",
		"ProductOption":      "SELECT o.id, '' AS handle FROM product_options o JOIN products p ON p.id = o.product_id WHERE p.handle <> 'shown'",
		"ProductOptionValue": "SELECT o.id, '' AS handle FROM product_option_values o JOIN products p ON p.id = o.product_id WHERE p.handle <> 'shown'",
		"Metafield":          "SELECT m.id, '' AS handle FROM metafields m JOIN products p ON p.id = m.owner_id WHERE m.owner_type = 'Product' AND p.handle <> 'shown'",
		"Collection":         "SELECT id, handle FROM collections WHERE handle <> 'shown'",
		"Page":               "SELECT id, handle FROM pages WHERE handle <> 'shown'",
		"Article":            "SELECT id, handle FROM articles WHERE handle <> 'shown'",
	} {
		var rows []struct {
			ID     int64
			Handle string
		}
		if err := db.Read(t.Context()).Raw(sql).Scan(&rows).Error; err != nil {
			t.Fatal(err)
		}
		if len(rows) < 2 {
			t.Fatalf("%d hidden things of the type %s", len(rows), kind)
		}
		for _, r := range rows {
			out[fmt.Sprintf("gid://shopify/%s/%d", kind, r.ID)] = thing{kind, r.Handle}
		}
	}
	return out
}

type thing struct{ kind, handle string }

// finds is the permission that finds what is hidden of a type.
func (h thing) finds() staff.Permission {
	if h.kind == "Page" || h.kind == "Article" {
		return staff.ContentRead
	}
	return staff.ProductsRead
}

// byName are the fields of the root that find one thing of a type by an id or a handle, as calls of them: read from the schema,
// so that one that comes later is asked, too.
func byName(s *ast.Schema, gid string, h thing) []string {
	var out []string
	for _, f := range s.Query.Fields {
		kind := f.Type.Name()
		if kind != h.kind && kind != "Node" {
			continue
		}
		var required []string
		for _, a := range f.Arguments {
			if a.Type.NonNull && a.DefaultValue == nil {
				required = append(required, a.Name)
			}
		}
		for _, a := range f.Arguments {
			if len(required) > 1 || len(required) == 1 && required[0] != a.Name {
				continue
			}
			value := map[string]string{"id": gid, "handle": h.handle}[a.Name]
			switch {
			case a.Type.Elem != nil && a.Name == "ids":
				out = append(out, fmt.Sprintf("%s(ids: [%q]) { __typename }", f.Name, gid))
			case a.Name == "identifier":
				out = append(out, fmt.Sprintf("%s(identifier: { id: %q }) { __typename }", f.Name, gid))
				if h.handle != "" {
					out = append(out, fmt.Sprintf("%s(identifier: { handle: %q }) { __typename }", f.Name, h.handle))
				}
			case value != "":
				out = append(out, fmt.Sprintf("%s(%s: %q) { __typename }", f.Name, a.Name, value))
			}
		}
	}
	return out
}

// TestWhoFindsWhatIsHidden asks for everything that is hidden, by every way to it, as everybody and as each role: who may read
// a kind finds all of it, and everybody else nothing.
func TestWhoFindsWhatIsHidden(t *testing.T) {
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		hide(t, h)
		things := hiddenThings(t, db)
		links := map[string]string{} // metafields of a page that everybody sees, by what they lead to
		var fields []string
		var specs []catalog.MetafieldSpec
		var items []content.MenuItemSpec
		for _, gid := range slices.Sorted(maps.Keys(things)) {
			th := things[gid]
			var id int64
			if _, err := fmt.Sscanf(gid[strings.LastIndexByte(gid, '/')+1:], "%d", &id); err != nil {
				t.Fatal(err)
			}
			reference := map[string]string{"Product": "product_reference", "ProductVariant": "variant_reference", "Collection": "collection_reference", "Page": "page_reference", "Article": "article_reference"}[th.kind]
			if reference == "" {
				continue
			}
			key := fmt.Sprintf("ref%d", len(specs))
			links[key] = gid
			specs = append(specs, catalog.MetafieldSpec{Namespace: "custom", Key: key, Type: reference, Value: gid})
			fields = append(fields, fmt.Sprintf("%s: metafield(key: %q) { reference { __typename } }", key, key))
			if th.kind != "ProductVariant" {
				items = append(items, content.MenuItemSpec{Title: gid, Type: strings.ToUpper(th.kind), ResourceType: th.kind, ResourceID: id})
			}
		}
		past := now.AddDate(0, -1, 0)
		out, err := h.catalog.Put(t.Context(), catalog.Spec{Handle: "pointer", Title: "Pointer", Status: catalog.Active, PublishedAt: &past, Metafields: specs, Variants: []catalog.VariantSpec{{Price: 1, Image: -1}}})
		if err != nil || out.Err != nil {
			t.Fatal(err, out.Err)
		}
		if err := h.content.PutMenus(t.Context(), []content.MenuSpec{{Handle: "pointers", Title: "Pointers", Items: items}}); err != nil {
			t.Fatal(err)
		}
		calls, askers := 0, append([]staff.Role{""}, staff.Roles()...)
		for _, role := range askers {
			bearer, viewer := "", staff.Viewer{}
			if role != "" {
				bearer, viewer = h.hire(t, string(role)+"@example.com", role), roleViewer(role)
			}
			ask := func(q string) map[string]any {
				t.Helper()
				calls++
				body := h.as(t, bearer, "{ "+q+" }")
				var answer struct {
					Data   map[string]any
					Errors []any
				}
				if err := json.Unmarshal(body, &answer); err != nil || len(answer.Errors) > 0 {
					t.Fatalf("%s: %s: %s", role, q, body)
				}
				return answer.Data
			}
			found := func(value any) bool { // something but nulls and lists of them
				switch v := value.(type) {
				case nil:
					return false
				case []any:
					return slices.ContainsFunc(v, func(e any) bool { return e != nil })
				}
				return true
			}
			judge := func(way string, th thing, got bool) {
				t.Helper()
				if want := viewer.May(th.finds()); got != want {
					t.Errorf("%q by %s finds: %v; may: %v", role, way, got, want)
				}
			}
			for gid, th := range things {
				ways := byName(graph.SchemaFor(viewer), gid, th)
				if len(ways) < 2 {
					t.Fatalf("%d ways to %s", len(ways), gid)
				}
				for _, way := range ways {
					for _, value := range ask(way) {
						judge(way, th, found(value))
					}
				}
			}
			product := ask(`product(handle: "pointer") { ` + strings.Join(fields, " ") + ` }`)["product"].(map[string]any)
			for key, gid := range links {
				field, _ := product[key].(map[string]any)
				judge("a metafield that leads to "+gid, things[gid], found(field["reference"]))
			}
			menu := ask(`menu(handle: "pointers") { items { title resource { __typename } } }`)["menu"].(map[string]any)
			for _, i := range menu["items"].([]any) {
				item := i.(map[string]any)
				judge("a menu item that leads to "+item["title"].(string), things[item["title"].(string)], found(item["resource"]))
			}
			goods, texts := thing{kind: "Product"}, thing{kind: "Page"}
			for way, th := range map[string]thing{
				`products(first: 50) { nodes { handle } }`: goods, `products(first: 50, query: "kettle") { nodes { handle } }`: goods,
				`products(first: 50, filters: [{ available: true }]) { nodes { handle } }`: goods, `products(first: 50) { totalCount filters { values { label } } nodes { handle } }`: goods,
				`collections(first: 50) { nodes { handle } }`: goods, `collections(first: 50, query: "kettles") { nodes { handle } }`: goods,
				`collection(handle: "shown") { products(first: 50) { nodes { handle } } }`: goods, `collection(handle: "shown") { products(first: 50, filters: [{ available: true }]) { nodes { handle } } }`: goods,
				`product(handle: "shown") { collections(first: 50) { nodes { handle } } }`: goods,
				`pages(first: 50) { nodes { handle } }`:                                    texts, `pages(first: 50, query: "care") { nodes { handle } }`: texts, `articles(first: 50) { nodes { handle } }`: texts,
				`articles(first: 50, query: "news") { nodes { handle } }`: texts, `articles(first: 50, sortKey: PUBLISHED_AT) { nodes { handle } }`: texts,
				`blog(handle: "news") { articles(first: 50, sortKey: PUBLISHED_AT) { nodes { handle } } }`: texts, `blogs(first: 5) { nodes { articles(first: 50) { nodes { handle } } } }`: texts,
				`blog(handle: "news") { articleByHandle(handle: "unpublished") { handle } }`: texts,
			} {
				text, err := json.Marshal(ask(way))
				if err != nil {
					t.Fatal(err)
				}
				judge(way, th, strings.Contains(string(text), `"unpublished"`))
				if later := !strings.Contains(way, "articleByHandle") && viewer.May(th.finds()); later != strings.Contains(string(text), `"later"`) {
					t.Errorf("%q by %s finds what is shown later: %v", role, way, !later)
				}
			}
			for _, way := range []string{`search(query: "kettle", first: 50) { totalCount nodes { ... on Product { handle } ... on Page { handle } ... on Article { handle } } productFilters { values { label count } } }`,
				`search(query: "care OR news", first: 50) { totalCount nodes { ... on Page { handle } ... on Article { handle } } }`,
				`predictiveSearch(query: "ket") { products { handle } collections { handle } queries { text } }`, `predictiveSearch(query: "ca") { pages { handle } articles { handle } }`,
				`productRecommendations(productHandle: "shown") { handle }`, `productRecommendations(productHandle: "draft") { handle }`, `productTags(first: 50) { nodes }`,
				`sitemap(type: PRODUCT) { pagesCount { count } resources(page: 1) { items { handle } } }`, `sitemap(type: COLLECTION) { resources(page: 1) { items { handle } } }`,
				`sitemap(type: PAGE) { resources(page: 1) { items { handle } } }`, `sitemap(type: ARTICLE) { resources(page: 1) { items { handle } } }`,
			} {
				got := ask(way)
				for _, word := range []string{"draft", "archived", "unpublished", "later"} {
					if text, err := json.Marshal(got); err != nil || strings.Contains(string(text), word) {
						t.Errorf("%q by %s, which is the shoppers': %s", role, way, text)
					}
				}
			}
		}
		t.Logf("%d hidden things, %d kinds of askers, %d calls", len(things), len(askers), calls)
	})
}
