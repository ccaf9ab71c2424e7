package price

import (
	"cmp"
	"math"
	"slices"
)

// delivery is how goods can get to the destination, and which way was chosen.
type delivery struct {
	options []Option // the cheapest first
	choice  int      // index of the one that is charged
}

// charged is the option that is charged; false: there is none.
func (d delivery) charged() (Option, bool) {
	if len(d.options) == 0 {
		return Option{}, false
	}
	return d.options[d.choice], true
}

// addressed reports whether it is known where to deliver.
func (q *quote) addressed() bool {
	return q.cart.Deliver && q.cart.Destination.Country != ""
}

// bareDelivery is the delivery of the goods at full price. It is asked for while the lines are whole.
func (q *quote) bareDelivery() delivery {
	if q.bare == nil {
		d := q.findDelivery()
		q.bare = &d
	}
	return *q.bare
}

// findDelivery finds the ways of delivery for what ships, at what its lines have left. Shipping comes before pickup where
// the price is the same. The buyer's choice is charged if it is offered, else the cheapest shipping, else the cheapest
// pickup.
func (q *quote) findDelivery() delivery {
	if !q.ships || !q.addressed() {
		return delivery{}
	}
	weight, value := q.parcel()
	to := q.cart.Destination
	var d delivery
	if zone := findZone(q.rules.Zones, to); zone != nil {
		for i := range zone.Rates {
			if rate := &zone.Rates[i]; rate.takes(weight, value) {
				d.options = append(d.options, Option{
					Handle: rate.Handle, Code: rate.Code, Title: rate.Title, Description: rate.Description,
					Price: rate.price(weight, value),
				})
			}
		}
	}
	for i := range q.rules.Pickups {
		if p := &q.rules.Pickups[i]; p.Country == to.Country {
			d.options = append(d.options, Option{
				Handle: p.Handle, Title: p.Title, Description: p.Description, Pickup: true,
				Price: min(max(p.Price, 0), ceiling),
			})
		}
	}
	slices.SortFunc(d.options, func(a, b Option) int {
		return cmp.Or(cmp.Compare(a.Price, b.Price), compareBool(a.Pickup, b.Pickup), cmp.Compare(a.Handle, b.Handle))
	})
	d.choice = slices.IndexFunc(d.options, func(o Option) bool { return o.Handle == q.cart.Option })
	if d.choice < 0 {
		d.choice = max(0, slices.IndexFunc(d.options, func(o Option) bool { return !o.Pickup }))
	}
	return d
}

// parcel adds up what ships: its weight in milligrams, and what its lines have left. A weight beyond 64 bits counts as the
// highest.
func (q *quote) parcel() (weight, value int64) {
	for _, l := range q.lines {
		if l.Ships {
			weight += times(l.WeightMilligram, l.Quantity, math.MaxInt64-weight)
			value += l.left
		}
	}
	return weight, value
}

// findZone is the zone that serves the destination; nil: none does.
func findZone(zones []Zone, to Destination) *Zone {
	var best *Zone
	var bestFit int
	for i := range zones {
		z := &zones[i]
		fit := z.fit(to)
		if fit > bestFit || fit == bestFit && fit > 0 && z.ID < best.ID {
			best, bestFit = z, fit
		}
	}
	return best
}

// How closely a zone fits a destination.
const (
	fitsNot = iota
	fitsWorld
	fitsCountry
	fitsProvince
)

// fit tells how closely the zone names the destination.
func (z *Zone) fit(to Destination) int {
	if len(z.Places) == 0 {
		return fitsWorld
	}
	best := fitsNot
	for _, p := range z.Places {
		switch {
		case p.Country != to.Country:
		case len(p.Provinces) == 0:
			best = max(best, fitsCountry)
		case slices.Contains(p.Provinces, to.Province):
			best = fitsProvince
		}
	}
	return best
}

// takes reports whether a parcel lies within the bounds of the rate.
func (r *Rate) takes(weight, value int64) bool {
	return weight >= r.MinWeight && (r.MaxWeight <= 0 || weight <= r.MaxWeight) &&
		value >= r.MinValue && (r.MaxValue <= 0 || value <= r.MaxValue)
}

// price is what the rate asks for a parcel.
func (r *Rate) price(weight, value int64) int64 {
	const kilogram = 1_000_000 // milligrams
	if r.FreeFrom > 0 && value >= r.FreeFrom {
		return 0
	}
	begun := weight / kilogram
	if weight%kilogram > 0 {
		begun++
	}
	flat := min(max(r.Price, 0), ceiling)
	return flat + times(r.PerKilogram, begun, ceiling-flat)
}

// deliver charges the delivery and takes the chosen discounts on it off. While nobody knows where to, the discounts are
// told all the same: they will take their part once there is a delivery.
func (q *quote) deliver() {
	b := &q.bill
	d := q.findDelivery()
	b.Options = d.options
	option, charged := d.charged()
	b.Option, b.Delivery = option.Handle, option.Price
	for _, o := range q.chosen {
		if o.Class != OnShipping {
			continue
		}
		if charged && b.Delivery > 0 && o.covers(option) {
			q.apply(o, b.Delivery)
			b.DeliverySavings += b.Delivery
			b.Delivery = 0
		} else if !q.addressed() {
			q.apply(o, 0)
		}
	}
}
