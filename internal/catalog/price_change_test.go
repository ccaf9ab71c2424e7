package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

// hand notes what is told to the audit log, and keeps the last answer.
type hand struct {
	mu      sync.Mutex
	entries []act.Entry
	answer  []byte
}

// Who is nobody of note.
func (h *hand) Who() act.Who { return act.Who{Kind: "system"} }

func (h *hand) Answered(_ database.Tx, answer any) (bool, error) {
	if h.answer == nil {
		return false, nil
	}
	return true, act.Unpack(h.answer, answer)
}

func (h *hand) Keep(_ database.Tx, answer any) (err error) {
	h.answer, err = act.Pack(answer)
	return err
}

func (h *hand) Note(_ database.Tx, entries ...act.Entry) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.entries = append(h.entries, entries...)
	return nil
}

// rack puts n products with up to four variants each, some with something to compare with, into two collections.
func rack(t testing.TB, db *database.DB, s *catalog.Service, n int) []catalog.CollectionID {
	t.Helper()
	random := rand.New(rand.NewPCG(3, 5))
	specs := make([]catalog.Spec, n)
	var even, all []string
	for i := range specs {
		spec := plain(fmt.Sprintf("rack-%d", i))
		spec.Vendor, spec.ProductType = []string{"Äcme", "Other"}[i%2], []string{"Hat", "Coat", ""}[i%3]
		spec.Tags = [][]string{{"sale", "new"}, {"new"}, nil}[i%3]
		spec.Options = []catalog.OptionSpec{{Name: "Size"}}
		spec.Variants = nil
		for v := range 1 + random.IntN(4) {
			one := catalog.VariantSpec{Options: []string{fmt.Sprint(v)}, SKU: fmt.Sprintf("R%d-%d", i, v), Price: int64(random.IntN(5000)), Tracked: true, Image: -1}
			if random.IntN(2) == 0 {
				one.CompareAt = minor(one.Price + int64(random.IntN(2000)))
			}
			spec.Variants = append(spec.Variants, one)
		}
		if i%7 == 3 {
			spec.Status = catalog.Draft
		}
		if specs[i], all = spec, append(all, spec.Handle); i%2 == 0 {
			even = append(even, spec.Handle)
		}
	}
	for i := 0; i < n; i += 200 {
		if _, err := s.PutMany(context.Background(), specs[i:min(n, i+200)]); err != nil {
			t.Fatal(err)
		}
	}
	var ids []catalog.CollectionID
	for handle, products := range map[string][]string{"even": even, "everything": all} {
		if _, err := s.PutCollection(context.Background(), catalog.CollectionSpec{Handle: handle, Title: handle, PublishedAt: &published, Products: products}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Read(context.Background()).Model(&catalog.Collection{}).Order("handle").Pluck("id", &ids).Error; err != nil {
		t.Fatal(err)
	}
	return ids
}

func allVariants(t testing.TB, db *database.DB) (rows []catalog.Variant) {
	t.Helper()
	if err := db.Read(context.Background()).Order("id").Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	return rows
}

func allProducts(t testing.TB, db *database.DB) map[catalog.ProductID]catalog.Product {
	t.Helper()
	var rows []catalog.Product
	if err := db.Read(context.Background()).Find(&rows).Error; err != nil {
		t.Fatal(err)
	}
	out := map[catalog.ProductID]catalog.Product{}
	for _, p := range rows {
		out[p.ID] = p
	}
	return out
}

// worth is what a rule makes of an amount, told with fractions.
func worth(r catalog.PriceRule, v catalog.Variant) (before, after *int64) {
	amounts := map[catalog.PriceOf]*int64{catalog.OwnPrice: &v.Price, catalog.CompareAtPrice: v.CompareAt}
	before = amounts[r.What]
	from := before
	if r.From != "" {
		from = amounts[r.From]
	}
	switch {
	case r.Clear:
		return before, nil
	case r.SetTo != nil:
		return before, r.SetTo
	case from == nil:
		return before, before
	}
	n := new(big.Rat).SetInt64(*from)
	if r.BasisPoints != nil {
		n.Mul(n, big.NewRat(10_000+*r.BasisPoints, 10_000))
	}
	if r.Amount != nil {
		n.Add(n, new(big.Rat).SetInt64(*r.Amount))
	}
	whole := nearest(n, 1, 0)
	if r.Round != nil && whole > 0 {
		whole = nearest(new(big.Rat).SetInt64(whole), r.Round.Step, r.Round.Ending)
	}
	return before, &whole
}

// nearest is the nearest number at or above 0 that is a multiple of step and ending more; a half goes up.
func nearest(n *big.Rat, step, ending int64) int64 {
	k := new(big.Rat).Sub(n, new(big.Rat).SetInt64(ending))
	k.Quo(k, new(big.Rat).SetInt64(step))
	k.Add(k, big.NewRat(1, 2))
	floor := new(big.Int).Div(k.Num(), k.Denom()) // Euclidean, and the denominator is positive
	if floor.Sign() < 0 {
		floor.SetInt64(0)
	}
	return floor.Int64()*step + ending
}

// TestChangePrices previews and writes random changes of random parts of the shop, and holds every row against what
// fractions say.
func TestChangePrices(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		collections := rack(t, db, s, 30)
		random := rand.New(rand.NewPCG(8, 13))
		fits := func(f catalog.PriceFilter, v catalog.Variant, p catalog.Product, even bool) bool {
			return (len(f.Collections) == 0 || f.Collections[0] != collections[0] || even) && (len(f.Products) == 0 || slices.Contains(f.Products, p.ID)) &&
				(len(f.Vendors) == 0 || p.Vendor == "Äcme") && (len(f.Types) == 0 || p.ProductType == "Hat") &&
				(len(f.Tags) == 0 || slices.Contains(p.Tags, f.Tags[0])) && (f.MinPrice == nil || v.Price >= *f.MinPrice) && (f.MaxPrice == nil || v.Price <= *f.MaxPrice)
		}
		changed := 0
		for round := range 60 {
			f, r := randomChange(random, collections)
			before, products := allVariants(t, db), allProducts(t, db)
			p, err := s.PreviewPrices(t.Context(), f, r, 3)
			if err != nil {
				t.Fatalf("%+v %+v: %v", f, r, err)
			}
			if p.Variants == 0 {
				continue
			}
			changed++
			by := &hand{}
			done, err := s.ChangePrices(t.Context(), by, f, r, p.Token)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := s.ChangePrices(t.Context(), by, f, r, p.Token); err != nil || again.Variants != done.Variants {
				t.Fatalf("the same again answers %+v, %v", again, err)
			}
			if len(by.entries) != 1 || done.Variants != p.Variants || done.Products != p.Products {
				t.Fatalf("%d entries; previewed were %d of %d, written %d of %d", len(by.entries), p.Variants, p.Products, done.Variants, done.Products)
			}
			after, moved, n := allVariants(t, db), map[catalog.ProductID]bool{}, 0
			for i, v := range before {
				product := products[v.ProductID]
				var number int
				_, _ = fmt.Sscanf(product.Handle, "rack-%d", &number)
				was, want := worth(r, v)
				if !fits(f, v, product, number%2 == 0) {
					want = was
				}
				got := map[catalog.PriceOf]*int64{catalog.OwnPrice: &after[i].Price, catalog.CompareAtPrice: after[i].CompareAt}[r.What]
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("round %d, variant %d, %+v: %s", round, v.ID, r, diff)
				}
				if !cmp.Equal(was, want) {
					n++
					moved[v.ProductID] = true
				} else if !cmp.Equal(v, after[i]) {
					t.Fatalf("variant %d was written", v.ID)
				}
			}
			if n != p.Variants || len(moved) != p.Products {
				t.Fatalf("round %d: %d variants of %d products were told, changed are %d of %d", round, p.Variants, p.Products, n, len(moved))
			}
			for id, now := range allProducts(t, db) {
				consistent(t, db, now)
				if want := products[id].Version + map[bool]int64{true: 1}[moved[id]]; now.Version != want {
					t.Fatalf("product %d is at version %d, not %d", id, now.Version, want)
				}
				for _, c := range []struct {
					sql string
					is  *int64
				}{{"SELECT MIN(compare_at) FROM variants WHERE product_id = ?", now.CompareMin}, {"SELECT MAX(compare_at) FROM variants WHERE product_id = ?", now.CompareMax}} {
					var want *int64
					if err := db.Read(t.Context()).Raw(c.sql, id).Scan(&want).Error; err != nil || !cmp.Equal(want, c.is) {
						t.Fatalf("product %d: %s: %v", id, cmp.Diff(want, c.is), err)
					}
				}
			}
			if n := number(t, db, "SELECT COUNT(*) FROM collection_products c JOIN products p ON p.id = c.product_id WHERE c.price_min <> p.price_min"); n != 0 {
				t.Fatalf("%d places in collections have another price", n)
			}
			if n := number(t, db, "SELECT COUNT(*) FROM (SELECT DISTINCT object_id FROM changes WHERE kind = 'product' ORDER BY object_id) x"); n < int64(len(moved)) {
				t.Fatalf("%d products are told of", n)
			}
		}
		if changed < 20 {
			t.Errorf("only %d changes did anything", changed)
		}
	})
}

