package content

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/richtext"
)

// articleKey names an article: handles are unique within a blog.
type articleKey struct {
	blog   int64
	handle string
}

func (s *ArticleSpec) check() (string, error) {
	if err := checkHandle("blog", s.Blog); err != nil {
		return "", err
	}
	if err := checkHandle("handle", s.Handle); err != nil {
		return "", err
	}
	if err := checkTitle("title", s.Title); err != nil {
		return "", err
	}
	for _, t := range []struct{ path, text string }{{"author.firstName", s.Author.FirstName},
		{"author.lastName", s.Author.LastName}, {"author.email", s.Author.Email}} {
		if err := checkText(t.path, t.text, maxText); err != nil {
			return "", err
		}
	}
	for _, t := range []struct{ path, text string }{{"contentHtml", s.ContentHTML}, {"excerptHtml", s.ExcerptHTML},
		{"author.bio", s.Author.Bio}} {
		if err := checkBody(t.path, t.text); err != nil {
			return "", err
		}
	}
	if s.ImageID < 0 {
		return "", fault.Invalidf("imageId", "%d is no id of a picture", s.ImageID)
	}
	if _, err := checkTags("tags", s.Tags); err != nil {
		return "", err
	}
	return s.Blog + "/" + s.Handle, s.SEO.check()
}

// row is the article as the spec declares it, where was is what the database has of it.
func (s *ArticleSpec) row(was *Article, blog Blog, now time.Time) (Article, error) {
	tags, err := checkTags("tags", s.Tags)
	if err != nil {
		return *was, err
	}
	row := *was
	row.BlogID, row.BlogTitleKey = blog.ID, sortKey(blog.Title, &was.BlogTitleKey)
	row.Handle, row.Title, row.TitleKey = s.Handle, strings.TrimSpace(s.Title), sortKey(s.Title, &was.TitleKey)
	row.ContentHTML = richtext.Sanitize(s.ContentHTML)
	row.Content = richtext.Text(row.ContentHTML)
	row.ExcerptHTML = richtext.Sanitize(s.ExcerptHTML)
	row.Excerpt = richtext.Text(row.ExcerptHTML)
	row.Author, row.AuthorKey = s.Author, sortKey(s.Author.Name(), &was.AuthorKey)
	row.Tags, row.SEO = tags, s.SEO
	row.ImageID = nil
	if s.ImageID != 0 {
		row.ImageID = &s.ImageID
	}
	row.PublishedAt = publication(s.PublishedAt, was.PublishedAt, now)
	return row, nil
}

// PutArticles makes the articles what the specs declare, all or none. Their blogs must be there. It returns a
// *fault.Fault at the index and field of the first spec that is wrong.
func (s *Service) PutArticles(ctx context.Context, specs []ArticleSpec) error {
	if _, err := checkAll(specs, "handle", (*ArticleSpec).check); err != nil {
		return err
	}
	var blogHandles, handles []string
	for i := range specs {
		blogHandles, handles = append(blogHandles, specs[i].Blog), append(handles, specs[i].Handle)
	}
	return s.db.Declare(ctx, func(tx database.Tx) error {
		// The blogs are locked too: their titles are copied, and must not change between the copying and the commit.
		blogs, err := lock[Blog](tx, distinct(blogHandles), "handle IN ?")
		if err != nil {
			return err
		}
		byHandle := index(blogs, func(b Blog) string { return b.Handle })
		blogIDs := make([]int64, len(blogs))
		for i, b := range blogs {
			blogIDs[i] = b.ID
		}
		rows, err := lock[Article](tx, distinct(handles), "blog_id IN ? AND handle IN ?", blogIDs)
		if err != nil {
			return err
		}
		there := index(rows, func(a Article) articleKey { return articleKey{a.BlogID, a.Handle} })
		was, want := make([]Article, len(specs)), make([]Article, len(specs))
		for i := range specs {
			blog, ok := byHandle[specs[i].Blog]
			if !ok {
				return fault.Invalidf("blog", "there is no blog %q", specs[i].Blog).At(strconv.Itoa(i))
			}
			was[i] = there[articleKey{blog.ID, specs[i].Handle}]
			if want[i], err = specs[i].row(&was[i], blog, tx.Now); err != nil {
				return err
			}
		}
		return save[Article](tx, "article", changed[Article](was, want, tx.Now))
	})
}

// distinct sorts the texts and drops repeated ones.
func distinct(texts []string) []string {
	sorted := slices.Clone(texts)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}
