package search

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"cartwright/internal/shop"
)

// Filters narrow results. Values of one list let either through; what stands in different ones must all hold.
type Filters struct {
	Available  []bool
	Vendors    []string
	Types      []string
	Tags       []string
	Options    []Choice
	Prices     []Range
	Metafields []Metafield
	Categories []string // paths; what is below them counts too
}

// Choice is a value of an option.
type Choice struct{ Name, Value string }

// Range is a span of prices in minor units, both ends in it; nil: open.
type Range struct{ Min, Max *int64 }

// Facet is a group of values that results can be narrowed by, each with how many results would be left.
type Facet struct {
	Key    FacetKey
	Values []FacetValue
	Lowest *int64 // the prices of the results, in minor units; of the price alone
	Most   *int64
}

// FacetKey says what a facet is about: "availability", "price", "vendor", "type", "tag", "option" with the option's name, or
// "metafield" with what people read.
type FacetKey struct {
	Kind, Name     string
	Namespace, Key string // of a metafield
	OfVariant      bool
}

// FacetValue is a value of a facet. Count is of products, without regard to what else of this facet is chosen.
type FacetValue struct {
	Label  string
	Swatch string
	Bool   bool // of availability
	Count  int
}

// chosen are the sets of each facet that somebody has chosen something of.
type chosen map[group]*roaring.Bitmap

// choose finds the things that each facet lets through.
func (x *index) choose(f Filters, base *roaring.Bitmap) chosen {
	out := chosen{}
	either := func(g group, b *roaring.Bitmap) {
		if out[g] == nil {
			out[g] = roaring.New()
		}
		out[g].Or(b)
	}
	valued := func(g group, values ...string) {
		for _, v := range values {
			either(g, x.having(g, folded(g.kind, v)))
		}
	}
	for _, want := range f.Available {
		either(group{kind: byAvailability}, x.available(base, want))
	}
	for _, r := range f.Prices {
		either(group{kind: byPrice}, x.priced(base, r))
	}
	valued(group{kind: byVendor}, f.Vendors...)
	valued(group{kind: byType}, f.Types...)
	valued(group{kind: byTag}, f.Tags...)
	valued(group{kind: byCategory}, f.Categories...)
	for _, c := range f.Options {
		valued(group{byOption, c.Name}, c.Value)
	}
	for _, m := range f.Metafields {
		valued(fieldGroup(m.Namespace, m.Key, m.OfVariant), m.Value)
	}
	return out
}

// available are the things of a base that can be sold, or cannot.
func (x *index) available(base *roaring.Bitmap, want bool) *roaring.Bitmap {
	if want {
		return roaring.And(base, x.sold)
	}
	return roaring.AndNot(base, x.sold)
}

// priced are the things of a base with a variant whose price is in a range.
func (x *index) priced(base *roaring.Bitmap, r Range) *roaring.Bitmap {
	low, high := int64(math.MinInt64), int64(math.MaxInt64)
	if r.Min != nil {
		low = *r.Min
	}
	if r.Max != nil {
		high = *r.Max
	}
	within := func(price int64) bool { return low <= price && price <= high }
	out := roaring.New()
	add := adder(out)
	each(base, func(n number) {
		from, to := x.orders.lowest[n], x.orders.highest[n]
		// Most prices lie on one side; only those of a product that spans the range are looked at one by one.
		if within(from) || within(to) || from < low && to > high && slices.ContainsFunc(x.things[n].prices, within) {
			add(n)
		}
	})
	add(end)
	return out
}

// end tells an adder that there is no more.
const end = ^number(0)

// adder adds numbers to a set in batches, which is several times as fast as one by one.
func adder(to *roaring.Bitmap) func(number) {
	waiting := make([]number, 0, 1024)
	return func(n number) {
		if n != end {
			waiting = append(waiting, n)
		}
		if n == end || len(waiting) == cap(waiting) {
			to.AddMany(waiting)
			waiting = waiting[:0]
		}
	}
}

// narrow is a base with everything chosen, but for what is chosen of some groups.
func (c chosen) narrow(base *roaring.Bitmap, but ...group) *roaring.Bitmap {
	out := base
	for g, b := range c {
		if !slices.Contains(but, g) {
			out = roaring.And(out, b)
		}
	}
	return out
}

// maxValues bounds the values of a facet; those with the most results are shown.
const maxValues = 250

// facets counts the values of every facet over a base of products. The counts of a facet do not regard what is chosen of
// it, so that they tell what else could be chosen. A facet has at most so many values: those that most results have.
func (x *index) facets(base *roaring.Bitmap, c chosen, most int) []Facet {
	all := c.narrow(base)
	within := func(g group) *roaring.Bitmap {
		if c[g] == nil {
			return all
		}
		return c.narrow(base, g)
	}
	var out []Facet
	add := func(f Facet, some bool) {
		if some {
			out = append(out, f)
		}
	}
	values := func(key FacetKey, g group) { add(x.values(key, g, within(g), most)) }
	add(x.availability(within(group{kind: byAvailability})))
	add(x.prices(within(group{kind: byPrice})))
	values(FacetKey{Kind: "type"}, group{kind: byType})
	values(FacetKey{Kind: "vendor"}, group{kind: byVendor})
	var options []string
	for g := range x.groups {
		if g.kind == byOption {
			options = append(options, g.name)
		}
	}
	slices.Sort(options)
	for _, name := range options {
		values(FacetKey{Kind: "option", Name: name}, group{byOption, name})
	}
	for _, m := range x.fields {
		values(FacetKey{Kind: "metafield", Name: m.Label, Namespace: m.Namespace, Key: m.Key, OfVariant: m.OfVariant}, fieldGroup(m.Namespace, m.Key, m.OfVariant))
	}
	values(FacetKey{Kind: "tag"}, group{kind: byTag})
	return out
}

