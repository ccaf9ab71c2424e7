package money

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// ErrCurrency says that two amounts are of unlike currencies and cannot be added up.
var ErrCurrency = errors.New("the currencies differ")

// ErrRange says that a number of minor units does not fit into 64 bits.
var ErrRange = errors.New("the amount is out of range")

// Amount is a number of minor units of a currency: 2999 EUR is 29.99 euro.
// Amounts are equal when both fields are; the zero Amount is nothing, in no currency.
type Amount struct {
	Minor    int64 // may be negative
	Currency Currency
}

// Add is a + b. Errors: ErrCurrency, ErrRange.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.Currency != b.Currency {
		return Amount{}, fmt.Errorf("add %s %s to %s %s: %w", b, b.Currency, a, a.Currency, ErrCurrency)
	}
	sum := a.Minor + b.Minor
	// A sum overflows only if both signs are alike and its own is not.
	if (a.Minor < 0) == (b.Minor < 0) && (sum < 0) != (a.Minor < 0) {
		return Amount{}, fmt.Errorf("add %s to %s %s: %w", b, a, a.Currency, ErrRange)
	}
	return Amount{Minor: sum, Currency: a.Currency}, nil
}

// Sub is a - b. Errors: ErrCurrency, ErrRange.
func (a Amount) Sub(b Amount) (Amount, error) {
	if a.Currency != b.Currency {
		return Amount{}, fmt.Errorf("take %s %s from %s %s: %w", b, b.Currency, a, a.Currency, ErrCurrency)
	}
	rest := a.Minor - b.Minor
	// A difference overflows only if the signs are unlike and its own is not that of a.
	if (a.Minor < 0) != (b.Minor < 0) && (rest < 0) != (a.Minor < 0) {
		return Amount{}, fmt.Errorf("take %s from %s %s: %w", b, a, a.Currency, ErrRange)
	}
	return Amount{Minor: rest, Currency: a.Currency}, nil
}

// Mul is n times a, as for a line of n pieces. Error: ErrRange.
func (a Amount) Mul(n int64) (Amount, error) {
	hi, lo := bits.Mul64(magnitude(a.Minor), magnitude(n))
	product, ok := signed(hi, lo, (a.Minor < 0) != (n < 0))
	if !ok {
		return Amount{}, fmt.Errorf("multiply %s %s by %d: %w", a, a.Currency, n, ErrRange)
	}
	return Amount{Minor: product, Currency: a.Currency}, nil
}

// magnitude is the absolute value of n, which for the lowest int64 fits only without a sign.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// signed puts a sign to the 128-bit magnitude hi:lo, and reports whether the number fits into 64 bits.
// One that does not fit comes back as the nearest that does.
func signed(hi, lo uint64, negative bool) (n int64, ok bool) {
	if negative {
		if hi > 0 || lo > 1<<63 {
			return math.MinInt64, false
		}
		return int64(-lo), true
	}
	if hi > 0 || lo > math.MaxInt64 {
		return math.MaxInt64, false
	}
	return int64(lo), true
}
