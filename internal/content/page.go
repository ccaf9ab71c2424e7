package content

import (
	"context"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

// pageOrders are the dialect's PageSortKeys. Where nothing is more relevant than the rest, the id decides.
var pageOrders = map[string]order[Page]{
	"ID":         byID(func(p Page) int64 { return p.ID }),
	"RELEVANCE":  byID(func(p Page) int64 { return p.ID }),
	"TITLE":      byKey("title_key", func(p Page) ([]byte, int64) { return p.TitleKey, p.ID }),
	"UPDATED_AT": byTime("updated_at", func(p Page) (time.Time, int64) { return p.UpdatedAt, p.ID }),
}

// Pages lists the published pages. Match looks at titles.
func (s *Service) Pages(ctx context.Context, q Query) (page.Conn[Page], error) {
	words, err := wordsIn(q.Match, []string{"title_key"}, "")
	if err != nil {
		return page.Conn[Page]{}, err
	}
	return list(q, "pages", pageOrders, func(seek database.Seek) ([]Page, error) {
		return readPage[Page](s.db.Read(ctx), seek, s.published().and(words))
	})
}

// FindPage is the published page of the handle; a fault.NotFound if there is none.
func (s *Service) FindPage(ctx context.Context, handle string) (Page, error) {
	return find[Page](s.db.Read(ctx), "page", handle, s.published().and(condition{"handle = ?", []any{handle}}))
}

// PagesByIDs are the published pages among the ids.
func (s *Service) PagesByIDs(ctx context.Context, ids []int64) (map[int64]Page, error) {
	return byIDs[Page](s.db.Read(ctx), ids, s.published())
}

// published is the condition on pages and articles that shoppers may see; there is none for others.
func (s *Service) published() condition {
	if s.all {
		return condition{}
	}
	return condition{"published_at <= ?", []any{s.db.Now()}}
}
