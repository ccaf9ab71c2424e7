package price

import "slices"

// offer is a discount that the cart asks for, by a code or by itself.
type offer struct {
	*Discount
	code   string // as entered; "" for an automatic one
	reason Reason // why it is not taken; "": it is
	items  []int  // lines it applies to; of a BuyGet, those whose purchase counts
	gets   []int  // BuyGet: lines whose units it gives
	value  int64  // what it takes off the bare cart when it is alone
}

// findOffers gathers the automatic discounts and those whose codes were entered, and tells of each whether the cart may
// have it. Every code gets a state, which settle completes.
func (q *quote) findOffers() {
	byKey := map[string]*Discount{}
	q.offers = make([]offer, 0, len(q.rules.Discounts))
	for i := range q.rules.Discounts {
		d := &q.rules.Discounts[i]
		if d.Code == "" {
			q.offers = append(q.offers, offer{Discount: d})
			continue
		}
		if len(q.cart.Codes) == 0 {
			continue
		}
		// Codes are unique in the shop. Should two be alike, the older discount has it.
		folded := key(d.Code)
		if other := byKey[folded]; other == nil || d.ID < other.ID {
			byKey[folded] = d
		}
	}
	q.states = make([]CodeState, len(q.cart.Codes))
	seen := map[int64]bool{}
	for i, code := range q.cart.Codes {
		q.states[i] = CodeState{Code: code, Reason: NotFound}
		folded := key(code)
		d := byKey[folded]
		if d == nil || folded == "" {
			continue
		}
		q.states[i].DiscountID = d.ID
		if !seen[d.ID] {
			seen[d.ID] = true
			q.offers = append(q.offers, offer{Discount: d, code: code})
		}
	}
	for i := range q.offers {
		q.offers[i].reason = q.examine(&q.offers[i])
	}
}

// examine finds the lines of an offer and says why the cart may not have it, by the first reason that fits; "": it may.
func (q *quote) examine(o *offer) Reason {
	if !o.inForce(q) {
		return Inactive
	}
	if o.Limit > 0 && o.Used >= o.Limit {
		return UsedUp
	}
	if reason := q.admit(o.Discount); reason != "" {
		return reason
	}

	o.items = q.every
	switch {
	case o.Kind == BuyGet:
		o.items, o.gets = q.entitled(o.Buys), q.entitled(o.Gets)
	case o.Class == OnProducts:
		o.items = q.entitled(o.Items)
	}
	if len(o.items)+len(o.gets) == 0 {
		return NoEntitledLines
	}
	amount, units := q.amount(o.items)
	if amount < o.MinimumAmount {
		return AmountNotInRange
	}
	if units < o.MinimumQuantity {
		return QuantityNotInRange
	}
	switch {
	case o.Kind == BuyGet && units < o.BuyQuantity:
		return QuantityNotInRange
	case o.Kind == BuyGet && len(o.gets) == 0:
		return NoEntitledLines
	case o.Kind == BuyGet && q.deal(o).gotten == 0:
		return QuantityNotInRange
	case o.Kind == FreeShipping && !q.reaches(o.Discount):
		return NoEntitledDelivery
	}
	return ""
}

// inForce reports whether the discount is switched on and its time is now. One whose kind does not go with its class is
// never in force.
func (d *Discount) inForce(q *quote) bool {
	var sound bool
	switch d.Kind {
	case Percentage, Fixed:
		sound = d.Class == OnProducts || d.Class == OnOrder
	case BuyGet:
		sound = d.Class == OnProducts
	case FreeShipping:
		sound = d.Class == OnShipping
	}
	now := q.cart.Now
	return sound && d.Enabled && !now.Before(d.StartsAt) && (d.EndsAt == nil || now.Before(*d.EndsAt))
}

// admit says why the buyer may not have the discount; "": they may. Somebody is among those it is for by id or by a tag.
// A guest may have a discount that each customer may use so many times: nobody knows of another use.
func (q *quote) admit(d *Discount) Reason {
	buyer := q.cart.Buyer
	if len(d.Customers)+len(d.Tags) > 0 {
		if buyer == nil {
			return CustomerMissing
		}
		if !slices.Contains(d.Customers, buyer.CustomerID) && !slices.ContainsFunc(d.Tags, q.buyerHas) {
			return CustomerIneligible
		}
	}
	if d.OncePer > 0 && buyer != nil && buyer.Uses[d.ID] >= d.OncePer {
		return CustomerUsedUp
	}
	return ""
}

// buyerHas reports whether the buyer has the tag.
func (q *quote) buyerHas(tag string) bool {
	if q.buyerTags == nil {
		q.buyerTags = make(map[string]bool, len(q.cart.Buyer.Tags))
		for _, t := range q.cart.Buyer.Tags {
			q.buyerTags[key(t)] = true
		}
	}
	return q.buyerTags[key(tag)]
}

// reaches reports whether a discount on deliveries has something to work on: goods that need one, a destination in its
// countries, and a way there that costs no more than it covers. What is not known yet does not speak against it.
func (q *quote) reaches(d *Discount) bool {
	to := q.cart.Destination.Country
	if !q.ships || to != "" && len(d.Countries) > 0 && !slices.Contains(d.Countries, to) {
		return false
	}
	return !q.addressed() || slices.ContainsFunc(q.bareDelivery().options, d.covers)
}

// covers reports whether the delivery is cheap enough for the discount.
func (d *Discount) covers(o Option) bool {
	return d.MaxDelivery <= 0 || o.Price <= d.MaxDelivery
}
