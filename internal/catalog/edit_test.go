package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

// noter is a hand that remembers what it noted.
type noter struct {
	act.Nobody
	entries *[]act.Entry
}

func (n noter) Note(_ database.Tx, entries ...act.Entry) error {
	*n.entries = append(*n.entries, entries...)
	return nil
}

// edit changes a product as nobody.
func edit(s *catalog.Service, id catalog.ProductID, expected *int64, change func(*catalog.Spec)) (catalog.Edited, error) {
	return s.EditProduct(context.Background(), act.Nobody{}, id, catalog.Edit{Action: "product.update", Expected: expected, Change: func(s *catalog.Spec) error {
		change(s)
		return nil
	}})
}

// must is an edit that is to succeed.
func must(t *testing.T, s *catalog.Service, id catalog.ProductID, change func(*catalog.Spec)) catalog.Edited {
	t.Helper()
	e, err := edit(s, id, nil, change)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// isFault reports whether an error is a fault of the label at the path.
func isFault(err error, label, path string) bool {
	var f *fault.Fault
	return errors.As(err, &f) && f.Label() == label && strings.Join(f.Path, ".") == path
}

// specOf is a product as a spec.
func specOf(t *testing.T, s *catalog.Service, id catalog.ProductID) catalog.Spec {
	t.Helper()
	specs, err := s.SpecsAfter(context.Background(), id-1, 1)
	if err != nil || len(specs) != 1 || specs[0].ID != id {
		t.Fatalf("got %v, %v", specs, err)
	}
	return specs[0]
}

func TestEditProduct(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		var moves []string
		s := catalog.New(db, func(_ database.Tx, from, to string) error {
			moves = append(moves, from+" "+to)
			if strings.HasSuffix(to, "/nowhere") {
				return errors.New("no such way")
			}
			return nil
		})
		put(t, s, tee("one"), tee("other"))
		id, other := find(t, s, "one").ID, find(t, s, "other").ID

		t.Run("options, values and variants keep their ids under other names", func(t *testing.T) {
			was := specOf(t, s, id)
			must(t, s, id, func(p *catalog.Spec) {
				p.Options[0].Name, p.Options[1].Values[0].Name = "Fit", "Sand"
				for i := range p.Variants {
					if p.Variants[i].Options[1] == "Oat" {
						p.Variants[i].Options[1] = "Sand"
					}
				}
			})
			want := was
			want.Options[0].Name, want.Options[1].Values[0].Name = "Fit", "Sand"
			want.Variants[0].Options, want.Variants[2].Options = []string{"S", "Sand"}, []string{"M", "Sand"}
			if diff := cmp.Diff(want, specOf(t, s, id)); diff != "" {
				t.Error(diff)
			}
			consistent(t, db, find(t, s, "one"))
		})

		t.Run("names, values, combinations and SKUs change places", func(t *testing.T) {
			want := specOf(t, s, id)
			swap := func(p *catalog.Spec) {
				o, v := p.Options, p.Variants
				o[0].Name, o[1].Name = o[1].Name, o[0].Name
				o[1].Values[0].Name, o[1].Values[1].Name = o[1].Values[1].Name, o[1].Values[0].Name
				v[0].SKU, v[1].SKU = v[1].SKU, v[0].SKU
				v[0].Options, v[2].Options = []string{"M", "Moss"}, []string{"S", "Moss"} // the names of the values are swapped, and so are the sizes
				v[1].Options = []string{"S", "Sand"}
			}
			swap(&want)
			if e := must(t, s, id, swap); !e.Changed {
				t.Error("nothing is said to have changed")
			}
			if diff := cmp.Diff(want, specOf(t, s, id)); diff != "" {
				t.Error(diff)
			}
			consistent(t, db, find(t, s, "one"))
			if n := number(t, db, "SELECT COUNT(*) FROM variants WHERE product_id = ? AND sku_key = sku", id); n != 3 {
				t.Errorf("%d of 3 variants have their SKU for their own", n)
			}
		})

		t.Run("an edit that changes nothing writes nothing", func(t *testing.T) {
			var entries []act.Entry
			changes := number(t, db, "SELECT COUNT(*) FROM changes")
			before := find(t, s, "one")
			e, err := s.EditProduct(t.Context(), noter{entries: &entries}, id, catalog.Edit{Action: "product.update", Change: func(*catalog.Spec) error { return nil }})
			if err != nil || e.Changed || len(entries) != 0 || number(t, db, "SELECT COUNT(*) FROM changes") != changes {
				t.Errorf("got %v, %v, %d entries", e.Changed, err, len(entries))
			}
			if diff := cmp.Diff(before, find(t, s, "one")); diff != "" {
				t.Error(diff)
			}
		})

		t.Run("what is refused stands at its place, and changes nothing", func(t *testing.T) {
			before := specOf(t, s, id)
			for path, c := range map[string]struct {
				label  string
				change func(*catalog.Spec)
			}{
				"handle":             {"TAKEN", func(p *catalog.Spec) { p.Handle = "other" }},
				"variants.1.sku":     {"TAKEN", func(p *catalog.Spec) { p.Variants[1].SKU = "other-2" }},
				"variants.4.sku":     {"TAKEN", func(p *catalog.Spec) { p.Variants[1].SKU = p.Variants[0].SKU; p.Variants[1].At = "variants.4" }},
				"variants.0.price":   {"BAD_USER_INPUT", func(p *catalog.Spec) { p.Variants[0].Price = -1 }},
				"variants.9.price":   {"BAD_USER_INPUT", func(p *catalog.Spec) { p.Variants[2].Price = 1 << 60; p.Variants[2].At = "variants.9" }},
				"options.0.values":   {"LIMIT_EXCEEDED", func(p *catalog.Spec) { p.Options[0].Values = append(p.Options[0].Values, hundred()...) }},
				"title":              {"BAD_USER_INPUT", func(p *catalog.Spec) { p.Title = " " }},
				"variants.2.options": {"BAD_USER_INPUT", func(p *catalog.Spec) { p.Variants[2].Options = []string{"S"} }},
			} {
				if _, err := edit(s, id, nil, c.change); !isFault(err, c.label, path) {
					t.Errorf("got %v, want %s at %s", err, c.label, path)
				}
			}
			if _, err := edit(s, id, nil, func(p *catalog.Spec) { p.Handle = strings.Repeat("x", 2048) }); !isFault(err, "BAD_USER_INPUT", "handle") {
				t.Errorf("a long handle: %v", err)
			}
			if _, err := edit(s, 999, nil, func(*catalog.Spec) {}); !isFault(err, "NOT_FOUND", "id") {
				t.Errorf("no product: %v", err)
			}
			if diff := cmp.Diff(before, specOf(t, s, id)); diff != "" {
				t.Error(diff)
			}
		})

		t.Run("a stale version is a conflict, with the product as it is", func(t *testing.T) {
			is := find(t, s, "one").Version
			e, err := edit(s, id, new(is-1), func(p *catalog.Spec) { p.Title = "Stale" })
			if !isFault(err, "CONFLICT", "expectedVersion") || e.Product.Version != is || find(t, s, "one").Title == "Stale" {
				t.Errorf("got %v and version %d", err, e.Product.Version)
			}
		})

		t.Run("another handle moves the address, in the same transaction", func(t *testing.T) {
			moves = nil
			must(t, s, id, func(p *catalog.Spec) { p.Handle = "uno" })
			if diff := cmp.Diff([]string{"/products/one /products/uno"}, moves); diff != "" {
				t.Error(diff)
			}
			if _, err := edit(s, id, nil, func(p *catalog.Spec) { p.Handle = "nowhere" }); err == nil {
				t.Error("the failure to move is nobody's")
			}
			if p := find(t, s, "uno"); p.ID != id {
				t.Errorf("got %+v", p)
			}
		})

		t.Run("variants keep the SKUs that an import gave them twice", func(t *testing.T) {
			twin := tee("twin")
			twin.Variants[0].SKU = "other-1"
			put(t, s, twin)
			if e := must(t, s, find(t, s, "twin").ID, func(p *catalog.Spec) { p.Title = "Twin" }); !e.Changed || e.Variants[0].SKU != "other-1" {
				t.Errorf("got %+v", e.Variants[0])
			}
		})

		t.Run("a product like another has no SKUs, ids and stock of the other's", func(t *testing.T) {
			e, err := s.DuplicateProduct(t.Context(), act.Nobody{}, other, func(p *catalog.Spec) error {
				p.Title, p.Status = "Copy", catalog.Active
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			a, b := specOf(t, s, other), specOf(t, s, e.Product.ID)
			if b.Handle != "copy" || b.Variants[0].SKU != "" || *b.Variants[0].Stock != 0 || b.Variants[0].ID == a.Variants[0].ID || b.Options[0].ID == a.Options[0].ID ||
				b.Media[0].ID == a.Media[0].ID || b.Media[0].Blob != a.Media[0].Blob || len(b.Metafields) != 1 {
				t.Errorf("got %+v", b)
			}
			consistent(t, db, find(t, s, "copy"))
		})

		t.Run("a removed product leaves nothing", func(t *testing.T) {
			p := find(t, s, "copy")
			if _, err := s.RemoveProduct(t.Context(), act.Nobody{}, p.ID, new(p.Version+1)); !isFault(err, "CONFLICT", "expectedVersion") {
				t.Errorf("got %v", err)
			}
			if _, err := s.RemoveProduct(t.Context(), act.Nobody{}, p.ID, &p.Version); err != nil {
				t.Fatal(err)
			}
			for _, table := range []string{"variants", "product_options", "product_option_values", "product_media", "product_tags"} {
				if n := number(t, db, "SELECT COUNT(*) FROM "+table+" WHERE product_id = ?", p.ID); n != 0 {
					t.Errorf("%d %s", n, table)
				}
			}
			consistent(t, db, find(t, s, "other"))
		})

		t.Run("stock is declared at several locations, and moves between them", func(t *testing.T) {
			first := number(t, db, "SELECT MIN(id) FROM locations WHERE active = ?", true)
			run(t, db, `INSERT INTO locations (name, name_key, address1, address2, city, city_key, province, province_code, country_code, zip, phone, active, created_at, updated_at)
				SELECT 'Shed', 'shed', address1, address2, city, city_key, province, province_code, country_code, zip, phone, active, created_at, updated_at FROM locations WHERE id = ?`, first)
			shed := number(t, db, "SELECT id FROM locations WHERE name = 'Shed'")
			put(t, s, tee("two-places"))
			id := find(t, s, "two-places").ID
			declared := func(here, there int64) (catalog.Edited, error) {
				return edit(s, id, nil, func(p *catalog.Spec) { p.Variants[0].StockAt = map[int64]int64{first: here, shed: there} })
			}
			others := find(t, s, "two-places").TotalInventory - variantsOf(t, s, id)[0].Quantity
			for _, c := range []struct {
				here, there int64
				entries     int64
			}{{3, 4, 1}, {3, 4, 1}, {2, 5, 3}, {2, 0, 4}} {
				if _, err := declared(c.here, c.there); err != nil {
					t.Fatal(err)
				}
				v := variantsOf(t, s, id)[0]
				if got := number(t, db, "SELECT quantity FROM stock_levels WHERE variant_id = ? AND location_id = ?", v.ID, shed); got != c.there || v.Quantity != c.here+c.there {
					t.Errorf("%d there and %d in all, want %d and %d", got, v.Quantity, c.there, c.here+c.there)
				}
				if got := find(t, s, "two-places").TotalInventory; got != others+c.here+c.there {
					t.Errorf("%d pieces of the product", got)
				}
				if got := number(t, db, "SELECT COUNT(*) FROM stock_entries WHERE variant_id = ? AND reason = ?", v.ID, catalog.Declared); got != c.entries {
					t.Errorf("%d entries after %d and %d, want %d", got, c.here, c.there, c.entries)
				}
				consistent(t, db, find(t, s, "two-places"))
			}
			run(t, db, "UPDATE locations SET active = ? WHERE id = ?", false, shed)
			for _, location := range []int64{shed, 99, -1} {
				if _, err := edit(s, id, nil, func(p *catalog.Spec) { p.Variants[0].StockAt = map[int64]int64{location: 1} }); !isFault(err, "NOT_FOUND", "variants.0.stock") {
					t.Errorf("location %d: %v", location, err)
				}
			}
		})

		t.Run("a declared product is made by its handle, or changed", func(t *testing.T) {
			title := func(text string) catalog.Edit {
				return catalog.Edit{Action: "product.set", Change: func(p *catalog.Spec) error {
					p.Title = text
					if p.ID == 0 {
						p.Variants = []catalog.VariantSpec{{Price: 100, Image: -1}}
					}
					return nil
				}}
			}
			var ids []catalog.ProductID
			for _, text := range []string{"First", "Second"} {
				e, err := s.SetProduct(t.Context(), act.Nobody{}, 0, "declared", title(text))
				if err != nil || e.Product.Title != text {
					t.Fatalf("got %+v, %v", e.Product, err)
				}
				ids = append(ids, e.Product.ID)
			}
			if ids[0] != ids[1] {
				t.Errorf("two products: %v", ids)
			}
			if _, err := s.SetProduct(t.Context(), act.Nobody{}, 999, "", title("None")); !isFault(err, "NOT_FOUND", "identifier.id") {
				t.Errorf("got %v", err)
			}
		})
	})
}

// hundred are values that no option has room for beside its own.
func hundred() (out []catalog.OptionValueSpec) {
	for i := range catalog.MaxValues {
		out = append(out, catalog.OptionValueSpec{Name: fmt.Sprintf("v%d", i)})
	}
	return out
}

func TestEditStatements(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		count := func(n int) int {
			spec := plain(fmt.Sprintf("wide-%d", n))
			spec.Options, spec.Variants = []catalog.OptionSpec{{Name: "A"}, {Name: "B"}}, nil
			for i := range n {
				spec.Variants = append(spec.Variants, catalog.VariantSpec{Options: []string{fmt.Sprint(i / 50), fmt.Sprint(i % 50)}, SKU: fmt.Sprintf("%d-%d", n, i), Price: 100, Image: -1})
			}
			put(t, s, spec)
			ctx, counter := database.WithCounter(t.Context())
			_, err := s.EditProduct(ctx, act.Nobody{}, find(t, s, spec.Handle).ID, catalog.Edit{Action: "product.update", Change: func(p *catalog.Spec) error {
				for i := range p.Variants {
					p.Variants[i].Price, p.Variants[i].SKU = 200, p.Variants[i].SKU+"x"
				}
				return nil
			}})
			if err != nil {
				t.Fatal(err)
			}
			return len(counter.Statements())
		}
		if one, many := count(1), count(250); one != many {
			t.Errorf("%d statements for one variant, %d for 250", one, many)
		} else {
			t.Logf("%d statements", one)
		}
	})
}

