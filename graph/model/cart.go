package model

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/page"
	"cartwright/internal/price"
)

// Cart is a cart as a client sees it: with its key everything, without it nothing that is personal.
type Cart struct {
	Row   *cart.Cart
	Goods cart.Goods
	View  *View
	Kin   *Siblings[int64]

	once        sync.Once
	merchandise map[int64]*ProductVariant
	lines       []BaseCartLine
}

// NewCart shows a cart; nil stays nil. Its amounts are in its own currency.
func NewCart(c *cart.Cart, goods cart.Goods, v *View) *Cart {
	if c == nil {
		return nil
	}
	own := *v
	own.Currency = c.Currency
	out := &Cart{Row: c, Goods: goods, View: &own, Kin: NewSiblings([]int64{int64(c.ID)})}
	out.lines = make([]BaseCartLine, len(c.Lines))
	for i := range c.Lines {
		out.lines[i] = &CartLine{Row: &c.Lines[i], Of: out, at: i}
	}
	return out
}

// goods makes the variants of all lines one family, so that they ask for their products and pictures together.
func (c *Cart) goods() map[int64]*ProductVariant {
	c.once.Do(func() {
		rows := make([]catalog.Variant, 0, len(c.Goods))
		for _, g := range c.Goods {
			row := g.Variant
			row.Available = row.Available && g.Sold
			rows = append(rows, row)
		}
		slices.SortFunc(rows, func(a, b catalog.Variant) int { return int(a.ID - b.ID) })
		c.merchandise = make(map[int64]*ProductVariant, len(rows))
		for _, v := range NewVariants(rows, nil, c.View) {
			v.Kin.Kept = true
			c.merchandise[int64(v.Row.ID)] = v
		}
	})
	return c.merchandise
}

// gid is the global id of something that a cart numbers itself.
func (c *Cart) gid(kind string, number int64) string {
	return prefix + kind + "/" + strconv.FormatInt(number, 10) + "?cart=" + c.Row.Token
}

// ID is the global id, with the key if the client knew it.
func (c *Cart) ID() string { return prefix + "Cart/" + c.Row.Ref().Path() }

// CheckoutURL is where the buyer goes on.
func (c *Cart) CheckoutURL() string { return c.View.Origin + "/cart/c/" + c.Row.Ref().Path() }

// CreatedAt is when the cart was made.
func (c *Cart) CreatedAt() time.Time { return c.Row.CreatedAt }

// UpdatedAt is when it was last changed.
func (c *Cart) UpdatedAt() time.Time { return c.Row.UpdatedAt }

// TotalQuantity is how many items there are.
func (c *Cart) TotalQuantity() int { return int(c.Row.Quantity) }

// Note is what the buyer wants the shop to know; personal.
func (c *Cart) Note() *string {
	if !c.Row.Open {
		return nil
	}
	return c.Row.Note
}

// Attribute is the attribute of a key.
func (c *Cart) Attribute(key string) *Attribute { return attribute(c.Row.Attributes, key) }

// Attributes are notes by the client.
func (c *Cart) Attributes() []Attribute { return attributes(c.Row.Attributes) }

func attribute(list []cart.Attribute, key string) *Attribute {
	for _, a := range list {
		if a.Key == key {
			return &Attribute{Key: a.Key, Value: &a.Value}
		}
	}
	return nil
}

func attributes(list []cart.Attribute) []Attribute {
	out := make([]Attribute, len(list))
	for i, a := range list {
		out[i] = Attribute{Key: a.Key, Value: &a.Value}
	}
	return out
}

// Lines pages over the lines, in the order they were put in.
func (c *Cart) Lines(first *int, after *string, last *int, before *string, reverse *bool) (*BaseCartLineConnection, error) {
	return pageOf(c.lines, "cart lines", lineNumber, first, after, last, before, reverse)
}

// Line is the line of an index, of nodes that are asked for alone.
func (c *Cart) Line(i int) BaseCartLine { return c.lines[i] }

func lineNumber(l BaseCartLine) int64 {
	line, _ := l.(*CartLine)
	return line.Row.Number
}

