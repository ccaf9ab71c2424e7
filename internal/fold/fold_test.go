package fold_test

import (
	"bytes"
	"strings"
	"testing"

	"cartwright/internal/fold"
)

func TestKey(t *testing.T) {
	for text, want := range map[string]string{
		"":                "",
		"  Apple ":        "apple",
		"ÄPFEL":           "apfel",
		"e\u0301cole":     "ecole", // the accent as a mark of its own
		"Straße":          "strasse",
		"ﬁne":             "fine",
		"日本":              "日本",
		"ΣΊΣΥΦΟΣ":         "σισυφοσ",
		"\u0301":          "",
		"a  b":            "a  b",
		"100 % Wolle\tXL": "100 % wolle\txl",
	} {
		if got := fold.Key(text); string(got) != want || got == nil {
			t.Errorf("the key of %q is %q, want %q", text, got, want)
		}
	}
	t.Run("a long text is cut to the width of the column", func(t *testing.T) {
		if n := len(fold.Key(strings.Repeat("語", 255))); n != 255 {
			t.Errorf("%d bytes", n)
		}
	})
}

func FuzzKey(f *testing.F) {
	f.Add("Äpfel")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, text string) {
		key := fold.Key(text)
		if key == nil || len(key) > 255 || !bytes.Equal(key, fold.Key(text)) {
			t.Errorf("the key of %q is %q", text, key)
		}
	})
}
