package terms_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/price"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

// TestEditsLoseNoUses lets staff edit a discount while orders use it, and give it back.
func TestEditsLoseNoUses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		spec := percent("BUSY")
		spec.Limit = 30
		made, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
		must(t, err)
		together(20, func(i int) {
			if i%2 == 0 {
				for range 3 {
					if err := db.InTx(t.Context(), func(tx database.Tx) error { return s.CountUse(tx, made.ID, 0) }); err != nil {
						t.Error(err)
					}
				}
				return
			}
			edit := spec
			edit.ID, edit.BasisPoints = made.ID, int64(1000+i)
			if _, err := s.PutDiscount(t.Context(), act.Nobody{}, edit); err != nil {
				t.Error(err)
			}
			if _, err := s.EnableDiscount(t.Context(), act.Nobody{}, made.ID, i%4 == 1, nil, nil); err != nil {
				t.Error(err)
			}
		})
		got, err := s.FindDiscount(t.Context(), made.ID)
		must(t, err)
		if got.Used != 30 {
			t.Errorf("%d uses were counted, want 30", got.Used)
		}
	})
}

// TestSwitchingKeepsEdits switches a discount while it is edited: neither write undoes the other.
func TestSwitchingKeepsEdits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		for round := range 10 {
			spec := percent("")
			made, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
			must(t, err)
			spec.ID, spec.BasisPoints = made.ID, 5000
			var wait sync.WaitGroup
			wait.Go(func() {
				if _, err := s.PutDiscount(t.Context(), act.Nobody{}, spec); err != nil {
					t.Error(err)
				}
			})
			wait.Go(func() {
				if _, err := s.EnableDiscount(t.Context(), act.Nobody{}, made.ID, false, nil, nil); err != nil {
					t.Error(err)
				}
			})
			wait.Wait()
			got, err := s.FindDiscount(t.Context(), made.ID)
			must(t, err)
			if got.BasisPoints != 5000 {
				t.Fatalf("round %d: the edit is lost, the discount takes %d", round, got.BasisPoints)
			}
		}
	})
}

// TestReachedLimitIsSeen writes other terms while the order that reaches a limit is not committed yet: whoever prices a
// cart afterwards knows of the limit.
func TestReachedLimitIsSeen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		spec := percent("")
		spec.Limit = 1
		made, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
		must(t, err)
		load(t, db, s, terms.Need{})
		other := make(chan error, 1)
		var begun atomic.Bool
		must(t, db.InTx(t.Context(), func(tx database.Tx) error {
			if err := s.CountUse(tx, made.ID, 0); err != nil {
				return err
			}
			if !begun.CompareAndSwap(false, true) {
				return nil // a second try of the same order
			}
			written := make(chan struct{})
			go func() {
				defer close(written)
				_, err := s.PutTaxRates(t.Context(), act.Nobody{}, "IE", []terms.TaxRate{{Title: "VAT", Country: "IE", BasisPoints: 2300}}, nil)
				if err == nil {
					err = db.InTx(t.Context(), func(tx database.Tx) error { _, err := s.For(tx, terms.Need{}); return err })
				}
				other <- err
			}()
			select { // it waits for this order, or it has been quicker
			case <-written:
			case <-time.After(300 * time.Millisecond):
			}
			return nil
		}))
		must(t, <-other)
		found, _ := load(t, db, s, terms.Need{})
		if len(found.Rules.Discounts) != 1 || found.Rules.Discounts[0].Used != 1 {
			t.Errorf("carts are priced by %+v, which was used once", found.Rules.Discounts)
		}
	})
}

// TestSwitchedOffCardsPayNothing spends from a card while it is switched off.
func TestSwitchedOffCardsPayNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		card, _ := issue(t, s, terms.GiftCardSpec{Code: "LOST-CARD", Currency: "EUR", Balance: 2000})
		var spent, late atomic.Int64
		var off atomic.Bool
		together(21, func(i int) {
			if i == 0 {
				if _, err := s.EnableGiftCard(t.Context(), act.Nobody{}, card.ID, false, nil); err != nil {
					t.Error(err)
				}
				off.Store(true)
				return
			}
			was := off.Load()
			err := db.Declare(t.Context(), func(tx database.Tx) error { return s.TakeFromGiftCard(tx, card.ID, 100, "order") })
			if count(t, err, &spent); err == nil && was {
				late.Add(1)
			}
		})
		if late.Load() != 0 {
			t.Errorf("%d payments began after the card was switched off", late.Load())
		}
		got, err := s.FindGiftCard(t.Context(), card.ID)
		must(t, err)
		if got.Balance != 2000-100*spent.Load() {
			t.Errorf("%d payments of 100 left %d of 2000", spent.Load(), got.Balance)
		}
	})
}

