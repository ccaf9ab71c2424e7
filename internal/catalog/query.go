package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/query"
)

// maxQuery bounds a query over products, in bytes, more tightly than the grammar does: every word is looked for in four
// columns of every product that is read.
const maxQuery = 2000

// queryFields are the names that products can be asked by.
var queryFields = query.Fields{"title": true, "vendor": true, "product_type": true, "tag": true, "tag_not": true, "handle": true, "sku": true, "barcode": true,
	"available_for_sale": true, "variants.price": true, "id": true, "created_at": true, "updated_at": true}

// ParseQuery reads the dialect's query text (package query has the grammar) into a filter. A value that its field cannot
// have, such as created_at:soon, makes the term plain words. The only faults are of the kind Limit.
func ParseQuery(text string, currency money.Currency) (Filter, error) {
	if len(text) > maxQuery {
		return Filter{}, fault.Limitf("query", "a query has at most %d bytes, got %d", maxQuery, len(text))
	}
	n, err := query.Parse("query", text, queryFields)
	if err != nil {
		return Filter{}, err
	}
	return Filter{Conditions: conditions(n, currency)}, nil
}

// conditions are those that must all hold for the node to hold.
func conditions(n query.Node, currency money.Currency) []Condition {
	switch n := n.(type) {
	case query.And:
		var out []Condition
		for _, part := range n {
			out = append(out, conditions(part, currency)...)
		}
		return out
	case query.Or:
		var either []any
		for _, part := range n {
			either = append(either, Filter{Conditions: conditions(part, currency)})
		}
		return []Condition{{Field: FieldAny, Op: Equals, Values: either}}
	case query.Not:
		of := conditions(n.Of, currency)
		if len(of) != 1 {
			return []Condition{{Field: FieldAny, Op: Equals, Not: true, Values: []any{Filter{Conditions: of}}}}
		}
		of[0].Not = !of[0].Not
		return of
	case query.Term:
		return []Condition{condition(n, currency)}
	}
	return nil
}

// condition reads one term.
func condition(t query.Term, currency money.Currency) Condition {
	if c, ok := fieldCondition(t, currency); ok {
		return c
	}
	word := t.Text
	switch {
	case t.Op == query.Exists, t.Field != "" && word == "":
		word = t.Field
	case t.Field != "":
		word = t.Field + ":" + string(t.Op) + t.Text
	}
	return Condition{Field: FieldText, Op: Contains, Values: []any{word}}
}

// fieldCondition reads a term that has a field.
func fieldCondition(t query.Term, currency money.Currency) (Condition, bool) {
	switch t.Field {
	case "title", "vendor", "product_type", "tag", "tag_not", "handle", "sku", "barcode":
		return textCondition(t)
	}
	if t.Prefix || t.Op == query.Exists {
		return Condition{}, false
	}
	c, err := Condition{Field: Field(t.Field), Op: Equals}, error(nil)
	if t.Op != query.Match {
		c.Op = Op(t.Op)
	}
	var v any
	switch t.Field {
	case "available_for_sale":
		v, err = strconv.ParseBool(t.Text)
		if c.Op != Equals {
			return c, false
		}
	case "variants.price":
		var a money.Amount
		a, err = money.Parse(t.Text, currency)
		v = a.Minor
	case "id":
		v, err = strconv.ParseInt(t.Text[strings.LastIndexByte(t.Text, '/')+1:], 10, 64)
	case "created_at", "updated_at":
		v, err = parseTime(t.Text)
	default:
		return c, false
	}
	c.Values = []any{v}
	return c, err == nil
}

// textCondition reads a term whose field holds text. Texts have no order, so a comparator belongs to the text.
func textCondition(t query.Term) (Condition, bool) {
	if t.Op == query.Exists {
		return existsCondition(t.Field)
	}
	text := string(t.Op) + t.Text
	c := Condition{Field: Field(t.Field), Op: Equals, Values: []any{text}}
	switch t.Field {
	case "title":
		c.Op = Contains
		if t.Prefix {
			c.Op = Prefix
		}
		return c, text != ""
	case "vendor", "product_type":
		if t.Prefix {
			c.Op = Prefix
		}
	case "tag_not":
		c.Field, c.Not = FieldTag, true
	}
	return c, true
}

// existsCondition asks for a value other than the empty one. Fields that every product has are not asked about.
func existsCondition(field string) (Condition, bool) {
	c := Condition{Field: Field(field), Op: Other, Values: []any{""}}
	switch field {
	case "vendor", "product_type", "tag", "sku", "barcode":
		return c, true
	case "tag_not":
		c.Field, c.Not = FieldTag, true
		return c, true
	}
	return c, false
}

// parseTime reads a time of the years 1000 to 9999, which are those of MySQL's calendar.
func parseTime(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil && t.UTC().Year() >= 1000 && t.UTC().Year() <= 9999 {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time", text)
}
