package place_test

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/place"
)

func TestAddresses(t *testing.T) {
	for name, c := range map[string]struct {
		address place.Address
		lines   []string
		area    string
	}{
		"Ireland":                        {place.Address{Address1: "1 Quay Street", City: "Galway", ProvinceCode: "County Galway", CountryCode: "ie", Zip: "h91 xy12"}, []string{"1 Quay Street", "Galway", "Co Galway", "H91 XY12", "Ireland"}, "Galway, Co Galway, Ireland"},
		"America":                        {place.Address{Address1: "350 Fifth Avenue", City: "New York", ProvinceCode: "new york", CountryCode: "US", Zip: "10118"}, []string{"350 Fifth Avenue", "New York, NY 10118", "United States"}, "New York NY, United States"},
		"Canada":                         {place.Address{Address1: "1 Rue", City: "Québec", ProvinceCode: "CA-QC", CountryCode: "CA", Zip: "G1R 4P5"}, []string{"1 Rue", "Québec QC G1R 4P5", "Canada"}, "Québec QC, Canada"},
		"Germany":                        {place.Address{Address1: "Unter den Linden 1", City: "Berlin", CountryCode: "DE", Zip: "10117"}, []string{"Unter den Linden 1", "10117 Berlin", "Germany"}, "Berlin, Germany"},
		"Britain":                        {place.Address{Address1: "10 Downing Street", City: "London", CountryCode: "GB", Zip: "sw1a 2aa"}, []string{"10 Downing Street", "London", "SW1A 2AA", "United Kingdom"}, "London, United Kingdom"},
		"Japan":                          {place.Address{Address1: "1-1 Chiyoda", City: "Chiyoda", ProvinceCode: "JP-13", CountryCode: "JP", Zip: "100-8111"}, []string{"1-1 Chiyoda", "Chiyoda, Tokyo", "100-8111", "Japan"}, "Chiyoda, Tokyo, Japan"},
		"Australia":                      {place.Address{Address1: "1 George St", City: "Sydney", ProvinceCode: "New South Wales", CountryCode: "AU", Zip: "2000"}, []string{"1 George St", "Sydney NSW 2000", "Australia"}, "Sydney NSW, Australia"},
		"a country without postal codes": {place.Address{Address1: "1 Queen's Road", City: "Central", CountryCode: "HK"}, []string{"1 Queen's Road", "Central", "Hong Kong SAR China"}, "Central, Hong Kong SAR China"},
		"only a country":                 {place.Address{CountryCode: "FR"}, []string{"France"}, "France"},
		"nothing":                        {place.Address{}, []string{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			clean := c.address.Clean()
			if diff := cmp.Diff(c.lines, clean.Lines(false, false)); diff != "" {
				t.Error(diff)
			}
			if got := clean.Area(); got != c.area {
				t.Errorf("the area is %q, want %q", got, c.area)
			}
			if again := clean.Clean(); again != clean {
				t.Errorf("cleaned once more it is %+v", again)
			}
		})
	}
	t.Run("name and company stand above", func(t *testing.T) {
		a := place.Address{FirstName: "A", LastName: "B", Company: "C", Address1: "1 Rue", CountryCode: "FR"}
		if diff := cmp.Diff([]string{"A B", "C", "1 Rue", "France"}, a.Lines(true, true)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestCheck(t *testing.T) {
	ny := place.Address{Address1: "350 Fifth Avenue", City: "New York", ProvinceCode: "NY", CountryCode: "US", Zip: "10118", Phone: "+1 212 736 3100"}
	for name, c := range map[string]struct {
		change func(*place.Address)
		loose  []string
		strict []string
	}{
		"right":               {func(*place.Address) {}, nil, nil},
		"no country":          {func(a *place.Address) { a.CountryCode = "" }, []string{"countryCode ADDRESS_FIELD_IS_REQUIRED"}, []string{"countryCode ADDRESS_FIELD_IS_REQUIRED"}},
		"an unknown country":  {func(a *place.Address) { a.CountryCode = "QQ" }, []string{"countryCode ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN"}, []string{"countryCode ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN"}},
		"markup":              {func(a *place.Address) { a.City = "<b>x" }, []string{"city ADDRESS_FIELD_CONTAINS_HTML_TAGS"}, []string{"city ADDRESS_FIELD_CONTAINS_HTML_TAGS"}},
		"a sign of less":      {func(a *place.Address) { a.City = "a < b" }, nil, nil},
		"a web address":       {func(a *place.Address) { a.Company = "see www.example.com" }, []string{"company ADDRESS_FIELD_CONTAINS_URL"}, []string{"company ADDRESS_FIELD_CONTAINS_URL"}},
		"emojis":              {func(a *place.Address) { a.FirstName = "😀" }, []string{"firstName ADDRESS_FIELD_CONTAINS_EMOJIS"}, []string{"firstName ADDRESS_FIELD_CONTAINS_EMOJIS"}},
		"control characters":  {func(a *place.Address) { a.Address2 = "a\x00b" }, []string{"address2 ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN"}, []string{"address2 ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN"}},
		"an unknown province": {func(a *place.Address) { a.ProvinceCode = "XX" }, nil, []string{"provinceCode PROVINCE_NOT_FOUND"}},
		"no postal code":      {func(a *place.Address) { a.Zip = "1" }, nil, []string{"zip INVALID_ZIP_CODE_FOR_COUNTRY"}},
		"no phone number":     {func(a *place.Address) { a.Phone = "call me" }, nil, []string{"phone ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN"}},
		"half an address":     {func(a *place.Address) { a.City, a.Zip = "", "" }, nil, []string{"city ADDRESS_FIELD_IS_REQUIRED", "zip ADDRESS_FIELD_IS_REQUIRED"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := ny
			c.change(&a)
			for strict, want := range map[bool][]string{false: c.loose, true: c.strict} {
				var got []string
				for _, p := range a.Check(strict) {
					got = append(got, p.Field+" "+p.Code)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("strict %v: %s", strict, diff)
				}
			}
		})
	}
}

func TestCountries(t *testing.T) {
	for text, want := range map[string]string{"ie": "IE", "Ireland": "IE", " united states ": "US", "USA": "US", "Côte d’Ivoire": "CI", "Nowhere": "Nowhere"} {
		if got := place.CountryCode(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, c := range []struct {
		text, country, want string
		ok                  bool
	}{{"+353 1 679 2222", "", "+35316792222", true}, {"01 679 2222", "IE", "+35316792222", true}, {"0", "IE", "", false}, {"call me", "IE", "", false}, {"", "", "", false}} {
		if got, ok := place.Phone(c.text, c.country); got != c.want || ok != c.ok {
			t.Errorf("%q from %q is %q, %v", c.text, c.country, got, ok)
		}
	}
}

// FuzzAddress looks for addresses that are not clean after they were cleaned.
func FuzzAddress(f *testing.F) {
	f.Add("1 Quay Street", "Galway", "G", "ie", "h91 xy12", "01 679 2222")
	f.Add("1 Quay Street", "New York", "ny", "us", "10118", "+1 212 736 3100")
	f.Fuzz(func(t *testing.T, line, city, province, country, zip, phone string) {
		a := place.Address{Address1: line, City: city, ProvinceCode: province, CountryCode: country, Zip: zip, Phone: phone}
		a.Check(true)
		clean := a.Clean()
		if again := clean.Clean(); again != clean && utf8.ValidString(line+city+province+country+zip+phone) {
			t.Errorf("%+v became %+v", clean, again)
		}
		if clean.Lines(true, true) == nil {
			t.Error("an address has no lines")
		}
		clean.Area()
	})
}
