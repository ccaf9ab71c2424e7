package catalog

import (
	"fmt"

	"cartwright/internal/database"
)

// retotal makes what variants and products repeat of stock levels what the levels say. The products are locked.
func retotal(tx database.Tx, ids []ProductID) error {
	if len(ids) == 0 {
		return nil
	}
	for _, s := range []struct {
		sql  string
		args []any
	}{
		{"UPDATE variants SET quantity = (SELECT COALESCE(SUM(l.quantity), 0) FROM stock_levels l WHERE l.variant_id = variants.id) WHERE product_id IN ?", []any{ids}},
		{"UPDATE variants SET available = (tracked = ? OR oversell = ? OR quantity > 0) WHERE product_id IN ?", []any{false, true, ids}},
		{`UPDATE products SET
			total_inventory = (SELECT COALESCE(SUM(v.quantity), 0) FROM variants v WHERE v.product_id = products.id AND v.tracked = ?),
			tracked = EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id AND v.tracked = ?),
			available = EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id AND v.available = ?)
			WHERE id IN ?`, []any{true, true, true, ids}},
	} {
		if err := tx.DB.Exec(s.sql, s.args...).Error; err != nil {
			return fmt.Errorf("total the stock of %d products: %w", len(ids), err)
		}
	}
	return nil
}
