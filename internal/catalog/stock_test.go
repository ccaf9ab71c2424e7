package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

// clerk is somebody who writes, by what entries tell of them.
type clerk struct{ act.Nobody }

func (clerk) Who() act.Who { return act.Who{Kind: "staff", ID: 5, Name: "Clerk"} }

// depot is a shop with two locations in use, 1 and 2, and one that is not, 3.
type depot struct {
	*catalog.Service
	db  *database.DB
	ids []catalog.VariantID // of tee("one"): 3, 0 and 4 at location 1
}

func newDepot(t *testing.T, db *database.DB) depot {
	t.Helper()
	d := depot{Service: catalog.New(db), db: db}
	for id, active := range map[int]bool{2: true, 3: false} {
		run(t, db, `INSERT INTO locations (id, name, name_key, address1, address2, city, city_key, province, province_code, country_code, zip, phone, active, created_at, updated_at)
			VALUES (?, ?, '', '', '', '', '', '', '', 'DE', '', '', ?, ?, ?)`, id, fmt.Sprint("Depot ", id), active, published, published)
	}
	put(t, d.Service, tee("one"))
	for _, v := range variantsOf(t, d.Service, find(t, d.Service, "one").ID) {
		d.ids = append(d.ids, v.ID)
	}
	return d
}

// levels tells the levels of the first product as "variant@location=quantity", variants counted from 0.
func (d depot) levels(t *testing.T) string {
	t.Helper()
	found, err := d.LevelsOf(t.Context(), d.ids)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i, id := range d.ids {
		for _, l := range found[id] {
			all = append(all, fmt.Sprintf("%d@%d=%d", i, l.LocationID, l.Quantity))
		}
	}
	return strings.Join(all, " ")
}

// ledger tells the entries that were written after the first ones in the same way, with delta and reason.
func (d depot) ledger(t *testing.T, after int64) []string {
	t.Helper()
	var rows []catalog.StockEntry
	if err := d.db.Read(t.Context()).Where("id > ?", after).Order("id").Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	all := []string{}
	for _, e := range rows {
		at := fmt.Sprint(e.VariantID)
		for i, id := range d.ids {
			if id == e.VariantID {
				at = fmt.Sprint(i)
			}
		}
		all = append(all, fmt.Sprintf("%s@%d %+d=%d %s %s %s%d", at, e.LocationID, e.Delta, e.Quantity, e.Reason, e.Reference, e.ActorKind, e.ActorID))
	}
	return all
}

func (d depot) last(t *testing.T) int64 {
	return number(t, d.db, "SELECT COALESCE(MAX(id), 0) FROM stock_entries")
}

// settled checks that levels, entries and totals say the same, of all products.
func settled(t *testing.T, db *database.DB) {
	t.Helper()
	for _, sql := range []string{
		"SELECT COUNT(*) FROM stock_levels l WHERE quantity <> (SELECT COALESCE(SUM(delta), 0) FROM stock_entries e WHERE e.variant_id = l.variant_id AND e.location_id = l.location_id)",
		"SELECT COUNT(*) FROM stock_levels l JOIN stock_entries e ON e.id = (SELECT MAX(id) FROM stock_entries n WHERE n.variant_id = l.variant_id AND n.location_id = l.location_id) WHERE e.quantity <> l.quantity",
		"SELECT COUNT(*) FROM variants v WHERE quantity <> (SELECT COALESCE(SUM(l.quantity), 0) FROM stock_levels l WHERE l.variant_id = v.id)",
		"SELECT COUNT(*) FROM variants WHERE available <> (tracked = 0 OR oversell = 1 OR quantity > 0)",
		"SELECT COUNT(*) FROM products p WHERE total_inventory <> (SELECT COALESCE(SUM(v.quantity), 0) FROM variants v WHERE v.product_id = p.id AND v.tracked = 1)",
		"SELECT COUNT(*) FROM products p WHERE available <> EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.available = 1)",
		"SELECT COUNT(*) FROM products p WHERE tracked <> EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.tracked = 1)",
	} {
		if n := number(t, db, sql); n != 0 {
			t.Errorf("%d: %s", n, sql)
		}
	}
}

func row(id catalog.VariantID, location, quantity int64) catalog.StockRow {
	return catalog.StockRow{VariantID: id, LocationID: location, Quantity: quantity}
}

