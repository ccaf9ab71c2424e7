package content

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"cartwright/internal/database"
)

// timed are articles with the time that they are sorted by, published or not.
const timed = "(SELECT a.*, COALESCE(a.published_at, ?) AS shown_at FROM articles a)"

// articles is what articles are listed from.
func (s *Service) articles(ctx context.Context) *gorm.DB {
	if s.all {
		return s.db.Read(ctx).Table(timed+" articles", never)
	}
	return s.db.Read(ctx)
}

// articleRows reads a page of articles per blog. One blog needs no window, and an index answers it.
func (s *Service) articleRows(ctx context.Context, blogIDs []int64, seek database.Seek, where condition) ([]Article, error) {
	if len(blogIDs) == 0 {
		return nil, nil
	}
	var rows []Article
	from, own := "articles", []any(nil)
	if s.all {
		from, own = timed, []any{never}
	}
	q := seek.PerParentOf(s.db.Read(ctx), from, own, "blog_id", blogIDs, where.sql, where.args...)
	if len(blogIDs) == 1 {
		q = seek.Page(where.apply(s.articles(ctx).Where("blog_id = ?", blogIDs[0])))
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
	err := s.published().apply(s.db.Read(ctx).Where("blog_id IN ? AND handle = ?", blogIDs, handle)).Find(&rows).Error
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
