package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/search"
)

// asks reports whether the field that is being answered is asked for a field of its own. What takes work is done only then.
func asks(ctx context.Context, name string) bool {
	return slices.ContainsFunc(graphql.CollectFieldsCtx(ctx, nil), func(f graphql.CollectedField) bool { return f.Name == name })
}

// searchKinds are the kinds of the dialect's SearchType; all of them where nothing is said.
var searchKinds = map[model.SearchType]search.Kind{model.SearchTypeArticle: search.Article, model.SearchTypePage: search.Page, model.SearchTypeProduct: search.Product}

// typeNames are the types that things are shown as.
var typeNames = map[search.Kind]string{search.Product: "Product", search.Collection: "Collection", search.Page: "Page", search.Article: "Article"}

// searchInput are the arguments of a search.
type searchInput struct {
	Query       string
	Types       []model.SearchType
	Prefix      *model.SearchPrefixQueryType
	Filters     []model.ProductFilter
	Sort        *model.SearchSortKeys
	Reverse     *bool
	Unavailable *model.SearchUnavailableProductsType
	Args        page.Args
}

// search finds products, pages and articles.
func (r *Resolver) search(ctx context.Context, in searchInput) (*model.SearchResultItemConnection, error) {
	kinds := []search.Kind{search.Product, search.Page, search.Article}
	if len(in.Types) > 0 {
		kinds = nil
		for _, t := range in.Types {
			kinds = append(kinds, searchKinds[t])
		}
		slices.Sort(kinds)
		kinds = slices.Compact(kinds)
	}
	n, err := search.Parse("query", in.Query, kinds...)
	if err != nil {
		return nil, err
	}
	filters, err := productFilters("productFilters", in.Filters, view(ctx))
	if err != nil {
		return nil, err
	}
	found, err := r.finder.Find(ctx, search.Wanted{Kinds: kinds, Query: n, Prefix: or(in.Prefix, "LAST") == "LAST", Filters: filters,
		Sort: search.Sort(or(in.Sort, "RELEVANCE")), Reverse: yes(in.Reverse, false), Unavailable: search.Unavailable(or(in.Unavailable, "LAST")),
		Args: in.Args, Listing: "search", Facets: asks(ctx, "productFilters")})
	if err != nil {
		return nil, err
	}
	things, err := r.thingsOf(ctx, r.shoppers(), found.Page.Nodes)
	if err != nil {
		return nil, err
	}
	return &model.SearchResultItemConnection{Connection: shownAs[model.SearchResultItem](found.Page, things), TotalCount: found.Total,
		ProductFilters: facets(found.Facets, view(ctx))}, nil
}

func linkOf(k search.Key) model.Link { return model.Link{Kind: typeNames[k.Kind], ID: k.ID} }

// thingsOf shows what was found, to whose sight it is, by the kinds and ids; one statement a kind.
func (r *Resolver) thingsOf(ctx context.Context, s sight, keys []search.Key) (map[model.Link]any, error) {
	links := make([]model.Link, len(keys))
	for i, k := range keys {
		links[i] = linkOf(k)
	}
	return r.refsOf(ctx, s, links)
}

// shownAs is a page of what was found. What was removed meanwhile is left out.
func shownAs[M any](keys page.Conn[search.Key], things map[model.Link]any) *model.Connection[M] {
	return model.NewConnection(page.Pick(keys, func(k search.Key) (M, bool) {
		thing, ok := things[linkOf(k)].(M)
		return thing, ok
	}))
}

// guessInput are the arguments of a search while somebody is typing.
type guessInput struct {
	Query       string
	Types       []model.PredictiveSearchType
	Fields      []model.SearchableField
	Limit       *int
	Scope       *model.PredictiveSearchLimitScope
	Unavailable *model.SearchUnavailableProductsType
}

// maxGuesses is how many guesses there are, as in the dialect.
const maxGuesses = 10

// guessKinds are the kinds of the dialect's PredictiveSearchType, in the order in which they share a limit.
var guessKinds = []struct {
	name model.PredictiveSearchType
	kind search.Kind
}{{model.PredictiveSearchTypeProduct, search.Product}, {model.PredictiveSearchTypeCollection, search.Collection},
	{model.PredictiveSearchTypePage, search.Page}, {model.PredictiveSearchTypeArticle, search.Article}}

