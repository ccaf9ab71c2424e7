package terms

import (
	"bytes"
	"context"
	"crypto/rand"
	"sync/atomic"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/page"
	"cartwright/internal/price"
)

// Changed is the kind under which terms stand in the table of changes.
const Changed = "terms"

// Service is the room's door.
type Service struct {
	db   *database.DB
	kept atomic.Pointer[snapshot]
}

// New opens the room.
func New(db *database.DB) *Service { return &Service{db: db} }

// automatic begins the keys of discounts without a code.
const automatic = 0

// codeKey is what a code is unique by. A discount without a code has a key that no code has: codes hold no control
// characters.
func codeKey(code string) []byte {
	if code == "" {
		return append([]byte{automatic}, rand.Text()...)
	}
	return fold.Key(code)
}

// write is one act of staff: it holds the terms, so that their changes are numbered in the order they are seen, and tells
// everybody when something was written.
func (s *Service) write(ctx context.Context, f func(tx database.Tx) (changed []int64, err error)) error {
	return s.db.Declare(ctx, func(tx database.Tx) error {
		if err := hold(tx); err != nil {
			return err
		}
		changed, err := f(tx)
		if err != nil {
			return err
		}
		return tx.Changed(Changed, changed...)
	})
}

// PutDiscount declares a discount: a new one without an id, else the one of the id. How often it was used stays.
func (s *Service) PutDiscount(ctx context.Context, spec price.Discount) (out Discount, err error) {
	if err := checkDiscount(&spec); err != nil {
		return Discount{}, err
	}
	err = s.write(ctx, func(tx database.Tx) ([]int64, error) {
		var was Discount
		if spec.ID > 0 {
			if was, err = holdDiscount(tx, spec.ID); err != nil {
				return nil, err
			}
		}
		if other, err := discountByKey(tx, codeKey(spec.Code)); err != nil || other.ID != 0 && other.ID != spec.ID {
			if err == nil {
				err = &fault.Fault{Kind: fault.Conflict, Code: "TAKEN", Path: []string{"code"}, Text: "another discount has this code"}
			}
			return nil, err
		}
		out = was
		out.set(spec)
		if sameDiscount(was, out) {
			return nil, nil
		}
		out.UpdatedAt, out.Version = tx.Now, was.Version+1
		if out.ID == 0 {
			out.CreatedAt = tx.Now
		}
		if err := saveRow(tx, &out, out.ID == 0); err != nil {
			return nil, err
		}
		return []int64{out.ID}, nil
	})
	return out, err
}

func sameDiscount(a, b Discount) bool {
	return a.ID != 0 && a.ID == b.ID && bytes.Equal(asJSON(a), asJSON(b))
}

// FindDiscount finds a discount; a NotFound fault where there is none.
func (s *Service) FindDiscount(ctx context.Context, id int64) (Discount, error) {
	return findDiscount(s.reading(ctx), id)
}

// FindDiscountByCode finds the discount of a code, however it is written.
func (s *Service) FindDiscountByCode(ctx context.Context, code string) (Discount, error) {
	row, err := discountByKey(s.reading(ctx), codeKey(code))
	if err == nil && row.ID == 0 {
		err = fault.NotFoundf("code", "there is no such discount code")
	}
	return row, err
}

// Discounts lists discounts in the order they were made.
func (s *Service) Discounts(ctx context.Context, args page.Args) (page.Conn[Discount], error) {
	return listByID(ctx, s.db, "discounts", args, func(d Discount) int64 { return d.ID })
}

// EnableDiscount switches a discount on or off.
func (s *Service) EnableDiscount(ctx context.Context, id int64, enabled bool) error {
	return s.write(ctx, func(tx database.Tx) ([]int64, error) {
		row, err := holdDiscount(tx, id)
		if err != nil || row.Enabled == enabled {
			return nil, err
		}
		row.Enabled, row.UpdatedAt, row.Version = enabled, tx.Now, row.Version+1
		return []int64{id}, saveRow(tx, &row, false)
	})
}

// RemoveDiscount removes a discount. Carts that name its code learn that there is none.
func (s *Service) RemoveDiscount(ctx context.Context, id int64) error {
	return s.write(ctx, func(tx database.Tx) ([]int64, error) {
		if _, err := findDiscount(tx, id); err != nil {
			return nil, err
		}
		return []int64{id}, removeDiscount(tx, id)
	})
}
