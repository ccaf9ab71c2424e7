package playground

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// fakeShop serves the pages over a made-up endpoint of a few canned answers: enough for a page to find a schema, a
// shop and some products. It has no carts and no customers.
func fakeShop(t *testing.T, o Options, files fs.FS) string {
	t.Helper()
	introspection, err := os.ReadFile("testdata/introspection.json")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", newSite(o, files).handler())
	mux.HandleFunc("POST /graphql", func(w http.ResponseWriter, r *http.Request) {
		var ask struct{ Query string }
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || r.Header.Get("Content-Type") != "application/json" {
			http.Error(w, "no question", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		switch {
		case strings.Contains(ask.Query, "__schema"):
			_, _ = w.Write(introspection)
		case strings.Contains(ask.Query, "product"):
			_, _ = fmt.Fprint(w, productsAnswer())
		case strings.Contains(ask.Query, "shop"):
			_, _ = fmt.Fprint(w, `{"data":{"shop":{"name":"The Weir","brand":{"slogan":null,"shortDescription":"Pots & lamps."}}}}`)
		default:
			_, _ = fmt.Fprint(w, `{"errors":[{"message":"nobody knows","locations":[{"line":1,"column":3}]}]}`)
		}
	})
	mux.HandleFunc("GET /pictures/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		_, _ = fmt.Fprint(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="3"/></svg>`)
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL
}

// productsAnswer is one answer to all questions for products and collections.
func productsAnswer() string {
	var nodes []string
	for i := range 3 {
		nodes = append(nodes, fmt.Sprintf(`{"id":"gid://shopify/Product/%[1]d","title":"Jug %[1]d","handle":"jug-%[1]d",
			"featuredImage":{"url":"/pictures/%[1]d.svg","altText":"A jug"},
			"priceRange":{"minVariantPrice":{"amount":"%[1]d.5","currencyCode":"EUR"}},
			"variants":{"nodes":[{"id":"gid://shopify/ProductVariant/%[1]d"}]}}`, i+1))
	}
	return `{"data":{"products":{"nodes":[` + strings.Join(nodes, ",") + `]},"collections":{"nodes":[{"handle":"jugs"}]}}}`
}
