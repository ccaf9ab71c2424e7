package search

import "time"

// Kind says what kind of thing can be found.
type Kind uint8

// The kinds of things.
const (
	Product Kind = iota
	Collection
	Page
	Article
	kinds = iota
)

// Key names a thing: the number of its row, and of what.
type Key struct {
	Kind Kind
	ID   int64
}

// Thing is what can be found, with all that it is found, filtered and sorted by. Money is in minor units.
type Thing struct {
	Key
	Handle  string
	Title   string
	Type    string   // of a product
	Tags    []string // of a product or an article
	Vendor  string   // of a product
	Author  string   // of an article
	Blog    string   // title of an article's
	Body    string   // plain text
	Created time.Time
	Updated time.Time
	Shown   time.Time // from when on shoppers see it; zero: it is not published
	Status  string    // of a product, in small letters: "active", "draft", "archived"
	Stock   int64     // of a product, over the variants whose stock is counted

	Available  bool
	Category   string // path in the taxonomy, parts joined by " > "
	Sales      int64
	Options    []Option
	Variants   []Variant
	Metafields []Metafield
	Places     []Place
}

// hidden reports whether shoppers do not see the thing at a moment.
func (t *Thing) hidden(now time.Time) bool {
	return t.Status != "" && t.Status != active || t.Shown.IsZero() || t.Shown.After(now)
}

// active is the status of products that are sold.
const active = "active"

// Place is where a product stands in a collection.
type Place struct {
	Collection, Position int64
}

// Option is an option of a product with its values.
type Option struct {
	Name   string
	Values []OptionValue
}

// OptionValue is a value of an option; the swatch is a colour as #rrggbb, or empty.
type OptionValue struct{ Name, Swatch string }

// Variant is what a product is found by through one of its variants.
type Variant struct {
	SKU, Barcode string
	Price        int64
}

// Metafield is a value that a product, or one of its variants, carries.
type Metafield struct {
	Namespace, Key, Value string
	OfVariant             bool
}

// field is a place that words are found in.
type field uint8

const (
	inTitle field = iota
	inType
	inTag
	inVariant
	inVendor
	inAuthor
	inBody
	fields = iota
)

// weights say how much a word counts where it stands: the title over what a thing is called besides, that over who made
// it, and that over what is told of it.
var weights = [fields]int{inTitle: 100, inType: 50, inTag: 45, inVariant: 40, inVendor: 25, inAuthor: 25, inBody: 8}
