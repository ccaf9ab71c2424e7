package model

import (
	"time"

	"cartwright/internal/catalog"
)

// Collection is a collection as a client sees it. Kin are the collections it was answered with.
type Collection struct {
	Row  *catalog.Collection
	View *View
	Kin  *CollectionKin
}

// CollectionKin are the collections of one answer.
type CollectionKin struct {
	*Siblings[catalog.CollectionID]
	Collections map[catalog.CollectionID]*Collection
}

// NewCollections shows rows that belong together, in their order.
func NewCollections(rows []catalog.Collection, v *View) []*Collection {
	kin := &CollectionKin{Collections: make(map[catalog.CollectionID]*Collection, len(rows))}
	ids := make([]catalog.CollectionID, 0, len(rows))
	out := make([]*Collection, len(rows))
	for i := range rows {
		row := &rows[i]
		c, twice := kin.Collections[row.ID]
		if !twice {
			c = &Collection{Row: row, View: v, Kin: kin}
			kin.Collections[row.ID] = c
			ids = append(ids, row.ID)
		}
		out[i] = c
	}
	kin.Siblings = NewSiblings(ids)
	return out
}

// ImageIDs are the pictures of the collections of the answer.
func (k *CollectionKin) ImageIDs() []catalog.MediaID {
	var ids []catalog.MediaID
	for _, id := range k.IDs {
		if m := k.Collections[id].Row.ImageID; m != nil {
			ids = append(ids, *m)
		}
	}
	return ids
}

// ID is the global id.
func (c *Collection) ID() string { return GID("Collection", c.Row.ID) }

// Handle names the collection in addresses.
func (c *Collection) Handle() string { return c.Row.Handle }

// Title is the collection's name.
func (c *Collection) Title() string { return c.Row.Title }

// Description is the plain text, shortened when asked.
func (c *Collection) Description(truncateAt *int) string {
	return Truncate(c.Row.Description, truncateAt)
}

// DescriptionHTML is the text as it was laid out.
func (c *Collection) DescriptionHTML() string { return c.Row.DescriptionHTML }

// UpdatedAt is when the collection or what is in it was last written.
func (c *Collection) UpdatedAt() time.Time { return c.Row.UpdatedAt }

// SEO is what search engines are told.
func (c *Collection) SEO() SEO { return seo(c.Row.SEO.Title, c.Row.SEO.Description) }

// OnlineStoreURL is the collection's page in the shop's own storefront.
func (c *Collection) OnlineStoreURL() *string { return c.View.StoreURL("collections", c.Row.Handle) }

// TrackingParameters is null: answers carry nothing to track people with.
func (c *Collection) TrackingParameters() *string { return nil }
