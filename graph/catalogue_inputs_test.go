package graph_test

import (
	"encoding/json"
	"testing"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/page"
)

// goods are a product with something of everything that a product has, and its parts.
type goods struct {
	product, rail, option, small, large string // a collection by hand that it is in; the option's two values
	variants                            []string
	picture, film                       string
}

// stitch makes goods: a shirt of two sizes in a collection by hand, with a picture and a metafield.
func (h *house) stitch(t *testing.T) (g goods) {
	t.Helper()
	ctx := t.Context()
	spec := catalog.Spec{Handle: "shirt", Title: "Shirt", Status: catalog.Active, PublishedAt: &now, Tags: []string{"linen"},
		Options: []catalog.OptionSpec{{Name: "Size", Values: []catalog.OptionValueSpec{{Name: "S"}, {Name: "L"}}}},
		Variants: []catalog.VariantSpec{{Options: []string{"S"}, SKU: "shirt-s", Price: 4000, Tracked: true, Stock: new(int64(5)), Image: -1},
			{Options: []string{"L"}, SKU: "shirt-l", Price: 4500, Image: 0}},
		Media:      []catalog.MediaSpec{{Kind: catalog.Image, Source: "https://example.com/shirt.png"}, {Kind: catalog.ExternalVideo, Source: "https://youtu.be/shirt"}},
		Metafields: []catalog.MetafieldSpec{{Namespace: "custom", Key: "cloth", Type: "single_line_text_field", Value: "Linen"}}}
	if out, err := h.catalog.Put(ctx, spec); err != nil || out.Err != nil {
		t.Fatal(err, out.Err)
	}
	rail, err := h.catalog.PutCollection(ctx, catalog.CollectionSpec{Handle: "rail", Title: "Rail", Products: []string{"shirt"}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := h.catalog.FindProduct(ctx, "shirt")
	if err != nil {
		t.Fatal(err)
	}
	g.product, g.rail = model.GID("Product", p.ID), model.GID("Collection", rail)
	ids, all := []catalog.ProductID{p.ID}, page.Args{First: new(9)}
	size := p.Options[0]
	g.option, g.small, g.large = model.GID("ProductOption", size.ID), model.GID("ProductOptionValue", size.Values[0].ID), model.GID("ProductOptionValue", size.Values[1].ID)
	variants, err := h.catalog.VariantsOf(ctx, ids, catalog.SubQuery{Sort: "POSITION", Args: all})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range variants[p.ID].Nodes {
		g.variants = append(g.variants, model.GID("ProductVariant", v.ID))
	}
	media, err := h.catalog.MediaOf(ctx, ids, catalog.SubQuery{Sort: "POSITION", Args: all}, false)
	if err != nil {
		t.Fatal(err)
	}
	g.picture, g.film = model.GID("MediaImage", media[p.ID].Nodes[0].ID), model.GID("ExternalVideo", media[p.ID].Nodes[1].ID)
	return g
}

// inputs are what stands in the arguments of the owner's calls about products.
func (g goods) inputs(hand string) map[string]any {
	known := map[string]any{
		"productId": g.product, "ProductUpdateInput.id": g.product, "ProductDeleteInput.id": g.product, "ProductPublishInput.id": g.product, "ProductUnpublishInput.id": g.product,
		"ProductSetIdentifiers.id": g.product, "ProductSetIdentifiers.handle": omitted{}, "tagsAdd.id": g.product, "tagsRemove.id": g.product, "productPreviewCreate.id": g.product,
		"ownerId": g.product, "MetafieldsSetInput.type": "single_line_text_field", "MetafieldsSetInput.namespace": "custom", "MetafieldsSetInput.key": "cloth",
		"MetafieldIdentifierInput.namespace": "custom", "MetafieldIdentifierInput.key": "cloth",
		"category": "Apparel > Shirts", "collectionsToJoin": hand, "collectionsToLeave": g.rail, "ProductSetInput.collections": hand, "giftCard": false, "swatch": "#112233",
		"CreateMediaInput.mediaContentType": "EXTERNAL_VIDEO", "CreateMediaInput.originalSource": "https://youtu.be/umbrella",
		"FileSetInput.id": g.picture, "FileSetInput.contentType": omitted{}, "FileSetInput.originalSource": omitted{}, "ProductVariantSetInput.file": json.Number("0"),
		"OptionSetInput.id": g.option, "OptionSetInput.name": "Size", "OptionValueSetInput.id": g.small, "OptionValueSetInput.name": "S",
		"VariantOptionValueInput.optionId": omitted{}, "VariantOptionValueInput.optionName": "Size", "VariantOptionValueInput.name": "S",
		"ProductVariantSetInput.id": g.variants[0], "ProductVariantSetInput.sku": omitted{}, "ProductVariantSetInput.compareAtPrice": "60", "ProductVariantSetInput.price": "50",
		"ProductVariantsBulkInput.id": g.variants[0], "ProductVariantsBulkInput.mediaId": g.picture, "ProductVariantsBulkInput.price": "50", "ProductVariantsBulkInput.compareAtPrice": "60",
		"productVariantsBulkUpdate.variants.inventoryQuantities": omitted{}, "VariantQuantityInput.quantity": omitted{}, "VariantQuantityInput.name": "available", "maximum": json.Number("4"),
		"OptionUpdateInput.id": g.option, "OptionValueUpdateInput.id": g.small, "OptionValueUpdateInput.name": "XS", "OptionValueCreateInput.name": "M", "optionValuesToDelete": g.large,
		"productOptionsDelete.options": g.option, "strategy": "DEFAULT", "productOptionsDelete.strategy": "POSITION",
		"OptionReorderInput.id": g.option, "OptionReorderInput.name": omitted{}, "OptionReorderInput.values": omitted{},
		"productVariantsBulkCreate.variants.id": omitted{}, "productVariantsBulkCreate.variants.optionValues.name": "M",
		"variantsIds": g.variants[1], "ProductVariantPositionInput.id": g.variants[1],
		"UpdateMediaInput.id": g.picture, "mediaIds": g.picture, "productReorderMedia.id": g.product, "productReorderMedia.moves.id": g.film, "productChangeStatus.status": "ARCHIVED", "tagsRemove.tags": "linen",
	}
	for _, name := range []string{"shopUpdate", "searchSettingsUpdate", "locationActivate", "locationDeactivate", "metaobjectUpsert"} {
		known[name+".expectedVersion"] = omitted{}
	}
	known["compareDigest"] = omitted{}
	for _, name := range []string{"Update", "Set", "Delete", "ChangeStatus", "Publish", "Unpublish", "OptionsCreate", "OptionUpdate", "OptionsDelete", "OptionsReorder", "VariantsBulkCreate",
		"VariantsBulkUpdate", "VariantsBulkDelete", "VariantsBulkReorder", "CreateMedia", "UpdateMedia", "DeleteMedia", "ReorderMedia"} {
		known["product"+name+".expectedVersion"] = omitted{}
	}
	return known
}
