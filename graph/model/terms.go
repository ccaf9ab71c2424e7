package model

import (
	"time"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/internal/money"
	"cartwright/internal/page"
	"cartwright/internal/price"
	"cartwright/internal/terms"
)

// offer is what all kinds of discounts show. Which of it a kind has, the schema says.
type offer struct {
	rule price.Discount
	row  *terms.Discount
	view *View
}

// The kinds of discounts. A discount is of one of them by its rule and by whether it has a code.
type (
	DiscountAutomaticBasic        struct{ offer }
	DiscountAutomaticBxgy         struct{ offer }
	DiscountAutomaticFreeShipping struct{ offer }
	DiscountCodeBasic             struct{ offer }
	DiscountCodeBxgy              struct{ offer }
	DiscountCodeFreeShipping      struct{ offer }
)

// DiscountNode is a discount of any kind.
type DiscountNode struct{ offer }

// NewDiscountNode shows a discount.
func NewDiscountNode(d *terms.Discount, v *View) *DiscountNode {
	return &DiscountNode{offer{rule: d.Rule(), row: d, view: v}}
}

// ID is the global id, which says whether there is a code.
func (n *DiscountNode) ID() string {
	if n.rule.Code == "" {
		return GID("DiscountAutomaticNode", n.row.ID)
	}
	return GID("DiscountCodeNode", n.row.ID)
}

// Discount is the discount of its kind.
func (n *DiscountNode) Discount() Discount {
	switch coded := n.rule.Code != ""; n.rule.Kind {
	case price.BuyGet:
		if coded {
			return DiscountCodeBxgy{n.offer}
		}
		return DiscountAutomaticBxgy{n.offer}
	case price.FreeShipping:
		if coded {
			return DiscountCodeFreeShipping{n.offer}
		}
		return DiscountAutomaticFreeShipping{n.offer}
	default:
		if coded {
			return DiscountCodeBasic{n.offer}
		}
		return DiscountAutomaticBasic{n.offer}
	}
}

// CodeDiscount is Discount of one that has a code.
func (n *DiscountNode) CodeDiscount() DiscountCode { return n.Discount() }

// AutomaticDiscount is Discount of one that has none.
func (n *DiscountNode) AutomaticDiscount() DiscountAutomatic { return n.Discount() }

// Version counts the changes.
func (n *DiscountNode) Version() int { return int(n.row.Version) }

// AppliesOncePerCustomer reports whether a customer may use it a limited number of times.
func (o offer) AppliesOncePerCustomer() bool { return o.rule.OncePer > 0 }

// AsyncUsageCount is how many orders have used it.
func (o offer) AsyncUsageCount() int { return int(o.row.Used) }

// Codes is the one code.
func (o offer) Codes(first *int, after *string, last *int, before *string) (*DiscountRedeemCodeConnection, error) {
	const listing = "discount_codes"
	want, err := page.Check(listing, page.Args{First: first, After: after, Last: last, Before: before})
	if err != nil {
		return nil, err
	}
	rows := []DiscountRedeemCode{{ID: GID("DiscountRedeemCode", o.row.ID), Code: o.rule.Code, AsyncUsageCount: o.AsyncUsageCount()}}
	if want.From != nil || want.Until != nil { // there is nothing beside it
		rows = nil
	}
	return NewConnection(page.Cut(want, rows, func(DiscountRedeemCode) string { return page.Cursor{ID: o.row.ID}.Encode(listing) })), nil
}

// CodesCount is one.
func (offer) CodesCount() *Count { return &Count{Count: 1, Precision: CountPrecisionExact} }

// CombinesWith says what it may stand beside.
func (o offer) CombinesWith() DiscountCombinesWith {
	return DiscountCombinesWith{OrderDiscounts: o.rule.WithOrder, ProductDiscounts: o.rule.WithProducts, ShippingDiscounts: o.rule.WithShipping}
}

// Context says who may have it.
func (o offer) Context() DiscountContext {
	if len(o.rule.Customers)+len(o.rule.Tags) == 0 {
		return EveryBuyer{All: DiscountBuyerSelectionAll}
	}
	return DiscountCustomers{CustomerIds: gids("Customer", o.rule.Customers), CustomerTags: append([]string{}, o.rule.Tags...)}
}

// EveryBuyer is DiscountBuyerSelectionAll, whose name the enum's value has.
type EveryBuyer struct{ All DiscountBuyerSelection }

// CreatedAt is when it was made.
func (o offer) CreatedAt() time.Time { return o.row.CreatedAt }

