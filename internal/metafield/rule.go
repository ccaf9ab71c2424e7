package metafield

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Rule narrows down which values of a type are good. Names are the dialect's: min and max bound numbers, and the characters
// of texts; regex is a pattern that a text holds; choices is a JSON list of the texts there are to choose from.
type Rule struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// texts and numbers are the types that rules are for.
var (
	texts   = []string{"single_line_text_field", "multi_line_text_field", "id"}
	numbers = []string{"number_integer", "number_decimal"}
)

// maxPattern is more than anybody needs, in bytes.
const maxPattern = 1000

// Check says what is wrong with a rule for values of a type; empty: nothing. Rules of a list are for each of its values.
func (r Rule) Check(kind string) string {
	kind = strings.TrimPrefix(kind, "list.")
	text, number := slices.Contains(texts, kind), slices.Contains(numbers, kind)
	switch r.Name {
	case "min", "max":
		if !text && !number {
			return fmt.Sprintf("values of the type %s have no %s", kind, r.Name)
		}
		if !isDecimal(r.Value) || text && !types["number_integer"](r.Value) {
			return fmt.Sprintf("%s is a number", r.Name)
		}
	case "regex":
		if !text {
			return fmt.Sprintf("values of the type %s have no pattern", kind)
		}
		if _, err := regexp.Compile(r.Value); err != nil || len(r.Value) > maxPattern || r.Value == "" {
			return fmt.Sprintf("a pattern is a regular expression of RE2, of at most %d bytes", maxPattern)
		}
	case "choices":
		if choices := r.choices(); !text || len(choices) == 0 {
			return "choices are a JSON list of texts, for a type of texts"
		}
	default:
		return "there is no such rule; there are min, max, regex and choices"
	}
	return ""
}

// Breaks says which rule a value breaks that fits its type; empty: none. Rules that Check refuses are obeyed by nothing.
func Breaks(kind, value string, rules []Rule) string {
	items, _ := Items(kind, value)
	kind = strings.TrimPrefix(kind, "list.")
	for _, r := range rules {
		for _, item := range items {
			if wrong := r.breaks(slices.Contains(numbers, kind), item); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

func (r Rule) breaks(number bool, value string) string {
	switch r.Name {
	case "min", "max":
		bound, ok := new(big.Rat).SetString(r.Value)
		size := new(big.Rat).SetInt64(int64(utf8.RuneCountInString(value)))
		what := "characters"
		if number {
			size, _ = new(big.Rat).SetString(value)
			what = ""
		}
		if !ok || size == nil || r.Name == "min" && size.Cmp(bound) < 0 || r.Name == "max" && size.Cmp(bound) > 0 {
			return strings.TrimSpace(fmt.Sprintf("the %s is %s %s", r.Name, r.Value, what))
		}
	case "regex":
		if pattern, err := regexp.Compile(r.Value); err != nil || !pattern.MatchString(value) {
			return fmt.Sprintf("the value does not match the pattern %.100q", r.Value)
		}
	case "choices":
		if !slices.Contains(r.choices(), value) {
			return "the value is none of the choices"
		}
	}
	return ""
}

func (r Rule) choices() (out []string) {
	if json.Unmarshal([]byte(r.Value), &out) != nil {
		return nil
	}
	return out
}
