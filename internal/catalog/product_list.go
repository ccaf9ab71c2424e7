package catalog

import (
	"context"
	"fmt"

	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// ProductSort is the dialect's ProductSortKeys.
type ProductSort string

// productOrders are the ways to sort products. Best sellers come first of their own accord, and stand in for relevance
// where there is nothing to be relevant to.
var productOrders = map[ProductSort]struct {
	order
	cursor func(Product) page.Cursor
}{
	"ID":           {order{column: "id"}, func(p Product) page.Cursor { return intCursor(0, p.ID) }},
	"TITLE":        {order{column: "title_key", kind: byBytes}, func(p Product) page.Cursor { return bytesCursor(p.TitleKey, p.ID) }},
	"PRODUCT_TYPE": {order{column: "type_key", kind: byBytes}, func(p Product) page.Cursor { return bytesCursor(p.TypeKey, p.ID) }},
	"VENDOR":       {order{column: "vendor_key", kind: byBytes}, func(p Product) page.Cursor { return bytesCursor(p.VendorKey, p.ID) }},
	"PRICE":        {order{column: "price_min", kind: byInt}, func(p Product) page.Cursor { return intCursor(p.PriceMin, p.ID) }},
	"CREATED_AT":   {order{column: "created_at", kind: byTime}, func(p Product) page.Cursor { return timeCursor(p.CreatedAt, p.ID) }},
	"UPDATED_AT":   {order{column: "updated_at", kind: byTime}, func(p Product) page.Cursor { return timeCursor(p.UpdatedAt, p.ID) }},
	"BEST_SELLING": {order{column: "sales", kind: byInt, desc: true}, func(p Product) page.Cursor { return intCursor(p.Sales, p.ID) }},
	"RELEVANCE":    {order{column: "sales", kind: byInt, desc: true}, func(p Product) page.Cursor { return intCursor(p.Sales, p.ID) }},
}

// ProductQuery asks for a page of products.
type ProductQuery struct {
	Sort    ProductSort
	Reverse bool
	Args    page.Args
}

// Listing names what a cursor of the query is good for.
func (q ProductQuery) Listing() string { return fmt.Sprintf("products/%s/%t/", q.Sort, q.Reverse) }

// Products lists the products that shoppers may see.
func (s *Service) Products(ctx context.Context, q ProductQuery) (page.Conn[Product], error) {
	o, ok := productOrders[q.Sort]
	if !ok {
		return page.Conn[Product]{}, fault.Invalidf("sortKey", "%q is no order of products", q.Sort)
	}
	listing := q.Listing()
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return page.Conn[Product]{}, err
	}
	rows, err := s.listProducts(ctx, o.seek("id", q.Reverse, want))
	if err != nil {
		return page.Conn[Product]{}, err
	}
	return page.Cut(want, rows, func(p Product) string { return o.cursor(p).Encode(listing) }), nil
}

// FindProduct is the visible product of the handle; a fault.NotFound if there is none.
func (s *Service) FindProduct(ctx context.Context, handle string) (Product, error) {
	return s.productByHandle(ctx, handle)
}
