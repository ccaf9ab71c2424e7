package content

import (
	"context"
	"slices"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

func (m *Metaobject) spec() MetaobjectSpec {
	return MetaobjectSpec{Type: m.Type, Handle: m.Handle, Fields: m.Fields}
}

// Entry is an entry of a type as staff write it.
type Entry struct {
	Handle string
	Values []Value
}

// CreateMetaobject makes an entry of a type that is defined. Without a handle it gets one of what it is called by. Faults are at
// type, handle, and fields.<place>; a handle that another entry of the type has is TAKEN.
func (s *Service) CreateMetaobject(ctx context.Context, by act.By, kind string, entry Entry) (Metaobject, error) {
	try := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Metaobject, error) {
		d, err := holdDefinition(tx, "type", kind)
		if err != nil {
			return Metaobject{}, err
		}
		return createEntry(tx, by, d, entry, &try)
	})
}

func createEntry(tx database.Tx, by act.By, d MetaobjectDefinition, entry Entry, try *int) (Metaobject, error) {
	fields, err := d.fill(nil, entry.Values)
	if err != nil {
		return Metaobject{}, err
	}
	name := d.calls(fields)
	if name == "" {
		name = d.Type
	}
	handle, err := entriesOf(d.Type).fresh(tx, entry.Handle, name, try)
	if err != nil {
		return Metaobject{}, err
	}
	return writeEntry(tx, by, Metaobject{}, Metaobject{Type: d.Type, Handle: handle, Fields: fields})
}

// UpdateMetaobject changes an entry: its handle where one is given, and the fields that are named. Faults are those of
// CreateMetaobject, a NotFound at id, and a Conflict at expectedVersion, beside which the entry is as it is.
func (s *Service) UpdateMetaobject(ctx context.Context, by act.By, id int64, expected *int64, entry Entry) (Metaobject, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Metaobject, error) {
		was, err := hold[Metaobject](tx, "metaobject", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		d, err := holdDefinition(tx, "id", was.Type)
		if err != nil {
			return was, err
		}
		return updateEntry(tx, by, d, was, entry)
	})
}

func updateEntry(tx database.Tx, by act.By, d MetaobjectDefinition, was Metaobject, entry Entry) (Metaobject, error) {
	row := was
	var err error
	if row.Fields, err = d.fill(was.Fields, entry.Values); err != nil {
		return was, err
	}
	if entry.Handle != "" && entry.Handle != was.Handle {
		row.Handle = entry.Handle
		if err := entriesOf(was.Type).free(tx, row.Handle, was.ID); err != nil {
			return was, err
		}
	}
	return writeEntry(tx, by, was, row)
}

// UpsertMetaobject makes an entry, or changes the one that has the handle. A handle in the entry is a new one for it. Faults are
// those of CreateMetaobject; those of the handle that names it are at handle.type and handle.handle.
func (s *Service) UpsertMetaobject(ctx context.Context, by act.By, kind, handle string, expected *int64, entry Entry) (Metaobject, error) {
	try := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Metaobject, error) {
		d, err := holdDefinition(tx, "handle.type", kind)
		if err != nil {
			return Metaobject{}, err
		}
		if err := checkHandle("handle.handle", handle); err != nil {
			return Metaobject{}, err
		}
		rows, err := lock[Metaobject](tx, []string{handle}, "type = ? AND handle IN ?", kind)
		if err != nil {
			return Metaobject{}, err
		}
		var was Metaobject
		if len(rows) > 0 {
			was = rows[0]
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		if was.ID != 0 {
			return updateEntry(tx, by, d, was, entry)
		}
		if entry.Handle == "" {
			entry := entry
			entry.Handle = handle
			return createEntry(tx, by, d, entry, &try)
		}
		return createEntry(tx, by, d, entry, &try)
	})
}

// entriesOf are where handles of entries must differ.
func entriesOf(kind string) handles {
	return handles{"metaobjects", condition{"type = ?", []any{kind}}}
}

// holdDefinition locks the definition of a type, so that entries are written by the one that stays; a fault.NotFound at the path
// if there is none.
func holdDefinition(tx database.Tx, path, kind string) (MetaobjectDefinition, error) {
	rows, err := lock[MetaobjectDefinition](tx, []string{kind}, "type IN ?")
	if err != nil {
		return MetaobjectDefinition{}, err
	}
	if len(rows) == 0 {
		return MetaobjectDefinition{}, fault.NotFoundf(path, "there is no such type of metaobjects; define it first")
	}
	return rows[0], nil
}

func writeEntry(tx database.Tx, by act.By, was, row Metaobject) (Metaobject, error) {
	if err := checkHandle("handle", row.Handle); err != nil {
		return was, err
	}
	if err := put(tx, by, "metaobject", &was, &row, was.spec(), row.spec()); err != nil {
		return was, err
	}
	return row, nil
}

// DeleteMetaobject removes an entry. Faults: a NotFound at id, a Conflict at expectedVersion.
func (s *Service) DeleteMetaobject(ctx context.Context, by act.By, id int64, expected *int64) (Metaobject, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Metaobject, error) {
		was, err := hold[Metaobject](tx, "metaobject", id)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		if err := remove(tx, "metaobjects", id); err != nil {
			return was, err
		}
		return was, gone(tx, by, "metaobject", id, was.spec())
	})
}

// define makes the definitions cover what specs declare: types that have none get one, and types that lack a field get it.
func define(tx database.Tx, specs []MetaobjectSpec) error {
	var kinds []string
	for _, s := range specs {
		kinds = append(kinds, s.Type)
	}
	kinds = distinct(kinds)
	rows, err := lock[MetaobjectDefinition](tx, kinds, "type IN ?")
	if err != nil {
		return err
	}
	there := index(rows, func(d MetaobjectDefinition) string { return d.Type })
	was, want := make([]MetaobjectDefinition, len(kinds)), make([]MetaobjectDefinition, len(kinds))
	for i, kind := range kinds {
		was[i], want[i] = there[kind], there[kind]
		if want[i].ID == 0 {
			want[i] = MetaobjectDefinition{Type: kind, Name: kind, Fields: []FieldDefinition{}}
		}
		want[i].Fields = slices.Clone(want[i].Fields)
		for _, s := range specs {
			if s.Type != kind {
				continue
			}
			for _, f := range s.Fields {
				if field(want[i].Fields, f.Key) == nil {
					want[i].Fields = append(want[i].Fields, FieldDefinition{Key: f.Key, Name: f.Key, Type: f.Type})
				}
			}
		}
	}
	return save[MetaobjectDefinition](tx, "metaobjectDefinition", changed[MetaobjectDefinition](was, want, tx.Now))
}
