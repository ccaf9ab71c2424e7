package catalog

import (
	"context"
	"fmt"
	"slices"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// AddProducts puts products at the end of a collection, in the order that they are named; those that are in it already stay
// where they are. Faults: NotFound at id and at productIds.<place>, Conflict at id for a collection with rules.
func (s *Service) AddProducts(ctx context.Context, by act.By, id CollectionID, products []ProductID) (Collection, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Collection, error) {
		rows, err := lockMembers(tx, "productIds", products)
		if err != nil {
			return Collection{}, err
		}
		row, err := lockToFill(tx, id)
		if err != nil {
			return row, err
		}
		added, err := addMembers(tx, &row, rows)
		if err != nil || len(added) == 0 {
			return row, err
		}
		return row, s.noteMembers(tx, by, "collection.addProducts", row, added)
	})
}

// RemoveProducts takes products out of a collection; those that are not in it do no harm. Faults: as AddProducts.
func (s *Service) RemoveProducts(ctx context.Context, by act.By, id CollectionID, products []ProductID) (Collection, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Collection, error) {
		if _, err := lockMembers(tx, "productIds", products); err != nil {
			return Collection{}, err
		}
		row, err := lockToFill(tx, id)
		if err != nil {
			return row, err
		}
		removed, err := removeMembers(tx, &row, products)
		if err != nil || len(removed) == 0 {
			return row, err
		}
		return row, s.noteMembers(tx, by, "collection.removeProducts", row, removed)
	})
}

// noteMembers notes that products came into a collection, or went out of it. Whoever follows changes reads the products
// again, with their places, and not the whole collection.
func (s *Service) noteMembers(tx database.Tx, by act.By, action string, row Collection, products []ProductID) error {
	ids := make([]int64, len(products))
	for i, p := range products {
		ids[i] = int64(p)
	}
	if err := tx.Changed("product", ids...); err != nil {
		return err
	}
	return by.Note(tx, act.Entry{Action: action, Kind: "collection", ID: int64(row.ID), After: map[string]any{"products": ids}})
}

// lockToFill locks a collection whose products staff choose one by one.
func lockToFill(tx database.Tx, id CollectionID) (Collection, error) {
	row, err := lockToWrite(tx, id)
	if err == nil && row.Rules != nil {
		err = fault.Conflictf("id", "the products of this collection are those that its rules want; change the rules, or the products")
	}
	return row, err
}

// Move puts a product at a place of a collection's manual order, counted from 0; the place of the last and beyond is the end.
type Move struct {
	ProductID ProductID `json:"product"`
	To        int       `json:"to"`
}

// ReorderProducts moves products of a collection that is sorted by hand, one move after the other. Only the moved ones are
// written, unless there is no room left between two others. Faults: NotFound at id and moves.<place>.id, Invalid at
// moves.<place>.newPosition, Conflict at id for a collection in another order.
func (s *Service) ReorderProducts(ctx context.Context, by act.By, id CollectionID, moves []Move) (Collection, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Collection, error) {
		if len(moves) == 0 {
			return Collection{}, fault.Invalidf("moves", "say what is to be moved")
		}
		products := make([]ProductID, len(moves))
		for i, m := range moves {
			if products[i] = m.ProductID; m.To < 0 {
				return Collection{}, fault.Invalidf(fmt.Sprintf("moves.%d.newPosition", i), "places are counted from 0, got %d", m.To)
			}
		}
		if _, err := lockProducts(tx, unique(products)); err != nil {
			return Collection{}, err
		}
		row, err := lockToWrite(tx, id)
		if err != nil {
			return row, err
		}
		if row.SortOrder != Manual {
			return row, fault.Conflictf("id", "the collection is sorted by %s; give it the order MANUAL before products are moved", row.SortOrder)
		}
		there, err := membersAmong(tx, id, unique(products))
		if err != nil {
			return row, err
		}
		for i, p := range products {
			if !slices.Contains(there, p) {
				return row, fault.NotFoundf(fmt.Sprintf("moves.%d.id", i), "the product is not in the collection")
			}
		}
		if err := reorder(tx, &row, moves); err != nil {
			return row, err
		}
		return row, by.Note(tx, act.Entry{Action: "collection.reorderProducts", Kind: "collection", ID: int64(id), After: map[string]any{"moves": moves}})
	})
}

// spot is a product's place while an order is changed.
type spot struct {
	ProductID ProductID
	Position  int64
	moved     bool
}

// rearrange makes the moves in the beginning of an order, and gives the new positions of what was moved. The beginning must
// reach beyond every place that something is moved to, or be the whole order. It reports false where there is no room.
func rearrange(beginning []spot, moves []Move) (map[ProductID]int64, bool) {
	spots := slices.Clone(beginning)
	for _, m := range moves {
		spots = slices.DeleteFunc(spots, func(s spot) bool { return s.ProductID == m.ProductID })
		spots = slices.Insert(spots, min(m.To, len(spots)), spot{ProductID: m.ProductID, moved: true})
	}
	out := make(map[ProductID]int64, len(moves))
	for i := 0; i < len(spots); i++ {
		if !spots[i].moved {
			continue
		}
		end := i
		for end < len(spots) && spots[end].moved {
			end++
		}
		n := int64(end - i)
		var first, step int64
		switch {
		case i == 0 && end == len(spots):
			first, step = placeStep, placeStep
		case i == 0:
			first, step = spots[end].Position-n*placeStep, placeStep
		case end == len(spots):
			first, step = spots[i-1].Position+placeStep, placeStep
		default:
			step = (spots[end].Position - spots[i-1].Position) / (n + 1)
			first = spots[i-1].Position + step
		}
		if step == 0 {
			return nil, false
		}
		for k := range n {
			out[spots[i+int(k)].ProductID] = first + k*step
		}
		i = end
	}
	return out, true
}
