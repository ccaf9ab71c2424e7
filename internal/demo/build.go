package demo

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"time"
	"unicode"

	"cartwright/internal/catalog"
)

// good is a product as it is written down in this package: what a shopkeeper would note on one card. spec makes the
// full declaration of it.
type good struct {
	handle, title, vendor, kind, category string

	code  string // first part of its article numbers
	html  string
	tags  []string
	day   string // of publication: "2025-09-14"
	price int64  // cents; variants may differ
	was   int64  // cents; 0 for none
	grams int64  // weight of a variant; 0 for things that are not sent
	rank  int64  // units sold
	gift  bool   // it is a gift card

	material string
	care     []string
	origin   string
	size     string // "42 × 30 × 12 cm"
	years    int    // of guarantee; 0 for none

	options []catalog.OptionSpec
	each    func(v []string, s *catalog.VariantSpec) bool // adjusts a variant; false: there is no such combination
	pics    []pic
	related []string
	with    []string // complementary
	seo     catalog.SEO
	extra   []catalog.MetafieldSpec
}

// pic is a picture of a product: its key and what a person would say is to be seen.
type pic struct{ key, alt string }

// soldOut marks stock that has been counted and is nothing.
const soldOut = int64(0)

// spec makes the declaration of the product that stands at place n of the range; its barcodes follow from n.
func (g good) spec(n int) catalog.Spec {
	day := at(g.day)
	s := catalog.Spec{
		Handle: g.handle, Title: g.title, DescriptionHTML: strings.TrimSpace(g.html),
		Vendor: g.vendor, ProductType: g.kind, Category: g.category, Tags: g.tags,
		Status: catalog.Active, PublishedAt: &day, GiftCard: g.gift,
		SEO: g.seo, Options: g.options, Related: g.related, Complementary: g.with, SalesRank: g.rank,
	}
	for _, p := range g.pics {
		s.Media = append(s.Media, drawable(p.key, p.alt))
	}
	for _, v := range combinations(g.options) {
		sku := article(g.code, v)
		x := catalog.VariantSpec{
			Options: v, SKU: sku, Price: g.price, WeightMilligrams: g.grams * 1000, WeightUnit: catalog.Grams,
			Taxable: true, TaxCode: "standard", RequiresShipping: true, Tracked: true,
			Stock: new(onHand(sku)), Image: g.picture(v),
		}
		if g.grams >= 2000 {
			x.WeightUnit = catalog.Kilograms
		}
		if g.was > 0 {
			x.CompareAt = cents(g.was)
		}
		if g.each != nil && !g.each(v, &x) {
			continue
		}
		x.Barcode = barcode(n, len(s.Variants))
		if x.RequiresShipping {
			x.Cost = cents(x.Price * 42 / 100)
		}
		s.Variants = append(s.Variants, x)
	}
	s.Metafields = g.metafields()
	return s
}

// picture finds the variant's own picture: the one whose key ends in one of its values. Variants without one show
// the product's first picture, so they name none.
func (g good) picture(values []string) int {
	for i, p := range g.pics {
		for _, v := range values {
			if p.key == g.handle+"/"+slug(v) {
				return i
			}
		}
	}
	return -1
}

// combinations lists every choice of one value per option, the last option turning fastest. Without options there is
// one: no values.
func combinations(options []catalog.OptionSpec) [][]string {
	all := [][]string{nil}
	for _, o := range options {
		var next [][]string
		for _, head := range all {
			for _, v := range o.Values {
				next = append(next, append(append([]string(nil), head...), v.Name))
			}
		}
		all = next
	}
	return all
}

// article is the number a warehouse knows a variant by: "HTE-OAT-XL".
func article(code string, values []string) string {
	parts := []string{"FW", code}
	for _, v := range values {
		var b strings.Builder
		for _, r := range strings.ToUpper(v) {
			if b.Len() < 5 && (unicode.IsLetter(r) || unicode.IsDigit(r)) && r < unicode.MaxASCII {
				b.WriteRune(r)
			}
		}
		parts = append(parts, b.String())
	}
	return strings.Join(parts, "-")
}

// onHand is a plausible stock that never changes for an article number: 4 to 63.
func onHand(sku string) int64 {
	h := fnv.New32a()
	h.Write([]byte(sku))
	return int64(4 + h.Sum32()%60)
}

// barcode is an EAN-13 from the range 200 that GS1 leaves to shops for their own use: the place of the product in the
// range, the place of the variant in the product, and the check digit.
func barcode(product, variant int) string {
	digits := fmt.Sprintf("200%04d%05d", product+1, variant+1)
	sum := 0
	for i, r := range digits {
		d := int(r - '0')
		if i%2 == 1 {
			d *= 3
		}
		sum += d
	}
	return digits + strconv.Itoa((10-sum%10)%10)
}

// slug is a name as it stands in handles and picture keys: lower case, hyphens between words.
func slug(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	}), "-")
}

// drawable declares a picture that this package draws.
func drawable(key, alt string) catalog.MediaSpec {
	return catalog.MediaSpec{Kind: catalog.Image, Alt: alt, Source: source + key, MIME: mime(key)}
}

// source comes before a picture's key in catalog.MediaSpec.Source.
const source = "demo:"

// at is eight in the morning, UTC, of a day written as in "2025-09-14". Days are constants of this package, and a test
// reads them all; a misspelt one is the zero time.
func at(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Time{}
	}
	return t.Add(8 * time.Hour)
}

// since is at as a pointer, for the fields where absence means "not published".
func since(day string) *time.Time {
	t := at(day)
	return &t
}

// cents is a pointer to an amount.
func cents(n int64) *int64 { return &n }
