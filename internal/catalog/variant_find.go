package catalog

import (
	"context"
	"fmt"

	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/query"
)

// VariantQuery asks for a page of the variants of all products.
type VariantQuery struct {
	Match   query.Node // of VariantFields; nil: everything
	Sort    string     // "ID", "SKU", "TITLE" or "INVENTORY_QUANTITY"
	Reverse bool
	Args    page.Args
}

// VariantFields are the names that variants can be asked by in a query.
var VariantFields = query.Fields{"id": true, "product_id": true, "product_status": true, "sku": true, "barcode": true, "title": true,
	"inventory_quantity": true, "created_at": true, "updated_at": true}

// quantityOrder sorts variants by how many pieces there are.
var quantityOrder = order{column: "quantity", kind: byInt}

// listing names what a cursor of the query is good for.
func (q VariantQuery) listing() string {
	text := ""
	if q.Match != nil {
		text = q.Match.String()
	}
	return fmt.Sprintf("all-variants/%s/%t/%s", q.Sort, q.Reverse, text)
}

// Variants lists variants of all products that may be seen. Faults: Invalid at sortKey and at the paging arguments.
func (s *Service) Variants(ctx context.Context, q VariantQuery) (page.Conn[Variant], error) {
	o, known := variantOrders[q.Sort]
	if q.Sort == "INVENTORY_QUANTITY" {
		o.order, known = quantityOrder, true
		o.cursor = func(v Variant) page.Cursor { return intCursor(v.Quantity, v.ID) }
	}
	if !known {
		return page.Conn[Variant]{}, fault.Invalidf("sortKey", "%q is no order of variants", q.Sort)
	}
	listing := q.listing()
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return page.Conn[Variant]{}, err
	}
	rows, err := s.findVariants(ctx, q.Match, o.seek("id", q.Reverse, want))
	if err != nil {
		return page.Conn[Variant]{}, err
	}
	return page.Cut(want, rows, func(v Variant) string { return o.cursor(v).Encode(listing) }), nil
}
