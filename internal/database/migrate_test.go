package database_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

var steps = []string{
	"00001_changes.sql", "00002_shop.sql", "00003_catalog.sql", "00004_content.sql", "00005_terms.sql", "00006_cart.sql",
	"00007_account.sql", "00008_mail.sql", "00009_staff.sql", "00010_search.sql", "00011_staff_answers.sql", "00012_sku_key.sql",
	"00013_collection_rules.sql", "00014_stock.sql", "00015_bulk.sql", "00016_uploads.sql", "00017_terms_versions.sql", "00018_content_writes.sql",
	"00019_customers.sql", "00020_signing_keys.sql", "00021_staff_versions.sql",
}

// latest is the number of the last step.
var latest = strings.TrimLeft(steps[len(steps)-1][:5], "0")

// state says of each step whether it is applied.
func state(t testing.TB, db *database.DB) map[string]bool {
	t.Helper()
	status, err := db.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, m := range status {
		if out[m.Name] = m.Applied; m.Applied == m.At.IsZero() {
			t.Errorf("%s: applied is %v, at %v", m.Name, m.Applied, m.At)
		}
	}
	return out
}

func applied(n int) map[string]bool {
	out := map[string]bool{}
	for i, step := range steps {
		out[step] = i < n
	}
	return out
}

func migrate(t testing.TB, db *database.DB) []string {
	t.Helper()
	told := []string{}
	if err := db.Migrate(t.Context(), func(text string) { told = append(told, text) }); err != nil {
		t.Fatal(err)
	}
	return told
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	storetest.EachURL(t, func(t *testing.T, url string) {
		db := open(t, url)
		t.Run("an empty database has all steps before it", func(t *testing.T) {
			if diff := cmp.Diff(applied(0), state(t, db)); diff != "" {
				t.Error(diff)
			}
			if err := db.CheckMigrations(t.Context()); err == nil || !strings.Contains(err.Error(), "version 0 of "+latest+"; run: cartwright migrate up") {
				t.Errorf("got %v", err)
			}
			if _, err := db.MigrateDown(t.Context()); err == nil || !strings.Contains(err.Error(), "nothing to take back") {
				t.Errorf("got %v", err)
			}
		})
		t.Run("up", func(t *testing.T) {
			want := []string{}
			for _, step := range steps {
				want = append(want, "applied "+step)
			}
			if diff := cmp.Diff(want, migrate(t, db)); diff != "" {
				t.Error(diff)
			}
			if err := db.CheckMigrations(t.Context()); err != nil {
				t.Error(err)
			}
		})
		t.Run("up again does nothing", func(t *testing.T) {
			if told := migrate(t, db); len(told) != 0 {
				t.Error(told)
			}
		})
		t.Run("down, a step at a time", func(t *testing.T) {
			for i, step := range slices.Backward(steps) {
				name, err := db.MigrateDown(t.Context())
				if err != nil || name != step {
					t.Fatalf("took back %q, %v", name, err)
				}
				if diff := cmp.Diff(applied(i), state(t, db)); diff != "" {
					t.Fatal(diff)
				}
			}
			if _, err := db.MigrateDown(t.Context()); err == nil {
				t.Error("took back more than there was")
			}
		})
		t.Run("and up once more", func(t *testing.T) {
			migrate(t, db)
			if diff := cmp.Diff(applied(len(steps)), state(t, db)); diff != "" {
				t.Error(diff)
			}
			note(t, db, "product", 1)
		})
		t.Run("a step that was edited is told", func(t *testing.T) {
			exec(t, db, "UPDATE migration_checksums SET sha256 = 'other' WHERE version = 3")
			const want = "00003_catalog.sql is not what it was when it was applied"
			for _, err := range []error{db.CheckMigrations(t.Context()), db.Migrate(t.Context(), func(string) {})} {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %v", err)
				}
			}
		})
		t.Run("tables of a newer program are told", func(t *testing.T) {
			exec(t, db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, ?)", true)
			want := "at version 99, this program knows versions up to " + latest
			for _, err := range []error{db.CheckMigrations(t.Context()), db.Migrate(t.Context(), func(string) {})} {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %v", err)
				}
			}
		})
	})
}

func exec(t testing.TB, db *database.DB, statement string, args ...any) {
	t.Helper()
	if err := db.InTx(t.Context(), func(tx database.Tx) error { return tx.DB.Exec(statement, args...).Error }); err != nil {
		t.Fatal(err)
	}
}

// TestMigrateTogether starts several programs on one empty database.
func TestMigrateTogether(t *testing.T) {
	t.Parallel()
	storetest.EachURL(t, func(t *testing.T, url string) {
		programs := make([]*database.DB, 3)
		for i := range programs {
			programs[i] = open(t, url)
		}
		var done sync.WaitGroup
		var mu sync.Mutex
		var told []string
		errs := make([]error, len(programs))
		for i, db := range programs {
			done.Go(func() {
				errs[i] = db.Migrate(context.WithoutCancel(t.Context()), func(text string) {
					mu.Lock()
					defer mu.Unlock()
					told = append(told, text)
				})
			})
		}
		done.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		slices.Sort(told)
		if len(told) != len(steps) || len(slices.Compact(told)) != len(steps) {
			t.Errorf("told in all: %q", told)
		}
		for _, db := range programs {
			if err := db.CheckMigrations(t.Context()); err != nil {
				t.Error(err)
			}
		}
		var sums int64
		if err := programs[0].Read(t.Context()).Table("migration_checksums").Count(&sums).Error; err != nil || sums != int64(len(steps)) {
			t.Errorf("%d checksums, %v", sums, err)
		}
	})
}

// TestMigrateWaits holds the lock that a program holds while it migrates.
func TestMigrateWaits(t *testing.T) {
	t.Parallel()
	for _, kind := range []database.Kind{database.MariaDB, database.MySQL} {
		t.Run(string(kind), func(t *testing.T) {
			db := storetest.Open(t, kind)
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			err := db.Read(t.Context()).Connection(func(holder *gorm.DB) error {
				if err := holder.Exec("DO GET_LOCK(LEFT(CONCAT('cartwright.migrate.', DATABASE()), 64), 0)").Error; err != nil {
					return err
				}
				if err := db.Migrate(ctx, func(string) {}); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v", err)
				}
				return holder.Exec("DO RELEASE_ALL_LOCKS()").Error
			})
			if err != nil {
				t.Fatal(err)
			}
			migrate(t, db)
		})
	}
}
