package price

import (
	"math/bits"
	"slices"
	"strings"
)

// ceiling is the highest sum of money that a cart may come to before tax, and the highest price of a delivery. Below it
// no sum that Quote makes leaves 64 bits.
const ceiling = 100_000_000_000_000_000

// line is a cart line at work: what it costs before any discount, and what the discounts so far have left of that.
type line struct {
	*Line
	at       int // index in the cart
	subtotal int64
	left     int64
}

// sortLines puts the cart's lines in the order of their ids. Every step works in this order, so that the odd minor unit of
// a split goes to the same line however the cart is arranged.
func sortLines(cart []Line) []line {
	lines := make([]line, len(cart))
	for i := range cart {
		l := &cart[i]
		subtotal := times(l.Unit, l.Quantity, ceiling)
		lines[i] = line{Line: l, at: i, subtotal: subtotal, left: subtotal}
	}
	slices.SortFunc(lines, func(a, b line) int {
		return strings.Compare(a.ID, b.ID)
	})
	return lines
}

// entitled gives the indices of the lines that are meant, in order.
func (q *quote) entitled(items Items) []int {
	if items.All {
		return q.every
	}
	variants, products, collections := newIDs(items.Variants), newIDs(items.Products), newIDs(items.Collections)
	found := make([]int, 0, len(q.lines))
	for i := range q.lines {
		l := q.lines[i].Line
		if variants.has(l.VariantID) || products.has(l.ProductID) || slices.ContainsFunc(l.CollectionIDs, collections.has) {
			found = append(found, i)
		}
	}
	return found
}

// few is the length up to which a list is searched faster from its start than by a map.
const few = 12

// ids is a set of ids that a discount names.
type ids struct {
	list []int64
	set  map[int64]struct{} // only of a long list
}

func newIDs(list []int64) ids {
	if len(list) <= few {
		return ids{list: list}
	}
	set := make(map[int64]struct{}, len(list))
	for _, id := range list {
		set[id] = struct{}{}
	}
	return ids{set: set}
}

func (s ids) has(id int64) bool {
	if s.set != nil {
		_, found := s.set[id]
		return found
	}
	return slices.Contains(s.list, id)
}

// amount adds up what the lines cost before discounts, and units how many pieces they are.
func (q *quote) amount(of []int) (amount, units int64) {
	for _, i := range of {
		amount += q.lines[i].subtotal
		units += q.lines[i].Quantity
	}
	return amount, units
}

// times is a·b, but not below zero and not above most. It is exact wherever it stays below most.
func times(a, b, most int64) int64 {
	if a <= 0 || b <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi > 0 || lo > uint64(most) {
		return most
	}
	return int64(lo)
}

// portion is a·part/whole rounded down, where 0 <= part <= whole and 0 < whole, through 128 bits.
func portion(a, part, whole int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(part))
	share, _ := bits.Div64(hi, lo, uint64(whole))
	return int64(share)
}
