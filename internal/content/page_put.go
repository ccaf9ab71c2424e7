package content

import (
	"context"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/richtext"
)

func (s *PageSpec) check() (string, error) {
	if err := checkHandle("handle", s.Handle); err != nil {
		return "", err
	}
	if err := checkTitle("title", s.Title); err != nil {
		return "", err
	}
	if err := checkBody("bodyHtml", s.BodyHTML); err != nil {
		return "", err
	}
	return s.Handle, s.SEO.check()
}

// row is the page as the spec declares it, where was is what the database has of it.
func (s *PageSpec) row(was *Page, now time.Time) Page {
	row := *was
	row.Handle, row.Title, row.TitleKey = s.Handle, strings.TrimSpace(s.Title), sortKey(s.Title, &was.TitleKey)
	row.BodyHTML = richtext.Sanitize(s.BodyHTML)
	row.Body = richtext.Text(row.BodyHTML)
	row.SEO = s.SEO
	row.PublishedAt = publication(s.PublishedAt, was.PublishedAt, now)
	return row
}

// PutPages makes the pages what the specs declare, all or none. It returns a *fault.Fault at the index and field of the
// first spec that is wrong.
func (s *Service) PutPages(ctx context.Context, specs []PageSpec) error {
	handles, err := checkAll(specs, "handle", (*PageSpec).check)
	if err != nil {
		return err
	}
	return s.db.Declare(ctx, func(tx database.Tx) error {
		rows, err := lock[Page](tx, handles, "handle IN ?")
		if err != nil {
			return err
		}
		there := index(rows, func(p Page) string { return p.Handle })
		was, want := make([]Page, len(specs)), make([]Page, len(specs))
		for i := range specs {
			was[i] = there[specs[i].Handle]
			want[i] = specs[i].row(&was[i], tx.Now)
		}
		return save[Page](tx, "page", changed[Page](was, want, tx.Now))
	})
}
