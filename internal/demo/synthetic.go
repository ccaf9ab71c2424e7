package demo

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"cartwright/internal/catalog"
)

// MaxSynthetic is how many products Synthetic can tell apart.
const MaxSynthetic = 1_000_000

// Words that titles of synthetic products are made of. 24 · 40 of them, with 200 vendors, keep searches from finding
// everything or nothing.
var (
	manners = strings.Fields("Quiet Plain Sturdy Early Late Broad Narrow Winter Summer Harbour Upland River " +
		"Northern Southern Folded Woven Turned Forged Waxed Washed Spun Carved Glazed Simple")
	things = strings.Fields("Bowl Cup Plate Jug Lamp Lantern Candle Chair Stool Bench Shelf Basket Blanket Cushion Towel Rug " +
		"Jumper Shirt Jacket Cap Scarf Sock Mitten Apron Bag Pouch Tent Knife Pan Kettle Bottle Soap " +
		"Notebook Pen Pencil Print Pot Trowel Clock Mirror")
	places = strings.Fields("Alder Birch Cairn Drum Esk Fell Glen Holm Inch Knock Lough Moss Ness Oak Pike Quern Rigg Strath Tarn Wick")
	trades = strings.Fields("Works Mill Forge Kiln Joinery Looms Yard House Press Bros")
	stuffs = strings.Fields("wool linen oak ash steel iron clay brass canvas paper glass leather cotton willow")
	tinted = []string{"Oat", "Ink", "Moss", "Rust", "Sea", "Slate"}
	sized  = []string{"Small", "Medium", "Large"}
)

// reused are the pictures that synthetic products share.
var reused = []string{
	"harbour-tee/oat", "hollin-crew/moss", "tarn-rain-jacket/sea", "weir-beanie/marigold", "lambswool-scarf/rust", "field-socks/slate",
	"market-tote/ink", "ferry-backpack/bog-green", "lee-tent/moss", "storm-lantern/pine", "river-bottle/sea", "enamel-mug/rust",
	"stoneware-teapot/celadon", "stoneware-mug/speckle", "supper-bowls/celadon", "iron-skillet", "bread-board/ash", "weirside-espresso",
	"ash-chair/natural", "table-lamp/terracotta", "linen-cushion/slate", "field-notebook/pine", "coast-print", "terracotta-pot/terracotta",
}

// Synthetic declares n plain products, one at a time, for measuring how the shop bears a large catalogue: 40 types, 200
// vendors, one to six variants (three in the mean), some sold out, some reduced. Product i is the same whatever n is;
// n is cut at MaxSynthetic.
func Synthetic(n int) iter.Seq[catalog.Spec] {
	return func(yield func(catalog.Spec) bool) {
		for i := range min(n, MaxSynthetic) {
			if !yield(synthetic(i)) {
				return
			}
		}
	}
}

// SyntheticCollections groups the first n synthetic products into one collection per type of product; each takes the
// newest 5,000 at most. Their handles begin with "synthetic-".
func SyntheticCollections(n int) []catalog.CollectionSpec {
	n = min(n, MaxSynthetic)
	all := make([]catalog.CollectionSpec, len(things))
	for t, thing := range things {
		all[t] = catalog.CollectionSpec{
			Handle: "synthetic-" + slug(thing), Title: thing + "s, by the hundred", SortOrder: catalog.BestSelling,
			DescriptionHTML: "<p>Products made up for measuring.</p>", PublishedAt: since("2025-03-04"),
		}
	}
	for i := n - 1; i >= 0; i-- {
		c := &all[pick(i, 2, len(things))]
		if len(c.Products) < 5000 {
			c.Products = append(c.Products, syntheticHandle(i))
		}
	}
	return slices.DeleteFunc(all, func(c catalog.CollectionSpec) bool { return len(c.Products) == 0 })
}

// pick chooses one of n for product i; different salts choose independently.
func pick(i, salt, n int) int {
	s := chance(uint64(i)*2654435761 + uint64(salt)*0x9e3779b97f4a7c15)
	return int(s.next() * float64(n))
}

func syntheticTitle(i int) string {
	return manners[pick(i, 1, len(manners))] + " " + things[pick(i, 2, len(things))]
}

func syntheticHandle(i int) string {
	return fmt.Sprintf("synthetic-%06d-%s", i+1, slug(syntheticTitle(i)))
}

func synthetic(i int) catalog.Spec {
	kind := things[pick(i, 2, len(things))]
	vendor := pick(i, 3, len(places)*len(trades))
	stuff, other := stuffs[pick(i, 4, len(stuffs))], stuffs[pick(i, 5, len(stuffs))]
	price := int64(500+pick(i, 6, 19500)) / 50 * 50
	published := at("2025-01-01").Add(time.Duration(i%730_000) * time.Minute) // up to May 2026
	picture := reused[pick(i, 7, len(reused))]
	s := catalog.Spec{
		Handle: syntheticHandle(i), Title: fmt.Sprintf("%s No. %d", syntheticTitle(i), i+1),
		DescriptionHTML: fmt.Sprintf("<p>A %s of %s, number %d of a long line that was made up for measuring.</p>", strings.ToLower(kind), stuff, i+1),
		Vendor:          places[vendor/len(trades)] + " " + trades[vendor%len(trades)], ProductType: kind,
		Tags: []string{stuff}, Status: catalog.Active, PublishedAt: &published, SalesRank: int64(pick(i, 8, 10_000)),
		Media: []catalog.MediaSpec{drawable(picture, "A picture borrowed from the demo shop")},
	}
	if other != stuff {
		s.Tags = append(s.Tags, other)
	}
	if pick(i, 9, 10) == 0 {
		s.Tags = append(s.Tags, "sale")
	}
	switch count := []int{1, 2, 3, 3, 3, 6}[pick(i, 10, 6)]; count {
	case 1:
	case 6:
		s.Options = []catalog.OptionSpec{in("Colour", tinted[:2]...), of("Size", sized...)}
	default:
		first := pick(i, 11, len(tinted)-count+1)
		s.Options = []catalog.OptionSpec{in("Colour", tinted[first:first+count]...)}
	}
	for k, v := range combinations(s.Options) {
		x := catalog.VariantSpec{
			Options: v, SKU: fmt.Sprintf("SY-%06d-%d", i+1, k+1), Price: price + int64(k%3)*200,
			WeightMilligrams: int64(100+pick(i, 12, 3000)) * 1000, WeightUnit: catalog.Grams, Taxable: true, TaxCode: "standard",
			RequiresShipping: true, Tracked: true, Stock: new(int64(max(0, pick(i*7+k, 13, 60)-5))), Image: -1,
		}
		if slices.Contains(s.Tags, "sale") {
			x.CompareAt = cents(x.Price * 5 / 4)
		}
		s.Variants = append(s.Variants, x)
	}
	return s
}
