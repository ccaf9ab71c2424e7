package catalog

import (
	"context"
	"fmt"

	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// variantOrders are the dialect's ProductVariantSortKeys. Positions have no gaps and no ties, so they stand for
// themselves; what a shop would call relevant is the merchant's own order.
var variantOrders = map[string]struct {
	order
	cursor func(Variant) page.Cursor
}{
	"POSITION":  {order{column: "position", kind: byInt}, func(v Variant) page.Cursor { return intCursor(int64(v.Position), v.ID) }},
	"RELEVANCE": {order{column: "position", kind: byInt}, func(v Variant) page.Cursor { return intCursor(int64(v.Position), v.ID) }},
	"ID":        {order{column: "id"}, func(v Variant) page.Cursor { return intCursor(0, v.ID) }},
	"TITLE":     {order{column: "title", kind: byText}, func(v Variant) page.Cursor { return bytesCursor([]byte(v.Title), v.ID) }},
	"SKU":       {order{column: "sku", kind: byText}, func(v Variant) page.Cursor { return bytesCursor([]byte(v.SKU), v.ID) }},
}

// SubQuery asks for a page of what belongs to each of several parents.
type SubQuery struct {
	Sort    string
	Reverse bool
	Args    page.Args
}

// VariantsOf are the pages of variants of the products, in one statement.
func (s *Service) VariantsOf(ctx context.Context, ids []ProductID, q SubQuery) (map[ProductID]page.Conn[Variant], error) {
	o, ok := variantOrders[q.Sort]
	if !ok {
		return nil, fault.Invalidf("sortKey", "%q is no order of variants", q.Sort)
	}
	listing := fmt.Sprintf("variants/%s/%t", q.Sort, q.Reverse)
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return nil, err
	}
	rows, err := s.variantRows(ctx, ids, o.seek("id", q.Reverse, want))
	if err != nil {
		return nil, err
	}
	byProduct := group(rows, func(v Variant) ProductID { return v.ProductID })
	return cutEach(want, ids, byProduct, func(v Variant) string { return o.cursor(v).Encode(listing) }), nil
}

// cutEach makes the page of every parent, empty ones too.
func cutEach[K comparable, T any](want page.Want, ids []K, rows map[K][]T, at func(T) string) map[K]page.Conn[T] {
	out := make(map[K]page.Conn[T], len(ids))
	for _, id := range ids {
		out[id] = page.Cut(want, rows[id], at)
	}
	return out
}

// Cell is a variant in the grid of its product's options: by the places of its values, counted from 0, and whether it
// can be bought. Unused options are at place 0.
type Cell struct {
	Variant   VariantID
	Places    [3]int
	Available bool
}

// Matrix is a product's variants by their options: what pickers work with.
type Matrix struct {
	Options []Option
	Cells   []Cell // in the order of places
}
