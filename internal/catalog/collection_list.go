package catalog

import (
	"context"
	"fmt"
	"time"

	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// collectionOrders are the dialect's CollectionSortKeys.
var collectionOrders = map[string]struct {
	order
	cursor func(Collection) page.Cursor
}{
	"ID":         {order{column: "id"}, func(c Collection) page.Cursor { return intCursor(0, c.ID) }},
	"RELEVANCE":  {order{column: "id"}, func(c Collection) page.Cursor { return intCursor(0, c.ID) }},
	"TITLE":      {order{column: "title_key", kind: byBytes}, func(c Collection) page.Cursor { return bytesCursor(c.TitleKey, c.ID) }},
	"UPDATED_AT": {order{column: "updated_at", kind: byTime}, func(c Collection) page.Cursor { return timeCursor(c.UpdatedAt, c.ID) }},
}

// Collections lists the published collections.
func (s *Service) Collections(ctx context.Context, q SubQuery) (page.Conn[Collection], error) {
	o, ok := collectionOrders[q.Sort]
	if !ok {
		return page.Conn[Collection]{}, fault.Invalidf("sortKey", "%q is no order of collections", q.Sort)
	}
	listing := fmt.Sprintf("collections/%s/%t/", q.Sort, q.Reverse)
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return page.Conn[Collection]{}, err
	}
	rows, err := s.listCollections(ctx, o.seek("id", q.Reverse, want))
	if err != nil {
		return page.Conn[Collection]{}, err
	}
	return page.Cut(want, rows, func(c Collection) string { return o.cursor(c).Encode(listing) }), nil
}

// memberOrders are the dialect's ProductCollectionSortKeys, on the copies that memberships carry.
var memberOrders = map[string]struct {
	order
	cursor func(Membership) page.Cursor
}{
	"MANUAL":       {order{column: "position", kind: byInt}, func(m Membership) page.Cursor { return intCursor(m.Position, m.ProductID) }},
	"RELEVANCE":    {order{column: "position", kind: byInt}, func(m Membership) page.Cursor { return intCursor(m.Position, m.ProductID) }},
	"ID":           {order{column: "product_id"}, func(m Membership) page.Cursor { return intCursor(0, m.ProductID) }},
	"TITLE":        {order{column: "title_key", kind: byBytes}, func(m Membership) page.Cursor { return bytesCursor(m.TitleKey, m.ProductID) }},
	"PRICE":        {order{column: "price_min", kind: byInt}, func(m Membership) page.Cursor { return intCursor(m.PriceMin, m.ProductID) }},
	"CREATED":      {order{column: "created_at", kind: byTime}, func(m Membership) page.Cursor { return timeCursor(m.CreatedAt.Truncate(time.Millisecond), m.ProductID) }},
	"BEST_SELLING": {order{column: "sales", kind: byInt, desc: true}, func(m Membership) page.Cursor { return intCursor(m.Sales, m.ProductID) }},
}

// defaults says which of these orders a collection's own order is, and whether it is reversed.
var defaults = map[SortOrder]struct {
	sort    string
	reverse bool
}{
	Manual: {"MANUAL", false}, BestSelling: {"BEST_SELLING", false}, AlphaAsc: {"TITLE", false}, AlphaDesc: {"TITLE", true},
	PriceAsc: {"PRICE", false}, PriceDesc: {"PRICE", true}, CreatedAsc: {"CREATED", false}, CreatedDesc: {"CREATED", true},
}

// Order is an order of the collection's products: its own where COLLECTION_DEFAULT is asked for.
func (c Collection) Order(sort string, reverse bool) (string, bool) {
	if sort != "COLLECTION_DEFAULT" {
		return sort, reverse
	}
	d := defaults[c.SortOrder]
	return d.sort, d.reverse != reverse
}

// ProductsOf are the pages of visible products of the collections: one statement for the places of each order in use,
// one for the products.
func (s *Service) ProductsOf(ctx context.Context, collections []Collection, q SubQuery) (map[CollectionID]page.Conn[Product], error) {
	byOrder := map[SubQuery][]CollectionID{}
	for _, c := range collections {
		var own SubQuery
		own.Sort, own.Reverse = c.Order(q.Sort, q.Reverse)
		byOrder[own] = append(byOrder[own], c.ID)
	}
	places := make(map[CollectionID]page.Conn[Membership], len(collections))
	var ids []ProductID
	for own, of := range byOrder {
		own.Args = q.Args
		if err := s.placesOf(ctx, of, own, places); err != nil {
			return nil, err
		}
	}
	for _, c := range places {
		for _, m := range c.Nodes {
			ids = append(ids, m.ProductID)
		}
	}
	products, err := s.ProductsByIDs(ctx, unique(ids))
	if err != nil {
		return nil, err
	}
	out := make(map[CollectionID]page.Conn[Product], len(places))
	for id, c := range places {
		out[id] = page.Map(c, func(m Membership) Product { return products[m.ProductID] })
	}
	return out, nil
}

// MembersListing names what a cursor of the products of a collection is good for.
func MembersListing(sort string, reverse bool) string {
	return fmt.Sprintf("members/%s/%t/", sort, reverse)
}

func (s *Service) placesOf(ctx context.Context, ids []CollectionID, q SubQuery, into map[CollectionID]page.Conn[Membership]) error {
	o, ok := memberOrders[q.Sort]
	if !ok {
		return fault.Invalidf("sortKey", "%q is no order of the products of a collection", q.Sort)
	}
	listing := MembersListing(q.Sort, q.Reverse)
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return err
	}
	rows, err := s.memberRows(ctx, ids, o.seek("product_id", q.Reverse, want))
	if err != nil {
		return err
	}
	byCollection := group(rows, func(m Membership) CollectionID { return m.CollectionID })
	for id, c := range cutEach(want, ids, byCollection, func(m Membership) string { return o.cursor(m).Encode(listing) }) {
		into[id] = c
	}
	return nil
}

// CollectionsOf are the pages of published collections that the products are in, in order of their ids.
func (s *Service) CollectionsOf(ctx context.Context, ids []ProductID, q SubQuery) (map[ProductID]page.Conn[Collection], error) {
	listing := fmt.Sprintf("collections-of/%t", q.Reverse)
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return nil, err
	}
	rows, err := s.collectionRows(ctx, ids, order{column: "id"}.seek("id", q.Reverse, want))
	if err != nil {
		return nil, err
	}
	out := make(map[ProductID]page.Conn[Collection], len(ids))
	byProduct := group(rows, func(r collectionOf) ProductID { return r.ProductID })
	for id, c := range cutEach(want, ids, byProduct, func(r collectionOf) string { return intCursor(0, r.ID).Encode(listing) }) {
		out[id] = page.Map(c, func(r collectionOf) Collection { return r.Collection })
	}
	return out, nil
}

func unique[K comparable](ids []K) []K {
	seen := make(map[K]bool, len(ids))
	out := make([]K, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
