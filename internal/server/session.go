package server

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"cartwright/internal/fault"
)

// SessionHeader is how a page asks for a session in a cookie: "Cartwright-Session: cookie". Pages that have one need not
// ask again.
const SessionHeader = "Cartwright-Session"

// sessionCookie is the name of the cookie. Browsers accept it, because of how it begins, from nobody but this very host,
// over TLS or from this machine, and for all paths.
const sessionCookie = "__Host-cartwright-session"

// Session is what becomes of the cookie with an answer.
type Session struct {
	Token     string // empty: the cookie is removed
	ExpiresAt time.Time
}

// takeSession adds the session of a browser to a query. A request that a page of another site had the browser send with
// the cookie is refused: the page may not read the answer, but it could act.
func (s *Server) takeSession(r *http.Request, q *Query) *refusal {
	q.AsksSession = strings.EqualFold(r.Header.Get(SessionHeader), "cookie")
	cookie, err := r.Cookie(sessionCookie)
	if err != nil && !q.AsksSession {
		return nil
	}
	if err := s.crossOrigin.Check(r); err != nil {
		return &refusal{status: http.StatusForbidden, code: "CROSS_ORIGIN",
			text: "sessions in cookies are for pages of this site; name other sites with --trusted-origin, or use tokens"}
	}
	if err == nil {
		q.Session = cookie.Value
	}
	return nil
}

// giveSession sets the cookie, or removes it.
func giveSession(w http.ResponseWriter, session *Session, now time.Time) {
	if session == nil {
		return
	}
	c := &http.Cookie{Name: sessionCookie, Value: session.Token, Path: "/", HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode, MaxAge: -1}
	if session.Token != "" {
		c.MaxAge = max(1, int(session.ExpiresAt.Sub(now).Seconds()))
	}
	http.SetCookie(w, c)
}

// trust reads the sites whose pages may use sessions in cookies besides this one.
func (s *Server) trust() error {
	s.crossOrigin = http.NewCrossOriginProtection()
	for _, raw := range s.opts.TrustedOrigins {
		u, err := url.Parse(raw)
		if err == nil {
			err = s.crossOrigin.AddTrustedOrigin(raw)
		}
		if err != nil || u.Scheme != "http" && u.Scheme != "https" {
			return fault.Invalidf("--trusted-origin", "%q is no origin; write for example https://www.shop.example", raw)
		}
	}
	return nil
}
