package shop

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

// AllLocations are the locations by their ids, in use or not.
func (s *Service) AllLocations(ctx context.Context) (map[int64]Location, error) {
	var rows []Location
	if err := s.db.Read(ctx).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load all locations: %w", err)
	}
	out := make(map[int64]Location, len(rows))
	for _, l := range rows {
		out[l.ID] = l
	}
	return out, nil
}

// lockLocations are all locations in the order of their ids. It waits for those who write stock at one, and keeps others from
// beginning to.
func lockLocations(tx database.Tx) ([]Location, error) {
	var rows []Location
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("lock the locations: %w", err)
	}
	return rows, nil
}

// countStock counts the variants that have stock at a location, or owe it. The table is the catalogue's.
func countStock(tx database.Tx, id int64) (n int64, err error) {
	if err := tx.DB.Raw("SELECT COUNT(*) FROM stock_levels WHERE location_id = ? AND quantity <> 0", id).Scan(&n).Error; err != nil {
		return 0, fmt.Errorf("count the stock at location %d: %w", id, err)
	}
	return n, nil
}

// writeLocation inserts a location, or writes one that is locked.
func writeLocation(tx database.Tx, l *Location) error {
	l.NameKey, l.CityKey = keyOf(l.Name), keyOf(l.City)
	q := tx.DB.Create
	if l.ID != 0 {
		q = tx.DB.Select("*").Omit("CreatedAt").Where("id = ?", l.ID).Updates
	}
	if err := q(l).Error; err != nil {
		return fmt.Errorf("write location %q: %w", l.Name, err)
	}
	return nil
}

// keyOf is what locations are sorted by, cut to the width of its column. It is never nil, as which SQLite reads an empty one.
func keyOf(text string) []byte {
	key := []byte(strings.ToLower(text))
	return key[:min(len(key), 255)]
}
