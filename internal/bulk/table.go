package bulk

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json"

	"cartwright/internal/catalog"
	"cartwright/internal/money"
)

// maxFieldColumns is how many columns of metafields are written; others go into one column together.
const maxFieldColumns = 400

// written are the columns of an export: those of the older template, then those of our own for what it has none for.
var written = []struct {
	c    column
	name string
}{
	{colHandle, "Handle"}, {colTitle, "Title"}, {colBody, "Body (HTML)"}, {colVendor, "Vendor"}, {colCategory, "Product Category"},
	{colType, "Type"}, {colTags, "Tags"}, {colPublished, "Published"},
	{colOptionName, "Option1 Name"}, {colOptionValue, "Option1 Value"}, {colOptionName2, "Option2 Name"}, {colOptionValue2, "Option2 Value"},
	{colOptionName3, "Option3 Name"}, {colOptionValue3, "Option3 Value"},
	{colSKU, "Variant SKU"}, {colGrams, "Variant Grams"}, {colTracker, "Variant Inventory Tracker"}, {colQuantity, "Variant Inventory Qty"},
	{colPolicy, "Variant Inventory Policy"}, {colService, "Variant Fulfillment Service"}, {colPrice, "Variant Price"},
	{colCompareAt, "Variant Compare At Price"}, {colShips, "Variant Requires Shipping"}, {colTaxable, "Variant Taxable"},
	{colMeasure, "Unit Price Total Measure"}, {colMeasureUnit, "Unit Price Total Measure Unit"}, {colBase, "Unit Price Base Measure"},
	{colBaseUnit, "Unit Price Base Measure Unit"}, {colBarcode, "Variant Barcode"},
	{colImage, "Image Src"}, {colPosition, "Image Position"}, {colAlt, "Image Alt Text"}, {colGiftCard, "Gift Card"},
	{colSEOTitle, "SEO Title"}, {colSEOText, "SEO Description"}, {colVariantImage, "Variant Image"}, {colWeightUnit, "Variant Weight Unit"},
	{colTaxCode, "Variant Tax Code"}, {colCost, "Cost per item"}, {colStatus, "Status"},
	{colRelated, "Related products (product.metafields." + recommendations + "." + relatedKey + ")"},
	{colComplementary, "Complementary products (product.metafields." + recommendations + "." + complementKey + ")"},
	{colPublishedAt, "Published At"}, {colSales, "Sales Rank"},
	{colValues, "Option1 Values"}, {colValues2, "Option2 Values"}, {colValues3, "Option3 Values"},
	{colMinimum, "Variant Quantity Minimum"}, {colMaximum, "Variant Quantity Maximum"}, {colIncrement, "Variant Quantity Increment"},
	{colImagePlace, "Variant Image Position"}, {colMediaKind, "Media Kind"}, {colMediaFile, "Media File"}, {colMediaDetails, "Media Details"},
	{colFields, "Metafields"}, {colVariantFields, "Variant Metafields"},
}

// table writes products as rows.
type table struct {
	csv    *csv.Writer
	o      ExportOptions
	names  []string
	place  [columns + 2]int // of each column
	fields map[catalog.FieldKind]int
	row    []string
}

// newTable makes the columns: one for each metafield that a column's title can name.
func newTable(w io.Writer, kinds []catalog.FieldKind, o ExportOptions) *table {
	t := &table{csv: csv.NewWriter(w), o: o, fields: map[catalog.FieldKind]int{}}
	for i, c := range written {
		t.place[c.c] = i
		t.names = append(t.names, c.name)
	}
	slices.SortFunc(kinds, func(a, b catalog.FieldKind) int {
		return cmp.Or(cmp.Compare(a.OwnerType, b.OwnerType), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Key, b.Key),
			cmp.Compare(a.Type, b.Type), cmp.Compare(a.Description, b.Description))
	})
	for _, k := range kinds {
		if title := fieldColumn(k); title != "" && len(t.fields) < maxFieldColumns {
			t.fields[k] = len(t.names)
			t.names = append(t.names, title)
		}
	}
	t.row = make([]string, len(t.names))
	return t
}

// fieldColumn is the title of a metafield's column, "What it is [type] (product.metafields.namespace.key)"; empty where it
// would not be read as that again.
func fieldColumn(k catalog.FieldKind) string {
	owner := "product"
	if k.OwnerType == catalog.OwnerVariant {
		owner = "variant"
	}
	title := fmt.Sprintf("[%s] (%s.metafields.%s.%s)", k.Type, owner, k.Namespace, k.Key)
	if k.Description != "" {
		title = k.Description + " " + title
	}
	title = guard(title)
	if strings.ContainsFunc(title, unicode.IsControl) || strings.ContainsAny(k.Description, "[](){};\"") {
		return ""
	}
	if f, ok := parseField(cell(title)); !ok || f.kind() != k {
		return ""
	}
	return title
}

