package staff_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/bcrypt"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

func TestSignIn(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		a := create(t, s, "anna@käse.example", staff.Catalogue)
		t.Run("a session knows whose it is", func(t *testing.T) {
			session := signIn(t, s, " Anna@KÄSE.example")
			got, err := s.Authenticate(t.Context(), string(session.Token))
			if err != nil {
				t.Fatal(err)
			}
			if got.Kind != staff.Person || got.ID != a.ID || got.AccountID != a.ID || got.Name != a.Name || got.Role != staff.Catalogue || got.TokenID == 0 || !got.Staff() {
				t.Errorf("%+v", got)
			}
			if diff := cmp.Diff(staff.Catalogue.Permissions(), got.Permissions()); diff != "" {
				t.Error(diff)
			}
			if !session.ExpiresAt.Equal(c.read().Add(staff.DefaultLife)) || strings.Contains(fmt.Sprintf("%+v", session), string(session.Token)) {
				t.Errorf("%+v", session)
			}
		})
		t.Run("one statement says so", func(t *testing.T) {
			session := signIn(t, s, a.Email)
			ctx, counter := database.WithCounter(t.Context())
			if _, err := s.Authenticate(ctx, string(session.Token)); err != nil {
				t.Fatal(err)
			}
			if got := counter.Statements(); len(got) != 1 {
				t.Errorf("%q", got)
			}
		})
		t.Run("nothing else is let in, and all of it hears the same", func(t *testing.T) {
			if err := s.Disable(t.Context(), system, create(t, s, "disabled@example.com", staff.Support).ID); err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, at := range []staff.Attempt{
				{Email: a.Email, Password: "wrong"}, {Email: a.Email, Password: ""}, {Email: a.Email, Password: password + " "},
				{Email: "unknown@example.com", Password: password}, {Email: "", Password: password}, {Email: "\xff", Password: password},
				{Email: "disabled@example.com", Password: password}, {Email: a.Email + "\x00", Password: password},
				{Email: a.Email, Password: secret.Text(strings.Repeat("x", 1<<20))},
			} {
				_, err := s.SignIn(t.Context(), at)
				wantLabel(t, err, "WRONG_CREDENTIALS")
				texts = append(texts, err.Error())
			}
			for _, text := range texts {
				if text != texts[0] {
					t.Errorf("%q and %q", text, texts[0])
				}
			}
		})
		t.Run("an address that only looks alike is another", func(t *testing.T) {
			for _, email := range []string{"ánna@käse.example", "anna@kase.example", "anna @käse.example", "anna@käse.example."} {
				_, err := s.SignIn(t.Context(), staff.Attempt{Email: email, Password: password})
				wantLabel(t, err, "WRONG_CREDENTIALS")
			}
		})
		t.Run("tokens that are none open nothing", func(t *testing.T) {
			token := string(signIn(t, s, a.Email).Token)
			for _, bearer := range []string{"", "x", token[:len(token)-1], token + "x", strings.ToUpper(token), "cw_key_" + strings.TrimPrefix(token, "cw_staff_"), "cw_staff_" + strings.Repeat("x", 1<<20)} {
				_, err := s.Authenticate(t.Context(), bearer)
				wantLabel(t, err, "UNAUTHENTICATED")
			}
		})
		t.Run("a session ends when it is not used, and in the end anyway", func(t *testing.T) {
			session := signIn(t, s, a.Email)
			for c.read().Add(20 * time.Hour).Before(session.ExpiresAt) {
				c.move(20 * time.Hour)
				if _, err := s.Authenticate(t.Context(), string(session.Token)); err != nil {
					t.Fatal(err)
				}
			}
			c.move(session.ExpiresAt.Sub(c.read()) - time.Millisecond)
			if _, err := s.Authenticate(t.Context(), string(session.Token)); err != nil {
				t.Error(err)
			}
			c.move(time.Millisecond)
			_, err := s.Authenticate(t.Context(), string(session.Token))
			wantLabel(t, err, "UNAUTHENTICATED")
			session = signIn(t, s, a.Email)
			c.move(staff.DefaultIdle)
			_, err = s.Authenticate(t.Context(), string(session.Token))
			wantLabel(t, err, "UNAUTHENTICATED")
			if n, err := s.Sweep(t.Context()); err != nil || n < 5 {
				t.Errorf("%d, %v", n, err)
			}
		})
		t.Run("sessions are listed, ended one by one, or all", func(t *testing.T) {
			v, one, two := person(t, s, a.Email), signIn(t, s, a.Email), signIn(t, s, a.Email)
			list, err := s.SessionsOf(t.Context(), v, []int64{a.ID})
			if err != nil || len(list[a.ID]) != 3 {
				t.Fatalf("%d sessions, %v", len(list[a.ID]), err)
			}
			now := c.read()
			expires := now.Add(staff.DefaultLife)
			first := list[a.ID][0]
			want := staff.Token{ID: two.Viewer.TokenID, Kind: staff.SessionToken, Hash: first.Hash, Prefix: string(two.Token)[:15], Name: "Browser", Address: "192.0.2.1", AccountID: &a.ID,
				Scopes: []staff.Permission{}, CreatedAt: now, ExpiresAt: &expires, LastUsedAt: &now}
			if diff := cmp.Diff(want, first); diff != "" {
				t.Error(diff)
			}
			other := create(t, s, "other@example.com", staff.Support)
			stranger := person(t, s, other.Email)
			wantLabel(t, s.EndSession(t.Context(), stranger, one.Viewer.TokenID), "id NOT_FOUND")
			wantLabel(t, s.EndSession(t.Context(), stranger, 999999), "id NOT_FOUND")
			wantLabel(t, s.SignOutEverywhere(t.Context(), stranger, a.ID), "id NOT_FOUND")
			if seen, err := s.SessionsOf(t.Context(), stranger, []int64{a.ID, other.ID}); err != nil || len(seen[a.ID]) != 0 || len(seen[other.ID]) != 1 {
				t.Errorf("a stranger sees %v, %v", seen, err)
			}
			if err := s.EndSession(t.Context(), v, one.Viewer.TokenID); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(one.Token))), "UNAUTHENTICATED")
			if err := s.SignOut(t.Context(), two.Viewer); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(two.Token))), "UNAUTHENTICATED")
			three := signIn(t, s, a.Email)
			if err := s.SignOutEverywhere(t.Context(), v, a.ID); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(three.Token))), "UNAUTHENTICATED")
			if _, err := s.Find(t.Context(), stranger, other.ID); err != nil {
				t.Errorf("another's session ended, too: %v", err)
			}
		})
		t.Run("a hash of other costs, or bcrypt's, is made anew by signing in", func(t *testing.T) {
			imported, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
			if err != nil {
				t.Fatal(err)
			}
			err = db.InTx(t.Context(), func(tx database.Tx) error {
				return tx.DB.Exec("UPDATE staff_accounts SET password_hash = ? WHERE id = ?", string(imported), a.ID).Error
			})
			if err != nil {
				t.Fatal(err)
			}
			signIn(t, s, a.Email)
			got, err := s.Find(t.Context(), system, a.ID)
			if err != nil || !strings.HasPrefix(string(got.PasswordHash), "$argon2id$v=19$m=64,t=1,p=1$") {
				t.Errorf("%v", err)
			}
			signIn(t, s, a.Email)
		})
	})
}

