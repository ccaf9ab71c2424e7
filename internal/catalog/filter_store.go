package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"cartwright/internal/fold"
)

// maxJoined bounds how many subqueries a planner may join with the products. That is good for a few, which an index may
// lead to, but MySQL tries the orders of all of them: ten tags that must all be there took it 19 seconds to plan. Behind
// a CASE a subquery stays what it is.
const maxJoined = 4

// apply narrows a query over products. Every value travels as a parameter; texts are compared folded, on columns whose
// bytes compare alike in every database.
func (f Filter) apply(q *gorm.DB) *gorm.DB {
	selects := 0
	for _, c := range f.Conditions {
		where, args := c.sql()
		n := strings.Count(where, "SELECT ")
		if selects += n; n > 0 && selects > maxJoined {
			where = "CASE WHEN " + where + " THEN 1 ELSE 0 END = 1"
		}
		q = q.Where(where, args...)
	}
	return q
}

// sql is the filter as one condition, for use within another.
func (f Filter) sql() (string, []any) {
	if len(f.Conditions) == 0 {
		return "1 = 1", nil
	}
	var parts []string
	var args []any
	for _, c := range f.Conditions {
		where, more := c.sql()
		parts = append(parts, where)
		args = append(args, more...)
	}
	return strings.Join(parts, " AND "), args
}

func (c Condition) sql() (string, []any) {
	var parts []string
	var args []any
	for _, v := range c.Values {
		where, more := c.one(v)
		parts = append(parts, where)
		args = append(args, more...)
	}
	where := "(1 = 0)"
	if len(parts) > 0 {
		where = "(" + strings.Join(parts, " OR ") + ")"
	}
	if c.Not {
		where = "NOT " + where
	}
	return where, args
}

// one is the condition for one value.
func (c Condition) one(v any) (string, []any) {
	text, _ := v.(string)
	key := fold.Key(text)
	switch c.Field {
	case FieldAny:
		f, _ := v.(Filter)
		return f.sql()
	case FieldText:
		lower, args := lowerTag(text)
		return "INSTR(title_key, ?) > 0 OR INSTR(vendor_key, ?) > 0 OR INSTR(type_key, ?) > 0 OR " + tagged(lower+" LIKE ? ESCAPE '!'"),
			append(append([]any{key, key, key}, args...), "%"+escapeLike(strings.ToLower(text))+"%")
	case FieldTitle:
		return c.key("title_key", key)
	case FieldVendor:
		return c.key("vendor_key", key)
	case FieldType:
		return c.key("type_key", key)
	case FieldTag:
		lower, args := lowerTag(text)
		return tagged(lower + c.same() + "?"), append(args, strings.ToLower(text))
	case FieldHandle:
		return "handle = ?", []any{text}
	case FieldPrice:
		return "EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id AND v.price " + c.op() + " ?)", []any{v}
	case FieldSKU:
		return "EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id AND v.sku" + c.same() + "?)", []any{text}
	case FieldBarcode:
		return "EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id AND v.barcode" + c.same() + "?)", []any{text}
	case FieldAvailable:
		return "available = ?", []any{v}
	case FieldCreated:
		return "created_at " + c.op() + " ?", []any{v}
	case FieldUpdated:
		return "updated_at " + c.op() + " ?", []any{v}
	case FieldCategory:
		return "category = ? OR INSTR(category, ?) = 1", []any{text, text + " > "} // LIKE tells cases apart in MySQL alone
	case FieldOption:
		o, _ := v.(Selection)
		return `EXISTS (SELECT 1 FROM product_option_values x JOIN product_options o ON o.id = x.option_id
			WHERE x.product_id = products.id AND o.name = ? AND x.name = ?)`, []any{o.Name, o.Value}
	case FieldMetafield:
		m, _ := v.(MetafieldMatch)
		owner, id := OwnerProduct, "m.owner_id = products.id"
		if m.OfVariant {
			owner, id = OwnerVariant, "m.owner_id IN (SELECT v.id FROM variants v WHERE v.product_id = products.id)"
		}
		return "EXISTS (SELECT 1 FROM metafields m WHERE m.owner_type = ? AND m.namespace = ? AND m.name = ? AND m.value = ? AND " + id + ")",
			[]any{owner, m.Namespace, m.Key, m.Value}
	case FieldID:
		return "products.id " + c.op() + " ?", []any{v}
	}
	return "1 = 0", nil
}

// key compares a folded column.
func (c Condition) key(column string, key []byte) (string, []any) {
	switch c.Op {
	case Prefix:
		return column + " >= ? AND " + column + " < ?", []any{key, append(append([]byte{}, key...), 0xff)}
	case Contains:
		return "INSTR(" + column + ", ?) > 0", []any{key}
	}
	return column + c.same() + "?", []any{key}
}

// same is the comparison of texts that are looked at whole.
func (c Condition) same() string {
	if c.Op == Other {
		return " <> "
	}
	return " = "
}

// op is the comparison in SQL: one of a closed list, never a text from outside.
func (c Condition) op() string {
	switch c.Op {
	case Less, AtMost, More, AtLeast:
		return string(c.Op)
	}
	return "="
}

func tagged(condition string) string {
	return "EXISTS (SELECT 1 FROM product_tags t WHERE t.product_id = products.id AND " + condition + ")"
}

// maxLetters bounds the letters that lowerTag names; databases bound how deep functions stand in each other.
const maxLetters = 50

// lowerTag is a tag in lower case, as far as it matters beside the text. SQLite's LOWER knows the letters of ASCII alone,
// so the others that the text has are named.
func lowerTag(text string) (string, []any) {
	expression, seen := "LOWER(t.tag)", map[rune]bool{}
	var args []any
	for _, r := range strings.ToLower(text) {
		upper := unicode.ToUpper(r)
		if r < utf8.RuneSelf || r == utf8.RuneError || upper == r || seen[r] || len(seen) == maxLetters {
			continue
		}
		seen[r] = true
		expression = "REPLACE(" + expression + ", ?, ?)"
		args = append(args, string(upper), string(r))
	}
	return expression, args
}

// escapeLike takes the meaning from LIKE's own characters.
func escapeLike(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
