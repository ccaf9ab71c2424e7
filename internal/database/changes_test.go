package database_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestPruneChanges removes what is old, and leaves what tells the version of a kind.
func TestPruneChanges(t *testing.T) {
	var at atomic.Int64
	clock := func() time.Time { return time.UnixMilli(at.Load()).UTC() }
	begin := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	storetest.EachAt(t, clock, func(t *testing.T, db *database.DB) {
		write := func(days int, kind string, n int) {
			t.Helper()
			at.Store(begin.AddDate(0, 0, days).UnixMilli())
			ids := make([]int64, n)
			if err := db.InTx(t.Context(), func(tx database.Tx) error { return tx.Changed(kind, ids...) }); err != nil {
				t.Fatal(err)
			}
		}
		write(0, "rare", 2)
		write(0, "product", 1500)
		write(9, "product", 3)
		at.Store(begin.AddDate(0, 0, 10).UnixMilli())
		before, err := db.LastChange(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if removed, err := db.PruneChanges(t.Context()); err != nil || removed != 1501 {
			t.Fatalf("%d were removed, want 1501: %v", removed, err)
		}
		if removed, err := db.PruneChanges(t.Context()); err != nil || removed != 0 {
			t.Errorf("%d were removed again: %v", removed, err)
		}
		rows, err := db.ChangesAfter(t.Context(), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		var kinds []string
		for _, c := range rows {
			kinds = append(kinds, c.Kind)
		}
		if diff := cmp.Diff([]string{"rare", "product", "product", "product"}, kinds); diff != "" {
			t.Error(diff)
		}
		if after, err := db.LastChange(t.Context()); err != nil || after != before {
			t.Errorf("the last change went from %d to %d: %v", before, after, err)
		}
	})
}
