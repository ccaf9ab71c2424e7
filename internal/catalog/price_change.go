package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// maxPriceChange is how many variants one change of prices takes. It is one transaction, so that what was previewed is
// written as a whole or not at all, and others wait for it: some seconds at this size.
const maxPriceChange = 250_000

// maxPercent bounds how much prices are raised by at once, in basis points.
const maxPercent = 1_000_000

// PriceOf says which of a variant's amounts is meant.
type PriceOf string

// The amounts of a variant.
const (
	OwnPrice       PriceOf = "PRICE"
	CompareAtPrice PriceOf = "COMPARE_AT"
)

// PriceFilter says whose prices are changed: the variants that fit all that is said, and all variants where nothing is. Of a
// list, one thing has to fit. Vendors and types are compared without regard to case and accents, tags exactly.
type PriceFilter struct {
	Collections []CollectionID `json:"collections,omitempty"`
	Products    []ProductID    `json:"products,omitempty"`
	Vendors     []string       `json:"vendors,omitempty"`
	Types       []string       `json:"types,omitempty"`
	Tags        []string       `json:"tags,omitempty"`
	MinPrice    *int64         `json:"minPrice,omitempty"` // of the variant, inclusive
	MaxPrice    *int64         `json:"maxPrice,omitempty"` // inclusive
}

// PriceRule says what becomes of an amount. One of BasisPoints, Amount, SetTo and Clear is given, or Round alone.
type PriceRule struct {
	What        PriceOf   `json:"what"`
	From        PriceOf   `json:"from,omitempty"`        // what is worked with; empty: What itself
	BasisPoints *int64    `json:"basisPoints,omitempty"` // added; negative: taken off
	Amount      *int64    `json:"amount,omitempty"`      // added; negative: taken off
	SetTo       *int64    `json:"setTo,omitempty"`
	Clear       bool      `json:"clear,omitempty"` // CompareAtPrice alone
	Round       *Rounding `json:"round,omitempty"` // afterwards
}

// Rounding goes to the nearest amount that is a multiple of Step and Ending more, such as 9.99 with the step 1.00 and the
// ending 0.99; what lies in the middle goes up, and nothing stays nothing.
type Rounding struct {
	Step   int64 `json:"step"`
	Ending int64 `json:"ending"` // less than Step
}

func (r Rounding) of(amount int64) int64 {
	switch {
	case amount == 0:
		return 0
	case amount <= r.Ending:
		return r.Ending
	}
	rest := (amount - r.Ending) % r.Step
	if rest >= r.Step-rest {
		return amount - rest + r.Step
	}
	return amount - rest
}

// of is what becomes of a variant's amount; nil: it has none then. It is not touched where there is nothing to work with.
func (r *PriceRule) of(v *priced) (after *int64, touched bool) {
	if r.Clear {
		return nil, true
	}
	if r.SetTo != nil {
		return new(*r.SetTo), true
	}
	from := v.amount(r.From)
	if from == nil {
		return nil, false
	}
	n := *from
	switch {
	case r.BasisPoints != nil:
		n = money.Percent(n, 10_000+*r.BasisPoints, money.HalfUp)
	case r.Amount != nil:
		n += *r.Amount
	}
	if r.Round != nil && n > 0 {
		n = r.Round.of(n)
	}
	return &n, true
}

func (f *PriceFilter) check() error {
	for _, l := range []struct {
		path string
		n    int
	}{{"collectionIds", len(f.Collections)}, {"productIds", len(f.Products)}, {"vendors", len(f.Vendors)}, {"productTypes", len(f.Types)}, {"tags", len(f.Tags)}} {
		if l.n > 250 {
			return fault.Limitf("filter."+l.path, "at most 250 are named, got %d", l.n)
		}
	}
	if err := checkPrice("filter.minPrice", f.MinPrice); err != nil {
		return err
	}
	if err := checkPrice("filter.maxPrice", f.MaxPrice); err != nil {
		return err
	}
	if f.MinPrice != nil && f.MaxPrice != nil && *f.MinPrice > *f.MaxPrice {
		return fault.Invalidf("filter.maxPrice", "the upper bound is below the lower")
	}
	return nil
}

