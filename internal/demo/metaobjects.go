package demo

import "cartwright/internal/content"

// maker declares a workshop as a metaobject.
func maker(handle, name, craft, since, words string) content.MetaobjectSpec {
	return content.MetaobjectSpec{Type: "maker", Handle: handle, Fields: []content.MetaobjectField{
		{Key: "name", Type: "single_line_text_field", Value: name},
		{Key: "craft", Type: "single_line_text_field", Value: craft},
		{Key: "since", Type: "number_integer", Value: since},
		{Key: "words", Type: "multi_line_text_field", Value: words},
	}}
}

// sizes declares a table of sizes as a metaobject: one line of measures per size.
func sizes(handle, title string, rows any, hint string) content.MetaobjectSpec {
	return content.MetaobjectSpec{Type: "size_guide", Handle: handle, Fields: []content.MetaobjectField{
		{Key: "title", Type: "single_line_text_field", Value: title},
		{Key: "rows", Type: "json", Value: asJSON(rows)},
		{Key: "hint", Type: "single_line_text_field", Value: hint},
	}}
}

// Metaobjects declares the makers and the size guides.
func Metaobjects() []content.MetaobjectSpec {
	return []content.MetaobjectSpec{
		maker("fernweir", own, "Sewing", "2014", "Jackets, bags and everything with a zip.\nMends on Thursdays."),
		maker("hollin-mill", mill, "Spinning, weaving, knitting", "1923", "Wool from two valleys over.\nThe newest machine is from 1961."),
		maker("saltkiln-pottery", pottery, "Stoneware", "1988", "Four potters, one kiln.\nFired on Fridays, opened on Saturdays."),
		maker("quillet-joinery", joinery, "Furniture", "2003", "Ash and oak without screws.\nDried for as many years as it takes."),
		maker("rookery-road-roasters", roastery, "Coffee and tea", "2011", "A drum of twelve kilograms.\nRoasts on Tuesdays."),
		sizes("tops", "Tops and jackets", []map[string]string{
			{"size": "XS", "chest": "88–92 cm"}, {"size": "S", "chest": "93–97 cm"}, {"size": "M", "chest": "98–103 cm"},
			{"size": "L", "chest": "104–109 cm"}, {"size": "XL", "chest": "110–116 cm"}, {"size": "XXL", "chest": "117–124 cm"},
		}, "Between two sizes, take the larger for jackets and the smaller for jumpers."),
		sizes("boots", "Boots", []map[string]string{
			{"size": "36", "foot": "22.8 cm"}, {"size": "38", "foot": "24.1 cm"}, {"size": "40", "foot": "25.4 cm"},
			{"size": "42", "foot": "26.7 cm"}, {"size": "44", "foot": "28.0 cm"},
		}, "With thick socks, take the next one up."),
		sizes("shelf", "Weir Shelf", []map[string]string{
			{"tiers": "2", "height": "64 cm"}, {"tiers": "3", "height": "98 cm"}, {"tiers": "4", "height": "132 cm"},
			{"tiers": "5", "height": "166 cm"}, {"tiers": "6", "height": "200 cm"},
		}, "Leave two centimetres to the ceiling for tilting it up."),
	}
}
