package cart

import "cartwright/internal/catalog"

// Outcome is what became of a change. Cart is nil only where there is none: the reference is wrong, or it was not made.
type Outcome struct {
	Cart     *Cart
	Goods    Goods `json:"-"` // the variants of the cart's lines
	Errors   []UserError
	Warnings []Warning
}

// Goods are variants by their ids.
type Goods = map[catalog.VariantID]catalog.Goods

// UserError is a fault of the request; nothing was changed.
type UserError struct {
	Code  Code
	Field []string // path from the mutation's arguments
	Text  string
}

// Code is one of the dialect's CartErrorCode.
type Code string

// The codes this room gives.
const (
	Invalid                Code = "INVALID"
	LessThan               Code = "LESS_THAN"
	MaximumExceeded        Code = "MAXIMUM_EXCEEDED"
	MinimumNotMet          Code = "MINIMUM_NOT_MET"
	InvalidIncrement       Code = "INVALID_INCREMENT"
	InvalidLine            Code = "INVALID_MERCHANDISE_LINE"
	InvalidMetafields      Code = "INVALID_METAFIELDS"
	CartTooLarge           Code = "CART_TOO_LARGE"
	NoteTooLong            Code = "NOTE_TOO_LONG"
	SellingPlan            Code = "SELLING_PLAN_NOT_APPLICABLE"
	ParentNotFound         Code = "PARENT_LINE_NOT_FOUND"
	ParentInvalid          Code = "PARENT_LINE_INVALID_REFERENCE"
	ParentTooDeep          Code = "PARENT_LINE_NESTING_TOO_DEEP"
	InvalidAddressID       Code = "INVALID_DELIVERY_ADDRESS_ID"
	InvalidGroup           Code = "INVALID_DELIVERY_GROUP"
	InvalidOption          Code = "INVALID_DELIVERY_OPTION"
	OneSelected            Code = "ONLY_ONE_DELIVERY_ADDRESS_CAN_BE_SELECTED"
	TooManyAddresses       Code = "TOO_MANY_DELIVERY_ADDRESSES"
	UnspecifiedAddress     Code = "UNSPECIFIED_ADDRESS_ERROR"
	InvalidCompanyLocation Code = "INVALID_COMPANY_LOCATION"
)

// Warning tells what is different from what was asked for, or from before.
type Warning struct {
	Code   string `json:"code"` // one of the dialect's CartWarningCode
	Text   string `json:"text"`
	Target Target `json:"target"`
}

// Target is what a warning is about: a line, a variant that is not in the cart, or the cart.
type Target struct {
	Line    int64 `json:"line,omitempty"`
	Variant int64 `json:"variant,omitempty"`
}

// The warnings of this room; those of discount codes are price.Reason.
const (
	NotEnoughStock       = "MERCHANDISE_NOT_ENOUGH_STOCK"
	OutOfStock           = "MERCHANDISE_OUT_OF_STOCK"
	PriceChanged         = "MERCHANDISE_PRICE_CHANGED" // an addition to the dialect, which has no word for it
	DuplicateAddress     = "DUPLICATE_DELIVERY_ADDRESS"
	GiftCardsUnavailable = "PAYMENTS_GIFT_CARDS_UNAVAILABLE"
)
