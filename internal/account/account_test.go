package account_test

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/bcrypt"

	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/place"
	"cartwright/internal/secret"
	"cartwright/internal/storetest"
)

func TestRegister(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := open(db, account.Options{})
		c := register(t, s, " Jo@Example.COM ")
		if c.Email != "Jo@Example.COM" || c.State != account.Enabled || c.ID == 0 {
			t.Errorf("registered %+v", c.ID)
		}
		t.Run("addresses that people take for one are one, in every database", func(t *testing.T) {
			register(t, s, "bücher@bücher.example")
			for _, same := range []string{"jo@example.com", "JO@EXAMPLE.COM ", "BÜCHER@xn--bcher-kva.example", "bu\u0308cher@bu\u0308cher.example"} {
				_, err := s.Register(t.Context(), account.Fields{Email: &same, Password: ptr(right)}, site)
				if diff := cmp.Diff([]string{"TAKEN input.email"}, codes(err)); diff != "" {
					t.Errorf("%q: %s", same, diff)
				}
			}
			register(t, s, "jo@example.org")
			register(t, s, "jö@example.com") // an accent is another letter
		})
		t.Run("a number belongs to one", func(t *testing.T) {
			for i, want := range [][]string{{}, {"TAKEN input.phone"}} {
				_, err := s.Register(t.Context(), account.Fields{Email: ptr(string(rune('a'+i)) + "@example.net"), Password: ptr(right), Phone: ptr("+353 1 679 2222")}, site)
				if diff := cmp.Diff(want, codes(err)); diff != "" {
					t.Error(diff)
				}
			}
		})
		t.Run("everything that is wrong is said at once", func(t *testing.T) {
			for name, c := range map[string]struct {
				fields account.Fields
				want   []string
			}{
				"nothing": {account.Fields{}, []string{"BLANK input.email", "BLANK input.password"}},
				"no address, no number, markup": {account.Fields{Email: ptr("jo"), Phone: ptr("call me"), FirstName: ptr("<b>"), LastName: ptr("see www.example.com"), Password: ptr("short")},
					[]string{"INVALID input.email", "CONTAINS_HTML_TAGS input.firstName", "CONTAINS_URL input.lastName", "INVALID input.phone", "TOO_SHORT input.password"}},
				"no domain":             {account.Fields{Email: ptr("jo@localhost"), Password: ptr(right)}, []string{"BAD_DOMAIN input.email"}},
				"blanks around":         {account.Fields{Email: ptr("x@example.com"), Password: ptr(" " + right)}, []string{"PASSWORD_STARTS_OR_ENDS_WITH_WHITESPACE input.password"}},
				"too long":              {account.Fields{Email: ptr("x@example.com"), Password: ptr(strings.Repeat("x", 256)), FirstName: ptr(strings.Repeat("x", 256))}, []string{"TOO_LONG input.firstName", "TOO_LONG input.password"}},
				"a name beside address": {account.Fields{Email: ptr("Jo <jo@example.com>"), Password: ptr(right)}, []string{"INVALID input.email"}},
			} {
				_, err := s.Register(t.Context(), c.fields, site)
				if diff := cmp.Diff(c.want, codes(err)); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			}
		})
		t.Run("many at once make one account", func(t *testing.T) {
			var made atomic.Int64
			together(20, func() {
				if _, err := s.Register(t.Context(), account.Fields{Email: ptr("race@example.com"), Password: ptr(right)}, site); err == nil {
					made.Add(1)
				} else if codes(err)[0] != "TAKEN input.email" {
					t.Error(err)
				}
			})
			if made.Load() != 1 {
				t.Errorf("%d were made", made.Load())
			}
		})
	})
}

func together(n int, f func()) {
	var wait sync.WaitGroup
	for range n {
		wait.Go(f)
	}
	wait.Wait()
}

