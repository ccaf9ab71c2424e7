package model

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"cartwright/internal/money"
)

// NewLanguage names a language of the dialect, in the given one and in itself.
func NewLanguage(code, in string) Language {
	tag := tagOf(code)
	return Language{
		IsoCode:     LanguageCode(code),
		Name:        named(display.Languages(tagOf(in)).Name(tag), code),
		EndonymName: named(display.Self.Name(tag), code),
	}
}

// NewCurrency names a currency in the given language.
func NewCurrency(c money.Currency, in string) Currency {
	locale := tagOf(in).String()
	return Currency{IsoCode: CurrencyCode(c), Name: c.Name(locale), Symbol: c.Symbol(locale)}
}

// UnitSystemOf is how a country weighs and measures, after CLDR's measurement systems: three of them not metrically.
func UnitSystemOf(country string) UnitSystem {
	switch country {
	case "US", "LR", "MM":
		return UnitSystemImperialSystem
	}
	return UnitSystemMetricSystem
}

// CountryName is the country's name in a language of the dialect.
func CountryName(country, in string) string { return countryName(country, in) }

func countryName(country, in string) string {
	region, err := language.ParseRegion(country)
	if err != nil {
		return country
	}
	return named(display.Regions(tagOf(in)).Name(region), country)
}

func localeOf(lang, country string) string {
	return strings.ToLower(lang) + "-" + country
}

// tagOf reads the dialect's language codes: "PT_BR", "ZH_CN"; English stands in for what is not known.
func tagOf(code string) language.Tag {
	tag, err := language.Parse(strings.ReplaceAll(code, "_", "-"))
	if err != nil {
		return language.English
	}
	return tag
}

func named(name, code string) string {
	if name == "" {
		return code
	}
	return name
}
