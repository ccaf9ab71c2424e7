package content

import (
	"context"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// metaobjectOrders are the dialect's sort keys of metaobjects, which are texts there and may be written in any case.
var metaobjectOrders = map[string]order[Metaobject]{
	"id":         byID(func(m Metaobject) int64 { return m.ID }),
	"updated_at": byTime("updated_at", func(m Metaobject) (time.Time, int64) { return m.UpdatedAt, m.ID }),
}

// Metaobjects lists the entries of a type. No sort key means "id". The dialect cannot search them: Match is a fault.
func (s *Service) Metaobjects(ctx context.Context, kind string, q Query) (page.Conn[Metaobject], error) {
	if q.Match != "" {
		return page.Conn[Metaobject]{}, fault.Invalidf("query", "metaobjects cannot be searched")
	}
	if q.Sort = strings.ToLower(q.Sort); q.Sort == "" {
		q.Sort = "id"
	}
	return list(q, "metaobjects of "+kind, metaobjectOrders, func(seek database.Seek) ([]Metaobject, error) {
		return readPage[Metaobject](s.db.Read(ctx), seek, condition{"type = ?", []any{kind}})
	})
}

// FindMetaobject is the entry of a type and handle; a fault.NotFound if there is none.
func (s *Service) FindMetaobject(ctx context.Context, kind, handle string) (Metaobject, error) {
	return find[Metaobject](s.db.Read(ctx), "metaobject of type "+kind, handle,
		condition{"type = ? AND handle = ?", []any{kind, handle}})
}

// MetaobjectsByIDs are the entries among the ids.
func (s *Service) MetaobjectsByIDs(ctx context.Context, ids []int64) (map[int64]Metaobject, error) {
	return byIDs[Metaobject](s.db.Read(ctx), ids, condition{})
}
