package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// setProduct declares a product by its id or handle.
func (r *Resolver) setProduct(ctx context.Context, in model.ProductSetInput, named *model.ProductSetIdentifiers, expected *int) (*model.CataloguePayload, error) {
	settings, err := r.settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	id, handle, err := identified(in, named)
	if err != nil {
		return cataloguePayload("input", nil, err)
	}
	files, err := r.newFiles(ctx, in.Files.Value())
	if err != nil {
		return cataloguePayload("input", nil, err)
	}
	out, err := r.catalog.SetProduct(ctx, by(ctx), id, handle, catalog.Edit{Action: "product.set", Expected: version(expected), Change: func(s *catalog.Spec) error {
		return layProduct(s, in, files, settings.Currency)
	}})
	return productPayload(ctx, "input", out, err)
}

// identified is which product a declaration is about; neither means a new one.
func identified(in model.ProductSetInput, named *model.ProductSetIdentifiers) (catalog.ProductID, string, error) {
	if named == nil {
		return 0, said(in.Handle), nil
	}
	gid, handle := named.ID.Value(), said(named.Handle)
	switch {
	case gid != nil && handle != "":
		return 0, "", fault.Invalidf("identifier", "give the id or the handle, not both")
	case gid != nil:
		id := productID(*gid)
		if id == 0 {
			return 0, "", fault.NotFoundf("identifier.id", "there is no such product")
		}
		return id, "", nil
	case handle == "":
		return 0, "", fault.Invalidf("identifier", "give an id or a handle")
	}
	return 0, handle, nil
}

// newFiles are the files of a declaration that the product may not have yet, by their places.
func (r *Resolver) newFiles(ctx context.Context, inputs []model.FileSetInput) (map[int]catalog.MediaSpec, error) {
	var fresh []model.CreateMediaInput
	var places []int
	for i, in := range inputs {
		switch source := in.OriginalSource.Value(); {
		case in.ID.Value() != nil:
		case source == nil:
			return nil, fault.Invalidf(fmt.Sprintf("files.%d", i), "give the id of a medium that the product has, or the address of a new one")
		default:
			kind := model.MediaContentTypeImage
			if k := in.ContentType.Value(); k != nil {
				kind = *k
			}
			fresh, places = append(fresh, model.CreateMediaInput{Alt: in.Alt, MediaContentType: kind, OriginalSource: *source}), append(places, i)
		}
	}
	specs, err := r.mediaSpecs(ctx, fresh)
	var f *fault.Fault
	if errors.As(err, &f) && len(f.Path) > 1 { // the place is that among the new ones
		if n, wrong := strconv.Atoi(f.Path[1]); wrong == nil && n < len(places) {
			return nil, f.To(append([]string{"files", strconv.Itoa(places[n])}, f.Path[2:]...)...)
		}
	}
	if err != nil {
		return nil, err
	}
	out := make(map[int]catalog.MediaSpec, len(specs))
	for n, i := range places {
		out[i] = specs[n]
	}
	return out, nil
}

// layProduct lays a declaration over a product.
func layProduct(s *catalog.Spec, in model.ProductSetInput, files map[int]catalog.MediaSpec, currency money.Currency) (err error) {
	for _, t := range []struct {
		to   *string
		from omittableText
	}{{&s.Title, in.Title}, {&s.DescriptionHTML, in.DescriptionHTML}, {&s.Vendor, in.Vendor}, {&s.ProductType, in.ProductType}, {&s.Category, in.Category}} {
		setText(t.to, t.from)
	}
	if handle := in.Handle.Value(); handle != nil {
		s.Handle = *handle
	}
	if tags, ok := in.Tags.ValueOK(); ok {
		s.Tags = tags
	}
	if status := in.Status.Value(); status != nil {
		s.Status = catalog.Status(*status)
	}
	if at, ok := in.PublishedAt.ValueOK(); ok {
		s.PublishedAt = at
	}
	s.GiftCard = yes(in.GiftCard.Value(), s.GiftCard)
	if seo, ok := in.SEO.ValueOK(); ok {
		catalogueSEO(&s.SEO, seo)
	}
	if fields, ok := in.Metafields.ValueOK(); ok {
		if s.Metafields, err = layFields("metafields", s.Metafields, fields, true); err != nil {
			return err
		}
	}
	if ids, ok := in.Collections.ValueOK(); ok {
		s.Shelves = append([]catalog.CollectionID{}, collectionIDs(ids)...)
	}
	if inputs, ok := in.Files.ValueOK(); ok {
		if err := layFiles(s, inputs, files); err != nil {
			return err
		}
	}
	return layVariants(s, in, currency)
}

