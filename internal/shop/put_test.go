package shop_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cartwright/internal/database"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
)

// twice runs a declaration, then again a minute later, and once more with a change; it returns what was there after each.
func twice[T any](t *testing.T, c *clock, put func(changed bool) error, list func() ([]T, error)) (first, second, third []T) {
	t.Helper()
	for i, rows := range []*[]T{&first, &second, &third} {
		if err := put(i == 2); err != nil {
			t.Fatal(err)
		}
		var err error
		if *rows, err = list(); err != nil {
			t.Fatal(err)
		}
		c.move(time.Minute)
	}
	return first, second, third
}

func TestPut(t *testing.T) {
	c := &clock{now: time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)}
	written := cmpopts.IgnoreFields(shop.Policy{}, "ID", "Version", "CreatedAt", "UpdatedAt")
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		s := shop.New(db)
		t.Run("policies", func(t *testing.T) {
			start := c.read()
			first, second, third := twice(t, c, func(changed bool) error {
				specs := []shop.PolicySpec{
					{Kind: shop.Privacy, Handle: "privacy-policy", Title: "Privacy", BodyHTML: "<p onclick=x>We keep nothing.</p><script>x()</script>"},
					{Kind: shop.Refund, Handle: "refund-policy", Title: "Refunds", BodyHTML: "<p>Within 30 days.</p>"},
				}
				if changed {
					specs = []shop.PolicySpec{{Kind: shop.Refund, Handle: "refunds", Title: "Money back", BodyHTML: "<p>Within 60 days.</p>"}}
				}
				return s.PutPolicies(t.Context(), specs)
			}, func() ([]shop.Policy, error) { return s.Policies(t.Context()) })
			want := []shop.Policy{
				{Kind: shop.Privacy, Handle: "privacy-policy", Title: "Privacy", Body: "<p>We keep nothing.</p>"},
				{Kind: shop.Refund, Handle: "refund-policy", Title: "Refunds", Body: "<p>Within 30 days.</p>"},
			}
			if diff := cmp.Diff(want, first, written); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(first, second, cmpopts.IgnoreFields(shop.Policy{}, "Version", "UpdatedAt")); diff != "" {
				t.Errorf("the second time changed something: %s", diff)
			}
			want[1] = shop.Policy{Kind: shop.Refund, Handle: "refunds", Title: "Money back", Body: "<p>Within 60 days.</p>"}
			if diff := cmp.Diff(want, third, written); diff != "" {
				t.Error(diff)
			}
			if !third[1].CreatedAt.Equal(start) || !third[1].UpdatedAt.Equal(start.Add(2*time.Minute)) {
				t.Errorf("created %v, updated %v", third[1].CreatedAt, third[1].UpdatedAt)
			}
		})
		t.Run("two policies under one handle are refused together", func(t *testing.T) {
			err := s.PutPolicies(t.Context(), []shop.PolicySpec{{Kind: shop.Shipping, Handle: "same"}, {Kind: shop.LegalNotice, Handle: "same"}})
			if !database.IsDuplicate(err) {
				t.Errorf("got %v", err)
			}
			if rows, err := s.Policies(t.Context()); err != nil || len(rows) != 2 {
				t.Errorf("%d policies, %v", len(rows), err)
			}
		})
		t.Run("markets", func(t *testing.T) {
			start := c.read()
			rows := []shop.Market{{Handle: "home", Name: "Home", Countries: []string{"DE", "AT"}}, {Handle: "abroad", Name: "Abroad", Countries: []string{}}}
			first, second, third := twice(t, c, func(changed bool) error {
				if changed {
					return s.PutMarkets(t.Context(), []shop.Market{{Handle: "abroad", Name: "World", Countries: []string{"US"}}})
				}
				return s.PutMarkets(t.Context(), rows)
			}, func() ([]shop.Market, error) { return s.Markets(t.Context()) })
			ignore := cmpopts.IgnoreFields(shop.Market{}, "ID", "Version", "CreatedAt", "UpdatedAt")
			if diff := cmp.Diff(rows, first, ignore); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(first, second, cmpopts.IgnoreFields(shop.Market{}, "Version", "UpdatedAt")); diff != "" {
				t.Errorf("the second time changed something: %s", diff)
			}
			if diff := cmp.Diff([]shop.Market{rows[0], {Handle: "abroad", Name: "World", Countries: []string{"US"}}}, third, ignore); diff != "" {
				t.Error(diff)
			}
			if !third[1].CreatedAt.Equal(start) || !third[1].UpdatedAt.Equal(start.Add(2*time.Minute)) {
				t.Errorf("created %v, updated %v", third[1].CreatedAt, third[1].UpdatedAt)
			}
		})
		t.Run("locations", func(t *testing.T) {
			north := 53.5
			rows := []shop.Location{
				{Name: "Main location", City: "Zürich", CountryCode: "CH", Active: true},
				{Name: "Warehouse", City: "Hamburg", CountryCode: "DE", Latitude: &north, Active: true},
				{Name: "Closed", CountryCode: "DE"},
			}
			first, second, third := twice(t, c, func(changed bool) error {
				if changed {
					return s.PutLocations(t.Context(), []shop.Location{{Name: "Warehouse", City: "Bremen", CountryCode: "DE", Active: true}})
				}
				return s.PutLocations(t.Context(), rows)
			}, func() ([]shop.Location, error) { return s.Locations(t.Context()) })
			want := []shop.Location{
				{ID: 1, Name: "Main location", NameKey: []byte("main location"), City: "Zürich", CityKey: []byte("zürich"), CountryCode: "CH", Active: true},
				{ID: 2, Name: "Warehouse", NameKey: []byte("warehouse"), City: "Hamburg", CityKey: []byte("hamburg"), CountryCode: "DE", Latitude: &north, Active: true},
			}
			ignore := cmpopts.IgnoreFields(shop.Location{}, "CreatedAt", "UpdatedAt", "Version")
			if diff := cmp.Diff(want, first, ignore); diff != "" {
				t.Errorf("those that are active: %s", diff)
			}
			if diff := cmp.Diff(first, second, cmpopts.IgnoreFields(shop.Location{}, "UpdatedAt", "Version")); diff != "" {
				t.Errorf("the second time changed something: %s", diff)
			}
			want[1] = shop.Location{ID: 2, Name: "Warehouse", NameKey: []byte("warehouse"), City: "Bremen", CityKey: []byte("bremen"), CountryCode: "DE", Active: true}
			if diff := cmp.Diff(want, third, ignore); diff != "" {
				t.Error(diff)
			}
			if born := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); !third[0].CreatedAt.Equal(born) {
				t.Errorf("the first location was made at %v, not %v", third[0].CreatedAt, born)
			}
			if diff := cmp.Diff(shop.Location{Name: "Closed", CountryCode: "DE"}, rows[2]); diff != "" {
				t.Errorf("the caller's rows were changed: %s", diff)
			}
		})
		t.Run("several that declare the same at once agree, and ids stay", func(t *testing.T) {
			var done sync.WaitGroup
			errs := make([]error, 4)
			for i := range errs {
				done.Go(func() {
					rows := []shop.Location{}
					for n := range 6 {
						rows = append(rows, shop.Location{Name: fmt.Sprint("Shared ", (n+i*2)%6), Active: true}) // each begins with another
					}
					markets := []shop.Market{{Handle: fmt.Sprint("shared-", i%2), Name: "x"}, {Handle: fmt.Sprint("shared-", 1-i%2), Name: "x"}}
					errs[i] = errors.Join(s.PutLocations(t.Context(), rows), s.PutMarkets(t.Context(), markets),
						s.PutPolicies(t.Context(), []shop.PolicySpec{{Kind: shop.Contact, Handle: "contact"}}))
				})
			}
			done.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Fatal(err)
			}
			locations, err := s.Locations(t.Context())
			if err != nil || len(locations) != 8 {
				t.Errorf("%d locations, %v", len(locations), err)
			}
			if markets, err := s.Markets(t.Context()); err != nil || len(markets) != 4 {
				t.Errorf("%d markets, %v", len(markets), err)
			}
			if policies, err := s.Policies(t.Context()); err != nil || len(policies) != 3 {
				t.Errorf("%d policies, %v", len(policies), err)
			}
			if err := s.PutLocations(t.Context(), []shop.Location{{Name: "Shared 3", Active: true}}); err != nil {
				t.Fatal(err)
			}
			again, err := s.Locations(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(locations, again, cmpopts.IgnoreFields(shop.Location{}, "UpdatedAt", "Version")); diff != "" {
				t.Error(diff)
			}
		})
	})
}