func TestPrivateMode(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, post := open(db, account.Options{Private: true})
		again := func(f account.Fields) {
			t.Helper()
			c, err := s.Register(t.Context(), f, site)
			if err != nil || c.ID != 0 {
				t.Errorf("a private registration answers %v %v", c.ID, err)
			}
		}
		jo := account.Fields{Email: ptr("jo@example.com"), Password: ptr(right), Phone: ptr("+353 1 679 2222")}
		again(jo)
		old := post.last("activation").Data["url"]
		_, err := s.SignIn(t.Context(), "jo@example.com", right, here)
		wantCode(t, err, "UNIDENTIFIED_CUSTOMER")
		t.Run("who has not activated the account gets another link", func(t *testing.T) {
			again(jo)
			_, err := s.ActivateByURL(t.Context(), old, "another password", here)
			wantCode(t, err, "TOKEN_INVALID")
			session, err := s.ActivateByURL(t.Context(), post.last("activation").Data["url"], "another password", here)
			must(t, err)
			if session.Customer.State != account.Enabled {
				t.Errorf("the account is %s", session.Customer.State)
			}
			_, err = s.ActivateByURL(t.Context(), post.last("activation").Data["url"], "another password", here)
			wantCode(t, err, "TOKEN_INVALID")
		})
		t.Run("the owner of a taken address is told", func(t *testing.T) {
			again(jo)
			if got := post.last("account_taken"); got.To != "jo@example.com" {
				t.Errorf("somebody was told: %q", got.To)
			}
		})
		t.Run("a number that is somebody else's is left out", func(t *testing.T) {
			again(account.Fields{Email: ptr("ann@example.com"), Password: ptr(right), Phone: jo.Phone})
			session, err := s.ActivateByURL(t.Context(), post.last("activation").Data["url"], "another password", here)
			must(t, err)
			if session.Customer.Email != "ann@example.com" || session.Customer.Phone != "" {
				t.Error("the account is another one, or has the number")
			}
		})
		t.Run("nobody is sent mails without end, and that tells nothing either", func(t *testing.T) {
			for _, email := range []string{"jo@example.com", "new@example.com"} {
				n := 0
				for range 20 {
					_, err := s.Register(t.Context(), account.Fields{Email: &email, Password: ptr(right)}, site)
					if got := codes(err); len(got) == 0 {
						n++
					} else if got[0] != "THROTTLED " {
						t.Error(got)
					}
				}
				if n > 10 {
					t.Errorf("%d registrations of %s went through", n, email)
				}
			}
		})
	})
}

