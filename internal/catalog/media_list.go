package catalog

import (
	"context"
	"fmt"
	"time"

	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// Placed is a media record at its place among those of a product.
type Placed struct {
	Media
	ProductID ProductID
	Position  int
}

// mediaOrders are the dialect's ProductMediaSortKeys and ProductImageSortKeys.
var mediaOrders = map[string]struct {
	order
	cursor func(Placed) page.Cursor
}{
	"POSITION":   {order{column: "position", kind: byInt}, func(m Placed) page.Cursor { return intCursor(int64(m.Position), m.ID) }},
	"RELEVANCE":  {order{column: "position", kind: byInt}, func(m Placed) page.Cursor { return intCursor(int64(m.Position), m.ID) }},
	"ID":         {order{column: "id"}, func(m Placed) page.Cursor { return intCursor(0, m.ID) }},
	"CREATED_AT": {order{column: "created_at", kind: byTime}, func(m Placed) page.Cursor { return timeCursor(m.CreatedAt.Truncate(time.Millisecond), m.ID) }},
}

// MediaOf are the pages of media of the products, in one statement; with imagesOnly, of pictures alone.
func (s *Service) MediaOf(ctx context.Context, ids []ProductID, q SubQuery, imagesOnly bool) (map[ProductID]page.Conn[Placed], error) {
	o, ok := mediaOrders[q.Sort]
	if !ok {
		return nil, fault.Invalidf("sortKey", "%q is no order of media", q.Sort)
	}
	listing := fmt.Sprintf("media/%s/%t/%t", q.Sort, q.Reverse, imagesOnly)
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return nil, err
	}
	rows, err := s.mediaRows(ctx, ids, o.seek("id", q.Reverse, want), imagesOnly)
	if err != nil {
		return nil, err
	}
	byProduct := group(rows, func(m Placed) ProductID { return m.ProductID })
	return cutEach(want, ids, byProduct, func(m Placed) string { return o.cursor(m).Encode(listing) }), nil
}
