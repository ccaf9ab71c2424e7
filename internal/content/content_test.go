package content_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// longAgo is when most of the content here was published.
var (
	longAgo = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)
	anyTime = time.Time{} // since when it was, or now
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// got unwraps a result that must not fail.
func got[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		must(t, err)
		return v
	}
}

func same(t *testing.T, what string, want, have any) {
	t.Helper()
	if diff := gocmp.Diff(want, have); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// all reads a table as it is, in the order of the ids.
func all[T any](t *testing.T, db *database.DB) []T {
	t.Helper()
	var rows []T
	must(t, db.Read(t.Context()).Order("id").Find(&rows).Error)
	return rows
}

// changes counts what was recorded as changed.
func changes(t *testing.T, db *database.DB, kind string) int {
	t.Helper()
	var n int
	must(t, db.Read(t.Context()).Raw("SELECT COUNT(*) FROM changes WHERE kind = ?", kind).Scan(&n).Error)
	return n
}

// wantFault asks for a fault of the kind at the path.
func wantFault(t *testing.T, err error, kind fault.Kind, path string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		t.Fatalf("got %v, want a fault at %q", err, path)
	}
	if f.Kind != kind || strings.Join(f.Path, ".") != path {
		t.Errorf("got %v at %q (%s), want %v at %q", f.Kind, strings.Join(f.Path, "."), f.Text, kind, path)
	}
}

// shown is what a client sees of a page.
type shown[T any] struct {
	Nodes             []T
	Cursors           []string
	Next, HasPrevious bool
}

func show[T any](c page.Conn[T]) shown[T] {
	s := shown[T]{Nodes: c.Nodes, Next: c.HasNext, HasPrevious: c.HasPrevious}
	for i := range c.Nodes {
		s.Cursors = append(s.Cursors, c.Cursor(i))
	}
	return s
}

// walk reads a listing page by page, by the cursors and flags that a client sees, and returns its rows in order.
func walk[T any](t *testing.T, list func(content.Query) (page.Conn[T], error), q content.Query, size int, backward bool) []T {
	t.Helper()
	rows := []T{}
	q.Args = page.Args{First: &size}
	if backward {
		q.Args = page.Args{Last: &size}
	}
	for {
		c, err := list(q)
		must(t, err)
		if backward {
			rows = append(slices.Clone(c.Nodes), rows...)
			if !c.HasPrevious {
				return rows
			}
			q.Args.Before = new(c.Cursor(0))
			continue
		}
		rows = append(rows, c.Nodes...)
		if !c.HasNext {
			return rows
		}
		q.Args.After = new(c.Cursor(len(c.Nodes) - 1))
	}
}

// testOrders walks a listing in every order, both ways and forth and back, and compares with sorting its rows by hand.
func testOrders[T any](t *testing.T, rows []T, id func(T) int64, orders map[string]func(a, b T) int,
	list func(content.Query) (page.Conn[T], error)) {
	t.Helper()
	for sort, compare := range orders {
		for _, reverse := range []bool{false, true} {
			want := slices.Clone(rows)
			slices.SortFunc(want, func(a, b T) int { return cmp.Or(compare(a, b), cmp.Compare(id(a), id(b))) })
			if reverse {
				slices.Reverse(want)
			}
			for _, size := range []int{1, 3, len(rows), 250} {
				for _, backward := range []bool{false, true} {
					what := fmt.Sprintf("%s, reverse %t, pages of %d, backward %t", sort, reverse, size, backward)
					same(t, what, want, walk(t, list, content.Query{Sort: sort, Reverse: reverse}, size, backward))
				}
			}
		}
	}
	t.Run("an unknown order is a fault", func(t *testing.T) {
		_, err := list(content.Query{Sort: "COLOUR", Args: page.Args{First: new(1)}})
		wantFault(t, err, fault.Invalid, "sortKey")
	})
	t.Run("a page without a size is a fault", func(t *testing.T) {
		for sort := range orders {
			_, err := list(content.Query{Sort: sort})
			wantFault(t, err, fault.Invalid, "first")
		}
	})
}

func byText(a, b string) int { return bytes.Compare(fold.Key(a), fold.Key(b)) }

// titles hold what sorting must not stumble over: case, accents, equal titles, prefixes, other alphabets.
var titles = []string{"Zebra", "apple", "Äpfel", "Apple", "zebra crossing", "École", "ecole", "日本", "Über uns", "About us", "apple",
	"10 tips", "9 tips"}

// touchPages writes some pages again, each in a time of its own, so that the order of changes is not that of the ids.
func touchPages(t *testing.T, s *content.Service, specs []content.PageSpec) {
	t.Helper()
	for i := range specs {
		spec := specs[(i*5+3)%len(specs)]
		if i%3 != 0 {
			spec.BodyHTML = fmt.Sprintf("<p>edition %d</p>", i)
			must(t, s.PutPages(t.Context(), []content.PageSpec{spec}))
		}
	}
}

func pageSpecs() []content.PageSpec {
	specs := make([]content.PageSpec, len(titles))
	for i, title := range titles {
		specs[i] = content.PageSpec{Handle: fmt.Sprintf("page-%d", i), Title: title, BodyHTML: "<p>Text</p>", PublishedAt: &longAgo}
	}
	return specs
}

// twice runs a put that must work, twice: the second time must write nothing.
func twice[S any](t *testing.T, put func(context.Context, []S) error, specs []S) {
	t.Helper()
	must(t, put(t.Context(), specs))
	must(t, put(t.Context(), specs))
}
