package cart

import (
	"context"
	"sync"

	"cartwright/internal/catalog"
	"cartwright/internal/place"
)

// AddLines puts merchandise into a cart.
func (s *Service) AddLines(ctx context.Context, ref Ref, once Once, lines []LineInput) (Outcome, error) {
	return s.change(ctx, ref, once, work{variants: variantsOf(lines), act: func(d *draft) { d.addLines(lines) }})
}

// variantsOf are the variants that inputs name, as far as a mutation may name some.
func variantsOf(lines []LineInput) []catalog.VariantID {
	var ids []catalog.VariantID
	for _, l := range lines[:min(len(lines), maxInput)] {
		ids = append(ids, l.Variant)
	}
	return ids
}

// UpdateLines changes lines; the quantity 0 removes.
func (s *Service) UpdateLines(ctx context.Context, ref Ref, once Once, updates []LineUpdate) (Outcome, error) {
	var ids []catalog.VariantID
	for _, u := range updates[:min(len(updates), maxInput)] {
		if u.Variant != nil {
			ids = append(ids, *u.Variant)
		}
	}
	return s.change(ctx, ref, once, work{variants: ids, act: func(d *draft) { d.updateLines(updates) }})
}

// RemoveLines takes lines out, and those that go with them.
func (s *Service) RemoveLines(ctx context.Context, ref Ref, once Once, numbers []int64) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.removeLines(numbers) }})
}

// SetAttributes makes these the cart's attributes.
func (s *Service) SetAttributes(ctx context.Context, ref Ref, once Once, list []Attribute) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.cart.Attributes = d.attributes(list, "attributes") }})
}

// SetNote leaves a note for the shop.
func (s *Service) SetNote(ctx context.Context, ref Ref, once Once, note string) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.setNote(note) }})
}

// SetBuyer changes what is known of the buyer.
func (s *Service) SetBuyer(ctx context.Context, ref Ref, once Once, in BuyerInput) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.setBuyer(in) }})
}

// SetBilling keeps where the bill goes; nil takes it away.
func (s *Service) SetBilling(ctx context.Context, ref Ref, once Once, a *place.Address) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.setBilling(a) }})
}

// SetCodes makes these the cart's discount codes.
func (s *Service) SetCodes(ctx context.Context, ref Ref, once Once, codes []string) (Outcome, error) {
	asked := codes[:min(len(codes), maxInput)]
	return s.change(ctx, ref, once, work{codes: &asked, act: func(d *draft) {
		if d.fits("discountCodes", len(codes)) {
			d.setCodes(codes)
		}
	}})
}

// AddGifts gives gift cards.
func (s *Service) AddGifts(ctx context.Context, ref Ref, once Once, codes []string) (Outcome, error) {
	return s.change(ctx, ref, once, work{giftCodes: codes[:min(len(codes), maxInput)], act: func(d *draft) { d.addGifts(codes) }})
}

// SetGifts gives these gift cards and takes all others back.
func (s *Service) SetGifts(ctx context.Context, ref Ref, once Once, codes []string) (Outcome, error) {
	return s.change(ctx, ref, once, work{giftCodes: codes[:min(len(codes), maxInput)], act: func(d *draft) { d.setGifts(codes) }})
}

// RemoveGifts takes gift cards back, by their ids.
func (s *Service) RemoveGifts(ctx context.Context, ref Ref, once Once, ids []int64) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.removeGifts(ids) }})
}

// AddAddresses keeps more delivery addresses.
func (s *Service) AddAddresses(ctx context.Context, ref Ref, once Once, inputs []AddressInput) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.addAddresses(inputs, []string{"addresses"}) }})
}

// ReplaceAddresses keeps these delivery addresses and no others.
func (s *Service) ReplaceAddresses(ctx context.Context, ref Ref, once Once, inputs []AddressInput) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.replaceAddresses(inputs, []string{"addresses"}) }})
}

// UpdateAddresses changes delivery addresses.
func (s *Service) UpdateAddresses(ctx context.Context, ref Ref, once Once, inputs []AddressInput) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.updateAddresses(inputs) }})
}

// RemoveAddresses takes delivery addresses away, by their numbers.
func (s *Service) RemoveAddresses(ctx context.Context, ref Ref, once Once, numbers []int64) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) { d.removeAddresses(numbers) }})
}

// ChooseOptions chooses ways of delivery.
func (s *Service) ChooseOptions(ctx context.Context, ref Ref, once Once, inputs []OptionInput) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) {
		d.chooseOptions(inputs, sync.OnceValue(d.preview)) // what is offered does not hang on what is chosen
	}})
}

// RemovePersonalData takes out of a cart what is known of the buyer, and out of the answers that were kept for retries.
func (s *Service) RemovePersonalData(ctx context.Context, ref Ref, once Once) (Outcome, error) {
	return s.change(ctx, ref, once, work{act: func(d *draft) {
		d.cart.forget()
		d.after = append(d.after, func() error { return forgetAnswers(d.tx, []ID{d.cart.ID}) })
	}})
}
