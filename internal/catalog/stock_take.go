package catalog

import (
	"cmp"
	"fmt"
	"slices"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// Pick is a quantity of a variant that is taken or given back.
type Pick struct {
	VariantID  VariantID
	LocationID int64 // where it is given back; 0: at the first location in use
	Quantity   int64 // above 0
}

// Take takes what is sold out of stock, all or nothing, in the transaction of the sale. Each variant is taken from the
// locations in the order of their ids, and what is sold beyond the stock from the first one; variants whose stock is not
// counted are passed over. The entries tell what came from where. Faults: NotFound and Conflict, the latter with the code
// NOT_ENOUGH_IN_STOCK, at lines.<n>.quantity.
func (s *Service) Take(tx database.Tx, by act.By, reference string, picks []Pick) ([]StockEntry, error) {
	locations, err := lockActive(tx)
	if err != nil {
		return nil, err
	}
	held, variants, err := s.holdVariants(tx, variantsOf(picks))
	if err != nil {
		return nil, err
	}
	var steps []stockStep
	left := held.copy()
	for _, i := range inVariantOrder(picks) {
		p, path := picks[i], fmt.Sprintf("lines.%d.quantity", i)
		v, there := variants[p.VariantID]
		switch {
		case !there:
			return nil, fault.NotFoundf(path, "there is no such variant")
		case p.Quantity < 1 || p.Quantity > maxStock:
			return nil, fault.Invalidf(path, "between 1 and %d are taken at once, got %d", maxStock, p.Quantity)
		case !v.Tracked:
			continue
		}
		missing := p.Quantity
		for _, location := range locations {
			l := left.level(pair{p.VariantID, location})
			n := min(missing, max(l.Quantity, 0))
			if n == 0 {
				continue
			}
			missing -= n
			l.Quantity -= n
			left.levels[l.at()] = l
			steps = append(steps, stockStep{at: l.at(), by: n})
		}
		if missing == 0 {
			continue
		}
		if !v.Oversell {
			f := fault.Conflictf(path, "there are %d, not %d", p.Quantity-missing, p.Quantity)
			f.Code = "NOT_ENOUGH_IN_STOCK"
			return nil, f
		}
		l := left.level(pair{p.VariantID, locations[0]})
		if l.Quantity -= missing; l.Quantity < -maxStock {
			return nil, fault.Limitf(path, "a stock is at least %d", -maxStock)
		}
		left.levels[l.at()] = l
		steps = append(steps, stockStep{at: l.at(), by: missing, beyond: true})
	}
	return held.take(tx, steps, why{Sold, reference, by.Who()})
}

// Give gives back what was taken, in the transaction of the return. Variants that are gone, or whose stock is not counted,
// are passed over.
func (s *Service) Give(tx database.Tx, by act.By, reference string, picks []Pick) ([]StockEntry, error) {
	locations, err := lockActive(tx)
	if err != nil {
		return nil, err
	}
	held, variants, err := s.holdVariants(tx, variantsOf(picks))
	if err != nil {
		return nil, err
	}
	now := held.copy()
	for _, i := range inVariantOrder(picks) {
		p := picks[i]
		if v, there := variants[p.VariantID]; !there || !v.Tracked {
			continue
		}
		if !slices.Contains(locations, p.LocationID) {
			p.LocationID = locations[0]
		}
		l := now.level(pair{p.VariantID, p.LocationID})
		if l.Quantity += p.Quantity; p.Quantity < 1 || l.Quantity > maxStock {
			return nil, fault.Limitf(fmt.Sprintf("lines.%d.quantity", i), "a stock is at most %d", maxStock)
		}
		now.levels[l.at()] = l
	}
	levels := make([]Level, 0, len(now.levels))
	for _, l := range now.levels {
		levels = append(levels, l)
	}
	slices.SortFunc(levels, func(a, b Level) int {
		return cmp.Or(cmp.Compare(a.VariantID, b.VariantID), cmp.Compare(a.LocationID, b.LocationID))
	})
	return held.write(tx, levels, why{Returned, reference, by.Who()})
}

// stockStep is what is taken from one level; beyond says that it may go below zero.
type stockStep struct {
	at     pair
	by     int64
	beyond bool
}

// take writes steps as conditions: whoever has written past the locks makes it fail, and never sell twice.
func (h *held) take(tx database.Tx, steps []stockStep, w why) ([]StockEntry, error) {
	if len(steps) == 0 {
		return []StockEntry{}, nil
	}
	byPlace := map[pair]stockStep{}
	for _, s := range steps { // what is sold beyond the stock adds to what the same level gave
		sum := byPlace[s.at]
		byPlace[s.at] = stockStep{at: s.at, by: sum.by + s.by, beyond: sum.beyond || s.beyond}
	}
	merged := make([]stockStep, 0, len(byPlace))
	for _, s := range byPlace {
		merged = append(merged, s)
	}
	slices.SortFunc(merged, func(a, b stockStep) int {
		return cmp.Or(cmp.Compare(a.at.variant, b.at.variant), cmp.Compare(a.at.location, b.at.location))
	})
	entries := make([]*StockEntry, len(merged))
	out := make([]StockEntry, len(merged))
	for i, s := range merged {
		l := h.level(s.at)
		l.Quantity -= s.by
		l.UpdatedAt = tx.Now
		entries[i] = w.entry(&l, -s.by)
	}
	if err := takeLevels(tx, h, merged); err != nil {
		return nil, err
	}
	if err := writeLevels(tx, nil, entries); err != nil {
		return nil, err
	}
	for i, e := range entries {
		out[i] = *e
	}
	return out, h.followed(tx)
}

// copy is for working out what shall be beside what is.
func (h *held) copy() *held {
	out := &held{products: h.products, levels: make(map[pair]Level, len(h.levels))}
	for at, l := range h.levels {
		out.levels[at] = l
	}
	return out
}

func variantsOf(picks []Pick) []VariantID {
	ids := make([]VariantID, len(picks))
	for i, p := range picks {
		ids[i] = p.VariantID
	}
	return ids
}

// inVariantOrder are the places of picks, in the order of their variants.
func inVariantOrder(picks []Pick) []int {
	places := make([]int, len(picks))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(picks[a].VariantID, picks[b].VariantID) })
	return places
}
