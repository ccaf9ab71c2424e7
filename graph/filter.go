package graph

import (
	"encoding/base64"
	"fmt"
	"math"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
)

// productFilters reads the dialect's filters: those of one kind let either through, those of different kinds must all
// hold.
func productFilters(in []model.ProductFilter, v *model.View) (catalog.Filter, error) {
	var f catalog.Filter
	byField := map[string]int{}
	put := func(group string, c catalog.Condition) {
		if at, ok := byField[group]; ok {
			f.Conditions[at].Values = append(f.Conditions[at].Values, c.Values...)
			return
		}
		byField[group] = len(f.Conditions)
		f.Conditions = append(f.Conditions, c)
	}
	same := func(field catalog.Field, value any) catalog.Condition {
		return catalog.Condition{Field: field, Op: catalog.Equals, Values: []any{value}}
	}
	for i, p := range in {
		if a := p.Available.Value(); a != nil {
			put("available", same(catalog.FieldAvailable, *a))
		}
		if t := p.ProductType.Value(); t != nil {
			put("type", same(catalog.FieldType, *t))
		}
		if t := p.ProductVendor.Value(); t != nil {
			put("vendor", same(catalog.FieldVendor, *t))
		}
		if t := p.Tag.Value(); t != nil {
			put("tag", same(catalog.FieldTag, *t))
		}
		if o := p.VariantOption.Value(); o != nil {
			put("option "+o.Name, same(catalog.FieldOption, catalog.Selection{Name: o.Name, Value: o.Value}))
		}
		for ofVariant, m := range map[bool]*model.MetafieldFilter{false: p.ProductMetafield.Value(), true: p.VariantMetafield.Value()} {
			if m != nil {
				put(fmt.Sprint("metafield ", ofVariant, m.Namespace, m.Key),
					same(catalog.FieldMetafield, catalog.MetafieldMatch{Namespace: m.Namespace, Key: m.Key, Value: m.Value, OfVariant: ofVariant}))
			}
		}
		if m := p.TaxonomyMetafield.Value(); m != nil {
			put("taxonomy "+m.Namespace+m.Key, same(catalog.FieldMetafield, catalog.MetafieldMatch{Namespace: m.Namespace, Key: m.Key, Value: m.Value}))
		}
		if c := p.Category.Value(); c != nil {
			path, err := categoryPath(c.ID)
			if err != nil {
				return f, fault.Invalidf(fmt.Sprintf("filters.%d.category.id", i), "%v", err)
			}
			put("category", same(catalog.FieldCategory, path))
		}
		if r := p.Price.Value(); r != nil {
			bounds, err := priceBounds(r, v)
			if err != nil {
				return f, fault.Invalidf(fmt.Sprintf("filters.%d.price", i), "%v", err)
			}
			f.Conditions = append(f.Conditions, bounds...)
		}
	}
	return f, nil
}

// categoryPath reads the id that a category was shown with.
func categoryPath(id string) (string, error) {
	path, err := base64.RawURLEncoding.DecodeString(id[strings.LastIndexByte(id, '/')+1:])
	if err != nil {
		return "", fmt.Errorf("%q is no id of a category; take one from Product.category", id)
	}
	return string(path), nil
}

// priceBounds reads a range. The dialect has it in floats of major units; it becomes minor units at once.
func priceBounds(r *model.PriceRangeFilter, v *model.View) ([]catalog.Condition, error) {
	scale := math.Pow10(v.Currency.Digits())
	var out []catalog.Condition
	for op, bound := range map[catalog.Op]*float64{catalog.AtLeast: r.Min.Value(), catalog.AtMost: r.Max.Value()} {
		if bound == nil || op == catalog.AtLeast && *bound == 0 {
			continue
		}
		minor := math.Round(*bound * scale)
		if *bound < 0 || minor > 1e15 || math.IsNaN(minor) {
			return nil, fmt.Errorf("a price is between 0 and %g", 1e15/scale)
		}
		out = append(out, catalog.Condition{Field: catalog.FieldPrice, Op: op, Values: []any{int64(minor)}})
	}
	return out, nil
}
