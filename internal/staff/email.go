package staff

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cartwright/internal/fault"
	"cartwright/internal/fold"
)

// loginKey is what accounts are looked for by.
func loginKey(email string) []byte { return fold.EmailKey(email) }

// checkEmail refuses what is no plain address with a fault.Invalid at email.
func checkEmail(text string) (string, []byte, error) {
	email, key, ok := fold.Email(text)
	if !ok {
		return "", nil, fault.Invalidf("email", "this is no e-mail address; use one such as name@example.com")
	}
	return email, key, nil
}

// checkName refuses a name that is none, or too long, or has more than one line.
func checkName(name string) (string, error) {
	name = strings.TrimSpace(norm.NFC.String(name))
	if name == "" || len(name) > 255 || !strings.ContainsFunc(name, unicode.IsGraphic) || strings.ContainsFunc(name, unicode.IsControl) || strings.ToValidUTF8(name, "") != name {
		return "", fault.Invalidf("name", "a name has between 1 and 255 bytes, on one line")
	}
	return name, nil
}
