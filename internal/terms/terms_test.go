package terms_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/price"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var now = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantFault(t *testing.T, err error, code string, path ...string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Label() != code {
		t.Fatalf("got %v, want a fault %s", err, code)
	}
	if len(path) > 0 && !cmp.Equal(f.Path, path) {
		t.Errorf("it is at %q, want %q: %v", f.Path, path, err)
	}
}

func percent(code string) price.Discount {
	return price.Discount{Code: code, Title: "Ten off", Class: price.OnOrder, Kind: price.Percentage, BasisPoints: 1000, Enabled: true, StartsAt: now}
}

// load asks what prices a cart, and counts the statements.
func load(t *testing.T, db *database.DB, s *terms.Service, n terms.Need) (found terms.Found, statements int) {
	t.Helper()
	ctx, counter := database.WithCounter(t.Context())
	must(t, db.InTx(ctx, func(tx database.Tx) (err error) { found, err = s.For(tx, n); return err }))
	return found, len(counter.Statements())
}

func TestFor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		coded, err := s.PutDiscount(t.Context(), percent("Sommer"))
		must(t, err)
		automatic := percent("")
		automatic.OncePer = 1
		auto, err := s.PutDiscount(t.Context(), automatic)
		must(t, err)
		card, code, err := s.CreateGiftCard(t.Context(), terms.GiftCardSpec{Currency: "EUR", Balance: 2500})
		must(t, err)
		_, err = s.PutZone(t.Context(), terms.Zone{Name: "Home", Places: []price.Place{{Country: "IE"}}, Rates: []terms.Rate{{Handle: "post", Title: "Post", Price: 500}}})
		must(t, err)
		must(t, s.PutTaxRates(t.Context(), "IE", []terms.TaxRate{{Title: "VAT", Country: "IE", BasisPoints: 2300, OnDelivery: true}}))
		must(t, s.SetTaxIncluded(t.Context(), true))

		load(t, db, s, terms.Need{})
		need := terms.Need{Codes: []string{"SÖMMER", "sommer "}, CustomerID: 7, GiftCodes: []string{" " + code[:4] + "-" + code[4:], "unknown"}, GiftCardIDs: []int64{card.ID}}
		found, statements := load(t, db, s, need)
		if statements != 4 {
			t.Errorf("%d statements, want 4: the version, the codes, the uses, the gift cards", statements)
		}
		if len(found.Rules.Discounts) != 2 || found.Rules.Discounts[0].ID != auto.ID || found.Rules.Discounts[1].ID != coded.ID {
			t.Errorf("the discounts are %+v", found.Rules.Discounts)
		}
		if !found.Rules.TaxIncluded || len(found.Rules.Taxes) != 1 || len(found.Rules.Zones) != 1 || len(found.Rules.Zones[0].Rates) != 1 {
			t.Errorf("the rules are %+v", found.Rules)
		}
		if diff := cmp.Diff(map[string]int64{need.GiftCodes[0]: card.ID}, found.ByCode); diff != "" || found.GiftCards[card.ID].Balance != 2500 {
			t.Errorf("the gift cards: %s %+v", diff, found.GiftCards)
		}
		if _, statements := load(t, db, s, terms.Need{}); statements != 1 {
			t.Errorf("%d statements where nothing was asked for and nothing has changed, want 1", statements)
		}

		t.Run("another process sees a change with the next cart", func(t *testing.T) {
			other := terms.New(db)
			load(t, db, other, terms.Need{})
			must(t, s.EnableDiscount(t.Context(), auto.ID, false))
			found, _ := load(t, db, other, terms.Need{})
			if found.Rules.Discounts[0].Enabled {
				t.Error("it does not")
			}
		})
		t.Run("what is written again is no change", func(t *testing.T) {
			before, _ := load(t, db, s, terms.Need{})
			_, err := s.PutZone(t.Context(), terms.Zone{ID: 1, Name: "Home", Places: []price.Place{{Country: "IE"}}, Rates: []terms.Rate{{Handle: "post", Title: "Post", Price: 500}}})
			must(t, err)
			must(t, s.PutTaxRates(t.Context(), "IE", []terms.TaxRate{{Title: "VAT", Country: "IE", BasisPoints: 2300, OnDelivery: true}}))
			must(t, s.SetTaxIncluded(t.Context(), true))
			must(t, s.PutPickups(t.Context(), nil))
			again := percent("Sommer")
			again.ID = coded.ID
			_, err = s.PutDiscount(t.Context(), again)
			must(t, err)
			if after, _ := load(t, db, s, terms.Need{}); after.Version != before.Version {
				t.Errorf("the version went from %d to %d", before.Version, after.Version)
			}
		})
	})
}

func TestDiscounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		made, err := s.PutDiscount(t.Context(), percent("WELCOME"))
		must(t, err)
		t.Run("codes are alike however they are written", func(t *testing.T) {
			_, err := s.PutDiscount(t.Context(), percent("Wélcome"))
			wantFault(t, err, "TAKEN", "code")
			got, err := s.FindDiscountByCode(t.Context(), "welcome")
			must(t, err)
			if got.ID != made.ID {
				t.Errorf("found %d", got.ID)
			}
		})
		t.Run("an update keeps what was counted", func(t *testing.T) {
			must(t, db.InTx(t.Context(), func(tx database.Tx) error { return s.CountUse(tx, made.ID, 0) }))
			spec := percent("WELCOME")
			spec.ID, spec.BasisPoints = made.ID, 2000
			got, err := s.PutDiscount(t.Context(), spec)
			must(t, err)
			if got.Used != 1 || got.BasisPoints != 2000 || got.Version != 2 {
				t.Errorf("got %+v", got)
			}
		})
		for name, c := range map[string]struct {
			change func(*price.Discount)
			path   []string
		}{
			"no title":            {func(d *price.Discount) { d.Code, d.Title = "", "" }, []string{"title"}},
			"a blank at the end":  {func(d *price.Discount) { d.Code = "X " }, []string{"code"}},
			"more than all":       {func(d *price.Discount) { d.BasisPoints = 10_001 }, []string{"basisPoints"}},
			"nothing":             {func(d *price.Discount) { d.Kind = price.Fixed }, []string{"amount"}},
			"an unknown kind":     {func(d *price.Discount) { d.Kind = "GIFT" }, []string{"kind"}},
			"a kind of elsewhere": {func(d *price.Discount) { d.Kind = price.FreeShipping }, []string{"class"}},
			"no items":            {func(d *price.Discount) { d.Class = price.OnProducts }, []string{"items"}},
			"no start":            {func(d *price.Discount) { d.StartsAt = time.Time{} }, []string{"startsAt"}},
			"an end before":       {func(d *price.Discount) { d.EndsAt = &now }, []string{"endsAt"}},
			"a country by name":   {func(d *price.Discount) { d.Countries = []string{"Ireland"} }, []string{"countries", "0"}},
			"too little to buy": {func(d *price.Discount) {
				d.Class, d.Kind, d.GetQuantity, d.Buys.All, d.Gets.All = price.OnProducts, price.BuyGet, 1, true, true
			}, []string{"buyQuantity"}},
		} {
			t.Run("refused: "+name, func(t *testing.T) {
				spec := percent("NEW")
				c.change(&spec)
				_, err := s.PutDiscount(t.Context(), spec)
				wantFault(t, err, "BAD_USER_INPUT", c.path...)
			})
		}
		t.Run("they are listed, found and removed", func(t *testing.T) {
			second, err := s.PutDiscount(t.Context(), percent("SECOND"))
			must(t, err)
			one := 1
			first, err := s.Discounts(t.Context(), page.Args{First: &one})
			must(t, err)
			after := first.Cursor(0)
			next, err := s.Discounts(t.Context(), page.Args{First: &one, After: &after})
			must(t, err)
			if len(next.Nodes) != 1 || next.Nodes[0].ID != second.ID || next.HasNext {
				t.Errorf("the second page is %+v", next)
			}
			must(t, s.RemoveDiscount(t.Context(), second.ID))
			_, err = s.FindDiscount(t.Context(), second.ID)
			wantFault(t, err, "NOT_FOUND")
			wantFault(t, s.RemoveDiscount(t.Context(), second.ID), "NOT_FOUND")
		})
	})
}

