package database_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

var errNo = errors.New("no")

func TestInTx(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		t.Run("what was done is there", func(t *testing.T) {
			note(t, db, "kept", 1, 2)
		})
		t.Run("an error takes everything back, and is told as it is", func(t *testing.T) {
			calls := 0
			err := db.InTx(t.Context(), func(tx database.Tx) error {
				calls++
				if err := tx.Changed("lost", 1); err != nil {
					return err
				}
				return fmt.Errorf("decide: %w", errNo)
			})
			if !errors.Is(err, errNo) || calls != 1 {
				t.Errorf("got %v after %d calls", err, calls)
			}
		})
		t.Run("a panic takes everything back and goes on", func(t *testing.T) {
			defer func() {
				if p := recover(); p != "stop" {
					t.Errorf("recovered %v", p)
				}
			}()
			_ = db.InTx(t.Context(), func(tx database.Tx) error {
				if err := tx.Changed("lost", 2); err != nil {
					return err
				}
				panic("stop")
			})
			t.Error("the panic was swallowed")
		})
		t.Run("a context that ends takes everything back", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			err := db.InTx(ctx, func(tx database.Tx) error {
				if err := tx.Changed("lost", 3); err != nil {
					return err
				}
				cancel()
				return tx.Changed("lost", 4)
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
		t.Run("a context that has ended begins nothing", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			err := db.InTx(ctx, func(database.Tx) error {
				t.Error("the work was begun")
				return nil
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
		t.Run("the database works on after all that", func(t *testing.T) {
			note(t, db, "kept", 3)
			if diff := cmp.Diff([]string{"kept 1", "kept 2", "kept 3"}, entries(t, db)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("no ids are no changes", func(t *testing.T) {
			note(t, db, "none")
			if got := entries(t, db); len(got) != 3 {
				t.Error(got)
			}
		})
	})
}

func TestInTxTriesAgain(t *testing.T) {
	t.Parallel()
	deadlock := fmt.Errorf("write: %w", &mysql.MySQLError{Number: 1213, Message: "Deadlock found"})
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		t.Run("until it succeeds, and only the last try stays", func(t *testing.T) {
			calls := 0
			err := db.InTx(t.Context(), func(tx database.Tx) error {
				calls++
				if err := tx.Changed("try", int64(calls)); err != nil {
					return err
				}
				if calls < 3 {
					return deadlock
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"try 3"}, entries(t, db)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("until it has tried enough, and tells the last error", func(t *testing.T) {
			calls := 0
			err := db.InTx(t.Context(), func(database.Tx) error { calls++; return deadlock })
			if !database.IsRetryable(err) || err.Error() != deadlock.Error() || calls != 6 {
				t.Errorf("got %v after %d calls", err, calls)
			}
		})
		t.Run("until nobody waits any more", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			calls := 0
			err := db.InTx(ctx, func(database.Tx) error { calls++; cancel(); return deadlock })
			if !errors.Is(err, context.Canceled) || calls != 1 {
				t.Errorf("got %v after %d calls", err, calls)
			}
		})
	})
}

// TestDeadlock crosses two units of work: each holds the row that the other wants. The server ends one of them, and
// nobody outside may notice.
func TestDeadlock(t *testing.T) {
	t.Parallel()
	for _, kind := range []database.Kind{database.MariaDB, database.MySQL} {
		t.Run(string(kind), func(t *testing.T) {
			db := storetest.Open(t, kind)
			note(t, db, "row", 0, 0)
			raise := func(tx database.Tx, sequence int64) error {
				return tx.DB.Model(&entry{}).Where("sequence = ?", sequence).UpdateColumn("object_id", gorm.Expr("object_id + 1")).Error
			}
			var calls atomic.Int64
			var both, done sync.WaitGroup
			both.Add(2)
			errs := make([]error, 2)
			for i := range errs {
				done.Go(func() {
					first, second := int64(1+i), int64(2-i)
					met := false
					errs[i] = db.InTx(t.Context(), func(tx database.Tx) error {
						calls.Add(1)
						if err := raise(tx, first); err != nil {
							return err
						}
						if !met {
							met = true
							both.Done()
							both.Wait() // each has its first row now
						}
						return raise(tx, second)
					})
				})
			}
			done.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Fatal(err)
			}
			if calls.Load() < 3 {
				t.Errorf("%d calls: nothing was tried again", calls.Load())
			}
			if diff := cmp.Diff([]string{"row 2", "row 2"}, entries(t, db)); diff != "" {
				t.Errorf("each of the two raises both rows once: %s", diff)
			}
		})
	}
}

// TestBusyFile has two processes' worth of connections write into one SQLite file.
func TestBusyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "shop.db")
	one, two := open(t, path), open(t, path)
	if err := one.Migrate(t.Context(), func(string) {}); err != nil {
		t.Fatal(err)
	}
	t.Run("both get through", func(t *testing.T) {
		const each = 25
		var done sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			done.Go(func() {
				for range each {
					db := []*database.DB{one, two}[i%2]
					errs[i] = errors.Join(errs[i], db.InTx(t.Context(), func(tx database.Tx) error { return tx.Changed("mixed", 1) }))
				}
			})
		}
		done.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		if got := len(entries(t, one)); got != each*len(errs) {
			t.Errorf("%d of %d are there", got, each*len(errs))
		}
	})
	t.Run("one that waits in vain gives up with the reason", func(t *testing.T) {
		// The writing connection is the only one of its kind, so it keeps what is set here.
		if err := two.InTx(t.Context(), func(tx database.Tx) error { return tx.DB.Exec("PRAGMA busy_timeout = 1").Error }); err != nil {
			t.Fatal(err)
		}
		err := one.InTx(t.Context(), func(tx database.Tx) error {
			if err := tx.Changed("held", 1); err != nil {
				return err
			}
			return two.InTx(t.Context(), func(database.Tx) error { return errors.New("began beside another") })
		})
		if !database.IsRetryable(err) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("readers do not wait for a writer, and see what was there before", func(t *testing.T) {
		before := len(entries(t, two))
		note := func(tx database.Tx) error {
			if err := tx.Changed("unseen", 1); err != nil {
				return err
			}
			if got := len(entries(t, two)); got != before {
				t.Errorf("%d rows are seen beside the writer, %d before", got, before)
			}
			return nil
		}
		if err := one.InTx(t.Context(), note); err != nil {
			t.Fatal(err)
		}
	})
}

func TestDeclare(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		t.Run("two that declare the same thing at once both succeed", func(t *testing.T) {
			var both, done sync.WaitGroup
			both.Add(2)
			errs := make([]error, 2)
			var inserts, updates atomic.Int64
			for i := range errs {
				done.Go(func() {
					met := false
					errs[i] = db.Declare(t.Context(), func(tx database.Tx) error {
						var there int64
						if err := tx.DB.Table("redirects").Where("path = ?", "/same").Count(&there).Error; err != nil {
							return err
						}
						if !met && db.Kind() != database.SQLite { // which lets only one in
							met = true
							both.Done()
							both.Wait() // neither has seen the other's row
						}
						if there > 0 {
							updates.Add(1)
							return tx.DB.Exec("UPDATE redirects SET target = ? WHERE path = '/same'", fmt.Sprint(i)).Error
						}
						err := tx.DB.Exec("INSERT INTO redirects (path, target, created_at, updated_at) VALUES ('/same', ?, ?, ?)", fmt.Sprint(i), tx.Now, tx.Now).Error
						if err == nil {
							inserts.Add(1)
						}
						return err
					})
				})
			}
			done.Wait()
			if err := errors.Join(errs...); err != nil || inserts.Load() != 1 || updates.Load() != 1 {
				t.Errorf("%d inserts, %d updates, %v", inserts.Load(), updates.Load(), err)
			}
		})
		t.Run("a duplicate that stays is told", func(t *testing.T) {
			calls := 0
			err := db.Declare(t.Context(), func(tx database.Tx) error {
				calls++
				return tx.DB.Exec("INSERT INTO redirects (path, target, created_at, updated_at) VALUES ('/same', '', ?, ?)", tx.Now, tx.Now).Error
			})
			if !database.IsDuplicate(err) || calls != 5 {
				t.Errorf("got %v after %d calls", err, calls)
			}
		})
		t.Run("another error is told at once", func(t *testing.T) {
			calls := 0
			if err := db.Declare(t.Context(), func(database.Tx) error { calls++; return errNo }); !errors.Is(err, errNo) || calls != 1 {
				t.Errorf("got %v after %d calls", err, calls)
			}
		})
	})
}

func TestRead(t *testing.T) {
	t.Parallel()
	t.Run("SQLite cannot be written to by reading", func(t *testing.T) {
		db := storetest.Open(t, database.SQLite)
		for _, statement := range []string{
			"INSERT INTO changes (kind, object_id, changed_at) VALUES ('x', 1, '2026-01-01 00:00:00+00:00')",
			"UPDATE shop SET name = 'x'", "DELETE FROM locations", "DROP TABLE changes", "CREATE TABLE x (id INTEGER)",
		} {
			if err := db.Read(t.Context()).Exec(statement).Error; err == nil {
				t.Errorf("%s was run", statement)
			}
		}
	})
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		t.Run("an ended context ends a statement", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := db.Read(ctx).Find(&[]entry{}).Error; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
		t.Run("what was written is read at once", func(t *testing.T) {
			for i := range int64(10) {
				note(t, db, "own", i)
				if got := len(entries(t, db)); got != int(i)+1 {
					t.Fatalf("%d rows after %d writes", got, i+1)
				}
			}
		})
	})
}

// TestTimes holds that an instant comes back as it was written, whatever zone it was told in.
func TestTimes(t *testing.T) {
	t.Parallel()
	berlin := time.FixedZone("Berlin in summer", 2*60*60)
	instants := []time.Time{
		time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC),
		time.Date(2026, 3, 4, 5, 6, 7, 1_000_000, time.UTC),
		time.Date(2026, 3, 4, 5, 6, 7, 100_000_000, time.UTC),
		time.Date(2026, 3, 4, 5, 6, 7, 120_000_000, berlin),
		time.Date(2026, 12, 31, 23, 59, 59, 999_999_999, time.UTC), // must not become the next year
		time.Date(2028, 2, 29, 12, 0, 0, 5_600_000, time.FixedZone("", -11*60*60)),
		time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2100, 1, 1, 0, 0, 0, 0, berlin),
	}
	var now time.Time
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		for _, now = range instants {
			note(t, db, "time", 1)
		}
		var rows []entry
		if err := db.Read(t.Context()).Order("sequence").Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		for i, want := range instants {
			got := rows[i].ChangedAt
			if want = want.UTC().Truncate(time.Millisecond); !got.Equal(want) {
				t.Errorf("%v came back as %v", want, got)
			}
			if _, offset := got.Zone(); offset != 0 {
				t.Errorf("%v came back in %v", want, got.Location())
			}
			// Compared by the database, with the instant told in another zone.
			var at, before int64
			told := want.In(berlin)
			if err := db.Read(t.Context()).Model(&entry{}).Where("changed_at = ?", told).Count(&at).Error; err != nil {
				t.Fatal(err)
			}
			if err := db.Read(t.Context()).Model(&entry{}).Where("changed_at < ?", told).Count(&before).Error; err != nil {
				t.Fatal(err)
			}
			var earlier int64
			for _, other := range instants {
				if other.UTC().Truncate(time.Millisecond).Before(want) {
					earlier++
				}
			}
			if at != 1 || before != earlier {
				t.Errorf("%v: %d rows at it, %d of %d before", told, at, before, earlier)
			}
		}
	})
}
