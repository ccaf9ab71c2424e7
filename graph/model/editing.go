package model

import (
	"time"

	"cartwright/internal/content"
)

// IsPublished reports whether shoppers see the page.
func (p *Page) IsPublished() bool { return isOut(p.Row.PublishedAt, p.View) }

// PublishedAt is when the page came out, or will.
func (p *Page) PublishedAt() *time.Time { return p.Row.PublishedAt }

// Version counts the page's writings.
func (p *Page) Version() int { return int(p.Row.Version) }

// Version counts the blog's writings.
func (b *Blog) Version() int { return int(b.Row.Version) }

// IsPublished reports whether shoppers see the article.
func (a *Article) IsPublished() bool { return isOut(a.Row.PublishedAt, a.View) }

// Version counts the article's writings.
func (a *Article) Version() int { return int(a.Row.Version) }

// Version counts the menu's writings.
func (m *Menu) Version() int { return int(m.Row.Version) }

// Version counts the redirect's writings.
func (r *UrlRedirect) Version() int { return int(r.Row.Version) }

// Version counts the entry's writings.
func (m *Metaobject) Version() int { return int(m.Row.Version) }

// isOut reports whether something has come out by the time that an answer is made at.
func isOut(at *time.Time, v *View) bool { return at != nil && !at.After(v.Now) }

// NewMetaobjectDefinition shows what entries of a type hold.
func NewMetaobjectDefinition(d content.MetaobjectDefinition) *MetaobjectDefinition {
	out := &MetaobjectDefinition{ID: GID("MetaobjectDefinition", d.ID), Description: text(d.Description), DisplayNameKey: text(d.DisplayNameKey),
		FieldDefinitions: []MetaobjectFieldDefinition{}, Name: d.Name, Type: d.Type, UpdatedAt: d.UpdatedAt, Version: int(d.Version)}
	for _, f := range d.Fields {
		field := MetaobjectFieldDefinition{Description: text(f.Description), Key: f.Key, Name: f.Name, Required: f.Required, Type: f.Type,
			Validations: []MetafieldDefinitionValidation{}}
		for _, r := range f.Rules {
			field.Validations = append(field.Validations, MetafieldDefinitionValidation{Name: r.Name, Value: r.Value})
		}
		out.FieldDefinitions = append(out.FieldDefinitions, field)
	}
	return out
}

// EditingPayload is what became of a mutation of content or settings; all of them are parts of this shape.
type EditingPayload struct {
	Article               *Article
	Blog                  *Blog
	DeletedArticleID      *string
	DeletedBlogID         *string
	DeletedID             *string
	DeletedMenuID         *string
	DeletedPageID         *string
	DeletedURLRedirectID  *string
	DeletedURLRedirectIds []string
	Market                *Market
	Menu                  *Menu
	Metaobject            *Metaobject
	MetaobjectDefinition  *MetaobjectDefinition
	Page                  *Page
	Shop                  *Shop
	ShopPolicy            *ShopPolicy
	URLRedirect           *UrlRedirect
	UserErrors            []StaffUserError
}

// The payloads of content and settings.
type (
	ArticleCreatePayload              = EditingPayload
	ArticleDeletePayload              = EditingPayload
	ArticleUpdatePayload              = EditingPayload
	BlogCreatePayload                 = EditingPayload
	BlogDeletePayload                 = EditingPayload
	BlogUpdatePayload                 = EditingPayload
	MarketCreatePayload               = EditingPayload
	MarketDeletePayload               = EditingPayload
	MarketUpdatePayload               = EditingPayload
	MenuCreatePayload                 = EditingPayload
	MenuDeletePayload                 = EditingPayload
	MenuUpdatePayload                 = EditingPayload
	MetaobjectCreatePayload           = EditingPayload
	MetaobjectDeletePayload           = EditingPayload
	MetaobjectUpdatePayload           = EditingPayload
	MetaobjectUpsertPayload           = EditingPayload
	MetaobjectDefinitionCreatePayload = EditingPayload
	MetaobjectDefinitionDeletePayload = EditingPayload
	MetaobjectDefinitionUpdatePayload = EditingPayload
	PageCreatePayload                 = EditingPayload
	PageDeletePayload                 = EditingPayload
	PageUpdatePayload                 = EditingPayload
	ShopPolicyUpdatePayload           = EditingPayload
	ShopUpdatePayload                 = EditingPayload
	URLRedirectBulkDeleteByIdsPayload = EditingPayload
	URLRedirectCreatePayload          = EditingPayload
	URLRedirectDeletePayload          = EditingPayload
	URLRedirectUpdatePayload          = EditingPayload
)

// The connections of content and settings and their edges.
type (
	MarketConnection               = Connection[*Market]
	MarketEdge                     = Edge[*Market]
	MenuConnection                 = Connection[*Menu]
	MenuEdge                       = Edge[*Menu]
	MetaobjectDefinitionConnection = Connection[*MetaobjectDefinition]
	MetaobjectDefinitionEdge       = Edge[*MetaobjectDefinition]
)
