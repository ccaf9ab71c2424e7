package money

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"
)

// Split divides total among the weights so that the shares sum to it exactly, by the method of the largest remainder
// (Hamilton): each gets its share rounded toward zero, and the units left over go, one each, to those who lost most by
// that. Of equal losers the earlier one is served first, so the same question always has the same answer.
//
// Shares are minor units and have the sign of total. A weight below zero counts as zero. If all weights are zero the
// split is equal. Without weights there is nobody to give to, and the answer is empty.
func Split(total int64, weights []int64) []int64 {
	shares := make([]int64, len(weights))
	if len(weights) == 0 || total == 0 {
		return shares
	}
	amount := magnitude(total)
	hi, sum := sumWeights(weights)
	weight := func(i int) uint64 { return uint64(max(weights[i], 0)) }
	if hi == 0 && sum == 0 {
		sum = uint64(len(weights))
		weight = func(int) uint64 { return 1 }
	}

	losses := make([]loss, len(weights))
	left := amount
	for i := range weights {
		var share uint64
		if hi == 0 {
			// The quotient fits into 64 bits because no weight is above the sum.
			h, l := bits.Mul64(amount, weight(i))
			share, losses[i].lo = bits.Div64(h, l, sum)
		} else {
			share, losses[i] = divideWide(amount, weight(i), hi, sum)
		}
		losses[i].index = i
		shares[i] = int64(share) // a share of 1<<63 wraps to the lowest int64, whose negation below is itself
		left -= share
	}
	// Fewer units are left than there are shares with a loss, so a weight of zero never gets one.
	if left > 0 {
		slices.SortFunc(losses, loss.compare)
		for _, l := range losses[:left] {
			shares[l.index]++
		}
	}
	if total < 0 {
		for i := range shares {
			shares[i] = -shares[i]
		}
	}
	return shares
}

// loss is what a share lost by rounding, in parts of the sum of weights: a 128-bit number, and the index of the share.
type loss struct {
	hi, lo uint64
	index  int
}

// compare puts the largest loss first, and of equal losses the earlier.
func (l loss) compare(m loss) int {
	return cmp.Or(cmp.Compare(m.hi, l.hi), cmp.Compare(m.lo, l.lo), cmp.Compare(l.index, m.index))
}

// sumWeights adds up the positive weights in 128 bits.
func sumWeights(weights []int64) (hi, lo uint64) {
	for _, w := range weights {
		var carry uint64
		lo, carry = bits.Add64(lo, uint64(max(w, 0)), 0)
		hi += carry
	}
	return hi, lo
}

// divideWide is amount*weight divided by a sum beyond 64 bits. Prices do not get there; weights from outside might.
func divideWide(amount, weight, hi, lo uint64) (share uint64, rest loss) {
	sum := new(big.Int).SetUint64(hi)
	sum.Lsh(sum, 64).Or(sum, new(big.Int).SetUint64(lo))
	product := new(big.Int).SetUint64(amount)
	product.Mul(product, new(big.Int).SetUint64(weight))
	quotient, remainder := product.QuoRem(product, sum, new(big.Int))
	rest.lo = new(big.Int).And(remainder, new(big.Int).SetUint64(1<<64-1)).Uint64()
	rest.hi = new(big.Int).Rsh(remainder, 64).Uint64()
	return quotient.Uint64(), rest
}
