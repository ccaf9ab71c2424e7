package demo

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSynthetic(t *testing.T) {
	const n = 20_000
	all := slices.Collect(Synthetic(n))
	t.Run("there are as many as wanted, told apart by their handles", func(t *testing.T) {
		if len(all) != n {
			t.Fatalf("%d products", len(all))
		}
		unique(t, "handle", handlesOf(all))
	})
	t.Run("a product is the same whatever number is asked for", func(t *testing.T) {
		if diff := cmp.Diff(slices.Collect(Synthetic(50)), all[:50]); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("they are spread over 40 types, 200 vendors and one to six variants", func(t *testing.T) {
		types, vendors, counts, variants := map[string]int{}, map[string]int{}, map[int]int{}, 0
		for _, p := range all {
			types[p.ProductType]++
			vendors[p.Vendor]++
			counts[len(p.Variants)]++
			variants += len(p.Variants)
		}
		mean := float64(variants) / n
		if len(types) != 40 || len(vendors) != 200 || counts[1] == 0 || counts[6] == 0 || mean < 2.8 || mean > 3.2 {
			t.Errorf("%d types, %d vendors, variants %v with a mean of %.2f", len(types), len(vendors), counts, mean)
		}
	})
	t.Run("each is complete and published", func(t *testing.T) {
		keys := PictureKeys()
		for _, p := range all {
			if !handles.MatchString(p.Handle) || p.PublishedAt.After(now) || len(p.Variants) == 0 || !slices.Contains(keys, p.Media[0].Source[len(source):]) {
				t.Fatalf("product %+v", p)
			}
			for _, v := range p.Variants {
				if v.Price <= 0 || len(v.Options) != len(p.Options) || onHandOf(v) < 0 {
					t.Fatalf("variant %+v", v)
				}
			}
		}
	})
	t.Run("their collections hold each product once", func(t *testing.T) {
		var held []string
		for _, c := range SyntheticCollections(n) {
			held = append(held, c.Products...)
		}
		if len(held) != n {
			t.Errorf("%d products in collections", len(held))
		}
		unique(t, "product", held)
	})
	t.Run("a consumer may stop", func(t *testing.T) {
		for p := range Synthetic(MaxSynthetic + 1) {
			if p.Handle != all[0].Handle {
				t.Errorf("begins with %s", p.Handle)
			}
			break
		}
	})
}

func BenchmarkSynthetic(b *testing.B) {
	n := 0
	for b.Loop() {
		n += len(synthetic(n).Variants)
	}
}
