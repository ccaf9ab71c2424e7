package shop

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
)

// CreateMarket makes a market. Without a handle it gets one of its name. Faults are at name, handle and countries.<place>; a
// handle or a country that another market has is TAKEN.
func (s *Service) CreateMarket(ctx context.Context, by act.By, m Market) (Market, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Market, error) { return writeMarket(tx, by, Market{}, m) })
}

// UpdateMarket writes what change makes of a market. Faults are those of CreateMarket, a NotFound at id, and a Conflict at
// expectedVersion, beside which the market is as it is.
func (s *Service) UpdateMarket(ctx context.Context, by act.By, id int64, expected *int64, change func(*Market)) (Market, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Market, error) {
		was, err := holdMarket(tx, id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		now := was
		now.Countries = slices.Clone(was.Countries)
		change(&now)
		row, err := writeMarket(tx, by, was, now)
		if err != nil {
			return was, err
		}
		return row, nil
	})
}

// writeMarket writes a market among the others, which stay as they are meanwhile: there are few, and a country is in one.
func writeMarket(tx database.Tx, by act.By, was, row Market) (Market, error) {
	row.Name, row.Countries = strings.TrimSpace(row.Name), append([]string{}, distinct(row.Countries)...) // none is a list too
	if row.Handle == "" && was.ID == 0 {
		row.Handle = fold.Handle(row.Name)
	}
	if err := row.check(); err != nil {
		return was, err
	}
	if _, err := lock(tx); err != nil { // whoever writes a market holds the shop
		return was, err
	}
	others, err := marketsIn(tx)
	if err != nil {
		return was, err
	}
	for _, o := range others {
		if o.ID == was.ID {
			continue
		}
		if o.Handle == row.Handle {
			return was, taken("handle", "another market has the handle %q; choose another", row.Handle)
		}
		for i, c := range row.Countries {
			if slices.Contains(o.Countries, c) {
				return was, taken(fmt.Sprintf("countries.%d", i), "%s is in the market %q; take it out there first", c, o.Name)
			}
		}
	}
	if row.Version, row.UpdatedAt = was.Version+1, tx.Now; was.ID == 0 {
		row.CreatedAt = tx.Now
	}
	rows := []Market{row}
	if err := overwrite(tx, "markets", rows, func(r *Market) int64 { return r.ID }); err != nil {
		return was, err
	}
	entry := act.Entry{Action: "market.create", Kind: "market", ID: rows[0].ID, After: rows[0]}
	if was.ID != 0 {
		entry.Action, entry.Before = "market.update", was
	}
	if err := tx.Changed("shop", 1); err != nil {
		return was, err
	}
	return rows[0], by.Note(tx, entry)
}

func (m *Market) check() error {
	if m.Name == "" {
		return fault.Invalidf("name", "a market needs a name")
	}
	if err := checkText("name", m.Name, maxName, false); err != nil {
		return err
	}
	if m.Handle == "" || m.Handle != fold.Handle(m.Handle) {
		return fault.Invalidf("handle", "a handle has lower case letters, digits and hyphens")
	}
	if len(m.Countries) > maxMuch {
		return fault.Limitf("countries", "at most %d countries, got %d", maxMuch, len(m.Countries))
	}
	for i, c := range m.Countries {
		if !country.MatchString(c) {
			return fault.Invalidf(fmt.Sprintf("countries.%d", i), "%q is no country; use an ISO 3166 code such as DE", c)
		}
	}
	return nil
}

// taken says that somebody else has what a key is unique by.
func taken(path, format string, args ...any) error {
	f := fault.Conflictf(path, format, args...)
	f.Code = "TAKEN"
	return f
}

// DeleteMarket removes a market. Faults: a NotFound at id, a Conflict at expectedVersion.
func (s *Service) DeleteMarket(ctx context.Context, by act.By, id int64, expected *int64) (Market, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Market, error) {
		was, err := holdMarket(tx, id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		if err := removeRow(tx, "markets", id); err != nil {
			return was, err
		}
		if err := removeMetafields(tx, "Market", id); err != nil {
			return was, err
		}
		if err := tx.Changed("shop", 1); err != nil {
			return was, err
		}
		return was, by.Note(tx, act.Entry{Action: "market.delete", Kind: "market", ID: id, Before: was})
	})
}
