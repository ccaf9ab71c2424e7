package search_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cartwright/internal/database"
	"cartwright/internal/demo"
	"cartwright/internal/page"
	"cartwright/internal/search"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

// judgement is what people hope to find with a query: handles with how much they are wanted.
type judgement struct {
	text string
	want map[string]int
}

func judgements(t *testing.T) (out []judgement) {
	t.Helper()
	text, err := os.ReadFile("testdata/judged.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		typed, wanted, ok := strings.Cut(line, "|")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		j := judgement{strings.TrimSpace(typed), map[string]int{}}
		for _, w := range strings.Fields(wanted) {
			handle, grade, _ := strings.Cut(w, "=")
			if j.want[handle], err = strconv.Atoi(grade); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, j)
	}
	return out
}

// gain is the discounted gain of grades in an order (Järvelin and Kekäläinen, 2002), with grades as powers of two.
func gain(grades []int) (sum float64) {
	for i, g := range grades[:min(len(grades), 10)] {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i+2))
	}
	return sum
}

// TestJudged searches the demo shop as people do and scores what is found: the mean normalised gain of the first ten
// results, and how many queries that should find something find nothing. Both are committed, and may not get worse.
func TestJudged(t *testing.T) {
	r := newRoom(storetest.Open(t, database.SQLite))
	if err := demo.Fill(t.Context(), demo.Rooms{Catalog: r.catalog, Content: r.content, Shop: r.shop, Terms: terms.New(r.db)}, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	handles := map[int64]string{}
	var rows []struct {
		ID     int64
		Handle string
	}
	if err := r.db.Read(t.Context()).Raw("SELECT id, handle FROM products").Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		handles[row.ID] = row.Handle
	}
	var scores float64
	answerable, empty := 0, 0
	for _, j := range judgements(t) {
		n, err := search.Parse("query", j.text, search.Product)
		if err != nil {
			t.Fatal(err)
		}
		found, err := r.search.Find(t.Context(), search.Wanted{Kinds: []search.Kind{search.Product}, Query: n, Prefix: true, Sort: "RELEVANCE",
			Unavailable: search.Last, Args: page.Args{First: new(10)}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, k := range found.Page.Nodes {
			got = append(got, handles[k.ID])
		}
		if len(j.want) == 0 {
			if len(got) > 0 {
				t.Errorf("%q finds %q, and should find nothing", j.text, got)
			}
			continue
		}
		answerable++
		var grades, best []int
		for _, handle := range got {
			grades = append(grades, j.want[handle])
		}
		for _, g := range j.want {
			best = append(best, g)
		}
		slices.SortFunc(best, func(a, b int) int { return b - a })
		score := gain(grades) / gain(best)
		if scores += score; len(got) == 0 {
			empty++
		}
		if score < 0.7 {
			t.Logf("%.2f  %q finds %q", score, j.text, got)
		}
	}
	report := fmt.Sprintf("%d queries, NDCG@10 %.3f, %.1f %% find nothing\n", answerable, scores/float64(answerable), 100*float64(empty)/float64(answerable))
	t.Log(report)
	storetest.Golden(t, "testdata/judged.golden.txt", []byte(report))
}
