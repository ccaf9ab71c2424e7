package content

import (
	"context"

	"cartwright/internal/act"
	"cartwright/internal/database"
)

// spec is what declares a page as it is.
func (p *Page) spec() PageSpec {
	return PageSpec{Handle: p.Handle, Title: p.Title, BodyHTML: p.BodyHTML, SEO: p.SEO, PublishedAt: p.PublishedAt}
}

// CreatePage makes a page. Without a handle it gets one of its title; without a word about when it shows it shows at once.
// Faults are at the field that is wrong; a handle that somebody has is TAKEN.
func (s *Service) CreatePage(ctx context.Context, by act.By, spec PageSpec, show Publication) (Page, error) {
	try := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Page, error) {
		spec := spec
		var err error
		if spec.Handle, err = (handles{table: "pages"}).fresh(tx, spec.Handle, spec.Title, &try); err != nil {
			return Page{}, err
		}
		return s.writePage(tx, by, Page{}, spec, show)
	})
}

// UpdatePage changes a page. An address that changes leads to the new one. Faults are those of CreatePage, a NotFound at id,
// and a Conflict at expectedVersion, beside which the page is as it is.
func (s *Service) UpdatePage(ctx context.Context, by act.By, id int64, edit Edit[PageSpec]) (Page, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Page, error) {
		was, err := hold[Page](tx, "page", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(edit.Expected, was.Version); err != nil {
			return was, err
		}
		spec := was.spec()
		edit.Change(&spec)
		if spec.Handle != was.Handle {
			if err := (handles{table: "pages"}).free(tx, spec.Handle, id); err != nil {
				return was, err
			}
		}
		row, err := s.writePage(tx, by, was, spec, edit.Show)
		if err != nil {
			return was, err
		}
		return row, s.moved(tx, edit.Silent, "/pages/"+was.Handle, "/pages/"+row.Handle)
	})
}

func (s *Service) writePage(tx database.Tx, by act.By, was Page, spec PageSpec, show Publication) (Page, error) {
	if _, err := spec.check(); err != nil {
		return was, err
	}
	var err error
	if spec.PublishedAt, err = show.of(was.PublishedAt, was.ID == 0, tx.Now); err != nil {
		return was, err
	}
	row := spec.row(&was, tx.Now)
	return row, put(tx, by, "page", &was, &row, was.spec(), row.spec())
}

// DeletePage removes a page. Faults: a NotFound at id, a Conflict at expectedVersion.
func (s *Service) DeletePage(ctx context.Context, by act.By, id int64, expected *int64) (Page, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Page, error) {
		was, err := hold[Page](tx, "page", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		if err := remove(tx, "pages", id); err != nil {
			return was, err
		}
		return was, gone(tx, by, "page", id, was.spec())
	})
}
