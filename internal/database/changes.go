package database

import (
	"context"
	"fmt"
	"time"
)

// Change is a row of changes: that something was written. Whatever is derived from the tables follows them.
type Change struct {
	Sequence  int64 `gorm:"primaryKey"`
	Kind      string
	ObjectID  int64
	ChangedAt time.Time
}

// Changed notes that things of a kind were written, for whatever is derived from them.
func (tx Tx) Changed(kind string, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	rows := make([]Change, len(ids))
	for i, id := range ids {
		rows[i] = Change{Kind: kind, ObjectID: id, ChangedAt: tx.Now}
	}
	if err := tx.DB.CreateInBatches(rows, 1000).Error; err != nil {
		return fmt.Errorf("note %d changes of %ss: %w", len(ids), kind, err)
	}
	if tx.noted != nil {
		*tx.noted = true
	}
	return nil
}

// Commits counts the transactions with changes that this process has committed, for those who want to follow at once.
func (db *DB) Commits() uint64 { return db.commits.Load() }

// ChangesAfter are the changes behind a sequence, in its order. Sequences are given before the transaction commits, so that
// one may appear behind another that is greater; whoever must miss none looks again at the latest for a while.
func (db *DB) ChangesAfter(ctx context.Context, sequence int64, limit int) ([]Change, error) {
	var rows []Change
	if err := db.Read(ctx).Where("sequence > ?", sequence).Order("sequence").Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read the changes after %d: %w", sequence, err)
	}
	return rows, nil
}

// CountChanges counts the changes behind a sequence: as long as the count stays there is nothing new.
func (db *DB) CountChanges(ctx context.Context, sequence int64) (n int64, err error) {
	if err := db.Read(ctx).Model(&Change{}).Where("sequence > ?", sequence).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count the changes after %d: %w", sequence, err)
	}
	return n, nil
}

// LastChange is the greatest sequence; 0 where nothing was ever written.
func (db *DB) LastChange(ctx context.Context) (sequence int64, err error) {
	if err := db.Read(ctx).Model(&Change{}).Select("COALESCE(MAX(sequence), 0)").Scan(&sequence).Error; err != nil {
		return 0, fmt.Errorf("find the last change: %w", err)
	}
	return sequence, nil
}

// ChangesKept is how long changes are kept. Whatever follows them and has slept longer begins anew.
const ChangesKept = 7 * 24 * time.Hour

// pruneBatch is how many changes one transaction removes.
const pruneBatch = 1000

// PruneChanges removes the changes that are older than ChangesKept, except the last of each kind, whose sequence tells what
// version the kind is at. It tells how many went.
func (db *DB) PruneChanges(ctx context.Context) (removed int64, err error) {
	line := db.Now().Add(-ChangesKept)
	var last []int64
	if err := db.Read(ctx).Model(&Change{}).Group("kind").Pluck("MAX(sequence)", &last).Error; err != nil {
		return 0, fmt.Errorf("find the last change of each kind: %w", err)
	}
	keep := make(map[int64]bool, len(last))
	for _, sequence := range last {
		keep[sequence] = true
	}
	for after := int64(0); ; {
		rows, err := db.ChangesAfter(ctx, after, pruneBatch)
		if err != nil {
			return removed, err
		}
		var old []int64
		for _, c := range rows {
			after = c.Sequence
			if c.ChangedAt.Before(line) && !keep[c.Sequence] {
				old = append(old, c.Sequence)
			}
		}
		if len(old) > 0 {
			err := db.InTx(ctx, func(tx Tx) error { return tx.DB.Where("sequence IN ?", old).Delete(&Change{}).Error })
			if err != nil {
				return removed, fmt.Errorf("remove %d old changes: %w", len(old), err)
			}
			removed += int64(len(old))
		}
		if len(rows) < pruneBatch || !rows[len(rows)-1].ChangedAt.Before(line) {
			return removed, nil
		}
	}
}
