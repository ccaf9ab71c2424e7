package catalog_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

// tagged is a rule set for one tag.
func tagged(tag string) *catalog.RuleSet {
	return &catalog.RuleSet{Rules: []catalog.Rule{{Column: catalog.RuleTag, Relation: catalog.Equals, Condition: tag}}}
}

// dear is a rule set for what costs more than an amount.
func dear(than int64) *catalog.RuleSet {
	return &catalog.RuleSet{Rules: []catalog.Rule{{Column: catalog.RulePrice, Relation: catalog.GreaterThan, Amount: than}}}
}

// gather makes a collection.
func gather(t testing.TB, s *catalog.Service, title string, fill func(*catalog.CollectionDraft)) catalog.Collection {
	t.Helper()
	c, err := s.CreateCollection(t.Context(), act.Nobody{}, func(d *catalog.CollectionDraft) {
		d.Title = title
		if fill != nil {
			fill(d)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// members are the handles of a collection's products in its manual order.
func members(t testing.TB, db *database.DB, id catalog.CollectionID) []string {
	t.Helper()
	handles := []string{}
	err := db.Read(t.Context()).Raw(`SELECT p.handle FROM collection_products m JOIN products p ON p.id = m.product_id
		WHERE m.collection_id = ? ORDER BY m.position, m.product_id`, id).Scan(&handles).Error
	if err != nil {
		t.Fatal(err)
	}
	return handles
}

// counted checks that every collection knows how many products it has.
func counted(t *testing.T, db *database.DB) {
	t.Helper()
	if n := number(t, db, `SELECT COUNT(*) FROM collections c WHERE c.products_count <>
		(SELECT COUNT(*) FROM collection_products m WHERE m.collection_id = c.id)`); n != 0 {
		t.Errorf("%d collections do not know how many products they have", n)
	}
	if n := number(t, db, "SELECT COUNT(*) FROM collection_products WHERE collection_id NOT IN (SELECT id FROM collections)"); n != 0 {
		t.Errorf("%d products are in collections that are gone", n)
	}
	if n := number(t, db, "SELECT COUNT(*) FROM collection_work"); n != 0 {
		t.Errorf("%d collections are not matched", n)
	}
}

func ids(t testing.TB, db *database.DB, handles ...string) []catalog.ProductID {
	t.Helper()
	out := make([]catalog.ProductID, len(handles))
	for i, h := range handles {
		if err := db.Read(t.Context()).Raw("SELECT id FROM products WHERE handle = ?", h).Scan(&out[i]).Error; err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestManualCollection(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx, by := catalog.New(db), t.Context(), act.Nobody{}
		put(t, s, plain("a"), plain("b"), plain("c"), plain("d"), plain("e"))
		all := ids(t, db, "a", "b", "c", "d", "e")
		c := gather(t, s, "Rain & Shine", func(d *catalog.CollectionDraft) { d.Members = ids(t, db, "c", "a") })

		t.Run("has a handle after its title, and its products in their order", func(t *testing.T) {
			if c.Handle != "rain-shine" || c.Version != 1 || c.SortOrder != catalog.Manual || c.PublishedAt != nil {
				t.Errorf("got %+v", c)
			}
			if diff := cmp.Diff([]string{"c", "a"}, members(t, db, c.ID)); diff != "" {
				t.Error(diff)
			}
			if again := gather(t, s, "Rain, shine!", nil); again.Handle != "rain-shine-1" {
				t.Errorf("the next has the handle %s", again.Handle)
			}
			if nameless := gather(t, s, "!", nil); nameless.Handle != "collection" {
				t.Errorf("one without letters has the handle %s", nameless.Handle)
			}
		})
		t.Run("takes what is added at its end, and nothing twice", func(t *testing.T) {
			got, err := s.AddProducts(ctx, by, c.ID, []catalog.ProductID{all[4], all[0], all[1], all[4]})
			if err != nil || got.ProductsCount != 4 {
				t.Errorf("%d products: %v", got.ProductsCount, err)
			}
			if diff := cmp.Diff([]string{"c", "a", "e", "b"}, members(t, db, c.ID)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("moves products, and writes no other row", func(t *testing.T) {
			before := number(t, db, "SELECT SUM(position) FROM collection_products WHERE collection_id = ? AND product_id <> ?", c.ID, all[1])
			if _, err := s.ReorderProducts(ctx, by, c.ID, []catalog.Move{{ProductID: all[1], To: 1}}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"c", "b", "a", "e"}, members(t, db, c.ID)); diff != "" {
				t.Error(diff)
			}
			if after := number(t, db, "SELECT SUM(position) FROM collection_products WHERE collection_id = ? AND product_id <> ?", c.ID, all[1]); after != before {
				t.Error("another product has another position")
			}
		})
		t.Run("gives up a product, whether it has it or not", func(t *testing.T) {
			got, err := s.RemoveProducts(ctx, by, c.ID, []catalog.ProductID{all[0], all[3]})
			if err != nil || got.ProductsCount != 3 {
				t.Errorf("%d products: %v", got.ProductsCount, err)
			}
			counted(t, db)
		})
		t.Run("is deleted with its places, and without its products", func(t *testing.T) {
			expected := c.Version + 7
			if _, err := s.DeleteCollection(ctx, by, c.ID, &expected); !fault.Is(err, fault.Conflict) {
				t.Errorf("at another version: %v", err)
			}
			if _, err := s.DeleteCollection(ctx, by, c.ID, &c.Version); err != nil {
				t.Fatal(err)
			}
			if n := number(t, db, "SELECT COUNT(*) FROM collection_products"); n != 0 {
				t.Errorf("%d places are left", n)
			}
			if n := number(t, db, "SELECT COUNT(*) FROM products"); n != 5 {
				t.Errorf("%d products are left", n)
			}
			if _, err := s.DeleteCollection(ctx, by, c.ID, nil); !fault.Is(err, fault.NotFound) {
				t.Errorf("again: %v", err)
			}
			counted(t, db)
		})
	})
}

// TestMovesAgainstAList makes random moves in a collection and in a list; the order stays the same through all renumbering.
func TestMovesAgainstAList(t *testing.T) {
	const seed = 11
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		var specs []catalog.Spec
		var want []string
		for i := range 12 {
			specs = append(specs, plain(fmt.Sprintf("p%02d", i)))
			want = append(want, specs[i].Handle)
		}
		put(t, s, specs...)
		all := ids(t, db, want...)
		byHandle := map[string]catalog.ProductID{}
		for i, h := range want {
			byHandle[h] = all[i]
		}
		c := gather(t, s, "All", func(d *catalog.CollectionDraft) { d.Members = all })
		random := rand.New(rand.NewPCG(seed, seed))
		for round := range 60 {
			var moves []catalog.Move
			for range 1 + random.IntN(4) {
				h, to := want[random.IntN(len(want))], random.IntN(len(want)+3)
				if round < 30 { // the last one to the second place again and again, so that the room there is used up
					h, to = want[len(want)-1], 1
				}
				moves = append(moves, catalog.Move{ProductID: byHandle[h], To: to})
				want = slices.DeleteFunc(want, func(other string) bool { return other == h })
				want = slices.Insert(want, min(to, len(want)), h)
			}
			if _, err := s.ReorderProducts(t.Context(), act.Nobody{}, c.ID, moves); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, members(t, db, c.ID)); diff != "" {
				t.Fatalf("round %d (seed %d), %v: %s", round, seed, moves, diff)
			}
		}
		if n := number(t, db, "SELECT COUNT(*) FROM changes WHERE kind = 'collection'"); n < 2 {
			t.Error("it was never renumbered")
		}
	})
}

func TestRuleCollection(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx, by := catalog.New(db), t.Context(), act.Nobody{}
		spec := func(handle string, price int64, tags ...string) catalog.Spec {
			p := plain(handle)
			p.Tags, p.Variants[0].Price, p.Variants[0].Tracked, p.Variants[0].Stock = tags, price, true, new(int64(5))
			return p
		}
		put(t, s, spec("a", 100, "red"), spec("b", 200), spec("c", 300, "Red", "new"))
		red := gather(t, s, "Red", func(d *catalog.CollectionDraft) { d.Rules = tagged("red") })
		costly := gather(t, s, "Costly", func(d *catalog.CollectionDraft) { d.Rules = dear(150) })
		low := gather(t, s, "Low", func(d *catalog.CollectionDraft) {
			d.Rules = &catalog.RuleSet{Rules: []catalog.Rule{{Column: catalog.RuleStock, Relation: catalog.LessThan, Amount: 3}}}
		})
		summer := gather(t, s, "Summer", func(d *catalog.CollectionDraft) {
			d.Rules = &catalog.RuleSet{Rules: []catalog.Rule{{Column: catalog.RuleVariantMetafield, Relation: catalog.Equals, Namespace: "custom", Key: "season", Condition: "summer"}}}
		})
		is := func(c catalog.Collection, want ...string) {
			t.Helper()
			if diff := cmp.Diff(append([]string{}, want...), members(t, db, c.ID)); diff != "" {
				t.Errorf("%s: %s", c.Title, diff)
			}
		}

		t.Run("has the products there are", func(t *testing.T) {
			if red.ProductsCount != 2 || red.SortOrder != catalog.BestSelling {
				t.Errorf("got %+v", red)
			}
			is(red, "a", "c")
			is(costly, "b", "c")
			is(low)
			is(summer)
		})
		t.Run("takes and loses products as they are written", func(t *testing.T) {
			d := spec("d", 500, "RED")
			d.Variants[0].Metafields = []catalog.MetafieldSpec{{Namespace: "custom", Key: "season", Type: "single_line_text_field", Value: "Summer"}}
			a := spec("a", 151)
			a.Variants[0].Stock = new(int64(2))
			put(t, s, d, a, spec("c", 50, "red"))
			is(red, "c", "d")
			is(costly, "a", "b", "d")
			is(low, "a")
			is(summer, "d")
			counted(t, db)
		})
		t.Run("keeps copies of what it is sorted by", func(t *testing.T) {
			pages, err := s.ProductsOf(ctx, []catalog.Collection{costly}, catalog.SubQuery{Sort: "PRICE", Reverse: true, Args: page.Args{First: new(5)}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range pages[costly.ID].Nodes {
				got = append(got, p.Handle)
			}
			if diff := cmp.Diff([]string{"d", "b", "a"}, got); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("has other products with other rules", func(t *testing.T) {
			got, err := s.UpdateCollection(ctx, by, red.ID, &red.Version, func(d *catalog.CollectionDraft) { d.Rules = dear(400) })
			if err != nil || got.ProductsCount != 1 || got.Version != 2 {
				t.Errorf("%+v: %v", got, err)
			}
			is(red, "d")
			put(t, s, spec("e", 900, "red"), spec("d", 1, "red"))
			is(red, "e")
			counted(t, db)
		})
		t.Run("keeps its products when it has no rules any more", func(t *testing.T) {
			if _, err := s.UpdateCollection(ctx, by, red.ID, nil, func(d *catalog.CollectionDraft) { d.Rules = nil }); err != nil {
				t.Fatal(err)
			}
			put(t, s, spec("e", 1), spec("f", 9000))
			is(red, "e")
			if _, err := s.AddProducts(ctx, by, red.ID, ids(t, db, "a")); err != nil {
				t.Error(err)
			}
			is(red, "e", "a")
		})
		t.Run("can be declared, and gives up products that were put in by hand", func(t *testing.T) {
			if _, err := s.PutCollection(ctx, catalog.CollectionSpec{Handle: "red", Title: "Red", Rules: tagged("new")}); err != nil {
				t.Fatal(err)
			}
			is(red)
			put(t, s, spec("a", 1, "new"))
			is(red, "a")
			if _, err := s.PutCollection(ctx, catalog.CollectionSpec{Handle: "red", Title: "Red", Products: []string{"f", "b"}}); err != nil {
				t.Fatal(err)
			}
			put(t, s, spec("d", 1, "new"))
			is(red, "f", "b")
			counted(t, db)
		})
		t.Run("is deleted", func(t *testing.T) {
			if _, err := s.DeleteCollection(ctx, by, costly.ID, nil); err != nil {
				t.Fatal(err)
			}
			put(t, s, spec("b", 9999))
			is(costly)
			counted(t, db)
		})
	})
}

// TestWhatIsLeftBehind ends the work of a change of rules in its middle; another process finishes it.
func TestWhatIsLeftBehind(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), t.Context()
		a := plain("a")
		a.Tags = []string{"red"}
		put(t, s, a, plain("b"))
		c := gather(t, s, "C", func(d *catalog.CollectionDraft) { d.Rules = tagged("blue") })
		for _, sql := range []string{
			`UPDATE collections SET rules = '{"rules":[{"column":"TAG","relation":"EQUALS","condition":"red"}]}'`,
			"UPDATE collection_rules SET version = version + 1", fmt.Sprintf("INSERT INTO collection_work (collection_id, after_id) VALUES (%d, 0), (987654, 0)", c.ID),
			"INSERT INTO collection_products (collection_id, product_id, position, title_key, price_min, sales, created_at) VALUES (987654, 1, 1, '', 0, 0, '2026-01-01 00:00:00')",
		} {
			if err := db.InTx(ctx, func(tx database.Tx) error { return tx.DB.Exec(sql).Error }); err != nil {
				t.Fatal(err)
			}
		}
		if err := catalog.New(db).Settle(ctx); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"a"}, members(t, db, c.ID)); diff != "" {
			t.Error(diff)
		}
		counted(t, db)
	})
}

