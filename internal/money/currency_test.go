package money_test

import (
	"math"
	"strings"
	"testing"
	"unicode"

	"github.com/bojanz/currency"
	"pgregory.net/rapid"

	"cartwright/internal/money"
)

func TestParseCurrency(t *testing.T) {
	for _, code := range []string{"EUR", "eur", "Eur"} {
		t.Run(code+" is the euro", func(t *testing.T) {
			got, err := money.ParseCurrency(code)
			if err != nil || got != "EUR" {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	for code, want := range map[string]string{
		"":     `"" is not a currency: give a code of three letters from ISO 4217, such as EUR`,
		"EURO": `"EURO" is not a currency: give a code of three letters from ISO 4217, such as EUR`,
		"DEM":  `"DEM" is not a currency: give a code of three letters from ISO 4217, such as EUR`,
		"€":    `"€" is not a currency: give a code of three letters from ISO 4217, such as EUR`,
		"ınr":  `"ınr" is not a currency: give a code of three letters from ISO 4217, such as EUR`,
	} {
		t.Run("refuses "+code, func(t *testing.T) {
			got, err := money.ParseCurrency(code)
			if err == nil || err.Error() != want || got != "" {
				t.Errorf("got %q, %v; want the error %s", got, err, want)
			}
		})
	}
}

func TestDigits(t *testing.T) {
	for c, want := range map[money.Currency]int{"JPY": 0, "EUR": 2, "KWD": 3, "UYW": 4, "": 2, "???": 2} {
		if got := c.Digits(); got != want {
			t.Errorf("%q has %d digits, want %d", c, got, want)
		}
	}
}

func TestSymbol(t *testing.T) {
	tests := []struct {
		currency     money.Currency
		locale, want string
	}{
		{"EUR", "de", "€"},
		{"USD", "en", "$"},
		{"USD", "en-AU", "US$"},
		{"USD", "fr-FR", "$US"},
		{"USD", "", "$"},
		{"USD", "xx", "$"},
		{"KWD", "en", "KWD"},
		{"???", "en", "???"},
	}
	for _, tt := range tests {
		t.Run(string(tt.currency)+" in "+tt.locale, func(t *testing.T) {
			if got := tt.currency.Symbol(tt.locale); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFormat(t *testing.T) {
	tests := []struct {
		minor        int64
		currency     money.Currency
		locale, want string
	}{
		{123456, "USD", "en", "$1,234.56"},
		{123456, "EUR", "de", "1.234,56\u00a0€"},
		{123456, "EUR", "de-AT", "€\u00a01.234,56"},
		{123456, "EUR", "fr_FR", "1\u202f234,56\u00a0€"},
		{-100, "EUR", "en", "-€1.00"},
		{1500, "JPY", "en", "¥1,500"},
		{1500, "KWD", "en", "KWD\u00a01.500"},
		{math.MinInt64, "EUR", "en", "-€92,233,720,368,547,758.08"},
		{100, "EUR", "xx", "€1.00"},
		{100, "EUR", "_DE", "€1.00"},
		{100, "EUR", "", "€1.00"},
		{150, "???", "de", "1.5 ???"},
		{0, "", "de", "0.0"},
	}
	for _, tt := range tests {
		t.Run(tt.want+" in "+tt.locale, func(t *testing.T) {
			if got := (money.Amount{Minor: tt.minor, Currency: tt.currency}).Format(tt.locale); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMoneyFormat(t *testing.T) {
	tests := []struct {
		currency     money.Currency
		locale, want string
	}{
		{"USD", "en", "${{amount}}"},
		{"EUR", "en", "€{{amount}}"},
		{"EUR", "de", "{{amount_with_comma_separator}} €"},
		{"EUR", "nl", "€ {{amount_with_comma_separator}}"},
		{"EUR", "fr", "{{amount_with_space_separator}} €"},
		{"CHF", "fr-CH", "{{amount_with_period_and_space_separator}} CHF"},
		{"CHF", "de-CH", "CHF {{amount_with_apostrophe_separator}}"},
		{"JPY", "en", "¥{{amount_no_decimals}}"},
		{"JPY", "de", "{{amount_no_decimals_with_comma_separator}} ¥"},
		{"JPY", "fr", "{{amount_no_decimals_with_space_separator}} ¥"},
		{"JPY", "de-CH", "¥ {{amount_no_decimals}}"},
		{"INR", "hi", "₹{{amount}}"},
		{"EUR", "bn", "{{amount}}€"},
		{"USD", "ar-EG", "\u200f{{amount}} US$"},
		{"KWD", "en", "KWD {{amount}}"},
		{"EUR", "xx", "€{{amount}}"},
		{"EUR", "-DE", "€{{amount}}"},
		{"???", "de", "{{amount}} ???"},
	}
	for _, tt := range tests {
		t.Run(string(tt.currency)+" in "+tt.locale, func(t *testing.T) {
			if got := money.MoneyFormat(tt.currency, tt.locale); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestName(t *testing.T) {
	for c, want := range map[money.Currency]string{"EUR": "Euro", "USD": "United States Dollar", "???": "???", "": ""} {
		if got := c.Name("en"); got != want {
			t.Errorf("%q is named %q, want %q", c, got, want)
		}
	}
	t.Run("every currency that is accepted has a name of its own", func(t *testing.T) {
		seen := map[string]string{}
		for _, code := range currency.GetCurrencyCodes() {
			name := money.Currency(code).Name("en")
			if name == code || seen[name] != "" {
				t.Errorf("%s is named %q, as is %q", code, name, seen[name])
			}
			seen[name] = code
		}
	})
}

func TestAnyLocaleWillDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		locale := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z]{2,3}([-_][A-Za-z]{2,4}){0,2}`)).Draw(t, "locale")
		c := rapid.SampledFrom(currencies).Draw(t, "currency")
		text := money.Amount{Minor: 123456, Currency: c}.Format(locale)
		if strings.IndexFunc(text, unicode.IsDigit) < 0 {
			t.Fatalf("Format(%q) = %q", locale, text)
		}
		pattern := money.MoneyFormat(c, locale)
		if strings.Count(pattern, "{{amount") != 1 || strings.IndexFunc(pattern, unicode.IsDigit) >= 0 {
			t.Fatalf("MoneyFormat(%q, %q) = %q", c, locale, pattern)
		}
		if c.Symbol(locale) == "" {
			t.Fatalf("%s has no symbol in %q", c, locale)
		}
	})
}
