package model

import "time"

// The types of orders. Orders are not placed here yet, so nothing answers with one; they are served for the documents that
// ask for a customer's orders, whose list is empty.

// Order is never made: there are no orders.
type Order struct {
	BillingAddress              *MailingAddress
	CancelReason                *OrderCancelReason
	CanceledAt                  *time.Time
	CurrencyCode                CurrencyCode
	CurrentSubtotalPrice        MoneyV2
	CurrentTotalDuties          *MoneyV2
	CurrentTotalPrice           MoneyV2
	CurrentTotalShippingPrice   MoneyV2
	CurrentTotalTax             MoneyV2
	CustomAttributes            []Attribute
	CustomerLocale              *string
	CustomerURL                 *string
	Edited                      bool
	Email                       *string
	FinancialStatus             *OrderFinancialStatus
	FulfillmentStatus           OrderFulfillmentStatus
	ID                          string
	Name                        string
	OrderNumber                 int
	OriginalTotalDuties         *MoneyV2
	OriginalTotalPrice          MoneyV2
	Phone                       *string
	ProcessedAt                 time.Time
	ShippingAddress             *MailingAddress
	ShippingDiscountAllocations []DiscountAllocation
	StatusURL                   string
	SubtotalPrice               *MoneyV2
	SubtotalPriceV2             *MoneyV2
	TotalPrice                  MoneyV2
	TotalPriceV2                MoneyV2
	TotalRefunded               MoneyV2
	TotalRefundedV2             MoneyV2
	TotalShippingPrice          MoneyV2
	TotalShippingPriceV2        MoneyV2
	TotalTax                    *MoneyV2
	TotalTaxV2                  *MoneyV2
}

// DiscountApplications are none.
func (*Order) DiscountApplications(first *int, after *string, last *int, before *string, reverse *bool) (*DiscountApplicationConnection, error) {
	return None[DiscountApplication](first, after, last, before)
}

// LineItems are none.
func (*Order) LineItems(first *int, after *string, last *int, before *string, reverse *bool) (*OrderLineItemConnection, error) {
	return None[*OrderLineItem](first, after, last, before)
}

// OrderLineItem is never made: there are no orders.
type OrderLineItem struct {
	CurrentQuantity      int
	CustomAttributes     []Attribute
	DiscountAllocations  []DiscountAllocation
	DiscountedTotalPrice MoneyV2
	OriginalTotalPrice   MoneyV2
	Quantity             int
	Title                string
	Variant              *ProductVariant
}

// Fulfillment is never made: there are no orders.
type Fulfillment struct {
	TrackingCompany *string
}

// FulfillmentLineItems are none.
func (*Fulfillment) FulfillmentLineItems(first *int, after *string, last *int, before *string, reverse *bool) (*FulfillmentLineItemConnection, error) {
	return None[*FulfillmentLineItem](first, after, last, before)
}

// FulfillmentLineItem is never made: there are no orders.
type FulfillmentLineItem struct {
	LineItem OrderLineItem
	Quantity int
}

// IsNode marks things with ids.
func (*Order) IsNode() {}

// Metafield is null.
func (*Order) Metafield(key string, namespace *string) *Metafield { return nil }

// Metafields are null, one for each identifier.
func (*Order) Metafields(identifiers []HasMetafieldsIdentifier) []*Metafield {
	return make([]*Metafield, len(identifiers))
}

// SuccessfulFulfillments are none.
func (*Order) SuccessfulFulfillments(first *int) []*Fulfillment { return []*Fulfillment{} }

// TrackingInfo is none.
func (*Fulfillment) TrackingInfo(first *int) []FulfillmentTrackingInfo {
	return []FulfillmentTrackingInfo{}
}
