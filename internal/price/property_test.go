package price_test

import (
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cartwright/internal/price"
)

// How many carts the laws are held over, and how many of them come from one seed.
const (
	manyCarts = 100_000
	fewCarts  = 5_000
	perSeed   = 250
)

// TestLaws holds the laws of arithmetic over generated carts.
func TestLaws(t *testing.T) {
	want := manyCarts
	if testing.Short() || raced {
		want = fewCarts
	}
	var met tally
	for met.carts < want {
		rapid.Check(t, func(t *rapid.T) {
			if met.carts >= want {
				return
			}
			seed := rapid.Uint64().Draw(t, "seed")
			lines := rapid.OneOf(rapid.IntRange(0, 8), rapid.IntRange(0, 8), rapid.IntRange(0, 40)).Draw(t, "lines")
			discounts := rapid.IntRange(0, 20).Draw(t, "discounts")
			for n := range perSeed {
				g := generator{rand.New(rand.NewPCG(seed, uint64(n)))}
				c, r := g.scene(lines, discounts)
				b := price.Quote(c, r)
				met.count(b)
				l := laws{T: t, c: c, r: r, b: b}
				l.addsUp()
				l.sharesAddUp()
				l.standsTogether()
				l.orderIsIrrelevant(g)
				l.whatDoesNotApplyChangesNothing(g)
				l.giftCardsOnlyPay(g)
			}
		})
		if t.Failed() {
			return
		}
	}
	t.Logf("%+v", met)
	if want == manyCarts {
		met.check(t)
	}
}

// tally counts what the generated carts met with, so that no law holds for want of a case.
type tally struct {
	carts, applied, stacked, orders, shipping, gifts, taxed, included, refused, paid int
}

func (m *tally) count(b price.Bill) {
	m.carts++
	m.applied += len(b.Discounts)
	for _, l := range b.Lines {
		if len(l.Shares) > 1 {
			m.stacked++
		}
	}
	for _, a := range b.Discounts {
		switch {
		case a.Kind == price.BuyGet:
			m.gifts++
		case a.Class == price.OnOrder:
			m.orders++
		case a.Class == price.OnShipping && a.Taken > 0:
			m.shipping++
		}
	}
	if b.TaxAdded > 0 {
		m.taxed++
	} else if b.Tax > 0 {
		m.included++
	}
	for _, s := range b.Codes {
		if !s.Applicable {
			m.refused++
		}
	}
	if b.GiftCardsUsed > 0 {
		m.paid++
	}
}

func (m *tally) check(t *testing.T) {
	v := reflect.ValueOf(*m)
	for i := range v.NumField() {
		if v.Field(i).Int() < manyCarts/50 {
			t.Errorf("only %d %s", v.Field(i).Int(), v.Type().Field(i).Name)
		}
	}
}

// laws are what holds for the bill of a cart.
type laws struct {
	*rapid.T
	c price.Cart
	r price.Rules
	b price.Bill
}

// broken ends the test with what the law was broken by.
func (l laws) broken(format string, args ...any) {
	l.Helper()
	l.Logf("cart %+v", l.c)
	l.Logf("rules %+v", l.r)
	l.Logf("bill %+v", l.b)
	l.Fatalf(format, args...)
}

