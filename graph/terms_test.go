package graph_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/graph"
	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/price"
	"cartwright/internal/shop"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

// stocked gives the story a shop in euro with a mug for 10.00, a plate for 20.00 in two sizes, a tee for 5.00 and a cup that
// is not published, of which the plates make up a collection.
func stocked(t *testing.T, s *story) {
	t.Helper()
	h := s.house
	err := h.shop.Update(t.Context(), func(s *shop.Settings) {
		s.Name, s.Currency, s.Country, s.Countries = "Test", "EUR", "IE", []string{"IE", "DE"}
	})
	if err != nil {
		t.Fatal(err)
	}
	past := now.AddDate(0, -1, 0)
	one := func(price int64) []catalog.VariantSpec {
		return []catalog.VariantSpec{{Price: price, SKU: "ONE", RequiresShipping: true, WeightMilligrams: 500_000, Image: -1}}
	}
	compare := int64(2500)
	for _, spec := range []catalog.Spec{
		{Handle: "mug", Title: "Mug", Vendor: "Weir", ProductType: "Cups", Tags: []string{"blue"}, Variants: one(1000)},
		{Handle: "plate", Title: "Plate", Vendor: "Weir", Options: []catalog.OptionSpec{{Name: "Size"}}, Variants: []catalog.VariantSpec{
			{Options: []string{"S"}, Price: 2000, CompareAt: &compare, RequiresShipping: true, Image: -1}, {Options: []string{"L"}, Price: 3000, RequiresShipping: true, Image: -1}}},
		{Handle: "tee", Title: "Tee", Vendor: "Loom", Variants: one(500)},
		{Handle: "cup", Title: "Cup", Status: catalog.Draft, Vendor: "Weir", Variants: one(333)},
	} {
		if spec.ProductType == "" {
			spec.ProductType = "Things"
		}
		if spec.Status == "" {
			spec.Status, spec.PublishedAt = catalog.Active, &past
		}
		if out, err := h.catalog.Put(t.Context(), spec); err != nil || out.Err != nil {
			t.Fatal(err, out.Err)
		}
	}
	if _, err := h.catalog.PutCollection(t.Context(), catalog.CollectionSpec{Handle: "table", Title: "Table", PublishedAt: &time.Time{}, Products: []string{"plate"}}); err != nil {
		t.Fatal(err)
	}
}