// pageOf pages over what a cart holds anyway.
func pageOf[T any](rows []T, listing string, number func(T) int64, first *int, after *string, last *int, before *string, reverse *bool) (*Connection[T], error) {
	want, err := page.Check(listing, page.Args{First: first, After: after, Last: last, Before: before})
	if err != nil {
		return nil, err
	}
	if reverse != nil && *reverse {
		rows = slices.Clone(rows)
		slices.Reverse(rows)
	}
	conn, err := page.Slice(want, rows, listing, func(row T) page.Cursor { return page.Cursor{ID: number(row)} })
	if err != nil {
		return nil, err
	}
	return NewConnection(conn), nil
}

// Cost is what the cart comes to.
func (c *Cart) Cost() CartCost {
	b := &c.Row.Bill
	tax := c.View.Money(b.Tax)
	return CartCost{CheckoutChargeAmount: c.View.Money(b.Due), SubtotalAmount: c.View.Money(b.Subtotal), TotalAmount: c.View.Money(b.Total),
		TotalTaxAmount: &tax, TotalAmountEstimated: b.Estimated, TotalTaxAmountEstimated: b.Estimated}
}

// EstimatedCost is the older form of Cost.
func (c *Cart) EstimatedCost() CartEstimatedCost {
	n := c.Cost()
	return CartEstimatedCost{CheckoutChargeAmount: n.CheckoutChargeAmount, SubtotalAmount: n.SubtotalAmount, TotalAmount: n.TotalAmount, TotalTaxAmount: n.TotalTaxAmount}
}

// DiscountCodes are the codes the buyer entered.
func (c *Cart) DiscountCodes() []CartDiscountCode {
	out := make([]CartDiscountCode, len(c.Row.Bill.Codes))
	for i, s := range c.Row.Bill.Codes {
		out[i] = CartDiscountCode{Code: s.Code, Applicable: s.Applicable}
	}
	return out
}

// DiscountAllocations are what discounts on the order take, one allocation for each of them and each line, as stock clients
// count on; and what discounts on the delivery take, one for each.
func (c *Cart) DiscountAllocations() []CartDiscountAllocation {
	b := &c.Row.Bill
	taken := make(map[[2]int]int64, len(b.OrderShares))
	for _, s := range b.OrderShares {
		taken[[2]int{s.Discount, s.Line}] += s.Amount
	}
	out := []CartDiscountAllocation{}
	for i, d := range b.Discounts {
		switch {
		case d.Class == price.OnOrder && d.Taken > 0:
			for line := range c.lines {
				out = append(out, c.allocation(d, taken[[2]int{i, line}]))
			}
		case d.Class == price.OnShipping && d.Taken > 0:
			out = append(out, c.allocation(d, d.Taken))
		}
	}
	return out
}

// allocations shows shares of discounts.
func (c *Cart) allocations(shares []price.Share) []CartDiscountAllocation {
	out := make([]CartDiscountAllocation, len(shares))
	for i, s := range shares {
		out[i] = c.allocation(c.Row.Bill.Discounts[s.Discount], s.Amount)
	}
	return out
}

// allocation shows the part of a discount. The value of a fixed one is the part itself: clients add the parts up.
func (c *Cart) allocation(d price.Applied, amount int64) CartDiscountAllocation {
	target := DiscountApplicationTargetTypeLineItem
	if d.Class == price.OnShipping {
		target = DiscountApplicationTargetTypeShippingLine
	}
	how := CartDiscountApplication{AllocationMethod: DiscountApplicationAllocationMethod(d.Method),
		TargetSelection: DiscountApplicationTargetSelection(d.Selection), TargetType: target, Value: c.View.Money(amount)}
	if d.BasisPoints > 0 {
		how.Value = PricingPercentageValue{Percentage: float64(d.BasisPoints) / 100}
	}
	if d.Code != "" {
		return CartCodeDiscountAllocation{Code: d.Code, DiscountApplication: how, DiscountedAmount: c.View.Money(amount), TargetType: target}
	}
	return CartAutomaticDiscountAllocation{Title: d.Title, DiscountApplication: how, DiscountedAmount: c.View.Money(amount), TargetType: target}
}

