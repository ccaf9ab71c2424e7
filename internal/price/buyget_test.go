package price_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

func TestBuyGet(t *testing.T) {
	offer := func(buys price.Items, buy int64, gets price.Items, get int64) price.Discount {
		return price.Discount{Kind: price.BuyGet, BasisPoints: 10_000, Buys: buys, BuyQuantity: buy, Gets: gets, GetQuantity: get}
	}
	with := func(d price.Discount, change func(*price.Discount)) price.Discount {
		change(&d)
		return d
	}
	twoGetOne := offer(everything, 2, everything, 1)
	tests := []struct {
		name     string
		discount price.Discount
		lines    []price.Line
		want     []int64 // what is taken of each line
	}{
		{"two units give nothing", twoGetOne, []price.Line{piece("a", 100, 2)}, []int64{0}},
		{"three units give one", twoGetOne, []price.Line{piece("a", 100, 3)}, []int64{100}},
		{"five units give one", twoGetOne, []price.Line{piece("a", 100, 5)}, []int64{100}},
		{"six units give two", twoGetOne, []price.Line{piece("a", 100, 6)}, []int64{200}},
		{"a million units give a third of a million", twoGetOne, []price.Line{piece("a", 100, 1_000_000)}, []int64{33_333_300}},
		{"the cheapest is given", twoGetOne, []price.Line{piece("a", 300, 1), piece("b", 100, 1), piece("c", 200, 1)}, []int64{0, 100, 0}},
		{"of one price the lowest id is given", twoGetOne, []price.Line{piece("c", 100, 1), piece("b", 100, 1), piece("a", 100, 1)}, []int64{0, 0, 100}},
		{"gifts are of more than one line", twoGetOne, []price.Line{piece("a", 300, 6), piece("b", 100, 1), piece("c", 200, 2)}, []int64{0, 100, 400}},
		{"as often as an order may", with(twoGetOne, func(d *price.Discount) { d.PerOrder = 2 }), []price.Line{piece("a", 100, 30)}, []int64{200}},
		{"half off", with(twoGetOne, func(d *price.Discount) { d.BasisPoints = 5000 }), []price.Line{piece("a", 101, 6)}, []int64{101}},
		{"one set is bought and another given", offer(variant(1), 2, variant(2), 1),
			[]price.Line{piece("a", 100, 4), piece("b", 900, 5)}, []int64{0, 1800}},
		{"gifts run out", offer(variant(1), 1, variant(2), 1), []price.Line{piece("a", 100, 4), piece("b", 900, 1)}, []int64{0, 900}},
		{"the last repetition gives what is there", offer(variant(1), 1, variant(2), 2),
			[]price.Line{piece("a", 100, 4), piece("b", 900, 3)}, []int64{0, 2700}},
		{"no repetition is whole", offer(everything, 2, everything, 2), []price.Line{piece("a", 100, 3)}, []int64{100}},
		{"an order may not have the part of a repetition", with(offer(everything, 2, everything, 2), func(d *price.Discount) { d.PerOrder = 1 }),
			[]price.Line{piece("a", 100, 7)}, []int64{200}},
		{"what can be given alone is given, though it is not bought", offer(variant(1, 2), 2, variant(2, 3), 1),
			[]price.Line{piece("a", 100, 2), piece("b", 900, 2), piece("c", 950, 2)}, []int64{0, 0, 1900}},
		{"enough stays to be bought before the cheapest is given", offer(variant(1), 2, variant(1, 2), 1),
			[]price.Line{piece("a", 100, 2), piece("b", 900, 1)}, []int64{0, 900}},
		{"one line is both and bought from first", offer(variant(1, 2), 1, variant(1), 1),
			[]price.Line{piece("a", 100, 3), piece("b", 900, 1)}, []int64{200, 0}},
		{"nothing need be bought", offer(everything, 0, variant(2), 2), []price.Line{piece("a", 100, 1), piece("b", 900, 3)}, []int64{0, 2700}},
		{"nothing need be bought, twice", with(offer(everything, 0, variant(2), 1), func(d *price.Discount) { d.PerOrder = 2 }),
			[]price.Line{piece("a", 100, 1), piece("b", 900, 3)}, []int64{0, 1800}},
		{"no gift is given", offer(everything, 1, everything, 0), []price.Line{piece("a", 100, 3)}, []int64{0}},
		{"more is asked for than anybody has", offer(everything, math.MaxInt64, everything, math.MaxInt64), []price.Line{piece("a", 100, 3)}, []int64{0}},
		{"more is given than anybody has", offer(everything, 1, everything, math.MaxInt64), []price.Line{piece("a", 100, 3)}, []int64{200}},
		{"what is free already is a gift of nothing", twoGetOne, []price.Line{piece("a", 100, 2), piece("b", 0, 1)}, []int64{0, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := price.Quote(cart(tt.lines...), rules(tt.discount))
			taken, _ := takenByLine(got)
			if diff := cmp.Diff(tt.want, taken); diff != "" {
				t.Errorf("taken (-want +got):\n%s", diff)
			}
			for _, a := range got.Discounts {
				if a.Method != price.Each || a.Selection != price.Explicit || a.BasisPoints != tt.discount.BasisPoints {
					t.Errorf("it is told as %+v", a)
				}
			}
		})
	}
	t.Run("gifts are given of what another discount has left", func(t *testing.T) {
		r := rules(
			price.Discount{ID: 1, Kind: price.Fixed, Amount: 100, Items: variant(1), WithProducts: true},
			with(twoGetOne, func(d *price.Discount) { d.ID, d.WithProducts = 2, true }),
		)
		got := price.Quote(cart(piece("a", 100, 3)), r)
		// 100 each at first, so the lower id goes first; a third of the 200 left is 66.
		if diff := cmp.Diff(map[int64]int64{1: 100, 2: 66}, takenByDiscount(got)); diff != "" {
			t.Errorf("taken (-want +got):\n%s", diff)
		}
	})
}
