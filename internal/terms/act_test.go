package terms_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/price"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

// hand notes what is told to the audit log, and keeps the last answer as one under an idempotency key.
type hand struct {
	entries []act.Entry
	answer  []byte
}

// Who is nobody of note.
func (h *hand) Who() act.Who { return act.Who{Kind: "system"} }

func (h *hand) Answered(_ database.Tx, answer any) (bool, error) {
	if h.answer == nil {
		return false, nil
	}
	return true, act.Unpack(h.answer, answer)
}

func (h *hand) Keep(_ database.Tx, answer any) (err error) {
	h.answer, err = act.Pack(answer)
	return err
}

func (h *hand) Note(_ database.Tx, entries ...act.Entry) error {
	h.entries = append(h.entries, entries...)
	return nil
}

// actions are what staff do to terms, in an order in which each finds what it needs, with what the log says of them.
var actions = []struct {
	name, note string
	do         func(ctx context.Context, s *terms.Service, by act.By) (any, error)
}{
	{"make a discount", "discount.create", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.PutDiscount(ctx, by, percent("ACT"))
	}},
	{"change a discount", "discount.update", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.EditDiscount(ctx, by, 1, new(int64(1)), func(d *price.Discount) ([]terms.Named, error) {
			d.Tags, d.Countries = []string{"vip"}, nil
			return nil, nil
		})
	}},
	{"switch a discount off", "discount.update", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.EnableDiscount(ctx, by, 1, false, new(int64(2)), nil)
	}},
	{"remove a discount", "discount.delete", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.RemoveDiscount(ctx, by, 1, new(int64(3)), nil)
	}},
	{"make a gift card", "giftCard.create", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		made, err := s.CreateGiftCard(ctx, by, terms.GiftCardSpec{Code: "ACT-CARD-1", Currency: "EUR", Balance: 1000})
		return made.Card, err
	}},
	{"change a gift card", "giftCard.update", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.EditGiftCard(ctx, by, 1, new(int64(1)), func(c *terms.GiftCardChange) { c.Note = "changed" })
	}},
	{"give to a gift card", "giftCard.adjust", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.AdjustGiftCard(ctx, by, 1, terms.Adjustment{Amount: 5, Reason: "goodwill"})
	}},
	{"make a zone", "deliveryZone.create", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.PutZone(ctx, by, terms.Zone{Name: "Act", Places: []price.Place{{Country: "IE"}}, Rates: []terms.Rate{{Handle: "act", Title: "Act"}}}, nil)
	}},
	{"change a zone", "deliveryZone.update", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.PutZone(ctx, by, terms.Zone{ID: 1, Name: "Act", Places: []price.Place{{Country: "IE"}}}, new(int64(1)))
	}},
	{"remove a zone", "deliveryZone.delete", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.RemoveZone(ctx, by, 1, new(int64(2)))
	}},
	{"set the pickups", "pickups.set", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.PutPickups(ctx, by, []terms.Pickup{{LocationID: 1, Handle: "act", Title: "Act", Country: "IE"}}, new(int64(1)))
	}},
	{"set taxes", "taxRates.set", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.PutTaxRates(ctx, by, "IE", []terms.TaxRate{{Title: "VAT", Country: "IE", BasisPoints: 2300}}, new(int64(1)))
	}},
	{"include taxes", "taxesIncluded.set", func(ctx context.Context, s *terms.Service, by act.By) (any, error) {
		return s.SetTaxIncluded(ctx, by, true, new(int64(2)))
	}},
}

