package catalog

import "time"

// Variant is a row of variants: what is priced, counted and put into carts. Money is in minor units.
type Variant struct {
	ID                VariantID `gorm:"primaryKey"`
	ProductID         ProductID
	Position          int // 1, 2, 3… within the product, without gaps
	Title             string
	SKU               string  `gorm:"column:sku"`
	SKUKey            *string `gorm:"column:sku_key"` // the SKU, where it is this variant's own
	Barcode           string
	Price             int64
	CompareAt         *int64
	Cost              *int64
	WeightMilligrams  int64
	WeightUnit        WeightUnit
	Taxable           bool
	TaxCode           string
	RequiresShipping  bool
	Tracked           bool
	Oversell          bool
	Quantity          int64 // over all locations
	Available         bool  // untracked, sold beyond its stock, or in stock
	Value1ID          ValueID
	Value2ID          ValueID
	Value3ID          ValueID
	Selected          []Selection `gorm:"serializer:json"`
	MediaID           *MediaID
	UnitPrice         *UnitMeasure `gorm:"serializer:json"`
	QuantityMinimum   int
	QuantityMaximum   *int
	QuantityIncrement int
	CreatedAt         time.Time
	UpdatedAt         time.Time
}

// Selection is an option's name and the value a variant has in it.
type Selection struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Sellable is the rule behind Available: stock that is not counted, may go below zero, or is there.
func (v *Variant) Sellable() bool {
	return !v.Tracked || v.Oversell || v.Quantity > 0
}

// UnitAmount is the price per reference unit in minor units, rounded half up, and whether the variant has one: 750 ml
// for 9.00 with the reference 1 L is 12.00.
func (v *Variant) UnitAmount() (int64, bool) {
	m := v.UnitPrice
	if m == nil || m.QuantityMilli <= 0 || m.ReferenceValue <= 0 {
		return 0, false
	}
	from, okFrom := unitFactors[m.QuantityUnit]
	to, okTo := unitFactors[m.ReferenceUnit]
	if !okFrom || !okTo || from.kind != to.kind {
		return 0, false
	}
	amount, ok := unitAmount(v.Price, m.QuantityMilli, from.size, m.ReferenceValue, to.size)
	if !ok {
		return 0, false
	}
	return amount, true
}