func randomChange(random *rand.Rand, collections []catalog.CollectionID) (f catalog.PriceFilter, r catalog.PriceRule) {
	switch random.IntN(7) {
	case 0:
		f.Collections = collections[:1]
	case 1:
		f.Vendors = []string{"ACME"}
	case 2:
		f.Types, f.MinPrice = []string{"hat"}, minor(1000)
	case 3:
		f.Tags = []string{"sale"}
	case 4:
		f.Products = []catalog.ProductID{3, 4, 9, 77}
	case 5:
		f.MinPrice, f.MaxPrice = minor(500), minor(2500)
	}
	r.What = []catalog.PriceOf{catalog.OwnPrice, catalog.OwnPrice, catalog.CompareAtPrice}[random.IntN(3)]
	switch random.IntN(6) {
	case 0, 1:
		r.BasisPoints = minor(int64(random.IntN(4000) - 2000))
	case 2:
		r.Amount = minor(int64(random.IntN(500)))
	case 3:
		r.From = []catalog.PriceOf{catalog.OwnPrice, catalog.CompareAtPrice}[random.IntN(2)]
	case 4:
		if r.What == catalog.CompareAtPrice {
			r.Clear = true
			return f, r
		}
		r.SetTo = minor(int64(random.IntN(5000)))
		return f, r
	}
	if random.IntN(2) == 0 || r.BasisPoints == nil && r.Amount == nil && r.From == "" {
		step := []int64{1, 5, 10, 100, 1000}[random.IntN(5)]
		r.Round = &catalog.Rounding{Step: step, Ending: []int64{0, step - 1}[random.IntN(2)]}
	}
	return f, r
}

