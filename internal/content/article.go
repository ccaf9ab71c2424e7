package content

import (
	"context"
	"maps"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

// articleOrders are the dialect's ArticleSortKeys.
var articleOrders = map[string]order[Article]{
	"ID":           byID(func(a Article) int64 { return a.ID }),
	"RELEVANCE":    byID(func(a Article) int64 { return a.ID }),
	"AUTHOR":       byKey("author_key", func(a Article) ([]byte, int64) { return a.AuthorKey, a.ID }),
	"BLOG_TITLE":   byKey("blog_title_key", func(a Article) ([]byte, int64) { return a.BlogTitleKey, a.ID }),
	"TITLE":        byKey("title_key", func(a Article) ([]byte, int64) { return a.TitleKey, a.ID }),
	"PUBLISHED_AT": byTime("published_at", func(a Article) (time.Time, int64) { return *a.PublishedAt, a.ID }), // listed ones have it
	"UPDATED_AT":   byTime("updated_at", func(a Article) (time.Time, int64) { return a.UpdatedAt, a.ID }),
}

// shownAt is when an article was published. Those that are not come before all others.
var shownAt = byTime("shown_at", func(a Article) (time.Time, int64) {
	if a.PublishedAt == nil {
		return never, a.ID
	}
	return *a.PublishedAt, a.ID
})

// never stands for no time where rows are put in order: no shop is as old.
var never = time.Unix(0, 0).UTC()

// articleOrders are the ways to sort what the service lists: where that may be unpublished, the time is worked out.
func (s *Service) articleOrders() map[string]order[Article] {
	if !s.all {
		return articleOrders
	}
	own := maps.Clone(articleOrders)
	own["PUBLISHED_AT"] = shownAt
	return own
}

// Name is the author's whole name.
func (a Author) Name() string { return strings.TrimSpace(a.FirstName + " " + a.LastName) }

// Articles lists the published articles of all blogs. Match looks at titles, authors and tags.
func (s *Service) Articles(ctx context.Context, q Query) (page.Conn[Article], error) {
	words, err := wordsIn(q.Match, []string{"title_key", "author_key"}, "tags")
	if err != nil {
		return page.Conn[Article]{}, err
	}
	return list(q, "articles", s.articleOrders(), func(seek database.Seek) ([]Article, error) {
		return readPage[Article](s.articles(ctx), seek, s.published().and(words))
	})
}

// ArticlesOf are the pages of published articles of the blogs, in one statement. Every blog asked for has a page.
func (s *Service) ArticlesOf(ctx context.Context, blogIDs []int64, q Query) (map[int64]page.Conn[Article], error) {
	words, err := wordsIn(q.Match, []string{"title_key", "author_key"}, "tags")
	if err != nil {
		return nil, err
	}
	const of = "articles of blogs"
	o, want, err := prepare(q, of, s.articleOrders())
	if err != nil {
		return nil, err
	}
	rows, err := s.articleRows(ctx, blogIDs, o.seek(q.Reverse, want), s.published().and(words))
	if err != nil {
		return nil, err
	}
	byBlog := group(rows, func(a Article) int64 { return a.BlogID })
	out := make(map[int64]page.Conn[Article], len(blogIDs))
	for _, id := range blogIDs {
		out[id] = page.Cut(want, byBlog[id], o.encode(q.listing(of)))
	}
	return out, nil
}

// FindArticle is the published article of the handle in the blog; a fault.NotFound if there is none.
func (s *Service) FindArticle(ctx context.Context, blogID int64, handle string) (Article, error) {
	return find[Article](s.db.Read(ctx), "article", handle,
		s.published().and(condition{"blog_id = ? AND handle = ?", []any{blogID, handle}}))
}

// ArticlesByIDs are the published articles among the ids.
func (s *Service) ArticlesByIDs(ctx context.Context, ids []int64) (map[int64]Article, error) {
	return byIDs[Article](s.db.Read(ctx), ids, s.published())
}

// authorOf is an author with the blog it was asked for.
type authorOf struct {
	BlogID int64
	Author Author `gorm:"serializer:json"`
}

// AuthorsOf are the authors of the blogs' published articles, in the order of their names. Somebody who changed what
// is said about them stands there once, as their latest article has it.
func (s *Service) AuthorsOf(ctx context.Context, blogIDs []int64) (map[int64][]Author, error) {
	rows, err := s.authorRows(ctx, blogIDs)
	if err != nil {
		return nil, err
	}
	type person struct {
		blog        int64
		name, email string
	}
	seen := map[person]bool{}
	out := make(map[int64][]Author, len(blogIDs))
	for _, r := range rows {
		p := person{r.BlogID, r.Author.Name(), strings.ToLower(r.Author.Email)}
		if !seen[p] && r.Author != (Author{}) {
			seen[p] = true
			out[r.BlogID] = append(out[r.BlogID], r.Author)
		}
	}
	return out, nil
}
