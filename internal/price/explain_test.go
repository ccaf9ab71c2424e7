package price_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

var update = flag.Bool("update", false, "write testdata anew")

// busy is a cart that meets with nearly everything, and its rules.
func busy() (price.Cart, price.Rules) {
	book, voucher := piece("b", 1250, 2), piece("c", 5000, 1)
	book.TaxClass = "book"
	voucher.Taxable, voucher.Ships = false, false
	c := deliverTo(cart(piece("a", 1999, 3), book, voucher, piece("d", 5, 1)), "DE", "BE")
	c.Option = "post"
	c.Codes = []string{"welcome10", "FREESHIP", "gone", "STAFF", "LATE", "TINY"}
	c.GiftCards = []price.GiftCard{{ID: 7, Balance: 2000}, {ID: 8, Balance: 50_000}}

	late := noon.Add(36 * time.Hour)
	all := price.Discount{WithProducts: true, WithOrder: true, WithShipping: true}
	with := func(change func(*price.Discount)) price.Discount {
		d := all
		change(&d)
		return d
	}
	r := rules(
		with(func(d *price.Discount) {
			d.ID, d.Code, d.Class, d.Kind, d.BasisPoints = 1, "WELCOME10", price.OnOrder, price.Percentage, 1000
		}),
		with(func(d *price.Discount) {
			d.ID, d.Code, d.Class, d.Kind, d.MaxDelivery = 2, "FREESHIP", price.OnShipping, price.FreeShipping, 1000
		}),
		with(func(d *price.Discount) {
			d.ID, d.Title, d.Kind, d.BasisPoints = 3, "Three for two", price.BuyGet, 10_000
			d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity = variant(1), 2, variant(1), 1
		}),
		with(func(d *price.Discount) {
			d.ID, d.Title, d.Kind, d.Amount, d.EachUnit, d.Items = 4, "Book week", price.Fixed, 101, true, variant(2)
		}),
		with(func(d *price.Discount) {
			d.ID, d.Code, d.Kind, d.BasisPoints, d.Items, d.Tags = 5, "STAFF", price.Percentage, 2550, everything, []string{"staff"}
		}),
		with(func(d *price.Discount) {
			d.ID, d.Code, d.Kind, d.Amount, d.Items = 6, "LATE", price.Fixed, 500, everything
		}),
		price.Discount{ID: 9, Code: "TINY", Kind: price.Fixed, Amount: 1, Items: variant(4)},
		with(func(d *price.Discount) {
			d.ID, d.Title, d.Class, d.Kind, d.Amount, d.MinimumAmount = 8, "Big spenders", price.OnOrder, price.Fixed, 5000, 50_000
		}),
	)
	r.Discounts[5].StartsAt = late
	r.TaxIncluded = true
	r.Zones = []price.Zone{
		{ID: 1, Name: "Germany", Places: []price.Place{{Country: "DE"}}, Rates: []price.Rate{
			{ID: 1, Handle: "post", Title: "Parcel", Price: 490, PerKilogram: 50}, {ID: 2, Handle: "express", Title: "Tomorrow", Price: 1490},
		}},
		{ID: 2, Name: "World"},
	}
	r.Pickups = []price.Pickup{{LocationID: 1, Handle: "workshop", Title: "Our workshop", Country: "DE"}}
	r.Taxes = []price.TaxRate{
		{ID: 1, Title: "VAT", Country: "DE", BasisPoints: 1900, OnDelivery: true},
		{ID: 2, Title: "VAT on books", Country: "DE", Class: "book", BasisPoints: 700},
		{ID: 3, Title: "City levy", Country: "DE", Province: "BE", BasisPoints: 150, OnDelivery: true},
	}
	return c, r
}

func TestExplain(t *testing.T) {
	tests := []struct {
		name, golden string
		scene        func() (price.Cart, price.Rules)
	}{
		{"a cart that meets with nearly everything", "busy", busy},
		{"the same where tax is added and no address is known", "on-top", func() (price.Cart, price.Rules) {
			c, r := busy()
			c.Deliver, c.GiftCards = false, nil
			r.TaxIncluded = false
			return c, r
		}},
		{"the same in yen, to where nobody delivers", "yen", func() (price.Cart, price.Rules) {
			c, r := busy()
			c.Currency = "JPY"
			c.Destination = price.Destination{Country: "JP"}
			r.Zones = r.Zones[:1]
			return c, r
		}},
		{"an empty cart", "empty", func() (price.Cart, price.Rules) { return cart(), price.Rules{} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, r := tt.scene()
			got := price.Quote(c, r).Explain(c, r)
			path := filepath.Join("testdata", "explain-"+tt.golden+".golden.txt")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a bill of another cart", func(t *testing.T) {
		c, r := busy()
		if got := price.Quote(c, r).Explain(cart(), r); got != "the bill is not of this cart\n" {
			t.Errorf("text %q", got)
		}
	})
}