// UpdatedAt is when it was last changed.
func (o offer) UpdatedAt() time.Time { return o.row.UpdatedAt }

// StartsAt is from when on it is in force.
func (o offer) StartsAt() time.Time { return o.rule.StartsAt }

// EndsAt is the first moment it is not in force any more.
func (o offer) EndsAt() *time.Time { return o.rule.EndsAt }

// Title is what it is called.
func (o offer) Title() string { return o.rule.Title }

// Status is where it is in its life.
func (o offer) Status() DiscountStatus { return DiscountStatus(o.row.StatusAt(o.view.Now)) }

// DiscountClasses is what it takes money off.
func (o offer) DiscountClasses() []DiscountClass {
	return []DiscountClass{DiscountClass(o.rule.Class)}
}

// UsageLimit is how many orders may use it.
func (o offer) UsageLimit() *int { return unlessZero(o.rule.Limit) }

// UsesPerOrderLimit is how often it applies in one order.
func (o offer) UsesPerOrderLimit() *int { return unlessZero(o.rule.PerOrder) }

// MinimumRequirement is what has to be in the cart.
func (o offer) MinimumRequirement() DiscountMinimumRequirement {
	switch {
	case o.rule.MinimumAmount > 0:
		return DiscountMinimumSubtotal{GreaterThanOrEqualToSubtotal: o.money(o.rule.MinimumAmount)}
	case o.rule.MinimumQuantity > 0:
		return DiscountMinimumQuantity{GreaterThanOrEqualToQuantity: uint64(o.rule.MinimumQuantity)}
	}
	return nil
}

// CustomerBuys is what has to be bought.
func (o offer) CustomerBuys() DiscountCustomerBuys {
	return DiscountCustomerBuys{Items: itemsOf(o.rule.Buys), Value: DiscountQuantity{Quantity: uint64(o.rule.BuyQuantity)}}
}

// CustomerGets is what it gives.
func (o offer) CustomerGets() DiscountCustomerGets {
	part := DiscountPercentage{Percentage: Part(o.rule.BasisPoints)}
	switch o.rule.Kind {
	case price.BuyGet:
		return DiscountCustomerGets{Items: itemsOf(o.rule.Gets), Value: DiscountOnQuantity{Effect: part, Quantity: DiscountQuantity{Quantity: uint64(o.rule.GetQuantity)}}}
	case price.Fixed:
		return DiscountCustomerGets{Items: o.items(), Value: DiscountAmount{Amount: o.money(o.rule.Amount), AppliesOnEachItem: o.rule.EachUnit}}
	}
	return DiscountCustomerGets{Items: o.items(), Value: part}
}

// items are what a discount on products or on the order applies to.
func (o offer) items() DiscountItems {
	if o.rule.Class == price.OnOrder {
		return AllDiscountItems{AllItems: true}
	}
	return itemsOf(o.rule.Items)
}

// DestinationSelection says where it delivers to.
func (o offer) DestinationSelection() DiscountShippingDestinationSelection {
	if len(o.rule.Countries) == 0 {
		return DiscountCountryAll{AllCountries: true}
	}
	out := DiscountCountries{}
	for _, c := range o.rule.Countries {
		out.Countries = append(out.Countries, CountryCode(c))
	}
	return out
}

// MaximumShippingPrice is the dearest delivery that it pays.
func (o offer) MaximumShippingPrice() *MoneyV2 {
	if o.rule.MaxDelivery == 0 {
		return nil
	}
	return new(o.money(o.rule.MaxDelivery))
}

func (o offer) money(minor int64) MoneyV2 { return o.view.Money(minor) }

// Minor is an amount of minor units.
func Minor(minor int64, c money.Currency) MoneyV2 {
	return MoneyV2{value: money.Amount{Minor: minor, Currency: c}}
}

// Part is a number of basis points as a part of one. The text of the nearest float is the exact one.
func Part(basisPoints int64) float64 { return float64(basisPoints) / 10_000 }

func unlessZero(n int64) *int {
	if n == 0 {
		return nil
	}
	return new(int(n))
}

// itemsOf are the things that are named. The inputs take either products or collections; a discount that the shop itself was
// given with both shows the collections.
func itemsOf(i price.Items) DiscountItems {
	switch {
	case i.All:
		return AllDiscountItems{AllItems: true}
	case len(i.Collections) > 0:
		return DiscountCollections{CollectionIds: gids("Collection", i.Collections)}
	}
	return DiscountProducts{ProductIds: gids("Product", i.Products), ProductVariantIds: gids("ProductVariant", i.Variants)}
}

