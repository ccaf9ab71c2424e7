package model

import (
	"strings"
	"time"

	"cartwright/internal/shop"
)

// Email is the shop's address for mail.
func (s *Shop) Email() *string { return text(s.Row.Email) }

// Languages are those that the shop serves.
func (s *Shop) Languages() []LanguageCode {
	out := make([]LanguageCode, len(s.Row.Languages))
	for i, l := range s.Row.Languages {
		out[i] = LanguageCode(l)
	}
	return out
}

// Phone is the shop's telephone number.
func (s *Shop) Phone() *string { return text(s.Row.Phone) }

// PublicURL is the storefront that people visit.
func (s *Shop) PublicURL() *string { return text(s.Row.PublicURL) }

// Version counts the writings of the settings.
func (s *Shop) Version() int { return int(s.Row.Version) }

// Countries are those that the market is for.
func (m *Market) Countries() []CountryCode {
	out := make([]CountryCode, len(m.Row.Countries))
	for i, c := range m.Row.Countries {
		out[i] = CountryCode(c)
	}
	return out
}

// Enabled reports whether the market counts.
func (m *Market) Enabled() bool { return !m.Row.Disabled }

// Name is what people call the market.
func (m *Market) Name() string { return m.Row.Name }

// Version counts the market's writings.
func (m *Market) Version() int { return int(m.Row.Version) }

// NewMarkets shows rows.
func NewMarkets(rows []shop.Market) []*Market {
	out := make([]*Market, len(rows))
	for i := range rows {
		out[i] = &Market{Row: &rows[i]}
	}
	return out
}

// Type says which policy it is.
func (p *ShopPolicy) Type() ShopPolicyType {
	name := strings.ToUpper(string(p.Row.Kind))
	if !ShopPolicyType(name).IsValid() {
		name += "_POLICY"
	}
	return ShopPolicyType(name)
}

// PolicyKindOf is a policy of the schema in the words of the room.
func PolicyKindOf(t ShopPolicyType) shop.PolicyKind {
	return shop.PolicyKind(strings.ToLower(strings.TrimSuffix(string(t), "_POLICY")))
}

// UpdatedAt is when the policy was last written.
func (p *ShopPolicy) UpdatedAt() time.Time { return p.Row.UpdatedAt }

// Version counts the policy's writings.
func (p *ShopPolicy) Version() int { return int(p.Row.Version) }
