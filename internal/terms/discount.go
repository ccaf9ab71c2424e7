package terms

import (
	"time"

	"cartwright/internal/price"
)

// Discount is a row of discounts. What the fields mean is said in price.Discount.
type Discount struct {
	ID              int64 `gorm:"primaryKey"`
	Code            string
	CodeKey         []byte // the code folded; without a code something random that is none
	Title           string
	Class           price.Class
	Kind            price.Kind
	BasisPoints     int64
	Amount          int64
	EachUnit        bool
	Items           price.Items `gorm:"serializer:json"`
	Buys            price.Items `gorm:"serializer:json"`
	BuyQuantity     int64
	Gets            price.Items `gorm:"serializer:json"`
	GetQuantity     int64
	PerOrder        int64
	MinimumAmount   int64
	MinimumQuantity int64
	Countries       []string `gorm:"serializer:json"`
	MaxDelivery     int64
	Enabled         bool
	StartsAt        time.Time
	EndsAt          *time.Time
	UseLimit        int64
	Used            int64
	OncePer         int64
	Customers       []int64  `gorm:"serializer:json"`
	Tags            []string `gorm:"serializer:json"`
	WithProducts    bool
	WithOrder       bool
	WithShipping    bool
	CreatedAt       time.Time
	UpdatedAt       time.Time
	Version         int64
}

// Rule is the discount as prices are worked out by it.
func (d *Discount) Rule() price.Discount {
	return price.Discount{ID: d.ID, Code: d.Code, Title: d.Title, Class: d.Class, Kind: d.Kind, BasisPoints: d.BasisPoints, Amount: d.Amount,
		EachUnit: d.EachUnit, Items: d.Items, Buys: d.Buys, BuyQuantity: d.BuyQuantity, Gets: d.Gets, GetQuantity: d.GetQuantity, PerOrder: d.PerOrder,
		MinimumAmount: d.MinimumAmount, MinimumQuantity: d.MinimumQuantity, Countries: d.Countries, MaxDelivery: d.MaxDelivery, Enabled: d.Enabled,
		StartsAt: d.StartsAt, EndsAt: d.EndsAt, Limit: d.UseLimit, Used: d.Used, OncePer: d.OncePer, Customers: d.Customers, Tags: d.Tags,
		WithProducts: d.WithProducts, WithOrder: d.WithOrder, WithShipping: d.WithShipping}
}

// set takes over a declaration. Who it was used by, and since when it is there, stays.
func (d *Discount) set(r price.Discount) {
	if d.Code != r.Code || d.CodeKey == nil {
		d.CodeKey = codeKey(r.Code)
	}
	d.Code, d.Title, d.Class, d.Kind = r.Code, r.Title, r.Class, r.Kind
	d.BasisPoints, d.Amount, d.EachUnit, d.Items = r.BasisPoints, r.Amount, r.EachUnit, r.Items
	d.Buys, d.BuyQuantity, d.Gets, d.GetQuantity, d.PerOrder = r.Buys, r.BuyQuantity, r.Gets, r.GetQuantity, r.PerOrder
	d.MinimumAmount, d.MinimumQuantity, d.MaxDelivery = r.MinimumAmount, r.MinimumQuantity, r.MaxDelivery
	d.Countries, d.Customers, d.Tags = list(r.Countries), list(r.Customers), list(r.Tags)
	d.Enabled, d.StartsAt, d.EndsAt = r.Enabled, *moment(&r.StartsAt), moment(r.EndsAt)
	d.UseLimit, d.OncePer = r.Limit, r.OncePer
	d.WithProducts, d.WithOrder, d.WithShipping = r.WithProducts, r.WithOrder, r.WithShipping
}

// moment is a time as columns hold it: UTC, in whole milliseconds.
func moment(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	m := t.UTC().Truncate(time.Millisecond)
	return &m
}

// list is never nil: the columns of lists hold one, if an empty one.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
