package model

import "cartwright/internal/shop"

// SearchResultItem is what can be found. The method keeps the executor from taking other things for results.
type SearchResultItem interface{ IsSearchResultItem() }

// IsSearchResultItem marks results.
func (*Article) IsSearchResultItem() {}

// IsSearchResultItem marks results.
func (*Page) IsSearchResultItem() {}

// IsSearchResultItem marks results.
func (*Product) IsSearchResultItem() {}

// SearchResultItemConnection is a page of results.
type SearchResultItemConnection struct {
	*Connection[SearchResultItem]
	TotalCount     int
	ProductFilters []Filter
}

// SearchResultItemEdge is a result with its place.
type SearchResultItemEdge = Edge[SearchResultItem]

// PredictiveSearchResult is what somebody may mean who is still typing.
type PredictiveSearchResult struct {
	Articles    []*Article
	Collections []*Collection
	Pages       []*Page
	Products    []*Product
	Queries     []SearchQuerySuggestion
}

// NewSearchSettings shows what staff say about searching.
func NewSearchSettings(settings shop.Settings) *SearchSettings {
	s := settings.Search
	out := &SearchSettings{Version: int(settings.Version), Facets: []SearchFacet{}, Synonyms: append([][]string{}, s.Synonyms...)}
	for _, f := range s.Facets {
		out.Facets = append(out.Facets, SearchFacet{Key: f.Key, Label: f.Label, Namespace: f.Namespace, OfVariant: f.OfVariant})
	}
	return out
}
