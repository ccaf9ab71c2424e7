package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// ErrSeal says that a sealed text was sealed with another key or for another place, or is damaged.
var ErrSeal = errors.New("a sealed text cannot be opened: it was sealed with another key, or for another place")

// How a stored text begins. Texts that were stored before there was a key are still read after it.
const (
	sealedMark = "sealed1:"
	plainMark  = "plain:"
)

// Sealer encrypts the secrets that must be read again, such as those of one-time passwords: AES-256-GCM under a key made
// of the shop's own by HKDF-SHA-256. Without a key it marks texts and leaves them readable.
type Sealer struct{ aead cipher.AEAD }

// NewSealer makes a sealer of the shop's key and a purpose; sealers of different purposes do not open each other's texts.
// An empty key seals nothing; any other needs 32 bytes or more.
func NewSealer(key Text, purpose string) (*Sealer, error) {
	if key == "" {
		return &Sealer{}, nil
	}
	if len(key) < 32 {
		return nil, errors.New("the key that secrets are sealed with must have 32 characters or more")
	}
	derived, err := hkdf.Key(sha256.New, []byte(key), nil, "cartwright seal "+purpose, 32)
	if err != nil {
		return nil, fmt.Errorf("make the key for %s: %w", purpose, err)
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, fmt.Errorf("make the cipher for %s: %w", purpose, err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("make the cipher for %s: %w", purpose, err)
	}
	return &Sealer{aead}, nil
}

// Seal encrypts a text for a place, such as "account 3"; moved to another place it cannot be opened.
func (s *Sealer) Seal(plain, place string) string {
	if s.aead == nil {
		return plainMark + plain
	}
	return sealedMark + base64.RawStdEncoding.EncodeToString(s.aead.Seal(nil, nil, []byte(plain), []byte(place)))
}

// Open decrypts what Seal made; the error is ErrSeal.
func (s *Sealer) Open(sealed, place string) (string, error) {
	if plain, ok := strings.CutPrefix(sealed, plainMark); ok {
		return plain, nil
	}
	coded, ok := strings.CutPrefix(sealed, sealedMark)
	if !ok || s.aead == nil {
		return "", ErrSeal
	}
	raw, err := base64.RawStdEncoding.DecodeString(coded)
	if err != nil {
		return "", ErrSeal
	}
	plain, err := s.aead.Open(nil, nil, raw, []byte(place))
	if err != nil {
		return "", ErrSeal
	}
	return string(plain), nil
}
