package database_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// entry is a row of changes, a table that takes anything: the tests need one and it brings no rules.
type entry struct {
	Sequence  int64 `gorm:"primaryKey"`
	Kind      string
	ObjectID  int64
	ChangedAt time.Time
}

func (entry) TableName() string { return "changes" }

// open opens a database by its URL, as it is, until the test ends.
func open(t testing.TB, url string) *database.DB {
	t.Helper()
	db, err := database.Open(context.Background(), database.Options{URL: url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// entries are the kinds and objects of changes, in the order of writing.
func entries(t testing.TB, db *database.DB) []string {
	t.Helper()
	var rows []entry
	if err := db.Read(t.Context()).Order("sequence").Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, r := range rows {
		out = append(out, fmt.Sprintf("%s %d", r.Kind, r.ObjectID))
	}
	return out
}

// note writes changes.
func note(t testing.TB, db *database.DB, kind string, ids ...int64) {
	t.Helper()
	if err := db.InTx(t.Context(), func(tx database.Tx) error { return tx.Changed(kind, ids...) }); err != nil {
		t.Fatal(err)
	}
}
