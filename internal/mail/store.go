package mail

import (
	"context"
	"fmt"
	"time"

	"cartwright/internal/database"
)

func insert(tx database.Tx, row Row) error {
	if err := tx.DB.Create(&row).Error; err != nil {
		return fmt.Errorf("queue a mail: %w", err)
	}
	return nil
}

// due are rows that may be tried now, those that wait longest first.
func (s *Service) due(ctx context.Context, limit int) ([]Row, error) {
	var rows []Row
	err := s.db.Read(ctx).Where("state = ? AND due_at <= ?", Queued, s.db.Now()).Order("due_at, id").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("look for mails to send: %w", err)
	}
	return rows, nil
}

// claim leases a row that due has found, and counts the try. It reports false when another process was quicker.
func (s *Service) claim(ctx context.Context, row *Row) (bool, error) {
	claimed := false
	err := s.db.InTx(ctx, func(tx database.Tx) error {
		done := tx.DB.Model(&Row{}).Where("id = ? AND state = ? AND tries = ? AND due_at <= ?", row.ID, Queued, row.Tries, tx.Now).
			Select("tries", "due_at").Updates(Row{Tries: row.Tries + 1, DueAt: tx.Now.Add(lease)})
		claimed = done.RowsAffected == 1
		return done.Error
	})
	if err != nil {
		return false, fmt.Errorf("lease mail %d: %w", row.ID, err)
	}
	if claimed {
		row.Tries++
	}
	return claimed, nil
}

// end notes how a try ended, unless the lease has run out and another process holds the row.
func (s *Service) end(ctx context.Context, row Row, state State, next time.Duration, lastError string) error {
	err := s.db.InTx(ctx, func(tx database.Tx) error {
		change, columns := Row{State: state, LastError: cut(lastError)}, []string{"state", "last_error"}
		if state == Queued {
			change.DueAt, columns = tx.Now.Add(next), append(columns, "due_at")
		} else {
			change.EndedAt, change.Data, columns = &tx.Now, wiped(row.Data), append(columns, "ended_at", "data")
		}
		return tx.DB.Model(&Row{}).Where("id = ? AND state = ? AND tries = ?", row.ID, Queued, row.Tries).Select(columns).Updates(change).Error
	})
	if err != nil {
		return fmt.Errorf("note that mail %d is %s: %w", row.ID, state, err)
	}
	return nil
}

func (s *Service) latest(ctx context.Context, limit int) ([]Row, error) {
	var rows []Row
	if err := s.db.Read(ctx).Order("id DESC").Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the last mails: %w", err)
	}
	return rows, nil
}

func (s *Service) find(ctx context.Context, id int64) ([]Row, error) {
	var rows []Row
	if err := s.db.Read(ctx).Where("id = ?", id).Limit(1).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load mail %d: %w", id, err)
	}
	return rows, nil
}

// Forget removes every mail to an address, sent or not, in the transaction that erases the person.
func (s *Service) Forget(tx database.Tx, address string) error {
	if kept, err := checkAddress(address); err == nil {
		address = kept // with the host as rows have it
	}
	if err := tx.DB.Where("address = ?", address).Delete(&Row{}).Error; err != nil {
		return fmt.Errorf("forget the mails of an address: %w", err)
	}
	return nil
}

// Sweep removes the mails that ended longer ago than they are kept, in small batches, and tells how many.
func (s *Service) Sweep(ctx context.Context) (removed int, err error) {
	for {
		var ids []int64
		err := s.db.InTx(ctx, func(tx database.Tx) error {
			ids = nil
			old := tx.Now.Add(-s.keep)
			if err := tx.DB.Model(&Row{}).Where("ended_at <= ?", old).Order("ended_at, id").Limit(sweepBatch).Pluck("id", &ids).Error; err != nil {
				return err
			}
			if len(ids) == 0 {
				return nil
			}
			return tx.DB.Where("id IN ?", ids).Delete(&Row{}).Error
		})
		if err != nil {
			return removed, fmt.Errorf("sweep mails: %w", err)
		}
		if removed += len(ids); len(ids) < sweepBatch {
			return removed, nil
		}
	}
}
