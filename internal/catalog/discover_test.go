package catalog_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestRecommend(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		at := published
		typed := func(handle, kind string, sales int64) catalog.Spec {
			spec := plain(handle)
			spec.ProductType, spec.SalesRank = kind, sales
			return spec
		}
		recommend := func(handle string, intent catalog.Intent) []string {
			t.Helper()
			products, err := s.Recommend(ctx, find(t, s, handle).ID, intent, nil)
			if err != nil {
				t.Fatal(err)
			}
			return keys(products, func(p catalog.Product) string { return p.Handle })
		}

		put(t, s, typed("lone", "Lamp", 1))
		t.Run("the only product has nothing beside it", func(t *testing.T) {
			if got := recommend("lone", catalog.Related); len(got) != 0 {
				t.Errorf("got %v", got)
			}
		})
		put(t, s, typed("stranger", "Rug", 0))
		t.Run("with one other product there is always something", func(t *testing.T) {
			for _, intent := range []catalog.Intent{catalog.Related, catalog.Complementary} {
				if diff := cmp.Diff([]string{"stranger"}, recommend("lone", intent)); diff != "" {
					t.Errorf("%s: %s", intent, diff)
				}
			}
		})

		hidden, future := typed("hidden", "Shirt", 999), typed("future", "Shirt", 999)
		hidden.Status = catalog.Draft
		later := db.Now().Add(time.Hour)
		future.PublishedAt = &later
		shirts := []catalog.Spec{hidden, future, typed("linked-1", "Mug", 0), typed("linked-2", "Mug", 0), typed("goes-with", "Mug", 0),
			typed("in-shirt", "Shirt", 5), typed("in-hat", "Hat", 50), typed("in-shirt-best", "shirt", 9), typed("type-a", "SHIRT", 0), typed("type-b", "Shirt", 80),
			typed("best", "Sofa", 500), typed("second", "Sofa", 400), typed("third", "Sofa", 300)}
		put(t, s, shirts...)
		self := typed("self", "Shirt", 1000)
		self.Related = []string{"linked-2", "hidden", "self", "nowhere", "linked-1"}
		self.Complementary = []string{"goes-with"}
		put(t, s, self)
		for handle, members := range map[string][]string{"small": {"self", "hidden", "in-shirt", "in-hat", "in-shirt-best", "future"},
			"large": {"self", "hidden", "in-shirt", "in-hat", "in-shirt-best", "best", "third", "future"}} {
			if _, err := s.PutCollection(ctx, catalog.CollectionSpec{Handle: handle, Title: handle, PublishedAt: &at, Products: members}); err != nil {
				t.Fatal(err)
			}
		}
		t.Run("links come first, then the collection, the type and the best sellers", func(t *testing.T) {
			want := []string{"linked-2", "linked-1", "in-shirt-best", "in-shirt", "in-hat", "type-a", "type-b", "best", "second", "third"}
			if diff := cmp.Diff(want, recommend("self", catalog.Related)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("complements are linked ones, then other types of the collection", func(t *testing.T) {
			got := recommend("self", catalog.Complementary)
			if diff := cmp.Diff([]string{"goes-with", "in-hat", "in-shirt-best", "in-shirt"}, got[:4]); diff != "" || len(got) != 10 {
				t.Errorf("%v %s", got, diff)
			}
		})
		t.Run("never itself, never twice, never what shoppers do not see, never more than ten", func(t *testing.T) {
			for _, spec := range append(shirts[2:], self) {
				for _, intent := range []catalog.Intent{catalog.Related, catalog.Complementary} {
					got := recommend(spec.Handle, intent)
					unique := slices.Compact(slices.Sorted(slices.Values(got)))
					if len(got) != 10 || len(unique) != 10 || slices.Contains(got, spec.Handle) || slices.Contains(got, "hidden") || slices.Contains(got, "future") {
						t.Errorf("beside %s: %v", spec.Handle, got)
					}
				}
			}
		})
		t.Run("what shoppers do not see has nothing beside it", func(t *testing.T) {
			id := catalog.ProductID(number(t, db, "SELECT id FROM products WHERE handle = 'hidden'"))
			for _, of := range []catalog.ProductID{id, 1 << 40} {
				if got, err := s.Recommend(ctx, of, catalog.Related, nil); err != nil || len(got) != 0 {
					t.Errorf("got %v, %v", got, err)
				}
			}
		})
	})
}

func TestSitemap(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		at := published
		var specs []catalog.Spec
		want := []string{}
		for i := range 640 {
			spec := plain(fmt.Sprintf("p-%d", i))
			spec.Media = []catalog.MediaSpec{{Blob: fmt.Sprintf("%d.jpg", i)}}
			if i%40 == 3 {
				spec.Status = catalog.Draft
			} else {
				want = append(want, spec.Handle)
			}
			specs = append(specs, spec)
		}
		put(t, s, specs...)
		t.Run("every visible product stands on one page", func(t *testing.T) {
			if n, err := s.SitemapCount(ctx, false); err != nil || n != int64(len(want)) {
				t.Errorf("%d products are counted, want %d: %v", n, len(want), err)
			}
			got := []string{}
			for number, size := range []int{250, 250, 124, 0} {
				entries, err := s.SitemapProducts(ctx, number+1)
				if err != nil || len(entries) != size {
					t.Fatalf("page %d has %d entries, want %d: %v", number+1, len(entries), size, err)
				}
				for _, e := range entries {
					if e.Title != "Plain "+e.Handle || e.Image == nil || e.UpdatedAt.IsZero() {
						t.Errorf("got %+v", e)
					}
					got = append(got, e.Handle)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("collections that are not published are left out", func(t *testing.T) {
			for i := range 3 {
				spec := catalog.CollectionSpec{Handle: fmt.Sprintf("c-%d", i), Title: "C", PublishedAt: &at}
				if i == 1 {
					spec.PublishedAt = nil
				}
				if _, err := s.PutCollection(ctx, spec); err != nil {
					t.Fatal(err)
				}
			}
			entries, err := s.SitemapCollections(ctx, 1)
			if n, failed := s.SitemapCount(ctx, true); failed != nil || err != nil || n != 2 ||
				cmp.Diff([]string{"c-0", "c-2"}, keys(entries, func(e catalog.SitemapEntry) string { return e.Handle })) != "" {
				t.Errorf("%d counted, listed %v: %v %v", n, entries, err, failed)
			}
		})
	})
}

func TestTagsAndTypes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		var specs []catalog.Spec
		for i, words := range []struct {
			kind   string
			tags   []string
			hidden bool
		}{{"Shirt", []string{"b", "a"}, false}, {"shirt", []string{"a", "c"}, false}, {"Draftwear", []string{"draft", "c"}, true}, {"", nil, false}, {"Änorak", []string{"b"}, false}, {"Zebra", []string{"z"}, false}} {
			spec := plain(fmt.Sprintf("w-%d", i))
			spec.ProductType, spec.Tags = words.kind, words.tags
			if words.hidden {
				spec.Status = catalog.Draft
			}
			specs = append(specs, spec)
		}
		put(t, s, specs...)
		for _, tt := range []struct {
			name  string
			list  func(context.Context, int) ([]string, error)
			limit int
			want  []string
		}{
			{"tags", s.Tags, 250, []string{"a", "b", "c", "z"}}, {"two tags", s.Tags, 2, []string{"a", "b"}},
			{"types", s.Types, 250, []string{"Änorak", "Shirt", "Zebra"}}, {"two types", s.Types, 2, []string{"Änorak", "Shirt"}},
		} {
			got, err := tt.list(ctx, tt.limit)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: %s", tt.name, diff)
			}
		}
		t.Run("words go with the last product that shoppers see", func(t *testing.T) {
			specs[5].Status = catalog.Archived
			put(t, s, specs[5])
			tags, err := s.Tags(ctx, 250)
			types, failed := s.Types(ctx, 250)
			if err != nil || failed != nil || slices.Contains(tags, "z") || slices.Contains(types, "Zebra") {
				t.Errorf("got %v, %v", tags, types)
			}
		})
	})
}
