package demo

import "cartwright/internal/catalog"

// desk is what is written with, on and about; and what is given when nobody knows what to give.
func desk() []good {
	return []good{
		{
			handle: "field-notebook", title: "Field Notebook", vendor: own, kind: "Notebooks", category: office, code: "FNO",
			html: `<p>Ninety-six pages that lie flat, sewn with a thread you can see. The paper takes ink without feathering and pencil in the rain. A pocket at the back holds tickets and pressed clover.</p>`,
			tags: []string{"paper", "everyday", "gift", "under-40"}, day: "2025-03-18", price: 1200, grams: 160, rank: 2270,
			material: "Recycled paper, linen spine", origin: "Ireland", size: "13 × 19 cm",
			options: []catalog.OptionSpec{in("Cover", "Rust", "Pine", "Ink"), of("Paper", "Plain", "Ruled", "Dotted")},
			each:    few(map[string]int64{"Pine/Plain": soldOut, "Ink/Dotted": 2}),
			pics: []pic{
				{"field-notebook/rust", "A rust-coloured notebook with a linen spine and a ribbon"},
				{"field-notebook/pine", "The Field Notebook in pine green"},
				{"field-notebook/ink", "The Field Notebook in dark blue"},
			},
			related: []string{"pencil-set"}, with: []string{"brass-pen", "pencil-set", "pocket-pouch"},
		},
		{
			handle: "brass-pen", title: "Brass Pen", vendor: own, kind: "Pens", category: office, code: "BPN",
			html: `<p>Turned from one bar of brass, with a clip that is part of the cap and a refill that every stationer has. It is bright for a week and then it takes on the colour of your hand.</p>`,
			tags: []string{"brass", "gift"}, day: "2025-08-05", price: 4800, grams: 42, rank: 860,
			material: "Brass", care: []string{"Polish it, or do not"}, origin: "Germany", size: "13.5 cm", years: 10,
			pics: []pic{
				{"brass-pen", "A slim brass pen lying across a sheet of paper"},
				{"brass-pen/detail", "Close up: the clip and the knurled ring"},
			},
			related: []string{"pencil-set"}, with: []string{"field-notebook"},
		},
		{
			handle: "pencil-set", title: "Six Pencils", vendor: own, kind: "Pencils", category: office, code: "PCL",
			html: `<p>Six cedar pencils from hard to soft, in the colours of the bog: 2H for drawing plans, HB for lists, 4B for drawing the dog. Comes in a box that is a ruler when it is empty.</p>`,
			tags: []string{"paper", "gift", "under-40"}, day: "2025-08-05", price: 1400, grams: 70, rank: 1010,
			material: "Cedar, graphite", origin: "Portugal", size: "19 cm",
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(6000, "ITEM", 1, "ITEM")
				return true
			},
			pics:    []pic{{"pencil-set", "Six sharpened pencils in muted colours, side by side"}},
			related: []string{"brass-pen"}, with: []string{"field-notebook"},
		},
		{
			handle: "coast-print", title: "Coast Print", vendor: own, kind: "Prints", category: decor + " > Artwork", code: "CPR",
			html: `<p>Five layers of ink for one evening at the end of the pier: hill, hill, hill, water, sun. Printed by hand in runs of two hundred, numbered in pencil, and rolled into a tube that the postman respects.</p>`,
			tags: []string{"paper", "handmade", "gift"}, day: "2026-02-24", price: 3800, grams: 250, rank: 420,
			material: "Cotton paper, 300 g/m²", origin: "Ireland",
			options: []catalog.OptionSpec{of("Size", "30 × 40 cm", "50 × 70 cm"), of("Frame", "None", "Oak")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				if v[0] == "50 × 70 cm" {
					s.Price = 6800
				}
				if v[1] == "Oak" {
					s.Price, s.WeightMilligrams = s.Price+5400, 1_900_000
				}
				return true
			},
			pics: []pic{
				{"coast-print", "A framed screen print of hills and a low sun over water"},
				{"coast-print/detail", "Close up: the layers of ink where hill meets water"},
			},
			related: []string{"hall-mirror", "kitchen-clock"}, with: []string{"weir-shelf"},
		},
		{
			handle: "gift-card", title: "Gift Card", vendor: own, kind: "Gift cards", category: "Gift Cards", code: "GIF",
			html: `<p>For people who have a kettle, like blankets and are particular about knives. Sent by e-mail as soon as it is paid, or on the day you name, with a line from you. It does not expire, and what is not spent stays on it.</p>`,
			tags: []string{"gift"}, day: "2025-03-04", price: 2500, rank: 1120, gift: true,
			options: []catalog.OptionSpec{of("Amount", "€25", "€50", "€100", "€200")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				s.Price = map[string]int64{"€25": 2500, "€50": 5000, "€100": 10000, "€200": 20000}[v[0]]
				s.RequiresShipping, s.Taxable, s.TaxCode, s.Tracked, s.Stock = false, false, "", false, nil
				return true
			},
			pics: []pic{
				{"gift-card", "A gift card with hills and a low sun, in a paper sleeve"},
			},
			related: []string{"weir-beanie", "stoneware-mug"},
			seo:     catalog.SEO{Title: "Fernweir Gift Card", Description: "Sent by e-mail, does not expire. 25 to 200 euro."},
		},
	}
}