// race runs f n times at once, and tells how often it succeeded and how often it was refused with the label; other errors
// fail the test.
func race(t *testing.T, n int, label string, f func(i int) error) (won, refused int) {
	t.Helper()
	var wg sync.WaitGroup
	start, errs := make(chan struct{}), make([]error, n)
	for i := range errs {
		wg.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	wg.Wait()
	for i, err := range errs {
		var f *fault.Fault
		switch {
		case err == nil:
			won++
		case errors.As(err, &f) && f.Label() == label:
			refused++
		default:
			t.Errorf("number %d: %v", i, err)
		}
	}
	return won, refused
}

func TestEditRaces(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		put(t, s, tee("one"))
		id := find(t, s, "one").ID
		simple := func(handle, sku string) catalog.Spec {
			return catalog.Spec{Handle: handle, Title: "Mug", Status: catalog.Active, Variants: []catalog.VariantSpec{{SKU: sku, Price: 100, Image: -1}}}
		}

		t.Run("of two with one version one wins", func(t *testing.T) {
			for range 5 {
				version := find(t, s, "one").Version
				won, refused := race(t, 2, "CONFLICT", func(i int) error {
					_, err := edit(s, id, &version, func(p *catalog.Spec) { p.Title = fmt.Sprintf("Title %d of version %d", i, version) })
					return err
				})
				if won != 1 || refused != 1 || find(t, s, "one").Version != version+1 {
					t.Errorf("%d won, %d were refused", won, refused)
				}
			}
		})

		t.Run("of twenty with one handle one wins", func(t *testing.T) {
			won, refused := race(t, 20, "TAKEN", func(int) error {
				_, err := s.CreateProduct(t.Context(), act.Nobody{}, simple("mug", ""))
				return err
			})
			if n := number(t, db, "SELECT COUNT(*) FROM products WHERE handle = 'mug'"); won != 1 || refused != 19 || n != 1 {
				t.Errorf("%d won, %d were refused, %d products", won, refused, n)
			}
		})

		t.Run("of twenty with one SKU one wins", func(t *testing.T) {
			won, refused := race(t, 20, "TAKEN", func(i int) error {
				_, err := s.CreateProduct(t.Context(), act.Nobody{}, simple(fmt.Sprintf("cup-%d", i), "CUP"))
				return err
			})
			if n := number(t, db, "SELECT COUNT(*) FROM variants WHERE sku = 'CUP'"); won != 1 || refused != 19 || n != 1 {
				t.Errorf("%d won, %d were refused, %d variants", won, refused, n)
			}
		})

		t.Run("twenty of one title get handles of their own", func(t *testing.T) {
			won, _ := race(t, 20, "", func(int) error {
				_, err := s.CreateProduct(t.Context(), act.Nobody{}, catalog.Spec{Title: "Jug", Status: catalog.Active, Variants: []catalog.VariantSpec{{Price: 100, Image: -1}}})
				return err
			})
			if n := number(t, db, "SELECT COUNT(*) FROM products WHERE title = 'Jug'"); won != 20 || n != 20 {
				t.Errorf("%d won, %d products", won, n)
			}
		})

		t.Run("edits beside changes of stock lose none", func(t *testing.T) {
			v := slices.MaxFunc(variantsOf(t, s, id), func(a, b catalog.Variant) int { return int(a.Quantity - b.Quantity) })
			location := number(t, db, "SELECT MIN(id) FROM locations")
			won, _ := race(t, 20, "", func(i int) error {
				if i%2 == 0 {
					_, err := edit(s, id, nil, func(p *catalog.Spec) { p.Title, p.Variants[0].Price = fmt.Sprint("Beside ", i), int64(1000+i) })
					return err
				}
				_, err := s.AdjustStock(t.Context(), act.Nobody{}, catalog.StockChange{Name: "available", Reason: "correction",
					Rows: []catalog.StockRow{{VariantID: v.ID, LocationID: location, Quantity: 1}}})
				return err
			})
			got := index(variantsOf(t, s, id))[v.ID]
			if won != 20 || got.Quantity != v.Quantity+10 {
				t.Errorf("%d of 20 went through; %d pieces, want %d", won, got.Quantity, v.Quantity+10)
			}
			consistent(t, db, find(t, s, "one"))
		})
	})
}

func index(variants []catalog.Variant) map[catalog.VariantID]catalog.Variant {
	out := map[catalog.VariantID]catalog.Variant{}
	for _, v := range variants {
		out[v.ID] = v
	}
	return out
}
