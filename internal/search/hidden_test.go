package search

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/page"
)

// veil hides a thing in one of the ways there are.
func veil(t Thing, way int) Thing {
	switch way % 4 {
	case 0:
		t.Status = "draft"
	case 1:
		t.Status = "archived"
	case 2:
		t.Shown = time.Time{}
	case 3:
		t.Shown = someday.Add(time.Hour)
	}
	return t
}

// veiled is grown with four hidden twins of every thing around it, which say words, values and options besides that nothing
// else says. Each of the twins was seen for a moment or is about to be where churned says so.
func veiled(t testing.TB, n int) *index {
	t.Helper()
	x, r := newSideOfNothing(t), rand.New(rand.NewPCG(1, 2))
	for from := 1; from <= n; from += batch {
		var things []Thing
		for id := from; id < from+batch && id <= n; id++ {
			shown := generated(r, int64(id))
			for way := range 4 {
				twin := veil(shown, way)
				twin.ID = int64(id + (way+1)*1_000_000)
				twin.Title += fmt.Sprintf(" linem shert zorbit%d", id%7)
				twin.Vendor, twin.Type = strings.ToUpper(twin.Vendor), twin.Type+" secret"
				twin.Tags = append(slices.Clone(twin.Tags), "classified")
				twin.Options = append(slices.Clone(twin.Options), Option{"Plan", []OptionValue{{Name: "Hush"}}}, Option{"Color", []OptionValue{{"black", "#123456"}}})
				twin.Variants = append(slices.Clone(twin.Variants), Variant{SKU: fmt.Sprintf("HUSH-%d", id), Barcode: "0815", Price: 1})
				twin.Metafields = []Metafield{{"custom", "material", "Ether", false}}
				things = append(things, twin)
				if way == 1 {
					things = append(things, shown)
				}
			}
		}
		x.put(x.prepareAll(things), someday)
	}
	return x
}

func newSideOfNothing(t testing.TB) *index {
	t.Helper()
	lang, err := newLanguage("EN")
	if err != nil {
		t.Fatal(err)
	}
	return newIndex(lang)
}

