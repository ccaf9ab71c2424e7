package price

// pay lets the gift cards pay what they can of the total, in the order they were given. A card that has nothing left to
// pay, or nothing to pay with, is told with 0.
func (q *quote) pay() {
	b := &q.bill
	b.Due = b.Total
	for _, card := range q.cart.GiftCards {
		used := min(max(card.Balance, 0), b.Due)
		b.GiftCards = append(b.GiftCards, GiftCardUse{ID: card.ID, Used: used})
		b.GiftCardsUsed += used
		b.Due -= used
	}
}
