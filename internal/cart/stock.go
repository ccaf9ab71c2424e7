package cart

import (
	"slices"

	"cartwright/internal/catalog"
)

// settle holds the touched lines to the quantity rules of their variants and to the stock, and says what it changed.
// Lines that were not touched keep their quantity; where there is not so much any more, a warning says so.
func (d *draft) settle() {
	for _, l := range d.cart.Lines {
		if d.touched[l.Number] {
			d.obey(l, d.goods[catalog.VariantID(l.Variant)])
		}
	}
	if len(d.cart.Lines) > maxLines {
		d.refuse(CartTooLarge, d.linesAt(), "a cart has at most %d lines, this would be %d", maxLines, len(d.cart.Lines))
	}
	if len(d.errors) > 0 {
		return
	}
	left := d.stock()
	var empty []int64
	for _, touched := range []bool{false, true} { // what was there before has the first claim
		for i := range d.cart.Lines {
			l := &d.cart.Lines[i]
			if d.touched[l.Number] == touched && d.claim(l, left) == 0 {
				empty = append(empty, l.Number)
			}
		}
	}
	d.drop(empty...)
}

// obey refuses quantities that the merchant does not sell.
func (d *draft) obey(l Line, g catalog.Goods) {
	at := d.origin[l.Number].path("quantity")
	switch {
	case l.Quantity > maxQuantity:
		d.refuse(LessThan, at, "a quantity is at most %d, this would be %d", int64(maxQuantity), l.Quantity)
	case g.QuantityMaximum != nil && l.Quantity > int64(*g.QuantityMaximum):
		d.refuse(MaximumExceeded, at, "at most %d can be bought at once, this would be %d", *g.QuantityMaximum, l.Quantity)
	case l.Quantity < int64(g.QuantityMinimum):
		d.refuse(MinimumNotMet, at, "at least %d must be bought at once, this would be %d", g.QuantityMinimum, l.Quantity)
	case g.QuantityIncrement > 1 && l.Quantity%int64(g.QuantityIncrement) != 0:
		d.refuse(InvalidIncrement, at, "this is sold in steps of %d, %d is none", g.QuantityIncrement, l.Quantity)
	case g.Price > 0 && l.Quantity > maxMoney/g.Price:
		d.refuse(LessThan, at, "the line would cost more than can be reckoned with")
	}
}

// stock is what there is of the variants that are counted.
func (d *draft) stock() map[int64]int64 {
	left := map[int64]int64{}
	for id, g := range d.goods {
		if !g.Sold {
			left[int64(id)] = 0
		} else if g.Tracked && !g.Oversell {
			left[int64(id)] = max(g.Quantity, 0)
		}
	}
	return left
}

// claim lets a line have of the stock what it wants, as far as there is, and tells the quantity it keeps.
func (d *draft) claim(l *Line, left map[int64]int64) int64 {
	there, counted := left[l.Variant]
	if !counted || l.Quantity <= there {
		if counted {
			left[l.Variant] = there - l.Quantity
		}
		return l.Quantity
	}
	left[l.Variant] = 0
	g := d.goods[catalog.VariantID(l.Variant)]
	soldOut := g.Quantity <= 0 || !g.Sold
	if d.touched[l.Number] {
		l.Quantity = whole(there, g)
	}
	target := Target{Line: l.Number}
	if l.Quantity == 0 {
		target = Target{Variant: l.Variant}
	}
	switch {
	case soldOut:
		d.warn(OutOfStock, target, "%s is sold out", d.name(g))
	case d.touched[l.Number]:
		d.warn(NotEnoughStock, target, "of %s there are only %d: the cart has %d", d.name(g), g.Quantity, l.Quantity)
	default:
		d.warn(NotEnoughStock, target, "of %s there are only %d left", d.name(g), g.Quantity)
	}
	return l.Quantity
}

// whole is the largest quantity up to n that the variant's rules allow; 0 where there is none.
func whole(n int64, g catalog.Goods) int64 {
	if g.QuantityIncrement > 1 {
		n -= n % int64(g.QuantityIncrement)
	}
	if n < int64(g.QuantityMinimum) {
		return 0
	}
	return n
}

// name is what a variant is called in warnings.
func (d *draft) name(g catalog.Goods) string {
	if g.Title == "" || g.Title == catalog.DefaultValue {
		return "this item"
	}
	return g.Title
}

// vanish takes out lines whose variants are not there any more, with a notice for each.
func (d *draft) vanish() {
	var gone []int64
	for _, l := range d.cart.Lines {
		if _, ok := d.goods[catalog.VariantID(l.Variant)]; !ok {
			gone = append(gone, l.Number)
			d.notice(OutOfStock, Target{Variant: l.Variant}, "an item is not sold any more and was taken out of the cart")
		}
	}
	d.drop(gone...)
}

// variants are what the cart's lines and the change name, each once.
func variants(c *Cart, more []catalog.VariantID) []catalog.VariantID {
	ids := slices.Clone(more)
	for _, l := range c.Lines {
		ids = append(ids, catalog.VariantID(l.Variant))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
