package price

import (
	"testing"

	"pgregory.net/rapid"

	"cartwright/internal/fold"
)

func TestKeysAreThoseOfFold(t *testing.T) {
	text := rapid.OneOf(rapid.StringMatching(`[\x00-\x7f]{0,70}`), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		if got, want := key(s), string(fold.Key(s)); got != want {
			t.Fatalf("the key of %q is %q, want %q", s, got, want)
		}
	})
}
