package graph

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/page"
	"cartwright/internal/price"
	"cartwright/internal/staff"
	"cartwright/internal/terms"
)

// offerKind is one of the six kinds of discounts: with a code or without, and what it does.
type offerKind struct {
	coded    bool
	kind     price.Kind // BuyGet, FreeShipping; empty: a part or an amount off
	argument string
}

// The kinds of discounts, by the names of their mutations.
var (
	codeBasic             = offerKind{true, "", "basicCodeDiscount"}
	codeBxgy              = offerKind{true, price.BuyGet, "bxgyCodeDiscount"}
	codeFreeShipping      = offerKind{true, price.FreeShipping, "freeShippingCodeDiscount"}
	automaticBasic        = offerKind{false, "", "automaticBasicDiscount"}
	automaticBxgy         = offerKind{false, price.BuyGet, "automaticBxgyDiscount"}
	automaticFreeShipping = offerKind{false, price.FreeShipping, "freeShippingAutomaticDiscount"}
)

func (k offerKind) is(d *price.Discount) bool {
	kind := d.Kind
	if kind == price.Percentage || kind == price.Fixed {
		kind = ""
	}
	return k.coded == (d.Code != "") && k.kind == kind
}

func noDiscount() error { return fault.NotFoundf("id", "there is no such discount") }

// discountID reads the id of a discount; 0 names none.
func discountID(gid string) int64 {
	for _, kind := range []string{"DiscountNode", "DiscountCodeNode", "DiscountAutomaticNode"} {
		if id := numberOf(kind, gid); id > 0 {
			return id
		}
	}
	return 0
}

func (r *Resolver) discount(ctx context.Context, gid string) (*model.DiscountNode, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	if _, _, ok := model.ParseGID(gid); !ok {
		return nil, malformed("id", gid)
	}
	d, err := r.terms.FindDiscount(ctx, discountID(gid))
	return absent(model.NewDiscountNode(&d, view(ctx)), err)
}

func (r *Resolver) discountByCode(ctx context.Context, code string) (*model.DiscountNode, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	d, err := r.terms.FindDiscountByCode(ctx, code)
	return absent(model.NewDiscountNode(&d, view(ctx)), err)
}

func (r *Resolver) discounts(ctx context.Context, query *string, reverse *bool, args page.Args) (*model.DiscountNodeConnection, error) {
	if err := viewer(ctx).Need(staff.DiscountsRead); err != nil {
		return nil, err
	}
	rows, err := r.terms.Discounts(ctx, or(query, ""), yes(reverse, false), args)
	return model.NewConnection(page.Map(rows, func(d terms.Discount) *model.DiscountNode { return model.NewDiscountNode(&d, view(ctx)) })), err
}

// termsPayload shows what became of a mutation of terms. A thing that was changed by somebody else is shown beside the fault.
func termsPayload(argument string, p *model.TermsPayload, err error) (*model.TermsPayload, error) {
	if f, ok := faultOf(err); ok && len(f.Path) > 0 && f.Path[0] == "id" { // it is beside the input
		argument = ""
	}
	faults, systems := userErrors(argument, err)
	switch {
	case systems != nil:
		return nil, systems
	case len(faults) > 0 && !stale(err):
		p = &model.TermsPayload{}
	}
	p.UserErrors = faults
	return p, nil
}

// discountPayload shows a discount that was written.
func discountPayload(ctx context.Context, k offerKind, d terms.Discount, err error) (*model.TermsPayload, error) {
	if d.ID == 0 {
		return termsPayload(k.argument, &model.TermsPayload{}, k.place(err))
	}
	p, node := &model.TermsPayload{}, model.NewDiscountNode(&d, view(ctx))
	if p.AutomaticDiscountNode = node; k.coded {
		p.AutomaticDiscountNode, p.CodeDiscountNode = nil, node
	}
	return termsPayload(k.argument, p, k.place(err))
}

