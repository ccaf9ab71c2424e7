package cart

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cartwright/internal/account"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/shop"
	"cartwright/internal/terms"
)

// draft is a cart while it is being changed, with everything that the change may look at.
type draft struct {
	tx       database.Tx
	cart     *Cart
	goods    Goods
	terms    terms.Found
	settings shop.Settings
	catalog  *catalog.Service
	people   *account.Service
	prefix   []string // of error paths: "input" where the arguments stand in one

	touched  map[int64]bool   // numbers of lines whose quantity the change set
	origin   map[int64]origin // where in the arguments a touched line comes from
	errors   []UserError
	warnings []Warning // about this change
	notices  []Warning // about what happened to the cart behind the buyer's back
	after    []func() error
}

// origin is a place in the arguments: the list and the index within it, or an argument as a whole.
type origin struct {
	list  string
	index int // -1: the argument is no list
}

// path names a field of the place.
func (o origin) path(field ...string) []string {
	if o.index < 0 {
		return []string{o.list}
	}
	return append([]string{o.list, strconv.Itoa(o.index)}, field...)
}

func (d *draft) refuse(code Code, path []string, format string, args ...any) {
	d.errors = append(d.errors, UserError{Code: code, Field: append(slices.Clone(d.prefix), path...), Text: fmt.Sprintf(format, args...)})
}

func (d *draft) warn(code string, target Target, format string, args ...any) {
	d.warnings = append(d.warnings, Warning{Code: code, Target: target, Text: fmt.Sprintf(format, args...)})
}

func (d *draft) notice(code string, target Target, format string, args ...any) {
	d.notices = append(d.notices, Warning{Code: code, Target: target, Text: fmt.Sprintf(format, args...)})
}

// touch notes that the change set a line's quantity, and where it said so.
func (d *draft) touch(line int64, at origin) {
	d.touched[line] = true
	d.origin[line] = at
}

// linesAt is where the lines come from that the change touched; the cart, where it touched none.
func (d *draft) linesAt() []string {
	for _, at := range d.origin {
		return []string{at.list}
	}
	return []string{"cartId"}
}

// fits refuses lists that are longer than one mutation may carry.
func (d *draft) fits(list string, n int) bool {
	if n > maxInput {
		d.refuse(MaximumExceeded, []string{list}, "%s takes at most %d entries at once, got %d", list, maxInput, n)
	}
	return n <= maxInput
}

// known are the goods of a variant that can be put into carts.
func (d *draft) known(id catalog.VariantID, path []string) (catalog.Goods, bool) {
	g, ok := d.goods[id]
	if !ok || !g.Sold {
		d.refuse(Invalid, path, "this merchandise does not exist, or is not sold any more")
		return g, false
	}
	return g, true
}

// attributes checks a list of attributes and gives it back sorted by key, so that equal ones are equal.
func (d *draft) attributes(list []Attribute, path ...string) []Attribute {
	if len(list) > maxAttributes {
		d.refuse(MaximumExceeded, path, "at most %d attributes, got %d", maxAttributes, len(list))
		return nil
	}
	seen := make(map[string]bool, len(list))
	for i, a := range list {
		at := append(slices.Clone(path), strconv.Itoa(i))
		switch {
		case strings.TrimSpace(a.Key) == "":
			d.refuse(Invalid, append(at, "key"), "an attribute needs a key")
		case runes(a.Key) > maxKey:
			d.refuse(Invalid, append(at, "key"), "a key has at most %d characters", maxKey)
		case seen[a.Key]:
			d.refuse(Invalid, append(at, "key"), "the key %q stands twice", a.Key)
		case runes(a.Value) > maxValue:
			d.refuse(Invalid, append(at, "value"), "a value has at most %d characters", maxValue)
		}
		seen[a.Key] = true
	}
	return slices.Clone(list)
}

func runes(s string) int { return len([]rune(s)) }

// quoted is a client's text in a message, which need not say all of a long one.
func quoted(s string) string {
	const most = 100
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
