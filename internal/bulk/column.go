package bulk

import (
	"regexp"
	"strings"
)

// column is a column that the platform documents. Options have three of each kind, one after the other.
type column uint8

// The columns, in the order of the older template.
const (
	colNone column = iota // not one of these
	colHandle
	colTitle
	colBody
	colVendor
	colCategory
	colType
	colTags
	colPublished
	colStatus
	colOptionName
	colOptionName2
	colOptionName3
	colOptionValue
	colOptionValue2
	colOptionValue3
	colOptionLink
	colOptionLink2
	colOptionLink3
	colSKU
	colGrams
	colTracker
	colQuantity
	colPolicy
	colService
	colPrice
	colCompareAt
	colShips
	colTaxable
	colBarcode
	colMeasure
	colMeasureUnit
	colBase
	colBaseUnit
	colImage
	colPosition
	colAlt
	colGiftCard
	colSEOTitle
	colSEOText
	colVariantImage
	colWeightUnit
	colTaxCode
	colCost
	colCollection

	// Those of our own, for what the template has none for.
	colPublishedAt
	colSales
	colValues
	colValues2
	colValues3
	colMinimum
	colMaximum
	colIncrement
	colImagePlace
	colMediaKind
	colMediaFile
	colMediaDetails
	colFields
	colVariantFields
	columns // how many there are
)

// Columns that are written under the title of a metafield, and read as one.
const (
	colRelated = columns + iota
	colComplementary
)

// titlesOf are the names of each column in lower case: that of the older template, that of the newer, and other forms
// that the platform has exported or accepts.
var titlesOf = [columns][]string{
	colHandle:       {"handle", "url handle"},
	colTitle:        {"title"},
	colBody:         {"body (html)", "description", "body html"},
	colVendor:       {"vendor"},
	colCategory:     {"product category", "standard product type", "standardized product type"},
	colType:         {"type", "custom product type", "product type"},
	colTags:         {"tags"},
	colPublished:    {"published", "published on online store"},
	colStatus:       {"status"},
	colOptionName:   {"option1 name"},
	colOptionName2:  {"option2 name"},
	colOptionName3:  {"option3 name"},
	colOptionValue:  {"option1 value"},
	colOptionValue2: {"option2 value"},
	colOptionValue3: {"option3 value"},
	colOptionLink:   {"option1 linked to"},
	colOptionLink2:  {"option2 linked to"},
	colOptionLink3:  {"option3 linked to"},
	colSKU:          {"variant sku", "sku"},
	colGrams:        {"variant grams", "weight value (grams)"},
	colTracker:      {"variant inventory tracker", "inventory tracker"},
	colQuantity:     {"variant inventory qty", "inventory quantity", "variant inventory quantity"},
	colPolicy:       {"variant inventory policy", "continue selling when out of stock", "inventory policy"},
	colService:      {"variant fulfillment service", "fulfillment service"},
	colPrice:        {"variant price", "price"},
	colCompareAt:    {"variant compare at price", "compare-at price", "compare at price", "variant compare-at price"},
	colShips:        {"variant requires shipping", "requires shipping"},
	colTaxable:      {"variant taxable", "charge tax"},
	colBarcode:      {"variant barcode", "barcode"},
	colMeasure:      {"unit price total measure"},
	colMeasureUnit:  {"unit price total measure unit"},
	colBase:         {"unit price base measure"},
	colBaseUnit:     {"unit price base measure unit"},
	colImage:        {"image src", "product image url"},
	colPosition:     {"image position"},
	colAlt:          {"image alt text"},
	colGiftCard:     {"gift card"},
	colSEOTitle:     {"seo title"},
	colSEOText:      {"seo description"},
	colVariantImage: {"variant image", "variant image url"},
	colWeightUnit:   {"variant weight unit", "weight unit for display"},
	colTaxCode:      {"variant tax code", "tax code"},
	colCost:         {"cost per item"},
	colCollection:   {"collection"},

	colPublishedAt:   {"published at"},
	colSales:         {"sales rank"},
	colValues:        {"option1 values"},
	colValues2:       {"option2 values"},
	colValues3:       {"option3 values"},
	colMinimum:       {"variant quantity minimum"},
	colMaximum:       {"variant quantity maximum"},
	colIncrement:     {"variant quantity increment"},
	colImagePlace:    {"variant image position"},
	colMediaKind:     {"media kind"},
	colMediaFile:     {"media file"},
	colMediaDetails:  {"media details"},
	colFields:        {"metafields"},
	colVariantFields: {"variant metafields"},
}

// The namespace of the metafields that the platform keeps the Google Shopping columns in, and their keys.
const (
	googlePrefix    = "google shopping / "
	googleNamespace = "mm-google-shopping"
)

var googleKeys = map[string]string{
	"google product category":        "google_product_category",
	"gender":                         "gender",
	"age group":                      "age_group",
	"mpn":                            "mpn",
	"manufacturer part number (mpn)": "mpn",
	"adwords grouping":               "adwords_grouping",
	"ad group name":                  "adwords_grouping",
	"adwords labels":                 "adwords_labels",
	"ads labels":                     "adwords_labels",
	"condition":                      "condition",
	"custom product":                 "custom_product",
	"custom label 0":                 "custom_label_0",
	"custom label 1":                 "custom_label_1",
	"custom label 2":                 "custom_label_2",
	"custom label 3":                 "custom_label_3",
	"custom label 4":                 "custom_label_4",
}

// marketPrefixes begin the columns that say what a market includes and what it pays there.
var marketPrefixes = []string{"included / ", "price / ", "compare at price / ", "compare-at price / "}

// fieldTitle is how a column of metafields is called: "Colour (product.metafields.custom.colour)".
var fieldTitle = regexp.MustCompile(`^(?:.*\()?(product|variant)\.metafields\.([A-Za-z0-9_-]{1,255})\.([A-Za-z0-9_-]{1,64})\)?$`)

// typedTitle is how our own export calls such a column: "Care of it [multi_line_text_field] (product.metafields.custom.care)".
// With the type it says what the metafield's description is, so that nothing is lost on the way.
var typedTitle = regexp.MustCompile(`^(?:(.+) )?\[([a-z0-9_.]+)\] \((product|variant)\.metafields\.([A-Za-z0-9_-]{1,255})\.([A-Za-z0-9_-]{1,64})\)$`)

// Recommendations of the merchant's are product metafields of this namespace, holding handles.
const (
	recommendations = "shopify--discovery--product_recommendation"
	relatedKey      = "related_products"
	complementKey   = "complementary_products"
)

// columnOf finds a column by its lower-case title.
var columnOf = func() map[string]column {
	m := map[string]column{}
	for c, titles := range titlesOf {
		for _, t := range titles {
			m[t] = column(c)
		}
	}
	return m
}()

// plainTitle is a title as it is compared: lower case, blanks made one.
func plainTitle(title string) string {
	return strings.ToLower(strings.Join(strings.Fields(title), " "))
}
