package catalog

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// PresentProducts are those of the ids that there are products of, sold or not.
func (s *Service) PresentProducts(ctx context.Context, ids []int64) (map[int64]bool, error) {
	return presentIn(s.db.Read(ctx).Table("products"), ids)
}

// PresentCollections are those of the ids that there are collections of, published or not.
func (s *Service) PresentCollections(ctx context.Context, ids []int64) (map[int64]bool, error) {
	return presentIn(s.db.Read(ctx).Table("collections"), ids)
}

func presentIn(table *gorm.DB, ids []int64) (map[int64]bool, error) {
	var found []int64
	if len(ids) > 0 {
		if err := table.Where("id IN ?", ids).Pluck("id", &found).Error; err != nil {
			return nil, fmt.Errorf("look for %d ids: %w", len(ids), err)
		}
	}
	out := make(map[int64]bool, len(found))
	for _, id := range found {
		out[id] = true
	}
	return out, nil
}

// PictureNamed is the id of the first picture of a name in the media store; 0 where there is none.
func (s *Service) PictureNamed(ctx context.Context, name string) (id MediaID, err error) {
	q := s.db.Read(ctx).Model(&Media{}).Select("COALESCE(MIN(id), 0)")
	if err := q.Where("name = ? AND kind = ?", name, Image).Scan(&id).Error; err != nil {
		return 0, fmt.Errorf("look for the picture %q: %w", name, err)
	}
	return id, nil
}