func gids(kind string, ids []int64) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = GID(kind, id)
	}
	return out
}

// DiscountInput is what staff say of a discount. The inputs of the kinds are parts of this shape.
type DiscountInput struct {
	AppliesOncePerCustomer graphql.Omittable[*bool]
	Code                   graphql.Omittable[*string]
	CombinesWith           graphql.Omittable[*DiscountCombinesWithInput]
	Context                graphql.Omittable[*DiscountContextInput]
	CustomerBuys           graphql.Omittable[*DiscountCustomerBuysInput]
	CustomerGets           graphql.Omittable[*DiscountCustomerGetsInput]
	CustomerSelection      graphql.Omittable[*DiscountCustomerSelectionInput]
	Destination            graphql.Omittable[*DiscountShippingDestinationSelectionInput]
	EndsAt                 graphql.Omittable[*time.Time]
	MaximumShippingPrice   graphql.Omittable[*string]
	MinimumRequirement     graphql.Omittable[*DiscountMinimumRequirementInput]
	StartsAt               graphql.Omittable[*time.Time]
	Title                  graphql.Omittable[*string]
	UsageLimit             graphql.Omittable[*int]
	UsesPerOrderLimit      graphql.Omittable[*uint64]
}

// The inputs of discounts.
type (
	DiscountAutomaticBasicInput        = DiscountInput
	DiscountAutomaticBxgyInput         = DiscountInput
	DiscountAutomaticFreeShippingInput = DiscountInput
	DiscountCodeBasicInput             = DiscountInput
	DiscountCodeBxgyInput              = DiscountInput
	DiscountCodeFreeShippingInput      = DiscountInput
)

// GiftCard is a gift card as staff see it.
type GiftCard struct {
	Row *terms.GiftCard
	Kin *Siblings[int64]
}

// NewGiftCard shows a gift card.
func NewGiftCard(g *terms.GiftCard) *GiftCard {
	return &GiftCard{Row: g, Kin: NewSiblings([]int64{g.ID})}
}

// NewGiftCards shows gift cards that were found together.
func NewGiftCards(p page.Conn[terms.GiftCard]) *GiftCardConnection {
	kin := NewSiblings(make([]int64, len(p.Nodes)))
	for i, g := range p.Nodes {
		kin.IDs[i] = g.ID
	}
	return NewConnection(page.Map(p, func(g terms.GiftCard) *GiftCard { return &GiftCard{Row: &g, Kin: kin} }))
}

// ID is the global id.
func (g *GiftCard) ID() string { return GID("GiftCard", g.Row.ID) }

// Balance is what is left on it.
func (g *GiftCard) Balance() MoneyV2 { return Minor(g.Row.Balance, g.Row.Currency) }

// CreatedAt is when it was made.
func (g *GiftCard) CreatedAt() time.Time { return g.Row.CreatedAt }

// Enabled reports whether it can be used.
func (g *GiftCard) Enabled() bool { return g.Row.Enabled }

// ExpiresOn is the last day it can be used on.
func (g *GiftCard) ExpiresOn() *string {
	if g.Row.ExpiresAt == nil {
		return nil
	}
	return new(g.Row.ExpiresAt.UTC().Add(-time.Millisecond).Format(time.DateOnly))
}

// InitialValue is what was on it at first.
func (g *GiftCard) InitialValue() MoneyV2 { return Minor(g.Row.Initial, g.Row.Currency) }

// LastCharacters is how its code ends.
func (g *GiftCard) LastCharacters() string { return g.Row.LastCharacters }

// MaskedCode is its code, but for its end.
func (g *GiftCard) MaskedCode() string {
	return "•••• •••• •••• " + g.Row.LastCharacters
}

// Note is for staff.
func (g *GiftCard) Note() *string { return text(g.Row.Note) }

// UpdatedAt is when it was last changed or used.
func (g *GiftCard) UpdatedAt() time.Time { return g.Row.UpdatedAt }

// Version counts the changes by staff.
func (g *GiftCard) Version() int { return int(g.Row.Version) }

// movement is an entry of a gift card's ledger.
type movement struct {
	row      terms.GiftCardEntry
	currency money.Currency
}

// The movements of gift cards.
type (
	GiftCardCreditTransaction struct{ movement }
	GiftCardDebitTransaction  struct{ movement }
)