func (r expecting) of(n int64) catalog.StockRow {
	r.Expected, r.At = &n, "compareQuantity"
	return catalog.StockRow(r)
}

type expecting catalog.StockRow

func change(rows ...catalog.StockRow) catalog.StockChange {
	return catalog.StockChange{Name: "available", Reason: "correction", Rows: rows}
}

// refused checks that an error is a fault of the code at the path.
func refused(t *testing.T, err error, code, path string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Label() != code || strings.Join(f.Path, ".") != path {
		t.Errorf("got %v, want %s at %s", err, code, path)
	}
}

func TestStock(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		d, ctx := newDepot(t, db), context.Background()
		changed := func(f func()) int64 {
			t.Helper()
			before := number(t, db, "SELECT COALESCE(MAX(sequence), 0) FROM changes WHERE kind = 'product'")
			f()
			return number(t, db, "SELECT COUNT(*) FROM changes WHERE kind = 'product' AND sequence > ?", before)
		}
		t.Run("a declared product tells the ledger of what there is", func(t *testing.T) {
			want := []string{"0@1 +3=3 import  system0", "2@1 +4=4 import  system0"}
			if diff := cmp.Diff(want, d.ledger(t, 0)); diff != "" || d.levels(t) != "0@1=3 1@1=0 2@1=4" {
				t.Error(diff, d.levels(t))
			}
			settled(t, db)
		})

		t.Run("setting makes levels what they shall be, and totals follow", func(t *testing.T) {
			last := d.last(t)
			version := find(t, d.Service, "one").Version
			c := change(row(d.ids[2], 2, 5), expecting(row(d.ids[0], 1, 0)).of(3), row(d.ids[2], 1, 4))
			c.Reference = "gid://erp/Count/7"
			var out catalog.StockOutcome
			n := changed(func() {
				var err error
				if out, err = d.SetStock(ctx, clerk{}, c); err != nil {
					t.Fatal(err)
				}
			})
			want := []string{"2@2 +5=5 correction gid://erp/Count/7 staff5", "0@1 -3=0 correction gid://erp/Count/7 staff5"}
			if diff := cmp.Diff(want, d.ledger(t, last)); diff != "" || d.levels(t) != "0@1=0 1@1=0 2@1=4 2@2=5" || n != 1 {
				t.Error(diff, d.levels(t), n)
			}
			if len(out.Entries) != 2 || out.Entries[0].ID == 0 || len(out.Levels) != 3 || out.Levels[1].Quantity != 0 || out.Levels[2].Quantity != 4 {
				t.Errorf("got %+v", out)
			}
			p := find(t, d.Service, "one")
			if p.TotalInventory != 9 || !p.Available || p.Version != version {
				t.Errorf("%d in all, available: %v, version %d, was %d", p.TotalInventory, p.Available, p.Version, version)
			}
			if vs := variantsOf(t, d.Service, p.ID); vs[0].Available || !vs[2].Available || vs[2].Quantity != 9 {
				t.Errorf("got %+v", vs)
			}
			settled(t, db)
		})

		t.Run("what is so already is no change", func(t *testing.T) {
			last := d.last(t)
			n := changed(func() {
				out, err := d.SetStock(ctx, clerk{}, change(row(d.ids[2], 2, 5)))
				if err != nil || len(out.Entries) != 0 || out.Levels[0].Quantity != 5 {
					t.Errorf("got %+v, %v", out, err)
				}
			})
			if d.last(t) != last || n != 0 {
				t.Errorf("%d entries, %d changes", d.last(t)-last, n)
			}
		})

		t.Run("adjusting adds, below zero too", func(t *testing.T) {
			last := d.last(t)
			if _, err := d.AdjustStock(ctx, clerk{}, change(row(d.ids[0], 1, -2), row(d.ids[1], 2, 6), row(d.ids[2], 1, 0))); err != nil {
				t.Fatal(err)
			}
			want := []string{"0@1 -2=-2 correction  staff5", "1@2 +6=6 correction  staff5"}
			if diff := cmp.Diff(want, d.ledger(t, last)); diff != "" || d.levels(t) != "0@1=-2 1@1=0 1@2=6 2@1=4 2@2=5" {
				t.Error(diff, d.levels(t))
			}
			settled(t, db)
		})

		t.Run("what is wrong is refused at its place, and nothing changes", func(t *testing.T) {
			last, before := d.last(t), d.levels(t)
			good := row(d.ids[2], 1, 1)
			set := func(c catalog.StockChange) error { _, err := d.SetStock(ctx, clerk{}, c); return err }
			adjust := func(c catalog.StockChange) error { _, err := d.AdjustStock(ctx, clerk{}, c); return err }
			with := func(f func(*catalog.StockChange)) catalog.StockChange { c := change(good); f(&c); return c }
			for _, c := range []struct {
				code, path string
				do         func(catalog.StockChange) error
				change     catalog.StockChange
			}{
				{"BAD_USER_INPUT", "name", set, with(func(c *catalog.StockChange) { c.Name = "incoming" })},
				{"BAD_USER_INPUT", "name", adjust, with(func(c *catalog.StockChange) { c.Name = "" })},
				{"BAD_USER_INPUT", "reason", set, with(func(c *catalog.StockChange) { c.Reason = "because" })},
				{"BAD_USER_INPUT", "reason", adjust, with(func(c *catalog.StockChange) { c.Reason = catalog.Imported })},
				{"BAD_USER_INPUT", "referenceDocumentUri", set, with(func(c *catalog.StockChange) { c.Reference = "receipt 7" })},
				{"BAD_USER_INPUT", "referenceDocumentUri", set, with(func(c *catalog.StockChange) { c.Reference = "gid://" + strings.Repeat("x", 250) })},
				{"BAD_USER_INPUT", "quantities", set, change()},
				{"BAD_USER_INPUT", "quantities.1.quantity", set, change(good, row(d.ids[0], 1, 1_000_000_001))},
				{"BAD_USER_INPUT", "quantities.1.quantity", set, change(good, row(d.ids[0], 1, -1_000_000_001))},
				{"BAD_USER_INPUT", "changes.1.delta", adjust, change(good, row(d.ids[0], 1, 1_000_000_001))},
				{"LIMIT_EXCEEDED", "changes.1.delta", adjust, change(good, row(d.ids[2], 2, 999_999_996))},
				{"LIMIT_EXCEEDED", "changes.1.delta", adjust, change(good, row(d.ids[0], 1, -999_999_999))},
				{"NOT_FOUND", "quantities.1.inventoryItemId", set, change(good, row(987_654_321, 1, 1))},
				{"NOT_FOUND", "changes.1.inventoryItemId", adjust, change(good, row(0, 1, 1))},
				{"NOT_FOUND", "quantities.1.locationId", set, change(good, row(d.ids[0], 99, 1))},
				{"CONFLICT", "quantities.1.locationId", set, change(good, row(d.ids[0], 3, 1))},
				{"CONFLICT", "changes.1.locationId", adjust, change(good, row(d.ids[0], 3, 1))},
				{"BAD_USER_INPUT", "quantities.1.inventoryItemId", set, change(good, row(d.ids[2], 1, 2))},
				{"BAD_USER_INPUT", "changes.2.inventoryItemId", adjust, change(good, row(d.ids[2], 2, 2), row(d.ids[2], 1, 2))},
				{"CONFLICT", "quantities.1.compareQuantity", set, change(good, expecting(row(d.ids[0], 1, 7)).of(3))},
				{"CONFLICT", "changes.1.compareQuantity", adjust, change(good, expecting(row(d.ids[0], 2, 7)).of(1))},
			} {
				refused(t, c.do(c.change), c.code, c.path)
			}
			if d.last(t) != last || d.levels(t) != before {
				t.Errorf("%d entries were written; levels are %s, were %s", d.last(t)-last, d.levels(t), before)
			}
			settled(t, db)
		})

		t.Run("a number that has moved on is told, with all levels as they are", func(t *testing.T) {
			out, err := d.SetStock(ctx, clerk{}, change(row(d.ids[2], 1, 1), expecting(row(d.ids[0], 1, 7)).of(3)))
			var f *fault.Fault
			if !errors.As(err, &f) || !strings.Contains(f.Text, "there are -2, not 3") {
				t.Errorf("got %v", err)
			}
			if len(out.Levels) != 2 || out.Levels[0].Quantity != 4 || out.Levels[1].Quantity != -2 || len(out.Entries) != 0 {
				t.Errorf("got %+v", out)
			}
		})

		t.Run("a declaration writes the first location alone, and only what changes", func(t *testing.T) {
			last := d.last(t)
			spec := tee("one")
			put(t, d.Service, spec)
			want := []string{"0@1 +5=3 import  system0"}
			if diff := cmp.Diff(want, d.ledger(t, last)); diff != "" || d.levels(t) != "0@1=3 1@1=0 1@2=6 2@1=4 2@2=5" {
				t.Error(diff, d.levels(t))
			}
			settled(t, db)
			last = d.last(t)
			spec.Title = "Another title"
			put(t, d.Service, spec)
			if got := d.ledger(t, last); len(got) != 0 {
				t.Error(got)
			}
		})

		t.Run("a variant that goes takes its stock with it, and the ledger tells", func(t *testing.T) {
			last := d.last(t)
			spec := tee("one")
			spec.Variants = spec.Variants[:2]
			put(t, d.Service, spec)
			want := []string{"2@1 -4=0 removed  system0", "2@2 -5=0 removed  system0"}
			if diff := cmp.Diff(want, d.ledger(t, last)); diff != "" || d.levels(t) != "0@1=3 1@1=0 1@2=6" {
				t.Error(diff, d.levels(t))
			}
			settled(t, db)
		})
	})
}

