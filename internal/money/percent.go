package money

import "math/bits"

// Rounding says what becomes of the part of a minor unit that a percentage leaves over.
type Rounding uint8

// The ways of rounding. All treat a negative amount as the mirror of the positive one, so that a refund takes back
// exactly what the charge had added.
const (
	HalfUp   Rounding = iota // to the nearest; a half goes away from zero, as in commerce
	HalfEven                 // to the nearest; a half goes to the even neighbour, as in statistics
	Down                     // toward zero
	Up                       // away from zero
)

// wholeBasisPoints is one hundred percent.
const wholeBasisPoints = 10_000

// Percent is amount times basisPoints, in hundredths of a percent (1900 is 19 %), rounded to a whole minor unit.
// A result beyond 64 bits, possible only above 100 %, is the nearest number that fits.
func Percent(amount int64, basisPoints int64, r Rounding) int64 {
	negative := (amount < 0) != (basisPoints < 0)
	hi, lo := bits.Mul64(magnitude(amount), magnitude(basisPoints))
	// Long division of 128 bits by a small number: the high word first, its rest carried into the low one.
	quotientHi := hi / wholeBasisPoints
	quotient, rest := bits.Div64(hi%wholeBasisPoints, lo, wholeBasisPoints)
	if roundsAway(r, quotient, rest) {
		var carry uint64
		quotient, carry = bits.Add64(quotient, 1, 0)
		quotientHi += carry
	}
	n, _ := signed(quotientHi, quotient, negative)
	return n
}

// roundsAway reports whether the magnitude quotient and rest/10000 is to be rounded up to the next unit.
func roundsAway(r Rounding, quotient, rest uint64) bool {
	const half = wholeBasisPoints / 2
	switch r {
	case Down:
		return false
	case Up:
		return rest > 0
	case HalfEven:
		return rest > half || rest == half && quotient%2 == 1
	default:
		return rest >= half
	}
}
