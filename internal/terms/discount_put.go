package terms

import (
	"context"
	"slices"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/price"
)

// PutDiscount declares a discount: a new one without an id, else the one of the id. How often it was used stays.
func (s *Service) PutDiscount(ctx context.Context, by act.By, spec price.Discount) (Discount, error) {
	return s.EditDiscount(ctx, by, spec.ID, nil, func(d *price.Discount) ([]Named, error) {
		*d = spec
		return nil, nil
	})
}

// EditDiscount writes what change makes of a discount: of a new one, which is switched on, where the id is 0. What change
// names has to be there; its fault, or the path of what is not there, is told as it is. Other faults: Invalid at the
// fields of price.Discount, TAKEN at code, NotFound at id, Conflict at expectedVersion, with the discount as it is.
func (s *Service) EditDiscount(ctx context.Context, by act.By, id int64, expected *int64, change func(*price.Discount) ([]Named, error)) (Discount, error) {
	return write(ctx, s, by, func(tx database.Tx, _ head) (out Discount, changed []int64, err error) {
		var was Discount
		spec := price.Discount{Enabled: true}
		if id != 0 {
			if was, err = holdDiscount(tx, id); err != nil {
				return Discount{}, nil, err
			}
			if err := act.Current(expected, was.Version); err != nil {
				return was, nil, err
			}
			spec = was.Rule()
			spec.Customers, spec.Tags, spec.Countries = slices.Clone(spec.Customers), slices.Clone(spec.Tags), slices.Clone(spec.Countries)
		}
		named, err := change(&spec)
		if err == nil {
			err = checkDiscount(&spec)
		}
		if err == nil {
			err = there(tx, named)
		}
		if err != nil {
			return Discount{}, nil, err
		}
		if other, err := discountByKey(tx, codeKey(spec.Code)); err != nil || other.ID != 0 && other.ID != id {
			if err == nil {
				err = taken("code", "another discount has this code")
			}
			return Discount{}, nil, err
		}
		out = was
		out.set(spec)
		return keepDiscount(tx, by, was, out)
	})
}

// keepDiscount writes a discount that differs from what it was.
func keepDiscount(tx database.Tx, by act.By, was, row Discount) (Discount, []int64, error) {
	if was.ID != 0 && sameJSON(was, row) {
		return row, nil, nil
	}
	entry := act.Entry{Action: "discount.update", Kind: "discount", Before: was.Rule()}
	row.UpdatedAt, row.Version = tx.Now, was.Version+1
	if was.ID == 0 {
		row.CreatedAt, entry.Action, entry.Before = tx.Now, "discount.create", nil
	}
	if err := saveRow(tx, &row, was.ID == 0); err != nil {
		return row, nil, err
	}
	entry.ID, entry.After = row.ID, row.Rule()
	return row, []int64{row.ID}, by.Note(tx, entry)
}

// EnableDiscount switches a discount on or off. One that is switched on by staff is in force at once: a beginning that is
// still to come becomes now, and an end that is past goes. fits refuses discounts that are not meant; nil: none.
func (s *Service) EnableDiscount(ctx context.Context, by act.By, id int64, enabled bool, expected *int64, fits func(*Discount) error) (Discount, error) {
	return write(ctx, s, by, func(tx database.Tx, _ head) (Discount, []int64, error) {
		was, err := s.heldFor(tx, id, expected, fits)
		if err != nil {
			return was, nil, err
		}
		row := was
		if row.Enabled = enabled; enabled {
			if row.StartsAt.After(tx.Now) {
				row.StartsAt = tx.Now
			}
			if row.EndsAt != nil && !row.EndsAt.After(tx.Now) {
				row.EndsAt = nil
			}
		}
		return keepDiscount(tx, by, was, row)
	})
}

// RemoveDiscount removes a discount. Carts that name its code learn that there is none.
func (s *Service) RemoveDiscount(ctx context.Context, by act.By, id int64, expected *int64, fits func(*Discount) error) (Gone, error) {
	return write(ctx, s, by, func(tx database.Tx, _ head) (Gone, []int64, error) {
		was, err := s.heldFor(tx, id, expected, fits)
		if err != nil {
			return Gone{}, nil, err
		}
		if err := removeDiscount(tx, id); err != nil {
			return Gone{}, nil, err
		}
		return Gone{id}, []int64{id}, by.Note(tx, act.Entry{Action: "discount.delete", Kind: "discount", ID: id, Before: was.Rule()})
	})
}

// heldFor is a discount that is meant, in the version that is expected.
func (*Service) heldFor(tx database.Tx, id int64, expected *int64, fits func(*Discount) error) (Discount, error) {
	was, err := holdDiscount(tx, id)
	if err != nil {
		return Discount{}, err
	}
	if fits != nil {
		if err := fits(&was); err != nil {
			return Discount{}, err
		}
	}
	return was, act.Current(expected, was.Version)
}

// Named is something that staff name, with where they do.
type Named struct {
	Path string
	Kind Kind
	ID   int64
}

// Kind is what can be named.
type Kind string

// What a discount can name.
const (
	Product    Kind = "product"
	Variant    Kind = "variant"
	Collection Kind = "collection"
	Customer   Kind = "customer"
	Location   Kind = "location"
)

// there refuses names of what is not there, by one statement: a discount of nothing would never apply, and nobody would
// see why.
func there(tx database.Tx, named []Named) error {
	if len(named) == 0 {
		return nil
	}
	found, err := idsThere(tx, named)
	if err != nil {
		return err
	}
	for _, n := range named {
		if !found[Named{Kind: n.Kind, ID: n.ID}] {
			return fault.NotFoundf(n.Path, "there is no such %s", n.Kind)
		}
	}
	return nil
}
