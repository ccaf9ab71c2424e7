package server

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

const withSession = sessionCookie + "=secret"

func TestSessionCookie(t *testing.T) {
	expires := time.Now().Add(time.Hour)
	var next *Session
	var seen []Query
	s := made(t, Options{TrustedOrigins: []string{"https://www.shop.example"}, Engine: engine(func(_ context.Context, q Query) Reply {
		seen = append(seen, q)
		return Reply{Body: []byte(`{"data":{}}`), Executed: true, Session: next}
	})})
	const body = `{"query":"{ shop { name } }"}`

	t.Run("the cookie and the wish for one reach the engine", func(t *testing.T) {
		post(s, body, "Cookie", withSession)
		post(s, body, SessionHeader, "cookie")
		post(s, body)
		if seen[0].Session != "secret" || seen[0].AsksSession || seen[1].Session != "" || !seen[1].AsksSession || seen[2].Session != "" || seen[2].AsksSession {
			t.Errorf("%+v", seen)
		}
	})
	t.Run("a session is set where no script and no other host gets it", func(t *testing.T) {
		next = &Session{Token: "fresh", ExpiresAt: expires}
		got := post(s, body, SessionHeader, "cookie").Result().Cookies()
		next = nil
		if len(got) != 1 {
			t.Fatalf("%v", got)
		}
		c := got[0]
		if c.Name != sessionCookie || c.Value != "fresh" || c.Path != "/" || c.Domain != "" || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode ||
			c.MaxAge < 3590 || c.MaxAge > 3600 {
			t.Errorf("%+v", c)
		}
	})
	t.Run("a session is removed, and left alone", func(t *testing.T) {
		next = &Session{}
		got := post(s, body, "Cookie", withSession).Header().Get("Set-Cookie")
		next = nil
		if !strings.HasPrefix(got, sessionCookie+"=;") || !strings.Contains(got, "Max-Age=0") {
			t.Errorf("%q", got)
		}
		if got := post(s, body, "Cookie", withSession).Header().Get("Set-Cookie"); got != "" {
			t.Errorf("%q", got)
		}
	})
	for _, c := range []struct {
		name    string
		headers []string
		want    int
	}{
		{"a page of another site cannot act with the cookie", []string{"Cookie", withSession, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, http.StatusForbidden},
		{"nor one of another host of the site", []string{"Cookie", withSession, "Sec-Fetch-Site", "same-site", "Origin", "https://blog.shop.example"}, http.StatusForbidden},
		{"nor in an old browser", []string{"Cookie", withSession, "Origin", "https://evil.example"}, http.StatusForbidden},
		{"nor ask for one", []string{SessionHeader, "cookie", "Origin", "https://evil.example"}, http.StatusForbidden},
		{"a page of ours can", []string{"Cookie", withSession, "Sec-Fetch-Site", "same-origin", "Origin", "https://shop.example"}, http.StatusOK},
		{"one of a trusted site can", []string{"Cookie", withSession, "Sec-Fetch-Site", "same-site", "Origin", "https://www.shop.example"}, http.StatusOK},
		{"without the cookie everybody can ask", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://storefront.example"}, http.StatusOK},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(seen)
			w := post(s, body, c.headers...)
			if w.Code != c.want {
				t.Errorf("%d, want %d: %s", w.Code, c.want, w.Body)
			}
			if c.want == http.StatusForbidden && (len(seen) != before || codeOf(t, w.Body) != "CROSS_ORIGIN") {
				t.Errorf("it reached the engine, or says something else")
			}
		})
	}
	t.Run("credentials are for trusted sites alone", func(t *testing.T) {
		trusted, other := post(s, body, "Origin", "https://www.shop.example").Header(), post(s, body, "Origin", "https://evil.example").Header()
		if trusted.Get("Access-Control-Allow-Origin") != "https://www.shop.example" || trusted.Get("Access-Control-Allow-Credentials") != "true" {
			t.Errorf("%v", trusted)
		}
		if other.Get("Access-Control-Allow-Origin") != "*" || other.Get("Access-Control-Allow-Credentials") != "" || !strings.Contains(strings.Join(other["Vary"], ","), "Origin") {
			t.Errorf("%v", other)
		}
	})
	t.Run("an origin that is none is refused by name", func(t *testing.T) {
		for _, raw := range []string{"www.shop.example", "https://shop.example/path", "*", "ftp://shop.example"} {
			if _, err := New(Options{Engine: s.opts.Engine, APIVersion: "2026-04", TrustedOrigins: []string{raw}}); err == nil || !strings.HasPrefix(err.Error(), "--trusted-origin") {
				t.Errorf("%q: %v", raw, err)
			}
		}
	})
}
