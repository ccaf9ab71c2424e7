package model

import (
	"time"

	"cartwright/internal/catalog"
)

// Product is a product as a client sees it. Kin are the products it was answered with.
type Product struct {
	Row  *catalog.Product
	View *View
	Kin  *ProductKin
}

// ProductKin are the products of one answer, with their ids for the loaders.
type ProductKin struct {
	*Siblings[catalog.ProductID]
	Products map[catalog.ProductID]*Product
}

// NewProducts shows rows that belong together, in their order.
func NewProducts(rows []catalog.Product, v *View) []*Product {
	kin := &ProductKin{Products: make(map[catalog.ProductID]*Product, len(rows))}
	ids := make([]catalog.ProductID, 0, len(rows))
	out := make([]*Product, len(rows))
	for i := range rows {
		row := &rows[i]
		p, twice := kin.Products[row.ID]
		if !twice {
			p = &Product{Row: row, View: v, Kin: kin}
			kin.Products[row.ID] = p
			ids = append(ids, row.ID)
		}
		out[i] = p
	}
	kin.Siblings = NewSiblings(ids)
	return out
}

// ID is the global id.
func (p *Product) ID() string { return GID("Product", p.Row.ID) }

// Handle names the product in addresses.
func (p *Product) Handle() string { return p.Row.Handle }

// Title is the product's name.
func (p *Product) Title() string { return p.Row.Title }

// Vendor is who makes or brings it.
func (p *Product) Vendor() string { return p.Row.Vendor }

// ProductType is the merchant's word for the kind of product.
func (p *Product) ProductType() string { return p.Row.ProductType }

// Tags are the merchant's labels.
func (p *Product) Tags() []string { return list(p.Row.Tags) }

// AvailableForSale reports whether some variant can be bought.
func (p *Product) AvailableForSale() bool { return p.Row.Available }

// IsGiftCard reports whether buying it makes a gift card.
func (p *Product) IsGiftCard() bool { return p.Row.GiftCard }

// RequiresSellingPlan is false: there are no selling plans.
func (p *Product) RequiresSellingPlan() bool { return false }

// Description is the plain text, shortened when asked.
func (p *Product) Description(truncateAt *int) string { return Truncate(p.Row.Description, truncateAt) }

// DescriptionHTML is the text as it was laid out; it was sanitised when it was written.
func (p *Product) DescriptionHTML() string { return p.Row.DescriptionHTML }

// CreatedAt is when the product came into the shop.
func (p *Product) CreatedAt() time.Time { return p.Row.CreatedAt }

// UpdatedAt is when it was last written.
func (p *Product) UpdatedAt() time.Time { return p.Row.UpdatedAt }

// PublishedAt is when shoppers could first see it.
func (p *Product) PublishedAt() time.Time {
	if p.Row.PublishedAt == nil {
		return p.Row.CreatedAt
	}
	return *p.Row.PublishedAt
}

// TotalInventory is the stock over the variants that are counted; null when none is.
func (p *Product) TotalInventory() *int {
	if !p.Row.Tracked {
		return nil
	}
	n := int(p.Row.TotalInventory)
	return &n
}

// VariantsCount is exact.
func (p *Product) VariantsCount() *Count {
	return &Count{Count: p.Row.VariantsCount, Precision: CountPrecisionExact}
}

// FeaturedImage is the first picture.
func (p *Product) FeaturedImage() *Image { return NewImage(p.Row.FeaturedImage, p.View) }

// PriceRange spans the prices of the variants.
func (p *Product) PriceRange() ProductPriceRange {
	return ProductPriceRange{MinVariantPrice: p.View.Money(p.Row.PriceMin), MaxVariantPrice: p.View.Money(p.Row.PriceMax)}
}

// CompareAtPriceRange spans the former prices; zero where no variant has one, as the dialect answers.
func (p *Product) CompareAtPriceRange() ProductPriceRange {
	var low, high int64
	if p.Row.CompareMin != nil {
		low, high = *p.Row.CompareMin, *p.Row.CompareMax
	}
	return ProductPriceRange{MinVariantPrice: p.View.Money(low), MaxVariantPrice: p.View.Money(high)}
}

// SEO is what search engines are told.
func (p *Product) SEO() SEO { return seo(p.Row.SEO.Title, p.Row.SEO.Description) }

// Category is the place in the product taxonomy.
func (p *Product) Category() *TaxonomyCategory { return newCategory(p.Row.Category) }

// OnlineStoreURL is the product's page in the shop's own storefront.
func (p *Product) OnlineStoreURL() *string { return p.View.StoreURL("products", p.Row.Handle) }

// TrackingParameters is null: answers carry nothing to track people with.
func (p *Product) TrackingParameters() *string { return nil }

// SellingPlanGroups is empty: there are no selling plans.
func (p *Product) SellingPlanGroups(first *int, after *string, last *int, before *string, reverse *bool) (*SellingPlanGroupConnection, error) {
	return None[*SellingPlanGroup](first, after, last, before)
}

// Options are the options with their values, at most first of them.
func (p *Product) Options(first *int) []*ProductOption {
	options := p.Row.Options
	if first != nil && *first >= 0 && *first < len(options) {
		options = options[:*first]
	}
	out := make([]*ProductOption, len(options))
	for i := range options {
		out[i] = &ProductOption{Row: &options[i], Product: p}
	}
	return out
}

// ProductOption is an option of a product.
type ProductOption struct {
	Row     *catalog.Option
	Product *Product
}

// ID is the global id.
func (o *ProductOption) ID() string { return GID("ProductOption", o.Row.ID) }

// Name is the option's name.
func (o *ProductOption) Name() string { return o.Row.Name }

// Values are the names of the values.
func (o *ProductOption) Values() []string {
	names := make([]string, len(o.Row.Values))
	for i, v := range o.Row.Values {
		names[i] = v.Name
	}
	return names
}

// OptionValues are the values in their order.
func (o *ProductOption) OptionValues() []*ProductOptionValue {
	out := make([]*ProductOptionValue, len(o.Row.Values))
	for i := range o.Row.Values {
		out[i] = &ProductOptionValue{Row: &o.Row.Values[i], Product: o.Product}
	}
	return out
}

// ProductOptionValue is a value of an option.
type ProductOptionValue struct {
	Row     *catalog.Value
	Product *Product
}

// ID is the global id.
func (v *ProductOptionValue) ID() string { return GID("ProductOptionValue", v.Row.ID) }

// Name is the value's name.
func (v *ProductOptionValue) Name() string { return v.Row.Name }

// Swatch is the colour to show for the value.
func (v *ProductOptionValue) Swatch() *ProductOptionValueSwatch {
	if v.Row.SwatchColor == "" {
		return nil
	}
	return &ProductOptionValueSwatch{Color: text(v.Row.SwatchColor)}
}

func seo(title, description string) SEO {
	return SEO{Title: text(title), Description: text(description)}
}

// list is never null: the dialect's lists are not.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
