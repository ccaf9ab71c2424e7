package terms

import (
	"cmp"
	"context"
	"slices"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// PutZone declares a delivery zone with its rates: a new one without an id, else the one of the id. Rates are known by their
// handles, in whatever order they are given. Faults: Invalid at the fields of Zone, TAKEN at what another zone or a pickup
// has, NotFound at id, Conflict at expectedVersion, with the zone as it is.
func (s *Service) PutZone(ctx context.Context, by act.By, zone Zone, expected *int64) (Zone, error) {
	if err := checkZone(&zone); err != nil {
		return Zone{}, err
	}
	return write(ctx, s, by, func(tx database.Tx, _ head) (out Zone, changed []int64, err error) {
		zones, err := loadZones(tx)
		if err != nil {
			return Zone{}, nil, err
		}
		if i := slices.IndexFunc(zones, func(z Zone) bool { return z.ID == zone.ID }); i >= 0 {
			if err := act.Current(expected, zones[i].Version); err != nil {
				return zones[i], nil, err
			}
		} else if zone.ID == 0 && len(zones) >= maxList {
			return Zone{}, nil, fault.Limitf("name", "there are at most %d zones", maxList)
		}
		pickups, err := loadPickups(tx)
		if err != nil {
			return Zone{}, nil, err
		}
		out = zone
		out.Places, out.Rates = list(zone.Places), slices.Clone(zone.Rates)
		was, err := fitZone(zones, &out)
		if err == nil {
			err = apart(zone, pickups)
		}
		if err != nil {
			return Zone{}, nil, err
		}
		out.CreatedAt, out.UpdatedAt, out.Version = was.CreatedAt, was.UpdatedAt, was.Version
		if was.ID != 0 && sameJSON(was.sorted(), out.sorted()) {
			return out, nil, nil
		}
		entry := act.Entry{Action: "deliveryZone.update", Kind: "deliveryZone", Before: was.noted()}
		out.Version++
		if out.UpdatedAt = tx.Now; was.ID == 0 {
			out.CreatedAt, entry.Action, entry.Before = tx.Now, "deliveryZone.create", nil
		}
		if err := saveZone(tx, &out, was.ID == 0); err != nil {
			return Zone{}, nil, err
		}
		entry.ID, entry.After = out.ID, out.noted()
		return out, []int64{out.ID}, by.Note(tx, entry)
	})
}

// apart refuses rates that have a pickup's handle: buyers choose among both by handles alone.
func apart(zone Zone, pickups []Pickup) error {
	for i, r := range zone.Rates {
		if slices.ContainsFunc(pickups, func(p Pickup) bool { return p.Handle == r.Handle }) {
			return taken(at("rates", i)+".handle", "a pickup has the handle %q already", r.Handle)
		}
	}
	return nil
}

// fitZone finds the zone that is declared among those there are, gives its rates their ids, and refuses what two zones
// would share.
func fitZone(zones []Zone, zone *Zone) (was Zone, err error) {
	handles := map[string]string{} // names of the other zones by the handles of their rates
	for _, z := range zones {
		if z.ID == zone.ID {
			was = z
			continue
		}
		if z.Name == zone.Name {
			return was, taken("name", "another zone is called %q", zone.Name)
		}
		if len(z.Places) == 0 && len(zone.Places) == 0 {
			return was, taken("places", "%q is the rest of the world already", z.Name)
		}
		for i, p := range zone.Places {
			if clash := overlap(z.Places, p); clash != "" {
				return was, taken(at("places", i), "%s is in the zone %q already", clash, z.Name)
			}
		}
		for _, r := range z.Rates {
			handles[r.Handle] = z.Name
		}
	}
	if zone.ID != 0 && was.ID == 0 {
		return was, fault.NotFoundf("id", "there is no such zone")
	}
	ids := make(map[string]int64, len(was.Rates))
	for _, old := range was.Rates {
		ids[old.Handle] = old.ID
	}
	for i := range zone.Rates {
		r := &zone.Rates[i]
		if name, ok := handles[r.Handle]; ok {
			return was, taken(at("rates", i)+".handle", "the zone %q has a rate %q already", name, r.Handle)
		}
		r.ID, r.ZoneID = ids[r.Handle], zone.ID
	}
	return was, nil
}

// RemoveZone removes a zone with its rates: nothing is delivered there any more, unless the rest of the world is.
func (s *Service) RemoveZone(ctx context.Context, by act.By, id int64, expected *int64) (Gone, error) {
	return write(ctx, s, by, func(tx database.Tx, _ head) (Gone, []int64, error) {
		was, err := findZone(tx, id)
		if err == nil {
			err = act.Current(expected, was.Version)
		}
		if err == nil {
			err = removeZone(tx, id)
		}
		if err != nil {
			return Gone{}, nil, err
		}
		return Gone{id}, []int64{id}, by.Note(tx, act.Entry{Action: "deliveryZone.delete", Kind: "deliveryZone", ID: id, Before: was.noted()})
	})
}

// Zones lists the delivery zones with their rates.
func (s *Service) Zones(ctx context.Context) ([]Zone, error) { return loadZones(s.reading(ctx)) }

// FindZone finds a delivery zone with its rates; a NotFound fault where there is none.
func (s *Service) FindZone(ctx context.Context, id int64) (Zone, error) {
	return findZone(s.reading(ctx), id)
}

// Pickups are where goods can be collected, with the version of the list.
type Pickups struct {
	Places  []Pickup `json:"places"`
	Version int64    `json:"version"`
}

// PutPickups declares where goods can be collected: these places and no others, in whatever order. Faults: Invalid, NotFound
// and TAKEN at the fields of a pickup, Conflict at expectedVersion, with the places as they are.
func (s *Service) PutPickups(ctx context.Context, by act.By, rows []Pickup, expected *int64) (Pickups, error) {
	if err := checkPickups(rows); err != nil {
		return Pickups{}, err
	}
	return write(ctx, s, by, func(tx database.Tx, top head) (Pickups, []int64, error) {
		was, err := loadPickups(tx)
		if err != nil {
			return Pickups{}, nil, err
		}
		if err := act.Current(expected, top.PickupsVersion); err != nil {
			return Pickups{was, top.PickupsVersion}, nil, err
		}
		if err := fitPickups(tx, rows); err != nil {
			return Pickups{}, nil, err
		}
		fresh := list(slices.Clone(rows))
		slices.SortFunc(fresh, func(a, b Pickup) int { return cmp.Compare(a.LocationID, b.LocationID) })
		if slices.Equal(was, fresh) {
			return Pickups{fresh, top.PickupsVersion}, nil, nil
		}
		top.PickupsVersion++
		if err := saveHead(tx, top); err != nil {
			return Pickups{}, nil, err
		}
		if err := replacePickups(tx, fresh); err != nil {
			return Pickups{}, nil, err
		}
		return Pickups{fresh, top.PickupsVersion}, []int64{0}, by.Note(tx, act.Entry{Action: "pickups.set", Kind: "pickups", Before: was, After: fresh})
	})
}

// fitPickups refuses handles that rates have, and locations that are not there.
func fitPickups(tx database.Tx, rows []Pickup) error {
	zones, err := loadZones(tx)
	if err != nil {
		return err
	}
	named := make([]Named, len(rows))
	for i, p := range rows {
		for _, z := range zones {
			if slices.ContainsFunc(z.Rates, func(r Rate) bool { return r.Handle == p.Handle }) {
				return taken(at("pickups", i)+".handle", "the zone %q has a rate %q already", z.Name, p.Handle)
			}
		}
		named[i] = Named{at("pickups", i) + ".locationId", Location, p.LocationID}
	}
	return there(tx, named)
}

// Pickups lists where goods can be collected.
func (s *Service) Pickups(ctx context.Context) (Pickups, error) {
	tx := s.reading(ctx)
	top, err := findHead(tx)
	if err != nil {
		return Pickups{}, err
	}
	rows, err := loadPickups(tx)
	return Pickups{rows, top.PickupsVersion}, err
}

// Taxes are the taxes of a country, or of all, with whether prices include them. There is one version for the taxes of all
// countries.
type Taxes struct {
	Included bool      `json:"included"`
	Rates    []TaxRate `json:"rates"`
	Version  int64     `json:"version"`
}

// PutTaxRates declares the taxes of a country: these and no others, in whatever order. Faults: Invalid at country and at the
// fields of a rate, Conflict at expectedVersion, with the taxes of the country as they are.
func (s *Service) PutTaxRates(ctx context.Context, by act.By, country string, rows []TaxRate, expected *int64) (Taxes, error) {
	if err := checkTaxRates(country, rows); err != nil {
		return Taxes{}, err
	}
	return write(ctx, s, by, func(tx database.Tx, top head) (Taxes, []int64, error) {
		was, err := loadTaxRates(tx, country)
		if err != nil {
			return Taxes{}, nil, err
		}
		if err := act.Current(expected, top.TaxesVersion); err != nil {
			return Taxes{top.TaxIncluded, was, top.TaxesVersion}, nil, err
		}
		fresh := sortedRates(bare(rows))
		before := sortedRates(bare(was))
		if slices.Equal(before, fresh) {
			return Taxes{top.TaxIncluded, was, top.TaxesVersion}, nil, nil
		}
		top.TaxesVersion++
		if err := saveHead(tx, top); err != nil {
			return Taxes{}, nil, err
		}
		if err := replaceTaxRates(tx, country, fresh); err != nil {
			return Taxes{}, nil, err
		}
		return Taxes{top.TaxIncluded, fresh, top.TaxesVersion}, []int64{0}, by.Note(tx, act.Entry{Action: "taxRates.set", Kind: "taxes",
			Before: notedTaxes{Country: country, Rates: before}, After: notedTaxes{Country: country, Rates: fresh}})
	})
}

// notedTaxes is what the audit log keeps of taxes.
type notedTaxes struct {
	Country  string    `json:"country,omitempty"`
	Rates    []TaxRate `json:"rates,omitempty"`
	Included *bool     `json:"included,omitempty"`
}

// TaxRates lists the taxes of a country; empty: of all.
func (s *Service) TaxRates(ctx context.Context, country string) (Taxes, error) {
	tx := s.reading(ctx)
	top, err := findHead(tx)
	if err != nil {
		return Taxes{}, err
	}
	rows, err := loadTaxRates(tx, country)
	return Taxes{top.TaxIncluded, rows, top.TaxesVersion}, err
}

// SetTaxIncluded says whether prices include tax.
func (s *Service) SetTaxIncluded(ctx context.Context, by act.By, included bool, expected *int64) (Taxes, error) {
	return write(ctx, s, by, func(tx database.Tx, top head) (Taxes, []int64, error) {
		was := top.TaxIncluded
		if err := act.Current(expected, top.TaxesVersion); err != nil || was == included {
			return Taxes{Included: was, Version: top.TaxesVersion}, nil, err
		}
		top.TaxIncluded = included
		top.TaxesVersion++
		if err := saveHead(tx, top); err != nil {
			return Taxes{}, nil, err
		}
		return Taxes{Included: included, Version: top.TaxesVersion}, []int64{0}, by.Note(tx, act.Entry{Action: "taxesIncluded.set", Kind: "taxes",
			Before: notedTaxes{Included: &was}, After: notedTaxes{Included: &included}})
	})
}
