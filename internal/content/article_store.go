package content

import (
	"context"
	"fmt"

	"cartwright/internal/database"
)

// articleRows reads a page of articles per blog. One blog needs no window, and an index answers it.
func (s *Service) articleRows(ctx context.Context, blogIDs []int64, seek database.Seek, where condition) ([]Article, error) {
	if len(blogIDs) == 0 {
		return nil, nil
	}
	var rows []Article
	db := s.db.Read(ctx)
	q := seek.PerParent(db, "articles", "blog_id", blogIDs, where.sql, where.args...)
	if len(blogIDs) == 1 {
		q = seek.Page(db.Where("blog_id = ?", blogIDs[0]).Where(where.sql, where.args...))
	}
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list the articles of %d blogs: %w", len(blogIDs), err)
	}
	return rows, nil
}

// ArticlesByHandle are the published articles of one handle in the blogs, by blog; a blog without one is not there.
func (s *Service) ArticlesByHandle(ctx context.Context, blogIDs []int64, handle string) (map[int64]Article, error) {
	if len(blogIDs) == 0 {
		return map[int64]Article{}, nil
	}
	var rows []Article
	visible := s.published()
	err := s.db.Read(ctx).Where("blog_id IN ? AND handle = ?", blogIDs, handle).Where(visible.sql, visible.args...).
		Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("find article %q in %d blogs: %w", handle, len(blogIDs), err)
	}
	return index(rows, func(a Article) int64 { return a.BlogID }), nil
}

func (s *Service) authorRows(ctx context.Context, blogIDs []int64) ([]authorOf, error) {
	if len(blogIDs) == 0 {
		return nil, nil
	}
	var rows []authorOf
	err := s.db.Read(ctx).Raw(`SELECT blog_id, author, MAX(id) AS latest FROM articles
		WHERE blog_id IN ? AND published_at <= ?
		GROUP BY blog_id, author_key, author ORDER BY blog_id, author_key, latest DESC`,
		blogIDs, s.db.Now()).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list the authors of %d blogs: %w", len(blogIDs), err)
	}
	return rows, nil
}