func TestCollectionRefusals(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx, by := catalog.New(db), t.Context(), act.Nobody{}
		put(t, s, plain("a"), plain("b"))
		gather(t, s, "Taken", nil)
		hand := gather(t, s, "By hand", func(d *catalog.CollectionDraft) { d.Members = ids(t, db, "a") })
		rules := gather(t, s, "By rules", func(d *catalog.CollectionDraft) { d.Rules = tagged("red") })
		alpha := gather(t, s, "Alpha", func(d *catalog.CollectionDraft) { d.SortOrder, d.Members = catalog.AlphaAsc, ids(t, db, "a") })
		a, b := ids(t, db, "a")[0], ids(t, db, "b")[0]
		draft := func(change func(*catalog.CollectionDraft)) func() error {
			return func() error {
				_, err := s.UpdateCollection(ctx, by, hand.ID, nil, change)
				return err
			}
		}
		ruled := func(rules ...catalog.Rule) func() error {
			return draft(func(d *catalog.CollectionDraft) { d.Rules = &catalog.RuleSet{Rules: rules} })
		}
		stale := int64(99)
		state := func() string {
			t.Helper()
			var all []string
			for _, sql := range []string{"SELECT COUNT(*) FROM collections", "SELECT SUM(version) FROM collections", "SELECT COUNT(*) FROM collection_products",
				"SELECT SUM(position) FROM collection_products", "SELECT COUNT(*) FROM changes", "SELECT version FROM collection_rules", "SELECT COUNT(*) FROM media"} {
				all = append(all, fmt.Sprint(number(t, db, sql)))
			}
			return strings.Join(all, " ")
		}
		before := state()
		for name, tt := range map[string]struct {
			do   func() error
			want string
		}{
			"a handle that is taken":    {draft(func(d *catalog.CollectionDraft) { d.Handle = "taken" }), "TAKEN handle"},
			"no handle":                 {draft(func(d *catalog.CollectionDraft) { d.Handle = "" }), "BAD_USER_INPUT handle"},
			"no handle at all":          {draft(func(d *catalog.CollectionDraft) { d.Handle = "Not A Handle" }), "BAD_USER_INPUT handle"},
			"no title":                  {draft(func(d *catalog.CollectionDraft) { d.Title = " " }), "BAD_USER_INPUT title"},
			"a title that is too long":  {draft(func(d *catalog.CollectionDraft) { d.Title = strings.Repeat("x", 256) }), "BAD_USER_INPUT title"},
			"an order that is none":     {draft(func(d *catalog.CollectionDraft) { d.SortOrder = "RANDOM" }), "BAD_USER_INPUT sortOrder"},
			"a picture from nowhere":    {draft(func(d *catalog.CollectionDraft) { d.Image.New = &catalog.MediaSpec{} }), "BAD_USER_INPUT image.source"},
			"a text for no picture":     {draft(func(d *catalog.CollectionDraft) { d.Image.Alt = new("x") }), "BAD_USER_INPUT image.src"},
			"products of an old one":    {draft(func(d *catalog.CollectionDraft) { d.Members = []catalog.ProductID{b} }), "BAD_USER_INPUT products"},
			"a metafield without a key": {draft(func(d *catalog.CollectionDraft) { d.Metafields = []catalog.MetafieldSpec{{Namespace: "x"}} }), "BAD_USER_INPUT metafields.0"},
			"no rules":                  {ruled(), "BAD_USER_INPUT ruleSet.rules"},
			"more rules than there may be": {ruled(slices.Repeat([]catalog.Rule{{Column: catalog.RuleTag, Relation: catalog.Equals, Condition: "x"}}, 61)...),
				"LIMIT_EXCEEDED ruleSet.rules"},
			"a column that is none":       {ruled(catalog.Rule{Column: "MOOD", Relation: catalog.Equals, Condition: "x"}), "BAD_USER_INPUT ruleSet.rules.0.column"},
			"a relation it has not":       {ruled(catalog.Rule{Column: catalog.RuleTitle, Relation: catalog.LessThan, Condition: "x"}), "BAD_USER_INPUT ruleSet.rules.0.relation"},
			"prices that begin with":      {ruled(catalog.Rule{Column: catalog.RulePrice, Relation: catalog.StartsWith, Condition: "1"}), "BAD_USER_INPUT ruleSet.rules.0.relation"},
			"no condition":                {ruled(catalog.Rule{Column: catalog.RuleTag, Relation: catalog.Equals, Condition: " "}), "BAD_USER_INPUT ruleSet.rules.0.condition"},
			"a negative price":            {ruled(catalog.Rule{Column: catalog.RulePrice, Relation: catalog.LessThan, Amount: -1}), "BAD_USER_INPUT ruleSet.rules.0.condition"},
			"a price beyond range":        {ruled(catalog.Rule{Column: catalog.RuleCompareAt, Relation: catalog.LessThan, Amount: 1 << 60}), "BAD_USER_INPUT ruleSet.rules.0.condition"},
			"a stock beyond range":        {ruled(catalog.Rule{Column: catalog.RuleStock, Relation: catalog.LessThan, Amount: 1 << 40}), "BAD_USER_INPUT ruleSet.rules.0.condition"},
			"a metafield without its key": {ruled(catalog.Rule{Column: catalog.RuleMetafield, Relation: catalog.IsSet, Namespace: "custom"}), "BAD_USER_INPUT ruleSet.rules.0.key"},
			"a tag with a key":            {ruled(catalog.Rule{Column: catalog.RuleTag, Relation: catalog.IsSet, Key: "x"}), "BAD_USER_INPUT ruleSet.rules.0.key"},
			"a tag of an option":          {ruled(catalog.Rule{Column: catalog.RuleTag, Relation: catalog.IsSet, Option: "x"}), "BAD_USER_INPUT ruleSet.rules.0.option"},
			"another version": {func() error {
				c, err := s.UpdateCollection(ctx, by, hand.ID, &stale, func(d *catalog.CollectionDraft) { d.Title = "x" })
				if c.Title != "By hand" {
					t.Errorf("beside the conflict stands %+v", c)
				}
				return err
			}, "CONFLICT expectedVersion"},
			"a new one with a handle that is taken": {func() error {
				_, err := s.CreateCollection(ctx, by, func(d *catalog.CollectionDraft) { d.Title, d.Handle = "x", "taken" })
				return err
			}, "TAKEN handle"},
			"a new one with products and rules": {func() error {
				_, err := s.CreateCollection(ctx, by, func(d *catalog.CollectionDraft) {
					d.Title, d.Rules, d.Members = "x", tagged("x"), []catalog.ProductID{a}
				})
				return err
			}, "BAD_USER_INPUT products"},
			"a new one with a product that is not there": {func() error {
				_, err := s.CreateCollection(ctx, by, func(d *catalog.CollectionDraft) { d.Title, d.Members = "x", []catalog.ProductID{a, 999} })
				return err
			}, "NOT_FOUND products.1"},
			"products into one with rules":   {func() error { _, err := s.AddProducts(ctx, by, rules.ID, []catalog.ProductID{a}); return err }, "CONFLICT id"},
			"products out of one with rules": {func() error { _, err := s.RemoveProducts(ctx, by, rules.ID, []catalog.ProductID{a}); return err }, "CONFLICT id"},
			"products that are not there":    {func() error { _, err := s.AddProducts(ctx, by, hand.ID, []catalog.ProductID{b, 999}); return err }, "NOT_FOUND productIds.1"},
			"a collection that is not there": {func() error { _, err := s.AddProducts(ctx, by, 999, []catalog.ProductID{b}); return err }, "NOT_FOUND id"},
			"a move of one that is not in it": {func() error {
				_, err := s.ReorderProducts(ctx, by, hand.ID, []catalog.Move{{ProductID: a}, {ProductID: b}})
				return err
			}, "NOT_FOUND moves.1.id"},
			"a move of one that is not there": {func() error {
				_, err := s.ReorderProducts(ctx, by, hand.ID, []catalog.Move{{ProductID: 999}})
				return err
			}, "NOT_FOUND moves.0.id"},
			"a move to before the first": {func() error {
				_, err := s.ReorderProducts(ctx, by, hand.ID, []catalog.Move{{ProductID: a, To: -1}})
				return err
			}, "BAD_USER_INPUT moves.0.newPosition"},
			"no moves": {func() error { _, err := s.ReorderProducts(ctx, by, hand.ID, nil); return err }, "BAD_USER_INPUT moves"},
			"moves in one that is sorted": {func() error {
				_, err := s.ReorderProducts(ctx, by, alpha.ID, []catalog.Move{{ProductID: a}})
				return err
			}, "CONFLICT id"},
			"a declared one with both": {func() error {
				_, err := s.PutCollection(ctx, catalog.CollectionSpec{Handle: "x", Title: "X", Rules: tagged("x"), Products: []string{"a"}})
				return err
			}, "BAD_USER_INPUT products"},
		} {
			t.Run(name, func(t *testing.T) {
				err := tt.do()
				f, ok := err.(*fault.Fault)
				if !ok {
					t.Fatalf("got %v", err)
				}
				if got := f.Label() + " " + strings.Join(f.Path, "."); got != tt.want {
					t.Errorf("got %s: %s, want %s", got, f.Text, tt.want)
				}
				if after := state(); after != before {
					t.Errorf("something was written: %s, was %s", after, before)
				}
			})
		}
	})
}

