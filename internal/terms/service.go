package terms

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync/atomic"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
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
// everybody of what was written. What f returns beside a fault is handed on with it.
func write[T any](ctx context.Context, s *Service, by act.By, f func(tx database.Tx, top head) (out T, changed []int64, err error)) (T, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (T, error) {
		top, err := hold(tx)
		if err != nil {
			var none T
			return none, err
		}
		out, changed, err := f(tx, top)
		if err != nil {
			return out, err
		}
		return out, tx.Changed(Changed, changed...)
	})
}

// taken says that a name, a code or a handle is another's.
func taken(path, format string, args ...any) error {
	f := fault.Conflictf(path, format, args...)
	f.Code = "TAKEN"
	return f
}

// Gone is what an act answers that has removed something.
type Gone struct {
	ID int64 `json:"id"`
}

// at is a path with the number of an element.
func at(path string, i int) string { return fmt.Sprintf("%s.%d", path, i) }
