package staff_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// TestHand does acts under idempotency keys, and looks at what was kept and noted.
func TestHand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := serve(t, db)
		a, b := create(t, s, "a@example.com", staff.Owner), create(t, s, "b@example.com", staff.Owner)
		va, vb := person(t, s, a.Email), person(t, s, b.Email)
		var done atomic.Int64
		do := func(v staff.Viewer, key, request string) (int64, error) {
			by := staff.By(v, act.Once{Key: key, Request: []byte(request)})
			return act.Do(t.Context(), db, by, func(tx database.Tx) (int64, error) {
				n := done.Add(1)
				return n, by.Note(tx, act.Entry{Action: "test.count", Kind: "test", ID: n, After: n}, act.Entry{Action: "test.again", Kind: "test", ID: n})
			})
		}
		const key = "0123456789abcdef"
		t.Run("twenty at once under one key are one act", func(t *testing.T) {
			var wait sync.WaitGroup
			answers := make([]int64, 20)
			for i := range answers {
				wait.Go(func() {
					n, err := do(va, key, "x")
					if err != nil {
						t.Error(err)
					}
					answers[i] = n
				})
			}
			wait.Wait()
			for _, n := range answers {
				if n != answers[0] || n == 0 {
					t.Fatalf("the answers are %v", answers)
				}
			}
			conn, err := s.Audit(t.Context(), va, staff.AuditQuery{Want: page.Want{Limit: 50}, ObjectKind: "test"})
			if err != nil || len(conn.Nodes) != 2 {
				t.Errorf("%d entries, %v", len(conn.Nodes), err)
			}
		})
		t.Run("a key is its owner's, and of one request", func(t *testing.T) {
			first, err := do(va, key, "x")
			if err != nil {
				t.Fatal(err)
			}
			if other, err := do(vb, key, "x"); err != nil || other == first {
				t.Errorf("somebody else's: %d, %v", other, err)
			}
			_, err = do(va, key, "y")
			wantLabel(t, err, "Idempotency-Key "+act.CodeReused)
			if _, err = do(va, "short", "x"); !fault.Is(err, fault.Invalid) {
				t.Error(err)
			}
		})
		t.Run("ten who make an API key at once under one key make one, and one of them is shown it", func(t *testing.T) {
			v := va
			v.Once = act.Once{Key: "fedcba9876543210", Request: []byte("a key")}
			var wait sync.WaitGroup
			var shown atomic.Int64
			ids := make([]int64, 10)
			for i := range ids {
				wait.Go(func() {
					plain, made, err := s.CreateKey(t.Context(), v, staff.KeySpec{Name: "Till", Scopes: []staff.Permission{staff.ProductsRead}})
					if ids[i] = made.ID; err != nil {
						t.Error(err)
						return
					}
					if plain == "" {
						return
					}
					shown.Add(1)
					if got, err := s.Authenticate(t.Context(), string(plain)); err != nil || got.ID != made.ID {
						t.Errorf("the text that is shown opens %+v, %v, and is to open key %d", got, err, made.ID)
					}
				})
			}
			wait.Wait()
			if shown.Load() != 1 || slices.Max(ids) != slices.Min(ids) {
				t.Errorf("%d were shown a text, of the keys %v", shown.Load(), ids)
			}
		})
		t.Run("an account is answered again as it was answered, without its secrets", func(t *testing.T) {
			v := va
			v.Once = act.Once{Key: "0f1e2d3c4b5a6978", Request: []byte("an account")}
			spec := staff.AccountSpec{Email: "c@example.com", Name: "C", Role: staff.Support, Password: password}
			first, err := s.Create(t.Context(), v, spec)
			if err != nil {
				t.Fatal(err)
			}
			again, err := s.Create(t.Context(), v, spec)
			if err != nil || again.ID != first.ID || again.HasTOTP() || again.Version != 1 || again.PasswordHash == first.PasswordHash {
				t.Errorf("got %v %d, TOTP %t, %v", again, again.Version, again.HasTOTP(), err)
			}
			_, err = s.Update(t.Context(), va, first.ID, staff.Change{Name: new("D"), Expected: new(int64(2))})
			wantLabel(t, err, "expectedVersion CONFLICT")
			if got, err := s.Update(t.Context(), va, first.ID, staff.Change{Name: new("D"), Expected: new(int64(1))}); err != nil || got.Version != 2 {
				t.Errorf("got %v, %v", got, err)
			}
			_, err = s.Remove(t.Context(), va, first.ID, new(int64(1)))
			wantLabel(t, err, "expectedVersion CONFLICT")
		})
		t.Run("without a key every one counts", func(t *testing.T) {
			first, err := do(va, "", "x")
			if err != nil {
				t.Fatal(err)
			}
			if second, err := do(va, "", "x"); err != nil || second == first {
				t.Errorf("%d, then %d, %v", first, second, err)
			}
		})
	})
}