func TestCollectionText(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		var moved []string
		s := catalog.New(db, func(_ database.Tx, from, to string) error {
			moved = append(moved, from+" "+to)
			return nil
		})
		ctx, by := t.Context(), act.Nobody{}
		soon := time.Now().UTC().Add(time.Hour).Truncate(time.Millisecond)
		c := gather(t, s, " Hats ", func(d *catalog.CollectionDraft) {
			d.DescriptionHTML, d.SEO.Title, d.PublishedAt = `<p onclick="x()">Hats<script>x()</script></p>`, "Buy hats", &soon
			d.Image.New = &catalog.MediaSpec{Source: "https://example.com/hat.png", Alt: "A hat"}
			d.Metafields = []catalog.MetafieldSpec{{Namespace: "custom", Key: "a", Type: "single_line_text_field", Value: "1"}}
		})
		if c.Title != "Hats" || c.DescriptionHTML != "<p>Hats</p>" || c.Description != "Hats" || c.SEO.Title != "Buy hats" || c.ImageID == nil {
			t.Errorf("got %+v", c)
		}
		if _, err := s.FindCollection(ctx, "hats"); !fault.Is(err, fault.NotFound) {
			t.Errorf("it is to be published later, but is found: %v", err)
		}
		after, err := s.UpdateCollection(ctx, by, c.ID, nil, func(d *catalog.CollectionDraft) {
			d.PublishedAt, d.Image.Alt, d.Handle = &time.Time{}, new("A grey hat"), "all-hats"
			d.Metafields = []catalog.MetafieldSpec{{Namespace: "custom", Key: "b", Type: "single_line_text_field", Value: "2"}}
		})
		if err != nil || !after.PublishedAt.Equal(soon) || *after.ImageID == *c.ImageID || after.Version != 2 || after.SEO.Title != "Buy hats" {
			t.Errorf("got %+v: %v", after, err)
		}
		if n := number(t, db, "SELECT COUNT(*) FROM metafields WHERE owner_type = 'Collection'"); n != 2 {
			t.Errorf("%d metafields", n)
		}
		if diff := cmp.Diff([]string{"/collections/hats /collections/all-hats"}, moved); diff != "" {
			t.Error(diff)
		}
		past := time.Now().Add(-time.Hour)
		gone, err := s.UpdateCollection(ctx, by, c.ID, nil, func(d *catalog.CollectionDraft) {
			d.PublishedAt, d.Image.Gone, d.Handle, d.NoRedirect = &past, true, "the-hats", true
		})
		if err != nil || gone.ImageID != nil {
			t.Errorf("got %+v: %v", gone, err)
		}
		if _, err := s.FindCollection(ctx, "the-hats"); err != nil || len(moved) != 1 {
			t.Error(moved, err)
		}
	})
}

