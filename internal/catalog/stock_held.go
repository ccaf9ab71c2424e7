package catalog

import (
	"fmt"
	"slices"
	"strconv"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// held are variants whose stock nobody else writes until the transaction ends, with all their levels. Locks are taken in
// one order everywhere: locations, products in the order of their ids, levels in the order of variant and location.
type held struct {
	rematch  func(database.Tx, []ProductID) error // lets collections by rules follow
	products []ProductID                          // in the order of their ids
	levels   map[pair]Level
}

// holdStock locks what a change of levels touches. Faults: NotFound at <list>.<n>.inventoryItemId and .locationId, and
// Conflict there where the location is not in use.
func (s *Service) holdStock(tx database.Tx, pairs []pair, list string) (*held, error) {
	active, err := lockLocations(tx, pairs)
	if err != nil {
		return nil, err
	}
	at := func(i int, field string) string {
		if list == "" {
			return field
		}
		return list + "." + strconv.Itoa(i) + "." + field
	}
	for i, p := range pairs {
		switch inUse, there := active[p.location]; {
		case !there:
			return nil, fault.NotFoundf(at(i, "locationId"), "there is no such location")
		case !inUse:
			return nil, fault.Conflictf(at(i, "locationId"), "the location is not in use; activate it first, or name another")
		}
	}
	variants := make([]VariantID, len(pairs))
	for i, p := range pairs {
		variants[i] = p.variant
	}
	h, found, err := s.holdVariants(tx, variants)
	if err != nil {
		return nil, err
	}
	for i, p := range pairs {
		if _, there := found[p.variant]; !there {
			return nil, fault.NotFoundf(at(i, "inventoryItemId"), "there is no such item")
		}
	}
	return h, nil
}

// holdVariants locks the variants' products and levels, and reads the variants.
func (s *Service) holdVariants(tx database.Tx, ids []VariantID) (*held, map[VariantID]Variant, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	products, err := lockProductsOf(tx, ids)
	if err != nil {
		return nil, nil, err
	}
	variants, err := variantsNow(tx, ids)
	if err != nil {
		return nil, nil, err
	}
	levels, err := lockLevels(tx, ids)
	if err != nil {
		return nil, nil, err
	}
	return &held{rematch: s.rematch, products: products, levels: index(levels, func(l Level) pair { return l.at() })}, variants, nil
}

// level is what lies at a place; nothing where there is no row.
func (h *held) level(at pair) Level {
	if l, ok := h.levels[at]; ok {
		return l
	}
	return Level{VariantID: at.variant, LocationID: at.location}
}

func (h *held) all(at []pair) []Level {
	out := make([]Level, len(at))
	for i, p := range at {
		out[i] = h.level(p)
	}
	return out
}

// write makes levels what they shall be, tells the ledger, and lets totals, collections and whatever is derived follow.
// Levels that are so already are left alone.
func (h *held) write(tx database.Tx, levels []Level, w why) ([]StockEntry, error) {
	var changed []*Level
	var entries []*StockEntry
	for i := range levels {
		l := &levels[i]
		was, there := h.levels[l.at()]
		if there && was.Quantity == l.Quantity {
			continue
		}
		l.UpdatedAt = tx.Now
		changed = append(changed, l)
		if delta := l.Quantity - was.Quantity; delta != 0 {
			entries = append(entries, w.entry(l, delta))
		}
	}
	out := make([]StockEntry, len(entries))
	if len(changed) == 0 {
		return out, nil
	}
	if err := writeLevels(tx, changed, entries); err != nil {
		return nil, err
	}
	for i, e := range entries {
		out[i] = *e
	}
	return out, h.followed(tx)
}

// followed brings up to date what follows from the levels of the variants that are held.
func (h *held) followed(tx database.Tx) error {
	if err := retotal(tx, h.products); err != nil {
		return fmt.Errorf("follow the stock of %d products: %w", len(h.products), err)
	}
	if err := h.rematch(tx, h.products); err != nil {
		return err
	}
	ids := make([]int64, len(h.products))
	for i, id := range h.products {
		ids[i] = int64(id)
	}
	return tx.Changed("product", ids...)
}
