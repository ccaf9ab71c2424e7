package money

import (
	"fmt"
	"strings"

	"github.com/bojanz/currency"
)

// Currency is the alphabetic code of a currency in ISO 4217, in capitals: "EUR".
type Currency string

// fallbackDigits stands in for the decimals of a code that ISO 4217 does not know; most currencies have two.
const fallbackDigits = 2

// ParseCurrency reads the code of a currency in circulation, in small letters or capitals.
func ParseCurrency(code string) (Currency, error) {
	if len(code) == 3 {
		if c := strings.ToUpper(code); currency.IsValid(c) {
			return Currency(c), nil
		}
	}
	return "", fmt.Errorf("%s is not a currency: give a code of three letters from ISO 4217, such as EUR", quote(code))
}

// Digits is the number of decimals that the currency is counted in: 0 for JPY, 2 for EUR, 3 for KWD.
// A code that is not in ISO 4217 has 2.
func (c Currency) Digits() int {
	if d, ok := currency.GetDigits(string(c)); ok {
		return int(d)
	}
	return fallbackDigits
}

// Symbol is the sign of the currency as people of the locale write it: "$" for USD in "en", "US$" in "en-AU".
// A currency without a sign is written by its code.
func (c Currency) Symbol(locale string) string {
	if s, ok := currency.GetSymbol(string(c), findLocale(locale)); ok {
		return s
	}
	return string(c)
}
