package catalog

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cartwright/internal/fault"
)

// The bounds of a product, as the dialect's platform has them where it publishes them.
const (
	MaxVariants = 2048
	MaxOptions  = 3
	MaxMedia    = 250
	MaxTags     = 250
	MaxValues   = 100 // of one option
	maxText     = 255
	maxStock    = 1_000_000_000 // units, either way; the dialect tells quantities in 32 bits
	maxPixels   = 1<<31 - 1
	maxPrice    = 100_000_000_000_000 // minor units; a cart of ten thousand such lines still fits 64 bits
)

// DefaultOption and DefaultValue make up the option of a product that has none, as clients expect to find it.
const (
	DefaultOption = "Title"
	DefaultValue  = "Default Title"
)

// check finds what is wrong with a spec before anything is read or written; it returns a *fault.Fault.
func (s *Spec) check() error {
	if err := checkHandle(s.Handle); err != nil {
		return err
	}
	if strings.TrimSpace(s.Title) == "" {
		return fault.Invalidf("title", "a product needs a title")
	}
	for _, t := range []struct{ path, text string }{{"title", s.Title}, {"vendor", s.Vendor}, {"productType", s.ProductType},
		{"seo.title", s.SEO.Title}, {"category", s.Category}} {
		if err := checkText(t.path, t.text); err != nil {
			return err
		}
	}
	for _, t := range []struct{ path, text string }{{"descriptionHtml", s.DescriptionHTML}, {"seo.description", s.SEO.Description}} {
		if err := checkEncoding(t.path, t.text); err != nil {
			return err
		}
	}
	switch s.Status {
	case Active, Draft, Archived:
	default:
		return fault.Invalidf("status", "%q is no status; use ACTIVE, DRAFT or ARCHIVED", s.Status)
	}
	if err := checkPublication("publishedAt", s.PublishedAt); err != nil {
		return err
	}
	if len(s.Tags) > MaxTags {
		return fault.Limitf("tags", "a product has at most %d tags, got %d", MaxTags, len(s.Tags))
	}
	for i, t := range s.Tags {
		if err := checkText(fmt.Sprintf("tags.%d", i), t); err != nil {
			return err
		}
		if strings.TrimSpace(t) == "" {
			return fault.Invalidf(fmt.Sprintf("tags.%d", i), "a tag says something")
		}
	}
	if len(s.Media) > MaxMedia {
		return fault.Limitf("media", "a product has at most %d media, got %d", MaxMedia, len(s.Media))
	}
	for i := range s.Media {
		if err := s.Media[i].check(at(s.Media[i].At, "media", i)); err != nil {
			return err
		}
	}
	if err := checkFields("metafields", s.Metafields); err != nil {
		return err
	}
	return s.checkVariants()
}

func (s *Spec) checkVariants() error {
	if len(s.Options) > MaxOptions {
		return fault.Limitf("options", "a product has at most %d options, got %d", MaxOptions, len(s.Options))
	}
	// MySQL compares texts as if blanks at their end were not there, so nothing may differ in those alone.
	names := map[string]bool{}
	values := make([]map[string]string, len(s.Options))
	for i, o := range s.Options {
		place := at(o.At, "options", i)
		path := place + ".name"
		if strings.TrimSpace(o.Name) == "" {
			return fault.Invalidf(path, "an option needs a name")
		}
		if err := checkText(path, o.Name); err != nil {
			return err
		}
		name := strings.TrimRight(o.Name, " ")
		if names[name] {
			return fault.Invalidf(path, "the option %q stands twice", name)
		}
		names[name] = true
		values[i] = map[string]string{}
		ids := map[ValueID]bool{}
		for n, v := range o.Values {
			at := at(v.At, place+".values", n)
			if err := checkValue(at, v.Name, values[i]); err != nil {
				return err
			}
			if _, twice := ids[v.ID]; twice && v.ID != 0 {
				return fault.Invalidf(at, "the value %q stands twice", v.Name)
			}
			ids[v.ID] = true
			if utf8.RuneCountInString(v.SwatchColor) > 20 {
				return fault.Invalidf(at+".swatch", "a colour such as #88aa33 is needed, at most 20 characters")
			}
		}
	}
	if len(s.Variants) == 0 {
		return fault.Invalidf("variants", "a product needs at least one variant")
	}
	if len(s.Variants) > MaxVariants {
		return fault.Limitf("variants", "a product has at most %d variants, got %d", MaxVariants, len(s.Variants))
	}
	if len(s.Options) == 0 && len(s.Variants) > 1 {
		return fault.Invalidf("variants", "a product without options has one variant, got %d", len(s.Variants))
	}
	taken := make(map[string]int, len(s.Variants))
	for i := range s.Variants {
		v := &s.Variants[i]
		place := at(v.At, "variants", i)
		if err := v.check(place, values, len(s.Media)); err != nil {
			return err
		}
		combination := strings.Join(v.Options, "\x00")
		if first, twice := taken[combination]; twice {
			return fault.Invalidf(place+".options", "the variant %q stands twice, first as variant %d",
				strings.Join(v.Options, " / "), first+1)
		}
		taken[combination] = i
	}
	for i, named := range values {
		if len(named) > MaxValues {
			return fault.Limitf(at(s.Options[i].At, "options", i)+".values", "an option has at most %d values, got %d", MaxValues, len(named))
		}
	}
	return nil
}

