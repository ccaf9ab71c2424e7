package catalog

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/richtext"
)

// present is what the database has of the products of a batch.
type present struct {
	ids        []ProductID // in their order, where they were read by ids
	byHandle   map[string]Product
	byID       map[ProductID]Product
	variants   map[ProductID][]Variant
	media      map[ProductID][]Placed
	metafields map[int64][]Metafield // of products
	ofVariants map[int64][]Metafield
	fields     map[int64]Metafield // of both, by their ids
	links      map[ProductID][]Link
	levels     map[VariantID][]Level
	linked     map[string]ProductID
	location   int64                // the default location
	depots     []depot              // the locations in use
	why        why                  // what entries of stock say
	skus       map[string]VariantID // whose the SKUs of the specs are
}

// Link is a row of product_links: a recommendation of the merchant's.
type Link struct {
	ProductID ProductID `gorm:"primaryKey"`
	Kind      Intent    `gorm:"primaryKey"`
	Position  int       `gorm:"primaryKey"`
	LinkedID  ProductID
}

// TableName is the table of links.
func (Link) TableName() string { return "product_links" }

// plan is one product as it shall be, beside what it was. Rows that are new have the id 0 until they are written.
type plan struct {
	spec     *Spec
	was      Product
	product  Product
	options  []Option
	variants []Variant
	media    []Placed // nil: left alone
	old      struct {
		variants []Variant
		media    []Placed
	}
	fields    []Metafield   // of the product
	ofVariant [][]Metafield // of each variant
	oldFields []int64       // the metafields there were, of the product and its variants
	links     []Link
	before    []byte // the old state, to tell whether anything changes
	after     []byte
	restocked bool // a level is another one, even where the total is the same
}

func (p *plan) isNew() bool { return p.was.ID == 0 }

func (p *plan) act() Act {
	switch {
	case p.isNew():
		return Created
	case bytes.Equal(p.before, p.after) && !p.restocked:
		return Unchanged
	}
	return Updated
}

// newPlan lays the spec over what is there. Whatever keeps its identity keeps its id: options and values by name,
// variants by their combination of values, media by their bytes or address.
func newPlan(spec *Spec, there *present, now time.Time) *plan {
	p := &plan{spec: spec, was: there.was(spec)}
	p.old.variants = there.variants[p.was.ID]
	p.old.media = there.media[p.was.ID]
	p.oldFields = there.fieldIDs(p.was.ID)
	p.product = p.was
	p.planProduct(now)
	p.planMedia(now)
	p.planOptions()
	p.planVariants(now, there)
	p.planFields(now, there)
	p.planLinks(there)
	derive(&p.product, p.variants)
	if !p.isNew() {
		p.before = p.stateBefore(there)
		p.after = p.stateAfter()
	}
	return p
}

// was is the product that a spec is about; the zero one where it is new.
func (t *present) was(spec *Spec) Product {
	if spec.ID != 0 {
		return t.byID[spec.ID]
	}
	return t.byHandle[spec.Handle]
}

func (p *plan) planProduct(now time.Time) {
	s, r := p.spec, &p.product
	r.Handle, r.Title, r.Vendor, r.ProductType = s.Handle, strings.TrimSpace(s.Title), s.Vendor, s.ProductType
	r.TitleKey, r.VendorKey, r.TypeKey = fold.Key(r.Title), fold.Key(r.Vendor), fold.Key(r.ProductType)
	r.DescriptionHTML = richtext.Sanitize(s.DescriptionHTML)
	r.Description = richtext.Text(r.DescriptionHTML)
	r.Tags = distinctTags(s.Tags)
	r.Status, r.GiftCard, r.Category, r.SEO = s.Status, s.GiftCard, s.Category, s.SEO
	r.PublishedAt = publication(s.PublishedAt, r.PublishedAt, now)
	if s.SalesRank != 0 {
		r.Sales = s.SalesRank
	}
	if p.isNew() {
		r.CreatedAt = now
	}
	r.UpdatedAt = now
	r.Version++
}

