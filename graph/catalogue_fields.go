package graph

import (
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	types "cartwright/internal/metafield"
)

// checkField refuses a metafield whose type is unknown, or whose value does not fit it.
func checkField(f catalog.MetafieldSpec) error {
	switch {
	case f.Type == "":
		return fault.Invalidf(f.At+".type", "say of which type it is: there is no such metafield yet")
	case !types.Known(f.Type):
		return fault.Invalidf(f.At+".type", "there is no such type of metafields; one is single_line_text_field")
	case !types.Fits(f.Type, f.Value):
		return fault.Invalidf(f.At+".value", "the value does not fit the type %s", f.Type)
	}
	return nil
}
