package cart

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"cartwright/internal/account"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/shop"
	"cartwright/internal/terms"
)

// DefaultLife is how long a cart is kept without use.
const DefaultLife = 30 * 24 * time.Hour

// Service is the room's door.
type Service struct {
	db      *database.DB
	catalog *catalog.Service
	terms   *terms.Service
	people  *account.Service
	shop    *shop.Service
	life    time.Duration
	log     *slog.Logger

	together atomic.Pointer[together] // what was counted last
}

// Options say how carts are kept.
type Options struct {
	Life time.Duration // without use; 0: DefaultLife
	Log  *slog.Logger  // nil: the default
}

// New opens the room.
func New(db *database.DB, c *catalog.Service, t *terms.Service, p *account.Service, s *shop.Service, o Options) *Service {
	if o.Life <= 0 {
		o.Life = DefaultLife
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Service{db: db, catalog: c, terms: t, people: p, shop: s, life: o.Life, log: o.Log}
}

// Find reads a cart with the variants of its lines. A NotFound fault says that there is none, or that the secret is
// wrong; without a secret the cart is closed (Cart.Open) and its personal parts are not to be shown. A cart whose prices
// or terms have moved on is priced anew.
func (s *Service) Find(ctx context.Context, ref Ref) (Cart, Goods, error) {
	row, termsNow, err := s.read(ctx, ref)
	if err != nil {
		return Cart{}, nil, err
	}
	goods, err := s.catalog.Goods(ctx, variants(&row, nil))
	if err != nil {
		return Cart{}, nil, err
	}
	if !s.stale(&row, goods, termsNow) {
		return row, goods, nil
	}
	out, err := s.refresh(ctx, ref)
	if err != nil {
		return Cart{}, nil, err
	}
	if out.Cart == nil { // ordered or swept away meanwhile
		return Cart{}, nil, notFound()
	}
	return *out.Cart, out.Goods, nil
}

// CustomerOf is the customer that a cart belongs to; 0 where it is a guest's, or the reference does not open it.
func (s *Service) CustomerOf(ctx context.Context, ref Ref) (int64, error) {
	row, _, err := s.read(ctx, ref)
	if fault.Is(err, fault.NotFound) || err == nil && (!row.Open || row.CustomerID == nil) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return *row.CustomerID, nil
}

func notFound() error { return fault.NotFoundf("id", "there is no such cart") }

// stale reports whether a cart is to be priced anew, or to be kept for longer because it is in use.
func (s *Service) stale(c *Cart, goods Goods, termsNow int64) bool {
	now := s.db.Now()
	if c.TermsVersion != termsNow || c.PricedUntil != nil && !now.Before(*c.PricedUntil) || c.ExpiresAt.Sub(now) < s.life-24*time.Hour {
		return true
	}
	return slices.ContainsFunc(c.Lines, func(l Line) bool {
		g, ok := goods[catalog.VariantID(l.Variant)]
		return !ok || !l.Sold.is(sold(g))
	})
}

// refresh prices a cart anew. What it finds changed waits on the cart for the next payload.
func (s *Service) refresh(ctx context.Context, ref Ref) (out Outcome, err error) {
	settings, err := s.shop.Settings(ctx)
	if err != nil {
		return Outcome{}, err
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		out, err = s.work(tx, ref, settings, work{quiet: true})
		return err
	})
	return out, err
}

// work is one change of a cart: what it needs to look at, and what it does.
type work struct {
	variants  []catalog.VariantID // that the lines to come hold
	codes     *[]string           // the discount codes to come; nil: those the cart has
	giftCodes []string            // of gift cards to come
	gifts     []Gift              // gift cards that come from another cart
	act       func(*draft)
	quiet     bool // nobody asked: notices wait, and what is at fault with the cart is nobody's
}

// change does work on a cart and keeps the answer for the key, in one transaction.
func (s *Service) change(ctx context.Context, ref Ref, once Once, w work) (Outcome, error) {
	return s.once(ctx, once, func(tx database.Tx, settings shop.Settings) (Outcome, error) {
		return s.work(tx, ref, settings, w)
	})
}

// once gives the answer that was kept for the key, or what do makes of it, in one transaction.
func (s *Service) once(ctx context.Context, once Once, do func(database.Tx, shop.Settings) (Outcome, error)) (out Outcome, err error) {
	settings, err := s.shop.Settings(ctx)
	if err != nil {
		return Outcome{}, err
	}
	err = s.db.Declare(ctx, func(tx database.Tx) error {
		out, err = answered(tx, once, func(o *Outcome) ID { return idOf(o.Cart) }, func() (Outcome, error) { return do(tx, settings) })
		if err == nil && out.Cart != nil && out.Goods == nil { // a kept answer has the cart alone
			out.Goods, err = s.catalog.GoodsIn(tx, variants(out.Cart, nil))
		}
		return err
	})
	return out, err
}

