package graph

import (
	"context"
	"strings"
	"time"

	"cartwright/graph/model"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/page"
	"cartwright/internal/staff"
	"cartwright/internal/terms"
)

func (r *Resolver) giftCards(ctx context.Context, reverse *bool, args page.Args) (*model.GiftCardConnection, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	rows, err := r.terms.GiftCards(ctx, yes(reverse, false), args)
	return model.NewGiftCards(rows), err
}

func (r *Resolver) giftCard(ctx context.Context, gid string) (*model.GiftCard, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	id, ok, err := parseID("id", gid, "GiftCard")
	if err != nil || !ok {
		return nil, err
	}
	g, err := r.terms.FindGiftCard(ctx, id)
	return absent(model.NewGiftCard(&g), err)
}

// giftCardMovements are the movements of a card; one statement brings those of all cards of a page.
func (r *Resolver) giftCardMovements(ctx context.Context, g *model.GiftCard, reverse *bool, args page.Args) (*model.GiftCardTransactionConnection, error) {
	found, err := model.Share(ctx, g.Kin, variantsKey{"movements", yes(reverse, false), keyOf(args)}, func(ctx context.Context, ids []int64) (map[int64]page.Conn[terms.GiftCardEntry], error) {
		return r.terms.GiftCardEntries(ctx, ids, yes(reverse, false), args)
	})
	if err != nil {
		return nil, err
	}
	return model.NewConnection(page.Map(found[g.Row.ID], func(e terms.GiftCardEntry) model.GiftCardTransaction {
		return model.NewGiftCardTransaction(e, g.Row.Currency)
	})), nil
}

// moved puts faults of the room at the fields of an input, by the first step or the last.
func moved(err error, places map[string]string) error {
	f, ok := faultOf(err)
	if !ok || len(f.Path) == 0 {
		return err
	}
	out, last := *f, len(f.Path)-1
	if to, ok := places[f.Path[last]]; ok {
		out.Path = append(append([]string{}, f.Path[:last]...), strings.Split(to, ".")...)
	}
	return &out
}

// giftCardPayload shows a gift card that was written.
func giftCardPayload(argument string, g terms.GiftCard, p *model.TermsPayload, err error) (*model.TermsPayload, error) {
	if g.ID != 0 {
		p.GiftCard = model.NewGiftCard(&g)
	}
	return termsPayload(argument, p, moved(err, map[string]string{"balance": "initialValue", "expiresAt": "expiresOn"}))
}

// expiry reads the last day that a card can be used on: it expires with its end.
func expiry(day *string) (*time.Time, error) {
	if day == nil {
		return nil, nil //nolint:nilnil // it never does
	}
	t, err := time.Parse(time.DateOnly, *day)
	if err != nil {
		return nil, fault.Invalidf("expiresOn", "%.100q is no day; it looks like 2027-12-31", *day)
	}
	return new(t.AddDate(0, 0, 1)), nil
}

func (r *Resolver) createGiftCard(ctx context.Context, in model.GiftCardCreateInput) (*model.TermsPayload, error) {
	fail := func(err error) (*model.TermsPayload, error) {
		return giftCardPayload("input", terms.GiftCard{}, &model.TermsPayload{}, err)
	}
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return fail(err)
	}
	currency := view(ctx).Currency
	balance, err := amountOf("initialValue", in.InitialValue, currency, 1)
	if err != nil {
		return fail(err)
	}
	expires, err := expiry(in.ExpiresOn.Value())
	if err != nil {
		return fail(err)
	}
	if code := in.Code.Value(); code != nil && *code == "" {
		return fail(fault.Invalidf("code", "a code has 8 to 40 letters and digits; leave it out, and one is made"))
	}
	made, err := r.terms.CreateGiftCard(ctx, by(ctx), terms.GiftCardSpec{Code: said(in.Code), Currency: currency, Balance: balance, ExpiresAt: expires, Note: said(in.Note)})
	p := &model.TermsPayload{}
	if made.Code != "" {
		p.GiftCardCode = &made.Code
	}
	return giftCardPayload("input", made.Card, p, err)
}

func (r *Resolver) updateGiftCard(ctx context.Context, gid string, in model.GiftCardUpdateInput, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	expires, err := expiry(in.ExpiresOn.Value())
	if err != nil {
		return termsPayload("input", &model.TermsPayload{}, err)
	}
	g, err := r.terms.EditGiftCard(ctx, by(ctx), numberOf("GiftCard", gid), version(expected), func(c *terms.GiftCardChange) {
		c.Enabled = yes(in.Enabled.Value(), c.Enabled)
		if _, ok := in.ExpiresOn.ValueOK(); ok {
			c.ExpiresAt = expires
		}
		if note, ok := in.Note.ValueOK(); ok {
			c.Note = or(note, "")
		}
	})
	return giftCardPayload("input", g, &model.TermsPayload{}, err)
}

func (r *Resolver) disableGiftCard(ctx context.Context, gid string, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	g, err := r.terms.EnableGiftCard(ctx, by(ctx), numberOf("GiftCard", gid), false, version(expected))
	return giftCardPayload("", g, &model.TermsPayload{}, err)
}

// moveGiftCard gives to a card, or takes from it; what says how the input calls the amount.
func (r *Resolver) moveGiftCard(ctx context.Context, gid, what string, in model.MoneyInput, note *string, sign int64) (*model.TermsPayload, error) {
	argument := what + "Input"
	place := func(m terms.Movement, err error) (*model.TermsPayload, error) {
		p := &model.TermsPayload{}
		switch t := model.NewGiftCardTransaction(m.Entry, m.Card.Currency).(type) {
		case model.GiftCardCreditTransaction:
			p.GiftCardCreditTransaction = &t
		case model.GiftCardDebitTransaction:
			p.GiftCardDebitTransaction = &t
		}
		money := what + "Amount."
		err = moved(err, map[string]string{"amount": money + "amount", "currency": money + "currencyCode", "reason": "note"})
		return giftCardPayload(argument, m.Card, p, err)
	}
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return place(terms.Movement{}, err)
	}
	currency := money.Currency(in.CurrencyCode)
	if _, err := money.ParseCurrency(string(currency)); err != nil {
		return place(terms.Movement{}, fault.Invalidf("currency", "%q is no currency", in.CurrencyCode))
	}
	n, err := amountOf("amount", in.Amount, currency, 1)
	if err != nil {
		return place(terms.Movement{}, err)
	}
	reason := or(note, "")
	if reason == "" {
		reason = map[int64]string{1: "credited", -1: "debited"}[sign]
	}
	return place(r.terms.AdjustGiftCard(ctx, by(ctx), numberOf("GiftCard", gid), terms.Adjustment{Amount: sign * n, Currency: currency, Reason: reason}))
}