// addsUp: lines − discounts + delivery + added tax = total, total − gift cards = due, and nothing is negative. The sums are
// made in unbounded integers.
func (l laws) addsUp() {
	b := l.b
	sum := func(amounts ...int64) *big.Int {
		total := new(big.Int)
		for _, a := range amounts {
			total.Add(total, big.NewInt(a))
		}
		return total
	}
	equal := func(what string, is int64, want *big.Int) {
		if big.NewInt(is).Cmp(want) != 0 {
			l.broken("%s is %d, want %s", what, is, want)
		}
	}
	var merchandise, subtotal, order, taxes, lineTax, taken, paid []int64
	for i, line := range b.Lines {
		in := l.c.Lines[i]
		if line.ID != in.ID {
			l.broken("line %d is %q, want %q", i, line.ID, in.ID)
		}
		equal("the line's subtotal", line.Subtotal, new(big.Int).Mul(big.NewInt(in.Unit), big.NewInt(in.Quantity)))
		merchandise = append(merchandise, line.Subtotal)
		subtotal = append(subtotal, line.Total)
		order = append(order, line.Order)
		lineTax = append(lineTax, line.Tax)
		if line.Total < 0 || line.Order < 0 || line.Order > line.Total || line.Tax < 0 {
			l.broken("line %d has a figure out of range", i)
		}
		if !in.Taxable && line.Tax != 0 {
			l.broken("line %d is not taxable", i)
		}
	}
	for _, tax := range b.Taxes {
		taxes = append(taxes, tax.Amount)
		if tax.Amount < 0 {
			l.broken("a tax is negative")
		}
	}
	for _, a := range b.Discounts {
		taken = append(taken, -a.Taken)
		if a.Taken < 0 || a.Taken == 0 && a.Class != price.OnShipping {
			l.broken("a discount takes %d", a.Taken)
		}
	}
	for _, use := range b.GiftCards {
		paid = append(paid, use.Used)
		if use.Used < 0 {
			l.broken("a gift card pays %d", use.Used)
		}
	}
	equal("merchandise", b.Merchandise, sum(merchandise...))
	equal("the subtotal", b.Subtotal, sum(subtotal...))
	equal("what is saved on the order", b.OrderSavings, sum(order...))
	equal("tax", b.Tax, sum(taxes...))
	equal("the total", b.Total, sum(append(taken, b.Merchandise, b.Delivery, b.DeliverySavings, b.TaxAdded)...))
	equal("the total", b.Total, sum(b.Subtotal, -b.OrderSavings, b.Delivery, b.TaxAdded))
	equal("what gift cards pay", b.GiftCardsUsed, sum(paid...))
	equal("what is due", b.Due, sum(b.Total, -b.GiftCardsUsed))
	if sum(lineTax...).Cmp(big.NewInt(b.Tax)) > 0 || b.Tax > 0 && l.r.TaxIncluded == (b.TaxAdded > 0) {
		l.broken("tax %d of which %d is added", b.Tax, b.TaxAdded)
	}
	if min(b.Delivery, b.DeliverySavings, b.OrderSavings, b.Tax, b.TaxAdded, b.Total, b.GiftCardsUsed, b.Due) < 0 {
		l.broken("a figure is negative")
	}
}

// sharesAddUp: what lines bear of a discount is what it took, and what it took of a line is what the line says.
func (l laws) sharesAddUp() {
	taken := make([]int64, len(l.b.Discounts))
	order := make([]int64, len(l.b.Lines))
	for i, line := range l.b.Lines {
		rest := line.Subtotal
		for _, s := range line.Shares {
			if s.Line != i || s.Amount <= 0 || l.b.Discounts[s.Discount].Class != price.OnProducts {
				l.broken("line %d has the share %+v", i, s)
			}
			rest -= s.Amount
			taken[s.Discount] += s.Amount
		}
		if rest != line.Total {
			l.broken("the shares of line %d leave %d", i, rest)
		}
	}
	for n, s := range l.b.OrderShares {
		if s.Line != n%len(l.b.Lines) || s.Amount < 0 || l.b.Discounts[s.Discount].Class != price.OnOrder {
			l.broken("share %d of the order is %+v", n, s)
		}
		order[s.Line] += s.Amount
		taken[s.Discount] += s.Amount
	}
	var orderDiscounts int
	for i, a := range l.b.Discounts {
		switch {
		case a.Class == price.OnShipping:
			taken[i] = a.Taken
		case a.Class == price.OnOrder:
			orderDiscounts++
		}
		if taken[i] != a.Taken {
			l.broken("the shares of discount %d come to %d", i, taken[i])
		}
	}
	if len(l.b.OrderShares) != orderDiscounts*len(l.b.Lines) {
		l.broken("%d shares of %d discounts on the order", len(l.b.OrderShares), orderDiscounts)
	}
	for i, line := range l.b.Lines {
		if order[i] != line.Order {
			l.broken("discounts on the order take %d of line %d", order[i], i)
		}
	}
}

