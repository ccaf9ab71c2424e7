package model

import (
	"time"

	"cartwright/internal/content"
)

// Metaobject is an entry of a type that the merchant made.
type Metaobject struct {
	Row  *content.Metaobject
	View *View
}

// ID is the global id.
func (m *Metaobject) ID() string { return GID("Metaobject", m.Row.ID) }

// Type is the merchant's type.
func (m *Metaobject) Type() string { return m.Row.Type }

// Handle names the entry within its type.
func (m *Metaobject) Handle() string { return m.Row.Handle }

// UpdatedAt is when it was last written.
func (m *Metaobject) UpdatedAt() time.Time { return m.Row.UpdatedAt }

// SEO is null: entries have no pages of their own.
func (m *Metaobject) SEO() *MetaobjectSEO { return nil }

// OnlineStoreURL is null: entries have no pages of their own.
func (m *Metaobject) OnlineStoreURL() *string { return nil }

// Field is the field of the key.
func (m *Metaobject) Field(key string) *MetaobjectField {
	for _, f := range m.Row.Fields {
		if f.Key == key {
			return &MetaobjectField{Row: f, View: m.View}
		}
	}
	return nil
}

// Fields are all fields in the order of the type.
func (m *Metaobject) Fields() []*MetaobjectField {
	out := make([]*MetaobjectField, len(m.Row.Fields))
	for i, f := range m.Row.Fields {
		out[i] = &MetaobjectField{Row: f, View: m.View}
	}
	return out
}

// MetaobjectField is one field of an entry.
type MetaobjectField struct {
	Row  content.MetaobjectField
	View *View
}

// Key names the field.
func (f *MetaobjectField) Key() string { return f.Row.Key }

// Type says how the value is to be read.
func (f *MetaobjectField) Type() string { return f.Row.Type }

// Value is the value as text.
func (f *MetaobjectField) Value() *string { return text(f.Row.Value) }

// NewMetaobjects shows rows.
func NewMetaobjects(rows []content.Metaobject, v *View) []*Metaobject {
	out := make([]*Metaobject, len(rows))
	for i := range rows {
		out[i] = &Metaobject{Row: &rows[i], View: v}
	}
	return out
}
