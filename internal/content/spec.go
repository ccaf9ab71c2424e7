package content

import (
	"time"

	"cartwright/internal/metafield"
)

// SEO is what search engines are told about a page, blog or article.
type SEO struct {
	Title       string `json:"title"`
	Description string `json:"description"`
}

// PageSpec declares a page by its handle.
type PageSpec struct {
	Handle      string     `json:"handle"`
	Title       string     `json:"title"`
	BodyHTML    string     `json:"bodyHtml"`
	SEO         SEO        `json:"seo,omitzero"`
	PublishedAt *time.Time `json:"publishedAt,omitempty"`
}

// BlogSpec declares a blog by its handle.
type BlogSpec struct {
	Handle string `json:"handle"`
	Title  string `json:"title"`
	SEO    SEO    `json:"seo,omitzero"`
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
	Blog        string     `json:"blog,omitempty"`
	Handle      string     `json:"handle"`
	Title       string     `json:"title"`
	ContentHTML string     `json:"contentHtml"`
	ExcerptHTML string     `json:"excerptHtml,omitempty"`
	Author      Author     `json:"author"`
	Tags        []string   `json:"tags,omitempty"`
	ImageID     int64      `json:"imageId,omitempty"` // media id in the catalogue; 0 for none
	SEO         SEO        `json:"seo,omitzero"`
	PublishedAt *time.Time `json:"publishedAt,omitempty"`
}

// RedirectSpec declares that an old path leads to a new target (a path or an absolute address).
type RedirectSpec struct {
	Path   string `json:"path"`
	Target string `json:"target"`
}

// MenuSpec declares a menu with its items, at most three levels deep.
type MenuSpec struct {
	Handle string         `json:"handle"`
	Title  string         `json:"title"`
	Items  []MenuItemSpec `json:"items,omitempty"`
}

// MenuItemSpec declares an item. Type is the dialect's MenuItemType. The item leads to the resource of ResourceType
// ("Collection") and ResourceID, or to URL (absolute, or a path of the shop).
type MenuItemSpec struct {
	ID           int64          `json:"id,omitempty"` // of the item that it is, where staff change a menu; 0: a new one
	Title        string         `json:"title"`
	Type         string         `json:"type"`
	ResourceType string         `json:"resourceType,omitempty"`
	ResourceID   int64          `json:"resourceId,omitempty"`
	URL          string         `json:"url,omitempty"`
	Tags         []string       `json:"tags,omitempty"`
	Items        []MenuItemSpec `json:"items,omitempty"`
}

// MetaobjectSpec declares an entry of a merchant-defined type.
type MetaobjectSpec struct {
	Type   string            `json:"type"`
	Handle string            `json:"handle"`
	Fields []MetaobjectField `json:"fields"`
}

// MetaobjectField is one field of an entry; Type is a metafield type.
type MetaobjectField struct {
	Key   string `json:"key"`
	Type  string `json:"type"`
	Value string `json:"value"`
}

// Rule narrows down which values of a field are good.
type Rule = metafield.Rule

// FieldDefinition says what a field of entries holds.
type FieldDefinition struct {
	Key         string `json:"key"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Type        string `json:"type"` // a metafield type
	Required    bool   `json:"required,omitempty"`
	Rules       []Rule `json:"rules,omitempty"`
}
