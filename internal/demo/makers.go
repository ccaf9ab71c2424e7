package demo

// The makers whose things the shop sells, as products name them.
const (
	own      = "Fernweir"
	mill     = "Hollin Mill"
	pottery  = "Saltkiln Pottery"
	joinery  = "Quillet Joinery"
	roastery = "Rookery Road Roasters"
)

// Branches of the product taxonomy that several goods share.
const (
	tops     = "Apparel & Accessories > Clothing > Shirts & Tops"
	outer    = "Apparel & Accessories > Clothing > Outerwear > Coats & Jackets"
	hats     = "Apparel & Accessories > Clothing Accessories > Hats"
	bagsPath = "Luggage & Bags"
	camping  = "Sporting Goods > Outdoor Recreation > Camping & Hiking"
	table    = "Home & Garden > Kitchen & Dining > Tableware"
	cooking  = "Home & Garden > Kitchen & Dining > Cookware & Bakeware"
	decor    = "Home & Garden > Decor"
	seats    = "Furniture > Chairs"
	drinks   = "Food, Beverages & Tobacco > Beverages"
	foods    = "Food, Beverages & Tobacco > Food Items"
	bathPath = "Health & Beauty > Personal Care > Cosmetics > Bath & Body"
	garden   = "Home & Garden > Lawn & Garden > Gardening"
	office   = "Office Supplies"
)

// How to look after a thing, in the few phrases that care labels use.
var (
	careCotton = []string{"Wash at 40 °C", "Dry on the line", "Iron while damp"}
	careWool   = []string{"Air it before you wash it", "Wool programme, 30 °C", "Dry flat"}
	careShell  = []string{"Wash at 30 °C with soap flakes", "Warm iron brings the proofing back"}
	careCanvas = []string{"Sponge clean", "Rewax once a year"}
	careClay   = []string{"Dishwasher safe", "Not for the hob"}
	careWood   = []string{"Wipe dry", "Oil twice a year"}
	careIron   = []string{"Hot water and a brush, no soap", "Dry on the hob", "A wipe of oil"}
)