// TestStatementsOfCollections counts statements: how many products are written, added, moved or taken out makes no difference.
func TestStatementsOfCollections(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, by := catalog.New(db), act.Nobody{}
		gather(t, s, "Red", func(d *catalog.CollectionDraft) { d.Rules = tagged("red") })
		gather(t, s, "Dear", func(d *catalog.CollectionDraft) { d.Rules = dear(1) })
		for _, column := range []catalog.RuleColumn{catalog.RuleMetafield, catalog.RuleVariantMetafield} {
			gather(t, s, string(column), func(d *catalog.CollectionDraft) {
				d.Rules = &catalog.RuleSet{Rules: []catalog.Rule{{Column: column, Relation: catalog.IsSet, Namespace: "custom", Key: "a"}}}
			})
		}
		hand := gather(t, s, "By hand", nil)
		specs := func(n, price int64, tags ...string) (all []catalog.Spec) {
			for i := range n {
				p := plain(fmt.Sprintf("p%03d", i))
				p.Tags, p.Variants[0].Price = tags, price
				all = append(all, p)
			}
			return all
		}
		put(t, s, specs(200, 0)...)
		var all []catalog.ProductID
		for i := range 200 {
			all = append(all, ids(t, db, fmt.Sprintf("p%03d", i))...)
		}
		count := func(do func(ctx context.Context) error) int {
			t.Helper()
			ctx, counter := database.WithCounter(t.Context())
			if err := do(ctx); err != nil {
				t.Fatal(err)
			}
			return len(counter.Statements())
		}
		var counts [2][]int
		for round, n := range []int64{2, 200} {
			price := int64(round + 2)
			moves := make([]catalog.Move, n)
			for i := range moves {
				moves[i] = catalog.Move{ProductID: all[i], To: i / 2}
			}
			for _, do := range []func(context.Context) error{
				func(ctx context.Context) error { _, err := s.PutMany(ctx, specs(n, price, "red")); return err },
				func(ctx context.Context) error { _, err := s.PutMany(ctx, specs(n, 0)); return err },
				func(ctx context.Context) error { _, err := s.AddProducts(ctx, by, hand.ID, all[:n]); return err },
				func(ctx context.Context) error { _, err := s.ReorderProducts(ctx, by, hand.ID, moves); return err },
				func(ctx context.Context) error { _, err := s.RemoveProducts(ctx, by, hand.ID, all[:n]); return err },
			} {
				counts[round] = append(counts[round], count(do))
			}
		}
		if diff := cmp.Diff(counts[0], counts[1]); diff != "" {
			t.Errorf("2 products (-), 200 (+): %s", diff)
		}
		t.Logf("statements: %v", counts[0])
		counted(t, db)
	})
}
