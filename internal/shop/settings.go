package shop

import (
	"time"

	"cartwright/internal/money"
)

// Settings is the one row of shop.
type Settings struct {
	ID          int64 `gorm:"primaryKey"`
	Name        string
	Description string
	Currency    money.Currency // of every price
	Country     string         // ISO 3166 code of the shop's seat
	Language    string         // the dialect's LanguageCode
	Email       string
	Phone       string
	PublicURL   string   `gorm:"column:public_url"` // the storefront that people visit; empty: the address the client used
	Brand       Brand    `gorm:"serializer:json"`
	Payment     Payment  `gorm:"serializer:json"`
	Countries   []string `gorm:"serializer:json"` // country codes the shop sells and ships to
	Languages   []string `gorm:"serializer:json"`
	Search      Search   `gorm:"column:search_settings;serializer:json"`
	Version     int64    // counts the writings
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// TableName is shop: there is one.
func (Settings) TableName() string { return "shop" }

// Brand is how the shop presents itself. Pictures are ids of the catalogue's media; 0 for none.
type Brand struct {
	Slogan           string       `json:"slogan,omitempty"`
	ShortDescription string       `json:"shortDescription,omitempty"`
	Logo             int64        `json:"logo,omitempty"`
	SquareLogo       int64        `json:"squareLogo,omitempty"`
	Cover            int64        `json:"cover,omitempty"`
	Primary          []ColorGroup `json:"primary,omitempty"`
	Secondary        []ColorGroup `json:"secondary,omitempty"`
}

// ColorGroup is a background with the foreground that reads well on it, both "#rrggbb".
type ColorGroup struct {
	Background string `json:"background"`
	Foreground string `json:"foreground"`
}

// Payment says how the shop can be paid. Cards and wallets are the dialect's CardBrand and DigitalWallet.
type Payment struct {
	Cards   []string `json:"cards,omitempty"`
	Wallets []string `json:"wallets,omitempty"`
}

// Policy is a row of policies.
type Policy struct {
	ID        int64 `gorm:"primaryKey"`
	Kind      PolicyKind
	Handle    string
	Title     string
	Body      string // sanitised HTML
	Version   int64  // counts the writings
	CreatedAt time.Time
	UpdatedAt time.Time
}

// PolicyKind says which of the shop's policies it is.
type PolicyKind string

// The policies the dialect knows.
const (
	Privacy        PolicyKind = "privacy"
	Refund         PolicyKind = "refund"
	Shipping       PolicyKind = "shipping"
	TermsOfService PolicyKind = "terms_of_service"
	TermsOfSale    PolicyKind = "terms_of_sale"
	LegalNotice    PolicyKind = "legal_notice"
	Contact        PolicyKind = "contact_information"
	Subscription   PolicyKind = "subscription"
)

// PolicySpec declares a policy by its kind.
type PolicySpec struct {
	Kind     PolicyKind
	Handle   string
	Title    string
	BodyHTML string
}

// Market is a row of markets: countries that are sold to in the same way.
type Market struct {
	ID        int64 `gorm:"primaryKey"`
	Handle    string
	Name      string
	Countries []string `gorm:"serializer:json"`
	Disabled  bool     // it is as if it were not there
	Version   int64    // counts the writings
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Location is a row of locations: a place where stock is kept.
type Location struct {
	ID           int64 `gorm:"primaryKey"`
	Name         string
	NameKey      []byte
	Address1     string
	Address2     string
	City         string
	CityKey      []byte
	Province     string
	ProvinceCode string
	CountryCode  string
	Zip          string
	Phone        string
	Latitude     *float64
	Longitude    *float64
	Active       bool
	CreatedAt    time.Time
	UpdatedAt    time.Time
	Version      int64 // counts the writes; staff name it to be told of lost updates
}
