package cart_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/price"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
)

var all = page.Args{First: ptr(250)}

func ptr[T any](v T) *T { return &v }

func wantFault(t *testing.T, err error, code string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Label() != code {
		t.Errorf("got %v, want a fault %s", err, code)
	}
}

// refused are the codes and paths of user errors.
func refused(out cart.Outcome) []string {
	list := []string{}
	for _, e := range out.Errors {
		list = append(list, string(e.Code)+" "+strings.Join(e.Field, "."))
	}
	return list
}

func TestLines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		ids := c.stock(t, "tee", 8, func(i int, v *catalog.VariantSpec) {
			switch i {
			case 2:
				v.Tracked, v.Stock = true, new(int64(3))
			case 3:
				v.Tracked, v.Stock = true, new(int64(0))
			case 4:
				v.Quantities = &catalog.QuantityRule{Minimum: 4, Maximum: ptr(8), Increment: 2}
			case 5:
				v.Tracked, v.Oversell = true, true
			}
		})
		add := func(t *testing.T, ref cart.Ref, inputs ...cart.LineInput) cart.Outcome {
			t.Helper()
			out, err := c.carts.AddLines(t.Context(), ref, cart.Once{}, inputs)
			must(t, err)
			return out
		}
		update := func(t *testing.T, ref cart.Ref, updates ...cart.LineUpdate) cart.Outcome {
			t.Helper()
			out, err := c.carts.UpdateLines(t.Context(), ref, cart.Once{}, updates)
			must(t, err)
			return out
		}
		same := func(t *testing.T, got cart.Outcome, want []line, warnings ...string) {
			t.Helper()
			if diff := cmp.Diff(want, lines(got.Cart)); diff != "" {
				t.Errorf("the lines are not as wanted (-want +got): %s", diff)
			}
			if diff := cmp.Diff(append([]string{}, warnings...), codes(got.Warnings)); diff != "" {
				t.Errorf("the warnings are not as wanted: %s", diff)
			}
		}
		t.Run("what is equal is one line, whatever the order of its attributes", func(t *testing.T) {
			a, b := cart.Attribute{Key: "a", Value: "1"}, cart.Attribute{Key: "b", Value: "2"}
			ref := c.create(t, one(ids[0], 1)).Ref()
			add(t, ref, one(ids[0], 2))
			add(t, ref, cart.LineInput{Variant: ids[0], Quantity: 1, Attributes: []cart.Attribute{a, b}})
			out := add(t, ref, cart.LineInput{Variant: ids[0], Quantity: 1, Attributes: []cart.Attribute{b, a}})
			same(t, out, []line{{1, 3, 0}, {2, 2, 0}})
			out = update(t, ref, cart.LineUpdate{Number: 2, Attributes: &[]cart.Attribute{}})
			same(t, out, []line{{1, 5, 0}})
		})
		t.Run("more than there is gives what is there", func(t *testing.T) {
			ref := c.create(t).Ref()
			same(t, add(t, ref, one(ids[2], 5)), []line{{1, 3, 0}}, cart.NotEnoughStock)
			same(t, add(t, ref, one(ids[3], 1)), []line{{1, 3, 0}}, cart.OutOfStock)
			same(t, update(t, ref, cart.LineUpdate{Number: 1, Quantity: ptr[int64](2)}), []line{{1, 2, 0}})
			special := cart.LineInput{Variant: ids[2], Quantity: 2, Attributes: []cart.Attribute{{Key: "gift", Value: "yes"}}}
			same(t, add(t, ref, special), []line{{1, 2, 0}, {3, 1, 0}}, cart.NotEnoughStock)
			same(t, add(t, ref, one(ids[5], 50)), []line{{1, 2, 0}, {3, 1, 0}, {4, 50, 0}})
		})
		t.Run("quantities are those the merchant sells", func(t *testing.T) {
			ref := c.create(t).Ref()
			for quantity, want := range map[int64]string{
				2: "MINIMUM_NOT_MET", 5: "INVALID_INCREMENT", 10: "MAXIMUM_EXCEEDED", -1: "INVALID", 1_000_001: "LESS_THAN",
			} {
				if diff := cmp.Diff([]string{want + " lines.0.quantity"}, refused(add(t, ref, one(ids[4], quantity)))); diff != "" {
					t.Errorf("%d: %s", quantity, diff)
				}
			}
			same(t, add(t, ref, one(ids[4], 6)), []line{{1, 6, 0}})
			if diff := cmp.Diff([]string{"MAXIMUM_EXCEEDED lines.0.quantity"}, refused(add(t, ref, one(ids[4], 4)))); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("a line can go with another, and goes when that goes", func(t *testing.T) {
			ref := c.create(t, one(ids[0], 1)).Ref()
			with := func(id catalog.VariantID, p cart.ParentInput) cart.LineInput {
				return cart.LineInput{Variant: id, Quantity: 1, Parent: &p}
			}
			same(t, add(t, ref, with(ids[1], cart.ParentInput{Line: ptr[int64](1)}), with(ids[6], cart.ParentInput{Variant: &ids[7]}), one(ids[7], 1)),
				[]line{{1, 1, 0}, {2, 1, 0}, {3, 1, 1}, {4, 1, 2}})
			for want, p := range map[string]cart.ParentInput{
				"PARENT_LINE_NOT_FOUND lines.0.parent.lineId":               {Line: ptr[int64](77)},
				"PARENT_LINE_NOT_FOUND lines.0.parent.merchandiseId":        {Variant: &ids[5]},
				"PARENT_LINE_NESTING_TOO_DEEP lines.0.parent.lineId":        {Line: ptr[int64](3)},
				"PARENT_LINE_NESTING_TOO_DEEP lines.0.parent.merchandiseId": {Variant: &ids[1]},
				"PARENT_LINE_INVALID_REFERENCE lines.0.parent":              {},
			} {
				if diff := cmp.Diff([]string{want}, refused(add(t, ref, with(ids[0], p)))); diff != "" {
					t.Error(diff)
				}
			}
			same(t, update(t, ref, cart.LineUpdate{Number: 1, Quantity: ptr[int64](0)}), []line{{2, 1, 0}, {4, 1, 2}})
			out, err := c.carts.RemoveLines(t.Context(), ref, cart.Once{}, []int64{2, 4})
			must(t, err)
			same(t, out, []line{})
		})
		t.Run("a refused request changes nothing, and the cart comes back as it is", func(t *testing.T) {
			ref := c.create(t, one(ids[0], 1)).Ref()
			out := add(t, ref, one(ids[1], 1), one(0, 1), one(999_999, 1), cart.LineInput{Variant: ids[1], Quantity: 1, SellingPlan: true},
				cart.LineInput{Variant: ids[1], Quantity: 1, Attributes: []cart.Attribute{{Key: "a"}, {Key: "a"}, {Key: " "}}})
			want := []string{"INVALID lines.1.merchandiseId", "INVALID lines.2.merchandiseId", "SELLING_PLAN_NOT_APPLICABLE lines.3.sellingPlanId",
				"INVALID lines.4.attributes.1.key", "INVALID lines.4.attributes.2.key"}
			if diff := cmp.Diff(want, refused(out)); diff != "" {
				t.Error(diff)
			}
			same(t, out, []line{{1, 1, 0}})
			if got := c.find(t, ref); got.Version != 1 {
				t.Errorf("a refused request wrote version %d", got.Version)
			}
			out = update(t, ref, cart.LineUpdate{Number: 9})
			if diff := cmp.Diff([]string{"INVALID_MERCHANDISE_LINE lines.0.id"}, refused(out)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("a cart has 500 lines, a mutation 250", func(t *testing.T) {
			ref := c.create(t).Ref()
			page := func(from, n int) []cart.LineInput {
				var in []cart.LineInput
				for i := range n {
					in = append(in, cart.LineInput{Variant: ids[0], Quantity: 1, Attributes: []cart.Attribute{{Key: "n", Value: fmt.Sprint(from + i)}}})
				}
				return in
			}
			if diff := cmp.Diff([]string{"MAXIMUM_EXCEEDED lines"}, refused(add(t, ref, page(0, 251)...))); diff != "" {
				t.Error(diff)
			}
			add(t, ref, page(0, 250)...)
			out := add(t, ref, page(250, 250)...)
			if len(out.Cart.Lines) != 500 || out.Cart.Quantity != 500 {
				t.Errorf("%d lines with %d items, want 500 of each: %v", len(out.Cart.Lines), out.Cart.Quantity, refused(out))
			}
			if diff := cmp.Diff([]string{"CART_TOO_LARGE lines"}, refused(add(t, ref, page(500, 1)...))); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("a cart is not reckoned beyond what can be reckoned", func(t *testing.T) {
			dear := c.stock(t, "dear", 1, func(_ int, v *catalog.VariantSpec) { v.Price = 100_000_000_000_000 })
			ref := c.create(t).Ref()
			if diff := cmp.Diff([]string{"LESS_THAN lines.0.quantity"}, refused(add(t, ref, one(dear[0], 11)))); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]string{"CART_TOO_LARGE lines"}, refused(add(t, ref, one(dear[0], 10), one(ids[0], 1)))); diff != "" {
				t.Error(diff)
			}
		})
	})
}

func TestIdentity(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		made := c.create(t)
		ref := made.Ref()
		t.Run("the token alone reads, and does not open", func(t *testing.T) {
			if got := c.find(t, cart.Ref{Token: ref.Token}); got.Open || got.Ref().Secret != "" {
				t.Error("a cart is open without its secret")
			}
			if !c.find(t, ref).Open {
				t.Error("a cart is closed although the secret is right")
			}
		})
		for name, wrong := range map[string]cart.Ref{
			"a wrong secret": {Token: ref.Token, Secret: "wrong"}, "an unknown token": {Token: "unknown", Secret: ref.Secret}, "nothing": {},
		} {
			t.Run(name+" finds nothing and changes nothing", func(t *testing.T) {
				_, _, err := c.carts.Find(t.Context(), wrong)
				wantFault(t, err, "NOT_FOUND")
				out, err := c.carts.SetNote(t.Context(), wrong, cart.Once{}, "mine")
				must(t, err)
				if diff := cmp.Diff([]string{"INVALID cartId"}, refused(out)); diff != "" || out.Cart != nil {
					t.Error(diff, out.Cart)
				}
			})
		}
		t.Run("without the secret nothing is changed", func(t *testing.T) {
			out, err := c.carts.SetNote(t.Context(), cart.Ref{Token: ref.Token}, cart.Once{}, "mine")
			must(t, err)
			if diff := cmp.Diff([]string{"INVALID cartId"}, refused(out)); diff != "" || out.Cart != nil {
				t.Error(diff, out.Cart)
			}
		})
		t.Run("the secret does not print", func(t *testing.T) {
			for _, text := range []string{fmt.Sprint(made), fmt.Sprintf("%+v", made), fmt.Sprintf("%#v", made.Secret)} {
				if strings.Contains(text, string(made.Secret)) {
					t.Errorf("the secret stands in %s", text)
				}
			}
		})
		t.Run("references survive being written and read", func(t *testing.T) {
			if got, ok := cart.ParseRef(ref.Path()); !ok || got != ref {
				t.Errorf("got %v, %v", got, ok)
			}
			if got, ok := cart.ParseRef(ref.Token + "?utm=x&key=" + string(ref.Secret) + "&b"); !ok || got != ref {
				t.Errorf("with other parameters: %v, %v", got, ok)
			}
			for _, bad := range []string{"", "?key=x", "a/b", "A", strings.Repeat("a", 65), "a?key=" + strings.Repeat("a", 65)} {
				if _, ok := cart.ParseRef(bad); ok {
					t.Errorf("%q is taken for a reference", bad)
				}
			}
		})
	})
}

