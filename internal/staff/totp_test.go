package staff_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

func TestTOTP(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		a := create(t, s, "anna@example.com", staff.Owner)
		v := person(t, s, a.Email)
		other := signIn(t, s, a.Email)
		with := func(code secret.Text) error {
			return second(s.SignIn(t.Context(), staff.Attempt{Email: a.Email, Password: password, Code: code}))
		}
		t.Run("it is begun with the password and counts with the first code", func(t *testing.T) {
			wantLabel(t, second(s.ConfirmTOTP(t.Context(), v, "123456")), "CONFLICT")
			wantLabel(t, second(s.BeginTOTP(t.Context(), v, "wrong")), "password WRONG_CREDENTIALS")
			e, err := s.BeginTOTP(t.Context(), v, password)
			if err != nil || !strings.HasPrefix(string(e.URL), "otpauth://totp/Cartwright:anna@example.com?") {
				t.Fatalf("%s, %v", string(e.URL), err)
			}
			if err := with(""); err != nil {
				t.Errorf("it counts already: %v", err)
			}
			wantLabel(t, second(s.ConfirmTOTP(t.Context(), v, codeAt(t, e, c.read().Add(time.Hour)))), "code WRONG_CREDENTIALS")
			wantLabel(t, second(s.NewRecoveryCodes(t.Context(), v, password)), "CONFLICT")
		})
		e, codes := enrol(t, s, c, v)
		t.Run("then other sessions have ended", func(t *testing.T) {
			wantLabel(t, second(s.Authenticate(t.Context(), string(other.Token))), "UNAUTHENTICATED")
			if n, err := s.RecoveryCodesLeft(t.Context(), v); err != nil || n != 10 || len(codes) != 10 {
				t.Errorf("%d codes, %d left, %v", len(codes), n, err)
			}
		})
		t.Run("the password alone opens nothing", func(t *testing.T) {
			for range 20 { // it is right, so it is not counted
				wantLabel(t, with(""), "CODE_REQUIRED")
			}
			wantLabel(t, second(s.SignIn(t.Context(), staff.Attempt{Email: a.Email, Password: "wrong", Code: codeAt(t, e, c.read())})), "WRONG_CREDENTIALS")
		})
		t.Run("a code opens once, however many show it at the same time", func(t *testing.T) {
			code := codeAt(t, e, c.read())
			errs := together(5, func(int) error { return with(code) })
			if diff := cmp.Diff(map[string]int{"": 1, "WRONG_CREDENTIALS": 4}, tally(t, errs)); diff != "" {
				t.Error(diff)
			}
			c.move(20 * time.Minute)
		})
		t.Run("the codes beside the present one count, those beyond do not, and none before the last", func(t *testing.T) {
			for _, step := range []struct {
				by   time.Duration
				want string
			}{{-time.Minute, "WRONG_CREDENTIALS"}, {time.Minute, "WRONG_CREDENTIALS"}, {-30 * time.Second, ""}, {0, ""}, {30 * time.Second, ""}, {0, "WRONG_CREDENTIALS"}} {
				if got := label(t, with(codeAt(t, e, c.read().Add(step.by)))); got != step.want {
					t.Errorf("the code of %v: %q", step.by, got)
				}
			}
			c.move(20 * time.Minute)
		})
		t.Run("five wrong codes are looked at, and then not even the right one opens", func(t *testing.T) {
			errs := together(20, func(int) error { return with("000 000") })
			if diff := cmp.Diff(map[string]int{"WRONG_CREDENTIALS": 5, "THROTTLED": 15}, tally(t, errs)); diff != "" {
				t.Error(diff)
			}
			wantLabel(t, with(codeAt(t, e, c.read())), "THROTTLED")
			c.move(15 * time.Minute)
			if err := with(codeAt(t, e, c.read())); err != nil {
				t.Error(err)
			}
		})
		t.Run("a recovery code opens once, however it is typed", func(t *testing.T) {
			errs := together(5, func(i int) error {
				return with([]secret.Text{codes[0], secret.Text(strings.ToUpper(string(codes[0]))), secret.Text(strings.ReplaceAll(string(codes[0]), "-", " "))}[i%3])
			})
			if diff := cmp.Diff(map[string]int{"": 1, "WRONG_CREDENTIALS": 4}, tally(t, errs)); diff != "" {
				t.Error(diff)
			}
			c.move(15 * time.Minute)
			if n, err := s.RecoveryCodesLeft(t.Context(), v); err != nil || n != 9 {
				t.Errorf("%d left, %v", n, err)
			}
			b := create(t, s, "berta@example.com", staff.Support)
			bv := person(t, s, b.Email)
			enrol(t, s, c, bv)
			wantLabel(t, second(s.SignIn(t.Context(), staff.Attempt{Email: b.Email, Password: password, Code: codes[1]})), "WRONG_CREDENTIALS")
		})
		t.Run("new recovery codes void the old ones", func(t *testing.T) {
			v := s2v(t, s, a.Email, codeAt(t, e, c.read()))
			fresh, err := s.NewRecoveryCodes(t.Context(), v, password)
			if err != nil {
				t.Fatal(err)
			}
			wantLabel(t, with(codes[2]), "WRONG_CREDENTIALS")
			if err := with(fresh[2]); err != nil {
				t.Error(err)
			}
		})
		t.Run("it is dropped with the password, or by an owner", func(t *testing.T) {
			c.move(15 * time.Minute)
			v := s2v(t, s, a.Email, codeAt(t, e, c.read()))
			wantLabel(t, second(s.DropTOTP(t.Context(), v, "wrong")), "password WRONG_CREDENTIALS")
			if _, err := s.DropTOTP(t.Context(), v, password); err != nil {
				t.Fatal(err)
			}
			if err := with(""); err != nil {
				t.Error(err)
			}
			enrol(t, s, c, v)
			wantLabel(t, with(""), "CODE_REQUIRED")
			if err := second(s.ResetTOTP(t.Context(), system, a.ID)); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(other.Token))), "UNAUTHENTICATED")
			if err := with(""); err != nil {
				t.Error(err)
			}
		})
		t.Run("keys and the system have no one-time passwords", func(t *testing.T) {
			wantLabel(t, second(s.BeginTOTP(t.Context(), system, password)), "ACCESS_DENIED")
			wantLabel(t, second(s.ConfirmTOTP(t.Context(), staff.Viewer{}, "1")), "ACCESS_DENIED")
			wantLabel(t, s.SignOut(t.Context(), system), "ACCESS_DENIED")
		})
	})
}

// s2v signs in with a code.
func s2v(t *testing.T, s *staff.Service, email string, code secret.Text) staff.Viewer {
	t.Helper()
	session, err := s.SignIn(t.Context(), staff.Attempt{Email: email, Password: password, Code: code})
	if err != nil {
		t.Fatal(err)
	}
	return session.Viewer
}
