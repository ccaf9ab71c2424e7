package price

import "cartwright/internal/money"

// claimOrder works out what a discount on the order takes of what all lines have left. A percentage is taken once, of the
// whole, and rounded half up.
func (q *quote) claimOrder(o *offer) claim {
	c, sum := q.claimAll(q.every)
	if o.Kind == Percentage {
		c.total = percent(sum, o.BasisPoints)
	} else {
		c.total = min(max(o.Amount, 0), sum)
	}
	return c
}

// takeOffOrder takes the chosen discounts on the order off what the products cost by now, one after another. Each leaves a
// share on every line, even one of nothing: clients match the shares with the lines by counting.
func (q *quote) takeOffOrder() {
	b := &q.bill
	room := 0 // what the shares of all of them take
	for _, o := range q.chosen {
		if o.Class == OnOrder {
			room += len(q.lines)
		}
	}
	for _, o := range q.chosen {
		if o.Class != OnOrder {
			continue
		}
		c := q.claimOrder(o)
		if c.total == 0 {
			continue
		}
		discount := q.apply(o, c.total)
		b.OrderSavings += c.total
		first := len(b.OrderShares)
		if b.OrderShares == nil {
			b.OrderShares = make([]Share, 0, room)
		}
		b.OrderShares = b.OrderShares[:first+len(q.lines)]
		for n, amount := range money.Split(c.total, c.weights) {
			l := &q.lines[c.lines[n]]
			l.left -= amount
			b.Lines[l.at].Order += amount
			b.OrderShares[first+l.at] = Share{Discount: discount, Line: l.at, Amount: amount}
		}
	}
}
