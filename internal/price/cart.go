package price

import (
	"time"

	"cartwright/internal/money"
)

// Cart is what is to be priced. Amounts are minor units of Currency.
type Cart struct {
	Currency    money.Currency
	Now         time.Time // discounts are in force or not at this moment
	Lines       []Line
	Destination Destination // for tax, and for delivery when Deliver is set
	Deliver     bool        // an address is known: delivery options are offered and charged
	Option      string      // handle of the delivery option the buyer chose; "" or one that is not offered: the cheapest
	Codes       []string    // discount codes as entered; no two are the same when folded (fold.Key)
	Buyer       *Buyer      // nil: a guest
	GiftCards   []GiftCard  // in the order they pay
}

// Line is a cart line as far as its price goes.
type Line struct {
	ID              string // sorts lines where their order must not matter
	VariantID       int64
	ProductID       int64
	CollectionIDs   []int64 // collections that discounts name and the product is in
	Quantity        int64   // 1 to 1,000,000
	Unit            int64   // price of one
	Taxable         bool
	TaxClass        string // the variant's tax code; "" is the standard class
	Ships           bool   // needs delivery
	WeightMilligram int64  // of one
}

// Destination is where the goods go, as far as zones and taxes care. The zero value: nothing is known.
type Destination struct {
	Country  string // ISO 3166 code
	Province string // code within the country, without the country: "CA"
	Zip      string
}

// Buyer is the signed-in customer, as far as discounts care.
type Buyer struct {
	CustomerID int64
	Tags       []string
	Uses       map[int64]int64 // how often the customer has used a discount, by its id
}

// GiftCard is a gift card that the buyer gave.
type GiftCard struct {
	ID      int64
	Balance int64
}
