package demo

import "cartwright/internal/catalog"

// home is what furnishes a room.
func home() []good {
	return []good{
		shelf(),
		{
			handle: "ash-chair", title: "Quillet Chair", vendor: joinery, kind: "Chairs", category: seats, code: "QCH",
			html: `<p>A chair with a bent back rail, four turned legs and not one screw. The joints are wedged, so they tighten as the wood dries. It weighs less than four kilograms; children carry it, and grown-ups lean back in it.</p>
<p>Made to order in about three weeks.</p>`,
			tags: []string{"ash", "furniture", "handmade"}, day: "2025-06-10", price: 32900, grams: 3900, rank: 280,
			material: "Ash", care: careWood, origin: "Ireland", size: "48 × 50 × 80 cm, seat 45 cm", years: 10,
			options: []catalog.OptionSpec{in("Finish", "Natural", "Smoked", "Pine")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				s.Tracked, s.Stock = false, nil // made to order, so never counted
				return true
			},
			pics: []pic{
				{"ash-chair/natural", "A light wooden chair with a curved back"},
				{"ash-chair/smoked", "The Quillet Chair in smoked ash"},
				{"ash-chair/pine", "The Quillet Chair painted pine green"},
			},
			related: []string{"camp-stool", "weir-shelf"}, with: []string{"linen-cushion"},
		},
		{
			handle: "table-lamp", title: "Eel Weir Lamp", vendor: pottery, kind: "Lamps", category: "Home & Garden > Lighting > Lamps", code: "EWL",
			html: `<p>A stoneware foot as round as a river stone and a shade of pleated linen. The light goes up to the ceiling and down to the page, and hardly anything goes into your eyes. Cloth flex, brass switch, bulb included.</p>`,
			tags: []string{"light", "stoneware", "handmade"}, day: "2025-10-07", price: 14500, grams: 2300, rank: 410,
			material: "Stoneware, linen, brass", care: []string{"Dust the shade with a soft brush"}, origin: "Ireland", size: "32 × 46 cm", years: 5,
			options: []catalog.OptionSpec{in("Glaze", "Celadon", "Terracotta", "Speckle")},
			each:    few(map[string]int64{"Terracotta": 1}),
			pics: []pic{
				{"table-lamp/celadon", "A table lamp with a round green foot and a pleated shade, lit"},
				{"table-lamp/terracotta", "The Eel Weir Lamp in terracotta"},
				{"table-lamp/speckle", "The Eel Weir Lamp with a speckled foot"},
			},
			related: []string{"bell-pendant", "storm-lantern"}, with: []string{"ash-chair"},
		},
		{
			handle: "bell-pendant", title: "Bell Pendant", vendor: own, kind: "Lamps", category: "Home & Garden > Lighting", code: "BPE",
			html: `<p>Spun from a single disc of steel and powder-coated outside; inside it is brushed brass, which makes an ordinary bulb look like late afternoon. Hang it low over the table, about sixty centimetres up.</p>`,
			tags: []string{"light", "steel"}, day: "2025-11-11", price: 11900, was: 13900, grams: 1100, rank: 240,
			material: "Steel, brass", origin: "Czechia", size: "34 × 26 cm", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Pine", "Chalk")},
			pics: []pic{
				{"bell-pendant/pine", "A bell-shaped hanging lamp in pine green, lit"},
				{"bell-pendant/chalk", "The Bell Pendant in chalk white"},
			},
			related: []string{"table-lamp"}, with: []string{"ash-chair"},
		},
		{
			handle: "hearth-throw", title: "Hearth Throw", vendor: mill, kind: "Blankets", category: "Home & Garden > Linens & Bedding", code: "HTH",
			html: `<p>Lambswool in a windowpane check, finished with a twisted fringe. It is the size that covers two on a sofa as long as neither of them is greedy.</p>`,
			tags: []string{"wool", "warm", "gift"}, day: "2025-09-23", price: 13500, grams: 900, rank: 740,
			material: "100 % lambswool", care: careWool, origin: "Ireland", size: "190 × 140 cm", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Oat", "Sea", "Heather")},
			each:    few(map[string]int64{"Heather": 1}),
			pics: []pic{
				{"hearth-throw/oat", "A folded wool throw in oat with a window check and fringe"},
				{"hearth-throw/sea", "The Hearth Throw in sea blue"},
				{"hearth-throw/heather", "The Hearth Throw in heather purple"},
			},
			related: []string{"camp-blanket", "linen-cushion"}, with: []string{"linen-cushion", "beeswax-candle"},
		},
		{
			handle: "linen-cushion", title: "Linen Cushion", vendor: mill, kind: "Cushions", category: decor, code: "LCU",
			html: `<p>Washed linen over a filling of wool from the same mill. The piping is a shade darker than the cover, the zip hides in the seam, and it can be plumped with one blow.</p>`,
			tags: []string{"linen", "wool"}, day: "2025-06-10", price: 4800, grams: 650, rank: 620,
			material: "Linen, wool filling", care: careCotton, origin: "Ireland", size: "50 × 50 cm", years: 2,
			options: []catalog.OptionSpec{in("Colour", "Marigold", "Slate", "Rose")},
			pics: []pic{
				{"linen-cushion/marigold", "A square linen cushion in marigold yellow"},
				{"linen-cushion/slate", "The Linen Cushion in slate grey"},
				{"linen-cushion/rose", "The Linen Cushion in rose"},
			},
			related: []string{"hearth-throw"}, with: []string{"ash-chair", "hearth-throw"},
		},
		{
			handle: "kitchen-clock", title: "Kitchen Clock", vendor: joinery, kind: "Clocks", category: decor + " > Clocks", code: "KCL",
			html: `<p>A wooden case, a paper face and a movement that sweeps, so that it does not tick at you. The numerals were cut for it by a friend who paints boats. One battery a year.</p>`,
			tags: []string{"ash", "gift"}, day: "2025-12-02", price: 6900, grams: 700, rank: 350,
			material: "Ash, paper, glass", origin: "Ireland", size: "28 cm", years: 5,
			options: []catalog.OptionSpec{in("Case", "Natural", "Pine")},
			pics: []pic{
				{"kitchen-clock/natural", "A round wall clock with a wooden case"},
				{"kitchen-clock/pine", "The Kitchen Clock with a green case"},
			},
			related: []string{"hall-mirror"}, with: []string{"weir-shelf"},
		},
		{
			handle: "hall-mirror", title: "Hall Mirror", vendor: joinery, kind: "Mirrors", category: decor + " > Mirrors", code: "HMI",
			html: `<p>An oval of glass in steamed oak, hung from a leather strap, with a ledge just deep enough for keys. Tells you about the spinach before you leave the house.</p>`,
			tags: []string{"oak", "handmade"}, day: "2025-12-02", price: 15900, grams: 3600, rank: 190,
			material: "Oak, glass, leather", care: careWood, origin: "Ireland", size: "45 × 70 cm", years: 5,
			each:    few(map[string]int64{"": 1}),
			pics:    []pic{{"hall-mirror", "An oval mirror in oak on a leather strap"}},
			related: []string{"kitchen-clock"}, with: []string{"weir-shelf"},
		},
		{
			handle: "willow-basket", title: "Willow Basket", vendor: own, kind: "Baskets", category: decor + " > Baskets", code: "WBA",
			html: `<p>Woven from willow that grows behind the workshop, cut in January and soaked for a week. For logs, laundry or the toys that have to vanish before seven. The handles are woven in, not tied on.</p>`,
			tags: []string{"willow", "handmade"}, day: "2025-07-15", price: 5800, grams: 1100, rank: 460,
			material: "Willow", care: []string{"Keep it dry", "Brush it out"}, origin: "Ireland", years: 2,
			options: []catalog.OptionSpec{of("Size", "Small", "Medium", "Large")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				s.Price = map[string]int64{"Small": 3800, "Medium": 5800, "Large": 8400}[v[0]]
				if v[0] == "Large" {
					s.Stock = new(int64(soldOut))
				}
				return true
			},
			pics:    []pic{{"willow-basket", "A round willow basket with two handles"}},
			related: []string{"market-tote"}, with: []string{"hearth-throw", "bath-towel"},
		},
	}
}
