package terms

import (
	"fmt"

	"cartwright/internal/database"
)

// Priced says what there is that has an amount of money in it; empty: nothing.
func (s *Service) Priced(tx database.Tx) (what string, err error) {
	const first = `SELECT COALESCE(
		(SELECT MIN('gift cards') FROM gift_cards),
		(SELECT MIN('delivery rates') FROM delivery_rates),
		(SELECT MIN('places to pick up') FROM pickups),
		(SELECT MIN('discounts') FROM discounts WHERE amount <> 0 OR minimum_amount <> 0), '')`
	if err := tx.DB.Raw(first).Scan(&what).Error; err != nil {
		return "", fmt.Errorf("look for amounts of money: %w", err)
	}
	return what, nil
}