// TestActs does everything that staff do, once and under the same key again, and as somebody whose version is old.
func TestActs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		for _, a := range actions {
			by := &hand{}
			out, err := a.do(t.Context(), s, by)
			must(t, err)
			if len(by.entries) != 1 || by.entries[0].Action != a.note {
				t.Errorf("%s: the log says %+v, want %s", a.name, by.entries, a.note)
			}
			if text, err := json.Marshal(by.entries); err != nil || strings.Contains(strings.ToUpper(string(text)), "ACT-CARD") || strings.Contains(string(text), "odeHash") {
				t.Errorf("%s: the log has the code of a card: %s, %v", a.name, text, err)
			}
			kept, err := act.Pack("")
			must(t, err)
			if len(by.answer) <= len(kept) || strings.Contains(string(by.answer), "ACTCARD1") {
				t.Errorf("%s: %q is kept", a.name, by.answer)
			}
			changes, err := db.CountChanges(t.Context(), 0)
			must(t, err)
			again, err := a.do(t.Context(), s, by)
			must(t, err)
			if diff := cmp.Diff(out, again); diff != "" || len(by.entries) != 1 {
				t.Errorf("%s: %d entries; the second answer is another: %s", a.name, len(by.entries), diff)
			}
			if now, err := db.CountChanges(t.Context(), 0); err != nil || now != changes {
				t.Errorf("%s: the second time wrote %d changes, %v", a.name, now-changes, err)
			}
			fresh := &hand{}
			stale, err := a.do(t.Context(), s, fresh)
			if f := (*fault.Fault)(nil); strings.HasPrefix(a.name, "give to") {
				continue // a balance has no version: it is only ever moved
			} else if !errors.As(err, &f) || len(fresh.entries) > 0 || fresh.answer != nil {
				t.Errorf("%s once more: %v, %v", a.name, stale, err)
			} else if f.Path[0] == "expectedVersion" && !strings.HasPrefix(a.name, "remove") && cmp.Equal(stale, nil) {
				t.Errorf("%s: nothing is shown beside %v", a.name, err)
			}
		}
	})
}

// TestOneOfManyWins has many change the same version of a thing at once: one of them does, the others learn of it.
func TestOneOfManyWins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		d, err := s.PutDiscount(t.Context(), act.Nobody{}, percent("MANY"))
		must(t, err)
		card, _ := issue(t, s, terms.GiftCardSpec{Currency: "EUR", Balance: 1000})
		zone, err := s.PutZone(t.Context(), act.Nobody{}, terms.Zone{Name: "Many", Places: []price.Place{{Country: "IE"}}}, nil)
		must(t, err)
		for name, change := range map[string]func(i int) error{
			"discount": func(i int) error {
				return no(s.EditDiscount(t.Context(), act.Nobody{}, d.ID, &d.Version, func(d *price.Discount) ([]terms.Named, error) {
					d.Title = fmt.Sprint("Title ", i)
					return nil, nil
				}))
			},
			"gift card": func(i int) error {
				return no(s.EditGiftCard(t.Context(), act.Nobody{}, card.ID, &card.Version, func(c *terms.GiftCardChange) { c.Note = fmt.Sprint("Note ", i) }))
			},
			"zone": func(i int) error {
				return no(s.PutZone(t.Context(), act.Nobody{}, terms.Zone{ID: zone.ID, Name: fmt.Sprint("Zone ", i), Places: zone.Places}, &zone.Version))
			},
			"taxes": func(i int) error {
				return no(s.PutTaxRates(t.Context(), act.Nobody{}, "IE", []terms.TaxRate{{Title: fmt.Sprint("VAT ", i), Country: "IE"}}, new(int64(1))))
			},
			"pickups": func(i int) error {
				return no(s.PutPickups(t.Context(), act.Nobody{}, []terms.Pickup{{LocationID: 1, Handle: fmt.Sprint("p", i), Title: "P", Country: "IE"}}, new(int64(1))))
			},
		} {
			var won atomic.Int64
			together(10, func(i int) { count(t, change(i), &won) })
			if won.Load() != 1 {
				t.Errorf("%s: %d have won", name, won.Load())
			}
		}
		t.Run("one of many has a code", func(t *testing.T) {
			var won atomic.Int64
			together(10, func(i int) {
				count(t, no(s.CreateGiftCard(t.Context(), act.Nobody{}, terms.GiftCardSpec{Code: "THE-ONE-CODE", Currency: "EUR", Balance: int64(i + 1)})), &won)
				count(t, no(s.PutDiscount(t.Context(), act.Nobody{}, percent("THE ONE"))), &won)
			})
			if won.Load() != 2 {
				t.Errorf("%d have won, want one card and one discount", won.Load())
			}
		})
	})
}

