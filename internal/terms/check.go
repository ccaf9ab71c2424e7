package terms

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/price"
)

// The bounds of what staff may write.
const (
	// MaxAmount is the greatest amount, in minor units.
	MaxAmount = 1_000_000_000_000

	maxCount  = 1_000_000_000
	maxText   = 255
	maxList   = 250
	maxWeight = 1_000_000_000_000 // milligrams: a thousand tonnes
	maxPoints = 10_000            // basis points
)

// between refuses a number out of bounds.
func between(path string, n, low, high int64) error {
	if n < low || n > high {
		return fault.Invalidf(path, "this is between %d and %d, got %d", low, high, n)
	}
	return nil
}

func checkText(path, text string, low, high int) error {
	n := utf8.RuneCountInString(text)
	switch {
	case n < low:
		return fault.Invalidf(path, "this may not be empty")
	case n > high:
		return fault.Invalidf(path, "at most %d characters, got %d", high, n)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return fault.Invalidf(path, "this may hold no control characters")
	case text != strings.TrimSpace(text):
		return fault.Invalidf(path, "this may not begin or end with a blank")
	}
	return nil
}

// checkTime refuses a time that not every database has: DATETIME reaches from the year 1000 to 9999.
func checkTime(path string, t *time.Time) error {
	if t != nil && (t.UTC().Year() < 1000 || t.UTC().Year() > 9999) {
		return fault.Invalidf(path, "a time is in the years 1000 to 9999, got the year %d", t.UTC().Year())
	}
	return nil
}

// checkIDs refuses ids that nothing has, and too many.
func checkIDs(path string, ids []int64) error {
	if err := between(path, int64(len(ids)), 0, maxList); err != nil {
		return err
	}
	for i, id := range ids {
		if id < 1 {
			return fault.Invalidf(fmt.Sprintf("%s.%d", path, i), "an id is above 0, got %d", id)
		}
	}
	return nil
}

// checkProvince holds a code against the form that addresses have it in: without the country.
func checkProvince(path, code string) error {
	if n := len(code); n < 1 || n > 20 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return fault.Invalidf(path, "a province is the second part of its ISO 3166-2 code, in capitals (NY), got %.40q", code)
	}
	return nil
}

func checkCountry(path, code string) error {
	if len(code) != 2 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return fault.Invalidf(path, "a country is two capital letters (ISO 3166), got %.40q", code)
	}
	return nil
}

// first is the first of some refusals.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func checkDiscount(d *price.Discount) error {
	titled := 1
	if d.Code != "" {
		titled = 0
	}
	err := first(checkText("code", d.Code, 0, maxText), checkText("title", d.Title, titled, maxText), checkWorth(d),
		between("minimumAmount", d.MinimumAmount, 0, MaxAmount), between("minimumQuantity", d.MinimumQuantity, 0, maxCount),
		between("maxDelivery", d.MaxDelivery, 0, MaxAmount), between("limit", d.Limit, 0, maxCount), between("oncePer", d.OncePer, 0, maxCount),
		between("perOrder", d.PerOrder, 0, maxCount), checkIDs("customers", d.Customers), between("tags", int64(len(d.Tags)), 0, maxList),
		between("countries", int64(len(d.Countries)), 0, maxList))
	if err != nil {
		return err
	}
	if d.Code != "" && len(codeKey(d.Code)) == 0 {
		return fault.Invalidf("code", "a code has something that is not an accent alone")
	}
	if d.StartsAt.IsZero() {
		return fault.Invalidf("startsAt", "say from when on it is in force")
	}
	if err := first(checkTime("startsAt", &d.StartsAt), checkTime("endsAt", d.EndsAt)); err != nil {
		return err
	}
	if d.EndsAt != nil && !moment(&d.StartsAt).Before(*moment(d.EndsAt)) {
		return fault.Invalidf("endsAt", "it ends after it starts")
	}
	for i, c := range d.Countries {
		if err := checkCountry(fmt.Sprintf("countries.%d", i), c); err != nil {
			return err
		}
	}
	for i, tag := range d.Tags {
		if err := checkText(fmt.Sprintf("tags.%d", i), tag, 1, maxText); err != nil {
			return err
		}
	}
	return nil
}

