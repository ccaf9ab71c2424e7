package catalog

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fold"
)

// changeBatch is how many rows one statement of a price change writes.
const changeBatch = 500

// pricedVariants reads the variants that fit, in the order of their ids.
func pricedVariants(tx database.Tx, f PriceFilter, limit int) ([]priced, error) {
	q := tx.DB.Table("variants v").Select("v.id, v.product_id, v.price, v.compare_at")
	if len(f.Vendors)+len(f.Types) > 0 {
		q = q.Joins("JOIN products p ON p.id = v.product_id")
	}
	if len(f.Products) > 0 {
		q = q.Where("v.product_id IN ?", f.Products)
	}
	if len(f.Collections) > 0 {
		q = q.Where("v.product_id IN (SELECT product_id FROM collection_products WHERE collection_id IN ?)", f.Collections)
	}
	if len(f.Vendors) > 0 {
		q = q.Where("p.vendor_key IN ?", folded(f.Vendors))
	}
	if len(f.Types) > 0 {
		q = q.Where("p.type_key IN ?", folded(f.Types))
	}
	if len(f.Tags) > 0 {
		tags := make([]string, len(f.Tags))
		for i, t := range f.Tags {
			tags[i] = strings.TrimRight(t, " ") // as they are kept
		}
		q = q.Where("v.product_id IN (SELECT product_id FROM product_tags WHERE tag IN ?)", tags)
	}
	if f.MinPrice != nil {
		q = q.Where("v.price >= ?", *f.MinPrice)
	}
	if f.MaxPrice != nil {
		q = q.Where("v.price <= ?", *f.MaxPrice)
	}
	found, err := q.Order("v.id").Limit(limit).Rows()
	if err != nil {
		return nil, fmt.Errorf("find the variants whose prices change: %w", err)
	}
	defer found.Close()
	var rows []priced
	for found.Next() { // by hand: there may be hundreds of thousands
		var v priced
		if err := found.Scan(&v.ID, &v.ProductID, &v.Price, &v.CompareAt); err != nil {
			return nil, fmt.Errorf("read a variant whose price changes: %w", err)
		}
		rows = append(rows, v)
	}
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("read the variants whose prices change: %w", err)
	}
	return rows, nil
}

func folded(texts []string) [][]byte {
	keys := make([][]byte, len(texts))
	for i, t := range texts {
		keys[i] = fold.Key(t)
	}
	return keys
}

// holdProducts locks products in the order of their ids.
func holdProducts(tx database.Tx, ids []ProductID) error {
	for some := range slices.Chunk(ids, changeBatch) {
		var locked []ProductID
		err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Model(&Product{}).Where("id IN ?", some).Order("id").Pluck("id", &locked).Error
		if err != nil {
			return fmt.Errorf("lock %d products: %w", len(some), err)
		}
	}
	return nil
}

// writePrices writes the amounts of variants, in the order of their ids.
func writePrices(tx database.Tx, what PriceOf, steps []PriceStep) error {
	column := map[PriceOf]string{OwnPrice: "price", CompareAtPrice: "compare_at"}[what]
	for some := range slices.Chunk(steps, changeBatch) {
		amounts, args := amountsByID(some)
		ids := make([]VariantID, len(some))
		for i := range some {
			ids[i] = some[i].VariantID
		}
		done := tx.DB.Exec("UPDATE variants SET "+column+" = "+amounts+", updated_at = ? WHERE id IN ?", append(args, tx.Now, ids)...)
		if done.Error != nil {
			return fmt.Errorf("write the prices of %d variants: %w", len(some), done.Error)
		}
		if done.RowsAffected != int64(len(some)) {
			return fmt.Errorf("write the prices of %d variants: %d rows were written", len(some), done.RowsAffected)
		}
	}
	return nil
}

// amountsByID is an expression for the amount that belongs to an id. Databases try one WHEN after the other, so those of 25
// ids stand together behind one for their greatest: 500 rows have 45 compared at most, not 500, which took three times as
// long.
func amountsByID(steps []PriceStep) (sql string, args []any) {
	var b strings.Builder
	b.WriteString("CASE")
	for group := range slices.Chunk(steps, 25) {
		b.WriteString(" WHEN id <= ? THEN CASE id")
		args = append(args, group[len(group)-1].VariantID)
		for i := range group {
			var after any // a nil pointer of its own type is not NULL everywhere
			if group[i].After != nil {
				after = *group[i].After
			}
			b.WriteString(" WHEN ? THEN ?")
			args = append(args, group[i].VariantID, after)
		}
		b.WriteString(" END")
	}
	b.WriteString(" END")
	return b.String(), args
}

// refreshPrices works out again what the rows of products, and their places in collections, repeat of the prices of their
// variants. The products are locked.
func refreshPrices(tx database.Tx, ids []ProductID) error {
	for some := range slices.Chunk(ids, changeBatch) {
		err := tx.DB.Exec(`UPDATE products SET
			price_min = (SELECT MIN(v.price) FROM variants v WHERE v.product_id = products.id),
			price_max = (SELECT MAX(v.price) FROM variants v WHERE v.product_id = products.id),
			compare_min = (SELECT MIN(v.compare_at) FROM variants v WHERE v.product_id = products.id),
			compare_max = (SELECT MAX(v.compare_at) FROM variants v WHERE v.product_id = products.id),
			updated_at = ?, version = version + 1 WHERE id IN ?`, tx.Now, some).Error
		if err != nil {
			return fmt.Errorf("refresh the prices of %d products: %w", len(some), err)
		}
		err = tx.DB.Exec(`UPDATE collection_products SET price_min = (SELECT p.price_min FROM products p WHERE p.id = product_id)
			WHERE product_id IN ?`, some).Error
		if err != nil {
			return fmt.Errorf("refresh the places of %d products: %w", len(some), err)
		}
	}
	return nil
}

// nameSteps fills in how people call the variants.
func nameSteps(tx database.Tx, steps []PriceStep) error {
	if len(steps) == 0 {
		return nil
	}
	ids := make([]VariantID, len(steps))
	for i := range steps {
		ids[i] = steps[i].VariantID
	}
	var rows []struct {
		ID                       VariantID
		Title, SKU, ProductTitle string
	}
	err := tx.DB.Raw(`SELECT v.id, v.title, v.sku AS sku, p.title AS product_title FROM variants v JOIN products p ON p.id = v.product_id
		WHERE v.id IN ?`, ids).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("name %d variants: %w", len(steps), err)
	}
	for _, r := range rows {
		if i := slices.Index(ids, r.ID); i >= 0 {
			steps[i].Title, steps[i].SKU, steps[i].ProductTitle = r.Title, r.SKU, r.ProductTitle
		}
	}
	return nil
}
