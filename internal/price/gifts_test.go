package price_test

import (
	"testing"

	"pgregory.net/rapid"

	"cartwright/internal/price"
)

// TestGiftsAgreeWithCountingUnits tries every choice of gifts for small carts, unit by unit: as many as can be, and of
// those choices the cheapest.
func TestGiftsAgreeWithCountingUnits(t *testing.T) {
	type unit struct {
		price      int64
		buys, gets bool
	}
	compare := func(t *rapid.T) {
		d := price.Discount{
			Kind: price.BuyGet, BasisPoints: 10_000,
			BuyQuantity: rapid.Int64Range(0, 4).Draw(t, "buy"),
			GetQuantity: rapid.Int64Range(1, 3).Draw(t, "get"),
			PerOrder:    rapid.Int64Range(0, 3).Draw(t, "per order"),
		}
		var lines []price.Line
		var units []unit
		for i := range rapid.IntRange(1, 4).Draw(t, "lines") {
			u := unit{rapid.Int64Range(0, 9).Draw(t, "price"), rapid.Bool().Draw(t, "buys"), rapid.Bool().Draw(t, "gets")}
			line := piece(string(rune('a'+i)), u.price, rapid.Int64Range(1, 3).Draw(t, "quantity"))
			if u.buys {
				d.Buys.Variants = append(d.Buys.Variants, line.VariantID)
			}
			if u.gets {
				d.Gets.Products = append(d.Gets.Products, line.ProductID)
			}
			lines = append(lines, line)
			for range line.Quantity {
				units = append(units, u)
			}
		}

		var most, want int64
		for choice := range 1 << len(units) {
			var gotten, worth, left int64
			possible := true
			for i, u := range units {
				switch {
				case choice&(1<<i) == 0 && u.buys:
					left++
				case choice&(1<<i) != 0:
					gotten++
					worth += u.price
					possible = possible && u.gets
				}
			}
			times := (gotten + d.GetQuantity - 1) / d.GetQuantity
			if !possible || times*d.BuyQuantity > left || d.PerOrder > 0 && times > d.PerOrder {
				continue
			}
			if gotten > most || gotten == most && worth < want {
				most, want = gotten, worth
			}
		}
		got := price.Quote(cart(lines...), rules(d))
		if taken := got.Merchandise - got.Subtotal; taken != want {
			t.Fatalf("%d units for %d, but %d is taken", most, want, taken)
		}
	}
	for range 20 {
		rapid.Check(t, compare)
	}
}
