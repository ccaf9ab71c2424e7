package price_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

func TestReasons(t *testing.T) {
	end, past := noon, noon.Add(-time.Minute)
	anna := &price.Buyer{CustomerID: 5, Tags: []string{" VIP ", "Métro"}, Uses: map[int64]int64{1: 2}}
	tenth := price.Discount{Kind: price.Percentage, BasisPoints: 1000, Items: everything}
	free := price.Discount{Kind: price.FreeShipping, Class: price.OnShipping}
	with := func(d price.Discount, change func(*price.Discount)) price.Discount {
		d = inForce(d)
		d.Code = "SAVE"
		change(&d)
		return d
	}
	toGermany := func(c *price.Cart) {
		c.Deliver, c.Destination = true, price.Destination{Country: "DE"}
	}
	tests := []struct {
		name     string
		discount price.Discount
		cart     func(*price.Cart)
		want     price.Reason
	}{
		{"a code that no discount has", with(tenth, func(d *price.Discount) { d.Code = "OTHER" }), nil, price.NotFound},
		{"a discount that is switched off", with(tenth, func(d *price.Discount) { d.Enabled = false }), nil, price.Inactive},
		{"a discount that begins later", with(tenth, func(d *price.Discount) { d.StartsAt = noon.Add(1) }), nil, price.Inactive},
		{"a discount that begins now", with(tenth, func(d *price.Discount) { d.StartsAt = noon }), nil, ""},
		{"a discount that ends now", with(tenth, func(d *price.Discount) { d.EndsAt = &end }), nil, price.Inactive},
		{"a discount that ended", with(tenth, func(d *price.Discount) { d.EndsAt = &past }), nil, price.Inactive},
		{"a percentage of the delivery, which is no kind", with(tenth, func(d *price.Discount) { d.Class = price.OnShipping }), nil, price.Inactive},
		{"a gift off the order, which is no kind", with(tenth, func(d *price.Discount) { d.Kind, d.Class = price.BuyGet, price.OnOrder }), nil, price.Inactive},

		{"the last use is taken", with(tenth, func(d *price.Discount) { d.Limit, d.Used = 3, 3 }), nil, price.UsedUp},
		{"one use is left", with(tenth, func(d *price.Discount) { d.Limit, d.Used = 3, 2 }), nil, ""},
		{"a guest asks for what is for customers", with(tenth, func(d *price.Discount) { d.Customers = []int64{5} }), nil, price.CustomerMissing},
		{"a guest asks for what is for a tag", with(tenth, func(d *price.Discount) { d.Tags = []string{"vip"} }), nil, price.CustomerMissing},
		{"another customer asks", with(tenth, func(d *price.Discount) { d.Customers, d.Tags = []int64{6}, []string{"staff"} }),
			func(c *price.Cart) { c.Buyer = anna }, price.CustomerIneligible},
		{"the customer is named", with(tenth, func(d *price.Discount) { d.Customers, d.Tags = []int64{6, 5}, []string{"staff"} }),
			func(c *price.Cart) { c.Buyer = anna }, ""},
		{"the customer has a tag that is written otherwise", with(tenth, func(d *price.Discount) { d.Customers, d.Tags = []int64{6}, []string{"x", "metro"} }),
			func(c *price.Cart) { c.Buyer = anna }, ""},
		{"the customer has used it twice of two times", with(tenth, func(d *price.Discount) { d.OncePer = 2 }),
			func(c *price.Cart) { c.Buyer = anna }, price.CustomerUsedUp},
		{"the customer has used it twice of three times", with(tenth, func(d *price.Discount) { d.OncePer = 3 }),
			func(c *price.Cart) { c.Buyer = anna }, ""},
		{"a guest asks for what each customer may have once", with(tenth, func(d *price.Discount) { d.OncePer = 1 }), nil, ""},

		{"no line is named", with(tenth, func(d *price.Discount) { d.Items = variant(9) }), nil, price.NoEntitledLines},
		{"a variant is named", with(tenth, func(d *price.Discount) { d.Items = variant(9, 2) }), nil, ""},
		{"a product is named", with(tenth, func(d *price.Discount) { d.Items = price.Items{Products: []int64{20}} }), nil, ""},
		{"a collection is named", with(tenth, func(d *price.Discount) { d.Items = price.Items{Collections: []int64{5, 7}} }), nil, ""},
		{"one of many variants is named", with(tenth, func(d *price.Discount) {
			d.Items = variant(11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 2)
		}), nil, ""},
		{"none of many variants is in the cart", with(tenth, func(d *price.Discount) {
			d.Items = variant(11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25)
		}), nil, price.NoEntitledLines},
		{"an order of nothing", with(tenth, func(d *price.Discount) { d.Class = price.OnOrder }),
			func(c *price.Cart) { c.Lines = nil }, price.NoEntitledLines},
		{"the named lines cost too little", with(tenth, func(d *price.Discount) { d.Items, d.MinimumAmount = variant(1), 2001 }), nil, price.AmountNotInRange},
		{"the named lines cost just enough", with(tenth, func(d *price.Discount) { d.Items, d.MinimumAmount = variant(1), 2000 }), nil, ""},
		{"the order costs just enough", with(tenth, func(d *price.Discount) { d.Class, d.Items, d.MinimumAmount = price.OnOrder, variant(1), 2500 }), nil, ""},
		{"the named units are too few", with(tenth, func(d *price.Discount) { d.Items, d.MinimumQuantity = variant(1), 3 }), nil, price.QuantityNotInRange},
		{"the order's units are just enough", with(tenth, func(d *price.Discount) { d.Class, d.MinimumQuantity = price.OnOrder, 3 }), nil, ""},
		{"the amount is told before the quantity", with(tenth, func(d *price.Discount) { d.MinimumAmount, d.MinimumQuantity = 9999, 99 }), nil, price.AmountNotInRange},

		{"too few units are bought", with(price.Discount{Kind: price.BuyGet}, func(d *price.Discount) {
			d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity = variant(1), 3, variant(2), 1
		}), nil, price.QuantityNotInRange},
		{"nothing is there to get", with(price.Discount{Kind: price.BuyGet}, func(d *price.Discount) {
			d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity = variant(1), 2, variant(9), 1
		}), nil, price.NoEntitledLines},
		{"what is bought leaves nothing to get", with(price.Discount{Kind: price.BuyGet}, func(d *price.Discount) {
			d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity = variant(1), 2, variant(1), 1
		}), nil, price.QuantityNotInRange},
		{"nothing is bought and nothing gotten", with(price.Discount{Kind: price.BuyGet}, func(d *price.Discount) {
			d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity = variant(8), 1, variant(9), 1
		}), nil, price.NoEntitledLines},
		{"enough is bought and something is there to get", with(price.Discount{Kind: price.BuyGet}, func(d *price.Discount) {
			d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity = variant(1), 2, variant(2), 1
		}), nil, ""},
		{"the minimum is counted over what is bought", with(price.Discount{Kind: price.BuyGet}, func(d *price.Discount) {
			d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity, d.MinimumAmount = variant(1), 2, variant(2), 1, 2001
		}), nil, price.AmountNotInRange},

		{"nothing ships", with(free, func(d *price.Discount) {}),
			func(c *price.Cart) { c.Lines[0].Ships, c.Lines[1].Ships = false, false }, price.NoEntitledDelivery},
		{"it is not known where to", with(free, func(d *price.Discount) { d.Countries, d.MaxDelivery = []string{"FR"}, 1 }), nil, ""},
		{"the country is not among those", with(free, func(d *price.Discount) { d.Countries = []string{"FR", "AT"} }),
			func(c *price.Cart) { c.Destination.Country = "DE" }, price.NoEntitledDelivery},
		{"the country is among those", with(free, func(d *price.Discount) { d.Countries = []string{"FR", "DE"} }), toGermany, ""},
		{"every delivery costs too much", with(free, func(d *price.Discount) { d.MaxDelivery = 489 }), toGermany, price.NoEntitledDelivery},
		{"a delivery costs just as much as it may", with(free, func(d *price.Discount) { d.MaxDelivery = 490 }), toGermany, ""},
		{"nobody delivers there", with(free, func(d *price.Discount) {}),
			func(c *price.Cart) { c.Deliver, c.Destination = true, price.Destination{Country: "FR"} }, price.NoEntitledDelivery},
	}
	zones := []price.Zone{{ID: 1, Places: []price.Place{{Country: "DE"}}, Rates: []price.Rate{
		{ID: 1, Handle: "standard", Price: 490}, {ID: 2, Handle: "express", Price: 990},
	}}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := cart(piece("a", 1000, 2), piece("b", 500, 1))
			if tt.cart != nil {
				tt.cart(&c)
			}
			r := price.Rules{Discounts: []price.Discount{tt.discount}, Zones: zones}

			c.Codes = []string{" save "}
			coded := price.Quote(c, r)
			want := []price.CodeState{{Code: " save ", DiscountID: 1, Applicable: tt.want == "", Reason: tt.want}}
			if tt.want == price.NotFound {
				want[0].DiscountID = 0
			}
			if diff := cmp.Diff(want, coded.Codes); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}

			// The same discount without a code takes the same, and is silent about why it does not.
			if tt.want == price.NotFound {
				return
			}
			c.Codes = nil
			r.Discounts[0].Code = ""
			automatic := price.Quote(c, r)
			if len(automatic.Codes) != 0 || automatic.Total != coded.Total {
				t.Errorf("without a code the total is %d and not %d; codes %v", automatic.Total, coded.Total, automatic.Codes)
			}
			if tt.want != "" && len(automatic.Discounts) != 0 {
				t.Errorf("it is taken off all the same: %v", automatic.Discounts)
			}
		})
	}
}

