package catalog

import "time"

// Product is a row of products. It carries all that listings show: price bounds, stock, options and the featured
// picture are worked out when the product or its stock is written, never when it is read. Money is in minor units of
// the shop's currency.
type Product struct {
	ID              ProductID `gorm:"primaryKey"`
	Handle          string
	Title           string
	TitleKey        []byte
	DescriptionHTML string `gorm:"column:description_html"`
	Description     string // DescriptionHTML as plain text
	Vendor          string
	VendorKey       []byte
	ProductType     string
	TypeKey         []byte
	Tags            []string `gorm:"serializer:json"`
	Status          Status
	PublishedAt     *time.Time
	GiftCard        bool
	Category        string
	SEO             SEO      `gorm:"embedded;embeddedPrefix:seo_"`
	Options         []Option `gorm:"serializer:json"`
	FeaturedImage   *Still   `gorm:"serializer:json"`
	PriceMin        int64
	PriceMax        int64
	CompareMin      *int64
	CompareMax      *int64
	TotalInventory  int64 // over the variants whose stock is counted
	Tracked         bool  // at least one variant's stock is counted
	Available       bool  // at least one variant can be sold
	VariantsCount   int
	Sales           int64
	CreatedAt       time.Time
	UpdatedAt       time.Time
	Version         int64 // counts the writes; staff name it to be told of lost updates
}

// Visible reports whether shoppers may see the product at the given time.
func (p *Product) Visible(now time.Time) bool {
	return p.Status == Active && p.PublishedAt != nil && !p.PublishedAt.After(now)
}

// Option is an option of a product with its values in their order.
type Option struct {
	ID     OptionID `json:"id"`
	Name   string   `json:"name"`
	Values []Value  `json:"values"`
}

// Value is a value of an option. First is the variant a picker shows when this value is chosen alone: the one whose
// other values stand earliest.
type Value struct {
	ID          ValueID   `json:"id"`
	Name        string    `json:"name"`
	SwatchColor string    `json:"swatch,omitempty"`
	First       VariantID `json:"first,omitempty"`
}

// Still is a picture as other rows carry a copy of it.
type Still struct {
	ID     MediaID `json:"id"`
	Alt    string  `json:"alt,omitempty"`
	Name   string  `json:"name,omitempty"`   // in the media store; empty: the bytes are at Source
	Source string  `json:"source,omitempty"` // absolute address
	Width  int     `json:"width,omitempty"`  // pixels; 0: unknown
	Height int     `json:"height,omitempty"`
}

// Media is a row of media: a picture, a video or a model.
type Media struct {
	ID        MediaID `gorm:"primaryKey"`
	Kind      MediaKind
	Alt       string
	Source    string
	Name      string
	MIME      string `gorm:"column:mime"`
	Width     int
	Height    int
	Bytes     int64
	Sources   []MediaSource `gorm:"serializer:json"`
	Preview   *Still        `gorm:"serializer:json"`
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName is media, which has no plural.
func (Media) TableName() string { return "media" }

// Still is the picture of a media: itself, or the preview of what is no picture; nil when there is none.
func (m *Media) Still() *Still {
	if m.Kind != Image {
		return m.Preview
	}
	return &Still{ID: m.ID, Alt: m.Alt, Name: m.Name, Source: m.Source, Width: m.Width, Height: m.Height}
}
