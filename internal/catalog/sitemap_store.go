package catalog

import (
	"context"
	"fmt"
)

// SitemapCount is how many visible products, or published collections, there are: every one of them.
func (s *Service) SitemapCount(ctx context.Context, collections bool) (int64, error) {
	var n int64
	q := s.visible(s.db.Read(ctx).Table("products"))
	if collections {
		q = s.published(s.db.Read(ctx).Table("collections"))
	}
	if err := q.Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count the sitemap: %w", err)
	}
	return n, nil
}

// SitemapProducts is a page of the visible products, counted from 1, in the order of their ids. The ids of a page come
// from the index alone; only its rows are read.
func (s *Service) SitemapProducts(ctx context.Context, number int) ([]SitemapEntry, error) {
	var rows []Product
	err := s.db.Read(ctx).Raw(`SELECT p.handle, p.title, p.updated_at, p.featured_image FROM
		(SELECT id FROM products WHERE status = ? AND published_at <= ? ORDER BY id LIMIT ? OFFSET ?) page
		JOIN products p ON p.id = page.id ORDER BY p.id`,
		Active, s.db.Now(), SitemapPage, (number-1)*SitemapPage).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read page %d of the product sitemap: %w", number, err)
	}
	out := make([]SitemapEntry, len(rows))
	for i, r := range rows {
		out[i] = SitemapEntry{Handle: r.Handle, Title: r.Title, UpdatedAt: r.UpdatedAt, Image: r.FeaturedImage}
	}
	return out, nil
}

// SitemapCollections is a page of the published collections.
func (s *Service) SitemapCollections(ctx context.Context, number int) ([]SitemapEntry, error) {
	var rows []Collection
	err := s.published(s.db.Read(ctx)).Order("id").Limit(SitemapPage).Offset((number - 1) * SitemapPage).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read page %d of the collection sitemap: %w", number, err)
	}
	out := make([]SitemapEntry, len(rows))
	for i, r := range rows {
		out[i] = SitemapEntry{Handle: r.Handle, Title: r.Title, UpdatedAt: r.UpdatedAt}
	}
	return out, nil
}
