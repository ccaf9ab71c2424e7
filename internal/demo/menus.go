package demo

import "cartwright/internal/content"

// Menu is a menu whose items name what they lead to by handle.
type Menu struct {
	Handle string
	Title  string
	Items  []Item
}

// Item is an entry of a menu. Type is the dialect's MenuItemType; with COLLECTION, PRODUCT, PAGE, BLOG and SHOP_POLICY
// Handle names the thing, else URL has the path.
type Item struct {
	Title  string
	Type   string
	Handle string
	URL    string
	Items  []Item
}

// to is an item that leads to a thing.
func to(kind, title, handle string, items ...Item) Item {
	return Item{Title: title, Type: kind, Handle: handle, Items: items}
}

// Menus declares the menus that Hydrogen's skeleton and Next.js Commerce ask for by name.
func Menus() []Menu {
	return []Menu{
		{Handle: "main-menu", Title: "Main menu", Items: []Item{
			to("COLLECTION", "New", "new-arrivals"),
			to("COLLECTION", "Clothing", "clothing",
				to("COLLECTION", "Knitwear", "knitwear"),
				to("COLLECTION", "Bags", "bags"),
				to("PAGE", "Sizing", "sizing")),
			to("COLLECTION", "Rooms", "rooms",
				to("COLLECTION", "Kitchen & Table", "kitchen-and-table",
					to("COLLECTION", "Coffee, Tea & Larder", "coffee-tea-and-larder")),
				to("COLLECTION", "Candles & Light", "candles-and-light"),
				to("COLLECTION", "Bath", "bath"),
				to("COLLECTION", "Desk & Paper", "desk-and-paper"),
				to("PRODUCT", "The Weir Shelf", "weir-shelf")),
			to("COLLECTION", "Outdoors", "camp",
				to("COLLECTION", "Camp", "camp"),
				to("COLLECTION", "Garden", "garden")),
			to("BLOG", "Journal", "journal"),
			{Title: "All collections", Type: "COLLECTIONS", URL: "/collections"},
		}},
		{Handle: "footer", Title: "Footer", Items: []Item{
			to("PAGE", "About", "about"),
			to("PAGE", "Mending", "mending"),
			to("PAGE", "Contact", "contact"),
			{Title: "Search", Type: "SEARCH", URL: "/search"},
			to("SHOP_POLICY", "Privacy", "privacy-policy"),
			to("SHOP_POLICY", "Returns", "refund-policy"),
			to("SHOP_POLICY", "Shipping", "shipping-policy"),
			to("SHOP_POLICY", "Terms", "terms-of-service"),
			to("SHOP_POLICY", "Legal notice", "legal-notice"),
		}},
		{Handle: "next-js-frontend-header-menu", Title: "Header of the Next.js storefront", Items: []Item{
			{Title: "All", Type: "HTTP", URL: "/search"},
			to("COLLECTION", "Clothing", "clothing"),
			to("COLLECTION", "Kitchen", "kitchen-and-table"),
			to("COLLECTION", "Rooms", "rooms"),
			to("COLLECTION", "Camp", "camp"),
		}},
		{Handle: "next-js-frontend-footer-menu", Title: "Footer of the Next.js storefront", Items: []Item{
			{Title: "Home", Type: "FRONTPAGE", URL: "/"},
			to("PAGE", "About", "about"),
			to("PAGE", "Mending", "mending"),
			to("PAGE", "Workshops", "workshops"),
			to("PAGE", "Shipping & Returns", "shipping-and-returns"),
			to("PAGE", "Questions", "frequently-asked"),
		}},
	}
}

// Redirects declares old paths and where they lead now.
func Redirects() []content.RedirectSpec {
	return []content.RedirectSpec{
		{Path: "/shop", Target: "/collections/new-arrivals"},
		{Path: "/sale", Target: "/collections/last-of-the-season"},
		{Path: "/collections/jumpers", Target: "/collections/knitwear"},
		{Path: "/products/rain-jacket", Target: "/products/tarn-rain-jacket"},
		{Path: "/products/mug", Target: "/products/stoneware-mug"},
		{Path: "/repairs", Target: "/pages/mending"},
		{Path: "/blog", Target: "/blogs/journal"},
	}
}
