package graph

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// omittableText is a text of an input: left out, null, or said.
type omittableText = graphql.Omittable[*string]

// variantOf is the place of a variant of a product.
func variantOf(s *catalog.Spec, path, gid string) (int, error) {
	id := catalog.VariantID(numberOf("ProductVariant", gid))
	if i := slices.IndexFunc(s.Variants, func(v catalog.VariantSpec) bool { return v.ID == id && id != 0 }); i >= 0 {
		return i, nil
	}
	return 0, fault.NotFoundf(path, "the product has no such variant")
}

// variantsPayload shows a product with those of its variants that the act was about, in the order of wanted.
func variantsPayload(ctx context.Context, out catalog.Edited, err error) (*model.CataloguePayload, error) {
	p, err := productPayload(ctx, "", out, err)
	if p == nil || len(p.UserErrors) > 0 {
		return p, err
	}
	rows := make([]catalog.Variant, 0, len(out.Named))
	for _, i := range out.Named {
		if i < len(out.Variants) {
			rows = append(rows, out.Variants[i])
		}
	}
	p.ProductVariants = []model.ProductVariant{}
	for _, v := range model.NewVariants(rows, map[catalog.ProductID]*model.Product{out.Product.ID: p.Product}, view(ctx)) {
		p.ProductVariants = append(p.ProductVariants, *v)
	}
	return p, nil
}

func (r *Resolver) createVariants(ctx context.Context, gid string, inputs []model.ProductVariantsBulkInput, media []model.CreateMediaInput, strategy model.ProductVariantsBulkCreateStrategy, expected *int) (*model.CataloguePayload, error) {
	settings, err := r.settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	files, err := r.mediaSpecs(ctx, media)
	if err != nil {
		return cataloguePayload("", nil, err)
	}
	out, err := r.editProduct(ctx, "product.createVariants", gid, expected, func(s *catalog.Spec) error {
		s.Media = append(s.Media, files...)
		alone := len(s.Variants) == 1 && (strategy == model.ProductVariantsBulkCreateStrategyRemoveStandaloneVariant || untouched(s))
		var fresh []catalog.VariantSpec
		for i, in := range inputs {
			if in.ID.Value() != nil {
				return fault.Invalidf(fmt.Sprintf("variants.%d.id", i), "a new variant has no id; change one that is there with productVariantsBulkUpdate")
			}
			v := newVariant(s)
			if err := setVariant(s, &v, in, fmt.Sprintf("variants.%d", i), settings.Currency); err != nil {
				return err
			}
			fresh = append(fresh, v)
		}
		if alone {
			s.Variants = nil
		}
		for i := range fresh {
			s.Named = append(s.Named, len(s.Variants)+i)
		}
		s.Variants = append(s.Variants, fresh...)
		return nil
	})
	return variantsPayload(ctx, out, err)
}

// untouched reports whether the one variant of a product was never written: it is the first that productCreate makes, or
// stands for a product without options.
func untouched(s *catalog.Spec) bool {
	v := s.Variants[0]
	return v.Price == 0 && v.SKU == "" && v.Barcode == "" && v.CompareAt == nil && v.Cost == nil && !v.Tracked && len(v.Metafields) == 0
}

// newVariant is what a variant is that says nothing.
func newVariant(s *catalog.Spec) catalog.VariantSpec {
	return catalog.VariantSpec{Taxable: true, RequiresShipping: !s.GiftCard, Image: -1}
}

func (r *Resolver) updateVariants(ctx context.Context, gid string, inputs []model.ProductVariantsBulkInput, media []model.CreateMediaInput, expected *int) (*model.CataloguePayload, error) {
	settings, err := r.settings.Settings(ctx)
	if err != nil {
		return nil, err
	}
	files, err := r.mediaSpecs(ctx, media)
	if err != nil {
		return cataloguePayload("", nil, err)
	}
	out, err := r.editProduct(ctx, "product.updateVariants", gid, expected, func(s *catalog.Spec) error {
		s.Media = append(s.Media, files...)
		at := make(map[string]int, len(s.Variants))
		for i, v := range s.Variants {
			at[model.GID("ProductVariant", v.ID)] = i
		}
		for n, in := range inputs {
			path := fmt.Sprintf("variants.%d", n)
			i, known := at[said(in.ID)]
			if !known {
				return fault.NotFoundf(path+".id", "the product has no such variant")
			}
			if s.Variants[i].At != "" {
				return fault.Invalidf(path+".id", "the variant is changed twice")
			}
			if in.InventoryQuantities.Value() != nil {
				return fault.Invalidf(path+".inventoryQuantities", "only new variants are given a stock here; use inventorySetQuantities")
			}
			if err := setVariant(s, &s.Variants[i], in, path, settings.Currency); err != nil {
				return err
			}
			s.Named = append(s.Named, i)
		}
		return nil
	})
	return variantsPayload(ctx, out, err)
}