// putTerms gives a shop something of everything that it sells on, and tells what calls about it take.
func putTerms(t *testing.T, h *house) map[string]any {
	t.Helper()
	stocked(t, newStory(h))
	all := price.Items{All: true}
	for i, d := range []price.Discount{{Class: price.OnOrder, Kind: price.Percentage, BasisPoints: 1000},
		{Class: price.OnProducts, Kind: price.BuyGet, BasisPoints: 1000, Buys: all, BuyQuantity: 1, Gets: all, GetQuantity: 1}, {Class: price.OnShipping, Kind: price.FreeShipping}} {
		d.Title, d.Enabled, d.StartsAt = "Here", true, now
		for _, code := range []string{fmt.Sprint("HERE", i), ""} {
			d.Code = code
			if _, err := h.terms.PutDiscount(t.Context(), act.Nobody{}, d); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, cardErr := h.terms.CreateGiftCard(t.Context(), act.Nobody{}, terms.GiftCardSpec{Code: "HERE-AND-NOW", Currency: "EUR", Balance: 1000})
	_, zoneErr := h.terms.PutZone(t.Context(), act.Nobody{}, terms.Zone{Name: "Here", Places: []price.Place{{Country: "IE"}}}, nil)
	if err := errors.Join(cardErr, zoneErr); err != nil {
		t.Fatal(err)
	}
	known := map[string]any{
		"startsAt": "2026-12-24T12:00:00Z", "endsAt": "2026-12-31T12:00:00Z", "discountAmount": omitted{}, "customerSelection": omitted{},
		"DiscountItemsInput.products": omitted{}, "DiscountItemsInput.collections": omitted{}, "DiscountMinimumRequirementInput.quantity": omitted{},
		"DiscountContextInput.customers": omitted{}, "customerTags": omitted{}, "DiscountShippingDestinationSelectionInput.countries": omitted{},
		"DiscountCustomersInput.add": omitted{}, "productsToAdd": model.GID("Product", 1), "productVariantsToAdd": model.GID("ProductVariant", 1),
		"DiscountCollectionsInput.add": model.GID("Collection", 1), "currencyCode": "EUR", "expiresOn": "2027-12-31", "GiftCardCreateInput.code": "ELSEWHERE-1",
		"provinces": "NY", "province": "NY", "locationId": model.GID("Location", 1), "TaxRateInput.class": omitted{}, "what": "PRICE",
		"percentage": omitted{}, "setTo": omitted{}, "clear": omitted{}, "roundTo": omitted{}, "from": omitted{}, "DiscountEffectInput.percentage": json.Number("0.5"),
	}
	for _, name := range []string{"collectionIds", "maximumPrice", "minimumPrice", "productIds", "productTypes", "tags", "vendors"} {
		known["PriceChangeFilter."+name] = omitted{}
	}
	for _, name := range []string{"Update", "Disable", "Deactivate", "Credit", "Debit"} {
		known["giftCard"+name+".id"] = model.GID("GiftCard", 1)
	}
	for _, name := range []string{"Update", "Delete"} {
		known["deliveryZone"+name+".id"] = model.GID("DeliveryZone", 1)
	}
	for i, kind := range []string{"CodeBasic", "AutomaticBasic", "CodeBxgy", "AutomaticBxgy", "CodeFreeShipping", "AutomaticFreeShipping"} {
		known["discount"+kind+"Update.id"] = model.GID("DiscountNode", i+1)
		for _, act := range []string{"Create", "Update"} {
			value := "discount" + kind + act + "." + discountArguments[kind] + ".customerGets.value."
			if known[value+"percentage"] = json.Number("0.5"); strings.HasSuffix(kind, "Bxgy") {
				known[value+"percentage"] = omitted{}
			} else {
				known[value+"discountOnQuantity"] = omitted{}
			}
		}
	}
	for i, code := range []string{"ASLEEP", ""} {
		d := price.Discount{Class: price.OnOrder, Kind: price.Percentage, BasisPoints: 1000, Title: "Asleep", StartsAt: now, Code: code}
		if _, err := h.terms.PutDiscount(t.Context(), act.Nobody{}, d); err != nil {
			t.Fatal(err)
		}
		known[[]string{"discountCodeActivate.id", "discountAutomaticActivate.id"}[i]] = model.GID([]string{"DiscountCodeNode", "DiscountAutomaticNode"}[i], 7+i)
	}
	for _, act := range []string{"Deactivate", "Delete"} {
		known["discountCode"+act+".id"], known["discountAutomatic"+act+".id"] = model.GID("DiscountCodeNode", 1), model.GID("DiscountAutomaticNode", 2)
	}
	return known
}

// object is a JSON object.
type object = map[string]any

// roulette says of discounts what nobody has thought of.
type roulette struct{ *rand.Rand }

func (r roulette) yes() bool { return r.IntN(2) == 0 }

func (r roulette) gids(kind string, n int) (out []any) {
	for _, i := range r.Perm(n)[:1+r.IntN(n)] {
		out = append(out, model.GID(kind, i+1))
	}
	return out
}

func (r roulette) amount() (in, out string) {
	n := 1 + r.IntN(100_000)
	in = fmt.Sprintf("%d.%02d", n/100, n%100)
	out = strings.TrimRight(in, "0")
	if strings.HasSuffix(out, ".") {
		out += "0"
	}
	return in, out
}

// part is a part of one in whole basis points, as a text.
func (r roulette) part() json.Number {
	n := 1 + r.IntN(10_000)
	if n == 10_000 {
		return "1"
	}
	return json.Number(strings.TrimRight(fmt.Sprintf("0.%04d", n), "0"))
}

// items are things that are meant, as they are written and as they are read.
func (r roulette) items() (in, out object) {
	switch r.IntN(3) {
	case 0:
		return object{"all": true}, object{"__typename": "AllDiscountItems", "allItems": true}
	case 1:
		ids := r.gids("Collection", 1)
		return object{"collections": object{"add": ids}}, object{"__typename": "DiscountCollections", "collectionIds": ids}
	}
	products, variants := r.gids("Product", 4), r.gids("ProductVariant", 5)
	return object{"products": object{"productsToAdd": products, "productVariantsToAdd": variants}},
		object{"__typename": "DiscountProducts", "productIds": products, "productVariantIds": variants}
}

// discount is a discount of a kind, as it is written and as it is read.
func (r roulette) discount(kind string, n int) (in, out object) {
	euro := func(amount string) object { return object{"amount": amount, "currencyCode": "EUR"} }
	starts := now.AddDate(0, 0, r.IntN(60)-30)
	in = object{"title": fmt.Sprint("Title ", n), "startsAt": starts.Format(time.RFC3339)}
	out = object{"__typename": "Discount" + kind, "title": in["title"], "startsAt": in["startsAt"], "endsAt": nil, "status": "ACTIVE"}
	if starts.After(now) {
		out["status"] = "SCHEDULED"
	}
	if r.yes() {
		ends := starts.AddDate(0, 0, 1+r.IntN(40))
		in["endsAt"], out["endsAt"] = ends.Format(time.RFC3339), ends.Format(time.RFC3339)
		if !ends.After(now) {
			out["status"] = "EXPIRED"
		}
	}
	with := object{"orderDiscounts": r.yes(), "productDiscounts": r.yes(), "shippingDiscounts": r.yes()}
	in["combinesWith"], out["combinesWith"] = with, with
	switch out["context"] = (object{"__typename": "DiscountBuyerSelectionAll", "all": "ALL"}); r.IntN(3) {
	case 0:
		tags := []any{"a", "vip", "Ärger"}[:1+r.IntN(3)]
		in["context"], out["context"] = object{"customerTags": tags}, object{"__typename": "DiscountCustomers", "customerIds": []any{}, "customerTags": tags}
	case 1:
		in["context"] = object{"all": "ALL"}
	}
	if strings.HasPrefix(kind, "Code") {
		code := fmt.Sprintf("Code-%d-ß", n)
		in["code"], in["appliesOncePerCustomer"], in["usageLimit"] = code, r.yes(), nil
		if r.yes() {
			in["usageLimit"] = json.Number(fmt.Sprint(1 + r.IntN(1_000_000)))
		}
		out["codes"] = object{"nodes": []any{object{"code": code}}}
		out["appliesOncePerCustomer"], out["usageLimit"] = in["appliesOncePerCustomer"], in["usageLimit"]
	}
	if !strings.HasSuffix(kind, "Bxgy") {
		switch out["minimumRequirement"] = nil; r.IntN(3) {
		case 0:
			given, read := r.amount()
			in["minimumRequirement"] = object{"subtotal": object{"greaterThanOrEqualToSubtotal": given}}
			out["minimumRequirement"] = object{"__typename": "DiscountMinimumSubtotal", "greaterThanOrEqualToSubtotal": euro(read)}
		case 1:
			units := fmt.Sprint(1 + r.IntN(1000))
			in["minimumRequirement"] = object{"quantity": object{"greaterThanOrEqualToQuantity": units}}
			out["minimumRequirement"] = object{"__typename": "DiscountMinimumQuantity", "greaterThanOrEqualToQuantity": units}
		}
	}
	switch {
	case strings.HasSuffix(kind, "Basic"):
		items, readItems := r.items()
		part := r.part()
		value, read := object{"percentage": part}, object{"__typename": "DiscountPercentage", "percentage": part}
		if r.yes() {
			given, amount := r.amount()
			each := r.yes()
			value = object{"discountAmount": object{"amount": given, "appliesOnEachItem": each}}
			read = object{"__typename": "DiscountAmount", "amount": euro(amount), "appliesOnEachItem": each}
		}
		in["customerGets"], out["customerGets"] = object{"items": items, "value": value}, object{"items": readItems, "value": read}
	case strings.HasSuffix(kind, "Bxgy"):
		buys, readBuys := r.items()
		gets, readGets := r.items()
		bought, got, part := fmt.Sprint(1+r.IntN(50)), fmt.Sprint(1+r.IntN(50)), r.part()
		in["customerBuys"] = object{"items": buys, "value": object{"quantity": bought}}
		out["customerBuys"] = object{"items": readBuys, "value": object{"__typename": "DiscountQuantity", "quantity": bought}}
		in["customerGets"] = object{"items": gets, "value": object{"discountOnQuantity": object{"quantity": got, "effect": object{"percentage": part}}}}
		out["customerGets"] = object{"items": readGets, "value": object{"__typename": "DiscountOnQuantity", "effect": object{"percentage": part}, "quantity": object{"quantity": got}}}
		if out["usesPerOrderLimit"] = nil; r.yes() {
			limit := fmt.Sprint(1 + r.IntN(9))
			in["usesPerOrderLimit"], out["usesPerOrderLimit"] = limit, json.Number(limit)
		}
	default:
		out["destinationSelection"], out["maximumShippingPrice"] = object{"__typename": "DiscountCountryAll", "allCountries": true}, nil
		if r.yes() {
			countries := []any{"IE", "DE", "ZW"}[:1+r.IntN(3)]
			in["destination"] = object{"countries": object{"add": countries}}
			out["destinationSelection"] = object{"__typename": "DiscountCountries", "countries": countries}
		}
		if r.yes() {
			given, read := r.amount()
			in["maximumShippingPrice"], out["maximumShippingPrice"] = given, euro(read)
		}
	}
	return in, out
}

// instead completes what is written over another discount: what comes into lists comes instead of what is there.
func instead(in object, kind string) {
	if in["context"] == nil {
		in["context"] = object{"all": "ALL"}
	}
	if to, ok := in["destination"].(object); ok {
		countries := to["countries"].(object)
		countries["remove"] = others([]any{"IE", "DE", "ZW"}, countries["add"])
	} else if strings.HasSuffix(kind, "FreeShipping") {
		in["destination"] = object{"all": true}
	}
	for _, side := range []string{"customerGets", "customerBuys"} {
		s, ok := in[side].(object)
		if !ok {
			continue
		}
		if products, ok := s["items"].(object)["products"].(object); ok {
			all := func(kind string, n int) (out []any) {
				for i := range n {
					out = append(out, model.GID(kind, i+1))
				}
				return out
			}
			products["productsToRemove"] = others(all("Product", 4), products["productsToAdd"])
			products["productVariantsToRemove"] = others(all("ProductVariant", 5), products["productVariantsToAdd"])
		}
	}
}

// others are those of all that are not among some.
func others(all []any, some any) []any {
	return slices.DeleteFunc(slices.Clone(all), func(v any) bool { return slices.Contains(some.([]any), v) })
}

// ordered sorts the lists of texts in an answer: nobody promises their order.
func ordered(v any) any {
	switch v := v.(type) {
	case object:
		out := object{}
		for k, inner := range v {
			out[k] = ordered(inner)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = ordered(inner)
		}
		slices.SortFunc(out, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		return out
	}
	return v
}

// selections are what is asked of the kinds of discounts.
var selections = func() map[string]string {
	const common = `__typename title startsAt endsAt status combinesWith { orderDiscounts productDiscounts shippingDiscounts }
		context { __typename ... on DiscountBuyerSelectionAll { all } ... on DiscountCustomers { customerIds customerTags } }`
	const coded = ` codes(first: 2) { nodes { code } } appliesOncePerCustomer usageLimit`
	const items = `items { __typename ... on AllDiscountItems { allItems } ... on DiscountProducts { productIds productVariantIds } ... on DiscountCollections { collectionIds } }`
	const gets = ` customerGets { ` + items + ` value { __typename ... on DiscountPercentage { percentage } ... on DiscountAmount { amount { amount currencyCode } appliesOnEachItem }
		... on DiscountOnQuantity { quantity { quantity } effect { ... on DiscountPercentage { percentage } } } } }`
	const minimum = ` minimumRequirement { __typename ... on DiscountMinimumQuantity { greaterThanOrEqualToQuantity } ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount currencyCode } } }`
	const bxgy = gets + ` usesPerOrderLimit customerBuys { ` + items + ` value { __typename ... on DiscountQuantity { quantity } } }`
	const shipping = minimum + ` maximumShippingPrice { amount currencyCode }
		destinationSelection { __typename ... on DiscountCountries { countries } ... on DiscountCountryAll { allCountries } }`
	return map[string]string{"CodeBasic": common + coded + gets + minimum, "CodeBxgy": common + coded + bxgy, "CodeFreeShipping": common + coded + shipping,
		"AutomaticBasic": common + gets + minimum, "AutomaticBxgy": common + bxgy, "AutomaticFreeShipping": common + shipping}
}()

// discountArguments are what the inputs of the kinds are called by.
var discountArguments = map[string]string{"CodeBasic": "basicCodeDiscount", "CodeBxgy": "bxgyCodeDiscount", "CodeFreeShipping": "freeShippingCodeDiscount",
	"AutomaticBasic": "automaticBasicDiscount", "AutomaticBxgy": "automaticBxgyDiscount", "AutomaticFreeShipping": "freeShippingAutomaticDiscount"}

// TestDiscountsReadAsWritten writes random discounts of every kind, new ones and over others, and reads what it has written.
func TestDiscountsReadAsWritten(t *testing.T) {
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		stocked(t, newStory(h))
		owner := h.hire(t, "owner@example.com", staff.Owner)
		ask := func(text string, variables object) (data object) {
			t.Helper()
			reply := h.engine.Execute(t.Context(), graph.Request{Bearer: owner, Text: text, Variables: variables})
			decoder := json.NewDecoder(strings.NewReader(string(reply.Body)))
			decoder.UseNumber()
			var out object
			if err := decoder.Decode(&out); err != nil || out["errors"] != nil {
				t.Fatalf("%v: %s", err, reply.Body)
			}
			return out["data"].(object)
		}
		r := roulette{rand.New(rand.NewPCG(21, 34))}
		written := 0
		for _, kind := range slices.Sorted(maps.Keys(selections)) {
			family, _, _ := strings.Cut(kind, "B")
			family, _, _ = strings.Cut(family, "F") // Code or Automatic
			node, inner := strings.ToLower(family[:1])+family[1:]+"DiscountNode", strings.ToLower(family[:1])+family[1:]+"Discount"
			var ids []any
			for n := range 60 {
				in, want := r.discount(kind, written)
				written++
				act, head, call := "Create", "", ""
				variables := object{"in": in}
				if n%3 == 2 { // over another one: what is left out stays, so all of it is said
					act, head, call, variables["id"] = "Update", "$id: ID!, ", "id: $id, ", ids[r.IntN(len(ids))]
					for _, field := range []string{"endsAt", "minimumRequirement", "maximumShippingPrice", "usesPerOrderLimit", "usageLimit"} {
						if _, said := in[field]; !said && strings.Contains(selections[kind], field) {
							in[field] = nil
						}
					}
					instead(in, kind)
				}
				text := fmt.Sprintf("mutation (%s$in: Discount%sInput!) { out: discount%s%s(%s%s: $in) { %s { id %s { ... on Discount%s { %s } } } userErrors { code field message } } }",
					head, kind, kind, act, call, discountArguments[kind], node, inner, kind, selections[kind])
				out := ask(text, variables)["out"].(object)
				if errs := out["userErrors"].([]any); len(errs) > 0 {
					t.Fatalf("%s of %v: %v", act, in, errs)
				}
				got := out[node].(object)
				if diff := cmp.Diff(ordered(want), ordered(got[inner])); diff != "" {
					t.Fatalf("%s %s of %v answers (-written +read)\n%s", kind, act, in, diff)
				}
				read := ask(fmt.Sprintf("query ($id: ID!) { discountNode(id: $id) { discount { ... on Discount%s { %s } } } }", kind, selections[kind]), object{"id": got["id"]})
				again := read["discountNode"].(object)["discount"]
				if diff := cmp.Diff(ordered(want), ordered(again)); diff != "" {
					t.Fatalf("%s %s of %v is kept as (-written +read)\n%s", kind, act, in, diff)
				}
				ids = append(ids, got["id"])
			}
		}
		t.Logf("%d discounts", written)
	})
}
