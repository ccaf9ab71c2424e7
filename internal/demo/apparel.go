package demo

import "cartwright/internal/catalog"

// few sets the stock of some variants, named by their values joined with a slash, to what the story asks for: nothing
// for those sold out, one or two for those nearly so.
func few(stock map[string]int64) func([]string, *catalog.VariantSpec) bool {
	return func(v []string, s *catalog.VariantSpec) bool {
		name := ""
		for i, x := range v {
			if i > 0 {
				name += "/"
			}
			name += x
		}
		if n, ok := stock[name]; ok {
			s.Stock = new(n)
		}
		return true
	}
}

// apparel is what is worn on the body between a shirt and a coat.
func apparel() []good {
	return []good{
		{
			handle: "harbour-tee", title: "Harbour Tee", vendor: own, kind: "T-shirts", category: tops, code: "HTE",
			html: `<p>The T-shirt we wear ourselves, knitted from long-fibre cotton that is heavy enough to keep its shape and soft enough to sleep in. The collar is a true rib, sewn in twice, and does not turn to bacon after the third wash.</p>
<ul><li>210 g/m² organic cotton, spun and knitted in Portugal</li><li>Side seams that stay at the side</li><li>Shrinks by less than three per cent, and we have measured it</li></ul>`,
			tags: []string{"cotton", "everyday", "unisex"}, day: "2025-03-11", price: 3400, grams: 190, rank: 1840,
			material: "100 % organic cotton", care: careCotton, origin: "Portugal", years: 2,
			options: []catalog.OptionSpec{in("Colour", "Oat", "Ink", "Moss", "Rust", "Sky"), of("Size", "XS", "S", "M", "L", "XL", "XXL")},
			each:    few(map[string]int64{"Rust/XS": soldOut, "Rust/M": 2, "Ink/XXL": soldOut, "Sky/L": 1}),
			pics: []pic{
				{"harbour-tee/oat", "A T-shirt the colour of oats, laid flat"},
				{"harbour-tee/ink", "The Harbour Tee in dark blue ink"},
				{"harbour-tee/moss", "The Harbour Tee in moss green"},
				{"harbour-tee/rust", "The Harbour Tee in rust"},
				{"harbour-tee/sky", "The Harbour Tee in pale sky blue"},
				{"harbour-tee/oat/detail", "Close up: the ribbed collar and its double seam"},
			},
			related: []string{"breton-long-sleeve", "kiln-overshirt"}, with: []string{"moor-half-zip", "field-socks"},
			seo: catalog.SEO{Title: "Harbour Tee, a heavy organic cotton T-shirt", Description: "A T-shirt of 210 g/m² organic cotton with a collar that lasts. Five colours, XS to XXL."},
		},
		{
			handle: "breton-long-sleeve", title: "Breton Long Sleeve", vendor: own, kind: "T-shirts", category: tops, code: "BLS",
			html: `<p>Twenty-one stripes, as the French navy asked for, on a jersey dense enough to keep the wind off while you hang out the washing. Cut a little wide, with a boat neck and cuffs that push up and stay up.</p>
<p>The stripes are knitted in, not printed, so they are as blue on the inside as on the outside.</p>`,
			tags: []string{"cotton", "everyday", "stripes", "unisex"}, day: "2025-04-02", price: 4900, grams: 260, rank: 960,
			material: "100 % organic cotton", care: careCotton, origin: "Portugal", years: 2,
			options: []catalog.OptionSpec{in("Colour", "Ink", "Rust", "Pine"), of("Size", "S", "M", "L", "XL")},
			each:    few(map[string]int64{"Pine/S": 1, "Pine/XL": soldOut}),
			pics: []pic{
				{"breton-long-sleeve/ink", "A long-sleeved shirt with dark blue stripes"},
				{"breton-long-sleeve/rust", "The Breton Long Sleeve with rust-red stripes"},
				{"breton-long-sleeve/pine", "The Breton Long Sleeve with green stripes"},
			},
			related: []string{"harbour-tee"}, with: []string{"cord-cap", "market-tote"},
		},
		{
			handle: "kiln-overshirt", title: "Kiln Overshirt", vendor: own, kind: "Shirts", category: tops, code: "KOS",
			html: `<p>Half shirt, half jacket, wholly useful. Brushed cotton twill with two chest pockets, one of which has a slot for a pencil because potters kept asking. It was drawn for the people at Saltkiln, who stand between a hot kiln and an open door all day.</p>
<ul><li>Corozo buttons, sewn on with a shank</li><li>Cuffs that roll twice and hold</li></ul>`,
			tags: []string{"cotton", "workwear", "unisex"}, day: "2025-09-16", price: 8900, grams: 540, rank: 610,
			material: "Brushed cotton twill, 280 g/m²", care: careCotton, origin: "Portugal", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Clay", "Bog green"), of("Size", "S", "M", "L", "XL")},
			each:    few(map[string]int64{"Clay/M": 2}),
			pics: []pic{
				{"kiln-overshirt/clay", "A clay-coloured overshirt with two chest pockets"},
				{"kiln-overshirt/bog-green", "The Kiln Overshirt in dark bog green"},
				{"kiln-overshirt/clay/detail", "Close up: chest pocket with a slot for a pencil"},
			},
			related: []string{"moor-half-zip", "tarn-rain-jacket"}, with: []string{"harbour-tee"},
		},
		{
			handle: "tarn-rain-jacket", title: "Tarn Rain Jacket", vendor: own, kind: "Jackets", category: outer, code: "TRJ",
			html: `<p>Rain here comes from four directions, often at once. The Tarn has taped seams, a hood that turns with your head and a long back for the bicycle. Nothing rustles: the shell is a quiet, three-layer weave made from old fishing nets.</p>
<ul><li>Water column of 20 metres, and it breathes</li><li>Zips under the arms, pockets above a rucksack belt</li><li>Proofed without fluorocarbons</li></ul>
<p>Send it in when it stops beading. We wash, proof and return it for the postage.</p>`,
			tags: []string{"waterproof", "recycled", "cycling", "unisex"}, day: "2025-08-26", price: 21900, was: 24900, grams: 470, rank: 1320,
			material: "Recycled nylon, three layers", care: careShell, origin: "Estonia", years: 10,
			options: []catalog.OptionSpec{in("Colour", "Marigold", "Sea", "Charcoal"), of("Size", "XS", "S", "M", "L", "XL")},
			each:    few(map[string]int64{"Marigold/S": 1, "Marigold/M": 3, "Sea/XS": soldOut, "Sea/S": soldOut, "Charcoal/XL": 2}),
			pics: []pic{
				{"tarn-rain-jacket/marigold", "A hooded rain jacket in marigold yellow"},
				{"tarn-rain-jacket/sea", "The Tarn Rain Jacket in sea blue"},
				{"tarn-rain-jacket/charcoal", "The Tarn Rain Jacket in charcoal"},
				{"tarn-rain-jacket/marigold/detail", "Close up: storm flap and taped front zip"},
			},
			related: []string{"moor-half-zip", "puddle-boots"}, with: []string{"weir-beanie", "ferry-backpack"},
			seo: catalog.SEO{Title: "Tarn Rain Jacket, quiet and waterproof", Description: "A three-layer rain jacket from recycled nets, taped, quiet and mended for ten years."},
		},
		{
			handle: "moor-half-zip", title: "Moor Half-Zip", vendor: own, kind: "Fleeces", category: outer, code: "MHZ",
			html: `<p>A fleece that looks like wool because most of it is. Warm on the way up, dry by the time the kettle boils, and welcome in the village pub without a change of clothes. The chest pocket takes a phone, a map or one squashed sandwich.</p>`,
			tags: []string{"wool", "warm", "unisex"}, day: "2025-10-07", price: 11900, grams: 420, rank: 1105,
			material: "60 % wool, 40 % recycled polyester", care: careWool, origin: "Estonia", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Oat", "Pine", "Plum"), of("Size", "XS", "S", "M", "L", "XL")},
			each:    few(map[string]int64{"Plum/M": soldOut, "Plum/L": 1, "Pine/XL": soldOut}),
			pics: []pic{
				{"moor-half-zip/oat", "A fleece with a half zip in the colour of oats"},
				{"moor-half-zip/pine", "The Moor Half-Zip in pine green"},
				{"moor-half-zip/plum", "The Moor Half-Zip in plum"},
			},
			related: []string{"tarn-rain-jacket", "hollin-crew"}, with: []string{"field-socks", "weir-beanie"},
		},
		{
			handle: "puddle-boots", title: "Puddle Boots", vendor: own, kind: "Boots", category: "Apparel & Accessories > Shoes", code: "PUB",
			html: `<p>Natural rubber, laid up by hand over a cotton lining, with a heel you can kick off against a step. They are as tall as a puddle is deep and not a centimetre taller, so you can cycle in them.</p>
<p>Sizes run true. With thick socks, take the next one up.</p>`,
			tags: []string{"waterproof", "rubber", "unisex"}, day: "2025-09-30", price: 7900, grams: 1450, rank: 540,
			material: "Natural rubber, cotton lining", care: []string{"Rinse with cold water", "Keep out of the sun"}, origin: "Serbia", years: 2,
			options: []catalog.OptionSpec{in("Colour", "Bog green", "Ink"), of("Size", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45")},
			each:    few(map[string]int64{"Ink/36": soldOut, "Ink/45": soldOut, "Bog green/42": 1}),
			pics: []pic{
				{"puddle-boots/bog-green", "A pair of short rubber boots in dark green"},
				{"puddle-boots/ink", "The Puddle Boots in dark blue"},
			},
			related: []string{"tarn-rain-jacket"}, with: []string{"field-socks"},
		},
		{
			handle: "cord-cap", title: "Cord Cap", vendor: own, kind: "Hats", category: hats, code: "CCP",
			html: `<p>Five panels of wide-wale corduroy and a brim that you bend once and never again. The strap is brass and leather; the sweatband is cotton and goes in the wash with the rest.</p>`,
			tags: []string{"cotton", "everyday", "unisex"}, day: "2026-02-10", price: 3200, grams: 90, rank: 480,
			material: "Cotton corduroy", care: careCotton, origin: "Poland", years: 2,
			options: []catalog.OptionSpec{in("Colour", "Marigold", "Pine", "Clay")},
			pics: []pic{
				{"cord-cap/marigold", "A corduroy cap in marigold yellow"},
				{"cord-cap/pine", "The Cord Cap in pine green"},
				{"cord-cap/clay", "The Cord Cap in clay"},
			},
			related: []string{"weir-beanie"}, with: []string{"breton-long-sleeve"},
		},
		{
			handle: "linen-apron", title: "Linen Apron", vendor: mill, kind: "Aprons", category: "Home & Garden > Kitchen & Dining", code: "LAP",
			html: `<p>A cross-back apron with no strings to knot: put your arms through and it hangs from the shoulders, not from the neck. The pocket is wide enough for a tea towel and deep enough to forget a whisk in.</p>`,
			tags: []string{"linen", "kitchen", "unisex"}, day: "2025-05-20", price: 5400, grams: 310, rank: 390,
			material: "100 % linen, 240 g/m²", care: careCotton, origin: "Ireland", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Slate", "Rust")},
			each:    few(map[string]int64{"Rust": 2}),
			pics: []pic{
				{"linen-apron/slate", "A slate-grey linen apron with one wide pocket"},
				{"linen-apron/rust", "The Linen Apron in rust"},
			},
			related: []string{"tea-towels"}, with: []string{"bread-board", "kitchen-knife"},
		},
	}
}
