package demo

import "cartwright/internal/shop"

// ShopSpec declares the shop itself. Pictures are keys for Picture.
type ShopSpec struct {
	Name             string
	Slogan           string
	ShortDescription string
	Description      string
	Email            string
	Phone            string   // from the numbers that are set aside for fiction
	Currency         string   // ISO 4217
	Country          string   // ISO 3166: the shop's seat
	Language         string   // the dialect's LanguageCode
	Countries        []string // shipped to
	Languages        []string
	Synonyms         [][]string // what people call things otherwise
	Primary          []shop.ColorGroup
	Secondary        []shop.ColorGroup
	Logo             string // wide, on a transparent ground
	SquareLogo       string
	Cover            string
	Cards            []string // the dialect's CardBrand
	Wallets          []string // the dialect's DigitalWallet
	Policies         []shop.PolicySpec
	Stores           []Store
}

// Store is a place where stock is kept and people are welcome.
type Store struct {
	Name                string
	Address1, Address2  string
	City                string
	Province            string
	CountryCode         string
	Zip                 string
	Phone               string
	Latitude, Longitude float64 // of the town, not of a door: the streets are invented
}

// Shop declares Fernweir.
func Shop() ShopSpec {
	return ShopSpec{
		Name:             "Fernweir",
		Slogan:           "Things for weather and home",
		ShortDescription: "Clothes, pots, lamps and tents from five workshops in the south of Ireland, made to be mended.",
		Description: "Fernweir began with one jacket, drawn at a kitchen table during a very wet April. Today five workshops make what " +
			"is sold here: a mill, a pottery, a joinery, a coffee roastery and our own sewing room beside the weir. We sell what we " +
			"use, we say what it is made of, and we mend what breaks.",
		Email: "hello@fernweir.example", Phone: "+353 20 910 0142",
		Currency: "EUR", Country: "IE", Language: "EN",
		Countries: []string{
			"AT", "BE", "BG", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT",
			"LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "US",
		},
		Languages: []string{"EN"},
		Synonyms: [][]string{
			{"jumper", "sweater", "pullover"}, {"boots", "wellies", "wellingtons"}, {"mittens", "gloves"}, {"backpack", "rucksack"},
			{"rain jacket", "raincoat", "mac"}, {"hatchet", "axe"}, {"print", "poster"}, {"trousers", "pants"}, {"blanket", "throw", "plaid"},
			{"skillet", "frying pan"}, {"bread board", "cutting board", "chopping board"},
		},
		Primary:    []shop.ColorGroup{{Background: "#34554a", Foreground: "#f1ede3"}},
		Secondary:  []shop.ColorGroup{{Background: "#dfa13a", Foreground: "#2a2a2c"}, {Background: "#e4d8c0", Foreground: "#34554a"}},
		Logo:       "shop/logo",
		SquareLogo: "shop/square-logo",
		Cover:      "shop/cover",
		Cards:      []string{"VISA", "MASTERCARD", "AMERICAN_EXPRESS"},
		Wallets:    []string{"APPLE_PAY", "GOOGLE_PAY"},
		Policies:   policies(),
		Stores: []Store{
			{
				Name: "Workshop and Shop by the Weir", Address1: "1 Fernweir Yard", Address2: "Old Mill Quay", City: "Cork",
				Province: "Cork", CountryCode: "IE", Zip: "T12 FW01", Phone: "+353 20 910 0142", Latitude: 51.8985, Longitude: -8.4756,
			},
			{
				Name: "Fernweir Dublin", Address1: "27 Drapers' Steps", City: "Dublin",
				Province: "Dublin", CountryCode: "IE", Zip: "D08 FW27", Phone: "+353 20 910 0143", Latitude: 53.3498, Longitude: -6.2603,
			},
			{
				Name: "The Long Shelf (warehouse)", Address1: "Unit 4, Tannery Field", City: "Mallow",
				Province: "Cork", CountryCode: "IE", Zip: "P51 FW04", Phone: "+353 20 910 0144", Latitude: 52.1387, Longitude: -8.6414,
			},
		},
	}
}