func TestSignIn(t *testing.T) {
	clock := &clock{time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)}
	storetest.EachAt(t, clock.read, func(t *testing.T, db *database.DB) {
		was := clock.now
		defer func() { clock.now = was }()
		s, _ := open(db, account.Options{})
		c := register(t, s, "jo@example.com")
		t.Run("a token is who signed in", func(t *testing.T) {
			session, err := s.SignIn(t.Context(), "JO@example.com", right, here)
			must(t, err)
			ctx, counter := database.WithCounter(t.Context())
			got, err := s.CustomerOfToken(ctx, string(session.Token))
			must(t, err)
			if n := len(counter.Statements()); n != 1 {
				t.Errorf("it took %d statements", n)
			}
			if diff := cmp.Diff(session.Customer, got); diff != "" {
				t.Error(diff)
			}
			must(t, s.SignOut(t.Context(), string(session.Token)))
			_, err = s.CustomerOfToken(t.Context(), string(session.Token))
			wantCode(t, err, "INVALID")
		})
		t.Run("every failure is the same", func(t *testing.T) {
			disabled := register(t, s, "off@example.com")
			must(t, s.Disable(t.Context(), disabled.ID))
			for _, try := range [][2]string{{"jo@example.com", "wrong password"}, {"nobody@example.com", right}, {"off@example.com", right}, {"no address", right}, {"", ""}} {
				_, err := s.SignIn(t.Context(), try[0], try[1], account.Client{Address: "192.0.2.99"})
				if diff := cmp.Diff([]string{"UNIDENTIFIED_CUSTOMER input"}, codes(err)); diff != "" {
					t.Errorf("%v: %s", try, diff)
				}
			}
		})
		t.Run("an imported password is taken, and kept in today's form", func(t *testing.T) {
			imported := register(t, s, "old@example.com")
			hash, err := bcrypt.GenerateFromPassword([]byte(right), bcrypt.MinCost)
			must(t, err)
			must(t, db.InTx(t.Context(), func(tx database.Tx) error {
				return tx.DB.Exec("UPDATE customers SET password_hash = ? WHERE id = ?", string(hash), imported.ID).Error
			}))
			for range 2 {
				_, err := s.SignIn(t.Context(), "old@example.com", right, here)
				must(t, err)
			}
			all, err := s.CustomersByIDs(t.Context(), []account.CustomerID{imported.ID})
			must(t, err)
			if !strings.HasPrefix(string(all[imported.ID].PasswordHash), "$argon2id$") {
				t.Error("the hash is still the old one")
			}
		})
		t.Run("a renewed token is void, and showing it ends what came of it", func(t *testing.T) {
			first, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			second, err := s.Renew(t.Context(), string(first.Token))
			must(t, err)
			_, err = s.CustomerOfToken(t.Context(), string(first.Token))
			wantCode(t, err, "INVALID")
			_, err = s.CustomerOfToken(t.Context(), string(second.Token))
			must(t, err)
			_, err = s.Renew(t.Context(), string(first.Token))
			wantCode(t, err, "INVALID")
			_, err = s.CustomerOfToken(t.Context(), string(second.Token))
			wantCode(t, err, "INVALID")
		})
		t.Run("a renewed token that is used after a while ends what came of it, too", func(t *testing.T) {
			was := clock.now
			defer func() { clock.now = was }()
			first, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			elsewhere, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			second, err := s.Renew(t.Context(), string(first.Token))
			must(t, err)
			_, err = s.CustomerOfToken(t.Context(), string(first.Token)) // was on its way
			wantCode(t, err, "INVALID")
			clock.now = clock.now.Add(2 * time.Minute)
			_, err = s.CustomerOfToken(t.Context(), string(second.Token))
			must(t, err)
			_, err = s.CustomerOfToken(t.Context(), string(first.Token))
			wantCode(t, err, "INVALID")
			_, err = s.CustomerOfToken(t.Context(), string(second.Token))
			wantCode(t, err, "INVALID")
			_, err = s.CustomerOfToken(t.Context(), string(elsewhere.Token))
			must(t, err)
		})
		t.Run("of two renewals at once one gets a token", func(t *testing.T) {
			first, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			var got atomic.Int64
			together(2, func() {
				if _, err := s.Renew(t.Context(), string(first.Token)); err == nil {
					got.Add(1)
				}
			})
			if got.Load() != 1 {
				t.Errorf("%d got one", got.Load())
			}
		})
		t.Run("tokens end", func(t *testing.T) {
			session, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			clock.now = clock.now.Add(account.DefaultLife)
			_, err = s.CustomerOfToken(t.Context(), string(session.Token))
			wantCode(t, err, "INVALID")
			removed, err := s.Sweep(t.Context())
			must(t, err)
			if removed == 0 {
				t.Error("nothing was swept")
			}
		})
		t.Run("sessions are listed and ended, one's own alone", func(t *testing.T) {
			other := register(t, s, "other@example.com")
			a, err := s.SignIn(t.Context(), "jo@example.com", right, account.Client{Device: "a"})
			must(t, err)
			clock.now = clock.now.Add(time.Minute)
			_, err = s.SignIn(t.Context(), "jo@example.com", right, account.Client{Device: "b"})
			must(t, err)
			list, err := s.Sessions(t.Context(), c.ID)
			must(t, err)
			if len(list) != 2 || list[0].Device != "b" {
				t.Fatalf("the sessions are %+v", list)
			}
			wantCode(t, s.EndSession(t.Context(), other.ID, list[1].ID), "NOT_FOUND")
			must(t, s.EndSession(t.Context(), c.ID, list[1].ID))
			_, err = s.CustomerOfToken(t.Context(), string(a.Token))
			wantCode(t, err, "INVALID")
		})
	})
}

