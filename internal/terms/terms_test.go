package terms_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
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

// no is the error of an act, where what it answers does not matter.
func no[T any](_ T, err error) error { return err }

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

// issue makes a gift card, and gives its code.
func issue(t *testing.T, s *terms.Service, spec terms.GiftCardSpec) (terms.GiftCard, string) {
	t.Helper()
	made, err := s.CreateGiftCard(t.Context(), act.Nobody{}, spec)
	must(t, err)
	return made.Card, made.Code
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
		coded, err := s.PutDiscount(t.Context(), act.Nobody{}, percent("Sommer"))
		must(t, err)
		automatic := percent("")
		automatic.OncePer = 1
		auto, err := s.PutDiscount(t.Context(), act.Nobody{}, automatic)
		must(t, err)
		card, code := issue(t, s, terms.GiftCardSpec{Currency: "EUR", Balance: 2500})
		_, err = s.PutZone(t.Context(), act.Nobody{}, terms.Zone{Name: "Home", Places: []price.Place{{Country: "IE"}}, Rates: []terms.Rate{{Handle: "post", Title: "Post", Price: 500}}}, nil)
		must(t, err)
		must(t, no(s.PutTaxRates(t.Context(), act.Nobody{}, "IE", []terms.TaxRate{{Title: "VAT", Country: "IE", BasisPoints: 2300, OnDelivery: true}}, nil)))
		must(t, no(s.SetTaxIncluded(t.Context(), act.Nobody{}, true, nil)))

		if _, statements := load(t, db, s, terms.Need{}); statements != 7 {
			t.Errorf("%d statements for all that holds for everybody, want 7", statements)
		}
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
		if diff := cmp.Diff(map[string]int64{need.GiftCodes[0]: card.ID}, found.ByCode); diff != "" || found.GiftCards[card.ID].Balance != 2500 || found.Uses == nil {
			t.Errorf("the gift cards: %s %+v", diff, found.GiftCards)
		}
		if _, statements := load(t, db, s, terms.Need{}); statements != 1 {
			t.Errorf("%d statements where nothing was asked for and nothing has changed, want 1", statements)
		}

		t.Run("what a cart asked for is not seen by the next", func(t *testing.T) {
			a, _ := load(t, db, s, terms.Need{Codes: []string{"sommer"}})
			b, _ := load(t, db, s, terms.Need{Codes: []string{"nothing"}})
			if len(a.Rules.Discounts) != 2 || len(b.Rules.Discounts) != 1 {
				t.Errorf("%d and %d discounts, want 2 and 1", len(a.Rules.Discounts), len(b.Rules.Discounts))
			}
		})
		t.Run("two hundred and fifty rates take as many statements as one", func(t *testing.T) {
			var counts []int
			for _, n := range []int{1, 250} {
				zone := terms.Zone{Name: fmt.Sprint("Zone ", n), Places: []price.Place{{Country: "FR", Provinces: []string{fmt.Sprint("P", n)}}}}
				for i := range n {
					zone.Rates = append(zone.Rates, terms.Rate{Handle: fmt.Sprint("rate-", n, "-", i), Title: "Rate"})
				}
				for range 2 { // new, then changed
					ctx, counter := database.WithCounter(t.Context())
					out, err := s.PutZone(ctx, act.Nobody{}, zone, nil)
					must(t, err)
					counts = append(counts, len(counter.Statements()))
					zone.ID = out.ID
					for i := range zone.Rates {
						if out.Rates[i].ID == 0 || out.Rates[i].Handle != zone.Rates[i].Handle {
							t.Fatalf("rate %d is %+v", i, out.Rates[i])
						}
						zone.Rates[i].Price++
					}
				}
				zones, err := s.Zones(t.Context())
				must(t, err)
				if last := zones[len(zones)-1]; len(last.Rates) != n || last.Rates[n-1].Price != 1 {
					t.Errorf("%d rates are kept of %d", len(last.Rates), n)
				}
				must(t, no(s.RemoveZone(t.Context(), act.Nobody{}, zone.ID, nil)))
			}
			if counts[0] != counts[2] || counts[1] != counts[3] {
				t.Errorf("the statements are %d", counts)
			}
		})
		t.Run("another process sees a change with the next cart", func(t *testing.T) {
			other := terms.New(db)
			load(t, db, other, terms.Need{})
			must(t, no(s.EnableDiscount(t.Context(), act.Nobody{}, auto.ID, false, nil, nil)))
			found, _ := load(t, db, other, terms.Need{})
			if found.Rules.Discounts[0].Enabled {
				t.Error("it does not")
			}
		})
		t.Run("what is written again is no change", func(t *testing.T) {
			before, _ := load(t, db, s, terms.Need{})
			_, err := s.PutZone(t.Context(), act.Nobody{}, terms.Zone{ID: 1, Name: "Home", Places: []price.Place{{Country: "IE"}}, Rates: []terms.Rate{{Handle: "post", Title: "Post", Price: 500}}}, nil)
			must(t, err)
			must(t, no(s.PutTaxRates(t.Context(), act.Nobody{}, "IE", []terms.TaxRate{{Title: "VAT", Country: "IE", BasisPoints: 2300, OnDelivery: true}}, nil)))
			must(t, no(s.SetTaxIncluded(t.Context(), act.Nobody{}, true, nil)))
			must(t, no(s.PutPickups(t.Context(), act.Nobody{}, nil, nil)))
			again := percent("Sommer")
			again.ID = coded.ID
			_, err = s.PutDiscount(t.Context(), act.Nobody{}, again)
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
		made, err := s.PutDiscount(t.Context(), act.Nobody{}, percent("WELCOME"))
		must(t, err)
		t.Run("codes are alike however they are written", func(t *testing.T) {
			_, err := s.PutDiscount(t.Context(), act.Nobody{}, percent("Wélcome"))
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
			got, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
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
			"an accent alone":     {func(d *price.Discount) { d.Code = "\u0301" }, []string{"code"}},
			"a control character": {func(d *price.Discount) { d.Code = "A\x00B" }, []string{"code"}},
			"a code too long":     {func(d *price.Discount) { d.Code = strings.Repeat("Ω", 256) }, []string{"code"}},
			"an amount too high":  {func(d *price.Discount) { d.Kind, d.Amount = price.Fixed, 1_000_000_000_001 }, []string{"amount"}},
			"a start too early":   {func(d *price.Discount) { d.StartsAt = time.Date(999, 1, 1, 0, 0, 0, 0, time.UTC) }, []string{"startsAt"}},
			"an end too late":     {func(d *price.Discount) { ends := time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC); d.EndsAt = &ends }, []string{"endsAt"}},
			"an end at once":      {func(d *price.Discount) { ends := now.Add(time.Microsecond); d.EndsAt = &ends }, []string{"endsAt"}},
			"too many countries":  {func(d *price.Discount) { d.Countries = slices.Repeat([]string{"IE"}, 251) }, []string{"countries"}},
			"too many customers":  {func(d *price.Discount) { d.Customers = make([]int64, 251) }, []string{"customers"}},
			"a customer without":  {func(d *price.Discount) { d.Customers = []int64{7, 0} }, []string{"customers", "1"}},
			"a blank tag":         {func(d *price.Discount) { d.Tags = []string{" vip"} }, []string{"tags", "0"}},
			"all and some": {func(d *price.Discount) {
				d.Class, d.Items = price.OnProducts, price.Items{All: true, Products: []int64{1}}
			}, []string{"items"}},
			"a product without":  {func(d *price.Discount) { d.Class, d.Items.Products = price.OnProducts, []int64{-1} }, []string{"items", "products", "0"}},
			"too many products":  {func(d *price.Discount) { d.Class, d.Items.Products = price.OnProducts, make([]int64, 251) }, []string{"items"}},
			"a limit below zero": {func(d *price.Discount) { d.Limit = -1 }, []string{"limit"}},
			"too little to buy": {func(d *price.Discount) {
				d.Class, d.Kind, d.GetQuantity, d.Buys.All, d.Gets.All = price.OnProducts, price.BuyGet, 1, true, true
			}, []string{"buyQuantity"}},
		} {
			t.Run("refused: "+name, func(t *testing.T) {
				spec := percent("NEW")
				c.change(&spec)
				_, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
				wantFault(t, err, "BAD_USER_INPUT", c.path...)
			})
		}
		t.Run("a code of the longest is kept and found in every alphabet", func(t *testing.T) {
			long := strings.Repeat("Ω", 255)
			made, err := s.PutDiscount(t.Context(), act.Nobody{}, percent(long))
			must(t, err)
			got, err := s.FindDiscountByCode(t.Context(), strings.ToLower(long))
			must(t, err)
			if got.ID != made.ID {
				t.Errorf("found %d", got.ID)
			}
			must(t, no(s.RemoveDiscount(t.Context(), act.Nobody{}, made.ID, nil, nil)))
		})
		t.Run("they are listed, found and removed", func(t *testing.T) {
			second, err := s.PutDiscount(t.Context(), act.Nobody{}, percent("SECOND"))
			must(t, err)
			one := 1
			first, err := s.Discounts(t.Context(), "", false, page.Args{First: &one})
			must(t, err)
			after := first.Cursor(0)
			next, err := s.Discounts(t.Context(), "", false, page.Args{First: &one, After: &after})
			must(t, err)
			if len(next.Nodes) != 1 || next.Nodes[0].ID != second.ID || next.HasNext {
				t.Errorf("the second page is %+v", next)
			}
			must(t, no(s.RemoveDiscount(t.Context(), act.Nobody{}, second.ID, nil, nil)))
			_, err = s.FindDiscount(t.Context(), second.ID)
			wantFault(t, err, "NOT_FOUND")
			wantFault(t, no(s.RemoveDiscount(t.Context(), act.Nobody{}, second.ID, nil, nil)), "NOT_FOUND")
		})
	})
}

// TestLimitsHold lets many use a discount, and spend from a gift card, at once: never more than there is.
func TestLimitsHold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		spec := percent("FIVE")
		spec.Limit, spec.OncePer = 5, 1
		d, err := s.PutDiscount(t.Context(), act.Nobody{}, spec)
		must(t, err)
		card, _ := issue(t, s, terms.GiftCardSpec{Code: "RACE-0000", Currency: "EUR", Balance: 700})
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
		_, err = s.PutDiscount(t.Context(), act.Nobody{}, spec)
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
		ledgers, err := s.GiftCardEntries(t.Context(), []int64{card.ID}, false, page.Args{First: new(100)})
		must(t, err)
		entries := ledgers[card.ID].Nodes
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
