package cart

import (
	"cmp"
	"context"
	"slices"
)

// together tells which products lie in carts with a product, those that do most often first. It is derived from the carts,
// held in memory, and counted anew now and then; an hour more or less makes no difference to what people put together.
type together map[int64][]int64

// pairs counts in how many carts two products lie together.
type pairs map[int64]map[int64]int32

// The bounds of the count: the latest carts, read in batches, of each so many products, and of each product so many others.
const (
	countedCarts  = 100_000
	cartsPerRead  = 1000
	pairedPerCart = 30
	keptPairs     = 50
)

// Together are the products that lie in carts with a product, those that do most often first. It is empty until carts were
// counted, and where there are none.
func (s *Service) Together(product int64) []int64 {
	counted := s.together.Load()
	if counted == nil {
		return nil
	}
	return append([]int64{}, (*counted)[product]...)
}

// CountTogether counts anew what lies in carts together. A pair counts from the second cart on: one cart is somebody's
// errand.
func (s *Service) CountTogether(ctx context.Context) error {
	counted := pairs{}
	before := int64(0) // ids fall: the latest carts come first
	for read := 0; read < countedCarts; read += cartsPerRead {
		baskets, last, err := s.baskets(ctx, before, cartsPerRead)
		if err != nil {
			return err
		}
		for _, products := range baskets {
			counted.add(products)
		}
		if before = last; len(baskets) < cartsPerRead {
			break
		}
	}
	result := counted.together()
	s.together.Store(&result)
	return nil
}

// add counts every pair of a cart's products.
func (t pairs) add(products []int64) {
	slices.Sort(products)
	products = slices.Compact(products)
	if len(products) > pairedPerCart {
		return // a wholesaler's cart says nothing
	}
	for _, a := range products {
		for _, b := range products {
			if a == b {
				continue
			}
			if t[a] == nil {
				t[a] = map[int64]int32{}
			}
			t[a][b]++
		}
	}
}

// together orders what was counted, without what was together once.
func (t pairs) together() together {
	out := together{}
	for product, counts := range t {
		var others []int64
		for id, n := range counts {
			if n > 1 {
				others = append(others, id)
			}
		}
		slices.SortFunc(others, func(a, b int64) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
		if len(others) > 0 {
			out[product] = others[:min(len(others), keptPairs)]
		}
	}
	return out
}
