package graph_test

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"cartwright/graph"
	"cartwright/internal/storetest"
)

// BenchmarkOperations measures whole operations over the demo shop, from the text of the document to the bytes of the
// answer: go test -bench Operations ./graph
func BenchmarkOperations(b *testing.B) {
	for _, kind := range storetest.Kinds() {
		b.Run(string(kind), func(b *testing.B) {
			h := demoHouse(b, storetest.Open(b, kind))
			for _, name := range []string{"products-listing", "product-page", "collections", "menus", "shop"} {
				text, err := os.ReadFile("testdata/" + name + ".graphql")
				if err != nil {
					b.Fatal(err)
				}
				variables := map[string]any{"first": json.Number("50"), "handle": "harbour-tee", "chosen": []any{}}
				b.Run(name, func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						reply := h.engine.Execute(context.Background(), graph.Request{Text: string(text), Variables: variables})
						b.SetBytes(int64(len(reply.Body)))
					}
				})
			}
		})
	}
}
