package content

import (
	"context"
	"fmt"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// maxFields is how many fields an entry may have.
const maxFields = 250

// metaobjectKey names an entry: handles are unique within a type.
type metaobjectKey struct{ kind, handle string }

func (s *MetaobjectSpec) check() (string, error) {
	if err := checkHandle("type", s.Type); err != nil {
		return "", err
	}
	if err := checkHandle("handle", s.Handle); err != nil {
		return "", err
	}
	if len(s.Fields) > maxFields {
		return "", fault.Limitf("fields", "at most %d fields, got %d", maxFields, len(s.Fields))
	}
	keys := map[string]bool{}
	for i, f := range s.Fields {
		path := fmt.Sprintf("fields.%d", i)
		if f.Key == "" || f.Type == "" {
			return "", fault.Invalidf(path, "a field needs a key and a type")
		}
		if err := checkText(path+".key", f.Key, 64); err != nil {
			return "", err
		}
		if err := checkText(path+".type", f.Type, 100); err != nil {
			return "", err
		}
		if err := checkBody(path+".value", f.Value); err != nil {
			return "", err
		}
		if keys[f.Key] {
			return "", fault.Invalidf(path+".key", "the field %q stands twice", f.Key)
		}
		keys[f.Key] = true
	}
	return s.Type + "/" + s.Handle, nil
}

// PutMetaobjects makes the entries what the specs declare, all or none, and defines their types where they are not defined. It
// returns a *fault.Fault at the index and field of the first spec that is wrong.
func (s *Service) PutMetaobjects(ctx context.Context, specs []MetaobjectSpec) error {
	if _, err := checkAll(specs, "handle", (*MetaobjectSpec).check); err != nil {
		return err
	}
	var kinds, handles []string
	for i := range specs {
		kinds, handles = append(kinds, specs[i].Type), append(handles, specs[i].Handle)
	}
	return s.db.Declare(ctx, func(tx database.Tx) error {
		if err := define(tx, specs); err != nil {
			return err
		}
		rows, err := lock[Metaobject](tx, distinct(handles), "type IN ? AND handle IN ?", distinct(kinds))
		if err != nil {
			return err
		}
		there := index(rows, func(m Metaobject) metaobjectKey { return metaobjectKey{m.Type, m.Handle} })
		was, want := make([]Metaobject, len(specs)), make([]Metaobject, len(specs))
		for i, spec := range specs {
			was[i] = there[metaobjectKey{spec.Type, spec.Handle}]
			want[i] = was[i]
			want[i].Type, want[i].Handle = spec.Type, spec.Handle
			want[i].Fields = append([]MetaobjectField{}, spec.Fields...) // never nil, which would be no JSON list
		}
		return save[Metaobject](tx, "metaobject", changed[Metaobject](was, want, tx.Now))
	})
}
