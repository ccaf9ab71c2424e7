package graph

import (
	"context"
	"sync"
	"time"
)

// Session is a customer's session in a browser's cookie, which scripts cannot read. It is there where the request came with
// such a cookie, or asks for one.
type Session struct {
	mu        sync.Mutex
	value     string
	expiresAt time.Time
	changed   bool
}

// NewSession is the session of a request; an empty token asks for one.
func NewSession(token string) *Session { return &Session{value: token} }

// Changed is what is to become of the cookie: a token with its end, or an empty one where the cookie goes; not ok where it
// stays as it is.
func (s *Session) Changed() (token string, expiresAt time.Time, ok bool) {
	if s == nil {
		return "", time.Time{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.value, s.expiresAt, s.changed
}

type sessionKey struct{}

// browser is the session of the request's browser; nil where the client keeps its tokens itself, which is good for all
// methods.
func browser(ctx context.Context) *Session {
	s, _ := ctx.Value(sessionKey{}).(*Session)
	return s
}

// token is the present token; empty where there is none.
func (s *Session) token() string {
	if s == nil {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.value
}

// keep puts a token into the cookie; false where there is no cookie.
func (s *Session) keep(token string, expiresAt time.Time) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.value, s.expiresAt, s.changed = token, expiresAt, true
	return true
}

// drop takes a token out of the cookie, if it is the one.
func (s *Session) drop(token string) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.value == token && token != "" {
		s.value, s.changed = "", true
	}
}

// leave empties the cookie after an act that ended every session of the customer, unless it failed.
func leave(ctx context.Context, err error) error {
	if s := browser(ctx); err == nil {
		s.drop(s.token())
	}
	return err
}
