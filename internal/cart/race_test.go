package cart_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cartwright/internal/cart"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestOneAtATime lets many add to one cart at once. Nothing is lost, nothing is doubled, and nobody sees an error.
func TestOneAtATime(t *testing.T) {
	const many = 100
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		ids := c.stock(t, "tee", 1, nil)
		ref := c.create(t).Ref()
		start := time.Now()
		together(t, many, func(int) error {
			out, err := c.carts.AddLines(t.Context(), ref, cart.Once{}, []cart.LineInput{one(ids[0], 1)})
			if err == nil && len(out.Errors) > 0 {
				t.Errorf("refused: %v", out.Errors)
			}
			return err
		})
		got := c.find(t, ref)
		if len(got.Lines) != 1 || got.Quantity != many || got.Bill.Subtotal != many*1000 || got.Version != many+1 {
			t.Errorf("%d lines, %d items, %d minor units, version %d; want 1, %d, %d, %d", len(got.Lines), got.Quantity, got.Bill.Subtotal,
				got.Version, many, many*1000, many+1)
		}
		t.Logf("%s: %d parallel additions in %s", db.Kind(), many, time.Since(start).Round(time.Millisecond))
	})
}

// TestMixedChanges lets changes of all kinds meet on one cart; afterwards the bill is that of the lines.
func TestMixedChanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		ids := c.stock(t, "tee", 4, nil)
		ref := c.create(t, one(ids[0], 5)).Ref()
		var added atomic.Int64
		together(t, 60, func(i int) (err error) {
			switch i % 4 {
			case 0, 1:
				added.Add(1)
				_, err = c.carts.AddLines(t.Context(), ref, cart.Once{}, []cart.LineInput{one(ids[1+i%3], 1)})
			case 2:
				_, err = c.carts.SetNote(t.Context(), ref, cart.Once{}, "again")
			case 3:
				q := int64(3)
				_, err = c.carts.UpdateLines(t.Context(), ref, cart.Once{}, []cart.LineUpdate{{Number: 1, Quantity: &q}})
			}
			return err
		})
		got := c.find(t, ref)
		if want := added.Load() + 3; got.Quantity != want || got.Bill.Subtotal != want*1000 {
			t.Errorf("%d items for %d, want %d", got.Quantity, got.Bill.Subtotal, want)
		}
	})
}

// TestRetriesAreSafe asks for the same change under one key, many times at once and once more later.
func TestRetriesAreSafe(t *testing.T) {
	clock := newClock()
	storetest.EachAt(t, clock.read, func(t *testing.T, db *database.DB) {
		c := open(t, db)
		ids := c.stock(t, "tee", 2, nil)
		ref := c.create(t).Ref()
		once := cart.Once{Key: "5f0c9f2e-8d5a-4b5e-9a53", Request: []byte("add one")}
		add := func(o cart.Once, quantity int64) (cart.Outcome, error) {
			return c.carts.AddLines(t.Context(), ref, o, []cart.LineInput{one(ids[0], quantity)})
		}
		together(t, 20, func(int) error {
			out, err := add(once, 1)
			if err == nil && (out.Cart == nil || out.Cart.Quantity != 1 || len(out.Goods) != 1) {
				t.Errorf("the answer has %+v", out.Cart)
			}
			return err
		})
		done := c.find(t, ref)
		if done.Quantity != 1 {
			t.Errorf("one addition, asked for 20 times under a key, made %d", done.Quantity)
		}
		_, err := add(cart.Once{}, 4)
		must(t, err)
		t.Run("the kept answer is the first one, whatever came after", func(t *testing.T) {
			out, err := add(once, 1)
			must(t, err)
			if out.Cart.Quantity != 1 || !out.Cart.Open || out.Cart.Secret != done.Secret {
				t.Errorf("the kept answer is %+v", out.Cart)
			}
		})
		t.Run("another request under the key is refused", func(t *testing.T) {
			_, err := add(cart.Once{Key: once.Key, Request: []byte("add two")}, 2)
			wantFault(t, err, cart.CodeReused)
		})
		t.Run("a key that others might think of is refused", func(t *testing.T) {
			_, err := add(cart.Once{Key: "1"}, 1)
			wantFault(t, err, "BAD_USER_INPUT")
		})
		t.Run("creating twice under a key makes one cart", func(t *testing.T) {
			key := cart.Once{Key: "a-key-for-creating-carts"}
			var refs sync.Map
			together(t, 8, func(int) error {
				out, err := c.carts.Create(t.Context(), key, cart.Input{Lines: []cart.LineInput{one(ids[1], 2)}})
				if err == nil {
					refs.Store(out.Cart.Ref(), true)
				}
				return err
			})
			n := 0
			refs.Range(func(any, any) bool { n++; return true })
			if n != 1 {
				t.Errorf("%d carts were made", n)
			}
		})
		t.Run("after a day the key is free again", func(t *testing.T) {
			was := clock.now
			defer func() { clock.now = was }()
			clock.now = clock.now.Add(24 * time.Hour)
			out, err := add(once, 1)
			must(t, err)
			if out.Cart.Quantity != 6 {
				t.Errorf("the cart has %d, want 6", out.Cart.Quantity)
			}
		})
	})
}

// together runs f n times at once; no run may fail.
func together(t *testing.T, n int, f func(i int) error) {
	t.Helper()
	var wait sync.WaitGroup
	begin := make(chan struct{})
	for i := range n {
		wait.Go(func() {
			<-begin
			if err := f(i); err != nil {
				t.Errorf("run %d: %v", i, err)
			}
		})
	}
	close(begin)
	wait.Wait()
}
