package catalog

import (
	"context"
	"fmt"
)

// FieldKind is what metafields of products have in common: whose they are, their names, their type and what they are for.
type FieldKind struct {
	OwnerType   string
	Namespace   string
	Key         string `gorm:"column:name"`
	Type        string
	Description string
}

// FieldKinds are the metafields that products and variants have, each kind once, in order; at most limit.
func (s *Service) FieldKinds(ctx context.Context, limit int) ([]FieldKind, error) {
	var kinds []FieldKind
	err := s.db.Read(ctx).Raw(`SELECT DISTINCT owner_type, namespace, name, type, description FROM metafields WHERE owner_type IN (?, ?)
		ORDER BY owner_type, namespace, name, type, description LIMIT ?`, OwnerProduct, OwnerVariant, limit).Scan(&kinds).Error
	if err != nil {
		return nil, fmt.Errorf("list the kinds of metafields: %w", err)
	}
	return kinds, nil
}
