package catalog

import (
	"fmt"
	"strings"
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
	maxText     = 255
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
	switch s.Status {
	case Active, Draft, Archived:
	default:
		return fault.Invalidf("status", "%q is no status; use ACTIVE, DRAFT or ARCHIVED", s.Status)
	}
	if len(s.Tags) > MaxTags {
		return fault.Limitf("tags", "a product has at most %d tags, got %d", MaxTags, len(s.Tags))
	}
	for i, t := range s.Tags {
		if err := checkText(fmt.Sprintf("tags.%d", i), t); err != nil {
			return err
		}
	}
	if len(s.Media) > MaxMedia {
		return fault.Limitf("media", "a product has at most %d media, got %d", MaxMedia, len(s.Media))
	}
	for i, m := range s.Media {
		if m.Source == "" && m.Blob == "" {
			return fault.Invalidf(fmt.Sprintf("media.%d.source", i), "a media needs bytes or an address")
		}
		if utf8.RuneCountInString(m.Alt) > 512 {
			return fault.Invalidf(fmt.Sprintf("media.%d.alt", i), "an alternative text has at most 512 characters")
		}
	}
	for i, m := range s.Metafields {
		if m.Namespace == "" || m.Key == "" || m.Type == "" {
			return fault.Invalidf(fmt.Sprintf("metafields.%d", i), "a metafield needs a namespace, a key and a type")
		}
		if len(m.Namespace) > maxText || len(m.Key) > 64 || len(m.Type) > 100 {
			return fault.Invalidf(fmt.Sprintf("metafields.%d", i), "a namespace has at most 255 characters, a key 64")
		}
	}
	return s.checkVariants()
}

func (s *Spec) checkVariants() error {
	if len(s.Options) > MaxOptions {
		return fault.Limitf("options", "a product has at most %d options, got %d", MaxOptions, len(s.Options))
	}
	names := map[string]bool{}
	for i, o := range s.Options {
		path := fmt.Sprintf("options.%d.name", i)
		if strings.TrimSpace(o.Name) == "" {
			return fault.Invalidf(path, "an option needs a name")
		}
		if err := checkText(path, o.Name); err != nil {
			return err
		}
		if names[o.Name] {
			return fault.Invalidf(path, "the option %q stands twice", o.Name)
		}
		names[o.Name] = true
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
		if err := v.check(fmt.Sprintf("variants.%d", i), len(s.Options), len(s.Media)); err != nil {
			return err
		}
		combination := strings.Join(v.Options, "\x00")
		if first, twice := taken[combination]; twice {
			return fault.Invalidf(fmt.Sprintf("variants.%d.options", i), "the variant %q stands twice, first as variant %d",
				strings.Join(v.Options, " / "), first+1)
		}
		taken[combination] = i
	}
	return nil
}

func (v *VariantSpec) check(path string, options, media int) error {
	if len(v.Options) != options {
		return fault.Invalidf(path+".options", "%d values are needed, one for each option, got %d", options, len(v.Options))
	}
	for i, o := range v.Options {
		at := fmt.Sprintf("%s.options.%d", path, i)
		if strings.TrimSpace(o) == "" {
			return fault.Invalidf(at, "the value of an option is missing")
		}
		if err := checkText(at, o); err != nil {
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
	if v.Image >= media && media > 0 || v.Image < -1 {
		return fault.Invalidf(path+".image", "there is no media %d", v.Image)
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