// TestChangePricesRefuses gives what makes no sense, and what has moved on: nothing is written.
func TestChangePricesRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		rack(t, db, s, 8)
		own := func(change func(*catalog.PriceRule)) catalog.PriceRule {
			r := catalog.PriceRule{What: catalog.OwnPrice}
			change(&r)
			return r
		}
		plus := own(func(r *catalog.PriceRule) { r.Amount = minor(100) })
		for name, c := range map[string]struct {
			filter catalog.PriceFilter
			rule   catalog.PriceRule
			path   string
		}{
			"nothing to do":              {rule: own(func(*catalog.PriceRule) {}), path: "change"},
			"two things to do":           {rule: own(func(r *catalog.PriceRule) { r.Amount, r.SetTo = minor(1), minor(1) }), path: "change"},
			"no price":                   {rule: catalog.PriceRule{What: "COST", Amount: minor(1)}, path: "what"},
			"from no price":              {rule: own(func(r *catalog.PriceRule) { r.From = "COST" }), path: "change.from"},
			"more than all off":          {rule: own(func(r *catalog.PriceRule) { r.BasisPoints = minor(-10_001) }), path: "change.percentage"},
			"a price that goes":          {rule: own(func(r *catalog.PriceRule) { r.Clear = true }), path: "change.clear"},
			"a price below zero":         {rule: own(func(r *catalog.PriceRule) { r.SetTo = minor(-1) }), path: "change.setTo"},
			"what is set is rounded":     {rule: own(func(r *catalog.PriceRule) { r.SetTo, r.Round = minor(1), &catalog.Rounding{Step: 1} }), path: "change"},
			"a step of nothing":          {rule: own(func(r *catalog.PriceRule) { r.Round = &catalog.Rounding{} }), path: "change.roundTo.multipleOf"},
			"an ending beyond the step":  {rule: own(func(r *catalog.PriceRule) { r.Round = &catalog.Rounding{Step: 10, Ending: 10} }), path: "change.roundTo.ending"},
			"bounds that cross":          {catalog.PriceFilter{MinPrice: minor(2), MaxPrice: minor(1)}, plus, "filter.maxPrice"},
			"a bound below zero":         {catalog.PriceFilter{MinPrice: minor(-1)}, plus, "filter.minPrice"},
			"some come below zero":       {rule: own(func(r *catalog.PriceRule) { r.Amount = minor(-3000) }), path: "change"},
			"some come beyond the range": {rule: own(func(r *catalog.PriceRule) { r.Amount = minor(100_000_000_000_000) }), path: "change"},
		} {
			t.Run(name, func(t *testing.T) {
				before, by := allVariants(t, db), &hand{}
				_, previewErr := s.PreviewPrices(t.Context(), c.filter, c.rule, 1)
				_, err := s.ChangePrices(t.Context(), by, c.filter, c.rule, "any")
				for _, err := range []error{previewErr, err} {
					var f *fault.Fault
					if !errors.As(err, &f) || f.Kind != fault.Invalid || strings.Join(f.Path, ".") != c.path {
						t.Errorf("got %v, want a fault at %s", err, c.path)
					}
					if strings.HasPrefix(name, "some come") && !strings.Contains(f.Text, `"Plain rack-0 / 0" (variant 1)`) {
						t.Errorf("nobody is named in %q", f.Text)
					}
				}
				if diff := cmp.Diff(before, allVariants(t, db)); diff != "" || len(by.entries) > 0 || by.answer != nil {
					t.Errorf("%d entries, %s", len(by.entries), diff)
				}
			})
		}

		preview := func() catalog.PricePreview {
			t.Helper()
			p, err := s.PreviewPrices(t.Context(), catalog.PriceFilter{}, plus, 2)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		for name, meanwhile := range map[string]func() (catalog.PriceFilter, catalog.PriceRule){
			"a price moved": func() (catalog.PriceFilter, catalog.PriceRule) {
				run(t, db, "UPDATE variants SET price = price + 1 WHERE id = 3")
				return catalog.PriceFilter{}, plus
			},
			"a product came": func() (catalog.PriceFilter, catalog.PriceRule) {
				put(t, s, plain("late"))
				return catalog.PriceFilter{}, plus
			},
			"another rule": func() (catalog.PriceFilter, catalog.PriceRule) {
				return catalog.PriceFilter{}, own(func(r *catalog.PriceRule) { r.Amount = minor(101) })
			},
			"another filter": func() (catalog.PriceFilter, catalog.PriceRule) {
				return catalog.PriceFilter{MinPrice: minor(0)}, plus
			},
		} {
			t.Run("what was previewed is not there: "+name, func(t *testing.T) {
				token := preview().Token
				f, r := meanwhile()
				before, by := allVariants(t, db), &hand{}
				now, err := s.ChangePrices(t.Context(), by, f, r, token)
				if !fault.Is(err, fault.Conflict) || now.Token == token || now.Variants == 0 || len(now.First) == 0 {
					t.Errorf("got %+v, %v", now, err)
				}
				if diff := cmp.Diff(before, allVariants(t, db)); diff != "" || len(by.entries) > 0 {
					t.Errorf("%d entries, %s", len(by.entries), diff)
				}
			})
		}

		t.Run("of many at once one writes", func(t *testing.T) {
			token := preview().Token
			before := allVariants(t, db)
			var mu sync.Mutex
			wrote := 0
			together(t, func(int) error {
				_, err := s.ChangePrices(t.Context(), act.Nobody{}, catalog.PriceFilter{}, plus, token)
				if err == nil {
					mu.Lock()
					wrote++
					mu.Unlock()
				} else if !fault.Is(err, fault.Conflict) {
					return err
				}
				return nil
			})
			for i, v := range allVariants(t, db) {
				if v.Price != before[i].Price+100 {
					t.Errorf("variant %d went from %d to %d", v.ID, before[i].Price, v.Price)
				}
			}
			if wrote != 1 {
				t.Errorf("%d have written", wrote)
			}
		})

		t.Run("statements do not grow up to 500 variants", func(t *testing.T) {
			var counts []int
			for _, f := range []catalog.PriceFilter{{Products: []catalog.ProductID{1}}, {}} {
				p, err := s.PreviewPrices(t.Context(), f, plus, 2)
				if err != nil {
					t.Fatal(err)
				}
				ctx, counter := database.WithCounter(t.Context())
				if _, err := s.ChangePrices(ctx, act.Nobody{}, f, plus, p.Token); err != nil {
					t.Fatal(err)
				}
				counts = append(counts, len(counter.Statements()))
			}
			if counts[0] != counts[1] || counts[0] > 10 {
				t.Errorf("%d statements", counts)
			}
		})
	})
}