// AppliedGiftCards are the gift cards that pay, with what was on them when the cart was last priced; personal.
func (c *Cart) AppliedGiftCards() []AppliedGiftCard {
	out := []AppliedGiftCard{}
	if !c.Row.Open {
		return out
	}
	uses := map[int64]int64{}
	for _, use := range c.Row.Bill.GiftCards {
		uses[use.ID] = use.Used
	}
	for _, g := range c.Row.Gifts {
		used, balance := c.View.Money(uses[g.ID]), c.View.Money(g.Balance)
		out = append(out, AppliedGiftCard{ID: GID("AppliedGiftCard", g.ID), LastCharacters: g.Last, AmountUsed: used, AmountUsedV2: used, PresentmentAmountUsed: used, Balance: balance, BalanceV2: balance})
	}
	return out
}

// BuyerIdentity is what is known of the buyer; personal, but for the country.
func (c *Cart) BuyerIdentity() *CartBuyerIdentity { return &CartBuyerIdentity{Of: c} }

// Delivery is where the cart may go.
func (c *Cart) Delivery() *CartDelivery { return &CartDelivery{Of: c} }

// DeliveryGroups are the lines that are delivered together: one group at most.
func (c *Cart) DeliveryGroups(first *int, after *string, last *int, before *string, reverse *bool, withCarrierRates *bool) (*CartDeliveryGroupConnection, error) {
	groups := []*CartDeliveryGroup{}
	if c.Row.Ships() && c.Row.Open {
		groups = append(groups, &CartDeliveryGroup{Of: c})
	}
	return pageOf(groups, "delivery groups", func(*CartDeliveryGroup) int64 { return cart.TheGroup }, first, after, last, before, reverse)
}

// BaseCartLine is a line of a cart.
type BaseCartLine interface {
	Node
	IsBaseCartLine()
}

// IsBaseCartLine marks lines.
func (*CartLine) IsBaseCartLine() {}

// CartLine is a line of a cart.
type CartLine struct {
	Row *cart.Line
	Of  *Cart
	at  int // among the lines and in the bill
}

// ID is the global id; it means something with its cart alone.
func (l *CartLine) ID() string { return l.Of.gid("CartLine", l.Row.Number) }

// Quantity is how many.
func (l *CartLine) Quantity() int { return int(l.Row.Quantity) }

// Attribute is the attribute of a key.
func (l *CartLine) Attribute(key string) *Attribute { return attribute(l.Row.Attributes, key) }

// Attributes are notes by the client.
func (l *CartLine) Attributes() []Attribute { return attributes(l.Row.Attributes) }

// Merchandise is the variant, sold or not.
func (l *CartLine) Merchandise() (Merchandise, error) {
	v, ok := l.Of.goods()[l.Row.Variant]
	if !ok {
		return nil, fmt.Errorf("the variant %d of line %d is not among those of its cart", l.Row.Variant, l.Row.Number)
	}
	return v, nil
}

// bill is what the line costs.
func (l *CartLine) bill() price.LineBill {
	if l.at < len(l.Of.Row.Bill.Lines) {
		return l.Of.Row.Bill.Lines[l.at]
	}
	return price.LineBill{}
}

// Cost is what the line costs.
func (l *CartLine) Cost() CartLineCost {
	b, v := l.bill(), l.Of.View
	return CartLineCost{AmountPerQuantity: v.Money(l.Row.Sold.Price), CompareAtAmountPerQuantity: v.MoneyOf(l.Row.Sold.CompareAt),
		SubtotalAmount: v.Money(b.Subtotal), TotalAmount: v.Money(b.Total)}
}

// EstimatedCost is the older form of Cost.
func (l *CartLine) EstimatedCost() CartLineEstimatedCost {
	n := l.Cost()
	return CartLineEstimatedCost{Amount: n.AmountPerQuantity, CompareAtAmount: n.CompareAtAmountPerQuantity, SubtotalAmount: n.SubtotalAmount, TotalAmount: n.TotalAmount}
}

// DiscountAllocations are what discounts on products take off the line.
func (l *CartLine) DiscountAllocations() []CartDiscountAllocation {
	return l.Of.allocations(l.bill().Shares)
}

// SellingPlanAllocation is null: there are no selling plans.
func (l *CartLine) SellingPlanAllocation() *SellingPlanAllocation { return nil }

// Instructions allow everything: lines are the buyer's.
func (l *CartLine) Instructions() CartLineInstructions {
	return CartLineInstructions{CanRemove: true, CanUpdateQuantity: true}
}