// TestStockRules has a collection follow the stock of its products.
func TestStockRules(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		d, ctx := newDepot(t, db), t.Context()
		c, err := d.CreateCollection(ctx, clerk{}, func(c *catalog.CollectionDraft) {
			c.Title, c.Rules = "Plenty", &catalog.RuleSet{Rules: []catalog.Rule{{Column: catalog.RuleStock, Relation: catalog.GreaterThan, Condition: "10", Amount: 10}}}
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct{ quantity, want int64 }{{10, 0}, {11, 1}, {12, 1}, {0, 0}} {
			if _, err := d.SetStock(ctx, clerk{}, change(row(d.ids[0], 1, step.quantity))); err != nil {
				t.Fatal(err)
			}
			if n := number(t, db, "SELECT COUNT(*) FROM collection_products WHERE collection_id = ?", c.ID); n != step.want {
				t.Errorf("with %d pieces %d products are in the collection, want %d", step.quantity, n, step.want)
			}
		}
	})
}

// TestStockStatements counts what one level and 250 cost.
func TestStockStatements(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		d := newDepot(t, db)
		specs := make([]catalog.Spec, 125)
		for i := range specs {
			specs[i] = tee(fmt.Sprintf("many-%d", i))
		}
		put(t, d.Service, specs...)
		var ids []catalog.VariantID
		if err := db.Read(t.Context()).Raw("SELECT id FROM variants ORDER BY id").Scan(&ids).Error; err != nil {
			t.Fatal(err)
		}
		quantity := int64(0)
		count := func(n int, do func(context.Context, act.By, catalog.StockChange) (catalog.StockOutcome, error)) int {
			quantity += 10_000 // no level has so many
			rows := make([]catalog.StockRow, n)
			for i := range rows {
				rows[i] = row(ids[i], 1+int64(i%2), quantity)
			}
			ctx, counter := database.WithCounter(t.Context())
			if out, err := do(ctx, clerk{}, change(rows...)); err != nil || len(out.Entries) != n {
				t.Fatalf("%d entries of %d, %v", len(out.Entries), n, err)
			}
			return len(counter.Statements())
		}
		for name, do := range map[string]func(context.Context, act.By, catalog.StockChange) (catalog.StockOutcome, error){"set": d.SetStock, "adjust": d.AdjustStock} {
			one, many := count(1, do), count(250, do)
			if one != many {
				t.Errorf("%s: %d statements for one level, %d for 250", name, one, many)
			}
			t.Logf("%s: %d statements", name, many)
		}
		settled(t, db)
	})
}