func TestPasswords(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		a := create(t, s, "anna@example.com", staff.Owner)
		t.Run("a change signs out everywhere, and goes on with a new session", func(t *testing.T) {
			v, other := person(t, s, a.Email), signIn(t, s, a.Email)
			_, err := s.ChangePassword(t.Context(), v, "wrong", another)
			wantLabel(t, err, "password WRONG_CREDENTIALS")
			_, err = s.ChangePassword(t.Context(), v, password, "short")
			wantLabel(t, err, "newPassword TOO_SHORT")
			session, err := s.ChangePassword(t.Context(), v, password, another)
			if err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(other.Token))), "UNAUTHENTICATED")
			if got, err := s.Authenticate(t.Context(), string(session.Token)); err != nil || got.AccountID != a.ID {
				t.Errorf("%+v, %v", got, err)
			}
			wantLabel(t, second(s.SignIn(t.Context(), staff.Attempt{Email: a.Email, Password: password})), "WRONG_CREDENTIALS")
			_, err = s.ChangePassword(t.Context(), v, another, password) // with the session that was ended
			wantLabel(t, err, "id NOT_FOUND")
		})
		t.Run("an owner sets it for another", func(t *testing.T) {
			b := create(t, s, "berta@example.com", staff.Support)
			session := signIn(t, s, b.Email)
			if err := second(s.SetPassword(t.Context(), system, b.ID, another)); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(session.Token))), "UNAUTHENTICATED")
			if _, err := s.SignIn(t.Context(), staff.Attempt{Email: b.Email, Password: another}); err != nil {
				t.Error(err)
			}
			wantLabel(t, second(s.SetPassword(t.Context(), system, b.ID, "short")), "password TOO_SHORT")
			wantLabel(t, second(s.SetPassword(t.Context(), system, 999, another)), "id NOT_FOUND")
		})
		t.Run("of many changes at once one wins", func(t *testing.T) {
			b := create(t, s, "clara@example.com", staff.Support)
			v := person(t, s, b.Email)
			errs := together(8, func(i int) error {
				return second(s.ChangePassword(t.Context(), v, password, secret.Text(fmt.Sprintf("a long new password %d", i))))
			})
			won := 0
			for _, err := range errs {
				if err == nil {
					won++
				} else if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Invalid) {
					t.Error(err)
				}
			}
			if list, err := s.SessionsOf(t.Context(), system, []int64{b.ID}); won != 1 || err != nil || len(list[b.ID]) != 1 {
				t.Errorf("%d won, %d sessions, %v", won, len(list[b.ID]), err)
			}
		})
	})
}

