package catalog

import (
	"context"
	"fmt"

	"cartwright/internal/database"

	"gorm.io/gorm"
)

// Goods is a variant in somebody's cart: the row, and whether its product is still sold. Unlike everything that is
// listed, it is answered after its product was hidden, because whoever put it into a cart has seen it.
type Goods struct {
	Variant
	Sold bool // the product is active and published
}

// GoodsIn are the variants among the ids, sold or not, as the transaction sees them.
func (s *Service) GoodsIn(tx database.Tx, ids []VariantID) (map[VariantID]Goods, error) {
	return s.goods(tx.DB, ids)
}

func (s *Service) goods(db *gorm.DB, ids []VariantID) (map[VariantID]Goods, error) {
	var rows []Goods
	if len(ids) > 0 {
		err := db.Raw(`SELECT v.*, p.status = ? AND p.published_at IS NOT NULL AND p.published_at <= ? AS sold
			FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id IN ?`, Active, s.db.Now(), ids).Scan(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("load %d variants of carts: %w", len(ids), err)
		}
	}
	return index(rows, func(g Goods) VariantID { return g.ID }), nil
}

// MembershipsIn tells which of the collections each product is in, as the transaction sees it.
func (s *Service) MembershipsIn(tx database.Tx, products []ProductID, collections []int64) (map[ProductID][]int64, error) {
	var rows []Membership
	if len(products) > 0 && len(collections) > 0 {
		err := tx.DB.Where("product_id IN ? AND collection_id IN ?", products, collections).
			Order("product_id, collection_id").Find(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("find the collections of %d products: %w", len(products), err)
		}
	}
	out := map[ProductID][]int64{}
	for _, m := range rows {
		out[m.ProductID] = append(out[m.ProductID], int64(m.CollectionID))
	}
	return out, nil
}

// Goods are the variants among the ids, sold or not.
func (s *Service) Goods(ctx context.Context, ids []VariantID) (map[VariantID]Goods, error) {
	return s.goods(s.db.Read(ctx), ids)
}

// KeptProducts are the products among the ids, sold or not, for those who have put one into a cart.
func (s *Service) KeptProducts(ctx context.Context, ids []ProductID) (map[ProductID]Product, error) {
	rows, err := byIDs[Product](s.db.Read(ctx), ids)
	if err != nil {
		return nil, fmt.Errorf("load %d products of carts: %w", len(ids), err)
	}
	return index(rows, func(p Product) ProductID { return p.ID }), nil
}
