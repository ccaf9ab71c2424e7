package staff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

func TestAccounts(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		boss := create(t, s, "Boss@Example.com", staff.Owner)
		helper := create(t, s, "helper@example.com", staff.Support)
		v := person(t, s, "boss@example.com")
		t.Run("what was written comes back", func(t *testing.T) {
			got, err := s.Find(t.Context(), v, boss.ID)
			if err != nil {
				t.Fatal(err)
			}
			now := c.read()
			want := staff.Account{ID: boss.ID, Email: "Boss@Example.com", EmailKey: []byte("boss@example.com"), Name: "Name of Boss@Example.com",
				Role: staff.Owner, State: staff.Active, SignedInAt: &now, CreatedAt: now, UpdatedAt: now, Version: 1}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(staff.Account{}, "PasswordHash")); diff != "" {
				t.Error(diff)
			}
			if shown := fmt.Sprintf("%v %+v %#v", got, got, got); strings.Contains(shown, "argon2") || !strings.HasPrefix(string(got.PasswordHash), "$argon2id$") {
				t.Error(shown)
			}
		})
		t.Run("an account is found by its address, however it is written", func(t *testing.T) {
			got, err := s.FindByEmail(t.Context(), v, " bOss@example.com")
			if err != nil || got.ID != boss.ID {
				t.Errorf("%+v, %v", got, err)
			}
			wantLabel(t, second(s.FindByEmail(t.Context(), v, "nobody@example.com")), "id NOT_FOUND")
		})
		t.Run("an address is one account's, however it is written", func(t *testing.T) {
			for _, email := range []string{"boss@example.com", " BOSS@EXAMPLE.COM ", "boss@eXample.com"} {
				_, err := s.Create(t.Context(), v, staff.AccountSpec{Email: email, Name: "x", Role: staff.Support, Password: password})
				wantLabel(t, err, "email TAKEN")
			}
			_, err := s.Update(t.Context(), v, helper.ID, staff.Change{Email: new("boss@example.com")})
			wantLabel(t, err, "email TAKEN")
		})
		t.Run("accounts that cannot be are refused", func(t *testing.T) {
			for want, spec := range map[string]staff.AccountSpec{
				"email BAD_USER_INPUT": {Email: "x", Name: "x", Role: staff.Support, Password: password},
				"name BAD_USER_INPUT":  {Email: "x@example.com", Name: " ", Role: staff.Support, Password: password},
				"role BAD_USER_INPUT":  {Email: "x@example.com", Name: "x", Role: "king", Password: password},
				"password TOO_SHORT":   {Email: "x@example.com", Name: "x", Role: staff.Support, Password: "short"},
				"password TOO_LONG":    {Email: "x@example.com", Name: "x", Role: staff.Support, Password: secret.Text(strings.Repeat("long", 251))},
				"password INVALID":     {Email: "x@example.com", Name: "x", Role: staff.Support, Password: "aaaaaaaaaaaaaaaa"},
			} {
				_, err := s.Create(t.Context(), v, spec)
				wantLabel(t, err, want)
			}
			_, err := s.Create(t.Context(), v, staff.AccountSpec{Email: "gardener@example.com", Name: "x", Role: staff.Support, Password: "Gardener12345"})
			wantLabel(t, err, "password INVALID")
			_, err = s.Update(t.Context(), v, helper.ID, staff.Change{State: new(staff.State("asleep"))})
			wantLabel(t, err, "state BAD_USER_INPUT")
		})
		t.Run("without the permission nothing is to be had", func(t *testing.T) {
			low := person(t, s, "helper@example.com")
			for name, err := range map[string]error{
				"create":  second(s.Create(t.Context(), low, staff.AccountSpec{Email: "x@example.com", Name: "x", Role: staff.Support, Password: password})),
				"update":  second(s.Update(t.Context(), low, boss.ID, staff.Change{Name: new("x")})),
				"promote": second(s.Update(t.Context(), low, helper.ID, staff.Change{Role: new(staff.Owner)})),
				"enable":  s.Enable(t.Context(), low, boss.ID),
				"remove":  second(s.Remove(t.Context(), low, boss.ID, nil)),
				"list":    second(s.List(t.Context(), low, page.Want{Limit: 10})),
				"set":     second(s.SetPassword(t.Context(), low, boss.ID, another)),
				"reset":   second(s.ResetTOTP(t.Context(), low, boss.ID)),
				"audit":   second(s.Audit(t.Context(), low, staff.AuditQuery{Want: page.Want{Limit: 10}})),
				"keys":    second(s.Keys(t.Context(), low, page.Want{Limit: 10})),
				"key":     s.RemoveKey(t.Context(), low, 1),
				"email":   second(s.FindByEmail(t.Context(), low, "boss@example.com")),
				"nobody":  second(s.List(t.Context(), staff.Viewer{}, page.Want{Limit: 10})),
			} {
				if got := label(t, err); got != "ACCESS_DENIED" {
					t.Errorf("%s: %q", name, got)
				}
			}
			_, err := s.Find(t.Context(), low, boss.ID)
			_, absent := s.Find(t.Context(), low, 12345)
			if err == nil || absent == nil || err.Error() != absent.Error() {
				t.Errorf("another's account: %v; an absent one: %v", err, absent)
			}
			own, err := s.Update(t.Context(), low, helper.ID, staff.Change{Name: new("Helper")})
			if err != nil || own.Name != "Helper" {
				t.Errorf("one's own name: %+v, %v", own, err)
			}
		})
		t.Run("nobody gives what they do not have", func(t *testing.T) {
			plain, _, err := s.CreateKey(t.Context(), v, staff.KeySpec{Name: "staff tool", Scopes: []staff.Permission{staff.StaffManage, staff.ProductsRead, staff.DiscountsRead,
				staff.OrdersRead, staff.CustomersRead, staff.ContentRead, staff.SettingsRead}})
			if err != nil {
				t.Fatal(err)
			}
			key, err := s.Authenticate(t.Context(), string(plain))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Create(t.Context(), key, staff.AccountSpec{Email: "reader@example.com", Name: "x", Role: staff.ReadOnly, Password: password}); err != nil {
				t.Error(err)
			}
			wantLabel(t, second(s.Create(t.Context(), key, staff.AccountSpec{Email: "y@example.com", Name: "y", Role: staff.Owner, Password: password})), "ACCESS_DENIED")
			wantLabel(t, second(s.Update(t.Context(), key, boss.ID, staff.Change{Name: new("y")})), "ACCESS_DENIED")
			wantLabel(t, second(s.SetPassword(t.Context(), key, boss.ID, another)), "ACCESS_DENIED")
			wantLabel(t, second(s.Remove(t.Context(), key, boss.ID, nil)), "ACCESS_DENIED")
			wantLabel(t, second(s.ResetTOTP(t.Context(), key, boss.ID)), "ACCESS_DENIED")
			wantLabel(t, s.SignOutEverywhere(t.Context(), key, boss.ID), "ACCESS_DENIED")
			wantLabel(t, third(s.CreateKey(t.Context(), key, staff.KeySpec{Name: "z", Scopes: []staff.Permission{staff.ProductsRead}})), "ACCESS_DENIED")
		})
		t.Run("accounts are listed by pages", func(t *testing.T) {
			var emails []string
			want := page.Want{Limit: 2}
			for {
				list, err := s.List(t.Context(), v, want)
				if err != nil {
					t.Fatal(err)
				}
				for _, a := range list.Nodes {
					emails = append(emails, a.Email)
				}
				if !list.HasNext {
					break
				}
				at, err := page.Decode(staff.AccountListing, list.Cursor(len(list.Nodes)-1))
				if err != nil {
					t.Fatal(err)
				}
				want.From = &at
			}
			if diff := cmp.Diff([]string{"Boss@Example.com", "helper@example.com", "reader@example.com"}, emails); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("who is disabled is out, at once and everywhere", func(t *testing.T) {
			session := signIn(t, s, "helper@example.com")
			if err := s.Disable(t.Context(), v, helper.ID); err != nil {
				t.Fatal(err)
			}
			_, err := serve(t, db).Authenticate(t.Context(), string(session.Token))
			wantLabel(t, err, "UNAUTHENTICATED")
			_, err = s.SignIn(t.Context(), staff.Attempt{Email: "helper@example.com", Password: password})
			wantLabel(t, err, "WRONG_CREDENTIALS")
			if err := s.Enable(t.Context(), v, helper.ID); err != nil {
				t.Fatal(err)
			}
			_, err = s.Authenticate(t.Context(), string(session.Token))
			wantLabel(t, err, "UNAUTHENTICATED")
			signIn(t, s, "helper@example.com")
		})
		t.Run("a role that is taken away is gone with the next request", func(t *testing.T) {
			session := signIn(t, s, "helper@example.com")
			if _, err := s.Update(t.Context(), v, helper.ID, staff.Change{Role: new(staff.ReadOnly)}); err != nil {
				t.Fatal(err)
			}
			low, err := s.Authenticate(t.Context(), string(session.Token))
			if err != nil || low.May(staff.CustomersWrite) || !low.May(staff.CustomersRead) || low.Role != staff.ReadOnly {
				t.Errorf("%+v, %v", low, err)
			}
		})
		t.Run("who is removed is gone, and the audit log knows the name", func(t *testing.T) {
			session := signIn(t, s, "helper@example.com")
			if err := second(s.Remove(t.Context(), v, helper.ID, nil)); err != nil {
				t.Fatal(err)
			}
			_, err := s.Authenticate(t.Context(), string(session.Token))
			wantLabel(t, err, "UNAUTHENTICATED")
			wantLabel(t, second(s.Find(t.Context(), v, helper.ID)), "id NOT_FOUND")
			wantLabel(t, second(s.Remove(t.Context(), v, helper.ID, nil)), "id NOT_FOUND")
			list, err := s.Audit(t.Context(), v, staff.AuditQuery{Want: page.Want{Limit: 1}, Action: "staff.remove"})
			if err != nil || len(list.Nodes) != 1 || !strings.Contains(*list.Nodes[0].Before, "helper@example.com") || list.Nodes[0].After != nil {
				t.Errorf("%+v, %v", list.Nodes, err)
			}
		})
		t.Run("the last owner stays", func(t *testing.T) {
			for name, err := range map[string]error{
				"demote":  second(s.Update(t.Context(), v, boss.ID, staff.Change{Role: new(staff.Support)})),
				"disable": s.Disable(t.Context(), v, boss.ID),
				"remove":  second(s.Remove(t.Context(), system, boss.ID, nil)),
			} {
				if got := label(t, err); got != "LAST_OWNER" {
					t.Errorf("%s: %q", name, got)
				}
			}
			sleeping := create(t, s, "sleeping@example.com", staff.Owner)
			if err := s.Disable(t.Context(), v, sleeping.ID); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Remove(t.Context(), system, boss.ID, nil)), "LAST_OWNER") // one who cannot sign in is no owner to count on
		})
	})
}

