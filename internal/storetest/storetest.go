// Package storetest gives tests real databases: an empty, migrated one of every kind that this machine has.
//
// SQLite is always there. MySQL and MariaDB come from CARTWRIGHT_TEST_MYSQL, one DSN or several parted by blanks, or
// are started from the mariadbd or mysqld found on PATH, on a temporary directory that goes with the test binary. What
// could not be had is said in one line; with CARTWRIGHT_TEST_NOSKIP=1 it fails the run.
package storetest

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cartwright/internal/database"
)

// Each runs a test on an empty, migrated database of every kind.
func Each(t *testing.T, f func(t *testing.T, db *database.DB)) {
	t.Helper()
	for _, kind := range Kinds() {
		t.Run(strings.ToLower(string(kind)), func(t *testing.T) { f(t, Open(t, kind)) })
	}
}

// EachAt is Each with a clock.
func EachAt(t *testing.T, clock func() time.Time, f func(t *testing.T, db *database.DB)) {
	t.Helper()
	for _, kind := range Kinds() {
		t.Run(strings.ToLower(string(kind)), func(t *testing.T) { f(t, OpenAt(t, kind, clock)) })
	}
}

// EachURL runs a test on an empty database of every kind, not migrated, by the URL that --database takes.
func EachURL(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	for _, kind := range Kinds() {
		t.Run(strings.ToLower(string(kind)), func(t *testing.T) {
			if kind == database.SQLite {
				f(t, filepath.Join(t.TempDir(), "test.db"))
				return
			}
			f(t, need(t, kind).create(t))
		})
	}
}

// Kinds are the databases that every test runs on.
func Kinds() []database.Kind {
	return []database.Kind{database.SQLite, database.MariaDB, database.MySQL}
}

// Main runs the tests of a package and ends the servers that they started. Call it from TestMain.
func Main(m *testing.M) {
	code := m.Run()
	if why := missing(); why != "" {
		fmt.Println("not run: " + why)
	}
	stopServers()
	os.Exit(code)
}

// Open makes an empty, migrated database of the kind for one test. A kind that is not to be had skips the test, or with
// CARTWRIGHT_TEST_NOSKIP=1 fails it.
func Open(t testing.TB, kind database.Kind) *database.DB {
	t.Helper()
	return OpenAt(t, kind, nil)
}

// OpenAt is Open with a clock; nil is the system's.
func OpenAt(t testing.TB, kind database.Kind, clock func() time.Time) *database.DB {
	t.Helper()
	if kind == database.SQLite {
		return open(t, template(t).copy(t), clock)
	}
	return open(t, need(t, kind).create(t), clock)
}

// need finds the server of a kind, or ends the test.
func need(t testing.TB, kind database.Kind) *server {
	t.Helper()
	s, why := serverOf(kind)
	if why != "" {
		if os.Getenv("CARTWRIGHT_TEST_NOSKIP") == "1" {
			t.Fatalf("%s is not to be had: %s", kind, why)
		}
		t.Skipf("%s is not to be had: %s", kind, why)
	}
	return s
}

func open(t testing.TB, url string, clock func() time.Time) *database.DB {
	t.Helper()
	db, err := database.Open(context.Background(), database.Options{URL: url, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.Migrate(context.Background(), func(string) {}); err != nil {
		t.Fatal(err)
	}
	return db
}

// file is the path of a migrated SQLite file that tests copy.
type file string

var template = func() func(testing.TB) file {
	var once sync.Once
	var path string
	var failed error
	return func(t testing.TB) file {
		once.Do(func() {
			var dir string
			if dir, failed = os.MkdirTemp("", "cartwright-template-"); failed != nil {
				return
			}
			path = filepath.Join(dir, "template.db")
			var db *database.DB
			db, failed = database.Open(context.Background(), database.Options{URL: path, Log: slog.New(slog.DiscardHandler)})
			if failed != nil {
				return
			}
			if failed = db.Migrate(context.Background(), func(string) {}); failed == nil {
				failed = db.Close() // the last connection writes the log back into the file
			}
			templates.Store(&dir)
		})
		if failed != nil {
			t.Fatal(failed)
		}
		return file(path)
	}
}()

// templates is the directory to remove at the end.
var templates atomic.Pointer[string]

func (f file) copy(t testing.TB) string {
	bytes, err := os.ReadFile(string(f))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
