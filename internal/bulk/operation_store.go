package bulk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

func insertOperation(tx database.Tx, o *Operation) error {
	if err := tx.DB.Create(o).Error; err != nil {
		return fmt.Errorf("insert an operation: %w", err)
	}
	return nil
}

func countUnfinished(tx database.Tx) (n int64, err error) {
	if err := tx.DB.Model(&Operation{}).Where("state IN ?", unfinished).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count operations: %w", err)
	}
	return n, nil
}

// lockOperation is the operation as it is now, until the transaction ends.
func lockOperation(tx database.Tx, id int64) (Operation, error) {
	return takeOperation(tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}), id)
}

// Find is an operation; a fault.NotFound if there is none.
func (s *Service) Find(ctx context.Context, id int64) (Operation, error) {
	return takeOperation(s.r.Database.Read(ctx), id)
}

func takeOperation(db *gorm.DB, id int64) (Operation, error) {
	var o Operation
	err := db.Where("id = ?", id).Take(&o).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return o, fault.NotFoundf("id", "there is no such operation")
	}
	if err != nil {
		return o, fmt.Errorf("find operation %d: %w", id, err)
	}
	return o, nil
}

func updateOperation(tx database.Tx, o *Operation, columns ...string) error {
	if err := tx.DB.Model(&Operation{}).Where("id = ?", o.ID).Select(columns).Updates(o).Error; err != nil {
		return fmt.Errorf("update operation %d: %w", o.ID, err)
	}
	return nil
}