// TestUses counts uses and gives them back.
func TestUses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		in := func(f func(tx database.Tx) error) error { return db.InTx(t.Context(), f) }
		spec := percent("TWICE")
		spec.Limit, spec.OncePer = 2, 1
		d, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
		must(t, err)
		used := func() (int64, int64) {
			t.Helper()
			found, _ := load(t, db, s, terms.Need{Codes: []string{"twice"}, CustomerID: 7})
			return found.Rules.Discounts[0].Used, found.Uses[d.ID]
		}
		t.Run("a refused use is counted nowhere, even where its transaction goes on", func(t *testing.T) {
			must(t, in(func(tx database.Tx) error { return s.CountUse(tx, d.ID, 7) }))
			must(t, in(func(tx database.Tx) error {
				wantFault(t, s.CountUse(tx, d.ID, 7), "CONFLICT", "discountCodes")
				return nil
			}))
			if all, own := used(); all != 1 || own != 1 {
				t.Errorf("%d uses, %d of the customer's, want one", all, own)
			}
		})
		t.Run("a use that is given back can be had again, and carts learn of it", func(t *testing.T) {
			must(t, in(func(tx database.Tx) error { return s.CountUse(tx, d.ID, 8) }))
			wantFault(t, in(func(tx database.Tx) error { return s.CountUse(tx, d.ID, 9) }), "CONFLICT")
			full, _ := load(t, db, s, terms.Need{})
			must(t, in(func(tx database.Tx) error { return s.Uncount(tx, d.ID, 7) }))
			if again, _ := load(t, db, s, terms.Need{}); again.Version == full.Version {
				t.Error("no change was noted")
			}
			if all, own := used(); all != 1 || own != 0 {
				t.Errorf("%d uses, %d of the customer's, want one and none", all, own)
			}
			must(t, in(func(tx database.Tx) error { return s.CountUse(tx, d.ID, 7) }))
		})
		t.Run("more than was counted is not given back", func(t *testing.T) {
			for range 4 {
				must(t, in(func(tx database.Tx) error { return s.Uncount(tx, d.ID, 7) }))
			}
			if all, own := used(); all != 0 || own != 0 {
				t.Errorf("%d uses, %d of the customer's, want none", all, own)
			}
		})
		t.Run("a discount that is gone cannot be used, and is given back in silence", func(t *testing.T) {
			must(t, no(s.RemoveDiscount(t.Context(), act.Nobody{}, d.ID, nil, nil)))
			wantFault(t, in(func(tx database.Tx) error { return s.CountUse(tx, d.ID, 7) }), "NOT_FOUND")
			must(t, in(func(tx database.Tx) error { return s.Uncount(tx, d.ID, 7) }))
		})
		t.Run("uses that come and go at once add up", func(t *testing.T) {
			spec := percent("FLOW")
			spec.Limit = 3
			d, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
			must(t, err)
			var counted atomic.Int64
			together(20, func(i int) {
				if i%5 == 0 { // staff hold the terms and want the discount, orders the other way round
					if _, err := s.EnableDiscount(t.Context(), act.Nobody{}, d.ID, i%10 == 0, nil, nil); err != nil {
						t.Error(err)
					}
					return
				}
				err := db.Declare(t.Context(), func(tx database.Tx) error { return s.CountUse(tx, d.ID, 0) })
				if err == nil {
					counted.Add(1)
					err = db.Declare(t.Context(), func(tx database.Tx) error { return s.Uncount(tx, d.ID, 0) })
				}
				if err != nil && !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			})
			got, err := s.FindDiscount(t.Context(), d.ID)
			must(t, err)
			if got.Used != 0 || counted.Load() < 3 {
				t.Errorf("%d uses are left of %d", got.Used, counted.Load())
			}
		})
	})
}

// TestDeclaredTwice declares everything again, in another order: nothing is written, no change is noted.
func TestDeclaredTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		must(t, shop.New(db).PutLocations(t.Context(), []shop.Location{{Name: "There", CountryCode: "IE", Active: true}}))
		var zones [2]int64
		var discount int64
		ends := db.Now().Add(36*time.Hour + 1234*time.Microsecond)
		declare := func(rates []terms.Rate, pickups []terms.Pickup, taxes []terms.TaxRate) {
			t.Helper()
			for i, z := range []terms.Zone{{Name: "Home", Places: []price.Place{{Country: "IE"}}, Rates: rates}, {Name: "Elsewhere"}} {
				z.ID = zones[i]
				out, err := s.PutZone(t.Context(), act.Nobody{}, z, nil)
				must(t, err)
				zones[i] = out.ID
			}
			must(t, no(s.PutPickups(t.Context(), act.Nobody{}, pickups, nil)))
			must(t, no(s.PutTaxRates(t.Context(), act.Nobody{}, "IE", taxes, nil)))
			must(t, no(s.SetTaxIncluded(t.Context(), act.Nobody{}, true, nil)))
			spec := percent("AGAIN")
			spec.ID, spec.EndsAt = discount, &ends
			out, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
			must(t, err)
			discount = out.ID
			must(t, no(s.EnableDiscount(t.Context(), act.Nobody{}, discount, true, nil, nil)))
		}
		a, b := terms.Rate{Handle: "a", Title: "A", Price: 100}, terms.Rate{Handle: "b", Title: "B", Price: 200}
		here, there := terms.Pickup{LocationID: 1, Handle: "here", Title: "Here", Country: "IE"}, terms.Pickup{LocationID: 2, Handle: "there", Title: "There", Country: "IE"}
		full, food := terms.TaxRate{Title: "VAT", Country: "IE", BasisPoints: 2300}, terms.TaxRate{Title: "VAT", Country: "IE", Class: "reduced"}
		declare([]terms.Rate{b, a}, []terms.Pickup{there, here}, []terms.TaxRate{full, food})
		before, _ := load(t, db, s, terms.Need{})
		declare([]terms.Rate{a, b}, []terms.Pickup{here, there}, []terms.TaxRate{food, full})
		declare([]terms.Rate{b, a}, []terms.Pickup{there, here}, []terms.TaxRate{full, food})
		if after, _ := load(t, db, s, terms.Need{}); after.Version != before.Version {
			t.Errorf("the version went from %d to %d", before.Version, after.Version)
		}
	})
}
