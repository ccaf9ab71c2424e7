package staff_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

func TestKeys(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		boss := create(t, s, "boss@example.com", staff.Owner)
		second2 := create(t, s, "second@example.com", staff.Owner)
		v, w := person(t, s, boss.Email), person(t, s, second2.Email)
		scopes := []staff.Permission{staff.OrdersWrite, staff.ProductsRead, staff.ProductsRead}
		make := func(v staff.Viewer, expires *time.Time) (secret.Text, staff.Token) {
			t.Helper()
			plain, key, err := s.CreateKey(t.Context(), v, staff.KeySpec{Name: "Warehouse", Scopes: scopes, ExpiresAt: expires})
			if err != nil {
				t.Fatal(err)
			}
			return plain, key
		}
		t.Run("a key may what its scopes say", func(t *testing.T) {
			plain, key := make(v, nil)
			got, err := s.Authenticate(t.Context(), string(plain))
			if err != nil {
				t.Fatal(err)
			}
			if got.Kind != staff.APIKey || got.ID != key.ID || got.AccountID != boss.ID || got.Name != "Warehouse" || got.Role != "" {
				t.Errorf("%+v", got)
			}
			if diff := cmp.Diff([]staff.Permission{staff.ProductsRead, staff.OrdersWrite}, got.Permissions()); diff != "" {
				t.Error(diff)
			}
			list, err := s.Keys(t.Context(), v, page.Want{Limit: 1})
			if err != nil || len(list.Nodes) != 1 {
				t.Fatalf("%d, %v", len(list.Nodes), err)
			}
			now := c.read()
			want := key
			want.LastUsedAt = &now
			if diff := cmp.Diff(want, list.Nodes[0]); diff != "" {
				t.Error(diff)
			}
			if key.Prefix != string(plain)[:13] || !strings.HasPrefix(key.Prefix, "cw_key_") {
				t.Errorf("prefix %s", key.Prefix)
			}
			if b, err := json.Marshal(key); err != nil || strings.Contains(string(b), "Hash") {
				t.Errorf("%s, %v", b, err)
			}
		})
		t.Run("its last use is noted, now and then", func(t *testing.T) {
			plain, _ := make(v, nil)
			for _, statements := range []int{2, 1, 1} {
				ctx, counter := database.WithCounter(t.Context())
				if _, err := s.Authenticate(ctx, string(plain)); err != nil {
					t.Fatal(err)
				}
				if got := counter.Statements(); len(got) != statements {
					t.Errorf("%q", got)
				}
				c.move(time.Minute)
			}
		})
		t.Run("keys that cannot be are refused", func(t *testing.T) {
			past := c.read()
			for want, spec := range map[string]staff.KeySpec{
				"name BAD_USER_INPUT":      {Scopes: scopes},
				"scopes BAD_USER_INPUT":    {Name: "x"},
				"expiresAt BAD_USER_INPUT": {Name: "x", Scopes: scopes, ExpiresAt: &past},
			} {
				wantLabel(t, third(s.CreateKey(t.Context(), v, spec)), want)
			}
			wantLabel(t, third(s.CreateKey(t.Context(), v, staff.KeySpec{Name: "x", Scopes: []staff.Permission{"products.fly"}})), "scopes BAD_USER_INPUT")
		})
		t.Run("it expires", func(t *testing.T) {
			plain, _ := make(v, new(c.read().Add(time.Hour)))
			c.move(time.Hour - time.Millisecond)
			if _, err := s.Authenticate(t.Context(), string(plain)); err != nil {
				t.Error(err)
			}
			c.move(time.Millisecond)
			wantLabel(t, second(s.Authenticate(t.Context(), string(plain))), "UNAUTHENTICATED")
		})
		t.Run("it is void once removed", func(t *testing.T) {
			plain, key := make(v, nil)
			if err := s.RemoveKey(t.Context(), v, key.ID); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(plain))), "UNAUTHENTICATED")
			wantLabel(t, s.RemoveKey(t.Context(), v, key.ID), "id NOT_FOUND")
			wantLabel(t, s.RemoveKey(t.Context(), v, v.TokenID), "id NOT_FOUND") // a session is no key
			_, other := make(v, nil)
			wantLabel(t, s.EndSession(t.Context(), v, other.ID), "id NOT_FOUND") // nor the other way round
		})
		t.Run("it may no more than whoever made it may now", func(t *testing.T) {
			plain, _ := make(w, nil)
			if _, err := s.Update(t.Context(), v, second2.ID, staff.Change{Role: new(staff.Catalogue)}); err != nil {
				t.Fatal(err)
			}
			got, err := s.Authenticate(t.Context(), string(plain))
			if err != nil || got.May(staff.OrdersWrite) || !got.May(staff.ProductsRead) || got.May(staff.ProductsWrite) {
				t.Errorf("%v, %v", got.Permissions(), err)
			}
			if err := s.Disable(t.Context(), v, second2.ID); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(plain))), "UNAUTHENTICATED")
			if err := s.Enable(t.Context(), v, second2.ID); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Authenticate(t.Context(), string(plain)); err != nil {
				t.Error(err)
			}
			if err := second(s.Remove(t.Context(), v, second2.ID, nil)); err != nil {
				t.Fatal(err)
			}
			wantLabel(t, second(s.Authenticate(t.Context(), string(plain))), "UNAUTHENTICATED")
		})
		t.Run("one from the command line stands alone", func(t *testing.T) {
			plain, _ := make(system, nil)
			got, err := s.Authenticate(t.Context(), string(plain))
			if err != nil || got.AccountID != 0 || len(got.Permissions()) != 2 {
				t.Errorf("%+v, %v", got, err)
			}
		})
		t.Run("sweeping leaves what counts", func(t *testing.T) {
			plain, _ := make(v, nil)
			c.move(60 * 24 * time.Hour)
			if _, err := s.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Authenticate(t.Context(), string(plain)); err != nil {
				t.Error(err)
			}
		})
	})
}
