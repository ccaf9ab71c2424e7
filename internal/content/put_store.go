package content

import (
	"fmt"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

// The bounds of one statement, below the parameters that SQLite (32,766) and MySQL (65,535) take.
const (
	keysPerRead   = 1000
	rowsPerInsert = 500
)

// lock reads the rows that a put is about, in the order of their ids, and keeps others from changing them meanwhile.
// The condition ends with "IN ?" over the keys.
func lock[T any](tx database.Tx, keys []string, where string, args ...any) ([]T, error) {
	var all []T
	for len(keys) > 0 {
		n := min(len(keys), keysPerRead)
		var rows []T
		err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where(where, append(append([]any{}, args...), keys[:n])...).
			Order("id").Find(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("lock %T of %d keys: %w", rows, n, err)
		}
		all, keys = append(all, rows...), keys[n:]
	}
	return all, nil
}

// save writes rows: new ones get their ids, others are overwritten whole but for the time of their making. It records
// the change.
func save[T any, P row[T]](tx database.Tx, kind string, rows []*T) error {
	if len(rows) == 0 {
		return nil
	}
	var fresh []*T
	for _, r := range rows {
		if P(r).id() == 0 {
			fresh = append(fresh, r)
			continue
		}
		// UpdateColumns, because Updates would put its own time into updated_at.
		if err := tx.DB.Model(r).Select("*").Omit("id", "created_at").UpdateColumns(r).Error; err != nil {
			return fmt.Errorf("overwrite %s %d: %w", kind, P(r).id(), err)
		}
	}
	if len(fresh) > 0 {
		if err := tx.DB.CreateInBatches(fresh, rowsPerInsert).Error; err != nil {
			return fmt.Errorf("insert %d of kind %s: %w", len(fresh), kind, err)
		}
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = P(r).id()
	}
	return tx.Changed(kind, ids...)
}
