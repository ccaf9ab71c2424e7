package bulk

import (
	"fmt"
	"slices"
	"strings"

	"cartwright/internal/catalog"
)

// variant adds the variant of a row. It reads on after an error, so that one import tells all that is wrong.
func (d *draft) variant(r row) {
	if len(d.variants) == catalog.MaxVariants {
		d.close(r.num, fmt.Sprintf("a product has at most %d variants: make several products of it", catalog.MaxVariants))
		return
	}
	v := catalog.VariantSpec{
		Options: d.optionValues(r),
		SKU:     d.text(r, colSKU),
		Barcode: d.text(r, colBarcode),
		TaxCode: d.text(r, colTaxCode),
		// In a file with the column, the template takes blank for FALSE; without it goods are taxed and shipped.
		Taxable:          d.truth(r, colTaxable, !r.head.has(colTaxable)),
		RequiresShipping: d.truth(r, colShips, !r.head.has(colShips)),
		Oversell:         d.oversell(r),
		// Whoever tracks it: the shop itself is the only tracker here. The quantity is kept in either case, so that
		// tracking can be switched on later.
		Tracked:    r.get(colTracker) != "",
		UnitPrice:  d.unitPrice(r),
		Quantities: d.quantities(r),
		Metafields: d.metafields(r, true),
	}
	if price := r.get(colPrice); price != "" {
		v.Price = *d.price(r, colPrice)
	} else if r.head.has(colPrice) {
		d.wrong(r, colPrice, "a variant needs a price: write 0 for one that is free")
	}
	// A comparison at or below the price is kept as it is, and shown or not by the storefront; 0 is a way to say none.
	if s := r.get(colCompareAt); s != "" {
		if v.CompareAt = d.price(r, colCompareAt); *v.CompareAt == 0 {
			v.CompareAt = nil
		}
	}
	if r.get(colCost) != "" {
		v.Cost = d.price(r, colCost)
	}
	if s := r.get(colQuantity); s != "" {
		n, ok := parseCount(s)
		if !ok {
			d.wrong(r, colQuantity, "%s is no quantity: write a whole number", quote(s))
		}
		v.Stock = &n
	}
	if s := r.get(colGrams); s != "" {
		n, ok := parseMilli(s, maxGrams)
		if !ok {
			d.wrong(r, colGrams, "%s is no weight: write the grams as a number, such as 250", quote(s))
		}
		v.WeightMilligrams = n
	}
	if s := r.get(colWeightUnit); s != "" {
		unit, ok := weightUnits[strings.ToLower(s)]
		if !ok {
			d.wrong(r, colWeightUnit, "%s is no unit of weight: write g, kg, oz or lb", quote(s))
		}
		v.WeightUnit = unit
	}
	if s := r.get(colService); s != "" && !strings.EqualFold(s, "manual") {
		d.run.once(r.num, r.head.name(colService), d.handle, fmt.Sprintf("the fulfillment service %s is not used: the shop sends its goods itself", quote(s)))
	}
	place := variantPlace{row: r.num}
	if s := r.get(colVariantImage); s != "" && (r.head.has(colMediaKind) || d.address(r, colVariantImage, s)) {
		place.image = s
		if n, ok := parseCount(r.get(colImagePlace)); ok {
			place.place = int(n)
		}
	}
	d.variants = append(d.variants, place)
	d.spec.Variants = append(d.spec.Variants, v)
}

// price reads an amount; it is never nil.
func (d *draft) price(r row, c column) *int64 {
	n, wrong := parsePrice(r.get(c), d.run.o.Currency)
	if wrong != "" {
		d.wrong(r, c, "%s", wrong)
	}
	return &n
}

// oversell reads what happens when the stock is gone. The older template writes deny and continue, the newer one has
// been seen with truth values as well.
func (d *draft) oversell(r row) bool {
	s := r.get(colPolicy)
	switch strings.ToLower(s) {
	case "", "deny":
		return false
	case "continue":
		return true
	}
	value, ok := parseBool(s)
	if !ok {
		d.wrong(r, colPolicy, "%s is not known here: write deny or continue", quote(s))
	}
	return value
}

// unitPrice reads the four columns of a unit price, which are all blank or all filled.
func (d *draft) unitPrice(r row) *catalog.UnitMeasure {
	all := []column{colMeasure, colMeasureUnit, colBase, colBaseUnit}
	blank := slices.IndexFunc(all, func(c column) bool { return r.get(c) == "" })
	if !slices.ContainsFunc(all, func(c column) bool { return r.get(c) != "" }) {
		return nil
	}
	if blank >= 0 {
		d.wrong(r, all[blank], "a unit price needs a measure, a base measure and the units of both: fill all four columns or none")
		return nil
	}
	m := &catalog.UnitMeasure{QuantityUnit: measureUnit(r.get(colMeasureUnit)), ReferenceUnit: measureUnit(r.get(colBaseUnit))}
	for _, u := range []struct {
		c    column
		unit string
	}{{colMeasureUnit, m.QuantityUnit}, {colBaseUnit, m.ReferenceUnit}} {
		if u.unit == "" {
			d.wrong(r, u.c, "%s is no unit of measure: write one such as g, kg, ml, l, m, m2 or item", quote(r.get(u.c)))
			return nil
		}
	}
	if catalog.MeasuredType(m.QuantityUnit) != catalog.MeasuredType(m.ReferenceUnit) {
		d.wrong(r, colBaseUnit, "%s and %s do not measure the same kind of thing", quote(r.get(colMeasureUnit)), quote(r.get(colBaseUnit)))
	}
	var ok bool
	if m.QuantityMilli, ok = parseMilli(r.get(colMeasure), maxQuantity); !ok || m.QuantityMilli == 0 {
		d.wrong(r, colMeasure, "%s is no measure: write a number above 0, such as 0.75", quote(r.get(colMeasure)))
	}
	if m.ReferenceValue, ok = parseCount(r.get(colBase)); !ok || m.ReferenceValue < 1 {
		d.wrong(r, colBase, "%s is no base measure: write a whole number above 0, such as 100", quote(r.get(colBase)))
	}
	return m
}