// ParentRelationship is the line that this one goes with.
func (l *CartLine) ParentRelationship() *CartLineParentRelationship {
	if l.Row.Parent == 0 {
		return nil
	}
	for _, other := range l.Of.lines {
		if parent, ok := other.(*CartLine); ok && parent.Row.Number == l.Row.Parent {
			return &CartLineParentRelationship{Parent: parent}
		}
	}
	return nil
}

// CartLineParentRelationship is how a line goes with another.
type CartLineParentRelationship struct{ Parent *CartLine }

// ComponentizableCartLine is a line made of others: there are none, since variants are not made of others.
type ComponentizableCartLine struct{ CartLine }

// LineComponents are the lines it is made of.
func (*ComponentizableCartLine) LineComponents() []*CartLine { return []*CartLine{} }

// CartBuyerIdentity is what is known of the buyer.
type CartBuyerIdentity struct{ Of *Cart }

// CountryCode is the buyer's country.
func (b *CartBuyerIdentity) CountryCode() *CountryCode {
	if b.Of.Row.Country == "" {
		return nil
	}
	code := CountryCode(b.Of.Row.Country)
	return &code
}

// Email is the buyer's; personal.
func (b *CartBuyerIdentity) Email() *string { return b.personal(b.Of.Row.Email) }

// Phone is the buyer's; personal.
func (b *CartBuyerIdentity) Phone() *string { return b.personal(b.Of.Row.Phone) }

func (b *CartBuyerIdentity) personal(s string) *string {
	if !b.Of.Row.Open {
		return nil
	}
	return text(s)
}

// DeliveryAddressPreferences are the delivery addresses, the selected one first; personal.
func (b *CartBuyerIdentity) DeliveryAddressPreferences() []DeliveryAddress {
	out := []DeliveryAddress{}
	for _, selected := range []bool{true, false} {
		for i := range b.Of.Row.Addresses {
			if a := &b.Of.Row.Addresses[i]; a.Selected == selected && b.Of.Row.Open {
				out = append(out, b.Of.mailing(a))
			}
		}
	}
	return out
}

// Preferences are what the buyer would like at the checkout; personal.
func (b *CartBuyerIdentity) Preferences() *CartPreferences {
	p := b.Of.Row.Preferences
	if p == nil || !b.Of.Row.Open {
		return nil
	}
	out := &CartPreferences{}
	if p.HasWallets {
		out.Wallet = append([]string{}, p.Wallets...)
	}
	if p.HasDelivery {
		d := &CartDeliveryPreference{PickupHandle: append([]string{}, p.PickupHandles...), DeliveryMethod: []PreferenceDeliveryMethodType{}}
		for _, m := range p.Methods {
			d.DeliveryMethod = append(d.DeliveryMethod, PreferenceDeliveryMethodType(m))
		}
		if c := p.Coordinates; c != nil {
			d.Coordinates = &CartDeliveryCoordinatesPreference{CountryCode: CountryCode(c.Country), Latitude: c.Latitude, Longitude: c.Longitude}
		}
		out.Delivery = d
	}
	return out
}

// CartDelivery is where a cart may go.
type CartDelivery struct{ Of *Cart }

// Addresses are the delivery addresses, or the selected one alone; personal.
func (d *CartDelivery) Addresses(selected *bool) []CartSelectableAddress {
	out := []CartSelectableAddress{}
	for i := range d.Of.Row.Addresses {
		a := &d.Of.Row.Addresses[i]
		if !d.Of.Row.Open || selected != nil && *selected && !a.Selected {
			continue
		}
		out = append(out, CartSelectableAddress{ID: d.Of.gid("CartSelectableAddress", a.Number), OneTimeUse: a.OneTimeUse,
			Selected: a.Selected, Address: &CartDeliveryAddress{MailingAddress{Row: a.Address}}})
	}
	return out
}

// CartDeliveryGroup is the lines of a cart that are delivered together.
type CartDeliveryGroup struct{ Of *Cart }

// ID is the global id; it means something with its cart alone.
func (g *CartDeliveryGroup) ID() string { return g.Of.gid("CartDeliveryGroup", cart.TheGroup) }

// GroupType is one purchase: there are no subscriptions.
func (g *CartDeliveryGroup) GroupType() CartDeliveryGroupType {
	return CartDeliveryGroupTypeOneTimePurchase
}