// checkWorth holds the value of a discount against its kind, and the kind against what it takes from.
func checkWorth(d *price.Discount) error {
	fits := d.Class == price.OnProducts || d.Class == price.OnOrder
	switch d.Kind {
	case price.Percentage:
		if err := between("basisPoints", d.BasisPoints, 1, maxPoints); err != nil {
			return err
		}
	case price.Fixed:
		if err := between("amount", d.Amount, 1, MaxAmount); err != nil {
			return err
		}
	case price.BuyGet:
		fits = d.Class == price.OnProducts
		err := first(between("basisPoints", d.BasisPoints, 1, maxPoints), between("buyQuantity", d.BuyQuantity, 1, maxCount),
			between("getQuantity", d.GetQuantity, 1, maxCount), checkItems("buys", d.Buys), checkItems("gets", d.Gets))
		if err != nil {
			return err
		}
	case price.FreeShipping:
		fits = d.Class == price.OnShipping
	default:
		return fault.Invalidf("kind", "%.40q is no kind of discount; use PERCENTAGE, FIXED, BUY_GET or FREE_SHIPPING", d.Kind)
	}
	if !fits {
		return fault.Invalidf("class", "a discount of the kind %s cannot take from %q", d.Kind, d.Class)
	}
	if d.Class == price.OnProducts && d.Kind != price.BuyGet {
		return checkItems("items", d.Items)
	}
	return nil
}

func checkItems(path string, i price.Items) error {
	n := len(i.Variants) + len(i.Products) + len(i.Collections)
	switch {
	case n > maxList:
		return fault.Invalidf(path, "at most %d things are named, got %d", maxList, n)
	case !i.All && n == 0:
		return fault.Invalidf(path, "say which variants, products or collections, or all")
	case i.All && n > 0:
		return fault.Invalidf(path, "name some, or say all, not both")
	}
	return first(checkIDs(path+".variants", i.Variants), checkIDs(path+".products", i.Products), checkIDs(path+".collections", i.Collections))
}

func checkGiftCard(g *GiftCardSpec) error {
	if n := len(plainCode(g.Code)); n < 8 || n > 40 {
		return fault.Invalidf("code", "a gift card's code has 8 to 40 letters and digits, got %d", n)
	}
	if _, err := money.ParseCurrency(string(g.Currency)); err != nil {
		return fault.Invalidf("currency", "%.40q is no currency", g.Currency)
	}
	return first(between("balance", g.Balance, 1, MaxAmount), checkText("note", g.Note, 0, 1000), checkTime("expiresAt", g.ExpiresAt))
}

func checkZone(z *Zone) error {
	if err := first(checkText("name", z.Name, 1, maxText), between("places", int64(len(z.Places)), 0, maxList),
		between("rates", int64(len(z.Rates)), 0, maxList)); err != nil {
		return err
	}
	for i, p := range z.Places {
		path := fmt.Sprintf("places.%d", i)
		if err := checkCountry(path+".country", p.Country); err != nil {
			return err
		}
		if err := between(path+".provinces", int64(len(p.Provinces)), 0, maxList); err != nil {
			return err
		}
		for j, province := range p.Provinces {
			at := fmt.Sprintf("%s.provinces.%d", path, j)
			if err := checkProvince(at, province); err != nil {
				return err
			}
			if slices.Contains(p.Provinces[:j], province) {
				return fault.Invalidf(at, "%s-%s stands twice", p.Country, province)
			}
		}
		if clash := overlap(z.Places[:i], p); clash != "" {
			return fault.Invalidf(path, "%s stands twice", clash)
		}
	}
	seen := map[string]bool{}
	for i := range z.Rates {
		r, path := &z.Rates[i], fmt.Sprintf("rates.%d", i)
		if err := r.check(path); err != nil {
			return err
		}
		if seen[r.Handle] {
			return fault.Invalidf(path+".handle", "the handle %q stands twice", r.Handle)
		}
		seen[r.Handle] = true
	}
	return nil
}

