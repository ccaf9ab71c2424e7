package demo

import "cartwright/internal/catalog"

// camp is what goes along when the night is spent outside.
func camp() []good {
	return []good{
		{
			handle: "lee-tent", title: "Lee Tent for Two", vendor: own, kind: "Tents", category: camping + " > Tents", code: "LTN",
			html: `<p>A ridge tent for two people who like each other, or one with a dog. It goes up with two poles and eight pegs in the time the water takes to boil, and it stands with its back to the wind like a sheep.</p>
<ul><li>Cotton and polyester: no drumming in the rain, no dripping in the morning</li><li>Sewn-in floor with a high edge</li><li>Pegs, poles and a repair patch in the bag</li></ul>`,
			tags: []string{"camping", "waterproof"}, day: "2025-05-06", price: 38900, grams: 4200, rank: 310,
			material: "Polycotton, aluminium, ash pegs", care: []string{"Never pack it wet", "Brush clean"}, origin: "Ireland", size: "220 × 140 × 115 cm", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Sand", "Moss")},
			each:    few(map[string]int64{"Sand": 3}),
			pics: []pic{
				{"lee-tent/sand", "A ridge tent in sand with its door rolled back"},
				{"lee-tent/moss", "The Lee Tent in moss green"},
			},
			related: []string{"camp-blanket", "storm-lantern"}, with: []string{"storm-lantern", "camp-stool", "camp-kettle"},
			extra: []catalog.MetafieldSpec{note("pitching", "How to put it up",
				"1. Peg the corners of the floor, windward side first.", "2. Raise the back pole, then the front one.", "3. Guy the ridge, then the sides. Put the kettle on.")},
		},
		{
			handle: "camp-blanket", title: "Camp Blanket", vendor: mill, kind: "Blankets", category: camping, code: "CBL",
			html: `<p>A blanket for damp grass, cold cars and the second half of football matches. The wool is what the mill had over from finer things, so no two batches of stripes are quite alike. It has leather straps and rolls to the size of a loaf.</p>`,
			tags: []string{"camping", "wool", "recycled", "warm"}, day: "2025-05-06", price: 8900, grams: 1300, rank: 690,
			material: "Recycled wool, bridle leather", care: careWool, origin: "Ireland", size: "180 × 140 cm", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Rust", "Sea")},
			pics: []pic{
				{"camp-blanket/rust", "A rolled striped blanket in rust with leather straps"},
				{"camp-blanket/sea", "The Camp Blanket in sea blue"},
			},
			related: []string{"hearth-throw", "lee-tent"}, with: []string{"lee-tent", "camp-stool"},
		},
		{
			handle: "storm-lantern", title: "Storm Lantern", vendor: own, kind: "Lanterns", category: camping + " > Camp Lights & Lanterns", code: "SLA",
			html: `<p>Looks like the lantern in your grandfather's shed, burns like one from this decade: a warm light that dims down to a glow, a battery that lasts four nights and charges from the sun or a socket. The globe is glass, because glass sounds right.</p>`,
			tags: []string{"camping", "light"}, day: "2025-08-12", price: 6900, grams: 640, rank: 820,
			material: "Powder-coated steel, glass", care: []string{"Wipe with a soft cloth"}, origin: "Czechia", size: "14 × 27 cm", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Rust", "Pine")},
			pics: []pic{
				{"storm-lantern/rust", "A storm lantern in rust, lit"},
				{"storm-lantern/pine", "The Storm Lantern in pine green"},
			},
			related: []string{"table-lamp", "beeswax-candle"}, with: []string{"lee-tent"},
		},
		{
			handle: "river-bottle", title: "River Bottle", vendor: own, kind: "Bottles", category: camping, code: "RBO",
			html: `<p>Double-walled steel that keeps tea hot for twelve hours and stream water cold for a day. The lid unscrews in one turn and a half and hangs on its loop, so it cannot roll down the hill without you.</p>`,
			tags: []string{"camping", "everyday", "gift", "steel"}, day: "2025-03-18", price: 2900, grams: 340, rank: 2450,
			material: "Stainless steel 18/8, ash", care: []string{"Dishwasher safe without the lid"}, origin: "Czechia", years: 10,
			options: []catalog.OptionSpec{in("Colour", "Sea", "Marigold", "Chalk", "Charcoal"), of("Size", "0.5 L", "0.75 L")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				if v[1] == "0.75 L" {
					s.Price, s.WeightMilligrams = 3500, 430_000
				}
				if v[0] == "Chalk" && v[1] == "0.5 L" {
					s.Stock = new(int64(1))
				}
				return true
			},
			pics: []pic{
				{"river-bottle/sea", "A sea-blue steel bottle with a wooden lid"},
				{"river-bottle/marigold", "The River Bottle in marigold yellow"},
				{"river-bottle/chalk", "The River Bottle in chalk white"},
				{"river-bottle/charcoal", "The River Bottle in charcoal"},
			},
			related: []string{"enamel-mug"}, with: []string{"ferry-backpack", "bottle-spare-lid"},
		},
		{
			handle: "enamel-mug", title: "Enamel Mug", vendor: own, kind: "Mugs", category: table + " > Drinkware > Mugs", code: "EMU",
			html: `<p>Two coats of enamel on steel, fired at 800 degrees. It will chip one day, at the place where you dropped it, and from then on it is yours. Holds 350 ml, or three eggs and a whisk.</p>`,
			tags: []string{"camping", "everyday", "gift", "under-40"}, day: "2025-03-18", price: 1400, grams: 150, rank: 3120,
			material: "Enamelled steel", care: []string{"Dishwasher safe", "Safe on the fire, not in the microwave"}, origin: "Poland", size: "9 × 8 cm",
			options: []catalog.OptionSpec{in("Colour", "White", "Pine", "Rust")},
			pics: []pic{
				{"enamel-mug/white", "A white enamel mug with a dark rim"},
				{"enamel-mug/pine", "The Enamel Mug in pine green"},
				{"enamel-mug/rust", "The Enamel Mug in rust"},
			},
			related: []string{"stoneware-mug", "river-bottle"}, with: []string{"camp-kettle", "weirside-espresso"},
		},
		{
			handle: "camp-kettle", title: "Camp Kettle", vendor: own, kind: "Kettles", category: cooking, code: "CKE",
			html: `<p>A squat enamel kettle with a wide foot, which boils quickly and is hard to knock over. The handle locks upright and stays cool enough for bare hands on anything short of a bonfire.</p>`,
			tags: []string{"camping", "tea"}, day: "2025-06-17", price: 4900, grams: 780, rank: 560,
			material: "Enamelled steel, beech", care: []string{"Descale with vinegar"}, origin: "Poland", size: "1.6 litres", years: 2,
			options: []catalog.OptionSpec{in("Colour", "Sea", "Cream")},
			pics: []pic{
				{"camp-kettle/sea", "A sea-blue enamel kettle with a wooden grip"},
				{"camp-kettle/cream", "The Camp Kettle in cream"},
			},
			related: []string{"stoneware-teapot"}, with: []string{"enamel-mug", "breakfast-tea"},
		},
		{
			handle: "field-knife", title: "Field Knife", vendor: own, kind: "Knives", category: camping, code: "FKN",
			html: `<p>A folding knife with one blade, which is the one you need. Carbon steel takes an edge on any smooth stone and turns grey with apples and rain. The walnut handle has a hole for a cord.</p>
<p>Sold to adults only. The blade locks and is 7 cm long; please check what may be carried where you live.</p>`,
			tags: []string{"camping", "steel", "gift"}, day: "2025-07-08", price: 4200, grams: 75, rank: 910,
			material: "Carbon steel, walnut, brass", care: []string{"Dry the blade", "A drop of oil in the joint"}, origin: "France", size: "9 cm closed", years: 10,
			each: few(map[string]int64{"": 3}),
			pics: []pic{
				{"field-knife", "A folding knife with a walnut handle, half open"},
				{"field-knife/detail", "Close up: blade, brass collar and pivot"},
			},
			related: []string{"kitchen-knife", "camp-hatchet"}, with: []string{"honing-oil"},
		},
		{
			handle: "camp-hatchet", title: "Camp Hatchet", vendor: own, kind: "Tools", category: camping, code: "CHA",
			html: `<p>Forged, not cast, with a head of six hundred grams on a hickory handle: enough for kindling and tent pegs, and light enough to be taken along. Comes with a leather sheath and a page on how not to use it.</p>`,
			tags: []string{"camping", "steel"}, day: "2025-09-09", price: 7400, grams: 930, rank: 260,
			material: "Forged steel, hickory, leather", care: []string{"Dry it", "Oil head and handle"}, origin: "Sweden", size: "38 cm", years: 10,
			each:    few(map[string]int64{"": soldOut}),
			pics:    []pic{{"camp-hatchet", "A small forged hatchet with a hickory handle"}},
			related: []string{"field-knife"}, with: []string{"honing-oil", "hearth-matches"},
		},
		{
			handle: "honing-oil", title: "Honing Oil", vendor: own, kind: "Care", category: camping, code: "HOI",
			html: `<p>Camellia oil in a bottle with a dropper. It keeps rust off blades and wood from going grey, and it does both without a smell. One bottle lasts a household about three years.</p>`,
			tags: []string{"care", "under-40"}, day: "2025-09-09", price: 1200, grams: 120, rank: 330,
			material: "Camellia oil", origin: "Japan", size: "50 ml",
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(50_000, "ML", 100, "ML")
				return true
			},
			pics:    []pic{{"honing-oil", "A small brown bottle of oil with a dropper"}},
			related: []string{"wool-comb"}, with: []string{"field-knife", "camp-hatchet", "kitchen-knife"},
		},
		{
			handle: "camp-stool", title: "Camp Stool", vendor: joinery, kind: "Stools", category: seats, code: "CST",
			html: `<p>Three ash legs, one bolt and a seat of canvas. It folds to the size of an umbrella, sits on any slope without wobbling, as three-legged things do, and has carried our heaviest cousin.</p>`,
			tags: []string{"camping", "ash"}, day: "2025-05-27", price: 5900, grams: 850, rank: 380,
			material: "Ash, canvas, brass", care: careWood, origin: "Ireland", size: "38 × 42 cm", years: 5,
			options: []catalog.OptionSpec{in("Canvas", "Marigold", "Pine")},
			pics: []pic{
				{"camp-stool/marigold", "A three-legged stool with a marigold canvas seat"},
				{"camp-stool/pine", "The Camp Stool with a green seat"},
			},
			related: []string{"ash-chair"}, with: []string{"lee-tent", "camp-blanket"},
		},
	}
}