func TestThrottle(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		a := create(t, s, "anna@example.com", staff.Owner)
		session := signIn(t, s, a.Email)
		guess := func(email, address string, p secret.Text) error {
			return second(s.SignIn(t.Context(), staff.Attempt{Email: email, Password: p, Address: address}))
		}
		spell := []string{"anna@example.com", "ANNA@example.com", " anna@EXAMPLE.com "}
		t.Run("of many guesses at once, from wherever and however spelt, ten are looked at", func(t *testing.T) {
			for email, spell := range map[string][]string{"known": spell, "unknown": {"who@example.com", "Who@Example.Com", "who@example.com "}} {
				errs := together(60, func(i int) error { return guess(spell[i%3], fmt.Sprintf("198.51.100.%d", i), "wrong") })
				if diff := cmp.Diff(map[string]int{"WRONG_CREDENTIALS": 10, "THROTTLED": 50}, tally(t, errs)); diff != "" {
					t.Errorf("%s: %s", email, diff)
				}
			}
		})
		t.Run("then not even the password opens, for known and unknown alike", func(t *testing.T) {
			known, unknown := guess(a.Email, "", password), guess("who@example.com", "", password)
			wantLabel(t, known, "THROTTLED")
			if diff := cmp.Diff(known.Error(), unknown.Error()); diff != "" || !strings.Contains(known.Error(), "15 minutes") {
				t.Errorf("%v", known)
			}
		})
		t.Run("who is signed in stays in, and may change the password", func(t *testing.T) {
			v, err := s.Authenticate(t.Context(), string(session.Token))
			if err != nil {
				t.Fatal(err)
			}
			if session, err = s.ChangePassword(t.Context(), v, password, password+"!"); err != nil {
				t.Fatal(err)
			}
			v = session.Viewer
			for range 10 {
				wantLabel(t, second(s.ChangePassword(t.Context(), v, "wrong", another)), "password WRONG_CREDENTIALS")
			}
			wantLabel(t, second(s.ChangePassword(t.Context(), v, password, another)), "THROTTLED") // whoever stole a session guesses no better
			if err := second(s.SetPassword(t.Context(), system, a.ID, password)); err != nil {
				t.Fatal(err)
			}
		})
		t.Run("there are never more than ten in a quarter of an hour", func(t *testing.T) {
			c.move(15 * time.Minute)
			looked := 0
			var at []time.Time
			for range 200 {
				if label(t, guess(a.Email, "", "wrong")) == "WRONG_CREDENTIALS" {
					looked++
					at = append(at, c.read())
				}
				c.move(17 * time.Second)
			}
			for i := range at[:max(0, len(at)-10)] {
				if at[i+10].Sub(at[i]) < 15*time.Minute {
					t.Fatalf("eleven between %v and %v", at[i], at[i+10])
				}
			}
			if looked < 30 {
				t.Errorf("%d guesses were looked at in %v", looked, 200*17*time.Second)
			}
		})
		t.Run("who is right is not counted", func(t *testing.T) {
			c.move(15 * time.Minute)
			for range 30 {
				if err := guess(a.Email, "203.0.113.7", password); err != nil {
					t.Fatal(err)
				}
			}
		})
		t.Run("a network guesses at no more than a hundred accounts", func(t *testing.T) {
			c.move(15 * time.Minute)
			got := map[string]int{}
			for i := range 120 {
				got[label(t, guess(fmt.Sprintf("n%d@example.com", i), fmt.Sprintf("2001:db8:1:2::%x", i), "wrong"))]++
			}
			if diff := cmp.Diff(map[string]int{"WRONG_CREDENTIALS": 100, "THROTTLED": 20}, got); diff != "" {
				t.Error(diff)
			}
			if err := guess(a.Email, "2001:db8:1:3::1", password); err != nil {
				t.Errorf("another network: %v", err)
			}
		})
		t.Run("a check that never ran is not counted", func(t *testing.T) {
			slow := secret.NewHasher(secret.Params{Memory: 64 * 1024, Time: 2, Threads: 1, AtOnce: 1, Waiting: 1})
			crowded, err := staff.New(db, staff.Options{Hasher: slow})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for got["UNAVAILABLE"] == 0 { // until some came while others were being served
				c.move(15 * time.Minute)
				got = tally(t, together(9, func(int) error {
					return second(crowded.SignIn(t.Context(), staff.Attempt{Email: "crowd@example.com", Password: "x"}))
				}))
			}
			if got["WRONG_CREDENTIALS"]+got["UNAVAILABLE"] != 9 {
				t.Fatalf("%v", got)
			}
			for range 10 - got["WRONG_CREDENTIALS"] {
				wantLabel(t, guess("crowd@example.com", "", "x"), "WRONG_CREDENTIALS")
			}
			wantLabel(t, guess("crowd@example.com", "", "x"), "THROTTLED")
		})
		t.Run("guesses are swept", func(t *testing.T) {
			c.move(time.Hour)
			if n, err := s.Sweep(t.Context()); err != nil || n < 100 {
				t.Errorf("%d, %v", n, err)
			}
		})
	})
}

