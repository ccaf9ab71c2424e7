package shop_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/shop"
	"cartwright/internal/storetest"
)

func TestLocationsByStaff(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx, nobody := shop.New(db), t.Context(), act.Nobody{}
		all := func(t *testing.T) map[int64]shop.Location {
			t.Helper()
			rows, err := s.AllLocations(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
		harbour, err := s.AddLocation(ctx, nobody, shop.LocationSpec{Name: new(" Harbour "), City: new("Ystad"), CountryCode: new("SE"), Latitude: new(new(55.43))})
		if err != nil {
			t.Fatal(err)
		}
		ignore := cmpopts.IgnoreFields(shop.Location{}, "CreatedAt", "UpdatedAt")
		t.Run("one is added, in use at once", func(t *testing.T) {
			want := shop.Location{ID: harbour.ID, Name: "Harbour", NameKey: []byte("harbour"), City: "Ystad", CityKey: []byte("ystad"), CountryCode: "SE",
				Latitude: new(55.43), Active: true, Version: 1}
			if diff := cmp.Diff(want, all(t)[harbour.ID], ignore); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("one is edited, and what is left out stays", func(t *testing.T) {
			got, err := s.EditLocation(ctx, nobody, harbour.ID, shop.LocationSpec{Name: new("Quay"), Latitude: new((*float64)(nil))}, new(int64(1)))
			want := shop.Location{ID: harbour.ID, Name: "Quay", NameKey: []byte("quay"), City: "Ystad", CityKey: []byte("ystad"), CountryCode: "SE", Active: true, Version: 2}
			if diff := cmp.Diff(want, got, ignore); diff != "" || err != nil {
				t.Error(diff, err)
			}
			if diff := cmp.Diff(want, all(t)[harbour.ID], ignore); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("a province has its name by its code", func(t *testing.T) {
			got, err := s.EditLocation(ctx, nobody, 1, shop.LocationSpec{CountryCode: new("US"), ProvinceCode: new("tx")}, nil)
			if err != nil || got.ProvinceCode != "TX" || got.Province != "Texas" {
				t.Errorf("%+v, %v", got, err)
			}
		})
		t.Run("what changes nothing is no write", func(t *testing.T) {
			got, err := s.EditLocation(ctx, nobody, harbour.ID, shop.LocationSpec{Name: new("Quay")}, nil)
			if err != nil || got.Version != 2 {
				t.Errorf("version %d, %v", got.Version, err)
			}
		})
		t.Run("what is wrong is refused at its place, and nothing changes", func(t *testing.T) {
			before := all(t)
			run(t, db, "INSERT INTO stock_levels (variant_id, location_id, quantity, updated_at) VALUES (7, ?, -1, ?)", harbour.ID, db.Now())
			defer run(t, db, "DELETE FROM stock_levels")
			for _, c := range []struct {
				path, code string
				do         func() (shop.Location, error)
			}{
				{"name", "BAD_USER_INPUT", func() (shop.Location, error) {
					return s.AddLocation(ctx, nobody, shop.LocationSpec{Name: new("  "), CountryCode: new("SE")})
				}},
				{"name", "BAD_USER_INPUT", func() (shop.Location, error) {
					return s.AddLocation(ctx, nobody, shop.LocationSpec{Name: new(strings.Repeat("é", 256)), CountryCode: new("SE")})
				}},
				{"name", "TAKEN", func() (shop.Location, error) {
					return s.AddLocation(ctx, nobody, shop.LocationSpec{Name: new("Quay "), CountryCode: new("SE")})
				}},
				{"name", "TAKEN", func() (shop.Location, error) {
					return s.EditLocation(ctx, nobody, 1, shop.LocationSpec{Name: new("Quay")}, nil)
				}},
				{"address.countryCode", "BAD_USER_INPUT", func() (shop.Location, error) {
					return s.AddLocation(ctx, nobody, shop.LocationSpec{Name: new("New")})
				}},
				{"address.provinceCode", "BAD_USER_INPUT", func() (shop.Location, error) {
					return s.EditLocation(ctx, nobody, harbour.ID, shop.LocationSpec{CountryCode: new("IT"), ProvinceCode: new("Texas")}, nil)
				}},
				{"address.longitude", "BAD_USER_INPUT", func() (shop.Location, error) {
					return s.EditLocation(ctx, nobody, harbour.ID, shop.LocationSpec{Longitude: new(new(180.5))}, nil)
				}},
				{"address.zip", "BAD_USER_INPUT", func() (shop.Location, error) {
					return s.EditLocation(ctx, nobody, harbour.ID, shop.LocationSpec{Zip: new("1\n2")}, nil)
				}},
				{"id", "NOT_FOUND", func() (shop.Location, error) {
					return s.EditLocation(ctx, nobody, 99, shop.LocationSpec{Name: new("New")}, nil)
				}},
				{"expectedVersion", "CONFLICT", func() (shop.Location, error) {
					return s.EditLocation(ctx, nobody, harbour.ID, shop.LocationSpec{Name: new("New")}, new(int64(1)))
				}},
				{"locationId", "CONFLICT", func() (shop.Location, error) { return s.DeactivateLocation(ctx, nobody, harbour.ID, nil) }},
			} {
				got, err := c.do()
				var f *fault.Fault
				if !errors.As(err, &f) || strings.Join(f.Path, ".") != c.path || f.Label() != c.code {
					t.Errorf("%s at %s: got %v", c.code, c.path, err)
				}
				if c.path == "expectedVersion" && got.Version != 2 {
					t.Errorf("the conflict shows %+v", got)
				}
			}
			if diff := cmp.Diff(before, all(t)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("one goes out of use and back, and the last one in use stays", func(t *testing.T) {
			for _, in := range []func() (shop.Location, error){
				func() (shop.Location, error) { return s.DeactivateLocation(ctx, nobody, harbour.ID, nil) },
				func() (shop.Location, error) { return s.DeactivateLocation(ctx, nobody, harbour.ID, nil) },
			} {
				if got, err := in(); err != nil || got.Active || got.Version != 3 {
					t.Errorf("got %+v, %v", got, err)
				}
			}
			if _, err := s.DeactivateLocation(ctx, nobody, 1, nil); !fault.Is(err, fault.Conflict) {
				t.Errorf("the last one: %v", err)
			}
			if got, err := s.ActivateLocation(ctx, nobody, harbour.ID, nil); err != nil || !got.Active || got.Version != 4 {
				t.Errorf("got %+v, %v", got, err)
			}
		})
		t.Run("of two that go out of use at once one stays", func(t *testing.T) {
			var done sync.WaitGroup
			errs := make([]error, 2)
			for i, id := range []int64{1, harbour.ID} {
				done.Go(func() { _, errs[i] = s.DeactivateLocation(ctx, nobody, id, nil) })
			}
			done.Wait()
			active := 0
			for _, l := range all(t) {
				if l.Active {
					active++
				}
			}
			if active != 1 || fault.Is(errs[0], fault.Conflict) == fault.Is(errs[1], fault.Conflict) {
				t.Errorf("%d are in use: %v", active, errs)
			}
		})
	})
}

func run(t *testing.T, db *database.DB, sql string, args ...any) {
	t.Helper()
	if err := db.InTx(t.Context(), func(tx database.Tx) error { return tx.DB.Exec(sql, args...).Error }); err != nil {
		t.Fatal(err)
	}
}
