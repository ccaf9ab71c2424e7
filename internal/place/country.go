package place

import (
	"strings"

	"github.com/bojanz/address"
	"github.com/nyaruka/phonenumbers"

	"cartwright/internal/fold"
)

// KnownCountry reports whether a code is a country's.
func KnownCountry(code string) bool { return code != "" && address.CheckCountryCode(code) }

// CountryName is a country's name in English; empty for a code that is none.
func CountryName(code string) string { return address.GetCountryNames()[code] }

// CountryCode reads a country by its code or its English name, however it is written; what is neither comes back as it is.
func CountryCode(text string) string {
	text = strings.TrimSpace(text)
	if code := strings.ToUpper(text); len(code) == 2 && KnownCountry(code) {
		return code
	}
	if code, ok := countries[string(fold.Key(text))]; ok {
		return code
	}
	return text
}

// countries are the codes by the folded names.
var countries = byName(address.GetCountryNames())

func byName(names map[string]string) map[string]string {
	out := make(map[string]string, len(names))
	for code, name := range names {
		out[string(fold.Key(name))] = code
	}
	out["united states of america"], out["usa"], out["uk"], out["great britain"] = "US", "US", "GB", "GB"
	return out
}

// Province finds a province of a country by its code or its name, however it is written. Where the country has provinces
// and this is none of them, ok is false; where none is named, or the data knows none of the country, code is empty.
func Province(country, text string) (code, name string, ok bool) {
	regions := address.GetFormat(country).Regions
	text = strings.TrimSpace(text)
	if regions.Len() == 0 || text == "" {
		return "", "", true
	}
	short := strings.TrimPrefix(strings.ToUpper(text), country+"-")
	for _, key := range []string{short, country + "-" + short} {
		if name, ok := regions.Get(key); ok {
			return key, name, true
		}
	}
	wanted := plain(text)
	for _, key := range regions.Keys() {
		if name, _ := regions.Get(key); plain(name) == wanted {
			return key, name, true
		}
	}
	return "", "", false
}

// plain is a province's name as it is compared: folded, and without the word county.
func plain(name string) string {
	text := strings.ReplaceAll(string(fold.Key(name)), ".", "")
	for _, word := range []string{"county ", "co "} {
		text = strings.TrimPrefix(text, word)
	}
	return strings.TrimSuffix(text, " county")
}

// Phone reads a phone number, dialled from the country where it names none, and gives its international form (E.164).
func Phone(text, country string) (e164 string, ok bool) {
	n, err := phonenumbers.Parse(text, country)
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}
