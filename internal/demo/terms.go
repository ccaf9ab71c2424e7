package demo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/price"
	"cartwright/internal/terms"
)

// GiftCardCode is the code of the demo shop's gift card, worth 25 euro.
const GiftCardCode = "FERN-WEIR-DEMO-2500"

// promoted is when the demo shop's promotions began.
var promoted = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// kilogram in milligrams.
const kilogram = 1_000_000

// discounts are the promotions. larder is the collection of things to eat.
func discounts(larder int64) []price.Discount {
	return []price.Discount{
		{
			Code: "WELCOME10", Title: "Ten percent off your first order", Class: price.OnOrder, Kind: price.Percentage, BasisPoints: 1000,
			OncePer: 1, WithProducts: true, WithShipping: true,
		},
		{
			Code: "FREESHIP", Title: "Free delivery from 25 euro", Class: price.OnShipping, Kind: price.FreeShipping, MinimumAmount: 2500,
			WithProducts: true, WithOrder: true,
		},
		{
			Code: "FIVEOFF", Title: "Five euro off from 50 euro", Class: price.OnOrder, Kind: price.Fixed, Amount: 500, MinimumAmount: 5000,
			WithProducts: true, WithShipping: true,
		},
		{
			Title: "Three for two from the larder", Class: price.OnProducts, Kind: price.BuyGet, BasisPoints: 10_000,
			Buys: price.Items{Collections: []int64{larder}}, BuyQuantity: 2, Gets: price.Items{Collections: []int64{larder}}, GetQuantity: 1,
			WithOrder: true, WithShipping: true,
		},
	}
}

// zones are where the shop delivers to, as its shipping policy says.
func zones() []terms.Zone {
	places := func(codes ...string) []price.Place {
		out := make([]price.Place, len(codes))
		for i, c := range codes {
			out[i] = price.Place{Country: c}
		}
		return out
	}
	return []terms.Zone{
		{Name: "Ireland", Places: places("IE"), Rates: []terms.Rate{
			{Handle: "ireland-post", Code: "POST", Title: "By post", Description: "1 to 2 working days", Price: 450, FreeFrom: 6000},
			{Handle: "ireland-courier", Code: "COURIER", Title: "By courier", Description: "The next working day", Price: 950},
		}},
		{Name: "European Union", Places: places("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IT", "LT", "LU", "LV",
			"MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"), Rates: []terms.Rate{
			{Handle: "europe-post", Code: "POST", Title: "By post", Description: "3 to 5 working days", Price: 900, FreeFrom: 12_000},
		}},
		{Name: "Great Britain, Norway, Switzerland", Places: places("GB", "NO", "CH"), Rates: []terms.Rate{
			{Handle: "neighbours-post", Code: "POST", Title: "By post, duties included", Description: "4 to 7 working days", Price: 1400},
		}},
		{Name: "North America", Places: places("US", "CA"), Rates: []terms.Rate{
			{Handle: "america-post", Code: "POST", Title: "By post", Description: "6 to 10 working days", Price: 2400, MaxWeight: 10 * kilogram},
			{Handle: "america-freight", Code: "FREIGHT", Title: "As freight", Description: "10 to 15 working days", Price: 2400, PerKilogram: 300, MinWeight: 10*kilogram + 1},
		}},
	}
}

// vat are the standard rates of value added tax where it is charged, in basis points, and what most food is taxed at where
// that is another rate. They are those of 2026; an example, and no advice.
var vat = map[string]struct {
	standard int64
	food     int64 // -1: the standard rate
}{
	"AT": {2000, 1000}, "BE": {2100, 600}, "BG": {2000, -1}, "CY": {1900, 500}, "CZ": {2100, 1200}, "DE": {1900, 700}, "DK": {2500, -1},
	"EE": {2400, -1}, "ES": {2100, 1000}, "FI": {2550, 1350}, "FR": {2000, 550}, "GB": {2000, 0}, "GR": {2400, 1300}, "HR": {2500, -1},
	"HU": {2700, -1}, "IE": {2300, 0}, "IT": {2200, 1000}, "LT": {2100, -1}, "LU": {1700, 300}, "LV": {2100, -1}, "MT": {1800, 0},
	"NL": {2100, 900}, "PL": {2300, 500}, "PT": {2300, 600}, "RO": {2100, 1100}, "SE": {2500, 600}, "SI": {2200, 950}, "SK": {2300, 1900},
}

