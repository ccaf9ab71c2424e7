package act

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"cartwright/internal/fault"
)

// Once makes a change that is asked for twice happen once. The zero value asks for nothing.
type Once struct {
	Key     string
	Request []byte // everything the answer depends on; a key goes with one request
}

// The length of idempotency keys, in bytes: an UUID without its dashes at least.
const (
	minOnce = 16
	maxOnce = 255
)

// AnswersLive is how long an answer is kept.
const AnswersLive = 24 * time.Hour

// CodeReused is the code of a key that was used for another request.
const CodeReused = "IDEMPOTENCY_KEY_REUSED"

// KeyField is where faults of a key are: it comes in a header of this name, or in a directive.
const KeyField = "Idempotency-Key"

// Check refuses keys that somebody else might think of, as the draft RFC on the Idempotency-Key header wants it.
func (o Once) Check() error {
	if n := len(o.Key); n < minOnce || n > maxOnce {
		return fault.Invalidf(KeyField, "an idempotency key has %d to %d characters, such as a random UUID; got %d", minOnce, maxOnce, n)
	}
	return nil
}

// Hashes are what the key and the request are kept by; the owner parts the keys of one client from those of others.
func (o Once) Hashes(owner string) (key, request []byte) {
	k, r := sha256.Sum256([]byte(owner+o.Key)), sha256.Sum256(o.Request)
	return k[:], r[:]
}

// Same is a Conflict where the key was used for another request.
func (o Once) Same(requestHash []byte) error {
	if _, request := o.Hashes(""); bytes.Equal(requestHash, request) {
		return nil
	}
	f := fault.Conflictf(KeyField, "this idempotency key was used for another request; take a new key for each request")
	f.Code = CodeReused
	return f
}

// Pack makes an answer small.
func Pack(v any) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(v); err != nil {
		return nil, fmt.Errorf("pack an answer: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack an answer: %w", err)
	}
	return b.Bytes(), nil
}

// Unpack reads what Pack made.
func Unpack(packed []byte, v any) error {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err == nil {
		err = json.NewDecoder(z).Decode(v)
	}
	if err != nil {
		return fmt.Errorf("unpack an answer: %w", err)
	}
	return nil
}
