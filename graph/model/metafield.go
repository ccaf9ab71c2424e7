package model

import (
	"time"

	"cartwright/internal/catalog"
)

// Metafield is a typed value beside a thing of the shop. Parent is that thing.
type Metafield struct {
	Row    catalog.Metafield
	View   *View
	Parent MetafieldParentResource
}

// ID is the global id.
func (m *Metafield) ID() string { return GID("Metafield", m.Row.ID) }

// Namespace keeps the keys of different purposes apart.
func (m *Metafield) Namespace() string { return m.Row.Namespace }

// Key names the value within its namespace.
func (m *Metafield) Key() string { return m.Row.Name }

// Type says how the value is to be read.
func (m *Metafield) Type() string { return m.Row.Type }

// Value is the value as text.
func (m *Metafield) Value() string { return m.Row.Value }

// CompareDigest stands for the type and the value.
func (m *Metafield) CompareDigest() string { return m.Row.Digest() }

// Description is a note of the merchant's.
func (m *Metafield) Description() *string { return text(m.Row.Description) }

// CreatedAt is when it was first set.
func (m *Metafield) CreatedAt() time.Time { return m.Row.CreatedAt }

// UpdatedAt is when it was last set.
func (m *Metafield) UpdatedAt() time.Time { return m.Row.UpdatedAt }

// ParentResource is the thing it belongs to.
func (m *Metafield) ParentResource() MetafieldParentResource { return m.Parent }
