package cart

import (
	"context"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/shop"
)

// Input is what a new cart begins with.
type Input struct {
	Lines      []LineInput
	Attributes []Attribute
	Note       string
	Buyer      *BuyerInput
	Country    string // the buyer's, unless Buyer tells another
	Codes      []string
	GiftCodes  []string
	Addresses  []AddressInput
	Metafields []FieldInput
}

// Create makes a cart. With a fault in the request there is none.
func (s *Service) Create(ctx context.Context, once Once, in Input) (Outcome, error) {
	codes := in.Codes[:min(len(in.Codes), maxInput)]
	w := work{variants: variantsOf(in.Lines), codes: &codes, giftCodes: in.GiftCodes[:min(len(in.GiftCodes), maxInput)]}
	return s.once(ctx, once, func(tx database.Tx, settings shop.Settings) (Outcome, error) {
		c := empty(newRef(), settings, tx.Now)
		c.Country = in.Country
		d, err := s.draft(tx, c, settings, w)
		if err != nil {
			return Outcome{}, err
		}
		d.prefix = []string{"input"}
		d.begin(in)
		return s.found(d, c)
	})
}

// found finishes a new cart; with a fault in the request there is none.
func (s *Service) found(d *draft, c *Cart) (Outcome, error) {
	out, err := s.finish(d, c, false)
	if len(out.Errors) > 0 {
		out.Cart, out.Goods = nil, nil
	}
	return out, err
}

// empty is a new cart with nothing in it. Whoever makes it knows its secret.
func empty(ref Ref, settings shop.Settings, now time.Time) *Cart {
	return &Cart{Token: ref.Token, Secret: ref.Secret, Open: true, Currency: settings.Currency, CreatedAt: now, UpdatedAt: now}
}

// begin puts in what a new cart begins with.
func (d *draft) begin(in Input) {
	if in.Buyer != nil {
		d.setBuyer(*in.Buyer)
	}
	d.cart.Attributes = d.attributes(in.Attributes, "attributes")
	d.setNote(in.Note)
	if d.fits("discountCodes", len(in.Codes)) {
		d.setCodes(in.Codes)
	}
	d.addGifts(in.GiftCodes)
	if in.Addresses != nil {
		d.addAddresses(in.Addresses, []string{"delivery", "addresses"})
	}
	d.addLines(in.Lines)
	fields := d.fields(in.Metafields, func(i int, field string) []string { return origin{"metafields", i}.path(field) })
	if len(fields) > 0 && len(d.errors) == 0 {
		d.after = append(d.after, func() error {
			_, err := d.catalog.SetFieldsIn(d.tx, ownerType, int64(d.cart.ID), fields)
			return err
		})
	}
}

// Clone makes a new cart with the same merchandise and codes, and nothing of the buyer.
func (s *Service) Clone(ctx context.Context, ref Ref, once Once) (Outcome, error) {
	return s.once(ctx, once, func(tx database.Tx, settings shop.Settings) (Outcome, error) {
		was, err := lock(tx, ref.Token)
		if fault.Is(err, fault.NotFound) || err == nil && !was.opens(ref, false) {
			return unknownCart(), nil
		}
		if err != nil {
			return Outcome{}, err
		}
		c := empty(newRef(), settings, tx.Now)
		c.Lines, c.Codes, c.NextNumber, c.Country = was.Lines, was.Codes, was.NextNumber, was.Country
		d, err := s.draft(tx, c, settings, work{})
		if err != nil {
			return Outcome{}, err
		}
		d.catchUp()
		return s.found(d, c)
	})
}
