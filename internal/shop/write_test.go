package shop_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
)

// wantFault asks for a fault of a code at a path, and that the table is as it was.
func wantFault(t *testing.T, err error, code, path string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Label() != code || strings.Join(f.Path, ".") != path {
		t.Errorf("got %v, want %s at %q", err, code, path)
	}
}

func nothingPriced(database.Tx) (string, error) { return "", nil }

func TestUpdateSettings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := shop.New(db), t.Context()
		write := func(expected *int64, change func(*shop.Settings)) (shop.Settings, error) {
			return s.UpdateSettings(ctx, act.Nobody{}, expected, nothingPriced, change)
		}
		t.Run("what is written is read", func(t *testing.T) {
			out, err := write(new(int64(1)), func(row *shop.Settings) {
				row.Name, row.Currency, row.Country, row.Countries = "Fern", "EUR", "IE", []string{"DE", "IE", "DE"}
				row.Email, row.Phone, row.PublicURL = "a@example.com", "+353 1 (2)", "https://fern.example/shop"
				row.Brand.Primary = []shop.ColorGroup{{Background: "#00ff00"}}
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(settings(t, s), out); diff != "" || out.Version != 2 || !cmp.Equal(out.Countries, []string{"DE", "IE"}) {
				t.Errorf("version %d, countries %q; %s", out.Version, out.Countries, diff)
			}
		})
		t.Run("another version is a conflict beside what is there", func(t *testing.T) {
			out, err := write(new(int64(1)), func(row *shop.Settings) { row.Name = "Late" })
			wantFault(t, err, "CONFLICT", "expectedVersion")
			if diff := cmp.Diff(settings(t, s), out); diff != "" {
				t.Error(diff)
			}
		})
		was := settings(t, s)
		t.Run("the currency stays where there are prices", func(t *testing.T) {
			_, err := s.UpdateSettings(ctx, act.Nobody{}, nil, func(database.Tx) (string, error) { return "products", nil }, func(row *shop.Settings) { row.Currency = "USD" })
			wantFault(t, err, "CONFLICT", "currencyCode")
		})
		for path, change := range map[string]func(*shop.Settings){
			"name":                                func(r *shop.Settings) { r.Name = " " },
			"description":                         func(r *shop.Settings) { r.Description = "a\x00b" },
			"email":                               func(r *shop.Settings) { r.Email = "Ada <a@example.com>" },
			"phone":                               func(r *shop.Settings) { r.Phone = "call me" },
			"publicUrl":                           func(r *shop.Settings) { r.PublicURL = "javascript:alert(1)" },
			"currencyCode":                        func(r *shop.Settings) { r.Currency = "EUX" },
			"countryCode":                         func(r *shop.Settings) { r.Country = "1!" },
			"languageCode":                        func(r *shop.Settings) { r.Language = "" },
			"brand.slogan":                        func(r *shop.Settings) { r.Brand.Slogan = strings.Repeat("x", 256) },
			"brand.colors.secondary.1.foreground": func(r *shop.Settings) { r.Brand.Secondary = []shop.ColorGroup{{}, {Foreground: "red"}} },
		} {
			_, err := write(nil, change)
			wantFault(t, err, "BAD_USER_INPUT", path)
		}
		if diff := cmp.Diff(was, settings(t, s)); diff != "" {
			t.Errorf("refused calls changed something: %s", diff)
		}
	})
}

func TestUpdatePolicy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := shop.New(db), t.Context()
		p, err := s.UpdatePolicy(ctx, act.Nobody{}, new(int64(0)), shop.Refund, "<p onclick=x>Sixty days.</p><script>x()</script>")
		if err != nil || p.Handle != "refund-policy" || p.Title != "Refund policy" || p.Body != "<p>Sixty days.</p>" || p.Version != 1 {
			t.Fatalf("%+v, %v", p, err)
		}
		again, err := s.UpdatePolicy(ctx, act.Nobody{}, new(int64(1)), shop.Refund, "<p>Ninety days.</p>")
		if err != nil || again.ID != p.ID || again.Version != 2 {
			t.Errorf("%+v, %v", again, err)
		}
		_, err = s.UpdatePolicy(ctx, act.Nobody{}, new(int64(1)), shop.Refund, "<p>Late</p>")
		wantFault(t, err, "CONFLICT", "expectedVersion")
		_, err = s.UpdatePolicy(ctx, act.Nobody{}, nil, "manners", "<p>x</p>")
		wantFault(t, err, "BAD_USER_INPUT", "type")
		_, err = s.UpdatePolicy(ctx, act.Nobody{}, nil, shop.Refund, "a\x00")
		wantFault(t, err, "BAD_USER_INPUT", "body")
		_, err = s.UpdatePolicy(ctx, act.Nobody{}, nil, shop.Refund, strings.Repeat("x", 1<<20+1))
		wantFault(t, err, "LIMIT_EXCEEDED", "body")
		if rows, err := s.Policies(ctx); err != nil || len(rows) != 1 || rows[0].Body != "<p>Ninety days.</p>" {
			t.Errorf("%+v, %v", rows, err)
		}
		if gone, err := s.UpdatePolicy(ctx, act.Nobody{}, nil, shop.Refund, "<script>x</script>"); err != nil || gone.ID != 0 {
			t.Errorf("%+v, %v", gone, err)
		}
		if rows, err := s.Policies(ctx); err != nil || len(rows) != 0 {
			t.Errorf("%+v, %v", rows, err)
		}
	})
}

