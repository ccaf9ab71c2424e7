package fold

import (
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// maxEmail is the longest address that travels (RFC 5321, section 4.5.3.1), in bytes.
const maxEmail = 254

// hosts writes a host as it is looked up (UTS #46), and refuses what cannot be one.
var hosts = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.VerifyDNSLength(true))

// EmailKey is the one way that an address is written when accounts are looked for: without blanks around it, composed
// (NFC), in small letters, the host in ASCII. Two addresses that people take for one have one key, in every database. It
// exists for every text, so that a sign-in with something else is counted and refused like any other.
func EmailKey(email string) []byte {
	text := norm.NFC.String(strings.ToLower(norm.NFC.String(strings.TrimSpace(strings.ToValidUTF8(email, "\uFFFD")))))
	if at := strings.LastIndexByte(text, '@'); at >= 0 {
		if host, err := hosts.ToASCII(text[at+1:]); err == nil {
			text = text[:at+1] + host
		}
	}
	return []byte(text)
}

// Email is a plain address as it is kept, with its key; ok is false for what mail cannot be sent to.
func Email(text string) (email string, key []byte, ok bool) {
	email = norm.NFC.String(strings.TrimSpace(text))
	key = EmailKey(email)
	parsed, err := mail.ParseAddress(email)
	_, host, _ := strings.Cut(email, "@")
	_, hostErr := hosts.ToASCII(host)
	ok = err == nil && hostErr == nil && parsed.Address == email && parsed.Name == "" && len(email) <= maxEmail && len(key) <= maxEmail &&
		!strings.ContainsFunc(email, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	return email, key, ok
}
