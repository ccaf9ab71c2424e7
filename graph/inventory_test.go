package graph_test

import (
	"encoding/json"
	"testing"
	"time"

	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
)

// shelved puts something to count into the shop: a lamp of two colours, and a draft.
func shelved(t *testing.T, s *story) {
	t.Helper()
	past := now.AddDate(0, -1, 0)
	lamp := catalog.Spec{Handle: "lamp", Title: "Lamp", Status: catalog.Active, PublishedAt: &past,
		Options: []catalog.OptionSpec{{Name: "Color", Values: []catalog.OptionValueSpec{{Name: "Red"}, {Name: "Blue"}}}},
		Variants: []catalog.VariantSpec{{Options: []string{"Red"}, SKU: "lamp-red", Price: 4000, Tracked: true, Stock: new(int64(5)), Image: -1},
			{Options: []string{"Blue"}, SKU: "lamp-blue", Price: 4500, Tracked: true, Image: -1}}}
	draft := catalog.Spec{Handle: "draft", Title: "Draft", Status: catalog.Draft, Variants: []catalog.VariantSpec{{SKU: "draft", Price: 100, Image: -1}}}
	for _, spec := range []catalog.Spec{lamp, draft} {
		if out, err := s.house.catalog.Put(t.Context(), spec); err != nil || out.Err != nil {
			t.Fatal(err, out.Err)
		}
	}
}

// counted is the item of a variant that lies at one of two locations, and is kept at both.
func (h *house) counted(t *testing.T) string {
	t.Helper()
	v := h.putProduct(t, "counted", catalog.Active, catalog.VariantSpec{Price: 1000, Tracked: true, Stock: new(int64(1)), Image: -1})
	if err := h.shop.PutLocations(t.Context(), []shop.Location{{Name: "Main location", City: "Dublin", CountryCode: "IE", Active: true},
		{Name: "Depot", City: "Cork", CountryCode: "IE", Active: true}, {Name: "Shed", City: "Cork", CountryCode: "IE", Active: true}, {Name: "Yard", City: "Cork", CountryCode: "IE"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.catalog.Activate(t.Context(), act.Nobody{}, v, 2, nil); err != nil {
		t.Fatal(err)
	}
	return model.GID("InventoryItem", v)
}

// stockInputs are what stands in the arguments of the owner's calls about stock.
func (c crew) stockInputs() map[string]any {
	const main, depot = "gid://shopify/Location/1", "gid://shopify/Location/2"
	return map[string]any{
		"inventoryItemId": c.item, "inventoryItem.id": c.item, "inventoryItemUpdate.id": c.item, "inventoryLevelId": omitted{}, "cost": "1.25",
		"locationId": main, "locationEdit.id": main, "location.id": main, "locationDeactivate.locationId": depot, "locationActivate.locationId": "gid://shopify/Location/4", "inventoryActivate.locationId": "gid://shopify/Location/3", "InventoryQuantityInput.quantity": 7, "inventoryDeactivate.locationId": depot,
		"locationEdit.expectedVersion": json.Number("2"), "provinceCode": omitted{}, "reason": "correction", "referenceDocumentUri": "gid://erp/Count/7",
		"InventorySetQuantitiesInput.name": "available", "InventoryAdjustQuantitiesInput.name": "available", "names": "available", "compareQuantity": omitted{},
	}
}

// TestStockBeyondInts: what an Int does not hold is written as the nearest that it does, since typed clients would lose the
// whole answer over it.
func TestStockBeyondInts(t *testing.T) {
	h := newHouse(t, storetest.Open(t, database.SQLite))
	spec := catalog.Spec{Handle: "sand", Title: "Sand", Status: catalog.Active, PublishedAt: &time.Time{}, Options: []catalog.OptionSpec{{Name: "Size"}}}
	for _, size := range []string{"S", "M", "L"} {
		spec.Options[0].Values = append(spec.Options[0].Values, catalog.OptionValueSpec{Name: size})
		spec.Variants = append(spec.Variants, catalog.VariantSpec{Options: []string{size}, Price: 100, Tracked: true, Stock: new(int64(1_000_000_000)), Image: -1})
	}
	if out, err := h.catalog.Put(t.Context(), spec); err != nil {
		t.Fatal(out, err)
	}
	got, _ := h.do(t, `{ product(handle: "sand") { totalInventory variants(first: 1) { nodes { quantityAvailable } } } }`, nil)
	const want = `{"data":{"product":{"totalInventory":2147483647,"variants":{"nodes":[{"quantityAvailable":1000000000}]}}}}`
	if string(got) != want {
		t.Errorf("got %s", got)
	}
}
