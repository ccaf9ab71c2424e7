package model

import (
	"cartwright/internal/catalog"
)

// CataloguePayload is what became of a mutation of the catalogue; all of them are parts of this shape.
type CataloguePayload struct {
	Customer          *Customer
	DeletedMediaIds   []string
	DeletedOptionsIds []string
	DeletedProductID  *string
	Media             []Media
	NewProduct        *Product
	Node              Node
	Product           *Product
	ProductVariants   []ProductVariant
	UserErrors        []StaffUserError
}

// The payloads of the catalogue.
type (
	ProductChangeStatusPayload        = CataloguePayload
	ProductCreateMediaPayload         = CataloguePayload
	ProductCreatePayload              = CataloguePayload
	ProductDeleteMediaPayload         = CataloguePayload
	ProductDeletePayload              = CataloguePayload
	ProductDuplicatePayload           = CataloguePayload
	ProductOptionUpdatePayload        = CataloguePayload
	ProductOptionsCreatePayload       = CataloguePayload
	ProductOptionsDeletePayload       = CataloguePayload
	ProductOptionsReorderPayload      = CataloguePayload
	ProductPublishPayload             = CataloguePayload
	ProductReorderMediaPayload        = CataloguePayload
	ProductSetPayload                 = CataloguePayload
	ProductUnpublishPayload           = CataloguePayload
	ProductUpdateMediaPayload         = CataloguePayload
	ProductUpdatePayload              = CataloguePayload
	ProductVariantsBulkCreatePayload  = CataloguePayload
	ProductVariantsBulkDeletePayload  = CataloguePayload
	ProductVariantsBulkReorderPayload = CataloguePayload
	ProductVariantsBulkUpdatePayload  = CataloguePayload
	TagsAddPayload                    = CataloguePayload
	TagsRemovePayload                 = CataloguePayload
)

// HasOnlyDefaultVariant reports whether the product has no options.
func (p *Product) HasOnlyDefaultVariant() bool {
	o := p.Row.Options
	return len(o) == 1 && o[0].Name == catalog.DefaultOption && len(o[0].Values) == 1 && o[0].Values[0].Name == catalog.DefaultValue
}

// Status says whether the product is sold, worked on, or put away.
func (p *Product) Status() ProductStatus { return ProductStatus(p.Row.Status) }

// Version counts the writings.
func (p *Product) Version() int { return int(p.Row.Version) }

// InventoryPolicy says whether the variant is sold beyond its stock.
func (v *ProductVariant) InventoryPolicy() ProductVariantInventoryPolicy {
	if v.Row.Oversell {
		return ProductVariantInventoryPolicyContinue
	}
	return ProductVariantInventoryPolicyDeny
}

// Position is the variant's place, counted from 1.
func (v *ProductVariant) Position() int { return v.Row.Position }

// TaxCode is the class of goods that taxes know the variant by.
func (v *ProductVariant) TaxCode() *string { return text(v.Row.TaxCode) }
