package terms

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// CreateGiftCard makes a gift card and gives its code, which is kept nowhere.
func (s *Service) CreateGiftCard(ctx context.Context, spec GiftCardSpec) (card GiftCard, code string, err error) {
	if spec.Code == "" {
		spec.Code = newCode()
	}
	if err := checkGiftCard(&spec); err != nil {
		return GiftCard{}, "", err
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		card = GiftCard{CodeHash: hashCode(spec.Code), LastCharacters: lastCharacters(spec.Code), Currency: spec.Currency, Initial: spec.Balance,
			Balance: spec.Balance, Enabled: true, ExpiresAt: moment(spec.ExpiresAt), Note: spec.Note, CreatedAt: tx.Now, UpdatedAt: tx.Now}
		if err := saveRow(tx, &card, true); err != nil {
			return err
		}
		return enter(tx, card.ID, spec.Balance, spec.Balance, "issued", "")
	})
	if database.IsDuplicate(err) {
		err = &fault.Fault{Kind: fault.Conflict, Code: "TAKEN", Path: []string{"code"}, Text: "another gift card has this code"}
	}
	return card, spec.Code, err
}

// FindGiftCard finds a gift card by its id; a NotFound fault where there is none.
func (s *Service) FindGiftCard(ctx context.Context, id int64) (GiftCard, error) {
	return findGiftCard(s.reading(ctx), id)
}

// FindGiftCardByCode finds a gift card by its code, however it is written.
func (s *Service) FindGiftCardByCode(ctx context.Context, code string) (GiftCard, error) {
	rows, err := giftCards(s.reading(ctx), nil, [][]byte{hashCode(code)})
	if err == nil && len(rows) == 0 {
		err = fault.NotFoundf("code", "there is no such gift card")
	}
	if err != nil {
		return GiftCard{}, err
	}
	return rows[0], nil
}

// GiftCards lists gift cards in the order they were made.
func (s *Service) GiftCards(ctx context.Context, args page.Args) (page.Conn[GiftCard], error) {
	return listByID(ctx, s.db, "gift_cards", args, func(g GiftCard) int64 { return g.ID })
}

// GiftCardEntries lists the movements of a card's balance, the first one first.
func (s *Service) GiftCardEntries(ctx context.Context, id int64) ([]GiftCardEntry, error) {
	return entriesOf(s.reading(ctx), id)
}

// EnableGiftCard switches a gift card on or off. Carts find it usable or not when they are touched the next time.
func (s *Service) EnableGiftCard(ctx context.Context, id int64, enabled bool) error {
	return s.db.InTx(ctx, func(tx database.Tx) error {
		if _, err := findGiftCard(tx, id); err != nil {
			return err
		}
		return enableGiftCard(tx, id, enabled)
	})
}

// AdjustGiftCard gives to a card, or with a negative amount takes from it, and says why. A balance is never below zero:
// then the answer is a Conflict fault.
func (s *Service) AdjustGiftCard(ctx context.Context, id, amount int64, reason, reference string) (card GiftCard, err error) {
	if amount == 0 || amount < -maxAmount || amount > maxAmount {
		return GiftCard{}, fault.Invalidf("amount", "an adjustment is up to %d minor units either way and not 0, got %d", int64(maxAmount), amount)
	}
	if err := first(checkText("reason", reason, 1, maxText), checkText("reference", reference, 0, maxText)); err != nil {
		return GiftCard{}, err
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		moved, err := moveBalance(tx, id, amount)
		if err != nil {
			return err
		}
		if card, err = findGiftCard(tx, id); err != nil {
			return err
		}
		switch {
		case !moved && amount > 0:
			return fault.Conflictf("amount", "a gift card holds up to %d minor units; there are %d on it", int64(maxAmount), card.Balance)
		case !moved:
			return short(card, -amount)
		}
		return enter(tx, id, amount, card.Balance, reason, reference)
	})
	return card, err
}

// TakeFromGiftCard spends from a card in the transaction of whoever is paid. Where there is not so much on it, or it
// cannot be used, the answer is a Conflict fault. reference says what was paid.
func (s *Service) TakeFromGiftCard(tx database.Tx, id, amount int64, reference string) error {
	if amount <= 0 {
		return fault.Invalidf("amount", "what is spent is above 0, got %d", amount)
	}
	if err := checkText("reference", reference, 0, maxText); err != nil {
		return err
	}
	spent, err := spend(tx, id, amount)
	if err != nil {
		return err
	}
	card, err := findGiftCard(tx, id)
	switch {
	case err != nil:
		return err
	case spent:
		return enter(tx, id, -amount, card.Balance, "spent", reference)
	case !card.Enabled || card.ExpiresAt != nil && !tx.Now.Before(*card.ExpiresAt):
		return fault.Conflictf("giftCardCodes", "the gift card ending in %s cannot be used", card.LastCharacters)
	}
	return short(card, amount)
}

// short says that there is less on a card than is to be taken from it.
func short(card GiftCard, amount int64) error {
	return fault.Conflictf("amount", "there are %d minor units on the gift card, not %d", card.Balance, amount)
}