func (r *Rate) check(path string) error {
	err := first(checkText(path+".handle", r.Handle, 1, maxText), checkText(path+".title", r.Title, 1, maxText), checkText(path+".code", r.Code, 0, maxText),
		checkText(path+".description", r.Description, 0, 1000), between(path+".price", r.Price, 0, MaxAmount), between(path+".perKilogram", r.PerKilogram, 0, MaxAmount),
		between(path+".freeFrom", r.FreeFrom, 0, MaxAmount), between(path+".minWeight", r.MinWeight, 0, maxWeight), between(path+".maxWeight", r.MaxWeight, 0, maxWeight),
		between(path+".minValue", r.MinValue, 0, MaxAmount), between(path+".maxValue", r.MaxValue, 0, MaxAmount))
	switch {
	case err != nil:
		return err
	case r.MaxWeight > 0 && r.MaxWeight < r.MinWeight:
		return fault.Invalidf(path+".maxWeight", "the upper bound is below the lower")
	case r.MaxValue > 0 && r.MaxValue < r.MinValue:
		return fault.Invalidf(path+".maxValue", "the upper bound is below the lower")
	}
	return nil
}

// overlap names what of a place is among others: the country as a whole meets the country as a whole, a province itself.
func overlap(places []price.Place, p price.Place) string {
	for _, o := range places {
		if o.Country != p.Country {
			continue
		}
		if len(o.Provinces) == 0 && len(p.Provinces) == 0 {
			return p.Country
		}
		for _, a := range o.Provinces {
			for _, b := range p.Provinces {
				if a == b {
					return p.Country + "-" + b
				}
			}
		}
	}
	return ""
}

func checkPickups(rows []Pickup) error {
	if err := between("pickups", int64(len(rows)), 0, maxList); err != nil {
		return err
	}
	seen := map[string]bool{}
	places := map[int64]bool{}
	for i, p := range rows {
		path := fmt.Sprintf("pickups.%d", i)
		if err := first(between(path+".locationId", p.LocationID, 1, math.MaxInt64), checkText(path+".handle", p.Handle, 1, maxText), checkText(path+".title", p.Title, 1, maxText),
			checkText(path+".description", p.Description, 0, 1000), checkCountry(path+".country", p.Country), between(path+".price", p.Price, 0, MaxAmount)); err != nil {
			return err
		}
		if seen[p.Handle] {
			return fault.Invalidf(path+".handle", "the handle %q stands twice", p.Handle)
		}
		if places[p.LocationID] {
			return fault.Invalidf(path+".locationId", "the location %d stands twice", p.LocationID)
		}
		seen[p.Handle], places[p.LocationID] = true, true
	}
	return nil
}

func checkTaxRates(country string, rows []TaxRate) error {
	if err := first(checkCountry("country", country), between("rates", int64(len(rows)), 0, 1000)); err != nil {
		return err
	}
	type key struct{ province, class, title string }
	seen := map[key]bool{}
	for i, r := range rows {
		path := fmt.Sprintf("rates.%d", i)
		if r.Country != country {
			return fault.Invalidf(path+".country", "these are the taxes of %s, got %.40q", country, r.Country)
		}
		if err := first(checkText(path+".title", r.Title, 1, maxText), checkText(path+".class", r.Class, 0, maxText),
			between(path+".basisPoints", r.BasisPoints, 0, maxPoints)); err != nil {
			return err
		}
		if r.Province != "" {
			if err := checkProvince(path+".province", r.Province); err != nil {
				return err
			}
		}
		if r.OnDelivery && r.Class != "" {
			return fault.Invalidf(path+".onDelivery", "delivery is taxed by the standard class; leave the class %.40q out of it", r.Class)
		}
		k := key{r.Province, r.Class, r.Title}
		if seen[k] {
			return fault.Invalidf(path, "the tax %q of this class and province stands twice", r.Title)
		}
		seen[k] = true
	}
	return nil
}
