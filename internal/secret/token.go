package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// tokenSize is the size of a token's random part, in bytes.
const tokenSize = 32

// NewToken makes a token: the prefix, which tells people and scanners for leaked keys what it opens, and 256 random bits
// in 43 letters that are safe in a URL. The plain text goes to whoever asked for it, once; the hash is what is stored.
func NewToken(prefix string) (plain string, hash []byte) {
	b := make([]byte, tokenSize)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	plain = prefix + base64.RawURLEncoding.EncodeToString(b)
	return plain, HashToken(plain)
}

// HashToken is what is stored of a token, and looked for when one is shown: SHA-256, 32 bytes, of all its letters.
func HashToken(plain string) []byte {
	sum := sha256.Sum256([]byte(plain))
	return sum[:]
}
