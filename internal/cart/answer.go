package cart

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// Once makes a change that is asked for twice happen once. The zero value asks for nothing.
//
// Whoever knows the key gets the answer, so a key is a secret of its client, as the draft RFC on the Idempotency-Key header
// wants it: unique and hard to guess, such as a random UUID.
type Once struct {
	Key     string
	Request []byte // everything the answer depends on; a key goes with one request
}

// The length of idempotency keys, in bytes: an UUID without its dashes at least.
const (
	minOnce = 16
	maxOnce = 255
)

// answersLive is how long an answer is kept.
const answersLive = 24 * time.Hour

// CodeReused is the code of a key that was used for another request.
const CodeReused = "IDEMPOTENCY_KEY_REUSED"

// check refuses keys that somebody else might think of.
func (o Once) check() error {
	if n := len(o.Key); n < minOnce || n > maxOnce {
		return fault.Invalidf("Idempotency-Key", "an idempotency key has %d to %d characters, such as a random UUID; got %d", minOnce, maxOnce, n)
	}
	return nil
}

// answered gives the answer that the key stands for, or does the work and keeps its answer, in the caller's transaction.
// Two that come at once meet at the unique key, and the later one begins anew (database.Declare).
func answered[T any](tx database.Tx, once Once, cart func(*T) ID, do func() (T, error)) (out T, err error) {
	if once.Key == "" {
		return do()
	}
	if err := once.check(); err != nil {
		return out, err
	}
	key, request := sha256.Sum256([]byte(once.Key)), sha256.Sum256(once.Request)
	kept, err := findAnswer(tx, key[:])
	if err != nil {
		return out, err
	}
	if kept != nil {
		if !bytes.Equal(kept.RequestHash, request[:]) {
			f := fault.Conflictf("Idempotency-Key", "this idempotency key was used for another request; take a new key for each request")
			f.Code = CodeReused
			return out, f
		}
		return out, unpack(kept.Answer, &out)
	}
	if out, err = do(); err != nil {
		return out, err
	}
	packed, err := pack(out)
	if err != nil {
		return out, err
	}
	return out, keepAnswer(tx, answer{KeyHash: key[:], RequestHash: request[:], CartID: cart(&out), Answer: packed,
		CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(answersLive)})
}

func pack(v any) ([]byte, error) {
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

func unpack(packed []byte, v any) error {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err == nil {
		err = json.NewDecoder(z).Decode(v)
	}
	if err != nil {
		return fmt.Errorf("unpack an answer: %w", err)
	}
	return nil
}
