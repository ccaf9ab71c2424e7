package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// longest is the width of the handle columns, in characters.
const longest = 255

// Handle makes a handle of a text, for addresses: lower case, without accents, everything else a hyphen. A text without
// letters and digits has none.
func Handle(s string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		plain = s
	}
	words := strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.IsUpper(r)
	})
	handle := []rune(strings.Join(words, "-"))
	return strings.Trim(string(handle[:min(len(handle), longest)]), "-")
}
