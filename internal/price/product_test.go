package price_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

func TestDiscountsOnProducts(t *testing.T) {
	tests := []struct {
		name     string
		discount price.Discount
		lines    []price.Line
		want     []int64 // what is taken of each line
		method   price.Method
		selected price.Selection
	}{
		{"a percentage is taken of the sum and not line by line",
			price.Discount{Kind: price.Percentage, BasisPoints: 1000, Items: everything},
			[]price.Line{piece("a", 333, 1), piece("b", 333, 1), piece("c", 333, 1)}, []int64{34, 33, 33}, price.Each, price.All},
		{"the odd cent goes by the ids of lines and not by their order",
			price.Discount{Kind: price.Percentage, BasisPoints: 1000, Items: everything},
			[]price.Line{piece("c", 333, 1), piece("b", 333, 1), piece("a", 333, 1)}, []int64{33, 33, 34}, price.Each, price.All},
		{"half a cent is taken off",
			price.Discount{Kind: price.Percentage, BasisPoints: 5000, Items: variant(1)},
			[]price.Line{piece("a", 1, 1), piece("b", 1, 1)}, []int64{1, 0}, price.Each, price.Entitled},
		{"more than all is all",
			price.Discount{Kind: price.Percentage, BasisPoints: 20_000, Items: variant(1)},
			[]price.Line{piece("a", 7, 3)}, []int64{21}, price.Each, price.Entitled},
		{"an amount is shared by what lines cost",
			price.Discount{Kind: price.Fixed, Amount: 500, Items: price.Items{Collections: []int64{100, 200}}},
			[]price.Line{piece("a", 1000, 1), piece("b", 500, 4), piece("c", 999, 1)}, []int64{167, 333, 0}, price.Across, price.Entitled},
		{"an amount takes no more than there is",
			price.Discount{Kind: price.Fixed, Amount: 5000, Items: everything},
			[]price.Line{piece("a", 1000, 1), piece("b", 5, 4)}, []int64{1000, 20}, price.Across, price.All},
		{"an amount off each unit",
			price.Discount{Kind: price.Fixed, Amount: 150, EachUnit: true, Items: variant(1, 2)},
			[]price.Line{piece("a", 1000, 3), piece("b", 100, 4), piece("c", 1000, 1)}, []int64{450, 400, 0}, price.Each, price.Entitled},
		{"the highest amount off each of very many units",
			price.Discount{Kind: price.Fixed, Amount: math.MaxInt64, EachUnit: true, Items: everything},
			[]price.Line{piece("a", 1000, 1_000_000)}, []int64{1_000_000_000}, price.Each, price.All},
		{"a negative amount takes nothing",
			price.Discount{Kind: price.Fixed, Amount: -5, Items: everything},
			[]price.Line{piece("a", 1000, 1)}, []int64{0}, "", ""},
		{"a negative percentage takes nothing",
			price.Discount{Kind: price.Percentage, BasisPoints: -5, Items: everything},
			[]price.Line{piece("a", 1000, 1)}, []int64{0}, "", ""},
		{"nothing is taken of what costs nothing",
			price.Discount{Kind: price.Fixed, Amount: 5, Items: everything},
			[]price.Line{piece("a", 0, 1), piece("b", 0, 1)}, []int64{0, 0}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := price.Quote(cart(tt.lines...), rules(tt.discount))
			taken, _ := takenByLine(got)
			if diff := cmp.Diff(tt.want, taken); diff != "" {
				t.Errorf("taken (-want +got):\n%s", diff)
			}
			if tt.method == "" {
				if len(got.Discounts) != 0 {
					t.Errorf("discounts %v", got.Discounts)
				}
				return
			}
			if a := got.Discounts[0]; a.Method != tt.method || a.Selection != tt.selected {
				t.Errorf("it is spread %s %s", a.Method, a.Selection)
			}
		})
	}
}

func TestSharesNameTheirDiscount(t *testing.T) {
	c := cart(piece("b", 1000, 1), piece("a", 200, 1))
	r := rules(
		price.Discount{ID: 1, Title: "small", Kind: price.Percentage, BasisPoints: 1000, Items: everything, WithProducts: true},
		price.Discount{ID: 2, Title: "large", Kind: price.Fixed, Amount: 400, Items: variant(2), WithProducts: true},
	)
	got := price.Quote(c, r)
	lines := []price.LineBill{
		{ID: "b", Subtotal: 1000, Total: 540, Shares: []price.Share{{Discount: 0, Line: 0, Amount: 400}, {Discount: 1, Line: 0, Amount: 60}}},
		{ID: "a", Subtotal: 200, Total: 180, Shares: []price.Share{{Discount: 1, Line: 1, Amount: 20}}},
	}
	if diff := cmp.Diff(lines, got.Lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	discounts := []price.Applied{
		{DiscountID: 2, Title: "large", Class: price.OnProducts, Kind: price.Fixed, Amount: 400, Method: price.Across, Selection: price.Entitled, Taken: 400},
		{DiscountID: 1, Title: "small", Class: price.OnProducts, Kind: price.Percentage, BasisPoints: 1000, Method: price.Each, Selection: price.All, Taken: 80},
	}
	if diff := cmp.Diff(discounts, got.Discounts); diff != "" {
		t.Errorf("discounts (-want +got):\n%s", diff)
	}
}
