package content

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

// hold reads the row of an id and keeps others from changing it; a fault.NotFound if there is none.
func hold[T any](tx database.Tx, what string, id int64) (T, error) {
	var row T
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, none(what)
	}
	if err != nil {
		return row, fmt.Errorf("lock %s %d: %w", what, id, err)
	}
	return row, nil
}

// among are the ids of those who have one of the handles.
func (h handles) among(tx database.Tx, candidates []string) (map[string]int64, error) {
	var rows []struct {
		ID     int64
		Handle string
	}
	if err := h.scope.apply(tx.DB.Table(h.table)).Select("id, handle").Where("handle IN ?", candidates).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("look for %d handles in %s: %w", len(candidates), h.table, err)
	}
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.Handle] = r.ID
	}
	return out, nil
}

// owners are the tables whose rows may have metafields, with the metafields' word for them.
var owners = map[string]string{"pages": "Page", "blogs": "Blog", "articles": "Article"}

// remove deletes rows by their ids, with their metafields.
func remove(tx database.Tx, table string, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	if owner, has := owners[table]; has {
		if err := tx.DB.Exec("DELETE FROM metafields WHERE owner_type = ? AND owner_id IN ?", owner, ids).Error; err != nil {
			return fmt.Errorf("remove the metafields of %d of %s: %w", len(ids), table, err)
		}
	}
	if err := tx.DB.Exec("DELETE FROM "+table+" WHERE id IN ?", ids).Error; err != nil {
		return fmt.Errorf("remove %d of %s: %w", len(ids), table, err)
	}
	return nil
}

// present are those of the ids that a table has.
func present(tx database.Tx, table string, ids []int64) (map[int64]bool, error) {
	var found []int64
	if err := tx.DB.Table(table).Where("id IN ?", ids).Pluck("id", &found).Error; err != nil {
		return nil, fmt.Errorf("look for %d ids in %s: %w", len(ids), table, err)
	}
	out := make(map[int64]bool, len(found))
	for _, id := range found {
		out[id] = true
	}
	return out, nil
}

// lockByID reads rows by their ids, in that order, and keeps others from changing them.
func lockByID[T any](tx database.Tx, ids []int64) ([]T, error) {
	var rows []T
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", ids).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("lock %T of %d ids: %w", rows, len(ids), err)
	}
	return rows, nil
}
