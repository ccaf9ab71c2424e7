package cart

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"

	"cartwright/internal/account"
	"cartwright/internal/catalog"
	"cartwright/internal/money"
	"cartwright/internal/price"
)

// catchUp brings the cart up to what has become of its variants: those that are gone go, and those that are sold on other
// terms are priced by them, each with a notice when its price is another.
func (d *draft) catchUp() {
	d.vanish()
	for i := range d.cart.Lines {
		l := &d.cart.Lines[i]
		g := d.goods[catalog.VariantID(l.Variant)]
		now := sold(g)
		if now.Price != l.Sold.Price {
			d.notice(PriceChanged, Target{Line: l.Number}, "the price of %s was %s and is %s now", d.name(g),
				money.Amount{Minor: l.Sold.Price, Currency: d.cart.Currency}, money.Amount{Minor: now.Price, Currency: d.cart.Currency})
		}
		l.Sold = now
	}
}

// bill prices the cart.
func (d *draft) bill() error {
	if !d.bearable() {
		return nil
	}
	bill, err := d.quote()
	if err != nil {
		return err
	}
	c := d.cart
	c.Bill, c.Total, c.PricedUntil, c.Quantity = bill, bill.Total, bill.Until, 0
	for _, l := range c.Lines {
		c.Quantity += l.Quantity
	}
	return nil
}

// bearable refuses carts that come to more than can be reckoned with, or hold more text than a cart is for.
func (d *draft) bearable() bool {
	var sum uint64
	for _, l := range d.cart.Lines {
		hi, lo := bits.Mul64(uint64(l.Sold.Price), uint64(l.Quantity))
		if sum += lo; hi > 0 || lo > maxMoney || sum > maxMoney {
			d.refuse(CartTooLarge, d.linesAt(), "the cart would cost more than can be reckoned with")
			return false
		}
	}
	text, err := json.Marshal([]any{d.cart.Lines, d.cart.Attributes, d.cart.Addresses, d.cart.Note, d.cart.Preferences})
	if err != nil || len(text) > maxBytes {
		d.refuse(CartTooLarge, nil, "a cart holds at most %d bytes of text", maxBytes)
		return false
	}
	return true
}

// quote asks what the cart costs as it stands.
func (d *draft) quote() (price.Bill, error) {
	in, err := d.priced()
	if err != nil {
		return price.Bill{}, err
	}
	return price.Quote(in, d.terms.Rules), nil
}

// preview is what the cart costs as it stands, for changes that depend on it. A failure waits until the cart is priced.
func (d *draft) preview() price.Bill {
	bill, err := d.quote()
	if err != nil {
		d.after = append(d.after, func() error { return err })
	}
	return bill
}

// priced is the cart as far as its price goes.
func (d *draft) priced() (price.Cart, error) {
	c := d.cart
	member, err := d.memberships()
	if err != nil {
		return price.Cart{}, err
	}
	in := price.Cart{Currency: c.Currency, Now: d.tx.Now, Codes: c.Codes, Option: c.DeliveryOption,
		Destination: price.Destination{Country: c.Country}, Lines: make([]price.Line, len(c.Lines))}
	if in.Destination.Country == "" {
		in.Destination.Country = d.settings.Country
	}
	if a := c.Selected(); a != nil {
		in.Deliver = true
		in.Destination = price.Destination{Country: a.Address.CountryCode, Province: a.Address.ProvinceCode, Zip: a.Address.Zip}
	}
	for i, l := range c.Lines {
		in.Lines[i] = price.Line{ID: fmt.Sprintf("%012d", l.Number), VariantID: l.Variant, ProductID: l.Product,
			CollectionIDs: member[catalog.ProductID(l.Product)], Quantity: l.Quantity, Unit: l.Sold.Price,
			Taxable: l.Sold.Taxable, TaxClass: l.Sold.TaxClass, Ships: l.Sold.Ships, WeightMilligram: l.Sold.Weight}
	}
	if in.Buyer, err = d.buyer(); err != nil {
		return price.Cart{}, err
	}
	for _, g := range c.Gifts {
		in.GiftCards = append(in.GiftCards, price.GiftCard{ID: g.ID, Balance: d.terms.GiftCards[g.ID].Balance})
	}
	return in, nil
}

// buyer is who is signed in, as far as discounts care; nil for a guest.
func (d *draft) buyer() (*price.Buyer, error) {
	if d.cart.CustomerID == nil {
		return nil, nil //nolint:nilnil // a guest
	}
	out := &price.Buyer{CustomerID: *d.cart.CustomerID, Uses: d.terms.Uses}
	for i := range d.terms.Rules.Discounts {
		if len(d.terms.Rules.Discounts[i].Tags) > 0 {
			var err error
			out.Tags, err = d.people.TagsIn(d.tx, account.CustomerID(out.CustomerID))
			return out, err
		}
	}
	return out, nil
}

// memberships are the collections of the cart's products, of those that discounts ask for.
func (d *draft) memberships() (map[catalog.ProductID][]int64, error) {
	var collections []int64
	for _, r := range d.terms.Rules.Discounts {
		collections = slices.Concat(collections, r.Items.Collections, r.Buys.Collections, r.Gets.Collections)
	}
	if len(collections) == 0 {
		return nil, nil
	}
	var products []catalog.ProductID
	for _, l := range d.cart.Lines {
		products = append(products, catalog.ProductID(l.Product))
	}
	slices.Sort(products)
	slices.Sort(collections)
	return d.catalog.MembershipsIn(d.tx, slices.Compact(products), slices.Compact(collections))
}

// codeWarnings tell of each code that does not apply why it does not.
func (d *draft) codeWarnings() []Warning {
	var out []Warning
	for _, c := range d.cart.Bill.Codes {
		if !c.Applicable {
			out = append(out, Warning{Code: string(c.Reason), Text: fmt.Sprintf(reasons[c.Reason], c.Code)})
		}
	}
	return out
}

// reasons say in words why a code does not apply.
var reasons = map[price.Reason]string{
	price.NotFound:           "there is no discount code %q",
	price.NotHonoured:        "the code %q does not go together with a better discount that was taken",
	price.Inactive:           "the code %q is not in force now",
	price.CustomerMissing:    "the code %q is for certain customers; sign in to use it",
	price.CustomerIneligible: "the code %q is not for this customer",
	price.CustomerUsedUp:     "the code %q was used by this customer as often as it may be",
	price.UsedUp:             "the code %q was used as often as it may be",
	price.NoEntitledLines:    "nothing in the cart is what the code %q is for",
	price.NoEntitledDelivery: "the delivery is not one that the code %q is for",
	price.AmountNotInRange:   "the cart does not come to as much as the code %q asks for",
	price.QuantityNotInRange: "the cart does not hold as many items as the code %q asks for",
}
