package content

import (
	"context"
	"slices"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// ArticleEntry is an article as staff write it: its blog is known by its id.
type ArticleEntry struct {
	BlogID int64 `json:"blogId"`
	ArticleSpec
}

// entry is what declares an article as it is.
func (a *Article) entry() ArticleEntry {
	e := ArticleEntry{BlogID: a.BlogID, ArticleSpec: ArticleSpec{Handle: a.Handle, Title: a.Title, ContentHTML: a.ContentHTML,
		ExcerptHTML: a.ExcerptHTML, Author: a.Author, Tags: a.Tags, SEO: a.SEO, PublishedAt: a.PublishedAt}}
	if a.ImageID != nil {
		e.ImageID = *a.ImageID
	}
	return e
}

// CreateArticle makes an article of a blog. Without a handle it gets one of its title; without a word about when it shows it
// shows at once. Faults are at the field that is wrong; a handle that another article of the blog has is TAKEN.
func (s *Service) CreateArticle(ctx context.Context, by act.By, entry ArticleEntry, show Publication) (Article, error) {
	try := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Article, error) {
		entry := entry
		blogs, err := holdBlogs(tx, entry.BlogID)
		if err != nil {
			return Article{}, err
		}
		if entry.Handle, err = articlesOf(entry.BlogID).fresh(tx, entry.Handle, entry.Title, &try); err != nil {
			return Article{}, err
		}
		return writeArticle(tx, by, Article{}, entry, blogs[entry.BlogID], show)
	})
}

// UpdateArticle changes an article, which may go to another blog. An address that changes leads to the new one. Faults are
// those of CreateArticle, a NotFound at id, and a Conflict at expectedVersion, beside which the article is as it is.
func (s *Service) UpdateArticle(ctx context.Context, by act.By, id int64, edit Edit[ArticleEntry]) (Article, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Article, error) {
		was, err := hold[Article](tx, "article", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(edit.Expected, was.Version); err != nil {
			return was, err
		}
		entry := was.entry()
		edit.Change(&entry)
		blogs, err := holdBlogs(tx, was.BlogID, entry.BlogID)
		if err != nil {
			return was, err
		}
		if entry.Handle != was.Handle || entry.BlogID != was.BlogID {
			if err := articlesOf(entry.BlogID).free(tx, entry.Handle, id); err != nil {
				return was, err
			}
		}
		row, err := writeArticle(tx, by, was, entry, blogs[entry.BlogID], edit.Show)
		if err != nil {
			return was, err
		}
		return row, s.moved(tx, edit.Silent, articlePath(blogs[was.BlogID], was.Handle), articlePath(blogs[row.BlogID], row.Handle))
	})
}

// articlesOf are where handles of articles must differ.
func articlesOf(blogID int64) handles {
	return handles{"articles", condition{"blog_id = ?", []any{blogID}}}
}

// holdBlogs locks blogs in the order of their ids: their titles are copied, and their handles make addresses. The last is the
// one that was asked for; it is a fault where it is missing.
func holdBlogs(tx database.Tx, ids ...int64) (map[int64]Blog, error) {
	wanted := ids[len(ids)-1]
	rows, err := lockByID[Blog](tx, slices.Compact(slices.Sorted(slices.Values(ids))))
	if err != nil {
		return nil, err
	}
	blogs := index(rows, func(b Blog) int64 { return b.ID })
	if blogs[wanted].ID == 0 {
		return nil, fault.NotFoundf("blog", "there is no such blog")
	}
	return blogs, nil
}

func writeArticle(tx database.Tx, by act.By, was Article, entry ArticleEntry, blog Blog, show Publication) (Article, error) {
	entry.Blog = blog.Handle
	if _, err := entry.check(); err != nil {
		return was, err
	}
	var err error
	if entry.PublishedAt, err = show.of(was.PublishedAt, was.ID == 0, tx.Now); err != nil {
		return was, err
	}
	row, err := entry.row(&was, blog, tx.Now)
	if err != nil {
		return was, err
	}
	return row, put(tx, by, "article", &was, &row, was.entry(), row.entry())
}

// DeleteArticle removes an article. Faults: a NotFound at id, a Conflict at expectedVersion.
func (s *Service) DeleteArticle(ctx context.Context, by act.By, id int64, expected *int64) (Article, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Article, error) {
		was, err := hold[Article](tx, "article", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		if err := remove(tx, "articles", id); err != nil {
			return was, err
		}
		return was, gone(tx, by, "article", id, was.entry())
	})
}
