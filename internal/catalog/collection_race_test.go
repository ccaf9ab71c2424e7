package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestRulesBesideProducts writes products, alone and in batches, while the rules of collections change, collections come and
// go, and the process of others settles what is left. In the end every collection has exactly the products that its rules
// want, and knows how many they are.
func TestRulesBesideProducts(t *testing.T) {
	tags := []string{"red", "blue", "green", "grey"}
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		one, other, ctx, by := catalog.New(db), catalog.New(db), t.Context(), act.Nobody{}
		spec := func(i int, random *rand.Rand) catalog.Spec {
			p := plain(fmt.Sprintf("p%03d", i))
			p.Tags, p.Variants[0].Price = slices.Clone(tags[:random.IntN(len(tags))]), int64(random.IntN(5)*100)
			return p
		}
		rules := func(random *rand.Rand) *catalog.RuleSet {
			set := &catalog.RuleSet{Any: random.IntN(2) == 0, Rules: tagged(tags[random.IntN(len(tags))]).Rules}
			if random.IntN(2) == 0 {
				set.Rules = append(set.Rules, dear(int64(random.IntN(4)*100)).Rules...)
			}
			return set
		}
		seeded := rand.New(rand.NewPCG(1, 1))
		var first []catalog.Spec
		for i := range 60 {
			first = append(first, spec(i, seeded))
		}
		put(t, one, first...)
		var collections []catalog.Collection
		for i := range 6 {
			collections = append(collections, gather(t, one, fmt.Sprint("C ", i), func(d *catalog.CollectionDraft) { d.Rules = rules(seeded) }))
		}
		before := number(t, db, "SELECT COUNT(*) FROM collection_products")
		var writers, others sync.WaitGroup
		var done atomic.Bool
		for w := range 4 { // products: two write batches, two write one at a time, each with its own memory of the rules
			s := []*catalog.Service{one, other}[w%2]
			writers.Go(func() {
				random := rand.New(rand.NewPCG(2, uint64(w)))
				for range 25 {
					var batch []catalog.Spec
					for i := range 1 + (w/2)*19 {
						batch = append(batch, spec((random.IntN(60)+i)%80, random))
					}
					slices.SortFunc(batch, func(a, b catalog.Spec) int { return map[bool]int{true: -1, false: 1}[a.Handle < b.Handle] })
					if _, err := s.PutMany(ctx, batch); err != nil {
						t.Error("products: ", err)
					}
				}
			})
		}
		for w := range 2 {
			writers.Go(func() {
				random := rand.New(rand.NewPCG(3, uint64(w)))
				for range 20 {
					id := collections[random.IntN(4)].ID
					if _, err := other.UpdateCollection(ctx, by, id, nil, func(d *catalog.CollectionDraft) { d.Rules = rules(random) }); err != nil {
						t.Error("rules: ", err)
					}
				}
			})
		}
		writers.Go(func() {
			random := rand.New(rand.NewPCG(4, 4))
			for i := range 10 {
				c, err := one.CreateCollection(ctx, by, func(d *catalog.CollectionDraft) { d.Title, d.Rules = fmt.Sprint("New ", i), rules(random) })
				if err == nil && i%2 == 0 {
					_, err = other.DeleteCollection(ctx, by, c.ID, nil)
				}
				if err != nil {
					t.Error("come and go: ", err)
				}
			}
		})
		others.Go(func() {
			for !done.Load() {
				if err := other.Settle(ctx); err != nil {
					t.Error("settle: ", err)
				}
			}
		})
		writers.Wait()
		done.Store(true)
		others.Wait()
		counted(t, db)
		if n := number(t, db, "SELECT COUNT(*) FROM collections"); n != 11 {
			t.Errorf("%d collections", n)
		}
		// What is there must be what a fresh look at everything makes of it.
		type place struct{ CollectionID, ProductID int64 }
		places := func() (all []place) {
			if err := db.Read(ctx).Raw("SELECT collection_id, product_id FROM collection_products ORDER BY collection_id, product_id").Scan(&all).Error; err != nil {
				t.Fatal(err)
			}
			return all
		}
		got := places()
		if err := db.InTx(ctx, func(tx database.Tx) error {
			if err := tx.DB.Exec("DELETE FROM collection_products").Error; err != nil {
				return err
			}
			return tx.DB.Exec("INSERT INTO collection_work (collection_id, after_id) SELECT id, 0 FROM collections").Error
		}); err != nil {
			t.Fatal(err)
		}
		if err := one.Settle(ctx); err != nil {
			t.Fatal(err)
		}
		want := places()
		if !slices.Equal(got, want) {
			missing := slices.DeleteFunc(slices.Clone(want), func(p place) bool { return slices.Contains(got, p) })
			wrong := slices.DeleteFunc(slices.Clone(got), func(p place) bool { return slices.Contains(want, p) })
			t.Errorf("missing %v, wrong %v", missing, wrong)
		}
		t.Logf("%d places, %d at first", len(want), before)
	})
}

// TestHandsInOneCollection has many add, remove and move products of one collection at once.
func TestHandsInOneCollection(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx, by := catalog.New(db), t.Context(), act.Nobody{}
		var specs []catalog.Spec
		for i := range 40 {
			specs = append(specs, plain(fmt.Sprintf("p%02d", i)))
		}
		put(t, s, specs...)
		all := ids(t, db, "p00", "p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09")
		c := gather(t, s, "All", func(d *catalog.CollectionDraft) { d.Members = all[:2] })
		together(t, func(i int) error {
			random := rand.New(rand.NewPCG(5, uint64(i)))
			for round := range 10 {
				var err error
				switch i % 4 {
				case 0:
					_, err = s.AddProducts(ctx, by, c.ID, []catalog.ProductID{all[2+random.IntN(8)], all[2+random.IntN(8)]})
				case 1:
					_, err = s.RemoveProducts(ctx, by, c.ID, []catalog.ProductID{all[2+random.IntN(8)], all[2+random.IntN(8)]})
				case 2:
					_, err = s.ReorderProducts(ctx, by, c.ID, []catalog.Move{{ProductID: all[random.IntN(2)], To: random.IntN(4)}})
				case 3:
					p := plain(fmt.Sprintf("p%02d", random.IntN(10)))
					p.Variants[0].Price = int64(i*1000 + round)
					_, err = s.PutMany(ctx, []catalog.Spec{p})
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		counted(t, db)
		if n := number(t, db, "SELECT COUNT(*) FROM collection_products m JOIN products p ON p.id = m.product_id WHERE m.price_min <> p.price_min"); n != 0 {
			t.Errorf("%d places repeat another price than the product has", n)
		}
	})
}

// TestOneHandleForMany has many make a collection of one title at once.
func TestOneHandleForMany(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		handles := make([]string, 8)
		together(t, func(i int) error {
			c, err := s.CreateCollection(t.Context(), act.Nobody{}, func(d *catalog.CollectionDraft) { d.Title = "Same" })
			handles[i] = c.Handle
			return err
		})
		if slices.Sort(handles); len(slices.Compact(handles)) != 8 {
			t.Errorf("got %v", handles)
		}
	})
}
