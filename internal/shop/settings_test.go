package shop_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
)

// clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

func settings(t testing.TB, s *shop.Service) shop.Settings {
	t.Helper()
	got, err := s.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func update(t testing.TB, s *shop.Service, change func(*shop.Settings)) {
	t.Helper()
	if err := s.Update(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

func TestSettings(t *testing.T) {
	c := &clock{now: time.Date(2026, 5, 6, 7, 8, 9, 10_000_000, time.UTC)}
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		ours, others := shop.New(db), shop.New(db)
		t.Run("a new shop has settings", func(t *testing.T) {
			born := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			want := shop.Settings{ID: 1, Name: "My shop", Currency: "USD", Country: "US", Language: "EN", Countries: []string{"US"}, Languages: []string{"EN"},
				Version: 1, CreatedAt: born, UpdatedAt: born}
			if diff := cmp.Diff(want, settings(t, ours)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("all that is written comes back", func(t *testing.T) {
			want := shop.Settings{ID: 1, Name: "Käse & Söhne 🧀", Description: "it's 50% \\ \"off\"", Currency: "EUR", Country: "DE", Language: "DE",
				Email: "shop@example.test", Phone: "+49 30 1", PublicURL: "https://shop.example.test",
				Brand:   shop.Brand{Slogan: "x", Logo: 7, Primary: []shop.ColorGroup{{Background: "#000000", Foreground: "#ffffff"}}},
				Payment: shop.Payment{Cards: []string{"VISA"}, Wallets: []string{"APPLE_PAY"}}, Countries: []string{"DE", "AT"}, Languages: []string{"DE", "EN"},
				Version: 2, CreatedAt: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), UpdatedAt: c.read()}
			update(t, ours, func(s *shop.Settings) {
				created := s.CreatedAt
				*s = want
				s.ID, s.Version, s.CreatedAt, s.UpdatedAt = 99, 1, created, time.Time{} // these are not the caller's to choose
			})
			if diff := cmp.Diff(want, settings(t, ours)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("one's own change shows at once, another's within a second", func(t *testing.T) {
			settings(t, ours)
			settings(t, others)
			update(t, ours, func(s *shop.Settings) { s.Name = "Second" })
			if got := settings(t, ours).Name; got != "Second" {
				t.Errorf("the writer reads %q", got)
			}
			c.move(999 * time.Millisecond)
			if got := settings(t, others).Name; got != "Käse & Söhne 🧀" {
				t.Errorf("the reading was not kept: %q", got)
			}
			c.move(time.Millisecond)
			if got := settings(t, others).Name; got != "Second" {
				t.Errorf("a second later it is still %q", got)
			}
		})
		t.Run("a kept reading asks nothing", func(t *testing.T) {
			ctx, count := database.WithCounter(t.Context())
			for range 3 {
				if _, err := others.Settings(ctx); err != nil {
					t.Fatal(err)
				}
			}
			if got := count.Statements(); len(got) != 0 {
				t.Errorf("%q", got)
			}
		})
		t.Run("a clock that is put back does not keep it for ever", func(t *testing.T) {
			update(t, ours, func(s *shop.Settings) { s.Name = "Third" })
			c.move(-time.Hour)
			if got := settings(t, others).Name; got != "Third" {
				t.Errorf("read %q", got)
			}
		})
		t.Run("changes at once are all made", func(t *testing.T) {
			update(t, ours, func(s *shop.Settings) { s.Phone = "0" })
			const each = 5
			var done sync.WaitGroup
			errs := make([]error, 4)
			for i := range errs {
				done.Go(func() {
					for range each {
						errs[i] = errors.Join(errs[i], []*shop.Service{ours, others}[i%2].Update(t.Context(), func(s *shop.Settings) {
							n, err := strconv.Atoi(s.Phone)
							if err != nil {
								t.Error(err)
							}
							s.Phone = strconv.Itoa(n + 1)
						}))
					}
				})
			}
			done.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Fatal(err)
			}
			if got := settings(t, ours).Phone; got != strconv.Itoa(each*len(errs)) {
				t.Errorf("%s of %d changes stayed", got, each*len(errs))
			}
		})
		t.Run("every change is noted", func(t *testing.T) {
			var before, after int64
			count := func(n *int64) {
				if err := db.Read(t.Context()).Table("changes").Where("kind = 'shop' AND object_id = 1").Count(n).Error; err != nil {
					t.Fatal(err)
				}
			}
			count(&before)
			update(t, ours, func(*shop.Settings) {})
			if err := ours.Update(t.Context(), func(s *shop.Settings) { s.Name = "" }); err == nil {
				t.Error("a shop without a name was taken")
			}
			if count(&after); after != before+1 {
				t.Errorf("%d changes after %d", after, before)
			}
		})
		t.Run("an error of the database is told and nothing kept", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			c.move(time.Minute)
			if _, err := ours.Settings(ctx); !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "load the shop's settings: ") {
				t.Errorf("got %v", err)
			}
			if got := settings(t, ours).Name; got != "Third" {
				t.Errorf("then read %q", got)
			}
		})
	})
}

func TestUpdateChecks(t *testing.T) {
	db := storetest.Open(t, database.SQLite)
	s := shop.New(db)
	before := settings(t, s)
	for _, c := range []struct {
		name, path string
		change     func(*shop.Settings)
	}{
		{"no name", "name", func(s *shop.Settings) { s.Name = "" }},
		{"a name of blanks", "name", func(s *shop.Settings) { s.Name = " \t " }},
		{"no currency", "currency", func(s *shop.Settings) { s.Currency = "" }},
		{"a currency that is none", "currency", func(s *shop.Settings) { s.Currency = "EUX" }},
		{"a currency's sign", "currency", func(s *shop.Settings) { s.Currency = "€" }},
		{"no country", "country", func(s *shop.Settings) { s.Country = "" }},
		{"a country of three letters", "country", func(s *shop.Settings) { s.Country = "DEU" }},
		{"a country that is none", "country", func(s *shop.Settings) { s.Country = "1!" }},
		{"no language", "language", func(s *shop.Settings) { s.Language = "" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := s.Update(t.Context(), c.change)
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != fault.Invalid || strings.Join(f.Path, ".") != c.path {
				t.Fatalf("got %v", err)
			}
			if diff := cmp.Diff(before, settings(t, s)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("the shop's own country and language are among those it serves, and codes are capitals", func(t *testing.T) {
		update(t, s, func(s *shop.Settings) { s.Country, s.Language, s.Currency = "at", "DE", "eur" })
		got := settings(t, s)
		if diff := cmp.Diff([]string{"AT", "US"}, got.Countries); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"DE", "EN"}, got.Languages); diff != "" {
			t.Error(diff)
		}
		if got.Currency != "EUR" || got.Country != "AT" {
			t.Errorf("%s in %s", got.Currency, got.Country)
		}
	})
}
