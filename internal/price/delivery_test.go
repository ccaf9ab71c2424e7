package price_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

// flat is a rate of one price.
func flat(id int64, handle string, amount int64) price.Rate {
	return price.Rate{ID: id, Handle: handle, Price: amount}
}

// deliverTo makes a cart one that is delivered to a country and perhaps a province.
func deliverTo(c price.Cart, country, province string) price.Cart {
	c.Deliver = true
	c.Destination = price.Destination{Country: country, Province: province}
	return c
}

func TestZones(t *testing.T) {
	zone := func(id int64, handle string, places ...price.Place) price.Zone {
		return price.Zone{ID: id, Places: places, Rates: []price.Rate{flat(id, handle, 100)}}
	}
	world, world2 := zone(1, "world"), zone(6, "second world")
	eu := zone(5, "eu", price.Place{Country: "DE"}, price.Place{Country: "FR"}, price.Place{Country: "US"})
	eu2 := zone(3, "older eu", price.Place{Country: "DE"})
	west := zone(9, "west", price.Place{Country: "CA"}, price.Place{Country: "US", Provinces: []string{"CA", "OR"}})
	mixed := zone(4, "mixed", price.Place{Country: "US", Provinces: []string{"NY"}}, price.Place{Country: "US"})
	tests := []struct {
		name              string
		zones             []price.Zone
		country, province string
		want              string
	}{
		{"a country before the rest of the world", []price.Zone{world, eu}, "DE", "", "eu"},
		{"the rest of the world serves what nobody names", []price.Zone{eu, world}, "JP", "", "world"},
		{"nobody serves what nobody names", []price.Zone{eu, west}, "JP", "", ""},
		{"a province before its country", []price.Zone{eu, west}, "US", "OR", "west"},
		{"another province falls back on the country", []price.Zone{west, eu}, "US", "NY", "eu"},
		{"no province falls back on the country", []price.Zone{west, eu}, "US", "", "eu"},
		{"a province of one country is not a country", []price.Zone{west, world}, "CA", "BC", "west"},
		{"the lowest id of two countries", []price.Zone{eu, eu2, world}, "DE", "", "older eu"},
		{"the lowest id of two worlds", []price.Zone{world2, world}, "DE", "", "world"},
		{"the closest of two places of one zone", []price.Zone{mixed, zone(2, "ny", price.Place{Country: "US", Provinces: []string{"NY"}})}, "US", "NY", "ny"},
		{"nothing is known of where to", []price.Zone{world}, "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := price.Quote(deliverTo(cart(piece("a", 1000, 1)), tt.country, tt.province), price.Rules{Zones: tt.zones})
			if got.Option != tt.want || len(got.Options) > 1 {
				t.Errorf("option %q of %v, want %q", got.Option, got.Options, tt.want)
			}
		})
	}
}

