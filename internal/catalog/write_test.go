package catalog_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

// number reads one whole number.
func number(t *testing.T, db *database.DB, sql string, args ...any) (n int64) {
	t.Helper()
	if err := db.Read(context.Background()).Raw(sql, args...).Scan(&n).Error; err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// consistent checks what a product's row repeats against the rows that it repeats.
func consistent(t *testing.T, db *database.DB, p catalog.Product) {
	t.Helper()
	type sums struct{ Variants, Min, Max, Inventory, Levels, Places, Options, Tags int64 }
	got := sums{int64(p.VariantsCount), p.PriceMin, p.PriceMax, p.TotalInventory, p.TotalInventory, int64(p.VariantsCount), int64(len(p.Options)), int64(len(p.Tags))}
	want := sums{
		number(t, db, "SELECT COUNT(*) FROM variants WHERE product_id = ?", p.ID),
		number(t, db, "SELECT MIN(price) FROM variants WHERE product_id = ?", p.ID),
		number(t, db, "SELECT MAX(price) FROM variants WHERE product_id = ?", p.ID),
		number(t, db, "SELECT SUM(quantity) FROM variants WHERE product_id = ? AND tracked = ?", p.ID, true),
		number(t, db, "SELECT COALESCE(SUM(l.quantity), 0) FROM stock_levels l JOIN variants v ON v.id = l.variant_id WHERE v.product_id = ?", p.ID),
		number(t, db, "SELECT MAX(position) FROM variants WHERE product_id = ?", p.ID),
		number(t, db, "SELECT COUNT(*) FROM product_options WHERE product_id = ?", p.ID),
		number(t, db, "SELECT COUNT(*) FROM product_tags WHERE product_id = ?", p.ID),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-rows +product): %s", p.Handle, diff)
	}
	for _, orphans := range []string{
		"SELECT COUNT(*) FROM stock_levels WHERE variant_id NOT IN (SELECT id FROM variants)",
		"SELECT COUNT(*) FROM product_option_values WHERE option_id NOT IN (SELECT id FROM product_options)",
		"SELECT COUNT(*) FROM variants WHERE value1_id NOT IN (SELECT id FROM product_option_values)",
		"SELECT COUNT(*) FROM metafields WHERE owner_type = 'ProductVariant' AND owner_id NOT IN (SELECT id FROM variants)",
	} {
		if n := number(t, db, orphans); n != 0 {
			t.Errorf("%d: %s", n, orphans)
		}
	}
}

// together runs f eight times at once.
func together(t *testing.T, f func(i int) error) {
	t.Helper()
	var wg sync.WaitGroup
	start, errs := make(chan struct{}), make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("writer %d: %v", i, err)
		}
	}
}