// TestGuesses makes a thousand guesses at once, from many places and in many spellings: ten are looked at.
func TestGuesses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := open(db, account.Options{})
		c := register(t, s, "jo@example.com")
		session, err := s.SignIn(t.Context(), "jo@example.com", right, here)
		must(t, err)
		var looked, refused atomic.Int64
		spellings := []string{"jo@example.com", "JO@example.com", " jo@EXAMPLE.com"}
		var wait sync.WaitGroup
		places := make(chan struct{}, 50)
		for i := range 1000 {
			wait.Go(func() {
				places <- struct{}{}
				defer func() { <-places }()
				_, err := s.SignIn(context.Background(), spellings[i%3], "wrong password", account.Client{Address: "2001:db8:" + string(rune('0'+i%10)) + "::1"})
				switch got := codes(err); got[0] {
				case "UNIDENTIFIED_CUSTOMER input":
					looked.Add(1)
				case "THROTTLED ":
					refused.Add(1)
				default:
					t.Error(got)
				}
			})
		}
		wait.Wait()
		if looked.Load() != 10 || refused.Load() != 990 {
			t.Errorf("%d guesses were looked at and %d refused, want 10 and 990", looked.Load(), refused.Load())
		}
		if got, err := s.CustomerOfToken(t.Context(), string(session.Token)); err != nil || got.ID != c.ID {
			t.Errorf("who was signed in is not any more: %v", err)
		}
	})
}

// TestTriesGivenBack looks at who knows the password: their sign-ins use nothing up, and give guesses of others nothing back.
func TestTriesGivenBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := open(db, account.Options{})
		register(t, s, "jo@example.com")
		for range 15 {
			_, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
		}
		for i := range 10 {
			_, err := s.SignIn(t.Context(), "jo@example.com", "wrong password", account.Client{Address: "192.0.2.99"})
			wantCode(t, err, "UNIDENTIFIED_CUSTOMER")
			if i < 9 {
				_, err = s.SignIn(t.Context(), "jo@example.com", right, here)
				must(t, err)
			}
		}
		_, err := s.SignIn(t.Context(), "jo@example.com", "wrong password", account.Client{Address: "192.0.2.99"})
		wantCode(t, err, "THROTTLED")
		t.Run("one network guesses a hundred times at whatever accounts, and does not use up theirs afterwards", func(t *testing.T) {
			looked := 0
			for i := range 200 {
				_, err := s.SignIn(t.Context(), "n"+strconv.Itoa(i)+"@example.com", "wrong password", account.Client{Address: "[2001:db8::" + strconv.Itoa(i) + "]:4711"})
				if codes(err)[0] == "UNIDENTIFIED_CUSTOMER input" {
					looked++
				}
			}
			if looked != 100 {
				t.Errorf("%d guesses were looked at, want 100", looked)
			}
			var n int64
			must(t, db.Read(t.Context()).Raw("SELECT COUNT(*) FROM customer_guesses").Scan(&n).Error)
			if n > 104 { // one hundred accounts, jo and three networks
				t.Errorf("%d things are counted", n)
			}
		})
	})
}