// layFiles makes the media of a product what is declared; its variants go on showing what stays.
func layFiles(s *catalog.Spec, inputs []model.FileSetInput, files map[int]catalog.MediaSpec) error {
	media := make([]catalog.MediaSpec, 0, len(inputs))
	for i, in := range inputs {
		path := fmt.Sprintf("files.%d", i)
		if id := in.ID.Value(); id != nil {
			n, err := mediumOf(s, path+".id", *id)
			if err != nil {
				return err
			}
			m := s.Media[n]
			setText(&m.Alt, in.Alt)
			media = append(media, m)
		} else {
			media = append(media, files[i])
		}
		media[i].At = path
	}
	for n := range s.Variants {
		if at := s.Variants[n].Image; at >= 0 {
			id := s.Media[at].ID
			s.Variants[n].Image = slices.IndexFunc(media, func(m catalog.MediaSpec) bool { return m.ID == id && id != 0 })
		}
	}
	s.Media = media
	return nil
}

// layVariants makes the options and variants of a product what is declared.
func layVariants(s *catalog.Spec, in model.ProductSetInput, currency money.Currency) error {
	was := s.Options
	if inputs, ok := in.ProductOptions.ValueOK(); ok {
		s.Options = setOptions(was, inputs)
	}
	inputs, declared := in.Variants.ValueOK()
	switch {
	case declared && len(inputs) == 0:
		return fault.Invalidf("variants", "a product has at least one variant")
	case !declared && len(s.Variants) == 0 && len(s.Options) > 0:
		return fault.Invalidf("variants", "a new product with options is declared with its variants")
	case !declared && len(s.Variants) == 0:
		s.Variants = []catalog.VariantSpec{newVariant(s)}
		return nil
	case !declared:
		return renameValues(s, was)
	}
	there := s.Variants
	unnamed := unnamedVariants(s, was, inputs)
	s.Variants = make([]catalog.VariantSpec, len(inputs))
	for i, in := range inputs {
		path := fmt.Sprintf("variants.%d", i)
		v := newVariant(s)
		if gid := in.ID.Value(); gid != nil {
			id := catalog.VariantID(numberOf("ProductVariant", *gid))
			n := slices.IndexFunc(there, func(o catalog.VariantSpec) bool { return o.ID == id && id != 0 })
			if n < 0 {
				return fault.NotFoundf(path+".id", "the product has no such variant")
			}
			v = there[n]
			if len(v.Options) != len(s.Options) {
				v.Options = nil
			}
		} else if values, err := optionValues(s, nil, in.OptionValues.Value(), ""); err == nil { // else setVariant tells what is wrong
			if same, known := unnamed[strings.Join(values, "\x00")]; known {
				v = same
			}
		}
		if err := setVariant(s, &v, bulkInput(in), path, currency); err != nil {
			return err
		}
		if fields, ok := in.Metafields.ValueOK(); ok {
			var err error
			if v.Metafields, err = layFields(path+".metafields", v.Metafields, fields, true); err != nil {
				return err
			}
		}
		if at, ok := in.File.ValueOK(); ok {
			if v.Image = -1; at != nil {
				if *at < 0 || *at >= len(s.Media) {
					return fault.Invalidf(path+".file", "there are %d files, counted from 0; got %d", len(s.Media), *at)
				}
				v.Image = *at
			}
		}
		s.Variants[i] = v
	}
	return nil
}

