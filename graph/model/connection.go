package model

import "cartwright/internal/page"

// Connection is a page of a listing in the dialect's shape: nodes for those who want the things alone, edges for those
// who want each one's cursor.
type Connection[T any] struct {
	page page.Conn[T]
}

// Edge is a thing with its place in the listing.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// NewConnection shows a page.
func NewConnection[T any](p page.Conn[T]) *Connection[T] { return &Connection[T]{page: p} }

// Nodes are the things of the page.
func (c *Connection[T]) Nodes() []T {
	if c.page.Nodes == nil {
		return []T{}
	}
	return c.page.Nodes
}

// Edges are the things of the page with their cursors.
func (c *Connection[T]) Edges() []Edge[T] {
	edges := make([]Edge[T], len(c.page.Nodes))
	for i, n := range c.page.Nodes {
		edges[i] = Edge[T]{Cursor: c.page.Cursor(i), Node: n}
	}
	return edges
}

// PageInfo says whether there is more on either side.
func (c *Connection[T]) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: c.page.HasNext, HasPreviousPage: c.page.HasPrevious}
	if n := len(c.page.Nodes); n > 0 {
		start, end := c.page.Cursor(0), c.page.Cursor(n-1)
		info.StartCursor, info.EndCursor = &start, &end
	}
	return info
}

// PageInfo is the dialect's PageInfo.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}

// The connections of the dialect and their edges.
type (
	ArticleConnection                 = Connection[*Article]
	ArticleEdge                       = Edge[*Article]
	BaseCartLineConnection            = Connection[BaseCartLine]
	BaseCartLineEdge                  = Edge[BaseCartLine]
	BlogConnection                    = Connection[*Blog]
	BlogEdge                          = Edge[*Blog]
	CartConnection                    = Connection[*Cart]
	CartEdge                          = Edge[*Cart]
	CartDeliveryGroupConnection       = Connection[*CartDeliveryGroup]
	CartDeliveryGroupEdge             = Edge[*CartDeliveryGroup]
	CollectionEdge                    = Edge[*Collection]
	CommentConnection                 = Connection[*Comment]
	CommentEdge                       = Edge[*Comment]
	DiscountApplicationConnection     = Connection[DiscountApplication]
	DiscountApplicationEdge           = Edge[DiscountApplication]
	FulfillmentLineItemConnection     = Connection[*FulfillmentLineItem]
	FulfillmentLineItemEdge           = Edge[*FulfillmentLineItem]
	OrderLineItemConnection           = Connection[*OrderLineItem]
	OrderLineItemEdge                 = Edge[*OrderLineItem]
	ImageConnection                   = Connection[*Image]
	ImageEdge                         = Edge[*Image]
	LocationConnection                = Connection[*Location]
	LocationEdge                      = Edge[*Location]
	MailingAddressConnection          = Connection[*MailingAddress]
	MailingAddressEdge                = Edge[*MailingAddress]
	MediaConnection                   = Connection[Media]
	MediaEdge                         = Edge[Media]
	MetafieldReferenceConnection      = Connection[MetafieldReference]
	MetafieldReferenceEdge            = Edge[MetafieldReference]
	MetaobjectConnection              = Connection[*Metaobject]
	MetaobjectEdge                    = Edge[*Metaobject]
	OrderEdge                         = Edge[*Order]
	PageConnection                    = Connection[*Page]
	PageEdge                          = Edge[*Page]
	ProductEdge                       = Edge[*Product]
	ProductVariantComponentConnection = Connection[*ProductVariantComponent]
	ProductVariantComponentEdge       = Edge[*ProductVariantComponent]
	ProductVariantConnection          = Connection[*ProductVariant]
	ProductVariantEdge                = Edge[*ProductVariant]
	QuantityPriceBreakConnection      = Connection[*QuantityPriceBreak]
	QuantityPriceBreakEdge            = Edge[*QuantityPriceBreak]
	SellingPlanAllocationConnection   = Connection[*SellingPlanAllocation]
	SellingPlanAllocationEdge         = Edge[*SellingPlanAllocation]
	SellingPlanConnection             = Connection[*SellingPlan]
	SellingPlanEdge                   = Edge[*SellingPlan]
	SellingPlanGroupConnection        = Connection[*SellingPlanGroup]
	SellingPlanGroupEdge              = Edge[*SellingPlanGroup]
	StoreAvailabilityConnection       = Connection[*StoreAvailability]
	StoreAvailabilityEdge             = Edge[*StoreAvailability]
	StringConnection                  = Connection[string]
	StringEdge                        = Edge[string]
	UrlRedirectConnection             = Connection[*UrlRedirect]
	UrlRedirectEdge                   = Edge[*UrlRedirect]
)

// ProductConnection is a page of products. Filters are the facets of the listing; they and the count are worked out only
// where they are asked for.
type ProductConnection struct {
	*Connection[*Product]
	Filters    []Filter
	TotalCount uint64
}

// CollectionConnection is a page of collections. Listing names what totalCount counts.
type CollectionConnection struct {
	*Connection[*Collection]
	Of *Product // nil: all collections of the shop
}

// None is the honest answer where the shop has nothing of a kind; the paging arguments are checked all the same.
func None[T any](first *int, after *string, last *int, before *string) (*Connection[T], error) {
	if _, err := page.Check("none", page.Args{First: first, After: after, Last: last, Before: before}); err != nil {
		return nil, err
	}
	return NewConnection(page.Conn[T]{}), nil
}
