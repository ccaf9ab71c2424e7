package money_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"cartwright/internal/money"
)

func TestPercent(t *testing.T) {
	tests := []struct {
		amount, basisPoints                  int64
		halfUp, halfEven, roundDown, roundUp int64
	}{
		{10000, 1900, 1900, 1900, 1900, 1900}, // comes out even
		{50, 100, 1, 0, 0, 1},                 // half a cent, next to an even number
		{150, 100, 2, 2, 1, 2},                // half a cent, next to an odd number
		{49, 100, 0, 0, 0, 1},
		{51, 100, 1, 1, 0, 1},
		{-50, 100, -1, 0, 0, -1}, // the mirror of 50
		{50, -100, -1, 0, 0, -1},
		{-50, -100, 1, 0, 0, 1},
		{0, 1900, 0, 0, 0, 0},
		{2999, 0, 0, 0, 0, 0},
		{math.MaxInt64, 10000, math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{math.MinInt64, 10000, math.MinInt64, math.MinInt64, math.MinInt64, math.MinInt64},
		{math.MaxInt64, 20000, math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64}, // the nearest that fits
		{math.MinInt64, math.MaxInt64, math.MinInt64, math.MinInt64, math.MinInt64, math.MinInt64},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%d basis points of %d", tt.basisPoints, tt.amount), func(t *testing.T) {
			for r, want := range map[money.Rounding]int64{
				money.HalfUp: tt.halfUp, money.HalfEven: tt.halfEven, money.Down: tt.roundDown, money.Up: tt.roundUp,
			} {
				if got := money.Percent(tt.amount, tt.basisPoints, r); got != want {
					t.Errorf("rounding %d: got %d, want %d", r, got, want)
				}
			}
		})
	}
}

func TestPercentAgreesWithUnboundedIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64().Draw(t, "amount")
		points := rapid.OneOf(rapid.Int64Range(-20000, 20000), rapid.Int64()).Draw(t, "basis points")
		r := rapid.SampledFrom([]money.Rounding{money.HalfUp, money.HalfEven, money.Down, money.Up}).Draw(t, "rounding")
		want := exactPercent(amount, points, r)
		if !want.IsInt64() {
			want.SetInt64(math.MaxInt64)
			if (amount < 0) != (points < 0) {
				want.SetInt64(math.MinInt64)
			}
		}
		if got := money.Percent(amount, points, r); got != want.Int64() {
			t.Fatalf("Percent(%d, %d, %d) = %d, want %s", amount, points, r, got, want)
		}
	})
}

// exactPercent rounds by comparing twice the remainder with the whole, another way than the code does.
func exactPercent(amount, points int64, r money.Rounding) *big.Int {
	whole := big.NewInt(10000)
	product := new(big.Int).Mul(big.NewInt(amount), big.NewInt(points))
	sign := big.NewInt(int64(product.Sign()))
	q, rest := new(big.Int).QuoRem(product, whole, new(big.Int))
	half := rest.Lsh(rest, 1).CmpAbs(whole)
	away := false
	switch r {
	case money.HalfUp:
		away = half >= 0
	case money.HalfEven:
		away = half > 0 || half == 0 && q.Bit(0) == 1
	case money.Up:
		away = rest.Sign() != 0
	}
	if away {
		q.Add(q, sign)
	}
	return q
}

func BenchmarkPercent(b *testing.B) {
	for b.Loop() {
		money.Percent(129999, 1900, money.HalfUp)
	}
}
