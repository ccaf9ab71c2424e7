package price

import "cartwright/internal/money"

// claim is what a discount asks for: a total, and the weights by which lines bear it. No weight is above what its line has
// left and no total above the sum of weights, so no share is above what its line has left.
//
// The weights are shared room: a claim holds until the next one is made.
type claim struct {
	total   int64
	lines   []int
	weights []int64
}

// claimProducts works out what a discount on products takes of what its lines have left.
//
// A percentage is taken once, of the sum over its lines, and rounded half up; the lines share that. Ten percent of goods
// worth 9.99 is then 1.00 however many lines they are spread over.
func (q *quote) claimProducts(o *offer) claim {
	if o.Kind == BuyGet {
		return q.claimGifts(o)
	}
	c, sum := q.claimAll(o.items)
	switch {
	case o.Kind == Percentage:
		c.total = percent(sum, o.BasisPoints)
	case o.EachUnit:
		for n, i := range c.lines {
			c.weights[n] = times(o.Amount, q.lines[i].Quantity, c.weights[n])
			c.total += c.weights[n]
		}
	default:
		c.total = min(max(o.Amount, 0), sum)
	}
	return c
}

// claimAll is a claim of nothing yet, weighed by all that the lines have left, and the sum of that.
func (q *quote) claimAll(lines []int) (c claim, sum int64) {
	c = claim{lines: lines, weights: q.weights[:0]}
	for _, i := range lines {
		c.weights = append(c.weights, q.lines[i].left)
		sum += q.lines[i].left
	}
	q.weights = c.weights
	return c, sum
}

// takeOffProducts takes the chosen discounts on products off the lines, one after another.
func (q *quote) takeOffProducts() {
	for _, o := range q.chosen {
		if o.Class != OnProducts {
			continue
		}
		c := q.claimProducts(o)
		if c.total == 0 {
			continue
		}
		discount := q.apply(o, c.total)
		for n, amount := range money.Split(c.total, c.weights) {
			if amount == 0 {
				continue
			}
			l := &q.lines[c.lines[n]]
			l.left -= amount
			line := &q.bill.Lines[l.at]
			line.Shares = append(line.Shares, Share{Discount: discount, Line: l.at, Amount: amount})
		}
	}
}

// apply writes a discount on the bill and gives its place there.
func (q *quote) apply(o *offer, taken int64) int {
	a := Applied{
		DiscountID: o.ID, Code: o.code, Title: o.Title, Class: o.Class, Kind: o.Kind, Taken: taken,
		Method: Each, Selection: All,
	}
	switch o.Kind {
	case Percentage, BuyGet:
		a.BasisPoints = min(max(o.BasisPoints, 0), wholeBasisPoints)
	case FreeShipping:
		a.BasisPoints = wholeBasisPoints
	case Fixed:
		a.Amount = o.Amount
	}
	switch {
	case o.Class == OnOrder:
		a.Method = Across
	case o.Kind == BuyGet:
		a.Selection = Explicit
	case o.Class == OnProducts:
		if !o.Items.All {
			a.Selection = Entitled
		}
		if o.Kind == Fixed && !o.EachUnit {
			a.Method = Across
		}
	}
	q.bill.Discounts = append(q.bill.Discounts, a)
	return len(q.bill.Discounts) - 1
}

// wholeBasisPoints is one hundred percent.
const wholeBasisPoints = 10_000

// percent is so many basis points of an amount, rounded half up; never negative and never more than the amount.
func percent(amount, basisPoints int64) int64 {
	return money.Percent(amount, min(max(basisPoints, 0), wholeBasisPoints), money.HalfUp)
}
