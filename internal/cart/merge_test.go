package cart_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/account"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestMerge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		people := account.New(db, account.Options{})
		who, err := people.Register(t.Context(), account.Fields{Email: ptr("jo@example.com"), Password: ptr("correct horse")}, "https://shop.example")
		must(t, err)
		ids := c.stock(t, "tee", 4, func(i int, v *catalog.VariantSpec) {
			if i == 2 {
				v.Tracked, v.Stock = true, new(int64(3))
			}
		})
		guest := c.create(t, one(ids[0], 2), one(ids[2], 2), cart.LineInput{Variant: ids[3], Quantity: 1, Parent: &cart.ParentInput{Variant: &ids[0]}}).Ref()
		own, err := c.carts.Create(t.Context(), cart.Once{}, cart.Input{Note: "mine", Lines: []cart.LineInput{one(ids[1], 1), one(ids[0], 1), one(ids[2], 2)},
			Buyer: &cart.BuyerInput{Customer: &cart.CustomerInput{Known: true, ID: int64(who.ID)}}})
		done(t, own, err)
		into := own.Cart.Ref()
		out, err := c.carts.Merge(t.Context(), guest, into, cart.Once{})
		done(t, out, err)
		want := []line{{1, 1, 0}, {2, 3, 0}, {3, 3, 0}, {4, 1, 2}}
		if diff := cmp.Diff(want, lines(out.Cart)); diff != "" {
			t.Errorf("the lines: %s", diff)
		}
		if diff := cmp.Diff([]string{cart.NotEnoughStock}, codes(out.Warnings)); diff != "" || *out.Cart.Note != "mine" {
			t.Error(diff)
		}
		t.Run("merging again changes nothing, many times at once either", func(t *testing.T) {
			together(t, 10, func(int) error {
				_, err := c.carts.Merge(t.Context(), guest, into, cart.Once{})
				return err
			})
			if diff := cmp.Diff(want, lines(c.find(t, into))); diff != "" {
				t.Error(diff)
			}
			if got := c.find(t, guest); len(got.Lines) != 0 || got.Bill.Total != 0 {
				t.Errorf("the first cart still has %+v", got.Lines)
			}
		})
		t.Run("crosswise merges do not wait for each other for ever", func(t *testing.T) {
			a, b := c.create(t, one(ids[0], 1)).Ref(), c.create(t, one(ids[1], 1)).Ref()
			together(t, 10, func(i int) error {
				from, to := a, b
				if i%2 == 0 {
					from, to = b, a
				}
				_, err := c.carts.Merge(t.Context(), from, to, cart.Once{})
				return err
			})
			if n := c.find(t, a).Quantity + c.find(t, b).Quantity; n != 2 {
				t.Errorf("%d items are left of 2", n)
			}
		})
		t.Run("what the carts cannot be together is said of the first one", func(t *testing.T) {
			a, b := c.create(t, one(ids[0], 600_000)).Ref(), c.create(t, one(ids[0], 600_000)).Ref()
			out, err := c.carts.Merge(t.Context(), a, b, cart.Once{})
			must(t, err)
			if diff := cmp.Diff([]string{"LESS_THAN cartId"}, refused(out)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("both carts must be opened", func(t *testing.T) {
			out, err := c.carts.Merge(t.Context(), cart.Ref{Token: guest.Token}, cart.Ref{Token: "none", Secret: "x"}, cart.Once{})
			must(t, err)
			if diff := cmp.Diff([]string{"INVALID cartId", "INVALID intoCartId"}, refused(out)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("a customer finds their carts, and is forgotten in them", func(t *testing.T) {
			found, goods, err := c.carts.OfCustomer(t.Context(), int64(who.ID), 10)
			must(t, err)
			if len(found) != 1 || found[0].Ref() != into || len(goods) != 4 {
				t.Errorf("found %d carts with %d goods", len(found), len(goods))
			}
			must(t, db.InTx(t.Context(), func(tx database.Tx) error { return c.carts.ForgetCustomer(tx, int64(who.ID)) }))
			if got := c.find(t, into); got.CustomerID != nil || got.Note != nil || got.Quantity != 8 {
				t.Errorf("the cart still knows %v, %v; it has %d", got.CustomerID, got.Note, got.Quantity)
			}
		})
	})
}