func (p *plan) planMedia(now time.Time) {
	if p.spec.Media == nil {
		p.media = p.old.media
		return
	}
	named := map[MediaID]bool{} // by the spec: nothing else may become these
	for _, m := range p.spec.Media {
		named[m.ID] = true
	}
	free, byID := map[string][]Placed{}, map[MediaID]Placed{}
	for _, m := range p.old.media {
		if byID[m.ID] = m; !named[m.ID] {
			free[identity(m.Media)] = append(free[identity(m.Media)], m)
		}
	}
	p.media = make([]Placed, len(p.spec.Media))
	for i := range p.spec.Media {
		row := newMedia(&p.spec.Media[i], now)
		key := identity(row)
		if same, ok := byID[p.spec.Media[i].ID]; ok {
			row.ID, row.CreatedAt = same.ID, same.CreatedAt
		} else if same := free[key]; len(same) > 0 {
			row.ID, row.CreatedAt = same[0].ID, same[0].CreatedAt
			free[key] = same[1:]
		}
		p.media[i] = Placed{Media: row, ProductID: p.was.ID, Position: i + 1}
	}
}

// identity is what makes two media the same: their bytes, or the address of bytes elsewhere.
func identity(m Media) string {
	if m.Name != "" {
		return string(m.Kind) + " " + m.Name
	}
	return string(m.Kind) + " " + m.Source
}

func newMedia(s *MediaSpec, now time.Time) Media {
	m := Media{Kind: s.Kind, Alt: s.Alt, Source: s.Source, Name: s.Blob, MIME: s.MIME, Width: s.Width, Height: s.Height,
		Bytes: s.Bytes, Sources: append([]MediaSource{}, s.Variants...), CreatedAt: now, UpdatedAt: now}
	if m.Kind == "" {
		m.Kind = Image
	}
	if s.Preview != nil {
		m.Preview = &Still{Alt: s.Preview.Alt, Name: s.Preview.Blob, Source: s.Preview.Source, Width: s.Preview.Width, Height: s.Preview.Height}
	}
	return m
}

// planOptions keeps the declared order of values; values that only variants name follow in the order of the variants.
func (p *plan) planOptions() {
	specs := p.spec.Options
	if len(specs) == 0 {
		specs = []OptionSpec{{Name: DefaultOption, Values: []OptionValueSpec{{Name: DefaultValue}}}}
	}
	p.options = make([]Option, len(specs))
	for i, s := range specs {
		o := Option{Name: s.Name, Values: []Value{}}
		var was Option
		for _, old := range p.was.Options {
			if old.ID == s.ID || s.ID == 0 && old.Name == s.Name {
				was, o.ID = old, old.ID
			}
		}
		kept := map[ValueID]bool{}
		for _, v := range s.Values {
			kept[v.ID] = true
		}
		add := func(id ValueID, name, swatch string) {
			for _, v := range o.Values {
				if v.Name == name {
					return
				}
			}
			v := Value{Name: name, SwatchColor: swatch}
			for _, old := range was.Values {
				if old.ID == id || id == 0 && old.Name == name && !kept[old.ID] {
					v.ID = old.ID
				}
			}
			o.Values = append(o.Values, v)
		}
		for _, v := range s.Values {
			add(v.ID, v.Name, v.SwatchColor)
		}
		for _, v := range p.spec.Variants {
			if i < len(v.Options) {
				add(0, v.Options[i], "")
			}
		}
		p.options[i] = o
	}
}