func (r *Resolver) deleteVariants(ctx context.Context, gid string, gids []string, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.deleteVariants", gid, expected, func(s *catalog.Spec) error {
		s.Variants = slices.Clone(s.Variants)
		for n, id := range gids {
			i, err := variantOf(s, fmt.Sprintf("variantsIds.%d", n), id)
			if err != nil {
				return err
			}
			s.Variants = slices.Delete(s.Variants, i, i+1)
		}
		if len(s.Variants) == 0 {
			return fault.Invalidf("variantsIds", "a product keeps at least one variant; remove the product instead")
		}
		return nil
	})
	return productPayload(ctx, "", out, err)
}

func (r *Resolver) reorderVariants(ctx context.Context, gid string, positions []model.ProductVariantPositionInput, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.reorderVariants", gid, expected, func(s *catalog.Spec) error {
		s.Variants = slices.Clone(s.Variants)
		for n, p := range positions {
			path := fmt.Sprintf("positions.%d", n)
			i, err := variantOf(s, path+".id", p.ID)
			if err != nil {
				return err
			}
			if p.Position < 1 || p.Position > len(s.Variants) {
				return fault.Invalidf(path+".position", "a position is between 1 and %d, got %d", len(s.Variants), p.Position)
			}
			v := s.Variants[i]
			s.Variants = slices.Insert(slices.Delete(s.Variants, i, i+1), p.Position-1, v)
		}
		return nil
	})
	return productPayload(ctx, "", out, err)
}

// setVariant lays what an input says over a variant. Options that stand in the path's place of the product are named by id or name.
func setVariant(s *catalog.Spec, v *catalog.VariantSpec, in model.ProductVariantsBulkInput, path string, currency money.Currency) (err error) {
	v.At = path
	setText(&v.Barcode, in.Barcode)
	setText(&v.TaxCode, in.TaxCode)
	v.Taxable = yes(in.Taxable.Value(), v.Taxable)
	if policy := in.InventoryPolicy.Value(); policy != nil {
		v.Oversell = *policy == model.ProductVariantInventoryPolicyContinue
	}
	if text := in.Price.Value(); text != nil {
		if v.Price, err = priceOf(path+".price", *text, currency); err != nil {
			return err
		}
	}
	if err := setAmount(&v.CompareAt, in.CompareAtPrice, path+".compareAtPrice", currency); err != nil {
		return err
	}
	if given := in.OptionValues.Value(); given != nil {
		if v.Options, err = optionValues(s, v.Options, given, path+".optionValues"); err != nil {
			return err
		}
	} else if len(v.Options) == 0 && len(s.Options) > 0 {
		return fault.Invalidf(path+".optionValues", "a variant has a value of each of the %d options", len(s.Options))
	}
	if id, ok := in.MediaID.ValueOK(); ok {
		v.Image = -1
		if id != nil {
			if v.Image, err = mediumOf(s, path+".mediaId", *id); err != nil {
				return err
			}
		}
	}
	if v.Metafields, err = layFields(path+".metafields", v.Metafields, in.Metafields.Value(), false); err != nil {
		return err
	}
	if q := in.QuantityRule.Value(); q != nil {
		v.Quantities = &catalog.QuantityRule{Minimum: q.Minimum, Increment: q.Increment, Maximum: q.Maximum.Value()}
	}
	if u, ok := in.UnitPriceMeasurement.ValueOK(); ok {
		if v.UnitPrice, err = unitMeasure(u, path+".unitPriceMeasurement"); err != nil {
			return err
		}
	}
	if err = setStock(v, in.InventoryQuantities.Value(), path+".inventoryQuantities"); err != nil {
		return err
	}
	return setItem(v, in.InventoryItem.Value(), path+".inventoryItem", currency)
}

// setAmount sets an amount that may be none; null removes it.
func setAmount(to **int64, from omittableText, path string, currency money.Currency) error {
	text, ok := from.ValueOK()
	if !ok {
		return nil
	}
	if *to = nil; text == nil {
		return nil
	}
	n, err := priceOf(path, *text, currency)
	*to = &n
	return err
}

// priceOf reads an amount that may not be negative.
func priceOf(path, text string, currency money.Currency) (int64, error) {
	n, err := amount(path, text, currency)
	if err == nil && n < 0 {
		err = fault.Invalidf(path, "a price is not negative, got %s", text)
	}
	return n, err
}

