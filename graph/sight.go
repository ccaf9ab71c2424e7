package graph

import (
	"context"

	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/query"
	"cartwright/internal/search"
	"cartwright/internal/staff"
)

// sight is what somebody finds: the rooms by the doors that they may use. It is decided here and nowhere else.
type sight struct {
	goods *catalog.Service
	texts *content.Service
}

// shoppers is what shoppers find, whoever asks.
func (r *Resolver) shoppers() sight { return sight{r.catalog, r.content} }

// viewers is what the viewer finds: shoppers what is shown, staff what is hidden besides, where they may read its kind.
func (r *Resolver) viewers(ctx context.Context) sight {
	s := r.shoppers()
	if keepsHidden(ctx, search.Product) {
		s.goods = r.catalog.All()
	}
	if keepsHidden(ctx, search.Page) {
		s.texts = r.content.All()
	}
	return s
}

func (r *Resolver) goods(ctx context.Context) *catalog.Service { return r.viewers(ctx).goods }
func (r *Resolver) texts(ctx context.Context) *content.Service { return r.viewers(ctx).texts }

// keepsHidden reports whether the viewer finds what is hidden of a kind.
func keepsHidden(ctx context.Context, kind search.Kind) bool {
	switch kind {
	case search.Page, search.Article:
		return viewer(ctx).May(staff.ContentRead)
	}
	return viewer(ctx).May(staff.ProductsRead)
}

// searchFor reads the query of a listing of one kind, in the words that the viewer may use.
func searchFor(ctx context.Context, text string, kind search.Kind) (query.Node, error) {
	if keepsHidden(ctx, kind) {
		return search.ParseKeepers("query", text, kind)
	}
	return search.Parse("query", text, kind)
}
