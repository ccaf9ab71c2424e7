package catalog

import (
	"context"
	"fmt"
	"slices"

	"cartwright/internal/database"
)

// variantRows reads a page of variants per product. One product needs no window.
func (s *Service) variantRows(ctx context.Context, ids []ProductID, seek database.Seek) ([]Variant, error) {
	var rows []Variant
	db := s.db.Read(ctx)
	q := seek.PerParent(db, "variants", "product_id", ids, "")
	if len(ids) == 1 {
		q = seek.Page(db.Where("product_id = ?", ids[0]))
	}
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list variants of %d products: %w", len(ids), err)
	}
	return rows, nil
}

// VariantsByIDs are the variants among the ids whose product may be seen.
func (s *Service) VariantsByIDs(ctx context.Context, ids []VariantID) (map[VariantID]Variant, error) {
	var rows []Variant
	if len(ids) > 0 {
		q := s.db.Read(ctx).Raw(`SELECT v.* FROM variants v JOIN products p ON p.id = v.product_id
			WHERE v.id IN ? AND p.status = ? AND p.published_at <= ?`, ids, Active, s.db.Now())
		if s.all {
			q = s.db.Read(ctx).Raw("SELECT * FROM variants WHERE id IN ?", ids)
		}
		err := q.Scan(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("load %d variants: %w", len(ids), err)
		}
	}
	return index(rows, func(v Variant) VariantID { return v.ID }), nil
}

// Matrices are the option grids of the products, in one statement that an index answers alone.
func (s *Service) Matrices(ctx context.Context, products map[ProductID][]Option) (map[ProductID]Matrix, error) {
	ids := make([]ProductID, 0, len(products))
	for id := range products {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var rows []struct {
		ID        VariantID
		ProductID ProductID
		Value1ID  ValueID
		Value2ID  ValueID
		Value3ID  ValueID
		Available bool
	}
	err := s.db.Read(ctx).Raw(`SELECT id, product_id, value1_id, value2_id, value3_id, available FROM variants
		WHERE product_id IN ?`, ids).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load the variant grids of %d products: %w", len(ids), err)
	}
	out := make(map[ProductID]Matrix, len(ids))
	places := map[ValueID]int{}
	for id, options := range products {
		out[id] = Matrix{Options: options}
		for _, o := range options {
			for i, v := range o.Values {
				places[v.ID] = i
			}
		}
	}
	for _, r := range rows {
		m := out[r.ProductID]
		m.Cells = append(m.Cells, Cell{Variant: r.ID, Available: r.Available,
			Places: [3]int{places[r.Value1ID], places[r.Value2ID], places[r.Value3ID]}})
		out[r.ProductID] = m
	}
	for id, m := range out {
		slices.SortFunc(m.Cells, func(a, b Cell) int { return slices.Compare(a.Places[:], b.Places[:]) })
		out[id] = m
	}
	return out, nil
}
