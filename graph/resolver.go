package graph

import (
	"context"

	"cartwright/internal/account"
	"cartwright/internal/bulk"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/privacy"
	"cartwright/internal/search"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
	"cartwright/internal/terms"
	"cartwright/internal/upload"
)

// Rooms are what answers come from.
type Rooms struct {
	Catalog  *catalog.Service
	Previews *catalog.Previews
	Bulk     *bulk.Service
	Content  *content.Service
	Shop     *shop.Service
	Carts    *cart.Service
	People   *account.Service
	Privacy  *privacy.Service
	Staff    *staff.Service
	Search   *search.Service
	Uploads  *upload.Service
	Terms    *terms.Service
	Now      Clock
}

// Resolver is the root that gqlgen hangs every resolver on.
type Resolver struct {
	catalog  *catalog.Service
	previews *catalog.Previews
	bulk     *bulk.Service
	content  *content.Service
	settings *shop.Service
	carts    *cart.Service
	people   *account.Service
	privacy  *privacy.Service
	staff    *staff.Service
	finder   *search.Service
	uploads  *upload.Service
	terms    *terms.Service
	now      Clock

	requestID func(context.Context) string // set by NewEngine
}

// NewResolver answers from the given rooms.
func NewResolver(r Rooms) *Resolver {
	return &Resolver{catalog: r.Catalog, previews: r.Previews, bulk: r.Bulk, content: r.Content, settings: r.Shop, carts: r.Carts, people: r.People, privacy: r.Privacy,
		staff: r.Staff, finder: r.Search, uploads: r.Uploads, terms: r.Terms, now: r.Now}
}