func (p *plan) planVariants(now time.Time, there *present) {
	old, byID := make(map[string]Variant, len(p.old.variants)), make(map[VariantID]Variant, len(p.old.variants))
	named := map[VariantID]bool{} // by the spec: nothing else may become these
	for i := range p.spec.Variants {
		named[p.spec.Variants[i].ID] = true
	}
	for _, v := range p.old.variants {
		if byID[v.ID] = v; !named[v.ID] {
			old[combination(v.Selected)] = v
		}
	}
	p.variants = make([]Variant, len(p.spec.Variants))
	p.ofVariant = make([][]Metafield, len(p.spec.Variants))
	for i := range p.spec.Variants {
		s, r := &p.spec.Variants[i], &p.variants[i]
		was, known := byID[s.ID]
		r.Selected = p.selected(s)
		if !known {
			was = old[combination(r.Selected)]
		}
		selected := r.Selected
		*r = was
		r.Selected = selected
	}
	p.releaseSKUs(there)
	for i := range p.spec.Variants {
		s := &p.spec.Variants[i]
		was := p.variants[i]
		r := was
		values := s.Options
		if len(values) == 0 {
			values = []string{DefaultValue}
		}
		r.ProductID, r.Position = p.was.ID, i+1
		r.Title = variantTitle(values)
		r.SKUKey = there.own(s.SKU, was)
		r.SKU, r.Barcode, r.Price, r.CompareAt, r.Cost = s.SKU, s.Barcode, s.Price, s.CompareAt, s.Cost
		r.WeightMilligrams, r.WeightUnit = s.WeightMilligrams, s.WeightUnit
		if r.WeightUnit == "" {
			r.WeightUnit = Kilograms
		}
		r.Taxable, r.TaxCode, r.RequiresShipping = s.Taxable, s.TaxCode, s.RequiresShipping
		r.Tracked, r.Oversell, r.UnitPrice = s.Tracked, s.Oversell, s.UnitPrice
		if declared := s.declaredStock(there); len(declared) > 0 {
			r.Quantity = 0
			for _, n := range declared {
				r.Quantity += n
			}
			for _, l := range there.levels[was.ID] {
				if n, again := declared[l.LocationID]; !again {
					r.Quantity += l.Quantity
				} else if n != l.Quantity {
					p.restocked = true
				}
			}
		}
		r.Available = r.Sellable()
		if was.ID == 0 {
			r.CreatedAt, r.QuantityMinimum, r.QuantityIncrement = now, 1, 1
		}
		if q := s.Quantities; q != nil {
			r.QuantityMinimum, r.QuantityMaximum, r.QuantityIncrement = q.Minimum, q.Maximum, q.Increment
		}
		r.UpdatedAt = now
		p.variants[i] = r
		p.ofVariant[i] = there.ofVariants[int64(was.ID)]
		if s.Metafields != nil {
			p.ofVariant[i] = layFields(OwnerVariant, int64(was.ID), s.Metafields, p.ofVariant[i], now)
		}
	}
}

// declaredStock is the stock that is declared, by location.
func (v *VariantSpec) declaredStock(there *present) map[int64]int64 {
	out := make(map[int64]int64, len(v.StockAt)+len(v.StockIn)+1)
	maps.Copy(out, v.StockAt)
	for _, d := range there.depots {
		if n, said := v.StockIn[d.Name]; said {
			out[d.ID] = n
		}
	}
	if v.Stock != nil {
		out[there.location] = *v.Stock
	}
	return out
}

// checkLocations refuses stock at a place that is none or not in use.
func (p *plan) checkLocations(there *present) error {
	for i := range p.spec.Variants {
		v := &p.spec.Variants[i]
		for location := range v.StockAt {
			if !slices.ContainsFunc(there.depots, func(d depot) bool { return d.ID == location }) {
				return fault.NotFoundf(at(v.At, "variants", i)+".stock", "no such location is in use")
			}
		}
		for _, name := range slices.Sorted(maps.Keys(v.StockIn)) {
			if !slices.ContainsFunc(there.depots, func(d depot) bool { return d.Name == name }) {
				return fault.NotFoundf(at(v.At, "variants", i)+".stockAt", "no location %.100q is in use; add it first", name)
			}
		}
	}
	return nil
}

// selected are the values of a variant with the names of their options.
func (p *plan) selected(s *VariantSpec) []Selection {
	values := s.Options
	if len(values) == 0 {
		values = []string{DefaultValue}
	}
	out := make([]Selection, len(p.options))
	for o := range p.options {
		out[o] = Selection{Name: p.options[o].Name, Value: values[o]}
	}
	return out
}

// releaseSKUs gives back the SKUs that the product's variants had and shall not have any more.
func (p *plan) releaseSKUs(there *present) {
	kept := map[VariantID]string{}
	for i := range p.variants {
		if key := skuKey(p.spec.Variants[i].SKU); key != nil {
			kept[p.variants[i].ID] = *key
		}
	}
	for _, v := range p.old.variants {
		if v.SKUKey != nil && kept[v.ID] != *v.SKUKey {
			delete(there.skus, *v.SKUKey)
		}
	}
}

// skuKey is what an SKU is unique by, as MySQL compares texts; nil without one.
func skuKey(sku string) *string {
	if key := strings.TrimRight(sku, " "); key != "" {
		return &key
	}
	return nil
}

