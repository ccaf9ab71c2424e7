// Package fold makes the keys that texts are sorted and matched by.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	key := []byte(Text(s))
	if len(key) > size {
		key = key[:size]
	}
	return key
}

// Text is the whole of a text as its key has it: without case, accents and blanks around it.
func Text(s string) string {
	s = strings.TrimSpace(s)
	if ascii(s) {
		return strings.ToLower(s) // what the chain would make of it, sooner
	}
	strip := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold(), norm.NFC)
	folded, _, err := transform.String(strip, s)
	if err != nil {
		return strings.ToLower(s)
	}
	return folded
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
