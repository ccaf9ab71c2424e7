package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// maxQuery bounds a query text, in bytes.
const maxQuery = 2000

// ParseQuery reads the dialect's query text into a filter: words, "phrases", prefixes*, fields such as title: tag:
// vendor: product_type: variants.price: available_for_sale: created_at: updated_at: handle: id: sku: barcode:, comparators
// after the colon, and NOT or - before a term. Terms are joined by AND. Whatever has no meaning is read as plain words;
// only a text that is too long is a fault.
func ParseQuery(text string, currency money.Currency) (Filter, error) {
	if len(text) > maxQuery {
		return Filter{}, fault.Limitf("query", "a query has at most %d bytes, got %d", maxQuery, len(text))
	}
	var f Filter
	not := false
	for _, t := range terms(strings.ReplaceAll(text, "\x00", " ")) { // SQLite ends a pattern at a NUL
		switch t {
		case "AND":
			continue
		case "NOT":
			not = true
			continue
		}
		if rest, minus := strings.CutPrefix(t, "-"); minus && rest != "" {
			t, not = rest, true
		}
		if c, ok := condition(t, currency); ok {
			c.Not = c.Not != not
			f.Conditions = append(f.Conditions, c)
		}
		not = false
	}
	return f, nil
}

// terms cuts a text at blanks and parentheses that no quotes enclose.
func terms(text string) []string {
	var out []string
	var b strings.Builder
	quote := rune(0)
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, r := range text {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\'' && (b.Len() == 0 || strings.HasSuffix(b.String(), ":"))):
			quote = r
		case quote == 0 && (unicode.IsSpace(r) || r == '(' || r == ')'):
			flush()
		default:
			b.WriteRune(r)
		}
	}
	flush()
	return out
}

// condition reads one term. A term without meaning, such as a lone star, says nothing.
func condition(term string, currency money.Currency) (Condition, bool) {
	name, value, found := strings.Cut(term, ":")
	if found && value != "" {
		if c, ok := fieldCondition(strings.ToLower(name), value, currency); ok {
			return c, true
		}
	}
	word := strings.Trim(term, "*:")
	if word == "" {
		return Condition{}, false
	}
	return Condition{Field: FieldText, Op: Contains, Values: []any{word}}, true
}

func fieldCondition(name, value string, currency money.Currency) (Condition, bool) {
	prefix := strings.HasSuffix(value, "*")
	word := strings.TrimRight(value, "*")
	op := Equals
	if prefix {
		op = Prefix
	}
	switch name {
	case "title":
		if word == "" {
			return Condition{}, false
		}
		if !prefix {
			op = Contains
		}
		return Condition{Field: FieldTitle, Op: op, Values: []any{word}}, true
	case "vendor":
		return Condition{Field: FieldVendor, Op: op, Values: []any{word}}, true
	case "product_type":
		return Condition{Field: FieldType, Op: op, Values: []any{word}}, true
	case "tag":
		return Condition{Field: FieldTag, Op: Equals, Values: []any{word}}, true
	case "tag_not":
		return Condition{Field: FieldTag, Op: Equals, Not: true, Values: []any{word}}, true
	case "handle":
		return Condition{Field: FieldHandle, Op: Equals, Values: []any{word}}, true
	case "sku":
		return Condition{Field: FieldSKU, Op: Equals, Values: []any{word}}, true
	case "barcode":
		return Condition{Field: FieldBarcode, Op: Equals, Values: []any{word}}, true
	case "available_for_sale":
		b, err := strconv.ParseBool(value)
		return Condition{Field: FieldAvailable, Op: Equals, Values: []any{b}}, err == nil
	}
	op, rest := comparator(value)
	switch name {
	case "variants.price":
		a, err := money.Parse(rest, currency)
		return Condition{Field: FieldPrice, Op: op, Values: []any{a.Minor}}, err == nil
	case "id":
		n, err := strconv.ParseInt(rest[strings.LastIndexByte(rest, '/')+1:], 10, 64)
		return Condition{Field: FieldID, Op: op, Values: []any{n}}, err == nil
	case "created_at", "updated_at":
		t, err := parseTime(rest)
		return Condition{Field: Field(name), Op: op, Values: []any{t}}, err == nil
	}
	return Condition{}, false
}

func comparator(value string) (Op, string) {
	for _, op := range []Op{AtMost, AtLeast, Less, More} {
		if rest, ok := strings.CutPrefix(value, string(op)); ok {
			return op, rest
		}
	}
	return Equals, value
}

// parseTime reads a time of the years 1000 to 9999, which are those of MySQL's calendar.
func parseTime(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil && t.UTC().Year() >= 1000 && t.UTC().Year() <= 9999 {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time", text)
}
