package bulk

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/money"
)

// The shape of a line of JSONL: a catalog.Spec. Money is decimal text in the shop's currency, times are RFC 3339. A list that
// is left out, or null, leaves what is there; other members that are left out are what the platform's template takes blank
// cells for. docs/export.md tells people so, and names may not change.
type productJSON struct {
	Handle          string         `json:"handle"`
	Title           string         `json:"title"`
	DescriptionHTML string         `json:"descriptionHtml"`
	Vendor          string         `json:"vendor"`
	ProductType     string         `json:"productType"`
	Category        string         `json:"category"`
	Tags            []string       `json:"tags"`
	Status          catalog.Status `json:"status"`
	PublishedAt     timeJSON       `json:"publishedAt"`
	GiftCard        bool           `json:"giftCard"`
	SEO             seoJSON        `json:"seo"`
	Options         []optionJSON   `json:"options"`
	Variants        []variantJSON  `json:"variants"`
	Media           *[]mediaJSON   `json:"media"`
	Metafields      *[]fieldJSON   `json:"metafields"`
	Related         *[]string      `json:"related"`
	Complementary   *[]string      `json:"complementary"`
	SalesRank       int64          `json:"salesRank"`
}

type seoJSON struct {
	Title       string `json:"title"`
	Description string `json:"description"`
}

type optionJSON struct {
	Name   string      `json:"name"`
	Values []valueJSON `json:"values"`
}

type valueJSON struct {
	Name        string `json:"name"`
	SwatchColor string `json:"swatchColor,omitempty"`
}

type variantJSON struct {
	Options          []string           `json:"options"`
	SKU              string             `json:"sku"`
	Barcode          string             `json:"barcode"`
	Price            string             `json:"price"`
	CompareAt        *string            `json:"compareAtPrice"`
	Cost             *string            `json:"cost"`
	WeightMilligrams int64              `json:"weightMilligrams"`
	WeightUnit       catalog.WeightUnit `json:"weightUnit"`
	Taxable          *bool              `json:"taxable"`
	TaxCode          string             `json:"taxCode"`
	RequiresShipping *bool              `json:"requiresShipping"`
	Tracked          bool               `json:"tracked"`
	Oversell         bool               `json:"oversell"`
	Stock            *int64             `json:"stock"`
	StockAt          map[string]int64   `json:"stockAt,omitempty"`
	Image            *int               `json:"image"`
	UnitPrice        *unitJSON          `json:"unitPrice"`
	Metafields       *[]fieldJSON       `json:"metafields"`
	Quantities       *quantitiesJSON    `json:"quantityRule"`
}

type unitJSON struct {
	QuantityMilli  int64  `json:"quantityMilli"`
	QuantityUnit   string `json:"quantityUnit"`
	ReferenceValue int64  `json:"referenceValue"`
	ReferenceUnit  string `json:"referenceUnit"`
}

type quantitiesJSON struct {
	Minimum   int  `json:"minimum"`
	Maximum   *int `json:"maximum"`
	Increment int  `json:"increment"`
}

type fieldJSON struct {
	Namespace   string `json:"namespace"`
	Key         string `json:"key"`
	Type        string `json:"type"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
}

type mediaJSON struct {
	Kind    catalog.MediaKind `json:"kind"`
	Alt     string            `json:"alt,omitempty"`
	Source  string            `json:"source,omitempty"`
	Blob    string            `json:"file,omitempty"`
	MIME    string            `json:"mime,omitempty"`
	Width   int               `json:"width,omitempty"`
	Height  int               `json:"height,omitempty"`
	Bytes   int64             `json:"bytes,omitempty"`
	Preview *mediaJSON        `json:"preview,omitempty"`
	Sources []sourceJSON      `json:"sources,omitempty"`
}

type sourceJSON struct {
	URL    string `json:"url"`
	MIME   string `json:"mime,omitempty"`
	Format string `json:"format,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	Bytes  int64  `json:"bytes,omitempty"`
}

