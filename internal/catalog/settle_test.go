package catalog

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestRulesWaitForProducts changes rules in many ways while a product is written and not committed yet. In the end the
// product is where the rules want it.
func TestRulesWaitForProducts(t *testing.T) {
	tag := func(tag string) *RuleSet {
		return &RuleSet{Rules: []Rule{{Column: RuleTag, Relation: Equals, Condition: tag}}}
	}
	product := func(handle string, tags ...string) *Spec {
		return &Spec{Handle: handle, Title: handle, Status: Active, Tags: tags, Variants: []VariantSpec{{Price: 1, Image: -1}}}
	}
	rules := func(set *RuleSet) func(context.Context, *Service, CollectionID) error {
		return func(ctx context.Context, s *Service, id CollectionID) error {
			_, err := s.UpdateCollection(ctx, act.Nobody{}, id, nil, func(d *CollectionDraft) { d.Rules = set })
			return err
		}
	}
	for name, tt := range map[string]struct {
		from   *RuleSet // of the collection
		was    *Spec    // the product, where it is there before
		is     *Spec
		change func(context.Context, *Service, CollectionID) error
		want   int64
	}{
		"a product that comes, and rules that do not want it any more": {tag("red"), nil, product("p", "red"), rules(tag("blue")), 0},
		"a product that comes, and rules that want it now":             {tag("red"), nil, product("p", "blue"), rules(tag("blue")), 1},
		"a product that changes, and rules that want it as it was":     {tag("red"), product("p", "blue"), product("p", "red"), rules(tag("blue")), 0},
		"a product that changes, and rules that want it as it is":      {tag("blue"), product("p", "blue"), product("p", "red"), rules(tag("red")), 1},
		"a collection that is deleted": {tag("red"), nil, product("p", "red"), func(ctx context.Context, s *Service, id CollectionID) error {
			_, err := s.DeleteCollection(ctx, act.Nobody{}, id, nil)
			return err
		}, 0},
		"rules that were changed before, and are still to be matched": {tag("red"), product("p", "red"), product("p"), func(ctx context.Context, s *Service, id CollectionID) error {
			return s.Settle(ctx)
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db *database.DB) {
				s, other := New(db), New(db)
				if tt.was != nil {
					if _, err := s.Put(t.Context(), *tt.was); err != nil {
						t.Fatal(err)
					}
				}
				c, err := s.CreateCollection(t.Context(), act.Nobody{}, func(d *CollectionDraft) { d.Title, d.Rules = "C", tt.from })
				if err != nil {
					t.Fatal(err)
				}
				version := func() (n int64) {
					if err := db.Read(t.Context()).Raw("SELECT version FROM collection_rules").Scan(&n).Error; err != nil {
						t.Fatal(err)
					}
					return n
				}
				before := version()
				if name == "rules that were changed before, and are still to be matched" {
					err := db.InTx(t.Context(), func(tx database.Tx) error {
						for _, sql := range []string{"DELETE FROM collection_products", "UPDATE collections SET products_count = 0"} {
							if err := tx.DB.Exec(sql).Error; err != nil {
								return err
							}
						}
						return beginWork(tx, c.ID)
					})
					if err != nil {
						t.Fatal(err)
					}
				}
				changed := make(chan error, 1)
				var begun atomic.Bool
				err = db.InTx(t.Context(), func(tx database.Tx) error {
					if _, err := s.put(tx, []*Spec{tt.is}); err != nil {
						return err
					}
					if !begun.CompareAndSwap(false, true) {
						return nil // a second try of the same write
					}
					done := make(chan struct{})
					go func() {
						defer close(done)
						changed <- tt.change(t.Context(), other, c.ID)
					}()
					select { // it waits for this write, or it has been quicker
					case <-done:
					case <-time.After(300 * time.Millisecond):
					}
					if n := version(); n != before {
						t.Error("the rules have changed while a product was matched with them")
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				if err := <-changed; err != nil {
					t.Fatal(err)
				}
				var got, count, work int64
				for into, sql := range map[*int64]string{&got: "SELECT COUNT(*) FROM collection_products", &count: "SELECT COALESCE(SUM(products_count), 0) FROM collections",
					&work: "SELECT COUNT(*) FROM collection_work"} {
					if err := db.Read(t.Context()).Raw(sql).Scan(into).Error; err != nil {
						t.Fatal(err)
					}
				}
				if got != tt.want || count != tt.want || work != 0 {
					t.Errorf("%d places, counted %d, %d to be matched; want %d", got, count, work, tt.want)
				}
			})
		})
	}
}

// TestLeavingCollections takes products out of all their collections, as whoever removes them does.
func TestLeavingCollections(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := New(db)
		for _, h := range []string{"a", "b"} {
			if _, err := s.Put(t.Context(), Spec{Handle: h, Title: h, Status: Active, Variants: []VariantSpec{{Price: 1, Image: -1}}}); err != nil {
				t.Fatal(err)
			}
		}
		for _, h := range []string{"one", "two"} {
			if _, err := s.PutCollection(t.Context(), CollectionSpec{Handle: h, Title: h, Products: []string{"a", "b"}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.InTx(t.Context(), func(tx database.Tx) error { return leaveCollections(tx, []ProductID{1}) }); err != nil {
			t.Fatal(err)
		}
		var places, count int64
		for into, sql := range map[*int64]string{&places: "SELECT COUNT(*) FROM collection_products WHERE product_id = 2", &count: "SELECT SUM(products_count) FROM collections"} {
			if err := db.Read(t.Context()).Raw(sql).Scan(into).Error; err != nil {
				t.Fatal(err)
			}
		}
		if places != 2 || count != 2 {
			t.Errorf("%d places are left, %d are counted, want 2", places, count)
		}
	})
}
