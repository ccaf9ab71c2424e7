package cart

import (
	"crypto/rand"
	"crypto/subtle"
	"log/slog"
	"strings"
)

// Ref names a cart to the world: a token to find it by and a secret that opens it.
type Ref struct {
	Token  string
	Secret Secret // "" where it was not told
}

// Secret opens a cart. It does not print.
type Secret string

// String hides the secret.
func (Secret) String() string { return "[hidden]" }

// GoString hides the secret.
func (Secret) GoString() string { return "[hidden]" }

// LogValue hides the secret.
func (Secret) LogValue() slog.Value { return slog.StringValue("[hidden]") }

// Is compares without telling by the time it takes how much was right.
func (s Secret) Is(other Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s), []byte(other)) == 1
}

// maxToken is more than any token is long.
const maxToken = 64

// newRef makes a reference that nobody guesses: two texts of at least 128 random bits.
func newRef() Ref {
	return Ref{Token: strings.ToLower(rand.Text()), Secret: Secret(strings.ToLower(rand.Text()))}
}

// ParseRef reads what follows the type in a cart's global id: "token?key=secret". Other parameters are passed over.
func ParseRef(text string) (Ref, bool) {
	token, query, _ := strings.Cut(text, "?")
	ref := Ref{Token: token}
	for part := range strings.SplitSeq(query, "&") {
		if key, ok := strings.CutPrefix(part, "key="); ok {
			ref.Secret = Secret(key)
		}
	}
	return ref, token != "" && len(token) <= maxToken && len(ref.Secret) <= maxToken && plain(token)
}

func plain(token string) bool {
	for _, r := range token {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

// Path is the reference as it stands in a global id and in the address of the checkout.
func (r Ref) Path() string {
	if r.Secret == "" {
		return r.Token
	}
	return r.Token + "?key=" + string(r.Secret)
}