// BenchmarkChangePrices raises the prices of 100,000 variants of 5,000 products and lowers them again.
func BenchmarkChangePrices(b *testing.B) {
	for _, kind := range storetest.Kinds() {
		b.Run(strings.ToLower(string(kind)), func(b *testing.B) {
			db := storetest.Open(b, kind)
			s := catalog.New(db)
			for first := 0; first < 5000; first += 200 {
				specs := make([]catalog.Spec, 200)
				for i := range specs {
					spec := plain(fmt.Sprintf("p-%d", first+i))
					spec.Options, spec.Variants = []catalog.OptionSpec{{Name: "Size"}}, nil
					for v := range 20 {
						spec.Variants = append(spec.Variants, catalog.VariantSpec{Options: []string{fmt.Sprint(v)}, Price: int64(1000 + v), Image: -1})
					}
					specs[i] = spec
				}
				if _, err := s.PutMany(b.Context(), specs); err != nil {
					b.Fatal(err)
				}
			}
			way := int64(1)
			var previewed time.Duration
			for b.Loop() {
				r := catalog.PriceRule{What: catalog.OwnPrice, Amount: minor(100 * way)}
				way = -way
				start := time.Now()
				p, err := s.PreviewPrices(b.Context(), catalog.PriceFilter{}, r, 10)
				if err != nil || p.Variants != 100_000 {
					b.Fatal(p.Variants, err)
				}
				previewed += time.Since(start)
				if _, err := s.ChangePrices(b.Context(), act.Nobody{}, catalog.PriceFilter{}, r, p.Token); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(previewed.Seconds()/float64(b.N), "s/preview")
		})
	}
}
