package catalog

import (
	"context"
	"slices"

	"cartwright/internal/database"
)

// specOf is a product that is there as a spec that would leave it as it is: with the ids of its parts, with its stock left
// alone, and published since when it was.
func (t *present) specOf(id ProductID) Spec {
	p := t.byID[id]
	s := Spec{ID: p.ID, Handle: p.Handle, Title: p.Title, DescriptionHTML: p.DescriptionHTML, Vendor: p.Vendor, ProductType: p.ProductType,
		Tags: p.Tags, Status: p.Status, PublishedAt: p.PublishedAt, GiftCard: p.GiftCard, Category: p.Category, SEO: p.SEO,
		Options: optionSpecs(p.Options), Media: []MediaSpec{}, Metafields: fieldSpecs(t.metafields[int64(p.ID)])}
	at := map[MediaID]int{}
	for i, m := range t.media[id] {
		at[m.ID] = i
		s.Media = append(s.Media, mediaSpec(m.Media))
	}
	for _, v := range t.variants[id] {
		s.Variants = append(s.Variants, variantSpec(v, at, t.ofVariants[int64(v.ID)]))
	}
	return s
}

// optionSpecs are the options; the one that stands for none is none.
func optionSpecs(options []Option) []OptionSpec {
	if len(options) == 1 && options[0].Name == DefaultOption && len(options[0].Values) == 1 && options[0].Values[0].Name == DefaultValue {
		return nil
	}
	out := make([]OptionSpec, len(options))
	for i, o := range options {
		out[i] = OptionSpec{ID: o.ID, Name: o.Name, Values: make([]OptionValueSpec, len(o.Values))}
		for n, v := range o.Values {
			out[i].Values[n] = OptionValueSpec{ID: v.ID, Name: v.Name, SwatchColor: v.SwatchColor}
		}
	}
	return out
}

// variantSpec is a variant; at are the places of the product's media.
func variantSpec(v Variant, at map[MediaID]int, fields []Metafield) VariantSpec {
	s := VariantSpec{ID: v.ID, SKU: v.SKU, Barcode: v.Barcode, Price: v.Price, CompareAt: v.CompareAt, Cost: v.Cost,
		WeightMilligrams: v.WeightMilligrams, WeightUnit: v.WeightUnit, Taxable: v.Taxable, TaxCode: v.TaxCode, RequiresShipping: v.RequiresShipping,
		Tracked: v.Tracked, Oversell: v.Oversell, Image: -1, UnitPrice: v.UnitPrice, Metafields: fieldSpecs(fields),
		Quantities: &QuantityRule{Minimum: v.QuantityMinimum, Maximum: v.QuantityMaximum, Increment: v.QuantityIncrement}}
	if len(v.Selected) != 1 || v.Selected[0] != (Selection{DefaultOption, DefaultValue}) {
		for _, o := range v.Selected {
			s.Options = append(s.Options, o.Value)
		}
	}
	if v.MediaID != nil {
		if i, ok := at[*v.MediaID]; ok {
			s.Image = i
		}
	}
	return s
}

func mediaSpec(m Media) MediaSpec {
	s := MediaSpec{ID: m.ID, Kind: m.Kind, Alt: m.Alt, Source: m.Source, Blob: m.Name, MIME: m.MIME, Width: m.Width, Height: m.Height,
		Bytes: m.Bytes, Variants: m.Sources}
	if p := m.Preview; p != nil {
		s.Preview = &MediaSpec{Alt: p.Alt, Blob: p.Name, Source: p.Source, Width: p.Width, Height: p.Height}
	}
	return s
}

// fieldSpecs are metafields in the order of their names.
func fieldSpecs(fields []Metafield) []MetafieldSpec {
	fields = append([]Metafield{}, fields...)
	sortFields(fields)
	out := make([]MetafieldSpec, len(fields))
	for i, f := range fields {
		out[i] = MetafieldSpec{Namespace: f.Namespace, Key: f.Name, Type: f.Type, Value: f.Value, Description: f.Description}
	}
	return out
}

// SpecsAfter are the specs of the products behind an id, in the order of ids, with all that they hold: links, the count of
// sales, and the stock at the locations in use. The number of statements does not depend on how many there are.
func (s *Service) SpecsAfter(ctx context.Context, after ProductID, limit int) ([]Spec, error) {
	tx := database.Tx{DB: s.db.Read(ctx), Now: s.db.Now()}
	there, err := presentAfter(tx, after, limit)
	if err != nil || len(there.ids) == 0 {
		return nil, err
	}
	ids := there.ids
	handles, err := linkedHandles(tx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Spec, len(ids))
	for i, id := range ids {
		spec := there.specOf(id)
		spec.Related, spec.Complementary, spec.SalesRank = []string{}, []string{}, there.byID[id].Sales
		for _, l := range there.links[id] {
			switch l.Kind {
			case Related:
				spec.Related = append(spec.Related, handles[l.LinkedID])
			case Complementary:
				spec.Complementary = append(spec.Complementary, handles[l.LinkedID])
			}
		}
		for n := range spec.Variants {
			there.tellStock(&spec.Variants[n])
		}
		out[i] = spec
	}
	return out, nil
}

// tellStock says in a spec of a variant what there is of it at the locations in use; none at the default location, where it
// is not kept there.
func (t *present) tellStock(v *VariantSpec) {
	v.Stock = new(int64)
	for _, l := range t.levels[v.ID] {
		i := slices.IndexFunc(t.depots, func(d depot) bool { return d.ID == l.LocationID })
		switch {
		case i == 0:
			*v.Stock = l.Quantity
		case i > 0:
			if v.StockIn == nil {
				v.StockIn = map[string]int64{}
			}
			v.StockIn[t.depots[i].Name] = l.Quantity
		}
	}
}
