package content

import (
	"context"
	"errors"
	"slices"
	"strings"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/metafield"
)

func (d *MetaobjectDefinition) spec() DefinitionSpec {
	return DefinitionSpec{Type: d.Type, Name: d.Name, Description: d.Description, DisplayNameKey: d.DisplayNameKey, Fields: d.Fields}
}

func (s *DefinitionSpec) row(was MetaobjectDefinition) MetaobjectDefinition {
	row := was
	row.Type, row.Name, row.Description, row.DisplayNameKey = s.Type, strings.TrimSpace(s.Name), s.Description, s.DisplayNameKey
	row.Fields = append([]FieldDefinition{}, s.Fields...)
	return row
}

// CreateDefinition says what entries of a new type hold. Faults are at the field that is wrong, such as
// fieldDefinitions.0.type; a type or a key that is there already is TAKEN.
func (s *Service) CreateDefinition(ctx context.Context, by act.By, spec DefinitionSpec) (MetaobjectDefinition, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (MetaobjectDefinition, error) {
		var none MetaobjectDefinition
		if err := spec.check(); err != nil {
			return none, err
		}
		if len(spec.Fields) > maxFields {
			return none, fault.Limitf("fieldDefinitions", "at most %d fields, got %d", maxFields, len(spec.Fields))
		}
		for i, f := range spec.Fields {
			if err := checkField(at("fieldDefinitions", i, ""), f, spec.Fields[:i]); err != nil {
				return none, err
			}
		}
		if err := checkDisplay(spec.DisplayNameKey, spec.Fields); err != nil {
			return none, err
		}
		others, err := lock[MetaobjectDefinition](tx, []string{spec.Type}, "type IN ?")
		if err != nil {
			return none, err
		}
		if len(others) > 0 {
			return none, taken("type", "there is a type %q already; change that one", spec.Type)
		}
		row := spec.row(none)
		return row, put(tx, by, "metaobjectDefinition", &none, &row, nil, row.spec())
	})
}

// FieldChange is one of the changes to a type's fields; one of the three is given.
type FieldChange struct {
	Create *FieldDefinition
	Update *FieldUpdate
	Delete string // the key
}

// FieldUpdate changes what can change about a field; nil stays.
type FieldUpdate struct {
	Key         string
	Name        *string
	Description *string
	Required    *bool
	Rules       *[]metafield.Rule
}

// UpdateDefinition changes what entries of a type hold. Entries lose the values of a field that goes; they keep those that a
// new rule would refuse, until they are written. Faults are those of CreateDefinition, at fieldDefinitions.<place>.create and
// the like; a NotFound at id or at the key of a field; and a Conflict at expectedVersion, beside which the definition is as it
// is.
func (s *Service) UpdateDefinition(ctx context.Context, by act.By, id int64, edit Edit[DefinitionSpec], changes []FieldChange) (MetaobjectDefinition, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (MetaobjectDefinition, error) {
		was, err := hold[MetaobjectDefinition](tx, "definition of metaobjects", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(edit.Expected, was.Version); err != nil {
			return was, err
		}
		spec := was.spec()
		edit.Change(&spec)
		if err := spec.check(); err != nil {
			return was, err
		}
		var dropped []string
		if spec.Fields, dropped, err = changeFields(was.Fields, changes); err != nil {
			return was, err
		}
		if err := checkDisplay(spec.DisplayNameKey, spec.Fields); err != nil {
			return was, err
		}
		row := spec.row(was)
		if err := put(tx, by, "metaobjectDefinition", &was, &row, was.spec(), row.spec()); err != nil {
			return was, err
		}
		return row, dropValues(tx, was.Type, dropped)
	})
}

// changeFields carries changes out, in their order, and tells which fields go.
func changeFields(was []FieldDefinition, changes []FieldChange) (fields []FieldDefinition, dropped []string, err error) {
	fields = slices.Clone(was)
	for i, c := range changes {
		switch {
		case c.Create != nil:
			if err := checkField(at("fieldDefinitions", i, "create"), *c.Create, fields); err != nil {
				return nil, nil, err
			}
			fields = append(fields, *c.Create)
		case c.Update != nil:
			f := field(fields, c.Update.Key)
			if f == nil {
				return nil, nil, fault.NotFoundf(at("fieldDefinitions", i, "update.key"), "the type has no such field")
			}
			if c.Update.on(f); f.check("") != nil {
				return nil, nil, f.check(at("fieldDefinitions", i, "update"))
			}
		default:
			if field(fields, c.Delete) == nil {
				return nil, nil, fault.NotFoundf(at("fieldDefinitions", i, "delete.key"), "the type has no such field")
			}
			fields = slices.DeleteFunc(fields, func(f FieldDefinition) bool { return f.Key == c.Delete })
			if field(was, c.Delete) != nil {
				dropped = append(dropped, c.Delete)
			}
		}
	}
	if len(fields) > maxFields {
		return nil, nil, fault.Limitf("fieldDefinitions", "at most %d fields, got %d", maxFields, len(fields))
	}
	return fields, dropped, nil
}

func (u *FieldUpdate) on(f *FieldDefinition) {
	if u.Name != nil {
		f.Name = *u.Name
	}
	if u.Description != nil {
		f.Description = *u.Description
	}
	if u.Required != nil {
		f.Required = *u.Required
	}
	if u.Rules != nil {
		f.Rules = *u.Rules
	}
}

// dropValues takes the values of fields out of the entries of a type, some hundreds of entries at a time.
func dropValues(tx database.Tx, kind string, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	for after := int64(0); ; {
		rows, err := entriesAfter(tx, kind, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		var poorer []Metaobject
		for _, m := range rows {
			after = m.ID
			left := slices.DeleteFunc(slices.Clone(m.Fields), func(f MetaobjectField) bool { return slices.Contains(keys, f.Key) })
			if len(left) < len(m.Fields) {
				m.Fields = left
				poorer = append(poorer, m)
			}
		}
		if err := rewriteEntries(tx, poorer); err != nil {
			return err
		}
	}
}

// DeleteDefinition removes a type with all its entries. Faults: a NotFound at id, a Conflict at expectedVersion.
func (s *Service) DeleteDefinition(ctx context.Context, by act.By, id int64, expected *int64) (MetaobjectDefinition, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (MetaobjectDefinition, error) {
		was, err := hold[MetaobjectDefinition](tx, "definition of metaobjects", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		entries, err := removeEntries(tx, was.Type)
		if err != nil {
			return was, err
		}
		if err := errors.Join(tx.Changed("metaobject", entries...), remove(tx, "metaobject_definitions", id)); err != nil {
			return was, err
		}
		return was, gone(tx, by, "metaobjectDefinition", id, struct {
			DefinitionSpec
			Entries int `json:"entries"`
		}{was.spec(), len(entries)})
	})
}
