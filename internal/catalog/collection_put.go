package catalog

import (
	"context"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/richtext"
)

// placeStep is the room between the places of a manual order, so that a product can be moved without renumbering.
const placeStep = 1 << 16

func (c *CollectionSpec) check() error {
	if err := checkHandle(c.Handle); err != nil {
		return err
	}
	if strings.TrimSpace(c.Title) == "" {
		return fault.Invalidf("title", "a collection needs a title")
	}
	for _, t := range []struct{ path, text string }{{"title", c.Title}, {"seo.title", c.SEO.Title}} {
		if err := checkText(t.path, t.text); err != nil {
			return err
		}
	}
	for _, t := range []struct{ path, text string }{{"descriptionHtml", c.DescriptionHTML}, {"seo.description", c.SEO.Description}} {
		if err := checkEncoding(t.path, t.text); err != nil {
			return err
		}
	}
	if c.Image != nil {
		if err := c.Image.check("image"); err != nil {
			return err
		}
	}
	if err := checkFields("metafields", c.Metafields); err != nil {
		return err
	}
	if _, ok := defaults[c.SortOrder]; c.SortOrder != "" && !ok {
		return fault.Invalidf("sortOrder", "%q is no order of a collection", c.SortOrder)
	}
	return nil
}

// PutCollection makes the collection what the spec declares, its products and their order included. Handles of products
// that are not there are passed over. It returns a *fault.Fault when the spec is wrong.
func (s *Service) PutCollection(ctx context.Context, spec CollectionSpec) (CollectionID, error) {
	if err := spec.check(); err != nil {
		return 0, err
	}
	var id CollectionID
	err := s.db.Declare(ctx, func(tx database.Tx) error {
		row, err := lockCollection(tx, spec.Handle)
		if err != nil {
			return err
		}
		row.Handle, row.Title, row.TitleKey = spec.Handle, strings.TrimSpace(spec.Title), fold.Key(spec.Title)
		row.DescriptionHTML = richtext.Sanitize(spec.DescriptionHTML)
		row.Description = richtext.Text(row.DescriptionHTML)
		row.SEO, row.SortOrder = spec.SEO, spec.SortOrder
		if row.SortOrder == "" {
			row.SortOrder = Manual
		}
		row.PublishedAt = publication(spec.PublishedAt, row.PublishedAt, tx.Now)
		if row.ID == 0 {
			row.CreatedAt = tx.Now
		}
		row.UpdatedAt = tx.Now
		row.Version++
		if err := writeCollection(tx, &row, spec); err != nil {
			return err
		}
		id = row.ID
		return tx.Changed("collection", int64(id))
	})
	return id, err
}

// publication reads a declared time of publication: none, the zero time for "since when it was, or now", or a time.
func publication(declared, was *time.Time, now time.Time) *time.Time {
	switch {
	case declared == nil:
		return nil
	case !declared.IsZero():
		at := declared.UTC().Truncate(time.Millisecond)
		return &at
	case was != nil:
		return was
	}
	return &now
}

// PutMedia records pictures that stand outside of products, for collections, articles and the brand; a picture with
// the same bytes and alternative text is recorded once.
func (s *Service) PutMedia(ctx context.Context, specs []MediaSpec) ([]MediaID, error) {
	ids := make([]MediaID, len(specs))
	err := s.db.Declare(ctx, func(tx database.Tx) error {
		for i := range specs {
			id, err := putMedia(tx, &specs[i])
			if err != nil {
				return err
			}
			ids[i] = id
		}
		return nil
	})
	return ids, err
}
