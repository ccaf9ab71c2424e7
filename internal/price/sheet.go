package price

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// sheet is a text of rows, some with an amount at the right. The amounts stand in one column, point below point.
type sheet struct {
	rows []row
}

type row struct {
	text   string
	amount string // decimal text; "": the row has none
}

// title begins a part of the sheet.
func (s *sheet) title(text string) {
	s.rows = append(s.rows, row{}, row{text: text})
}

// note adds a row without an amount.
func (s *sheet) note(format string, args ...any) {
	s.rows = append(s.rows, row{text: fmt.Sprintf(format, args...)})
}

// add adds a row with an amount.
func (s *sheet) add(amount, text string) {
	s.rows = append(s.rows, row{text: text, amount: amount})
}

// String lays the rows out.
func (s *sheet) String() string {
	var width, whole int
	for _, r := range s.rows {
		if r.amount != "" {
			width = max(width, utf8.RuneCountInString(r.text))
			whole = max(whole, strings.IndexByte(r.amount, '.'))
		}
	}
	var out strings.Builder
	for _, r := range s.rows {
		out.WriteString(r.text)
		if r.amount != "" {
			gap := width - utf8.RuneCountInString(r.text) + 2 + whole - strings.IndexByte(r.amount, '.')
			out.WriteString(strings.Repeat(" ", gap))
			out.WriteString(r.amount)
		}
		out.WriteByte('\n')
	}
	return out.String()
}
