package price

import (
	"strings"
	"unicode/utf8"

	"cartwright/internal/fold"
)

// key is what codes and tags are matched by: fold.Key as text. Nearly all of them are of letters without accents, which
// need none of its tables; over a cart with many promotions that is most of the time a quote takes.
func key(s string) string {
	const plain = 64 // bytes; longer texts may be cut to the width of a key
	if len(s) <= plain && ascii(s) {
		return strings.ToLower(strings.TrimSpace(s))
	}
	return string(fold.Key(s))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
