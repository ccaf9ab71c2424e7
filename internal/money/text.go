package money

import (
	"fmt"
	"strconv"
	"strings"
)

// maxQuote is how many bytes of a refused text an error repeats; what clients send may be long.
const maxQuote = 40

// String is the decimal text of the amount in major units, without its currency. It has at least one decimal, and no
// zeros after that: 2999 EUR is "29.99", 3000 EUR is "30.0", 500 JPY is "500.0". Clients of the storefront API know
// this form as the scalar Decimal.
func (a Amount) String() string {
	var buf [32]byte // a sign, 19 digits, a point, and zeros for a fraction
	return string(a.appendText(buf[:0]))
}

func (a Amount) appendText(b []byte) []byte {
	if a.Minor < 0 {
		b = append(b, '-')
	}
	n := magnitude(a.Minor)
	digits := a.Currency.Digits()
	unit := pow10(digits)
	b = strconv.AppendUint(b, n/unit, 10)
	b = append(b, '.')
	fraction := n % unit
	if fraction == 0 {
		return append(b, '0')
	}
	for fraction%10 == 0 {
		fraction /= 10
		digits--
	}
	for p := pow10(digits - 1); p > fraction; p /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendUint(b, fraction, 10)
}

// Parse reads an amount from decimal text: digits, then perhaps a point and more digits, all after a minus sign if it
// is negative. Decimals beyond those of the currency are allowed only as zeros, so that nothing is rounded unseen.
// A number too large wraps ErrRange; every error says what would be right.
func Parse(text string, c Currency) (Amount, error) {
	rest, negative := strings.CutPrefix(text, "-")
	whole, fraction, point := strings.Cut(rest, ".")
	if !numeral(whole) || point && !numeral(fraction) {
		return Amount{}, fmt.Errorf("%s is not an amount: write digits with a point before the decimals, such as 1234.5", quote(text))
	}
	digits := c.Digits()
	if excess := strings.TrimRight(fraction, "0"); len(excess) > digits {
		return Amount{}, tooFine(text, c, digits)
	}
	fraction = fraction[:min(len(fraction), digits)]

	var n uint64
	for _, part := range [...]string{whole, fraction} {
		for i := range len(part) {
			// Below this bound the step stays within uint64, above it the amount is beyond int64 for sure.
			if n > (1<<63)/10 {
				return Amount{}, tooLarge(text, c)
			}
			n = n*10 + uint64(part[i]-'0')
		}
	}
	for range digits - len(fraction) {
		if n > (1<<63)/10 {
			return Amount{}, tooLarge(text, c)
		}
		n *= 10
	}
	minor, ok := signed(0, n, negative)
	if !ok {
		return Amount{}, tooLarge(text, c)
	}
	return Amount{Minor: minor, Currency: c}, nil
}

func tooFine(text string, c Currency, digits int) error {
	if digits == 0 {
		return fmt.Errorf("%s is too fine for %s, which has no decimals: write a whole number", quote(text), c)
	}
	return fmt.Errorf("%s is too fine for %s: write at most %d decimals", quote(text), c, digits)
}

func tooLarge(text string, c Currency) error {
	return fmt.Errorf("%s: %w: write a number between %s and %s", quote(text), ErrRange,
		Amount{Minor: -1 << 63, Currency: c}, Amount{Minor: 1<<63 - 1, Currency: c})
}

// numeral reports whether s is one or more of the digits 0 to 9, and nothing else.
func numeral(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// quote repeats a text in an error, shortened if it is long.
func quote(s string) string {
	if len(s) > maxQuote {
		return strconv.Quote(strings.ToValidUTF8(s[:maxQuote], "") + "…")
	}
	return strconv.Quote(s)
}

func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}