// values counts the values of a group; those that no result has are left out.
func (x *index) values(key FacetKey, g group, within *roaring.Bitmap, most int) (Facet, bool) {
	f := Facet{Key: key}
	for _, s := range x.groups[g] {
		if n := within.AndCardinality(s.things); n > 0 {
			f.Values = append(f.Values, FacetValue{Label: s.label, Swatch: s.swatch, Count: int(n)})
		}
	}
	f = f.most(most)
	return f, len(f.Values) > 0
}

// most leaves so many values of a facet, those that most results have, by their labels.
func (f Facet) most(limit int) Facet {
	if len(f.Values) > limit {
		slices.SortFunc(f.Values, func(a, b FacetValue) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Label, b.Label))
		})
		f.Values = f.Values[:limit]
	}
	slices.SortFunc(f.Values, func(a, b FacetValue) int { return strings.Compare(a.Label, b.Label) })
	return f
}

// availability counts what can be sold and what cannot.
func (x *index) availability(within *roaring.Bitmap) (Facet, bool) {
	yes := int(x.available(within, true).GetCardinality())
	no := int(within.GetCardinality()) - yes
	f := Facet{Key: FacetKey{Kind: "availability"}}
	for _, v := range []FacetValue{{Bool: true, Count: yes}, {Count: no}} {
		if v.Count > 0 {
			f.Values = append(f.Values, v)
		}
	}
	return f, len(f.Values) > 0
}

// prices finds the lowest and the highest price.
func (x *index) prices(within *roaring.Bitmap) (Facet, bool) {
	f := Facet{Key: FacetKey{Kind: "price"}}
	var low, high int64
	n := 0
	each(within, func(at number) {
		from, to := x.orders.lowest[at], x.orders.highest[at]
		if n == 0 || from < low {
			low = from
		}
		if n == 0 || to > high {
			high = to
		}
		n++
	})
	f.Lowest, f.Most = &low, &high
	f.Values = []FacetValue{{Count: int(within.GetCardinality())}}
	return f, n > 0
}

// joined are the facets of two sides as one: each value once, with the counts of both.
func (x *index) joined(a, b []Facet) []Facet {
	for _, f := range b {
		i := slices.IndexFunc(a, func(o Facet) bool { return o.Key == f.Key })
		if i < 0 {
			a = append(a, f)
			continue
		}
		a[i] = a[i].with(f)
	}
	for i, f := range a {
		if f.Key.Kind != "availability" {
			a[i] = f.most(maxValues)
		}
	}
	slices.SortStableFunc(a, func(f, g Facet) int {
		return cmp.Or(cmp.Compare(x.standing(f.Key), x.standing(g.Key)), strings.Compare(f.Key.Name, g.Key.Name))
	})
	return a
}

// facetKinds are the kinds of facets as they stand.
var facetKinds = []string{"availability", "price", "type", "vendor", "option", "metafield", "tag"}

// standing is the place of a facet among others; options stand by their names, metafields as staff put them.
func (x *index) standing(k FacetKey) int {
	at := slices.Index(facetKinds, k.Kind) << 16
	return at + max(0, slices.IndexFunc(x.fields, func(m shop.Facet) bool {
		return k.Kind == "metafield" && m.Namespace == k.Namespace && m.Key == k.Key && m.OfVariant == k.OfVariant
	}))
}

// with is a facet with the values of the same one of another side.
func (f Facet) with(other Facet) Facet {
	if f.Key.Kind == "price" {
		f.Lowest, f.Most = new(min(*f.Lowest, *other.Lowest)), new(max(*f.Most, *other.Most))
	}
	at := map[string]int{}
	name := func(v FacetValue) string { return strconv.FormatBool(v.Bool) + folded(byVendor, v.Label) }
	if f.Key.Kind == "metafield" { // their values are as they are
		name = func(v FacetValue) string { return v.Label }
	}
	for i, v := range f.Values {
		at[name(v)] = i
	}
	for _, v := range other.Values {
		if i, there := at[name(v)]; there {
			f.Values[i].Count += v.Count
		} else {
			f.Values = append(f.Values, v)
		}
	}
	if f.Key.Kind == "availability" {
		slices.SortFunc(f.Values, func(a, b FacetValue) int {
			return strings.Compare(strconv.FormatBool(b.Bool), strconv.FormatBool(a.Bool))
		})
		return f
	}
	return f
}
