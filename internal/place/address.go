package place

import (
	"strings"

	"github.com/bojanz/address"
	"golang.org/x/text/unicode/norm"
)

// Address is where something is sent. Country and province are codes: "US", "NY".
type Address struct {
	FirstName    string `json:"firstName,omitempty"`
	LastName     string `json:"lastName,omitempty"`
	Company      string `json:"company,omitempty"`
	Address1     string `json:"address1,omitempty"`
	Address2     string `json:"address2,omitempty"`
	City         string `json:"city,omitempty"`
	ProvinceCode string `json:"provinceCode,omitempty"`
	CountryCode  string `json:"countryCode,omitempty"`
	Zip          string `json:"zip,omitempty"`
	Phone        string `json:"phone,omitempty"`
}

// Name is first and last name.
func (a Address) Name() string { return strings.TrimSpace(a.FirstName + " " + a.LastName) }

// Lines are an envelope's, in the order the country writes them, with the country's name last.
func (a Address) Lines(withName, withCompany bool) []string {
	var lines []string
	add := func(line string) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if withName {
		add(a.Name())
	}
	if withCompany {
		add(a.Company)
	}
	for _, line := range strings.Split(a.layout(), "\n") {
		add(line)
	}
	add(CountryName(a.CountryCode))
	if lines == nil {
		return []string{}
	}
	return lines
}

// layout fills the country's layout. A part that is missing takes the marks before it along.
func (a Address) layout() string {
	f := address.GetFormat(a.CountryCode)
	province := a.ProvinceCode
	if _, name, ok := Province(a.CountryCode, a.ProvinceCode); ok && !f.ShowRegionID && name != "" {
		province = name
	}
	if a.City == "" && a.Address1 != "" {
		a.City = f.Defaults[address.FieldLocality]
	}
	values := map[byte]string{'1': a.Address1, '2': a.Address2, 'L': a.City, 'R': province, 'P': a.Zip}
	if !strings.Contains(f.Layout, "%R") && province != "" { // countries that leave provinces out of addresses
		province = ""
	}
	var out []string
	for _, pattern := range strings.Split(f.Layout, "\n") {
		var line strings.Builder
		mark := ""
		for i := 0; i < len(pattern); i++ {
			if pattern[i] != '%' || i+1 == len(pattern) {
				mark += string(pattern[i])
				continue
			}
			i++
			if value := values[pattern[i]]; value != "" {
				if line.Len() > 0 || strings.TrimSpace(mark) != "" && !strings.ContainsAny(mark, ",-") {
					line.WriteString(mark)
				}
				line.WriteString(value)
			}
			mark = ""
		}
		out = append(out, line.String())
	}
	return strings.Join(out, "\n")
}

// Area is town, province and country: "New York NY, United States", "Galway, Ireland".
func (a Address) Area() string {
	town := a.City
	if address.GetFormat(a.CountryCode).ShowRegionID && a.ProvinceCode != "" {
		town = strings.TrimSpace(town + " " + a.ProvinceCode)
	} else if _, name, ok := Province(a.CountryCode, a.ProvinceCode); ok && name != "" && name != a.City {
		town = join(town, name)
	}
	return join(town, CountryName(a.CountryCode))
}

func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", ")
}

// Clean writes an address as it is kept: blanks folded, codes in capitals, the province by its code, the phone number in
// its international form. Cleaning a clean address changes nothing.
func (a Address) Clean() Address {
	a.CountryCode, a.Zip = strings.ToUpper(a.CountryCode), strings.ToUpper(a.Zip)
	for _, field := range []*string{&a.FirstName, &a.LastName, &a.Company, &a.Address1, &a.Address2, &a.City, &a.ProvinceCode, &a.CountryCode, &a.Zip, &a.Phone} {
		*field = norm.NFC.String(strings.Join(strings.Fields(strings.ToValidUTF8(*field, "\uFFFD")), " "))
	}
	if code, _, ok := Province(a.CountryCode, a.ProvinceCode); ok {
		a.ProvinceCode = code
	}
	if phone, ok := Phone(a.Phone, a.CountryCode); ok {
		a.Phone = phone
	}
	return a
}