// outside is what is needed where things grow.
func outside() []good {
	return []good{
		{
			handle: "terracotta-pot", title: "Long Tom Pot", vendor: pottery, kind: "Plant pots", category: garden, code: "LTP",
			html: `<p>The tall pot of the old walled gardens, thrown thick and fired hard so that it stands out in the frost. With a saucer. The plant is not included, but we have cuttings if you come by.</p>`,
			tags: []string{"terracotta", "garden", "handmade", "under-40"}, day: "2026-03-17", price: 1800, grams: 1400, rank: 1060,
			material: "Terracotta", care: []string{"Frost-proof to −10 °C"}, origin: "Ireland",
			options: []catalog.OptionSpec{in("Colour", "Terracotta", "Chalk", "Charcoal"), of("Height", "16 cm", "22 cm", "30 cm")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				s.Price = map[string]int64{"16 cm": 1800, "22 cm": 2900, "30 cm": 4600}[v[1]]
				s.WeightMilligrams = map[string]int64{"16 cm": 1_400_000, "22 cm": 2_600_000, "30 cm": 5_200_000}[v[1]]
				if v[0] == "Charcoal" && v[1] == "30 cm" {
					s.Stock = new(int64(soldOut))
				}
				return true
			},
			pics: []pic{
				{"terracotta-pot/terracotta", "A tall terracotta pot with a leafy plant"},
				{"terracotta-pot/chalk", "The Long Tom Pot in chalk white"},
				{"terracotta-pot/charcoal", "The Long Tom Pot in charcoal"},
			},
			related: []string{"watering-can"}, with: []string{"watering-can", "hand-trowel"},
		},
		{
			handle: "watering-can", title: "Watering Can", vendor: own, kind: "Watering", category: garden, code: "WCA",
			html: `<p>A long spout for reaching the back of the shelf, a brass rose for seedlings, and a handle that stays level however full it is. Three litres, which is what an arm can pour with care.</p>`,
			tags: []string{"garden", "steel"}, day: "2026-03-17", price: 4600, grams: 900, rank: 650,
			material: "Galvanised steel, brass", origin: "Poland", size: "3 litres", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Moss", "Cream")},
			pics: []pic{
				{"watering-can/moss", "A moss-green watering can with a long spout"},
				{"watering-can/cream", "The Watering Can in cream"},
			},
			related: []string{"terracotta-pot", "hand-trowel"}, with: []string{"terracotta-pot"},
		},
		{
			handle: "hand-trowel", title: "Hand Trowel", vendor: own, kind: "Tools", category: garden, code: "HTR",
			html: `<p>A blade of one piece, forged and dished, on an ash handle that fits gloves. There are marks on it for five, ten and fifteen centimetres, so the bulbs end up where the packet says.</p>`,
			tags: []string{"garden", "steel", "ash", "under-40"}, day: "2026-03-17", price: 2700, grams: 280, rank: 580,
			material: "Forged steel, ash", care: careWood, origin: "Netherlands", size: "32 cm", years: 10,
			pics:    []pic{{"hand-trowel", "A forged trowel with an ash handle"}},
			related: []string{"watering-can"}, with: []string{"garden-salve", "meadow-seeds"},
		},
		{
			handle: "meadow-seeds", title: "Meadow Seeds", vendor: own, kind: "Seeds", category: garden, code: "MSE",
			html: `<p>Twenty-two native flowers for six square metres: ox-eye daisy, knapweed, yellow rattle and friends. Sow in autumn or early spring, tread it in, and then comes the hard part, which is to leave it alone.</p>`,
			tags: []string{"garden", "gift", "under-40"}, day: "2026-03-17", price: 850, grams: 40, rank: 1480,
			material: "Native wildflower seed", origin: "Ireland", size: "30 g",
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(30_000, "G", 100, "G")
				return true
			},
			pics:    []pic{{"meadow-seeds", "A paper packet of seeds printed with flowers"}},
			related: []string{"hand-trowel"}, with: []string{"hand-trowel", "watering-can"},
		},
		{
			handle: "bottle-spare-lid", title: "Spare Lid for the River Bottle", vendor: own, kind: "Spare parts", category: camping, code: "SPL-LID",
			html: `<p>Ash lid, steel loop and silicone seal for the River Bottle, both sizes. We keep spare parts for everything we make; this is the one that gets left on walls.</p>`,
			tags: []string{"spare-part", "nextjs-frontend-hidden"}, day: "2025-03-18", price: 700, grams: 45, rank: 120,
			material: "Ash, steel, silicone", origin: "Czechia",
			pics:    []pic{{"bottle-spare-lid", "A round wooden lid with a steel loop"}},
			related: []string{"river-bottle"}, with: []string{"river-bottle"},
		},
	}
}
