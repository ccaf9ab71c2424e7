package price_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"cartwright/internal/money"
	"cartwright/internal/price"
)

// generator makes carts and rules from a seed. Small numbers are likely, so that discounts, zones and taxes meet the cart
// often; now and then a price is as high as it may be.
type generator struct{ *rand.Rand }

// under is a number from 0 up to and without n.
func (g generator) under(n int) int { return g.IntN(n) }

// chance is true once in n times.
func (g generator) chance(n int) bool { return g.IntN(n) == 0 }

// pick is one of the choices.
func pick[T any](g generator, choices ...T) T { return choices[g.IntN(len(choices))] }

// some are up to n numbers from 1 to top.
func (g generator) some(n, top int) []int64 {
	var list []int64
	for range g.IntN(n + 1) {
		list = append(list, 1+g.Int64N(int64(top)))
	}
	return list
}

// amount is a price as the currency's shops have them.
func (g generator) amount(c money.Currency) int64 {
	switch g.IntN(8) {
	case 0:
		return g.Int64N(4)
	case 1:
		return g.Int64N(1_000_000)
	}
	unit := map[int]int64{0: 1, 2: 100, 3: 1000}[c.Digits()]
	return g.Int64N(100)*unit + pick(g, 0, unit-1, unit/2)
}

// scene makes a cart of up to so many lines, and rules of up to so many discounts.
func (g generator) scene(lines, discounts int) (price.Cart, price.Rules) {
	c := price.Cart{
		Currency:    pick[money.Currency](g, "JPY", "EUR", "KWD"),
		Now:         noon,
		Destination: g.destination(),
		Deliver:     !g.chance(4),
		Option:      pick(g, "", "", "rate1", "rate2", "shop1", "gone"),
	}
	for i := range lines {
		c.Lines = append(c.Lines, g.line(i, c.Currency))
	}
	if g.chance(50) && lines > 0 {
		most := int64(1e17) / int64(lines)
		for i := range c.Lines {
			c.Lines[i].Unit = most / c.Lines[i].Quantity
		}
	}
	if g.chance(2) {
		c.Buyer = &price.Buyer{CustomerID: 1 + g.Int64N(3), Tags: pick(g, nil, []string{"VIP"}), Uses: map[int64]int64{1 + g.Int64N(20): 1}}
	}
	for range g.under(3) {
		c.GiftCards = append(c.GiftCards, price.GiftCard{ID: g.Int64(), Balance: g.amount(c.Currency)})
	}

	r := price.Rules{TaxIncluded: g.chance(2)}
	for i := range discounts {
		d := g.discount(int64(i+1), c.Currency)
		if d.Code != "" && !g.chance(8) {
			c.Codes = append(c.Codes, d.Code)
		}
		r.Discounts = append(r.Discounts, d)
	}
	g.Shuffle(len(r.Discounts), func(i, j int) { r.Discounts[i], r.Discounts[j] = r.Discounts[j], r.Discounts[i] })
	if g.chance(10) {
		c.Codes = append(c.Codes, "unheard of")
	}
	g.ways(&r, c.Currency)
	return c, r
}

func (g generator) destination() price.Destination {
	return price.Destination{Country: pick(g, "", "DE", "DE", "FR", "US", "US", "JP"), Province: pick(g, "", "CA", "NY")}
}

func (g generator) line(i int, c money.Currency) price.Line {
	return price.Line{
		ID: fmt.Sprintf("line%03d", i), VariantID: 1 + g.Int64N(6), ProductID: 1 + g.Int64N(4), CollectionIDs: g.some(2, 4),
		Quantity: pick(g, 1, 1, 2, 3, 7, 1+g.Int64N(40), 1+g.Int64N(1_000_000)), Unit: g.amount(c),
		Taxable: !g.chance(5), TaxClass: pick(g, "", "", "book", "other"),
		Ships: !g.chance(4), WeightMilligram: pick(g, 0, 250_000, g.Int64N(5_000_000)),
	}
}