// setOptions declares options and their values, by ids or else by names.
func setOptions(was []catalog.OptionSpec, inputs []model.OptionSetInput) []catalog.OptionSpec {
	if len(inputs) == 1 && inputs[0].Name == catalog.DefaultOption && len(inputs[0].Values) == 1 && inputs[0].Values[0].Name == catalog.DefaultValue {
		return nil // what shoppers see where there are none
	}
	out := make([]catalog.OptionSpec, len(inputs))
	for i, in := range inputs {
		o := catalog.OptionSpec{Name: in.Name, At: fmt.Sprintf("productOptions.%d", i)}
		if id := in.ID.Value(); id != nil {
			o.ID = catalog.OptionID(numberOf("ProductOption", *id))
		} else if n := slices.IndexFunc(was, func(o catalog.OptionSpec) bool { return o.Name == in.Name }); n >= 0 {
			o.ID = was[n].ID
		}
		var old []catalog.OptionValueSpec
		if n := slices.IndexFunc(was, func(w catalog.OptionSpec) bool { return w.ID == o.ID && o.ID != 0 }); n >= 0 {
			old = was[n].Values
		}
		for n, v := range in.Values {
			value := catalog.OptionValueSpec{Name: v.Name, SwatchColor: said(v.Swatch), At: fmt.Sprintf("%s.values.%d", o.At, n)}
			if id := v.ID.Value(); id != nil {
				value.ID = catalog.ValueID(numberOf("ProductOptionValue", *id))
			}
			if k := slices.IndexFunc(old, func(w catalog.OptionValueSpec) bool { return w.Name == v.Name }); k >= 0 && value.SwatchColor == "" && !v.Swatch.IsSet() {
				value.SwatchColor = old[k].SwatchColor
			}
			o.Values = append(o.Values, value)
		}
		out[i] = o
	}
	return out
}

// renameValues has variants that are not declared follow values that were given other names by their ids. Options may be in
// another order, but none may come or go without its variants.
func renameValues(s *catalog.Spec, was []catalog.OptionSpec) error {
	for i := range s.Variants {
		values, err := valuesNow(s.Options, was, s.Variants[i].Options)
		if err != nil {
			return err
		}
		s.Variants[i].Options = values
	}
	return nil
}

// valuesNow are the values of a variant by the options as they shall be.
func valuesNow(options, was []catalog.OptionSpec, values []string) ([]string, error) {
	if len(options) != len(was) {
		return nil, fault.Invalidf("variants", "where options come or go, the variants are declared with them")
	}
	out := make([]string, len(options))
	for to, o := range options {
		from := slices.IndexFunc(was, func(w catalog.OptionSpec) bool { return w.ID == o.ID && o.ID != 0 })
		if from < 0 {
			return nil, fault.Invalidf("variants", "where options come or go, the variants are declared with them")
		}
		k := slices.IndexFunc(was[from].Values, func(v catalog.OptionValueSpec) bool { return v.Name == values[from] })
		n := slices.IndexFunc(o.Values, func(v catalog.OptionValueSpec) bool { return k >= 0 && v.ID == was[from].Values[k].ID && v.ID != 0 })
		if n < 0 {
			n = slices.IndexFunc(o.Values, func(v catalog.OptionValueSpec) bool { return v.Name == values[from] && v.ID == 0 })
		}
		if n < 0 {
			return nil, fault.Invalidf(fmt.Sprintf("productOptions.%d.values", to), "variants have the value %q; declare the variants, too", values[from])
		}
		out[to] = o.Values[n].Name
	}
	return out, nil
}

// unnamedVariants are the variants that no input names by its id, with their values by the options as they shall be, by these
// values.
func unnamedVariants(s *catalog.Spec, was []catalog.OptionSpec, inputs []model.ProductVariantSetInput) map[string]catalog.VariantSpec {
	named := map[catalog.VariantID]bool{}
	for _, in := range inputs {
		if gid := in.ID.Value(); gid != nil {
			named[catalog.VariantID(numberOf("ProductVariant", *gid))] = true
		}
	}
	out := map[string]catalog.VariantSpec{}
	for _, v := range s.Variants {
		values, err := valuesNow(s.Options, was, v.Options)
		if named[v.ID] || err != nil { // one without values among the options is nobody's
			continue
		}
		v.Options = values
		if key := strings.Join(values, "\x00"); out[key].ID == 0 {
			out[key] = v
		}
	}
	return out
}

// bulkInput is a declared variant as one that is written with others; its metafields and its picture are declared apart.
func bulkInput(in model.ProductVariantSetInput) model.ProductVariantsBulkInput {
	out := model.ProductVariantsBulkInput{Barcode: in.Barcode, CompareAtPrice: in.CompareAtPrice, InventoryItem: in.InventoryItem, InventoryPolicy: in.InventoryPolicy,
		InventoryQuantities: in.InventoryQuantities, OptionValues: in.OptionValues, Price: in.Price, QuantityRule: in.QuantityRule, TaxCode: in.TaxCode,
		Taxable: in.Taxable, UnitPriceMeasurement: in.UnitPriceMeasurement}
	if in.Sku.IsSet() {
		item := model.VariantItemInput{}
		if given := in.InventoryItem.Value(); given != nil {
			item = *given
		}
		item.Sku = in.Sku
		out.InventoryItem = graphql.OmittableOf(&item)
	}
	return out
}
