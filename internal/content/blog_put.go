package content

import (
	"bytes"
	"context"
	"strings"

	"cartwright/internal/database"
)

func (s *BlogSpec) check() (string, error) {
	if err := checkHandle("handle", s.Handle); err != nil {
		return "", err
	}
	if err := checkTitle("title", s.Title); err != nil {
		return "", err
	}
	return s.Handle, s.SEO.check()
}

func (s *BlogSpec) row(was *Blog) Blog {
	row := *was
	row.Handle, row.HandleKey = s.Handle, sortKey(s.Handle, &was.HandleKey)
	row.Title, row.TitleKey = strings.TrimSpace(s.Title), sortKey(s.Title, &was.TitleKey)
	row.SEO = s.SEO
	return row
}

// PutBlogs makes the blogs what the specs declare, all or none. It returns a *fault.Fault at the index and field of the
// first spec that is wrong. Articles carry their blog's title to be sorted by; they follow a new one, which is recorded
// as a change of the blog alone.
func (s *Service) PutBlogs(ctx context.Context, specs []BlogSpec) error {
	handles, err := checkAll(specs, "handle", (*BlogSpec).check)
	if err != nil {
		return err
	}
	return s.db.Declare(ctx, func(tx database.Tx) error {
		rows, err := lock[Blog](tx, handles, "handle IN ?")
		if err != nil {
			return err
		}
		there := index(rows, func(b Blog) string { return b.Handle })
		was, want := make([]Blog, len(specs)), make([]Blog, len(specs))
		for i := range specs {
			was[i] = there[specs[i].Handle]
			want[i] = specs[i].row(&was[i])
			if want[i].ID != 0 && !bytes.Equal(was[i].TitleKey, want[i].TitleKey) {
				if err := renameBlog(tx, want[i]); err != nil {
					return err
				}
			}
		}
		return save[Blog](tx, "blog", changed[Blog](was, want, tx.Now))
	})
}
