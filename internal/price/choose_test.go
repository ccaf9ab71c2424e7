package price_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

func TestCombinations(t *testing.T) {
	percent := func(id int64, class price.Class, basisPoints int64, with ...price.Class) price.Discount {
		d := price.Discount{ID: id, Class: class, Kind: price.Percentage, BasisPoints: basisPoints, Items: everything}
		if class == price.OnShipping {
			d.Kind = price.FreeShipping
		}
		for _, c := range with {
			d.WithProducts = d.WithProducts || c == price.OnProducts
			d.WithOrder = d.WithOrder || c == price.OnOrder
			d.WithShipping = d.WithShipping || c == price.OnShipping
		}
		return d
	}
	code := func(d price.Discount, code string) price.Discount {
		d.Code = code
		return d
	}
	const products, order, shipping = price.OnProducts, price.OnOrder, price.OnShipping
	tests := []struct {
		name      string
		discounts []price.Discount
		want      map[int64]int64 // what each took
		refused   []string        // codes that are not honoured
	}{
		{"the larger of two is taken", []price.Discount{percent(1, products, 1000), percent(2, order, 2000)},
			map[int64]int64{2: 200}, nil},
		{"of two alike the lower id is taken", []price.Discount{percent(2, products, 1000), percent(1, order, 1000)},
			map[int64]int64{1: 100}, nil},
		{"of two alike the code is taken", []price.Discount{percent(1, products, 1000), code(percent(2, order, 1000), "B")},
			map[int64]int64{2: 100}, nil},
		{"a code that a better discount shuts out is not honoured", []price.Discount{percent(1, products, 2000), code(percent(2, order, 1000), "B")},
			map[int64]int64{1: 200}, []string{"B"}},
		{"two that allow each other are both taken", []price.Discount{percent(1, products, 1000, order), percent(2, order, 2000, products)},
			map[int64]int64{1: 100, 2: 180}, nil},
		{"one of them does not allow the other", []price.Discount{percent(1, products, 1000, order), percent(2, order, 2000, shipping, order)},
			map[int64]int64{2: 200}, nil},
		{"two on products that allow it work one after the other", []price.Discount{percent(1, products, 1000, products), percent(2, products, 5000, products)},
			map[int64]int64{2: 500, 1: 50}, nil},
		{"two on products, one of which does not allow it", []price.Discount{percent(1, products, 1000), percent(2, products, 5000, products)},
			map[int64]int64{2: 500}, nil},
		{"two on the order", []price.Discount{percent(1, order, 1000, order), percent(2, order, 5000, order)},
			map[int64]int64{2: 500, 1: 50}, nil},
		{"a third fits the first but not the second", []price.Discount{
			percent(1, products, 5000, order, shipping), percent(2, order, 2000, products), percent(3, shipping, 0, products),
		}, map[int64]int64{1: 500, 2: 100}, nil},
		{"a shut out second leaves room for the third", []price.Discount{
			percent(1, products, 5000, shipping), percent(2, order, 4000), percent(3, shipping, 0, products),
		}, map[int64]int64{1: 500, 3: 150}, nil},
		{"all three classes together", []price.Discount{
			percent(1, products, 1000, order, shipping), percent(2, order, 1000, products, shipping), percent(3, shipping, 0, products, order),
		}, map[int64]int64{1: 100, 2: 90, 3: 150}, nil},
		{"a code stays applicable though it finds nothing left", []price.Discount{
			percent(1, products, 10_000, order), code(percent(2, order, 1000, products), "B"),
		}, map[int64]int64{1: 1000}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := cart(piece("a", 1000, 1))
			c.Deliver, c.Destination = true, price.Destination{Country: "DE"}
			r := rules(tt.discounts...)
			r.Zones = []price.Zone{{ID: 1, Rates: []price.Rate{{ID: 1, Handle: "post", Price: 150}}}}
			for _, d := range tt.discounts {
				if d.Code != "" {
					c.Codes = append(c.Codes, d.Code)
				}
			}
			got := price.Quote(c, r)
			if diff := cmp.Diff(tt.want, takenByDiscount(got)); diff != "" {
				t.Errorf("taken (-want +got):\n%s", diff)
			}
			var refused []string
			for _, s := range got.Codes {
				if s.Reason == price.NotHonoured {
					refused = append(refused, s.Code)
				} else if !s.Applicable || s.Reason != "" {
					t.Errorf("code %+v", s)
				}
			}
			if diff := cmp.Diff(tt.refused, refused); diff != "" {
				t.Errorf("codes not honoured (-want +got):\n%s", diff)
			}
		})
	}
}
