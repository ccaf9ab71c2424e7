package account_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/secret"
	"cartwright/internal/storetest"
)

// outbox writes mails into the outbox, as the mail room does.
type outbox struct{}

// Queue writes a mail.
func (outbox) Queue(tx database.Tx, m account.Mail) error {
	_, sum := secret.NewToken("")
	return tx.DB.Exec("INSERT INTO customer_links (kind, hash, customer_id, expires_at) VALUES ('mail', ?, 0, ?)", sum, tx.Now).Error
}

// kinds are who somebody may ask about, and how many of each there are.
var hintKinds = []string{"known", "unknown", "waiting", "disabled", "imported"}

// hintTries is how often each kind is asked about in a round; the more, the nearer are the medians to the truth.
var hintTries = flag.Int("hints", 40, "tries of each kind of account in a round of TestNoHints")

// askedAbout is how many accounts of a kind there are: none is asked about more often in three rounds than the meters let.
func askedAbout() int { return max(20, *hintTries*3/10+1) }

// TestNoHints asks about every kind of account in turn. The answers are the same, and their medians are near each other.
func TestNoHints(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		hasher := secret.NewHasher(secret.Params{Memory: 2048, Time: 1, Threads: 1, AtOnce: 1})
		s := account.New(db, account.Options{Hasher: hasher, Mailer: outbox{}})
		private := account.New(db, account.Options{Hasher: hasher, Mailer: outbox{}, Private: true})
		var rows []account.Imported
		for i := range askedAbout() {
			for _, kind := range []string{"known", "disabled"} {
				c := register(t, s, kind+strconv.Itoa(i)+"@example.com")
				if kind == "disabled" {
					must(t, s.Disable(t.Context(), c.ID))
				}
			}
			_, err := private.Register(t.Context(), account.Fields{Email: ptr("waiting" + strconv.Itoa(i) + "@example.com"), Password: ptr(right)}, site)
			must(t, err)
			rows = append(rows, account.Imported{Email: "imported" + strconv.Itoa(i) + "@example.com", PasswordHash: bcryptOf(t, right, 5)})
		}
		_, err := s.Import(t.Context(), rows)
		must(t, err)
		other := account.New(db, account.Options{Hasher: hasher, Mailer: outbox{}}) // another process, which imported nothing
		_, err = other.Sweep(t.Context())
		must(t, err)
		n := 0
		client := func() account.Client {
			n++
			return account.Client{Address: fmt.Sprintf("192.0.%d.%d", n/200%250, n%200)}
		}
		alike(t, "signing in", *hintTries, func(email string) error {
			_, err := other.SignIn(t.Context(), email, "wrong password", client())
			return err
		})
		alike(t, "asking for a new password", *hintTries*3/4, func(email string) error {
			return other.Recover(t.Context(), email, site, client())
		})
		alike(t, "registering privately", *hintTries*3/4, func(email string) error {
			_, err := private.Register(t.Context(), account.Fields{Email: &email, Password: ptr(right)}, site)
			return err
		})
	})
}

// alike does something about every kind of account in turn, and compares answers and medians. What else the machine does
// may spoil a round, but not three.
func alike(t *testing.T, what string, tries int, do func(email string) error) {
	t.Helper()
	var report string
	for round := range 3 {
		took := map[string][]time.Duration{}
		answers := map[string]bool{}
		for i := range tries {
			for _, kind := range hintKinds {
				email := kind + strconv.Itoa(i%askedAbout()) + "@example.com"
				if kind == "unknown" {
					email = fmt.Sprintf("%s%d.%d.%s@example.com", kind, round, i, what[:3])
				}
				start := time.Now()
				err := do(email)
				took[kind] = append(took[kind], time.Since(start))
				answers[fmt.Sprintf("%v %v", codes(err), err)] = true
			}
		}
		if len(answers) != 1 {
			t.Fatalf("%s: the answers are %v", what, slices.Collect(maps.Keys(answers)))
		}
		medians := map[string]time.Duration{}
		for kind, all := range took {
			slices.Sort(all)
			medians[kind] = all[len(all)/2].Round(10 * time.Microsecond)
		}
		all := slices.Sorted(maps.Values(medians))
		report = fmt.Sprintf("%s: medians of %d tries each: %v", what, tries, medians)
		if all[len(all)-1] < all[0]*13/10+300*time.Microsecond {
			t.Log(report)
			return
		}
	}
	t.Error(report)
}

// TestSecretsAreHidden prints, logs and encodes everything that holds a secret, and looks for it.
func TestSecretsAreHidden(t *testing.T) {
	const hush = "hush-hush"
	text := hush
	for _, v := range []any{
		account.Session{Token: hush, Customer: account.Customer{Email: hush}},
		account.Customer{Email: hush, Phone: hush, FirstName: hush, PasswordHash: hush, EmailKey: []byte(hush)},
		account.Mail{Kind: "recovery", To: hush, Name: hush, Data: map[string]string{"url": hush}},
		account.Fields{Email: &text, Password: &text},
		account.Imported{Email: hush, PasswordHash: hush},
		account.Token{Device: hush, Hash: []byte(hush), Family: hush},
		account.Options{Multipass: hush},
	} {
		var out bytes.Buffer
		fmt.Fprintf(&out, "%v %+v %s\n", v, v, v)
		slog.New(slog.NewTextHandler(&out, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "v", v)
		if strings.Contains(out.String(), hush) || strings.Contains(out.String(), fmt.Sprint([]byte(hush))) {
			t.Errorf("%T shows its secret:\n%s", v, out.String())
		}
	}
	if b, err := json.Marshal(account.Session{Token: hush}); err != nil || bytes.Contains(b, []byte(hush)) {
		t.Errorf("the JSON of a session is %s, %v", b, err)
	}
}

// BenchmarkSignIn is a sign-in with a right password at the costs that are used.
func BenchmarkSignIn(b *testing.B) {
	s := account.New(storetest.Open(b, database.SQLite), account.Options{})
	if _, err := s.Register(b.Context(), account.Fields{Email: ptr("jo@example.com"), Password: ptr(right)}, site); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if _, err := s.SignIn(b.Context(), "jo@example.com", right, here); err != nil {
			b.Fatal(err)
		}
	}
}
