package model

import (
	"time"

	"cartwright/internal/content"
)

// Page is a page of the shop.
type Page struct {
	Row  *content.Page
	View *View
	Kin  *Siblings[int64]
}

// ID is the global id.
func (p *Page) ID() string { return GID("Page", p.Row.ID) }

// Handle names the page in addresses.
func (p *Page) Handle() string { return p.Row.Handle }

// Title is the page's heading.
func (p *Page) Title() string { return p.Row.Title }

// Body is the text as it was laid out.
func (p *Page) Body() string { return p.Row.BodyHTML }

// BodySummary is the beginning of the text without its layout.
func (p *Page) BodySummary() string { return summary(p.Row.Body) }

// SEO is what search engines are told.
func (p *Page) SEO() *SEO { return seoOf(p.Row.SEO) }

// CreatedAt is when the page was made.
func (p *Page) CreatedAt() time.Time { return p.Row.CreatedAt }

// UpdatedAt is when it was last written.
func (p *Page) UpdatedAt() time.Time { return p.Row.UpdatedAt }

// OnlineStoreURL is the page in the shop's own storefront.
func (p *Page) OnlineStoreURL() *string { return p.View.StoreURL("pages", p.Row.Handle) }

// TrackingParameters is null: answers carry nothing to track people with.
func (p *Page) TrackingParameters() *string { return nil }

// Blog is a series of articles.
type Blog struct {
	Row  *content.Blog
	View *View
	Kin  *Siblings[int64]
}

// ID is the global id.
func (b *Blog) ID() string { return GID("Blog", b.Row.ID) }

// Handle names the blog in addresses.
func (b *Blog) Handle() string { return b.Row.Handle }

// Title is the blog's name.
func (b *Blog) Title() string { return b.Row.Title }

// SEO is what search engines are told.
func (b *Blog) SEO() *SEO { return seoOf(b.Row.SEO) }

// OnlineStoreURL is the blog in the shop's own storefront.
func (b *Blog) OnlineStoreURL() *string { return b.View.StoreURL("blogs", b.Row.Handle) }

// Article is an article of a blog.
type Article struct {
	Row  *content.Article
	View *View
	Kin  *ArticleKin
}

// ArticleKin are the articles of one answer.
type ArticleKin struct {
	*Siblings[int64]
	BlogIDs  []int64
	ImageIDs []int64
}

// NewArticles shows rows that belong together, in their order.
func NewArticles(rows []content.Article, v *View) []*Article {
	kin := &ArticleKin{}
	ids := make([]int64, len(rows))
	out := make([]*Article, len(rows))
	for i := range rows {
		row := &rows[i]
		ids[i] = row.ID
		kin.BlogIDs = append(kin.BlogIDs, row.BlogID)
		if row.ImageID != nil {
			kin.ImageIDs = append(kin.ImageIDs, *row.ImageID)
		}
		out[i] = &Article{Row: row, View: v, Kin: kin}
	}
	kin.Siblings = NewSiblings(ids)
	return out
}

// NewPages shows rows that belong together.
func NewPages(rows []content.Page, v *View) []*Page {
	kin := NewSiblings(ids(rows, func(p content.Page) int64 { return p.ID }))
	out := make([]*Page, len(rows))
	for i := range rows {
		out[i] = &Page{Row: &rows[i], View: v, Kin: kin}
	}
	return out
}

// NewBlogs shows rows that belong together.
func NewBlogs(rows []content.Blog, v *View) []*Blog {
	kin := NewSiblings(ids(rows, func(b content.Blog) int64 { return b.ID }))
	out := make([]*Blog, len(rows))
	for i := range rows {
		out[i] = &Blog{Row: &rows[i], View: v, Kin: kin}
	}
	return out
}

// ID is the global id.
func (a *Article) ID() string { return GID("Article", a.Row.ID) }

// Handle names the article within its blog.
func (a *Article) Handle() string { return a.Row.Handle }

// Title is the article's heading.
func (a *Article) Title() string { return a.Row.Title }

// Content is the text without its layout.
func (a *Article) Content(truncateAt *int) string { return Truncate(a.Row.Content, truncateAt) }

// ContentHTML is the text as it was laid out.
func (a *Article) ContentHTML() string { return a.Row.ContentHTML }

// Excerpt is the teaser without its layout.
func (a *Article) Excerpt(truncateAt *int) *string { return text(Truncate(a.Row.Excerpt, truncateAt)) }

// ExcerptHTML is the teaser as it was laid out.
func (a *Article) ExcerptHTML() *string { return text(a.Row.ExcerptHTML) }

// Tags are the author's labels.
func (a *Article) Tags() []string { return list(a.Row.Tags) }

// PublishedAt is when the article came out.
func (a *Article) PublishedAt() time.Time {
	if a.Row.PublishedAt == nil {
		return a.Row.CreatedAt
	}
	return *a.Row.PublishedAt
}

// SEO is what search engines are told.
func (a *Article) SEO() *SEO { return seoOf(a.Row.SEO) }

// Author is who wrote it.
func (a *Article) Author() ArticleAuthor { return NewAuthor(a.Row.Author) }

// AuthorV2 is who wrote it.
func (a *Article) AuthorV2() *ArticleAuthor {
	author := a.Author()
	return &author
}

// TrackingParameters is null: answers carry nothing to track people with.
func (a *Article) TrackingParameters() *string { return nil }

// Comments is empty: articles take no comments.
func (a *Article) Comments(first *int, after *string, last *int, before *string, reverse *bool) (*CommentConnection, error) {
	return None[*Comment](first, after, last, before)
}

// NewAuthor shows an author.
func NewAuthor(a content.Author) ArticleAuthor {
	name := a.FirstName
	if a.LastName != "" {
		if name != "" {
			name += " "
		}
		name += a.LastName
	}
	return ArticleAuthor{Name: name, FirstName: a.FirstName, LastName: a.LastName, Email: a.Email, Bio: text(a.Bio)}
}

// UrlRedirect leads from an old path to a new target.
type UrlRedirect struct {
	Row *content.Redirect
}

// ID is the global id.
func (r *UrlRedirect) ID() string { return GID("UrlRedirect", r.Row.ID) }

// Path is the old path.
func (r *UrlRedirect) Path() string { return r.Row.Path }

// Target is where it leads.
func (r *UrlRedirect) Target() string { return r.Row.Target }

func seoOf(s content.SEO) *SEO {
	out := seo(s.Title, s.Description)
	return &out
}

// summary is the first 150 characters, as the dialect has it.
func summary(s string) string {
	n := 150
	return Truncate(s, &n)
}

func ids[T any](rows []T, id func(T) int64) []int64 {
	out := make([]int64, len(rows))
	for i, r := range rows {
		out[i] = id(r)
	}
	return out
}

// NewRedirects shows rows.
func NewRedirects(rows []content.Redirect) []*UrlRedirect {
	out := make([]*UrlRedirect, len(rows))
	for i := range rows {
		out[i] = &UrlRedirect{Row: &rows[i]}
	}
	return out
}

// Sitemap is the list of things of one type that have pages of their own.
type Sitemap struct {
	Type SitemapType
}