func (r *PriceRule) check() error {
	for path, what := range map[string]PriceOf{"what": r.What, "change.from": r.From} {
		if what != OwnPrice && what != CompareAtPrice && (what != "" || path == "what") {
			return fault.Invalidf(path, "%.40q is no price; use PRICE or COMPARE_AT", what)
		}
	}
	acts := 0
	for _, given := range []bool{r.BasisPoints != nil, r.Amount != nil, r.SetTo != nil, r.Clear} {
		if given {
			acts++
		}
	}
	switch {
	case acts > 1:
		return fault.Invalidf("change", "say one of percentage, amount, setTo and clear, not %d", acts)
	case acts == 0 && r.Round == nil && r.From == "":
		return fault.Invalidf("change", "say percentage, amount, setTo, clear, from or roundTo")
	case r.BasisPoints != nil && (*r.BasisPoints < -10_000 || *r.BasisPoints > maxPercent):
		return fault.Invalidf("change.percentage", "a percentage is between -100 and %d", maxPercent/100)
	case r.Amount != nil && (*r.Amount < -maxPrice || *r.Amount > maxPrice):
		return fault.Invalidf("change.amount", "an amount is up to %d minor units either way", int64(maxPrice))
	case r.Clear && r.What != CompareAtPrice:
		return fault.Invalidf("change.clear", "a price stays; only what it is compared with can go")
	case (r.Clear || r.SetTo != nil) && (r.Round != nil || r.From != ""):
		return fault.Invalidf("change", "what is set or cleared is not worked out from something, nor rounded")
	}
	if err := checkPrice("change.setTo", r.SetTo); err != nil {
		return err
	}
	if r.Round != nil {
		if r.Round.Step < 1 || r.Round.Step > maxPrice {
			return fault.Invalidf("change.roundTo.multipleOf", "a step is above 0")
		}
		if r.Round.Ending < 0 || r.Round.Ending >= r.Round.Step {
			return fault.Invalidf("change.roundTo.ending", "an ending is at least 0 and less than the step")
		}
	}
	return nil
}

// priced is a variant with its amounts.
type priced struct {
	ID        VariantID
	ProductID ProductID
	Price     int64
	CompareAt *int64
}

func (v *priced) amount(of PriceOf) *int64 {
	if of == CompareAtPrice {
		return v.CompareAt
	}
	return &v.Price
}

// PriceStep is what becomes of one variant; nil: no amount.
type PriceStep struct {
	VariantID    VariantID `json:"variantId"`
	ProductID    ProductID `json:"productId"`
	ProductTitle string    `json:"productTitle,omitempty"`
	Title        string    `json:"title,omitempty"`
	SKU          string    `json:"sku,omitempty"`
	Before       *int64    `json:"before"`
	After        *int64    `json:"after"`
}

func (s *PriceStep) name() string {
	name := s.ProductTitle
	if s.Title != DefaultValue {
		name += " / " + s.Title
	}
	return fmt.Sprintf("%q (variant %d)", name, s.VariantID)
}

// PricePreview is what a change of prices comes to. The token stands for all of it: the filter, the rule, and every variant
// with its amount before and after.
type PricePreview struct {
	Token     string      `json:"token"`
	Variants  int         `json:"variants"`  // that change
	Products  int         `json:"products"`  // that they are of
	Unchanged int         `json:"unchanged"` // variants that fit the filter and stay as they are
	First     []PriceStep `json:"first"`

	steps []PriceStep
}

// previewRows is how many steps a run shows beside its counts.
const previewRows = 10

// PreviewPrices works out what a change of prices comes to, with its first steps, and writes nothing. Faults: Invalid at
// what, filter and change, and Limit at filter; a change that brings a price below zero or beyond its range is Invalid at
// change as a whole, and the first of them are named.
func (s *Service) PreviewPrices(ctx context.Context, f PriceFilter, r PriceRule, first int) (PricePreview, error) {
	if err := checkPriceChange(&f, &r); err != nil {
		return PricePreview{}, err
	}
	tx := database.Tx{DB: s.db.Read(ctx), Now: s.db.Now()}
	p, err := previewPrices(tx, f, r)
	if err != nil {
		return PricePreview{}, err
	}
	return p, p.show(tx, first)
}

// ChangePrices writes what was previewed, in one transaction. Where it is not what a preview with the token has shown, the
// answer is a Conflict fault at previewToken, with what it is now. Other faults are those of PreviewPrices.
func (s *Service) ChangePrices(ctx context.Context, by act.By, f PriceFilter, r PriceRule, token string) (PricePreview, error) {
	if err := checkPriceChange(&f, &r); err != nil {
		return PricePreview{}, err
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (PricePreview, error) {
		p, err := previewPrices(tx, f, r)
		if err != nil {
			return PricePreview{}, err
		}
		if p.Token == token { // nobody writes the variants of a product that is locked; what was written before is seen now
			if err := holdProducts(tx, p.products()); err != nil {
				return PricePreview{}, err
			}
			if p, err = previewPrices(tx, f, r); err != nil {
				return PricePreview{}, err
			}
		}
		if err := p.show(tx, previewRows); err != nil {
			return PricePreview{}, err
		}
		if p.Token != token {
			return p, fault.Conflictf("previewToken", "this is not what was previewed: %d variants of %d products would change now; look at the preview again",
				p.Variants, p.Products)
		}
		if len(p.steps) == 0 {
			return p, nil
		}
		if err := writePrices(tx, r.What, p.steps); err != nil {
			return PricePreview{}, err
		}
		if err := s.pricesMoved(tx, p.products()); err != nil {
			return PricePreview{}, err
		}
		return p, by.Note(tx, act.Entry{Action: "prices.change", Kind: "prices", After: map[string]any{
			"filter": f, "change": r, "variants": p.Variants, "products": p.Products, "first": p.First}})
	})
}

