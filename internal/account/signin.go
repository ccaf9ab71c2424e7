package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"net/netip"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/secret"
)

// renewGrace is for how long a renewed token may still arrive with requests that were on their way.
const renewGrace = time.Minute

// How many guesses there are in a span: at one account, and from one network at whatever accounts.
const (
	guessSpan      = 15 * time.Minute
	accountGuesses = 10
	networkGuesses = 100
)

// meter counts the guesses at one thing.
type meter struct {
	hash  []byte
	limit int64
}

func newMeter(kind string, value []byte, limit int64) meter {
	sum := sha256.Sum256(append([]byte(kind+"\x00"), value...))
	return meter{sum[:], limit}
}

// metersOf are what a try is counted by: the network it comes from, and the account, however it is written. The network is
// first: one that is at its limit cannot use up the tries of other people's accounts.
func metersOf(kind, email string, from Client) []meter {
	var meters []meter
	if ip, ok := from.network(); ok {
		meters = append(meters, newMeter(kind+" network", []byte(ip.String()), networkGuesses))
	}
	return append(meters, newMeter(kind, fold.EmailKey(email), accountGuesses))
}

// network is the address, with or without a port, or the /64 of one of IPv6, of which everybody has as many as they want.
func (c Client) network() (ip netip.Addr, ok bool) {
	ip, err := netip.ParseAddr(c.Address)
	if err != nil {
		port, err := netip.ParseAddrPort(c.Address)
		if err != nil {
			return ip, false
		}
		ip = port.Addr()
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		prefix, _ := ip.Prefix(64) // cannot fail for an address of IPv6
		ip = prefix.Addr()
	}
	return ip, true
}

// spend counts a try before it is made; at a limit it is a fault.Limit, and nothing is looked at. Each meter is counted in
// a transaction of its own, so that nobody waits for one while holding another.
func (s *Service) spend(ctx context.Context, meters []meter) error {
	for _, m := range meters {
		var counted bool
		err := s.db.Declare(ctx, func(tx database.Tx) (err error) { counted, err = countGuess(tx, m); return err })
		if err != nil {
			return err
		}
		if !counted {
			return refuse(fault.Limit, CodeThrottled, "there were too many tries; try again in 15 minutes")
		}
	}
	return nil
}

// SignIn opens a session for an e-mail address and its password. Every failure is answered alike and takes as long.
func (s *Service) SignIn(ctx context.Context, email, password string, from Client) (out Session, err error) {
	meters := metersOf("password", email, from)
	if err := s.spend(ctx, meters); err != nil {
		return Session{}, err
	}
	for range 3 { // a second sign-in at the same time may have replaced the hash by today's
		if out, err = s.signIn(ctx, email, password, from, meters); !errors.Is(err, errMoved) {
			return out, err
		}
	}
	return Session{}, unidentified()
}

// errMoved says that an account was written while its password was looked at.
var errMoved = errors.New("the account was changed meanwhile")

func (s *Service) signIn(ctx context.Context, email, password string, from Client, meters []meter) (out Session, err error) {
	c, err := s.byEmail(ctx, fold.EmailKey(email))
	if err != nil {
		return Session{}, err
	}
	ok, rehash, err := s.fits(ctx, c, password)
	if err != nil {
		return Session{}, busy(err)
	}
	if !ok {
		return Session{}, unidentified()
	}
	fresh := ""
	if rehash {
		if fresh, err = s.hasher.Hash(ctx, password); err != nil {
			return Session{}, busy(err)
		}
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		now, err := lockCustomer(tx, c.ID)
		if fault.Is(err, fault.NotFound) || err == nil && (now.State != Enabled || now.PasswordHash != c.PasswordHash) {
			return errMoved
		}
		if err != nil {
			return err
		}
		if fresh != "" {
			now.PasswordHash = secret.Text(fresh)
			if err := saveCustomer(tx, &now); err != nil {
				return err
			}
		}
		if out, err = s.open(tx, now, from); err != nil {
			return err
		}
		return giveBack(tx, meters)
	})
	return out, err
}

