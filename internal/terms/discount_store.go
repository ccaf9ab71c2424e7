package terms

import (
	"fmt"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

func findDiscount(tx database.Tx, id int64) (Discount, error) {
	return findRow[Discount](tx, id, "there is no such discount")
}

// holdDiscount finds a discount and keeps orders from counting uses of it until the transaction ends, so that the row can be
// written whole.
func holdDiscount(tx database.Tx, id int64) (Discount, error) {
	tx.DB = tx.DB.Clauses(clause.Locking{Strength: "UPDATE"})
	return findDiscount(tx, id)
}

// automaticDiscounts are those without a code. Their keys begin with a character that no code has, so that the index finds
// them among any number of codes.
func automaticDiscounts(tx database.Tx) ([]Discount, error) {
	var rows []Discount
	if err := tx.DB.Where("code_key < ?", []byte{automatic + 1}).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the automatic discounts: %w", err)
	}
	return rows, nil
}

// codedDiscounts are the discounts of codes, however they are written.
func codedDiscounts(tx database.Tx, codes []string) ([]Discount, error) {
	var rows []Discount
	keys := make([][]byte, 0, len(codes))
	for _, c := range codes {
		keys = append(keys, codeKey(c))
	}
	if len(keys) > 0 {
		if err := tx.DB.Where("code_key IN ?", keys).Order("id").Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("load the discounts of %d codes: %w", len(codes), err)
		}
	}
	return rows, nil
}

// usesOf tells how often a customer has used which of the discounts.
func usesOf(tx database.Tx, customer int64, discounts []int64) (map[int64]int64, error) {
	var rows []struct{ DiscountID, Uses int64 }
	err := tx.DB.Raw("SELECT discount_id, uses FROM discount_uses WHERE customer_id = ? AND discount_id IN ?", customer, discounts).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load what customer %d has used: %w", customer, err)
	}
	out := make(map[int64]int64, len(rows))
	for _, r := range rows {
		out[r.DiscountID] = r.Uses
	}
	return out, nil
}

// discountByKey is the discount of a folded code; one without an id where there is none.
func discountByKey(tx database.Tx, key []byte) (row Discount, err error) {
	if err := tx.DB.Where("code_key = ?", key).Limit(1).Find(&row).Error; err != nil {
		return row, fmt.Errorf("look for a discount code: %w", err)
	}
	return row, nil
}

func removeDiscount(tx database.Tx, id int64) error {
	return remove(tx, "discount", id, "DELETE FROM discount_uses WHERE discount_id = ?", "DELETE FROM discounts WHERE id = ?")
}

// countUse counts an order unless the limit is reached.
func countUse(tx database.Tx, id int64) (bool, error) {
	done := tx.DB.Exec("UPDATE discounts SET used = used + 1 WHERE id = ? AND (use_limit = 0 OR used < use_limit)", id)
	if done.Error != nil {
		return false, fmt.Errorf("count a use of discount %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// discountUse is a row of discount_uses.
type discountUse struct {
	CustomerID int64 `gorm:"primaryKey;autoIncrement:false"`
	DiscountID int64 `gorm:"primaryKey;autoIncrement:false"`
	Uses       int64
}

// countCustomerUse counts a customer's order unless the customer's limit is reached; 0 is none.
func countCustomerUse(tx database.Tx, id, customer, limit int64) (bool, error) {
	err := tx.DB.Clauses(clause.OnConflict{DoNothing: true}).Create(&discountUse{CustomerID: customer, DiscountID: id}).Error
	if err != nil {
		return false, fmt.Errorf("begin to count the uses of discount %d by customer %d: %w", id, customer, err)
	}
	done := tx.DB.Exec("UPDATE discount_uses SET uses = uses + 1 WHERE customer_id = ? AND discount_id = ? AND (? = 0 OR uses < ?)", customer, id, limit, limit)
	if done.Error != nil {
		return false, fmt.Errorf("count a use of discount %d by customer %d: %w", id, customer, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// uncountUse takes one use back; false: none is counted, or the discount is gone.
func uncountUse(tx database.Tx, id int64) (bool, error) {
	done := tx.DB.Exec("UPDATE discounts SET used = used - 1 WHERE id = ? AND used > 0", id)
	if done.Error != nil {
		return false, fmt.Errorf("take back a use of discount %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}

func uncountCustomerUse(tx database.Tx, id, customer int64) error {
	err := tx.DB.Exec("UPDATE discount_uses SET uses = uses - 1 WHERE customer_id = ? AND discount_id = ? AND uses > 0", customer, id).Error
	if err != nil {
		return fmt.Errorf("take back a use of discount %d by customer %d: %w", id, customer, err)
	}
	return nil
}
