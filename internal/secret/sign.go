package secret

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
)

// Signer signs short texts that come back from outside, such as what a link may show: HMAC-SHA-256 under a key made of the
// shop's own by HKDF-SHA-256.
type Signer struct{ key []byte }

// NewSigner makes a signer of a key and a purpose; signers of different purposes do not accept each other's texts.
func NewSigner(key Text, purpose string) (*Signer, error) {
	derived, err := hkdf.Key(sha256.New, []byte(key), nil, "cartwright sign "+purpose, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("make the key for %s: %w", purpose, err)
	}
	return &Signer{derived}, nil
}

// Sign is the text with its signature, in letters that stand in a header or an address as they are.
func (s *Signer) Sign(text []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(s.sum(text), text...))
}

// Open is the text that Sign signed; false for all else. It takes as long wherever a signature is wrong.
func (s *Signer) Open(signed string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(signed)
	if err != nil || len(raw) < sha256.Size {
		return nil, false
	}
	sum, text := raw[:sha256.Size], raw[sha256.Size:]
	return text, hmac.Equal(sum, s.sum(text))
}

func (s *Signer) sum(text []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(text) // never fails
	return h.Sum(nil)
}
