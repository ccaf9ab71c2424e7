package demo

import "cartwright/internal/catalog"

// knitwear is what Hollin Mill makes of wool.
func knitwear() []good {
	return []good{
		{
			handle: "hollin-crew", title: "Hollin Crew", vendor: mill, kind: "Jumpers", category: tops, code: "HCR",
			html: `<p>A crew-neck jumper of lambswool, knitted in one piece on an old machine that the mill will not part with. No side seams, ribs that spring back, and elbows that can be darned by anyone with a needle and half an hour.</p>
<p>The yarn is dyed before it is spun, which is why the heather looks like a hillside and not like paint.</p>`,
			tags: []string{"wool", "warm", "unisex"}, day: "2025-09-02", price: 12900, grams: 480, rank: 1410,
			material: "100 % lambswool", care: careWool, origin: "Ireland", years: 10,
			options: []catalog.OptionSpec{in("Colour", "Heather", "Chalk", "Moss", "Rust"), of("Size", "XS", "S", "M", "L", "XL")},
			each:    few(map[string]int64{"Chalk/S": 1, "Chalk/M": soldOut, "Heather/XL": 2, "Rust/XS": soldOut}),
			pics: []pic{
				{"hollin-crew/heather", "A heather-purple lambswool jumper, laid flat"},
				{"hollin-crew/chalk", "The Hollin Crew in chalk white"},
				{"hollin-crew/moss", "The Hollin Crew in moss green"},
				{"hollin-crew/rust", "The Hollin Crew in rust"},
				{"hollin-crew/heather/detail", "Close up: the rib of the collar and the knit below it"},
			},
			related: []string{"quay-cardigan", "moor-half-zip"}, with: []string{"lambswool-scarf", "wool-comb"},
			seo: catalog.SEO{Title: "Hollin Crew, a seamless lambswool jumper", Description: "A crew-neck jumper of Irish-knitted lambswool, without seams and mended for ten years."},
		},
		{
			handle: "quay-cardigan", title: "Quay Cardigan", vendor: mill, kind: "Jumpers", category: tops, code: "QCD",
			html: `<p>A cardigan with the weight of a blanket and the pockets of a coat. Knitted in half-cardigan stitch, which uses more wool than it has to and is worth every metre. Five horn-coloured buttons, and a sixth inside for the day you lose one.</p>`,
			tags: []string{"wool", "warm", "unisex"}, day: "2025-10-21", price: 16900, grams: 760, rank: 520,
			material: "100 % lambswool", care: careWool, origin: "Ireland", years: 10,
			options: []catalog.OptionSpec{in("Colour", "Oat", "Ink"), of("Size", "S", "M", "L", "XL")},
			each:    few(map[string]int64{"Oat/S": soldOut, "Oat/M": soldOut, "Oat/L": soldOut, "Oat/XL": soldOut, "Ink/L": 1}),
			pics: []pic{
				{"quay-cardigan/oat", "A heavy cardigan in oat with five dark buttons"},
				{"quay-cardigan/ink", "The Quay Cardigan in dark blue ink"},
			},
			related: []string{"hollin-crew"}, with: []string{"lambswool-scarf", "wool-comb"},
		},
		{
			handle: "weir-beanie", title: "Weir Beanie", vendor: mill, kind: "Hats", category: hats, code: "WBE",
			html: `<p>One size, two folds, five colours. The rib is knitted long, so you can wear it turned up like a docker or pulled down like somebody who missed the last ferry.</p>`,
			tags: []string{"wool", "warm", "gift", "unisex"}, day: "2025-09-02", price: 2900, grams: 85, rank: 2310,
			material: "100 % lambswool", care: careWool, origin: "Ireland", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Marigold", "Sea", "Heather", "Oat", "Charcoal")},
			each:    few(map[string]int64{"Sea": 1, "Heather": soldOut}),
			pics: []pic{
				{"weir-beanie/marigold", "A ribbed beanie in marigold yellow"},
				{"weir-beanie/sea", "The Weir Beanie in sea blue"},
				{"weir-beanie/heather", "The Weir Beanie in heather purple"},
				{"weir-beanie/oat", "The Weir Beanie in oat"},
				{"weir-beanie/charcoal", "The Weir Beanie in charcoal"},
			},
			related: []string{"cord-cap", "tide-mittens"}, with: []string{"lambswool-scarf", "tarn-rain-jacket"},
		},
		{
			handle: "lambswool-scarf", title: "Lambswool Scarf", vendor: mill, kind: "Scarves", category: "Apparel & Accessories > Clothing Accessories > Scarves & Shawls", code: "LSC",
			html: `<p>Woven, washed in soft water and raised with real teasels until it feels like the inside of a good coat. Long enough to go round twice and still have something to throw over the shoulder.</p>`,
			tags: []string{"wool", "warm", "gift", "unisex"}, day: "2025-10-14", price: 5900, grams: 180, rank: 870,
			material: "100 % lambswool", care: careWool, origin: "Ireland", size: "190 × 28 cm", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Rust", "Slate", "Moss")},
			pics: []pic{
				{"lambswool-scarf/rust", "A folded check scarf in rust with a fringe"},
				{"lambswool-scarf/slate", "The Lambswool Scarf in slate grey"},
				{"lambswool-scarf/moss", "The Lambswool Scarf in moss green"},
			},
			related: []string{"weir-beanie", "tide-mittens"}, with: []string{"hollin-crew"},
		},
		{
			handle: "tide-mittens", title: "Tide Mittens", vendor: mill, kind: "Mittens", category: "Apparel & Accessories > Clothing Accessories > Gloves & Mittens", code: "TMI",
			html: `<p>Knitted two sizes too big and then felted in hot water until they fit, the way fishermen's mittens were. Wind has trouble with them. A cord joins the pair, because we know people.</p>`,
			tags: []string{"wool", "warm", "gift", "unisex"}, day: "2025-11-04", price: 3900, was: 4500, grams: 110, rank: 430,
			material: "Felted wool", care: careWool, origin: "Ireland", years: 2,
			options: []catalog.OptionSpec{in("Colour", "Ink", "Rust"), of("Size", "Small", "Large")},
			each:    few(map[string]int64{"Ink/Large": 1}),
			pics: []pic{
				{"tide-mittens/ink", "A pair of dark blue felted mittens on a cord"},
				{"tide-mittens/rust", "The Tide Mittens in rust"},
			},
			related: []string{"weir-beanie", "lambswool-scarf"}, with: []string{"field-socks"},
		},
		{
			handle: "field-socks", title: "Field Socks", vendor: mill, kind: "Socks", category: "Apparel & Accessories > Clothing > Underwear & Socks", code: "FSO",
			html: `<p>A boot sock with a cushioned sole and a flat toe seam. The wool keeps feet warm, the bit of nylon in heel and toe keeps the wool. Sold as a pair, worn until they are found in the dog's basket.</p>`,
			tags: []string{"wool", "everyday", "gift", "unisex"}, day: "2025-09-02", price: 1800, grams: 95, rank: 2790,
			material: "80 % wool, 20 % nylon", care: []string{"Wash at 40 °C inside out", "Dry on the line"}, origin: "Ireland", years: 1,
			options: []catalog.OptionSpec{in("Colour", "Moss", "Rust", "Slate"), of("Size", "36–40", "41–46")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(1000, "ITEM", 1, "ITEM")
				return true
			},
			pics: []pic{
				{"field-socks/moss", "A pair of moss-green boot socks with pale toes"},
				{"field-socks/rust", "The Field Socks in rust"},
				{"field-socks/slate", "The Field Socks in slate grey"},
			},
			related: []string{"puddle-boots"}, with: []string{"puddle-boots", "tide-mittens"},
		},
		{
			handle: "wool-comb", title: "Wool Comb", vendor: joinery, kind: "Care", category: "Home & Garden > Household Supplies > Laundry Supplies", code: "WCO",
			html: `<p>A cedar comb with a fine copper mesh that takes the bobbles off a jumper and leaves the jumper. Two minutes a season, and it smells like a pencil.</p>`,
			tags: []string{"wool", "care", "gift"}, day: "2025-11-18", price: 1600, grams: 60, rank: 760,
			material: "Cedar, copper", care: careWood, origin: "Ireland", size: "9 × 6 cm",
			pics:    []pic{{"wool-comb", "A small cedar comb with a copper edge"}},
			related: []string{"hollin-crew", "quay-cardigan"}, with: []string{"hollin-crew"},
		},
	}
}
