package graph_test

import (
	"encoding/json"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// hostileTexts are what nobody writes by mistake, and some that people do.
var hostileTexts = []any{
	" \t\u00a0\u3000 ", "\x01\x1b[31m\x7f\r\n",
	"\u202egnp.exe\u2066", "\u0301\u0301\u0301", "z" + strings.Repeat("\u0335", 200), "👩‍👩‍👧‍👦🏴\U000e0067\U000e007f", "\ufffd", "\ufeff\u2028\uffff",
	"'; DROP TABLE customers; --", `\' OR 1=1 #"`, "%_%", "<script>alert(1)</script>", "{{7*7}}${7*7}", "../../etc/passwd",
	"a@example.com\r\nBcc: b@example.com", "javascript:alert(1)", "http://[::1", "https://shop.example/account/reset/0/x", "1e309", "-0", "99999999999999999999", "null", `{"a":`, strings.Repeat("[", 5000),
}

// hostileIDs are ids of other kinds, and what looks like one.
var hostileIDs = []any{
	"gid://", "gid://shopify/", "gid://shopify/Cart/", "gid://shopify/Cart/x?key=", "gid://shopify/Cart/" + strings.Repeat("a", 70_000), "gid://shopify/Cart/\x00?key=\x00",
	"gid://shopify/CartLine/1?cart=x", "gid://shopify/CartLine/99999999999999999999", "gid://shopify/CartLine/-1", "gid://shopify/CartLine/1?cart=",
	"gid://shopify/Customer/1", "gid://shopify/Customer/9223372036854775807", "gid://shopify/ProductVariant/0", "gid://shopify/ProductVariant/01", "gid://shopify/MailingAddress/1?model_name=CustomerAddress",
	"gid://elsewhere/Product/1", "Z2lkOi8vc2hvcGlmeS9DYXJ0LzE=", "1", json.Number("1"), json.Number("-1"), json.Number("1.5"), json.Number("1e400"),
}

var hostileNumbers = []any{
	json.Number("-1"), json.Number("0"), json.Number("91"), json.Number("1000001"), json.Number("2147483647"), json.Number("2147483648"), json.Number("-2147483648"),
	json.Number("9223372036854775807"), json.Number("9223372036854775808"), json.Number("1.5"), json.Number("1e3"), json.Number("1e308"), json.Number("-1e308"), json.Number("1e400"), json.Number("1e-400"),
	"1", "", "NaN", "Infinity", true,
}

var hostileDates = []any{
	"9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "-1000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-12-24T12:00:00+99:99", "2026-12-24", "2026-12-24T12:00:00.123456789123Z", json.Number("1798113600"),
}

// otherTypes are values of no scalar's type, or of every one's.
var otherTypes = []any{true, json.Number("5"), map[string]any{}, map[string]any{"id": "x"}, []any{}, []any{"a", "b"}, []any{nil}}

// sure are the values that a place meets in any case.
func (a *assault) sure(p spot) []any {
	out := []any{missing{}, nil}
	if p.element {
		out[0] = map[string]any{} // an element cannot be missing
	}
	if p.typ.Elem != nil || a.schema.Types[p.typ.NamedType].Kind != ast.Scalar {
		return out
	}
	return append(out, "", strings.Repeat("x", 300), strings.Repeat("é", 70_000), "a\x00b")
}

// hostile are the other values that a place may meet.
func (a *assault) hostile(p spot) (out []any) {
	good, _ := a.value(p, p.path)
	if p.typ.Elem != nil {
		element := good.([]any)[0]
		return append(out, []any{}, []any{nil}, element, []any{element, element}, many(element, 251), many(element, 1000), []any{[]any{element}}, "text", map[string]any{})
	}
	def := a.schema.Types[p.typ.NamedType]
	switch {
	case def.Kind == ast.InputObject:
		return append(out, map[string]any{}, map[string]any{"nobody": json.Number("1")}, "text", json.Number("5"), []any{}, []any{good}, []any{good, good})
	case def.Kind == ast.Enum:
		out = append(out, "", "NOBODY", strings.ToLower(def.EnumValues[0].Name), " "+def.EnumValues[0].Name, strings.Repeat("X", 70_000), "\x00")
	case p.typ.NamedType == "Boolean":
		out = append(out, false, "true", json.Number("0"), json.Number("1"), "")
	case p.typ.NamedType == "Int", p.typ.NamedType == "Float":
		out = append(out, hostileNumbers...)
	default:
		out = append(out, hostileTexts...)
		switch p.typ.NamedType {
		case "ID":
			out = append(out, hostileIDs...)
		case "DateTime", "ISO8601DateTime":
			out = append(out, hostileDates...)
		case "UnsignedInt64", "Decimal", "Money":
			out = append(out, hostileNumbers...)
		}
		out = append(out, literally(`"\ud83d"`), literally(`"\ude00\ud83d"`), literally(`"a\u0000b"`), literally(`"""block "quoted" \"""text"""`), literally("ENUM"))
	}
	return append(out, otherTypes...)
}

func many(element any, n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = element
	}
	return out
}