// shoppersAnswers is everything that shoppers are answered to a text, as JSON.
func shoppersAnswers(t *testing.T, x *index, text string) string {
	t.Helper()
	n, err := Parse("query", text, Product)
	if err != nil {
		t.Fatal(err)
	}
	var all []any
	for _, w := range []Wanted{{Sort: "RELEVANCE", Facets: true, Prefix: true, Unavailable: Last}, {Sort: "TITLE", Reverse: true, Facets: true, Unavailable: Show},
		{Sort: "RELEVANCE", Facets: true, Unavailable: Hide, Filters: Filters{Vendors: []string{"maker 7", "maker 8"}}},
		{Sort: "MANUAL", Collection: 3, Facets: true, Unavailable: Show}} {
		w.Kinds, w.Query, w.Args, w.Listing = []Kind{Product}, n, page.Args{First: new(250)}, "test"
		found, err := x.find(w, someday, noPrice)
		if err != nil {
			t.Fatal(err)
		}
		var cursors []string
		for i := range found.Page.Nodes {
			cursors = append(cursors, found.Page.Cursor(i))
		}
		all = append(all, found.Page.Nodes, found.Total, found.Facets, cursors)
	}
	all = append(all, x.guess(Typed{Text: text, Query: n, Kinds: []Kind{Product}, Queries: true, Limit: 10}, noPrice).Queries,
		x.guess(Typed{Text: text, Query: n, Kinds: []Kind{Product}, Queries: true, Limit: 10}, noPrice).Things[Product])
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestHiddenThingsChangeNothing asks a shop, and the same shop with four times as many hidden things that say other words
// besides: every byte that shoppers are answered is the same, the order, counts, facets, guesses and cursors.
func TestHiddenThingsChangeNothing(t *testing.T) {
	const n = 700
	plain, full := grown(t, n), veiled(t, n)
	texts := []string{"", "shirt", "linen shirt", "linem", "linem shert", "shert", "zorbit", "zorbit3", "zorbti3", "secret", "shirt secret", "classified", "hush", "hush-7", "0815",
		"SKU-7-1", "sku:hush-7", "sku:SKU-7-1", "sku:hush*", "barcode:0815", "vendor:'maker 7'", "tag:classified", "tag_not:classified", "title:zorbit1", "l", "li", "z", "se", "shirt z", "mkaer",
		"status:draft", "published_status:unpublished", "inventory_total:<5", "collection_id:3", "id:1000007", "handle:thing-7", "price:1", "-shirt", "shirt OR zorbit1",
		"created_at:>2026-06-30", "vintage modern soft crisp", "tea pot", "slim li", "product_type:secret*", "published_at:>2026-07-01"}
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		var words []string
		for range 1 + r.IntN(3) {
			list := [][]string{materials, styles, goods, colours}[r.IntN(4)]
			word := []byte(list[r.IntN(len(list))])
			if r.IntN(3) == 0 {
				word[r.IntN(len(word))] = alphabet[r.IntN(len(alphabet))]
			}
			words = append(words, string(word))
		}
		texts = append(texts, strings.Join(words, " "))
	}
	compare := func(t *testing.T) {
		t.Helper()
		bytes, some := 0, 0
		for _, text := range texts {
			want, got := shoppersAnswers(t, plain, text), shoppersAnswers(t, full, text)
			if want != got {
				t.Errorf("%q is answered with\n%.400s\nwithout hidden things with\n%.400s", text, got, want)
			}
			bytes += len(want)
			if strings.Contains(want, `"ID":`) {
				some++
			}
		}
		t.Logf("%d texts, %d of them find something; %d bytes of answers; %d things are hidden", len(texts), some, bytes, len(full.back.numbers))
		if some < len(texts)/2 || len(full.back.numbers) != 4*n {
			t.Error("that tells little")
		}
	}
	t.Run("as they were written", compare)
	t.Run("after they were written again, and put on other shelves", func(t *testing.T) {
		var things []Thing
		r := rand.New(rand.NewPCG(1, 2))
		positions := map[int64]int64{}
		for id := range int64(n) {
			twin := veil(generated(r, id+1), int(id)%4)
			twin.ID += 1_000_000
			things, positions[twin.ID] = append(things, twin), id
			for way := 1; way < 4; way++ {
				again := veil(twin, way)
				again.ID += int64(way) * 1_000_000
				things = append(things, again)
			}
		}
		for _, p := range plain.things { // shelve says anew what is there
			for _, at := range p.places {
				if at.Collection == 3 {
					positions[p.ID] = at.Position
				}
			}
		}
		full.put(full.prepareAll(things), someday)
		full.shelve(3, positions)
		compare(t)
	})
	t.Run("even where they were removed", func(t *testing.T) {
		var keys []Key
		for k := range full.back.numbers {
			if k.ID > 4_000_000 {
				keys = append(keys, k)
			}
		}
		full.drop(keys)
		if len(keys) == 0 || shoppersAnswers(t, plain, "shirt") != shoppersAnswers(t, full, "shirt") {
			t.Error(len(keys), "were removed, and the answers are others")
		}
	})
}

