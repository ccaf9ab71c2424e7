package staff

import (
	"context"
	"encoding/json"
	"fmt"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

// Entry is what is to be remembered of a write.
type Entry struct {
	Actor    Viewer
	Action   string // "product.update"
	Kind     string // of the object: "product"
	ObjectID int64
	Before   any // becomes JSON; nil: it was not there
	After    any // becomes JSON; nil: it is gone
}

// maxValue is how much of a value is remembered, in bytes of JSON.
const maxValue = 256 << 10

// Record writes an entry into the audit log, in the transaction of what it tells. Secrets have no place in it: types that
// hold them become "[hidden]" as JSON.
func Record(tx database.Tx, e Entry) error {
	row, err := entryOf(tx, e)
	if err != nil {
		return err
	}
	return insertEntries(tx, []AuditEntry{row})
}

// entryOf is the row of an entry.
func entryOf(tx database.Tx, e Entry) (AuditEntry, error) {
	row := AuditEntry{At: tx.Now, ActorKind: e.Actor.Kind, ActorID: e.Actor.ID, ActorName: e.Actor.Name, Action: e.Action,
		ObjectKind: e.Kind, ObjectID: e.ObjectID, RequestID: e.Actor.RequestID[:min(len(e.Actor.RequestID), 64)]}
	var err error
	if row.Before, err = remember(e.Before); err != nil {
		return row, fmt.Errorf("record %s: %w", e.Action, err)
	}
	if row.After, err = remember(e.After); err != nil {
		return row, fmt.Errorf("record %s: %w", e.Action, err)
	}
	return row, nil
}

func remember(value any) (*string, error) {
	if value == nil {
		return nil, nil
	}
	b, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("write a value as JSON: %w", err)
	}
	if len(b) > maxValue {
		b = fmt.Appendf(nil, `{"omitted":"%d bytes"}`, len(b))
	}
	return new(string(b)), nil
}

// AuditQuery says which entries are wanted; empty fields want any.
type AuditQuery struct {
	page.Want
	ActorKind  ActorKind
	ActorID    int64
	ObjectKind string
	ObjectID   int64
	Action     string
}

// AuditListing is the name that cursors of the audit log carry.
const AuditListing = "audit"

// Audit lists what was done, the latest first. It needs AuditRead.
func (s *Service) Audit(ctx context.Context, v Viewer, q AuditQuery) (page.Conn[AuditEntry], error) {
	if err := v.Need(AuditRead); err != nil {
		return page.Conn[AuditEntry]{}, err
	}
	where := map[string]any{}
	for column, value := range map[string]string{"actor_kind": string(q.ActorKind), "object_kind": q.ObjectKind, "action": q.Action} {
		if value != "" {
			where[column] = value
		}
	}
	for column, value := range map[string]int64{"actor_id": q.ActorID, "object_id": q.ObjectID} {
		if value != 0 {
			where[column] = value
		}
	}
	rows, err := listByID[AuditEntry](s.db.Read(ctx), q.Want, true, where)
	if err != nil {
		return page.Conn[AuditEntry]{}, fmt.Errorf("list the audit log: %w", err)
	}
	return page.Cut(q.Want, rows, func(e AuditEntry) string { return page.Cursor{ID: e.ID}.Encode(AuditListing) }), nil
}
