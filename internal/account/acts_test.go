package account_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/place"
	"cartwright/internal/secret"
	"cartwright/internal/storetest"
)

func TestStaffActs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, post := open(db, account.Options{})
		c := register(t, s, "jo@example.com")
		t.Run("who is switched off is out at once, and gets in again when switched on", func(t *testing.T) {
			session, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			must(t, s.Recover(t.Context(), "jo@example.com", site, here))
			must(t, s.Disable(t.Context(), c.ID))
			_, err = s.CustomerOfToken(t.Context(), string(session.Token))
			wantCode(t, err, "INVALID")
			_, err = s.Renew(t.Context(), string(session.Token))
			wantCode(t, err, "INVALID")
			_, err = s.Reset(t.Context(), c.ID, post.token("recovery"), "another password", here)
			wantCode(t, err, "TOKEN_INVALID")
			must(t, s.Enable(t.Context(), c.ID))
			_, err = s.CustomerOfToken(t.Context(), string(session.Token))
			wantCode(t, err, "INVALID")
			_, err = s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
		})
		t.Run("tags are the customer's, and none are nobody's", func(t *testing.T) {
			must(t, s.Tag(t.Context(), c.ID, []string{"vip", "loyal"}))
			must(t, db.InTx(t.Context(), func(tx database.Tx) error {
				for id, want := range map[account.CustomerID][]string{c.ID: {"vip", "loyal"}, c.ID + 99: nil} {
					got, err := s.TagsIn(tx, id)
					if diff := cmp.Diff(want, got); err != nil || diff != "" {
						t.Error(err, diff)
					}
				}
				return nil
			}))
		})
		t.Run("there is nothing to do about nobody", func(t *testing.T) {
			for _, err := range []error{s.Disable(t.Context(), 999), s.Enable(t.Context(), -1), s.Tag(t.Context(), 0, nil), s.Erase(t.Context(), 999, nil), second(s.Export(t.Context(), 999)),
				second(s.AddAddress(t.Context(), 999, place.Address{CountryCode: "IE"})), s.RemoveAddress(t.Context(), c.ID, 999), second(s.SetDefaultAddress(t.Context(), 999, 1))} {
				wantCode(t, err, "NOT_FOUND")
			}
		})
	})
}

func TestSessions(t *testing.T) {
	clock := &clock{time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)}
	storetest.EachAt(t, clock.read, func(t *testing.T, db *database.DB) {
		was := clock.now
		defer func() { clock.now = was }()
		s, _ := open(db, account.Options{})
		c := register(t, s, "jo@example.com")
		session, err := s.SignIn(t.Context(), "jo@example.com", right, account.Client{Device: string(make([]rune, 300))})
		must(t, err)
		t.Run("the last use is noted once an hour", func(t *testing.T) {
			for _, c := range []struct {
				after  time.Duration
				writes bool
			}{{59 * time.Minute, false}, {61 * time.Minute, true}, {62 * time.Minute, false}} {
				clock.now = was.Add(c.after)
				ctx, counter := database.WithCounter(t.Context())
				_, err := s.CustomerOfToken(ctx, string(session.Token))
				must(t, err)
				if n := len(counter.Statements()); n > 1 != c.writes {
					t.Errorf("after %s it took %d statements", c.after, n)
				}
			}
			list, err := s.Sessions(t.Context(), c.ID)
			must(t, err)
			if len(list) != 1 || !list[0].UsedAt.Equal(was.Add(61*time.Minute)) {
				t.Errorf("the sessions are %v", list)
			}
		})
		t.Run("one act signs out everywhere", func(t *testing.T) {
			_, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			must(t, s.EndSessions(t.Context(), c.ID))
			list, err := s.Sessions(t.Context(), c.ID)
			must(t, err)
			if len(list) != 0 {
				t.Errorf("%d are left", len(list))
			}
		})
		t.Run("what is no token signs nobody out and renews nothing", func(t *testing.T) {
			for _, token := range []string{"", "x", string(session.Token)} {
				wantCode(t, s.SignOut(t.Context(), token), "INVALID")
				_, err := s.Renew(t.Context(), token)
				wantCode(t, err, "INVALID")
			}
		})
	})
}

