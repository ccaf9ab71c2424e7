package cart

import "cartwright/internal/database"

// Priced says what of the shop has an amount of money in it, such as products; empty: nothing. Carts have none then, either.
func (s *Service) Priced(tx database.Tx) (what string, err error) {
	if found, err := s.catalog.Priced(tx); err != nil || found {
		return "products", err
	}
	return s.terms.Priced(tx)
}
