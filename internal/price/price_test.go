package price_test

import (
	"time"

	"cartwright/internal/price"
)

// noon is when the carts of the tests are priced.
var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

// everything is every line.
var everything = price.Items{All: true}

// variant names lines by the ids of their variants.
func variant(ids ...int64) price.Items { return price.Items{Variants: ids} }

// piece is a cart line that ships and is taxed. Its id is a letter, and its variant the letter's place in the alphabet.
func piece(id string, unit, quantity int64) price.Line {
	n := int64(id[0]-'a') + 1
	return price.Line{
		ID: id, VariantID: n, ProductID: 10 * n, CollectionIDs: []int64{100 * n, 7}, Quantity: quantity, Unit: unit,
		Taxable: true, Ships: true, WeightMilligram: 500_000,
	}
}

// cart is a euro cart of which nothing is known but its lines.
func cart(lines ...price.Line) price.Cart {
	return price.Cart{Currency: "EUR", Now: noon, Lines: lines}
}

// inForce makes a discount of the parts that a test is about one that everybody may have.
func inForce(d price.Discount) price.Discount {
	d.Enabled = true
	d.StartsAt = noon.Add(-time.Hour)
	if d.ID == 0 {
		d.ID = 1
	}
	if d.Class == "" {
		d.Class = price.OnProducts
	}
	return d
}

// rules are rules of discounts alone.
func rules(discounts ...price.Discount) price.Rules {
	r := price.Rules{}
	for _, d := range discounts {
		r.Discounts = append(r.Discounts, inForce(d))
	}
	return r
}

// takenByLine is what discounts took of each line, in cart order: first those on products, then those on the order.
func takenByLine(b price.Bill) (products, order []int64) {
	for _, l := range b.Lines {
		products = append(products, l.Subtotal-l.Total)
		order = append(order, l.Order)
	}
	return products, order
}

// takenByDiscount is what each discount took, by id.
func takenByDiscount(b price.Bill) map[int64]int64 {
	taken := map[int64]int64{}
	for _, a := range b.Discounts {
		taken[a.DiscountID] = a.Taken
	}
	return taken
}
