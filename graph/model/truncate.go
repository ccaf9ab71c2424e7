package model

import "unicode/utf8"

// Truncate shortens a text to at most n characters, the last of them an ellipsis; nil and whole texts stay as they are.
func Truncate(s string, n *int) string {
	if n == nil || utf8.RuneCountInString(s) <= *n {
		return s
	}
	if *n <= 0 {
		return ""
	}
	const ellipsis = "…"
	kept := 0
	for i := range s {
		if kept == *n-1 {
			return s[:i] + ellipsis
		}
		kept++
	}
	return s
}
