package cart

import (
	"context"
	"slices"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/shop"
)

// Merge puts everything of one cart into another, in one transaction, and leaves the first one empty: merging once more
// changes nothing. Lines that are equal become one; what the other cart says of the buyer stays.
func (s *Service) Merge(ctx context.Context, from, into Ref, once Once) (Outcome, error) {
	return s.once(ctx, once, func(tx database.Tx, settings shop.Settings) (Outcome, error) {
		source, target, refused, err := lockBoth(tx, from, into)
		if err != nil || refused != nil {
			return Outcome{Errors: refused}, err
		}
		var ids []catalog.VariantID
		for _, l := range source.Lines {
			ids = append(ids, catalog.VariantID(l.Variant))
		}
		codes := slices.Concat(target.Codes, source.Codes)
		d, err := s.draft(tx, target, settings, work{variants: ids, codes: &codes, gifts: source.Gifts})
		if err != nil {
			return Outcome{}, err
		}
		if target.Currency != settings.Currency || source.Currency != settings.Currency {
			d.refuse(Invalid, []string{"cartId"}, "the shop sells in %s now; begin a new cart", settings.Currency)
			return Outcome{Cart: target, Goods: d.goods, Errors: d.errors}, nil
		}
		d.catchUp()
		if source.ID != target.ID {
			d.takeOver(source)
		}
		out, err := s.finish(d, target, false)
		if err != nil || len(out.Errors) > 0 || source.ID == target.ID {
			return out, err
		}
		return out, s.clear(tx, source, settings)
	})
}

// lockBoth locks two carts in the order of their ids, so that no two merges wait for each other.
func lockBoth(tx database.Tx, from, into Ref) (source, target *Cart, refused []UserError, err error) {
	order, err := tokensInOrder(tx, from.Token, into.Token)
	if err != nil {
		return nil, nil, nil, err
	}
	locked := map[string]*Cart{}
	for _, token := range order {
		c, err := lock(tx, token)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, nil, nil, err
		}
		locked[token] = c
	}
	for field, ref := range map[string]Ref{"cartId": from, "intoCartId": into} {
		if c := locked[ref.Token]; c == nil || !c.opens(ref, false) {
			refused = append(refused, noSuchCart(field))
		}
	}
	slices.SortFunc(refused, func(a, b UserError) int { return slices.Compare(a.Field, b.Field) })
	return locked[from.Token], locked[into.Token], refused, nil
}

// takeOver adds the lines, codes and gift cards of another cart. Lines that go with another keep doing so.
func (d *draft) takeOver(source *Cart) {
	moved := map[int64]int64{} // numbers there to numbers here
	for _, nested := range []bool{false, true} {
		for _, l := range source.Lines {
			if (l.Parent != 0) != nested {
				continue
			}
			g, ok := d.goods[catalog.VariantID(l.Variant)]
			if !ok {
				continue
			}
			l.Parent, l.Sold = moved[l.Parent], sold(g)
			at := slices.IndexFunc(d.cart.Lines, l.merges)
			if at < 0 {
				was := l.Number
				l.Number = d.cart.number()
				moved[was] = l.Number
				d.cart.Lines = append(d.cart.Lines, l)
				d.touch(l.Number, origin{"cartId", -1})
				continue
			}
			moved[l.Number] = d.cart.Lines[at].Number
			d.cart.Lines[at].Quantity += l.Quantity
			d.touch(d.cart.Lines[at].Number, origin{"cartId", -1})
		}
	}
	d.setCodes(slices.Concat(d.cart.Codes, source.Codes))
	for _, g := range source.Gifts {
		if !slices.ContainsFunc(d.cart.Gifts, func(o Gift) bool { return o.ID == g.ID }) {
			d.cart.Gifts = append(d.cart.Gifts, g)
		}
	}
	if d.cart.Note == nil {
		d.cart.Note = source.Note
	}
	for _, a := range source.Attributes {
		if !slices.ContainsFunc(d.cart.Attributes, func(o Attribute) bool { return o.Key == a.Key }) {
			d.cart.Attributes = append(d.cart.Attributes, a)
		}
	}
}

// clear empties a cart whose things went elsewhere.
func (s *Service) clear(tx database.Tx, c *Cart, settings shop.Settings) error {
	empty := *c
	empty.forget()
	empty.Lines, empty.Codes = []Line{}, []string{}
	d, err := s.draft(tx, &empty, settings, work{})
	if err != nil {
		return err
	}
	_, err = s.finish(d, &empty, true)
	return err
}

// OfCustomer are a customer's carts, the one that was changed last first, at most limit of them. They are open: they are
// the customer's own. Those whose prices or terms have moved on are priced anew.
func (s *Service) OfCustomer(ctx context.Context, customer int64, limit int) ([]Cart, Goods, error) {
	rows, termsNow, err := s.ofCustomer(ctx, customer, limit)
	if err != nil {
		return nil, nil, err
	}
	var ids []catalog.VariantID
	for i := range rows {
		ids = append(ids, variants(&rows[i], nil)...)
	}
	slices.Sort(ids)
	goods, err := s.catalog.Goods(ctx, slices.Compact(ids))
	if err != nil {
		return nil, nil, err
	}
	for i := range rows {
		rows[i].Open = true
		if !s.stale(&rows[i], goods, termsNow) {
			continue
		}
		out, err := s.refresh(ctx, rows[i].Ref())
		if err != nil {
			return nil, nil, err
		}
		if out.Cart != nil {
			rows[i] = *out.Cart
		}
	}
	return rows, goods, nil
}

// ForgetCustomer takes a customer out of all their carts, with everything personal, in the transaction that erases them.
func (s *Service) ForgetCustomer(tx database.Tx, customer int64) error {
	rows, err := lockOfCustomer(tx, customer)
	if err != nil {
		return err
	}
	for i := range rows {
		c := &rows[i]
		c.forget()
		c.TermsVersion = -1 // is priced anew when it is read, without the gift cards
		if err := save(tx, c); err != nil {
			return err
		}
		if err := forgetAnswers(tx, []ID{c.ID}); err != nil {
			return err
		}
	}
	return nil
}
