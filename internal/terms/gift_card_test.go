package terms_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

func TestGiftCards(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		card, code := issue(t, s, terms.GiftCardSpec{Currency: "EUR", Balance: 1000})
		if len(code) != 16 || card.LastCharacters != code[12:] {
			t.Errorf("the code %q ends in %q", code, card.LastCharacters)
		}
		got, err := s.FindGiftCardByCode(t.Context(), code)
		must(t, err)
		if got.ID != card.ID {
			t.Errorf("found %d", got.ID)
		}
		_, err = s.CreateGiftCard(t.Context(), act.Nobody{}, terms.GiftCardSpec{Code: code, Currency: "EUR", Balance: 1})
		wantFault(t, err, "TAKEN", "code")
		_, err = s.AdjustGiftCard(t.Context(), act.Nobody{}, card.ID, terms.Adjustment{Amount: -1001, Reason: "too much"})
		wantFault(t, err, "CONFLICT", "amount")
		moved, err := s.AdjustGiftCard(t.Context(), act.Nobody{}, card.ID, terms.Adjustment{Amount: 500, Reason: "goodwill", Reference: "ticket 7"})
		must(t, err)
		if moved.Card.Balance != 1500 || moved.Entry.Balance != 1500 {
			t.Errorf("the balance is %d", moved.Card.Balance)
		}
		_, err = s.AdjustGiftCard(t.Context(), act.Nobody{}, card.ID, terms.Adjustment{Amount: 999_999_999_000, Reason: "too much"})
		wantFault(t, err, "CONFLICT", "amount")
		_, err = s.AdjustGiftCard(t.Context(), act.Nobody{}, card.ID, terms.Adjustment{Amount: 1, Reason: "goodwill", Reference: strings.Repeat("x", 256)})
		wantFault(t, err, "BAD_USER_INPUT", "reference")
		_, err = s.AdjustGiftCard(t.Context(), act.Nobody{}, 99, terms.Adjustment{Amount: 1, Reason: "goodwill"})
		wantFault(t, err, "NOT_FOUND")
		take := func(id, amount int64, reference string) error {
			return db.InTx(t.Context(), func(tx database.Tx) error { return s.TakeFromGiftCard(tx, id, amount, reference) })
		}
		wantFault(t, take(card.ID, 0, "order"), "BAD_USER_INPUT", "amount")
		wantFault(t, take(card.ID, 1501, "order"), "CONFLICT", "amount")
		wantFault(t, take(card.ID, 1, strings.Repeat("x", 256)), "BAD_USER_INPUT", "reference")
		wantFault(t, take(99, 1, "order"), "NOT_FOUND")
		past, future := db.Now().Add(-time.Hour), db.Now().Add(time.Hour+time.Nanosecond)
		old, _ := issue(t, s, terms.GiftCardSpec{Code: "OLD-CARD-1", Currency: "EUR", Balance: 100, ExpiresAt: &past})
		wantFault(t, take(old.ID, 1, "order"), "CONFLICT", "giftCardCodes")
		young, _ := issue(t, s, terms.GiftCardSpec{Code: "NEW-CARD-1", Currency: "EUR", Balance: 100, ExpiresAt: &future})
		must(t, take(young.ID, 40, "order"))
		kept, err := s.FindGiftCard(t.Context(), young.ID)
		must(t, err)
		if kept.Balance != 60 || !kept.ExpiresAt.Equal(*young.ExpiresAt) {
			t.Errorf("60 are left, and it expires as was said: %+v, %v", kept, young.ExpiresAt)
		}
		must(t, no(s.EnableGiftCard(t.Context(), act.Nobody{}, card.ID, false, nil)))
		err = db.InTx(t.Context(), func(tx database.Tx) error { return s.TakeFromGiftCard(tx, card.ID, 1, "order") })
		wantFault(t, err, "CONFLICT", "giftCardCodes")
		for name, bad := range map[string]terms.GiftCardSpec{
			"a short code": {Code: "ABC", Currency: "EUR", Balance: 1}, "no money": {Currency: "EUR"}, "no currency": {Balance: 1, Currency: "XXZ"},
			"an expiry that no database has": {Currency: "EUR", Balance: 1, ExpiresAt: &time.Time{}},
		} {
			if _, err := s.CreateGiftCard(t.Context(), act.Nobody{}, bad); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestGiftCardsAreSecret prints a declaration in the ways that logs do.
func TestGiftCardsAreSecret(t *testing.T) {
	spec := terms.GiftCardSpec{Code: "TOP-SECRET", Currency: "EUR", Balance: 1}
	var logged strings.Builder
	slog.New(slog.NewTextHandler(&logged, nil)).Info("card", "spec", spec)
	for _, text := range []string{fmt.Sprint(spec), fmt.Sprintf("%+v %#v %s", spec, spec, &spec), logged.String()} {
		if strings.Contains(text, "SECRET") {
			t.Errorf("it says %q", text)
		}
	}
}