// setItem sets what stock-keeping knows of a variant.
func setItem(v *catalog.VariantSpec, in *model.VariantItemInput, path string, currency money.Currency) error {
	if in == nil {
		return nil
	}
	setText(&v.SKU, in.Sku)
	v.Tracked = yes(in.Tracked.Value(), v.Tracked)
	v.RequiresShipping = yes(in.RequiresShipping.Value(), v.RequiresShipping)
	if err := setAmount(&v.Cost, in.Cost, path+".cost", currency); err != nil {
		return err
	}
	m := in.Measurement.Value()
	if m == nil || m.Weight.Value() == nil {
		return nil
	}
	w := m.Weight.Value()
	v.WeightUnit = catalog.WeightUnit(w.Unit)
	milligrams, ok := scaled(w.Value, catalog.MicrogramsOf(v.WeightUnit), 1000)
	if !ok {
		return fault.Invalidf(path+".measurement.weight.value", "a weight is a number of at most 1000 tonnes, such as 0.25")
	}
	v.WeightMilligrams = milligrams
	return nil
}

// scaled is a decimal number times a ratio, rounded half up; not ok where it is no number, negative, or too large.
func scaled(text string, by, parts int64) (int64, bool) {
	if len(text) > 40 {
		return 0, false
	}
	n, ok := new(big.Rat).SetString(text)
	if !ok || n.Sign() < 0 {
		return 0, false
	}
	n.Mul(n, big.NewRat(by, parts))
	n.Add(n, big.NewRat(1, 2))
	whole := new(big.Int).Quo(n.Num(), n.Denom())
	return whole.Int64(), whole.IsInt64() && whole.Int64() <= 1_000_000_000_000
}

// optionValues are the values of a variant in the order of the product's options; one that an input does not name stays.
func optionValues(s *catalog.Spec, was []string, inputs []model.VariantOptionValueInput, path string) ([]string, error) {
	out := make([]string, len(s.Options))
	copy(out, was)
	for n, in := range inputs {
		if len(s.Options) == 0 && said(in.OptionName) == catalog.DefaultOption && in.Name == catalog.DefaultValue { // what shoppers see where there are none
			continue
		}
		i := slices.IndexFunc(s.Options, func(o catalog.OptionSpec) bool {
			if id := in.OptionID.Value(); id != nil {
				return o.ID == catalog.OptionID(numberOf("ProductOption", *id)) && o.ID != 0
			}
			return o.Name == said(in.OptionName)
		})
		if i < 0 {
			return nil, fault.Invalidf(fmt.Sprintf("%s.%d.optionName", path, n), "the product has no such option")
		}
		out[i] = in.Name
	}
	for i, v := range out {
		if v == "" {
			return nil, fault.Invalidf(path, "a value of the option %q is missing", s.Options[i].Name)
		}
	}
	return out, nil
}

// setStock declares the stock of a variant at the locations that the inputs name; a single one that names none is about the
// first location in use.
func setStock(v *catalog.VariantSpec, inputs []model.VariantQuantityInput, path string) error {
	if len(inputs) > 0 {
		v.StockAt = make(map[int64]int64, len(inputs))
	}
	for i, in := range inputs {
		path := fmt.Sprintf("%s.%d", path, i)
		n := in.AvailableQuantity.Value()
		if n == nil {
			n = in.Quantity.Value()
		}
		if n == nil {
			return fault.Invalidf(path+".quantity", "say how many there are")
		}
		if name := in.Name.Value(); name != nil {
			if err := catalog.CheckQuantity(path+".name", *name); err != nil {
				return err
			}
		}
		id := in.LocationID.Value()
		if id == nil {
			if len(inputs) > 1 {
				return fault.Invalidf(path+".locationId", "name the location of each count where there are several")
			}
			v.Stock = new(int64(*n))
			continue
		}
		location := numberOf("Location", *id)
		if _, twice := v.StockAt[location]; twice {
			return fault.Invalidf(path+".locationId", "a location is named once")
		}
		v.StockAt[location] = int64(*n)
	}
	return nil
}

func unitMeasure(in *model.VariantUnitPriceInput, path string) (*catalog.UnitMeasure, error) {
	if in == nil {
		return nil, nil //nolint:nilnil // null removes it
	}
	milli, ok := scaled(in.QuantityValue, 1000, 1)
	switch {
	case !ok || milli < 1:
		return nil, fault.Invalidf(path+".quantityValue", "a number above 0 is needed, such as 0.75")
	case in.ReferenceValue < 1 || in.ReferenceValue > math.MaxInt32:
		return nil, fault.Invalidf(path+".referenceValue", "a number above 0 is needed, got %d", in.ReferenceValue)
	case catalog.MeasuredType(string(in.QuantityUnit)) != catalog.MeasuredType(string(in.ReferenceUnit)):
		return nil, fault.Invalidf(path+".referenceUnit", "%s and %s do not measure the same", in.QuantityUnit, in.ReferenceUnit)
	}
	return &catalog.UnitMeasure{QuantityMilli: milli, QuantityUnit: string(in.QuantityUnit), ReferenceValue: int64(in.ReferenceValue), ReferenceUnit: string(in.ReferenceUnit)}, nil
}
