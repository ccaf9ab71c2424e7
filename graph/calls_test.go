package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/internal/database"
)

// caller makes calls of whatever a schema has at its roots: arguments come from their types, and answers are asked for
// whole.
type caller struct {
	house  *house
	schema *ast.Schema
	as     graph.Request     // whose Bearer and Client go with every call
	known  map[string]any    // what stands for an argument or input field; omitted where it is better left out
	texts  map[string]string // what is asked of answers, by root field
}

func newCaller(h *house, schema *ast.Schema, as graph.Request, known map[string]any) *caller {
	return &caller{house: h, schema: schema, as: as, known: known, texts: map[string]string{}}
}

// omitted is what stands for an input that is left out, unless the call is about that very place.
type omitted struct{}

// missing at a place means that the place is not there.
type missing struct{}

// literally is a text that stands in the document as it is.
type literally string

// spot is somewhere in the arguments of a root field.
type spot struct {
	field string   // the root field
	owner string   // the input type that it is a field of; "" for arguments
	path  []string // outermost first, elements of lists by number: input, lines, 0, quantity
	typ   *ast.Type

	element bool // of a list
}

func (p spot) String() string { return p.field + "(" + strings.Join(p.path, ".") + ")" }

// name is the argument or the input field, of which the place may be an element.
func (p spot) name() string {
	names := p.names()
	return names[len(names)-1]
}

// names are the path without the numbers.
func (p spot) names() []string {
	return slices.DeleteFunc(slices.Clone(p.path), func(s string) bool { _, err := strconv.Atoi(s); return err == nil })
}

func (p spot) in(def *ast.Definition, f *ast.FieldDefinition) spot {
	return spot{field: p.field, owner: def.Name, path: append(slices.Clone(p.path), f.Name), typ: f.Type}
}

// first is the first element of a list.
func (p spot) first() spot {
	return spot{field: p.field, owner: p.owner, path: append(slices.Clone(p.path), "0"), typ: p.typ.Elem, element: true}
}

// deep reports whether the place is a list of things that stand in themselves, such as the items of an item of a menu: one
// level of them is enough.
func (p spot) deep() bool {
	return p.typ.Elem != nil && strings.Count(strings.Join(p.names(), "."), "items") > 1
}

// places are all places in the arguments of a root field.
func (c *caller) places(field *ast.FieldDefinition) (all []spot) {
	var walk func(spot)
	walk = func(p spot) {
		if p.deep() {
			return
		}
		all = append(all, p)
		if p.typ.Elem != nil {
			walk(p.first())
			return
		}
		if def := c.schema.Types[p.typ.NamedType]; def.Kind == ast.InputObject {
			for _, f := range def.Fields {
				walk(p.in(def, f))
			}
		}
	}
	for _, a := range field.Arguments {
		walk(spot{field: field.Name, path: []string{a.Name}, typ: a.Type})
	}
	return all
}

// rivals are input fields of which one is given; the other one stands in the arguments unless this one is asked for.
var rivals = map[string]string{
	"CartAddressInput.copyFromCustomerAddressId": "deliveryAddress",
	"DeliveryAddressInput.customerAddressId":     "deliveryAddress",
	"CartLineParentInput.merchandiseId":          "lineId",
}

// arguments are those of a call that ought to be accepted, with a value at a place of them.
func (c *caller) arguments(field *ast.FieldDefinition, at spot, value any) map[string]any {
	args := map[string]any{}
	for _, a := range field.Arguments {
		if v, given := c.value(spot{field: field.Name, path: []string{a.Name}, typ: a.Type}, at.path); given {
			args[a.Name] = v
		}
	}
	if len(at.path) == 0 {
		return args
	}
	var inside any = args
	last := len(at.path) - 1
	for _, step := range at.path[:last] {
		if list, ok := inside.([]any); ok {
			inside = list[0]
			continue
		}
		inside = inside.(map[string]any)[step]
	}
	_, gone := value.(missing)
	switch in := inside.(type) {
	case []any:
		in[0] = value
	case map[string]any:
		if in[at.path[last]] = value; gone {
			delete(in, at.path[last])
		}
	}
	return args
}

// value is what a call that ought to be accepted gives at a place. What leads to the place that the call is about is
// always given.
func (c *caller) value(p spot, toward []string) (value any, given bool) {
	leads := len(toward) >= len(p.path) && slices.Equal(toward[:len(p.path)], p.path)
	known, ok := c.lookup(p)
	if p.deep() {
		return nil, false
	}
	if _, out := known.(omitted); out {
		if ok = false; !leads {
			return nil, false
		}
	}
	if p.typ.Elem != nil {
		element, _ := c.value(p.first(), toward)
		return []any{element}, true
	}
	def := c.schema.Types[p.typ.NamedType]
	switch {
	case def.Kind == ast.InputObject:
		object := map[string]any{}
		for _, f := range def.Fields {
			rival := rivals[def.Name+"."+f.Name]
			next := p.in(def, f)
			asked := func(name string) bool { return leads && len(toward) > len(p.path) && toward[len(p.path)] == name }
			if rival != "" && !asked(f.Name) || rivalled(def, f.Name, asked) {
				continue
			}
			if v, given := c.value(next, toward); given {
				object[f.Name] = v
			}
		}
		return object, true
	case ok:
		return known, true
	case def.Kind == ast.Enum:
		return def.EnumValues[0].Name, true
	}
	switch p.typ.NamedType {
	case "Int", "Float", "UnsignedInt64", "Decimal":
		return json.Number("1"), true
	case "Boolean":
		return true, true
	case "DateTime", "ISO8601DateTime":
		return "2026-12-24T12:00:00Z", true
	}
	return "Something", true
}