// own is the key of an SKU where it becomes a variant's own; nil where it is somebody else's. Of several in one batch the
// first has it.
func (t *present) own(sku string, v Variant) *string {
	key := skuKey(sku)
	if key == nil {
		return nil
	}
	if whose, taken := t.skus[*key]; taken && (whose != v.ID || v.ID == 0) {
		return nil
	}
	t.skus[*key] = cmp.Or(v.ID, -1)
	return key
}

// variantTitle joins the values of a variant, cut to the width of its column: three long values are longer together.
func variantTitle(values []string) string {
	runes := []rune(strings.Join(values, " / "))
	return string(runes[:min(len(runes), maxText)])
}

// combination tells a product's variants apart, whatever the order of its options.
func combination(selected []Selection) string {
	var b strings.Builder
	byName := slices.SortedFunc(slices.Values(selected), func(a, b Selection) int { return strings.Compare(a.Name, b.Name) })
	for _, s := range byName {
		b.WriteString(s.Name)
		b.WriteByte(0)
		b.WriteString(s.Value)
		b.WriteByte(0)
	}
	return b.String()
}

func (p *plan) planFields(now time.Time, there *present) {
	old := there.metafields[int64(p.was.ID)]
	if p.spec.Metafields == nil {
		p.fields = old
		return
	}
	p.fields = layFields(OwnerProduct, int64(p.was.ID), p.spec.Metafields, old, now)
}

// layFields lays declared metafields over those that are there.
func layFields(ownerType string, owner int64, specs []MetafieldSpec, old []Metafield, now time.Time) []Metafield {
	out := make([]Metafield, len(specs))
	for i, s := range specs {
		out[i] = Metafield{OwnerType: ownerType, OwnerID: owner, Namespace: s.Namespace, Name: s.Key, Type: s.Type,
			Value: s.Value, Description: s.Description, CreatedAt: now, UpdatedAt: now}
		for _, o := range old {
			if o.Namespace == s.Namespace && o.Name == s.Key {
				out[i].ID, out[i].CreatedAt = o.ID, o.CreatedAt
			}
		}
	}
	return out
}

func (p *plan) planLinks(there *present) {
	if p.spec.Related == nil && p.spec.Complementary == nil {
		p.links = there.links[p.was.ID]
		return
	}
	p.links = []Link{}
	for _, l := range there.links[p.was.ID] { // an intent that is not declared stays
		if l.Kind == Related && p.spec.Related == nil || l.Kind == Complementary && p.spec.Complementary == nil {
			p.links = append(p.links, l)
		}
	}
	for kind, handles := range map[Intent][]string{Related: p.spec.Related, Complementary: p.spec.Complementary} {
		position := 0
		for _, h := range handles {
			if id, ok := there.linked[h]; ok && id != p.was.ID {
				position++
				p.links = append(p.links, Link{ProductID: p.was.ID, Kind: kind, Position: position, LinkedID: id})
			}
		}
	}
}

// derive works out what the product's row repeats of its variants.
func derive(p *Product, variants []Variant) {
	p.VariantsCount = len(variants)
	p.PriceMin, p.PriceMax, p.CompareMin, p.CompareMax = variants[0].Price, variants[0].Price, nil, nil
	p.TotalInventory, p.Tracked, p.Available = 0, false, false
	for i := range variants {
		v := &variants[i]
		p.PriceMin, p.PriceMax = min(p.PriceMin, v.Price), max(p.PriceMax, v.Price)
		if c := v.CompareAt; c != nil {
			if p.CompareMin == nil {
				low, high := *c, *c
				p.CompareMin, p.CompareMax = &low, &high
			}
			*p.CompareMin, *p.CompareMax = min(*p.CompareMin, *c), max(*p.CompareMax, *c)
		}
		if v.Tracked {
			p.Tracked = true
			p.TotalInventory += v.Quantity
		}
		p.Available = p.Available || v.Available
	}
}

// fieldIDs are the metafields of a product and its variants.
func (t *present) fieldIDs(id ProductID) []int64 {
	var ids []int64
	for _, f := range t.metafields[int64(id)] {
		ids = append(ids, f.ID)
	}
	for _, v := range t.variants[id] {
		for _, f := range t.ofVariants[int64(v.ID)] {
			ids = append(ids, f.ID)
		}
	}
	return ids
}