func idOf(c *Cart) ID {
	if c == nil {
		return 0
	}
	return c.ID
}

// work locks the cart, changes it, prices it and writes it. A fault of the request leaves the cart as it was.
func (s *Service) work(tx database.Tx, ref Ref, settings shop.Settings, w work) (Outcome, error) {
	was, err := lock(tx, ref.Token)
	if fault.Is(err, fault.NotFound) || err == nil && !was.opens(ref, w.quiet) {
		return unknownCart(), nil
	}
	if err != nil {
		return Outcome{}, err
	}
	d, err := s.draft(tx, was, settings, w)
	if err != nil {
		return Outcome{}, err
	}
	if was.Currency != settings.Currency {
		if !w.quiet {
			d.refuse(Invalid, []string{"cartId"}, "this cart is in %s and the shop sells in %s; begin a new cart", was.Currency, settings.Currency)
		}
		return Outcome{Cart: was, Goods: d.goods, Errors: d.errors}, nil
	}
	d.catchUp()
	if w.act != nil {
		w.act(d)
	}
	return s.finish(d, was, w.quiet)
}

// unknownCart is the answer to a reference that opens nothing.
func unknownCart() Outcome { return Outcome{Errors: []UserError{noSuchCart("cartId")}} }

// noSuchCart says that the argument's reference opens nothing.
func noSuchCart(argument string) UserError {
	return UserError{Code: Invalid, Field: []string{argument}, Text: "there is no such cart; a cart is changed by its whole id, with its key"}
}

// opens checks the secret. To read and to price anew, the token is enough.
func (c *Cart) opens(ref Ref, quiet bool) bool {
	c.Open = ref.Secret != "" && ref.Secret.Is(c.Secret)
	return c.Open || quiet && ref.Secret == ""
}

// draft opens a cart for changing, with everything that the change may look at.
func (s *Service) draft(tx database.Tx, was *Cart, settings shop.Settings, w work) (*draft, error) {
	c := was.copy()
	need := terms.Need{Codes: c.Codes, GiftCodes: w.giftCodes}
	if w.codes != nil {
		need.Codes = *w.codes
	}
	if c.CustomerID != nil {
		need.CustomerID = *c.CustomerID
	}
	for _, g := range slices.Concat(c.Gifts, w.gifts) {
		need.GiftCardIDs = append(need.GiftCardIDs, g.ID)
	}
	found, err := s.terms.For(tx, need)
	if err != nil {
		return nil, fmt.Errorf("load the terms of cart %d: %w", c.ID, err)
	}
	goods, err := s.catalog.GoodsIn(tx, variants(c, w.variants))
	if err != nil {
		return nil, err
	}
	d := &draft{people: s.people, tx: tx, cart: c, goods: goods, terms: found, settings: settings, catalog: s.catalog,
		touched: map[int64]bool{}, origin: map[int64]origin{}}
	return d, nil
}

// finish holds the changed cart to its rules, prices it, and writes it unless the request was at fault.
func (s *Service) finish(d *draft, was *Cart, quiet bool) (Outcome, error) {
	if len(d.errors) == 0 {
		d.settle()
	}
	if len(d.errors) == 0 {
		d.spent()
		if err := d.bill(); err != nil {
			return Outcome{}, err
		}
	}
	if len(d.errors) > 0 && !quiet {
		return Outcome{Cart: was, Goods: d.goods, Errors: d.errors}, nil
	}
	if len(d.errors) > 0 { // nobody's request: the cart stays priced as it was
		return Outcome{Cart: was, Goods: d.goods}, nil
	}
	warnings := slices.Concat(d.cart.Notices, d.notices, d.warnings, d.codeWarnings())
	d.cart.Notices = []Warning{}
	if quiet {
		d.cart.Notices = slices.Concat(was.Notices, d.notices)
	}
	d.cart.UpdatedAt, d.cart.ExpiresAt, d.cart.TermsVersion = d.tx.Now, d.tx.Now.Add(s.life), d.terms.Version
	if quiet {
		d.cart.UpdatedAt = was.UpdatedAt
	}
	if err := save(d.tx, d.cart); err != nil {
		return Outcome{}, err
	}
	for _, f := range d.after {
		if err := f(); err != nil {
			return Outcome{}, err
		}
	}
	return Outcome{Cart: d.cart, Goods: d.goods, Warnings: warnings}, nil
}

// copy is a cart that can be changed without changing this one.
func (c *Cart) copy() *Cart {
	d := *c
	d.Attributes, d.Codes, d.Gifts = slices.Clone(c.Attributes), slices.Clone(c.Codes), slices.Clone(c.Gifts)
	d.Addresses, d.Lines, d.Notices = slices.Clone(c.Addresses), slices.Clone(c.Lines), slices.Clone(c.Notices)
	return &d
}
