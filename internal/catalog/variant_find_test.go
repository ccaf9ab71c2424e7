package catalog_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/query"
	"cartwright/internal/storetest"
)

// TestFindVariants lists the variants of a shop, whoever may see their products, on every database.
func TestFindVariants(t *testing.T) {
	now := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		past := now.AddDate(0, -1, 0)
		for i, status := range []catalog.Status{catalog.Active, catalog.Draft, catalog.Archived} {
			spec := catalog.Spec{Handle: fmt.Sprintf("p%d", i+1), Title: []string{"Kettle", "Écru pot", "Pan"}[i], Status: status, PublishedAt: &past, Options: []catalog.OptionSpec{{Name: "Size", Values: []catalog.OptionValueSpec{{Name: "Small"}, {Name: "Large"}}}}}
			for j, size := range []string{"Small", "Large"} {
				spec.Variants = append(spec.Variants, catalog.VariantSpec{Options: []string{size}, Price: 100, SKU: fmt.Sprintf("K%d-%s", i+1, size), Barcode: fmt.Sprintf("47%d%d", i, j), Tracked: true, Stock: new(int64(10*i + j)), Image: -1})
			}
			out, err := s.Put(t.Context(), spec)
			if err != nil || out.Err != nil {
				t.Fatal(err, out.Err)
			}
		}
		find := func(t *testing.T, s *catalog.Service, text, sort string, reverse bool, size int) (ids []int64) {
			t.Helper()
			n, err := query.Parse("query", text, catalog.VariantFields)
			if err != nil {
				t.Fatal(err)
			}
			q := catalog.VariantQuery{Match: n, Sort: sort, Reverse: reverse, Args: page.Args{First: &size}}
			for {
				p, err := s.Variants(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				for _, v := range p.Nodes {
					ids = append(ids, int64(v.ID))
				}
				if !p.HasNext {
					break
				}
				q.Args.After = new(p.Cursor(len(p.Nodes) - 1))
			}
			if n, err := s.CountVariants(t.Context(), n, 1000); err != nil || n != len(ids) {
				t.Errorf("%q counts %d, %v; lists %d", text, n, err, len(ids))
			}
			return ids
		}
		for _, c := range []struct {
			text string
			want []int64
		}{
			{"", []int64{1, 2, 3, 4, 5, 6}}, {"sku:K2-Small", []int64{3}}, {"sku:K2*", []int64{3, 4}}, {"barcode:4721", []int64{6}}, {"sku:*", []int64{1, 2, 3, 4, 5, 6}},
			{"product_id:2", []int64{3, 4}}, {"product_id:gid://shopify/Product/3", []int64{5, 6}}, {"product_id:none", nil}, {"inventory_quantity:<=1", []int64{1, 2}},
			{"inventory_quantity:>=10 inventory_quantity:<21", []int64{3, 4, 5}}, {"product_status:draft", []int64{3, 4}}, {"-product_status:active", []int64{3, 4, 5, 6}},
			{"title:large", []int64{2, 4, 6}}, {"kettle", []int64{1, 2}}, {"ecru OR K3-Large", []int64{3, 4, 6}}, {"4700", []int64{1}}, {"id:>5", []int64{6}},
			{"created_at:2026-07-01", []int64{1, 2, 3, 4, 5, 6}}, {"updated_at:<2026-07-01", nil}, {"sku:>K", nil}, {"'; DROP TABLE variants", nil},
		} {
			if got := find(t, s.All(), c.text, "ID", false, 4); !slices.Equal(got, c.want) {
				t.Errorf("%q finds %v, want %v", c.text, got, c.want)
			}
			shown := slices.DeleteFunc(slices.Clone(c.want), func(id int64) bool { return id > 2 })
			if got := find(t, s, c.text, "ID", false, 4); !slices.Equal(got, shown) && len(got)+len(shown) > 0 {
				t.Errorf("%q shows shoppers %v, want %v", c.text, got, shown)
			}
		}
		for sort, want := range map[string][]int64{"SKU": {2, 1, 4, 3, 6, 5}, "INVENTORY_QUANTITY": {1, 2, 3, 4, 5, 6}, "TITLE": {2, 4, 6, 1, 3, 5}} {
			if got := find(t, s.All(), "", sort, false, 2); !slices.Equal(got, want) {
				t.Errorf("by %s they are %v, want %v", sort, got, want)
			}
			slices.Reverse(want)
			if got := find(t, s.All(), "", sort, true, 2); !slices.Equal(got, want) {
				t.Errorf("by %s from behind they are %v, want %v", sort, got, want)
			}
		}
		if _, err := s.Variants(t.Context(), catalog.VariantQuery{Sort: "TASTE", Args: page.Args{First: new(1)}}); !fault.Is(err, fault.Invalid) {
			t.Error(err)
		}
		if v, err := s.All().FindVariantBySKU(t.Context(), "K3-Large"); err != nil || v.ID != 6 {
			t.Error(v.ID, err)
		}
		if _, err := s.FindVariantBySKU(t.Context(), "K3-Large"); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
	})
}