// pricesMoved brings up to date what follows from the prices of products: their own bounds, their places in collections,
// and whoever follows changes.
func (s *Service) pricesMoved(tx database.Tx, ids []ProductID) error {
	if err := refreshPrices(tx, ids); err != nil {
		return err
	}
	for some := range slices.Chunk(ids, changeBatch) {
		if err := s.rematch(tx, some); err != nil {
			return err
		}
	}
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		numbers[i] = int64(id)
	}
	return tx.Changed("product", numbers...)
}

func checkPriceChange(f *PriceFilter, r *PriceRule) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := r.check(); err != nil {
		return err
	}
	if r.From == "" {
		r.From = r.What
	}
	return nil
}

// previewPrices works out the steps, in the order of the variants' ids.
func previewPrices(tx database.Tx, f PriceFilter, r PriceRule) (PricePreview, error) {
	rows, err := pricedVariants(tx, f, maxPriceChange+1)
	if err != nil {
		return PricePreview{}, err
	}
	if len(rows) > maxPriceChange {
		return PricePreview{}, fault.Limitf("filter", "at most %d variants are changed at once: narrow the filter", maxPriceChange)
	}
	var p PricePreview
	var beyond []PriceStep
	products := map[ProductID]bool{}
	for i := range rows {
		v := &rows[i]
		before := v.amount(r.What)
		after, touched := r.of(v)
		if !touched || same(before, after) {
			p.Unchanged++
			continue
		}
		step := PriceStep{VariantID: v.ID, ProductID: v.ProductID, Before: before, After: after}
		if after != nil && (*after < 0 || *after > maxPrice) {
			beyond = append(beyond, step)
			continue
		}
		p.steps = append(p.steps, step)
		products[v.ProductID] = true
	}
	if len(beyond) > 0 {
		return PricePreview{}, refuse(tx, beyond)
	}
	p.Variants, p.Products, p.Token = len(p.steps), len(products), tokenOf(f, r, p.steps)
	return p, nil
}

func same(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }

// refuse names the first variants that would come out of range.
func refuse(tx database.Tx, beyond []PriceStep) error {
	some := beyond[:min(3, len(beyond))]
	if err := nameSteps(tx, some); err != nil {
		return err
	}
	names := make([]string, len(some))
	for i := range some {
		names[i] = fmt.Sprintf("%s to %d", some[i].name(), *some[i].After)
	}
	return fault.Invalidf("change", "a price is between 0 and %d minor units; this would bring %d variants beyond that, the first: %s",
		int64(maxPrice), len(beyond), strings.Join(names, ", "))
}

// show names the first steps.
func (p *PricePreview) show(tx database.Tx, first int) error {
	p.First = slices.Clone(p.steps[:min(first, len(p.steps))])
	return nameSteps(tx, p.First)
}

// products are the ids of the products whose prices change, in their order.
func (p *PricePreview) products() []ProductID {
	ids := make([]ProductID, len(p.steps))
	for i := range p.steps {
		ids[i] = p.steps[i].ProductID
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// tokenOf is a text that another filter, another rule, or other amounts do not have.
func tokenOf(f PriceFilter, r PriceRule, steps []PriceStep) string {
	said, err := json.Marshal([]any{f, r})
	if err != nil {
		panic("catalog: a price change does not marshal: " + err.Error()) // plain structs always do
	}
	sum := sha256.New()
	_, _ = sum.Write(said)
	var buf [40]byte
	for i := range steps {
		b := binary.BigEndian.AppendUint64(buf[:0], uint64(steps[i].VariantID))
		for _, amount := range []*int64{steps[i].Before, steps[i].After} {
			if amount == nil {
				b = append(b, 0)
				continue
			}
			b = binary.BigEndian.AppendUint64(append(b, 1), uint64(*amount))
		}
		_, _ = sum.Write(b)
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
}