// putDiscount writes what an input says of a discount; a new one without an id.
func (r *Resolver) putDiscount(ctx context.Context, k offerKind, gid string, in model.DiscountInput, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return discountPayload(ctx, k, terms.Discount{}, err)
	}
	id := discountID(gid)
	if gid != "" && id == 0 {
		return discountPayload(ctx, k, terms.Discount{}, noDiscount())
	}
	d, err := r.terms.EditDiscount(ctx, by(ctx), id, version(expected), func(d *price.Discount) ([]terms.Named, error) {
		if id != 0 && !k.is(d) {
			return nil, noDiscount()
		}
		w := discountWriter{kind: k, currency: view(ctx).Currency, d: d, isNew: id == 0}
		err := w.write(in)
		return w.named, err
	})
	return discountPayload(ctx, k, d, err)
}

func (r *Resolver) enableDiscount(ctx context.Context, k offerKind, gid string, enabled bool, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return discountPayload(ctx, k, terms.Discount{}, err)
	}
	d, err := r.terms.EnableDiscount(ctx, by(ctx), discountID(gid), enabled, version(expected), k.fits)
	return discountPayload(ctx, k, d, err)
}

func (r *Resolver) removeDiscount(ctx context.Context, k offerKind, gid string, expected *int) (*model.TermsPayload, error) {
	if err := viewer(ctx).Need(staff.DiscountsWrite); err != nil {
		return termsPayload("", &model.TermsPayload{}, err)
	}
	_, err := r.terms.RemoveDiscount(ctx, by(ctx), discountID(gid), version(expected), k.fits)
	p := &model.TermsPayload{DeletedAutomaticDiscountID: &gid}
	if k.coded {
		p = &model.TermsPayload{DeletedCodeDiscountID: &gid}
	}
	if err != nil {
		p = &model.TermsPayload{}
	}
	return termsPayload("", p, err)
}

// fits refuses a discount that has a code where one without is meant, and the other way round.
func (k offerKind) fits(d *terms.Discount) error {
	if k.coded != (d.Code != "") {
		return noDiscount()
	}
	return nil
}

// place puts a fault at the field of the input that the value came from.
func (k offerKind) place(err error) error {
	f, ok := faultOf(err)
	if !ok || len(f.Path) == 0 {
		return err
	}
	gets := "customerGets.value."
	inputs := map[string]string{"items": "customerGets.items", "basisPoints": gets + "percentage", "amount": gets + "discountAmount.amount",
		"kind": "customerGets.value", "class": "customerGets", "limit": "usageLimit", "perOrder": "usesPerOrderLimit", "maxDelivery": "maximumShippingPrice",
		"buys": "customerBuys.items", "gets": "customerGets.items", "buyQuantity": "customerBuys.value.quantity", "getQuantity": gets + "discountOnQuantity.quantity",
		"minimumAmount": "minimumRequirement.subtotal.greaterThanOrEqualToSubtotal", "minimumQuantity": "minimumRequirement.quantity.greaterThanOrEqualToQuantity",
		"customers": "context.customers.add", "tags": "context.customerTags", "countries": "destination.countries.add"}
	if k.kind == price.BuyGet {
		inputs["basisPoints"] = gets + "discountOnQuantity.effect.percentage"
	}
	if place, ok := inputs[f.Path[0]]; ok {
		moved := *f
		moved.Path = append(strings.Split(place, "."), f.Path[1:]...)
		return &moved
	}
	return err
}

// discountWriter lays an input over a discount.
type discountWriter struct {
	kind     offerKind
	currency money.Currency
	d        *price.Discount
	isNew    bool
	named    []terms.Named
}

func (w *discountWriter) write(in model.DiscountInput) error {
	d := w.d
	if w.isNew {
		if d.Kind = w.kind.kind; d.Kind == price.FreeShipping {
			d.Class = price.OnShipping
		}
	}
	if title, ok := in.Title.ValueOK(); ok {
		d.Title = or(title, "")
	}
	if starts, ok := in.StartsAt.ValueOK(); ok && starts != nil {
		d.StartsAt = *starts
	} else if ok && !w.isNew {
		return fault.Invalidf("startsAt", "a discount begins some time; leave it out, and it stays")
	}
	if ends, ok := in.EndsAt.ValueOK(); ok {
		d.EndsAt = ends
	}
	if once, ok := in.AppliesOncePerCustomer.ValueOK(); ok {
		if is := yes(once, false); is != (d.OncePer > 0) {
			d.OncePer = map[bool]int64{true: 1}[is]
		}
	}
	if c := in.CombinesWith.Value(); c != nil {
		d.WithOrder, d.WithProducts, d.WithShipping = yes(c.OrderDiscounts.Value(), d.WithOrder), yes(c.ProductDiscounts.Value(), d.WithProducts),
			yes(c.ShippingDiscounts.Value(), d.WithShipping)
	}
	for _, step := range []func(model.DiscountInput) error{w.code, w.limits, w.buyers, w.minimum, w.buys, w.gets, w.shipping} {
		if err := step(in); err != nil {
			return err
		}
	}
	return nil
}

