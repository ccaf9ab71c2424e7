package account_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/account"
	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/query"
	"cartwright/internal/storetest"
)

// TestCustomers lists the customers of a shop for those who keep it, on every database.
func TestCustomers(t *testing.T) {
	start := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	at := &clock{start}
	storetest.EachAt(t, at.read, func(t *testing.T, db *database.DB) {
		at.now = start
		s, _ := open(db, account.Options{})
		ids, err := s.Import(t.Context(), []account.Imported{
			{Email: "ann@example.com", FirstName: "Ann", LastName: "Zimmer", Tags: []string{"VIP", "north"}, CreatedAt: start.AddDate(-2, 0, 0)},
			{Email: "bob@example.org", FirstName: "Bob", LastName: "Ärzte", AcceptsMarketing: true, Phone: "+35316792222", CreatedAt: start.AddDate(-3, 0, 0)},
			{Email: "cleo@example.com", FirstName: "Annabel", LastName: "arzt", Tags: []string{"vip 2"}},
			{Email: "dan@example.com", CreatedAt: start.AddDate(-1, 0, 0)},
			{Email: "eve@example.com", FirstName: "Eve", LastName: "Zimmermann", Tags: []string{`a "quoted" tag`}},
		})
		must(t, err)
		must(t, s.Disable(t.Context(), ids[3]))
		at.now = start.Add(time.Hour)
		must(t, s.Tag(t.Context(), ids[1], []string{"south"}))
		find := func(t *testing.T, text, sort string, reverse, back bool) (out []int64) {
			t.Helper()
			n, err := query.Parse("query", text, account.CustomerFields)
			must(t, err)
			q := account.CustomerQuery{Match: n, Sort: sort, Reverse: reverse, Args: page.Args{First: ptr(2)}}
			if back {
				q.Args = page.Args{Last: ptr(2)}
			}
			for {
				p, err := s.Customers(t.Context(), q)
				must(t, err)
				var some []int64
				for _, c := range p.Nodes {
					some = append(some, int64(c.ID))
				}
				if back {
					if out = append(some, out...); !p.HasPrevious {
						break
					}
					q.Args.Before = ptr(p.Cursor(0))
					continue
				}
				if out = append(out, some...); !p.HasNext {
					break
				}
				q.Args.After = ptr(p.Cursor(len(p.Nodes) - 1))
			}
			if n, err := s.CountCustomers(t.Context(), n, 100); err != nil || n != len(out) {
				t.Errorf("%q counts %d, %v; lists %d", text, n, err, len(out))
			}
			return out
		}
		for _, c := range []struct {
			text string
			want []int64
		}{
			{"", []int64{1, 2, 3, 4, 5}}, {"email:ANN@example.com", []int64{1}}, {"email:ann*", []int64{1}}, {"email:ann", nil}, {"example.org", []int64{2}},
			{"last_name:zimmer", []int64{1}}, {"last_name:Zimmer*", []int64{1, 5}}, {"last_name:arzte", []int64{2}}, {"first_name:ann", []int64{1}}, {"first_name:ann*", []int64{1, 3}},
			{"ann", []int64{1, 3, 5}}, {"zimmer -mann", []int64{1}}, {"phone:+35316792222", []int64{2}}, {"phone:*", []int64{2}}, {"state:disabled", []int64{4}}, {"state:ENABLED", []int64{1, 2, 3, 5}},
			{"state:invited", nil}, {"tag:vip", []int64{1}}, {"tag:vip*", []int64{1, 3}}, {"tag_not:vip", []int64{2, 3, 4, 5}}, {"tag:south", []int64{2}}, {"tag:*", []int64{1, 2, 3, 5}},
			{`tag:'a "quoted" tag'`, []int64{5}}, {"accepts_marketing:true", []int64{2}}, {"accepts_marketing:maybe", nil}, {"id:>3", []int64{4, 5}}, {"id:gid://shopify/Customer/2", []int64{2}},
			{"created_at:<2025-01-01", []int64{1, 2}}, {"updated_at:>='2026-07-01T12:30:00Z'", []int64{2}}, {"password_hash:x", nil}, {"state:>a", nil}, {"north OR south", []int64{1, 2}},
		} {
			if got := find(t, c.text, "ID", false, false); !slices.Equal(got, c.want) {
				t.Errorf("%q finds %v, want %v", c.text, got, c.want)
			}
		}
		for sort, want := range map[string][]int64{"ID": {1, 2, 3, 4, 5}, "NAME": {4, 3, 2, 1, 5}, "CREATED_AT": {2, 1, 4, 3, 5}, "UPDATED_AT": {1, 3, 4, 5, 2}} {
			for _, back := range []bool{false, true} {
				if got := find(t, "", sort, false, back); !slices.Equal(got, want) {
					t.Errorf("by %s they are %v, want %v", sort, got, want)
				}
			}
			slices.Reverse(want)
			if got := find(t, "", sort, true, false); !slices.Equal(got, want) {
				t.Errorf("by %s from behind they are %v, want %v", sort, got, want)
			}
		}
		if _, err := s.Customers(t.Context(), account.CustomerQuery{Sort: "WEALTH", Args: page.Args{First: ptr(1)}}); !fault.Is(err, fault.Invalid) {
			t.Error(err)
		}
		if c, err := s.CustomerByEmail(t.Context(), " Bob@Example.ORG "); err != nil || c.ID != ids[1] {
			t.Error(c.ID, err)
		}
		if _, err := s.CustomerByEmail(t.Context(), "nobody@example.org"); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
	})
}

