package catalog

import (
	"context"
	"errors"
	"fmt"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/query"
)

// Item is a variant as whoever keeps the stock sees it, published or not.
type Item struct {
	Variant
	Version int64 // of the product
}

// ItemListing is the name that cursors of items carry.
const ItemListing = "inventoryItems"

// ItemQuery asks for a page of items, in the order of their ids.
type ItemQuery struct {
	Match string // the dialect's query text with the fields of itemFields; empty: all
	Args  page.Args
}

// itemFields are the fields of the query text. A word alone is looked for in sku.
var itemFields = query.Fields{"id": true, "sku": true, "tracked": true, "created_at": true, "updated_at": true}

// Items lists the variants of all products.
func (s *Service) Items(ctx context.Context, q ItemQuery) (page.Conn[Item], error) {
	want, err := page.Check(ItemListing, q.Args)
	if err != nil {
		return page.Conn[Item]{}, err
	}
	n, err := query.Parse("query", q.Match, itemFields)
	if err != nil {
		return page.Conn[Item]{}, err
	}
	where, args := itemsOf(n)
	rows, err := s.listItems(ctx, order{}.seek("v.id", false, want), where, args)
	if err != nil {
		return page.Conn[Item]{}, err
	}
	return page.Cut(want, rows, func(i Item) string { return intCursor(0, i.ID).Encode(ItemListing) }), nil
}

// FindItem is the item of a variant; a fault.NotFound if there is none.
func (s *Service) FindItem(ctx context.Context, id VariantID) (Item, error) {
	found, err := s.ItemsByIDs(ctx, []VariantID{id})
	if err != nil {
		return Item{}, err
	}
	item, there := found[id]
	if !there {
		return Item{}, fault.NotFoundf("id", "there is no such item")
	}
	return item, nil
}

// LevelsOf are the levels of the variants, in the order of their locations, in one statement.
func (s *Service) LevelsOf(ctx context.Context, ids []VariantID) (map[VariantID][]Level, error) {
	rows, err := s.levels(ctx, ids)
	return group(rows, func(l Level) VariantID { return l.VariantID }), err
}

// StockEntriesOf are the pages of what became of the variants' stock, the latest first, in one statement. Its Sort is not
// looked at.
func (s *Service) StockEntriesOf(ctx context.Context, ids []VariantID, q SubQuery) (map[VariantID]page.Conn[StockEntry], error) {
	listing := fmt.Sprintf("stockEntries/%t", q.Reverse)
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return nil, err
	}
	rows, err := s.stockEntries(ctx, ids, order{desc: true}.seek("id", q.Reverse, want))
	if err != nil {
		return nil, err
	}
	return cutEach(want, ids, group(rows, func(e StockEntry) VariantID { return e.VariantID }), func(e StockEntry) string {
		return intCursor(0, e.ID).Encode(listing)
	}), nil
}

// ItemChange is what becomes of an item; nil leaves a field as it is.
type ItemChange struct {
	SKU              *string
	Cost             **int64 // minor units; a nil within: unknown
	Tracked          *bool
	RequiresShipping *bool
}

func (c *ItemChange) check() error {
	if c.SKU != nil {
		if err := checkText("sku", *c.SKU); err != nil {
			return err
		}
	}
	if c.Cost != nil {
		return checkPrice("cost", *c.Cost)
	}
	return nil
}

// to is the variant after the change.
func (c *ItemChange) to(v Variant) Variant {
	if c.SKU != nil {
		v.SKU = *c.SKU
	}
	if c.Cost != nil {
		v.Cost = *c.Cost
	}
	if c.Tracked != nil {
		v.Tracked = *c.Tracked
	}
	if c.RequiresShipping != nil {
		v.RequiresShipping = *c.RequiresShipping
	}
	return v
}

// itemNote is what the audit log remembers of an item.
type itemNote struct {
	SKU              string `json:"sku"`
	Cost             *int64 `json:"cost"`
	Tracked          bool   `json:"tracked"`
	RequiresShipping bool   `json:"requiresShipping"`
}

func noteItem(v *Variant) itemNote { return itemNote{v.SKU, v.Cost, v.Tracked, v.RequiresShipping} }

