package content

import (
	"context"
	"time"

	"cartwright/internal/fault"
)

// SitemapEntry is a thing with a page of its own, as search engines are told of it. An article's handle is that of its
// blog, a slash, and its own. Type is that of a metaobject, and empty for others.
type SitemapEntry struct {
	Handle    string
	Title     string
	Type      string
	UpdatedAt time.Time
	ImageID   *int64 // in the catalogue's media
}

// SitemapPage is how many entries stand on one page of a sitemap.
const SitemapPage = 250

// sitemapTables are the dialect's SitemapTypes that this room has.
var sitemapTables = map[string]struct {
	table     string
	columns   string // of table t, or of b, its blog
	published bool   // the table holds things that are not published, too
	blogs     bool   // handles stand below those of blogs
}{
	"PAGE":       {table: "pages", columns: "t.handle, t.title, t.updated_at", published: true},
	"BLOG":       {table: "blogs", columns: "t.handle, t.title, t.updated_at"},
	"ARTICLE":    {table: "articles", columns: "t.handle, t.title, t.updated_at, t.image_id, b.handle AS blog", published: true, blogs: true},
	"METAOBJECT": {table: "metaobjects", columns: "t.handle, t.type, t.updated_at"},
}

// SitemapCount is how many things of the kind there are: PAGE, BLOG, ARTICLE or METAOBJECT.
func (s *Service) SitemapCount(ctx context.Context, kind string) (int64, error) {
	from, ok := sitemapTables[kind]
	if !ok {
		return 0, fault.Invalidf("type", "%q is no kind of sitemap", kind)
	}
	var where condition
	if from.published {
		where = s.published()
	}
	return s.countSitemap(ctx, from.table, where)
}

// Sitemap is a page of the things of the kind, in the order of their ids. Pages are counted from 1; one behind the last
// is empty.
func (s *Service) Sitemap(ctx context.Context, kind string, number int) ([]SitemapEntry, error) {
	from, ok := sitemapTables[kind]
	if !ok {
		return nil, fault.Invalidf("type", "%q is no kind of sitemap", kind)
	}
	if number < 1 {
		return nil, fault.Invalidf("page", "pages are counted from 1, got %d", number)
	}
	var where condition
	if from.published {
		where = s.published()
	}
	rows, err := s.sitemapRows(ctx, from.table, from.columns, from.blogs, where, number)
	if err != nil {
		return nil, err
	}
	out := make([]SitemapEntry, len(rows))
	for i, r := range rows {
		out[i] = SitemapEntry{Handle: r.Handle, Title: r.Title, Type: r.Type, UpdatedAt: r.UpdatedAt, ImageID: r.ImageID}
		if from.blogs {
			out[i].Handle = r.Blog + "/" + r.Handle
		}
	}
	return out, nil
}
