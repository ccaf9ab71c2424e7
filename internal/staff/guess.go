package staff

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// How many guesses there are, in any span of this length: at the password of an account, at its codes once the password
// was right, and from one network at whatever accounts.
const (
	guessSpan       = 15 * time.Minute
	passwordGuesses = 10
	codeGuesses     = 5
	networkGuesses  = 100
)

// meter counts the guesses at one thing.
type meter struct {
	hash  []byte
	limit int
}

func newMeter(kind string, value []byte, limit int) meter {
	sum := sha256.Sum256(append([]byte(kind+"\x00"), value...))
	return meter{sum[:], limit}
}

// metersOf are what a sign-in is counted by. A network is the address, or the /64 of one of IPv6, of which everybody has
// as many as they want.
func metersOf(email, address string) []meter {
	meters := []meter{newMeter("password", loginKey(email), passwordGuesses)}
	if ip, err := netip.ParseAddr(address); err == nil {
		ip = ip.Unmap().WithZone("")
		if ip.Is6() {
			prefix, _ := ip.Prefix(64) // cannot fail for an address of IPv6
			ip = prefix.Addr()
		}
		meters = append(meters, newMeter("network", []byte(ip.String()), networkGuesses))
	}
	slices.SortFunc(meters, func(a, b meter) int { return slices.Compare(a.hash, b.hash) })
	return meters
}

// spent is a guess that was counted.
type spent struct {
	meters []meter
	at     int64
}

// spend counts a guess before it is made. Where one of the meters is at its limit nothing is counted, and the answer is
// a fault.Limit that says when to come back.
func (s *Service) spend(ctx context.Context, meters ...meter) (spent, error) {
	var at int64
	err := s.db.Declare(ctx, func(tx database.Tx) error {
		at = tx.Now.UnixMilli()
		rows, err := lockGuesses(tx, meters)
		if err != nil {
			return err
		}
		since := tx.Now.Add(-guessSpan).UnixMilli()
		for _, m := range meters {
			row, there := rows[string(m.hash)]
			live := slices.DeleteFunc(row.Tries, func(t int64) bool { return t <= since })
			if len(live) >= m.limit {
				wait := time.UnixMilli(live[len(live)-m.limit]).Add(guessSpan).Sub(tx.Now)
				return tooMany(wait)
			}
			row = Guess{KeyHash: m.hash, Tries: append(live, at), ExpiresAt: tx.Now.Add(guessSpan)}
			if err := putGuess(tx, row, there); err != nil {
				return err
			}
		}
		return nil
	})
	return spent{meters, at}, err
}

func tooMany(wait time.Duration) error {
	minutes := max(1, int((wait+time.Minute-1)/time.Minute))
	f := fault.Limitf("", "there were too many tries; the next one is possible in %d minutes", minutes)
	if minutes == 1 {
		f.Text = strings.TrimSuffix(f.Text, "s")
	}
	f.Code = "THROTTLED"
	return f
}

// giveBack takes guesses back that were right, or that were never made.
func giveBack(tx database.Tx, guesses ...spent) error {
	var meters []meter
	for _, g := range guesses {
		meters = append(meters, g.meters...)
	}
	if len(meters) == 0 {
		return nil
	}
	rows, err := lockGuesses(tx, meters)
	if err != nil {
		return err
	}
	for _, g := range guesses {
		for _, m := range g.meters {
			row, there := rows[string(m.hash)]
			if i := slices.Index(row.Tries, g.at); there && i >= 0 {
				row.Tries = slices.Delete(row.Tries, i, i+1)
				if err := putGuess(tx, row, true); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// verify checks a password under a guess that was counted. A check that never ran gives the guess back.
func (s *Service) verify(ctx context.Context, g spent, stored, password string) (ok, rehash bool, err error) {
	ok, rehash, err = s.hasher.Verify(ctx, stored, password)
	if err == nil {
		return ok, rehash, nil
	}
	back := s.db.InTx(context.WithoutCancel(ctx), func(tx database.Tx) error { return giveBack(tx, g) })
	if back != nil {
		return false, false, fmt.Errorf("check a password: %w; then: %w", busy(err), back)
	}
	return false, false, busy(err)
}