func TestCodes(t *testing.T) {
	tenth := func(id int64, code string) price.Discount {
		return price.Discount{ID: id, Code: code, Kind: price.Percentage, BasisPoints: 1000, Items: everything}
	}
	t.Run("codes keep their order and spelling", func(t *testing.T) {
		c := cart(piece("a", 1000, 1))
		c.Codes = []string{"nope", "Straße10", ""}
		got := price.Quote(c, rules(tenth(4, "STRASSE10"), tenth(3, "unasked")))
		want := []price.CodeState{
			{Code: "nope", Reason: price.NotFound},
			{Code: "Straße10", DiscountID: 4, Applicable: true},
			{Reason: price.NotFound},
		}
		if diff := cmp.Diff(want, got.Codes); diff != "" {
			t.Errorf("codes (-want +got):\n%s", diff)
		}
		applied := []price.Applied{{
			DiscountID: 4, Code: "Straße10", Class: price.OnProducts, Kind: price.Percentage, BasisPoints: 1000,
			Method: price.Each, Selection: price.All, Taken: 100,
		}}
		if diff := cmp.Diff(applied, got.Discounts); diff != "" {
			t.Errorf("discounts (-want +got):\n%s", diff)
		}
	})
	t.Run("a code that is entered twice is taken once", func(t *testing.T) {
		c := cart(piece("a", 1000, 1))
		c.Codes = []string{"TEN", "ten"}
		d := tenth(1, "Ten")
		d.WithProducts = true
		got := price.Quote(c, rules(d))
		if got.Total != 900 || !got.Codes[0].Applicable || !got.Codes[1].Applicable {
			t.Errorf("total %d, codes %v", got.Total, got.Codes)
		}
	})
	t.Run("of two discounts with one code the older has it", func(t *testing.T) {
		c := cart(piece("a", 1000, 1))
		c.Codes = []string{"TEN"}
		got := price.Quote(c, rules(tenth(8, "TEN"), tenth(2, "ten"), tenth(5, "TEN")))
		if got.Codes[0].DiscountID != 2 {
			t.Errorf("codes %v", got.Codes)
		}
	})
}
