package content

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// SearchablePagesAfter are the pages behind an id by their ids, whoever may see them.
func (s *Service) SearchablePagesAfter(ctx context.Context, after int64, limit int) ([]Page, error) {
	return searchable[Page](s.db.Read(ctx).Where("id > ?", after).Order("id").Limit(limit))
}

// SearchablePagesByIDs are the pages among the ids, whoever may see them.
func (s *Service) SearchablePagesByIDs(ctx context.Context, ids []int64) ([]Page, error) {
	return searchable[Page](s.db.Read(ctx).Where("id IN ?", ids))
}

// SearchableArticlesAfter are the articles behind an id by their ids, whoever may see them.
func (s *Service) SearchableArticlesAfter(ctx context.Context, after int64, limit int) ([]Article, error) {
	return searchable[Article](s.db.Read(ctx).Where("id > ?", after).Order("id").Limit(limit))
}

// SearchableArticlesByIDs are the articles among the ids, whoever may see them.
func (s *Service) SearchableArticlesByIDs(ctx context.Context, ids []int64) ([]Article, error) {
	return searchable[Article](s.db.Read(ctx).Where("id IN ?", ids))
}

func searchable[T any](q *gorm.DB) ([]T, error) {
	var rows []T
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read what %T are found by: %w", rows, err)
	}
	return rows, nil
}

// ArticleIDsOf are the articles of blogs: a blog's title is found with them.
func (s *Service) ArticleIDsOf(ctx context.Context, blogIDs []int64) ([]int64, error) {
	var ids []int64
	if err := s.db.Read(ctx).Model(&Article{}).Where("blog_id IN ?", blogIDs).Pluck("id", &ids).Error; err != nil {
		return nil, fmt.Errorf("list the articles of %d blogs: %w", len(blogIDs), err)
	}
	return ids, nil
}
