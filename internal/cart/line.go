package cart

import (
	"cmp"
	"slices"

	"cartwright/internal/catalog"
)

// LineInput is a line to add.
type LineInput struct {
	Variant     catalog.VariantID // 0: the id was none
	Quantity    int64
	Attributes  []Attribute
	Parent      *ParentInput
	SellingPlan bool // one was named
}

// ParentInput names the line that another goes with: by its number, or by what it holds.
type ParentInput struct {
	Line    *int64 // 0: the id was none of this cart
	Variant *catalog.VariantID
}

// LineUpdate is what shall be different about a line. Nil stays as it is.
type LineUpdate struct {
	Number      int64 // 0: the id was none of this cart
	Variant     *catalog.VariantID
	Quantity    *int64
	Attributes  *[]Attribute
	SellingPlan bool
}

// addLines puts lines in: first those that stand alone, then those that go with another, which may be new itself.
func (d *draft) addLines(inputs []LineInput) {
	if !d.fits("lines", len(inputs)) {
		return
	}
	for _, nested := range []bool{false, true} {
		for i, in := range inputs {
			if (in.Parent != nil) == nested {
				d.addLine(in, origin{"lines", i})
			}
		}
	}
}

func (d *draft) addLine(in LineInput, at origin) {
	g, ok := d.known(in.Variant, at.path("merchandiseId"))
	attributes := d.attributes(in.Attributes, at.path("attributes")...)
	if in.SellingPlan {
		d.refuse(SellingPlan, at.path("sellingPlanId"), "this merchandise is not sold by a selling plan")
	}
	if !ok || !d.countable(in.Quantity, at) {
		return
	}
	var parent int64
	if in.Parent != nil {
		if parent, ok = d.parent(*in.Parent, at); !ok {
			return
		}
	}
	if in.Quantity == 0 {
		return
	}
	line := Line{Variant: int64(g.ID), Product: int64(g.ProductID), Quantity: in.Quantity, Attributes: attributes, Parent: parent, Sold: sold(g)}
	for i := range d.cart.Lines {
		if old := &d.cart.Lines[i]; old.merges(line) {
			old.Quantity += in.Quantity
			d.touch(old.Number, at)
			return
		}
	}
	line.Number = d.cart.number()
	d.cart.Lines = append(d.cart.Lines, line)
	d.touch(line.Number, at)
}

// countable refuses quantities that are none.
func (d *draft) countable(quantity int64, at origin) bool {
	switch {
	case quantity < 0:
		d.refuse(Invalid, at.path("quantity"), "a quantity is 0 or more, got %d", quantity)
	case quantity > maxQuantity:
		d.refuse(LessThan, at.path("quantity"), "a quantity is at most %d, got %d", int64(maxQuantity), quantity)
	default:
		return true
	}
	return false
}

// parent finds the line that another shall go with. Lines nest one deep.
func (d *draft) parent(in ParentInput, at origin) (int64, bool) {
	var field string
	var fits func(Line) bool
	switch {
	case (in.Line == nil) == (in.Variant == nil):
		d.refuse(ParentInvalid, at.path("parent"), "a parent is named by lineId or by merchandiseId, one of them")
		return 0, false
	case in.Line != nil:
		field, fits = "lineId", func(l Line) bool { return l.Number == *in.Line }
	default:
		field, fits = "merchandiseId", func(l Line) bool { return l.Variant == int64(*in.Variant) }
	}
	deep := false
	for _, l := range d.cart.Lines {
		if !fits(l) {
			continue
		}
		if l.Parent == 0 {
			return l.Number, true
		}
		deep = true
	}
	if deep {
		d.refuse(ParentTooDeep, at.path("parent", field), "a line that goes with another cannot be a parent itself")
	} else {
		d.refuse(ParentNotFound, at.path("parent", field), "the cart has no such line")
	}
	return 0, false
}

// updateLines changes lines one after the other; those that have become equal are one line then.
func (d *draft) updateLines(updates []LineUpdate) {
	if !d.fits("lines", len(updates)) {
		return
	}
	for i, u := range updates {
		d.updateLine(u, origin{"lines", i})
	}
	d.mergeEqual()
}