func (w *discountWriter) code(in model.DiscountInput) error {
	code, ok := in.Code.ValueOK()
	if ok {
		w.d.Code = or(code, "")
	}
	if w.kind.coded && w.d.Code == "" {
		return fault.Invalidf("code", "a discount code needs a code")
	}
	return nil
}

func (w *discountWriter) limits(in model.DiscountInput) error {
	if n, ok := in.UsageLimit.ValueOK(); ok {
		if w.d.Limit = 0; n != nil {
			if w.d.Limit = int64(*n); *n < 1 {
				return fault.Invalidf("usageLimit", "a limit is above 0; null is none")
			}
		}
	}
	if n, ok := in.UsesPerOrderLimit.ValueOK(); ok {
		if w.d.PerOrder = 0; n != nil {
			return count("usesPerOrderLimit", *n, &w.d.PerOrder)
		}
	}
	return nil
}

// count reads a number of things, which is above 0.
func count(path string, n uint64, to *int64) error {
	if n < 1 || n > 1_000_000_000 {
		return fault.Invalidf(path, "this is between 1 and 1000000000, got %d", n)
	}
	*to = int64(n)
	return nil
}

func (w *discountWriter) buyers(in model.DiscountInput) error {
	c, s := in.Context.Value(), in.CustomerSelection.Value()
	switch {
	case c != nil && s != nil:
		return fault.Invalidf("customerSelection", "this is the older name of context: give one of them")
	case s != nil:
		return w.customers("customerSelection", yes(s.All.Value(), false), s.Customers.Value())
	case c != nil:
		tags, ok := c.CustomerTags.ValueOK()
		if c.All.Value() != nil && len(tags) > 0 {
			return fault.Invalidf("context", "say all, or certain customers, not both")
		}
		if ok {
			w.d.Tags = slices.Compact(slices.Sorted(slices.Values(tags)))
		}
		return w.customers("context", c.All.Value() != nil, c.Customers.Value())
	}
	return nil
}

func (w *discountWriter) customers(path string, all bool, some *model.DiscountCustomersInput) error {
	if all && some != nil {
		return fault.Invalidf(path, "say all, or certain customers, not both")
	}
	if all {
		w.d.Customers, w.d.Tags = nil, nil
	}
	if some == nil {
		return nil
	}
	return w.change(path+".customers", "Customer", terms.Customer, &w.d.Customers, some.Add, some.Remove, "add", "remove")
}

// change lets things come into a list and go from it. Those that come have to be there.
func (w *discountWriter) change(path, kind string, named terms.Kind, list *[]int64, add, remove graphql.Omittable[[]string], addName, removeName string) error {
	for i, gid := range add.Value() {
		at := fmt.Sprintf("%s.%s.%d", path, addName, i)
		id, ok, err := parseID(at, gid, kind)
		if err != nil {
			return err
		}
		if !ok {
			return fault.Invalidf(at, "this is no id of a %s", kind)
		}
		if w.named = append(w.named, terms.Named{Path: at, Kind: named, ID: id}); !slices.Contains(*list, id) {
			*list = append(*list, id)
		}
	}
	for i, gid := range remove.Value() {
		id, _, err := parseID(fmt.Sprintf("%s.%s.%d", path, removeName, i), gid, kind)
		if err != nil {
			return err
		}
		*list = slices.DeleteFunc(*list, func(have int64) bool { return have == id })
	}
	return nil
}

