package shop

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/place"
)

// LocationSpec is what staff say of a place where stock is kept; nil leaves a field as it is, or empty.
type LocationSpec struct {
	Name         *string
	Address1     *string
	Address2     *string
	City         *string
	ProvinceCode *string
	CountryCode  *string
	Zip          *string
	Phone        *string
	Latitude     **float64 // degrees; a nil within: unknown
	Longitude    **float64
}

// maxLocations bounds what is read as a whole.
const maxLocations = 200

// to is the location as the spec wants it. Faults: Invalid at the fields of the platform's input.
func (s *LocationSpec) to(l Location) (Location, error) {
	for _, f := range []struct {
		path string
		from *string
		into *string
		most int
	}{
		{"name", s.Name, &l.Name, 255}, {"address.address1", s.Address1, &l.Address1, 255}, {"address.address2", s.Address2, &l.Address2, 255},
		{"address.city", s.City, &l.City, 255}, {"address.provinceCode", s.ProvinceCode, &l.ProvinceCode, 10},
		{"address.countryCode", s.CountryCode, &l.CountryCode, 2}, {"address.zip", s.Zip, &l.Zip, 40}, {"address.phone", s.Phone, &l.Phone, 40},
	} {
		if f.from == nil {
			continue
		}
		text := strings.TrimSpace(*f.from)
		if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) || utf8.RuneCountInString(text) > f.most {
			return l, fault.Invalidf(f.path, "one line of at most %d characters is needed", f.most)
		}
		*f.into = text
	}
	if l.Name == "" {
		return l, fault.Invalidf("name", "a location needs a name")
	}
	if !country.MatchString(l.CountryCode) {
		return l, fault.Invalidf("address.countryCode", "%.40q is no country; use an ISO 3166 code such as DE", l.CountryCode)
	}
	if s.ProvinceCode != nil || s.CountryCode != nil {
		code, name, ok := place.Province(l.CountryCode, l.ProvinceCode)
		if !ok {
			return l, fault.Invalidf("address.provinceCode", "%.40q is no province of %s; use a code such as MI for Milan in IT", l.ProvinceCode, l.CountryCode)
		}
		if l.Province = name; code != "" {
			l.ProvinceCode = code
		}
	}
	for _, f := range []struct {
		path string
		from **float64
		into **float64
		most float64
	}{{"address.latitude", s.Latitude, &l.Latitude, 90}, {"address.longitude", s.Longitude, &l.Longitude, 180}} {
		if f.from == nil {
			continue
		}
		if v := *f.from; v != nil && !(*v >= -f.most && *v <= f.most) {
			return l, fault.Invalidf(f.path, "degrees between %v and %v are needed, got %v", -f.most, f.most, *v)
		}
		*f.into = *f.from
	}
	return l, nil
}

// AddLocation opens a place where stock is kept; it is in use at once. Faults: Invalid at the fields, TAKEN at name, and
// Limit.
func (s *Service) AddLocation(ctx context.Context, by act.By, spec LocationSpec) (Location, error) {
	l, err := spec.to(Location{Active: true, Version: 1})
	if err != nil {
		return Location{}, err
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Location, error) {
		l := l // ids are noted in it, and another try shall not find that of this one
		all, err := lockLocations(tx)
		if err != nil {
			return Location{}, err
		}
		if len(all) >= maxLocations {
			return Location{}, fault.Limitf("", "there are at most %d locations", maxLocations)
		}
		if err := nameFree(all, &l); err != nil {
			return Location{}, err
		}
		l.CreatedAt, l.UpdatedAt = tx.Now, tx.Now
		if err := writeLocation(tx, &l); err != nil {
			return Location{}, err
		}
		return l, noted(tx, by, "location.add", nil, &l)
	})
}

// EditLocation writes what the spec says of a location. Faults: those of AddLocation, NotFound at id, and Conflict where it
// is not at the expected version, with the location as it is now.
func (s *Service) EditLocation(ctx context.Context, by act.By, id int64, spec LocationSpec, expected *int64) (Location, error) {
	return s.changeLocation(ctx, by, id, "id", "location.edit", expected, func(_ database.Tx, all []Location, l Location) (Location, error) {
		l, err := spec.to(l)
		if err != nil {
			return l, err
		}
		return l, nameFree(all, &l)
	})
}

