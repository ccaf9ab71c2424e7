package mail

import (
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"cartwright/internal/fault"
)

// The lengths that are accepted: RFC 5321, section 4.5.3.1, leaves 254 bytes for an address; a name is for a greeting.
const (
	maxAddress  = 254
	maxName     = 255 // letters
	maxGreeting = 60  // letters of a name that a mail greets
)

// hosts writes a host as it is looked up (UTS #46), and refuses what cannot be one, by its letters or its length.
var hosts = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.VerifyDNSLength(true))

// checkAddress refuses what is no plain e-mail address (no name, no comment, no quotes, nothing that could end a line)
// with a fault.Invalid at email. Its host comes back in ASCII, as it travels.
func checkAddress(text string) (string, error) {
	refuse := func() (string, error) {
		return "", fault.Invalidf("email", "this is no e-mail address; use one such as name@example.com")
	}
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text || parsed.Name != "" || oneLine(text) != text {
		return refuse()
	}
	at := strings.LastIndexByte(text, '@')
	host, err := hosts.ToASCII(text[at+1:])
	if err != nil || host == "" {
		return refuse()
	}
	if address := text[:at+1] + host; len(address) <= maxAddress {
		return address, nil
	}
	return refuse()
}

// cleanName is a name on one line, cut to what the column holds.
func cleanName(name string) string {
	letters := []rune(oneLine(name))
	return strings.TrimSpace(string(letters[:min(len(letters), maxName)]))
}

// greeting is the name that a mail greets, or nothing where the name looks like a message of its own: anybody can
// register somebody else's address under any name, and the shop shall not carry their advertising.
func greeting(name string) string {
	if len([]rune(name)) > maxGreeting || strings.ContainsAny(name, "/:@<>\\") || strings.Contains(strings.ToLower(name), "www.") {
		return ""
	}
	return name
}

// isGap reports whether a letter parts words, or is one that nobody sees and that mails have no use for: controls, and
// marks that turn the direction of writing.
func isGap(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}
