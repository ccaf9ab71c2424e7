package catalog

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDerive(t *testing.T) {
	amount := func(n int64) *int64 { return &n }
	for name, tt := range map[string]struct {
		variants []Variant
		want     Product
	}{
		"one variant": {[]Variant{{Price: 500, Available: true}}, Product{VariantsCount: 1, PriceMin: 500, PriceMax: 500, Available: true}},
		"prices are bounds, wherever they stand": {[]Variant{{Price: 500}, {Price: 100}, {Price: 900}},
			Product{VariantsCount: 3, PriceMin: 100, PriceMax: 900}},
		"variants without a price to compare with do not count": {[]Variant{{Price: 1}, {Price: 1, CompareAt: amount(7)}, {Price: 1, CompareAt: amount(3)}},
			Product{VariantsCount: 3, PriceMin: 1, PriceMax: 1, CompareMin: amount(3), CompareMax: amount(7)}},
		"a price of nothing to compare with counts": {[]Variant{{CompareAt: amount(0)}}, Product{VariantsCount: 1, CompareMin: amount(0), CompareMax: amount(0)}},
		"stock that is not counted is not added": {[]Variant{{Quantity: 9, Available: true}, {Tracked: true, Quantity: 4, Available: true}, {Tracked: true, Quantity: -1}},
			Product{VariantsCount: 3, TotalInventory: 3, Tracked: true, Available: true}},
		"sold out": {[]Variant{{Tracked: true}, {Tracked: true}}, Product{VariantsCount: 2, Tracked: true}},
	} {
		t.Run(name, func(t *testing.T) {
			// What an earlier write left must not shine through.
			p := Product{VariantsCount: 77, PriceMin: -1, PriceMax: 1 << 40, CompareMin: amount(1), CompareMax: amount(2), TotalInventory: 5, Tracked: true, Available: true}
			derive(&p, tt.variants)
			if diff := cmp.Diff(tt.want, p); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSellable(t *testing.T) {
	for _, tt := range []struct {
		v    Variant
		want bool
	}{
		{Variant{}, true}, {Variant{Quantity: -3}, true}, {Variant{Tracked: true}, false}, {Variant{Tracked: true, Quantity: 1}, true},
		{Variant{Tracked: true, Quantity: -1}, false}, {Variant{Tracked: true, Oversell: true, Quantity: -1}, true},
	} {
		if got := tt.v.Sellable(); got != tt.want {
			t.Errorf("%+v: %t", tt.v, got)
		}
	}
}

func TestPublication(t *testing.T) {
	now := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	was := now.Add(-time.Hour)
	east := now.Add(time.Hour + 1234567*time.Nanosecond).In(time.FixedZone("east", 3600))
	kept := now.Add(time.Hour + time.Millisecond)
	for name, tt := range map[string]struct{ declared, was, want *time.Time }{
		"none":                         {nil, &was, nil},
		"none, and never was":          {nil, nil, nil},
		"the zero time keeps what was": {&time.Time{}, &was, &was},
		"the zero time is now when there was none":  {&time.Time{}, nil, &now},
		"a time is kept to the millisecond, in UTC": {&east, &was, &kept},
	} {
		t.Run(name, func(t *testing.T) {
			got := publication(tt.declared, tt.was, now)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if got != nil && got.Location() != time.UTC {
				t.Errorf("it is told in %v", got.Location())
			}
		})
	}
}