// timeJSON is a time, null, or nothing at all; the last is the zero value.
type timeJSON struct {
	told bool
	at   *time.Time
}

// timeForm is how times are written: in UTC, to the millisecond that the tables keep.
const timeForm = "2006-01-02T15:04:05.999Z07:00"

func (t timeJSON) MarshalJSON() ([]byte, error) {
	if t.at == nil {
		return []byte("null"), nil
	}
	return []byte(`"` + t.at.UTC().Format(timeForm) + `"`), nil
}

func (t *timeJSON) UnmarshalJSON(b []byte) error {
	t.told, t.at = true, nil
	if string(b) == "null" {
		return nil
	}
	if len(b) < 2 || b[0] != '"' {
		return errNoTime
	}
	at, ok := parseTime(string(b[1 : len(b)-1]))
	if !ok {
		return errNoTime
	}
	t.at = &at
	return nil
}

// parseTime reads a time that every database can keep.
func parseTime(s string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339, s)
	at = at.UTC()
	return at, err == nil && at.Year() >= 1000 && at.Year() <= 9999
}

// productOf is a spec in the shape of a line.
func productOf(s *catalog.Spec, c money.Currency) *productJSON {
	p := &productJSON{Handle: s.Handle, Title: s.Title, DescriptionHTML: s.DescriptionHTML, Vendor: s.Vendor, ProductType: s.ProductType,
		Category: s.Category, Tags: list(s.Tags), Status: s.Status, PublishedAt: timeJSON{at: s.PublishedAt}, GiftCard: s.GiftCard,
		SEO: seoJSON{s.SEO.Title, s.SEO.Description}, Options: []optionJSON{}, Variants: make([]variantJSON, len(s.Variants)),
		Media: new(mediaOf(s.Media)), Metafields: new(fieldsOf(s.Metafields)), Related: new(list(s.Related)), Complementary: new(list(s.Complementary)),
		SalesRank: s.SalesRank}
	for _, o := range s.Options {
		p.Options = append(p.Options, optionJSON{o.Name, valuesOf(o.Values)})
	}
	for i := range s.Variants {
		v := &s.Variants[i]
		out := variantJSON{Options: list(v.Options), SKU: v.SKU, Barcode: v.Barcode, Price: amountText(v.Price, c), CompareAt: amountTextOf(v.CompareAt, c),
			Cost: amountTextOf(v.Cost, c), WeightMilligrams: v.WeightMilligrams, WeightUnit: v.WeightUnit, Taxable: &v.Taxable, TaxCode: v.TaxCode,
			RequiresShipping: &v.RequiresShipping, Tracked: v.Tracked, Oversell: v.Oversell, Stock: v.Stock, StockAt: v.StockIn, Metafields: new(fieldsOf(v.Metafields))}
		if v.Image >= 0 && len(s.Media) > 0 {
			out.Image = &v.Image
		}
		if u := v.UnitPrice; u != nil {
			out.UnitPrice = &unitJSON{u.QuantityMilli, u.QuantityUnit, u.ReferenceValue, u.ReferenceUnit}
		}
		if q := v.Quantities; q != nil {
			out.Quantities = &quantitiesJSON{q.Minimum, q.Maximum, q.Increment}
		}
		p.Variants[i] = out
	}
	return p
}

