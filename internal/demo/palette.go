package demo

import "cartwright/internal/catalog"

// dyes is the palette of the shop: the colours that variants are sold in, by the name on the swatch.
var dyes = map[string]string{
	"Oat":         "#e4d8c0",
	"Chalk":       "#f1ede3",
	"Ink":         "#2f3a4c",
	"Moss":        "#6f7d4f",
	"Rust":        "#b5573a",
	"Heather":     "#8d7f99",
	"Slate":       "#5f6b73",
	"Marigold":    "#dfa13a",
	"Sea":         "#4f8791",
	"Charcoal":    "#3d3d40",
	"Clay":        "#c08a6d",
	"Pine":        "#34554a",
	"Sand":        "#cdb68f",
	"Sky":         "#9dbccb",
	"Rose":        "#d3a09a",
	"Plum":        "#6a4258",
	"Brass":       "#c9a24e",
	"Steel":       "#b9bfc2",
	"Natural":     "#dcc39a",
	"Smoked":      "#6d5444",
	"White":       "#f4f2ec",
	"Black":       "#2a2a2c",
	"Terracotta":  "#c46f4e",
	"Cream":       "#f0e6cf",
	"Speckle":     "#e7dfcf",
	"Tenmoku":     "#4a342a",
	"Celadon":     "#a9c0a6",
	"Ash":         "#dbc49d",
	"Oak":         "#b98c58",
	"Walnut":      "#74513a",
	"Linen white": "#ebe7dd",
	"Bog green":   "#46543f",
}

// dye declares a value of a colour option with its swatch.
func dye(name string) catalog.OptionValueSpec {
	return catalog.OptionValueSpec{Name: name, SwatchColor: dyes[name]}
}

// in declares an option of colours; the words for it differ ("Colour", "Glaze", "Finish").
func in(option string, names ...string) catalog.OptionSpec {
	o := catalog.OptionSpec{Name: option}
	for _, n := range names {
		o.Values = append(o.Values, dye(n))
	}
	return o
}

// of declares an option without swatches.
func of(option string, names ...string) catalog.OptionSpec {
	o := catalog.OptionSpec{Name: option}
	for _, n := range names {
		o.Values = append(o.Values, catalog.OptionValueSpec{Name: n})
	}
	return o
}