// UpdateItem writes what belongs to a variant's stock-keeping, and counts up its product's version. Faults: Invalid at the
// fields of ItemChange, TAKEN at sku, NotFound at id, and Conflict where the product is not at the expected version, with the
// item as it is now.
func (s *Service) UpdateItem(ctx context.Context, by act.By, id VariantID, c ItemChange, expected *int64) (Item, error) {
	if err := c.check(); err != nil {
		return Item{}, err
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Item, error) {
		h, found, err := s.holdVariants(tx, []VariantID{id})
		if err != nil {
			return Item{}, err
		}
		was, there := found[id]
		if !there {
			return Item{}, fault.NotFoundf("id", "there is no such item")
		}
		version, err := versionOf(tx, was.ProductID)
		if err != nil {
			return Item{}, err
		}
		if err := act.Current(expected, version); err != nil {
			return Item{was, version}, err
		}
		now := c.to(was)
		if noteItem(&now).same(noteItem(&was)) {
			return Item{was, version}, nil
		}
		if now.SKU != was.SKU {
			if now.SKUKey = skuKey(now.SKU); now.SKUKey != nil {
				if taken, err := skuTaken(tx, &now); err != nil || taken {
					return Item{was, version}, orTaken(err, "sku", "another variant has the SKU %.40q; give a different one", now.SKU)
				}
			}
		}
		if err := writeItem(tx, &now); err != nil {
			return Item{}, err
		}
		if err := h.followed(tx); err != nil {
			return Item{}, err
		}
		found, err = variantsNow(tx, []VariantID{id})
		return Item{found[id], version + 1}, errors.Join(err, by.Note(tx, act.Entry{Action: "inventoryItem.update", Kind: "inventoryItem", ID: int64(id),
			Before: noteItem(&was), After: noteItem(&now)}))
	})
}

func (n itemNote) same(o itemNote) bool {
	costs := n.Cost == o.Cost || n.Cost != nil && o.Cost != nil && *n.Cost == *o.Cost
	n.Cost, o.Cost = nil, nil
	return costs && n == o
}

// Activate has a variant kept at a location, where there are so many of it; nil: none yet. A variant that is kept there
// stays as it is. Faults: NotFound and Conflict at the ids, Invalid at available, and Conflict there where the variant is
// kept with another number.
func (s *Service) Activate(ctx context.Context, by act.By, id VariantID, location int64, available *int64) (Level, error) {
	if available != nil && (*available < -maxStock || *available > maxStock) {
		return Level{}, fault.Invalidf("available", "a stock is between %d and %d, got %d", -maxStock, maxStock, *available)
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Level, error) {
		at := pair{id, location}
		h, err := s.holdStock(tx, []pair{at}, "")
		if err != nil {
			return Level{}, err
		}
		l, there := h.levels[at]
		switch {
		case there && available != nil && *available != l.Quantity:
			return l, fault.Conflictf("available", "the item is kept there already, and there are %d; use inventorySetQuantities", l.Quantity)
		case there:
			return l, nil
		}
		levels := []Level{h.level(at)}
		if available != nil {
			levels[0].Quantity = *available
		}
		if _, err := h.write(tx, levels, why{Activated, "", by.Who()}); err != nil {
			return Level{}, err
		}
		return levels[0], by.Note(tx, act.Entry{Action: "stock.activate", Kind: "inventoryItem", ID: int64(id),
			After: stockNote{LocationID: location, Quantity: levels[0].Quantity}})
	})
}

// Deactivate has a variant kept at a location no longer. Faults: NotFound at the ids, and Conflict at locationId where some
// of it are there, or are owed.
func (s *Service) Deactivate(ctx context.Context, by act.By, id VariantID, location int64) error {
	_, err := act.Do(ctx, s.db, by, func(tx database.Tx) (Level, error) {
		h, found, err := s.holdVariants(tx, []VariantID{id})
		if err != nil {
			return Level{}, err
		}
		l, there := h.levels[pair{id, location}]
		switch {
		case len(found) == 0:
			return Level{}, fault.NotFoundf("inventoryItemId", "there is no such item")
		case !there:
			return Level{}, fault.NotFoundf("locationId", "the item is not kept there")
		case l.Quantity != 0:
			return l, fault.Conflictf("locationId", "there are %d of the item; set them to 0 first", l.Quantity)
		}
		if err := removeLevel(tx, l); err != nil {
			return Level{}, err
		}
		if err := h.followed(tx); err != nil {
			return Level{}, err
		}
		return l, by.Note(tx, act.Entry{Action: "stock.deactivate", Kind: "inventoryItem", ID: int64(id), Before: stockNote{LocationID: location}})
	})
	return err
}
