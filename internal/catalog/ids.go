package catalog

// The ids of the catalogue's rows. Zero is no id.
type (
	// ProductID names a product.
	ProductID int64
	// VariantID names a variant.
	VariantID int64
	// OptionID names an option of a product.
	OptionID int64
	// ValueID names a value of an option.
	ValueID int64
	// MediaID names a picture, a video or a model.
	MediaID int64
	// CollectionID names a collection.
	CollectionID int64
)
