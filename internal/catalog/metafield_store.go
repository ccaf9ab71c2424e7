package catalog

import (
	"context"
	"fmt"
)

// MetafieldsOf are the metafields of the owners, all of one type, in the order of their names.
func (s *Service) MetafieldsOf(ctx context.Context, ownerType string, ids []int64) (map[int64][]Metafield, error) {
	var rows []Metafield
	err := s.db.Read(ctx).Where("owner_type = ? AND owner_id IN ?", ownerType, ids).
		Order("owner_id, namespace, name").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load metafields of %d %ss: %w", len(ids), ownerType, err)
	}
	return group(rows, func(m Metafield) int64 { return m.OwnerID }), nil
}

// MetafieldsByIDs are the metafields among the ids.
func (s *Service) MetafieldsByIDs(ctx context.Context, ids []int64) (map[int64]Metafield, error) {
	rows, err := byIDs[Metafield](s.db.Read(ctx), ids)
	if err != nil {
		return nil, fmt.Errorf("load %d metafields: %w", len(ids), err)
	}
	return index(rows, func(m Metafield) int64 { return m.ID }), nil
}