// TestKeepersFindEverything compares what the two sides of an index give with what one gives that everything is shown in: the
// same things in the same order, the same counts and facets, on every page.
func TestKeepersFindEverything(t *testing.T) {
	const n = 400
	half, whole := newSideOfNothing(t), grown(t, n)
	r := rand.New(rand.NewPCG(1, 2))
	var things []Thing
	for id := range int64(n) {
		thing := generated(r, id+1)
		if id%3 == 0 {
			thing.Status = "draft"
		}
		things = append(things, thing)
	}
	half.put(half.prepareAll(things), someday)
	low, high := int64(3000), int64(9000)
	for _, c := range []struct {
		text   string
		sort   Sort
		filter Filters
	}{
		{"", "ID", Filters{}}, {"", "TITLE", Filters{}}, {"", "PRICE", Filters{Prices: []Range{{&low, &high}}}}, {"", "BEST_SELLING", Filters{Options: []Choice{{"Color", "red"}}}},
		{"", "VENDOR", Filters{Available: []bool{true}}}, {"", "UPDATED_AT", Filters{Vendors: []string{"Maker 7", "Maker 8"}}}, {"", "PUBLISHED_AT", Filters{}},
		{"shirt", "ID", Filters{}}, {"linen shirt", "ID", Filters{}}, {"tag:'tag 7' OR jacket", "TITLE", Filters{}}, {"-shirt", "ID", Filters{}}, {"shirt linen velvet", "ID", Filters{}},
		{"id:>200", "ID", Filters{}},
	} {
		for _, reverse := range []bool{false, true} {
			w := Wanted{Kinds: []Kind{Product}, Sort: c.sort, Reverse: reverse, Filters: c.filter, Unavailable: Show, Args: page.Args{First: new(13)}}
			var err error
			if w.Query, err = ParseKeepers("query", c.text, Product); err != nil {
				t.Fatal(err)
			}
			want := walk(t, whole, w)
			w.Facets = true
			wantFound, err := whole.find(w, someday, noPrice)
			if err != nil {
				t.Fatal(err)
			}
			w.Hidden, w.Facets = true, false
			if diff := cmp.Diff(want, walk(t, half, w)); diff != "" {
				t.Errorf("%q by %s: %s", c.text, c.sort, diff)
			}
			w.Args = page.Args{Last: new(13)}
			if diff := cmp.Diff(want, walk(t, half, w)); diff != "" {
				t.Errorf("%q by %s, backwards: %s", c.text, c.sort, diff)
			}
			w.Args, w.Facets = page.Args{First: new(13)}, true
			got, err := half.find(w, someday, noPrice)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wantFound.Facets, got.Facets); diff != "" || got.Total != wantFound.Total {
				t.Errorf("%q by %s: %d found, want %d; facets: %s", c.text, c.sort, got.Total, wantFound.Total, diff)
			}
			if len(want) == 0 {
				t.Errorf("%q finds nothing", c.text)
			}
		}
	}
	t.Run("words that fit best come first, on whichever side they are", func(t *testing.T) {
		w := Wanted{Kinds: []Kind{Product}, Sort: "RELEVANCE", Hidden: true, Unavailable: Show, Args: page.Args{First: new(250)}}
		x := newSideOfNothing(t)
		at := func(id int64, title, status string) Thing {
			return Thing{Key: Key{Product, id}, Title: title, Status: status, Shown: someday.AddDate(-1, 0, 0)}
		}
		x.put(x.prepareAll([]Thing{at(1, "Something blue with a kettle", active), at(2, "Kettle", "draft"), at(3, "Kettle drum", "archived"), at(4, "Nettle", active)}), someday)
		var err error
		if w.Query, err = ParseKeepers("query", "kettle", Product); err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, k := range walk(t, x, w) {
			ids = append(ids, k.ID)
		}
		if !slices.Equal(ids, []int64{2, 3, 1}) {
			t.Errorf("found %v: what only the other side says is no mistake", ids)
		}
	})
}

// BenchmarkHidden times a keeper's listing of a shop where every third thing is hidden; -products sets its size.
func BenchmarkHidden(b *testing.B) {
	x, r := newSideOfNothing(b), rand.New(rand.NewPCG(1, 2))
	for from := 1; from <= *benchProducts; from += batch {
		var things []Thing
		for id := from; id < from+batch && id <= *benchProducts; id++ {
			thing := generated(r, int64(id))
			if id%3 == 0 {
				thing.Status = "draft"
			}
			things = append(things, thing)
		}
		x.put(x.prepareAll(things), someday)
	}
	for _, c := range []struct {
		name, text string
		w          Wanted
	}{
		{"everything", "", Wanted{Sort: "TITLE"}},
		{"everything, with facets", "", Wanted{Sort: "TITLE", Facets: true}},
		{"drafts with little stock", "status:draft inventory_total:<10", Wanted{Sort: "UPDATED_AT"}},
		{"two words", "linen shirt", Wanted{}},
	} {
		c.w.Hidden = true
		b.Run(c.name, func(b *testing.B) {
			total := 0
			for b.Loop() {
				total, _ = x.timed(b, c.text, c.w)
			}
			b.ReportMetric(float64(total), "found")
		})
	}
}
