package price

import "time"

// quote is one pricing at work. The steps run in the order of the package comment, each on the lines as the one before has
// left them.
type quote struct {
	cart   *Cart
	rules  *Rules
	lines  []line // by id
	every  []int  // the indices of all lines
	ships  bool   // something needs delivery
	offers []offer
	chosen []*offer // the accepted offers, best first
	states []CodeState
	bill   Bill

	// What is worked out once, when it is first asked for.
	bare      *delivery // what can be had for the cart as it is before discounts
	byUnit    []int     // lines, the cheapest unit first
	buyerTags map[string]bool

	marks   []uint8 // room for BuyGet
	given   []int64 // likewise
	weights []int64 // room for claims
}

// Quote works out what a cart costs under the rules, in the steps of the package comment. The same cart always costs the
// same: neither the order of its lines nor that of the rules changes a figure.
//
// The caller sees to it that quantities are at least 1, unit prices are not negative, no two lines have the same id, the
// sum of unit price times quantity is at most 1e17 minor units, and the tax rates that meet on one line are together below
// 1,000 %. Then nothing overflows, whatever else the rules say.
func Quote(c Cart, r Rules) Bill {
	return newQuote(&c, &r).run()
}

func newQuote(c *Cart, r *Rules) *quote {
	q := &quote{cart: c, rules: r, lines: sortLines(c.Lines)}
	q.every = make([]int, len(q.lines))
	for i, l := range q.lines {
		q.every[i] = i
		q.ships = q.ships || l.Ships
	}
	return q
}

func (q *quote) run() Bill {
	q.openBill()
	q.choose()
	q.takeOffProducts()
	q.takeOffOrder()
	q.deliver()
	q.levy()

	b := &q.bill
	for _, l := range q.lines {
		line := &b.Lines[l.at]
		line.Total = line.Subtotal
		for _, s := range line.Shares {
			line.Total -= s.Amount
		}
		b.Subtotal += line.Total
	}
	b.Total = b.Subtotal - b.OrderSavings + b.Delivery + b.TaxAdded
	q.pay()
	return q.bill
}

// openBill begins the bill with what the lines cost before anything is taken off or added.
func (q *quote) openBill() {
	b := &q.bill
	b.Lines = make([]LineBill, len(q.lines))
	for _, l := range q.lines {
		b.Lines[l.at] = LineBill{ID: l.ID, Subtotal: l.subtotal}
		b.Merchandise += l.subtotal
	}
	b.Estimated = q.ships && !q.cart.Deliver || q.cart.Destination.Country == ""
	b.Until = q.until()
}

// until is the next moment at which a discount begins or ends.
func (q *quote) until() *time.Time {
	var next time.Time
	consider := func(t time.Time) {
		if t.After(q.cart.Now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for i := range q.rules.Discounts {
		d := &q.rules.Discounts[i]
		if !d.Enabled {
			continue
		}
		consider(d.StartsAt)
		if d.EndsAt != nil {
			consider(*d.EndsAt)
		}
	}
	if next.IsZero() {
		return nil
	}
	return &next
}