// TestDump looks for what was shown to people in everything that is stored.
func TestDump(t *testing.T) {
	c := newClock()
	db := storetest.OpenAt(t, database.SQLite, c.read)
	s := serve(t, db)
	a := create(t, s, "anna@example.com", staff.Owner)
	session := signIn(t, s, a.Email)
	e, codes := enrol(t, s, c, session.Viewer)
	key, _, err := s.CreateKey(t.Context(), session.Viewer, staff.KeySpec{Name: "key", Scopes: []staff.Permission{staff.ProductsRead}})
	if err != nil {
		t.Fatal(err)
	}
	canaries := []string{string(password), string(session.Token)[15:], string(e.Secret), string(key)[13:], string(codes[0]), strings.ReplaceAll(string(codes[0]), "-", "")}
	for _, table := range []string{"staff_accounts", "staff_tokens", "staff_recovery_codes", "staff_guesses", "audit_entries"} {
		var rows []map[string]any
		if err := db.Read(t.Context()).Table(table).Find(&rows).Error; err != nil || len(rows) == 0 {
			t.Fatalf("%s: %d rows, %v", table, len(rows), err)
		}
		shown := fmt.Sprintf("%s", rows)
		for _, canary := range canaries {
			if strings.Contains(shown, canary) {
				t.Errorf("%q is in %s", canary, table)
			}
		}
	}
	at := staff.Attempt{Email: a.Email, Password: password}
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "account", a, "attempt", at)
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "account", a, "attempt", at)
	if shown := logged.String() + fmt.Sprintf("%+v %v", a, at); strings.Contains(shown, "anna") || strings.Contains(shown, string(password)) {
		t.Error(shown)
	}
	if shown := fmt.Sprintf("%+v %+v %+v", session, e, codes); strings.Contains(shown, string(e.Secret)) || strings.Contains(shown, string(codes[0])) {
		t.Error(shown)
	}
}

func TestOptions(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	if _, err := staff.New(db, staff.Options{Key: "short"}); err == nil {
		t.Error("a short key was taken")
	}
	s, err := staff.New(db, staff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := s.Authenticate(ctx, "cw_staff_x"); err == nil || errors.As(err, new(*fault.Fault)) {
		t.Errorf("a database that does not answer is no wrong token: %v", err)
	}
}
