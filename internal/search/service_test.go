package search_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/search"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
)

// room is a search over a shop that tests write to.
type room struct {
	db      *database.DB
	catalog *catalog.Service
	content *content.Service
	shop    *shop.Service
	search  *search.Service
}

func newRoom(db *database.DB) *room {
	r := &room{db: db, catalog: catalog.New(db), content: content.New(db), shop: shop.New(db)}
	r.search = search.New(db, r.catalog, r.content, r.shop, slog.New(slog.DiscardHandler))
	return r
}

// find gives the ids of what a text finds.
func (r *room) find(t testing.TB, text string, kinds ...search.Kind) []int64 {
	t.Helper()
	n, err := search.Parse("query", text, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	found, err := r.search.Find(t.Context(), search.Wanted{Kinds: kinds, Query: n, Sort: "ID", Args: page.Args{First: new(250)}})
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, k := range found.Page.Nodes {
		ids = append(ids, k.ID)
	}
	return ids
}

// put writes a product, and gives its id.
func (r *room) put(t testing.TB, spec catalog.Spec) int64 {
	t.Helper()
	out, err := r.catalog.Put(t.Context(), spec)
	if err == nil {
		err = out.Err
	}
	if err != nil {
		t.Fatal(err)
	}
	var id int64
	if err := r.db.Read(t.Context()).Raw("SELECT id FROM products WHERE handle = ?", spec.Handle).Scan(&id).Error; err != nil {
		t.Fatal(err)
	}
	return id
}

func spec(handle, title string, shown time.Time) catalog.Spec {
	return catalog.Spec{Handle: handle, Title: title, Status: catalog.Active, PublishedAt: &shown, Variants: []catalog.VariantSpec{{Price: 1000}}}
}

// TestFollow writes, and finds what was written with the next search.
func TestFollow(t *testing.T) {
	now := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		now = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
		r, past := newRoom(db), now.AddDate(0, -1, 0)
		same := func(t *testing.T, got []int64, want ...int64) {
			t.Helper()
			if !slices.Equal(got, want) {
				t.Errorf("found %v, want %v", got, want)
			}
		}
		one := r.put(t, spec("one", "Red kettle", past))
		same(t, r.find(t, "kettle", search.Product), one)
		t.Run("what is added is found at once", func(t *testing.T) {
			two := r.put(t, spec("two", "Blue kettle", past))
			same(t, r.find(t, "kettle", search.Product), one, two)
		})
		t.Run("what is changed is found by what it says now", func(t *testing.T) {
			changed := spec("one", "Red teapot", past)
			r.put(t, changed)
			same(t, r.find(t, "teapot", search.Product), one)
			same(t, r.find(t, "title:kettle", search.Product), one+1)
			same(t, r.find(t, "red kettle", search.Product), one, one+1) // nothing is both: each has half of the words
		})
		t.Run("a draft is not found", func(t *testing.T) {
			draft := spec("one", "Red teapot", past)
			draft.Status = catalog.Draft
			r.put(t, draft)
			same(t, r.find(t, "teapot", search.Product))
		})
		t.Run("what is shown later is found from then on", func(t *testing.T) {
			r.put(t, spec("one", "Red teapot", now.Add(time.Hour)))
			same(t, r.find(t, "teapot", search.Product))
			now = now.Add(2 * time.Hour)
			same(t, r.find(t, "teapot", search.Product), one)
		})
		t.Run("pages and articles follow, too", func(t *testing.T) {
			if err := r.content.PutPages(t.Context(), []content.PageSpec{{Handle: "care", Title: "Care of kettles", PublishedAt: &past}}); err != nil {
				t.Fatal(err)
			}
			same(t, r.find(t, "kettles", search.Page), 1)
			same(t, r.find(t, "title:care", search.Page), 1)
		})
		t.Run("an index that is built anew finds the same", func(t *testing.T) {
			before, err := r.search.Status(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := r.search.Rebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
			same(t, r.find(t, "teapot", search.Product), one)
			if after, err := r.search.Status(t.Context()); err != nil || after.Things != before.Things {
				t.Errorf("%+v, %+v, %v", before, after, err)
			}
		})
		t.Run("another process finds it when it looks next", func(t *testing.T) {
			other := newRoom(db)
			same(t, other.find(t, "teapot", search.Product), one)
			r.put(t, spec("one", "Red samovar", past))
			if err := other.search.Follow(t.Context()); err != nil {
				t.Fatal(err)
			}
			same(t, other.find(t, "samovar", search.Product), one)
		})
	})
}

