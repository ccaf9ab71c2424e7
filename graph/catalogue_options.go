package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"cartwright/graph/model"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
)

// optionOf is the place of an option of a product.
func optionOf(s *catalog.Spec, path, gid string) (int, error) {
	id := catalog.OptionID(numberOf("ProductOption", gid))
	if i := slices.IndexFunc(s.Options, func(o catalog.OptionSpec) bool { return o.ID == id && id != 0 }); i >= 0 {
		return i, nil
	}
	return 0, fault.NotFoundf(path, "the product has no such option")
}

func (r *Resolver) createOptions(ctx context.Context, gid string, inputs []model.OptionCreateInput, all bool, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.createOptions", gid, expected, func(s *catalog.Spec) error {
		for i, o := range newOptions("options", inputs) {
			if len(o.Values) == 0 {
				return fault.Invalidf(fmt.Sprintf("options.%d.values", i), "an option needs a value")
			}
			s.Options = append(s.Options, o)
			for n := range s.Variants {
				s.Variants[n].Options = append(slices.Clone(s.Variants[n].Options), o.Values[0].Name)
			}
		}
		if all {
			return everyCombination(s, "options")
		}
		return nil
	})
	return productPayload(ctx, "", out, err)
}

// everyCombination gives a product a variant of every combination of values that it has none of. A new one is like the
// first, without its SKU and its stock.
func everyCombination(s *catalog.Spec, path string) error {
	total := 1
	for _, o := range s.Options {
		if total *= len(o.Values); total > catalog.MaxVariants {
			return fault.Limitf(path, "a product has at most %d variants; there would be %d and more", catalog.MaxVariants, total)
		}
	}
	there := map[string]bool{}
	for _, v := range s.Variants {
		there[strings.Join(v.Options, "\x00")] = true
	}
	like := s.Variants[0]
	like.ID, like.SKU, like.Barcode, like.Stock, like.Metafields, like.At = 0, "", "", nil, nil, ""
	for n := range total {
		values := make([]string, len(s.Options))
		for rest, i := n, len(s.Options)-1; i >= 0; i-- {
			values[i] = s.Options[i].Values[rest%len(s.Options[i].Values)].Name
			rest /= len(s.Options[i].Values)
		}
		if !there[strings.Join(values, "\x00")] {
			v := like
			v.Options = values
			s.Variants = append(s.Variants, v)
		}
	}
	return nil
}

type optionUpdate struct {
	option model.OptionUpdateInput
	add    []model.OptionValueCreateInput
	update []model.OptionValueUpdateInput
	remove []string
	all    bool
}

func (r *Resolver) updateOption(ctx context.Context, gid string, in optionUpdate, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.updateOption", gid, expected, func(s *catalog.Spec) error {
		i, err := optionOf(s, "option.id", in.option.ID)
		if err != nil {
			return err
		}
		o := &s.Options[i]
		o.At = "option"
		setText(&o.Name, in.option.Name)
		o.Values = slices.Clone(o.Values)
		if err := updateValues(s, i, in.update); err != nil {
			return err
		}
		for n, id := range in.remove {
			if err := removeValue(s, i, fmt.Sprintf("optionValuesToDelete.%d", n), id); err != nil {
				return err
			}
		}
		for n, v := range in.add {
			o.Values = append(o.Values, catalog.OptionValueSpec{Name: v.Name, SwatchColor: said(v.Swatch), At: fmt.Sprintf("optionValuesToAdd.%d", n)})
		}
		if err := unlikeNames(o); err != nil {
			return err
		}
		if to := in.option.Position.Value(); to != nil {
			if *to < 1 || *to > len(s.Options) {
				return fault.Invalidf("option.position", "a position is between 1 and %d, got %d", len(s.Options), *to)
			}
			if moveOption(s, i, *to-1); *to-1 != i {
				orderVariants(s)
			}
		}
		if in.all {
			return everyCombination(s, "optionValuesToAdd")
		}
		return nil
	})
	return productPayload(ctx, "", out, err)
}

// unlikeNames refuses a value that stands twice among those of an option.
func unlikeNames(o *catalog.OptionSpec) error {
	seen := map[string]bool{}
	for n, v := range o.Values {
		if seen[v.Name] {
			f := fault.Conflictf(cmp.Or(v.At, fmt.Sprintf("option.values.%d", n)), "the option has the value %q already", v.Name)
			f.Code = "TAKEN"
			return f
		}
		seen[v.Name] = true
	}
	return nil
}

func valueOf(o *catalog.OptionSpec, path, gid string) (int, error) {
	id := catalog.ValueID(numberOf("ProductOptionValue", gid))
	if i := slices.IndexFunc(o.Values, func(v catalog.OptionValueSpec) bool { return v.ID == id && id != 0 }); i >= 0 {
		return i, nil
	}
	return 0, fault.NotFoundf(path, "the option has no such value")
}

// updateValues changes values of an option; the variants that have them go on having them, also where values swap names.
func updateValues(s *catalog.Spec, option int, inputs []model.OptionValueUpdateInput) error {
	o := &s.Options[option]
	renamed := map[string]string{}
	for n, in := range inputs {
		path := fmt.Sprintf("optionValuesToUpdate.%d", n)
		i, err := valueOf(o, path+".id", in.ID)
		if err != nil {
			return err
		}
		v := &o.Values[i]
		if v.At != "" {
			return fault.Invalidf(path+".id", "the value is changed twice")
		}
		v.At = path
		was := v.Name
		setText(&v.Name, in.Name)
		setText(&v.SwatchColor, in.Swatch)
		renamed[was] = v.Name
	}
	for i := range s.Variants {
		if name, ok := renamed[s.Variants[i].Options[option]]; ok {
			s.Variants[i].Options = slices.Clone(s.Variants[i].Options)
			s.Variants[i].Options[option] = name
		}
	}
	return nil
}

