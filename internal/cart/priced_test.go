package cart_test

import (
	"cartwright/internal/act"
	"testing"

	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

// TestPriced looks for amounts of money in an empty shop, then in ones with something in it.
func TestPriced(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		goods, rules := catalog.New(db), terms.New(db)
		carts := cart.New(db, goods, rules, nil, shop.New(db), cart.Options{})
		want := func(want string) {
			t.Helper()
			if err := db.InTx(t.Context(), func(tx database.Tx) error {
				what, err := carts.Priced(tx)
				if what != want {
					t.Errorf("%q has prices, want %q", what, want)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		want("")
		zone := terms.Zone{Name: "Home", Rates: []terms.Rate{{Handle: "post", Code: "POST", Title: "By post", Price: 450}}}
		if _, err := rules.PutZone(t.Context(), act.Nobody{}, zone, nil); err != nil {
			t.Fatal(err)
		}
		want("delivery rates")
		if out, err := goods.Put(t.Context(), catalog.Spec{Handle: "mug", Title: "Mug", Status: catalog.Active, Variants: []catalog.VariantSpec{{Price: 1}}}); err != nil || out.Err != nil {
			t.Fatal(err, out.Err)
		}
		want("products")
	})
}
