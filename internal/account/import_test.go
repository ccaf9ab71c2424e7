package account_test

import (
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

func bcryptOf(t *testing.T, password string, cost int) secret.Text {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), cost)
	must(t, err)
	return secret.Text(hash)
}

func TestImport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, post := open(db, account.Options{})
		register(t, s, "here@example.com")
		old := bcryptOf(t, right, bcrypt.MinCost)
		since := time.Date(2019, 3, 1, 10, 0, 0, 123_456_789, time.UTC)
		cork := place.Address{City: "Cork", CountryCode: "ie"}
		galway := place.Address{City: "Galway", CountryCode: "IE", ProvinceCode: "galway", Zip: "h91 xy12"}
		rows := []account.Imported{
			{Email: "Jo@Example.com", FirstName: "Jo", Tags: []string{" vip ", "", "old"}, Identifier: "7", PasswordHash: old, CreatedAt: since, Addresses: []place.Address{galway, cork}},
			{Email: "ann@example.com", Phone: "+353 1 679 2222", AcceptsMarketing: true},
			{Email: "bob@example.com", PasswordHash: old, Addresses: []place.Address{cork}},
		}
		t.Run("what is wrong is said for every row, and nothing is written", func(t *testing.T) {
			bad := append([]account.Imported{}, rows...)
			bad = append(bad,
				account.Imported{Email: "HERE@example.com"},
				account.Imported{Email: "JO@example.com", Identifier: "7", Phone: "+35316792222"},
			)
			_, err := s.Import(t.Context(), bad)
			if diff := cmp.Diff([]string{"TAKEN customers.3.email", "TAKEN customers.4.email", "TAKEN customers.4.phone", "TAKEN customers.4.identifier"}, codes(err)); diff != "" {
				t.Error(diff)
			}
			_, err = s.Import(t.Context(), []account.Imported{rows[0], {Email: "x", PasswordHash: "plain", Addresses: []place.Address{{City: "<i>", CountryCode: "IE"}, {}}}})
			want := []string{"INVALID customers.1.email", "INVALID customers.1.passwordHash", "CONTAINS_HTML_TAGS customers.1.addresses.0.address.city", "BLANK customers.1.addresses.1.address.country"}
			if diff := cmp.Diff(want, codes(err)); diff != "" {
				t.Error(diff)
			}
			for _, hash := range []secret.Text{"$2a$16$" + old[7:], old[:40], "$2x", "$argon2id$v=19$m=64,t=1,p=1$x$y"} {
				_, err = s.Import(t.Context(), []account.Imported{{Email: "y@example.com", PasswordHash: hash}})
				if diff := cmp.Diff([]string{"INVALID customers.0.passwordHash"}, codes(err)); diff != "" {
					t.Error(diff)
				}
			}
			_, err = s.Import(t.Context(), make([]account.Imported, account.MaxImport+1))
			wantCode(t, err, "TOO_LONG")
		})
		ctx, counter := database.WithCounter(t.Context())
		ids, err := s.Import(ctx, rows)
		must(t, err)
		if n := len(counter.Statements()); n > 8 {
			t.Errorf("it took %d statements", n)
		}
		t.Run("they are customers from then on", func(t *testing.T) {
			all, err := s.CustomersByIDs(t.Context(), ids)
			must(t, err)
			jo := all[ids[0]]
			if jo.Email != "Jo@Example.com" || !cmp.Equal(jo.Tags, []string{"vip", "old"}) || !jo.CreatedAt.Equal(since.Truncate(time.Millisecond)) || *jo.Identifier != "7" || !all[ids[1]].AcceptsMarketing {
				t.Errorf("the customers are %#v", all)
			}
			book, err := s.Addresses(t.Context(), ids[0], page.Args{First: ptr(10)}, false)
			must(t, err)
			if len(book.Nodes) != 2 || *jo.DefaultAddressID != book.Nodes[0].ID || book.Nodes[0].Address.Zip != "H91 XY12" {
				t.Errorf("the book is %#v", book.Nodes)
			}
			if all[ids[1]].DefaultAddressID != nil || all[ids[2]].DefaultAddressID == nil {
				t.Error("the default addresses are wrong")
			}
		})
		t.Run("the first sign-ins at once all succeed, and leave today's hash", func(t *testing.T) {
			var failed atomic.Int64
			together(8, func() {
				if _, err := s.SignIn(t.Context(), "jo@example.com", right, here); err != nil {
					failed.Add(1)
					t.Error(codes(err))
				}
			})
			all, err := s.CustomersByIDs(t.Context(), ids[:1])
			must(t, err)
			if hash := string(all[ids[0]].PasswordHash); hash[:10] != "$argon2id$" {
				t.Errorf("the hash is still %.7s", hash)
			}
		})
		t.Run("who came without a password asks for one", func(t *testing.T) {
			_, err := s.SignIn(t.Context(), "ann@example.com", "", here)
			wantCode(t, err, "UNIDENTIFIED_CUSTOMER")
			must(t, s.Recover(t.Context(), "ann@example.com", site, here))
			_, err = s.ResetByURL(t.Context(), post.last("recovery").Data["url"], "another password", here)
			must(t, err)
			_, err = s.SignIn(t.Context(), "ann@example.com", "another password", here)
			must(t, err)
		})
		t.Run("two imports of the same at once make one account", func(t *testing.T) {
			var made atomic.Int64
			together(6, func() {
				if _, err := s.Import(t.Context(), []account.Imported{{Email: "same@example.com"}}); err == nil {
					made.Add(1)
				} else if codes(err)[0] != "TAKEN customers.0.email" {
					t.Error(err)
				}
			})
			if made.Load() != 1 {
				t.Errorf("%d were made", made.Load())
			}
		})
	})
}
