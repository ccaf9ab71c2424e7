package terms

import (
	"context"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/page"
)

// GiftCardListing is what cursors of gift cards are of.
const GiftCardListing = "gift_cards"

// NewGiftCard is a card that was made, with its code. The code is kept nowhere, not even for whoever asks again with the
// same idempotency key: then it is empty.
type NewGiftCard struct {
	Card GiftCard `json:"card"`
	Code string   `json:"-"`
}

// CreateGiftCard makes a gift card and gives its code. Faults: Invalid at the fields of the spec, TAKEN at code.
func (s *Service) CreateGiftCard(ctx context.Context, by act.By, spec GiftCardSpec) (NewGiftCard, error) {
	if spec.Code == "" {
		spec.Code = newCode()
	}
	if err := checkGiftCard(&spec); err != nil {
		return NewGiftCard{}, err
	}
	out, err := act.Do(ctx, s.db, by, func(tx database.Tx) (NewGiftCard, error) {
		card := GiftCard{CodeHash: hashCode(spec.Code), LastCharacters: lastCharacters(spec.Code), Currency: spec.Currency, Initial: spec.Balance,
			Balance: spec.Balance, Enabled: true, ExpiresAt: moment(spec.ExpiresAt), Note: spec.Note, CreatedAt: tx.Now, UpdatedAt: tx.Now, Version: 1}
		others, err := giftCards(tx, nil, [][]byte{card.CodeHash})
		if err == nil && len(others) > 0 {
			err = taken("code", "another gift card has this code")
		}
		if err != nil {
			return NewGiftCard{}, err
		}
		if err := saveRow(tx, &card, true); err != nil {
			return NewGiftCard{}, err
		}
		if _, err := enter(tx, card.ID, spec.Balance, spec.Balance, "issued", ""); err != nil {
			return NewGiftCard{}, err
		}
		return NewGiftCard{card, spec.Code}, by.Note(tx, act.Entry{Action: "giftCard.create", Kind: "giftCard", ID: card.ID, After: card.noted()})
	})
	return out, err
}

// notedGiftCard is what the audit log keeps of a gift card: nothing of its code but what everybody is shown.
type notedGiftCard struct {
	LastCharacters string         `json:"lastCharacters"`
	Currency       money.Currency `json:"currency"`
	Balance        int64          `json:"balance"`
	Enabled        bool           `json:"enabled"`
	ExpiresAt      *time.Time     `json:"expiresAt,omitempty"`
	Note           string         `json:"note,omitempty"`
}

func (g *GiftCard) noted() notedGiftCard {
	return notedGiftCard{g.LastCharacters, g.Currency, g.Balance, g.Enabled, g.ExpiresAt, g.Note}
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
func (s *Service) GiftCards(ctx context.Context, reverse bool, args page.Args) (page.Conn[GiftCard], error) {
	return listByID(ctx, s.db, listing{name: GiftCardListing, where: always, reverse: reverse}, args, func(g GiftCard) int64 { return g.ID })
}

// GiftCardEntries pages over the movements of each card's balance, the first one first; one statement for all cards.
func (s *Service) GiftCardEntries(ctx context.Context, ids []int64, reverse bool, args page.Args) (map[int64]page.Conn[GiftCardEntry], error) {
	want, err := page.Check("gift_card_entries", args)
	if err != nil {
		return nil, err
	}
	rows, err := entriesOf(s.reading(ctx), ids, reverse, want)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]page.Conn[GiftCardEntry], len(ids))
	byCard := make(map[int64][]GiftCardEntry, len(ids))
	for _, r := range rows {
		byCard[r.GiftCardID] = append(byCard[r.GiftCardID], r)
	}
	for _, id := range ids {
		out[id] = page.Cut(want, byCard[id], func(e GiftCardEntry) string { return page.Cursor{ID: e.ID}.Encode("gift_card_entries") })
	}
	return out, nil
}

// GiftCardChange is what staff may change of a gift card.
type GiftCardChange struct {
	Enabled   bool
	ExpiresAt *time.Time
	Note      string
}

