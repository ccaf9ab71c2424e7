package graph

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/fault"
	"cartwright/internal/price"
	"cartwright/internal/staff"
	"cartwright/internal/terms"
)

func (r *Resolver) deliveryZones(ctx context.Context) ([]model.DeliveryZone, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	zones, err := r.terms.Zones(ctx)
	out := make([]model.DeliveryZone, len(zones))
	for i := range zones {
		out[i] = *deliveryZone(zones[i], view(ctx))
	}
	return out, err
}

func (r *Resolver) deliveryZone(ctx context.Context, gid string) (*model.DeliveryZone, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	id, ok, err := parseID("id", gid, "DeliveryZone")
	if err != nil || !ok {
		return nil, err
	}
	z, err := r.terms.FindZone(ctx, id)
	return absent(deliveryZone(z, view(ctx)), err)
}

func deliveryZone(z terms.Zone, v *model.View) *model.DeliveryZone {
	out := &model.DeliveryZone{ID: model.GID("DeliveryZone", z.ID), Name: z.Name, CreatedAt: z.CreatedAt, UpdatedAt: z.UpdatedAt, Version: int(z.Version),
		Places: []model.DeliveryPlace{}, Rates: []model.DeliveryRate{}}
	for _, p := range z.Places {
		out.Places = append(out.Places, model.DeliveryPlace{Country: model.CountryCode(p.Country), Provinces: append([]string{}, p.Provinces...)})
	}
	for _, r := range z.Rates {
		rate := model.DeliveryRate{ID: model.GID("DeliveryRate", r.ID), Handle: r.Handle, Code: r.Code, Title: r.Title, Description: r.Description, Price: v.Money(r.Price),
			PricePerKilogram: v.Money(r.PerKilogram), MinimumKilograms: kilograms(r.MinWeight), MinimumValue: v.Money(r.MinValue)}
		if r.FreeFrom > 0 {
			rate.FreeFrom = new(v.Money(r.FreeFrom))
		}
		if r.MaxWeight > 0 {
			rate.MaximumKilograms = new(kilograms(r.MaxWeight))
		}
		if r.MaxValue > 0 {
			rate.MaximumValue = new(v.Money(r.MaxValue))
		}
		out.Rates = append(out.Rates, rate)
	}
	return out
}

// milligramDigits are the decimals of a kilogram that is told in milligrams.
const milligramDigits = 6

// kilograms is the decimal text of a weight in milligrams.
func kilograms(milligrams int64) string {
	text := fmt.Sprintf("%0*d", milligramDigits+1, milligrams)
	whole, fraction := text[:len(text)-milligramDigits], strings.TrimRight(text[len(text)-milligramDigits:], "0")
	if fraction == "" {
		fraction = "0"
	}
	return whole + "." + fraction
}

// milligrams reads a weight in kilograms exactly.
func milligrams(path, text string) (int64, error) {
	whole, fraction, point := strings.Cut(text, ".")
	digits := whole + fraction
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" || point && len(text) == len(whole)+1 || strings.Trim(digits, "0123456789") != "" || len(fraction) > milligramDigits || len(whole) > 9 {
		return 0, fault.Invalidf(path, "a weight is a number of kilograms with at most %d decimals, such as 2.5", milligramDigits)
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", milligramDigits-len(fraction)), 10, 64)
	if err != nil {
		return 0, fault.Invalidf(path, "a weight is a number of kilograms, such as 2.5")
	}
	return n, nil
}

// ratePlaces are the fields of inputs by those of the room.
var ratePlaces = map[string]string{"perKilogram": "pricePerKilogram", "minWeight": "minimumKilograms", "maxWeight": "maximumKilograms",
	"minValue": "minimumValue", "maxValue": "maximumValue", "basisPoints": "rate"}

// putZone declares a zone; a new one without an id.
func (r *Resolver) putZone(ctx context.Context, gid string, in model.DeliveryZoneInput, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	zone, err := zoneOf(in, view(ctx))
	if zone.ID = numberOf("DeliveryZone", gid); err == nil && gid != "" && zone.ID == 0 {
		err = fault.NotFoundf("id", "there is no such zone")
	}
	if err != nil {
		return termsPayload("input", &model.TermsPayload{}, err)
	}
	out, err := r.terms.PutZone(ctx, by(ctx), zone, version(expected))
	return termsPayload("input", &model.TermsPayload{DeliveryZone: deliveryZone(out, view(ctx))}, moved(err, ratePlaces))
}

