package bulk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cell is the text of a cell: without blanks around it, and without the quote that guards it.
//
// Spreadsheets take a text that begins with = + - @ for a formula, and one that somebody else has written may do harm there
// (OWASP, CSV injection). So such a text is written with a quote before it, and so are texts with blanks at an end, which
// would be lost. What begins with quotes and would then need one gets one more, so that the way back is exact.
func cell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && needsGuard(rest) {
		return rest
	}
	return strings.TrimSpace(s)
}

// guard writes a text so that cell reads it as it is. Line breaks become those of the file.
func guard(s string) string {
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if needsGuard(s) {
		return "'" + s
	}
	return s
}

// formulas are the characters that begin a formula, in the width of Asian texts, too.
const formulas = "=+-@＝＋－＠"

func needsGuard(s string) bool {
	if s == "" {
		return false
	}
	rest := strings.TrimLeft(s, "'")
	if rest == "" {
		return true // a quote alone is an empty text where blank is none
	}
	first, _ := utf8.DecodeRuneInString(rest)
	last, _ := utf8.DecodeLastRuneInString(rest)
	return strings.ContainsRune(formulas, first) || unicode.IsSpace(first) || unicode.IsSpace(last)
}

// presentCell is a cell that may hold an empty text, which a quote alone stands for; a blank one holds none.
func presentCell(s string) (text string, there bool) {
	if s == "'" {
		return "", true
	}
	return cell(s), strings.TrimSpace(s) != ""
}

// guardPresent writes what presentCell reads.
func guardPresent(s string) string {
	if s == "" {
		return "'"
	}
	return guard(s)
}
