package cart_test

import (
	"fmt"
	"testing"
	"time"

	"cartwright/internal/account"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// clock is a time that tests move.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func newClock() *clock { return &clock{time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)} }

// counter is a shop with carts.
type counter struct {
	db      *database.DB
	catalog *catalog.Service
	shop    *shop.Service
	terms   *terms.Service
	carts   *cart.Service
}

func open(t testing.TB, db *database.DB) *counter {
	t.Helper()
	c := &counter{db: db, catalog: catalog.New(db), shop: shop.New(db), terms: terms.New(db)}
	c.carts = cart.New(db, c.catalog, c.terms, account.New(db, account.Options{}), c.shop, cart.Options{})
	must(t, c.shop.Update(t.Context(), func(s *shop.Settings) { s.Name, s.Currency, s.Country = "Test", "EUR", "IE" }))
	return c
}

// stock declares one product with n variants at 1000 minor units each and gives the ids, by their order.
func (c *counter) stock(t testing.TB, handle string, n int, change func(i int, v *catalog.VariantSpec)) []catalog.VariantID {
	t.Helper()
	spec := catalog.Spec{Handle: handle, Title: handle, Status: catalog.Active, PublishedAt: &time.Time{}, Options: []catalog.OptionSpec{{Name: "Size"}}}
	for i := range n {
		v := catalog.VariantSpec{Options: []string{fmt.Sprint("S", i)}, Price: 1000, RequiresShipping: true, Taxable: true, Image: -1}
		if change != nil {
			change(i, &v)
		}
		spec.Options[0].Values = append(spec.Options[0].Values, catalog.OptionValueSpec{Name: v.Options[0]})
		spec.Variants = append(spec.Variants, v)
	}
	out, err := c.catalog.Put(t.Context(), spec)
	must(t, err)
	must(t, out.Err)
	p, err := c.catalog.FindProduct(t.Context(), handle)
	must(t, err)
	conns, err := c.catalog.VariantsOf(t.Context(), []catalog.ProductID{p.ID}, catalog.SubQuery{Sort: "POSITION", Args: all})
	must(t, err)
	var ids []catalog.VariantID
	for _, v := range conns[p.ID].Nodes {
		ids = append(ids, v.ID)
	}
	return ids
}

// create makes a cart with some of a variant in it.
func (c *counter) create(t testing.TB, lines ...cart.LineInput) *cart.Cart {
	t.Helper()
	out, err := c.carts.Create(t.Context(), cart.Once{}, cart.Input{Lines: lines})
	must(t, err)
	if len(out.Errors) > 0 {
		t.Fatalf("a cart was refused: %v", out.Errors)
	}
	return out.Cart
}

// find reads a cart.
func (c *counter) find(t testing.TB, ref cart.Ref) *cart.Cart {
	t.Helper()
	got, _, err := c.carts.Find(t.Context(), ref)
	must(t, err)
	return &got
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// done gives the outcome of a change that must succeed.
func done(t testing.TB, out cart.Outcome, err error) cart.Outcome {
	t.Helper()
	must(t, err)
	if len(out.Errors) > 0 {
		t.Fatalf("refused: %v", out.Errors)
	}
	return out
}

func one(id catalog.VariantID, quantity int64) cart.LineInput {
	return cart.LineInput{Variant: id, Quantity: quantity}
}

// line is what a test looks at of a line.
type line struct{ Number, Quantity, Parent int64 }

func lines(c *cart.Cart) []line {
	out := []line{}
	for _, l := range c.Lines {
		out = append(out, line{l.Number, l.Quantity, l.Parent})
	}
	return out
}

// codes are the codes of warnings.
func codes(list []cart.Warning) []string {
	out := []string{}
	for _, w := range list {
		out = append(out, w.Code)
	}
	return out
}