// TestShelvesFollow writes products into collections by rules and out of them: who looks into a collection finds what is in
// it, although the product alone is read again, and not the collection.
func TestShelvesFollow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		r, past := newRoom(db), time.Now().AddDate(0, -1, 0)
		tag := func(tag string) *catalog.RuleSet {
			return &catalog.RuleSet{Rules: []catalog.Rule{{Column: catalog.RuleTag, Relation: catalog.Equals, Condition: tag}}}
		}
		one, two := r.put(t, spec("one", "One", past)), r.put(t, spec("two", "Two", past))
		red, err := r.catalog.CreateCollection(t.Context(), act.Nobody{}, func(d *catalog.CollectionDraft) { d.Title, d.Rules, d.SortOrder = "Red", tag("red"), catalog.Manual })
		if err != nil {
			t.Fatal(err)
		}
		shelf := func(want ...int64) {
			t.Helper()
			found, err := r.search.Find(t.Context(), search.Wanted{Kinds: []search.Kind{search.Product}, Collection: int64(red.ID), Sort: "MANUAL", Args: page.Args{First: new(250)}})
			if err != nil {
				t.Fatal(err)
			}
			var got []int64
			for _, k := range found.Page.Nodes {
				got = append(got, k.ID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("the shelf has %v, want %v", got, want)
			}
		}
		changes := func() (n int64) {
			if err := db.Read(t.Context()).Raw("SELECT COUNT(*) FROM changes WHERE kind = 'collection'").Scan(&n).Error; err != nil {
				t.Fatal(err)
			}
			return n
		}
		shelf()
		before := changes()
		for _, handle := range []string{"two", "one"} {
			p := spec(handle, handle, past)
			p.Tags = []string{"Red"}
			r.put(t, p)
		}
		shelf(one, two)
		if _, err := r.catalog.ReorderProducts(t.Context(), act.Nobody{}, red.ID, []catalog.Move{{ProductID: catalog.ProductID(two), To: 0}}); err != nil {
			t.Fatal(err)
		}
		shelf(two, one)
		r.put(t, spec("one", "One", past))
		shelf(two)
		if n := changes(); n != before {
			t.Errorf("%d collections are read again", n-before)
		}
		if _, err := r.catalog.UpdateCollection(t.Context(), act.Nobody{}, red.ID, nil, func(d *catalog.CollectionDraft) { d.Rules.Rules[0].Relation = catalog.NotEquals }); err != nil {
			t.Fatal(err)
		}
		shelf(one)
		if _, err := r.catalog.DeleteCollection(t.Context(), act.Nobody{}, red.ID, nil); err != nil {
			t.Fatal(err)
		}
		shelf()
	})
}

// TestLateSequences commits an earlier sequence after a later one, as transactions side by side do, and misses neither.
func TestLateSequences(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		if db.Kind() == database.SQLite {
			t.Skip("SQLite writes one transaction at a time")
		}
		r, past := newRoom(db), time.Now().AddDate(0, -1, 0)
		one, two := r.put(t, spec("one", "First", past)), r.put(t, spec("two", "Second", past))
		r.find(t, "first", search.Product)
		written, finish, done := make(chan struct{}), make(chan struct{}), make(chan error)
		go func() {
			done <- db.InTx(t.Context(), func(tx database.Tx) error {
				if err := tx.DB.Exec("UPDATE products SET title = 'Early' WHERE id = ?", one).Error; err != nil {
					return err
				}
				if err := tx.Changed("product", one); err != nil {
					return err
				}
				close(written)
				<-finish
				return nil
			})
		}()
		<-written
		r.put(t, spec("two", "Late", past))
		if got := r.find(t, "late", search.Product); !slices.Equal(got, []int64{two}) {
			t.Errorf("the later one: %v", got)
		}
		close(finish)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if got := r.find(t, "early", search.Product); !slices.Equal(got, []int64{one}) {
			t.Errorf("the earlier one: %v", got)
		}
	})
}

