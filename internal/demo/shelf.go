package demo

import (
	"strconv"
	"strings"

	"cartwright/internal/catalog"
)

// shelf is the product with many variants: five widths, five heights and five finishes, of which some cannot be
// built. The gaps are not in a corner: they cut across all three options, as they do in life.
func shelf() good {
	return good{
		handle: "weir-shelf", title: "Weir Shelf", vendor: joinery, kind: "Shelves", category: "Furniture > Shelving", code: "WSH",
		html: `<p>A shelf that is built like a weir: uprights with slots, boards that drop in, nothing to screw. It takes ten minutes to put up and one person, and it can be taken down in five when you move.</p>
<p>Choose the width, the number of tiers and the finish. Boards are 24 mm thick and carry forty kilograms each; from 160 cm they rest on a middle upright.</p>
<ul><li>Solid wood, oiled</li><li>Comes flat, with a mallet</li><li>More boards can be had later, and will match</li></ul>`,
		tags: []string{"furniture", "modular", "handmade"}, day: "2025-08-19", price: 14900, grams: 9000, rank: 530,
		material: "Solid wood", care: careWood, origin: "Ireland", size: "Depth 32 cm", years: 10,
		options: []catalog.OptionSpec{
			of("Width", "60 cm", "80 cm", "100 cm", "120 cm", "160 cm"),
			of("Tiers", "2", "3", "4", "5", "6"),
			in("Finish", "Ash", "Oak", "Walnut", "Smoked", "Linen white"),
		},
		each: shelfVariant,
		pics: []pic{
			{"weir-shelf/ash", "A free-standing shelf of pale ash with books, a pot and a basket"},
			{"weir-shelf/oak", "The Weir Shelf in oak"},
			{"weir-shelf/walnut", "The Weir Shelf in walnut"},
			{"weir-shelf/smoked", "The Weir Shelf in smoked ash"},
			{"weir-shelf/linen-white", "The Weir Shelf painted linen white"},
			{"weir-shelf/ash/detail", "Close up: a board in the slot of its upright"},
		},
		related: []string{"ash-chair", "hall-mirror"}, with: []string{"terracotta-pot", "willow-basket"},
		seo:   catalog.SEO{Title: "Weir Shelf, a modular shelf without screws", Description: "Solid wood, slotted uprights, no screws. Choose width, tiers and finish."},
		extra: []catalog.MetafieldSpec{dimension("depth", 32, "cm", "Depth of a board")},
	}
}

// shelfVariant prices a shelf by its boards and leaves out those that would not stand or cannot be had: narrow ones of
// six tiers, wide ones of two, and the long boards in walnut.
func shelfVariant(v []string, s *catalog.VariantSpec) bool {
	width, _ := strconv.ParseInt(strings.TrimSuffix(v[0], " cm"), 10, 64)
	tiers, _ := strconv.ParseInt(v[1], 10, 64)
	finish := v[2]
	switch {
	case width == 60 && tiers == 6, width == 160 && tiers == 2 && finish != "Oak":
		return false
	case finish == "Walnut" && width == 160:
		return false
	case finish == "Smoked" && (width == 80 && tiers == 3 || width == 120 && tiers >= 5):
		return false
	}
	surcharge := map[string]int64{"Ash": 100, "Oak": 125, "Walnut": 165, "Smoked": 112, "Linen white": 108}[finish]
	s.Price = (4900 + (width*tiers*38+tiers*900)*surcharge/100) / 500 * 500
	s.WeightMilligrams = (3000 + width*tiers*42) * 1000
	s.WeightUnit = catalog.Kilograms
	s.Stock = new((width/20 + tiers*3 + surcharge) % 7)
	if finish == "Linen white" && tiers == 4 {
		s.Stock = new(int64(soldOut))
	}
	return true
}
