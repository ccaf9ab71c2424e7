package mail

import (
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
)

// Kind says what a mail is about. It is the name of its templates, too.
type Kind string

// The mails that are sent.
const (
	Activation      Kind = "activation"       // a new account is to be activated: url; valid
	Recovery        Kind = "recovery"         // a password is to be chosen anew: url; valid
	PasswordChanged Kind = "password_changed" // it was: url of where to go when it was somebody else
	AddressChanged  Kind = "address_changed"  // mails go elsewhere from now on, told to the old address: email, the new one
	AccountTaken    Kind = "account_taken"    // somebody registered with an address that has an account: url of the sign-in
)

// data are the words that the templates of a kind need, and those they can do without.
type data struct{ needed, optional []string }

var kinds = map[Kind]data{
	Activation:      {needed: []string{"url"}, optional: []string{"valid"}},
	Recovery:        {needed: []string{"url"}, optional: []string{"valid"}},
	PasswordChanged: {optional: []string{"url"}},
	AddressChanged:  {needed: []string{"email"}, optional: []string{"url"}},
	AccountTaken:    {needed: []string{"url"}},
}

// Kinds are all kinds, in the order of the alphabet.
func Kinds() []Kind {
	out := make([]Kind, 0, len(kinds))
	for k := range kinds {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Mail is what is to be told to somebody. Data is what the kind's templates need: "url" is an http or https address,
// "email" an e-mail address, "valid" says for how long the url opens something, in words: "24 hours".
type Mail struct {
	Kind Kind
	To   string // an e-mail address
	Name string // of the person; may be empty
	Data map[string]string
}

// String says what the mail is about, and nothing of the person.
func (m Mail) String() string { return "mail " + string(m.Kind) + " [hidden]" }

// LogValue is String.
func (m Mail) LogValue() slog.Value { return slog.StringValue(m.String()) }

// check completes and cleans a mail. An address that is none is a fault.Invalid at email; a kind or data that cannot be
// is the caller's mistake in the program, and a plain error.
func (m Mail) check() (Mail, error) {
	known, ok := kinds[m.Kind]
	if !ok {
		return m, fmt.Errorf("queue a mail: there is no kind %q", m.Kind)
	}
	to, err := checkAddress(m.To)
	if err != nil {
		return m, err
	}
	m.To, m.Name = to, cleanName(m.Name)
	words := map[string]string{}
	for key, value := range m.Data {
		if !slices.Contains(known.needed, key) && !slices.Contains(known.optional, key) {
			return m, fmt.Errorf("queue a mail of the kind %s: its templates know no %q", m.Kind, key)
		}
		if key == "url" && value != "" && !isWeb(value) {
			return m, fmt.Errorf("queue a mail of the kind %s: its url is no http or https address", m.Kind)
		}
		words[key] = oneLine(value)
	}
	for _, key := range known.needed {
		if words[key] == "" {
			return m, fmt.Errorf("queue a mail of the kind %s: its templates need %q", m.Kind, key)
		}
	}
	m.Data = words
	return m, nil
}

// isWeb reports whether a text is an address that a mail may link to.
func isWeb(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && oneLine(text) == text
}

// oneLine is a text without control characters and with single blanks between its words.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\uFFFD"), isGap), " ")
}
