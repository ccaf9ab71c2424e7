package graph_test

import (
	"testing"

	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/catalog"
)

// wardrobe puts something to gather into the shop.
func wardrobe(t *testing.T, s *story) {
	t.Helper()
	past, reduced := now.AddDate(0, -1, 0), int64(9000)
	field := []catalog.MetafieldSpec{{Namespace: "custom", Key: "material", Type: "single_line_text_field", Value: "Wax"}}
	for _, spec := range []catalog.Spec{
		{Handle: "coat", Title: "Coat", Tags: []string{"red"}, Variants: []catalog.VariantSpec{{Price: 8000, CompareAt: &reduced, Image: -1}}},
		{Handle: "hat", Title: "Hat", Tags: []string{"Red"}, Variants: []catalog.VariantSpec{{Price: 1950, Image: -1, Metafields: field}}},
		{Handle: "umbrella", Title: "Umbrella", Variants: []catalog.VariantSpec{{Price: 3000, Image: -1}}},
	} {
		spec.Status, spec.PublishedAt = catalog.Active, &past
		if out, err := s.house.catalog.Put(t.Context(), spec); err != nil || out.Err != nil {
			t.Fatal(err, out.Err)
		}
	}
}

// collect makes two collections, one by hand with a product, and one by rules.
func (h *house) collect(t *testing.T) (hand, rules, product string) {
	t.Helper()
	h.putProduct(t, "collected", catalog.Active, catalog.VariantSpec{Price: 1000, Image: -1})
	p, err := h.catalog.FindProduct(t.Context(), "collected")
	if err != nil {
		t.Fatal(err)
	}
	one, err := h.catalog.CreateCollection(t.Context(), act.Nobody{}, func(d *catalog.CollectionDraft) {
		d.Title, d.Members = "By hand", []catalog.ProductID{p.ID}
	})
	if err != nil {
		t.Fatal(err)
	}
	two, err := h.catalog.CreateCollection(t.Context(), act.Nobody{}, func(d *catalog.CollectionDraft) {
		d.Title, d.Rules = "By rules", &catalog.RuleSet{Rules: []catalog.Rule{{Column: catalog.RuleTag, Relation: catalog.Equals, Condition: "x"}}}
	})
	if err != nil {
		t.Fatal(err)
	}
	return model.GID("Collection", one.ID), model.GID("Collection", two.ID), model.GID("Product", p.ID)
}

// collectionInputs are what stands in the arguments of the owner's calls about collections.
func (c crew) collectionInputs() map[string]any {
	return map[string]any{
		"collectionCreate.input.id": omitted{}, "collectionCreate.input.products": omitted{}, "collectionCreate.input.handle": "fresh-collection",
		"collectionUpdate.input.id": c.ruled, "collectionUpdate.input.products": omitted{}, "collectionUpdate.input.handle": "other-collection",
		"collectionDelete.input.id": c.hand, "collectionAddProducts.id": c.hand, "collectionRemoveProducts.id": c.hand, "collectionReorderProducts.id": c.hand,
		"productIds": c.product, "collectionAddProducts.productIds": c.goods.product, "moves.id": c.product, "MoveInput.id": c.product, "MoveInput.newPosition": "0",
		"CollectionRuleInput.column": "TAG", "CollectionRuleInput.relation": "EQUALS", "CollectionRuleInput.option": omitted{},
		"CollectionRuleInput.namespace": omitted{}, "CollectionRuleInput.key": omitted{}, "ImageInput.src": c.upload,
		"MetafieldInput.type": "single_line_text_field", "MetafieldInput.namespace": "custom", "MetafieldInput.key": "a",
		"collectionUpdate.expectedVersion": omitted{}, "collectionDelete.expectedVersion": omitted{},
	}
}
