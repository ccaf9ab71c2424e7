package graph_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"cartwright/graph"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestFacetsGoBack posts the input of every value of every facet back as a filter, untouched: it finds as many products as
// the value said.
func TestFacetsGoBack(t *testing.T) {
	h := demoHouse(t, storetest.Open(t, database.SQLite))
	const text = `query($filters: [ProductFilter!], $words: String!) {
		search(query: $words, first: 1, types: [PRODUCT], productFilters: $filters) { totalCount productFilters { label values { label count input } } }
		products(first: 1, query: $words, filters: $filters) { totalCount }
	}`
	type answer struct {
		Data struct {
			Search struct {
				TotalCount     int
				ProductFilters []struct {
					Label  string
					Values []struct {
						Label, Input string
						Count        int
					}
				}
			}
			Products struct{ TotalCount json.Number }
		}
	}
	ask := func(variables map[string]any) (out answer) {
		reply := h.engine.Execute(t.Context(), graph.Request{Text: text, Variables: variables})
		if err := json.Unmarshal(reply.Body, &out); err != nil {
			t.Fatalf("%v: %.300s", err, reply.Body)
		}
		return out
	}
	for _, words := range []string{"", "wool"} {
		values := 0
		all := ask(map[string]any{"words": words})
		for _, facet := range all.Data.Search.ProductFilters {
			for _, v := range facet.Values {
				var filter map[string]any
				if err := json.Unmarshal([]byte(v.Input), &filter); err != nil {
					t.Fatalf("%s: %v", v.Input, err)
				}
				values++
				got := ask(map[string]any{"words": words, "filters": []any{filter}})
				if got.Data.Search.TotalCount != v.Count || got.Data.Products.TotalCount.String() != fmt.Sprint(v.Count) {
					t.Errorf("%q, %s, %s: %d products were announced, %d and %s found", words, facet.Label, v.Label, v.Count, got.Data.Search.TotalCount,
						got.Data.Products.TotalCount)
				}
			}
		}
		if t.Logf("%q: %d values of %d facets", words, values, len(all.Data.Search.ProductFilters)); values < 20 {
			t.Errorf("there are %d values", values)
		}
	}
}

// TestCursorsWithAndWithoutFacets pages through a collection, with facets on one page and without on the next.
func TestCursorsWithAndWithoutFacets(t *testing.T) {
	h := demoHouse(t, storetest.Open(t, database.SQLite))
	type answer struct {
		Data struct {
			Collection struct {
				Products struct {
					Nodes    []struct{ Handle string }
					PageInfo struct {
						EndCursor   string
						HasNextPage bool
					}
				}
			}
		}
		Errors []struct{ Message string }
	}
	for _, sort := range []string{"MANUAL", "TITLE", "PRICE", "CREATED", "BEST_SELLING", "ID", "RELEVANCE", "COLLECTION_DEFAULT"} {
		for _, reverse := range []bool{false, true} {
			walk := func(with func(page int) bool) (handles []string) {
				after := ""
				for n := 0; ; n++ {
					more := ""
					if with(n) {
						more = "filters { id } totalCount"
					}
					cursor := ""
					if after != "" {
						cursor = fmt.Sprintf(", after: %q", after)
					}
					reply := h.engine.Execute(t.Context(), graph.Request{Text: fmt.Sprintf(`{ collection(handle: "camp") { products(first: 3, sortKey: %s, reverse: %t%s) {
						nodes { handle } pageInfo { endCursor hasNextPage } %s } } }`, sort, reverse, cursor, more)})
					var got answer
					if err := json.Unmarshal(reply.Body, &got); err != nil || len(got.Errors) > 0 {
						t.Fatalf("%s: %v %.300s", sort, err, reply.Body)
					}
					for _, p := range got.Data.Collection.Products.Nodes {
						handles = append(handles, p.Handle)
					}
					if !got.Data.Collection.Products.PageInfo.HasNextPage {
						return handles
					}
					after = got.Data.Collection.Products.PageInfo.EndCursor
				}
			}
			plain := walk(func(int) bool { return false })
			for name, with := range map[string]func(int) bool{"always": func(int) bool { return true }, "in turn": func(n int) bool { return n%2 == 0 }} {
				if got := walk(with); fmt.Sprint(got) != fmt.Sprint(plain) {
					t.Errorf("%s, %t, facets %s: %v, want %v", sort, reverse, name, got, plain)
				}
			}
		}
	}
}