// at is where a part was declared: where it says, or its place in the spec.
func at(said, list string, i int) string {
	if said != "" {
		return said
	}
	return fmt.Sprintf("%s.%d", list, i)
}

// check looks at a variant of a product that has these values of each option so far, and notes those it adds.
func (v *VariantSpec) check(path string, values []map[string]string, media int) error {
	if len(v.Options) != len(values) {
		return fault.Invalidf(path+".options", "%d values are needed, one for each option, got %d", len(values), len(v.Options))
	}
	for i, o := range v.Options {
		if err := checkValue(fmt.Sprintf("%s.options.%d", path, i), o, values[i]); err != nil {
			return err
		}
	}
	for _, t := range []struct{ path, text string }{{".sku", v.SKU}, {".barcode", v.Barcode}, {".taxCode", v.TaxCode}} {
		if err := checkText(path+t.path, t.text); err != nil {
			return err
		}
	}
	if err := checkPrice(path+".price", &v.Price); err != nil {
		return err
	}
	if err := checkPrice(path+".compareAtPrice", v.CompareAt); err != nil {
		return err
	}
	if err := checkPrice(path+".cost", v.Cost); err != nil {
		return err
	}
	if v.WeightMilligrams < 0 {
		return fault.Invalidf(path+".weight", "a weight is not negative")
	}
	switch v.WeightUnit {
	case "", Grams, Kilograms, Ounces, Pounds:
	default:
		return fault.Invalidf(path+".weightUnit", "%q is no unit; use GRAMS, KILOGRAMS, OUNCES or POUNDS", v.WeightUnit)
	}
	if v.Stock != nil {
		if err := checkStock(path+".stock", *v.Stock); err != nil {
			return err
		}
	}
	for _, n := range v.StockAt {
		if err := checkStock(path+".stock", n); err != nil {
			return err
		}
	}
	for _, n := range v.StockIn {
		if err := checkStock(path+".stockAt", n); err != nil {
			return err
		}
	}
	if v.Image >= media && media > 0 || v.Image < -1 {
		return fault.Invalidf(path+".image", "there is no media %d", v.Image)
	}
	if err := v.Quantities.check(path + ".quantityRule"); err != nil {
		return err
	}
	return checkFields(path+".metafields", v.Metafields)
}

// maxRule bounds the numbers of a quantity rule.
const maxRule = 1_000_000

func (q *QuantityRule) check(path string) error {
	if q == nil {
		return nil
	}
	top := maxRule
	if q.Maximum != nil {
		top = *q.Maximum
	}
	switch {
	case q.Increment < 1 || q.Increment > maxRule:
		return fault.Invalidf(path+".increment", "an increment is between 1 and %d, got %d", maxRule, q.Increment)
	case q.Minimum < 1 || q.Minimum > maxRule || q.Minimum%q.Increment != 0:
		return fault.Invalidf(path+".minimum", "a minimum is between 1 and %d and a multiple of the increment, got %d", maxRule, q.Minimum)
	case top < q.Minimum || top > maxRule || q.Maximum != nil && top%q.Increment != 0:
		return fault.Invalidf(path+".maximum", "a maximum is between the minimum and %d and a multiple of the increment, got %d", maxRule, top)
	}
	return nil
}

// checkValue looks at a value of an option; known holds the option's values so far, by what they are without blanks at
// their end.
func checkValue(at, value string, known map[string]string) error {
	if strings.TrimSpace(value) == "" {
		return fault.Invalidf(at, "the value of an option is missing")
	}
	if err := checkText(at, value); err != nil {
		return err
	}
	trimmed := strings.TrimRight(value, " ")
	if other, ok := known[trimmed]; ok && other != value {
		return fault.Invalidf(at, "the values %q and %q differ in blanks alone", other, value)
	}
	known[trimmed] = value
	return nil
}

