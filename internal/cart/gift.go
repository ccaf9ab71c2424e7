package cart

import (
	"slices"
	"strconv"
	"strings"

	"cartwright/internal/terms"
)

// addGifts gives gift cards. A card that cannot pay anything is refused, in the same words whether it is unknown, used
// up, expired or switched off: nobody shall learn from it which codes exist.
func (d *draft) addGifts(codes []string) {
	if !d.fits("giftCardCodes", len(codes)) {
		return
	}
	for i, code := range codes {
		if strings.TrimSpace(code) == "" {
			continue
		}
		card, ok := d.terms.GiftCards[d.terms.ByCode[code]]
		if !ok || !d.pays(card) {
			d.refuse(Invalid, []string{"giftCardCodes", strconv.Itoa(i)}, "this gift card cannot be used")
			continue
		}
		if !slices.ContainsFunc(d.cart.Gifts, func(g Gift) bool { return g.ID == card.ID }) {
			d.cart.Gifts = append(d.cart.Gifts, Gift{ID: card.ID, Last: card.LastCharacters})
		}
	}
	if n := len(d.cart.Gifts); n > maxGifts {
		d.refuse(MaximumExceeded, []string{"giftCardCodes"}, "a cart takes at most %d gift cards, this would be %d", maxGifts, n)
	}
}

// setGifts gives these gift cards and takes all others back.
func (d *draft) setGifts(codes []string) {
	d.cart.Gifts = []Gift{}
	d.addGifts(codes)
}

// removeGifts takes gift cards back.
func (d *draft) removeGifts(ids []int64) {
	if !d.fits("appliedGiftCardIds", len(ids)) {
		return
	}
	for i, id := range ids {
		if !slices.ContainsFunc(d.cart.Gifts, func(g Gift) bool { return g.ID == id }) {
			d.refuse(Invalid, []string{"appliedGiftCardIds", strconv.Itoa(i)}, "the cart has no such gift card")
		}
	}
	d.cart.Gifts = slices.DeleteFunc(d.cart.Gifts, func(g Gift) bool { return slices.Contains(ids, g.ID) })
}

// pays reports whether a card can pay something for this cart.
func (d *draft) pays(g terms.GiftCard) bool {
	return g.Enabled && g.Balance > 0 && g.Currency == d.cart.Currency && (g.ExpiresAt == nil || d.tx.Now.Before(*g.ExpiresAt))
}

// spent takes back cards that cannot pay any more, with a notice.
func (d *draft) spent() {
	d.cart.Gifts = slices.DeleteFunc(d.cart.Gifts, func(g Gift) bool {
		if d.pays(d.terms.GiftCards[g.ID]) {
			return false
		}
		d.notice(GiftCardsUnavailable, Target{}, "the gift card ending in %s cannot be used any more and was taken out of the cart", g.Last)
		return true
	})
	for i := range d.cart.Gifts {
		d.cart.Gifts[i].Balance = d.terms.GiftCards[d.cart.Gifts[i].ID].Balance
	}
}
