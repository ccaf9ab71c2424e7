package demo

import "cartwright/internal/catalog"

// weighed sets price, weight and unit price of food from the grams that the last option names.
func weighed(grams, price map[string]int64) func([]string, *catalog.VariantSpec) bool {
	return func(v []string, s *catalog.VariantSpec) bool {
		size := v[len(v)-1]
		s.Price = price[size]
		s.WeightMilligrams = grams[size] * 1000
		s.UnitPrice = unit(grams[size]*1000, "G", 1, "KG")
		s.TaxCode = "reduced"
		return true
	}
}

// sack is the two sizes that coffee comes in.
var sack = map[string]int64{"250 g": 250, "1 kg": 1000}

// larder is what is eaten and drunk.
func larder() []good {
	return []good{
		{
			handle: "weirside-espresso", title: "Weirside Espresso", vendor: roastery, kind: "Coffee", category: drinks + " > Coffee", code: "WES",
			html: `<p>Roasted on Tuesdays, posted on Wednesdays. Two beans from Brazil and one from Ethiopia, taken just past the second of the cracks: chocolate first, then orange peel, and a body that stands up to milk.</p>
<p>Whole beans keep for two months. Ground, please drink it within three weeks.</p>`,
			tags: []string{"coffee", "everyday", "under-40"}, day: "2025-03-04", price: 1050, grams: 250, rank: 4210,
			material: "Arabica coffee", origin: "Roasted in Ireland",
			options: []catalog.OptionSpec{of("Grind", "Whole beans", "Espresso", "Filter"), of("Size", "250 g", "1 kg")},
			each:    weighed(sack, map[string]int64{"250 g": 1050, "1 kg": 3600}),
			pics: []pic{
				{"weirside-espresso", "A bag of coffee with a rust-coloured label"},
				{"weirside-espresso/beans", "A heap of roasted beans beside a scoop"},
			},
			related: []string{"morning-filter", "night-ferry-decaf"}, with: []string{"stoneware-mug", "pour-over-set"},
			seo:   catalog.SEO{Title: "Weirside Espresso, roasted weekly", Description: "An espresso of chocolate and orange peel, roasted on Tuesdays and posted on Wednesdays."},
			extra: []catalog.MetafieldSpec{{Namespace: "facts", Key: "tasting_notes", Type: "list.single_line_text_field", Value: `["Dark chocolate","Orange peel","Toasted hazelnut"]`, Description: "What it tastes of"}},
		},
		{
			handle: "morning-filter", title: "Morning Filter", vendor: roastery, kind: "Coffee", category: drinks + " > Coffee", code: "MFI",
			html: `<p>A light roast for the first pot of the day. It comes from one washing station in Rwanda, whose name is on the bag, and tastes of black tea, apricot and good intentions.</p>`,
			tags: []string{"coffee", "everyday", "under-40"}, day: "2025-03-04", price: 1150, grams: 250, rank: 2660,
			material: "Arabica coffee", origin: "Roasted in Ireland",
			options: []catalog.OptionSpec{of("Grind", "Whole beans", "Filter"), of("Size", "250 g", "1 kg")},
			each:    weighed(sack, map[string]int64{"250 g": 1150, "1 kg": 3900}),
			pics:    []pic{{"morning-filter", "A bag of coffee with a sky-blue label"}},
			related: []string{"weirside-espresso", "night-ferry-decaf"}, with: []string{"pour-over-set"},
			extra: []catalog.MetafieldSpec{{Namespace: "facts", Key: "tasting_notes", Type: "list.single_line_text_field", Value: `["Black tea","Apricot","Honey"]`, Description: "What it tastes of"}},
		},
		{
			handle: "night-ferry-decaf", title: "Night Ferry Decaf", vendor: roastery, kind: "Coffee", category: drinks + " > Coffee", code: "NFD",
			html: `<p>For those who like the taste at ten in the evening and their sleep at eleven. Decaffeinated with water and patience; caramel, walnut, and nobody at our table has ever picked it out blind.</p>`,
			tags: []string{"coffee", "decaf", "under-40"}, day: "2025-11-25", price: 1190, grams: 250, rank: 980,
			material: "Arabica coffee, decaffeinated", origin: "Roasted in Ireland",
			options: []catalog.OptionSpec{of("Grind", "Whole beans", "Filter"), of("Size", "250 g", "1 kg")},
			each: func(v []string, s *catalog.VariantSpec) bool {
				weighed(sack, map[string]int64{"250 g": 1190, "1 kg": 4100})(v, s)
				if v[1] == "1 kg" {
					s.Stock = new(int64(soldOut))
				}
				return true
			},
			pics:    []pic{{"night-ferry-decaf", "A bag of coffee with a plum-coloured label"}},
			related: []string{"weirside-espresso", "morning-filter"}, with: []string{"stoneware-mug"},
			extra: []catalog.MetafieldSpec{{Namespace: "facts", Key: "tasting_notes", Type: "list.single_line_text_field", Value: `["Caramel","Walnut"]`, Description: "What it tastes of"}},
		},
		{
			handle: "breakfast-tea", title: "Breakfast Tea", vendor: roastery, kind: "Tea", category: drinks + " > Tea & Infusions", code: "BTE",
			html: `<p>Strong enough to trot a mouse on, as they say in Cork. Assam for the colour, Kenyan for the lift, a little Ceylon so that it can be drunk without milk by those who must.</p>`,
			tags: []string{"tea", "everyday", "gift", "under-40"}, day: "2025-04-08", price: 990, grams: 125, rank: 1690,
			material: "Black tea", origin: "Blended in Ireland",
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice, s.TaxCode = unit(125_000, "G", 100, "G"), "reduced"
				return true
			},
			pics:    []pic{{"breakfast-tea", "A tall tea tin in pine green with a cream label"}},
			related: []string{"weirside-espresso"}, with: []string{"stoneware-teapot", "heather-honey"},
		},
		{
			handle: "heather-honey", title: "Heather Honey", vendor: own, kind: "Larder", category: foods, code: "HHO",
			html: `<p>From hives that are driven up to the heather in August and back down before the storms. Thick as jelly, dark as tea, and a little bitter at the end, which is the best part. Last summer gave us ninety jars.</p>`,
			tags: []string{"honey", "gift", "under-40"}, day: "2025-10-28", price: 1250, grams: 340, rank: 1230,
			material: "Heather honey", origin: "Ireland",
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice, s.TaxCode, s.Stock = unit(340_000, "G", 1, "KG"), "reduced", new(int64(2))
				return true
			},
			pics:    []pic{{"heather-honey", "A jar of dark amber honey with a paper label"}},
			related: []string{"damson-jam"}, with: []string{"breakfast-tea", "bread-board"},
		},
		{
			handle: "damson-jam", title: "Damson Jam", vendor: own, kind: "Larder", category: foods, code: "DJA",
			html: `<p>Damsons from nine gardens whose owners had too many. We leave the skins in and take the stones out, all but the one that hides. Less sugar than the recipe says, so keep it in the cold once it is open.</p>`,
			tags: []string{"jam", "gift", "under-40"}, day: "2025-10-28", price: 750, grams: 300, rank: 880,
			material: "Damsons, sugar, lemon", origin: "Ireland",
			each: func(_ []string, s *catalog.VariantSpec) bool {
				s.UnitPrice, s.TaxCode, s.Stock = unit(300_000, "G", 1, "KG"), "reduced", new(int64(soldOut))
				return true
			},
			pics:    []pic{{"damson-jam", "A jar of deep purple jam with a cloth lid"}},
			related: []string{"heather-honey"}, with: []string{"bread-board", "breakfast-tea"},
		},
	}
}
