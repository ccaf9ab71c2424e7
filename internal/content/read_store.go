package content

import (
	"errors"
	"fmt"

	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// apply narrows a query to the condition.
func (c condition) apply(q *gorm.DB) *gorm.DB {
	if c.sql == "" {
		return q
	}
	return q.Where(c.sql, c.args...)
}

// readPage reads the rows of a page of a listing.
func readPage[T any](q *gorm.DB, seek database.Seek, where condition) ([]T, error) {
	var rows []T
	if err := seek.Page(where.apply(q)).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list %T by %s: %w", rows, seek.Column, err)
	}
	return rows, nil
}

// find reads the one row of a condition; a fault.NotFound if there is none.
func find[T any](q *gorm.DB, what, handle string, where condition) (T, error) {
	var row T
	err := where.apply(q).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.NotFoundf("handle", "there is no %s %q", what, handle)
	}
	if err != nil {
		return row, fmt.Errorf("find %s %q: %w", what, handle, err)
	}
	return row, nil
}

// byIDs loads the rows of the ids that meet the condition; no ids, no statement.
func byIDs[T any, P row[T]](q *gorm.DB, ids []int64, where condition) (map[int64]T, error) {
	var rows []T
	if len(ids) > 0 {
		if err := where.apply(q).Where("id IN ?", ids).Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("load %T of %d ids: %w", rows, len(ids), err)
		}
	}
	return index(rows, func(t T) int64 { return P(&t).id() }), nil
}

// index maps rows by a key.
func index[T any, K comparable](rows []T, key func(T) K) map[K]T {
	out := make(map[K]T, len(rows))
	for _, r := range rows {
		out[key(r)] = r
	}
	return out
}

// group maps rows by a key they share, keeping their order.
func group[T any, K comparable](rows []T, key func(T) K) map[K][]T {
	out := make(map[K][]T)
	for _, r := range rows {
		out[key(r)] = append(out[key(r)], r)
	}
	return out
}