// taxes are the rates of each country. In Canada one tax is the country's and others are its provinces': they add up, but
// not on food.
func taxes() map[string][]terms.TaxRate {
	const food = "reduced" // the tax code of what is in the larder
	out := make(map[string][]terms.TaxRate, len(vat)+1)
	for country, v := range vat {
		out[country] = []terms.TaxRate{{Title: "VAT", Country: country, BasisPoints: v.standard, OnDelivery: true}}
		if v.food >= 0 {
			out[country] = append(out[country], terms.TaxRate{Title: "VAT on food", Country: country, Class: food, BasisPoints: v.food})
		}
	}
	out["CA"] = []terms.TaxRate{
		{Title: "GST", Country: "CA", BasisPoints: 500, OnDelivery: true},
		{Title: "GST on food", Country: "CA", Class: food},
		{Title: "PST", Country: "CA", Province: "BC", BasisPoints: 700},
		{Title: "PST", Country: "CA", Province: "SK", BasisPoints: 600},
	}
	return out
}

// fillTerms puts what the shop sells on. What is there already, under the same code, title or name, becomes as declared.
func fillTerms(ctx context.Context, r Rooms) error {
	if r.Terms == nil {
		return nil
	}
	for _, fill := range []func(context.Context, Rooms) error{fillDiscounts, fillDelivery, fillTaxes, fillGiftCard} {
		if err := fill(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func fillDiscounts(ctx context.Context, r Rooms) error {
	larder, err := r.Catalog.FindCollection(ctx, "coffee-tea-and-larder")
	if err != nil {
		return fmt.Errorf("find what is three for two: %w", err)
	}
	there, err := allDiscounts(ctx, r.Terms)
	if err != nil {
		return err
	}
	for _, d := range discounts(int64(larder.ID)) {
		d.Enabled, d.StartsAt = true, promoted
		for _, t := range there {
			if t.Code == d.Code && (d.Code != "" || t.Title == d.Title) {
				d.ID = t.ID
			}
		}
		if _, err := r.Terms.PutDiscount(ctx, act.Nobody{}, d); err != nil {
			return fmt.Errorf("put the discount %q: %w", d.Title, err)
		}
	}
	return nil
}

// allDiscounts are those of the shop, which may have more than one page of them.
func allDiscounts(ctx context.Context, t *terms.Service) (all []terms.Discount, err error) {
	n := page.Max
	for args := (page.Args{First: &n}); ; {
		some, err := t.Discounts(ctx, "", false, args)
		if err != nil {
			return nil, fmt.Errorf("list the discounts there are: %w", err)
		}
		if all = append(all, some.Nodes...); !some.HasNext {
			return all, nil
		}
		after := some.Cursor(len(some.Nodes) - 1)
		args.After = &after
	}
}

func fillDelivery(ctx context.Context, r Rooms) error {
	there, err := r.Terms.Zones(ctx)
	if err != nil {
		return err
	}
	for _, z := range zones() {
		for _, t := range there {
			if t.Name == z.Name {
				z.ID = t.ID
			}
		}
		if _, err := r.Terms.PutZone(ctx, act.Nobody{}, z, nil); err != nil {
			return fmt.Errorf("put the zone %q: %w", z.Name, err)
		}
	}
	locations, err := r.Shop.Locations(ctx)
	if err != nil {
		return err
	}
	var pickups []terms.Pickup
	for _, l := range locations {
		switch l.Name {
		case "Workshop and Shop by the Weir":
			pickups = append(pickups, terms.Pickup{LocationID: l.ID, Handle: "pickup-weir", Title: "Collect by the weir in Cork", Description: "Ready the next working day", Country: "IE"})
		case "Fernweir Dublin":
			pickups = append(pickups, terms.Pickup{LocationID: l.ID, Handle: "pickup-dublin", Title: "Collect in Dublin", Description: "Ready in two working days", Country: "IE"})
		}
	}
	_, err = r.Terms.PutPickups(ctx, act.Nobody{}, pickups, nil)
	return err
}

func fillTaxes(ctx context.Context, r Rooms) error {
	all := taxes()
	for _, country := range slices.Sorted(maps.Keys(all)) {
		if _, err := r.Terms.PutTaxRates(ctx, act.Nobody{}, country, all[country], nil); err != nil {
			return fmt.Errorf("put the taxes of %s: %w", country, err)
		}
	}
	_, err := r.Terms.SetTaxIncluded(ctx, act.Nobody{}, true, nil)
	return err
}

func fillGiftCard(ctx context.Context, r Rooms) error {
	_, err := r.Terms.FindGiftCardByCode(ctx, GiftCardCode)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	_, err = r.Terms.CreateGiftCard(ctx, act.Nobody{}, terms.GiftCardSpec{Code: GiftCardCode, Currency: "EUR", Balance: 2500, Note: "to try gift cards with"})
	return err
}