func (m *MediaSpec) check(path string) error {
	if m.Source == "" && m.Blob == "" {
		return fault.Invalidf(path+".source", "a media needs bytes or an address")
	}
	for _, t := range []struct {
		path, what, text string
		most             int
	}{{".alt", "an alternative text", m.Alt, 512}, {".source", "an address", m.Source, 2048}, {".blob", "a name in the media store", m.Blob, 100},
		{".mime", "a media type", m.MIME, 100}} {
		if utf8.RuneCountInString(t.text) > t.most {
			return fault.Invalidf(path+t.path, "%s has at most %d characters", t.what, t.most)
		}
		if err := checkEncoding(path+t.path, t.text); err != nil {
			return err
		}
	}
	switch m.Kind {
	case "", Image, Video, ExternalVideo, Model3D:
	default:
		return fault.Invalidf(path+".kind", "%q is no kind of media", m.Kind)
	}
	for side, n := range map[string]int{".width": m.Width, ".height": m.Height} {
		if n < 0 || n > maxPixels {
			return fault.Invalidf(path+side, "a side has between 0 and %d pixels, got %d", maxPixels, n)
		}
	}
	return nil
}

func checkFields(path string, fields []MetafieldSpec) error {
	taken := make(map[string]bool, len(fields))
	for i, m := range fields {
		at := at(m.At, path, i)
		if m.Namespace == "" || m.Key == "" || m.Type == "" {
			return fault.Invalidf(at, "a metafield needs a namespace, a key and a type")
		}
		if len(m.Namespace) > maxText || len(m.Key) > 64 || len(m.Type) > 100 {
			return fault.Invalidf(at, "a namespace has at most 255 characters, a key 64")
		}
		name := strings.TrimRight(m.Namespace, " ") + "." + strings.TrimRight(m.Key, " ")
		if taken[name] {
			return fault.Invalidf(at, "the metafield %q stands twice", name)
		}
		taken[name] = true
		if err := checkText(at+".description", m.Description); err != nil {
			return err
		}
		for _, text := range []string{m.Namespace, m.Key, m.Type} {
			if err := checkEncoding(at, text); err != nil {
				return err
			}
		}
		if err := checkEncoding(at+".value", m.Value); err != nil {
			return err
		}
	}
	return nil
}

func checkPrice(path string, price *int64) error {
	if price != nil && (*price < 0 || *price > maxPrice) {
		return fault.Invalidf(path, "a price is between 0 and %d minor units, got %d", int64(maxPrice), *price)
	}
	return nil
}

func checkText(path, text string) error {
	if n := utf8.RuneCountInString(text); n > maxText {
		return fault.Invalidf(path, "at most %d characters, got %d", maxText, n)
	}
	return checkEncoding(path, text)
}

// distinctTags are tags as they are kept: without spaces around them, and once whatever their case.
func distinctTags(tags []string) []string {
	out, seen := make([]string, 0, len(tags)), make(map[string]bool, len(tags))
	for _, t := range tags {
		t = strings.TrimSpace(t)
		if key := strings.ToLower(t); !seen[key] {
			seen[key] = true
			out = append(out, t)
		}
	}
	return out
}

// checkPublication refuses a time that not every database has: DATETIME reaches from the year 1000 to 9999. The zero time
// stands for now.
func checkPublication(path string, at *time.Time) error {
	if at == nil || at.IsZero() {
		return nil
	}
	if year := at.UTC().Year(); year < 1000 || year > 9999 {
		return fault.Invalidf(path, "a time is in the years 1000 to 9999, got the year %d", year)
	}
	return nil
}

// checkEncoding refuses what not every database can keep.
func checkEncoding(path, text string) error {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return fault.Invalidf(path, "the text is not valid UTF-8")
	}
	return nil
}

// checkHandle refuses what does not stand in an address as it is.
func checkHandle(handle string) error {
	if handle == "" {
		return fault.Invalidf("handle", "a handle is needed: lower case letters, digits and hyphens")
	}
	if err := checkText("handle", handle); err != nil {
		return err
	}
	for _, r := range handle {
		if r != '-' && r != '_' && !unicode.IsDigit(r) && !(unicode.IsLetter(r) && !unicode.IsUpper(r)) && !unicode.Is(unicode.Mn, r) {
			return fault.Invalidf("handle", "%q is no handle: use lower case letters, digits and hyphens", handle)
		}
	}
	return nil
}

func checkStock(path string, n int64) error {
	if n < -maxStock || n > maxStock {
		return fault.Invalidf(path, "a stock is between %d and %d, got %d", -maxStock, maxStock, n)
	}
	return nil
}
