package secret

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/text/unicode/norm"
)

// The lengths of what is made, in bytes: those that RFC 9106, section 4, recommends.
const (
	saltSize = 16
	hashSize = 32
)

// Params say how costly hashing is, and how much of it is done at once. Hashes made under other costs are accepted, and
// Verify says that they are due for another.
type Params struct {
	Memory  uint32 // KiB that one hash takes
	Time    uint32 // passes over that memory
	Threads uint8  // lanes, each of which may have a processor of its own
	AtOnce  int    // hashes that are worked on side by side; less than 1: 2
	Waiting int    // callers that may wait for a place; less than 1: 100
}

// Default is the first choice of the OWASP password storage cheat sheet that keeps to one lane: 19 MiB and two passes.
func Default() Params { return Params{Memory: 19456, Time: 2, Threads: 1, AtOnce: 2, Waiting: 100} }

// ErrBusy says that too many wait for a password to be hashed already; a later try may do.
var ErrBusy = errors.New("too many passwords wait to be hashed")

// ErrFormat says that a stored hash is in no form that Verify knows, or asks for more work than it does.
var ErrFormat = errors.New("not an Argon2id or bcrypt hash that is accepted")

// Hasher hashes passwords and verifies them. It may be used by many at once.
type Hasher struct {
	params  Params
	waiting chan struct{} // a place for everybody who is being served or waits
	working chan struct{} // a place for everybody who is being served
	dummy   string        // what Waste verifies against
}

// NewHasher makes a hasher of the given costs. Costs that Argon2id does not know are raised to its least.
func NewHasher(p Params) *Hasher {
	p.Time, p.Threads = max(p.Time, 1), max(p.Threads, 1)
	p.Memory = max(p.Memory, 8*uint32(p.Threads))
	if p.AtOnce < 1 {
		p.AtOnce = 2
	}
	if p.Waiting < 1 {
		p.Waiting = 100
	}
	h := &Hasher{params: p, waiting: make(chan struct{}, p.AtOnce+p.Waiting), working: make(chan struct{}, p.AtOnce)}
	h.dummy = phc{memory: p.Memory, time: p.Time, threads: p.Threads, salt: make([]byte, saltSize), hash: make([]byte, hashSize)}.String()
	return h
}

// Hash makes the PHC string of a password, with a salt of its own. The errors are ErrBusy and those of the context.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	p := phc{memory: h.params.Memory, time: h.params.Time, threads: h.params.Threads, salt: make([]byte, saltSize)}
	rand.Read(p.salt) // never fails: crypto/rand ends the program instead
	p.hash = p.of(password, hashSize)
	return p.String(), nil
}

// Verify reports whether a stored hash is that of the password and, if so, whether it is to be made anew because it is
// bcrypt's, another system's, or of other costs. An empty hash is that of an account without a password: it fits none,
// and to learn that takes as long. The errors are ErrFormat, ErrBusy and those of the context.
func (h *Hasher) Verify(ctx context.Context, stored, password string) (ok, rehash bool, err error) {
	if stored == "" {
		return false, false, h.Waste(ctx, password)
	}
	if strings.HasPrefix(stored, "$2") {
		return h.verifyBcrypt(ctx, stored, password)
	}
	p, err := parsePHC(stored)
	if err != nil {
		return false, false, err
	}
	leave, err := h.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	if subtle.ConstantTimeCompare(p.hash, p.of(password, len(p.hash))) != 1 {
		return false, false, nil
	}
	now := h.params
	return true, p.memory != now.Memory || p.time != now.Time || p.threads != now.Threads || len(p.hash) != hashSize || len(p.salt) < saltSize, nil
}

// maxBcryptCost bounds the work that an imported hash can ask for: a check takes some three seconds at this cost.
const maxBcryptCost = 15

// verifyBcrypt checks a hash that came from another system; it counts the first 72 bytes of a password, as bcrypt does.
func (h *Hasher) verifyBcrypt(ctx context.Context, stored, password string) (ok, rehash bool, err error) {
	if cost, err := bcrypt.Cost([]byte(stored)); err != nil || cost > maxBcryptCost {
		return false, false, ErrFormat
	}
	leave, err := h.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	if len(password) > 72 {
		password = password[:72]
	}
	err = bcrypt.CompareHashAndPassword([]byte(stored), []byte(password))
	if errors.Is(err, bcrypt.ErrMismatchedHashAndPassword) {
		return false, false, nil
	}
	if err != nil {
		return false, false, ErrFormat
	}
	return true, true, nil
}

// Waste takes as long as Verify does, for a sign-in to an account that is not there: the time of the answer shall not
// tell. The errors are ErrBusy and those of the context.
func (h *Hasher) Waste(ctx context.Context, password string) error {
	_, _, err := h.Verify(ctx, h.dummy, password)
	return err
}

// enter waits for a place to work; leave frees it.
func (h *Hasher) enter(ctx context.Context) (leave func(), err error) {
	select {
	case h.waiting <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	select {
	case h.working <- struct{}{}:
		return func() { <-h.working; <-h.waiting }, nil
	case <-ctx.Done():
		<-h.waiting
		return nil, fmt.Errorf("wait for a place to hash a password: %w", ctx.Err())
	}
}

// of hashes a password under the costs and the salt. Keyboards compose an accented letter in two ways; NFC makes them one.
func (p phc) of(password string, size int) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), p.salt, p.time, p.memory, p.threads, uint32(size))
}