// NewGiftCardTransaction shows a movement of a gift card.
func NewGiftCardTransaction(e terms.GiftCardEntry, c money.Currency) GiftCardTransaction {
	if e.Amount < 0 {
		return GiftCardDebitTransaction{movement{e, c}}
	}
	return GiftCardCreditTransaction{movement{e, c}}
}

// ID is the global id.
func (m movement) ID() string {
	if m.row.Amount < 0 {
		return GID("GiftCardDebitTransaction", m.row.ID)
	}
	return GID("GiftCardCreditTransaction", m.row.ID)
}

// Amount is what was given to the card.
func (m movement) Amount() MoneyV2 { return Minor(m.row.Amount, m.currency) }

// BalanceAfter is what was on the card then.
func (m movement) BalanceAfter() MoneyV2 { return Minor(m.row.Balance, m.currency) }

// Note says why.
func (m movement) Note() *string { return text(m.row.Reason) }

// ProcessedAt is when.
func (m movement) ProcessedAt() time.Time { return m.row.CreatedAt }

// TermsPayload is what became of a mutation of what the shop sells on; all of them are parts of this shape.
type TermsPayload struct {
	AutomaticDiscountNode      *DiscountNode
	CodeDiscountNode           *DiscountNode
	DeletedAutomaticDiscountID *string
	DeletedCodeDiscountID      *string
	DeletedDeliveryZoneID      *string
	DeliveryZone               *DeliveryZone
	GiftCard                   *GiftCard
	GiftCardCode               *string
	GiftCardCreditTransaction  *GiftCardCreditTransaction
	GiftCardDebitTransaction   *GiftCardDebitTransaction
	Pickups                    *Pickups
	PriceChange                *PriceChangePreview
	TaxRates                   *TaxRates
	UserErrors                 []StaffUserError
}

// The payloads of what the shop sells on.
type (
	DeliveryZoneCreatePayload                  = TermsPayload
	DeliveryZoneDeletePayload                  = TermsPayload
	DeliveryZoneUpdatePayload                  = TermsPayload
	DiscountAutomaticActivatePayload           = TermsPayload
	DiscountAutomaticBasicCreatePayload        = TermsPayload
	DiscountAutomaticBasicUpdatePayload        = TermsPayload
	DiscountAutomaticBxgyCreatePayload         = TermsPayload
	DiscountAutomaticBxgyUpdatePayload         = TermsPayload
	DiscountAutomaticDeactivatePayload         = TermsPayload
	DiscountAutomaticDeletePayload             = TermsPayload
	DiscountAutomaticFreeShippingCreatePayload = TermsPayload
	DiscountAutomaticFreeShippingUpdatePayload = TermsPayload
	DiscountCodeActivatePayload                = TermsPayload
	DiscountCodeBasicCreatePayload             = TermsPayload
	DiscountCodeBasicUpdatePayload             = TermsPayload
	DiscountCodeBxgyCreatePayload              = TermsPayload
	DiscountCodeBxgyUpdatePayload              = TermsPayload
	DiscountCodeDeactivatePayload              = TermsPayload
	DiscountCodeDeletePayload                  = TermsPayload
	DiscountCodeFreeShippingCreatePayload      = TermsPayload
	DiscountCodeFreeShippingUpdatePayload      = TermsPayload
	GiftCardCreatePayload                      = TermsPayload
	GiftCardCreditPayload                      = TermsPayload
	GiftCardDeactivatePayload                  = TermsPayload
	GiftCardDebitPayload                       = TermsPayload
	GiftCardDisablePayload                     = TermsPayload
	GiftCardUpdatePayload                      = TermsPayload
	PickupsSetPayload                          = TermsPayload
	PriceChangeRunPayload                      = TermsPayload
	TaxRatesSetPayload                         = TermsPayload
	TaxesIncludedSetPayload                    = TermsPayload
)

// A discount is one node, however it is asked for.
type (
	DiscountAutomaticNode = DiscountNode
	DiscountCodeNode      = DiscountNode
)

// The connections of what the shop sells on, and their edges.
type (
	DiscountNodeConnection        = Connection[*DiscountNode]
	DiscountNodeEdge              = Edge[*DiscountNode]
	DiscountRedeemCodeConnection  = Connection[DiscountRedeemCode]
	DiscountRedeemCodeEdge        = Edge[DiscountRedeemCode]
	GiftCardConnection            = Connection[*GiftCard]
	GiftCardEdge                  = Edge[*GiftCard]
	GiftCardTransactionConnection = Connection[GiftCardTransaction]
	GiftCardTransactionEdge       = Edge[GiftCardTransaction]
)
