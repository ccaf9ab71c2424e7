package query_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/query"
)

// TestCondition writes queries as SQL.
func TestCondition(t *testing.T) {
	day := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	compare := func(t query.Term) (string, []any) {
		switch t.Field {
		case "id":
			return t.Number("id")
		case "at":
			return t.Moment("at")
		}
		return "name = ?", []any{t.Text}
	}
	for text, want := range map[string]struct {
		where string
		args  []any
	}{
		"":                                 {"1 = 1", nil},
		"a":                                {"name = ?", []any{"a"}},
		"a b OR -c":                        {"((name = ?) AND (name = ?)) OR (NOT (name = ?))", []any{"a", "b", "c"}},
		"id:>5":                            {"id > ?", []any{int64(5)}},
		"id:gid://shop/Thing/7":            {"id = ?", []any{int64(7)}},
		"id:five":                          {"1 = 0", nil},
		"id:*":                             {"1 = 1", nil},
		"at:2026-07-01":                    {"at >= ? AND at < ?", []any{day, day.AddDate(0, 0, 1)}},
		"at:<=2026-07-01":                  {"at < ?", []any{day.AddDate(0, 0, 1)}},
		"at:<2026-07-01":                   {"at < ?", []any{day}},
		"at:>2026-07-01":                   {"at >= ?", []any{day.AddDate(0, 0, 1)}},
		"at:>='2026-07-01T02:00+x'":        {"1 = 0", nil},
		"at:>='2026-07-01T02:00:00+02:00'": {"at >= ?", []any{day}},
	} {
		n, err := query.Parse("query", text, query.Fields{"id": true, "at": true})
		if err != nil {
			t.Fatal(err)
		}
		where, args := query.Condition(n, compare)
		if diff := cmp.Diff(want.where, where); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
		if diff := cmp.Diff(want.args, args); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}