func (d *draft) updateLine(u LineUpdate, at origin) {
	line := d.cart.Line(u.Number)
	if line == nil {
		d.refuse(InvalidLine, at.path("id"), "the cart has no such line")
		return
	}
	if u.SellingPlan {
		d.refuse(SellingPlan, at.path("sellingPlanId"), "this merchandise is not sold by a selling plan")
	}
	if u.Attributes != nil {
		line.Attributes = d.attributes(*u.Attributes, at.path("attributes")...)
	}
	if u.Variant != nil && int64(*u.Variant) != line.Variant {
		g, ok := d.known(*u.Variant, at.path("merchandiseId"))
		if !ok {
			return
		}
		line.Variant, line.Product, line.Sold = int64(g.ID), int64(g.ProductID), sold(g)
		d.touch(line.Number, at)
	}
	if u.Quantity != nil && d.countable(*u.Quantity, at) {
		line.Quantity = *u.Quantity
		d.touch(line.Number, at)
		if line.Quantity == 0 {
			d.drop(line.Number)
		}
	}
}

// removeLines takes lines out, and what goes with them.
func (d *draft) removeLines(numbers []int64) {
	if !d.fits("lineIds", len(numbers)) {
		return
	}
	was := make(map[int64]bool, len(d.cart.Lines))
	for _, l := range d.cart.Lines {
		was[l.Number] = true
	}
	for i, n := range numbers {
		if !was[n] {
			d.refuse(InvalidLine, origin{"lineIds", i}.path(), "the cart has no such line")
		}
	}
	d.drop(numbers...)
}

// drop takes lines out with their children.
func (d *draft) drop(numbers ...int64) {
	gone := make(map[int64]bool, len(numbers))
	for _, n := range numbers {
		gone[n] = true
	}
	d.cart.Lines = slices.DeleteFunc(d.cart.Lines, func(l Line) bool { return gone[l.Number] || l.Parent != 0 && gone[l.Parent] })
}

// mergeEqual makes one line of those that have become equal: the earliest takes the quantities, and the children.
func (d *draft) mergeEqual() {
	kept := d.cart.Lines[:0]
	into := map[int64]int64{}
	for _, l := range d.cart.Lines {
		if moved, ok := into[l.Parent]; ok {
			l.Parent = moved
		}
		i := slices.IndexFunc(kept, l.merges)
		if i < 0 {
			kept = append(kept, l)
			continue
		}
		kept[i].Quantity += l.Quantity
		into[l.Number] = kept[i].Number
		if at, ok := d.origin[l.Number]; ok {
			d.touch(kept[i].Number, at)
		}
	}
	d.cart.Lines = kept
}

// merges reports whether two lines are one: the same merchandise with the same attributes, going with the same line.
func (l Line) merges(other Line) bool {
	return l.Variant == other.Variant && l.Parent == other.Parent && sameAttributes(l.Attributes, other.Attributes)
}

func sameAttributes(a, b []Attribute) bool {
	if len(a) != len(b) {
		return false
	}
	byKey := func(x, y Attribute) int { return cmp.Compare(x.Key, y.Key) }
	return slices.Equal(slices.SortedFunc(slices.Values(a), byKey), slices.SortedFunc(slices.Values(b), byKey))
}

// sold is what a line's price depends on.
func sold(g catalog.Goods) Sold {
	return Sold{Price: g.Price, CompareAt: g.CompareAt, Taxable: g.Taxable, TaxClass: g.TaxCode, Ships: g.RequiresShipping, Weight: g.WeightMilligrams}
}

// is compares what two sales depend on.
func (s Sold) is(o Sold) bool {
	if (s.CompareAt == nil) != (o.CompareAt == nil) || s.CompareAt != nil && *s.CompareAt != *o.CompareAt {
		return false
	}
	s.CompareAt, o.CompareAt = nil, nil
	return s == o
}
