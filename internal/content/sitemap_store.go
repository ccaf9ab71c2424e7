package content

import (
	"context"
	"fmt"
	"time"
)

// sitemapRow is an entry as the tables have it.
type sitemapRow struct {
	Handle    string
	Title     string
	Type      string
	UpdatedAt time.Time
	ImageID   *int64
	Blog      string
}

func (s *Service) countSitemap(ctx context.Context, table string, where condition) (int64, error) {
	var n int64
	if err := where.apply(s.db.Read(ctx).Table(table)).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count the sitemap of %s: %w", table, err)
	}
	return n, nil
}

// sitemapRows reads a page. The ids of the pages before it come from an index alone; only its own rows are read.
func (s *Service) sitemapRows(ctx context.Context, table, columns string, blogs bool, where condition, number int) ([]sitemapRow, error) {
	db := s.db.Read(ctx)
	ids := where.apply(db.Table(table).Select("id")).Order("id").Limit(SitemapPage).Offset((number - 1) * SitemapPage)
	q := db.Table("(?) AS page", ids).Select(columns).Joins("JOIN " + table + " t ON t.id = page.id")
	if blogs {
		q = q.Joins("JOIN blogs b ON b.id = t.blog_id")
	}
	var rows []sitemapRow
	if err := q.Order("t.id").Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("read page %d of the sitemap of %s: %w", number, table, err)
	}
	return rows, nil
}
