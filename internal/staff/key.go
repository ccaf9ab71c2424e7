package staff

import (
	"context"
	"slices"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/secret"
)

// KeySpec says what a new API key is.
type KeySpec struct {
	Name      string
	Scopes    []Permission
	ExpiresAt *time.Time // nil: never
}

// keyFacts are what the audit log remembers of a key.
type keyFacts struct {
	Name      string       `json:"name"`
	Prefix    string       `json:"prefix"`
	Scopes    []Permission `json:"scopes"`
	ExpiresAt *time.Time   `json:"expiresAt"`
}

func keyFactsOf(t Token) keyFacts { return keyFacts{t.Name, t.Prefix, t.Scopes, t.ExpiresAt} }

// CreateKey makes an API key. It needs StaffManage and everything that the key may; the key may that for as long as
// whoever made it may, too. Its text is shown here and never again, not even to who asks again with the same idempotency
// key: then it is empty. Faults: Invalid at name, scopes, expiresAt.
func (s *Service) CreateKey(ctx context.Context, v Viewer, spec KeySpec) (secret.Text, Token, error) {
	if err := v.Need(StaffManage); err != nil {
		return "", Token{}, err
	}
	if v.Kind == APIKey {
		return "", Token{}, denied("ACCESS_DENIED", "keys are made by people: a key that makes keys outlives its removal")
	}
	name, err := checkName(spec.Name)
	if err != nil {
		return "", Token{}, err
	}
	if i := slices.IndexFunc(spec.Scopes, func(p Permission) bool { return !p.Valid() }); i >= 0 {
		return "", Token{}, fault.Invalidf("scopes", "there is no permission %q; use some of %v", spec.Scopes[i], Permissions())
	}
	scopes := setOf(spec.Scopes)
	if scopes == 0 {
		return "", Token{}, fault.Invalidf("scopes", "a key that may nothing is of no use; give one permission or more")
	}
	if !v.allowed.covers(scopes) {
		return "", Token{}, denied("ACCESS_DENIED", "the key would be allowed what you are not: %v", (scopes &^ v.allowed).list())
	}
	if spec.ExpiresAt != nil && !spec.ExpiresAt.After(s.db.Now()) {
		return "", Token{}, fault.Invalidf("expiresAt", "a key must expire in the future, or never")
	}
	plain, hash := secret.NewToken(keyPrefix)
	t, err := act.Do(ctx, s.db, By(v, v.Once), func(tx database.Tx) (Token, error) {
		t := Token{Kind: KeyToken, Hash: hash, Prefix: plain[:len(keyPrefix)+shownLetters], Name: name, Scopes: scopes.list(), CreatedAt: tx.Now}
		if spec.ExpiresAt != nil {
			t.ExpiresAt = new(spec.ExpiresAt.UTC().Truncate(time.Millisecond))
		}
		if v.AccountID != 0 {
			if _, err := lockAccount(tx, v.AccountID); err != nil {
				return t, err
			}
			t.AccountID = &v.AccountID
		}
		if err := insertToken(tx, &t); err != nil {
			return t, err
		}
		return t, Record(tx, Entry{Actor: v, Action: "apiKey.create", Kind: "apiKey", ObjectID: t.ID, After: keyFactsOf(t)})
	})
	if t.Hash == nil { // an earlier answer, which is kept without it; also where another try finds that of a request beside this one
		plain = ""
	}
	return secret.Text(plain), t, err
}

// Keys lists the API keys, the newest first. It needs StaffManage.
func (s *Service) Keys(ctx context.Context, v Viewer, want page.Want) (page.Conn[Token], error) {
	if err := v.Need(StaffManage); err != nil {
		return page.Conn[Token]{}, err
	}
	return s.tokens(ctx, want, map[string]any{"kind": KeyToken})
}

// RemoveKey voids an API key. It needs StaffManage.
func (s *Service) RemoveKey(ctx context.Context, v Viewer, id int64) error {
	if err := v.Need(StaffManage); err != nil {
		return err
	}
	return s.do(ctx, v, func(tx database.Tx) error {
		t, err := findToken(tx, id)
		if err != nil {
			return err
		}
		if t.Kind != KeyToken {
			return noToken()
		}
		if err := removeToken(tx, id, KeyToken); err != nil {
			return err
		}
		return Record(tx, Entry{Actor: v, Action: "apiKey.remove", Kind: "apiKey", ObjectID: id, Before: keyFactsOf(t)})
	})
}
