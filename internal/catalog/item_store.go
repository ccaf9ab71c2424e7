package catalog

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"cartwright/internal/database"
	"cartwright/internal/query"
)

// itemColumns are those of Item. A join would let MySQL begin with the products, and sort all variants.
const itemColumns = "v.*, (SELECT p.version FROM products p WHERE p.id = v.product_id) AS version"

func (s *Service) listItems(ctx context.Context, seek database.Seek, where string, args []any) ([]Item, error) {
	var rows []Item
	q := s.db.Read(ctx).Table("variants v").Select(itemColumns).Where(where, args...)
	if err := seek.Page(q).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list inventory items: %w", err)
	}
	return rows, nil
}

// ItemsByIDs are the items among the ids.
func (s *Service) ItemsByIDs(ctx context.Context, ids []VariantID) (map[VariantID]Item, error) {
	var rows []Item
	if len(ids) > 0 {
		if err := s.db.Read(ctx).Raw("SELECT "+itemColumns+" FROM variants v WHERE v.id IN ?", ids).Scan(&rows).Error; err != nil {
			return nil, fmt.Errorf("load %d inventory items: %w", len(ids), err)
		}
	}
	return index(rows, func(i Item) VariantID { return i.ID }), nil
}

func (s *Service) levels(ctx context.Context, ids []VariantID) ([]Level, error) {
	var rows []Level
	if len(ids) > 0 {
		if err := s.db.Read(ctx).Where("variant_id IN ?", ids).Order("variant_id, location_id").Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("load the stock of %d variants: %w", len(ids), err)
		}
	}
	return rows, nil
}

// stockEntries reads a page of entries per variant. One variant needs no window.
func (s *Service) stockEntries(ctx context.Context, ids []VariantID, seek database.Seek) ([]StockEntry, error) {
	var rows []StockEntry
	db := s.db.Read(ctx)
	q := seek.PerParent(db, "stock_entries", "variant_id", ids, "")
	if len(ids) == 1 {
		q = seek.Page(db.Where("variant_id = ?", ids[0]))
	}
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list stock entries of %d variants: %w", len(ids), err)
	}
	return rows, nil
}

func versionOf(tx database.Tx, id ProductID) (version int64, err error) {
	if err := tx.DB.Raw("SELECT version FROM products WHERE id = ?", id).Scan(&version).Error; err != nil {
		return 0, fmt.Errorf("read the version of product %d: %w", id, err)
	}
	return version, nil
}

// writeItem writes a variant's stock-keeping, and that its product has changed. The product is locked.
func writeItem(tx database.Tx, v *Variant) error {
	err := tx.DB.Exec("UPDATE variants SET sku = ?, sku_key = ?, cost = ?, tracked = ?, requires_shipping = ?, updated_at = ? WHERE id = ?",
		v.SKU, v.SKUKey, v.Cost, v.Tracked, v.RequiresShipping, tx.Now, v.ID).Error
	if err != nil {
		return fmt.Errorf("write inventory item %d: %w", v.ID, err)
	}
	if err := tx.DB.Exec("UPDATE products SET version = version + 1, updated_at = ? WHERE id = ?", tx.Now, v.ProductID).Error; err != nil {
		return fmt.Errorf("count up the version of product %d: %w", v.ProductID, err)
	}
	return nil
}

// skuTaken reports whether another variant than v has the key of its SKU.
func skuTaken(tx database.Tx, v *Variant) (bool, error) {
	var n int64
	if err := tx.DB.Model(&Variant{}).Where("sku_key = ? AND id <> ?", v.SKUKey, v.ID).Count(&n).Error; err != nil {
		return false, fmt.Errorf("look for the SKU %q: %w", v.SKU, err)
	}
	return n > 0, nil
}

func removeLevel(tx database.Tx, l Level) error {
	err := tx.DB.Exec("DELETE FROM stock_levels WHERE variant_id = ? AND location_id = ? AND quantity = 0", l.VariantID, l.LocationID).Error
	if err != nil {
		return fmt.Errorf("remove an empty stock level: %w", err)
	}
	return nil
}

// itemsOf is a query as a condition over variants v. Every value travels as a parameter; what no item can be, none is.
func itemsOf(n query.Node) (string, []any) {
	const none = "1 = 0"
	switch n := n.(type) {
	case query.And:
		return joinItems(n, " AND ", "1 = 1")
	case query.Or:
		return joinItems(n, " OR ", none)
	case query.Not:
		where, args := itemsOf(n.Of)
		return "NOT (" + where + ")", args
	case query.Term:
		value := n.Text
		switch n.Field {
		case "id":
			number, err := strconv.ParseInt(value[strings.LastIndexByte(value, '/')+1:], 10, 64)
			if n.Op == query.Exists {
				return "1 = 1", nil
			} else if err != nil || n.Prefix {
				return none, nil
			}
			return "v.id " + comparison(n.Op) + " ?", []any{number}
		case "tracked":
			if on, err := strconv.ParseBool(value); err == nil && n.Op == query.Match {
				return "v.tracked = ?", []any{on}
			}
			return none, nil
		case "created_at", "updated_at":
			at, err := time.Parse(time.RFC3339, value)
			if err != nil {
				at, err = time.Parse(time.DateOnly, value)
			}
			if n.Op == query.Exists {
				return "1 = 1", nil
			} else if err != nil || n.Prefix {
				return none, nil
			}
			return "v." + n.Field + " " + comparison(n.Op) + " ?", []any{at.UTC()}
		}
		switch {
		case n.Op == query.Exists:
			return "v.sku <> ''", nil
		case n.Op != query.Match:
			return none, nil
		case n.Prefix:
			return "v.sku >= ? AND v.sku < ?", []any{value, value + string(unicode.MaxRune)}
		}
		return "v.sku = ?", []any{value}
	}
	return none, nil
}

func comparison(op query.Op) string {
	if op == query.Match {
		return "="
	}
	return string(op)
}

func joinItems(nodes []query.Node, by, none string) (string, []any) {
	if len(nodes) == 0 {
		return none, nil
	}
	var parts []string
	var all []any
	for _, n := range nodes {
		where, args := itemsOf(n)
		parts, all = append(parts, "("+where+")"), append(all, args...)
	}
	return strings.Join(parts, by), all
}