func TestRecover(t *testing.T) {
	clock := &clock{time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)}
	storetest.EachAt(t, clock.read, func(t *testing.T, db *database.DB) {
		was := clock.now
		defer func() { clock.now = was }()
		s, post := open(db, account.Options{})
		c := register(t, s, "jo@example.com")
		session, err := s.SignIn(t.Context(), "jo@example.com", right, here)
		must(t, err)
		must(t, s.Recover(t.Context(), "nobody@example.com", site, here))
		if len(post.mails) != 0 {
			t.Errorf("somebody was told: %v", post.mails)
		}
		must(t, s.Recover(t.Context(), "jo@example.com", site, here))
		first := post.token("recovery")
		must(t, s.Recover(t.Context(), "JO@example.com", site, here))
		second := post.token("recovery")
		t.Run("only the last link is good, for one customer, once", func(t *testing.T) {
			other := register(t, s, "other@example.com")
			for _, try := range []struct {
				id    account.CustomerID
				token string
			}{{c.ID, first}, {other.ID, second}, {0, second}, {c.ID, "nothing"}} {
				_, err := s.Reset(t.Context(), try.id, try.token, "another password", here)
				wantCode(t, err, "TOKEN_INVALID")
			}
			var done atomic.Int64
			together(8, func() {
				if _, err := s.Reset(context.Background(), c.ID, second, "another password", here); err == nil {
					done.Add(1)
				}
			})
			if done.Load() != 1 {
				t.Errorf("it was used %d times", done.Load())
			}
		})
		t.Run("a new password signs out everywhere, and says so by mail", func(t *testing.T) {
			_, err := s.CustomerOfToken(t.Context(), string(session.Token))
			wantCode(t, err, "INVALID")
			if post.last("password_changed").To != "jo@example.com" {
				t.Error("nobody was told")
			}
			_, err = s.SignIn(t.Context(), "jo@example.com", "another password", here)
			must(t, err)
		})
		t.Run("links end with time, and with a change of address", func(t *testing.T) {
			must(t, s.Recover(t.Context(), "jo@example.com", site, here))
			old := post.token("recovery")
			_, _, err := s.Update(t.Context(), c.ID, account.Fields{Email: ptr("new@example.com")}, here)
			must(t, err)
			_, err = s.Reset(t.Context(), c.ID, old, "another password", here)
			wantCode(t, err, "TOKEN_INVALID")
			if got := post.last("address_changed"); got.To != "jo@example.com" || got.Data["email"] != "new@example.com" {
				t.Errorf("the old address was told %+v", got)
			}
			must(t, s.Recover(t.Context(), "new@example.com", site, here))
			clock.now = clock.now.Add(25 * time.Hour)
			_, err = s.Reset(t.Context(), c.ID, post.token("recovery"), "another password", here)
			wantCode(t, err, "TOKEN_INVALID")
		})
	})
}

func TestProfile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := open(db, account.Options{})
		c, other := register(t, s, "jo@example.com"), register(t, s, "other@example.com")
		t.Run("a password of one's own signs out elsewhere and in here", func(t *testing.T) {
			session, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			got, fresh, err := s.Update(t.Context(), c.ID, account.Fields{LastName: ptr("B"), Password: ptr("another password"), AcceptsMarketing: ptr(true)}, here)
			must(t, err)
			if got.Name() != "A B" || !got.AcceptsMarketing {
				t.Errorf("updated to %q", got.Name())
			}
			_, err = s.CustomerOfToken(t.Context(), string(session.Token))
			wantCode(t, err, "INVALID")
			_, err = s.CustomerOfToken(t.Context(), string(fresh.Token))
			must(t, err)
		})
		t.Run("what belongs to others is refused", func(t *testing.T) {
			_, _, err := s.Update(t.Context(), c.ID, account.Fields{Email: ptr("OTHER@example.com")}, here)
			if diff := cmp.Diff([]string{"TAKEN customer.email"}, codes(err)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("the book of addresses", func(t *testing.T) {
			a, err := s.AddAddress(t.Context(), c.ID, place.Address{Address1: "1 Quay Street", City: "Galway", CountryCode: "ie"})
			must(t, err)
			b, err := s.AddAddress(t.Context(), c.ID, place.Address{City: "Cork", CountryCode: "IE"})
			must(t, err)
			_, err = s.AddAddress(t.Context(), c.ID, place.Address{City: "<b>x</b>", CountryCode: "IE"})
			if diff := cmp.Diff([]string{"CONTAINS_HTML_TAGS address.city"}, codes(err)); diff != "" {
				t.Error(diff)
			}
			for _, err := range []error{
				s.RemoveAddress(t.Context(), other.ID, a.ID),
				second(s.SetDefaultAddress(t.Context(), other.ID, a.ID)),
				second(s.AddressOf(t.Context(), other.ID, a.ID)),
				second(s.UpdateAddress(t.Context(), other.ID, a.ID, func(p place.Address) place.Address { return p })),
			} {
				wantCode(t, err, "NOT_FOUND")
			}
			changed, err := s.UpdateAddress(t.Context(), c.ID, b.ID, func(p place.Address) place.Address { p.Zip = "t12 xy12"; return p })
			must(t, err)
			if changed.Address.City != "Cork" || changed.Address.Zip != "T12 XY12" {
				t.Errorf("changed to %+v", changed.Address)
			}
			all, err := s.CustomersByIDs(t.Context(), []account.CustomerID{c.ID})
			must(t, err)
			if d := all[c.ID].DefaultAddressID; d == nil || *d != a.ID {
				t.Errorf("the default is %v, want the first", d)
			}
			must(t, s.RemoveAddress(t.Context(), c.ID, a.ID))
			list, err := s.Addresses(t.Context(), c.ID, page.Args{First: ptr(10)}, false)
			must(t, err)
			if len(list.Nodes) != 1 || list.Nodes[0].ID != b.ID {
				t.Errorf("the book is %+v", list.Nodes)
			}
		})
		t.Run("everything that is kept is given, and taken away", func(t *testing.T) {
			_, err := s.SignIn(t.Context(), "other@example.com", right, here)
			must(t, err)
			_, err = s.AddAddress(t.Context(), other.ID, place.Address{City: "Cork", CountryCode: "IE"})
			must(t, err)
			export, err := s.Export(t.Context(), other.ID)
			must(t, err)
			if export.Email != "other@example.com" || len(export.Addresses) != 1 || len(export.Sessions) != 1 || !export.Addresses[0].Default {
				t.Errorf("the export is %+v", export)
			}
			also := false
			must(t, s.Erase(t.Context(), other.ID, func(_ database.Tx, c account.Customer) error { also = c.ID == other.ID; return nil }))
			if !also {
				t.Error("the other rooms were not asked")
			}
			for table, column := range map[string]string{"customers": "id", "customer_addresses": "customer_id", "customer_tokens": "customer_id", "customer_links": "customer_id"} {
				var n int64
				must(t, db.Read(t.Context()).Raw("SELECT COUNT(*) FROM "+table+" WHERE "+column+" = ?", other.ID).Scan(&n).Error)
				if n != 0 {
					t.Errorf("%d rows are left in %s", n, table)
				}
			}
		})
	})
}

