package staff_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/page"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

func TestAudit(t *testing.T) {
	c := newClock()
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		boss := create(t, s, "boss@example.com", staff.Owner)
		v := person(t, s, boss.Email)
		v.RequestID = "req-2"
		list := func(q staff.AuditQuery) []staff.AuditEntry {
			t.Helper()
			got, err := s.Audit(t.Context(), v, q)
			if err != nil {
				t.Fatal(err)
			}
			return got.Nodes
		}
		t.Run("every act of staff leaves an entry", func(t *testing.T) {
			other := create(t, s, "other@example.com", staff.Support)
			if _, err := s.Update(t.Context(), v, other.ID, staff.Change{Role: new(staff.Orders)}); err != nil {
				t.Fatal(err)
			}
			_, key, err := s.CreateKey(t.Context(), v, staff.KeySpec{Name: "k", Scopes: []staff.Permission{staff.AuditRead}})
			if err != nil {
				t.Fatal(err)
			}
			now := c.read()
			want := []staff.AuditEntry{
				{At: now, ActorKind: staff.Person, ActorID: boss.ID, ActorName: boss.Name, Action: "apiKey.create", ObjectKind: "apiKey", ObjectID: key.ID,
					After: new(`{"name":"k","prefix":"` + key.Prefix + `","scopes":["audit.read"],"expiresAt":null}`), RequestID: "req-2"},
				{At: now, ActorKind: staff.Person, ActorID: boss.ID, ActorName: boss.Name, Action: "staff.update", ObjectKind: "staff", ObjectID: other.ID, RequestID: "req-2",
					Before: new(`{"email":"other@example.com","name":"Name of other@example.com","role":"support","state":"active","totp":false}`),
					After:  new(`{"email":"other@example.com","name":"Name of other@example.com","role":"orders","state":"active","totp":false}`)},
				{At: now, ActorKind: staff.System, ActorName: "command line", Action: "staff.create", ObjectKind: "staff", ObjectID: other.ID,
					After: new(`{"email":"other@example.com","name":"Name of other@example.com","role":"support","state":"active","totp":false}`)},
				{At: now, ActorKind: staff.Person, ActorID: boss.ID, ActorName: boss.Name, Action: "staff.signIn", ObjectKind: "staff", ObjectID: boss.ID, RequestID: "req-1"},
			}
			got := list(staff.AuditQuery{Want: page.Want{Limit: 4}})
			for i := range got {
				got[i].ID = 0
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("an act that failed leaves none", func(t *testing.T) {
			before := len(list(staff.AuditQuery{Want: page.Want{Limit: 250}}))
			wantLabel(t, second(s.Remove(t.Context(), v, boss.ID, nil)), "LAST_OWNER")
			if after := len(list(staff.AuditQuery{Want: page.Want{Limit: 250}})); after != before {
				t.Errorf("%d entries after %d", after, before)
			}
		})
		t.Run("what other rooms record can be looked for", func(t *testing.T) {
			err := db.InTx(t.Context(), func(tx database.Tx) error {
				for id := range int64(5) {
					if err := staff.Record(tx, staff.Entry{Actor: v, Action: "product.update", Kind: "product", ObjectID: id + 1, Before: map[string]int{"n": int(id)}}); err != nil {
						return err
					}
				}
				return staff.Record(tx, staff.Entry{Actor: staff.SystemViewer("import"), Action: "product.remove", Kind: "product", ObjectID: 1,
					Before: struct {
						Password secret.Text
						Text     string
					}{"canary", "x"}, After: strings.Repeat("x", 300<<10)})
			})
			if err != nil {
				t.Fatal(err)
			}
			for want, q := range map[int]staff.AuditQuery{
				6: {ObjectKind: "product"}, 2: {ObjectKind: "product", ObjectID: 1}, 5: {Action: "product.update"}, 1: {ActorKind: staff.System, ObjectKind: "product"},
				0: {ActorKind: staff.Person, ActorID: 999},
			} {
				q.Want = page.Want{Limit: 100}
				if got := list(q); len(got) != want {
					t.Errorf("%+v: %d entries", q, len(got))
				}
			}
			got := list(staff.AuditQuery{Want: page.Want{Limit: 1}, Action: "product.remove"})[0]
			if *got.Before != `{"Password":"[hidden]","Text":"x"}` || *got.After != `{"omitted":"307202 bytes"}` {
				t.Errorf("%s, %s", *got.Before, *got.After)
			}
		})
		t.Run("it is read by pages, forwards and backwards", func(t *testing.T) {
			all := list(staff.AuditQuery{Want: page.Want{Limit: 100}, ObjectKind: "product"})
			var got []int64
			q := staff.AuditQuery{Want: page.Want{Limit: 4}, ObjectKind: "product"}
			first, err := s.Audit(t.Context(), v, q)
			if err != nil || !first.HasNext || first.HasPrevious {
				t.Fatalf("%+v, %v", first, err)
			}
			at, err := page.Decode(staff.AuditListing, first.Cursor(3))
			if err != nil {
				t.Fatal(err)
			}
			q.From = &at
			for _, e := range append(first.Nodes, list(q)...) {
				got = append(got, e.ID)
			}
			q.Backward = true
			for _, e := range list(q) {
				got = append(got, e.ID)
			}
			var want []int64
			for _, e := range append(all, all[:3]...) {
				want = append(want, e.ID)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	})
}
