package demo

import (
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/price"
	"cartwright/internal/shop"
	"cartwright/internal/terms"
)

// TestTerms fills the terms of a shop that has what they name, and asks what they come to.
func TestTerms(t *testing.T) {
	db, err := database.Open(t.Context(), database.Options{URL: filepath.Join(t.TempDir(), "shop.db"), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(db.Migrate(t.Context(), func(string) {}))
	r := Rooms{Catalog: catalog.New(db), Shop: shop.New(db), Terms: terms.New(db)}
	must(fillShop(t.Context(), r))
	_, err = r.Catalog.PutCollection(t.Context(), catalog.CollectionSpec{Handle: "coffee-tea-and-larder", Title: "Larder", PublishedAt: &promoted})
	must(err)
	find := func() (found terms.Found) {
		t.Helper()
		must(db.InTx(t.Context(), func(tx database.Tx) (err error) {
			found, err = r.Terms.For(tx, terms.Need{Codes: []string{"welcome10", "freeship"}, GiftCodes: []string{GiftCardCode}})
			return err
		}))
		return found
	}
	must(fillTerms(t.Context(), r))
	once := find()
	t.Run("what is filled twice is there once, and is no change", func(t *testing.T) {
		must(fillTerms(t.Context(), r))
		if diff := cmp.Diff(once, find()); diff != "" {
			t.Error(diff)
		}
		all, err := allDiscounts(t.Context(), r.Terms)
		must(err)
		if len(all) != len(discounts(1)) || len(once.Rules.Pickups) != 2 || once.GiftCards[once.ByCode[GiftCardCode]].Balance != 2500 {
			t.Errorf("%d discounts, pickups %+v, gift cards %+v", len(all), once.Rules.Pickups, once.GiftCards)
		}
	})
	t.Run("every country that is shipped to has a delivery", func(t *testing.T) {
		for _, country := range Shop().Countries {
			bill := quote(once.Rules, price.Destination{Country: country}, price.Line{Ships: true, WeightMilligram: kilogram})
			if bill.Option == "" {
				t.Errorf("nothing is delivered to %s", country)
			}
		}
	})
	t.Run("taxes go by place and by class", func(t *testing.T) {
		got := map[string][]price.TaxLine{}
		for name, c := range map[string]struct {
			to   price.Destination
			line price.Line
		}{
			"a pot in Ireland":          {price.Destination{Country: "IE"}, price.Line{TaxClass: "standard"}},
			"coffee in Finland":         {price.Destination{Country: "FI"}, price.Line{TaxClass: "reduced"}},
			"a pot in British Columbia": {price.Destination{Country: "CA", Province: "BC"}, price.Line{TaxClass: "standard"}},
			"a pot in Alberta":          {price.Destination{Country: "CA", Province: "AB"}, price.Line{TaxClass: "standard"}},
			"coffee in Saskatchewan":    {price.Destination{Country: "CA", Province: "SK"}, price.Line{TaxClass: "reduced"}},
		} {
			got[name] = quote(once.Rules, c.to, c.line).Taxes
		}
		want := map[string][]price.TaxLine{
			"a pot in Ireland":          {{Title: "VAT", BasisPoints: 2300, Amount: 1870}},
			"coffee in Finland":         {{Title: "VAT on food", BasisPoints: 1350, Amount: 1189}},
			"a pot in British Columbia": {{Title: "GST", BasisPoints: 500, Amount: 446}, {Title: "PST", BasisPoints: 700, Amount: 625}},
			"a pot in Alberta":          {{Title: "GST", BasisPoints: 500, Amount: 476}},
			"coffee in Saskatchewan":    {{Title: "GST on food"}},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// quote prices a hundred euro's worth of one thing.
func quote(rules price.Rules, to price.Destination, line price.Line) price.Bill {
	line.ID, line.Quantity, line.Unit, line.Taxable = "1", 1, 10_000, true
	rules.Discounts = nil
	return price.Quote(price.Cart{Currency: "EUR", Now: now, Lines: []price.Line{line}, Destination: to, Deliver: line.Ships}, rules)
}