// next is the operation that is to be done next: the oldest one, so that files are imported in the order they were sent in.
func (s *Service) next(ctx context.Context) (*Operation, error) {
	var rows []Operation
	err := s.r.Database.Read(ctx).Where("state IN ?", unfinished).Order("id").Limit(1).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("look for operations: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return &rows[0], nil
}

// claim takes the lease of an operation that nobody holds. It reports false when another process was quicker.
func (s *Service) claim(ctx context.Context, o *Operation) (bool, error) {
	claimed := false
	err := s.r.Database.InTx(ctx, func(tx database.Tx) error {
		changes := map[string]any{"lease": o.Lease + 1, "owner": s.owner, "leased_until": tx.Now.Add(s.o.Lease), "tries": o.Tries + 1}
		if o.StartedAt == nil {
			changes["started_at"] = tx.Now
		}
		if o.State == Waiting {
			changes["state"] = Running
		}
		done := tx.DB.Model(&Operation{}).Where("id = ? AND lease = ? AND state = ? AND (leased_until IS NULL OR leased_until <= ?)", o.ID, o.Lease, o.State, tx.Now).Updates(changes)
		claimed = done.RowsAffected == 1
		return done.Error
	})
	if err != nil {
		return false, fmt.Errorf("lease operation %d: %w", o.ID, err)
	}
	if claimed {
		o.Lease++
		o.Tries++
		if o.State == Waiting {
			o.State = Running
		}
	}
	return claimed, nil
}

// renew keeps the lease; it reports false when it is lost, or when the operation is not to go on.
func (s *Service) renew(ctx context.Context, o *Operation) (bool, error) {
	kept := false
	err := s.r.Database.InTx(ctx, func(tx database.Tx) error {
		done := tx.DB.Model(&Operation{}).Where("id = ? AND lease = ? AND state = ?", o.ID, o.Lease, Running).Update("leased_until", tx.Now.Add(s.o.Lease))
		kept = done.RowsAffected == 1
		return done.Error
	})
	if err != nil {
		return false, fmt.Errorf("renew the lease of operation %d: %w", o.ID, err)
	}
	return kept, nil
}

// giveBack ends the lease after some time, so that the operation is taken up again then.
func (s *Service) giveBack(ctx context.Context, o *Operation, after time.Duration) error {
	err := s.r.Database.InTx(ctx, func(tx database.Tx) error {
		return tx.DB.Model(&Operation{}).Where("id = ? AND lease = ?", o.ID, o.Lease).Update("leased_until", tx.Now.Add(after)).Error
	})
	if err != nil {
		return fmt.Errorf("give operation %d back: %w", o.ID, err)
	}
	return nil
}

// finish ends the operation, unless somebody else holds it now.
func (s *Service) finish(ctx context.Context, o *Operation, state State, why string) error {
	err := s.r.Database.InTx(ctx, func(tx database.Tx) error {
		return tx.DB.Model(&Operation{}).Where("id = ? AND lease = ? AND state IN ?", o.ID, o.Lease, unfinished).
			Updates(map[string]any{"state": state, "error": clip(why, 1024), "completed_at": tx.Now, "leased_until": nil}).Error
	})
	if err != nil {
		return fmt.Errorf("note that operation %d is %s: %w", o.ID, state, err)
	}
	return nil
}

// setBytes notes the size of the file.
func (s *Service) setBytes(ctx context.Context, o *Operation, bytes int64) error {
	o.Bytes = bytes
	err := s.r.Database.InTx(ctx, func(tx database.Tx) error {
		return tx.DB.Model(&Operation{}).Where("id = ? AND lease = ?", o.ID, o.Lease).Update("bytes", bytes).Error
	})
	if err != nil {
		return fmt.Errorf("note the size of operation %d: %w", o.ID, err)
	}
	return nil
}

// errStopped is what a holder meets that is to write no more: the operation is canceled, or held by somebody else.
var errStopped = errors.New("the operation is not to go on")

// commit notes how far the operation has come, in the transaction that has come so far. It refuses a holder that is none any
// more, and with it what they wrote.
func commit(tx database.Tx, holder *Operation, m Mark) error {
	o, err := lockOperation(tx, holder.ID)
	if err != nil {
		return err
	}
	if o.Lease != holder.Lease || o.State != Running {
		return errStopped
	}
	lines := m.Lines[:min(len(m.Lines), maxReport-o.RowsKept)]
	o.Reading, o.RowDone, o.Summary, o.BytesDone, o.Tries = m.Reading, int64(m.Row), m.Sum, max(o.BytesDone, m.Bytes), 0
	o.RowsKept += len(lines)
	if err := updateOperation(tx, &o, "reading", "row_done", "summary", "bytes_done", "tries", "rows_kept"); err != nil {
		return err
	}
	if len(lines) == 0 {
		return nil
	}
	rows := make([]ReportRow, len(lines))
	for i, l := range lines {
		rows[i] = ReportRow{OperationID: o.ID, Row: int64(l.Row), Column: clip(l.Column, 500), Handle: clip(l.Handle, 500), Level: l.Level.String(), Text: l.Text}
	}
	if err := tx.DB.CreateInBatches(rows, 500).Error; err != nil {
		return fmt.Errorf("insert the report of operation %d: %w", o.ID, err)
	}
	return nil
}

func listRows[T any](q *gorm.DB, want page.Want, desc bool, what string) ([]T, error) {
	at := func(c *page.Cursor) *database.Position {
		if c == nil {
			return nil
		}
		return &database.Position{ID: c.ID}
	}
	seek := database.Seek{ID: "id", Desc: desc, Backward: want.Backward, Limit: want.Limit + 1, From: at(want.From), Until: at(want.Until)}
	var rows []T
	if err := seek.Page(q).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return rows, nil
}

// Sweep removes operations that ended some time ago, with their reports, and tells how many.
func (s *Service) Sweep(ctx context.Context) (removed int, err error) {
	var ids []int64
	old := s.r.Database.Now().Add(-keepFor)
	if err := s.r.Database.Read(ctx).Model(&Operation{}).Where("completed_at <= ?", old).Order("completed_at, id").Limit(100).Pluck("id", &ids).Error; err != nil {
		return 0, fmt.Errorf("look for old operations: %w", err)
	}
	for _, id := range ids {
		for more := true; more; {
			err := s.r.Database.InTx(ctx, func(tx database.Tx) error {
				var rows []int64
				if err := tx.DB.Model(&ReportRow{}).Where("operation_id = ?", id).Order("id").Limit(1000).Pluck("id", &rows).Error; err != nil {
					return err
				}
				if more = len(rows) > 0; more {
					return tx.DB.Where("id IN ?", rows).Delete(&ReportRow{}).Error
				}
				return tx.DB.Where("id = ?", id).Delete(&Operation{}).Error
			})
			if err != nil {
				return removed, fmt.Errorf("sweep operation %d: %w", id, err)
			}
		}
		removed++
	}
	return removed, nil
}
