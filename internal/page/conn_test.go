package page_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// shown is what a client sees of a page.
type shown[T any] struct {
	Nodes       []T
	Cursors     []string
	HasNext     bool
	HasPrevious bool
}

func show[T any](c page.Conn[T]) shown[T] {
	s := shown[T]{Nodes: c.Nodes, Cursors: []string{}, HasNext: c.HasNext, HasPrevious: c.HasPrevious}
	for i := range c.Nodes {
		s.Cursors = append(s.Cursors, c.Cursor(i))
	}
	return s
}

func TestCut(t *testing.T) {
	place := &page.Cursor{ID: 9}
	tests := []struct {
		name string
		want page.Want
		rows []int
		page shown[int]
	}{
		{"the extra row tells of a next page", page.Want{Limit: 2}, []int{1, 2, 3},
			shown[int]{[]int{1, 2}, []string{"1", "2"}, true, false}},
		{"without it the page is the last", page.Want{Limit: 2}, []int{1, 2},
			shown[int]{[]int{1, 2}, []string{"1", "2"}, false, false}},
		{"a page after a row has one before it", page.Want{Limit: 2, From: place}, []int{1},
			shown[int]{[]int{1}, []string{"1"}, false, true}},
		{"a page before a row has one after it", page.Want{Limit: 2, Until: place}, []int{1, 2},
			shown[int]{[]int{1, 2}, []string{"1", "2"}, true, false}},
		{"a page between two rows has both", page.Want{Limit: 2, From: place, Until: place}, []int{1},
			shown[int]{[]int{1}, []string{"1"}, true, true}},
		{"backward the rows are turned round", page.Want{Limit: 2, Backward: true}, []int{3, 2, 1},
			shown[int]{[]int{2, 3}, []string{"2", "3"}, false, true}},
		{"backward the first page has none before it", page.Want{Limit: 2, Backward: true, From: place}, []int{2, 1},
			shown[int]{[]int{1, 2}, []string{"1", "2"}, true, false}},
		{"backward after a row there is one before", page.Want{Limit: 2, Backward: true, Until: place}, []int{2, 1},
			shown[int]{[]int{1, 2}, []string{"1", "2"}, false, true}},
		{"more rows than asked for are cut", page.Want{Limit: 1}, []int{1, 2, 3, 4},
			shown[int]{[]int{1}, []string{"1"}, true, false}},
		{"no rows are an empty list, not an absent one", page.Want{Limit: 2}, nil,
			shown[int]{[]int{}, []string{}, false, false}},
		{"no rows backward are one as well", page.Want{Limit: 2, Backward: true}, nil,
			shown[int]{[]int{}, []string{}, false, false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := slices.Clone(tt.rows)
			got := page.Cut(tt.want, tt.rows, strconv.Itoa)
			if diff := cmp.Diff(tt.page, show(got)); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, tt.rows); diff != "" {
				t.Errorf("the rows were changed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAppendingToAPageLeavesTheRowsAlone(t *testing.T) {
	rows := []int{1, 2, 3}
	c := page.Cut(page.Want{Limit: 2}, rows, strconv.Itoa)
	_ = append(c.Nodes, 99)
	if rows[2] != 3 {
		t.Errorf("the row behind the page became %d", rows[2])
	}
}

func TestMap(t *testing.T) {
	t.Run("nodes change and cursors stay", func(t *testing.T) {
		c := page.Cut(page.Want{Limit: 2, From: &page.Cursor{}}, []int{10, 20, 30}, strconv.Itoa)
		got := page.Map(page.Map(c, func(n int) int { return n / 10 }), func(n int) string { return "row " + strconv.Itoa(n) })
		want := shown[string]{[]string{"row 1", "row 2"}, []string{"10", "20"}, true, true}
		if diff := cmp.Diff(want, show(got)); diff != "" {
			t.Errorf("page (-want +got):\n%s", diff)
		}
	})
	t.Run("an empty page stays one", func(t *testing.T) {
		got := page.Map(page.Conn[int]{}, strconv.Itoa)
		if diff := cmp.Diff(shown[string]{Nodes: []string{}, Cursors: []string{}}, show(got)); diff != "" {
			t.Errorf("page (-want +got):\n%s", diff)
		}
	})
}

// place is the key of a row that is a number: the tens are its value, so that values repeat, and the number its id.
func place(n int) page.Cursor { return page.Cursor{Int: int64(n / 10), ID: int64(n)} }

func TestSlice(t *testing.T) {
	rows := []int{11, 12, 21, 22, 31}
	at := func(n int) *page.Cursor { return new(place(n)) }
	tests := []struct {
		name                 string
		want                 page.Want
		nodes                []int
		hasNext, hasPrevious bool
	}{
		{"from the start", page.Want{Limit: 2}, []int{11, 12}, true, false},
		{"after a row", page.Want{Limit: 2, From: at(12)}, []int{21, 22}, true, true},
		{"up to the end", page.Want{Limit: 2, From: at(22)}, []int{31}, false, true},
		{"after the end", page.Want{Limit: 2, From: at(31)}, []int{}, false, true},
		{"all", page.Want{Limit: 250}, rows, false, false},
		{"before a row", page.Want{Limit: 3, Until: at(21)}, []int{11, 12}, true, false},
		{"between two rows", page.Want{Limit: 1, From: at(11), Until: at(31)}, []int{12}, true, true},
		{"between neighbours", page.Want{Limit: 1, From: at(11), Until: at(12)}, []int{}, true, true},
		{"between rows that have crossed", page.Want{Limit: 1, From: at(31), Until: at(11)}, []int{}, true, true},
		{"backward from the end", page.Want{Limit: 2, Backward: true}, []int{22, 31}, false, true},
		{"backward before a row", page.Want{Limit: 2, Backward: true, From: at(22)}, []int{12, 21}, true, true},
		{"backward to the start", page.Want{Limit: 2, Backward: true, From: at(12)}, []int{11}, true, false},
		{"backward after a row", page.Want{Limit: 1, Backward: true, Until: at(21)}, []int{31}, false, true},
		{"a row that has another value by now", page.Want{Limit: 1, From: &page.Cursor{Int: 77, ID: 12}}, []int{21}, true, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := page.Slice(tt.want, rows, listing, place)
			if err != nil {
				t.Fatal(err)
			}
			want := shown[int]{tt.nodes, []string{}, tt.hasNext, tt.hasPrevious}
			for _, n := range tt.nodes {
				want.Cursors = append(want.Cursors, place(n).Encode(listing))
			}
			if diff := cmp.Diff(want, show(got)); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]int{11, 12, 21, 22, 31}, rows); diff != "" {
				t.Errorf("the rows were changed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSliceRefusesACursorWhoseRowIsGone(t *testing.T) {
	lost := &page.Cursor{Int: 1, ID: 13}
	for name, tt := range map[string]struct {
		want page.Want
		path string
	}{
		"first after":  {page.Want{Limit: 1, From: lost}, "after"},
		"first before": {page.Want{Limit: 1, Until: lost}, "before"},
		"last before":  {page.Want{Limit: 1, Backward: true, From: lost}, "before"},
		"last after":   {page.Want{Limit: 1, Backward: true, Until: lost}, "after"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := page.Slice(tt.want, []int{11, 12, 21}, listing, place)
			wantFault(t, err, &fault.Fault{Kind: fault.Conflict, Path: []string{tt.path},
				Text: "this cursor's row is gone; start again without a cursor"})
		})
	}
}

// Whoever walks a listing page by page, by the cursors and flags that a client sees, meets every row once and in order.
func TestWalkingMeetsEveryRowOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := make([]int, rapid.IntRange(0, 40).Draw(t, "rows"))
		for i := range rows {
			rows[i] = i + 10
		}
		limit := rapid.IntRange(1, 12).Draw(t, "limit")
		backward := rapid.Bool().Draw(t, "backward")

		met := []int{}
		args := page.Args{First: &limit}
		if backward {
			args = page.Args{Last: &limit}
		}
		for more := true; more; {
			want, err := page.Check(listing, args)
			if err != nil {
				t.Fatal(err)
			}
			c, err := page.Slice(want, rows, listing, place)
			if err != nil {
				t.Fatal(err)
			}
			if backward {
				met = append(slices.Clone(c.Nodes), met...)
				if more = c.HasPrevious; more {
					args.Before = new(c.Cursor(0))
				}
			} else {
				met = append(met, c.Nodes...)
				if more = c.HasNext; more {
					args.After = new(c.Cursor(len(c.Nodes) - 1))
				}
			}
		}
		if diff := cmp.Diff(rows, met); diff != "" {
			t.Fatalf("rows (-want +got):\n%s", diff)
		}
	})
}
