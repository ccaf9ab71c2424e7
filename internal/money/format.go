package money

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bojanz/currency"
)

// Format writes the amount for people of a locale ("de", "fr-CA"): sign, separators, and the place of the currency sign
// are those of the Unicode locale data. An unknown locale is read as English.
func (a Amount) Format(locale string) string {
	amount, err := currency.NewAmountFromInt64(a.Minor, string(a.Currency))
	if err != nil { // the code is in no table: nothing is known but the number
		return strings.TrimSpace(a.String() + " " + string(a.Currency))
	}
	return currency.NewFormatter(findLocale(locale)).Format(amount)
}

// findLocale reads a locale. A text without a language has no place in the tree of locales, and a formatter for it
// writes nothing at all; it stands for English, as every unknown language does.
func findLocale(locale string) currency.Locale {
	if l := currency.NewLocale(locale); l.Language != "" {
		return l
	}
	return currency.NewLocale("en")
}

// MoneyFormat is the pattern for prices of a shop, as clients know it from the shop's moneyFormat: the currency sign
// beside a placeholder in double braces, whose name says how the number is to be grouped. Examples are
// "${{amount}}", "{{amount_with_comma_separator}} €" and "¥{{amount_no_decimals}}".
//
// The pattern is read off an amount formatted for the locale. Some combinations have no placeholder of their own, such
// as an apostrophe between thousands without decimals; the nearest one stands in.
func MoneyFormat(c Currency, locale string) string {
	sample := Amount{Minor: 1_234_567 * int64(pow10(c.Digits())), Currency: c}.Format(locale)
	first := strings.IndexFunc(sample, unicode.IsDigit)
	last := strings.LastIndexFunc(sample, unicode.IsDigit)
	_, size := utf8.DecodeRuneInString(sample[last:]) // digits of other scripts are longer than one byte
	end := last + size
	// Clients put the pattern into HTML of their own; a plain space serves them better than a non-breaking one.
	pattern := sample[:first] + "{{" + placeholder(sample[first:end], c.Digits() > 0) + "}}" + sample[end:]
	return strings.ReplaceAll(strings.ReplaceAll(pattern, "\u00a0", " "), "\u202f", " ")
}

// placeholder names the way in which a number of seven digits and perhaps some decimals is written.
func placeholder(number string, decimals bool) string {
	group, point := rune(0), '.'
	for _, r := range number {
		if unicode.IsDigit(r) {
			continue
		}
		if group == 0 {
			group = r
		}
		point = r
	}
	spaced := unicode.IsSpace(group)
	switch {
	case !decimals && spaced:
		return "amount_no_decimals_with_space_separator"
	case !decimals && group == '.':
		return "amount_no_decimals_with_comma_separator"
	case !decimals:
		return "amount_no_decimals"
	case spaced && point == '.':
		return "amount_with_period_and_space_separator"
	case spaced:
		return "amount_with_space_separator"
	case group == '\'' || group == '’':
		return "amount_with_apostrophe_separator"
	case point == ',':
		return "amount_with_comma_separator"
	default:
		return "amount"
	}
}
