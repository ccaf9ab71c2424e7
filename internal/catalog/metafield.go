package catalog

import "time"

// Metafield is a row of metafields: a typed value that a merchant keeps beside a thing of the shop. Owners are named by
// the dialect's type name and their id.
type Metafield struct {
	ID          int64 `gorm:"primaryKey"`
	OwnerType   string
	OwnerID     int64
	Namespace   string
	Name        string // the dialect's key
	Type        string
	Value       string
	Description string
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Owners of metafields, as they stand in metafields.owner_type.
const (
	OwnerProduct    = "Product"
	OwnerVariant    = "ProductVariant"
	OwnerCollection = "Collection"
	OwnerShop       = "Shop"
	OwnerPage       = "Page"
	OwnerBlog       = "Blog"
	OwnerArticle    = "Article"
	OwnerLocation   = "Location"
	OwnerMarket     = "Market"
	OwnerCart       = "Cart"
	OwnerCustomer   = "Customer"
)
