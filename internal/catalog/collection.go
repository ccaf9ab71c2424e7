package catalog

import "time"

// Collection is a row of collections.
type Collection struct {
	ID              CollectionID `gorm:"primaryKey"`
	Handle          string
	Title           string
	TitleKey        []byte
	DescriptionHTML string `gorm:"column:description_html"`
	Description     string // DescriptionHTML as plain text
	ImageID         *MediaID
	SEO             SEO `gorm:"embedded;embeddedPrefix:seo_"`
	SortOrder       SortOrder
	Rules           *RuleSet `gorm:"serializer:json"` // nil: staff put its products in one by one
	PublishedAt     *time.Time
	ProductsCount   int
	CreatedAt       time.Time
	UpdatedAt       time.Time
	Version         int64
}

// Membership is a row of collection_products: a product's place in a collection, with copies of what collections are
// sorted by.
type Membership struct {
	CollectionID CollectionID `gorm:"primaryKey"`
	ProductID    ProductID    `gorm:"primaryKey"`
	Position     int64
	ListedAt     *time.Time
	TitleKey     []byte
	PriceMin     int64
	Sales        int64
	CreatedAt    time.Time
}

// TableName is the table of memberships.
func (Membership) TableName() string { return "collection_products" }

// ByRules reports whether the collection gathers its products by rules.
func (c *Collection) ByRules() bool { return c.Rules != nil }
