package cart

import (
	"cmp"
	"context"
	"slices"
)

// together tells which products lie in carts with which others. It is derived from the carts, held in memory, and counted
// anew now and then; an hour more or less makes no difference to what people put together.
type together map[int64]map[int64]int32

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
	others := (*counted)[product]
	out := make([]int64, 0, len(others))
	for id := range others {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b int64) int { return cmp.Or(cmp.Compare(others[b], others[a]), cmp.Compare(a, b)) })
	return out
}

// CountTogether counts anew what lies in carts together. A pair counts from the second cart on: one cart is somebody's
// errand.
func (s *Service) CountTogether(ctx context.Context) error {
	counted := together{}
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
	counted.prune()
	s.together.Store(&counted)
	return nil
}

// add counts every pair of a cart's products.
func (t together) add(products []int64) {
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

// prune lets go of what was together once, and of all but the most frequent others of a product.
func (t together) prune() {
	for product, others := range t {
		counts := make([]int32, 0, len(others))
		for id, n := range others {
			if n < 2 {
				delete(others, id)
				continue
			}
			counts = append(counts, n)
		}
		if len(counts) > keptPairs {
			slices.SortFunc(counts, func(a, b int32) int { return cmp.Compare(b, a) })
			least := counts[keptPairs-1]
			for id, n := range others {
				if n < least {
					delete(others, id)
				}
			}
		}
		if len(others) == 0 {
			delete(t, product)
		}
	}
}
