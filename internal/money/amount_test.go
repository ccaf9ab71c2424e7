package money_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"cartwright/internal/money"
)

func eur(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }

func TestArithmetic(t *testing.T) {
	usd := money.Amount{Minor: 1, Currency: "USD"}
	add, sub := money.Amount.Add, money.Amount.Sub
	mul := func(a, b money.Amount) (money.Amount, error) { return a.Mul(b.Minor) }
	tests := []struct {
		name    string
		act     func(a, b money.Amount) (money.Amount, error)
		a, b    money.Amount
		want    money.Amount
		wantErr error
	}{
		{"amounts add up", add, eur(2999), eur(1), eur(3000), nil},
		{"a negative amount takes away", add, eur(5), eur(-7), eur(-2), nil},
		{"the highest amount takes nothing more", add, eur(math.MaxInt64), eur(1), money.Amount{}, money.ErrRange},
		{"the lowest amount goes no lower", add, eur(math.MinInt64), eur(-1), money.Amount{}, money.ErrRange},
		{"euro and dollars do not add up", add, eur(1), usd, money.Amount{}, money.ErrCurrency},
		{"an amount is taken from another", sub, eur(5), eur(7), eur(-2), nil},
		{"the lowest amount less itself is nothing", sub, eur(math.MinInt64), eur(math.MinInt64), eur(0), nil},
		{"nothing less the lowest amount is too much", sub, eur(0), eur(math.MinInt64), money.Amount{}, money.ErrRange},
		{"dollars are not taken from euro", sub, eur(1), usd, money.Amount{}, money.ErrCurrency},
		{"a price is multiplied by a quantity", mul, eur(2999), eur(3), eur(8997), nil},
		{"no pieces cost nothing", mul, eur(2999), eur(0), eur(0), nil},
		{"the lowest amount once is itself", mul, eur(math.MinInt64), eur(1), eur(math.MinInt64), nil},
		{"the lowest amount has no opposite", mul, eur(math.MinInt64), eur(-1), money.Amount{}, money.ErrRange},
		{"a product beyond 64 bits is refused", mul, eur(math.MaxInt64), eur(math.MaxInt64), money.Amount{}, money.ErrRange},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.act(tt.a, tt.b)
			if got != tt.want || !errors.Is(err, tt.wantErr) {
				t.Errorf("got %v, %v; want %v, %v", got, err, tt.want, tt.wantErr)
			}
		})
	}
}

func TestErrorsNameWhatWasTried(t *testing.T) {
	_, currencies := eur(2999).Add(money.Amount{Minor: 500, Currency: "JPY"})
	_, less := eur(2999).Sub(money.Amount{Minor: 500, Currency: "JPY"})
	_, sum := eur(math.MaxInt64).Add(eur(1))
	_, rest := eur(math.MinInt64).Sub(eur(1))
	_, product := eur(math.MaxInt64).Mul(2)
	for _, tt := range []struct {
		err  error
		want string
	}{
		{currencies, "add 500.0 JPY to 29.99 EUR: the currencies differ"},
		{less, "take 500.0 JPY from 29.99 EUR: the currencies differ"},
		{sum, "add 0.01 to 92233720368547758.07 EUR: the amount is out of range"},
		{rest, "take 0.01 from -92233720368547758.08 EUR: the amount is out of range"},
		{product, "multiply 92233720368547758.07 EUR by 2: the amount is out of range"},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("error %q, want %q", got, tt.want)
		}
	}
}

func TestArithmeticAgreesWithUnboundedIntegers(t *testing.T) {
	acts := map[string]struct {
		ours  func(a money.Amount, n int64) (money.Amount, error)
		exact func(z, x, y *big.Int) *big.Int
	}{
		"add": {func(a money.Amount, n int64) (money.Amount, error) { return a.Add(eur(n)) }, (*big.Int).Add},
		"sub": {func(a money.Amount, n int64) (money.Amount, error) { return a.Sub(eur(n)) }, (*big.Int).Sub},
		"mul": {money.Amount.Mul, (*big.Int).Mul},
	}
	for name, act := range acts {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				a, n := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "n")
				want := act.exact(new(big.Int), big.NewInt(a), big.NewInt(n))
				got, err := act.ours(eur(a), n)
				if !want.IsInt64() {
					if !errors.Is(err, money.ErrRange) {
						t.Fatalf("got %v, %v; want ErrRange, for it is %s", got, err, want)
					}
					return
				}
				if err != nil || got != eur(want.Int64()) {
					t.Fatalf("got %d, %v; want %s", got.Minor, err, want)
				}
			})
		})
	}
}
