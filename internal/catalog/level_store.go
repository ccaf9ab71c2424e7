package catalog

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// lockLocations keeps locations from being switched off meanwhile, and tells which are in use. Others may hold the same
// locations at the same time.
func lockLocations(tx database.Tx, pairs []pair) (map[int64]bool, error) {
	ids := make([]int64, len(pairs))
	for i, p := range pairs {
		ids[i] = p.location
	}
	slices.Sort(ids)
	var rows []struct {
		ID     int64
		Active bool
	}
	err := tx.DB.Table("locations").Clauses(clause.Locking{Strength: "SHARE"}).Select("id", "active").
		Where("id IN ?", slices.Compact(ids)).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("lock locations: %w", err)
	}
	out := make(map[int64]bool, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Active
	}
	return out, nil
}

// lockProductsOf locks the products of variants in the order of their ids. The variants are read before, without a lock:
// a variant never goes to another product.
func lockProductsOf(tx database.Tx, variants []VariantID) ([]ProductID, error) {
	var ids []ProductID
	err := tx.DB.Raw("SELECT DISTINCT product_id FROM variants WHERE id IN ? ORDER BY product_id", variants).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("find the products of %d variants: %w", len(variants), err)
	}
	var locked []ProductID
	err = tx.DB.Table("products").Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", ids).Order("id").Pluck("id", &locked).Error
	if err != nil {
		return nil, fmt.Errorf("lock %d products: %w", len(ids), err)
	}
	return locked, nil
}

func variantsNow(tx database.Tx, ids []VariantID) (map[VariantID]Variant, error) {
	var rows []Variant
	if err := tx.DB.Where("id IN ?", ids).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read %d variants: %w", len(ids), err)
	}
	return index(rows, func(v Variant) VariantID { return v.ID }), nil
}

func lockLevels(tx database.Tx, variants []VariantID) ([]Level, error) {
	var rows []Level
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("variant_id IN ?", variants).Order("variant_id, location_id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("lock the stock of %d variants: %w", len(variants), err)
	}
	return rows, nil
}

// writeLevels writes levels that are held, in the order of variant and location, and the entries that tell of them.
func writeLevels(tx database.Tx, levels []*Level, entries []*StockEntry) error {
	levels = slices.Clone(levels)
	slices.SortFunc(levels, func(a, b *Level) int {
		return slices.Compare([]int64{int64(a.VariantID), a.LocationID}, []int64{int64(b.VariantID), b.LocationID})
	})
	if len(levels) > 0 {
		if err := tx.DB.Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(levels, rowsPerInsert).Error; err != nil {
			return fmt.Errorf("write %d stock levels: %w", len(levels), err)
		}
	}
	if len(entries) > 0 {
		if err := tx.DB.CreateInBatches(entries, rowsPerInsert).Error; err != nil {
			return fmt.Errorf("write %d stock entries: %w", len(entries), err)
		}
	}
	return nil
}

// removeStock takes the stock of variants that go with them, and tells the ledger.
func removeStock(tx database.Tx, variants []VariantID, w why) error {
	if len(variants) == 0 {
		return nil
	}
	err := tx.DB.Exec(`INSERT INTO stock_entries (variant_id, location_id, delta, quantity, reason, reference, actor_kind, actor_id, actor_name, at)
		SELECT variant_id, location_id, -quantity, 0, ?, ?, ?, ?, ?, ? FROM stock_levels WHERE variant_id IN ? AND quantity <> 0
		ORDER BY variant_id, location_id`, Removed, w.reference, w.who.Kind, w.who.ID, w.who.Name, tx.Now, variants).Error
	if err != nil {
		return fmt.Errorf("tell of the stock of %d variants that go: %w", len(variants), err)
	}
	if err := tx.DB.Exec("DELETE FROM stock_levels WHERE variant_id IN ?", variants).Error; err != nil {
		return fmt.Errorf("remove the stock of %d variants: %w", len(variants), err)
	}
	return nil
}

// depot is a location in use.
type depot struct {
	ID   int64
	Name string
}

// lockDepots are the locations in use, in the order of their ids; none is switched off meanwhile. There is always one.
func lockDepots(tx database.Tx) ([]depot, error) {
	var rows []depot
	err := tx.DB.Table("locations").Clauses(clause.Locking{Strength: "SHARE"}).Select("id", "name").Where("active = ?", true).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("lock the locations in use: %w", err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("no location is in use")
	}
	return rows, nil
}

// lockActive are the ids of the locations in use, in their order.
func lockActive(tx database.Tx) ([]int64, error) {
	rows, err := lockDepots(tx)
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}

// takeLevels takes from levels, each on the condition that there is enough.
func takeLevels(tx database.Tx, h *held, steps []stockStep) error {
	var missing []*Level
	var by, where strings.Builder
	var amounts, conditions []any
	for i, s := range steps {
		if _, there := h.levels[s.at]; !there { // sold beyond a stock that was never written down
			missing = append(missing, &Level{VariantID: s.at.variant, LocationID: s.at.location, UpdatedAt: tx.Now})
		}
		by.WriteString(" WHEN variant_id = ? AND location_id = ? THEN ?")
		amounts = append(amounts, s.at.variant, s.at.location, s.by)
		if i > 0 {
			where.WriteString(" OR ")
		}
		least := s.by
		if s.beyond {
			least = -2 * maxStock
		}
		where.WriteString("variant_id = ? AND location_id = ? AND quantity >= ?")
		conditions = append(conditions, s.at.variant, s.at.location, least)
	}
	if err := writeLevels(tx, missing, nil); err != nil {
		return err
	}
	done := tx.DB.Exec("UPDATE stock_levels SET quantity = quantity - CASE"+by.String()+" ELSE 0 END, updated_at = ? WHERE "+where.String(),
		slices.Concat(amounts, []any{tx.Now}, conditions)...)
	if done.Error != nil {
		return fmt.Errorf("take from %d stock levels: %w", len(steps), done.Error)
	}
	if done.RowsAffected != int64(len(steps)) {
		return fault.Conflictf("lines", "somebody else was quicker; look again at what there is")
	}
	return nil
}