func TestLife(t *testing.T) {
	clock := newClock()
	storetest.EachAt(t, clock.read, func(t *testing.T, db *database.DB) {
		was := clock.now
		defer func() { clock.now = was }()
		c := open(t, db)
		ids := c.stock(t, "tee", 1, nil)
		kept, gone := c.create(t, one(ids[0], 1)).Ref(), c.create(t).Ref()
		_, err := c.carts.SetFields(t.Context(), cart.Once{Key: "0123456789abcdef"}, []cart.FieldInput{{Ref: gone, Cart: true, Key: "gift", Type: "boolean", Value: "true"}})
		must(t, err)
		clock.now = clock.now.Add(20 * 24 * time.Hour)
		c.find(t, kept) // reading is use
		clock.now = clock.now.Add(20 * 24 * time.Hour)
		if got := c.find(t, kept); !got.ExpiresAt.Equal(clock.now.Add(cart.DefaultLife)) {
			t.Errorf("a cart that is read lives until %s", got.ExpiresAt)
		}
		_, _, err = c.carts.Find(t.Context(), gone)
		wantFault(t, err, "NOT_FOUND")
		carts, answers, err := c.carts.Sweep(t.Context())
		must(t, err)
		if carts != 1 || answers != 0 {
			t.Errorf("swept %d carts and %d answers, want 1 and 0: the answer goes with its cart", carts, answers)
		}
		for table, want := range map[string]int64{"carts": 1, "cart_answers": 0, "metafields": 0} {
			var n int64
			must(t, db.Read(t.Context()).Raw("SELECT COUNT(*) FROM "+table).Scan(&n).Error)
			if n != want {
				t.Errorf("%d rows are left in %s, want %d", n, table, want)
			}
		}
	})
}

