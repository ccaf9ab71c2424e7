package catalog

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// published narrows a query over collections to what shoppers may see; it leaves out nothing for others.
func (s *Service) published(q *gorm.DB) *gorm.DB {
	if s.all {
		return q
	}
	return q.Where("published_at <= ?", s.db.Now())
}

func (s *Service) listCollections(ctx context.Context, seek database.Seek) ([]Collection, error) {
	var rows []Collection
	if err := seek.Page(s.published(s.db.Read(ctx))).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list collections by %s: %w", seek.Column, err)
	}
	return rows, nil
}

// FindCollection is the published collection of the handle; a fault.NotFound if there is none.
func (s *Service) FindCollection(ctx context.Context, handle string) (Collection, error) {
	var row Collection
	err := s.published(s.db.Read(ctx)).Where("handle = ?", handle).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.NotFoundf("handle", "there is no collection %q", handle)
	}
	if err != nil {
		return row, fmt.Errorf("find collection %q: %w", handle, err)
	}
	return row, nil
}

// CollectionsByIDs are the published collections among the ids.
func (s *Service) CollectionsByIDs(ctx context.Context, ids []CollectionID) (map[CollectionID]Collection, error) {
	rows, err := byIDs[Collection](s.published(s.db.Read(ctx)), ids)
	if err != nil {
		return nil, fmt.Errorf("load %d collections: %w", len(ids), err)
	}
	return index(rows, func(c Collection) CollectionID { return c.ID }), nil
}

// CountCollections counts the published collections: those of a product, or with 0 those of the shop.
func (s *Service) CountCollections(ctx context.Context, of ProductID) (int64, error) {
	var n int64
	q := s.published(s.db.Read(ctx).Table("collections"))
	if of != 0 {
		q = q.Where("id IN (SELECT collection_id FROM collection_products WHERE product_id = ?)", of)
	}
	if err := q.Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count collections: %w", err)
	}
	return n, nil
}

// memberRows reads a page of places per collection. One collection needs no window, and the order's index answers it.
func (s *Service) memberRows(ctx context.Context, ids []CollectionID, seek database.Seek) ([]Membership, error) {
	db := s.db.Read(ctx)
	where, args := "listed_at <= ?", []any{s.db.Now()}
	if s.all {
		where, args = "", nil
	}
	var rows []Membership
	q := seek.PerParent(db, "collection_products", "collection_id", ids, where, args...)
	if len(ids) == 1 {
		q = db.Where("collection_id = ?", ids[0])
		if where != "" {
			q = q.Where(where, args...)
		}
		q = seek.Page(q)
	}
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list the products of %d collections: %w", len(ids), err)
	}
	return rows, nil
}

// collectionOf is a collection with the product it was asked for.
type collectionOf struct {
	Collection
	ProductID ProductID
}

func (s *Service) collectionRows(ctx context.Context, ids []ProductID, seek database.Seek) ([]collectionOf, error) {
	joined, args := `(SELECT c.*, m.product_id FROM collection_products m JOIN collections c ON c.id = m.collection_id
		WHERE m.product_id IN ?`, []any{ids}
	if !s.all {
		joined, args = joined+" AND c.published_at <= ?", append(args, s.db.Now())
	}
	var rows []collectionOf
	q := seek.PerParentOf(s.db.Read(ctx), joined+")", args, "product_id", ids, "")
	if err := q.Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("list the collections of %d products: %w", len(ids), err)
	}
	return rows, nil
}
