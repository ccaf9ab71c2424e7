package model

import "time"

// FieldsPayload is what became of a mutation of metafields or of a preview; all of them are parts of this shape.
type FieldsPayload struct {
	DeletedMetafields []MetafieldIdentifier
	ExpiresAt         *time.Time
	Metafields        []Metafield
	Token             *string
	UserErrors        []StaffUserError
}

// The payloads of metafields and previews.
type (
	MetafieldsDeletePayload     = FieldsPayload
	MetafieldsSetPayload        = FieldsPayload
	ProductPreviewCreatePayload = FieldsPayload
)
