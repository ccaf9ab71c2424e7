package graph

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/fault"
	"cartwright/internal/search"
)

// facetNames say how each facet is called: its id begins as the hosted platform's does, which clients take apart.
var facetNames = map[string]struct{ id, label string }{
	"availability": {"filter.v.availability", "Availability"}, "price": {"filter.v.price", "Price"}, "vendor": {"filter.p.vendor", "Vendor"},
	"type": {"filter.p.product_type", "Product type"}, "tag": {"filter.p.tag", "Tag"},
}

// facets shows facets. The input of a value is what a client posts back, untouched, to choose it.
func facets(list []search.Facet, v *model.View) []model.Filter {
	out := make([]model.Filter, len(list))
	for i, f := range list {
		name := facetNames[f.Key.Kind]
		if f.Key.Kind == "option" {
			name.id, name.label = "filter.v.option."+slug(f.Key.Name), f.Key.Name
		}
		if f.Key.Kind == "metafield" {
			name.id, name.label = "filter."+map[bool]string{false: "p", true: "v"}[f.Key.OfVariant]+".m."+f.Key.Namespace+"."+f.Key.Key, f.Key.Name
		}
		shown := model.Filter{ID: name.id, Label: name.label, Type: model.FilterTypeList, Presentation: new(model.FilterPresentationText)}
		for _, value := range f.Values {
			one := model.FilterValue{ID: name.id + "." + slug(value.Label), Label: value.Label, Count: value.Count}
			switch f.Key.Kind {
			case "availability":
				one.ID, one.Label = name.id+".0", "Out of stock"
				if value.Bool {
					one.ID, one.Label = name.id+".1", "In stock"
				}
				one.Input = input("available", value.Bool)
			case "price":
				shown.Type, one.ID, one.Label = model.FilterTypePriceRange, name.id, name.label
				one.Input = input("price", map[string]float64{"min": major(*f.Lowest, v), "max": major(*f.Most, v)})
			case "vendor":
				one.Input = input("productVendor", value.Label)
			case "type":
				one.Input = input("productType", value.Label)
			case "tag":
				one.Input = input("tag", value.Label)
			case "metafield":
				one.Input = input(map[bool]string{false: "productMetafield", true: "variantMetafield"}[f.Key.OfVariant],
					map[string]string{"namespace": f.Key.Namespace, "key": f.Key.Key, "value": value.Label})
			case "option":
				one.Input = input("variantOption", map[string]string{"name": f.Key.Name, "value": value.Label})
			}
			if value.Swatch != "" {
				one.Swatch = &model.Swatch{Color: new(value.Swatch)}
				shown.Presentation = new(model.FilterPresentationSwatch)
			}
			shown.Values = append(shown.Values, one)
		}
		out[i] = shown
	}
	return out
}

// major is an amount in major units, as the dialect has prices in filters.
func major(minor int64, v *model.View) float64 {
	return float64(minor) / math.Pow10(v.Currency.Digits())
}

// input is a filter of one field, as JSON.
func input(field string, value any) string {
	text, err := json.Marshal(map[string]any{field: value})
	if err != nil { // texts, numbers and booleans always marshal
		return "{}"
	}
	return string(text)
}

// slug is a name in small letters and hyphens, as ids of facets have it.
func slug(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == '.' || r == '/' || r == '_' }), "-")
}

// productFilters reads the dialect's filters; the argument names them in faults.
func productFilters(argument string, in []model.ProductFilter, v *model.View) (search.Filters, error) {
	var f search.Filters
	for i, p := range in {
		if a := p.Available.Value(); a != nil {
			f.Available = append(f.Available, *a)
		}
		for _, t := range []struct {
			said *string
			to   *[]string
		}{{p.ProductType.Value(), &f.Types}, {p.ProductVendor.Value(), &f.Vendors}, {p.Tag.Value(), &f.Tags}} {
			if t.said != nil {
				*t.to = append(*t.to, *t.said)
			}
		}
		if o := p.VariantOption.Value(); o != nil {
			f.Options = append(f.Options, search.Choice{Name: o.Name, Value: o.Value})
		}
		if m := p.ProductMetafield.Value(); m != nil {
			f.Metafields = append(f.Metafields, search.Metafield{Namespace: m.Namespace, Key: m.Key, Value: m.Value})
		}
		if m := p.VariantMetafield.Value(); m != nil {
			f.Metafields = append(f.Metafields, search.Metafield{Namespace: m.Namespace, Key: m.Key, Value: m.Value, OfVariant: true})
		}
		if m := p.TaxonomyMetafield.Value(); m != nil {
			f.Metafields = append(f.Metafields, search.Metafield{Namespace: m.Namespace, Key: m.Key, Value: m.Value})
		}
		if c := p.Category.Value(); c != nil {
			path, err := categoryPath(c.ID)
			if err != nil {
				return f, fault.Invalidf(fmt.Sprintf("%s.%d.category.id", argument, i), "%v", err)
			}
			f.Categories = append(f.Categories, path)
		}
		if r := p.Price.Value(); r != nil {
			span, err := priceRange(r, v)
			if err != nil {
				return f, fault.Invalidf(fmt.Sprintf("%s.%d.price", argument, i), "%v", err)
			}
			f.Prices = append(f.Prices, span)
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

// priceRange reads a range. The dialect has it in floats of major units; it becomes minor units at once.
func priceRange(r *model.PriceRangeFilter, v *model.View) (search.Range, error) {
	scale := math.Pow10(v.Currency.Digits())
	var out search.Range
	for _, end := range []struct {
		said *float64
		to   **int64
	}{{r.Min.Value(), &out.Min}, {r.Max.Value(), &out.Max}} {
		if end.said == nil {
			continue
		}
		minor := math.Round(*end.said * scale)
		if *end.said < 0 || minor > 1e15 || math.IsNaN(minor) {
			return out, fmt.Errorf("a price is between 0 and %g", 1e15/scale)
		}
		*end.to = new(int64(minor))
	}
	return out, nil
}