// open gives a token of a new family.
func (s *Service) open(tx database.Tx, c Customer, from Client) (Session, error) {
	return s.issue(tx, c, Token{Family: rand.Text(), Device: clip(from.Device), CreatedAt: tx.Now})
}

func (s *Service) issue(tx database.Tx, c Customer, t Token) (Session, error) {
	plain, hash := secret.NewToken("")
	t.CustomerID, t.Hash, t.UsedAt, t.ExpiresAt = c.ID, hash, tx.Now, tx.Now.Add(s.opts.Life)
	if err := insertToken(tx, &t); err != nil {
		return Session{}, err
	}
	return Session{Token: secret.Text(plain), ExpiresAt: t.ExpiresAt, Customer: c}, nil
}

func clip(device string) string {
	r := []rune(device)
	return string(r[:min(len(r), maxDevice)])
}

// Renew gives a new token for one that is good; the old one is void. Whoever shows an old one again holds something that
// was stolen, so everything that came of it is void then.
func (s *Service) Renew(ctx context.Context, token string) (out Session, err error) {
	stolen := false
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		stolen = false
		t, err := lockToken(tx, secret.HashToken(token))
		if err != nil {
			return err
		}
		if t.Renewed {
			stolen = true
			return endFamily(tx, t.Family)
		}
		c, err := lockCustomer(tx, t.CustomerID)
		if err != nil || c.State != Enabled {
			return orUnknown(err)
		}
		if err := markRenewed(tx, t.ID); err != nil {
			return err
		}
		out, err = s.issue(tx, c, Token{Family: t.Family, Device: t.Device, CreatedAt: t.CreatedAt})
		return err
	})
	if err == nil && stolen {
		return Session{}, unknownToken()
	}
	return out, err
}

func orUnknown(err error) error {
	if err != nil {
		return err
	}
	return unknownToken()
}

// SignOut makes a token void, with all it was renewed from.
func (s *Service) SignOut(ctx context.Context, token string) error {
	return s.db.InTx(ctx, func(tx database.Tx) error {
		t, err := lockToken(tx, secret.HashToken(token))
		if err != nil {
			return err
		}
		return endFamily(tx, t.Family)
	})
}

// CustomerOfToken is who signed in with a token: one statement, and at most once an hour another that notes the use. A
// NotFound fault says that it is nobody's: unknown, expired, renewed, or the account is disabled. A token that was renewed
// a while ago ends what came of it, as in Renew.
func (s *Service) CustomerOfToken(ctx context.Context, token string) (Customer, error) {
	h, err := s.holder(ctx, secret.HashToken(token))
	if err != nil {
		return Customer{}, err
	}
	now := s.db.Now()
	if h.TokenRenewed {
		if now.Sub(h.TokenUsedAt) > renewGrace {
			err = s.db.InTx(ctx, func(tx database.Tx) error { return endFamily(tx, h.TokenFamily) })
		}
		return Customer{}, errors.Join(err, unknownToken())
	}
	if now.Sub(h.TokenUsedAt) >= useStep {
		if err := s.db.InTx(ctx, func(tx database.Tx) error { return noteUse(tx, h.TokenID) }); err != nil {
			return Customer{}, err
		}
	}
	return h.Customer, nil
}

// Sessions are where the customer is signed in, the last one first.
func (s *Service) Sessions(ctx context.Context, id CustomerID) ([]Token, error) {
	return s.sessions(ctx, id)
}

// EndSession signs the customer out of one device; a NotFound fault where there is no such session of theirs.
func (s *Service) EndSession(ctx context.Context, id CustomerID, session int64) error {
	return s.db.InTx(ctx, func(tx database.Tx) error { return endSession(tx, id, session) })
}

// EndSessions signs the customer out everywhere.
func (s *Service) EndSessions(ctx context.Context, id CustomerID) error {
	return s.db.InTx(ctx, func(tx database.Tx) error { return endTokens(tx, id) })
}
