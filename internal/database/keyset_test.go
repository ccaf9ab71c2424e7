package database_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// objects are what changes are sorted by here: values that repeat, so that the id has to decide.
var objects = []int64{5, 1, 3, 3, 9, 1, 3, 7, 7, 5}

// before reports whether a row comes before another in the order of a listing.
func before(s database.Seek, a, b entry) int {
	way := cmp.Compare(a.Sequence, b.Sequence)
	if s.Column != "" && s.Column != s.ID {
		way = cmp.Or(cmp.Compare(a.ObjectID, b.ObjectID), way)
	}
	if s.Desc {
		way = -way
	}
	return way
}

// expected is the page as it is by the book: sort all, keep what lies between the positions, walk from one end.
func expected(s database.Seek, rows []entry) []int64 {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b entry) int { return before(s, a, b) })
	if s.Backward {
		slices.Reverse(rows)
	}
	at := func(p *database.Position) entry { return entry{Sequence: p.ID, ObjectID: p.Value.(int64)} }
	ids := []int64{}
	for _, r := range rows {
		walked := func(p *database.Position) int {
			if way := before(s, r, at(p)); !s.Backward {
				return way
			} else {
				return -way
			}
		}
		if s.From != nil && walked(s.From) <= 0 || s.Until != nil && walked(s.Until) >= 0 || len(ids) == s.Limit {
			continue
		}
		ids = append(ids, r.Sequence)
	}
	return ids
}

func sequences(rows []entry) []int64 {
	ids := []int64{}
	for _, r := range rows {
		ids = append(ids, r.Sequence)
	}
	return ids
}

// TestSeek compares every page of a small listing, in both orders, both ways and between all kinds of positions, with
// the page by the book.
func TestSeek(t *testing.T) {
	t.Parallel()
	positions := []*database.Position{nil, {Value: int64(3), ID: 4}, {Value: int64(3), ID: 100}, {Value: int64(1), ID: 2}, {Value: int64(9), ID: 5}, {Value: int64(4), ID: 6}}
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		note(t, db, "row", objects...)
		var all []entry
		if err := db.Read(t.Context()).Find(&all).Error; err != nil {
			t.Fatal(err)
		}
		for _, s := range seeks(positions, 5) {
			var rows []entry
			if err := s.Page(db.Read(t.Context())).Find(&rows).Error; err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(expected(s, all), sequences(rows)); diff != "" {
				t.Errorf("%s: %s", describe(s), diff)
			}
		}
	})
}

// seeks are all pages with the positions and limits.
func seeks(positions []*database.Position, limits ...int) (out []database.Seek) {
	for _, column := range []string{"", "sequence", "object_id"} {
		for way := range 4 {
			for _, limit := range limits {
				for _, from := range positions {
					for _, until := range positions {
						out = append(out, database.Seek{Column: column, ID: "sequence", Desc: way&1 > 0, Backward: way&2 > 0,
							Limit: limit, From: from, Until: until})
					}
				}
			}
		}
	}
	return out
}

func describe(s database.Seek) string {
	return fmt.Sprintf("by %q, desc %v, backward %v, limit %d, from %v until %v", s.Column, s.Desc, s.Backward, s.Limit, s.From, s.Until)
}

func TestSeekPerParent(t *testing.T) {
	t.Parallel()
	positions := []*database.Position{nil, {Value: int64(3), ID: 9}}
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		parents := []string{"a", "b", "c"}
		for i, o := range append(objects, objects...) {
			note(t, db, parents[i%3], o)
		}
		var all []entry
		if err := db.Read(t.Context()).Find(&all).Error; err != nil {
			t.Fatal(err)
		}
		wanted := func(s database.Seek, keep func(entry) bool, parents ...string) []int64 {
			ids := []int64{}
			for _, parent := range parents {
				own := slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return e.Kind != parent || !keep(e) })
				ids = append(ids, expected(s, own)...)
			}
			return ids
		}
		whole := func(entry) bool { return true }
		for _, s := range seeks(positions, 2) {
			var rows, narrowed, derived []entry
			if err := s.PerParent(db.Read(t.Context()), "changes", "kind", []string{"c", "a"}, "").Scan(&rows).Error; err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(wanted(s, whole, "a", "c"), sequences(rows)); diff != "" {
				t.Errorf("%s: %s", describe(s), diff)
			}
			odd := func(e entry) bool { return e.ObjectID != 3 }
			if err := s.PerParent(db.Read(t.Context()), "changes", "kind", []string{"b"}, "t.object_id <> ?", 3).Scan(&narrowed).Error; err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(wanted(s, odd, "b"), sequences(narrowed)); diff != "" {
				t.Errorf("narrowed, %s: %s", describe(s), diff)
			}
			err := s.PerParentOf(db.Read(t.Context()), "(SELECT * FROM changes WHERE object_id <> ?)", []any{3}, "kind", []string{"b"}, "").Scan(&derived).Error
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(narrowed, derived); diff != "" {
				t.Errorf("over a query, %s: %s", describe(s), diff)
			}
		}
		t.Run("no parents have no rows", func(t *testing.T) {
			var rows []entry
			s := database.Seek{ID: "sequence", Limit: 5}
			if err := s.PerParent(db.Read(t.Context()), "changes", "kind", []string{}, "").Scan(&rows).Error; err != nil || len(rows) > 0 {
				t.Errorf("%v, %v", rows, err)
			}
		})
		t.Run("one statement for all parents, counted without its values", func(t *testing.T) {
			ctx, count := database.WithCounter(t.Context())
			s := database.Seek{Column: "object_id", ID: "sequence", Limit: 5, From: &database.Position{Value: int64(1), ID: 4711}}
			if err := s.PerParent(db.Read(ctx), "changes", "kind", []string{"a", "secret"}, "").Scan(&[]entry{}).Error; err != nil {
				t.Fatal(err)
			}
			got := count.Statements()
			if len(got) != 1 || strings.Contains(got[0], "4711") || strings.Contains(got[0], "secret") {
				t.Errorf("%q", got)
			}
		})
	})
}
