package price

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cartwright/internal/money"
)

// Explain writes the arithmetic of the bill step by step, as plain text for people who answer buyers' questions: every
// figure, where it comes from, and why a discount was not taken. The last line adds it all up. The cart and the rules are
// those that the bill was quoted from, else there is nothing to explain; amounts are decimal texts of the cart's currency.
func (b Bill) Explain(c Cart, r Rules) string {
	if len(b.Lines) != len(c.Lines) || len(b.GiftCards) != len(c.GiftCards) {
		return "the bill is not of this cart\n"
	}
	e := explanation{bill: &b, cart: &c, rules: &r}
	e.head()
	e.explainLines()
	e.explainDiscounts()
	e.explainDelivery()
	e.explainTax()
	e.explainGiftCards()
	return e.String() + e.sum()
}

// explanation is the text at work.
type explanation struct {
	sheet
	bill  *Bill
	cart  *Cart
	rules *Rules
}

// amount writes minor units as a decimal text.
func (e *explanation) amount(minor int64) string {
	return money.Amount{Minor: minor, Currency: e.cart.Currency}.String()
}

// line adds a row with an amount.
func (e *explanation) line(minor int64, format string, args ...any) {
	e.add(e.amount(minor), fmt.Sprintf(format, args...))
}

func (e *explanation) head() {
	to := e.cart.Destination
	place := "nobody knows where yet"
	if to.Country != "" {
		place = strings.TrimSpace(to.Country + " " + to.Province)
	}
	tax := "tax comes on top of prices"
	if e.rules.TaxIncluded {
		tax = "prices include tax"
	}
	e.note("%s at %s, to %s; %s", e.cart.Currency, e.cart.Now.UTC().Format(time.DateTime+" UTC"), place, tax)
	if e.bill.Until != nil {
		e.note("the same until %s, when a discount begins or ends", e.bill.Until.UTC().Format(time.DateTime+" UTC"))
	}
	if e.bill.Estimated {
		e.note("an estimate: delivery or tax may be added once the address is known")
	}
}

func (e *explanation) explainLines() {
	e.title("Lines")
	for i, l := range e.cart.Lines {
		e.line(e.bill.Lines[i].Subtotal, "  line %s, variant %d: %d × %s", l.ID, l.VariantID, l.Quantity, e.amount(l.Unit))
	}
	e.line(e.bill.Merchandise, "merchandise")
}

// explainDiscounts chooses the discounts once more, for the bill does not tell of automatic ones that were not taken.
func (e *explanation) explainDiscounts() {
	q := newQuote(e.cart, e.rules)
	q.openBill()
	q.choose()

	e.title("Discounts")
	for _, s := range e.bill.Codes {
		if s.DiscountID == 0 {
			e.note("  code %s: %s", s.Code, s.Reason.words())
		}
	}
	for i := range q.offers {
		if o := &q.offers[i]; o.reason != "" {
			e.note("  %s: %s", e.name(o), o.reason.words())
		}
	}
	for i, o := range q.chosen {
		e.note("  %s: accepted as number %d, alone it would take %s", e.name(o), i+1, e.amount(o.value))
	}
	if len(q.offers) == 0 && len(e.bill.Codes) == 0 {
		e.note("  none")
	}

	e.taken(OnProducts, func(discount int) (shares []Share) {
		for _, l := range e.bill.Lines {
			for _, s := range l.Shares {
				if s.Discount == discount {
					shares = append(shares, s)
				}
			}
		}
		return shares
	})
	e.line(e.bill.Subtotal, "subtotal")
	e.taken(OnOrder, func(discount int) (shares []Share) {
		for _, s := range e.bill.OrderShares {
			if s.Discount == discount {
				shares = append(shares, s)
			}
		}
		return shares
	})
	e.line(-e.bill.OrderSavings, "off the order")
}

// taken lists what the discounts of a class took, line by line.
func (e *explanation) taken(class Class, shares func(discount int) []Share) {
	for i, a := range e.bill.Discounts {
		if a.Class != class {
			continue
		}
		e.line(-a.Taken, "  %s takes", a.name())
		for _, s := range shares(i) {
			e.line(-s.Amount, "    off line %s", e.bill.Lines[s.Line].ID)
		}
	}
}

func (e *explanation) explainDelivery() {
	e.title("Delivery")
	to := e.cart.Destination
	ships := slices.ContainsFunc(e.cart.Lines, func(l Line) bool { return l.Ships })
	switch {
	case !ships:
		e.note("  nothing needs delivery")
	case !e.cart.Deliver || to.Country == "":
		e.note("  the address is not known yet")
	default:
		if zone := findZone(e.rules.Zones, to); zone != nil {
			e.note("  zone %s", zone.Name)
		} else {
			e.note("  no zone serves the address")
		}
		if len(e.bill.Options) == 0 {
			e.note("  nobody delivers this there")
		}
	}
	for _, o := range e.bill.Options {
		way := "rate"
		if o.Pickup {
			way = "pickup"
		}
		charged := ""
		if o.Handle == e.bill.Option {
			charged = ", charged"
		}
		e.line(o.Price, "  %s %s (%s)%s", way, o.Handle, o.Title, charged)
	}
	for _, a := range e.bill.Discounts {
		if a.Class == OnShipping {
			e.line(-a.Taken, "  %s takes", a.name())
		}
	}
	e.line(e.bill.Delivery, "delivery")
}

