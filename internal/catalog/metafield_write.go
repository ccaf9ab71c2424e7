package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/metafield"
)

// FieldKey names a metafield of an owner.
type FieldKey struct {
	OwnerType string
	OwnerID   int64
	Namespace string // empty: DefaultNamespace
	Key       string
}

// DefaultNamespace is meant where none is named.
const DefaultNamespace = "custom"

// FieldChange sets a metafield of an owner. An empty type is the one that the metafield has.
type FieldChange struct {
	FieldKey
	Type  string
	Value string
	// Expected is the Digest that the change was thought out for, empty where there was no metafield; nil: whatever is there.
	Expected *string
}

// Digest stands for what the metafield says: it changes with the type and the value.
func (m *Metafield) Digest() string {
	sum := sha256.Sum256([]byte(m.Type + "\n" + m.Value))
	return hex.EncodeToString(sum[:])
}

// current refuses a change that was thought out for another metafield than there is; at is where the change stands.
func (c *FieldChange) current(at string, was *Metafield) error {
	is := ""
	if was.ID != 0 {
		is = was.Digest()
	}
	if c.Expected == nil || *c.Expected == is {
		return nil
	}
	return fault.Conflictf(at+".compareDigest", "somebody has changed it meanwhile; read it again, then decide")
}

// The bounds of metafields.
const (
	MaxFields     = 250 // of one act
	maxFieldValue = 65_535
)

// fieldNames is what namespaces and keys are made of, as the platform has it.
var fieldNames = regexp.MustCompile(`^[A-Za-z0-9_$:-]{2,64}$`)

// WrittenFields are metafields after an act, in the order of the request; those that were removed are as they were.
type WrittenFields struct {
	Fields []Metafield
}

// SetMetafields sets metafields of any owners, all or none. Faults, at metafields.<n>.<field>: Invalid for a name, a type or
// a value that does not fit it, for one that stands twice and for an owner that has none; NotFound for an owner that is not
// there; Limit at metafields; Conflict at compareDigest, beside which the metafields are as they are.
func (s *Service) SetMetafields(ctx context.Context, by act.By, changes []FieldChange) (WrittenFields, error) {
	keys := make([]FieldKey, len(changes))
	for i, c := range changes {
		keys[i] = c.named()
	}
	if err := checkKeys(keys); err != nil {
		return WrittenFields{}, err
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (WrittenFields, error) {
		there, err := lockFields(tx, keys)
		if err != nil {
			return WrittenFields{}, err
		}
		out := WrittenFields{Fields: make([]Metafield, len(changes))}
		var written []*Metafield
		var entries []act.Entry
		var touched []FieldKey
		for i, c := range changes {
			was, known := there[keys[i]]
			if err := c.current(fmt.Sprintf("metafields.%d", i), &was); err != nil {
				return WrittenFields{Fields: inOrder(keys, there)}, err
			}
			if known && c.Type == "" {
				c.Type = was.Type
			}
			if err := checkField(fmt.Sprintf("metafields.%d", i), c); err != nil {
				return WrittenFields{}, err
			}
			row := &out.Fields[i]
			*row = was
			row.OwnerType, row.OwnerID, row.Namespace, row.Name = keys[i].OwnerType, keys[i].OwnerID, keys[i].Namespace, keys[i].Key
			row.Type, row.Value = c.Type, c.Value
			if known && was.Type == row.Type && was.Value == row.Value {
				continue
			}
			row.UpdatedAt = tx.Now
			if !known {
				row.CreatedAt = tx.Now
			}
			written, touched = append(written, row), append(touched, keys[i])
			entry := act.Entry{Action: "metafield.set", Kind: kindOfOwner(keys[i].OwnerType), ID: keys[i].OwnerID, After: noteField(*row)}
			if known {
				entry.Before = noteField(was)
			}
			entries = append(entries, entry)
		}
		if len(written) == 0 {
			return out, nil
		}
		if err := store(tx.DB, "metafields", written, func(m *Metafield) bool { return m.ID == 0 }); err != nil {
			return WrittenFields{}, err
		}
		return out, s.fieldsWritten(tx, by, touched, entries)
	})
}

// inOrder are the metafields that are there, in the order of their keys.
func inOrder(keys []FieldKey, there map[FieldKey]Metafield) []Metafield {
	out := []Metafield{}
	for _, k := range keys {
		if m, ok := there[k]; ok {
			out = append(out, m)
		}
	}
	return out
}

