package catalog

import (
	"fmt"
	"strings"
)

// Filter narrows a listing of products. The zero filter lets everything through; conditions are joined by AND. With
// conditions on FieldAny, whose values are filters again, it is a tree of AND, OR and NOT.
type Filter struct {
	Conditions []Condition
}

// Condition is one thing that must hold. Any of Values will do.
type Condition struct {
	Field  Field
	Op     Op
	Not    bool
	Values []any // texts, whole numbers, times or filters, as the field has them
}

// Field is what a condition looks at.
type Field string

// The fields a condition can look at.
const (
	FieldAny       Field = "any"  // a Filter
	FieldText      Field = "text" // title, vendor, type and tags together
	FieldTitle     Field = "title"
	FieldHandle    Field = "handle"
	FieldVendor    Field = "vendor"
	FieldType      Field = "product_type"
	FieldTag       Field = "tag"
	FieldPrice     Field = "variants.price" // minor units
	FieldAvailable Field = "available_for_sale"
	FieldCreated   Field = "created_at"
	FieldUpdated   Field = "updated_at"
	FieldID        Field = "id"
	FieldSKU       Field = "sku"
	FieldBarcode   Field = "barcode"
	FieldOption    Field = "option"    // a Selection
	FieldMetafield Field = "metafield" // a MetafieldMatch
	FieldCategory  Field = "category"  // a path in the taxonomy; what is below it counts too
)

// MetafieldMatch is a metafield of a product, or with OfVariant of one of its variants, with a value.
type MetafieldMatch struct {
	Namespace, Key, Value string
	OfVariant             bool
}

// Op is how a condition compares.
type Op string

// The comparisons.
const (
	Equals   Op = "="
	Prefix   Op = "prefix"
	Contains Op = "contains"
	Less     Op = "<"
	AtMost   Op = "<="
	More     Op = ">"
	AtLeast  Op = ">="
	Other    Op = "<>" // with the empty text: the field has a value
)

// key tells filters apart, so that a cursor of one is not taken for another's.
func (f Filter) key() string {
	var b strings.Builder
	for _, c := range f.Conditions {
		b.WriteString(c.String())
	}
	return b.String()
}

// String is the filter as people would write it.
func (f Filter) String() string { return "(" + f.key() + ")" }

// String is the condition as people would write it.
func (c Condition) String() string {
	not := ""
	if c.Not {
		not = "NOT "
	}
	return fmt.Sprintf("%s%s %s %v;", not, c.Field, c.Op, c.Values)
}
