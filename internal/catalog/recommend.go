package catalog

import (
	"context"
)

// Intent is why a product is recommended: to choose instead, or to take as well.
type Intent string

// The intents of the dialect.
const (
	Related       Intent = "RELATED"
	Complementary Intent = "COMPLEMENTARY"
)

// recommended is how many products are recommended at most, as in the dialect.
const recommended = 10

// Recommend finds products to show beside one: those the merchant linked, then those that people take together with it, as
// the caller knows, then products of the same collections, then of the same type, then the best sellers. It comes back empty
// only where there is nothing else to sell. Complements beyond the merchant's links come from the same collections but of
// other types; what people take together is complementary first, and related only behind what is.
func (s *Service) Recommend(ctx context.Context, id ProductID, intent Intent, together []ProductID) ([]Product, error) {
	p, err := s.ProductsByIDs(ctx, []ProductID{id})
	if err != nil {
		return nil, err
	}
	product, ok := p[id]
	if !ok {
		return nil, nil
	}
	ids, err := s.recommendedIDs(ctx, product, intent, together, recommended)
	if err != nil {
		return nil, err
	}
	found, err := s.ProductsByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Product, 0, len(ids))
	for _, id := range ids {
		if p, ok := found[id]; ok {
			out = append(out, p)
		}
	}
	return out, nil
}
