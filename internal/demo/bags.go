package demo

import "cartwright/internal/catalog"

// bags is what other things are carried in.
func bags() []good {
	return []good{
		{
			handle: "market-tote", title: "Market Tote", vendor: own, kind: "Bags", category: bagsPath + " > Shopping Totes", code: "MTO",
			html: `<p>Eighteen-ounce canvas, webbing that runs all the way under the bottom, and an inside pocket for the keys you would otherwise look for in the leeks. Stands up by itself on a kitchen floor.</p>`,
			tags: []string{"cotton", "everyday", "gift"}, day: "2025-03-25", price: 3600, grams: 420, rank: 1980,
			material: "Cotton canvas, 610 g/m²", care: careCanvas, origin: "Ireland", size: "38 × 36 × 16 cm", years: 10,
			options: []catalog.OptionSpec{in("Colour", "Oat", "Moss", "Ink")},
			pics: []pic{
				{"market-tote/oat", "A canvas tote in oat with dark handles"},
				{"market-tote/moss", "The Market Tote in moss green"},
				{"market-tote/ink", "The Market Tote in dark blue ink"},
			},
			related: []string{"ferry-backpack", "willow-basket"}, with: []string{"pocket-pouch"},
			extra: []catalog.MetafieldSpec{dimension("handle_drop", 24, "cm", "From the handle's top to the rim")},
		},
		{
			handle: "ferry-backpack", title: "Ferry Backpack", vendor: own, kind: "Bags", category: bagsPath + " > Backpacks", code: "FBP",
			html: `<p>A roll-top rucksack in waxed canvas, sized for two nights or one weekly shop. The back panel is felt, the buckles are solid brass, and a long pocket outside swallows a bottle, a baguette or an umbrella.</p>
<ul><li>18 litres closed, 24 rolled up</li><li>Sleeve for a 15-inch laptop</li><li>We replace straps and buckles for as long as there is a bag to sew them to</li></ul>`,
			tags: []string{"waxed", "cycling", "travel"}, day: "2025-04-15", price: 14900, grams: 1150, rank: 1240,
			material: "Waxed cotton canvas, leather, brass", care: careCanvas, origin: "Ireland", size: "44 × 29 × 15 cm", years: 10,
			options: []catalog.OptionSpec{in("Colour", "Bog green", "Marigold", "Slate")},
			each:    few(map[string]int64{"Marigold": 2}),
			pics: []pic{
				{"ferry-backpack/bog-green", "A roll-top backpack of dark green waxed canvas"},
				{"ferry-backpack/marigold", "The Ferry Backpack in marigold yellow"},
				{"ferry-backpack/slate", "The Ferry Backpack in slate grey"},
				{"ferry-backpack/bog-green/detail", "Close up: leather straps and brass buckles"},
			},
			related: []string{"drift-duffel", "market-tote"}, with: []string{"river-bottle", "pocket-pouch"},
			seo:   catalog.SEO{Title: "Ferry Backpack, waxed canvas roll-top", Description: "An 18 to 24 litre rucksack of waxed canvas, leather and brass, mended for ten years."},
			extra: []catalog.MetafieldSpec{{Namespace: "facts", Key: "volume", Type: "volume", Value: `{"value":24,"unit":"l"}`, Description: "Volume when rolled up"}},
		},
		{
			handle: "drift-duffel", title: "Drift Duffel", vendor: own, kind: "Bags", category: bagsPath + " > Duffel Bags", code: "DDU",
			html: `<p>A weekend bag that fits under the seat of a train and over a tired shoulder. One big room, one small one for the shoes, and a zip that opens the whole length so that nothing hides at the bottom.</p>`,
			tags: []string{"waxed", "travel"}, day: "2025-06-03", price: 16900, was: 18900, grams: 1380, rank: 470,
			material: "Waxed cotton canvas, leather, brass", care: careCanvas, origin: "Ireland", size: "54 × 30 × 26 cm", years: 10,
			options: []catalog.OptionSpec{in("Colour", "Ink", "Rust")},
			each:    few(map[string]int64{"Rust": soldOut}),
			pics: []pic{
				{"drift-duffel/ink", "A dark blue duffel bag with leather handles"},
				{"drift-duffel/rust", "The Drift Duffel in rust"},
			},
			related: []string{"ferry-backpack"}, with: []string{"pocket-pouch", "bath-towel"},
		},
		{
			handle: "pocket-pouch", title: "Pocket Pouch", vendor: own, kind: "Bags", category: bagsPath, code: "PPO",
			html: `<p>For pens, plasters, cables or the loose change of four countries. Sewn from the canvas left over from the bags, so the colours depend on what we have been cutting.</p>`,
			tags: []string{"everyday", "gift", "offcuts"}, day: "2025-03-25", price: 1900, grams: 70, rank: 1530,
			material: "Cotton canvas offcuts", care: careCanvas, origin: "Ireland", size: "21 × 13 cm", years: 5,
			options: []catalog.OptionSpec{in("Colour", "Rust", "Sea", "Marigold")},
			pics: []pic{
				{"pocket-pouch/rust", "A small zipped pouch in rust"},
				{"pocket-pouch/sea", "The Pocket Pouch in sea blue"},
				{"pocket-pouch/marigold", "The Pocket Pouch in marigold yellow"},
			},
			related: []string{"market-tote"}, with: []string{"brass-pen", "field-notebook"},
		},
	}
}