func TestLinks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, post := open(db, account.Options{Private: true})
		_, err := s.Register(t.Context(), account.Fields{Email: ptr("jo@example.com"), Password: ptr(right)}, site)
		must(t, err)
		url, token := post.last("activation").Data["url"], post.token("activation")
		var id account.CustomerID
		if _, err := fmt.Sscanf(url, site+"/account/activate/%d/", &id); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"", "x", ":", "https://shop.example/account/activate/x/" + token, "https://shop.example/account/reset/1/" + token, url + "x", url + "/x",
			"https://shop.example/account/activate/-1/" + token, "https://shop.example/account/activate/99999999999999999999/" + token} {
			_, err := s.ActivateByURL(t.Context(), bad, "another password", here)
			if diff := cmp.Diff([]string{"TOKEN_INVALID activationUrl"}, codes(err)); diff != "" {
				t.Errorf("%q: %s", bad, diff)
			}
			_, err = s.ResetByURL(t.Context(), bad, "another password", here)
			if diff := cmp.Diff([]string{"TOKEN_INVALID resetUrl"}, codes(err)); diff != "" {
				t.Errorf("%q: %s", bad, diff)
			}
		}
		_, err = s.Reset(t.Context(), id, token, "another password", here)
		wantCode(t, err, "TOKEN_INVALID") // it is for activating
		_, err = s.Activate(t.Context(), id, token, "short", here)
		if diff := cmp.Diff([]string{"TOO_SHORT input.password"}, codes(err)); diff != "" {
			t.Error(diff)
		}
		session, err := s.Activate(t.Context(), id, token, "another password", here)
		must(t, err)
		if session.Customer.ID != id {
			t.Errorf("customer %d was activated", session.Customer.ID)
		}
	})
}

func TestBook(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := open(db, account.Options{})
		c := register(t, s, "jo@example.com")
		for i := range 5 {
			_, err := s.AddAddress(t.Context(), c.ID, place.Address{City: fmt.Sprint("Town ", i), CountryCode: "IE"})
			must(t, err)
		}
		cities := func(args page.Args, reverse bool) (out []string, last string) {
			list, err := s.Addresses(t.Context(), c.ID, args, reverse)
			must(t, err)
			for i, a := range list.Nodes {
				out, last = append(out, a.Address.City[5:]), list.Cursor(i)
			}
			return out, last
		}
		first, cursor := cities(page.Args{First: ptr(2)}, false)
		next, _ := cities(page.Args{First: ptr(2), After: &cursor}, false)
		tail, _ := cities(page.Args{Last: ptr(2)}, false)
		turned, _ := cities(page.Args{First: ptr(2)}, true)
		if diff := cmp.Diff([][]string{{"0", "1"}, {"2", "3"}, {"3", "4"}, {"4", "3"}}, [][]string{first, next, tail, turned}); diff != "" {
			t.Error(diff)
		}
		for want, a := range map[string]place.Address{
			"BLANK address.country":        {City: "x"},
			"INVALID address.country":      {CountryCode: "QQ"},
			"INVALID address.province":     {CountryCode: "US", ProvinceCode: "Nowhere"},
			"INVALID address.zip":          {CountryCode: "US", Zip: "1"},
			"INVALID address.phone":        {CountryCode: "US", Phone: "call me"},
			"CONTAINS_URL address.company": {CountryCode: "US", Company: "http://x"},
		} {
			_, err := s.AddAddress(t.Context(), c.ID, a)
			if diff := cmp.Diff([]string{want}, codes(err)); diff != "" {
				t.Error(diff)
			}
		}
		t.Run("the default moves to the oldest that is left", func(t *testing.T) {
			list, err := s.Addresses(t.Context(), c.ID, page.Args{First: ptr(10)}, false)
			must(t, err)
			got, err := s.SetDefaultAddress(t.Context(), c.ID, list.Nodes[3].ID)
			must(t, err)
			if *got.DefaultAddressID != list.Nodes[3].ID {
				t.Errorf("the default is %d", *got.DefaultAddressID)
			}
			must(t, s.RemoveAddress(t.Context(), c.ID, list.Nodes[3].ID))
			all, err := s.CustomersByIDs(t.Context(), []account.CustomerID{c.ID})
			must(t, err)
			if d := all[c.ID].DefaultAddressID; d == nil || *d != list.Nodes[0].ID {
				t.Error("the default is not the oldest")
			}
			for i, a := range list.Nodes {
				if i != 3 {
					must(t, s.RemoveAddress(t.Context(), c.ID, a.ID))
				}
			}
			all, err = s.CustomersByIDs(t.Context(), []account.CustomerID{c.ID})
			must(t, err)
			if all[c.ID].DefaultAddressID != nil {
				t.Error("an empty book has a default")
			}
		})
	})
}

// TestBusy sends more passwords than may wait; those that are turned away can come again.
func TestBusy(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	s := account.New(db, account.Options{Hasher: secret.NewHasher(secret.Params{Memory: 16384, Time: 2, Threads: 1, AtOnce: 1, Waiting: 1})})
	var served, busy atomic.Int64
	together(30, func() {
		_, err := s.SignIn(t.Context(), "nobody@example.com", right, account.Client{})
		switch {
		case fault.Is(err, fault.Unavailable):
			busy.Add(1)
		case fault.Is(err, fault.Limit), fault.Is(err, fault.Invalid):
			served.Add(1)
		default:
			t.Error(err)
		}
	})
	if served.Load() == 0 || served.Load()+busy.Load() != 30 {
		t.Errorf("%d were served and %d turned away", served.Load(), busy.Load())
	}
}
