package content

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/metafield"
	"cartwright/internal/page"
)

// DefinitionSpec declares what entries of a type hold.
type DefinitionSpec struct {
	Type           string            `json:"type"`
	Name           string            `json:"name"`
	Description    string            `json:"description,omitempty"`
	DisplayNameKey string            `json:"displayNameKey,omitempty"`
	Fields         []FieldDefinition `json:"fieldDefinitions"`
}

// fieldKey is the form of a field's key.
var fieldKey = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

func (s *DefinitionSpec) check() error {
	if err := checkHandle("type", s.Type); err != nil {
		return err
	}
	if err := checkTitle("name", s.Name); err != nil {
		return err
	}
	return checkBody("description", s.Description)
}

// checkField refuses a field that cannot be, or that would stand twice among the others. The path is that of the field.
func checkField(path string, f FieldDefinition, others []FieldDefinition) error {
	if !fieldKey.MatchString(f.Key) {
		return fault.Invalidf(path+".key", "a key has 1 to 64 letters, digits, - and _")
	}
	if slices.ContainsFunc(others, func(o FieldDefinition) bool { return o.Key == f.Key }) {
		return taken(path+".key", "the type has a field %q already", f.Key)
	}
	if !metafield.Known(f.Type) {
		return fault.Invalidf(path+".type", "there is no such type of fields; single_line_text_field is one")
	}
	return f.check(path)
}

// check is of what can change about a field.
func (f *FieldDefinition) check(path string) error {
	if err := checkTitle(path+".name", f.Name); err != nil {
		return err
	}
	if err := checkBody(path+".description", f.Description); err != nil {
		return err
	}
	for i, r := range f.Rules {
		if err := checkUTF8(at(path+".validations", i, "value"), r.Value); err != nil {
			return err
		}
		if wrong := r.Check(f.Type); wrong != "" {
			return fault.Invalidf(at(path+".validations", i, ""), "%s", wrong)
		}
		if slices.ContainsFunc(f.Rules[:i], func(o metafield.Rule) bool { return o.Name == r.Name }) {
			return fault.Invalidf(at(path+".validations", i, "name"), "the rule stands twice")
		}
	}
	return nil
}

// field is the field of a key; nil where the type has none.
func field(fields []FieldDefinition, key string) *FieldDefinition {
	for i := range fields {
		if fields[i].Key == key {
			return &fields[i]
		}
	}
	return nil
}

// checkDisplay refuses a key to call entries by that is not that of a text.
func checkDisplay(key string, fields []FieldDefinition) error {
	if key == "" {
		return nil
	}
	if f := field(fields, key); f == nil || strings.HasPrefix(f.Type, "list.") || !strings.HasSuffix(f.Type, "_line_text_field") {
		return fault.Invalidf("displayNameKey", "entries are called by a field of the type that holds a text")
	}
	return nil
}

// Value is a field of an entry as staff write it; empty clears it.
type Value struct{ Key, Value string }

// fill is what an entry of the type holds once values are written into what it held: every field of the type, in its order,
// and behind them what the type has no field for. Faults are at fields.<place> and at fields.
func (d *MetaobjectDefinition) fill(was []MetaobjectField, values []Value) ([]MetaobjectField, error) {
	held, given := map[string]MetaobjectField{}, map[string]bool{}
	for _, f := range was {
		held[f.Key] = f
	}
	for i, v := range values {
		f := field(d.Fields, v.Key)
		if f == nil {
			return nil, fault.Invalidf(at("fields", i, "key"), "entries of the type %s have no such field; they have %s", d.Type, d.keys())
		}
		if given[v.Key] {
			return nil, fault.Invalidf(at("fields", i, "key"), "the field %s stands twice", v.Key)
		}
		if given[v.Key] = true; v.Value != "" {
			if err := f.takes(at("fields", i, "value"), v.Value); err != nil {
				return nil, err
			}
		}
		held[v.Key] = MetaobjectField{Key: f.Key, Type: f.Type, Value: v.Value}
	}
	out := make([]MetaobjectField, 0, len(d.Fields))
	for _, f := range d.Fields {
		value, ok := held[f.Key]
		if delete(held, f.Key); !ok {
			value = MetaobjectField{Key: f.Key, Type: f.Type}
		}
		if f.Required && value.Value == "" {
			return nil, fault.Invalidf("fields", "entries of the type %s need a value of the field %s", d.Type, f.Key)
		}
		out = append(out, value)
	}
	for _, f := range was {
		if _, left := held[f.Key]; left {
			out = append(out, f)
		}
	}
	return out, nil
}

// takes refuses a value that is none of the field.
func (f *FieldDefinition) takes(path, value string) error {
	if err := checkBody(path, value); err != nil {
		return err
	}
	if metafield.Known(f.Type) && !metafield.Fits(f.Type, value) {
		return fault.Invalidf(path, "the value is none of the type %s", f.Type)
	}
	if wrong := metafield.Breaks(f.Type, value, f.Rules); wrong != "" {
		return fault.Invalidf(path, "%s", wrong)
	}
	return nil
}

// keys are the keys of the type's fields, the first of them if they are many.
func (d *MetaobjectDefinition) keys() string {
	var keys []string
	for _, f := range d.Fields {
		keys = append(keys, f.Key)
	}
	if len(keys) == 0 {
		return "none"
	}
	if n := len(keys); n > 10 {
		return fmt.Sprintf("%s and %d more", strings.Join(keys[:10], ", "), n-10)
	}
	return strings.Join(keys, ", ")
}

// calls is what an entry is called by: the field that the type says; empty where there is none.
func (d *MetaobjectDefinition) calls(fields []MetaobjectField) string {
	for _, f := range fields {
		if f.Key == d.DisplayNameKey {
			return f.Value
		}
	}
	return ""
}

// Definitions lists what entries hold, by the ids of the definitions.
func (s *Service) Definitions(ctx context.Context, q Query) (page.Conn[MetaobjectDefinition], error) {
	orders := map[string]order[MetaobjectDefinition]{"ID": byID(func(d MetaobjectDefinition) int64 { return d.ID })}
	return list(q, "definitions of metaobjects", orders, func(seek database.Seek) ([]MetaobjectDefinition, error) {
		return readPage[MetaobjectDefinition](s.db.Read(ctx), seek, condition{})
	})
}

// FindDefinition is the definition of a type; a fault.NotFound if there is none.
func (s *Service) FindDefinition(ctx context.Context, kind string) (MetaobjectDefinition, error) {
	return find[MetaobjectDefinition](s.db.Read(ctx), "definition of the type", kind, condition{"type = ?", []any{kind}})
}

// DefinitionsByIDs are the definitions among the ids.
func (s *Service) DefinitionsByIDs(ctx context.Context, ids []int64) (map[int64]MetaobjectDefinition, error) {
	return byIDs[MetaobjectDefinition](s.db.Read(ctx), ids, condition{})
}