// TestNamedThings names what is there and what is not; the statements do not grow with the names.
func TestNamedThings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		edit := func(named ...terms.Named) (int, error) {
			ctx, counter := database.WithCounter(t.Context())
			_, err := s.EditDiscount(ctx, act.Nobody{}, 0, nil, func(d *price.Discount) ([]terms.Named, error) {
				*d = percent("")
				return named, nil
			})
			return len(counter.Statements()), err
		}
		here := terms.Named{Path: "a.0", Kind: terms.Location, ID: 1}
		one, err := edit(here)
		must(t, err)
		many, err := edit(slices.Repeat([]terms.Named{here}, 250)...)
		must(t, err)
		if one != many {
			t.Errorf("%d statements for one name, %d for 250", one, many)
		}
		for _, kind := range []terms.Kind{terms.Product, terms.Variant, terms.Collection, terms.Customer, terms.Location} {
			_, err := edit(here, terms.Named{Path: "b.1.c", Kind: kind, ID: 77})
			wantFault(t, err, "NOT_FOUND", "b", "1", "c")
		}
	})
}

// TestDiscountQueries looks for discounts by what is said of them.
func TestDiscountQueries(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		for i, change := range []func(*price.Discount){
			func(d *price.Discount) { d.Code, d.Title = "Sommer-10", "Ten off" },
			func(d *price.Discount) { d.Code, d.Title, d.Enabled = "WINTER", "100% wool", false },
			func(d *price.Discount) { d.Title, d.Kind, d.Amount = "Five_off", price.Fixed, 500 },
			func(d *price.Discount) { d.Title, d.StartsAt = "Later", db.Now().AddDate(1, 0, 0) },
			func(d *price.Discount) {
				d.Code, d.Title, d.Class, d.Kind = "POST", "Free post", price.OnShipping, price.FreeShipping
			},
		} {
			d := percent("")
			change(&d)
			if _, err := s.PutDiscount(t.Context(), act.Nobody{}, d); err != nil {
				t.Fatal(i, err)
			}
		}
		must(t, db.InTx(t.Context(), func(tx database.Tx) error { return s.CountUse(tx, 1, 0) }))
		for text, want := range map[string][]int64{
			"": {1, 2, 3, 4, 5}, "sommer": {1}, "SÖMM*": {1}, "code:sommer-10": {1}, "code:sommer": nil, "code:som*": {1}, "code:*": {1, 2, 5}, "OFF": {1, 3},
			`"100%"`: {2}, "%": {2}, "_": {3}, "method:automatic": {3, 4}, "method:CODE -status:expired": {1, 5}, "status:expired": {2}, "status:scheduled": {4},
			"status:active": {1, 3, 5}, "type:fixed_amount OR type:free_shipping": {3, 5}, "discount_class:shipping": {5}, "discount_class:order": {1, 2, 3, 4}, "id:>3": {4, 5},
			"id:2": {2}, "times_used:>=1": {1}, "times_used:0": {2, 3, 4, 5}, "starts_at:>2026-07-01": {1, 2, 3, 4, 5}, "starts_at:>2026-07-02": {4}, "ends_at:*": nil,
			"status:lost": nil, "id:x": nil, "type:gift": nil, "-(title:ten OR title:five)": {2, 4, 5}, "title:*": {1, 2, 3, 4, 5}, "' OR 1=1 --": nil,
		} {
			for _, reverse := range []bool{false, true} {
				got, err := s.Discounts(t.Context(), text, reverse, page.Args{First: new(10)})
				must(t, err)
				var ids []int64
				for _, d := range got.Nodes {
					ids = append(ids, d.ID)
				}
				if reverse {
					slices.Reverse(ids)
				}
				if diff := cmp.Diff(want, ids); diff != "" {
					t.Errorf("%q, reversed %t: %s", text, reverse, diff)
				}
			}
		}
	})
}
