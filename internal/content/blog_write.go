package content

import (
	"bytes"
	"context"

	"cartwright/internal/act"
	"cartwright/internal/database"
)

// spec is what declares a blog as it is.
func (b *Blog) spec() BlogSpec { return BlogSpec{Handle: b.Handle, Title: b.Title, SEO: b.SEO} }

// CreateBlog makes a blog. Without a handle it gets one of its title. Faults are at the field that is wrong; a handle that
// somebody has is TAKEN.
func (s *Service) CreateBlog(ctx context.Context, by act.By, spec BlogSpec) (Blog, error) {
	try := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Blog, error) {
		spec := spec
		var err error
		if spec.Handle, err = (handles{table: "blogs"}).fresh(tx, spec.Handle, spec.Title, &try); err != nil {
			return Blog{}, err
		}
		return writeBlog(tx, by, Blog{}, spec)
	})
}

// UpdateBlog changes a blog. Addresses that change, the blog's and those of its articles, lead to the new ones; silentArticles
// leaves the latter out. Faults are those of CreateBlog, a NotFound at id, and a Conflict at expectedVersion, beside which the
// blog is as it is.
func (s *Service) UpdateBlog(ctx context.Context, by act.By, id int64, edit Edit[BlogSpec], silentArticles bool) (Blog, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Blog, error) {
		was, err := hold[Blog](tx, "blog", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(edit.Expected, was.Version); err != nil {
			return was, err
		}
		spec := was.spec()
		edit.Change(&spec)
		if spec.Handle != was.Handle {
			if err := (handles{table: "blogs"}).free(tx, spec.Handle, id); err != nil {
				return was, err
			}
		}
		row, err := writeBlog(tx, by, was, spec)
		if err != nil {
			return was, err
		}
		if !bytes.Equal(was.TitleKey, row.TitleKey) {
			if err := renameBlog(tx, row); err != nil {
				return was, err
			}
		}
		return row, s.movedBlog(tx, was, row, edit.Silent, silentArticles)
	})
}

// movedBlog makes the old addresses of a blog and its articles lead to the new ones.
func (s *Service) movedBlog(tx database.Tx, was, row Blog, silent, silentArticles bool) error {
	if was.Handle == row.Handle {
		return nil
	}
	var moves []Move
	if !silent {
		moves = append(moves, Move{"/blogs/" + was.Handle, "/blogs/" + row.Handle})
	}
	if !silentArticles {
		articles, err := articleHandles(tx, row.ID)
		if err != nil {
			return err
		}
		for _, handle := range articles {
			moves = append(moves, Move{articlePath(was, handle), articlePath(row, handle)})
		}
	}
	return s.MovedAll(tx, moves)
}

func articlePath(b Blog, handle string) string { return "/blogs/" + b.Handle + "/" + handle }

func writeBlog(tx database.Tx, by act.By, was Blog, spec BlogSpec) (Blog, error) {
	if _, err := spec.check(); err != nil {
		return was, err
	}
	row := spec.row(&was)
	return row, put(tx, by, "blog", &was, &row, was.spec(), row.spec())
}

// DeleteBlog removes a blog with its articles. Faults: a NotFound at id, a Conflict at expectedVersion.
func (s *Service) DeleteBlog(ctx context.Context, by act.By, id int64, expected *int64) (Blog, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Blog, error) {
		was, err := hold[Blog](tx, "blog", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		articles, err := removeArticles(tx, id)
		if err != nil {
			return was, err
		}
		if err := tx.Changed("article", articles...); err != nil {
			return was, err
		}
		if err := remove(tx, "blogs", id); err != nil {
			return was, err
		}
		return was, gone(tx, by, "blog", id, struct {
			BlogSpec
			Articles int `json:"articles"`
		}{was.spec(), len(articles)})
	})
}
