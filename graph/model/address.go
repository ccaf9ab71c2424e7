package model

import "cartwright/internal/place"

// MailingAddress is an address as mail needs it.
type MailingAddress struct {
	Number string // the global id
	Row    place.Address
}

// ID is the global id.
func (m *MailingAddress) ID() string { return m.Number }

// Address1 is street and number.
func (m *MailingAddress) Address1() *string { return text(m.Row.Address1) }

// Address2 is flat, floor or building.
func (m *MailingAddress) Address2() *string { return text(m.Row.Address2) }

// City is the town.
func (m *MailingAddress) City() *string { return text(m.Row.City) }

// Company is the company at the address.
func (m *MailingAddress) Company() *string { return text(m.Row.Company) }

// Country is the country by name.
func (m *MailingAddress) Country() *string { return text(place.CountryName(m.Row.CountryCode)) }

// CountryCode is the older form of CountryCodeV2.
func (m *MailingAddress) CountryCode() *string { return text(m.Row.CountryCode) }

// CountryCodeV2 is the country's ISO 3166 code.
func (m *MailingAddress) CountryCodeV2() *CountryCode {
	if m.Row.CountryCode == "" {
		return nil
	}
	code := CountryCode(m.Row.CountryCode)
	return &code
}

// FirstName is the first name.
func (m *MailingAddress) FirstName() *string { return text(m.Row.FirstName) }

// LastName is the last name.
func (m *MailingAddress) LastName() *string { return text(m.Row.LastName) }

// Name is first and last name.
func (m *MailingAddress) Name() *string { return text(m.Row.Name()) }

// Formatted is the envelope's lines.
func (m *MailingAddress) Formatted(withCompany, withName *bool) []string {
	return m.Row.Lines(withName != nil && *withName, withCompany == nil || *withCompany)
}

// FormattedArea is town, province and country.
func (m *MailingAddress) FormattedArea() *string { return text(m.Row.Area()) }

// Latitude is null: addresses are not looked up on a map.
func (m *MailingAddress) Latitude() *float64 { return nil }

// Longitude is null: addresses are not looked up on a map.
func (m *MailingAddress) Longitude() *float64 { return nil }

// Phone is the phone number.
func (m *MailingAddress) Phone() *string { return text(m.Row.Phone) }

// Province is the state, province or county by name.
func (m *MailingAddress) Province() *string {
	_, name, ok := place.Province(m.Row.CountryCode, m.Row.ProvinceCode)
	if !ok { // as it was typed
		return text(m.Row.ProvinceCode)
	}
	return text(name)
}

// ProvinceCode is the code of it.
func (m *MailingAddress) ProvinceCode() *string { return text(m.Row.ProvinceCode) }

// Zip is the postal code.
func (m *MailingAddress) Zip() *string { return text(m.Row.Zip) }

// CartDeliveryAddress is an address as a cart keeps it.
type CartDeliveryAddress struct{ Row place.Address }

// mail is the same address with the same methods.
func (a *CartDeliveryAddress) mail() *MailingAddress { return &MailingAddress{Row: a.Row} }

// Address1 is street and number.
func (a *CartDeliveryAddress) Address1() *string { return text(a.Row.Address1) }

// Address2 is flat, floor or building.
func (a *CartDeliveryAddress) Address2() *string { return text(a.Row.Address2) }

// City is the town.
func (a *CartDeliveryAddress) City() *string { return text(a.Row.City) }

// Company is the company at the address.
func (a *CartDeliveryAddress) Company() *string { return text(a.Row.Company) }

// CountryCode is the country's ISO 3166 code.
func (a *CartDeliveryAddress) CountryCode() *string { return text(a.Row.CountryCode) }

// FirstName is the first name.
func (a *CartDeliveryAddress) FirstName() *string { return text(a.Row.FirstName) }

// LastName is the last name.
func (a *CartDeliveryAddress) LastName() *string { return text(a.Row.LastName) }

// Name is first and last name.
func (a *CartDeliveryAddress) Name() *string { return text(a.Row.Name()) }

// Formatted is the envelope's lines.
func (a *CartDeliveryAddress) Formatted(withCompany, withName *bool) []string {
	return a.mail().Formatted(withCompany, withName)
}

// FormattedArea is town, province and country.
func (a *CartDeliveryAddress) FormattedArea() *string { return a.mail().FormattedArea() }

// Latitude is null: addresses are not looked up on a map.
func (a *CartDeliveryAddress) Latitude() *float64 { return nil }

// Longitude is null: addresses are not looked up on a map.
func (a *CartDeliveryAddress) Longitude() *float64 { return nil }

// Phone is the phone number.
func (a *CartDeliveryAddress) Phone() *string { return text(a.Row.Phone) }

// ProvinceCode is the code of state, province or county.
func (a *CartDeliveryAddress) ProvinceCode() *string { return text(a.Row.ProvinceCode) }

// Zip is the postal code.
func (a *CartDeliveryAddress) Zip() *string { return text(a.Row.Zip) }
