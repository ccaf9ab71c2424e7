package database

import (
	"context"
	"time"

	"github.com/sethvargo/go-retry"
	"gorm.io/gorm"
)

// Tx is one unit of work: a handle for statements and the one time they all write.
type Tx struct {
	DB  *gorm.DB
	Now time.Time

	noted *bool // whether Changed was called
}

// How often a unit of work is tried again, and how long the first wait is.
const (
	maxRetries = 5
	firstWait  = 10 * time.Millisecond
)

// InTx runs f in a transaction. When the database asks for another try (a deadlock, a lock that was waited for too
// long, a busy file) the whole of f runs again, so f must have no other effects. Any error of f rolls back.
func (db *DB) InTx(ctx context.Context, f func(tx Tx) error) error {
	backoff := retry.WithMaxRetries(maxRetries, retry.WithJitterPercent(50, retry.NewExponential(firstWait)))
	return retry.Do(ctx, backoff, func(ctx context.Context) error {
		now, noted := db.Now(), false
		err := db.write.WithContext(ctx).Transaction(func(g *gorm.DB) error { return f(Tx{DB: g, Now: now, noted: &noted}) })
		if IsRetryable(err) {
			return retry.RetryableError(err)
		}
		if err == nil && noted {
			db.commits.Add(1)
		}
		return err
	})
}

// Declare is InTx for work that writes what shall be, whether it was there or not. Where nothing is there yet, nothing can
// be locked, and two such works meet at a unique key; the later one begins anew and finds what the other has written.
func (db *DB) Declare(ctx context.Context, f func(tx Tx) error) (err error) {
	for range maxRetries {
		if err = db.InTx(ctx, f); !IsDuplicate(err) {
			break
		}
	}
	return err
}