func (e *explanation) explainTax() {
	e.title("Tax")
	b := e.bill
	t := ratesAt(e.rules, e.cart.Destination)
	switch {
	case e.cart.Destination.Country == "":
		e.note("  the country is not known yet")
	case len(t.rates) == 0:
		e.note("  the destination has no tax")
	}
	for i, l := range e.cart.Lines {
		line := b.Lines[i]
		rates := t.of(l.TaxClass)
		switch {
		case len(t.rates) == 0:
		case !l.Taxable:
			e.note("  line %s is not taxable", l.ID)
		case len(rates) == 0:
			e.note("  line %s: no rate for its class", l.ID)
		default:
			e.line(line.Tax, "  line %s: %s %s", l.ID, t.names(rates), e.taxed(line.Total-line.Order))
		}
	}
	if rates := t.onDelivery(); b.Option != "" && len(rates) > 0 {
		tax := b.Tax
		for _, l := range b.Lines {
			tax -= l.Tax
		}
		e.line(tax, "  delivery: %s %s", t.names(rates), e.taxed(b.Delivery))
	}
	for _, tax := range b.Taxes {
		e.line(tax.Amount, "  %s %s comes to", tax.Title, percentText(tax.BasisPoints))
	}
	e.line(b.Tax, "tax in all")
	e.line(b.TaxAdded, "tax that is added")
}

// taxed says what a tax is reckoned on.
func (e *explanation) taxed(amount int64) string {
	if e.rules.TaxIncluded {
		return "within " + e.amount(amount)
	}
	return "on " + e.amount(amount)
}

// names lists rates: "VAT 19 % and levy 1 %".
func (t *taxes) names(rates []int) string {
	names := make([]string, len(rates))
	for n, i := range rates {
		names[n] = t.rates[i].Title + " " + percentText(t.rates[i].BasisPoints)
	}
	return strings.Join(names, " and ")
}

func (e *explanation) explainGiftCards() {
	e.title("Gift cards")
	if len(e.bill.GiftCards) == 0 {
		e.note("  none")
	}
	for i, card := range e.bill.GiftCards {
		e.line(-card.Used, "  gift card %d, of a balance of %s", card.ID, e.amount(e.cart.GiftCards[i].Balance))
	}
	e.line(-e.bill.GiftCardsUsed, "paid by gift cards")
}

// sum is the last line, which adds up the five steps.
func (e *explanation) sum() string {
	b := e.bill
	return fmt.Sprintf("\nlines %s - off products %s - off the order %s + delivery %s + tax %s = total %s - gift cards %s = due %s\n",
		e.amount(b.Merchandise), e.amount(b.Merchandise-b.Subtotal), e.amount(b.OrderSavings), e.amount(b.Delivery),
		e.amount(b.TaxAdded), e.amount(b.Total), e.amount(b.GiftCardsUsed), e.amount(b.Due))
}

// name names a discount that was taken: the code that was entered, or the title of an automatic one.
func (a Applied) name() string {
	if a.Code != "" {
		return "code " + a.Code
	}
	return fmt.Sprintf("automatic %q", a.Title)
}

// name names an offer and says what it promises.
func (e *explanation) name(o *offer) string {
	name := Applied{Code: o.code, Title: o.Title}.name()
	return fmt.Sprintf("%s (%s)", name, e.promise(o.Discount))
}

// promise says in words what a discount gives.
func (e *explanation) promise(d *Discount) string {
	from := "the order"
	if d.Class == OnProducts {
		from = "the products it names"
		if d.Items.All {
			from = "all products"
		}
	}
	switch {
	case d.Kind == Percentage:
		return fmt.Sprintf("%s off %s", percentText(d.BasisPoints), from)
	case d.Kind == Fixed && d.EachUnit:
		return fmt.Sprintf("%s off each unit of %s", e.amount(d.Amount), from)
	case d.Kind == Fixed:
		return fmt.Sprintf("%s off %s", e.amount(d.Amount), from)
	case d.Kind == BuyGet:
		return fmt.Sprintf("buy %d, get %d at %s off", d.BuyQuantity, d.GetQuantity, percentText(d.BasisPoints))
	case d.MaxDelivery > 0:
		return fmt.Sprintf("free delivery up to %s", e.amount(d.MaxDelivery))
	}
	return "free delivery"
}

// percentText writes basis points as people do: "19 %", "7.5 %".
func percentText(basisPoints int64) string {
	text := money.Amount{Minor: basisPoints, Currency: "EUR"}.String() // two decimals, as basis points have
	return strings.TrimSuffix(text, ".0") + " %"
}