func second[T any](_ T, err error) error { return err }

func TestMultipass(t *testing.T) {
	clock := &clock{time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)}
	const key = secret.Text("shared by two systems")
	storetest.EachAt(t, clock.read, func(t *testing.T, db *database.DB) {
		s, _ := open(db, account.Options{Multipass: key})
		pass := func(email string, at time.Time) string {
			token, err := account.Multipass(key, map[string]string{"email": email, "created_at": at.Format(time.RFC3339), "first_name": "M", "tag_string": "vip, loyal"})
			must(t, err)
			return token
		}
		token := pass("m@example.com", clock.now)
		session, err := s.SignInWithMultipass(t.Context(), token, here)
		must(t, err)
		if session.Customer.FirstName != "M" || !cmp.Equal(session.Customer.Tags, []string{"vip", "loyal"}) {
			t.Errorf("the customer is %v %v", session.Customer.FirstName, session.Customer.Tags)
		}
		again, err := s.SignInWithMultipass(t.Context(), pass("M@example.com", clock.now), here)
		must(t, err)
		if again.Customer.ID != session.Customer.ID {
			t.Error("the second time is another customer")
		}
		for name, bad := range map[string]string{
			"used": token, "old": pass("n@example.com", clock.now.Add(-time.Hour)), "of tomorrow": pass("n@example.com", clock.now.Add(time.Hour)),
			"changed": token[:len(token)-8] + "AAAAAAA=", "nothing": "", "noise": strings.Repeat("QUFB", 30),
		} {
			if _, err := s.SignInWithMultipass(t.Context(), bad, here); codes(err)[0] != "INVALID_MULTIPASS_REQUEST multipassToken" {
				t.Errorf("%s: %v", name, err)
			}
		}
		none, _ := open(db, account.Options{})
		_, err = none.SignInWithMultipass(t.Context(), pass("m@example.com", clock.now), here)
		wantCode(t, err, "INVALID_MULTIPASS_REQUEST")
	})
}
