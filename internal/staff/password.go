package staff

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
)

// How long a password is: at least so many letters, as it opens the whole shop; at most so many bytes, so that hashing
// one is no work.
const (
	minPassword = 12
	maxPassword = 1000
)

// checkPassword refuses a password that is too short, too long, or the first that anybody would guess, with a
// fault.Invalid at path.
func checkPassword(path string, password secret.Text, email string) error {
	text := string(password)
	refuse := func(code, format string, args ...any) error {
		f := fault.Invalidf(path, format, args...)
		f.Code = code
		return f
	}
	switch local, _, _ := strings.Cut(strings.ToLower(email), "@"); {
	case utf8.RuneCountInString(text) < minPassword:
		return refuse("TOO_SHORT", "a password has %d letters or more", minPassword)
	case len(text) > maxPassword:
		return refuse("TOO_LONG", "a password has %d bytes or less", maxPassword)
	case len(bytes.Trim([]byte(text), text[:1])) == 0, strings.EqualFold(text, email), len(local) >= 6 && strings.Contains(strings.ToLower(text), local):
		return refuse("INVALID", "this password is too easy to guess")
	}
	return nil
}

func (s *Service) hash(ctx context.Context, password secret.Text) (secret.Text, error) {
	stored, err := s.hasher.Hash(ctx, string(password))
	return secret.Text(stored), busy(err)
}

// ChangePassword sets the viewer's own password, whoever knows the old one, and signs out every session of the account.
// The viewer goes on with the session that comes back.
func (s *Service) ChangePassword(ctx context.Context, v Viewer, old, password secret.Text) (Session, error) {
	a, err := s.confirm(ctx, v, old)
	if err != nil {
		return Session{}, err
	}
	if err := checkPassword("newPassword", password, a.Email); err != nil {
		return Session{}, err
	}
	stored, err := s.hash(ctx, password)
	if err != nil {
		return Session{}, err
	}
	var session Session
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		now, err := lockAccount(tx, a.ID)
		if err != nil {
			return err
		}
		if now.PasswordHash != a.PasswordHash || now.State != Active {
			return fault.Conflictf("", "the account was changed meanwhile; sign in again")
		}
		device, err := findToken(tx, v.TokenID)
		if err != nil {
			return err
		}
		if now, err = s.replacePassword(tx, v, now, stored); err != nil {
			return err
		}
		session, err = s.openSession(tx, now, device.Name, device.Address)
		session.Viewer.RequestID = v.RequestID
		return err
	})
	return session, err
}

// SetPassword gives an account a new password and signs it out everywhere. It needs StaffManage, and everything that the
// account may.
func (s *Service) SetPassword(ctx context.Context, v Viewer, id int64, password secret.Text) (Account, error) {
	if err := v.Need(StaffManage); err != nil {
		return Account{}, err
	}
	a, err := s.Find(ctx, v, id)
	if err != nil {
		return Account{}, err
	}
	if err := checkPassword("password", password, a.Email); err != nil {
		return Account{}, err
	}
	stored, err := s.hash(ctx, password)
	if err != nil {
		return Account{}, err
	}
	return s.write(ctx, v, func(tx database.Tx) (Account, error) {
		a, err := lockAccount(tx, id)
		if err != nil {
			return a, err
		}
		if err := v.mayGive(a.Role); err != nil {
			return Account{}, err
		}
		return s.replacePassword(tx, v, a, stored)
	})
}

func (s *Service) replacePassword(tx database.Tx, v Viewer, a Account, stored secret.Text) (Account, error) {
	a.PasswordHash = stored
	if err := changeAccount(tx, &a, "password_hash"); err != nil {
		return a, err
	}
	if err := removeSessions(tx, a.ID); err != nil {
		return a, err
	}
	return a, Record(tx, Entry{Actor: v, Action: "staff.setPassword", Kind: "staff", ObjectID: a.ID})
}

// confirm checks that the viewer, who is signed in, knows the password of the account. It is a guess like any other.
func (s *Service) confirm(ctx context.Context, v Viewer, password secret.Text) (Account, error) {
	if err := v.person(); err != nil {
		return Account{}, err
	}
	a, err := s.account(ctx, v.AccountID)
	if err != nil {
		return Account{}, err
	}
	// A meter of its own: strangers who guess at the sign-in do not lock out whoever is signed in.
	g, err := s.spend(ctx, newMeter("confirm", a.EmailKey, passwordGuesses))
	if err != nil {
		return Account{}, err
	}
	ok, _, err := s.verify(ctx, g, string(a.PasswordHash), string(password))
	if err != nil {
		return Account{}, err
	}
	if !ok {
		f := fault.Invalidf("password", "this is not the password of the account")
		f.Code = "WRONG_CREDENTIALS"
		return Account{}, f
	}
	return a, s.db.InTx(ctx, func(tx database.Tx) error { return giveBack(tx, g) })
}
