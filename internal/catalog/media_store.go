package catalog

import (
	"context"
	"fmt"

	"cartwright/internal/database"
)

func (s *Service) mediaRows(ctx context.Context, ids []ProductID, seek database.Seek, imagesOnly bool) ([]Placed, error) {
	where, args := "", []any(nil)
	if imagesOnly {
		where, args = "t.kind = ?", []any{Image}
	}
	const placed = "(SELECT m.*, pm.product_id, pm.position FROM product_media pm JOIN media m ON m.id = pm.media_id WHERE pm.product_id IN ?)"
	// The ids stand twice: within the join, so that it reads those products alone, and as the parents of the pages.
	var rows []Placed
	db := s.db.Read(ctx)
	if err := seek.PerParentOf(db, placed, []any{ids}, "product_id", ids, where, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("list media of %d products: %w", len(ids), err)
	}
	return rows, nil
}

// MediaByIDs are the media among the ids.
func (s *Service) MediaByIDs(ctx context.Context, ids []MediaID) (map[MediaID]Media, error) {
	rows, err := byIDs[Media](s.db.Read(ctx), ids)
	if err != nil {
		return nil, fmt.Errorf("load %d media: %w", len(ids), err)
	}
	return index(rows, func(m Media) MediaID { return m.ID }), nil
}