// rivalled reports whether a field gives way to one that is asked for.
func rivalled(def *ast.Definition, name string, asked func(string) bool) bool {
	return slices.ContainsFunc(def.Fields, func(f *ast.FieldDefinition) bool { return rivals[def.Name+"."+f.Name] == name && asked(f.Name) })
}

// lookup finds what is known of a place, by its full name first.
func (c *caller) lookup(p spot) (any, bool) {
	for _, name := range []string{p.field + "." + strings.Join(p.names(), "."), p.owner + "." + p.name(), p.name(), p.typ.NamedType} {
		if v, ok := c.known[name]; ok {
			return v, true
		}
	}
	return nil, false
}

// call asks a root field with arguments, given as variables or written into the document.
func (c *caller) call(t *testing.T, kind ast.Operation, field *ast.FieldDefinition, args map[string]any, inline bool) (body string, statements []string) {
	t.Helper()
	request := c.as
	if request.Variables = args; inline {
		request.Variables = nil
	}
	request.Text = c.text(kind, field, args, inline)
	ctx, counter := database.WithCounter(t.Context())
	reply := c.house.engine.Execute(ctx, request)
	return string(reply.Body), counter.Statements()
}

// text is the document of a call.
func (c *caller) text(kind ast.Operation, field *ast.FieldDefinition, args map[string]any, inline bool) string {
	selection, ok := c.texts[field.Name]
	if !ok {
		selection = c.selection(field.Type.Name(), depth, nil)
		c.texts[field.Name] = selection
	}
	var defined, given []string
	for _, a := range field.Arguments {
		v, there := args[a.Name]
		switch {
		case inline && there:
			given = append(given, a.Name+": "+c.literal(v, a.Type))
		case !inline:
			defined, given = append(defined, "$"+a.Name+": "+a.Type.String()), append(given, a.Name+": $"+a.Name)
		}
	}
	head, arguments := string(kind), ""
	if len(defined) > 0 {
		head += " Call(" + strings.Join(defined, ", ") + ")"
	}
	if len(given) > 0 {
		arguments = "(" + strings.Join(given, ", ") + ")"
	}
	return head + " { " + field.Name + arguments + " " + selection + " }"
}

// literal writes a value as it stands in documents.
func (c *caller) literal(v any, typ *ast.Type) string {
	switch v := v.(type) {
	case literally:
		return string(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = c.literal(v[i], typ.Elem)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, f := range c.schema.Types[typ.NamedType].Fields {
			if inner, ok := v[f.Name]; ok {
				parts = append(parts, f.Name+": "+c.literal(inner, f.Type))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case string:
		if c.schema.Types[typ.NamedType].Kind == ast.Enum {
			return v
		}
		return strconv.Quote(v)
	}
	return fmt.Sprint(v)
}

// depth is how deep answers are asked for: payload, cart, delivery, addresses, address.
const depth = 5

// shelves are types that only what they say themselves is asked of: what is sold is nobody's secret.
var shelves = []string{"Product", "ProductVariant", "Collection", "Metaobject", "Metafield", "Blog", "Article", "Page", "Shop", "Location", "Menu", "Market"}

// selection asks for everything of a type that needs no arguments, and of lists for a few.
func (c *caller) selection(name string, depth int, trail []string) string {
	def := c.schema.Types[name]
	if def.IsLeafType() {
		return ""
	}
	if name == "Node" { // it may be anything
		return "{ __typename id }"
	}
	parts := []string{"__typename"}
	if def.Kind != ast.Object {
		taken := map[string]string{} // fields of one name must be of one type
		for _, possible := range c.schema.GetPossibleTypes(def) {
			parts = append(parts, "... on "+possible.Name+" "+c.fields(possible, depth, trail, taken))
		}
		return "{ " + strings.Join(parts, " ") + " }"
	}
	return c.fields(def, depth, trail, map[string]string{})
}

func (c *caller) fields(def *ast.Definition, depth int, trail []string, taken map[string]string) string {
	parts := []string{"__typename"}
	trail = append(slices.Clone(trail), def.Name)
	for _, f := range def.Fields {
		needs := slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool { return a.Type.NonNull && a.DefaultValue == nil })
		of := f.Type.Name()
		deeper := !c.schema.Types[of].IsLeafType()
		if strings.HasPrefix(f.Name, "__") || needs || deeper && (depth == 0 || slices.Contains(trail, of) || slices.Contains(shelves, def.Name)) ||
			taken[f.Name] != "" && taken[f.Name] != f.Type.String() {
			continue
		}
		taken[f.Name] = f.Type.String()
		part := f.Name
		if f.Arguments.ForName("first") != nil {
			part += "(first: 3)"
		}
		if deeper {
			part += " " + c.selection(of, depth-1, trail)
		}
		parts = append(parts, part)
	}
	return "{ " + strings.Join(parts, " ") + " }"
}
