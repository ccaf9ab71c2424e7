package terms_test

import (
	"testing"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/price"
	"cartwright/internal/storetest"
	"cartwright/internal/terms"
)

func TestZones(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := terms.New(db)
		rate := func(handle string) []terms.Rate { return []terms.Rate{{Handle: handle, Title: handle}} }
		home, err := s.PutZone(t.Context(), act.Nobody{}, terms.Zone{Name: "Home", Places: []price.Place{{Country: "US", Provinces: []string{"NY"}}}, Rates: rate("a")}, nil)
		must(t, err)
		_, err = s.PutZone(t.Context(), act.Nobody{}, terms.Zone{Name: "Rest", Rates: rate("b")}, nil)
		must(t, err)
		weir := terms.Pickup{LocationID: 1, Handle: "weir", Title: "By the weir", Country: "IE"}
		must(t, no(s.PutPickups(t.Context(), act.Nobody{}, []terms.Pickup{weir}, nil)))
		for name, c := range map[string]struct {
			zone terms.Zone
			code string
		}{
			"the rest twice":      {terms.Zone{Name: "Other"}, "TAKEN"},
			"a name twice":        {terms.Zone{Name: "Home", Places: []price.Place{{Country: "FR"}}}, "TAKEN"},
			"a province twice":    {terms.Zone{Name: "East", Places: []price.Place{{Country: "US", Provinces: []string{"NJ", "NY"}}}}, "TAKEN"},
			"a handle twice":      {terms.Zone{Name: "East", Places: []price.Place{{Country: "FR"}}, Rates: rate("b")}, "TAKEN"},
			"a country by name":   {terms.Zone{Name: "East", Places: []price.Place{{Country: "France"}}}, "BAD_USER_INPUT"},
			"bounds that cross":   {terms.Zone{Name: "East", Places: []price.Place{{Country: "FR"}}, Rates: []terms.Rate{{Handle: "c", Title: "c", MinWeight: 2, MaxWeight: 1}}}, "BAD_USER_INPUT"},
			"a rate twice":        {terms.Zone{Name: "East", Places: []price.Place{{Country: "FR"}}, Rates: append(rate("c"), rate("c")...)}, "BAD_USER_INPUT"},
			"a pickup's handle":   {terms.Zone{Name: "East", Places: []price.Place{{Country: "FR"}}, Rates: rate("weir")}, "TAKEN"},
			"NY and NY":           {terms.Zone{Name: "East", Places: []price.Place{{Country: "US", Provinces: []string{"NJ", "NJ"}}}}, "BAD_USER_INPUT"},
			"a province by name":  {terms.Zone{Name: "East", Places: []price.Place{{Country: "US", Provinces: []string{"New Jersey"}}}}, "BAD_USER_INPUT"},
			"too many provinces":  {terms.Zone{Name: "East", Places: []price.Place{{Country: "US", Provinces: make([]string, 251)}}}, "BAD_USER_INPUT"},
			"values that cross":   {terms.Zone{Name: "East", Places: []price.Place{{Country: "FR"}}, Rates: []terms.Rate{{Handle: "c", Title: "c", MinValue: 2, MaxValue: 1}}}, "BAD_USER_INPUT"},
			"one that is nowhere": {terms.Zone{ID: 99, Name: "East", Places: []price.Place{{Country: "FR"}}}, "NOT_FOUND"},
		} {
			t.Run("refused: "+name, func(t *testing.T) {
				_, err := s.PutZone(t.Context(), act.Nobody{}, c.zone, nil)
				wantFault(t, err, c.code)
			})
		}
		t.Run("a country beside one of its provinces is another place", func(t *testing.T) {
			_, err := s.PutZone(t.Context(), act.Nobody{}, terms.Zone{Name: "America", Places: []price.Place{{Country: "US"}}, Rates: rate("c")}, nil)
			must(t, err)
		})
		t.Run("rates are known by their handles", func(t *testing.T) {
			changed := home
			changed.Rates = append(rate("new"), terms.Rate{Handle: "a", Title: "A", Price: 9})
			got, err := s.PutZone(t.Context(), act.Nobody{}, changed, nil)
			must(t, err)
			if got.Rates[1].ID != home.Rates[0].ID || got.Rates[0].ID == 0 {
				t.Errorf("the rates are %+v", got.Rates)
			}
		})
		must(t, no(s.RemoveZone(t.Context(), act.Nobody{}, home.ID, nil)))
		wantFault(t, no(s.RemoveZone(t.Context(), act.Nobody{}, home.ID, nil)), "NOT_FOUND")
		zones, err := s.Zones(t.Context())
		must(t, err)
		if len(zones) != 2 {
			t.Errorf("%d zones are left", len(zones))
		}
		for name, c := range map[string]struct {
			rates []terms.TaxRate
			path  []string
		}{
			"of another country":     {[]terms.TaxRate{{Title: "VAT", Country: "AT"}}, []string{"rates", "0", "country"}},
			"twice":                  {[]terms.TaxRate{{Title: "VAT", Country: "DE"}, {Title: "VAT", Country: "DE", BasisPoints: 1}}, []string{"rates", "1"}},
			"more than all":          {[]terms.TaxRate{{Title: "VAT", Country: "DE", BasisPoints: 10_001}}, []string{"rates", "0", "basisPoints"}},
			"of a province by name":  {[]terms.TaxRate{{Title: "VAT", Country: "DE", Province: "Bayern"}}, []string{"rates", "0", "province"}},
			"on delivery by a class": {[]terms.TaxRate{{Title: "VAT", Country: "DE", Class: "books", OnDelivery: true}}, []string{"rates", "0", "onDelivery"}},
		} {
			t.Run("refused: a tax "+name, func(t *testing.T) {
				wantFault(t, no(s.PutTaxRates(t.Context(), act.Nobody{}, "DE", c.rates, nil)), "BAD_USER_INPUT", c.path...)
			})
		}
		for name, c := range map[string]struct {
			change func(*terms.Pickup)
			code   string
			path   []string
		}{
			"a location twice": {func(p *terms.Pickup) { p.Handle = "quay" }, "BAD_USER_INPUT", []string{"pickups", "1", "locationId"}},
			"a handle twice":   {func(p *terms.Pickup) { p.LocationID = 2 }, "BAD_USER_INPUT", []string{"pickups", "1", "handle"}},
			"no location":      {func(p *terms.Pickup) { p.LocationID, p.Handle = 0, "quay" }, "BAD_USER_INPUT", []string{"pickups", "1", "locationId"}},
			"a rate's handle":  {func(p *terms.Pickup) { p.LocationID, p.Handle = 2, "b" }, "TAKEN", []string{"pickups", "1", "handle"}},
		} {
			t.Run("refused: a pickup with "+name, func(t *testing.T) {
				second := weir
				c.change(&second)
				wantFault(t, no(s.PutPickups(t.Context(), act.Nobody{}, []terms.Pickup{weir, second}, nil)), c.code, c.path...)
			})
		}
	})
}