// top writes the titles.
func (t *table) top() error { return t.csv.Write(t.names) }

func (t *table) put(c column, text string) { t.row[t.place[c]] = text }

// text puts a text that may be anything.
func (t *table) text(c column, text string) { t.row[t.place[c]] = guard(text) }

// product writes the rows of a product: its variants and its media side by side.
func (t *table) product(s *catalog.Spec) error {
	cells := t.mediaCells(s)
	for i := range max(len(s.Variants), len(s.Media)) {
		clear(t.row)
		t.text(colHandle, s.Handle)
		if i == 0 {
			t.whole(s)
		}
		if i < len(s.Variants) {
			t.variant(s, i, cells)
		}
		if i < len(s.Media) {
			t.medium(&s.Media[i], i, cells[i])
		}
		if err := t.csv.Write(t.row); err != nil {
			return err
		}
	}
	t.csv.Flush()
	return t.csv.Error()
}

// whole puts what is true of the whole product.
func (t *table) whole(s *catalog.Spec) {
	t.text(colTitle, s.Title)
	t.text(colBody, s.DescriptionHTML)
	t.text(colVendor, s.Vendor)
	t.text(colCategory, s.Category)
	t.text(colType, s.ProductType)
	t.text(colTags, tagsText(s.Tags))
	t.put(colPublished, truthText(s.PublishedAt != nil))
	if s.PublishedAt != nil {
		t.put(colPublishedAt, s.PublishedAt.UTC().Format(timeForm))
	}
	t.put(colStatus, strings.ToLower(string(s.Status)))
	t.put(colGiftCard, truthText(s.GiftCard))
	t.text(colSEOTitle, s.SEO.Title)
	t.text(colSEOText, s.SEO.Description)
	t.text(colRelated, strings.Join(s.Related, ", "))
	t.text(colComplementary, strings.Join(s.Complementary, ", "))
	if s.SalesRank != 0 {
		t.put(colSales, strconv.FormatInt(s.SalesRank, 10))
	}
	options := s.Options
	if len(options) == 0 {
		options = []catalog.OptionSpec{{Name: catalog.DefaultOption}}
	}
	for i, o := range options {
		t.text(colOptionName+column(i), o.Name)
		if mustDeclare(s, i) {
			t.put(colValues+column(i), jsonText(valuesOf(o.Values)))
		}
	}
	t.putFields(catalog.OwnerProduct, colFields, s.Metafields)
}

// mustDeclare reports whether the rows do not tell the values of an option by themselves: where they come in another order,
// have swatches, or are in no variant, and where the rows look as if there were no options.
func mustDeclare(s *catalog.Spec, option int) bool {
	if option >= len(s.Options) {
		return false
	}
	o := s.Options[option]
	if len(s.Options) == 1 && strings.EqualFold(o.Name, catalog.DefaultOption) && len(s.Variants) == 1 &&
		strings.EqualFold(s.Variants[0].Options[0], catalog.DefaultValue) && (o.Name != catalog.DefaultOption || s.Variants[0].Options[0] != catalog.DefaultValue) {
		return true
	}
	var told []string
	for i := range s.Variants {
		if v := s.Variants[i].Options[option]; !slices.Contains(told, v) {
			told = append(told, v)
		}
	}
	return !slices.EqualFunc(o.Values, told, func(v catalog.OptionValueSpec, name string) bool { return v.Name == name && v.SwatchColor == "" })
}

func (t *table) variant(s *catalog.Spec, i int, cells []string) {
	v := &s.Variants[i]
	values := v.Options
	if len(values) == 0 {
		values = []string{catalog.DefaultValue}
	}
	for n, value := range values {
		t.text(colOptionValue+column(n), value)
	}
	t.text(colSKU, v.SKU)
	t.text(colBarcode, v.Barcode)
	t.text(colTaxCode, v.TaxCode)
	t.put(colGrams, milliText(v.WeightMilligrams))
	t.put(colWeightUnit, unitText(v.WeightUnit))
	if v.Tracked {
		t.put(colTracker, "shopify")
	}
	if v.Stock != nil {
		t.put(colQuantity, strconv.FormatInt(*v.Stock, 10))
	}
	t.put(colPolicy, "deny")
	if v.Oversell {
		t.put(colPolicy, "continue")
	}
	t.put(colService, "manual")
	t.put(colPrice, priceText(v.Price, t.o.Currency))
	if v.CompareAt != nil {
		t.put(colCompareAt, priceText(*v.CompareAt, t.o.Currency))
	}
	if v.Cost != nil {
		t.put(colCost, priceText(*v.Cost, t.o.Currency))
	}
	t.put(colShips, truthText(v.RequiresShipping))
	t.put(colTaxable, truthText(v.Taxable))
	if u := v.UnitPrice; u != nil {
		t.put(colMeasure, milliText(u.QuantityMilli))
		t.put(colMeasureUnit, strings.ToLower(u.QuantityUnit))
		t.put(colBase, strconv.FormatInt(u.ReferenceValue, 10))
		t.put(colBaseUnit, strings.ToLower(u.ReferenceUnit))
	}
	if q := v.Quantities; q != nil {
		t.put(colMinimum, strconv.Itoa(q.Minimum))
		t.put(colIncrement, strconv.Itoa(q.Increment))
		if q.Maximum != nil {
			t.put(colMaximum, strconv.Itoa(*q.Maximum))
		}
	}
	if v.Image >= 0 && v.Image < len(cells) {
		t.text(colVariantImage, cells[v.Image])
		if slices.Index(cells, cells[v.Image]) != v.Image {
			t.put(colImagePlace, strconv.Itoa(v.Image+1))
		}
	}
	t.putFields(catalog.OwnerVariant, colVariantFields, v.Metafields)
}