// TestLastOwnerRaces lets owners act against each other at the same time: one is left, always.
func TestLastOwnerRaces(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		for round := range 8 {
			var owners []staff.Account
			for i := range 4 {
				owners = append(owners, create(t, s, fmt.Sprintf("owner%d-%d@example.com", round, i), staff.Owner))
			}
			errs := together(len(owners), func(i int) error {
				victim := owners[(i+1)%len(owners)].ID
				switch (i + round) % 3 {
				case 0:
					return second(s.Remove(t.Context(), system, victim, nil))
				case 1:
					return s.Disable(t.Context(), system, victim)
				}
				return second(s.Update(t.Context(), system, victim, staff.Change{Role: new(staff.Support)}))
			})
			want := map[string]int{"": len(owners) - 1, "LAST_OWNER": 1}
			if round > 0 {
				want = map[string]int{"": len(owners)} // the one of the round before is there
			}
			if diff := cmp.Diff(want, tally(t, errs)); diff != "" {
				t.Fatal(diff)
			}
			list, err := s.List(t.Context(), system, page.Want{Limit: 250})
			if err != nil {
				t.Fatal(err)
			}
			left := 0
			for _, a := range list.Nodes {
				if a.Role == staff.Owner && a.State == staff.Active {
					left++
				}
			}
			if left != 1 {
				t.Fatalf("%d owners are left", left)
			}
		}
	})
}

func second[T any](_ T, err error) error        { return err }
func third[T, U any](_ T, _ U, err error) error { return err }