// quantities reads the rule in which quantities a variant is sold; the catalogue says whether it makes sense.
func (d *draft) quantities(r row) *catalog.QuantityRule {
	q := catalog.QuantityRule{Minimum: 1, Increment: 1}
	told := false
	for _, f := range []struct {
		c   column
		set func(int)
	}{{colMinimum, func(n int) { q.Minimum = n }}, {colMaximum, func(n int) { q.Maximum = &n }}, {colIncrement, func(n int) { q.Increment = n }}} {
		s := r.get(f.c)
		if s == "" {
			continue
		}
		told = true
		n, ok := parseCount(s)
		if !ok || n < 1 {
			d.wrong(r, f.c, "%s is no quantity: write a whole number from 1 on", quote(s))
		}
		f.set(int(n))
	}
	if !told {
		return nil
	}
	return &q
}

// optionNames reads the names of the options off the first row. No names at all, or the name Title alone, is the
// template's way to say that there is one variant and nothing to choose.
func (d *draft) optionNames(r row) {
	names := []string{}
	for i := range column(catalog.MaxOptions) {
		name := d.text(r, colOptionName+i)
		if link := r.get(colOptionLink + i); link != "" {
			d.run.once(r.num, r.head.name(colOptionLink+i), d.handle, "the links of options to metafields are not used; the values of the options are")
		}
		switch {
		case name == "" && i == 0 && r.get(colOptionName+1) == "" && r.get(colOptionName+2) == "" &&
			(r.get(colOptionValue) == "" || strings.EqualFold(r.get(colOptionValue), catalog.DefaultValue)):
			name = catalog.DefaultOption
		case name == "" && r.get(colOptionValue+i) != "":
			d.wrong(r, colOptionName+i, "the value %s needs the name of its option on the product's first row", quote(r.get(colOptionValue+i)))
			return
		case name == "":
			continue
		case len(names) < int(i):
			d.wrong(r, colOptionName+i, "options are named from the first on: there is no option %d", len(names)+1)
			return
		}
		if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
			d.wrong(r, colOptionName+i, "the option %s is named twice", quote(name))
			return
		}
		names = append(names, name)
	}
	for i := range names {
		var values []valueJSON
		if d.json(r, colValues+column(i), &values) {
			d.declared[i] = valueSpecs(values)
		}
	}
	value := r.get(colOptionValue)
	d.plain = len(d.declared[0]) == 0 && len(names) == 1 && strings.EqualFold(names[0], catalog.DefaultOption) && (value == "" || strings.EqualFold(value, catalog.DefaultValue))
	d.options = names
}

// optionValues reads a row's value for each option and sees to it that no other row has the same. The names may be
// repeated on every row or, as exports have it, left blank after the first.
func (d *draft) optionValues(r row) []string {
	if d.options == nil {
		return nil // told already
	}
	if d.plain && len(d.variants) > 0 && r.get(colOptionValue) == "" {
		d.wrong(r, colOptionValue, "the product has no options and so one variant: name an option in row %d, or leave the variant's columns blank to add an image alone", d.first)
		return nil
	}
	values := make([]string, len(d.options))
	for i := range column(catalog.MaxOptions) {
		name, value := r.get(colOptionName+i), d.text(r, colOptionValue+i)
		if int(i) >= len(d.options) {
			if value != "" || name != "" {
				d.wrong(r, colOptionName+i, "the product's first row, row %d, does not name this option", d.first)
				return nil
			}
			continue
		}
		if name != "" && !strings.EqualFold(name, d.options[i]) {
			d.wrong(r, colOptionName+i, "the option is named %s in row %d and %s here: a product has one set of options", quote(d.options[i]), d.first, quote(name))
			return nil
		}
		if value == "" && d.plain {
			value = catalog.DefaultValue
		}
		if value == "" {
			d.wrong(r, colOptionValue+i, "a variant needs a value for the option %s", quote(d.options[i]))
			return nil
		}
		values[i] = value
	}
	// Fields hold no NUL bytes, so this parts the values for sure.
	key := strings.Join(values, "\x00")
	if first, twice := d.combined[key]; twice {
		d.wrong(r, colOptionValue, "the variant %s stands in row %d already", quote(strings.Join(values, " / ")), first)
		return nil
	}
	d.combined[key] = r.num
	return values
}

// completeOptions declares the options with their values, in the order of the rows.
func (d *draft) completeOptions() {
	s := &d.spec
	// With a second variant, Title was a real option after all, and "Default Title" one of its values.
	if d.plain && len(s.Variants) == 1 {
		s.Variants[0].Options = nil
		return
	}
	for i, name := range d.options {
		option, seen := catalog.OptionSpec{Name: name, Values: d.declared[i]}, map[string]bool{}
		for _, v := range option.Values {
			seen[v.Name] = true
		}
		for _, v := range s.Variants {
			if value := v.Options[i]; !seen[value] {
				seen[value] = true
				option.Values = append(option.Values, catalog.OptionValueSpec{Name: value})
			}
		}
		s.Options = append(s.Options, option)
	}
}
