package account_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/secret"
	"cartwright/internal/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// post keeps the mails that were asked for.
type post struct {
	mu    sync.Mutex
	mails []account.Mail
}

// Queue keeps a mail.
func (p *post) Queue(_ database.Tx, m account.Mail) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mails = append(p.mails, m)
	return nil
}

// last is the last mail of a kind, or none.
func (p *post) last(kind string) account.Mail {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range slices.Backward(p.mails) {
		if m.Kind == kind {
			return m
		}
	}
	return account.Mail{}
}

// token is the token of the last link of a kind.
func (p *post) token(kind string) string {
	url := p.last(kind).Data["url"]
	return url[strings.LastIndexByte(url, '/')+1:]
}

// quick hashes fast, which is enough for tests.
var quick = secret.NewHasher(secret.Params{Memory: 64, Time: 1, Threads: 1, AtOnce: 4, Waiting: 2000})

const (
	site  = "https://shop.example"
	right = "correct horse"
)

var here = account.Client{Address: "192.0.2.7", Device: "test"}

type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func open(db *database.DB, o account.Options) (*account.Service, *post) {
	p := &post{}
	o.Hasher, o.Mailer = quick, p
	return account.New(db, o), p
}

func ptr[T any](v T) *T { return &v }

func register(t *testing.T, s *account.Service, email string) account.Customer {
	t.Helper()
	c, err := s.Register(t.Context(), account.Fields{Email: &email, Password: ptr(right), FirstName: ptr("A")}, site)
	must(t, err)
	return c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// codes are the codes and paths of an error's faults.
func codes(err error) []string {
	out := []string{}
	for _, f := range account.Faults(err) {
		out = append(out, f.Code+" "+strings.Join(f.Path, "."))
	}
	if err != nil && len(out) == 0 {
		out = append(out, "system: "+err.Error())
	}
	return out
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	faults := account.Faults(err)
	if len(faults) == 0 || faults[0].Code != code {
		t.Errorf("got %v, want %s", errors.Join(err), code)
	}
}
