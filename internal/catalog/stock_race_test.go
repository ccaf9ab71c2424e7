package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
)

// counting is a clerk who counts how often their work is tried: a try beyond the first is a deadlock or the like, which
// nobody is shown, but which ought not to be.
type counting struct {
	clerk
	tries *atomic.Int64
}

func (c counting) Answered(tx database.Tx, answer any) (bool, error) {
	c.tries.Add(1)
	return c.clerk.Answered(tx, answer)
}

// rush runs f n times at once.
func rush(n int, f func(i int)) time.Duration {
	var wg sync.WaitGroup
	start, began := make(chan struct{}), time.Now()
	for i := range n {
		wg.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wg.Wait()
	return time.Since(began).Round(time.Millisecond)
}

// TestStockRaces has many write the same levels at once. None of what they write is lost.
func TestStockRaces(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		d, ctx := newDepot(t, db), t.Context()
		specs := make([]catalog.Spec, 7)
		for i := range specs {
			specs[i] = tee(fmt.Sprintf("race-%d", i))
		}
		put(t, d.Service, specs...)
		var ids []catalog.VariantID
		if err := db.Read(ctx).Raw("SELECT id FROM variants WHERE sku LIKE 'race-%' ORDER BY id").Scan(&ids).Error; err != nil {
			t.Fatal(err)
		}
		ids = ids[:20]
		if _, err := d.CreateCollection(ctx, clerk{}, func(c *catalog.CollectionDraft) { // follows every change
			c.Title, c.Rules = "Plenty", &catalog.RuleSet{Rules: []catalog.Rule{{Column: catalog.RuleStock, Relation: catalog.GreaterThan, Condition: "4", Amount: 4}}}
		}); err != nil {
			t.Fatal(err)
		}

		t.Run("of 50 who compare with one number exactly one sets another", func(t *testing.T) {
			var won, lost, tries atomic.Int64
			took := rush(50, func(i int) {
				_, err := d.SetStock(ctx, counting{tries: &tries}, change(expecting(row(d.ids[0], 1, int64(100+i))).of(3)))
				switch {
				case err == nil:
					won.Add(1)
				case fault.Is(err, fault.Conflict):
					lost.Add(1)
				default:
					t.Error(err)
				}
			})
			if won.Load() != 1 || lost.Load() != 49 || tries.Load() != 50 {
				t.Errorf("%d won, %d lost, %d tries", won.Load(), lost.Load(), tries.Load())
			}
			settled(t, db)
			t.Logf("%s: 1 of 50 in %s, %d tries again", db.Kind(), took, tries.Load()-50)
		})

		t.Run("of 200 adjustments in random orders none is lost", func(t *testing.T) {
			began := number(t, db, "SELECT SUM(quantity) FROM stock_levels")
			var sum, tries atomic.Int64
			took := rush(200, func(i int) {
				random := rand.New(rand.NewPCG(3, uint64(i)))
				var rows []catalog.StockRow
				for _, at := range random.Perm(len(ids))[:1+random.IntN(8)] {
					n := int64(random.IntN(41) - 20)
					sum.Add(n)
					rows = append(rows, row(ids[at], 1+int64(random.IntN(2)), n))
				}
				if _, err := d.AdjustStock(ctx, counting{tries: &tries}, change(rows...)); err != nil {
					t.Error(err)
				}
			})
			if now := number(t, db, "SELECT SUM(quantity) FROM stock_levels"); now != began+sum.Load() {
				t.Errorf("%d in all, want %d and %d", now, began, sum.Load())
			}
			if tries.Load() != 200 {
				t.Errorf("%d tries", tries.Load())
			}
			settled(t, db)
			t.Logf("%s: 200 in %s, %d tries again", db.Kind(), took, tries.Load()-200)
		})

		t.Run("adjustments beside edits of the products", func(t *testing.T) {
			before := number(t, db, "SELECT COALESCE(SUM(quantity), 0) FROM stock_levels")
			var products []catalog.ProductID
			if err := db.Read(ctx).Raw("SELECT id FROM products WHERE handle LIKE 'race-%' ORDER BY id").Scan(&products).Error; err != nil {
				t.Fatal(err)
			}
			var tries atomic.Int64
			took := rush(80, func(i int) {
				by := counting{tries: &tries}
				var err error
				if i%4 == 0 {
					_, err = d.EditProduct(ctx, by, products[i%7], catalog.Edit{Action: "product.update", Change: func(s *catalog.Spec) error {
						s.Title = fmt.Sprint("Edited ", i)
						s.Variants[0].Price = int64(1000 + i)
						return nil
					}})
				} else {
					_, err = d.AdjustStock(ctx, by, change(row(ids[i%20], 1, 1), row(ids[(i*7+3)%20], 2, 2)))
				}
				if err != nil {
					t.Error(err)
				}
			})
			if now := number(t, db, "SELECT SUM(quantity) FROM stock_levels"); now != before+60*3 || tries.Load() != 80 {
				t.Errorf("%d in all, want %d; %d tries", now, before+60*3, tries.Load())
			}
			settled(t, db)
			t.Logf("%s: 60 adjustments and 20 edits in %s, %d tries again", db.Kind(), took, tries.Load()-80)
		})

		t.Run("adjustments beside declarations of the products", func(t *testing.T) {
			before := number(t, db, "SELECT COALESCE(SUM(quantity), 0) FROM stock_levels WHERE location_id = 2")
			var tries atomic.Int64
			took := rush(80, func(i int) {
				if i%4 == 0 {
					spec := tee(fmt.Sprintf("race-%d", i%7))
					spec.Title = fmt.Sprint("Title ", i)
					if _, err := d.Put(ctx, spec); err != nil {
						t.Error(err)
					}
					return
				}
				_, err := d.AdjustStock(ctx, counting{tries: &tries}, change(row(ids[i%20], 2, 1), row(ids[(i*7+3)%20], 2, 2)))
				if err != nil {
					t.Error(err)
				}
			})
			if now := number(t, db, "SELECT SUM(quantity) FROM stock_levels WHERE location_id = 2"); now != before+60*3 {
				t.Errorf("%d elsewhere, want %d", now, before+60*3)
			}
			settled(t, db)
			t.Logf("%s: 60 adjustments and 20 declarations in %s, %d tries again", db.Kind(), took, tries.Load()-60)
		})

		t.Run("a location that goes out of use holds nothing", func(t *testing.T) {
			if _, err := d.SetStock(ctx, clerk{}, change(rowsAt(ids, 2, 0)...)); err != nil {
				t.Fatal(err)
			}
			locations := shop.New(db)
			var closed, written, tries atomic.Int64
			took := rush(90, func(i int) {
				check := func(err error) bool {
					if err != nil && !fault.Is(err, fault.Conflict) {
						t.Error(err)
					}
					return err == nil
				}
				switch {
				case i%9 == 0:
					for range 10 {
						if _, err := locations.DeactivateLocation(ctx, clerk{}, 2, nil); check(err) {
							closed.Add(1)
						}
						if _, err := locations.ActivateLocation(ctx, clerk{}, 2, nil); err != nil {
							t.Error(err)
						}
					}
				case i%9 == 1:
					spec := tee(fmt.Sprintf("race-%d", i%7))
					spec.Title = fmt.Sprint("Other title ", i)
					_, err := d.Put(ctx, spec)
					check(err)
				default:
					tries.Add(-2)
					come := change(row(ids[i%20], 2, 1), row(ids[(i*7+3)%20], 1, 1))
					if _, err := d.AdjustStock(ctx, counting{tries: &tries}, come); !check(err) {
						tries.Add(1)
						return
					}
					written.Add(1)
					// What lies there keeps the location in use.
					if _, err := d.AdjustStock(ctx, counting{tries: &tries}, change(row(ids[i%20], 2, -1))); err != nil {
						t.Error(err)
					}
				}
			})
			if n := number(t, db, "SELECT SUM(quantity) FROM stock_levels WHERE location_id = 2"); n != 0 {
				t.Errorf("%d are left", n)
			}
			if tries.Load() != 0 {
				t.Errorf("%d tries again", tries.Load())
			}
			settled(t, db)
			t.Logf("%s: closed %d times beside %d adjustments in %s, %d tries again", db.Kind(), closed.Load(), written.Load(), took, tries.Load())
		})

		t.Run("of 100 takers of 10 exactly 10 get one", func(t *testing.T) {
			if _, err := d.SetStock(ctx, clerk{}, change(row(d.ids[1], 1, 4), row(d.ids[1], 2, 6), row(d.ids[2], 1, 1000), row(d.ids[2], 2, 0))); err != nil {
				t.Fatal(err)
			}
			var got, none, tries atomic.Int64
			took := rush(100, func(i int) {
				picks := []catalog.Pick{{VariantID: d.ids[1], Quantity: 1}, {VariantID: d.ids[2], Quantity: 3}}
				if i%2 == 0 {
					picks[0], picks[1] = picks[1], picks[0]
				}
				err := db.InTx(ctx, func(tx database.Tx) error {
					tries.Add(1)
					_, err := d.Take(tx, clerk{}, "gid://shopify/Order/1", picks)
					return err
				})
				switch {
				case err == nil:
					got.Add(1)
				case fault.Is(err, fault.Conflict):
					none.Add(1)
				default:
					t.Error(err)
				}
			})
			if got.Load() != 10 || none.Load() != 90 || tries.Load() != 100 {
				t.Errorf("%d got one, %d none, %d tries", got.Load(), none.Load(), tries.Load())
			}
			if n := number(t, db, "SELECT quantity FROM variants WHERE id = ?", d.ids[2]); n != 1000-10*3 {
				t.Errorf("%d are left, want %d: nothing of those who got nothing is taken", n, 1000-10*3)
			}
			settled(t, db)
			t.Logf("%s: 10 of 100 in %s, %d tries again", db.Kind(), took, tries.Load()-100)
		})

		t.Run("a collection by rules has whoever it ought to have after all that", func(t *testing.T) {
			if n := number(t, db, `SELECT COUNT(*) FROM products p WHERE
				EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.tracked = ? AND v.quantity > 4)
				<> EXISTS (SELECT 1 FROM collection_products m WHERE m.product_id = p.id)`, true); n != 0 {
				t.Errorf("%d products are in it and ought not to be, or the other way round", n)
			}
		})
	})
}

