package account

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/bcrypt"

	"cartwright/internal/secret"
)

// maxBcrypt is the highest cost that package secret takes over.
const maxBcrypt = 15

// fits reports whether a password is an account's, and whether its hash is due for another. It takes as long for every
// account that it does not fit, and for none.
//
// While hashes of another system are left, such an account would show itself: bcrypt takes another time than Argon2id
// does. Until the last of them has signed in, every failure costs one of each.
func (s *Service) fits(ctx context.Context, c Customer, password string) (ok, rehash bool, err error) {
	stored := string(c.PasswordHash)
	if c.State != Enabled {
		stored = "" // is compared with a password that nobody has
	}
	ok, rehash, err = s.hasher.Verify(ctx, stored, password)
	if errors.Is(err, secret.ErrFormat) { // what nothing can read, nothing fits
		stored, ok, err = "", false, s.hasher.Waste(ctx, password)
	}
	if err != nil || ok {
		return ok, rehash, err
	}
	cost := s.imported.Load()
	switch {
	case strings.HasPrefix(stored, "$2"):
		err = s.hasher.Waste(ctx, password)
	case cost > 0:
		_, _, err = s.hasher.Verify(ctx, nobodysBcrypt(int(cost)), password)
	}
	return false, false, err
}

// nobodysBcrypt is a hash of a cost that fits no password.
func nobodysBcrypt(cost int) string { return fmt.Sprintf("$2a$%02d$%s", cost, strings.Repeat(".", 53)) }

// importable reports whether a hash of another system is one that a sign-in can be checked against, and its cost.
func importable(hash secret.Text) (cost int, ok bool) {
	cost, err := bcrypt.Cost([]byte(hash))
	return cost, err == nil && len(hash) == len(nobodysBcrypt(cost)) && cost <= maxBcrypt
}
