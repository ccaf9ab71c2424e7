package query

import (
	"strconv"
	"strings"
	"time"
)

// Condition writes a query as SQL with its parameters: compare says what a term asks for, and everything in it that came from
// outside travels as a parameter. What compare gives never holds NULL, so that NOT means what it says.
func Condition(n Node, compare func(Term) (string, []any)) (string, []any) {
	switch n := n.(type) {
	case And:
		return joined(n, " AND ", "1 = 1", compare)
	case Or:
		return joined(n, " OR ", Never, compare)
	case Not:
		where, args := Condition(n.Of, compare)
		return "NOT (" + where + ")", args
	case Term:
		return compare(n)
	}
	return Never, nil
}

// Never is the condition that nothing meets.
const Never = "1 = 0"

func joined(nodes []Node, by, none string, compare func(Term) (string, []any)) (string, []any) {
	if len(nodes) == 0 {
		return none, nil
	}
	var parts []string
	var all []any
	for _, n := range nodes {
		where, args := Condition(n, compare)
		parts, all = append(parts, "("+where+")"), append(all, args...)
	}
	return strings.Join(parts, by), all
}

// sqlOps are the comparisons as SQL has them.
var sqlOps = map[Op]string{Match: " = ?", Less: " < ?", AtMost: " <= ?", More: " > ?", AtLeast: " >= ?"}

// Number compares a column of numbers, which is never NULL; an id may be a global one.
func (t Term) Number(column string) (string, []any) {
	if t.Op == Exists {
		return "1 = 1", nil
	}
	n, err := strconv.ParseInt(t.Text[strings.LastIndexByte(t.Text, '/')+1:], 10, 64)
	if err != nil {
		return Never, nil
	}
	return column + sqlOps[t.Op], []any{n}
}

// Moment compares a column of times, which is never NULL. A day alone is the whole day.
func (t Term) Moment(column string) (string, []any) {
	from, to, ok := Span(t.Text)
	switch {
	case t.Op == Exists:
		return "1 = 1", nil
	case !ok:
		return Never, nil
	case t.Op == Less:
		return column + " < ?", []any{from}
	case t.Op == AtMost:
		return column + " < ?", []any{to}
	case t.Op == More:
		return column + " >= ?", []any{to}
	case t.Op == AtLeast:
		return column + " >= ?", []any{from}
	}
	return column + " >= ? AND " + column + " < ?", []any{from, to}
}

// Span reads a moment, or a day, as the times from which and until which it is, in UTC.
func Span(text string) (from, to time.Time, ok bool) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day, day.AddDate(0, 0, 1), true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC(), at.UTC().Add(time.Millisecond), true
		}
	}
	return time.Time{}, time.Time{}, false
}
