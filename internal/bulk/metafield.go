package bulk

import (
	"strconv"
	"strings"

	"cartwright/internal/catalog"
)

// The types of metafields that a file can hold. The file does not name them: a column has the title of the definition
// and nothing of its type, so that the shape of the value decides.
const (
	oneLine  = "single_line_text_field"
	lines    = "multi_line_text_field"
	richText = "rich_text_field"
	truth    = "boolean"
)

// productFields reads the metafields of a product, and the recommendations, which the platform keeps among them. A
// product without any leaves those that are there: exports have the Google Shopping columns whether they are used or not.
func (d *draft) productFields(r row) {
	for _, f := range d.metafields(r, false) {
		if f.Namespace == recommendations && f.Type == oneLine {
			if handles := handleList(f.Value); handles != nil {
				switch f.Key {
				case relatedKey:
					d.spec.Related = handles
					continue
				case complementKey:
					d.spec.Complementary = handles
					continue
				}
			}
		}
		d.spec.Metafields = append(d.spec.Metafields, f)
	}
}

// metafields reads the columns of metafields that are filled, of the product or of the variant; nil for none.
func (d *draft) metafields(r row, variant bool) []catalog.MetafieldSpec {
	var fields []catalog.MetafieldSpec
	for _, f := range r.head.fields {
		if f.variant != variant {
			continue
		}
		value, there := presentCell(r.fields[f.at])
		if !there || value == "" && f.typ == "" {
			continue
		}
		if f.typ != "" {
			fields = append(fields, catalog.MetafieldSpec{Namespace: f.namespace, Key: f.key, Type: f.typ, Value: value, Description: f.about})
			d.size += fieldSize
			continue
		}
		m := catalog.MetafieldSpec{Namespace: f.namespace, Key: f.key, Type: fieldType(value), Value: value}
		if f.namespace == googleNamespace && f.key == "custom_product" {
			yes, ok := parseBool(value)
			if !ok {
				d.fault(r.num, r.head.names[f.at], quote(value)+" is neither true nor false: write TRUE or FALSE")
				continue
			}
			m.Type, m.Value = truth, strconv.FormatBool(yes)
		}
		fields = append(fields, m)
		d.size += fieldSize
	}
	others := colFields
	if variant {
		others = colVariantFields
	}
	var more []fieldJSON
	if !d.json(r, others, &more) {
		return fields
	}
	d.size += fieldSize * len(more)
	return append(fields, fieldSpecs(more)...)
}

// maxLinks is how many products a product can recommend.
const maxLinks = 250

func fieldType(value string) string {
	switch {
	case strings.HasPrefix(value, `{"type":"root"`):
		return richText
	case strings.Contains(value, "\n"):
		return lines
	}
	return oneLine
}

// handleList reads handles parted by commas or semicolons; nil when the value holds anything else,
// or too many.
func handleList(value string) []string {
	var handles []string
	for h := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ';' }) {
		h = strings.TrimSpace(h)
		if h == "" {
			continue
		}
		if checkHandle(h) != "" || len(handles) == maxLinks {
			return nil
		}
		handles = append(handles, h)
	}
	return handles
}
