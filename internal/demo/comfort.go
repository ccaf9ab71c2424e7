package demo

import "cartwright/internal/catalog"

// comfort is light with a scent, and what stands beside the bath.
func comfort() []good {
	return []good{
		{
			handle: "beeswax-candle", title: "Beeswax Pillar", vendor: own, kind: "Candles", category: decor + " > Home Fragrances > Candles", code: "BWC",
			html: `<p>A plain pillar of beeswax that burns for sixty hours and smells faintly of the hive. Let the pool reach the edge the first time and it will burn evenly to the end.</p>`,
			tags: []string{"candle", "light", "gift", "under-40"}, day: "2025-10-14", price: 2800, grams: 480, rank: 1370,
			material: "Beeswax, cotton wick", origin: "Ireland", size: "7 × 14 cm",
			pics:    []pic{{"beeswax-candle", "A lit pillar candle of yellow beeswax on a saucer"}},
			related: []string{"bothy-candle"}, with: []string{"hearth-matches", "hearth-throw"},
		},
		{
			handle: "bothy-candle", title: "Bothy Candle", vendor: own, kind: "Candles", category: decor + " > Home Fragrances > Candles", code: "BCA",
			html: `<p>Rapeseed wax in a stoneware cup that is worth keeping. We make four scents, each named after what you would smell if you opened the door: a turf fire, a hedge in May, the tideline, an orange at Christmas.</p>
<p>Empty cups come back to us for a refill, or hold toothbrushes.</p>`,
			tags: []string{"candle", "light", "gift", "under-40"}, day: "2025-10-14", price: 2600, grams: 420, rank: 1580,
			material: "Rapeseed wax, stoneware", origin: "Ireland", size: "8 × 9 cm, 45 hours",
			options: []catalog.OptionSpec{of("Scent", "Turf smoke", "May hedge", "Tideline", "Orange and clove")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(220_000, "G", 100, "G")
				if v[0] == "Orange and clove" {
					s.Stock = new(int64(soldOut))
				}
				return true
			},
			pics: []pic{
				{"bothy-candle/turf-smoke", "A lit candle in a dark stoneware cup"},
				{"bothy-candle/may-hedge", "The Bothy Candle in a green cup"},
				{"bothy-candle/tideline", "The Bothy Candle in a blue cup"},
				{"bothy-candle/orange-and-clove", "The Bothy Candle in an orange cup"},
			},
			related: []string{"beeswax-candle"}, with: []string{"hearth-matches"},
		},
		{
			handle: "hearth-matches", title: "Hearth Matches", vendor: own, kind: "Matches", category: decor, code: "HMA",
			html: `<p>Matches ten centimetres long, for stoves, lanterns and candles that have burnt down their jars. Sixty to the box. The box is printed with the shipping forecast.</p>`,
			tags: []string{"light", "gift", "under-40"}, day: "2025-10-14", price: 600, grams: 80, rank: 2040,
			material: "Aspen", origin: "Sweden",
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(60_000, "ITEM", 1, "ITEM")
				return true
			},
			pics:    []pic{{"hearth-matches", "A box of long matches, half open"}},
			related: []string{"beeswax-candle", "bothy-candle"}, with: []string{"beeswax-candle", "storm-lantern"},
		},
		{
			handle: "oat-soap", title: "Oat Soap", vendor: own, kind: "Soap", category: bathPath, code: "OSO",
			html: `<p>Cold-made soap of olive and rapeseed oil with ground oats that rub without scratching. It cures on a rack for six weeks before we let it go. No colour but its own.</p>`,
			tags: []string{"soap", "everyday", "gift", "under-40"}, day: "2025-04-29", price: 750, grams: 110, rank: 2880,
			material: "Olive oil, rapeseed oil, oats", origin: "Ireland", size: "8 × 5 × 3 cm",
			options: []catalog.OptionSpec{of("Scent", "None", "Rosemary", "Bog myrtle")},
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(110_000, "G", 100, "G")
				return true
			},
			pics: []pic{
				{"oat-soap/none", "Two bars of pale soap, one wrapped in a paper band"},
				{"oat-soap/rosemary", "Oat Soap with rosemary, with a green band"},
				{"oat-soap/bog-myrtle", "Oat Soap with bog myrtle, with a rust band"},
			},
			related: []string{"hand-wash", "garden-salve"}, with: []string{"bath-towel"},
		},
		{
			handle: "hand-wash", title: "Hand Wash", vendor: own, kind: "Soap", category: bathPath, code: "HWA",
			html: `<p>A liquid soap in a brown bottle that is meant to be filled again. Rosemary, bay and nothing that a septic tank would object to. The refill saves the pump, the glass and two euro.</p>`,
			tags: []string{"soap", "everyday", "under-40"}, day: "2025-04-29", price: 1450, grams: 760, rank: 1290,
			material: "Plant soap, rosemary, bay", origin: "Ireland",
			options: []catalog.OptionSpec{of("Format", "Bottle, 500 ml", "Refill, 1 L")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(500_000, "ML", 1, "L")
				if v[0] == "Refill, 1 L" {
					s.Price, s.WeightMilligrams, s.UnitPrice = 2300, 1_080_000, unit(1000, "L", 1, "L")
				}
				return true
			},
			pics:    []pic{{"hand-wash", "A brown glass bottle with a pump and a cream label"}},
			related: []string{"oat-soap"}, with: []string{"bath-towel", "oat-soap"},
		},
		{
			handle: "garden-salve", title: "Garden Salve", vendor: own, kind: "Balms", category: bathPath, code: "GSA",
			html: `<p>Marigold petals steeped in sunflower oil for a month, then set with beeswax. For knuckles, noses and the place where the rucksack rubs. The tin has been known to survive a washing machine.</p>`,
			tags: []string{"balm", "gift", "under-40"}, day: "2026-03-03", price: 1100, grams: 70, rank: 940,
			material: "Sunflower oil, marigold, beeswax", origin: "Ireland", size: "50 ml",
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice = unit(50_000, "ML", 100, "ML")
				return true
			},
			pics:    []pic{{"garden-salve", "A flat tin of yellow salve with its lid beside it"}},
			related: []string{"oat-soap"}, with: []string{"hand-trowel"},
		},
		{
			handle: "bath-towel", title: "Waffle Towel", vendor: mill, kind: "Linen", category: "Home & Garden > Linens & Bedding > Towels", code: "WTO",
			html: `<p>A waffle of cotton and linen that dries you, and then itself, before the next person is up. Thin enough for a rucksack, big enough for modesty.</p>`,
			tags: []string{"linen", "cotton", "travel"}, day: "2025-07-01", price: 3900, grams: 420, rank: 700,
			material: "Cotton and linen", care: careCotton, origin: "Portugal", years: 2,
			options: []catalog.OptionSpec{in("Colour", "Chalk", "Sea", "Clay"), of("Size", "Hand", "Bath")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				if v[1] == "Hand" {
					s.Price, s.WeightMilligrams = 1900, 160_000
				}
				return true
			},
			pics: []pic{
				{"bath-towel/chalk", "A stack of white waffle towels"},
				{"bath-towel/sea", "The Waffle Towel in sea blue"},
				{"bath-towel/clay", "The Waffle Towel in clay"},
			},
			related: []string{"tea-towels"}, with: []string{"oat-soap", "hand-wash"},
		},
	}
}