func TestWritersSideBySide(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		t.Run("eight that make the same products make them once", func(t *testing.T) {
			var acts sync.Map
			together(t, func(i int) error {
				outcomes, err := s.PutMany(ctx, []catalog.Spec{tee("same"), tee("other")})
				acts.Store(i, outcomes)
				return err
			})
			created := 0
			acts.Range(func(_, v any) bool {
				for _, o := range v.([]catalog.Outcome) {
					if o.Act == catalog.Created {
						created++
					}
				}
				return true
			})
			if n, err := s.CountProducts(ctx); err != nil || n != 2 || created != 2 {
				t.Errorf("%d products, %d reported as created, want 2: %v", n, created, err)
			}
			consistent(t, db, find(t, s, "same"))
		})
		t.Run("eight that change one product leave a whole one", func(t *testing.T) {
			before := find(t, s, "same").Version
			together(t, func(i int) error {
				for round := range 3 {
					spec := tee("same")
					spec.Title = fmt.Sprintf("Writer %d, round %d", i, round)
					spec.Tags = spec.Tags[:i%3]
					for n := range i {
						spec.Variants = append(spec.Variants, catalog.VariantSpec{Options: []string{"L", fmt.Sprint(n)}, Price: int64(i*100 + n), Tracked: true, Stock: new(int64(n)), Image: -1})
					}
					if _, err := s.PutMany(ctx, []catalog.Spec{spec}); err != nil {
						return err
					}
				}
				return nil
			})
			p := find(t, s, "same")
			consistent(t, db, p)
			if p.Version != before+24 {
				t.Errorf("version %d after 24 writes to version %d", p.Version, before)
			}
			for _, o := range p.Options {
				for _, v := range o.Values {
					if n := number(t, db, "SELECT COUNT(*) FROM product_option_values WHERE id = ? AND name = ?", v.ID, v.Name); n != 1 {
						t.Errorf("the value %s is not among the rows", v.Name)
					}
				}
			}
		})
		t.Run("eight that make the same collection make it once", func(t *testing.T) {
			together(t, func(i int) error {
				_, err := s.PutCollection(ctx, catalog.CollectionSpec{Handle: "all", Title: "All", Products: []string{"same", "other"}})
				return err
			})
			if n := number(t, db, "SELECT COUNT(*) FROM collections"); n != 1 {
				t.Errorf("%d collections", n)
			}
			if n := number(t, db, "SELECT COUNT(*) FROM collection_products"); n != 2 {
				t.Errorf("%d places", n)
			}
		})
	})
}

func TestABroadProduct(t *testing.T) {
	spec := plain("broad")
	spec.Options, spec.Variants = []catalog.OptionSpec{{Name: "A"}, {Name: "B"}, {Name: "C"}}, nil
	for i := range catalog.MaxVariants {
		spec.Variants = append(spec.Variants, catalog.VariantSpec{Options: []string{fmt.Sprint(i / 128), fmt.Sprint(i / 8 % 16), fmt.Sprint(i % 8)},
			SKU: fmt.Sprint(i), Price: int64(i), Tracked: true, Stock: new(int64(i % 3)), Image: -1})
	}
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		begin := time.Now()
		for _, want := range []catalog.Act{catalog.Created, catalog.Unchanged} {
			if got := put(t, s, spec)[0]; got.Act != want {
				t.Fatalf("got %s %v, want %s", got.Act, got.Err, want)
			}
		}
		p := find(t, s, "broad")
		all := walk(t, page.Max, false, catalog.MaxVariants, func(a page.Args) (page.Conn[catalog.Variant], error) {
			pages, err := s.VariantsOf(context.Background(), []catalog.ProductID{p.ID}, catalog.SubQuery{Sort: "POSITION", Args: a})
			return pages[p.ID], err
		})
		took := time.Since(begin)
		t.Logf("put, put again and read in %v", took)
		if took > 3*time.Second*slowdown {
			t.Errorf("put, put again and read took %v", took)
		}
		if all[2047].Title != "15 / 15 / 7" {
			t.Errorf("the last is %s", all[2047].Title)
		}
		consistent(t, db, p)
		m, err := s.Matrices(context.Background(), map[catalog.ProductID][]catalog.Option{p.ID: p.Options})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := m[p.ID].Existence(), "v1_0:0:0-7,1:0-7,"; !strings.HasPrefix(got, want) || len(decode(t, got)) != catalog.MaxVariants {
			t.Errorf("got %.40s", got)
		}
	})
}

