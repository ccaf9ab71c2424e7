package account_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/secret"
	"cartwright/internal/storetest"
)

func TestVouchedCustomers(t *testing.T) {
	clock := &clock{time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)}
	const key = secret.Text("shared by two systems")
	storetest.EachAt(t, clock.read, func(t *testing.T, db *database.DB) {
		was := clock.now
		defer func() { clock.now = was }()
		s, post := open(db, account.Options{Multipass: key, Private: true})
		pass := func(email string, more ...string) string {
			said := map[string]string{"email": email, "created_at": clock.now.Format(time.RFC3339)}
			for i := 0; i < len(more); i += 2 {
				said[more[i]] = more[i+1]
			}
			token, err := account.Multipass(key, said)
			must(t, err)
			return token
		}
		refused := func(t *testing.T, token string, from account.Client) {
			t.Helper()
			_, err := s.SignInWithMultipass(t.Context(), token, from)
			wantCode(t, err, "INVALID_MULTIPASS_REQUEST")
		}
		t.Run("a token in another spelling is the same token", func(t *testing.T) {
			token := pass("a@example.com")
			_, err := s.SignInWithMultipass(t.Context(), token, here)
			must(t, err)
			for _, spelling := range []string{token, token[:9] + "\n" + token[9:], strings.TrimRight(token, "="), token + "="} {
				refused(t, spelling, here)
			}
		})
		t.Run("a token of a clock that is ahead is taken once, too, after what has expired was swept", func(t *testing.T) {
			ahead := clock.now.Add(50 * time.Second)
			token, err := account.Multipass(key, map[string]string{"email": "a@example.com", "created_at": ahead.Format(time.RFC3339)})
			must(t, err)
			_, err = s.SignInWithMultipass(t.Context(), token, here)
			must(t, err)
			clock.now = clock.now.Add(15*time.Minute + 30*time.Second)
			_, err = s.Sweep(t.Context())
			must(t, err)
			refused(t, token, here)
		})
		t.Run("of many at once with one token one signs in", func(t *testing.T) {
			token := pass("b@example.com")
			var signedIn atomic.Int64
			together(10, func() {
				if _, err := s.SignInWithMultipass(t.Context(), token, here); err == nil {
					signedIn.Add(1)
				} else if codes(err)[0] != "INVALID_MULTIPASS_REQUEST multipassToken" {
					t.Error(err)
				}
			})
			if signedIn.Load() != 1 {
				t.Errorf("%d signed in", signedIn.Load())
			}
		})
		t.Run("an identifier is somebody, whatever the address", func(t *testing.T) {
			first, err := s.SignInWithMultipass(t.Context(), pass("c@example.com", "identifier", "17"), here)
			must(t, err)
			moved, err := s.SignInWithMultipass(t.Context(), pass("elsewhere@example.com", "identifier", "17"), here)
			must(t, err)
			if moved.Customer.ID != first.Customer.ID {
				t.Error("the identifier is another customer")
			}
			refused(t, pass("c@example.com", "identifier", "18"), here)
			refused(t, pass("d@example.com", "identifier", strings.Repeat("x", 256)), here)
			found, err := s.SignInWithMultipass(t.Context(), pass("a@example.com", "identifier", "19"), here)
			must(t, err)
			export, err := s.Export(t.Context(), found.Customer.ID)
			must(t, err)
			if export.Identifier == nil || *export.Identifier != "19" {
				t.Error("a customer without an identifier did not get one")
			}
		})
		t.Run("a token for one place is taken there alone", func(t *testing.T) {
			token := pass("e@example.com", "remote_ip", "192.0.2.7")
			refused(t, token, account.Client{Address: "192.0.2.8"})
			refused(t, token, account.Client{})
			_, err := s.SignInWithMultipass(t.Context(), token, account.Client{Address: "192.0.2.7:4711"})
			must(t, err)
		})
		t.Run("an account that somebody else may have made loses its password", func(t *testing.T) {
			_, err := s.Register(t.Context(), account.Fields{Email: ptr("f@example.com"), Password: ptr(right)}, site)
			must(t, err)
			session, err := s.SignInWithMultipass(t.Context(), pass("f@example.com"), here)
			must(t, err)
			if session.Customer.State != account.Enabled {
				t.Errorf("it is %s", session.Customer.State)
			}
			_, err = s.SignIn(t.Context(), "f@example.com", right, here)
			wantCode(t, err, "UNIDENTIFIED_CUSTOMER")
			_, err = s.ActivateByURL(t.Context(), post.last("activation").Data["url"], "another password", here)
			wantCode(t, err, "TOKEN_INVALID")
		})
		t.Run("a disabled account stays so", func(t *testing.T) {
			session, err := s.SignInWithMultipass(t.Context(), pass("g@example.com"), here)
			must(t, err)
			must(t, s.Disable(t.Context(), session.Customer.ID))
			refused(t, pass("g@example.com"), here)
		})
	})
}