// mediaCells are what stands for each media in its cell and in those of variants: its address, or that of the shop's file.
func (t *table) mediaCells(s *catalog.Spec) []string {
	cells := make([]string, len(s.Media))
	for i := range s.Media {
		if cells[i] = s.Media[i].Source; cells[i] == "" {
			cells[i] = t.fileURL(s.Media[i].Blob)
		}
	}
	return cells
}

func (t *table) fileURL(blob string) string {
	if t.o.FileURL != nil {
		return t.o.FileURL(blob)
	}
	return "/s/files/" + blob
}

// details are what a media has that no column of the template is for.
type details struct {
	Source  *string      `json:"source,omitempty"` // where the cell would be taken for the file's own address
	MIME    string       `json:"mime,omitempty"`
	Width   int          `json:"width,omitempty"`
	Height  int          `json:"height,omitempty"`
	Bytes   int64        `json:"bytes,omitempty"`
	Preview *mediaJSON   `json:"preview,omitempty"`
	Sources []sourceJSON `json:"sources,omitempty"`
}

func (t *table) medium(m *catalog.MediaSpec, i int, address string) {
	t.text(colImage, address)
	t.put(colPosition, strconv.Itoa(i+1))
	t.text(colAlt, m.Alt)
	kind := m.Kind
	if kind == "" {
		kind = catalog.Image
	}
	t.put(colMediaKind, string(kind))
	t.text(colMediaFile, m.Blob)
	shape := mediumOf(m)
	d := details{MIME: m.MIME, Width: m.Width, Height: m.Height, Bytes: m.Bytes, Preview: shape.Preview, Sources: shape.Sources}
	if m.Source != "" && isOwn(address, m.Blob) {
		d.Source = &m.Source
	}
	if text := jsonText(d); text != "{}" {
		t.put(colMediaDetails, text)
	}
}

// isOwn reports whether an address is that of a file in the shop's own media store.
func isOwn(address, blob string) bool { return blob != "" && path.Base(address) == blob }

// putFields puts metafields into their columns, and those without one into the column for the others.
func (t *table) putFields(owner string, others column, specs []catalog.MetafieldSpec) {
	var rest []catalog.MetafieldSpec
	for _, m := range specs {
		at, ok := t.fields[catalog.FieldKind{OwnerType: owner, Namespace: m.Namespace, Key: m.Key, Type: m.Type, Description: m.Description}]
		if !ok || strings.Contains(m.Value, "\r") {
			rest = append(rest, m)
			continue
		}
		t.row[at] = guardPresent(m.Value)
	}
	if len(rest) > 0 {
		t.put(others, jsonText(fieldsOf(rest)))
	}
}

func truthText(b bool) string { return strings.ToUpper(strconv.FormatBool(b)) }

// tagsText is a list parted by commas, or JSON where that would not be read as the same tags.
func tagsText(tags []string) string {
	text := strings.Join(tags, ", ")
	if !slices.Equal(parseTags(text), list(tags)) || strings.HasPrefix(text, "[") {
		return jsonText(list(tags))
	}
	return text
}

// milliText is a number of thousandths with as many decimals as it needs.
func milliText(n int64) string {
	if n%1000 == 0 {
		return strconv.FormatInt(n/1000, 10)
	}
	return strconv.FormatInt(n/1000, 10) + "." + strings.TrimRight(fmt.Sprintf("%03d", n%1000), "0")
}

// priceText is an amount with the decimals of its currency.
func priceText(minor int64, c money.Currency) string {
	whole, fraction, _ := strings.Cut(amountText(minor, c), ".")
	digits := c.Digits()
	if digits == 0 {
		return whole
	}
	return whole + "." + (fraction + strings.Repeat("0", digits))[:digits]
}

func unitText(u catalog.WeightUnit) string {
	for text, unit := range weightUnits {
		if unit == u {
			return text
		}
	}
	return "kg" // what the catalogue takes none for
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("bulk: " + err.Error()) // plain structs with valid text; the tables hold no other
	}
	return string(b)
}
