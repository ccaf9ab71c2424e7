package demo

import "cartwright/internal/catalog"

// shelfOf declares a visible collection with its banner.
func shelfOf(handle, title, html, alt, day string, order catalog.SortOrder, products ...string) catalog.CollectionSpec {
	banner := drawable("collections/"+handle, alt)
	return catalog.CollectionSpec{
		Handle: handle, Title: title, DescriptionHTML: html, Image: &banner,
		SEO:       catalog.SEO{Title: title + " from Fernweir"},
		SortOrder: order, PublishedAt: since(day), Products: products,
	}
}

// Collections declares the departments of the shop, and the two unlisted ones that Next.js Commerce builds its first
// page from.
func Collections() []catalog.CollectionSpec {
	return []catalog.CollectionSpec{
		shelfOf("new-arrivals", "New Arrivals", `<p>The latest to come off the loom, the wheel and the press. Most of it is made in runs of fifty, so what is here today may be a memory by Thursday.</p>`,
			"A print, a coffee dripper and a watering can on a sunny ledge", "2025-03-04", catalog.CreatedDesc,
			"terracotta-pot", "watering-can", "hand-trowel", "meadow-seeds", "garden-salve", "coast-print", "cord-cap", "pour-over-set"),
		shelfOf("clothing", "Clothing", `<p>Clothes for people who go out in it: cotton that is heavy, wool that is honest and a jacket that keeps quiet.</p>`,
			"A rain jacket, a striped shirt and a jumper hanging on a rail", "2025-03-11", catalog.Manual,
			"tarn-rain-jacket", "harbour-tee", "hollin-crew", "moor-half-zip", "breton-long-sleeve", "kiln-overshirt", "quay-cardigan",
			"weir-beanie", "lambswool-scarf", "tide-mittens", "field-socks", "puddle-boots", "cord-cap", "linen-apron"),
		shelfOf("knitwear", "Knitwear", `<p>All of it from Hollin Mill, all of it wool, all of it mendable. If you find a hole, send us the hole and what is around it.</p>`,
			"A pile of folded jumpers with a beanie on top", "2025-09-02", catalog.BestSelling,
			"hollin-crew", "quay-cardigan", "weir-beanie", "lambswool-scarf", "tide-mittens", "field-socks", "wool-comb", "moor-half-zip"),
		shelfOf("bags", "Bags", `<p>Canvas, leather and brass, in the order in which they wear out. We replace all three.</p>`,
			"A roll-top backpack, a tote and a duffel bag against a green wall", "2025-03-25", catalog.Manual,
			"ferry-backpack", "market-tote", "drift-duffel", "pocket-pouch"),
		shelfOf("camp", "Camp", `<p>What we take along when the forecast says bright spells. Everything has been rained on by us first.</p>`,
			"A tent on a hillside at dusk with a lit lantern before it", "2025-05-06", catalog.Manual,
			"lee-tent", "storm-lantern", "camp-blanket", "camp-kettle", "enamel-mug", "river-bottle", "camp-stool", "field-knife",
			"camp-hatchet", "honing-oil", "iron-skillet", "hearth-matches"),
		shelfOf("kitchen-and-table", "Kitchen & Table", `<p>Stoneware from the Saltkiln, iron, linen and one very old piece of oak. Made to be used daily and argued over when it is inherited.</p>`,
			"A teapot, two mugs and a stack of bowls on a wooden table", "2025-04-22", catalog.Manual,
			"stoneware-teapot", "stoneware-mug", "supper-bowls", "supper-plates", "iron-skillet", "kitchen-knife", "bread-board",
			"tea-towels", "linen-apron", "pour-over-set", "camp-kettle", "enamel-mug"),
		shelfOf("coffee-tea-and-larder", "Coffee, Tea & Larder", `<p>Roasted on Tuesday, posted on Wednesday, gone by Sunday. The jam depends on the damsons.</p>`,
			"Two bags of coffee, a tea tin and a jar of honey on a shelf", "2025-03-04", catalog.BestSelling,
			"weirside-espresso", "morning-filter", "night-ferry-decaf", "breakfast-tea", "heather-honey", "damson-jam", "pour-over-set"),
		shelfOf("rooms", "Rooms", `<p>Furniture without screws, lamps without glare, blankets without end. From Quillet Joinery and friends.</p>`,
			"A chair, a lamp and a shelf in a room with morning light", "2025-06-10", catalog.Manual,
			"weir-shelf", "ash-chair", "table-lamp", "bell-pendant", "hearth-throw", "linen-cushion", "kitchen-clock", "hall-mirror",
			"willow-basket", "coast-print", "camp-stool"),
		shelfOf("candles-and-light", "Candles & Light", `<p>It gets dark at half past four in December. We have made our peace with that, and several lamps.</p>`,
			"Candles and a storm lantern glowing on a dark windowsill", "2025-08-12", catalog.PriceAsc,
			"hearth-matches", "bothy-candle", "beeswax-candle", "storm-lantern", "bell-pendant", "table-lamp"),
		shelfOf("bath", "Bath", `<p>Soap that is only soap, towels that dry by lunchtime and a salve for what the garden did to your hands.</p>`,
			"Folded towels, bars of soap and a brown pump bottle", "2025-04-29", catalog.AlphaAsc,
			"bath-towel", "garden-salve", "hand-wash", "oat-soap"),
		shelfOf("desk-and-paper", "Desk & Paper", `<p>Paper that takes ink, a pen that takes on the colour of your hand, and pencils for drawing the dog.</p>`,
			"Notebooks, a brass pen and a row of pencils on a desk", "2025-03-18", catalog.AlphaDesc,
			"field-notebook", "brass-pen", "pencil-set", "coast-print", "pocket-pouch"),
		shelfOf("garden", "Garden", `<p>A pot, a can, a trowel and something to sow. The slugs we cannot help you with.</p>`,
			"A watering can between two plants in tall pots", "2026-03-17", catalog.CreatedAsc,
			"terracotta-pot", "watering-can", "hand-trowel", "meadow-seeds", "garden-salve"),
		shelfOf("presents-under-forty", "Presents under €40", `<p>Small things that are missed when they are lost. All of them cost less than forty euro, and any of them can travel in one envelope with a card.</p>`,
			"A mug, a candle and a beanie with a gift card propped between them", "2025-11-04", catalog.PriceAsc,
			"weir-beanie", "enamel-mug", "stoneware-mug", "bothy-candle", "beeswax-candle", "hearth-matches", "oat-soap", "garden-salve",
			"pencil-set", "field-notebook", "tea-towels", "heather-honey", "breakfast-tea", "meadow-seeds", "pocket-pouch", "field-socks", "wool-comb"),
		shelfOf("last-of-the-season", "Last of the Season", `<p>Nothing is wrong with any of it. There are only a few left, and the shelf is needed.</p>`,
			"A rain jacket, a duffel bag and a hanging lamp with paper tags", "2026-01-06", catalog.PriceDesc,
			"tarn-rain-jacket", "tide-mittens", "drift-duffel", "supper-plates", "bell-pendant"),
		{
			Handle: "hidden-homepage-featured-items", Title: "First page: the three large tiles", SortOrder: catalog.Manual,
			PublishedAt: since("2025-03-04"), Products: []string{"tarn-rain-jacket", "stoneware-mug", "ferry-backpack"},
		},
		{
			Handle: "hidden-homepage-carousel", Title: "First page: the moving row", SortOrder: catalog.Manual,
			PublishedAt: since("2025-03-04"),
			Products: []string{
				"hollin-crew", "storm-lantern", "stoneware-teapot", "harbour-tee", "river-bottle", "ash-chair", "weir-beanie",
				"weirside-espresso", "terracotta-pot", "field-notebook", "hearth-throw", "lee-tent",
			},
		},
	}
}
