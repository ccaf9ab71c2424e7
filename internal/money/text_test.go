package money_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cartwright/internal/money"
)

func TestString(t *testing.T) {
	tests := []struct {
		amount money.Amount
		want   string
	}{
		{money.Amount{Minor: 2999, Currency: "EUR"}, "29.99"},
		{money.Amount{Minor: 3000, Currency: "EUR"}, "30.0"},
		{money.Amount{Minor: 2990, Currency: "EUR"}, "29.9"},
		{money.Amount{Minor: 2909, Currency: "EUR"}, "29.09"},
		{money.Amount{Minor: 0, Currency: "EUR"}, "0.0"},
		{money.Amount{Minor: 1, Currency: "EUR"}, "0.01"},
		{money.Amount{Minor: -1, Currency: "EUR"}, "-0.01"},
		{money.Amount{Minor: -100, Currency: "EUR"}, "-1.0"},
		{money.Amount{Minor: 500, Currency: "JPY"}, "500.0"},
		{money.Amount{Minor: 1500, Currency: "KWD"}, "1.5"},
		{money.Amount{Minor: 1234, Currency: "KWD"}, "1.234"},
		{money.Amount{Minor: 1004, Currency: "KWD"}, "1.004"},
		{money.Amount{Minor: 10040, Currency: "UYW"}, "1.004"},
		{money.Amount{Minor: math.MaxInt64, Currency: "EUR"}, "92233720368547758.07"},
		{money.Amount{Minor: math.MinInt64, Currency: "EUR"}, "-92233720368547758.08"},
		{money.Amount{Minor: math.MinInt64, Currency: "JPY"}, "-9223372036854775808.0"},
		{money.Amount{}, "0.0"},
	}
	for _, tt := range tests {
		t.Run(tt.want+" "+string(tt.amount.Currency), func(t *testing.T) {
			if got := tt.amount.String(); got != tt.want {
				t.Errorf("String() = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParse(t *testing.T) {
	tests := []struct {
		text     string
		currency money.Currency
		want     int64
	}{
		{"29.99", "EUR", 2999},
		{"30", "EUR", 3000},
		{"30.0", "EUR", 3000},
		{"1234.500", "EUR", 123450},
		{"1234.500", "KWD", 1234500},
		{"-0.01", "EUR", -1},
		{"-0", "EUR", 0},
		{"007.5", "EUR", 750},
		{"500.000", "JPY", 500},
		{"92233720368547758.07", "EUR", math.MaxInt64},
		{"-92233720368547758.08", "EUR", math.MinInt64},
		{"-9223372036854775808", "JPY", math.MinInt64},
	}
	for _, tt := range tests {
		t.Run(tt.text+" "+string(tt.currency), func(t *testing.T) {
			got, err := money.Parse(tt.text, tt.currency)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(money.Amount{Minor: tt.want, Currency: tt.currency}, got); diff != "" {
				t.Errorf("amount (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	const notAnAmount = " is not an amount: write digits with a point before the decimals, such as 1234.5"
	const rangeEUR = ": the amount is out of range: write a number between -92233720368547758.08 and 92233720368547758.07"
	tests := []struct {
		name, text string
		currency   money.Currency
		want       string
		outOfRange bool
	}{
		{"nothing", "", "EUR", `""` + notAnAmount, false},
		{"a lone minus", "-", "EUR", `"-"` + notAnAmount, false},
		{"a lone point", ".", "EUR", `"."` + notAnAmount, false},
		{"no digit before the point", ".5", "EUR", `".5"` + notAnAmount, false},
		{"no digit after the point", "5.", "EUR", `"5."` + notAnAmount, false},
		{"two points", "1.2.3", "EUR", `"1.2.3"` + notAnAmount, false},
		{"a plus", "+1", "EUR", `"+1"` + notAnAmount, false},
		{"two minuses", "--1", "EUR", `"--1"` + notAnAmount, false},
		{"a minus at the end", "1-", "EUR", `"1-"` + notAnAmount, false},
		{"an exponent", "1e3", "EUR", `"1e3"` + notAnAmount, false},
		{"a thousands separator", "1,234.50", "EUR", `"1,234.50"` + notAnAmount, false},
		{"a comma for the point", "29,99", "EUR", `"29,99"` + notAnAmount, false},
		{"space around it", " 1", "EUR", `" 1"` + notAnAmount, false},
		{"digits of another script", "١", "EUR", `"١"` + notAnAmount, false},
		{"not a number", "NaN", "EUR", `"NaN"` + notAnAmount, false},
		{"a hexadecimal number", "0x10", "EUR", `"0x10"` + notAnAmount, false},
		{"a long text, which is shortened", strings.Repeat("x", 100), "EUR",
			`"` + strings.Repeat("x", 40) + `…"` + notAnAmount, false},
		{"a third decimal of a euro", "1.001", "EUR", `"1.001" is too fine for EUR: write at most 2 decimals`, false},
		{"a fourth decimal of a dinar", "1.0001", "KWD", `"1.0001" is too fine for KWD: write at most 3 decimals`, false},
		{"a decimal of a yen", "1.5", "JPY", `"1.5" is too fine for JPY, which has no decimals: write a whole number`, false},
		{"one cent too many", "92233720368547758.08", "EUR", `"92233720368547758.08"` + rangeEUR, true},
		{"one cent too few", "-92233720368547758.09", "EUR", `"-92233720368547758.09"` + rangeEUR, true},
		{"a number that wraps when scaled", "922337203685477581", "EUR", `"922337203685477581"` + rangeEUR, true},
		{"twenty nines", strings.Repeat("9", 20), "EUR", `"99999999999999999999"` + rangeEUR, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := money.Parse(tt.text, tt.currency)
			if err == nil {
				t.Fatalf("Parse(%q) = %v, want an error", tt.text, got)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if errors.Is(err, money.ErrRange) != tt.outOfRange {
				t.Errorf("errors.Is(err, ErrRange) = %v, want %v", !tt.outOfRange, tt.outOfRange)
			}
		})
	}
}

// currencies of every number of decimals that there is.
var currencies = []money.Currency{"JPY", "EUR", "KWD", "UYW"}

func TestTextComesBackAsTheAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := money.Amount{
			Minor:    rapid.Int64().Draw(t, "minor"),
			Currency: rapid.SampledFrom(currencies).Draw(t, "currency"),
		}
		got, err := money.Parse(want.String(), want.Currency)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("amount (-want +got):\n%s", diff)
		}
	})
}

// FuzzParse holds Parse to three laws: what it accepts it can write and read again; the text it accepts is plain; and
// what it refuses it refuses with a sentence.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"29.99", "-0.01", "1234.500", "1e3", "", "-", ".", "92233720368547758.08", "٣", "1\x00"} {
		for i := range currencies {
			f.Add(text, i)
		}
	}
	f.Fuzz(func(t *testing.T, text string, i int) {
		c := currencies[uint(i)%uint(len(currencies))]
		a, err := money.Parse(text, c)
		if err != nil {
			if a != (money.Amount{}) || !strings.Contains(err.Error(), ": write ") {
				t.Fatalf("Parse(%q) = %v, %v", text, a, err)
			}
			return
		}
		if strings.Trim(text, "-.0123456789") != "" {
			t.Fatalf("Parse(%q) accepts what is no number", text)
		}
		if again, err := money.Parse(a.String(), c); err != nil || again != a {
			t.Fatalf("Parse(%q) = %v, and its text comes back as %v, %v", text, a, again, err)
		}
	})
}

// kept makes the text outlive the call, as it does in an answer.
var kept string

func BenchmarkString(b *testing.B) {
	a := money.Amount{Minor: 129999, Currency: "EUR"}
	b.ReportAllocs()
	for b.Loop() {
		kept = a.String()
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := money.Parse("1299.99", "EUR"); err != nil {
			b.Fatal(err)
		}
	}
}
