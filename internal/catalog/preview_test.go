package catalog_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/storetest"
)

func TestPreviews(t *testing.T) {
	now := published
	clock := func() time.Time { return now }
	storetest.EachAt(t, clock, func(t *testing.T, db *database.DB) {
		now = published
		s := catalog.New(db)
		draft, other := tee("draft"), tee("other")
		draft.Status, other.Status = catalog.Draft, catalog.Draft
		put(t, s, draft, other)
		id := catalog.ProductID(number(t, db, "SELECT id FROM products WHERE handle = 'draft'"))
		make := func(p *catalog.Previews, expires *time.Time) catalog.Preview {
			t.Helper()
			made, err := p.Create(t.Context(), act.Nobody{}, id, expires)
			if err != nil {
				t.Fatal(err)
			}
			return made
		}
		hour := now.Add(time.Hour)
		for name, p := range map[string]*catalog.Previews{
			"a key of the configuration": catalog.NewPreviews(db, "a key of 32 characters or even more"), "a key of the database": catalog.NewPreviews(db, ""),
		} {
			t.Run("signed with "+name+", a token shows its product until it ends", func(t *testing.T) {
				now = published
				token := make(p, &hour).Token
				if got, err := p.Find(t.Context(), token); err != nil || got.ID != id || got.Handle != "draft" {
					t.Errorf("got %+v, %v", got, err)
				}
				for i := range token { // each letter counts
					forged := []byte(token)
					forged[i] = map[bool]byte{true: 'A', false: 'B'}[forged[i] != 'A']
					if got, err := p.Find(t.Context(), string(forged)); !fault.Is(err, fault.NotFound) {
						t.Errorf("letter %d: got %+v, %v", i, got, err)
					}
				}
				for _, text := range []string{"", "cw_preview_", token + "A", strings.TrimPrefix(token, "cw_preview_")} {
					if _, err := p.Find(t.Context(), text); !fault.Is(err, fault.NotFound) {
						t.Errorf("%q: %v", text, err)
					}
				}
				now = hour
				if _, err := p.Find(t.Context(), token); !fault.Is(err, fault.NotFound) {
					t.Errorf("it has ended: %v", err)
				}
				now = published
			})
		}

		t.Run("every instance has the key of the database, and no other opens its tokens", func(t *testing.T) {
			tokens := [8]string{}
			together(t, func(i int) error {
				made, err := catalog.NewPreviews(db, "").Create(t.Context(), act.Nobody{}, id, &hour)
				tokens[i] = made.Token
				return err
			})
			for _, token := range tokens {
				if token != tokens[0] {
					t.Error("two instances sign differently")
				}
				if _, err := catalog.NewPreviews(db, "another key of 32 characters or more").Find(t.Context(), token); !fault.Is(err, fault.NotFound) {
					t.Errorf("another key opens it: %v", err)
				}
			}
			if n := number(t, db, "SELECT COUNT(*) FROM signing_keys"); n != 1 {
				t.Errorf("%d keys", n)
			}
		})

		t.Run("what cannot be is refused", func(t *testing.T) {
			p := catalog.NewPreviews(db, "")
			for _, at := range []time.Time{{}, now, now.Add(-time.Second), now.Add(catalog.MaxPreviewLives + time.Second)} {
				if _, err := p.Create(t.Context(), act.Nobody{}, id, &at); !isFault(err, "BAD_USER_INPUT", "expiresAt") {
					t.Errorf("%v: %v", at, err)
				}
			}
			if _, err := p.Create(t.Context(), act.Nobody{}, 999, nil); !isFault(err, "NOT_FOUND", "id") {
				t.Errorf("got %v", err)
			}
			if got := make(p, nil); !got.ExpiresAt.Equal(now.Add(catalog.PreviewLives)) || strings.Contains(fmt.Sprint(got), got.Token) {
				t.Errorf("got %v", got)
			}
		})

		t.Run("a product that is gone is shown no more", func(t *testing.T) {
			p := catalog.NewPreviews(db, "")
			token := make(p, &hour).Token
			if _, err := s.RemoveProduct(t.Context(), act.Nobody{}, id, nil); err != nil {
				t.Fatal(err)
			}
			if _, err := p.Find(t.Context(), token); !fault.Is(err, fault.NotFound) {
				t.Errorf("got %v", err)
			}
		})
	})
}
