package staff

import (
	"context"
	"fmt"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
)

// hand is a viewer who writes, with the idempotency key of the request.
type hand struct {
	viewer Viewer
	once   act.Once
}

// By is a viewer's hand in a room that knows nothing of staff: what it writes stands in the audit log under their name, and
// what a request came under an idempotency key for is done once. Whether the viewer may do it is asked before.
func By(v Viewer, once act.Once) act.By { return hand{v, once} }

// Machine is the hand of the machine's own administrator, by the tool that they use.
func Machine(tool string) act.By { return hand{viewer: SystemViewer(tool)} }

// Who is the viewer.
func (h hand) Who() act.Who {
	return act.Who{Kind: string(h.viewer.Kind), ID: h.viewer.ID, Name: h.viewer.Name}
}

// Note writes the entries into the audit log.
func (h hand) Note(tx database.Tx, entries ...act.Entry) error {
	rows := make([]AuditEntry, len(entries))
	for i, e := range entries {
		var err error
		rows[i], err = entryOf(tx, Entry{Actor: h.viewer, Action: e.Action, Kind: e.Kind, ObjectID: e.ID, Before: e.Before, After: e.After})
		if err != nil {
			return err
		}
	}
	return insertEntries(tx, rows)
}

// Answer is a row of staff_answers: what a mutation answered under an idempotency key.
type Answer struct {
	KeyHash     []byte `gorm:"primaryKey"`
	RequestHash []byte
	Answer      []byte
	CreatedAt   time.Time
	ExpiresAt   time.Time
}

// TableName is staff_answers.
func (Answer) TableName() string { return "staff_answers" }

// do does something that is answered by its being done, once where the viewer's request came under an idempotency key.
func (s *Service) do(ctx context.Context, v Viewer, work func(database.Tx) error) error {
	_, err := act.Do(ctx, s.db, By(v, v.Once), func(tx database.Tx) (bool, error) { return true, work(tx) })
	return err
}

// owner parts the keys of one account or key from those of others.
func (h hand) owner() string { return fmt.Sprintf("%s %d ", h.viewer.Kind, h.viewer.ID) }

// Answered looks for the answer that was given under the key.
func (h hand) Answered(tx database.Tx, answer any) (bool, error) {
	if h.once.Key == "" {
		return false, nil
	}
	if err := h.once.Check(); err != nil {
		return false, err
	}
	key, _ := h.once.Hashes(h.owner())
	row, err := findAnswer(tx, key)
	if err != nil || row == nil {
		return false, err
	}
	if err := h.once.Same(row.RequestHash); err != nil {
		return false, err
	}
	return true, act.Unpack(row.Answer, answer)
}

// Keep keeps the answer under the key.
func (h hand) Keep(tx database.Tx, answer any) error {
	if h.once.Key == "" {
		return nil
	}
	key, request := h.once.Hashes(h.owner())
	packed, err := act.Pack(answer)
	if err != nil {
		return err
	}
	return keepAnswer(tx, Answer{KeyHash: key, RequestHash: request, Answer: packed, CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(act.AnswersLive)})
}
