package content

import (
	"strings"
	"unicode"

	"cartwright/internal/fault"
	"cartwright/internal/fold"
)

// maxWords bounds what a text can ask of the database: each word is another pass over the rows.
const maxWords = 16

// condition is a piece of SQL with its parameters; the zero condition holds always.
type condition struct {
	sql  string
	args []any
}

// wordsIn asks that each word of the text occurs in one of the columns: in a sort key, which has neither case nor
// accents, or in a JSON list of tags, which is compared without regard to the case of plain letters. A text without
// words asks for nothing.
func wordsIn(text string, keys []string, tags string) (condition, error) {
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	if len(words) > maxWords {
		return condition{}, fault.Limitf("query", "at most %d words, got %d", maxWords, len(words))
	}
	var all []string
	var args []any
	for _, w := range words {
		var either []string
		for _, k := range keys {
			either = append(either, "INSTR("+k+", ?) > 0")
			args = append(args, fold.Key(w))
		}
		if tags != "" {
			either = append(either, "INSTR(LOWER("+tags+"), ?) > 0")
			args = append(args, strings.ToLower(w))
		}
		all = append(all, "("+strings.Join(either, " OR ")+")")
	}
	return condition{sql: strings.Join(all, " AND "), args: args}, nil
}

// and joins two conditions.
func (c condition) and(d condition) condition {
	switch {
	case c.sql == "":
		return d
	case d.sql == "":
		return c
	}
	return condition{sql: c.sql + " AND " + d.sql, args: append(append([]any{}, c.args...), d.args...)}
}