// staleWrites is how many writes TestStaleness waits for.
var staleWrites = flag.Int("writes", 20, "writes in TestStaleness")

// TestStaleness writes in one process and looks in another, which follows by itself: how long it takes until the write is
// found is measured, and less than a second.
func TestStaleness(t *testing.T) {
	writes := *staleWrites
	storetest.EachURL(t, func(t *testing.T, url string) {
		writer, reader, past := newRoom(open(t, url)), newRoom(open(t, url)), time.Now().AddDate(0, -1, 0)
		ctx, stop := context.WithCancel(t.Context())
		running := make(chan error)
		go func() { running <- reader.search.Run(ctx) }()
		var worst time.Duration
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for i := range writes {
			word := fmt.Sprintf("word%dx", i)
			writer.put(t, spec(fmt.Sprintf("p-%d", i%5), word, past))
			start := time.Now()
			for reader.peek(t, word) == 0 {
				if time.Since(start) > 10*time.Second {
					t.Fatalf("write %d is not found", i)
				}
				<-tick.C
			}
			worst = max(worst, time.Since(start))
		}
		stop()
		if err := <-running; err != nil {
			t.Error(err)
		}
		t.Logf("found after %v at worst, of %d writes", worst.Round(time.Millisecond), writes)
		if worst > time.Second {
			t.Errorf("a write was found after %v", worst)
		}
	})
}

// open opens a database that is open already, as another process does.
func open(t *testing.T, url string) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), database.Options{URL: url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.Migrate(t.Context(), func(string) {}); err != nil {
		t.Fatal(err)
	}
	return db
}

// peek counts what a text finds, as a process sees it that has written nothing itself.
func (r *room) peek(t testing.TB, text string) int {
	t.Helper()
	n, err := search.Parse("query", "title:"+text, search.Product)
	if err != nil {
		t.Fatal(err)
	}
	found, err := r.search.Find(t.Context(), search.Wanted{Kinds: []search.Kind{search.Product}, Query: n, Sort: "ID", Args: page.Args{First: new(1)}})
	if err != nil {
		t.Fatal(err)
	}
	return found.Total
}

// FuzzFind gives every text to the whole search: it finds something or nothing, and never fails.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{"linen shirt", `"a b" OR -c`, "title:x* tag:(a OR b)", "variants.price:>1 created_at:<2026-01-01", "((\"'*:-\\", "日本 語", "\x00\xff", "a AND NOT"} {
		f.Add(seed)
	}
	r := newRoom(storetest.Open(f, database.SQLite))
	past := time.Now().AddDate(0, -1, 0)
	for i, title := range []string{"Linen shirt", "日本の茶碗", "T-shirt 12\"", "Café crème", "a-b c.d e_f"} {
		r.put(f, spec(fmt.Sprintf("f-%d", i), title, past))
	}
	kinds := []search.Kind{search.Product, search.Page, search.Article}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := search.Parse("query", text, kinds...)
		if err != nil {
			if !strings.Contains(err.Error(), "at most") && !strings.Contains(err.Error(), "deep") {
				t.Fatal(err)
			}
			return
		}
		if _, err := r.search.Find(t.Context(), search.Wanted{Kinds: kinds, Query: n, Prefix: true, Sort: "RELEVANCE", Facets: true, Unavailable: search.Last, Args: page.Args{First: new(5)}}); err != nil {
			t.Fatal(err)
		}
		if _, err := r.search.Guess(t.Context(), search.Typed{Text: text, Query: n, Kinds: kinds, Queries: true, Limit: 5}); err != nil {
			t.Fatal(err)
		}
	})
}