// ActivateLocation takes a location into use again. Faults: NotFound at locationId, and Conflict at expectedVersion.
func (s *Service) ActivateLocation(ctx context.Context, by act.By, id int64, expected *int64) (Location, error) {
	return s.changeLocation(ctx, by, id, "locationId", "location.activate", expected, func(_ database.Tx, _ []Location, l Location) (Location, error) {
		l.Active = true
		return l, nil
	})
}

// DeactivateLocation takes a location out of use: nothing is kept there, nothing is sold from there. Faults: NotFound at
// locationId, and Conflict there where it holds stock, or is the last one in use, and at expectedVersion.
func (s *Service) DeactivateLocation(ctx context.Context, by act.By, id int64, expected *int64) (Location, error) {
	return s.changeLocation(ctx, by, id, "locationId", "location.deactivate", expected, func(tx database.Tx, all []Location, l Location) (Location, error) {
		if !l.Active {
			return l, nil
		}
		if !slices.ContainsFunc(all, func(o Location) bool { return o.Active && o.ID != l.ID }) {
			return l, fault.Conflictf("locationId", "it is the last location in use; add or activate another one first")
		}
		kept, err := countStock(tx, l.ID)
		if err != nil {
			return l, err
		}
		if kept > 0 {
			return l, fault.Conflictf("locationId", "it holds stock of %d items; move it, or set it to 0 first", kept)
		}
		l.Active = false
		return l, nil
	})
}

// changeLocation writes what change makes of a location that nobody else writes meanwhile; at is the argument that names it.
// What stays as it is, is not written.
func (s *Service) changeLocation(ctx context.Context, by act.By, id int64, at, action string, expected *int64, change func(database.Tx, []Location, Location) (Location, error)) (Location, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Location, error) {
		all, err := lockLocations(tx)
		if err != nil {
			return Location{}, err
		}
		i := slices.IndexFunc(all, func(l Location) bool { return l.ID == id })
		if i < 0 {
			return Location{}, fault.NotFoundf(at, "there is no such location")
		}
		was := all[i]
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		now, err := change(tx, all, was)
		if err != nil {
			return was, err
		}
		if noteLocation(&now) == noteLocation(&was) {
			return was, nil
		}
		now.Version, now.UpdatedAt = was.Version+1, tx.Now
		if err := writeLocation(tx, &now); err != nil {
			return Location{}, err
		}
		return now, noted(tx, by, action, &was, &now)
	})
}

// locationNote is what the audit log remembers of a location.
type locationNote struct {
	Name         string `json:"name"`
	Address1     string `json:"address1,omitempty"`
	Address2     string `json:"address2,omitempty"`
	City         string `json:"city,omitempty"`
	Province     string `json:"province,omitempty"`
	ProvinceCode string `json:"provinceCode,omitempty"`
	CountryCode  string `json:"countryCode"`
	Zip          string `json:"zip,omitempty"`
	Phone        string `json:"phone,omitempty"`
	Place        string `json:"place,omitempty"` // latitude and longitude
	Active       bool   `json:"active"`
}

func noteLocation(l *Location) locationNote {
	n := locationNote{Name: l.Name, Address1: l.Address1, Address2: l.Address2, City: l.City, Province: l.Province, ProvinceCode: l.ProvinceCode,
		CountryCode: l.CountryCode, Zip: l.Zip, Phone: l.Phone, Active: l.Active}
	for i, degrees := range []*float64{l.Latitude, l.Longitude} {
		if degrees != nil {
			n.Place += fmt.Sprintf("%s%v", []string{"", " "}[i], *degrees)
		}
	}
	return n
}

func noted(tx database.Tx, by act.By, action string, was, now *Location) error {
	e := act.Entry{Action: action, Kind: "location", ID: now.ID, After: noteLocation(now)}
	if was != nil {
		e.Before = noteLocation(was)
	}
	if err := by.Note(tx, e); err != nil {
		return err
	}
	return tx.Changed("shop", 1)
}

// nameFree refuses the name of another location. Databases compare names with their blanks at the end cut off, as they are
// kept.
func nameFree(all []Location, l *Location) error {
	if slices.ContainsFunc(all, func(o Location) bool { return o.ID != l.ID && o.Name == l.Name }) {
		return &fault.Fault{Kind: fault.Conflict, Code: "TAKEN", Path: []string{"name"}, Text: "another location has the name; give a different one"}
	}
	return nil
}
