package price

import "time"

// Bill is what a cart costs and why. Amounts are minor units.
type Bill struct {
	Lines           []LineBill // in the order of the cart's lines
	Discounts       []Applied  // those that took something off, or would have once there is a delivery; in the order they were applied
	Codes           []CodeState
	Options         []Option // of delivery; empty: nothing ships, nothing is known of where to, or nobody delivers there
	Option          string   // handle of the one that is charged
	OrderShares     []Share  // what discounts on the order took, one a line and discount, lines in cart order
	Taxes           []TaxLine
	GiftCards       []GiftCardUse
	Merchandise     int64 // sum of lines before any discount
	Subtotal        int64 // sum of line totals: after discounts on products, before those on the order
	OrderSavings    int64 // taken by discounts on the order
	Delivery        int64 // charged: the option's price less DeliverySavings
	DeliverySavings int64
	Tax             int64 // all of it, whether included in prices or added
	TaxAdded        int64 // the part that is added to the total; 0 where prices include tax
	Total           int64 // Subtotal − OrderSavings + Delivery + TaxAdded
	GiftCardsUsed   int64
	Due             int64 // Total − GiftCardsUsed
	Estimated       bool  // where the goods go is not known to the address: delivery or tax may be added

	// Until is the next moment at which the same cart may cost something else because a discount begins or ends; nil: none.
	Until *time.Time
}

// LineBill is what one line costs.
type LineBill struct {
	ID       string
	Subtotal int64   // unit price times quantity
	Shares   []Share // what discounts on products took of this line
	Total    int64   // Subtotal less Shares
	Order    int64   // what discounts on the order took of this line
	Tax      int64
}

// Applied is a discount at work.
type Applied struct {
	DiscountID  int64
	Code        string // as entered by the buyer; "" for an automatic one
	Title       string
	Class       Class
	Kind        Kind
	BasisPoints int64 // of a percentage (free shipping: 10,000); 0: Amount is the value
	Amount      int64 // of a fixed discount, as the rule says, not what it took
	Method      Method
	Selection   Selection
	Taken       int64 // what it took off in all
}

// Method is how a discount is spread, in the dialect's words.
type Method string

// The methods of the dialect.
const (
	Across Method = "ACROSS"
	Each   Method = "EACH"
	One    Method = "ONE"
)

// Selection is what a discount chooses from, in the dialect's words.
type Selection string

// The selections of the dialect.
const (
	All      Selection = "ALL"
	Entitled Selection = "ENTITLED"
	Explicit Selection = "EXPLICIT"
)

// Share is the part of a discount that one line bears.
type Share struct {
	Discount int // index in Bill.Discounts
	Line     int // index in Bill.Lines
	Amount   int64
}

// CodeState tells what became of a code.
type CodeState struct {
	Code       string // as entered
	DiscountID int64  // 0: there is no such code
	Applicable bool
	Reason     Reason // why it is not applicable
}

// Reason says why a code is not applicable; the values are the dialect's CartWarningCode.
type Reason string

// The reasons.
const (
	NotFound           Reason = "DISCOUNT_NOT_FOUND"
	NotHonoured        Reason = "DISCOUNT_CODE_NOT_HONOURED" // a better discount that it does not combine with was taken
	Inactive           Reason = "DISCOUNT_CURRENTLY_INACTIVE"
	CustomerMissing    Reason = "DISCOUNT_ELIGIBLE_CUSTOMER_MISSING"
	CustomerIneligible Reason = "DISCOUNT_CUSTOMER_NOT_ELIGIBLE"
	CustomerUsedUp     Reason = "DISCOUNT_CUSTOMER_USAGE_LIMIT_REACHED"
	UsedUp             Reason = "DISCOUNT_USAGE_LIMIT_REACHED"
	NoEntitledLines    Reason = "DISCOUNT_NO_ENTITLED_LINE_ITEMS"
	NoEntitledDelivery Reason = "DISCOUNT_NO_ENTITLED_SHIPPING_LINES"
	AmountNotInRange   Reason = "DISCOUNT_PURCHASE_NOT_IN_RANGE"
	QuantityNotInRange Reason = "DISCOUNT_QUANTITY_NOT_IN_RANGE"
)

// Option is an offered way of delivery.
type Option struct {
	Handle      string
	Code        string
	Title       string
	Description string
	Pickup      bool
	Price       int64 // before discounts on delivery
}

// TaxLine is what one tax comes to.
type TaxLine struct {
	Title       string
	BasisPoints int64
	Amount      int64
}

// GiftCardUse is what one gift card pays.
type GiftCardUse struct {
	ID   int64
	Used int64
}
