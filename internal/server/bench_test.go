package server

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// stockBody is a request of some 4 kB, as a stock storefront sends for its cart.
func stockBody(b *testing.B) []byte {
	body, err := json.Marshal(map[string]any{
		"query":     "query cart($id: ID!) {\n" + strings.Repeat("  cart(id: $id) { id lines(first: 100) { nodes { quantity } } }\n", 60) + "}",
		"variables": map[string]any{"id": "gid://shopify/Cart/1?key=2", "first": 100, "lines": []any{map[string]any{"quantity": 2}}},
	})
	if err != nil {
		b.Fatal(err)
	}
	return body
}

// sink is a ResponseWriter that keeps nothing.
type sink struct{ header http.Header }

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(b []byte) (int, error) { return len(b), nil }
func (s *sink) WriteHeader(int)             {}

// BenchmarkGate is everything around the engine: id, origin, deadline, CORS, gate, answer and access log.
func BenchmarkGate(b *testing.B) {
	for name, encoding := range map[string]string{"plain": "", "gzip": "gzip"} {
		b.Run(name, func(b *testing.B) {
			answer := `{"data":{"nodes":[` + strings.Repeat(`{"id":"gid://shopify/Product/1","title":"Wool"},`, 80) + `null]}}`
			s := made(b, Options{Engine: answering(answer), Log: slog.New(slog.NewJSONHandler(io.Discard, nil))})
			body := stockBody(b)
			r := httptest.NewRequest("POST", "/api/2026-04/graphql.json", nil)
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Accept", "application/json")
			r.Header.Set("Origin", "https://site.example")
			r.Header.Set("Accept-Encoding", encoding)
			r.ContentLength = int64(len(body))
			reader := bytes.NewReader(body)
			r.Body = io.NopCloser(reader)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				reader.Reset(body)
				s.Handler().ServeHTTP(&sink{make(http.Header, 12)}, r)
			}
		})
	}
}

// BenchmarkParseJSON is the part of the gate that grows with the body.
func BenchmarkParseJSON(b *testing.B) {
	body := stockBody(b)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parseJSON(body); err != nil {
			b.Fatal(err)
		}
	}
}
