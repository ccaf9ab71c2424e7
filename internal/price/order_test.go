package price_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

func TestDiscountsOnTheOrder(t *testing.T) {
	fixed := func(amount int64) price.Discount {
		return price.Discount{Class: price.OnOrder, Kind: price.Fixed, Amount: amount}
	}
	tests := []struct {
		name     string
		discount price.Discount
		lines    []price.Line
		want     []int64 // what is taken of each line
	}{
		{"a percentage is taken once of the whole", price.Discount{Class: price.OnOrder, Kind: price.Percentage, BasisPoints: 1000},
			[]price.Line{piece("c", 333, 1), piece("a", 333, 1), piece("b", 333, 1)}, []int64{33, 34, 33}},
		{"an amount is shared by what lines cost", fixed(100), []price.Line{piece("a", 100, 3), piece("b", 600, 1)}, []int64{33, 67}},
		{"an amount takes no more than there is", fixed(1000), []price.Line{piece("a", 100, 3), piece("b", 6, 1)}, []int64{300, 6}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := price.Quote(cart(tt.lines...), rules(tt.discount))
			_, taken := takenByLine(got)
			if diff := cmp.Diff(tt.want, taken); diff != "" {
				t.Errorf("taken (-want +got):\n%s", diff)
			}
			if a := got.Discounts[0]; a.Method != price.Across || a.Selection != price.All {
				t.Errorf("it is spread %s %s", a.Method, a.Selection)
			}
		})
	}
}

func TestOrderShares(t *testing.T) {
	c := cart(piece("b", 1000, 1), piece("a", 200, 1))
	r := rules(
		price.Discount{ID: 1, Kind: price.Fixed, Amount: 1000, Items: variant(2), WithOrder: true},
		price.Discount{ID: 2, Class: price.OnOrder, Kind: price.Fixed, Amount: 50, WithProducts: true, WithOrder: true},
		price.Discount{ID: 3, Class: price.OnOrder, Kind: price.Percentage, BasisPoints: 1000, WithProducts: true, WithOrder: true},
	)
	got := price.Quote(c, r)
	// The one of 10 % is worth 120 on the bare cart, so it goes first: 20 of 200, then 50 of 180.
	want := []price.Share{
		{Discount: 1, Line: 0, Amount: 0}, {Discount: 1, Line: 1, Amount: 20},
		{Discount: 2, Line: 0, Amount: 0}, {Discount: 2, Line: 1, Amount: 50},
	}
	if diff := cmp.Diff(want, got.OrderShares); diff != "" {
		t.Errorf("shares (-want +got):\n%s", diff)
	}
	lines := []price.LineBill{
		{ID: "b", Subtotal: 1000, Shares: []price.Share{{Discount: 0, Line: 0, Amount: 1000}}},
		{ID: "a", Subtotal: 200, Total: 200, Order: 70},
	}
	if diff := cmp.Diff(lines, got.Lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if got.Merchandise != 1200 || got.Subtotal != 200 || got.OrderSavings != 70 || got.Total != 130 {
		t.Errorf("%d, %d, less %d is %d", got.Merchandise, got.Subtotal, got.OrderSavings, got.Total)
	}
}
