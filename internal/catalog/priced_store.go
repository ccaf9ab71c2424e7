package catalog

import (
	"fmt"

	"cartwright/internal/database"
)

// Priced reports whether anything has a price.
func (s *Service) Priced(tx database.Tx) (found bool, err error) {
	if err := tx.DB.Raw("SELECT EXISTS (SELECT 1 FROM variants)").Scan(&found).Error; err != nil {
		return false, fmt.Errorf("look for prices: %w", err)
	}
	return found, nil
}
