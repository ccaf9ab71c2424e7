package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
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
	links := make([]model.Link, len(found.Page.Nodes))
	for i, k := range found.Page.Nodes {
		links[i] = model.Link{Kind: typeNames[k.Kind], ID: k.ID}
	}
	things, err := r.refs(ctx, links)
	if err != nil {
		return nil, err
	}
	items := page.Pick(found.Page, func(k search.Key) (model.SearchResultItem, bool) {
		item, ok := things[model.Link{Kind: typeNames[k.Kind], ID: k.ID}].(model.SearchResultItem)
		return item, ok
	})
	return &model.SearchResultItemConnection{Connection: model.NewConnection(items), TotalCount: found.Total, ProductFilters: facets(found.Facets, view(ctx))}, nil
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
	var links []model.Link
	for _, k := range guessKinds {
		for _, key := range g.Things[k.kind] {
			links = append(links, model.Link{Kind: typeNames[k.kind], ID: key.ID})
		}
	}
	things, err := r.refs(ctx, links)
	for _, link := range links {
		switch thing := things[link].(type) {
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
func listed[R any](ctx context.Context, r *Resolver, kind search.Kind, text string, sort string, reverse *bool, args page.Args,
	rows func([]int64) (map[int64]R, error)) (page.Conn[R], error) {
	n, err := search.Parse("query", text, kind)
	if err != nil {
		return page.Conn[R]{}, err
	}
	found, err := r.finder.Find(ctx, search.Wanted{Kinds: []search.Kind{kind}, Query: n, Sort: search.Sort(sort), Reverse: yes(reverse, false),
		Unavailable: search.Show, Args: args, Listing: "listing"})
	if err != nil {
		return page.Conn[R]{}, err
	}
	return loaded(found.Page, rows)
}

// loaded are the rows of what was found. What was removed meanwhile is left out.
func loaded[R any](keys page.Conn[search.Key], rows func([]int64) (map[int64]R, error)) (page.Conn[R], error) {
	ids := make([]int64, len(keys.Nodes))
	for i, k := range keys.Nodes {
		ids[i] = k.ID
	}
	found, err := rows(ids)
	return page.Pick(keys, func(k search.Key) (R, bool) { row, ok := found[k.ID]; return row, ok }), err
}

// asked reports whether a query says anything.
func asked(text *string) bool { return text != nil && strings.TrimSpace(*text) != "" }

// queriedProducts are the products that a query asks for, with facets where they are asked for.
func (r *Resolver) queriedProducts(ctx context.Context, text *string, in []model.ProductFilter, sort string, reverse *bool, args page.Args) (*model.ProductConnection, error) {
	n, err := search.Parse("query", or(text, ""), search.Product)
	if err != nil {
		return nil, err
	}
	filters, err := productFilters("filters", in, view(ctx))
	if err != nil {
		return nil, err
	}
	found, err := r.finder.Find(ctx, search.Wanted{Kinds: []search.Kind{search.Product}, Query: n, Filters: filters, Sort: search.Sort(sort),
		Reverse: yes(reverse, false), Unavailable: search.Show, Args: args, Listing: "products",
		Table: catalog.ProductQuery{Sort: catalog.ProductSort(sort), Reverse: yes(reverse, false)}.Listing(), Facets: asks(ctx, "filters")})
	if err != nil {
		return nil, err
	}
	rows, err := loaded(found.Page, r.productRows(ctx))
	conn, err := shown(rows, err, func(rows []catalog.Product) []*model.Product { return model.NewProducts(rows, view(ctx)) })
	if err != nil {
		return nil, err
	}
	return &model.ProductConnection{Connection: conn, Filters: facets(found.Facets, view(ctx)), TotalCount: uint64(found.Total)}, nil
}

// productRows reads products by their numbers.
func (r *Resolver) productRows(ctx context.Context) func([]int64) (map[int64]catalog.Product, error) {
	return func(ids []int64) (map[int64]catalog.Product, error) {
		typed := make([]catalog.ProductID, len(ids))
		for i, id := range ids {
			typed[i] = catalog.ProductID(id)
		}
		found, err := r.catalog.ProductsByIDs(ctx, typed)
		out := make(map[int64]catalog.Product, len(found))
		for id, p := range found {
			out[int64(id)] = p
		}
		return out, err
	}
}

// narrowed are the products of collections that filters let through, and the facets of each collection; all products are
// read at once.
func (r *Resolver) narrowed(ctx context.Context, shelves map[catalog.CollectionID]*model.Collection, ids []catalog.CollectionID, q catalog.SubQuery,
	filters search.Filters, counted bool) (map[catalog.CollectionID]*model.ProductConnection, error) {
	found := make(map[catalog.CollectionID]search.Found, len(ids))
	var all []int64
	for _, id := range ids {
		sort, reverse := shelves[id].Row.Order(q.Sort, q.Reverse)
		table := catalog.MembersListing(sort, reverse)
		if sort == "RELEVANCE" { // to nothing: as staff put them
			sort = "MANUAL"
		}
		one, err := r.finder.Find(ctx, search.Wanted{Kinds: []search.Kind{search.Product}, Filters: filters, Collection: int64(id), Sort: search.Sort(sort),
			Reverse: reverse, Unavailable: search.Show, Args: q.Args, Listing: "collection", Table: table, Facets: counted})
		if err != nil {
			return nil, err
		}
		for _, k := range one.Page.Nodes {
			all = append(all, k.ID)
		}
		found[id] = one
	}
	rows, err := r.productRows(ctx)(all)
	if err != nil {
		return nil, err
	}
	pages := make(map[catalog.CollectionID]page.Conn[catalog.Product], len(ids))
	for id, one := range found {
		pages[id] = page.Pick(one.Page, func(k search.Key) (catalog.Product, bool) { p, ok := rows[k.ID]; return p, ok })
	}
	out := make(map[catalog.CollectionID]*model.ProductConnection, len(ids))
	for id, conn := range families(pages, ids, func(rows []catalog.Product) []*model.Product { return model.NewProducts(rows, view(ctx)) }) {
		out[id] = &model.ProductConnection{Connection: conn, Filters: facets(found[id].Facets, view(ctx)), TotalCount: uint64(found[id].Total)}
	}
	return out, nil
}

func (r *Resolver) queriedPages(ctx context.Context, text, sort string, reverse *bool, args page.Args) (*model.PageConnection, error) {
	rows, err := listed(ctx, r, search.Page, text, sort, reverse, args, func(ids []int64) (map[int64]content.Page, error) {
		return r.content.PagesByIDs(ctx, ids)
	})
	return shown(rows, err, func(rows []content.Page) []*model.Page { return model.NewPages(rows, view(ctx)) })
}

func (r *Resolver) queriedArticles(ctx context.Context, text, sort string, reverse *bool, args page.Args) (*model.ArticleConnection, error) {
	rows, err := listed(ctx, r, search.Article, text, sort, reverse, args, func(ids []int64) (map[int64]content.Article, error) {
		return r.content.ArticlesByIDs(ctx, ids)
	})
	return shown(rows, err, func(rows []content.Article) []*model.Article { return model.NewArticles(rows, view(ctx)) })
}

func (r *Resolver) queriedCollections(ctx context.Context, text, sort string, reverse *bool, args page.Args) (*model.CollectionConnection, error) {
	rows, err := listed(ctx, r, search.Collection, text, sort, reverse, args, func(ids []int64) (map[int64]catalog.Collection, error) {
		typed := make([]catalog.CollectionID, len(ids))
		for i, id := range ids {
			typed[i] = catalog.CollectionID(id)
		}
		found, err := r.catalog.CollectionsByIDs(ctx, typed)
		out := make(map[int64]catalog.Collection, len(found))
		for id, c := range found {
			out[int64(id)] = c
		}
		return out, err
	})
	conn, err := shown(rows, err, func(rows []catalog.Collection) []*model.Collection { return model.NewCollections(rows, view(ctx)) })
	if err != nil {
		return nil, err
	}
	return &model.CollectionConnection{Connection: conn}, nil
}
