package price_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

func TestLines(t *testing.T) {
	t.Run("an empty cart costs nothing", func(t *testing.T) {
		got := price.Quote(cart(), price.Rules{})
		if diff := cmp.Diff(price.Bill{Lines: []price.LineBill{}, Codes: []price.CodeState{}, Estimated: true}, got); diff != "" {
			t.Errorf("bill (-want +got):\n%s", diff)
		}
	})
	t.Run("a line costs its unit price times its quantity", func(t *testing.T) {
		got := price.Quote(cart(piece("b", 2999, 3), piece("a", 5, 1)), price.Rules{})
		want := price.Bill{
			Lines:       []price.LineBill{{ID: "b", Subtotal: 8997, Total: 8997}, {ID: "a", Subtotal: 5, Total: 5}},
			Codes:       []price.CodeState{},
			Merchandise: 9002, Subtotal: 9002, Total: 9002, Due: 9002, Estimated: true,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("bill (-want +got):\n%s", diff)
		}
	})
	t.Run("the dearest cart that is allowed is added up exactly", func(t *testing.T) {
		c := cart(piece("a", 99_999_999_999, 1_000_000), piece("b", 1_000_000, 1))
		c.Destination = price.Destination{Country: "DE"}
		r := rules(price.Discount{Kind: price.Percentage, Class: price.OnOrder, BasisPoints: 3333})
		r.Taxes = []price.TaxRate{{ID: 1, Country: "DE", BasisPoints: 10_000}}
		got := price.Quote(c, r)
		if got.Merchandise != 1e17 || got.OrderSavings != 33_330_000_000_000_000 || got.Total != 2*66_670_000_000_000_000 {
			t.Errorf("%d less %d is %d with tax", got.Merchandise, got.OrderSavings, got.Total)
		}
	})
}

func TestUntil(t *testing.T) {
	at := func(hours int) *time.Time {
		when := noon.Add(time.Duration(hours) * time.Hour)
		return &when
	}
	d := func(starts int, ends *time.Time) price.Discount {
		return price.Discount{Enabled: true, StartsAt: *at(starts), EndsAt: ends}
	}
	off := d(1, nil)
	off.Enabled = false
	tests := []struct {
		name      string
		discounts []price.Discount
		want      *time.Time
	}{
		{"nothing changes without discounts", nil, nil},
		{"a discount that runs on for ever changes nothing", []price.Discount{d(-1, nil)}, nil},
		{"a discount ends", []price.Discount{d(-1, at(3))}, at(3)},
		{"a discount begins before another ends", []price.Discount{d(-1, at(3)), d(2, at(4))}, at(2)},
		{"what has ended changes nothing", []price.Discount{d(-2, at(-1))}, nil},
		{"what begins now has begun", []price.Discount{d(0, at(5))}, at(5)},
		{"what is switched off never begins", []price.Discount{off}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := price.Quote(cart(piece("a", 1, 1)), price.Rules{Discounts: tt.discounts}).Until
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("until (-want +got):\n%s", diff)
			}
		})
	}
}