// PutZone declares a delivery zone with its rates: a new one without an id, else the one of the id. Rates are known by their
// handles, in whatever order they are given.
func (s *Service) PutZone(ctx context.Context, zone Zone) (out Zone, err error) {
	if err := checkZone(&zone); err != nil {
		return Zone{}, err
	}
	err = s.write(ctx, func(tx database.Tx) ([]int64, error) {
		zones, err := loadZones(tx)
		if err != nil {
			return nil, err
		}
		pickups, err := loadPickups(tx)
		if err != nil {
			return nil, err
		}
		if err := apart(zone, pickups); err != nil {
			return nil, err
		}
		out = zone
		out.Places, out.Rates = list(zone.Places), slices.Clone(zone.Rates)
		was, err := fitZone(zones, &out)
		if err != nil {
			return nil, err
		}
		out.CreatedAt, out.UpdatedAt = was.CreatedAt, was.UpdatedAt
		if was.ID != 0 && bytes.Equal(asJSON(was.sorted()), asJSON(out.sorted())) {
			return nil, nil
		}
		if out.UpdatedAt = tx.Now; was.ID == 0 {
			out.CreatedAt = tx.Now
		}
		if err := saveZone(tx, &out, was.ID == 0); err != nil {
			return nil, err
		}
		return []int64{out.ID}, nil
	})
	return out, err
}

// apart refuses rates that have a pickup's handle: buyers choose among both by handles alone.
func apart(zone Zone, pickups []Pickup) error {
	for i, r := range zone.Rates {
		if slices.ContainsFunc(pickups, func(p Pickup) bool { return p.Handle == r.Handle }) {
			return fault.Conflictf(fmt.Sprintf("rates.%d.handle", i), "a pickup has the handle %q already", r.Handle)
		}
	}
	return nil
}

// fitZone finds the zone that is declared among those there are, gives its rates their ids, and refuses what two zones
// would share.
func fitZone(zones []Zone, zone *Zone) (was Zone, err error) {
	handles := map[string]string{} // names of the other zones by the handles of their rates
	for _, z := range zones {
		if z.ID == zone.ID {
			was = z
			continue
		}
		if z.Name == zone.Name {
			return was, fault.Conflictf("name", "another zone is called %q", zone.Name)
		}
		if len(z.Places) == 0 && len(zone.Places) == 0 {
			return was, fault.Conflictf("places", "%q is the rest of the world already", z.Name)
		}
		for i, p := range zone.Places {
			if clash := overlap(z.Places, p); clash != "" {
				return was, fault.Conflictf(fmt.Sprintf("places.%d", i), "%s is in the zone %q already", clash, z.Name)
			}
		}
		for _, r := range z.Rates {
			handles[r.Handle] = z.Name
		}
	}
	if zone.ID != 0 && was.ID == 0 {
		return was, fault.NotFoundf("id", "there is no such zone")
	}
	ids := make(map[string]int64, len(was.Rates))
	for _, old := range was.Rates {
		ids[old.Handle] = old.ID
	}
	for i := range zone.Rates {
		r := &zone.Rates[i]
		if name, taken := handles[r.Handle]; taken {
			return was, fault.Conflictf(fmt.Sprintf("rates.%d.handle", i), "the zone %q has a rate %q already", name, r.Handle)
		}
		r.ID, r.ZoneID = ids[r.Handle], zone.ID
	}
	return was, nil
}

// RemoveZone removes a zone with its rates: nothing is delivered there any more, unless the rest of the world is.
func (s *Service) RemoveZone(ctx context.Context, id int64) error {
	return s.write(ctx, func(tx database.Tx) ([]int64, error) {
		gone, err := removeZone(tx, id)
		if err == nil && !gone {
			err = fault.NotFoundf("id", "there is no such zone")
		}
		return []int64{id}, err
	})
}

// Zones lists the delivery zones with their rates.
func (s *Service) Zones(ctx context.Context) ([]Zone, error) { return loadZones(s.reading(ctx)) }

// PutPickups declares where goods can be collected: these places and no others, in whatever order.
func (s *Service) PutPickups(ctx context.Context, rows []Pickup) error {
	if err := checkPickups(rows); err != nil {
		return err
	}
	return s.replace(ctx, func(tx database.Tx) (bool, error) {
		zones, err := loadZones(tx)
		if err != nil {
			return false, err
		}
		for i, p := range rows {
			for _, z := range zones {
				if slices.ContainsFunc(z.Rates, func(r Rate) bool { return r.Handle == p.Handle }) {
					return false, fault.Conflictf(fmt.Sprintf("pickups.%d.handle", i), "the zone %q has a rate %q already", z.Name, p.Handle)
				}
			}
		}
		return replacePickups(tx, rows)
	})
}

// Pickups lists where goods can be collected.
func (s *Service) Pickups(ctx context.Context) ([]Pickup, error) { return loadPickups(s.reading(ctx)) }

// PutTaxRates declares the taxes of a country: these and no others, in whatever order.
func (s *Service) PutTaxRates(ctx context.Context, country string, rows []TaxRate) error {
	if err := checkTaxRates(country, rows); err != nil {
		return err
	}
	return s.replace(ctx, func(tx database.Tx) (bool, error) { return replaceTaxRates(tx, country, rows) })
}

// TaxRates lists all taxes.
func (s *Service) TaxRates(ctx context.Context) ([]TaxRate, error) {
	return loadTaxRates(s.reading(ctx))
}

// SetTaxIncluded says whether prices include tax.
func (s *Service) SetTaxIncluded(ctx context.Context, included bool) error {
	return s.replace(ctx, func(tx database.Tx) (bool, error) { return setTaxIncluded(tx, included) })
}

// replace is a write that tells whether it changed anything.
func (s *Service) replace(ctx context.Context, f func(database.Tx) (bool, error)) error {
	return s.write(ctx, func(tx database.Tx) ([]int64, error) {
		changed, err := f(tx)
		if err != nil || !changed {
			return nil, err
		}
		return []int64{0}, nil
	})
}
