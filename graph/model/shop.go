package model

import (
	"net/url"

	"cartwright/internal/money"
	"cartwright/internal/shop"
)

// Shop is the shop itself.
type Shop struct {
	Row  *shop.Settings
	View *View
	Kin  *Siblings[int64] // itself alone: what its fields share
}

// ID is the global id.
func (s *Shop) ID() string { return GID("Shop", s.Row.ID) }

// Name is the shop's name.
func (s *Shop) Name() string { return s.Row.Name }

// Description is a sentence about the shop.
func (s *Shop) Description() *string { return text(s.Row.Description) }

// MoneyFormat is how storefronts write amounts.
func (s *Shop) MoneyFormat() string {
	return money.MoneyFormat(s.Row.Currency, localeOf(s.Row.Language, s.Row.Country))
}

// PrimaryDomain is where people visit the shop.
func (s *Shop) PrimaryDomain() Domain {
	address := s.View.ShopURL()
	d := Domain{URL: address}
	if u, err := url.Parse(address); err == nil {
		d.Host, d.SslEnabled = u.Host, u.Scheme == "https"
	}
	return d
}

// PaymentSettings says how the shop can be paid.
func (s *Shop) PaymentSettings() PaymentSettings {
	p := PaymentSettings{
		AcceptedCardBrands:           []CardBrand{},
		CardVaultURL:                 s.View.Origin + "/cards",
		CountryCode:                  CountryCode(s.Row.Country),
		CurrencyCode:                 CurrencyCode(s.Row.Currency),
		EnabledPresentmentCurrencies: []CurrencyCode{CurrencyCode(s.Row.Currency)},
		SupportedDigitalWallets:      []DigitalWallet{},
	}
	for _, c := range s.Row.Payment.Cards {
		p.AcceptedCardBrands = append(p.AcceptedCardBrands, CardBrand(c))
	}
	for _, w := range s.Row.Payment.Wallets {
		p.SupportedDigitalWallets = append(p.SupportedDigitalWallets, DigitalWallet(w))
	}
	return p
}

// ShipsToCountries are the countries the shop sends to.
func (s *Shop) ShipsToCountries() []CountryCode {
	out := make([]CountryCode, len(s.Row.Countries))
	for i, c := range s.Row.Countries {
		out[i] = CountryCode(c)
	}
	return out
}

// CustomerAccountURL is null: there are no account pages.
func (s *Shop) CustomerAccountURL() *string { return nil }

// CustomerAccountTranslations is null: there are no account pages.
func (s *Shop) CustomerAccountTranslations() []Translation { return nil }

// SocialLoginProviders is empty: people sign in with the shop alone.
func (s *Shop) SocialLoginProviders() []SocialLoginProvider { return []SocialLoginProvider{} }

// ShopPayInstallmentsPricing is null: nothing is sold by instalments.
func (s *Shop) ShopPayInstallmentsPricing() *ShopPayInstallmentsPricing { return nil }

// ShopPolicy is one of the shop's policies.
type ShopPolicy struct {
	Row  *shop.Policy
	View *View
}

// ID is the global id.
func (p *ShopPolicy) ID() string { return GID("ShopPolicy", p.Row.ID) }

// Handle names the policy in addresses.
func (p *ShopPolicy) Handle() string { return p.Row.Handle }

// Title is the policy's heading.
func (p *ShopPolicy) Title() string { return p.Row.Title }

// Body is the text as it was laid out.
func (p *ShopPolicy) Body() string { return p.Row.Body }

// URL is the policy's page.
func (p *ShopPolicy) URL() string { return p.View.ShopURL("policies", p.Row.Handle) }

// Location is a place where stock is kept.
type Location struct {
	Row *shop.Location
	Kin *Siblings[int64]
}

// NewLocations shows rows that belong together.
func NewLocations(rows []shop.Location) []*Location {
	kin := NewSiblings(ids(rows, func(l shop.Location) int64 { return l.ID }))
	out := make([]*Location, len(rows))
	for i := range rows {
		out[i] = &Location{Row: &rows[i], Kin: kin}
	}
	return out
}

// ID is the global id.
func (l *Location) ID() string { return GID("Location", l.Row.ID) }

// Name is what the shop calls the place.
func (l *Location) Name() string { return l.Row.Name }

// Address is where it is.
func (l *Location) Address() LocationAddress {
	a := LocationAddress{
		Address1: text(l.Row.Address1), Address2: text(l.Row.Address2), City: text(l.Row.City), Zip: text(l.Row.Zip),
		Province: text(l.Row.Province), ProvinceCode: text(l.Row.ProvinceCode), CountryCode: text(l.Row.CountryCode),
		Country: text(countryName(l.Row.CountryCode, "en")), Phone: text(l.Row.Phone),
		Latitude: l.Row.Latitude, Longitude: l.Row.Longitude, Formatted: []string{},
	}
	for _, line := range []string{l.Row.Address1, l.Row.Address2, join(l.Row.Zip, l.Row.City), l.Row.Province, countryName(l.Row.CountryCode, "en")} {
		if line != "" {
			a.Formatted = append(a.Formatted, line)
		}
	}
	return a
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// Market is a group of countries that are sold to in the same way.
type Market struct {
	Row *shop.Market
}

// ID is the global id.
func (m *Market) ID() string { return GID("Market", m.Row.ID) }

// Handle names the market.
func (m *Market) Handle() string { return m.Row.Handle }
