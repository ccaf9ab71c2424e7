package catalog

import (
	"context"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
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
	if err := checkPublication("publishedAt", c.PublishedAt); err != nil {
		return err
	}
	if err := checkFields("metafields", c.Metafields); err != nil {
		return err
	}
	if _, ok := defaults[c.SortOrder]; c.SortOrder != "" && !ok {
		return fault.Invalidf("sortOrder", "%q is no order of a collection", c.SortOrder)
	}
	if c.Rules != nil && len(c.Products) > 0 {
		return fault.Invalidf("products", "the products of a collection with rules are those that the rules want")
	}
	return c.Rules.check("ruleSet")
}

// PutCollection makes the collection what the spec declares, its products and their order included; with rules it has the
// products that these want. Handles of products that are not there are passed over. It returns a *fault.Fault when the spec is wrong.
func (s *Service) PutCollection(ctx context.Context, spec CollectionSpec) (CollectionID, error) {
	if err := spec.check(); err != nil {
		return 0, err
	}
	var row Collection
	err := s.db.Declare(ctx, func(tx database.Tx) error {
		// Products are locked before rules, and those before the collection, as everywhere.
		products, err := lockByHandle(tx, spec.Products)
		if err != nil {
			return err
		}
		was, err := findByHandle(tx, spec.Handle)
		if err != nil {
			return err
		}
		if err := changeRules(tx, was.Rules, spec.Rules); err != nil {
			return err
		}
		if row, err = lockCollection(tx, spec.Handle); err != nil {
			return err
		}
		rules := row.Rules
		if !sameRules(rules, was.Rules) { // meanwhile
			if err := changeRules(tx, rules, spec.Rules); err != nil {
				return err
			}
		}
		lay(&row, &spec, tx.Now)
		if row.ID == 0 {
			row.CreatedAt = tx.Now
		}
		if err := writeCollection(tx, &row, spec, products); err != nil {
			return err
		}
		if row.Rules != nil && !sameRules(rules, row.Rules) {
			if err := beginWork(tx, row.ID); err != nil {
				return err
			}
		}
		return tx.Changed("collection", int64(row.ID))
	})
	if err == nil && row.Rules != nil {
		err = s.settle(ctx, row.ID)
	}
	return row.ID, err
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