// CartLines pages over the lines that are sent.
func (g *CartDeliveryGroup) CartLines(first *int, after *string, last *int, before *string, reverse *bool) (*BaseCartLineConnection, error) {
	sent := []BaseCartLine{}
	for i, l := range g.Of.lines {
		if g.Of.Row.Lines[i].Sold.Ships {
			sent = append(sent, l)
		}
	}
	return pageOf(sent, "cart lines", lineNumber, first, after, last, before, reverse)
}

// DeliveryAddress is where the group goes.
func (g *CartDeliveryGroup) DeliveryAddress() *MailingAddress {
	return g.Of.mailing(g.Of.Row.Selected())
}

// DeliveryOptions are the ways to deliver it, the cheapest first.
func (g *CartDeliveryGroup) DeliveryOptions() []CartDeliveryOption {
	out := make([]CartDeliveryOption, len(g.Of.Row.Bill.Options))
	for i, o := range g.Of.Row.Bill.Options {
		out[i] = g.option(o)
	}
	return out
}

// SelectedDeliveryOption is the one that is charged.
func (g *CartDeliveryGroup) SelectedDeliveryOption() *CartDeliveryOption {
	for _, o := range g.Of.Row.Bill.Options {
		if o.Handle == g.Of.Row.Bill.Option {
			shown := g.option(o)
			return &shown
		}
	}
	return nil
}

func (g *CartDeliveryGroup) option(o price.Option) CartDeliveryOption {
	kind := DeliveryMethodTypeShipping
	if o.Pickup {
		kind = DeliveryMethodTypePickUp
	}
	return CartDeliveryOption{Handle: o.Handle, Code: text(o.Code), Title: text(o.Title), Description: text(o.Description),
		DeliveryMethodType: kind, EstimatedCost: g.Of.View.Money(o.Price)}
}

// mailing shows a delivery address in the form of mail.
func (c *Cart) mailing(a *cart.Address) *MailingAddress {
	return &MailingAddress{Number: c.gid("MailingAddress", a.Number), Row: a.Address}
}

// CartPayload is what became of a mutation of a cart; all of them have this shape.
type CartPayload struct {
	Cart       *Cart
	UserErrors []CartUserError
	Warnings   []CartWarning
}

// The payloads of the dialect.
type (
	CartAttributesUpdatePayload              = CartPayload
	CartBillingAddressUpdatePayload          = CartPayload
	CartBuyerIdentityUpdatePayload           = CartPayload
	CartClonePayload                         = CartPayload
	CartCreatePayload                        = CartPayload
	CartDeliveryAddressesAddPayload          = CartPayload
	CartDeliveryAddressesRemovePayload       = CartPayload
	CartDeliveryAddressesReplacePayload      = CartPayload
	CartDeliveryAddressesUpdatePayload       = CartPayload
	CartDiscountCodesUpdatePayload           = CartPayload
	CartGiftCardCodesAddPayload              = CartPayload
	CartGiftCardCodesRemovePayload           = CartPayload
	CartGiftCardCodesUpdatePayload           = CartPayload
	CartLinesAddPayload                      = CartPayload
	CartLinesRemovePayload                   = CartPayload
	CartMergePayload                         = CartPayload
	CartLinesUpdatePayload                   = CartPayload
	CartNoteUpdatePayload                    = CartPayload
	CartRemovePersonalDataPayload            = CartPayload
	CartSelectedDeliveryOptionsUpdatePayload = CartPayload
)

// NewCartPayload shows what became of a change.
func NewCartPayload(out cart.Outcome, v *View) *CartPayload {
	p := &CartPayload{Cart: NewCart(out.Cart, out.Goods, v), UserErrors: []CartUserError{}, Warnings: []CartWarning{}}
	for _, e := range out.Errors {
		code := CartErrorCode(e.Code)
		p.UserErrors = append(p.UserErrors, CartUserError{Code: &code, Field: e.Field, Message: e.Text})
	}
	for _, w := range out.Warnings {
		p.Warnings = append(p.Warnings, CartWarning{Code: CartWarningCode(w.Code), Message: w.Text, Target: p.Cart.target(w.Target)})
	}
	return p
}

// target is the global id of what a warning is about.
func (c *Cart) target(t cart.Target) string {
	switch {
	case t.Line > 0:
		return c.gid("CartLine", t.Line)
	case t.Variant > 0:
		return GID("ProductVariant", t.Variant)
	}
	return c.ID()
}
