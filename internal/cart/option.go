package cart

import (
	"slices"

	"cartwright/internal/price"
)

// OptionInput chooses a way of delivery for a group.
type OptionInput struct {
	Group  int64 // number of the delivery group; there is one, numbered 1; 0: the id was none of this cart
	Handle string
}

// TheGroup is the number of a cart's delivery group.
const TheGroup = 1

// chooseOptions chooses how the goods get to the buyer.
func (d *draft) chooseOptions(inputs []OptionInput, quote func() price.Bill) {
	if !d.fits("selectedDeliveryOptions", len(inputs)) {
		return
	}
	for i, in := range inputs {
		at := origin{"selectedDeliveryOptions", i}
		if in.Group != TheGroup || !d.cart.Ships() {
			d.refuse(InvalidGroup, at.path("deliveryGroupId"), "the cart has no such delivery group")
			continue
		}
		offered := quote().Options
		if !slices.ContainsFunc(offered, func(o price.Option) bool { return o.Handle == in.Handle }) {
			d.refuse(InvalidOption, at.path("deliveryOptionHandle"), "%s is not offered for this delivery", quoted(in.Handle))
			continue
		}
		d.cart.DeliveryOption = in.Handle
	}
}
