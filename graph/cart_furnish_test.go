package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cartwright/graph/model"
	"cartwright/internal/account"
	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/demo"
	"cartwright/internal/page"
	"cartwright/internal/price"
	"cartwright/internal/terms"
)

// furniture is what the stories find beside the demo shop: things by name, and what happens between their operations.
type furniture struct {
	known  map[string]any
	before map[string]func(*testing.T, *story)
}

// furnish adds to the demo shop what the stories need.
func (h *house) furnish(t *testing.T) furniture {
	t.Helper()
	gid := func(n int) string { return model.GID("ProductVariant", n) }
	f := furniture{known: map[string]any{
		"tee": gid(1), "other": gid(14), "third": gid(30), // there are enough of them
		"few": gid(21), "none": gid(12), "beyond": gid(204), // two, none, and none but sold all the same
		"giftCard": gid(390), "jar": gid(225), // nothing to be sent
		"rule": model.GID("ProductVariant", h.putRule(t, catalog.Active, 1000)), // four to eight, by twos
		"long": strings.Repeat("long", 1300),
		"many": manyAddresses(21),
	}, before: map[string]func(*testing.T, *story){
		"readAfterPriceMoved": func(t *testing.T, _ *story) { h.putRule(t, catalog.Active, 1150) },
		"readAfterHidden":     func(t *testing.T, _ *story) { h.putRule(t, catalog.Draft, 1150) },
	}}
	h.putCodes(t)
	f.known["dear"] = model.GID("ProductVariant", h.putDear(t)) // ten of it are all that a cart can come to
	f.known["giftCode"] = demo.GiftCardCode
	second := h.putGift(t, "SECONDCARD000000")
	h.putGift(t, "EXPIREDCARD00000")
	if _, err := h.terms.EnableGiftCard(t.Context(), act.Nobody{}, h.putGift(t, "DISABLEDCARD0000"), false, nil); err != nil {
		t.Fatal(err)
	}
	f.known["giftCode2"] = "second card 000000"
	f.before["spentMeanwhile"] = func(t *testing.T, _ *story) {
		if _, err := h.terms.EnableGiftCard(t.Context(), act.Nobody{}, second, false, nil); err != nil {
			t.Fatal(err)
		}
	}
	f.before["resetWrong"] = func(t *testing.T, s *story) { s.mailed(t, "recovery", "reset") }
	f.before["multipass"] = func(t *testing.T, s *story) { s.known["multipass"] = vouched(t, "vouched@example.com", now) }
	f.before["afterTagged"] = func(t *testing.T, s *story) {
		if err := h.people.Tag(t.Context(), s.customer(t), []string{"VIP"}); err != nil {
			t.Fatal(err)
		}
	}
	f.before["afterUsed"] = func(t *testing.T, s *story) {
		d, err := h.terms.FindDiscountByCode(t.Context(), "WELCOME10")
		if err == nil {
			err = h.db.InTx(t.Context(), func(tx database.Tx) error { return h.terms.CountUse(tx, d.ID, int64(s.customer(t))) })
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// customer is the customer of the story.
func (s *story) customer(t *testing.T) account.CustomerID {
	t.Helper()
	gid, _ := s.known["me"].(string)
	_, id, ok := model.ParseGID(gid)
	if !ok {
		t.Fatalf("the story has no customer yet: %q", gid)
	}
	return account.CustomerID(id)
}

// putGift makes a gift card of ten euro; one whose code says so has expired.
func (h *house) putGift(t *testing.T, code string) int64 {
	t.Helper()
	spec := terms.GiftCardSpec{Code: code, Currency: "EUR", Balance: 1000}
	if strings.HasPrefix(code, "EXPIRED") {
		spec.ExpiresAt = &now
	}
	made, err := h.terms.CreateGiftCard(t.Context(), act.Nobody{}, spec)
	if err != nil {
		t.Fatal(err)
	}
	return made.Card.ID
}

// putCodes puts a discount code for every reason that one can be refused for, and some that are not.
func (h *house) putCodes(t *testing.T) {
	t.Helper()
	hour := time.Hour
	ten := func(code string, change func(*price.Discount)) {
		d := price.Discount{Code: code, Class: price.OnOrder, Kind: price.Percentage, BasisPoints: 1000, Enabled: true, StartsAt: now.Add(-hour)}
		change(&d)
		if _, err := h.terms.PutDiscount(t.Context(), act.Nobody{}, d); err != nil {
			t.Fatal(err)
		}
	}
	before := now.Add(-hour / 2)
	nowhere, err := h.catalog.FindCollection(t.Context(), "bath")
	if err != nil {
		t.Fatal(err)
	}
	ten("OVER", func(d *price.Discount) { d.EndsAt = &before })
	ten("EARLY", func(d *price.Discount) { d.StartsAt = now.Add(hour) })
	ten("USEDUP", func(d *price.Discount) { d.Limit = 1 })
	ten("VIP", func(d *price.Discount) { d.Tags = []string{"vip"} })
	ten("ELSEWHERE", func(d *price.Discount) { d.Class, d.Items.Collections = price.OnProducts, []int64{int64(nowhere.ID)} })
	ten("DEAR", func(d *price.Discount) { d.MinimumAmount = 1_000_000 })
	ten("MANY", func(d *price.Discount) { d.MinimumQuantity = 1000 })
	ten("ABROAD", func(d *price.Discount) {
		d.Class, d.Kind, d.Countries = price.OnShipping, price.FreeShipping, []string{"US"}
	})
	ten("HALF", func(d *price.Discount) { d.BasisPoints = 5000 })
	ten("EACHFIVE", func(d *price.Discount) {
		d.Class, d.Kind, d.Amount, d.EachUnit, d.Items.All = price.OnProducts, price.Fixed, 500, true, true
	})
	used, err := h.terms.FindDiscountByCode(t.Context(), "USEDUP")
	if err == nil {
		err = h.db.InTx(t.Context(), func(tx database.Tx) error { return h.terms.CountUse(tx, used.ID, 0) })
	}
	if err != nil {
		t.Fatal(err)
	}
}

// putRule puts a product that is sold in certain quantities alone, and gives the id of its variant.
func (h *house) putRule(t *testing.T, status catalog.Status, price int64) catalog.VariantID {
	t.Helper()
	most := 8
	return h.putProduct(t, "tumblers", status, catalog.VariantSpec{Price: price, Taxable: true, RequiresShipping: true, Image: -1, WeightMilligrams: 250_000,
		Quantities: &catalog.QuantityRule{Minimum: 4, Maximum: &most, Increment: 2}})
}

// putDear puts a product of the highest price there is.
func (h *house) putDear(t *testing.T) catalog.VariantID {
	t.Helper()
	return h.putProduct(t, "crown", catalog.Active, catalog.VariantSpec{Price: 100_000_000_000_000, Image: -1})
}

// putProduct puts a product with one variant and gives its id; 0 while it is not sold.
func (h *house) putProduct(t *testing.T, handle string, status catalog.Status, v catalog.VariantSpec) catalog.VariantID {
	t.Helper()
	out, err := h.catalog.Put(t.Context(), catalog.Spec{Handle: handle, Title: strings.ToUpper(handle[:1]) + handle[1:], Status: status, PublishedAt: &time.Time{}, Variants: []catalog.VariantSpec{v}})
	if err != nil || out.Err != nil {
		t.Fatal(err, out.Err)
	}
	if status != catalog.Active {
		return 0
	}
	p, err := h.catalog.FindProduct(t.Context(), handle)
	if err != nil {
		t.Fatal(err)
	}
	first := 1
	variants, err := h.catalog.VariantsOf(t.Context(), []catalog.ProductID{p.ID}, catalog.SubQuery{Sort: "POSITION", Args: page.Args{First: &first}})
	if err != nil {
		t.Fatal(err)
	}
	return variants[p.ID].Nodes[0].ID
}

func manyAddresses(n int) []any {
	var out []any
	for i := range n {
		out = append(out, map[string]any{"address": map[string]any{"deliveryAddress": map[string]any{"address1": fmt.Sprint(i, " Quay Street"), "countryCode": "IE"}}})
	}
	return out
}