// TestPricesMove changes what the cart's lines are sold for, behind the cart's back.
func TestPricesMove(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		cheaper := func(price int64, n int) []catalog.VariantID {
			return c.stock(t, "tee", n, func(i int, v *catalog.VariantSpec) { v.Price = price })
		}
		ids := cheaper(1000, 3)
		ref := c.create(t, one(ids[0], 2), one(ids[2], 1)).Ref()
		cheaper(900, 2) // the third variant is gone
		got := c.find(t, ref)
		if got.Bill.Subtotal != 1800 || len(got.Lines) != 1 {
			t.Errorf("the cart reads as %d for %d lines, want 1800 for 1", got.Bill.Subtotal, len(got.Lines))
		}
		out, err := c.carts.SetNote(t.Context(), ref, cart.Once{}, "a")
		must(t, err)
		if diff := cmp.Diff([]string{cart.OutOfStock, cart.PriceChanged}, codes(out.Warnings)); diff != "" {
			t.Errorf("the next payload tells what happened: %s", diff)
		}
		out, err = c.carts.SetNote(t.Context(), ref, cart.Once{}, "b")
		must(t, err)
		if len(out.Warnings) > 0 {
			t.Errorf("it tells it twice: %v", out.Warnings)
		}
		cheaper(800, 2)
		out, err = c.carts.SetNote(t.Context(), ref, cart.Once{}, "c")
		must(t, err)
		if diff := cmp.Diff([]string{cart.PriceChanged}, codes(out.Warnings)); diff != "" || out.Cart.Bill.Subtotal != 1600 {
			t.Errorf("a cart that is touched is priced anew at once: %d %s", out.Cart.Bill.Subtotal, diff)
		}
	})
}

