package place

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/bojanz/address"
)

// Problem is something wrong with an address. Field is the dialect's name of the input field, Code one of the dialect's
// words for errors in addresses.
type Problem struct {
	Field string
	Code  string
	Text  string
}

// maxField is how long a part of an address may be, in characters.
const maxField = 255

var (
	markup = regexp.MustCompile(`<[/!]?[A-Za-z]`)
	link   = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S`)
)

// Check tells what is wrong with an address as it was typed. The country must be right, and nothing may be in it that is no
// part of an address. With strict all of it must be right, and everything that mail to the country needs must be there:
// these are the dialect's COUNTRY_CODE_ONLY and STRICT.
func (a Address) Check(strict bool) []Problem {
	var out []Problem
	wrong := func(field, code, format string, args ...any) {
		out = append(out, Problem{field, code, fmt.Sprintf(format, args...)})
	}
	a = a.trimmed()
	for _, f := range a.fields() {
		switch {
		case utf8.RuneCountInString(f.text) > maxField:
			wrong(f.name, "ADDRESS_FIELD_IS_TOO_LONG", "at most %d characters", maxField)
		case markup.MatchString(f.text):
			wrong(f.name, "ADDRESS_FIELD_CONTAINS_HTML_TAGS", "this may hold no markup")
		case link.MatchString(f.text):
			wrong(f.name, "ADDRESS_FIELD_CONTAINS_URL", "this may hold no web address")
		case strings.ContainsFunc(f.text, emoji):
			wrong(f.name, "ADDRESS_FIELD_CONTAINS_EMOJIS", "this may hold no emojis")
		case !utf8.ValidString(f.text) || strings.ContainsFunc(f.text, Hidden):
			wrong(f.name, "ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN", "this may hold no control characters")
		}
	}
	if len(out) > 0 {
		return out
	}
	if a.CountryCode == "" {
		wrong("countryCode", "ADDRESS_FIELD_IS_REQUIRED", "say which country")
		return out
	}
	if !KnownCountry(a.CountryCode) {
		wrong("countryCode", "ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN", "%q is no country", a.CountryCode)
		return out
	}
	if !strict {
		return out
	}
	f := address.GetFormat(a.CountryCode)
	if _, _, ok := Province(a.CountryCode, a.ProvinceCode); !ok {
		wrong("provinceCode", "PROVINCE_NOT_FOUND", "%s has no province %q", CountryName(a.CountryCode), a.ProvinceCode)
	}
	if a.Zip != "" && !postalCode(a.CountryCode, strings.ToUpper(a.Zip)) {
		wrong("zip", "INVALID_ZIP_CODE_FOR_COUNTRY", "%q is no postal code of %s", a.Zip, CountryName(a.CountryCode))
	}
	if a.Phone != "" {
		if _, ok := Phone(a.Phone, a.CountryCode); !ok {
			wrong("phone", "ADDRESS_FIELD_DOES_NOT_MATCH_EXPECTED_PATTERN", "this is no phone number; write it with its country, as in +353 1 234 5678")
		}
	}
	return append(out, a.missing(f)...)
}

// postalCodes are the patterns of countries that were asked for, compiled.
var postalCodes sync.Map // of *regexp.Regexp by country

// postalCode reports whether a text is a postal code of a country. The whole of it is: the data's own check would take a
// pattern of several forms as that of something within the text.
func postalCode(country, text string) bool {
	known, ok := postalCodes.Load(country)
	if !ok {
		known, _ = postalCodes.LoadOrStore(country, regexp.MustCompile(`^(?:`+address.GetFormat(country).PostalCodePattern+`)$`))
	}
	pattern := known.(*regexp.Regexp)
	return pattern.String() == "^(?:)$" || pattern.MatchString(text)
}

// missing is what mail to the country needs and the address lacks; where the country has one town, that goes without saying.
func (a Address) missing(f address.Format) []Problem {
	var out []Problem
	for _, need := range []struct {
		field address.Field
		name  string
		text  string
	}{{address.FieldLine1, "address1", a.Address1}, {address.FieldLocality, "city", a.City}, {address.FieldRegion, "provinceCode", a.ProvinceCode}, {address.FieldPostalCode, "zip", a.Zip}} {
		if f.Defaults[need.field] == "" && !f.CheckRequired(need.field, need.text) {
			out = append(out, Problem{need.name, "ADDRESS_FIELD_IS_REQUIRED", "mail to " + CountryName(a.CountryCode) + " needs this"})
		}
	}
	return out
}

type field struct{ name, text string }

func (a Address) fields() []field {
	return []field{{"firstName", a.FirstName}, {"lastName", a.LastName}, {"company", a.Company}, {"address1", a.Address1}, {"address2", a.Address2},
		{"city", a.City}, {"provinceCode", a.ProvinceCode}, {"countryCode", a.CountryCode}, {"zip", a.Zip}, {"phone", a.Phone}}
}

func (a Address) trimmed() Address {
	for _, field := range []*string{&a.FirstName, &a.LastName, &a.Company, &a.Address1, &a.Address2, &a.City, &a.ProvinceCode, &a.CountryCode, &a.Zip, &a.Phone} {
		*field = strings.TrimSpace(*field)
	}
	a.CountryCode = strings.ToUpper(a.CountryCode)
	return a
}

// Hidden reports whether a rune controls how a text is shown: control characters, and those that turn the direction of
// what follows, with which a label reads otherwise than it is. Joiners are left: names are written with them.
func Hidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// pictures are the blocks of emojis, and those of the older symbols that are shown as such.
var pictures = &unicode.RangeTable{
	R16: []unicode.Range16{{0x20E3, 0x20E3, 1}, {0x231A, 0x231B, 1}, {0x23E9, 0x23FA, 1}, {0x2600, 0x27BF, 1}, {0x2B1B, 0x2B1C, 1}, {0x2B50, 0x2B55, 5}, {0xFE0F, 0xFE0F, 1}},
	R32: []unicode.Range32{{0x1F000, 0x1FAFF, 1}},
}

// emoji reports whether a rune is a picture rather than a letter, a sign of writing, or a mark.
func emoji(r rune) bool { return unicode.Is(pictures, r) }