// RemoveMetafields removes metafields; those that are not there do no harm, and are not among what comes back. Faults: as
// SetMetafields, but for types and values.
func (s *Service) RemoveMetafields(ctx context.Context, by act.By, keys []FieldKey) (WrittenFields, error) {
	keys = slices.Clone(keys)
	for i := range keys {
		keys[i] = keys[i].named()
	}
	if err := checkKeys(keys); err != nil {
		return WrittenFields{}, err
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (WrittenFields, error) {
		there, err := lockFields(tx, keys)
		if err != nil {
			return WrittenFields{}, err
		}
		out := WrittenFields{Fields: []Metafield{}}
		var ids []int64
		var entries []act.Entry
		var touched []FieldKey
		for _, k := range keys {
			if was, ok := there[k]; ok {
				out.Fields, ids, touched = append(out.Fields, was), append(ids, was.ID), append(touched, k)
				entries = append(entries, act.Entry{Action: "metafield.delete", Kind: kindOfOwner(k.OwnerType), ID: k.OwnerID, Before: noteField(was)})
			}
		}
		if len(ids) == 0 {
			return out, nil
		}
		if err := deleteFields(tx, ids); err != nil {
			return WrittenFields{}, err
		}
		return out, s.fieldsWritten(tx, by, touched, entries)
	})
}

// fieldsWritten counts up the owners' versions, notes the act, and lets what is derived from the owners follow: a variant
// is part of its product.
func (s *Service) fieldsWritten(tx database.Tx, by act.By, keys []FieldKey, entries []act.Entry) error {
	byType := map[string][]int64{}
	for _, k := range keys {
		byType[k.OwnerType] = append(byType[k.OwnerType], k.OwnerID)
	}
	for _, o := range owners {
		ids := unique(byType[o.kind])
		if len(ids) == 0 {
			continue
		}
		changed, err := o.touch(tx, ids)
		if err != nil {
			return err
		}
		if o.kind == OwnerProduct || o.kind == OwnerVariant {
			products := make([]ProductID, len(changed))
			for i, id := range changed {
				products[i] = ProductID(id)
			}
			if err := s.rematch(tx, products); err != nil { // collections may ask for a metafield
				return err
			}
		}
		if err := tx.Changed(o.change, changed...); err != nil {
			return err
		}
	}
	return by.Note(tx, entries...)
}

func (k FieldKey) named() FieldKey {
	if k.Namespace == "" {
		k.Namespace = DefaultNamespace
	}
	return k
}

func checkKeys(keys []FieldKey) error {
	if len(keys) > MaxFields {
		return fault.Limitf("metafields", "at most %d metafields are written at once, got %d", MaxFields, len(keys))
	}
	seen := make(map[FieldKey]int, len(keys))
	for i, k := range keys {
		at := fmt.Sprintf("metafields.%d", i)
		if !slices.ContainsFunc(owners, func(o fieldOwner) bool { return o.kind == k.OwnerType }) {
			return fault.Invalidf(at+".ownerId", "staff write no metafields of this")
		}
		for field, name := range map[string]string{".namespace": k.Namespace, ".key": k.Key} {
			if !fieldNames.MatchString(name) {
				return fault.Invalidf(at+field, "it is made of letters, digits, - and _, two to 64 of them")
			}
		}
		if first, twice := seen[k]; twice {
			return fault.Invalidf(at+".key", "the metafield stands twice, first at %d", first)
		}
		seen[k] = i
	}
	return nil
}

// checkField looks at the type and the value of a metafield.
func checkField(at string, c FieldChange) error {
	switch {
	case c.Type == "":
		return fault.Invalidf(at+".type", "a new metafield needs a type, such as single_line_text_field")
	case !metafield.Known(c.Type):
		return fault.Invalidf(at+".type", "%.100q is no type of metafields", c.Type)
	case strings.TrimSpace(c.Value) == "":
		return fault.Invalidf(at+".value", "a metafield has a value; remove it instead")
	case len(c.Value) > maxFieldValue:
		return fault.Limitf(at+".value", "a value has at most %d bytes, got %d", maxFieldValue, len(c.Value))
	}
	if err := checkEncoding(at+".value", c.Value); err != nil {
		return err
	}
	if !metafield.Fits(c.Type, c.Value) {
		return fault.Invalidf(at+".value", "the value is none of the type %s", c.Type)
	}
	return nil
}

// fieldNote is what the audit log keeps of a metafield.
type fieldNote struct {
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
	Type      string `json:"type"`
	Value     string `json:"value"`
}

func noteField(m Metafield) fieldNote { return fieldNote{m.Namespace, m.Name, m.Type, m.Value} }

// kindOfOwner is what the audit log calls an owner.
func kindOfOwner(kind string) string {
	if kind == OwnerVariant {
		return "productVariant"
	}
	return strings.ToLower(kind[:1]) + kind[1:]
}
