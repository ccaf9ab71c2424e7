package demo

import "cartwright/internal/catalog"

// kitchen is what stands on the table and the hob.
func kitchen() []good {
	return []good{
		{
			handle: "stoneware-teapot", title: "Stoneware Teapot", vendor: pottery, kind: "Teapots", category: table, code: "STP",
			html: `<p>Thrown on the wheel, spout and handle pulled by hand, and tested for the one thing that matters: it does not drip. Holds four cups, or two of the size we think of as a cup.</p>
<p>Glazes vary from firing to firing. That is not a fault, that is the fire.</p>`,
			tags: []string{"stoneware", "tea", "handmade"}, day: "2025-04-22", price: 7800, grams: 980, rank: 640,
			material: "Stoneware", care: careClay, origin: "Ireland", size: "1 litre",
			options: []catalog.OptionSpec{in("Glaze", "Celadon", "Tenmoku", "Speckle")},
			each:    few(map[string]int64{"Celadon": 2, "Tenmoku": soldOut}),
			pics: []pic{
				{"stoneware-teapot/celadon", "A round teapot with a pale green celadon glaze"},
				{"stoneware-teapot/tenmoku", "The Stoneware Teapot in dark brown tenmoku"},
				{"stoneware-teapot/speckle", "The Stoneware Teapot with a speckled white glaze"},
			},
			related: []string{"camp-kettle", "stoneware-mug"}, with: []string{"breakfast-tea", "stoneware-mug"},
		},
		{
			handle: "stoneware-mug", title: "Stoneware Mug", vendor: pottery, kind: "Mugs", category: table + " > Drinkware > Mugs", code: "SMU",
			html: `<p>A mug with a handle for three fingers and a foot that leaves the clay bare. It holds 320 ml and its heat. Each carries the stamp of whoever threw it; there are four of us, and we all think ours are the best.</p>`,
			tags: []string{"stoneware", "tea", "coffee", "handmade", "gift", "under-40"}, day: "2025-04-22", price: 2400, grams: 380, rank: 1760,
			material: "Stoneware", care: careClay, origin: "Ireland", size: "9 × 9 cm",
			options: []catalog.OptionSpec{in("Glaze", "Speckle", "Celadon", "Tenmoku")},
			pics: []pic{
				{"stoneware-mug/speckle", "A speckled white mug with a bare clay foot"},
				{"stoneware-mug/celadon", "The Stoneware Mug in pale green celadon"},
				{"stoneware-mug/tenmoku", "The Stoneware Mug in dark brown tenmoku"},
				{"stoneware-mug/speckle/detail", "Close up: where the glaze ends and the clay begins"},
			},
			related: []string{"enamel-mug", "stoneware-teapot"}, with: []string{"weirside-espresso", "breakfast-tea"},
			seo: catalog.SEO{Title: "Stoneware Mug, thrown by hand", Description: "A 320 ml mug of hand-thrown stoneware in three glazes, each with its maker's stamp."},
		},
		{
			handle: "supper-bowls", title: "Supper Bowls", vendor: pottery, kind: "Bowls", category: table, code: "SBO",
			html: `<p>Deep enough for soup, wide enough for pasta, steep enough that the last of the gravy runs to the middle. They nest, and they go from the oven to the table on a cloth.</p>`,
			tags: []string{"stoneware", "handmade"}, day: "2025-06-24", price: 5200, grams: 1200, rank: 720,
			material: "Stoneware", care: careClay, origin: "Ireland", size: "18 × 8 cm",
			options: []catalog.OptionSpec{in("Glaze", "Celadon", "Speckle"), of("Set of", "2", "4", "6")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				n := map[string]int64{"2": 2, "4": 4, "6": 6}[v[1]]
				s.Price = map[string]int64{"2": 5200, "4": 9800, "6": 13900}[v[1]]
				s.WeightMilligrams = n * 600_000
				s.UnitPrice = unit(n*1000, "ITEM", 1, "ITEM")
				return true
			},
			pics: []pic{
				{"supper-bowls/celadon", "A stack of pale green bowls"},
				{"supper-bowls/speckle", "The Supper Bowls with a speckled white glaze"},
			},
			related: []string{"supper-plates", "stoneware-mug"}, with: []string{"tea-towels"},
		},
		{
			handle: "supper-plates", title: "Supper Plates", vendor: pottery, kind: "Plates", category: table, code: "SPL",
			html: `<p>A plate with a rim that keeps the peas in. Pressed over a wooden form and turned by hand, so the edge is never quite a circle. Sold singly, so that you can have five, or replace one.</p>`,
			tags: []string{"stoneware", "handmade", "under-40"}, day: "2025-06-24", price: 2600, was: 2900, grams: 720, rank: 590,
			material: "Stoneware", care: careClay, origin: "Ireland", size: "26 cm",
			options: []catalog.OptionSpec{in("Glaze", "Speckle", "Sea")},
			pics: []pic{
				{"supper-plates/speckle", "A speckled dinner plate, seen from above"},
				{"supper-plates/sea", "The Supper Plate in sea blue"},
			},
			related: []string{"supper-bowls"}, with: []string{"supper-bowls", "tea-towels"},
		},
		{
			handle: "iron-skillet", title: "Iron Skillet", vendor: own, kind: "Pans", category: cooking, code: "ISK",
			html: `<p>Sand-cast iron, ground smooth inside and seasoned with linseed oil, so that the first egg slides. It is heavy where it should be and has a second handle opposite the first for the days you fill it.</p>`,
			tags: []string{"iron", "camping"}, day: "2025-07-22", price: 5900, grams: 2100, rank: 1020,
			material: "Cast iron", care: careIron, origin: "Germany", years: 10,
			options: []catalog.OptionSpec{of("Diameter", "20 cm", "24 cm", "28 cm")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				s.Price = map[string]int64{"20 cm": 5900, "24 cm": 7400, "28 cm": 8900}[v[0]]
				s.WeightMilligrams = map[string]int64{"20 cm": 1_500_000, "24 cm": 2_100_000, "28 cm": 2_900_000}[v[0]]
				if v[0] == "28 cm" {
					s.Stock, s.Oversell = new(int64(0)), true // cast to order: sold beyond its stock
				}
				return true
			},
			pics: []pic{
				{"iron-skillet", "A black iron skillet with two handles, seen from above"},
				{"iron-skillet/detail", "Close up: the pouring lip and the ground surface"},
			},
			related: []string{"camp-kettle"}, with: []string{"kitchen-knife", "tea-towels"},
		},
		{
			handle: "kitchen-knife", title: "Kitchen Knife", vendor: own, kind: "Knives", category: cooking, code: "KKN",
			html: `<p>If a kitchen has one good knife, let it be this one: seventeen centimetres, thin behind the edge, with a belly that rocks and a heel for garlic. The handle is oak that lay in a bog for some four thousand years and did not mind.</p>
<p>Sold to adults only.</p>`,
			tags: []string{"steel", "handmade"}, day: "2025-11-11", price: 13900, grams: 190, rank: 450,
			material: "Carbon steel, bog oak", care: []string{"Wash by hand", "Dry at once"}, origin: "Ireland", size: "30 cm, blade 17 cm", years: 10,
			pics:    []pic{{"kitchen-knife", "A kitchen knife with a dark oak handle"}},
			related: []string{"field-knife", "bread-board"}, with: []string{"bread-board", "honing-oil"},
		},
		{
			handle: "bread-board", title: "Bread Board", vendor: joinery, kind: "Boards", category: cooking, code: "BBO",
			html: `<p>One plank, no glue, with the grain running the long way and a hole to hang it by. Planed, not sanded, so that water stays on top. The offcut becomes a butter knife in somebody's stocking.</p>`,
			tags: []string{"ash", "handmade", "gift"}, day: "2025-05-13", price: 4500, grams: 1300, rank: 830,
			material: "Ash", care: careWood, origin: "Ireland", years: 5,
			options: []catalog.OptionSpec{in("Wood", "Ash", "Walnut"), of("Length", "35 cm", "50 cm")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				if v[0] == "Walnut" {
					s.Price += 1200
				}
				if v[1] == "50 cm" {
					s.Price, s.WeightMilligrams = s.Price+1800, 2_100_000
				}
				return v[0] != "Walnut" || v[1] != "50 cm" // walnut planks are not to be had that long
			},
			pics: []pic{
				{"bread-board/ash", "A pale ash bread board with half a loaf on it"},
				{"bread-board/walnut", "The Bread Board in dark walnut"},
			},
			related: []string{"kitchen-knife"}, with: []string{"kitchen-knife", "heather-honey"},
		},
		{
			handle: "tea-towels", title: "Tea Towels", vendor: mill, kind: "Linen", category: "Home & Garden > Linens & Bedding > Kitchen Linens", code: "TTO",
			html: `<p>Three linen towels in three stripes, tied with a ribbon of the same. They dry a glass without leaving fluff, hang on their own loops and get better until about the year you give up counting.</p>`,
			tags: []string{"linen", "gift", "under-40"}, day: "2025-05-13", price: 3300, grams: 300, rank: 1150,
			material: "100 % linen", care: careCotton, origin: "Ireland", size: "70 × 48 cm", years: 2,
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(3000, "ITEM", 1, "ITEM")
				return true
			},
			pics:    []pic{{"tea-towels", "Three folded linen towels with coloured stripes"}},
			related: []string{"linen-apron"}, with: []string{"supper-plates", "oat-soap"},
		},
		{
			handle: "pour-over-set", title: "Pour-Over Set", vendor: pottery, kind: "Coffee makers", category: "Home & Garden > Kitchen & Dining > Kitchen Appliances", code: "POS",
			html: `<p>A stoneware dripper with three ribs inside, on a glass jug with a cork collar. It takes paper filters of the common size and makes two cups in three minutes, which is a good length for a break.</p>`,
			tags: []string{"coffee", "stoneware", "gift"}, day: "2026-01-20", price: 6400, grams: 820, rank: 670,
			material: "Stoneware, borosilicate glass, cork", care: careClay, origin: "Ireland", size: "0.6 litres",
			pics:    []pic{{"pour-over-set", "A stoneware coffee dripper on a glass jug with a cork collar"}},
			related: []string{"stoneware-teapot"}, with: []string{"morning-filter", "stoneware-mug"},
			extra: []catalog.MetafieldSpec{note("recipe", "How we make it",
				"30 g of coffee, ground like coarse sand.", "Pour 60 g of water just off the boil, wait half a minute.", "Pour on to 500 g in slow circles. Three minutes in all.")},
		},
	}
}