func TestWhatAWriteLeaves(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), context.Background()
		at := published
		changes := func(kind string) int64 { return number(t, db, "SELECT COUNT(*) FROM changes WHERE kind = ?", kind) }
		collect := func(spec catalog.CollectionSpec) catalog.Collection {
			spec.Handle, spec.Title, spec.PublishedAt = "c", "C", &at
			if _, err := s.PutCollection(ctx, spec); err != nil {
				t.Fatal(err)
			}
			c, err := s.FindCollection(ctx, "c")
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		put(t, s, tee("a"), tee("b"), tee("d"))

		t.Run("each write is noted, and none that changes nothing", func(t *testing.T) {
			if n := changes("product"); n != 3 {
				t.Errorf("%d changes are noted of 3 products", n)
			}
			other := tee("b")
			*other.Variants[0].Stock++
			put(t, s, tee("a"), other, tee("d"))
			if n := changes("product"); n != 4 {
				t.Errorf("%d changes are noted, want one more", n)
			}
			if n := number(t, db, "SELECT object_id FROM changes ORDER BY sequence DESC LIMIT 1"); n != int64(find(t, s, "b").ID) {
				t.Errorf("the change is of %d", n)
			}
			consistent(t, db, find(t, s, "b"))
		})

		t.Run("stock elsewhere counts and stays", func(t *testing.T) {
			p := find(t, s, "a")
			v := variantsOf(t, s, p.ID)[0]
			run(t, db, "INSERT INTO stock_levels (variant_id, location_id, quantity, updated_at) VALUES (?, 2, 5, ?)", v.ID, at)
			spec := tee("a")
			spec.Title = "With stock elsewhere"
			put(t, s, spec)
			if got := variantsOf(t, s, p.ID)[0].Quantity; got != 8 {
				t.Errorf("%d pieces, want 3 here and 5 elsewhere", got)
			}
			consistent(t, db, find(t, s, "a"))
			if got := put(t, s, spec)[0].Act; got != catalog.Unchanged {
				t.Errorf("the same again is %s", got)
			}
		})

		t.Run("a collection has its products in their order, once each, and passes over those that are not there", func(t *testing.T) {
			for _, order := range [][]string{{"d", "a", "nowhere", "b", "a"}, {"b", "d"}, {"b", "d"}, {}} {
				c := collect(catalog.CollectionSpec{Products: order})
				pages, err := s.ProductsOf(ctx, []catalog.Collection{c}, catalog.SubQuery{Sort: "MANUAL", Args: page.Args{First: new(9)}})
				if err != nil {
					t.Fatal(err)
				}
				want := slices.DeleteFunc(slices.Clone(order), func(h string) bool { return h == "nowhere" })
				if len(want) == 4 {
					want = want[:3]
				}
				if diff := cmp.Diff(want, keys(pages[c.ID].Nodes, func(p catalog.Product) string { return p.Handle })); diff != "" || c.ProductsCount != len(want) {
					t.Errorf("%d products: %s", c.ProductsCount, diff)
				}
			}
			if n := number(t, db, "SELECT COUNT(*) FROM collections"); n != 1 {
				t.Errorf("%d collections", n)
			}
		})

		t.Run("the same collection again differs in time and version alone", func(t *testing.T) {
			spec := catalog.CollectionSpec{Products: []string{"a", "b"}, DescriptionHTML: "<p>x</p>", Image: &catalog.MediaSpec{Blob: "c.jpg", Alt: "c"},
				Metafields: []catalog.MetafieldSpec{{Namespace: "n", Key: "k", Type: "t", Value: "v"}}}
			one, two := collect(spec), collect(spec)
			two.UpdatedAt, two.Version = one.UpdatedAt, one.Version
			if diff := cmp.Diff(one, two); diff != "" {
				t.Error(diff)
			}
			if n := number(t, db, "SELECT COUNT(*) FROM metafields WHERE owner_type = 'Collection'"); n != 1 {
				t.Errorf("%d metafields", n)
			}
		})

		t.Run("places in collections follow their products", func(t *testing.T) {
			c := collect(catalog.CollectionSpec{Products: []string{"a", "b"}})
			spec := tee("b")
			spec.Title, spec.SalesRank = "Anorak", 99
			for i := range spec.Variants {
				spec.Variants[i].Price = 1
			}
			put(t, s, spec)
			follows := func() {
				t.Helper()
				if n := number(t, db, `SELECT COUNT(*) FROM collection_products m JOIN products p ON p.id = m.product_id
					WHERE m.title_key = p.title_key AND m.price_min = p.price_min AND m.sales = p.sales AND m.created_at = p.created_at
					AND ((p.status = 'ACTIVE' AND m.listed_at = p.published_at) OR (m.listed_at IS NULL AND (p.status <> 'ACTIVE' OR p.published_at IS NULL)))`); n != 2 {
					t.Errorf("%d of 2 places say what their products say", n)
				}
			}
			follows()
			for sort, want := range map[string]string{"PRICE": "b", "TITLE": "b", "BEST_SELLING": "b", "MANUAL": "a"} {
				pages, err := s.ProductsOf(ctx, []catalog.Collection{c}, catalog.SubQuery{Sort: sort, Args: page.Args{First: new(1)}})
				if err != nil || pages[c.ID].Nodes[0].Handle != want {
					t.Errorf("by %s the first is not %s: %v", sort, want, err)
				}
			}
			spec.Status = catalog.Draft
			put(t, s, spec)
			follows()
			pages, err := s.ProductsOf(ctx, []catalog.Collection{c}, catalog.SubQuery{Sort: "MANUAL", Args: page.Args{First: new(9)}})
			if err != nil || len(pages[c.ID].Nodes) != 1 {
				t.Errorf("the draft is shown: %v", err)
			}
			spec.Status, spec.PublishedAt = catalog.Active, nil
			put(t, s, spec)
			follows()
		})

		t.Run("a picture is recorded once", func(t *testing.T) {
			logo := catalog.MediaSpec{Kind: catalog.Image, Blob: "logo.png", Alt: "logo"}
			otherAlt := logo
			otherAlt.Alt = "Logo"
			ids, err := s.PutMedia(ctx, []catalog.MediaSpec{logo, logo, otherAlt, {Source: "https://example.com/logo.png", Alt: "logo"}})
			if err != nil {
				t.Fatal(err)
			}
			again, err := s.PutMedia(ctx, []catalog.MediaSpec{logo})
			if err != nil {
				t.Fatal(err)
			}
			if ids[0] != ids[1] || ids[0] != again[0] || ids[0] == ids[2] || ids[2] == ids[3] {
				t.Errorf("got %v and %v", ids, again)
			}
		})

		t.Run("options in another order keep the variants", func(t *testing.T) {
			put(t, s, tee("turn"))
			p := find(t, s, "turn")
			before := keys(variantsOf(t, s, p.ID), variantID)
			spec := tee("turn")
			slices.Reverse(spec.Options)
			for i := range spec.Variants {
				slices.Reverse(spec.Variants[i].Options)
			}
			put(t, s, spec)
			if diff := cmp.Diff(before, keys(variantsOf(t, s, p.ID), variantID)); diff != "" {
				t.Error(diff)
			}
			if got := put(t, s, spec)[0].Act; got != catalog.Unchanged {
				t.Errorf("the same again is %s", got)
			}
		})

		t.Run("tags are kept without blanks at their ends, and once whatever their case", func(t *testing.T) {
			spec := plain("blanks")
			spec.Tags = []string{"a", "a ", "A", " b", "ä", "Ä"}
			for _, want := range []catalog.Act{catalog.Created, catalog.Unchanged} {
				if got := put(t, s, spec)[0]; got.Act != want {
					t.Errorf("got %s %v, want %s", got.Act, got.Err, want)
				}
			}
			if diff := cmp.Diff([]string{"a", "b", "ä"}, find(t, s, "blanks").Tags); diff != "" {
				t.Error(diff)
			}
			spec.Tags = []string{"a", " "}
			if got := put(t, s, spec)[0]; got.Act != catalog.Refused || got.Err == nil || got.Err.Error() != "tags.1: a tag says something" {
				t.Errorf("got %s %v", got.Act, got.Err)
			}
		})
	})
}
