package shop

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// holdPolicy locks the policy of a kind; the zero row where there is none.
func holdPolicy(tx database.Tx, kind PolicyKind) (Policy, error) {
	var rows []Policy
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("kind = ?", kind).Find(&rows).Error; err != nil {
		return Policy{}, fmt.Errorf("lock the policy %s: %w", kind, err)
	}
	if len(rows) == 0 {
		return Policy{}, nil
	}
	return rows[0], nil
}

// holdMarket locks a market; a fault.NotFound if there is none.
func holdMarket(tx database.Tx, id int64) (Market, error) {
	var row Market
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.NotFoundf("id", "there is no such market")
	}
	if err != nil {
		return row, fmt.Errorf("lock market %d: %w", id, err)
	}
	return row, nil
}

func marketsIn(tx database.Tx) ([]Market, error) {
	var rows []Market
	if err := tx.DB.Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load markets: %w", err)
	}
	return rows, nil
}

func removeRow(tx database.Tx, table string, id int64) error {
	if err := tx.DB.Exec("DELETE FROM "+table+" WHERE id = ?", id).Error; err != nil {
		return fmt.Errorf("remove %d of %s: %w", id, table, err)
	}
	return nil
}

// removeMetafields deletes the metafields of a thing that is removed.
func removeMetafields(tx database.Tx, owner string, id int64) error {
	if err := tx.DB.Exec("DELETE FROM metafields WHERE owner_type = ? AND owner_id = ?", owner, id).Error; err != nil {
		return fmt.Errorf("remove the metafields of %s %d: %w", owner, id, err)
	}
	return nil
}
