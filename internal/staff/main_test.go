package staff_test

import (
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const (
	password = secret.Text("correct horse battery")
	another  = secret.Text("staple staple staple 2")
	sealKey  = secret.Text("0123456789abcdef0123456789abcdef")
)

// clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)} }

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// cheap is a hasher that tests can afford.
func cheap() *secret.Hasher {
	return secret.NewHasher(secret.Params{Memory: 64, Time: 1, Threads: 1, AtOnce: 4, Waiting: 1000})
}

func serve(t testing.TB, db *database.DB) *staff.Service {
	t.Helper()
	s, err := staff.New(db, staff.Options{Hasher: cheap(), Key: sealKey, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var system = staff.SystemViewer("command line")

func create(t testing.TB, s *staff.Service, email string, role staff.Role) staff.Account {
	t.Helper()
	a, err := s.Create(t.Context(), system, staff.AccountSpec{Email: email, Name: "Name of " + email, Role: role, Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func signIn(t testing.TB, s *staff.Service, email string) staff.Session {
	t.Helper()
	session, err := s.SignIn(t.Context(), staff.Attempt{Email: email, Password: password, Device: "Browser", Address: "192.0.2.1", RequestID: "req-1"})
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// person signs in and takes the way of every request.
func person(t testing.TB, s *staff.Service, email string) staff.Viewer {
	t.Helper()
	v, err := s.Authenticate(t.Context(), string(signIn(t, s, email).Token))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// label is the code of a fault; other errors end the test.
func label(t testing.TB, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		t.Fatalf("not a fault: %v", err)
	}
	return strings.TrimPrefix(strings.Join(f.Path, ".")+" "+f.Label(), " ")
}

func wantLabel(t testing.TB, err error, want string) {
	t.Helper()
	if got := label(t, err); got != want {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
}

// codeAt is what an authenticator shows.
func codeAt(t testing.TB, e staff.Enrolment, at time.Time) secret.Text {
	t.Helper()
	code, err := totp.GenerateCode(string(e.Secret), at)
	if err != nil {
		t.Fatal(err)
	}
	return secret.Text(code)
}

// enrol switches one-time passwords on, and moves the clock beyond the code that was used for it.
func enrol(t testing.TB, s *staff.Service, c *clock, v staff.Viewer) (staff.Enrolment, []secret.Text) {
	t.Helper()
	e, err := s.BeginTOTP(t.Context(), v, password)
	if err != nil {
		t.Fatal(err)
	}
	codes, err := s.ConfirmTOTP(t.Context(), v, codeAt(t, e, c.read()))
	if err != nil {
		t.Fatal(err)
	}
	c.move(2 * time.Minute)
	return e, codes
}

// together runs f at the same time, and gives the errors.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var done sync.WaitGroup
	for i := range n {
		done.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	done.Wait()
	return errs
}

// tally counts errors by their labels; "" is success.
func tally(t testing.TB, errs []error) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, err := range errs {
		out[label(t, err)]++
	}
	return out
}
