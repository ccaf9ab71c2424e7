package catalog

import "time"

// Spec declares a product whole: what PutMany makes of its handle, whether the product was there before or not. Money is
// in minor units of the shop's currency. Media, Metafields, Related and Complementary are left as they are when they are
// nil; an empty list removes what is there.
//
// Parts of a product keep what they are by their ids; without one, options and values are known by their names, variants
// by their combination of values, media by their bytes or address. At says where in a request a part was declared, for
// faults; empty is its place in the spec.
type Spec struct {
	ID              ProductID // 0: the product of the handle, or a new one
	Handle          string    // lower case letters, digits and hyphens; unique in the shop
	Title           string
	DescriptionHTML string // sanitised when it is written
	Vendor          string
	ProductType     string
	Tags            []string
	Status          Status
	PublishedAt     *time.Time // nil: not published; in the future: published then; the zero time: published, since when it was or now
	GiftCard        bool
	Category        string // path in the product taxonomy, levels parted by " > "; empty for none
	SEO             SEO
	Options         []OptionSpec // at most 3; none: the single option Title with the value "Default Title"
	Variants        []VariantSpec
	Media           []MediaSpec // in their order; the first image is the featured one
	Metafields      []MetafieldSpec
	Related         []string       // handles of products to recommend beside it
	Complementary   []string       // handles of products that go with it
	Joins           []CollectionID // collections by hand to put it into, at their end
	Leaves          []CollectionID // collections by hand to take it out of
	Shelves         []CollectionID // all collections by hand that it is in; nil leaves them as they are
	Named           []int          // places of the variants or media that an act is about, in the order of its request; handed on in Edited
	SalesRank       int64          // units sold, as far as known; orders best sellers; 0 leaves the count as it is
}

// SEO is what search engines are told; empty fields leave it to the storefront.
type SEO struct {
	Title       string
	Description string
}

// OptionSpec declares an option and the order of its values.
type OptionSpec struct {
	ID     OptionID
	At     string
	Name   string
	Values []OptionValueSpec
}

// OptionValueSpec declares a value of an option.
type OptionValueSpec struct {
	ID          ValueID
	At          string
	Name        string
	SwatchColor string // "#rrggbb"; empty for none
}

// VariantSpec declares a variant. Options holds one value name per option of the product, in option order.
type VariantSpec struct {
	ID               VariantID
	At               string
	Options          []string
	SKU              string
	Barcode          string
	Price            int64  // minor units
	CompareAt        *int64 // minor units; nil for none
	Cost             *int64 // minor units; nil for unknown; staff only
	WeightMilligrams int64
	WeightUnit       WeightUnit // the unit to show the weight in; empty: KILOGRAMS
	Taxable          bool
	TaxCode          string
	RequiresShipping bool
	Tracked          bool             // false: stock is not counted, always available
	Oversell         bool             // true: sold beyond its stock ("continue")
	Stock            *int64           // at the default location; nil leaves it as it is
	StockAt          map[int64]int64  // at locations in use, by their ids; others stay as they are
	StockIn          map[string]int64 // the same, by their names
	Image            int              // index into Spec.Media of the variant's picture; -1 for none
	UnitPrice        *UnitMeasure
	Metafields       []MetafieldSpec
	Quantities       *QuantityRule // nil leaves them as they are: any number
}

// QuantityRule says in which quantities a variant is sold.
type QuantityRule struct {
	Minimum   int  // at least 1
	Maximum   *int // nil: as many as one likes
	Increment int  // sold in steps of this many, at least 1; minimum and maximum are such steps
}

// UnitMeasure says how much is in a unit of sale and per how much the unit price is told
// (0.75 L in the bottle, price per 1 L). Units are the dialect's UnitPriceMeasurementMeasuredUnit.
type UnitMeasure struct {
	QuantityMilli  int64 // thousandths of QuantityUnit
	QuantityUnit   string
	ReferenceValue int64
	ReferenceUnit  string
}

// MetafieldSpec declares a metafield. Type is one of the platform's metafield types ("single_line_text_field").
type MetafieldSpec struct {
	At          string
	Namespace   string
	Key         string
	Type        string
	Value       string
	Description string
}

// MediaSpec declares a picture, a video or a model. For bytes kept by the shop, Blob names them in the media store;
// for others, Source has the address.
type MediaSpec struct {
	ID       MediaID
	At       string
	Kind     MediaKind
	Alt      string
	Source   string // where it came from, or where it is: an absolute address; may be empty when Blob is set
	Blob     string // name in the media store ("3f2c….png"); empty when the bytes are elsewhere
	MIME     string
	Width    int // pixels; 0 when unknown
	Height   int
	Bytes    int64
	Preview  *MediaSpec    // a still picture for videos and models
	Variants []MediaSource // videos and models: the files to choose from
}

// MediaSource is one file of a video or model.
type MediaSource struct {
	URL    string `json:"url"`
	MIME   string `json:"mime"`
	Format string `json:"format"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	Bytes  int64  `json:"bytes,omitempty"`
}

// MediaKind is the dialect's MediaContentType.
type MediaKind string

// The kinds of media.
const (
	Image         MediaKind = "IMAGE"
	Video         MediaKind = "VIDEO"
	ExternalVideo MediaKind = "EXTERNAL_VIDEO"
	Model3D       MediaKind = "MODEL_3D"
)

// Status says who may see a product.
type Status string

// The states of a product. Shoppers see active products whose time of publication has come.
const (
	Active   Status = "ACTIVE"
	Draft    Status = "DRAFT"
	Archived Status = "ARCHIVED"
)

// WeightUnit is the dialect's WeightUnit.
type WeightUnit string

// The units a weight can be shown in.
const (
	Grams     WeightUnit = "GRAMS"
	Kilograms WeightUnit = "KILOGRAMS"
	Ounces    WeightUnit = "OUNCES"
	Pounds    WeightUnit = "POUNDS"
)

// CollectionSpec declares a collection and, by handle and in order, its products.
type CollectionSpec struct {
	Handle          string
	Title           string
	DescriptionHTML string
	Image           *MediaSpec
	SEO             SEO
	SortOrder       SortOrder
	PublishedAt     *time.Time
	Products        []string // none where there are rules
	Rules           *RuleSet // nil: the products are those named
	Metafields      []MetafieldSpec
}

// SortOrder is the order a collection is shown in when the client names none.
type SortOrder string

// The orders of a collection.
const (
	Manual      SortOrder = "MANUAL"
	BestSelling SortOrder = "BEST_SELLING"
	AlphaAsc    SortOrder = "ALPHA_ASC"
	AlphaDesc   SortOrder = "ALPHA_DESC"
	PriceAsc    SortOrder = "PRICE_ASC"
	PriceDesc   SortOrder = "PRICE_DESC"
	CreatedAsc  SortOrder = "CREATED"
	CreatedDesc SortOrder = "CREATED_DESC"
)

// Outcome says what PutMany did with one Spec.
type Outcome struct {
	Handle string
	Act    Act
	Err    error // a *fault.Fault when the spec itself is wrong; then nothing of it was written
}

// Act is what became of a declared thing.
type Act string

// What PutMany does.
const (
	Created   Act = "created"
	Updated   Act = "updated"
	Unchanged Act = "unchanged"
	Refused   Act = "refused"
)