func TestRates(t *testing.T) {
	rate := func(change func(*price.Rate)) price.Rate {
		r := flat(1, "post", 490)
		change(&r)
		return r
	}
	const offered, not = true, false
	// The cart weighs 2 kg and costs 40.00.
	tests := []struct {
		name    string
		rate    price.Rate
		offered bool
		want    int64
	}{
		{"a flat price", rate(func(r *price.Rate) {}), offered, 490},
		{"a price per kilogram", rate(func(r *price.Rate) { r.PerKilogram = 100 }), offered, 690},
		{"free below what the goods cost", rate(func(r *price.Rate) { r.PerKilogram, r.FreeFrom = 100, 4000 }), offered, 0},
		{"free above what the goods cost", rate(func(r *price.Rate) { r.FreeFrom = 4001 }), offered, 490},
		{"the parcel is just heavy enough", rate(func(r *price.Rate) { r.MinWeight = 2_000_000 }), offered, 490},
		{"the parcel is too light", rate(func(r *price.Rate) { r.MinWeight = 2_000_001 }), not, 0},
		{"the parcel is just light enough", rate(func(r *price.Rate) { r.MaxWeight = 2_000_000 }), offered, 490},
		{"the parcel is too heavy", rate(func(r *price.Rate) { r.MaxWeight = 1_999_999 }), not, 0},
		{"the goods are just dear enough", rate(func(r *price.Rate) { r.MinValue = 4000 }), offered, 490},
		{"the goods are too cheap", rate(func(r *price.Rate) { r.MinValue = 4001 }), not, 0},
		{"the goods are just cheap enough", rate(func(r *price.Rate) { r.MaxValue = 4000 }), offered, 490},
		{"the goods are too dear", rate(func(r *price.Rate) { r.MaxValue = 3999 }), not, 0},
		{"a negative price is nothing", rate(func(r *price.Rate) { r.Price, r.PerKilogram = -5, -5 }), offered, 0},
		{"the highest price", rate(func(r *price.Rate) { r.Price, r.PerKilogram = math.MaxInt64, math.MaxInt64 }), offered, 1e17},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			download := piece("z", 9900, 1) // is no part of the parcel
			download.Ships = false
			c := deliverTo(cart(piece("a", 1000, 4), download), "DE", "")
			got := price.Quote(c, price.Rules{Zones: []price.Zone{{ID: 1, Rates: []price.Rate{tt.rate}}}})
			if len(got.Options) == 1 != tt.offered || got.Delivery != tt.want {
				t.Errorf("%d of %v, want %d", got.Delivery, got.Options, tt.want)
			}
		})
	}
	t.Run("every begun kilogram counts", func(t *testing.T) {
		r := price.Rules{Zones: []price.Zone{{ID: 1, Rates: []price.Rate{{Handle: "post", PerKilogram: 100}}}}}
		for weight, want := range map[int64]int64{0: 0, 1: 100, 1_000_000: 100, 1_000_001: 200, math.MaxInt64: 922_337_203_685_500} {
			line := piece("a", 1000, 1)
			line.WeightMilligram = weight
			if got := price.Quote(deliverTo(cart(line), "DE", ""), r).Delivery; got != want {
				t.Errorf("%d mg cost %d, want %d", weight, got, want)
			}
		}
	})
	t.Run("the heaviest parcel is heavier than any bound", func(t *testing.T) {
		line := piece("a", 1000, 1_000_000)
		line.WeightMilligram = math.MaxInt64
		r := price.Rules{Zones: []price.Zone{{ID: 1, Rates: []price.Rate{{Handle: "post", MaxWeight: math.MaxInt64 - 1}}}}}
		if got := price.Quote(deliverTo(cart(line, piece("b", 1, 1)), "DE", ""), r); len(got.Options) != 0 {
			t.Errorf("options %v", got.Options)
		}
	})
	t.Run("a rate goes by what discounts have left of the goods", func(t *testing.T) {
		r := rules(price.Discount{Class: price.OnOrder, Kind: price.Fixed, Amount: 1})
		r.Zones = []price.Zone{{ID: 1, Rates: []price.Rate{{Handle: "post", Price: 490, FreeFrom: 4000}}}}
		if got := price.Quote(deliverTo(cart(piece("a", 1000, 4)), "DE", ""), r); got.Delivery != 490 {
			t.Errorf("delivery %d", got.Delivery)
		}
	})
}