func TestWriteMarkets(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := shop.New(db), t.Context()
		create := func(name, handle string, countries ...string) (shop.Market, error) {
			return s.CreateMarket(ctx, act.Nobody{}, shop.Market{Name: name, Handle: handle, Countries: countries})
		}
		eu, err := create(" Euro Land ", "", "DE", "FR", "DE")
		if err != nil || eu.Handle != "euro-land" || !cmp.Equal(eu.Countries, []string{"DE", "FR"}) || eu.Version != 1 {
			t.Fatalf("%+v, %v", eu, err)
		}
		for _, tt := range []struct {
			name, handle string
			countries    []string
			code, path   string
		}{
			{"", "x", nil, "BAD_USER_INPUT", "name"}, {"X", "Not A Handle", nil, "BAD_USER_INPUT", "handle"}, {"!", "", nil, "BAD_USER_INPUT", "handle"},
			{"X", "euro-land", nil, "TAKEN", "handle"}, {"X", "", []string{"IE", "FR"}, "TAKEN", "countries.1"}, {"X", "", []string{"fr"}, "BAD_USER_INPUT", "countries.0"},
		} {
			_, err := create(tt.name, tt.handle, tt.countries...)
			wantFault(t, err, tt.code, tt.path)
		}
		now, err := s.UpdateMarket(ctx, act.Nobody{}, eu.ID, new(int64(1)), func(m *shop.Market) { m.Disabled, m.Countries = true, append(m.Countries, "AT") })
		if err != nil || !now.Disabled || now.Version != 2 || len(now.Countries) != 3 || now.Handle != "euro-land" {
			t.Errorf("%+v, %v", now, err)
		}
		_, err = s.UpdateMarket(ctx, act.Nobody{}, eu.ID, new(int64(1)), func(m *shop.Market) { m.Name = "Late" })
		wantFault(t, err, "CONFLICT", "expectedVersion")
		_, err = s.UpdateMarket(ctx, act.Nobody{}, 98765, nil, func(*shop.Market) {})
		wantFault(t, err, "NOT_FOUND", "id")
		_, err = s.DeleteMarket(ctx, act.Nobody{}, eu.ID, new(int64(1)))
		wantFault(t, err, "CONFLICT", "expectedVersion")
		if rows, err := s.Markets(ctx); err != nil || len(rows) != 1 || rows[0].Version != 2 {
			t.Errorf("%+v, %v", rows, err)
		}
		err = db.Declare(ctx, func(tx database.Tx) error {
			return tx.DB.Exec(`INSERT INTO metafields (owner_type, owner_id, namespace, name, type, value, description, created_at, updated_at)
				VALUES ('Market', ?, 'custom', 'k', 'boolean', 'true', '', ?, ?)`, eu.ID, tx.Now, tx.Now).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.DeleteMarket(ctx, act.Nobody{}, eu.ID, new(int64(2))); err != nil {
			t.Error(err)
		}
		var fields int64
		if err := db.Read(ctx).Raw("SELECT COUNT(*) FROM metafields WHERE owner_type = 'Market'").Scan(&fields).Error; err != nil || fields != 0 {
			t.Errorf("%d metafields stay, %v", fields, err)
		}
		_, err = s.DeleteMarket(ctx, act.Nobody{}, eu.ID, nil)
		wantFault(t, err, "NOT_FOUND", "id")
	})
}

// TestMarketsAtOnce has many make markets of one country at once, under handles of their own: one gets it.
func TestMarketsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := shop.New(db)
		var wait sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wait.Go(func() {
				_, errs[i] = s.CreateMarket(t.Context(), act.Nobody{}, shop.Market{Name: fmt.Sprintf("Market %d", i), Countries: []string{"DE"}})
			})
		}
		wait.Wait()
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
				continue
			}
			wantFault(t, err, "TAKEN", "countries.0")
		}
		if rows, err := s.Markets(t.Context()); err != nil || made != 1 || len(rows) != 1 {
			t.Errorf("%d were made, %d are there, %v", made, len(rows), err)
		}
	})
}