func rowsAt(ids []catalog.VariantID, location, quantity int64) []catalog.StockRow {
	rows := make([]catalog.StockRow, len(ids))
	for i, id := range ids {
		rows[i] = row(id, location, quantity)
	}
	return rows
}

// TestTakeAndGive goes through what a sale takes and a return gives back.
func TestTakeAndGive(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		d, ctx := newDepot(t, db), t.Context()
		if _, err := d.SetStock(ctx, clerk{}, change(row(d.ids[0], 2, 2), row(d.ids[1], 1, 1))); err != nil {
			t.Fatal(err)
		}
		take := func(picks ...catalog.Pick) (out []catalog.StockEntry, err error) {
			err = db.InTx(ctx, func(tx database.Tx) error {
				out, err = d.Take(tx, clerk{}, "gid://shopify/Order/1", picks)
				return err
			})
			return out, err
		}
		pick := func(n int, quantity int64) catalog.Pick { return catalog.Pick{VariantID: d.ids[n], Quantity: quantity} }
		last := d.last(t)

		t.Run("what there is not is refused, and nothing is taken", func(t *testing.T) {
			_, err := take(pick(2, 1), pick(0, 6))
			refused(t, err, "NOT_ENOUGH_IN_STOCK", "lines.1.quantity")
			_, err = take(pick(1, 1), pick(1, 1))
			refused(t, err, "NOT_ENOUGH_IN_STOCK", "lines.1.quantity")
			_, err = take(pick(0, 1), catalog.Pick{VariantID: 987_654_321, Quantity: 1})
			refused(t, err, "NOT_FOUND", "lines.1.quantity")
			_, err = take(pick(0, -1))
			refused(t, err, "BAD_USER_INPUT", "lines.0.quantity")
			if d.last(t) != last || d.levels(t) != "0@1=3 0@2=2 1@1=1 2@1=4" {
				t.Error(d.ledger(t, last), d.levels(t))
			}
		})
		t.Run("a sale takes from one location after the other, and a return gives back there", func(t *testing.T) {
			took, err := take(pick(2, 1), pick(0, 3), pick(0, 1))
			if err != nil || d.levels(t) != "0@1=0 0@2=1 1@1=1 2@1=3" {
				t.Error(err, d.levels(t))
			}
			settled(t, db)
			var back []catalog.Pick
			for _, e := range took {
				back = append(back, catalog.Pick{VariantID: e.VariantID, LocationID: e.LocationID, Quantity: -e.Delta})
			}
			back = append(back, catalog.Pick{VariantID: 987_654_321, Quantity: 1}, catalog.Pick{VariantID: d.ids[1], LocationID: 3, Quantity: 1})
			err = db.InTx(ctx, func(tx database.Tx) error { _, err := d.Give(tx, clerk{}, "gid://shopify/Order/1", back); return err })
			if err != nil || d.levels(t) != "0@1=3 0@2=2 1@1=2 2@1=4" {
				t.Error(err, d.levels(t))
			}
			want := []string{"0@1 -3=0 sale", "0@2 -1=1 sale", "2@1 -1=3 sale", "0@1 +3=3 return", "0@2 +1=2 return", "1@1 +1=2 return", "2@1 +1=4 return"}
			for i, got := range d.ledger(t, last) {
				if got != want[i]+" gid://shopify/Order/1 staff5" {
					t.Errorf("%s, want %s", got, want[i])
				}
			}
			settled(t, db)
		})
		t.Run("what is sold beyond its stock goes below zero, and what is not counted stays", func(t *testing.T) {
			run(t, db, "UPDATE variants SET oversell = ? WHERE id = ?", true, d.ids[0])
			run(t, db, "UPDATE variants SET tracked = ? WHERE id = ?", false, d.ids[1])
			run(t, db, "DELETE FROM stock_levels WHERE variant_id = ?", d.ids[2])
			run(t, db, "UPDATE variants SET oversell = ? WHERE id = ?", true, d.ids[2])
			if _, err := take(pick(0, 7), pick(1, 7), pick(2, 7)); err != nil || d.levels(t) != "0@1=-2 0@2=0 1@1=2 2@1=-7" {
				t.Error(err, d.levels(t))
			}
			_, err := take(pick(0, 1_000_000_000))
			refused(t, err, "LIMIT_EXCEEDED", "lines.0.quantity")
		})
	})
}

var _ act.By = counting{}
