package catalog

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// visible narrows a query over products to what shoppers may see; it leaves out nothing for others.
func (s *Service) visible(q *gorm.DB) *gorm.DB {
	if s.all {
		return q
	}
	return q.Where("status = ? AND published_at <= ?", Active, s.db.Now())
}

func (s *Service) listProducts(ctx context.Context, seek database.Seek) ([]Product, error) {
	var rows []Product
	if err := seek.Page(s.visible(s.db.Read(ctx))).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list products by %s: %w", seek.Column, err)
	}
	return rows, nil
}

func (s *Service) productByHandle(ctx context.Context, handle string) (Product, error) {
	var row Product
	err := s.visible(s.db.Read(ctx)).Where("handle = ?", handle).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.NotFoundf("handle", "there is no product %q", handle)
	}
	if err != nil {
		return row, fmt.Errorf("find product %q: %w", handle, err)
	}
	return row, nil
}

// ProductsByIDs are the visible products among the ids.
func (s *Service) ProductsByIDs(ctx context.Context, ids []ProductID) (map[ProductID]Product, error) {
	rows, err := byIDs[Product](s.visible(s.db.Read(ctx)), ids)
	if err != nil {
		return nil, fmt.Errorf("load %d products: %w", len(ids), err)
	}
	return index(rows, func(p Product) ProductID { return p.ID }), nil
}

// ProductsOfOptions are the products that the options belong to.
func (s *Service) ProductsOfOptions(ctx context.Context, ids []OptionID) (map[OptionID]ProductID, error) {
	var rows []struct {
		ID        OptionID
		ProductID ProductID
	}
	err := s.db.Read(ctx).Raw("SELECT id, product_id FROM product_options WHERE id IN ?", ids).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("find the products of %d options: %w", len(ids), err)
	}
	out := make(map[OptionID]ProductID, len(rows))
	for _, r := range rows {
		out[r.ID] = r.ProductID
	}
	return out, nil
}

// ProductsOfValues are the products that the option values belong to.
func (s *Service) ProductsOfValues(ctx context.Context, ids []ValueID) (map[ValueID]ProductID, error) {
	var rows []struct {
		ID        ValueID
		ProductID ProductID
	}
	err := s.db.Read(ctx).Raw("SELECT id, product_id FROM product_option_values WHERE id IN ?", ids).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("find the products of %d option values: %w", len(ids), err)
	}
	out := make(map[ValueID]ProductID, len(rows))
	for _, r := range rows {
		out[r.ID] = r.ProductID
	}
	return out, nil
}

// Tags are the labels in use on visible products, in order, at most limit of them. The index gives the labels, one step
// each; whether a product with it is visible is asked until one is.
func (s *Service) Tags(ctx context.Context, limit int) ([]string, error) {
	var tags []string
	err := s.db.Read(ctx).Raw(`SELECT d.tag FROM (SELECT DISTINCT tag FROM product_tags) d
		WHERE EXISTS (SELECT 1 FROM product_tags t JOIN products p ON p.id = t.product_id
			WHERE t.tag = d.tag AND p.status = ? AND p.published_at <= ?)
		ORDER BY d.tag LIMIT ?`, Active, s.db.Now(), limit).Scan(&tags).Error
	if err != nil {
		return nil, fmt.Errorf("list tags: %w", err)
	}
	return tags, nil
}

// Types are the product types in use on visible products, in order, at most limit of them, each as the first product has
// it spelt.
func (s *Service) Types(ctx context.Context, limit int) ([]string, error) {
	var types []string
	err := s.db.Read(ctx).Raw(`SELECT product_type FROM (SELECT d.type_key, (SELECT p.product_type FROM products p
			WHERE p.status = ? AND p.type_key = d.type_key AND p.published_at <= ? ORDER BY p.id LIMIT 1) AS product_type
			FROM (SELECT DISTINCT type_key FROM products WHERE status = ?) d) spelt
		WHERE product_type <> '' ORDER BY type_key LIMIT ?`, Active, s.db.Now(), Active, limit).Scan(&types).Error
	if err != nil {
		return nil, fmt.Errorf("list product types: %w", err)
	}
	return types, nil
}

// byIDs loads rows by their primary keys; no ids, no statement.
func byIDs[T any, K ~int64](q *gorm.DB, ids []K) ([]T, error) {
	var rows []T
	if len(ids) == 0 {
		return rows, nil
	}
	return rows, q.Where("id IN ?", ids).Find(&rows).Error
}

// index maps rows by a key.
func index[T any, K comparable](rows []T, key func(T) K) map[K]T {
	out := make(map[K]T, len(rows))
	for _, r := range rows {
		out[key(r)] = r
	}
	return out
}

// group maps rows by a key they share, keeping their order.
func group[T any, K comparable](rows []T, key func(T) K) map[K][]T {
	out := make(map[K][]T)
	for _, r := range rows {
		out[key(r)] = append(out[key(r)], r)
	}
	return out
}

// CountProducts counts all products, whoever may see them.
func (s *Service) CountProducts(ctx context.Context) (int64, error) {
	var n int64
	if err := s.db.Read(ctx).Table("products").Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count products: %w", err)
	}
	return n, nil
}

// KnownHandles tells which of the handles are taken.
func (s *Service) KnownHandles(ctx context.Context, handles []string) (map[string]bool, error) {
	var taken []string
	if err := s.db.Read(ctx).Raw("SELECT handle FROM products WHERE handle IN ?", handles).Scan(&taken).Error; err != nil {
		return nil, fmt.Errorf("look up %d handles: %w", len(handles), err)
	}
	known := make(map[string]bool, len(taken))
	for _, h := range taken {
		known[h] = true
	}
	return known, nil
}