func (w *discountWriter) minimum(in model.DiscountInput) error {
	m, ok := in.MinimumRequirement.ValueOK()
	if !ok {
		return nil
	}
	w.d.MinimumAmount, w.d.MinimumQuantity = 0, 0
	if m == nil {
		return nil
	}
	quantity, subtotal := m.Quantity.Value(), m.Subtotal.Value()
	switch {
	case (quantity == nil) == (subtotal == nil):
		return fault.Invalidf("minimumRequirement", "say quantity or subtotal; null is neither")
	case quantity != nil:
		return count("minimumRequirement.quantity.greaterThanOrEqualToQuantity", quantity.GreaterThanOrEqualToQuantity, &w.d.MinimumQuantity)
	}
	return w.amount("minimumRequirement.subtotal.greaterThanOrEqualToSubtotal", subtotal.GreaterThanOrEqualToSubtotal, &w.d.MinimumAmount)
}

// amount reads an amount above 0.
func (w *discountWriter) amount(path, text string, to *int64) (err error) {
	*to, err = amountOf(path, text, w.currency, 1)
	return err
}

// amountOf reads an amount of minor units that terms take: lowest is 0 or 1.
func amountOf(path, text string, c money.Currency, lowest int64) (int64, error) {
	n, err := amount(path, text, c)
	if err == nil && (n < lowest || n > terms.MaxAmount) {
		err = fault.Invalidf(path, "the amount is between %s and %s, got %s", money.Amount{Minor: lowest, Currency: c}, money.Amount{Minor: terms.MaxAmount, Currency: c},
			money.Amount{Minor: n, Currency: c})
	}
	return n, err
}

func (w *discountWriter) buys(in model.DiscountInput) error {
	b := in.CustomerBuys.Value()
	if w.kind.kind == price.BuyGet && w.isNew && (b == nil || b.Items.Value() == nil || b.Value.Value() == nil) {
		return fault.Invalidf("customerBuys", "say what has to be bought, with items and value")
	}
	if b == nil {
		return nil
	}
	if v := b.Value.Value(); v != nil {
		if err := count("customerBuys.value.quantity", v.Quantity, &w.d.BuyQuantity); err != nil {
			return err
		}
	}
	return w.items("customerBuys.items", b.Items.Value(), &w.d.Buys)
}

func (w *discountWriter) gets(in model.DiscountInput) error {
	g := in.CustomerGets.Value()
	if w.kind.kind != price.FreeShipping && w.isNew && (g == nil || g.Items.Value() == nil || g.Value.Value() == nil) {
		return fault.Invalidf("customerGets", "say what it gives, with items and value")
	}
	if g == nil {
		return nil
	}
	if v := g.Value.Value(); v != nil {
		if err := w.value(v); err != nil {
			return err
		}
	}
	if w.kind.kind == price.BuyGet {
		w.d.Class = price.OnProducts
		return w.items("customerGets.items", g.Items.Value(), &w.d.Gets)
	}
	items := w.d.Items
	if w.d.Class == price.OnOrder {
		items = price.Items{All: true}
	}
	if err := w.items("customerGets.items", g.Items.Value(), &items); err != nil {
		return err
	}
	w.d.Class, w.d.Items = price.OnProducts, items
	if items.All && !w.d.EachUnit { // what is off everything together is off the order
		w.d.Class, w.d.Items = price.OnOrder, price.Items{}
	}
	return nil
}

// value reads what a discount takes off.
func (w *discountWriter) value(v *model.DiscountCustomerGetsValueInput) error {
	const path = "customerGets.value"
	part, off, some := v.Percentage.Value(), v.DiscountAmount.Value(), v.DiscountOnQuantity.Value()
	given := 0
	for _, is := range []bool{part != nil, off != nil, some != nil} {
		if is {
			given++
		}
	}
	switch {
	case given != 1 || w.kind.kind == price.BuyGet && some == nil || w.kind.kind != price.BuyGet && some != nil:
		if w.kind.kind == price.BuyGet {
			return fault.Invalidf(path, "say discountOnQuantity")
		}
		return fault.Invalidf(path, "say percentage or discountAmount")
	case some != nil:
		if err := count(path+".discountOnQuantity.quantity", some.Quantity, &w.d.GetQuantity); err != nil {
			return err
		}
		return w.part(path+".discountOnQuantity.effect.percentage", some.Effect.Percentage)
	case part != nil:
		w.d.Kind, w.d.Amount, w.d.EachUnit = price.Percentage, 0, false
		return w.part(path+".percentage", *part)
	}
	w.d.Kind, w.d.BasisPoints, w.d.EachUnit = price.Fixed, 0, yes(off.AppliesOnEachItem.Value(), false)
	return w.amount(path+".discountAmount.amount", off.Amount, &w.d.Amount)
}