// TestLimitsHold lets many use a discount, and spend from a gift card, at once: never more than there is.
func TestLimitsHold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		spec := percent("FIVE")
		spec.Limit, spec.OncePer = 5, 1
		d, err := s.PutDiscount(t.Context(), spec)
		must(t, err)
		card, _, err := s.CreateGiftCard(t.Context(), terms.GiftCardSpec{Code: "RACE-0000", Currency: "EUR", Balance: 700})
		must(t, err)
		var used, spent, twice atomic.Int64
		together(20, func(i int) {
			err := db.Declare(t.Context(), func(tx database.Tx) error { return s.CountUse(tx, d.ID, int64(i+1)) })
			count(t, err, &used)
			err = db.Declare(t.Context(), func(tx database.Tx) error { return s.TakeFromGiftCard(tx, card.ID, 100, "order") })
			count(t, err, &spent)
		})
		if used.Load() != 5 || spent.Load() != 7 {
			t.Errorf("%d uses and %d payments, want 5 and 7", used.Load(), spent.Load())
		}
		spec.ID, spec.Limit = d.ID, 0
		_, err = s.PutDiscount(t.Context(), spec)
		must(t, err)
		together(10, func(int) {
			count(t, db.Declare(t.Context(), func(tx database.Tx) error { return s.CountUse(tx, d.ID, 99) }), &twice)
		})
		if twice.Load() != 1 {
			t.Errorf("one customer used it %d times, want once", twice.Load())
		}
		got, err := s.FindDiscount(t.Context(), d.ID)
		must(t, err)
		if got.Used != 6 {
			t.Errorf("%d uses were counted, want 6", got.Used)
		}
		entries, err := s.GiftCardEntries(t.Context(), card.ID)
		must(t, err)
		var sum int64
		for _, e := range entries {
			if sum += e.Amount; sum != e.Balance {
				t.Errorf("the ledger says %d after %d", e.Balance, sum)
			}
		}
		if len(entries) != 8 || sum != 0 {
			t.Errorf("%d entries that come to %d, want 8 and 0", len(entries), sum)
		}
	})
}

func count(t *testing.T, err error, n *atomic.Int64) {
	t.Helper()
	switch {
	case err == nil:
		n.Add(1)
	case !fault.Is(err, fault.Conflict):
		t.Error(err)
	}
}

func together(n int, f func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { f(i) })
	}
	wait.Wait()
}