// notes are what an act tells the audit log.
type notes struct {
	act.Nobody
	mu   sync.Mutex
	list []act.Entry
}

func (n *notes) Note(_ database.Tx, entries ...act.Entry) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.list = append(n.list, entries...)
	return nil
}

// TestKeep changes what staff say of customers, on every database.
func TestKeep(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := open(db, account.Options{})
		c := register(t, s, "jo@example.com")
		find := func(t *testing.T) account.Customer {
			t.Helper()
			rows, err := s.CustomersByIDs(t.Context(), []account.CustomerID{c.ID})
			must(t, err)
			return rows[c.ID]
		}
		by := &notes{}
		t.Run("tags are kept once each, and the log knows nothing of the person", func(t *testing.T) {
			_, err := s.Keep(t.Context(), by, c.ID, account.Keeping{Tags: tagged(" vip ", "VIP", "north")}, ptr(int64(1)))
			must(t, err)
			now := find(t)
			if diff := cmp.Diff([]string{"vip", "north"}, now.Tags); diff != "" || now.Version != 2 || now.State != account.Enabled {
				t.Errorf("version %d, %s; %s", now.Version, now.State, diff)
			}
			text, err := json.Marshal(by.list)
			must(t, err)
			if len(by.list) != 1 || by.list[0].Action != "customer.update" || strings.Contains(string(text), "jo@") {
				t.Errorf("noted %s", text)
			}
		})
		t.Run("what is wrong changes nothing", func(t *testing.T) {
			was := find(t)
			state := func(s account.State) account.Keeping { return account.Keeping{State: &s} }
			tags := func(tags ...string) account.Keeping { return account.Keeping{Tags: tagged(tags...)} }
			for _, w := range []struct {
				k        account.Keeping
				expected *int64
				kind     fault.Kind
				path     string
			}{
				{tags("x"), ptr(int64(1)), fault.Conflict, "expectedVersion"}, {tags("x", " "), nil, fault.Invalid, "tags.1"}, {tags(strings.Repeat("ä", 256)), nil, fault.Invalid, "tags.0"},
				{state("merry"), nil, fault.Invalid, "state"}, {state(account.Waiting), nil, fault.Invalid, "state"},
			} {
				_, err := s.Keep(t.Context(), by, c.ID, w.k, w.expected)
				var f *fault.Fault
				if !errors.As(err, &f) || f.Kind != w.kind || strings.Join(f.Path, ".") != w.path {
					t.Errorf("%+v: %v", w.k, err)
				}
			}
			if _, err := s.Keep(t.Context(), by, 99, tags("x"), nil); !fault.Is(err, fault.NotFound) {
				t.Error(err)
			}
			if diff := cmp.Diff(was, find(t)); diff != "" || len(by.list) != 1 {
				t.Error(len(by.list), diff)
			}
		})
		t.Run("who is disabled is signed out, and may come back", func(t *testing.T) {
			session, err := s.SignIn(t.Context(), "jo@example.com", right, here)
			must(t, err)
			_, err = s.Keep(t.Context(), by, c.ID, account.Keeping{State: ptr(account.Disabled)}, nil)
			must(t, err)
			if _, err := s.CustomerOfToken(t.Context(), string(session.Token)); !fault.Is(err, fault.NotFound) {
				t.Error(err)
			}
			_, err = s.Keep(t.Context(), by, c.ID, account.Keeping{State: ptr(account.Enabled)}, nil)
			must(t, err)
			if _, err := s.SignIn(t.Context(), "jo@example.com", right, here); err != nil {
				t.Error(err)
			}
			if _, err := s.CustomerOfToken(t.Context(), string(session.Token)); !fault.Is(err, fault.NotFound) {
				t.Error("the old session opens again", err)
			}
		})
		t.Run("of many who expect the same version one writes", func(t *testing.T) {
			version := find(t).Version
			var wait sync.WaitGroup
			var mu sync.Mutex
			won := 0
			for range 8 {
				wait.Go(func() {
					_, err := s.Keep(t.Context(), by, c.ID, account.Keeping{Tags: tagged("race")}, &version)
					mu.Lock()
					defer mu.Unlock()
					if err == nil {
						won++
					} else if !fault.Is(err, fault.Conflict) {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			if now := find(t); won != 1 || now.Version != version+1 {
				t.Errorf("%d won, version %d after %d", won, now.Version, version)
			}
		})
	})
}

// tagged makes tags what they are to be, whatever they were.
func tagged(tags ...string) func([]string) []string {
	return func([]string) []string { return tags }
}
