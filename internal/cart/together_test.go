package cart_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestTogether fills carts and asks what lies in them together: what does so in several carts, the most frequent first.
func TestTogether(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		product := map[string]int64{}
		variant := map[string]catalog.VariantID{}
		for _, handle := range []string{"kettle", "tea", "mug", "lamp"} {
			variant[handle] = c.stock(t, handle, 1, nil)[0]
			p, err := c.catalog.FindProduct(t.Context(), handle)
			must(t, err)
			product[handle] = int64(p.ID)
		}
		for _, basket := range [][]string{{"kettle", "tea", "mug"}, {"kettle", "tea"}, {"tea", "kettle", "tea"}, {"mug", "kettle"}, {"lamp", "kettle"}, {"lamp"}} {
			var lines []cart.LineInput
			for _, handle := range basket {
				lines = append(lines, one(variant[handle], 1))
			}
			c.create(t, lines...)
		}
		if got := c.carts.Together(product["kettle"]); len(got) != 0 {
			t.Errorf("before anything was counted: %v", got)
		}
		must(t, c.carts.CountTogether(t.Context()))
		for of, want := range map[string][]int64{"kettle": {product["tea"], product["mug"]}, "tea": {product["kettle"]}, "mug": {product["kettle"]}, "lamp": {}} {
			if diff := cmp.Diff(want, c.carts.Together(product[of])); diff != "" {
				t.Errorf("with the %s: %s", of, diff)
			}
		}
		t.Run("they are recommended first", func(t *testing.T) {
			together := []catalog.ProductID{catalog.ProductID(product["mug"]), catalog.ProductID(product["tea"])}
			list, err := c.catalog.Recommend(t.Context(), catalog.ProductID(product["kettle"]), catalog.Complementary, together)
			must(t, err)
			if len(list) < 2 || int64(list[0].ID) != product["mug"] || int64(list[1].ID) != product["tea"] {
				t.Errorf("%v", list)
			}
		})
	})
}
