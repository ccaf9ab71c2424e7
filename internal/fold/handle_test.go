package fold_test

import (
	"strings"
	"testing"

	"cartwright/internal/fold"
)

func TestHandle(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "  ": "", "…": "", "About us": "about-us", "Äpfel & Birnen!": "apfel-birnen", "Straße 7": "straße-7", "日本": "日本",
		"--a__b--": "a-b", strings.Repeat("é", 300): strings.Repeat("e", 255), strings.Repeat("x", 254) + " y": strings.Repeat("x", 254),
	} {
		if got := fold.Handle(text); got != want {
			t.Errorf("the handle of %q is %q, want %q", text, got, want)
		}
	}
}
