package shop

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

func (s *Service) load(ctx context.Context) (Settings, error) {
	var row Settings
	if err := s.db.Read(ctx).Take(&row, "id = ?", 1).Error; err != nil {
		return row, fmt.Errorf("load the shop's settings: %w", err)
	}
	return row, nil
}

func lock(tx database.Tx) (Settings, error) {
	var row Settings
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Take(&row, "id = ?", 1).Error; err != nil {
		return row, fmt.Errorf("lock the shop's settings: %w", err)
	}
	return row, nil
}

func save(tx database.Tx, row Settings) error {
	// UpdateColumns, because Updates would put its own time into updated_at.
	if err := tx.DB.Select("*").Where("id = ?", 1).UpdateColumns(&row).Error; err != nil {
		return fmt.Errorf("write the shop's settings: %w", err)
	}
	return nil
}

// Policies are all policies, in the order of their ids.
func (s *Service) Policies(ctx context.Context) ([]Policy, error) {
	var rows []Policy
	if err := s.db.Read(ctx).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load policies: %w", err)
	}
	return rows, nil
}

// Markets are all markets, in the order of their ids.
func (s *Service) Markets(ctx context.Context) ([]Market, error) {
	var rows []Market
	if err := s.db.Read(ctx).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load markets: %w", err)
	}
	return rows, nil
}

// Locations are the active locations, in the order of their ids: a shop has few, so they are not read by pages.
func (s *Service) Locations(ctx context.Context) ([]Location, error) {
	var rows []Location
	if err := s.db.Read(ctx).Where("active = ?", true).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load locations: %w", err)
	}
	return rows, nil
}

func putPolicies(tx database.Tx, rows []Policy) error {
	for i := range rows {
		var old Policy
		if err := find(tx, &old, "kind = ?", rows[i].Kind); err != nil {
			return fmt.Errorf("find policy %s: %w", rows[i].Kind, err)
		}
		rows[i].ID, rows[i].Version = old.ID, old.Version+1
	}
	return overwrite(tx, "policies", rows, func(r *Policy) int64 { return r.ID })
}

func putLocations(tx database.Tx, rows []Location) error {
	for i := range rows {
		where, arg := "id = ?", any(rows[i].ID)
		if rows[i].ID == 0 {
			where, arg = "name = ?", rows[i].Name
		}
		var old Location
		if err := find(tx, &old, where, arg); err != nil {
			return fmt.Errorf("find location %q: %w", rows[i].Name, err)
		}
		rows[i].Version = old.Version + 1
		if old.ID != 0 {
			rows[i].ID = old.ID
		}
	}
	return overwrite(tx, "locations", rows, func(r *Location) int64 { return r.ID })
}

func putMarkets(tx database.Tx, rows []Market) error {
	for i := range rows {
		var old Market
		if err := find(tx, &old, "handle = ?", rows[i].Handle); err != nil {
			return fmt.Errorf("find market %q: %w", rows[i].Handle, err)
		}
		rows[i].ID, rows[i].Version = old.ID, old.Version+1
	}
	return overwrite(tx, "markets", rows, func(r *Market) int64 { return r.ID })
}

// find reads one row; the zero row when there is none.
func find(tx database.Tx, row any, where string, args ...any) error {
	err := tx.DB.Where(where, args...).Take(row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil
	}
	return err
}

// overwrite inserts rows without ids and overwrites those with one. A row that meets another one's unique key is an error:
// an upsert would overwrite that other row on MySQL, whichever key it was.
func overwrite[T any](tx database.Tx, what string, rows []T, id func(*T) int64) error {
	for i := range rows {
		row := &rows[i]
		if id(row) != 0 {
			done := tx.DB.Select("*").Omit("CreatedAt").Where("id = ?", id(row)).UpdateColumns(row)
			if done.Error != nil {
				return fmt.Errorf("write %s: %w", what, done.Error)
			}
			if done.RowsAffected > 0 {
				continue
			}
		}
		if err := tx.DB.Create(row).Error; err != nil {
			return fmt.Errorf("write %s: %w", what, err)
		}
	}
	return nil
}
