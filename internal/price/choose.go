package price

import (
	"cmp"
	"slices"
)

// Which discounts stand together is settled before any of them is taken off:
//
//  1. Each discount that the cart may have is valued alone, on the cart as it is before discounts: what would it take? One
//     on the delivery is worth the price of the chosen delivery, or the default one's, for the goods at full price.
//  2. They are put in order: the larger value first, of equal values codes before automatic ones, then the lower id.
//  3. In that order each is accepted if it may stand beside every one accepted before it. Two may stand together if each
//     allows the other's class: WithProducts, WithOrder and WithShipping say what a discount allows beside itself.
//
// So two discounts on products are taken together only if both have WithProducts, and a line that both apply to bears the
// second on what the first has left.
//
// A code whose discount is not accepted is not honoured. One that is accepted stays applicable even if others leave it
// nothing to take.

// choose finds the discounts of the cart and accepts those that may stand together, best first.
func (q *quote) choose() {
	q.findOffers()
	ranked := make([]*offer, 0, len(q.offers))
	for i := range q.offers {
		o := &q.offers[i]
		if o.reason == "" {
			o.value = q.value(o)
			ranked = append(ranked, o)
		}
	}
	slices.SortFunc(ranked, func(a, b *offer) int {
		return cmp.Or(cmp.Compare(b.value, a.value), compareBool(a.code == "", b.code == ""), cmp.Compare(a.ID, b.ID))
	})
	for _, o := range ranked {
		if slices.ContainsFunc(q.chosen, func(c *offer) bool { return !c.standsBeside(o.Discount) }) {
			o.reason = NotHonoured
			continue
		}
		q.chosen = append(q.chosen, o)
	}
	q.settle()
}

// settle tells of each code what became of its discount.
func (q *quote) settle() {
	for i := range q.states {
		s := &q.states[i]
		for j := range q.offers {
			if o := &q.offers[j]; s.DiscountID != 0 && o.ID == s.DiscountID {
				s.Reason, s.Applicable = o.reason, o.reason == ""
			}
		}
	}
	q.bill.Codes = q.states
}

// value is what the offer takes when it is alone. It is asked while the lines are whole.
func (q *quote) value(o *offer) int64 {
	switch o.Class {
	case OnProducts:
		return q.claimProducts(o).total
	case OnOrder:
		return q.claimOrder(o).total
	}
	if option, ok := q.bareDelivery().charged(); ok && o.covers(option) {
		return option.Price
	}
	return 0
}

// standsBeside reports whether the two discounts may be taken off one cart.
func (d *Discount) standsBeside(other *Discount) bool {
	return d.allows(other.Class) && other.allows(d.Class)
}

// allows reports whether the discount may stand beside one of the class.
func (d *Discount) allows(c Class) bool {
	switch c {
	case OnProducts:
		return d.WithProducts
	case OnOrder:
		return d.WithOrder
	case OnShipping:
		return d.WithShipping
	}
	return false
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
