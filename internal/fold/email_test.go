package fold_test

import (
	"testing"

	"cartwright/internal/fold"
)

func TestEmail(t *testing.T) {
	for text, want := range map[string]string{
		"jo@example.com":          "jo@example.com",
		" JO@Example.COM ":        "jo@example.com",
		"bu\u0308cher@Bücher.de":  "bücher@xn--bcher-kva.de",
		"jo+tag@example.com":      "jo+tag@example.com",
		"no address":              "",
		"Jo <jo@example.com>":     "",
		"jo@exa mple.com":         "",
		"jo@":                     "",
		"":                        "",
		"jo\u200b@example.com":    "",
		"jo@example.com\nbcc: x@": "",
	} {
		_, key, ok := fold.Email(text)
		if ok != (want != "") || ok && string(key) != want {
			t.Errorf("%q has the key %q, %v; want %q", text, key, ok, want)
		}
		if again := fold.EmailKey(string(key)); string(again) != string(key) {
			t.Errorf("the key of %q has the key %q", key, again)
		}
	}
}
