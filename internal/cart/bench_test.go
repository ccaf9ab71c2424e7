package cart_test

import (
	"fmt"
	"testing"

	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/storetest"
)

// BenchmarkCart measures adding to a cart and reading it, with as many lines: go test -bench Cart ./internal/cart
func BenchmarkCart(b *testing.B) {
	for _, kind := range storetest.Kinds() {
		b.Run(string(kind), func(b *testing.B) {
			c := open(b, storetest.Open(b, kind))
			var ids []catalog.VariantID
			for _, handle := range []string{"a", "b", "c"} {
				ids = append(ids, c.stock(b, handle, 100, nil)...)
			}
			for _, n := range []int{1, 10, 250} {
				in := make([]cart.LineInput, n)
				for i := range in {
					in[i] = one(ids[i], 1)
				}
				b.Run(fmt.Sprintf("add-%d", n), func(b *testing.B) {
					for b.Loop() {
						b.StopTimer()
						ref := c.create(b).Ref()
						b.StartTimer()
						out, err := c.carts.AddLines(b.Context(), ref, cart.Once{}, in)
						done(b, out, err)
					}
				})
				ref := c.create(b, in...).Ref()
				b.Run(fmt.Sprintf("read-%d", n), func(b *testing.B) {
					for b.Loop() {
						c.find(b, ref)
					}
				})
			}
		})
	}
}
