package search_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/search"
	"cartwright/internal/storetest"
)

// TestKeepersQueries asks a shop by the words that are theirs who keep it, on every database.
func TestKeepersQueries(t *testing.T) {
	start := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	now := start
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		now = start
		r, past := newRoom(db), now.AddDate(0, -1, 0)
		pieces := func(s catalog.Spec, n int64) catalog.Spec {
			s.Variants = []catalog.VariantSpec{{Price: 1000, SKU: "K-" + s.Handle, Barcode: "47-" + s.Handle, Tracked: true, Stock: &n}}
			return s
		}
		shown := r.put(t, pieces(spec("shown", "Copper kettle", past), 5))
		draft := spec("draft", "Iron kettle", past)
		draft.Status = catalog.Draft
		drafted := r.put(t, pieces(draft, 50))
		old := spec("old", "Tin kettle", past)
		old.Status = catalog.Archived
		archived := r.put(t, pieces(old, 0))
		unlisted := spec("unlisted", "Glass kettle", past)
		unlisted.PublishedAt = nil
		unpublished := r.put(t, pieces(unlisted, 7))
		later := r.put(t, pieces(spec("later", "Steel kettle", now.Add(time.Hour)), 9))
		for _, c := range []struct {
			text string
			want []int64
		}{
			{"", []int64{shown, drafted, archived, unpublished, later}},
			{"kettle", []int64{shown, drafted, archived, unpublished, later}},
			{"status:active", []int64{shown, unpublished, later}},
			{"status:DRAFT", []int64{drafted}},
			{"status:draft,archived", []int64{drafted, archived}},
			{"-status:active", []int64{drafted, archived}},
			{"status:>draft", nil},
			{"published_status:published", []int64{shown, drafted, archived}},
			{"published_status:unpublished", []int64{unpublished, later}},
			{"published_status:perhaps", nil},
			{"status:active published_status:unpublished", []int64{unpublished, later}},
			{"inventory_total:<10", []int64{shown, archived, unpublished, later}},
			{"inventory_total:0", []int64{archived}},
			{"inventory_total:many", nil},
			{"published_at:<2026-07-01", []int64{shown, drafted, archived}},
			{"published_at:*", []int64{shown, drafted, archived, later}},
			{"created_at:>=2026-07-01 handle:unlisted", []int64{unpublished}},
			{"updated_at:<2026-07-01", nil},
			{"sku:K-draft", []int64{drafted}},
			{"barcode:47-old", []int64{archived}},
			{fmt.Sprintf("id:%d", later), []int64{later}},
			{"iron", []int64{drafted}},
			{"iorn", []int64{drafted}},
		} {
			if got := r.keep(t, c.text, search.Product); !slices.Equal(got, c.want) {
				t.Errorf("%q finds %v, want %v", c.text, got, c.want)
			}
			if got := r.find(t, c.text, search.Product); slices.ContainsFunc(got, func(id int64) bool { return id != shown }) {
				t.Errorf("%q shows shoppers %v", c.text, got)
			}
		}
		t.Run("things change sides", func(t *testing.T) {
			same := func(t *testing.T, want ...int64) {
				t.Helper()
				if got := r.find(t, "kettle", search.Product); !slices.Equal(got, want) {
					t.Errorf("shoppers find %v, want %v", got, want)
				}
				if got := r.keep(t, "kettle", search.Product); !slices.Equal(got, []int64{shown, drafted, archived, unpublished, later}) {
					t.Errorf("keepers find %v", got)
				}
			}
			same(t, shown)
			draft.Status = catalog.Active
			r.put(t, draft)
			same(t, shown, drafted)
			now = now.Add(time.Hour) // nothing is written
			same(t, shown, drafted, later)
			draft.Status = catalog.Archived
			r.put(t, draft)
			same(t, shown, later)
			if s, err := r.search.Status(t.Context()); err != nil || s.Hidden != 3 || s.Pending != 0 || s.Things != 5 {
				t.Errorf("%+v, %v", s, err)
			}
		})
		t.Run("pages, articles and collections", func(t *testing.T) {
			if err := r.content.PutPages(t.Context(), []content.PageSpec{{Handle: "care", Title: "Care of kettles", PublishedAt: &past}, {Handle: "secret", Title: "Secret of kettles"}}); err != nil {
				t.Fatal(err)
			}
			for text, want := range map[string][]int64{"kettles": {1, 2}, "published_status:unpublished": {2}, "published_status:published": {1}, "published_at:*": {1}} {
				if got := r.keep(t, text, search.Page); !slices.Equal(got, want) {
					t.Errorf("%q finds the pages %v, want %v", text, got, want)
				}
			}
			if got := r.find(t, "kettles", search.Page); !slices.Equal(got, []int64{1}) {
				t.Errorf("shoppers find the pages %v", got)
			}
		})
	})
}

// keep gives the ids of what a text finds for those who keep the shop.
func (r *room) keep(t testing.TB, text string, kinds ...search.Kind) []int64 {
	t.Helper()
	n, err := search.ParseKeepers("query", text, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	found, err := r.search.Find(t.Context(), search.Wanted{Kinds: kinds, Query: n, Sort: "ID", Hidden: true, Args: page.Args{First: new(250)}})
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, k := range found.Page.Nodes {
		ids = append(ids, k.ID)
	}
	return ids
}
