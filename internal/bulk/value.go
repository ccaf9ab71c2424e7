package bulk

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json"

	"cartwright/internal/catalog"
	"cartwright/internal/fold"
	"cartwright/internal/money"
)

// The bounds of single values, those of the catalogue.
const (
	maxText     = 255 // characters of titles, names, codes
	maxAlt      = 512
	maxAddress  = 2048
	maxPrice    = 100_000_000_000_000 // minor units
	maxQuantity = 1_000_000_000
	maxGrams    = 1_000_000_000
)

// parseBool reads a truth value as spreadsheets and people write it.
func parseBool(s string) (value, ok bool) {
	switch strings.ToLower(s) {
	case "true", "yes", "y", "1", "t":
		return true, true
	case "false", "no", "n", "0", "f":
		return false, true
	}
	return false, false
}

// parsePrice reads an amount of minor units. The text says what is wrong, and what would be right as far as that shows.
func parsePrice(s string, c money.Currency) (int64, string) {
	a, err := money.Parse(s, c)
	switch {
	case err == nil && (a.Minor < 0 || a.Minor > maxPrice):
		return 0, fmt.Sprintf("%s is out of range: a price is between 0 and %s", quote(s), money.Amount{Minor: maxPrice, Currency: c})
	case err == nil:
		return a.Minor, ""
	}
	if strings.Trim(s, "-.0123456789") == "" {
		return 0, err.Error() // written as it should be, but for the number of decimals or the size
	}
	if plain := plainNumber(s, c.Digits()); plain != "" {
		if _, err := money.Parse(plain, c); err == nil {
			return 0, fmt.Sprintf("%s is not a price: write digits with a point before the decimals and nothing else, such as %s", quote(s), plain)
		}
	}
	return 0, err.Error()
}

// plainNumber guesses the number in "$1,234.50", "1.234,50 €" or "1 234": the last point or comma is the decimal one if
// no more digits follow than the currency has. Empty when there is no guess.
func plainNumber(s string, decimals int) string {
	s = strings.TrimFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	point := -1
	if at := strings.LastIndexAny(s, ".,"); at >= 0 && len(s)-at-1 <= decimals && len(s)-at-1 > 0 {
		point = at
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case i == point:
			b.WriteByte('.')
		case strings.ContainsRune(".,'’", r) || unicode.IsSpace(r):
		default:
			return ""
		}
	}
	return b.String()
}

// parseMilli reads a decimal number that is not negative as thousandths, rounded half up; spreadsheets write converted
// weights with many decimals. It takes numbers up to limit.
func parseMilli(s string, limit int64) (int64, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n < 0 || n > limit || whole[0] == '+' || whole[0] == '-' || strings.Trim(fraction, "0123456789") != "" {
		return 0, false
	}
	digits := (fraction + "0000")[:4]
	f, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0, false
	}
	return n*1000 + (f+5)/10, true
}

// parseCount reads a whole number; "5.0", as some spreadsheets write it, is one.
func parseCount(s string) (int64, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || strings.Trim(fraction, "0") != "" || n > maxQuantity || n < -maxQuantity {
		return 0, false
	}
	return n, true
}

// weightUnits are the units that a weight can be shown in.
var weightUnits = map[string]catalog.WeightUnit{
	"g": catalog.Grams, "kg": catalog.Kilograms, "oz": catalog.Ounces, "lb": catalog.Pounds,
}

// measureUnit is the dialect's name of a unit of measure, or empty.
func measureUnit(s string) string {
	unit := strings.ToUpper(strings.ReplaceAll(strings.NewReplacer("²", "2", "³", "3", "_", "").Replace(s), " ", ""))
	if unit == "ITEMS" {
		unit = "ITEM"
	}
	if catalog.MeasuredType(unit) == "UNKNOWN" {
		return ""
	}
	return unit
}

// parseTags reads a list parted by commas. A tag that differs from an earlier one only in case is the earlier one. It
// stops one beyond the number of tags that a product may have.
func parseTags(s string) []string {
	tags := []string{}
	if strings.HasPrefix(s, "[") && json.Unmarshal([]byte(s), &tags) == nil {
		return tags // as our own export writes tags that hold commas
	}
	tags = tags[:0]
	seen := map[string]bool{}
	for tag := range strings.SplitSeq(s, ",") {
		tag = strings.TrimSpace(tag)
		if key := strings.ToLower(tag); tag != "" && !seen[key] {
			seen[key] = true
			tags = append(tags, tag)
		}
		if len(tags) > catalog.MaxTags {
			break
		}
	}
	return tags
}

// checkHandle says what is wrong with a handle, with one that would be right; empty when it is fine.
func checkHandle(handle string) string {
	if utf8.RuneCountInString(handle) > maxText {
		return fmt.Sprintf("a handle has at most %d characters, this one has %d", maxText, utf8.RuneCountInString(handle))
	}
	for _, r := range handle {
		if r == '-' || r == '_' || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.IsLetter(r) && !unicode.IsUpper(r) {
			continue
		}
		text := fmt.Sprintf("%s is no handle: use lower case letters, digits and hyphens", quote(handle))
		if s := fold.Handle(handle); s != "" {
			text += ", such as " + s
		}
		return text
	}
	return ""
}

// quote repeats a value of the file in a line, shortened if it is long.
func quote(s string) string {
	const most = 60
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}