func TestHiddenProduct(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		ids := c.stock(t, "tee", 1, nil)
		ref := c.create(t, one(ids[0], 2)).Ref()
		spec := catalog.Spec{Handle: "tee", Title: "tee", Status: catalog.Draft, Options: []catalog.OptionSpec{{Name: "Size", Values: []catalog.OptionValueSpec{{Name: "S0"}}}},
			Variants: []catalog.VariantSpec{{Options: []string{"S0"}, Price: 1000, RequiresShipping: true, Taxable: true, Image: -1}}}
		_, err := c.catalog.Put(t.Context(), spec)
		must(t, err)
		got, goods, err := c.carts.Find(t.Context(), ref)
		must(t, err)
		if len(got.Lines) != 1 || goods[ids[0]].Sold {
			t.Errorf("the line of a hidden product: %+v, sold %v", got.Lines, goods[ids[0]].Sold)
		}
		out, err := c.carts.SetNote(t.Context(), ref, cart.Once{}, "x")
		must(t, err)
		if diff := cmp.Diff([]string{cart.OutOfStock}, codes(out.Warnings)); diff != "" || len(out.Cart.Lines) != 1 {
			t.Errorf("%d lines, warnings %s", len(out.Cart.Lines), diff)
		}
	})
}

// TestStatements counts what changes and readings cost, for one line and for 250, with twenty promotions.
func TestStatements(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		for i := range 20 {
			_, err := c.terms.PutDiscount(t.Context(), act.Nobody{}, price.Discount{Title: fmt.Sprint("promotion ", i), Class: price.OnProducts, Kind: price.Percentage,
				BasisPoints: int64(100 + i), Items: price.Items{All: true}, Enabled: true, StartsAt: db.Now().Add(-time.Hour), WithProducts: true})
			must(t, err)
		}
		ids := append(append([]catalog.VariantID{}, c.stock(t, "a", 100, nil)...), append(c.stock(t, "b", 100, nil), c.stock(t, "c", 50, nil)...)...)
		for _, n := range []int{1, 250} {
			var in []cart.LineInput
			for _, id := range ids[:n] {
				in = append(in, one(id, 1))
			}
			ref := c.create(t).Ref()
			ctx, counter := database.WithCounter(t.Context())
			out, err := c.carts.AddLines(ctx, ref, cart.Once{Key: fmt.Sprintf("a-key-of-its-own-%d", n)}, in)
			done(t, out, err)
			added := len(counter.Statements())
			if added > 12 {
				t.Errorf("adding %d lines took %d statements, at most 12: %s", n, added, counter.Statements())
			}
			if len(out.Cart.Bill.Discounts) != 20 {
				t.Errorf("%d of 20 promotions were taken", len(out.Cart.Bill.Discounts))
			}
			ctx, counter = database.WithCounter(t.Context())
			_, _, err = c.carts.Find(ctx, ref)
			must(t, err)
			read := len(counter.Statements())
			if read > 2 {
				t.Errorf("reading %d lines took %d statements, at most 2: %s", n, read, counter.Statements())
			}
			t.Logf("%s, %d lines, 20 promotions: %d statements to add, %d to read", db.Kind(), n, added, read)
		}
	})
}

// TestOtherCurrency changes what the shop sells in: carts of before are read as they were, and not added to.
func TestOtherCurrency(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		ids := c.stock(t, "tee", 1, nil)
		ref := c.create(t, one(ids[0], 2)).Ref()
		must(t, c.shop.Update(t.Context(), func(s *shop.Settings) { s.Currency = "JPY" }))
		out, err := c.carts.AddLines(t.Context(), ref, cart.Once{}, []cart.LineInput{one(ids[0], 1)})
		must(t, err)
		if diff := cmp.Diff([]string{"INVALID cartId"}, refused(out)); diff != "" || out.Cart.Quantity != 2 {
			t.Error(diff, out.Cart.Quantity)
		}
		if got := c.find(t, ref); got.Currency != "EUR" || got.Bill.Total != 2000 {
			t.Errorf("it reads as %d %s", got.Bill.Total, got.Currency)
		}
	})
}
