package demo

import (
	"encoding/json"
	"strconv"
	"strings"

	"cartwright/internal/catalog"
)

// metafields tells the facts of the card that have no field of their own, under the namespace "facts".
func (g good) metafields() []catalog.MetafieldSpec {
	var all []catalog.MetafieldSpec
	add := func(key, kind, value, about string) {
		if value != "" {
			all = append(all, catalog.MetafieldSpec{Namespace: "facts", Key: key, Type: kind, Value: value, Description: about})
		}
	}
	add("material", "single_line_text_field", g.material, "What it is made of")
	if len(g.care) > 0 {
		add("care", "list.single_line_text_field", asJSON(g.care), "How to look after it")
	}
	add("origin", "single_line_text_field", g.origin, "Where it is made")
	add("dimensions", "single_line_text_field", g.size, "How large it is")
	if g.years > 0 {
		add("guarantee_years", "number_integer", strconv.Itoa(g.years), "Years in which we mend it for nothing")
		add("mendable", "boolean", strconv.FormatBool(g.years >= 5), "Whether our workshop mends it")
	}
	if g.grams > 0 {
		add("shipping_weight", "weight", asJSON(measured{float64(g.grams) / 1000, "kg"}), "Weight without the parcel")
	}
	return append(all, g.extra...)
}

// measured is the value of a metafield of type weight, dimension or volume.
type measured struct {
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
}

// asJSON writes values of this package, all of which JSON can hold.
func asJSON(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return ""
	}
	return strings.TrimSpace(b.String())
}

// dimension is a length that a machine can read.
func dimension(key string, value float64, unit, about string) catalog.MetafieldSpec {
	return catalog.MetafieldSpec{
		Namespace: "facts", Key: key, Type: "dimension", Value: asJSON(measured{value, unit}), Description: about,
	}
}

// note is a text of several lines, such as a recipe or instructions.
func note(key, about string, lines ...string) catalog.MetafieldSpec {
	return catalog.MetafieldSpec{
		Namespace: "facts", Key: key, Type: "multi_line_text_field", Value: strings.Join(lines, "\n"), Description: about,
	}
}

// unit fills in what a variant's unit price is told by: so many thousandths of a unit in it, priced per reference.
func unit(milli int64, of string, per int64, reference string) *catalog.UnitMeasure {
	return &catalog.UnitMeasure{QuantityMilli: milli, QuantityUnit: of, ReferenceValue: per, ReferenceUnit: reference}
}
