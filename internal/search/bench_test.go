package search

import (
	"flag"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"cartwright/internal/page"
)

// benchProducts is how large the shop of the benchmarks is.
var benchProducts = flag.Int("products", 10_000, "products in the shop of the benchmarks")

// timed runs a search as Find does behind its arguments.
func (x *index) timed(b testing.TB, text string, w Wanted) (int, int) {
	b.Helper()
	parse := Parse
	if w.Hidden {
		parse = ParseKeepers
	}
	n, err := parse("query", text, Product)
	if err != nil {
		b.Fatal(err)
	}
	w.Query, w.Kinds = n, []Kind{Product}
	if w.Sort == "" {
		w.Sort = "RELEVANCE"
	}
	if w.Args.First == nil {
		w.Args.First = new(20)
	}
	found, err := x.find(w, someday, noPrice)
	if err != nil {
		b.Fatal(err)
	}
	return found.Total, len(found.Facets)
}

// beginnings are of two letters.
func beginnings(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = string(alphabet[i%26]) + string(alphabet[i/26%26]) + "*"
	}
	return out
}

// unknown are words that nobody says.
func unknown(n int) []string {
	r, out := rand.New(rand.NewPCG(5, 6)), make([]string, n)
	for i := range out {
		for range 12 {
			out[i] += string(alphabet[r.IntN(len(alphabet))])
		}
	}
	return out
}

func noPrice(string) (int64, bool) { return 0, false }

// BenchmarkSearch times searches in a generated shop; -products sets its size.
func BenchmarkSearch(b *testing.B) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	x := grown(b, *benchProducts)
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Logf("%d products in %v, %.0f a second on one processor; %d words, %d MB", *benchProducts, took.Round(time.Millisecond),
		float64(*benchProducts)/took.Seconds(), len(x.words), (after.HeapAlloc-before.HeapAlloc)>>20)
	low, high := int64(3000), int64(9000)
	for _, c := range []struct {
		name, text string
		w          Wanted
	}{
		{"one broad word", "shirt", Wanted{Facets: true}},
		{"two words", "linen shirt", Wanted{Facets: true}},
		{"a word of bodies", "vintage", Wanted{Facets: true}},
		{"a rare word", "abcdo", Wanted{Facets: true}},
		{"a wrong word", "trosuers", Wanted{Facets: true}},
		{"a beginning", "sh", Wanted{Facets: true, Prefix: true}},
		{"everything", "", Wanted{Facets: true}},
		{"filtered", "", Wanted{Facets: true, Filters: Filters{Options: []Choice{{"Color", "red"}, {"Color", "blue"}, {"Size", "M"}}, Prices: []Range{{&low, &high}}}}},
		{"a filtered collection", "", Wanted{Facets: true, Collection: 3, Sort: "MANUAL", Filters: Filters{Vendors: []string{"Maker 7", "Maker 8"}}}},
		{"five hundred unknown words", strings.Join(unknown(500), " "), Wanted{Facets: true}},
		{"five hundred beginnings", "(" + strings.Join(beginnings(500), " OR ") + ")", Wanted{Facets: true}},
		{"without facets", "linen shirt", Wanted{}},
	} {
		b.Run(c.name, func(b *testing.B) {
			total := 0
			for b.Loop() {
				total, _ = x.timed(b, c.text, c.w)
			}
			b.ReportMetric(float64(total), "found")
		})
	}
	b.Run("a late page", func(b *testing.B) {
		w := Wanted{Facets: true, Sort: "TITLE", Kinds: []Kind{Product}, Args: page.Args{First: new(250)}}
		var after *string
		for range 20 {
			w.Args.After = after
			found, err := x.find(w, someday, noPrice)
			if err != nil || len(found.Page.Nodes) == 0 {
				b.Fatal(err)
			}
			after = new(found.Page.Cursor(len(found.Page.Nodes) - 1))
			if !found.Page.HasNext {
				break
			}
		}
		w.Args = page.Args{First: new(20), After: after}
		for b.Loop() {
			if _, err := x.find(w, someday, noPrice); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("still typing", func(b *testing.B) {
		n, err := Parse("query", "slim li", Product)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			x.guess(Typed{Text: "slim li", Query: n, Kinds: []Kind{Product}, Queries: true, Limit: 10}, noPrice)
		}
	})
	b.Run("one product written", func(b *testing.B) {
		r := rand.New(rand.NewPCG(3, 4))
		for i := 0; b.Loop(); i++ {
			x.put(x.prepareAll([]Thing{generated(r, int64(1+i%*benchProducts))}), someday)
		}
	})
}
