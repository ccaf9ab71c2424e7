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

// CartDeliveryAddress is an address as a cart keeps it: a mailing address without an id of its own.
type CartDeliveryAddress struct{ MailingAddress }