// TestAll finds by every door what is hidden, for those who keep the shop, and nothing of it for others.
func TestAll(t *testing.T) {
	now := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		past, later := now.AddDate(0, -1, 0), now.AddDate(0, 1, 0)
		for handle, at := range map[string]*time.Time{"later": &later, "never": nil, "draft": &past} {
			spec := catalog.Spec{Handle: handle, Title: handle, Status: catalog.Active, PublishedAt: at, Variants: []catalog.VariantSpec{{Price: 100, Image: -1}}}
			if handle == "draft" {
				spec.Status = catalog.Draft
			}
			out, err := s.Put(t.Context(), spec)
			if err != nil || out.Err != nil {
				t.Fatal(err, out.Err)
			}
		}
		for _, handle := range []string{"later", "never"} {
			at := map[string]*time.Time{"later": &later}[handle]
			if _, err := s.PutCollection(t.Context(), catalog.CollectionSpec{Handle: handle, Title: handle, PublishedAt: at, Products: []string{"later", "never", "draft"}}); err != nil {
				t.Fatal(err)
			}
		}
		ids, shelves, variants := []catalog.ProductID{1, 2, 3}, []catalog.CollectionID{1, 2}, []catalog.VariantID{1, 2, 3}
		for _, c := range []struct {
			room       *catalog.Service
			of         int
			everything bool
		}{{s, 0, false}, {s.All(), 1, true}} {
			first := page.Args{First: new(10)}
			products, err1 := c.room.ProductsByIDs(t.Context(), ids)
			rows, err2 := c.room.VariantsByIDs(t.Context(), variants)
			collections, err3 := c.room.CollectionsByIDs(t.Context(), shelves)
			_, err4 := c.room.FindProduct(t.Context(), "draft")
			_, err5 := c.room.FindCollection(t.Context(), "never")
			listed, err6 := c.room.Collections(t.Context(), catalog.SubQuery{Sort: "ID", Args: first})
			n, err7 := c.room.CountCollections(t.Context(), 0)
			of, err8 := c.room.CollectionsOf(t.Context(), ids, catalog.SubQuery{Args: first})
			in, err9 := c.room.ProductsOf(t.Context(), []catalog.Collection{{ID: 1}, {ID: 2}}, catalog.SubQuery{Sort: "ID", Args: first})
			one, err10 := c.room.ProductsOf(t.Context(), []catalog.Collection{{ID: 2}}, catalog.SubQuery{Sort: "TITLE", Args: first})
			for _, err := range []error{err1, err2, err3, err6, err7, err8, err9, err10} {
				if err != nil {
					t.Fatal(err)
				}
			}
			got := []int{len(products), len(rows), len(collections), len(listed.Nodes), int(n), len(of[1].Nodes), len(in[1].Nodes), len(one[2].Nodes)}
			if want := []int{3 * c.of, 3 * c.of, 2 * c.of, 2 * c.of, 2 * c.of, 2 * c.of, 3 * c.of, 3 * c.of}; !slices.Equal(got, want) {
				t.Errorf("everything %v: found %v, want %v", c.everything, got, want)
			}
			if fault.Is(err4, fault.NotFound) == c.everything || fault.Is(err5, fault.NotFound) == c.everything {
				t.Errorf("everything %v: by handle: %v, %v", c.everything, err4, err5)
			}
		}
	})
}
