// Package fold makes the keys that texts are sorted and matched by.
package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// size is the width of the *_key columns, in bytes.
const size = 255

// Key makes the key that a text is sorted by: without case and accents, cut to the width of the column. The bytes of
// two keys compare alike in every database, which their collations do not.
func Key(s string) []byte {
	strip := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold(), norm.NFC)
	folded, _, err := transform.String(strip, strings.TrimSpace(s))
	if err != nil {
		folded = strings.ToLower(s)
	}
	key := []byte(folded)
	if len(key) > size {
		key = key[:size]
	}
	return key
}
