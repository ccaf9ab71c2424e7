package content_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

// leads are the targets by the paths.
func leads(t *testing.T, db *database.DB) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, r := range all[content.Redirect](t, db) {
		out[r.Path] = r.Target
	}
	return out
}

func TestMoved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		move := func(from, to string) error {
			return db.Declare(ctx, func(tx database.Tx) error { return s.Moved(tx, from, to) })
		}
		must(t, s.PutRedirects(ctx, []content.RedirectSpec{
			{Path: "/mug", Target: "/products/mug"}, {Path: "/mug-blue", Target: "/products/mug?colour=blue#top"}, {Path: "/mugs", Target: "/products/mugs"},
			{Path: "/products/cup", Target: "/sale"}, {Path: "/products/mug", Target: "/left/over"}, {Path: "/far", Target: "https://example.com/products/mug"},
		}))
		before := changes(t, db, "redirect")
		t.Run("what led to the old path leads to the new one", func(t *testing.T) {
			must(t, move("/products/mug", "/products/cup"))
			same(t, "redirects", map[string]string{"/mug": "/products/cup", "/mug-blue": "/products/cup?colour=blue#top", "/mugs": "/products/mugs",
				"/products/mug": "/products/cup", "/far": "https://example.com/products/mug"}, leads(t, db))
			same(t, "changes", before+4, changes(t, db, "redirect"))
		})
		t.Run("and back again", func(t *testing.T) {
			must(t, move("/products/cup/", "/products/mug"))
			same(t, "redirects", map[string]string{"/mug": "/products/mug", "/mug-blue": "/products/mug?colour=blue#top", "/mugs": "/products/mugs",
				"/products/cup": "/products/mug", "/far": "https://example.com/products/mug"}, leads(t, db))
		})
		t.Run("the same place needs nothing", func(t *testing.T) {
			rows := all[content.Redirect](t, db)
			must(t, move("/products/%c3%a9", "/products/é/"))
			same(t, "redirects", rows, all[content.Redirect](t, db))
		})
		t.Run("what is no path is refused", func(t *testing.T) {
			rows := all[content.Redirect](t, db)
			wantFault(t, move("products/a", "/products/b"), fault.Invalid, "handle")
			wantFault(t, move("/products/a", "//b"), fault.Invalid, "handle")
			wantFault(t, move("/products/"+strings.Repeat("é", 150), "/products/b"), fault.Invalid, "handle")
			same(t, "redirects", rows, all[content.Redirect](t, db))
		})
	})
}

// TestMovedForGood gives things new handles at random, as long as none stands where another does: every path that ever led
// to one leads to it, in one step.
func TestMovedForGood(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, random := content.New(db), rand.New(rand.NewPCG(6, 18))
		at := make([]int, 5) // the place of each thing, of 12
		was := map[int]int{} // the thing that was last at a place
		for thing := range at {
			at[thing], was[thing] = thing, thing
		}
		for range 80 {
			thing, to := random.IntN(len(at)), random.IntN(12)
			taken := false
			for other, place := range at {
				taken = taken || place == to && other != thing
			}
			if taken || at[thing] == to {
				continue
			}
			path := func(n int) string { return fmt.Sprintf("/products/%d", n) }
			must(t, db.Declare(t.Context(), func(tx database.Tx) error { return s.Moved(tx, path(at[thing]), path(to)) }))
			at[thing], was[to] = to, thing
			want := map[string]string{}
			for place, who := range was {
				if at[who] != place {
					want[path(place)] = path(at[who])
				}
			}
			same(t, fmt.Sprintf("after thing %d went to %d", thing, to), want, leads(t, db))
		}
	})
}

// TestMovedStatements counts the statements of few moves and of many, with few and with many redirects to turn.
func TestMovedStatements(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := content.New(db)
		var counts []int
		for _, n := range []int{1, 100} {
			var specs []content.RedirectSpec
			var moves []content.Move
			for i := range n {
				from := fmt.Sprintf("/blogs/%d/%d", n, i)
				moves = append(moves, content.Move{From: from, To: from + "-new"})
				for j := range 4 {
					specs = append(specs, content.RedirectSpec{Path: fmt.Sprintf("/%d/%d/%d", n, i, j), Target: from})
				}
				specs = append(specs, content.RedirectSpec{Path: from + "-new", Target: "/elsewhere"})
			}
			must(t, s.PutRedirects(t.Context(), specs))
			ctx, counter := database.WithCounter(t.Context())
			must(t, db.Declare(ctx, func(tx database.Tx) error { return s.MovedAll(tx, moves) }))
			counts = append(counts, len(counter.Statements()))
			for _, m := range moves {
				same(t, "the target", m.To, leads(t, db)[m.From])
			}
		}
		same(t, "statements", []int{5, 5}, counts)
	})
}