// standsTogether: any two discounts that are taken, or whose codes are applicable, allow each other; they are in force;
// and those on products come before those on the order, and those before the ones on the delivery.
func (l laws) standsTogether() {
	byID := map[int64]price.Discount{}
	for _, d := range l.r.Discounts {
		byID[d.ID] = d
	}
	var together []int64
	rank := map[price.Class]int{price.OnProducts: 1, price.OnOrder: 2, price.OnShipping: 3}
	last := 0
	for _, a := range l.b.Discounts {
		together = append(together, a.DiscountID)
		if rank[a.Class] < last {
			l.broken("discount %d is taken too late", a.DiscountID)
		}
		last = rank[a.Class]
		d := byID[a.DiscountID]
		if !d.Enabled || d.StartsAt.After(l.c.Now) || d.Code != "" && !slices.Contains(l.c.Codes, a.Code) {
			l.broken("discount %d is taken and was not asked for", a.DiscountID)
		}
	}
	for _, s := range l.b.Codes {
		if s.Applicable != (s.Reason == "") || (s.DiscountID == 0) != (s.Reason == price.NotFound) {
			l.broken("code %+v", s)
		}
		if s.Applicable && !slices.Contains(together, s.DiscountID) {
			together = append(together, s.DiscountID)
		}
	}
	allows := func(d price.Discount, c price.Class) bool {
		return map[price.Class]bool{price.OnProducts: d.WithProducts, price.OnOrder: d.WithOrder, price.OnShipping: d.WithShipping}[c]
	}
	for i, a := range together {
		for _, b := range together[i+1:] {
			if x, y := byID[a], byID[b]; a == b || !allows(x, y.Class) || !allows(y, x.Class) {
				l.broken("discounts %d and %d are taken together", a, b)
			}
		}
	}
}

// orderIsIrrelevant: another order of lines, discounts, zones, pickups and taxes changes no figure.
func (l laws) orderIsIrrelevant(g generator) {
	order := g.Perm(len(l.c.Lines))
	c, r := l.c, l.r
	c.Lines = make([]price.Line, len(order))
	for to, from := range order {
		c.Lines[to] = l.c.Lines[from]
	}
	r.Discounts, r.Zones, r.Pickups, r.Taxes = mixed(g, r.Discounts), mixed(g, r.Zones), mixed(g, r.Pickups), mixed(g, r.Taxes)
	l.same("another order", rearranged(l.b, order), price.Quote(c, r))
}

// mixed is the list in another order.
func mixed[T any](g generator, list []T) []T {
	list = slices.Clone(list)
	g.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// rearranged is the bill as it is for lines in another order, of which each names the place where it was.
func rearranged(b price.Bill, order []int) price.Bill {
	lines := make([]price.LineBill, len(order))
	for to, from := range order {
		line := b.Lines[from]
		line.Shares = slices.Clone(line.Shares)
		for n := range line.Shares {
			line.Shares[n].Line = to
		}
		lines[to] = line
	}
	shares := slices.Clone(b.OrderShares)
	for n := range shares {
		to := n % len(order)
		shares[n] = b.OrderShares[n-to+order[to]]
		shares[n].Line = to
	}
	b.Lines, b.OrderShares = lines, shares
	return b
}

// whatDoesNotApplyChangesNothing: a discount that the cart may not have leaves the bill as it is.
func (l laws) whatDoesNotApplyChangesNothing(g generator) {
	d := inForce(g.discount(1000, l.c.Currency))
	d.Code, d.EndsAt = "", nil
	switch {
	case d.Kind == price.FreeShipping:
		d.Countries = []string{"XX"}
		if l.c.Destination.Country == "" {
			return
		}
	case d.Kind == price.BuyGet:
		d.Gets = variant(1000)
	case d.Class == price.OnProducts:
		d.Items = variant(1000)
	default:
		d.MinimumAmount = l.b.Merchandise + 1
	}
	r := l.r
	r.Discounts = append(slices.Clone(r.Discounts), d)
	l.same("a discount for other carts", l.b, price.Quote(l.c, r))
}

// giftCardsOnlyPay: one more gift card leaves everything but what is due.
func (l laws) giftCardsOnlyPay(g generator) {
	c := l.c
	card := price.GiftCard{ID: 1, Balance: g.amount(c.Currency)}
	c.GiftCards = append(slices.Clone(c.GiftCards), card)
	got := price.Quote(c, l.r)
	want := l.b
	use := min(card.Balance, want.Due)
	want.GiftCards = append(slices.Clone(want.GiftCards), price.GiftCardUse{ID: 1, Used: use})
	want.GiftCardsUsed += use
	want.Due -= use
	l.same("another gift card", want, got)
}

func (l laws) same(what string, want, got price.Bill) {
	l.Helper()
	if !reflect.DeepEqual(want, got) {
		l.broken("%s changes the bill (-want +got):\n%s", what, cmp.Diff(want, got))
	}
}