func TestInventoryItems(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		d, ctx := newDepot(t, db), t.Context()
		draft := tee("draft")
		draft.Status = catalog.Draft
		draft.Variants[0].SKU, draft.Variants[1].SKU, draft.Variants[1].Tracked = "", "other", false
		put(t, d.Service, draft)
		skus := func(match string) string {
			t.Helper()
			rows, err := d.Items(ctx, catalog.ItemQuery{Match: match, Args: page.Args{First: new(50)}})
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(keys(rows.Nodes, func(i catalog.Item) string { return i.SKU }), ",")
		}
		for match, want := range map[string]string{
			"":                            "one-1,one-2,one-3,,other,draft-3",
			"sku:one-2":                   "one-2",
			"one-2":                       "one-2",
			"sku:one-*":                   "one-1,one-2,one-3",
			"sku:one-2 OR sku:other":      "one-2,other",
			"sku:* NOT sku:one*":          "other,draft-3",
			"tracked:false":               "other",
			fmt.Sprint("id:", d.ids[1]):   "one-2",
			fmt.Sprint("id:<=", d.ids[1]): "one-1,one-2",
			"id:x":                        "",
			"id:gid://shopify/InventoryItem/" + fmt.Sprint(d.ids[2]): "one-3",
			"sku:\"x' OR 1=1 --\"":          "",
			"updated_at:>=2020-01-01 other": "other",
			"updated_at:<2020-01-01":        "",
			"created_at:yesterday":          "",
		} {
			if got := skus(match); got != want {
				t.Errorf("%s: %s, want %s", match, got, want)
			}
		}
		t.Run("pages go on where the last one ended", func(t *testing.T) {
			var got []string
			args := page.Args{First: new(4)}
			for {
				rows, err := d.Items(ctx, catalog.ItemQuery{Args: args})
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprint(len(rows.Nodes)))
				if !rows.HasNext {
					break
				}
				args.After = new(rows.Cursor(len(rows.Nodes) - 1))
			}
			if strings.Join(got, " ") != "4 2" {
				t.Error(got)
			}
		})
		t.Run("history, the latest first, by pages", func(t *testing.T) {
			for _, q := range []int64{7, 8, 9} {
				if _, err := d.SetStock(ctx, clerk{}, change(row(d.ids[0], 1, q))); err != nil {
					t.Fatal(err)
				}
			}
			for _, ids := range [][]catalog.VariantID{d.ids, d.ids[:1]} {
				args := page.Args{First: new(3)}
				pages, err := d.StockEntriesOf(ctx, ids, catalog.SubQuery{Args: args})
				if err != nil {
					t.Fatal(err)
				}
				first := pages[d.ids[0]]
				args.After = new(first.Cursor(2))
				pages, err = d.StockEntriesOf(ctx, d.ids[:1], catalog.SubQuery{Args: args})
				if err != nil {
					t.Fatal(err)
				}
				deltas := keys(append(first.Nodes, pages[d.ids[0]].Nodes...), func(e catalog.StockEntry) int64 { return e.Delta })
				if diff := cmp.Diff([]int64{1, 1, 4, 3}, deltas); diff != "" || !first.HasNext || pages[d.ids[0]].HasNext {
					t.Error(diff)
				}
			}
		})
		t.Run("an item is written, and its product's version counts up", func(t *testing.T) {
			was, err := d.FindItem(ctx, d.ids[1])
			if err != nil {
				t.Fatal(err)
			}
			got, err := d.UpdateItem(ctx, clerk{}, d.ids[1], catalog.ItemChange{SKU: new("new"), Cost: new(new(int64(120))), Tracked: new(false), RequiresShipping: new(true)}, new(was.Version))
			if err != nil {
				t.Fatal(err)
			}
			want := was
			want.SKUKey = new("new")
			want.SKU, want.Cost, want.Tracked, want.RequiresShipping, want.Available, want.Version = "new", new(int64(120)), false, true, true, was.Version+1
			now, err := d.FindItem(ctx, d.ids[1])
			ignore := cmpopts.IgnoreFields(catalog.Variant{}, "UpdatedAt")
			if diff := cmp.Diff(want, got, ignore); diff != "" || err != nil {
				t.Error(diff, err)
			}
			if diff := cmp.Diff(got, now); diff != "" {
				t.Error(diff)
			}
			if p := find(t, d.Service, "one"); p.Version != was.Version+1 || p.TotalInventory != 9+4 {
				t.Errorf("version %d, %d in all", p.Version, p.TotalInventory)
			}
			settled(t, db)
			again, err := d.UpdateItem(ctx, clerk{}, d.ids[1], catalog.ItemChange{SKU: new("new")}, nil)
			if diff := cmp.Diff(got, again); diff != "" || err != nil {
				t.Error("what changes nothing:", diff, err)
			}
			gone, err := d.UpdateItem(ctx, clerk{}, d.ids[1], catalog.ItemChange{Cost: new((*int64)(nil))}, nil)
			if gone.Cost != nil || err != nil {
				t.Errorf("%v, %v", gone.Cost, err)
			}
		})
		t.Run("what is wrong with an item is refused, and nothing changes", func(t *testing.T) {
			before, err := d.FindItem(ctx, d.ids[1])
			if err != nil {
				t.Fatal(err)
			}
			update := func(id catalog.VariantID, c catalog.ItemChange, expected *int64) error {
				_, err := d.UpdateItem(ctx, clerk{}, id, c, expected)
				return err
			}
			refused(t, update(d.ids[1], catalog.ItemChange{SKU: new(strings.Repeat("x", 256))}, nil), "BAD_USER_INPUT", "sku")
			refused(t, update(d.ids[1], catalog.ItemChange{SKU: new("y"), Cost: new(new(int64(-1)))}, nil), "BAD_USER_INPUT", "cost")
			refused(t, update(d.ids[1], catalog.ItemChange{SKU: new("one-1 ")}, nil), "TAKEN", "sku")
			refused(t, update(987_654_321, catalog.ItemChange{SKU: new("y")}, nil), "NOT_FOUND", "id")
			refused(t, update(d.ids[1], catalog.ItemChange{SKU: new("y")}, new(before.Version-1)), "CONFLICT", "expectedVersion")
			after, err := d.FindItem(ctx, d.ids[1])
			if diff := cmp.Diff(before, after); diff != "" || err != nil {
				t.Error(diff, err)
			}
		})
		t.Run("of two that give one SKU to their items at once one does", func(t *testing.T) {
			var won atomic.Int64
			rush(12, func(i int) {
				_, err := d.UpdateItem(ctx, clerk{}, d.ids[i%3], catalog.ItemChange{SKU: new("wanted")}, nil)
				var f *fault.Fault
				switch {
				case err == nil && i < 3:
					won.Add(1)
				case err != nil && (!errors.As(err, &f) || f.Label() != "TAKEN"):
					t.Error(err)
				}
			})
			if n := number(t, db, "SELECT COUNT(*) FROM variants WHERE sku = 'wanted' AND sku_key = 'wanted'"); n != 1 || won.Load() > 1 {
				t.Errorf("%d have it, %d were told so", n, won.Load())
			}
		})
		t.Run("an item is kept at a location, and no longer", func(t *testing.T) {
			last, id := d.last(t), d.ids[2]
			activate := func(id catalog.VariantID, location int64, available *int64) error {
				_, err := d.Activate(ctx, clerk{}, id, location, available)
				return err
			}
			if err := errors.Join(activate(id, 2, new(int64(6))), activate(id, 2, nil), activate(id, 2, new(int64(6)))); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff([]string{"2@2 +6=6 activated  staff5"}, d.ledger(t, last)); diff != "" {
				t.Error(diff)
			}
			settled(t, db)
			refused(t, activate(id, 2, new(int64(7))), "CONFLICT", "available")
			refused(t, activate(id, 2, new(int64(1_000_000_001))), "BAD_USER_INPUT", "available")
			refused(t, activate(id, 3, nil), "CONFLICT", "locationId")
			refused(t, activate(id, 99, nil), "NOT_FOUND", "locationId")
			refused(t, activate(987_654_321, 1, nil), "NOT_FOUND", "inventoryItemId")
			refused(t, d.Deactivate(ctx, clerk{}, id, 2), "CONFLICT", "locationId")
			refused(t, d.Deactivate(ctx, clerk{}, id, 3), "NOT_FOUND", "locationId")
			refused(t, d.Deactivate(ctx, clerk{}, 987_654_321, 2), "NOT_FOUND", "inventoryItemId")
			if !strings.HasSuffix(d.levels(t), "2@1=4 2@2=6") {
				t.Error(d.levels(t))
			}
			if _, err := d.SetStock(ctx, clerk{}, change(row(id, 2, 0))); err != nil {
				t.Fatal(err)
			}
			if err := d.Deactivate(ctx, clerk{}, id, 2); err != nil || !strings.HasSuffix(d.levels(t), "2@1=4") {
				t.Error(err, d.levels(t))
			}
			settled(t, db)
		})
	})
}
