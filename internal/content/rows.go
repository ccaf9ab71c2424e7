package content

import "time"

// Page is a row of pages.
type Page struct {
	ID          int64 `gorm:"primaryKey"`
	Handle      string
	Title       string
	TitleKey    []byte
	BodyHTML    string `gorm:"column:body_html"`
	Body        string // BodyHTML as plain text
	SEO         SEO    `gorm:"embedded;embeddedPrefix:seo_"`
	PublishedAt *time.Time
	Version     int64 // counts the writings
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Blog is a row of blogs.
type Blog struct {
	ID        int64 `gorm:"primaryKey"`
	Handle    string
	HandleKey []byte
	Title     string
	TitleKey  []byte
	SEO       SEO   `gorm:"embedded;embeddedPrefix:seo_"`
	Version   int64 // counts the writings
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Article is a row of articles. BlogTitleKey and AuthorKey are copies to sort by.
type Article struct {
	ID           int64 `gorm:"primaryKey"`
	BlogID       int64
	Handle       string
	Title        string
	TitleKey     []byte
	BlogTitleKey []byte
	AuthorKey    []byte
	ContentHTML  string   `gorm:"column:content_html"`
	Content      string   // ContentHTML as plain text
	ExcerptHTML  string   `gorm:"column:excerpt_html"`
	Excerpt      string   // ExcerptHTML as plain text
	Author       Author   `gorm:"serializer:json"`
	Tags         []string `gorm:"serializer:json"`
	ImageID      *int64   // in the catalogue's media
	SEO          SEO      `gorm:"embedded;embeddedPrefix:seo_"`
	PublishedAt  *time.Time
	Version      int64 // counts the writings
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Menu is a row of menus.
type Menu struct {
	ID        int64 `gorm:"primaryKey"`
	Handle    string
	Title     string
	Version   int64 // counts the writings
	CreatedAt time.Time
	UpdatedAt time.Time
}

// MenuItem is a row of menu_items. ParentID is 0 for the items at the top; Position counts from 1 among siblings.
type MenuItem struct {
	ID           int64 `gorm:"primaryKey"`
	MenuID       int64
	ParentID     int64
	Position     int
	Title        string
	Type         string
	ResourceType string
	ResourceID   int64
	URL          string   `gorm:"column:url"`
	Tags         []string `gorm:"serializer:json"`
}

// Redirect is a row of redirects.
type Redirect struct {
	ID        int64 `gorm:"primaryKey"`
	Path      string
	Target    string
	Version   int64 // counts the writings
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Metaobject is a row of metaobjects.
type Metaobject struct {
	ID        int64 `gorm:"primaryKey"`
	Type      string
	Handle    string
	Fields    []MetaobjectField `gorm:"serializer:json"`
	Version   int64             // counts the writings
	CreatedAt time.Time
	UpdatedAt time.Time
}

// MetaobjectDefinition is a row of metaobject_definitions: what entries of a type hold.
type MetaobjectDefinition struct {
	ID             int64 `gorm:"primaryKey"`
	Type           string
	Name           string
	Description    string
	DisplayNameKey string            // the field that an entry is called by; empty: its handle
	Fields         []FieldDefinition `gorm:"serializer:json"`
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
}
