package content

import (
	"context"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

// blogOrders are the dialect's BlogSortKeys.
var blogOrders = map[string]order[Blog]{
	"ID":        byID(func(b Blog) int64 { return b.ID }),
	"RELEVANCE": byID(func(b Blog) int64 { return b.ID }),
	"HANDLE":    byKey("handle_key", func(b Blog) ([]byte, int64) { return b.HandleKey, b.ID }),
	"TITLE":     byKey("title_key", func(b Blog) ([]byte, int64) { return b.TitleKey, b.ID }),
}

// Blogs lists the blogs. Match looks at titles and handles.
func (s *Service) Blogs(ctx context.Context, q Query) (page.Conn[Blog], error) {
	words, err := wordsIn(q.Match, []string{"title_key", "handle_key"}, "")
	if err != nil {
		return page.Conn[Blog]{}, err
	}
	return list(q, "blogs", blogOrders, func(seek database.Seek) ([]Blog, error) {
		return readPage[Blog](s.db.Read(ctx), seek, words)
	})
}

// FindBlog is the blog of the handle; a fault.NotFound if there is none.
func (s *Service) FindBlog(ctx context.Context, handle string) (Blog, error) {
	return find[Blog](s.db.Read(ctx), "blog", handle, condition{"handle = ?", []any{handle}})
}

// BlogsByIDs are the blogs among the ids.
func (s *Service) BlogsByIDs(ctx context.Context, ids []int64) (map[int64]Blog, error) {
	return byIDs[Blog](s.db.Read(ctx), ids, condition{})
}
