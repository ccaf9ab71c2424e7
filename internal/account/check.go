package account

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cartwright/internal/fold"
	"cartwright/internal/place"
)

const (
	maxName     = 255
	minPassword = 8 // characters
	maxPassword = 255
	maxDevice   = 255
)

var (
	markup = regexp.MustCompile(`<[/!]?[A-Za-z]`)
	links  = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S`)
)

// Fields are what of a customer people write themselves. Nil stays as it is.
type Fields struct {
	Email, FirstName, LastName, Phone *string
	AcceptsMarketing                  *bool
	Password                          *string
}

// String says nothing of the person.
func (Fields) String() string { return "fields of a customer [hidden]" }

// LogValue is String.
func (f Fields) LogValue() slog.Value { return slog.StringValue(f.String()) }

// apply checks fields and puts them on a customer. at is the input they stand in.
func (f Fields) apply(c *Customer, at string) error {
	var errs []error
	if f.Email != nil {
		errs = append(errs, c.setEmail(*f.Email, at))
	}
	for _, n := range []struct {
		text  *string
		to    *string
		field string
	}{{f.FirstName, &c.FirstName, "firstName"}, {f.LastName, &c.LastName, "lastName"}} {
		if n.text != nil {
			*n.to = norm.NFC.String(strings.TrimSpace(*n.text))
			errs = append(errs, checkName(*n.to, at, n.field))
		}
	}
	if f.Phone != nil {
		errs = append(errs, c.setPhone(*f.Phone, at))
	}
	if f.AcceptsMarketing != nil {
		c.AcceptsMarketing = *f.AcceptsMarketing
	}
	if f.Password != nil {
		errs = append(errs, checkPassword(*f.Password, at, "password"))
	}
	return errors.Join(errs...)
}

func (c *Customer) setEmail(text, at string) error {
	email, key, ok := fold.Email(text)
	switch {
	case email == "":
		return invalid(codeBlank, "an e-mail address is needed", at, "email")
	case !ok:
		return invalid(codeInvalid, "this is no e-mail address; use one such as name@example.com", at, "email")
	}
	if _, host, _ := strings.Cut(string(key), "@"); !strings.Contains(host, ".") {
		return invalid(codeBadDomain, "no mail can be sent to this domain", at, "email")
	}
	c.Email, c.EmailKey = email, key
	return nil
}

// setPhone keeps a number in its international form. Without one the key is something random, so that it is unique.
func (c *Customer) setPhone(text, at string) error {
	if strings.TrimSpace(text) == "" {
		c.Phone, c.PhoneKey = "", []byte("-"+rand.Text())
		return nil
	}
	phone, ok := place.Phone(text, "")
	if !ok {
		return invalid(codeInvalid, "this is no phone number; write it with its country, as in +353 1 234 5678", at, "phone")
	}
	c.Phone, c.PhoneKey = phone, []byte(phone)
	return nil
}

func checkName(name, at, field string) error {
	switch {
	case utf8.RuneCountInString(name) > maxName:
		return invalid(codeTooLong, "a name has at most 255 characters", at, field)
	case markup.MatchString(name):
		return invalid(codeMarkup, "a name may hold no markup", at, field)
	case links.MatchString(name):
		return invalid(codeURL, "a name may hold no web address", at, field)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, place.Hidden):
		return invalid(codeInvalid, "a name may hold no control characters", at, field)
	}
	return nil
}

// checkPassword refuses passwords that are too easy to try, or that people could not type again.
func checkPassword(password string, path ...string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case password == "":
		return invalid(codeBlank, "a password is needed", path...)
	case n < minPassword:
		return invalid(codeTooShort, "a password has at least 8 characters", path...)
	case n > maxPassword:
		return invalid(codeTooLong, "a password has at most 255 characters", path...)
	case !utf8.ValidString(password):
		return invalid(codeInvalid, "a password is made of characters (UTF-8)", path...)
	case strings.TrimSpace(password) != password:
		return invalid(codeBlanks, "a password does not begin or end with a blank", path...)
	}
	return nil
}

// checkAddress refuses what is wrong with an address of somebody's book, in the dialect's words for customers. It may lack
// anything but the country; the rest must be right where it is given.
func checkAddress(a place.Address) error {
	words := map[string]string{
		"ADDRESS_FIELD_IS_REQUIRED": codeBlank, "ADDRESS_FIELD_IS_TOO_LONG": codeTooLong,
		"ADDRESS_FIELD_CONTAINS_HTML_TAGS": codeMarkup, "ADDRESS_FIELD_CONTAINS_URL": codeURL,
	}
	fields := map[string]string{"countryCode": "country", "provinceCode": "province"} // as the input of mail calls them
	var errs []error
	for _, p := range a.Check(true) {
		if p.Code == "ADDRESS_FIELD_IS_REQUIRED" && p.Field != "countryCode" {
			continue
		}
		code, field := words[p.Code], fields[p.Field]
		if code == "" {
			code = codeInvalid
		}
		if field == "" {
			field = p.Field
		}
		errs = append(errs, invalid(code, p.Text, "address", field))
	}
	return errors.Join(errs...)
}