func zoneOf(in model.DeliveryZoneInput, v *model.View) (terms.Zone, error) {
	zone := terms.Zone{Name: in.Name}
	for _, p := range in.Places {
		zone.Places = append(zone.Places, price.Place{Country: string(p.Country), Provinces: p.Provinces.Value()})
	}
	for i, r := range in.Rates {
		rate := terms.Rate{Handle: r.Handle, Code: said(r.Code), Title: r.Title, Description: said(r.Description)}
		for _, f := range []struct {
			name   string
			text   *string
			to     *int64
			lowest int64 // 1: the room would take 0 for "no bound"
		}{{"price", &r.Price, &rate.Price, 0}, {"pricePerKilogram", r.PricePerKilogram.Value(), &rate.PerKilogram, 0}, {"freeFrom", r.FreeFrom.Value(), &rate.FreeFrom, 1},
			{"minimumValue", r.MinimumValue.Value(), &rate.MinValue, 0}, {"maximumValue", r.MaximumValue.Value(), &rate.MaxValue, 1}} {
			if f.text == nil {
				continue
			}
			n, err := amountOf(fmt.Sprintf("rates.%d.%s", i, f.name), *f.text, v.Currency, f.lowest)
			if *f.to = n; err != nil {
				return zone, err
			}
		}
		for _, f := range []struct {
			name  string
			text  *string
			to    *int64
			above bool
		}{{"minimumKilograms", r.MinimumKilograms.Value(), &rate.MinWeight, false}, {"maximumKilograms", r.MaximumKilograms.Value(), &rate.MaxWeight, true}} {
			if f.text == nil {
				continue
			}
			path := fmt.Sprintf("rates.%d.%s", i, f.name)
			n, err := milligrams(path, *f.text)
			if err == nil && f.above && n == 0 {
				err = fault.Invalidf(path, "this is above 0; leave it out for none")
			}
			if *f.to = n; err != nil {
				return zone, err
			}
		}
		zone.Rates = append(zone.Rates, rate)
	}
	return zone, nil
}

func (r *Resolver) removeZone(ctx context.Context, gid string, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	_, err := r.terms.RemoveZone(ctx, by(ctx), numberOf("DeliveryZone", gid), version(expected))
	p := &model.TermsPayload{DeletedDeliveryZoneID: &gid}
	if err != nil {
		p = &model.TermsPayload{}
	}
	return termsPayload("", p, err)
}

func (r *Resolver) pickups(ctx context.Context) (*model.Pickups, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	p, err := r.terms.Pickups(ctx)
	return pickupsOf(p, view(ctx)), err
}

func pickupsOf(p terms.Pickups, v *model.View) *model.Pickups {
	out := &model.Pickups{Places: []model.Pickup{}, Version: int(p.Version)}
	for _, row := range p.Places {
		out.Places = append(out.Places, model.Pickup{Country: model.CountryCode(row.Country), Description: row.Description, Handle: row.Handle,
			LocationID: model.GID("Location", row.LocationID), Price: v.Money(row.Price), Title: row.Title})
	}
	return out
}

func (r *Resolver) setPickups(ctx context.Context, in []model.PickupInput, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	rows := make([]terms.Pickup, len(in))
	for i, p := range in {
		path := fmt.Sprintf("pickups.%d.", i)
		id, ok, err := parseID(path+"locationId", p.LocationID, "Location")
		if err == nil && !ok {
			err = fault.Invalidf(path+"locationId", "this is no id of a Location")
		}
		var cost int64
		if text := p.Price.Value(); err == nil && text != nil {
			cost, err = amountOf(path+"price", *text, view(ctx).Currency, 0)
		}
		if err != nil {
			return termsPayload("", &model.TermsPayload{}, err)
		}
		rows[i] = terms.Pickup{LocationID: id, Handle: p.Handle, Title: p.Title, Description: said(p.Description), Country: string(p.Country), Price: cost}
	}
	out, err := r.terms.PutPickups(ctx, by(ctx), rows, version(expected))
	return termsPayload("", &model.TermsPayload{Pickups: pickupsOf(out, view(ctx))}, err)
}

func (r *Resolver) taxes(ctx context.Context, country *model.CountryCode) (*model.TaxRates, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	t, err := r.terms.TaxRates(ctx, or(country, ""))
	return taxesOf(t), err
}

func taxesOf(t terms.Taxes) *model.TaxRates {
	out := &model.TaxRates{Included: t.Included, Rates: []model.TaxRate{}, Version: int(t.Version)}
	for _, r := range t.Rates {
		out.Rates = append(out.Rates, model.TaxRate{Class: r.Class, Country: model.CountryCode(r.Country), OnDelivery: r.OnDelivery, Province: r.Province,
			Rate: model.Part(r.BasisPoints), Title: r.Title})
	}
	return out
}

func (r *Resolver) setTaxRates(ctx context.Context, country model.CountryCode, in []model.TaxRateInput, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	rows := make([]terms.TaxRate, len(in))
	for i, t := range in {
		n, err := basisPoints(fmt.Sprintf("rates.%d.rate", i), t.Rate)
		if err != nil {
			return termsPayload("", &model.TermsPayload{}, err)
		}
		rows[i] = terms.TaxRate{Title: t.Title, Country: string(country), Province: said(t.Province), Class: said(t.Class), BasisPoints: n, OnDelivery: yes(t.OnDelivery.Value(), false)}
	}
	out, err := r.terms.PutTaxRates(ctx, by(ctx), string(country), rows, version(expected))
	return termsPayload("", &model.TermsPayload{TaxRates: taxesOf(out)}, moved(err, ratePlaces))
}

func (r *Resolver) setTaxesIncluded(ctx context.Context, included bool, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	out, err := r.terms.SetTaxIncluded(ctx, by(ctx), included, version(expected))
	return termsPayload("", &model.TermsPayload{TaxRates: taxesOf(out)}, err)
}