// spec is what a line declares. The fault says what is wrong with an amount, at its path.
func (p *productJSON) spec(c money.Currency) (catalog.Spec, error) {
	s := catalog.Spec{Handle: p.Handle, Title: p.Title, DescriptionHTML: p.DescriptionHTML, Vendor: p.Vendor, ProductType: p.ProductType,
		Category: p.Category, Tags: p.Tags, Status: p.Status, PublishedAt: p.PublishedAt.at, GiftCard: p.GiftCard,
		SEO: catalog.SEO{Title: p.SEO.Title, Description: p.SEO.Description}, SalesRank: p.SalesRank}
	if s.Status == "" {
		s.Status = catalog.Active
	}
	if !p.PublishedAt.told {
		s.PublishedAt = &time.Time{} // since when it was, or now
	}
	for _, o := range p.Options {
		s.Options = append(s.Options, catalog.OptionSpec{Name: o.Name, Values: valueSpecs(o.Values)})
	}
	if p.Media != nil {
		s.Media = mediaSpecs(*p.Media)
	}
	if p.Metafields != nil {
		s.Metafields = fieldSpecs(*p.Metafields)
	}
	if p.Related != nil {
		s.Related = list(*p.Related)
	}
	if p.Complementary != nil {
		s.Complementary = list(*p.Complementary)
	}
	s.Variants = make([]catalog.VariantSpec, len(p.Variants))
	for i := range p.Variants {
		if err := p.Variants[i].spec(&s.Variants[i], fmt.Sprintf("variants.%d", i), c); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (v *variantJSON) spec(out *catalog.VariantSpec, path string, c money.Currency) (err error) {
	*out = catalog.VariantSpec{Options: v.Options, SKU: v.SKU, Barcode: v.Barcode, WeightMilligrams: v.WeightMilligrams, WeightUnit: v.WeightUnit,
		Taxable: v.Taxable == nil || *v.Taxable, TaxCode: v.TaxCode, RequiresShipping: v.RequiresShipping == nil || *v.RequiresShipping, Tracked: v.Tracked, Oversell: v.Oversell, Stock: v.Stock, StockIn: v.StockAt, Image: -1}
	if out.Price, err = amountOf(path+".price", v.Price, c); err != nil {
		return err
	}
	for _, a := range []struct {
		path string
		text *string
		to   **int64
	}{{".compareAtPrice", v.CompareAt, &out.CompareAt}, {".cost", v.Cost, &out.Cost}} {
		if a.text == nil {
			continue
		}
		n, err := amountOf(path+a.path, *a.text, c)
		if err != nil {
			return err
		}
		*a.to = &n
	}
	if v.Image != nil {
		out.Image = *v.Image
	}
	if u := v.UnitPrice; u != nil {
		out.UnitPrice = &catalog.UnitMeasure{QuantityMilli: u.QuantityMilli, QuantityUnit: u.QuantityUnit, ReferenceValue: u.ReferenceValue, ReferenceUnit: u.ReferenceUnit}
		if err := checkMeasure(path+".unitPrice", out.UnitPrice); err != nil {
			return err
		}
	}
	if q := v.Quantities; q != nil {
		out.Quantities = &catalog.QuantityRule{Minimum: q.Minimum, Maximum: q.Maximum, Increment: q.Increment}
	}
	if v.Metafields != nil {
		out.Metafields = fieldSpecs(*v.Metafields)
	}
	return nil
}

func valuesOf(specs []catalog.OptionValueSpec) []valueJSON {
	out := make([]valueJSON, len(specs))
	for i, v := range specs {
		out[i] = valueJSON{v.Name, v.SwatchColor}
	}
	return out
}

func valueSpecs(values []valueJSON) []catalog.OptionValueSpec {
	out := make([]catalog.OptionValueSpec, len(values))
	for i, v := range values {
		out[i] = catalog.OptionValueSpec{Name: v.Name, SwatchColor: v.SwatchColor}
	}
	return out
}

func fieldsOf(specs []catalog.MetafieldSpec) []fieldJSON {
	out := make([]fieldJSON, len(specs))
	for i, m := range specs {
		out[i] = fieldJSON{m.Namespace, m.Key, m.Type, m.Value, m.Description}
	}
	return out
}

func fieldSpecs(fields []fieldJSON) []catalog.MetafieldSpec {
	out := make([]catalog.MetafieldSpec, len(fields))
	for i, m := range fields {
		out[i] = catalog.MetafieldSpec{Namespace: m.Namespace, Key: m.Key, Type: m.Type, Value: m.Value, Description: m.Description}
	}
	return out
}

func mediaOf(specs []catalog.MediaSpec) []mediaJSON {
	out := make([]mediaJSON, len(specs))
	for i := range specs {
		out[i] = mediumOf(&specs[i])
	}
	return out
}

func mediumOf(s *catalog.MediaSpec) mediaJSON {
	m := mediaJSON{Kind: s.Kind, Alt: s.Alt, Source: s.Source, Blob: s.Blob, MIME: s.MIME, Width: s.Width, Height: s.Height, Bytes: s.Bytes}
	if s.Preview != nil {
		m.Preview = new(mediumOf(s.Preview))
	}
	for _, f := range s.Variants {
		m.Sources = append(m.Sources, sourceJSON{f.URL, f.MIME, f.Format, f.Width, f.Height, f.Bytes})
	}
	return m
}

func mediaSpecs(media []mediaJSON) []catalog.MediaSpec {
	out := make([]catalog.MediaSpec, len(media))
	for i := range media {
		out[i] = media[i].spec()
	}
	return out
}

func (m *mediaJSON) spec() catalog.MediaSpec {
	s := catalog.MediaSpec{Kind: m.Kind, Alt: m.Alt, Source: m.Source, Blob: m.Blob, MIME: m.MIME, Width: m.Width, Height: m.Height, Bytes: m.Bytes}
	if s.Kind == "" {
		s.Kind = catalog.Image
	}
	if m.Preview != nil {
		s.Preview = new(m.Preview.spec())
	}
	for _, f := range m.Sources {
		s.Variants = append(s.Variants, catalog.MediaSource{URL: f.URL, MIME: f.MIME, Format: f.Format, Width: f.Width, Height: f.Height, Bytes: f.Bytes})
	}
	return s
}

// list is a list that is not null.
func list(in []string) []string {
	if in == nil {
		return []string{}
	}
	return in
}

var errNoTime = errors.New("write a time such as 2026-04-01T09:30:00Z, or null")

// amountOf reads an amount; the fault stands at the path.
func amountOf(path, text string, c money.Currency) (int64, error) {
	n, wrong := parsePrice(text, c)
	if wrong != "" {
		return 0, fault.Invalidf(path, "%s", wrong)
	}
	return n, nil
}

func checkMeasure(path string, m *catalog.UnitMeasure) error {
	kind := catalog.MeasuredType(m.QuantityUnit)
	switch {
	case kind == "UNKNOWN" || kind != catalog.MeasuredType(m.ReferenceUnit):
		return fault.Invalidf(path, "%s and %s are not two units that measure the same: use such as G, KG, ML, L, M, M2 or ITEM", quote(m.QuantityUnit), quote(m.ReferenceUnit))
	case m.QuantityMilli < 1 || m.ReferenceValue < 1:
		return fault.Invalidf(path, "the measures of a unit price are above 0")
	}
	return nil
}

func amountText(minor int64, c money.Currency) string {
	return money.Amount{Minor: minor, Currency: c}.String()
}

func amountTextOf(minor *int64, c money.Currency) *string {
	if minor == nil {
		return nil
	}
	return new(amountText(*minor, c))
}

// jsonReason tells what is wrong with JSON, in a few words.
func jsonReason(err error) string {
	var form *jsontext.SyntacticError
	var kind *json.SemanticError
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		return "a name stands twice in one object"
	case errors.As(err, &form):
		return fmt.Sprintf("at byte %d: %s", form.ByteOffset+1, form.Err)
	case errors.As(err, &kind) && kind.Err != nil:
		return kind.Err.Error()
	case errors.As(err, &kind):
		return fmt.Sprintf("%s does not belong here, %s does", kindName(kind.JSONKind), typeName(kind.GoType))
	}
	return err.Error()
}

func kindName(k jsontext.Kind) string {
	switch k {
	case 'n':
		return "null"
	case 't', 'f':
		return "a truth value"
	case '"':
		return "a text"
	case '0':
		return "a number"
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	return "that"
}

func typeName(t reflect.Type) string {
	if t == nil {
		return "something else"
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Slice:
		return "a list"
	default:
		return "an object"
	}
}