// part reads a part that is taken off.
func (w *discountWriter) part(path string, part float64) (err error) {
	if w.d.BasisPoints, err = basisPoints(path, part); err == nil && w.d.BasisPoints == 0 {
		err = fault.Invalidf(path, "what is taken off is above 0")
	}
	return err
}

// items reads what is meant: all, products and variants, or collections. What is of another sort goes.
func (w *discountWriter) items(path string, in *model.DiscountItemsInput, to *price.Items) error {
	if in == nil {
		return nil
	}
	products, collections, all := in.Products.Value(), in.Collections.Value(), yes(in.All.Value(), false)
	given := 0
	for _, is := range []bool{all, products != nil, collections != nil} {
		if is {
			given++
		}
	}
	if given != 1 {
		return fault.Invalidf(path, "say all, products or collections: one of them")
	}
	i := price.Items{All: all}
	switch {
	case products != nil:
		i.Products, i.Variants = slices.Clone(to.Products), slices.Clone(to.Variants)
		err := w.change(path+".products", "Product", terms.Product, &i.Products, products.ProductsToAdd, products.ProductsToRemove, "productsToAdd", "productsToRemove")
		if err != nil {
			return err
		}
		err = w.change(path+".products", "ProductVariant", terms.Variant, &i.Variants, products.ProductVariantsToAdd, products.ProductVariantsToRemove,
			"productVariantsToAdd", "productVariantsToRemove")
		if err != nil {
			return err
		}
	case collections != nil:
		i.Collections = slices.Clone(to.Collections)
		if err := w.change(path+".collections", "Collection", terms.Collection, &i.Collections, collections.Add, collections.Remove, "add", "remove"); err != nil {
			return err
		}
	}
	*to = i
	return nil
}

func (w *discountWriter) shipping(in model.DiscountInput) error {
	if text, ok := in.MaximumShippingPrice.ValueOK(); ok {
		if w.d.MaxDelivery = 0; text != nil {
			if err := w.amount("maximumShippingPrice", *text, &w.d.MaxDelivery); err != nil {
				return err
			}
		}
	}
	to := in.Destination.Value()
	if to == nil {
		return nil
	}
	all, some := yes(to.All.Value(), false), to.Countries.Value()
	if all == (some != nil) {
		return fault.Invalidf("destination", "say all or countries: one of them")
	}
	if all {
		w.d.Countries = nil
		return nil
	}
	for _, c := range some.Add.Value() {
		if !slices.Contains(w.d.Countries, string(c)) {
			w.d.Countries = append(w.d.Countries, string(c))
		}
	}
	w.d.Countries = slices.DeleteFunc(w.d.Countries, func(have string) bool { return slices.Contains(some.Remove.Value(), model.CountryCode(have)) })
	if len(w.d.Countries) == 0 {
		return fault.Invalidf("destination.countries", "no country would be left; say all, or remove the discount")
	}
	return nil
}

// basisPoints reads a part of one exactly. The shortest text of a number is what somebody wrote, as far as a float holds
// it, so nothing is rounded here.
func basisPoints(path string, part float64) (int64, error) {
	if !(part >= 0 && part <= 1) { // nor a number that is none
		return 0, fault.Invalidf(path, "a part is between 0 and 1: 0.15 for fifteen percent")
	}
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(part, 'f', -1, 64), ".")
	if len(fraction) > 4 {
		return 0, fault.Invalidf(path, "a part has at most four decimals: 0.1525 for 15.25 percent")
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", 4-len(fraction)), 10, 64)
	if err != nil {
		return 0, fault.Invalidf(path, "a part is between 0 and 1")
	}
	return n, nil
}