// removeValue takes a value away, and the variants that have it.
func removeValue(s *catalog.Spec, option int, path, gid string) error {
	o := &s.Options[option]
	n, err := valueOf(o, path, gid)
	if err != nil {
		return err
	}
	name := o.Values[n].Name
	o.Values = slices.Delete(o.Values, n, n+1)
	s.Variants = slices.DeleteFunc(slices.Clone(s.Variants), func(v catalog.VariantSpec) bool { return v.Options[option] == name })
	if len(s.Variants) == 0 {
		return fault.Invalidf(path, "every variant has the value %q; a product keeps at least one", name)
	}
	return nil
}

// moveOption moves an option, and the values of variants with it.
func moveOption(s *catalog.Spec, from, to int) {
	o := s.Options[from]
	s.Options = slices.Insert(slices.Delete(slices.Clone(s.Options), from, from+1), to, o)
	for i := range s.Variants {
		v := s.Variants[i].Options[from]
		s.Variants[i].Options = slices.Insert(slices.Delete(slices.Clone(s.Variants[i].Options), from, from+1), to, v)
	}
}

func (r *Resolver) deleteOptions(ctx context.Context, gid string, gids []string, force bool, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.deleteOptions", gid, expected, func(s *catalog.Spec) error {
		for n, id := range gids {
			i, err := optionOf(s, fmt.Sprintf("options.%d", n), id)
			if err != nil {
				return err
			}
			s.Options = slices.Delete(slices.Clone(s.Options), i, i+1)
			for k := range s.Variants {
				s.Variants[k].Options = slices.Delete(slices.Clone(s.Variants[k].Options), i, i+1)
			}
		}
		seen := map[string]bool{}
		kept := []catalog.VariantSpec{}
		for _, v := range s.Variants {
			key := strings.Join(v.Options, "\x00")
			if seen[key] && !force {
				return fault.Conflictf("options", "without them several variants would be %q; remove those first, or give the strategy POSITION", strings.Join(v.Options, " / "))
			}
			if !seen[key] {
				kept = append(kept, v)
			}
			seen[key] = true
		}
		s.Variants = kept
		return nil
	})
	p, err := productPayload(ctx, "", out, err)
	if p != nil && len(p.UserErrors) == 0 {
		p.DeletedOptionsIds = gids
	}
	return p, err
}

func (r *Resolver) reorderOptions(ctx context.Context, gid string, inputs []model.OptionReorderInput, expected *int) (*model.CataloguePayload, error) {
	out, err := r.editProduct(ctx, "product.reorderOptions", gid, expected, func(s *catalog.Spec) error {
		if len(inputs) != len(s.Options) {
			return fault.Invalidf("options", "name all %d options of the product, got %d", len(s.Options), len(inputs))
		}
		s.Options = slices.Clone(s.Options)
		for to, in := range inputs {
			path := fmt.Sprintf("options.%d", to)
			from := slices.IndexFunc(s.Options, func(o catalog.OptionSpec) bool {
				return in.ID.Value() != nil && o.ID == catalog.OptionID(numberOf("ProductOption", *in.ID.Value())) || in.ID.Value() == nil && o.Name == said(in.Name)
			})
			if from < to {
				return fault.NotFoundf(path, "the product has no such option, or it is named before")
			}
			moveOption(s, from, to)
			if err := reorderValues(&s.Options[to], path, in.Values.Value()); err != nil {
				return err
			}
		}
		orderVariants(s)
		return nil
	})
	return productPayload(ctx, "", out, err)
}

func reorderValues(o *catalog.OptionSpec, path string, inputs []model.OptionValueReorderInput) error {
	if inputs == nil {
		return nil
	}
	if len(inputs) != len(o.Values) {
		return fault.Invalidf(path+".values", "name all %d values of the option, got %d", len(o.Values), len(inputs))
	}
	o.Values = slices.Clone(o.Values)
	for to, in := range inputs {
		from := slices.IndexFunc(o.Values, func(v catalog.OptionValueSpec) bool {
			return in.ID.Value() != nil && v.ID == catalog.ValueID(numberOf("ProductOptionValue", *in.ID.Value())) || in.ID.Value() == nil && v.Name == said(in.Name)
		})
		if from < to {
			return fault.NotFoundf(fmt.Sprintf("%s.values.%d", path, to), "the option has no such value, or it is named before")
		}
		v := o.Values[from]
		o.Values = slices.Insert(slices.Delete(o.Values, from, from+1), to, v)
	}
	return nil
}

// orderVariants puts the variants into the order of their values.
func orderVariants(s *catalog.Spec) {
	places := make([]map[string]int, len(s.Options))
	for i, o := range s.Options {
		places[i] = map[string]int{}
		for n, v := range o.Values {
			places[i][v.Name] = n
		}
	}
	s.Variants = slices.Clone(s.Variants)
	slices.SortStableFunc(s.Variants, func(a, b catalog.VariantSpec) int {
		for i := range s.Options {
			if by := cmp.Compare(places[i][a.Options[i]], places[i][b.Options[i]]); by != 0 {
				return by
			}
		}
		return 0
	})
}
