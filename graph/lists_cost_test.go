package graph_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"cartwright/graph"
	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// ample is how many elements a list has at the most.
const ample = 250

// store is a shop with many of everything, by their ids.
type store struct {
	products, variants, items []string // one variant of each product
	rack                      string   // a product of 250 variants
	hangers                   []string // its variants
	videos                    []string // its media
	hand                      string   // a collection of the products
	files, redirects          []string
}

// stock fills a shop.
func (h *house) stock(t *testing.T) (s store) {
	t.Helper()
	specs := make([]catalog.Spec, ample)
	for i := range specs {
		specs[i] = catalog.Spec{Handle: fmt.Sprintf("p%03d", i), Title: fmt.Sprintf("Product %d", i), Status: catalog.Active, PublishedAt: &now,
			Variants:   []catalog.VariantSpec{{SKU: fmt.Sprintf("p%03d", i), Price: 1000, Tracked: true, Stock: new(int64(5)), Image: -1}},
			Metafields: []catalog.MetafieldSpec{{Namespace: "custom", Key: "weave", Type: "single_line_text_field", Value: "Plain"}}}
	}
	for i := range ample {
		specs[1].Tags = append(specs[1].Tags, fmt.Sprint("old", i))
	}
	rack := catalog.Spec{Handle: "rack", Title: "Rack", Status: catalog.Active, Options: []catalog.OptionSpec{{Name: "Size"}, {Name: "Colour"}}}
	for i := range 25 {
		rack.Options[0].Values = append(rack.Options[0].Values, catalog.OptionValueSpec{Name: fmt.Sprint("S", i)})
		for n := range 10 {
			if i == 0 {
				rack.Options[1].Values = append(rack.Options[1].Values, catalog.OptionValueSpec{Name: fmt.Sprint("C", n)})
			}
			rack.Variants = append(rack.Variants, catalog.VariantSpec{Options: []string{fmt.Sprint("S", i), fmt.Sprint("C", n)}, Price: 1000, Tracked: true, Stock: new(int64(5)), Image: -1})
		}
	}
	for i := range ample - 10 {
		rack.Media = append(rack.Media, catalog.MediaSpec{Kind: catalog.ExternalVideo, Source: fmt.Sprintf("https://youtu.be/rack%03d", i)})
	}
	outcomes, err := h.catalog.PutMany(t.Context(), append(specs, rack))
	if err != nil {
		t.Fatal(err)
	}
	shelf := catalog.CollectionSpec{Handle: "hand", Title: "By hand"}
	for i, out := range outcomes {
		if out.Err != nil {
			t.Fatal(out.Err)
		}
		if i < ample {
			shelf.Products = append(shelf.Products, specs[i].Handle)
		}
	}
	hand, err := h.catalog.PutCollection(t.Context(), shelf)
	if err != nil {
		t.Fatal(err)
	}
	s.hand = model.GID("Collection", hand)
	files := make([]catalog.MediaSpec, ample)
	for i := range files {
		files[i] = catalog.MediaSpec{Kind: catalog.ExternalVideo, Source: fmt.Sprintf("https://youtu.be/file%03d", i)}
	}
	kept, err := h.catalog.CreateFiles(t.Context(), act.Nobody{}, files)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range kept {
		s.files = append(s.files, model.GID("ExternalVideo", f.ID))
		r, err := h.content.CreateRedirect(t.Context(), act.Nobody{}, content.RedirectSpec{Path: fmt.Sprint("/old", i), Target: "/new"})
		if err != nil {
			t.Fatal(err)
		}
		s.redirects = append(s.redirects, model.GID("UrlRedirect", r.ID))
	}
	ids := func(kind, query string) (out []string) {
		var numbers []int64
		if err := h.db.Read(t.Context()).Raw(query).Scan(&numbers).Error; err != nil {
			t.Fatal(err)
		}
		for _, n := range numbers {
			out = append(out, model.GID(kind, n))
		}
		return out
	}
	const plain, racks = "product_id IN (SELECT id FROM products WHERE handle <> 'rack')", "product_id IN (SELECT id FROM products WHERE handle = 'rack')"
	s.products = ids("Product", "SELECT id FROM products WHERE handle <> 'rack' ORDER BY id")
	s.rack = ids("Product", "SELECT id FROM products WHERE handle = 'rack'")[0]
	s.variants = ids("ProductVariant", "SELECT id FROM variants WHERE "+plain+" ORDER BY id")
	s.items = ids("InventoryItem", "SELECT id FROM variants WHERE "+plain+" ORDER BY id")
	s.hangers = ids("ProductVariant", "SELECT id FROM variants WHERE "+racks+" ORDER BY position")
	s.videos = ids("ExternalVideo", "SELECT media_id FROM product_media WHERE "+racks+" ORDER BY position")
	return s
}

