package bulk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/bcrypt"

	"cartwright/internal/account"
	"cartwright/internal/bulk"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
	"cartwright/internal/storetest"
)

// TestImportPeople imports files of customers into accounts, on every database.
func TestImportPeople(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		people := account.New(db, account.Options{Hasher: secret.NewHasher(secret.Params{Memory: 64, Time: 1, Threads: 1})})
		run := func(t *testing.T, text string) (bulk.PeopleSummary, []string, error) {
			t.Helper()
			var lines []string
			sum, err := bulk.ImportPeople(t.Context(), strings.NewReader(text), people, bulk.PeopleOptions{Report: func(l bulk.Line) { lines = append(lines, l.String()) }})
			return sum, lines, err
		}
		hash, err := bcrypt.GenerateFromPassword([]byte("correct horse"), bcrypt.MinCost)
		if err != nil {
			t.Fatal(err)
		}
		file := "First Name,Last Name,Email,Accepts Email Marketing,Default Address Address1,Default Address City,Default Address Country Code,Default Address Zip,Phone,Total Spent,Tags,Password Hash,Created At\r\n" +
			"Jo,Doe,jo@example.com,yes,1 Quay Street,Galway,IE,H91 XY12,'+353 1 679 2222,12.50,\"vip, b2b\"," + string(hash) + ",2020-02-03T04:05:06Z\r\n" +
			"Al,,al@example.com,no,,,,,,,,,\r\n"

		t.Run("whoever was imported signs in with the password of before", func(t *testing.T) {
			sum, lines, err := run(t, file)
			if want := (bulk.PeopleSummary{Rows: 2, Created: 2}); sum != want || len(lines) != 0 || err != nil {
				t.Fatalf("%+v, %q, %v", sum, lines, err)
			}
			s, err := people.SignIn(t.Context(), "JO@example.com", "correct horse", account.Client{})
			if err != nil {
				t.Fatal(err)
			}
			c := s.Customer
			got := []any{c.FirstName, c.LastName, c.Phone, c.AcceptsMarketing, c.Tags, c.CreatedAt.UTC()}
			want := []any{"Jo", "Doe", "+35316792222", true, []string{"vip", "b2b"}, time.Date(2020, 2, 3, 4, 5, 6, 0, time.UTC)}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			a, err := people.AddressOf(t.Context(), c.ID, *c.DefaultAddressID)
			if err != nil || a.Address.City != "Galway" || a.Address.CountryCode != "IE" || a.Address.FirstName != "Jo" {
				t.Errorf("%+v, %v", a, err)
			}
		})
		t.Run("a second import makes nobody twice", func(t *testing.T) {
			sum, lines, err := run(t, file)
			if want := (bulk.PeopleSummary{Rows: 2, Known: 2}); sum != want || len(lines) != 0 || err != nil {
				t.Errorf("%+v, %q, %v", sum, lines, err)
			}
		})
		t.Run("what is wrong is said by row and column, and the others go on", func(t *testing.T) {
			sum, lines, err := run(t, "Email;Accepts Marketing;Password Hash;Created At;Shoe Size;Phone\n"+
				"no address;;;;;\nb@example.com;maybe;;yesterday;;\nc@example.com;;plain text;;;\nd@example.com;yes;;;44;\nd@example.com;;;;;\ne@example.com;;;;;'+353 1 679 2222\nf@example.com\n")
			want := []string{
				`warning: row 1: the column "Shoe Size" is unknown and not used`,
				"error: row 3, Accepts Marketing: write yes or no",
				"error: row 3, Created At: write the moment as in 2026-04-01T12:00:00Z",
				"error: row 8: the row has 1 fields and the header 6: look for a separator or a quote too many or too few",
				"error: row 2, Email: this is no e-mail address; use one such as name@example.com",
				"error: row 4, Password Hash: this is no bcrypt hash with a cost of at most 15",
				"error: row 7, Phone: another account has this already",
			}
			if diff := cmp.Diff(want, lines); diff != "" {
				t.Error(diff)
			}
			if want := (bulk.PeopleSummary{Rows: 7, Created: 1, Known: 1, Refused: 5, Errors: 6}); sum != want || err != nil {
				t.Errorf("%+v, %v", sum, err)
			}
		})
		t.Run("a file that cannot be used changes nothing", func(t *testing.T) {
			for text, want := range map[string]string{
				"":                              "the file is empty",
				"First Name,Last Name\nJo,Doe":  `the file has no column "Email"`,
				"Email,email \na@example.com,b": "mean the same",
			} {
				if sum, _, err := run(t, text); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), want) || sum.Created != 0 {
					t.Errorf("%q: %+v, %v, want %s", text, sum, err, want)
				}
			}
		})
		t.Run("many are made in batches", func(t *testing.T) {
			var b strings.Builder
			b.WriteString("Email\n")
			for i := range 2*account.MaxImport + 7 {
				fmt.Fprintf(&b, "many%d@example.com\n", i)
			}
			sum, lines, err := run(t, b.String())
			if want := 2*account.MaxImport + 7; sum.Created != want || len(lines) != 0 || err != nil {
				t.Errorf("%+v, %q, %v", sum, lines, err)
			}
		})
	})
}
