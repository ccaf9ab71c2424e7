package shop

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/richtext"
)

// freshness is how long a reading of the settings is believed: another process's change shows after that at the latest.
const freshness = time.Second

// Service is the room's door.
type Service struct {
	db   *database.DB
	last atomic.Pointer[reading]
}

type reading struct {
	settings Settings
	at       time.Time
}

// New opens the room over a database.
func New(db *database.DB) *Service { return &Service{db: db} }

// Settings are the shop's settings, at most a second old.
func (s *Service) Settings(ctx context.Context) (Settings, error) {
	now := s.db.Now()
	if r := s.last.Load(); r != nil && now.Sub(r.at) < freshness && !now.Before(r.at) {
		return r.settings, nil
	}
	settings, err := s.load(ctx)
	if err != nil {
		return Settings{}, err
	}
	s.last.Store(&reading{settings, now})
	return settings, nil
}

// Update writes the settings that change makes of the present ones.
func (s *Service) Update(ctx context.Context, change func(*Settings)) error {
	defer s.last.Store(nil)
	return s.db.Declare(ctx, func(tx database.Tx) error {
		return update(tx, func(_ database.Tx, settings *Settings) error {
			change(settings)
			return settings.check()
		})
	})
}

// update writes the settings that change makes of the present ones, and does what else change does in the same transaction.
func update(tx database.Tx, change func(database.Tx, *Settings) error) error {
	settings, err := lock(tx)
	if err != nil {
		return err
	}
	if err := change(tx, &settings); err != nil {
		return err
	}
	settings.ID, settings.UpdatedAt = 1, tx.Now
	settings.Version++
	if err := save(tx, settings); err != nil {
		return err
	}
	return tx.Changed("shop", 1)
}

// country is the form of an ISO 3166 code.
var country = regexp.MustCompile(`^[A-Z]{2}$`)

// check refuses what cannot be, and completes what follows from the rest.
func (s *Settings) check() error {
	if strings.TrimSpace(s.Name) == "" {
		return fault.Invalidf("name", "a shop needs a name")
	}
	currency, err := money.ParseCurrency(string(s.Currency))
	if err != nil {
		return fault.Invalidf("currency", "%q is no currency; use an ISO 4217 code such as EUR", s.Currency)
	}
	s.Currency, s.Country = currency, strings.ToUpper(s.Country)
	if !country.MatchString(s.Country) {
		return fault.Invalidf("country", "%q is no country; use an ISO 3166 code such as DE", s.Country)
	}
	if s.Language == "" {
		return fault.Invalidf("language", "a shop needs a language; use a code such as EN")
	}
	if !slices.Contains(s.Countries, s.Country) {
		s.Countries = append([]string{s.Country}, s.Countries...)
	}
	if !slices.Contains(s.Languages, s.Language) {
		s.Languages = append([]string{s.Language}, s.Languages...)
	}
	return nil
}

// PutPolicies makes the policies what the specs declare; others stay.
func (s *Service) PutPolicies(ctx context.Context, specs []PolicySpec) error {
	return s.db.Declare(ctx, func(tx database.Tx) error {
		rows := make([]Policy, len(specs))
		for i, spec := range specs {
			rows[i] = Policy{Kind: spec.Kind, Handle: spec.Handle, Title: spec.Title, Body: richtext.Sanitize(spec.BodyHTML),
				CreatedAt: tx.Now, UpdatedAt: tx.Now}
		}
		if err := putPolicies(tx, rows); err != nil {
			return err
		}
		return tx.Changed("shop", 1)
	})
}

// PutLocations makes the locations of the given names what the rows say; others stay.
func (s *Service) PutLocations(ctx context.Context, rows []Location) error {
	return s.db.Declare(ctx, func(tx database.Tx) error {
		rows := slices.Clone(rows) // ids are noted in them, and another try shall not find those of this one
		for i := range rows {
			rows[i].NameKey, rows[i].CityKey = []byte(strings.ToLower(rows[i].Name)), []byte(strings.ToLower(rows[i].City))
			rows[i].CreatedAt, rows[i].UpdatedAt = tx.Now, tx.Now
		}
		if err := putLocations(tx, rows); err != nil {
			return err
		}
		return tx.Changed("shop", 1)
	})
}

// PutMarkets makes the markets of the given handles what the rows say; others stay.
func (s *Service) PutMarkets(ctx context.Context, rows []Market) error {
	return s.db.Declare(ctx, func(tx database.Tx) error {
		rows := slices.Clone(rows)
		for i := range rows {
			if rows[i].Countries == nil {
				rows[i].Countries = []string{} // none is a list too
			}
			rows[i].CreatedAt, rows[i].UpdatedAt = tx.Now, tx.Now
		}
		if err := putMarkets(tx, rows); err != nil {
			return err
		}
		return tx.Changed("shop", 1)
	})
}
