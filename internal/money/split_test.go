package money_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cartwright/internal/money"
)

func TestSplit(t *testing.T) {
	const top = math.MaxInt64
	tests := []struct {
		name    string
		total   int64
		weights []int64
		want    []int64
	}{
		{"the first of three gets the odd cent", 100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{"two odd cents go to the first two", 101, []int64{1, 1, 1}, []int64{34, 34, 33}},
		{"the largest loss is made good first", 10, []int64{1, 2, 4}, []int64{1, 3, 6}},
		{"a negative total mirrors the positive", -100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		{"shares follow prices", 1000, []int64{2999, 500, 0}, []int64{857, 143, 0}},
		{"a weight of zero gets nothing", 7, []int64{0, 3, 0, 3}, []int64{0, 4, 0, 3}},
		{"a weight below zero counts as zero", 7, []int64{-5, 1}, []int64{0, 7}},
		{"weights that are all zero share equally", 5, []int64{0, 0, 0}, []int64{2, 2, 1}},
		{"one weight gets all", 99, []int64{3}, []int64{99}},
		{"nothing splits into nothing", 0, []int64{1, 2}, []int64{0, 0}},
		{"fewer units than shares", 2, []int64{1, 1, 1, 1}, []int64{1, 1, 0, 0}},
		{"nobody gets nothing", 5, []int64{}, []int64{}},
		{"the highest total over the highest weights", top, []int64{top, top}, []int64{top/2 + 1, top / 2}},
		{"weights whose sum exceeds 64 bits", 10, []int64{top, top, top, top}, []int64{3, 3, 2, 2}},
		{"the lowest total goes to one", math.MinInt64, []int64{0, top}, []int64{0, math.MinInt64}},
		{"the lowest total in halves", math.MinInt64, []int64{1, 1}, []int64{math.MinInt64 / 2, math.MinInt64 / 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, money.Split(tt.total, tt.weights)); diff != "" {
				t.Errorf("shares (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSplitKeepsItsWeights(t *testing.T) {
	weights := []int64{-3, 0, 5}
	money.Split(11, weights)
	if diff := cmp.Diff([]int64{-3, 0, 5}, weights); diff != "" {
		t.Errorf("weights (-want +got):\n%s", diff)
	}
}

func TestSplitIsFairAndExact(t *testing.T) {
	weight := rapid.OneOf(rapid.Int64Range(0, 5000), rapid.Int64Min(0), rapid.Just(int64(0)), rapid.Just(int64(math.MaxInt64)))
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64().Draw(t, "total")
		weights := rapid.SliceOfN(weight, 1, 12).Draw(t, "weights")
		shares := money.Split(total, weights)

		whole, sum := new(big.Int), new(big.Int)
		for i, share := range shares {
			whole.Add(whole, big.NewInt(weights[i]))
			sum.Add(sum, big.NewInt(share))
			if share != 0 && (share < 0) != (total < 0) {
				t.Fatalf("share %d of %d has the wrong sign in %v", i, total, shares)
			}
		}
		if sum.Cmp(big.NewInt(total)) != 0 {
			t.Fatalf("%v sums to %s, want %d", shares, sum, total)
		}
		even := whole.Sign() == 0
		if even {
			whole.SetInt64(int64(len(weights)))
		}
		for i, share := range shares {
			w := weights[i]
			if even {
				w = 1
			}
			// |share - total*w/whole| < 1, multiplied by the whole to stay with integers.
			off := new(big.Int).Mul(big.NewInt(share), whole)
			off.Sub(off, new(big.Int).Mul(big.NewInt(total), big.NewInt(w)))
			if off.CmpAbs(whole) >= 0 {
				t.Fatalf("share %d in %v is a unit or more off its part of %d by %v", i, shares, total, weights)
			}
			if w == 0 && share != 0 {
				t.Fatalf("share %d in %v has no weight in %v", i, shares, weights)
			}
			// Equal weights differ by one unit at most, and the earlier is never behind.
			for j := range i {
				gap := new(big.Int).Sub(big.NewInt(shares[j]), big.NewInt(share))
				if weights[j] == weights[i] && (gap.CmpAbs(big.NewInt(1)) > 0 || gap.Sign() == -big.NewInt(total).Sign() && gap.Sign() != 0) {
					t.Fatalf("equal weights %d and %d get %d and %d of %d", j, i, shares[j], share, total)
				}
			}
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	weights := []int64{2999, 500, 1299, 4999, 12999}
	b.ReportAllocs()
	for b.Loop() {
		money.Split(1000, weights)
	}
}
