package cart

import (
	"time"

	"cartwright/internal/money"
	"cartwright/internal/place"
	"cartwright/internal/price"
)

// ID numbers carts inside the house; outside they are known by Ref.
type ID int64

// Cart is a row of carts. Amounts are minor units of Currency.
type Cart struct {
	ID             ID `gorm:"primaryKey"`
	Token          string
	Secret         Secret
	Currency       money.Currency
	Email          string
	Phone          string
	Country        string // ISO 3166 code; "": not told
	CustomerID     *int64
	Preferences    *Preferences `gorm:"serializer:json"`
	Note           *string
	Attributes     []Attribute    `gorm:"serializer:json"`
	Codes          []string       `gorm:"serializer:json"` // discount codes as entered
	Gifts          []Gift         `gorm:"serializer:json"`
	Addresses      []Address      `gorm:"serializer:json"`
	Billing        *place.Address `gorm:"serializer:json"`
	DeliveryOption string         // the handle the buyer chose
	Lines          []Line         `gorm:"column:cart_lines;serializer:json"`
	NextNumber     int64
	Bill           price.Bill `gorm:"serializer:json"` // of Lines, in their order
	Quantity       int64
	Total          int64
	Notices        []Warning `gorm:"serializer:json"`
	TermsVersion   int64
	PricedUntil    *time.Time
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
	ExpiresAt      time.Time

	Open bool `gorm:"-"` // whoever asked knew the secret
}

// Line is some quantity of a variant. Number is its name within the cart, and lines stand in the order of their numbers.
type Line struct {
	Number     int64       `json:"n"`
	Variant    int64       `json:"v"`
	Product    int64       `json:"p"`
	Quantity   int64       `json:"q"`
	Attributes []Attribute `json:"a,omitempty"`
	Parent     int64       `json:"of,omitempty"` // number of the line this one goes with; 0: none
	Sold       Sold        `json:"s"`
}

// Sold is what of a variant the price of its line depends on. When the variant says otherwise, the cart is priced anew.
type Sold struct {
	Price     int64  `json:"p"`
	CompareAt *int64 `json:"c,omitempty"`
	Taxable   bool   `json:"t,omitempty"`
	TaxClass  string `json:"x,omitempty"`
	Ships     bool   `json:"d,omitempty"`
	Weight    int64  `json:"w,omitempty"` // milligrams
}

// Attribute is a note by the client that the shop sees.
type Attribute struct {
	Key   string `json:"k"`
	Value string `json:"v"`
}

// Gift is a gift card that was given, with what was on it when the cart was last priced.
type Gift struct {
	ID      int64  `json:"id"`
	Last    string `json:"last"` // its last characters
	Balance int64  `json:"balance"`
}

// Address is where the cart may be sent.
type Address struct {
	Number     int64         `json:"n"`
	Address    place.Address `json:"a"`
	Selected   bool          `json:"s,omitempty"`
	OneTimeUse bool          `json:"o,omitempty"`
	CustomerID int64         `json:"c,omitempty"` // number of the customer's address it was copied from
}

// Preferences are what the buyer would like at the checkout.
type Preferences struct {
	Methods       []string     `json:"methods,omitempty"` // the dialect's PreferenceDeliveryMethodType
	PickupHandles []string     `json:"pickup,omitempty"`
	Coordinates   *Coordinates `json:"coordinates,omitempty"`
	HasDelivery   bool         `json:"delivery,omitempty"`
	Wallets       []string     `json:"wallets,omitempty"`
	HasWallets    bool         `json:"hasWallets,omitempty"`
}

// Coordinates are a place on earth, in degrees.
type Coordinates struct {
	Country   string  `json:"country"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// Line finds a line by its number; nil where there is none.
func (c *Cart) Line(number int64) *Line {
	for i := range c.Lines {
		if c.Lines[i].Number == number {
			return &c.Lines[i]
		}
	}
	return nil
}

// Selected is the address that the cart is to be sent to; nil while there is none.
func (c *Cart) Selected() *Address {
	for i := range c.Addresses {
		if c.Addresses[i].Selected {
			return &c.Addresses[i]
		}
	}
	return nil
}

// Ships reports whether the cart makes a delivery group: something is to be sent, and somebody said where to.
func (c *Cart) Ships() bool {
	if c.Selected() == nil {
		return false
	}
	for _, l := range c.Lines {
		if l.Sold.Ships {
			return true
		}
	}
	return false
}

// number hands out the next number.
func (c *Cart) number() int64 {
	c.NextNumber++
	return c.NextNumber
}

// Ref returns what the cart is known by outside: with its secret if whoever asked knew it.
func (c *Cart) Ref() Ref {
	if !c.Open {
		return Ref{Token: c.Token}
	}
	return Ref{Token: c.Token, Secret: c.Secret}
}
