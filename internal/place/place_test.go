package place_test

import (
	"slices"
	"strings"
	"testing"

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
		"France":                         {place.Address{Address1: "8 Rue de Londres", Address2: "Bât. B", City: "Paris", CountryCode: "fr", Zip: "75009"}, []string{"8 Rue de Londres", "Bât. B", "75009 Paris", "France"}, "Paris, France"},
		"Brazil":                         {place.Address{Address1: "Av. Paulista 1578", City: "São Paulo", ProvinceCode: "sao paulo", CountryCode: "BR", Zip: "01310-200"}, []string{"Av. Paulista 1578", "São Paulo-SP", "01310-200", "Brazil"}, "São Paulo SP, Brazil"},
		"Korea":                          {place.Address{Address1: "152 Teheran-ro", City: "Gangnam-gu", ProvinceCode: "Seoul", CountryCode: "KR", Zip: "06236"}, []string{"152 Teheran-ro", "Gangnam-gu", "Seoul", "06236", "South Korea"}, "Gangnam-gu, Seoul, South Korea"},
		"Italy":                          {place.Address{Address1: "Via Roma 1", City: "Torino", ProvinceCode: "Torino", CountryCode: "IT", Zip: "10123"}, []string{"Via Roma 1", "10123 Torino TO", "Italy"}, "Torino TO, Italy"},
		"a country of one town":          {place.Address{Address1: "1 Orchard Road", CountryCode: "SG", Zip: "238824"}, []string{"1 Orchard Road", "Singapore 238824", "Singapore"}, "Singapore"},
		"a country without provinces":    {place.Address{Address1: "Main Street 1", City: "Valletta", ProvinceCode: "nowhere", CountryCode: "MT", Zip: "VLT 1117"}, []string{"Main Street 1", "Valletta VLT 1117", "Malta"}, "Valletta, Malta"},
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

func TestPostalCodes(t *testing.T) {
	for country, codes := range map[string]struct{ right, wrong []string }{
		"GB": {[]string{"sw1a 2aa", "GIR 0AA", "BFPO 1", "M11AE"}, []string{"x SW1A 2AA y", "GIR 0AAA", "1 BFPO 1", "SW1A"}},
		"IE": {[]string{"H91 XY12", "d02x285"}, []string{"H91", "H91 XY123"}},
		"US": {[]string{"10118", "10118-0110"}, []string{"1011", "101180", "x10118y"}},
		"CA": {[]string{"G1R 4P5", "g1r4p5"}, []string{"G1R", "D1R 4P5"}},
		"BR": {[]string{"01310-200", "01310200"}, []string{"01310"}},
		"JP": {[]string{"100-8111", "1008111"}, []string{"100-811"}},
		"KR": {[]string{"06236"}, []string{"062-36"}},
		"IT": {[]string{"10123"}, []string{"1012"}},
		"DE": {[]string{"10117"}, []string{"D-10117"}},
		"FR": {[]string{"75009"}, []string{"7500"}},
		"AU": {[]string{"2000"}, []string{"20000"}},
		"TW": {[]string{"106", "10699", "106999"}, []string{"1 06"}},
		"AE": {[]string{"", "anything"}, nil}, // has none
	} {
		for _, list := range []struct {
			codes []string
			wrong bool
		}{{codes.right, false}, {codes.wrong, true}} {
			for _, zip := range list.codes {
				wrong := slices.ContainsFunc(place.Address{CountryCode: country, Zip: zip}.Check(true), func(p place.Problem) bool { return p.Code == "INVALID_ZIP_CODE_FOR_COUNTRY" })
				if wrong != list.wrong {
					t.Errorf("%s %q is wrong: %v", country, zip, wrong)
				}
			}
		}
	}
}

func TestWriting(t *testing.T) {
	for text, want := range map[string]string{
		"ශ්\u200dරී": "", "نمی\u200cدانم": "", "Ægir & Søn №\u00a07": "", "a < b": "", "東京": "",
		"☎ 555": "ADDRESS_FIELD_CONTAINS_EMOJIS", "1\ufe0f\u20e3": "ADDRESS_FIELD_CONTAINS_EMOJIS", "⭐": "ADDRESS_FIELD_CONTAINS_EMOJIS", "🇮🇪": "ADDRESS_FIELD_CONTAINS_EMOJIS",
		"a\u202eb": "ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN", "a\nb": "ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN", "a\xff": "ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN",
		"</p>": "ADDRESS_FIELD_CONTAINS_HTML_TAGS", "HTTPS://x": "ADDRESS_FIELD_CONTAINS_URL", strings.Repeat("ж", 256): "ADDRESS_FIELD_IS_TOO_LONG", strings.Repeat("ж", 255): "",
	} {
		got := ""
		for _, p := range (place.Address{CountryCode: "IE", City: text}).Check(false) {
			got += p.Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
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
		if again := clean.Clean(); again != clean {
			t.Errorf("%+v became %+v", clean, again)
		}
		if clean.Lines(true, true) == nil {
			t.Error("an address has no lines")
		}
		clean.Area()
	})
}