// EditGiftCard writes what change makes of a gift card. Carts find it usable or not when they are touched the next time.
// Faults: NotFound at id, Invalid at note and expiresAt, Conflict at expectedVersion, with the card as it is.
func (s *Service) EditGiftCard(ctx context.Context, by act.By, id int64, expected *int64, change func(*GiftCardChange)) (GiftCard, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (GiftCard, error) {
		was, err := holdGiftCard(tx, id)
		if err != nil {
			return GiftCard{}, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		c := GiftCardChange{was.Enabled, was.ExpiresAt, was.Note}
		change(&c)
		if err := first(checkText("note", c.Note, 0, 1000), checkTime("expiresAt", c.ExpiresAt)); err != nil {
			return GiftCard{}, err
		}
		row := was
		row.Enabled, row.ExpiresAt, row.Note = c.Enabled, moment(c.ExpiresAt), c.Note
		if sameJSON(was, row) {
			return was, nil
		}
		row.UpdatedAt, row.Version = tx.Now, was.Version+1
		if err := changeGiftCard(tx, row); err != nil {
			return GiftCard{}, err
		}
		return row, by.Note(tx, act.Entry{Action: "giftCard.update", Kind: "giftCard", ID: id, Before: was.noted(), After: row.noted()})
	})
}

// EnableGiftCard switches a gift card on or off.
func (s *Service) EnableGiftCard(ctx context.Context, by act.By, id int64, enabled bool, expected *int64) (GiftCard, error) {
	return s.EditGiftCard(ctx, by, id, expected, func(c *GiftCardChange) { c.Enabled = enabled })
}

// Adjustment moves the balance of a gift card.
type Adjustment struct {
	Amount    int64          // given to the card; negative: taken from it
	Currency  money.Currency // of the amount; empty: the card's
	Reason    string
	Reference string // what it was for, such as the number of a ticket
}

// Movement is a card after its balance was moved, with the entry of the ledger.
type Movement struct {
	Card  GiftCard      `json:"card"`
	Entry GiftCardEntry `json:"entry"`
}

// AdjustGiftCard gives to a card, or with a negative amount takes from it, and says why. A balance is never below zero:
// then the answer is a Conflict fault at amount.
func (s *Service) AdjustGiftCard(ctx context.Context, by act.By, id int64, a Adjustment) (Movement, error) {
	if a.Amount == 0 || a.Amount < -MaxAmount || a.Amount > MaxAmount {
		return Movement{}, fault.Invalidf("amount", "an adjustment is up to %d minor units either way and not 0, got %d", int64(MaxAmount), a.Amount)
	}
	if err := first(checkText("reason", a.Reason, 1, maxText), checkText("reference", a.Reference, 0, maxText)); err != nil {
		return Movement{}, err
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Movement, error) {
		moved, err := moveBalance(tx, id, a.Amount)
		if err != nil {
			return Movement{}, err
		}
		card, err := findGiftCard(tx, id)
		switch {
		case err != nil:
			return Movement{}, err
		case a.Currency != "" && a.Currency != card.Currency:
			return Movement{}, fault.Invalidf("currency", "there are %s on the card, not %s", card.Currency, a.Currency)
		case !moved && a.Amount > 0:
			return Movement{}, fault.Conflictf("amount", "a gift card holds up to %d minor units; there are %d on it", int64(MaxAmount), card.Balance)
		case !moved:
			return Movement{}, short(card, -a.Amount)
		}
		entry, err := enter(tx, id, a.Amount, card.Balance, a.Reason, a.Reference)
		if err != nil {
			return Movement{}, err
		}
		before := card
		before.Balance -= a.Amount
		return Movement{card, entry}, by.Note(tx, act.Entry{Action: "giftCard.adjust", Kind: "giftCard", ID: id, Before: before.noted(), After: card.noted()})
	})
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
		_, err := enter(tx, id, -amount, card.Balance, "spent", reference)
		return err
	case !card.Enabled || card.ExpiresAt != nil && !tx.Now.Before(*card.ExpiresAt):
		return fault.Conflictf("giftCardCodes", "the gift card ending in %s cannot be used", card.LastCharacters)
	}
	return short(card, amount)
}

// short says that there is less on a card than is to be taken from it.
func short(card GiftCard, amount int64) error {
	return fault.Conflictf("amount", "there are %d minor units on the gift card, not %d", card.Balance, amount)
}