// listed is a mutation that takes a list.
type listed struct {
	text string
	few  int // elements that are as many as it takes; 0: one
	most int // 0: ample
	of   func(n int) any
}

// each makes a list of n elements.
func each(n int, element func(i int) any) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = element(i)
	}
	return out
}

// lists are the mutations of staff that take lists, each with such a list as $list.
func (s store) lists() map[string]listed {
	const wrong = " { userErrors { code field message } }"
	ids := func(of []string) func(int) any { return func(n int) any { return of[:n] } }
	video := func(i int) any {
		return object{"mediaContentType": "EXTERNAL_VIDEO", "originalSource": fmt.Sprintf("https://youtu.be/new%03d", i)}
	}
	field := func(i int) any {
		return object{"namespace": "custom", "key": fmt.Sprintf("key%03d", i), "type": "single_line_text_field", "value": "x"}
	}
	tag := func(i int) any { return fmt.Sprint("tag", i) }
	of := func(element func(int) any) func(int) any { return func(n int) any { return each(n, element) } }
	sized := func(i int) any {
		return []any{object{"optionName": "Size", "name": fmt.Sprint("S", i/10)}, object{"optionName": "Colour", "name": fmt.Sprint("C", i%10)}}
	}
	variant := func(i int) object { return object{"optionValues": sized(i), "price": "20.00"} }
	named := func(prefix string) func(int) any {
		return func(i int) any { return object{"name": fmt.Sprint(prefix, i)} }
	}
	return map[string]listed{
		"productCreate, media":          {text: `mutation($list: [CreateMediaInput!]) { productCreate(product: { title: "New" }, media: $list)` + wrong + "}", of: of(video)},
		"productCreate, metafields":     {text: `mutation($list: [MetafieldInput!]) { productCreate(product: { title: "New", metafields: $list })` + wrong + "}", of: of(field)},
		"productCreate, tags":           {text: `mutation($list: [String!]) { productCreate(product: { title: "New", tags: $list })` + wrong + "}", of: of(tag)},
		"productUpdate, media":          {text: `mutation($list: [CreateMediaInput!]) { productUpdate(product: { id: "` + s.products[0] + `" }, media: $list)` + wrong + "}", of: of(video)},
		"productUpdate, tags":           {text: `mutation($list: [String!]) { productUpdate(product: { id: "` + s.products[0] + `", tags: $list })` + wrong + "}", of: of(tag)},
		"productSet, new":               {text: `mutation($list: [ProductVariantSetInput!]) { productSet(input: { title: "New", productOptions: [{ name: "Size", values: [` + quoted("S", 25) + `] }, { name: "Colour", values: [` + quoted("C", 10) + `] }], variants: $list })` + wrong + "}", of: of(func(i int) any { return variant(i) })},
		"productSet, variants by value": {text: `mutation($list: [ProductVariantSetInput!]) { productSet(identifier: { id: "` + s.rack + `" }, input: { variants: $list })` + wrong + "}", of: of(func(i int) any { return variant(i) })},
		"productSet, metafields of variants": {text: `mutation($list: [ProductVariantSetInput!]) { productSet(identifier: { id: "` + s.rack + `" }, input: { variants: $list })` + wrong + "}", of: of(func(i int) any {
			v := variant(i)
			v["metafields"] = []any{field(0)}
			return v
		})},
		"productSet, files": {text: `mutation($list: [FileSetInput!]) { productSet(identifier: { id: "` + s.rack + `" }, input: { files: $list })` + wrong + "}", of: of(func(i int) any {
			return object{"contentType": "EXTERNAL_VIDEO", "originalSource": fmt.Sprintf("https://youtu.be/new%03d", i)}
		})},
		"productOptionsCreate":  {text: `mutation($list: [OptionValueCreateInput!]!) { productOptionsCreate(productId: "` + s.products[0] + `", options: [{ name: "Size", values: $list }], variantStrategy: CREATE)` + wrong + "}", few: 2, most: 100, of: of(named("S"))},
		"productOptionUpdate":   {text: `mutation($list: [OptionValueCreateInput!]) { productOptionUpdate(productId: "` + s.rack + `", option: { id: "OPTION" }, optionValuesToAdd: $list)` + wrong + "}", most: 75, of: of(named("T"))},
		"productOptionsReorder": {text: `mutation($list: [OptionReorderInput!]!) { productOptionsReorder(productId: "` + s.rack + `", options: $list)` + wrong + "}", most: 2, of: func(n int) any { return []any{object{"name": "Colour"}, object{"name": "Size"}} }},
		"productVariantsBulkUpdate": {text: `mutation($list: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: "` + s.rack + `", variants: $list)` + wrong + "}", of: of(func(i int) any {
			return object{"id": s.hangers[i], "price": "30.00", "inventoryItem": object{"sku": fmt.Sprint("r", i)}, "metafields": []any{field(0)}}
		})},
		"productVariantsBulkDelete":  {text: `mutation($list: [ID!]!) { productVariantsBulkDelete(productId: "` + s.rack + `", variantsIds: $list)` + wrong + "}", most: ample - 1, of: ids(s.hangers)},
		"productVariantsBulkReorder": {text: `mutation($list: [ProductVariantPositionInput!]!) { productVariantsBulkReorder(productId: "` + s.rack + `", positions: $list)` + wrong + "}", of: of(func(i int) any { return object{"id": s.hangers[len(s.hangers)-1-i], "position": i + 1} })},
		"productCreateMedia":         {text: `mutation($list: [CreateMediaInput!]!) { productCreateMedia(productId: "` + s.products[0] + `", media: $list)` + wrong + "}", of: of(video)},
		"productUpdateMedia":         {text: `mutation($list: [UpdateMediaInput!]!) { productUpdateMedia(productId: "` + s.rack + `", media: $list)` + wrong + "}", most: len(s.videos), of: of(func(i int) any { return object{"id": s.videos[i], "alt": "Seen"} })},
		"productDeleteMedia":         {text: `mutation($list: [ID!]!) { productDeleteMedia(productId: "` + s.rack + `", mediaIds: $list)` + wrong + "}", most: len(s.videos), of: ids(s.videos)},
		"productReorderMedia":        {text: `mutation($list: [MoveInput!]!) { productReorderMedia(id: "` + s.rack + `", moves: $list)` + wrong + "}", most: len(s.videos), of: of(func(i int) any { return object{"id": s.videos[len(s.videos)-1-i], "newPosition": fmt.Sprint(i)} })},
		"tagsAdd":                    {text: `mutation($list: [String!]!) { tagsAdd(id: "` + s.products[0] + `", tags: $list)` + wrong + "}", of: of(tag)},
		"tagsRemove":                 {text: `mutation($list: [String!]!) { tagsRemove(id: "` + s.products[1] + `", tags: $list)` + wrong + "}", of: of(func(i int) any { return fmt.Sprint("old", i) })},
		"metafieldsDelete":           {text: `mutation($list: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $list)` + wrong + "}", of: of(func(i int) any { return object{"ownerId": s.products[i], "key": "weave"} })},
		"metafieldsSet, products": {text: `mutation($list: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $list)` + wrong + "}", of: of(func(i int) any {
			return object{"ownerId": s.products[i], "key": "cloth", "type": "single_line_text_field", "value": "x"}
		})},
		"metafieldsSet, one product": {text: `mutation($list: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $list)` + wrong + "}", of: of(func(i int) any {
			return object{"ownerId": s.products[0], "key": fmt.Sprint("key", i), "type": "single_line_text_field", "value": "x"}
		})},
		"metafieldsSet, variants": {text: `mutation($list: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $list)` + wrong + "}", of: of(func(i int) any {
			return object{"ownerId": s.variants[i], "key": "cloth", "type": "single_line_text_field", "value": "x"}
		})},
		"collectionCreate, products": {text: `mutation($list: [ID!]) { collectionCreate(input: { title: "New", products: $list })` + wrong + "}", of: ids(s.products)},
		"collectionCreate, rules":    {text: `mutation($list: [CollectionRuleInput!]) { collectionCreate(input: { title: "New", ruleSet: { appliedDisjunctively: true, rules: $list } })` + wrong + "}", most: 60, of: of(func(i int) any { return object{"column": "TAG", "relation": "EQUALS", "condition": fmt.Sprint("t", i)} })},
		"collectionAddProducts":      {text: `mutation($list: [ID!]!) { collectionAddProducts(id: "EMPTY", productIds: $list)` + wrong + "}", of: ids(s.products)},
		"collectionRemoveProducts":   {text: `mutation($list: [ID!]!) { collectionRemoveProducts(id: "` + s.hand + `", productIds: $list)` + wrong + "}", of: ids(s.products)},
		"collectionReorderProducts":  {text: `mutation($list: [MoveInput!]!) { collectionReorderProducts(id: "` + s.hand + `", moves: $list)` + wrong + "}", of: of(func(i int) any { return object{"id": s.products[len(s.products)-1-i], "newPosition": fmt.Sprint(i)} })},
		"inventorySetQuantities": {text: `mutation($list: [InventoryQuantityInput!]!) { inventorySetQuantities(input: { name: "available", reason: "correction", ignoreCompareQuantity: true, quantities: $list })` + wrong + "}", of: of(func(i int) any {
			return object{"inventoryItemId": s.items[i], "locationId": "gid://shopify/Location/1", "quantity": 9}
		})},
		"inventoryAdjustQuantities": {text: `mutation($list: [InventoryChangeInput!]!) { inventoryAdjustQuantities(input: { name: "available", reason: "correction", changes: $list })` + wrong + "}", of: of(func(i int) any {
			return object{"inventoryItemId": s.items[i], "locationId": "gid://shopify/Location/1", "delta": 2}
		})},
		"urlRedirectBulkDeleteByIds": {text: `mutation($list: [ID!]!) { urlRedirectBulkDeleteByIds(ids: $list)` + wrong + "}", of: ids(s.redirects)},
		"fileCreate": {text: `mutation($list: [FileCreateInput!]!) { fileCreate(files: $list)` + wrong + "}", of: of(func(i int) any {
			return object{"originalSource": fmt.Sprintf("https://youtu.be/other%03d", i), "contentType": "EXTERNAL_VIDEO"}
		})},
		"fileUpdate": {text: `mutation($list: [FileUpdateInput!]!) { fileUpdate(files: $list)` + wrong + "}", of: of(func(i int) any { return object{"id": s.files[i], "alt": "Seen"} })},
		"fileDelete": {text: `mutation($list: [ID!]!) { fileDelete(fileIds: $list)` + wrong + "}", of: ids(s.files)},
		"stagedUploadsCreate": {text: `mutation($list: [StagedUploadInput!]!) { stagedUploadsCreate(input: $list)` + wrong + "}", of: of(func(i int) any {
			return object{"filename": fmt.Sprint(i, ".png"), "mimeType": "image/png", "resource": "IMAGE"}
		})},
		"menuCreate":                 {text: `mutation($list: [MenuItemCreateInput!]!) { menuCreate(title: "Main", handle: "main", items: $list)` + wrong + "}", of: of(func(i int) any { return object{"title": fmt.Sprint(i), "type": "PRODUCT", "resourceId": s.products[i]} })},
		"metaobjectDefinitionCreate": {text: `mutation($list: [MetaobjectFieldDefinitionCreateInput!]!) { metaobjectDefinitionCreate(definition: { type: "maker", fieldDefinitions: $list })` + wrong + "}", most: 40, of: of(func(i int) any { return object{"key": fmt.Sprint("field", i), "type": "single_line_text_field"} })},
		"deliveryZoneCreate, rates":  {text: `mutation($list: [DeliveryRateInput!]!) { deliveryZoneCreate(input: { name: "Here", places: [], rates: $list })` + wrong + "}", most: 20, of: of(func(i int) any { return object{"handle": fmt.Sprint("rate", i), "title": "Rate", "price": "1.00"} })},
		"taxRatesSet":                {text: `mutation($list: [TaxRateInput!]!) { taxRatesSet(country: US, rates: $list)` + wrong + "}", most: 20, of: of(func(i int) any { return object{"title": "Tax", "rate": 0.05, "class": fmt.Sprint("class", i)} })},
		"discountCodeBasicCreate":    {text: `mutation($list: [ID!]) { discountCodeBasicCreate(basicCodeDiscount: { title: "Less", code: "LESS", startsAt: "2026-01-01T00:00:00Z", customerGets: { value: { percentage: 0.1 }, items: { products: { productsToAdd: $list } } } })` + wrong + "}", of: ids(s.products)},
		"searchSettingsUpdate":       {text: `mutation($list: [[String!]!]) { searchSettingsUpdate(input: { synonyms: $list })` + wrong + "}", of: of(func(i int) any { return []any{fmt.Sprint("a", i), fmt.Sprint("b", i)} })},
		"priceChangeRun":             {text: `mutation($list: [ID!]) { priceChangeRun(filter: { productIds: $list }, change: { amount: "1.00" }, what: PRICE, previewToken: "TOKEN")` + wrong + "}", of: ids(s.products)},
		"productVariantsBulkCreate": {few: 2, text: `mutation($list: [ProductVariantsBulkInput!]!) { productVariantsBulkCreate(productId: "BARE", variants: $list)` + wrong + "}", of: of(func(i int) any {
			return object{"price": "20.00", "optionValues": sized(i), "inventoryQuantities": []any{object{"availableQuantity": 3, "locationId": "gid://shopify/Location/1"}}, "inventoryItem": object{"tracked": true, "sku": fmt.Sprint("b", i)}}
		})},
	}
}

