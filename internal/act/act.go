// Package act is what one write of staff's is in every room: a transaction that holds the work, an entry in the audit log
// for it, and, where the request came under an idempotency key, the answer for whoever asks again.
//
// Rooms know nothing of staff. A public method that staff's requests lead to takes a By, does its work within Do, and
// notes what it did; the room of staff makes the By.
package act

import (
	"context"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// By is on whose behalf something is written.
type By interface {
	// Who is told by records that are kept beside the audit log.
	Who() Who
	// Answered fills in the answer that was given under the act's idempotency key, and reports whether there is one.
	Answered(tx database.Tx, answer any) (bool, error)
	// Keep keeps the answer under the key, if there is a key.
	Keep(tx database.Tx, answer any) error
	// Note tells the audit log what was written; one statement for all entries.
	Note(tx database.Tx, entries ...Entry) error
}

// Who is a hand, by what records call it.
type Who struct {
	Kind string // staff, key, system
	ID   int64  // of the account or key; 0: the system
	Name string // as it is now
}

// Entry is what is to be remembered of a write.
type Entry struct {
	Action string // "product.update"
	Kind   string // of the object: "product"
	ID     int64  // of the object; 0: it has none
	Before any    // becomes JSON; nil: it was not there
	After  any    // becomes JSON; nil: it is gone
}

// Do carries an act out in one transaction. What work returns beside a fault is handed on with it, such as the thing as it
// is now where somebody else has changed it; nothing of it is written.
func Do[T any](ctx context.Context, db *database.DB, by By, work func(tx database.Tx) (T, error)) (out T, err error) {
	err = db.Declare(ctx, func(tx database.Tx) error {
		var fresh T
		out = fresh
		done, err := by.Answered(tx, &out)
		if done || err != nil {
			return err
		}
		if out, err = work(tx); err != nil {
			return err
		}
		return by.Keep(tx, out)
	})
	return out, err
}

// Current refuses a write that was thought out for another version of a thing than there is: a Conflict at expectedVersion.
// Nil expects nothing.
func Current(expected *int64, is int64) error {
	if expected == nil || *expected == is {
		return nil
	}
	return fault.Conflictf("expectedVersion", "somebody has changed it meanwhile: it is at version %d, not %d; read it again, then decide", is, *expected)
}

// Nobody is for what the shop does by itself: nothing is noted, nothing is kept.
type Nobody struct{}

// Who is the system.
func (Nobody) Who() Who { return Who{Kind: "system"} }

// Answered is never.
func (Nobody) Answered(database.Tx, any) (bool, error) { return false, nil }

// Keep keeps nothing.
func (Nobody) Keep(database.Tx, any) error { return nil }

// Note notes nothing.
func (Nobody) Note(database.Tx, ...Entry) error { return nil }
