package staff

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/secret"
)

// How tokens begin: whoever finds one knows what it is, and scanners for leaked secrets find it.
const (
	sessionPrefix = "cw_staff_"
	keyPrefix     = "cw_key_"
)

// shownLetters is how much of a token's random part is shown with its prefix: 36 of its 256 bits.
const shownLetters = 6

// touchAfter is how old the time of the last use may be: a token that is used all the time is not written all the time.
const touchAfter = 5 * time.Minute

// IsToken reports whether a text looks like a token of staff, so that those of others are not looked for here.
func IsToken(bearer string) bool {
	return strings.HasPrefix(bearer, sessionPrefix) || strings.HasPrefix(bearer, keyPrefix)
}

// Authenticate tells whose token it is, in one statement; now and then a second one notes that it was used. A token that
// is unknown, expired, revoked, or of somebody who is disabled is a fault.Denied with the code UNAUTHENTICATED.
func (s *Service) Authenticate(ctx context.Context, bearer string) (Viewer, error) {
	if !IsToken(bearer) || len(bearer) > 100 {
		return Viewer{}, unauthenticated()
	}
	t, err := s.holder(ctx, secret.HashToken(bearer))
	if err != nil {
		return Viewer{}, err
	}
	now := s.db.Now()
	v, ok := t.viewer(now, s.idle)
	if !ok {
		return Viewer{}, unauthenticated()
	}
	if t.LastUsedAt == nil || now.Sub(*t.LastUsedAt) >= touchAfter {
		if err := s.touch(ctx, t.ID, now); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "the use of a token could not be noted", "token", t.ID, "error", err)
		}
	}
	return v, nil
}

func unauthenticated() error {
	return denied("UNAUTHENTICATED", "this token opens nothing; sign in again, or use another key")
}

// holder is a token with what decides over it.
type holder struct {
	Token       `gorm:"embedded"`
	AccountName string
	Role        Role
	State       State
}

// viewer is whom the token makes; not ok when it does not count.
func (t holder) viewer(now time.Time, idle time.Duration) (v Viewer, ok bool) {
	if t.ID == 0 || t.ExpiresAt != nil && !now.Before(*t.ExpiresAt) {
		return v, false
	}
	allowed := set(0)
	if t.AccountID != nil {
		if t.State != Active {
			return v, false
		}
		v.AccountID, allowed = *t.AccountID, setOf(matrix[t.Role])
	}
	v.TokenID = t.ID
	switch {
	case t.Kind == SessionToken && t.AccountID != nil:
		used := t.CreatedAt
		if t.LastUsedAt != nil {
			used = *t.LastUsedAt
		}
		v.Kind, v.ID, v.Name, v.Role, v.allowed = Person, *t.AccountID, t.AccountName, t.Role, allowed
		return v, now.Sub(used) < idle
	case t.Kind == KeyToken:
		if t.AccountID == nil {
			allowed = setOf(permissions[:])
		}
		v.Kind, v.ID, v.Name, v.allowed = APIKey, t.ID, t.Name, allowed&setOf(t.Scopes)
		return v, true
	}
	return Viewer{}, false
}

// openSession writes a new session of an account.
func (s *Service) openSession(tx database.Tx, a Account, device, address string) (Session, error) {
	plain, hash := secret.NewToken(sessionPrefix)
	expires := tx.Now.Add(s.life)
	t := Token{Kind: SessionToken, Hash: hash, Prefix: plain[:len(sessionPrefix)+shownLetters], Name: clip(device, 255), Address: clip(address, 64),
		AccountID: &a.ID, Scopes: []Permission{}, CreatedAt: tx.Now, ExpiresAt: &expires, LastUsedAt: &tx.Now}
	if err := insertToken(tx, &t); err != nil {
		return Session{}, err
	}
	v, ok := holder{Token: t, AccountName: a.Name, Role: a.Role, State: a.State}.viewer(tx.Now, s.idle)
	if !ok {
		return Session{}, fmt.Errorf("open a session of staff account %d: it does not count", a.ID)
	}
	return Session{Token: secret.Text(plain), ExpiresAt: expires, Viewer: v}, nil
}

// clip is a text of at most so many bytes, on one line.
func clip(text string, size int) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	for len(text) > size {
		_, n := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-n]
	}
	return text
}

// TokenListing is the name that cursors of sessions and keys carry.
const TokenListing = "staffTokens"

// MaxSessions is how many sessions of an account are listed.
const MaxSessions = 50

// SessionsOf are the sessions of accounts that still count, the newest first: one's own, and with StaffManage those of
// others. Accounts that the viewer may not ask for have none.
func (s *Service) SessionsOf(ctx context.Context, v Viewer, ids []int64) (map[int64][]Token, error) {
	if !v.May(StaffManage) {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return v.Kind != Person || id != v.AccountID })
	}
	rows, err := s.sessionsOf(ctx, ids)
	out := map[int64][]Token{}
	for _, t := range rows {
		if len(out[*t.AccountID]) < MaxSessions {
			out[*t.AccountID] = append(out[*t.AccountID], t)
		}
	}
	return out, err
}

func (s *Service) tokens(ctx context.Context, want page.Want, where map[string]any) (page.Conn[Token], error) {
	rows, err := listByID[Token](s.db.Read(ctx), want, true, where)
	if err != nil {
		return page.Conn[Token]{}, err
	}
	return page.Cut(want, rows, func(t Token) string { return page.Cursor{ID: t.ID}.Encode(TokenListing) }), nil
}

// EndSession ends one session: one's own, or with StaffManage another's who is no mightier. Others hear a fault.NotFound.
func (s *Service) EndSession(ctx context.Context, v Viewer, id int64) error {
	return s.do(ctx, v, func(tx database.Tx) error {
		t, err := findToken(tx, id)
		if err != nil {
			return err
		}
		if t.Kind != SessionToken || t.AccountID == nil {
			return noToken()
		}
		if err := hands(tx, v, *t.AccountID); fault.Is(err, fault.NotFound) {
			return noToken()
		} else if err != nil {
			return err
		}
		if err := removeToken(tx, id, SessionToken); err != nil {
			return err
		}
		return Record(tx, Entry{Actor: v, Action: "staff.endSession", Kind: "staff", ObjectID: *t.AccountID})
	})
}

func noToken() error { return fault.NotFoundf("id", "there is no such session or key") }