// guess finds what somebody may mean who is still typing.
func (r *Resolver) guess(ctx context.Context, in guessInput) (*model.PredictiveSearchResult, error) {
	limit := maxGuesses
	if in.Limit != nil {
		limit = *in.Limit
	}
	if limit < 1 || limit > maxGuesses {
		return nil, fault.Invalidf("limit", "limit must be between 1 and %d, got %d", maxGuesses, limit)
	}
	wants := func(t model.PredictiveSearchType) bool { return len(in.Types) == 0 || slices.Contains(in.Types, t) }
	t := search.Typed{Text: in.Query, Limit: limit, Queries: wants(model.PredictiveSearchTypeQuery), Unavailable: search.Unavailable(or(in.Unavailable, "LAST"))}
	for _, g := range guessKinds {
		if wants(g.name) {
			t.Kinds = append(t.Kinds, g.kind)
		}
	}
	for _, f := range in.Fields {
		t.Fields = append(t.Fields, string(f))
	}
	out := &model.PredictiveSearchResult{Articles: []*model.Article{}, Collections: []*model.Collection{}, Pages: []*model.Page{}, Products: []*model.Product{},
		Queries: []model.SearchQuerySuggestion{}}
	var err error
	if t.Query, err = search.Parse("query", in.Query, t.Kinds...); err != nil || strings.TrimSpace(in.Query) == "" {
		return out, err
	}
	g, err := r.finder.Guess(ctx, t)
	if err != nil {
		return nil, err
	}
	if or(in.Scope, "ALL") == "ALL" {
		g.Share(limit)
	}
	for _, q := range g.Queries {
		out.Queries = append(out.Queries, model.SearchQuerySuggestion{Text: q.Text, StyledText: q.Styled})
	}
	var keys []search.Key
	for _, k := range guessKinds {
		keys = append(keys, g.Things[k.kind]...)
	}
	things, err := r.thingsOf(ctx, r.shoppers(), keys)
	for _, k := range keys {
		switch thing := things[linkOf(k)].(type) {
		case *model.Product:
			out.Products = append(out.Products, thing)
		case *model.Collection:
			out.Collections = append(out.Collections, thing)
		case *model.Page:
			out.Pages = append(out.Pages, thing)
		case *model.Article:
			out.Articles = append(out.Articles, thing)
		}
	}
	return out, err
}

// listed finds the things of one kind that a listing's query asks for.
func listed[M any](ctx context.Context, r *Resolver, kind search.Kind, text, sort string, reverse *bool, args page.Args) (*model.Connection[M], error) {
	n, err := searchFor(ctx, text, kind)
	if err != nil {
		return nil, err
	}
	found, err := r.finder.Find(ctx, search.Wanted{Kinds: []search.Kind{kind}, Query: n, Sort: search.Sort(sort), Reverse: yes(reverse, false),
		Unavailable: search.Show, Args: args, Listing: "listing", Hidden: keepsHidden(ctx, kind)})
	if err != nil {
		return nil, err
	}
	things, err := r.thingsOf(ctx, r.viewers(ctx), found.Page.Nodes)
	return shownAs[M](found.Page, things), err
}

// asked reports whether a query says anything.
func asked(text *string) bool { return text != nil && strings.TrimSpace(*text) != "" }

// queriedProducts are the products that a query asks for, with facets where they are asked for.
func (r *Resolver) queriedProducts(ctx context.Context, text *string, in []model.ProductFilter, sort string, reverse *bool, args page.Args) (*model.ProductConnection, error) {
	n, err := searchFor(ctx, or(text, ""), search.Product)
	if err != nil {
		return nil, err
	}
	filters, err := productFilters("filters", in, view(ctx))
	if err != nil {
		return nil, err
	}
	found, err := r.finder.Find(ctx, search.Wanted{Kinds: []search.Kind{search.Product}, Query: n, Filters: filters, Sort: search.Sort(sort),
		Reverse: yes(reverse, false), Unavailable: search.Show, Args: args, Listing: "products",
		Table: catalog.ProductQuery{Sort: catalog.ProductSort(sort), Reverse: yes(reverse, false)}.Listing(), Facets: asks(ctx, "filters"),
		Hidden: keepsHidden(ctx, search.Product)})
	if err != nil {
		return nil, err
	}
	things, err := r.thingsOf(ctx, r.viewers(ctx), found.Page.Nodes)
	return productConnection(found, things, view(ctx)), err
}

// productConnection is a page of products that were found, with their facets.
func productConnection(f search.Found, things map[model.Link]any, v *model.View) *model.ProductConnection {
	return &model.ProductConnection{Connection: shownAs[*model.Product](f.Page, things), Filters: facets(f.Facets, v), TotalCount: uint64(f.Total)}
}

// narrowed are the products of collections that filters let through, and the facets of each collection; all products are
// read at once.
func (r *Resolver) narrowed(ctx context.Context, shelves map[catalog.CollectionID]*model.Collection, ids []catalog.CollectionID, q catalog.SubQuery,
	filters search.Filters, counted bool) (map[catalog.CollectionID]*model.ProductConnection, error) {
	found := make(map[catalog.CollectionID]search.Found, len(ids))
	var all []search.Key
	for _, id := range ids {
		sort, reverse := shelves[id].Row.Order(q.Sort, q.Reverse)
		table := catalog.MembersListing(sort, reverse)
		if sort == "RELEVANCE" { // to nothing: as staff put them
			sort = "MANUAL"
		}
		one, err := r.finder.Find(ctx, search.Wanted{Kinds: []search.Kind{search.Product}, Filters: filters, Collection: int64(id), Sort: search.Sort(sort),
			Reverse: reverse, Unavailable: search.Show, Args: q.Args, Listing: "collection", Table: table, Facets: counted,
			Hidden: keepsHidden(ctx, search.Product)})
		if err != nil {
			return nil, err
		}
		all = append(all, one.Page.Nodes...)
		found[id] = one
	}
	things, err := r.thingsOf(ctx, r.viewers(ctx), all)
	if err != nil {
		return nil, err
	}
	out := make(map[catalog.CollectionID]*model.ProductConnection, len(ids))
	for id, f := range found {
		out[id] = productConnection(f, things, view(ctx))
	}
	return out, nil
}

func (r *Resolver) queriedCollections(ctx context.Context, text, sort string, reverse *bool, args page.Args) (*model.CollectionConnection, error) {
	conn, err := listed[*model.Collection](ctx, r, search.Collection, text, sort, reverse, args)
	if err != nil {
		return nil, err
	}
	return &model.CollectionConnection{Connection: conn}, nil
}
