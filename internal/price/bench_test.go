package price_test

import (
	"fmt"
	"testing"

	"cartwright/internal/price"
)

// kept makes the bill outlive the call, as it does in a cart.
var kept price.Bill

// store is what a busy shop has going on: 20 promotions of every kind, of which six are codes, three zones and two taxes.
func store() price.Rules {
	var r price.Rules
	for id := int64(1); id <= 20; id++ {
		d := price.Discount{
			ID: id, Title: fmt.Sprintf("promotion %d", id), Class: price.OnProducts, Kind: price.Percentage,
			BasisPoints: 500 * (1 + id%5), Amount: 100 * id, Items: price.Items{Products: []int64{id, id + 20, id + 40}},
			WithProducts: id%3 > 0, WithOrder: true, WithShipping: true,
		}
		switch id % 5 {
		case 0:
			d.Class, d.WithProducts, d.MinimumAmount = price.OnOrder, true, 1000*id
		case 1:
			d.Items = price.Items{Collections: []int64{id % 4}}
		case 2:
			d.Kind, d.EachUnit = price.Fixed, true
		case 3:
			d.Kind = price.BuyGet
			d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity = everything, 2, price.Items{Collections: []int64{1, 2}}, 1
		case 4:
			if id == 19 {
				d.Class, d.Kind, d.WithProducts = price.OnShipping, price.FreeShipping, true
			}
			d.Tags = []string{"vip", "club"}
		}
		if id%3 == 0 {
			d.Code = fmt.Sprintf("PROMO%d", id)
		}
		r.Discounts = append(r.Discounts, inForce(d))
	}
	for id := int64(1); id <= 3; id++ {
		z := price.Zone{ID: id, Rates: []price.Rate{flat(2*id, fmt.Sprint("post", id), 490), flat(2*id+1, fmt.Sprint("express", id), 990)}}
		if id > 1 {
			z.Places = []price.Place{{Country: "DE"}, {Country: "FR"}}
		}
		r.Zones = append(r.Zones, z)
	}
	r.Taxes = []price.TaxRate{
		{ID: 1, Country: "DE", BasisPoints: 1900, OnDelivery: true}, {ID: 2, Country: "DE", Class: "book", BasisPoints: 700},
	}
	return r
}

// basket is a cart of so many lines for the shop.
func basket(lines int) price.Cart {
	c := deliverTo(cart(), "DE", "")
	for i := range lines {
		n := int64(i)
		c.Lines = append(c.Lines, price.Line{
			ID: fmt.Sprintf("%032x", uint64(n+1)*0x9e3779b97f4a7c15), VariantID: n, ProductID: n % 70, CollectionIDs: []int64{n % 5},
			Quantity: 1 + n%4, Unit: 999 + 100*(n%37), Taxable: true, TaxClass: []string{"", "book"}[n%2], Ships: true, WeightMilligram: 300_000,
		})
	}
	c.Codes = []string{"promo3", "PROMO6", "promo9", "promo12", "promo15", "promo18"}
	c.Buyer = &price.Buyer{CustomerID: 1, Tags: []string{"Club", "News"}}
	c.GiftCards = []price.GiftCard{{ID: 1, Balance: 5000}}
	return c
}

func BenchmarkQuote(b *testing.B) {
	r := store()
	for _, lines := range []int{1, 10, 250} {
		c := basket(lines)
		b.Run(fmt.Sprintf("%d lines and 20 promotions", lines), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				kept = price.Quote(c, r)
			}
		})
	}
	b.Run("250 lines and 20 promotions that all take of every line", func(b *testing.B) {
		c := basket(250)
		c.Codes = nil
		var all price.Rules
		for id := int64(1); id <= 20; id++ {
			all.Discounts = append(all.Discounts, inForce(price.Discount{
				ID: id, Class: price.OnProducts, Kind: price.Percentage, BasisPoints: 100 * id, Items: everything, WithProducts: true,
			}))
		}
		b.ReportAllocs()
		for b.Loop() {
			kept = price.Quote(c, all)
		}
	})
}
