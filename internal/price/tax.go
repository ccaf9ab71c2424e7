package price

import (
	"cmp"
	"math/bits"
	"slices"

	"cartwright/internal/money"
)

// taxes are the rates of a destination, and what they come to.
type taxes struct {
	included bool
	rates    []TaxRate        // by id
	amounts  []int64          // what each rate comes to
	levied   []bool           // the rate was met, if only at nothing
	classes  map[string][]int // rates of the lines of a class
}

// ratesAt gathers the rates of a destination: its country's and its province's.
func ratesAt(r *Rules, to Destination) *taxes {
	t := &taxes{included: r.TaxIncluded, classes: map[string][]int{}}
	for _, rate := range r.Taxes {
		if to.Country != "" && rate.Country == to.Country && (rate.Province == "" || rate.Province == to.Province) {
			t.rates = append(t.rates, rate)
		}
	}
	slices.SortFunc(t.rates, func(a, b TaxRate) int { return cmp.Compare(a.ID, b.ID) })
	t.amounts, t.levied = make([]int64, len(t.rates)), make([]bool, len(t.rates))
	return t
}

// of gives the rates for lines of a class: its own if there are any, else those of the standard class.
func (t *taxes) of(class string) []int {
	found, known := t.classes[class]
	if known {
		return found
	}
	for i := range t.rates {
		if t.rates[i].Class == class {
			found = append(found, i)
		}
	}
	if len(found) == 0 && class != "" {
		found = t.of("")
	}
	t.classes[class] = found
	return found
}

// onDelivery gives the rates for deliveries.
func (t *taxes) onDelivery() []int {
	var found []int
	for i, rate := range t.rates {
		if rate.Class == "" && rate.OnDelivery {
			found = append(found, i)
		}
	}
	return found
}

// levy works out the tax on one amount and adds it to what the rates come to.
//
// On top of prices each rate is taken by itself and rounded half up. Within prices the amount without tax is found at all
// rates together, rounded half up, and the rest is shared among the rates.
func (t *taxes) levy(amount int64, rates []int) (tax int64) {
	shares := make([]int64, len(rates))
	if t.included {
		var together int64
		for n, i := range rates {
			shares[n] = max(t.rates[i].BasisPoints, 0)
			together += shares[n]
		}
		if together > 0 {
			shares = money.Split(amount-netOf(amount, together), shares)
		}
	} else {
		for n, i := range rates {
			shares[n] = percent(amount, t.rates[i].BasisPoints)
		}
	}
	for n, i := range rates {
		t.levied[i] = true
		t.amounts[i] += shares[n]
		tax += shares[n]
	}
	return tax
}

// netOf is the part of an amount that is not tax: amount / (1 + rate), rounded half up, through 128 bits.
func netOf(amount, basisPoints int64) int64 {
	divisor := uint64(wholeBasisPoints + basisPoints)
	hi, lo := bits.Mul64(uint64(amount), wholeBasisPoints)
	net, rest := bits.Div64(hi, lo, divisor)
	if rest >= divisor-rest {
		net++
	}
	return int64(net)
}

// levy taxes what the discounts have left of each taxable line, and the delivery, as soon as the country is known.
func (q *quote) levy() {
	b := &q.bill
	t := ratesAt(q.rules, q.cart.Destination)
	for _, l := range q.lines {
		if l.Taxable {
			b.Lines[l.at].Tax = t.levy(l.left, t.of(l.TaxClass))
			b.Tax += b.Lines[l.at].Tax
		}
	}
	if b.Option != "" {
		b.Tax += t.levy(b.Delivery, t.onDelivery())
	}
	for i, rate := range t.rates {
		if t.levied[i] {
			b.Taxes = append(b.Taxes, TaxLine{Title: rate.Title, BasisPoints: rate.BasisPoints, Amount: t.amounts[i]})
		}
	}
	if !t.included {
		b.TaxAdded = b.Tax
	}
}