func TestGiftCards(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		card, code, err := s.CreateGiftCard(t.Context(), terms.GiftCardSpec{Currency: "EUR", Balance: 1000})
		must(t, err)
		if len(code) != 16 || card.LastCharacters != code[12:] {
			t.Errorf("the code %q ends in %q", code, card.LastCharacters)
		}
		got, err := s.FindGiftCardByCode(t.Context(), code)
		must(t, err)
		if got.ID != card.ID {
			t.Errorf("found %d", got.ID)
		}
		_, _, err = s.CreateGiftCard(t.Context(), terms.GiftCardSpec{Code: code, Currency: "EUR", Balance: 1})
		wantFault(t, err, "TAKEN", "code")
		_, err = s.AdjustGiftCard(t.Context(), card.ID, -1001, "too much", "")
		wantFault(t, err, "CONFLICT", "amount")
		got, err = s.AdjustGiftCard(t.Context(), card.ID, 500, "goodwill", "ticket 7")
		must(t, err)
		if got.Balance != 1500 {
			t.Errorf("the balance is %d", got.Balance)
		}
		must(t, s.EnableGiftCard(t.Context(), card.ID, false))
		err = db.InTx(t.Context(), func(tx database.Tx) error { return s.TakeFromGiftCard(tx, card.ID, 1, "order") })
		wantFault(t, err, "CONFLICT", "giftCardCodes")
		for name, bad := range map[string]terms.GiftCardSpec{
			"a short code": {Code: "ABC", Currency: "EUR", Balance: 1}, "no money": {Currency: "EUR"}, "no currency": {Balance: 1, Currency: "XXZ"},
		} {
			if _, _, err := s.CreateGiftCard(t.Context(), bad); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestZones(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		rate := func(handle string) []terms.Rate { return []terms.Rate{{Handle: handle, Title: handle}} }
		home, err := s.PutZone(t.Context(), terms.Zone{Name: "Home", Places: []price.Place{{Country: "US", Provinces: []string{"NY"}}}, Rates: rate("a")})
		must(t, err)
		_, err = s.PutZone(t.Context(), terms.Zone{Name: "Rest", Rates: rate("b")})
		must(t, err)
		for name, c := range map[string]struct {
			zone terms.Zone
			code string
		}{
			"the rest twice":      {terms.Zone{Name: "Other"}, "CONFLICT"},
			"a name twice":        {terms.Zone{Name: "Home", Places: []price.Place{{Country: "FR"}}}, "CONFLICT"},
			"a province twice":    {terms.Zone{Name: "East", Places: []price.Place{{Country: "US", Provinces: []string{"NJ", "NY"}}}}, "CONFLICT"},
			"a handle twice":      {terms.Zone{Name: "East", Places: []price.Place{{Country: "FR"}}, Rates: rate("b")}, "CONFLICT"},
			"a country by name":   {terms.Zone{Name: "East", Places: []price.Place{{Country: "France"}}}, "BAD_USER_INPUT"},
			"bounds that cross":   {terms.Zone{Name: "East", Places: []price.Place{{Country: "FR"}}, Rates: []terms.Rate{{Handle: "c", Title: "c", MinWeight: 2, MaxWeight: 1}}}, "BAD_USER_INPUT"},
			"a rate twice":        {terms.Zone{Name: "East", Places: []price.Place{{Country: "FR"}}, Rates: append(rate("c"), rate("c")...)}, "BAD_USER_INPUT"},
			"one that is nowhere": {terms.Zone{ID: 99, Name: "East", Places: []price.Place{{Country: "FR"}}}, "NOT_FOUND"},
		} {
			t.Run("refused: "+name, func(t *testing.T) {
				_, err := s.PutZone(t.Context(), c.zone)
				wantFault(t, err, c.code)
			})
		}
		t.Run("a country beside one of its provinces is another place", func(t *testing.T) {
			_, err := s.PutZone(t.Context(), terms.Zone{Name: "America", Places: []price.Place{{Country: "US"}}, Rates: rate("c")})
			must(t, err)
		})
		t.Run("rates are known by their handles", func(t *testing.T) {
			changed := home
			changed.Rates = append(rate("new"), terms.Rate{Handle: "a", Title: "A", Price: 9})
			got, err := s.PutZone(t.Context(), changed)
			must(t, err)
			if got.Rates[1].ID != home.Rates[0].ID || got.Rates[0].ID == 0 {
				t.Errorf("the rates are %+v", got.Rates)
			}
		})
		must(t, s.RemoveZone(t.Context(), home.ID))
		wantFault(t, s.RemoveZone(t.Context(), home.ID), "NOT_FOUND")
		zones, err := s.Zones(t.Context())
		must(t, err)
		if len(zones) != 2 {
			t.Errorf("%d zones are left", len(zones))
		}
		wantFault(t, s.PutTaxRates(t.Context(), "DE", []terms.TaxRate{{Title: "VAT", Country: "AT"}}), "BAD_USER_INPUT", "rates", "0", "country")
		wantFault(t, s.PutPickups(t.Context(), []terms.Pickup{{LocationID: 1, Handle: "x", Title: "X", Country: "IE"}, {LocationID: 1, Handle: "y", Title: "Y", Country: "IE"}}), "BAD_USER_INPUT")
	})
}
