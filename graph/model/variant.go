package model

import (
	"math"

	"cartwright/internal/catalog"
)

// ProductVariant is a variant as a client sees it. Parent is its product where that was at hand.
type ProductVariant struct {
	Row    *catalog.Variant
	View   *View
	Parent *Product
	Kin    *VariantKin
}

// VariantKin are the variants of one answer.
type VariantKin struct {
	*Siblings[catalog.VariantID]
	Variants map[catalog.VariantID]*ProductVariant
	Kept     bool // they are in somebody's cart: their products are shown whether they are sold or not
}

// NewVariants shows rows that belong together, in their order. parents may lack some products, or be nil.
func NewVariants(rows []catalog.Variant, parents map[catalog.ProductID]*Product, v *View) []*ProductVariant {
	kin := &VariantKin{Variants: make(map[catalog.VariantID]*ProductVariant, len(rows))}
	ids := make([]catalog.VariantID, len(rows))
	out := make([]*ProductVariant, len(rows))
	for i := range rows {
		out[i] = &ProductVariant{Row: &rows[i], View: v, Parent: parents[rows[i].ProductID], Kin: kin}
		kin.Variants[rows[i].ID] = out[i]
		ids[i] = rows[i].ID
	}
	kin.Siblings = NewSiblings(ids)
	return out
}

// MediaIDs are the pictures that the variants of the answer point at.
func (k *VariantKin) MediaIDs() []catalog.MediaID {
	seen := map[catalog.MediaID]bool{}
	var ids []catalog.MediaID
	for _, id := range k.IDs {
		if m := k.Variants[id].Row.MediaID; m != nil && !seen[*m] {
			seen[*m] = true
			ids = append(ids, *m)
		}
	}
	return ids
}

// ID is the global id.
func (v *ProductVariant) ID() string { return GID("ProductVariant", v.Row.ID) }

// Title joins the values of the options.
func (v *ProductVariant) Title() string { return v.Row.Title }

// Sku is the merchant's number for the variant.
func (v *ProductVariant) Sku() *string { return text(v.Row.SKU) }

// Barcode is the trade's number for it.
func (v *ProductVariant) Barcode() *string { return text(v.Row.Barcode) }

// AvailableForSale reports whether it can be bought now.
func (v *ProductVariant) AvailableForSale() bool { return v.Row.Available }

// CurrentlyNotInStock reports whether it is sold although there is none left.
func (v *ProductVariant) CurrentlyNotInStock() bool {
	return v.Row.Tracked && v.Row.Oversell && v.Row.Quantity <= 0
}

// QuantityAvailable is the stock over all locations; null when it is not counted.
func (v *ProductVariant) QuantityAvailable() *int {
	if !v.Row.Tracked {
		return nil
	}
	n := int(v.Row.Quantity)
	return &n
}

// RequiresShipping reports whether it is a thing to be sent.
func (v *ProductVariant) RequiresShipping() bool { return v.Row.RequiresShipping }

// Taxable reports whether tax is due on it.
func (v *ProductVariant) Taxable() bool { return v.Row.Taxable }

// Price is what one costs.
func (v *ProductVariant) Price() MoneyV2 { return v.View.Money(v.Row.Price) }

// PriceV2 is the older name of Price.
func (v *ProductVariant) PriceV2() MoneyV2 { return v.Price() }

// CompareAtPrice is the former price.
func (v *ProductVariant) CompareAtPrice() *MoneyV2 { return v.View.MoneyOf(v.Row.CompareAt) }

// CompareAtPriceV2 is the older name of CompareAtPrice.
func (v *ProductVariant) CompareAtPriceV2() *MoneyV2 { return v.CompareAtPrice() }

// UnitPrice is the price per reference unit.
func (v *ProductVariant) UnitPrice() *MoneyV2 {
	if minor, ok := v.Row.UnitAmount(); ok {
		return v.View.MoneyOf(&minor)
	}
	return nil
}

// UnitPriceMeasurement says how much is in one, and per how much the unit price is told.
func (v *ProductVariant) UnitPriceMeasurement() *UnitPriceMeasurement {
	m := v.Row.UnitPrice
	if m == nil {
		return nil
	}
	kind := UnitPriceMeasurementMeasuredType(catalog.MeasuredType(m.ReferenceUnit))
	quantity, reference := UnitPriceMeasurementMeasuredUnit(m.QuantityUnit), UnitPriceMeasurementMeasuredUnit(m.ReferenceUnit)
	return &UnitPriceMeasurement{MeasuredType: &kind, QuantityUnit: &quantity, QuantityValue: float64(m.QuantityMilli) / 1000,
		ReferenceUnit: &reference, ReferenceValue: int(m.ReferenceValue)}
}

// Weight is in WeightUnit, to four decimals.
func (v *ProductVariant) Weight() *float64 {
	w := float64(v.Row.WeightMilligrams) / milligrams[v.Row.WeightUnit]
	w = math.Round(w*1e4) / 1e4
	return &w
}

// WeightUnit is the unit the merchant shows weights in.
func (v *ProductVariant) WeightUnit() WeightUnit { return WeightUnit(v.Row.WeightUnit) }

var milligrams = map[catalog.WeightUnit]float64{
	catalog.Grams: 1e3, catalog.Kilograms: 1e6, catalog.Ounces: 28349.523125, catalog.Pounds: 453592.37,
}

// QuantityRule is how many can be bought at once.
func (v *ProductVariant) QuantityRule() QuantityRule {
	return QuantityRule{Minimum: v.Row.QuantityMinimum, Maximum: v.Row.QuantityMaximum, Increment: v.Row.QuantityIncrement}
}

// SelectedOptions are the values of the product's options that make this variant.
func (v *ProductVariant) SelectedOptions() []SelectedOption {
	out := make([]SelectedOption, len(v.Row.Selected))
	for i, s := range v.Row.Selected {
		out[i] = SelectedOption{Name: s.Name, Value: s.Value}
	}
	return out
}

// RequiresComponents is false: variants are not made of others.
func (v *ProductVariant) RequiresComponents() bool { return false }

// ShopPayInstallmentsPricing is null: nothing is sold by instalments.
func (v *ProductVariant) ShopPayInstallmentsPricing() *ShopPayInstallmentsProductVariantPricing {
	return nil
}

// Components is empty: variants are not made of others.
func (v *ProductVariant) Components(first *int, after *string, last *int, before *string) (*ProductVariantComponentConnection, error) {
	return None[*ProductVariantComponent](first, after, last, before)
}

// GroupedBy is empty: variants are not part of others.
func (v *ProductVariant) GroupedBy(first *int, after *string, last *int, before *string) (*ProductVariantConnection, error) {
	return None[*ProductVariant](first, after, last, before)
}

// QuantityPriceBreaks is empty: a price does not depend on the quantity.
func (v *ProductVariant) QuantityPriceBreaks(first *int, after *string, last *int, before *string) (*QuantityPriceBreakConnection, error) {
	return None[*QuantityPriceBreak](first, after, last, before)
}

// SellingPlanAllocations is empty: there are no selling plans.
func (v *ProductVariant) SellingPlanAllocations(first *int, after *string, last *int, before *string, reverse *bool) (*SellingPlanAllocationConnection, error) {
	return None[*SellingPlanAllocation](first, after, last, before)
}

// StoreAvailability is empty: nothing can be picked up.
func (v *ProductVariant) StoreAvailability(first *int, after *string, last *int, before *string, reverse *bool, near *GeoCoordinateInput) (*StoreAvailabilityConnection, error) {
	return None[*StoreAvailability](first, after, last, before)
}