func (g generator) items() price.Items {
	if g.chance(3) {
		return everything
	}
	return price.Items{Variants: g.some(3, 6), Products: g.some(1, 4), Collections: g.some(1, 4)}
}

func (g generator) discount(id int64, c money.Currency) price.Discount {
	d := price.Discount{
		ID: id, Title: fmt.Sprintf("discount %d", id), Class: pick(g, price.OnProducts, price.OnOrder),
		BasisPoints: pick(g, 10_000, 5000, 1000, 1+g.Int64N(10_000)), Amount: g.amount(c), EachUnit: g.chance(2),
		Items:   g.items(),
		Enabled: !g.chance(12), StartsAt: noon.Add(time.Duration(g.IntN(12)-10) * time.Hour),
		WithProducts: !g.chance(4), WithOrder: !g.chance(4), WithShipping: !g.chance(4),
	}
	switch d.Kind = pick(g, price.Percentage, price.Percentage, price.Fixed, price.BuyGet, price.FreeShipping); d.Kind {
	case price.BuyGet:
		d.Class = price.OnProducts
		d.Buys, d.Gets = g.items(), g.items()
		d.BuyQuantity, d.GetQuantity, d.PerOrder = g.Int64N(4), 1+g.Int64N(3), g.Int64N(4)
	case price.FreeShipping:
		d.Class = price.OnShipping
		d.Countries = pick(g, nil, nil, []string{"DE", "US"})
		d.MaxDelivery = pick(g, 0, 0, g.amount(c))
	}
	if g.chance(3) {
		d.Code = fmt.Sprintf("Code%d", id)
	}
	if g.chance(4) {
		end := noon.Add(time.Duration(g.IntN(30)-4) * time.Hour)
		d.EndsAt = &end
	}
	if g.chance(8) {
		d.MinimumAmount = g.amount(c)
	}
	if g.chance(8) {
		d.MinimumQuantity = g.Int64N(20)
	}
	if g.chance(10) {
		d.Limit, d.Used = 3, g.Int64N(4)
	}
	if g.chance(10) {
		d.OncePer = 1
	}
	if g.chance(10) {
		d.Customers = g.some(2, 3)
	}
	if g.chance(15) {
		d.Tags = []string{"vip"}
	}
	return d
}

// ways adds zones, pickups and taxes.
func (g generator) ways(r *price.Rules, c money.Currency) {
	var rates int64
	for id := range g.Int64N(4) {
		z := price.Zone{ID: id + 1}
		for range g.under(3) {
			z.Places = append(z.Places, price.Place{Country: pick(g, "DE", "FR", "US"), Provinces: pick(g, nil, nil, []string{"CA"})})
		}
		for range g.under(4) {
			rates++
			z.Rates = append(z.Rates, price.Rate{
				ID: rates, Handle: fmt.Sprintf("rate%d", rates), Price: g.amount(c), PerKilogram: pick(g, 0, g.amount(c)),
				FreeFrom: pick(g, 0, g.amount(c)), MaxWeight: pick(g, 0, g.Int64N(9_000_000)), MinValue: pick(g, 0, g.amount(c)),
			})
		}
		r.Zones = append(r.Zones, z)
	}
	for id := range g.Int64N(3) {
		r.Pickups = append(r.Pickups, price.Pickup{LocationID: id + 1, Handle: fmt.Sprintf("shop%d", id+1), Country: pick(g, "DE", "US"), Price: pick(g, 0, g.amount(c))})
	}
	for id := range g.Int64N(7) {
		r.Taxes = append(r.Taxes, price.TaxRate{
			ID: id + 1, Title: fmt.Sprintf("tax %d", id+1), Country: pick(g, "DE", "FR", "US"), Province: pick(g, "", "", "CA"),
			Class: pick(g, "", "", "book"), BasisPoints: pick(g, 0, 700, 1900, 2000, g.Int64N(10_001)), OnDelivery: g.chance(2),
		})
	}
}