func TestOptions(t *testing.T) {
	r := price.Rules{
		Zones: []price.Zone{{ID: 1, Rates: []price.Rate{
			{ID: 1, Handle: "express", Code: "EXP", Title: "Express", Description: "tomorrow", Price: 990},
			flat(2, "post", 490), flat(3, "bike", 490),
		}}},
		Pickups: []price.Pickup{
			{LocationID: 1, Handle: "shop", Title: "Our shop", Description: "from ten", Country: "DE"},
			{LocationID: 2, Handle: "abbey", Country: "DE", Price: 490},
			{LocationID: 3, Handle: "paris", Country: "FR"},
		},
	}
	options := []price.Option{
		{Handle: "shop", Title: "Our shop", Description: "from ten", Pickup: true},
		{Handle: "bike", Price: 490},
		{Handle: "post", Price: 490},
		{Handle: "abbey", Pickup: true, Price: 490},
		{Handle: "express", Code: "EXP", Title: "Express", Description: "tomorrow", Price: 990},
	}
	tests := []struct {
		name   string
		choose string
		rules  price.Rules
		want   string
		price  int64
	}{
		{"the cheapest shipping is charged, though a pickup is cheaper", "", r, "bike", 490},
		{"the buyer's choice is charged", "express", r, "express", 990},
		{"a pickup is chosen", "shop", r, "shop", 0},
		{"a choice that is not offered", "paris", r, "bike", 490},
		{"nobody ships, so a pickup is charged", "", price.Rules{Pickups: r.Pickups}, "shop", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := deliverTo(cart(piece("a", 1000, 1)), "DE", "")
			c.Option = tt.choose
			got := price.Quote(c, tt.rules)
			if got.Option != tt.want || got.Delivery != tt.price || got.Total != 1000+tt.price || got.Estimated {
				t.Errorf("option %q for %d, total %d, estimated %v", got.Option, got.Delivery, got.Total, got.Estimated)
			}
			if len(tt.rules.Zones) > 0 {
				if diff := cmp.Diff(options, got.Options); diff != "" {
					t.Errorf("options (-want +got):\n%s", diff)
				}
			}
		})
	}
	t.Run("nothing is offered where nothing ships", func(t *testing.T) {
		line := piece("a", 1000, 1)
		line.Ships = false
		got := price.Quote(deliverTo(cart(line), "DE", ""), r)
		if len(got.Options) != 0 || got.Option != "" || got.Estimated {
			t.Errorf("options %v, estimated %v", got.Options, got.Estimated)
		}
	})
	t.Run("nothing is offered before there is an address", func(t *testing.T) {
		c := cart(piece("a", 1000, 1))
		c.Destination.Country = "DE"
		if got := price.Quote(c, r); len(got.Options) != 0 || !got.Estimated {
			t.Errorf("options %v, estimated %v", got.Options, got.Estimated)
		}
	})
}

func TestFreeShipping(t *testing.T) {
	free := price.Discount{ID: 1, Title: "Free delivery", Class: price.OnShipping, Kind: price.FreeShipping}
	applied := func(taken int64) []price.Applied {
		return []price.Applied{{
			DiscountID: 1, Title: "Free delivery", Class: price.OnShipping, Kind: price.FreeShipping, BasisPoints: 10_000,
			Method: price.Each, Selection: price.All, Taken: taken,
		}}
	}
	upTo := free
	upTo.MaxDelivery = 490
	tests := []struct {
		name     string
		discount price.Discount
		choose   string
		goods    int64
		deliver  bool
		applied  []price.Applied
		delivery int64
		saved    int64
	}{
		{"the whole delivery is taken off", free, "express", 1000, true, applied(990), 0, 990},
		{"there is no delivery yet", free, "", 1000, false, applied(0), 0, 0},
		{"the delivery is cheap enough", upTo, "post", 1000, true, applied(490), 0, 490},
		{"the chosen delivery costs too much", upTo, "express", 1000, true, nil, 990, 0},
		{"the delivery is free already", free, "post", 6000, true, nil, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := rules(tt.discount)
			r.Zones = []price.Zone{{ID: 1, Rates: []price.Rate{
				{Handle: "post", Price: 490, FreeFrom: 5000}, {Handle: "express", Price: 990},
			}}}
			c := deliverTo(cart(piece("a", tt.goods, 1)), "DE", "")
			c.Deliver = tt.deliver
			c.Option = tt.choose
			got := price.Quote(c, r)
			if diff := cmp.Diff(tt.applied, got.Discounts); diff != "" {
				t.Errorf("discounts (-want +got):\n%s", diff)
			}
			if got.Delivery != tt.delivery || got.DeliverySavings != tt.saved || got.Total != tt.goods+tt.delivery {
				t.Errorf("delivery %d, saved %d, total %d", got.Delivery, got.DeliverySavings, got.Total)
			}
		})
	}
}
