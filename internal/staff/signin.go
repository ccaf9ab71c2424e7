package staff

import (
	"context"
	"log/slog"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
)

// Attempt is somebody who wants to sign in.
type Attempt struct {
	Email     string
	Password  secret.Text
	Code      secret.Text // one-time password, or recovery code; where the account needs one
	Device    string      // for the list of sessions: the browser's name, say
	Address   string      // the client's IP address; guesses are counted by its network
	RequestID string
}

// String is "[hidden]": whoever signs in does so unnamed.
func (Attempt) String() string { return "[hidden]" }

// LogValue is "[hidden]".
func (Attempt) LogValue() slog.Value { return slog.StringValue("[hidden]") }

// Session is what somebody gets who signed in. The token is shown here and never again.
type Session struct {
	Token     secret.Text
	ExpiresAt time.Time // at the latest; sooner when it is not used
	Viewer    Viewer
}

// wrong is the one answer to everything that does not open an account: it does not say which part was wrong, or whether
// there is such an account.
func wrong() error {
	return denied("WRONG_CREDENTIALS", "the e-mail address, the password or the code is wrong")
}

// SignIn opens a session. Faults: Denied with the codes WRONG_CREDENTIALS, and CODE_REQUIRED where the password was right
// and the account needs a code besides; Limit with THROTTLED after too many guesses; Unavailable where too many sign in.
func (s *Service) SignIn(ctx context.Context, at Attempt) (Session, error) {
	if len(at.Password) > maxPassword {
		at.Password = "" // fits nothing, and takes as long
	}
	// From here to the verdict every account, and every text that is none, takes the same way: one count, one look-up, one
	// hash. Only whoever knew the password goes on.
	g, err := s.spend(ctx, metersOf(at.Email, at.Address)...)
	if err != nil {
		return Session{}, err
	}
	a, err := s.accountByKey(ctx, loginKey(at.Email))
	if err != nil {
		return Session{}, err
	}
	ok, rehash, err := s.verify(ctx, g, string(a.PasswordHash), string(at.Password)) // an account that is not there has no hash
	if err != nil {
		return Session{}, err
	}
	if !ok || a.State != Active {
		return Session{}, wrong()
	}
	var tried spent
	if a.HasTOTP() {
		if at.Code == "" {
			if err := s.db.InTx(ctx, func(tx database.Tx) error { return giveBack(tx, g) }); err != nil {
				return Session{}, err
			}
			return Session{}, denied("CODE_REQUIRED", "this account needs a one-time password, or a recovery code, besides")
		}
		if tried, err = s.spend(ctx, newMeter("code", a.EmailKey, codeGuesses)); err != nil {
			return Session{}, err
		}
	}
	anew := a.PasswordHash
	if rehash {
		if anew, err = s.hash(ctx, at.Password); err != nil {
			return Session{}, err
		}
	}
	var session Session
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		now, err := lockAccount(tx, a.ID)
		if fault.Is(err, fault.NotFound) || err == nil && (now.State != Active || now.PasswordHash != a.PasswordHash || now.TOTPSecret != a.TOTPSecret) {
			return wrong() // it was changed while the password was checked
		}
		if err != nil {
			return err
		}
		if now.HasTOTP() {
			if err := s.useCode(tx, now, string(at.Code)); err != nil {
				return err
			}
		}
		if session, err = s.openSession(tx, now, at.Device, at.Address); err != nil {
			return err
		}
		session.Viewer.RequestID = at.RequestID
		now.PasswordHash, now.SignedInAt = anew, &tx.Now
		if err := saveAccount(tx, now, "password_hash", "signed_in_at"); err != nil {
			return err
		}
		if err := giveBack(tx, g, tried); err != nil {
			return err
		}
		return Record(tx, Entry{Actor: session.Viewer, Action: "staff.signIn", Kind: "staff", ObjectID: now.ID})
	})
	return session, err
}

// SignOut ends the session that the viewer came with.
func (s *Service) SignOut(ctx context.Context, v Viewer) error {
	if err := v.person(); err != nil {
		return err
	}
	return s.db.InTx(ctx, func(tx database.Tx) error {
		if err := removeToken(tx, v.TokenID, SessionToken); err != nil {
			return err
		}
		return Record(tx, Entry{Actor: v, Action: "staff.signOut", Kind: "staff", ObjectID: v.AccountID})
	})
}

// SignOutEverywhere ends every session of an account: one's own, or with StaffManage another's that is no mightier.
func (s *Service) SignOutEverywhere(ctx context.Context, v Viewer, id int64) error {
	return s.db.InTx(ctx, func(tx database.Tx) error {
		if err := hands(tx, v, id); err != nil {
			return err
		}
		if err := removeSessions(tx, id); err != nil {
			return err
		}
		return Record(tx, Entry{Actor: v, Action: "staff.signOutEverywhere", Kind: "staff", ObjectID: id})
	})
}

// hands reports whether the viewer may lay hands on an account: their own, or with StaffManage another's that is no
// mightier. To others it is a fault.NotFound, as if there were none.
func hands(tx database.Tx, v Viewer, id int64) error {
	a, err := lockAccount(tx, id)
	if err != nil || v.Kind == Person && v.AccountID == id {
		return err
	}
	if !v.May(StaffManage) {
		return noAccount()
	}
	return v.mayGive(a.Role)
}
