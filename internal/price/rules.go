package price

import "time"

// Rules are what the shop sells on. Quote needs of the discounts with codes only those the cart names.
type Rules struct {
	TaxIncluded bool // prices of products and deliveries include the destination's tax
	Discounts   []Discount
	Zones       []Zone
	Pickups     []Pickup
	Taxes       []TaxRate
}

// Class says what a discount takes money off, and is what combinations are ruled by, as in the dialect.
type Class string

// The classes of discounts.
const (
	OnProducts Class = "PRODUCT"
	OnOrder    Class = "ORDER"
	OnShipping Class = "SHIPPING"
)

// Kind says how a discount is worked out.
type Kind string

// The kinds of discounts.
const (
	Percentage   Kind = "PERCENTAGE"    // BasisPoints of what it applies to; OnOrder or OnProducts
	Fixed        Kind = "FIXED"         // Amount; OnOrder, or OnProducts (once over the entitled lines, or per unit with EachUnit)
	BuyGet       Kind = "BUY_GET"       // OnProducts: BuyQuantity units of Buys give GetQuantity units of Gets at BasisPoints off
	FreeShipping Kind = "FREE_SHIPPING" // OnShipping: the whole delivery charge
)

// Discount is one promotion: a code that buyers enter, or automatic where Code is empty.
type Discount struct {
	ID          int64  `json:"id,omitempty"`
	Code        string `json:"code,omitempty"`  // as staff wrote it; matched by fold.Key
	Title       string `json:"title,omitempty"` // what buyers see of an automatic one
	Class       Class  `json:"class"`
	Kind        Kind   `json:"kind"`
	BasisPoints int64  `json:"basisPoints,omitempty"` // 1 to 10,000
	Amount      int64  `json:"amount,omitempty"`      // minor units
	EachUnit    bool   `json:"eachUnit,omitempty"`

	Items Items `json:"items,omitzero"` // what an OnProducts discount applies to, and what the minimum is counted over for it; not of a BuyGet

	Buys        Items `json:"buys,omitzero"` // BuyGet; the minimum is counted over these
	BuyQuantity int64 `json:"buyQuantity,omitempty"`
	Gets        Items `json:"gets,omitzero"`
	GetQuantity int64 `json:"getQuantity,omitempty"` // most units that one repetition gives; a repetition gives fewer where the cart has fewer
	PerOrder    int64 `json:"perOrder,omitempty"`    // how often BuyGet applies in one order; 0: as often as it fits

	MinimumAmount   int64 `json:"minimumAmount,omitempty"`   // of the lines it applies to, before discounts; 0: none
	MinimumQuantity int64 `json:"minimumQuantity,omitempty"` // units of the lines it applies to; 0: none

	Countries   []string `json:"countries,omitempty"`   // FreeShipping: only to these; empty: everywhere
	MaxDelivery int64    `json:"maxDelivery,omitempty"` // FreeShipping: only for deliveries that cost up to this; 0: any

	Enabled   bool       `json:"enabled"` // staff have not switched it off
	StartsAt  time.Time  `json:"startsAt"`
	EndsAt    *time.Time `json:"endsAt,omitempty"`    // the first moment it is not in force any more
	Limit     int64      `json:"limit,omitempty"`     // orders that may use it; 0: no limit
	Used      int64      `json:"-"`                   // orders that have used it
	OncePer   int64      `json:"oncePer,omitempty"`   // orders of one customer that may use it; 0: no limit
	Customers []int64    `json:"customers,omitempty"` // only these and those with one of Tags; both empty: everyone
	Tags      []string   `json:"tags,omitempty"`      // matched by fold.Key

	WithProducts bool `json:"withProducts,omitempty"` // may stand beside a discount on other products
	WithOrder    bool `json:"withOrder,omitempty"`    // … on the order
	WithShipping bool `json:"withShipping,omitempty"` // … on the delivery
}

// Items say which lines are meant: all of them, or those whose variant, product or collection is named.
type Items struct {
	All         bool    `json:"all,omitempty"`
	Variants    []int64 `json:"variants,omitempty"`
	Products    []int64 `json:"products,omitempty"`
	Collections []int64 `json:"collections,omitempty"`
}

// Zone is a part of the world with its delivery rates. The most specific zone that holds a destination serves it: one that
// names the province before one that names the country before the rest of the world; then the lowest id.
type Zone struct {
	ID     int64
	Name   string
	Places []Place // empty: the rest of the world
	Rates  []Rate
}

// Place is a country, or some of its provinces.
type Place struct {
	Country   string   `json:"country"`
	Provinces []string `json:"provinces,omitempty"` // empty: all
}

// Rate is a way of delivery to a zone. It is offered when weight and price of what ships lie within its bounds.
type Rate struct {
	ID          int64
	Handle      string // unique in the shop, what clients choose by
	Code        string
	Title       string
	Description string
	Price       int64 // flat part
	PerKilogram int64 // added for each begun kilogram
	FreeFrom    int64 // the goods' value after discounts from which it costs nothing; 0: never
	MinWeight   int64 // milligrams, inclusive
	MaxWeight   int64 // milligrams, inclusive; 0: no bound
	MinValue    int64 // of the goods after discounts, inclusive
	MaxValue    int64 // inclusive; 0: no bound
}

// Pickup is a location where goods can be collected.
type Pickup struct {
	LocationID  int64
	Handle      string
	Title       string
	Description string
	Country     string // offered to destinations in this country
	Price       int64
}

// TaxRate is one tax of a place. Where several rates fit a line, all of those with the most specific class are levied: a rate
// for the line's own class before one for the standard class; a province's rates add to its country's.
type TaxRate struct {
	ID          int64
	Title       string // "VAT"
	Country     string
	Province    string // "": the whole country
	Class       string // "": the standard class
	BasisPoints int64  // 0 to 10,000; a rate of 0 is a zero rate, not "no rule"
	OnDelivery  bool   // standard class: delivery is taxed too
}
