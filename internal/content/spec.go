package content

import (
	"time"

	"cartwright/internal/metafield"
)

// SEO is what search engines are told about a page, blog or article.
type SEO struct {
	Title       string
	Description string
}

// PageSpec declares a page by its handle.
type PageSpec struct {
	Handle      string
	Title       string
	BodyHTML    string
	SEO         SEO
	PublishedAt *time.Time
}

// BlogSpec declares a blog by its handle.
type BlogSpec struct {
	Handle string
	Title  string
	SEO    SEO
}

// Author is who wrote an article.
type Author struct {
	FirstName string `json:"firstName"`
	LastName  string `json:"lastName"`
	Email     string `json:"email"`
	Bio       string `json:"bio,omitempty"`
}

// ArticleSpec declares an article by the handles of its blog and its own.
type ArticleSpec struct {
	Blog        string
	Handle      string
	Title       string
	ContentHTML string
	ExcerptHTML string
	Author      Author
	Tags        []string
	ImageID     int64 // media id in the catalogue; 0 for none
	SEO         SEO
	PublishedAt *time.Time
}

// RedirectSpec declares that an old path leads to a new target (a path or an absolute address).
type RedirectSpec struct {
	Path   string
	Target string
}

// MenuSpec declares a menu with its items, at most three levels deep.
type MenuSpec struct {
	Handle string
	Title  string
	Items  []MenuItemSpec
}

// MenuItemSpec declares an item. Type is the dialect's MenuItemType. The item leads to the resource of ResourceType
// ("Collection") and ResourceID, or to URL (absolute, or a path of the shop).
type MenuItemSpec struct {
	Title        string
	Type         string
	ResourceType string
	ResourceID   int64
	URL          string
	Tags         []string
	Items        []MenuItemSpec
}

// MetaobjectSpec declares an entry of a merchant-defined type.
type MetaobjectSpec struct {
	Type   string
	Handle string
	Fields []MetaobjectField
}

// MetaobjectField is one field of an entry; Type is a metafield type.
type MetaobjectField struct {
	Key   string `json:"key"`
	Type  string `json:"type"`
	Value string `json:"value"`
}

// FieldDefinition says what a field of entries holds.
type FieldDefinition struct {
	Key         string           `json:"key"`
	Name        string           `json:"name"`
	Description string           `json:"description,omitempty"`
	Type        string           `json:"type"` // a metafield type
	Required    bool             `json:"required,omitempty"`
	Rules       []metafield.Rule `json:"rules,omitempty"`
}