// quoted are values of an option, as they stand in a document.
func quoted(prefix string, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf(`{ name: "%s%d" }`, prefix, i)
	}
	return strings.Join(out, " ")
}

// TestListsCostTheSame counts the statements of every mutation that takes a list, with one element and with as many as it
// may have.
func TestListsCostTheSame(t *testing.T) {
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		owner := h.hire(t, "owner@example.com", staff.Owner)
		s := h.stock(t)
		ask := func(text string, variables map[string]any) (string, []string) {
			t.Helper()
			ctx, counter := database.WithCounter(t.Context())
			reply := h.engine.Execute(ctx, graph.Request{Text: text, Variables: variables, Bearer: owner})
			return string(reply.Body), counter.Statements()
		}
		made := func(text, pattern string) string {
			t.Helper()
			body, _ := ask(text, nil)
			_, rest, found := strings.Cut(body, pattern)
			id, _, ended := strings.Cut(rest, `"`)
			if !found || !ended {
				t.Fatal(body)
			}
			return id
		}
		fill := strings.NewReplacer(
			"EMPTY", made(`mutation { collectionCreate(input: { title: "Empty" }) { collection { id } userErrors { message } } }`, `"id":"`),
			"BARE", made(`mutation { productSet(input: { title: "Bare", productOptions: [{ name: "Size", values: [`+quoted("S", 25)+`] }, { name: "Colour", values: [`+quoted("C", 10)+`] }], variants: [{ optionValues: [{ optionName: "Size", name: "S0" }, { optionName: "Colour", name: "C0" }] }] }) { product { id } userErrors { message } } }`, `"id":"`),
			"OPTION", made(`{ product(id: "`+s.rack+`") { options(first: 1) { id } } }`, `"id":"`),
		)
		was := h.picture(t)
		lists := s.lists()
		for _, name := range slices.Sorted(maps.Keys(lists)) {
			t.Run(name, func(t *testing.T) {
				l, costs := lists[name], map[int]int{}
				most := l.most
				if most == 0 {
					most = ample
				}
				few := max(1, l.few)
				for _, n := range []int{few, most} {
					list := l.of(n)
					text := fill.Replace(l.text)
					if strings.Contains(text, "TOKEN") {
						body, _ := ask(`query($list: [ID!]) { priceChangePreview(filter: { productIds: $list }, change: { amount: "1.00" }, what: PRICE) { token } }`, object{"list": list})
						_, rest, _ := strings.Cut(body, `"token":"`)
						token, _, _ := strings.Cut(rest, `"`)
						text = strings.Replace(text, "TOKEN", token, 1)
					}
					h.warm(t)
					begun := time.Now()
					body, statements := ask(text, object{"list": list})
					costs[n] = len(statements)
					if !json.Valid([]byte(body)) || strings.Contains(body, `"message"`) {
						t.Fatalf("%d: %.500s", n, body)
					}
					if n == most {
						t.Logf("%d statements, %v for %d", len(statements), time.Since(begun).Round(time.Millisecond), n)
					}
					h.putBack(t, was, h.picture(t, written(statements)...))
				}
				if costs[most] > costs[few] { // where the rest goes, a short list may cost more
					t.Errorf("%d statements for %d, %d for %d", costs[few], few, costs[most], most)
				}
			})
		}
	})
}
