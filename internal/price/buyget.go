package price

import (
	"cmp"
	"slices"
)

// deal is how often a BuyGet fits a cart.
type deal struct {
	gotten  int64 // units that are given at the reduced price
	reserve int64 // most units that can be given of lines that are also bought from, so that enough remain to be bought
}

// Marks of the lines a BuyGet concerns.
const (
	marksBuy uint8 = 1 << iota
	marksGet
)

// mark notes for each line whether the offer counts its units as bought, as gotten or as either.
func (q *quote) mark(o *offer) {
	if q.marks == nil {
		q.marks = make([]uint8, len(q.lines))
	}
	clear(q.marks)
	for _, i := range o.items {
		q.marks[i] |= marksBuy
	}
	for _, i := range o.gets {
		q.marks[i] |= marksGet
	}
}

// deal counts how many units a BuyGet gives. A unit is bought or gotten, never both: "buy two, get one" over one set of
// goods gives one of three units and two of six. Where the last repetition is paid for but not all of its gifts are in the
// cart, those that are count.
func (q *quote) deal(o *offer) deal {
	q.mark(o)
	var onlyBuys, onlyGets, either int64
	for i, l := range q.lines {
		switch q.marks[i] {
		case marksBuy:
			onlyBuys += l.Quantity
		case marksGet:
			onlyGets += l.Quantity
		case marksBuy | marksGet:
			either += l.Quantity
		}
	}
	buys, gets, units := onlyBuys+either, onlyGets+either, onlyBuys+onlyGets+either
	// What is more than there is of everything fits as little as that, and adds up without overflow.
	buy, get := min(max(o.BuyQuantity, 0), units+1), min(max(o.GetQuantity, 0), units+1)
	if get == 0 {
		return deal{}
	}

	// Whole repetitions: enough to buy, enough to get, and enough of both at once.
	times := min(gets/get, units/(buy+get))
	if buy > 0 {
		times = min(times, buys/buy)
	}
	if o.PerOrder > 0 {
		times = min(times, o.PerOrder)
	}
	bought, gotten := times*buy, times*get
	// One more that lacks some of its gifts.
	if (o.PerOrder <= 0 || times < o.PerOrder) && bought+buy <= buys {
		if rest := min(gets-gotten, units-gotten-bought-buy, get); rest > 0 {
			bought += buy
			gotten += rest
		}
	}
	return deal{gotten: gotten, reserve: buys - bought}
}

// claimGifts works out what a BuyGet takes. Of the units it may give, it gives the cheapest, so that the dearest are the
// bought ones; price is the unit price before discounts, and lines of one price give in the order of their ids. Units are
// counted line by line, never one by one.
func (q *quote) claimGifts(o *offer) claim {
	d := q.deal(o)
	if q.given == nil {
		q.given = make([]int64, len(q.lines))
	}
	given := q.given
	clear(given)
	for _, i := range q.cheapestFirst() {
		if d.gotten == 0 {
			break
		}
		if q.marks[i]&marksGet == 0 {
			continue
		}
		n := min(q.lines[i].Quantity, d.gotten)
		if q.marks[i]&marksBuy != 0 {
			n = min(n, d.reserve)
			d.reserve -= n
		}
		given[i] = n
		d.gotten -= n
	}

	c := claim{weights: q.weights[:0]}
	var sum int64
	for i, n := range given {
		if n == 0 {
			continue
		}
		worth := portion(q.lines[i].left, n, q.lines[i].Quantity)
		c.lines = append(c.lines, i)
		c.weights = append(c.weights, worth)
		sum += worth
	}
	q.weights = c.weights
	c.total = percent(sum, o.BasisPoints)
	return c
}

// cheapestFirst gives the lines by the price of a unit, then by id.
func (q *quote) cheapestFirst() []int {
	if q.byUnit == nil {
		q.byUnit = slices.Clone(q.every)
		slices.SortFunc(q.byUnit, func(a, b int) int {
			if c := cmp.Compare(q.lines[a].Unit, q.lines[b].Unit); c != 0 {
				return c
			}
			return a - b
		})
	}
	return q.byUnit
}
