package price_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/price"
)

func TestTax(t *testing.T) {
	vat := price.TaxRate{ID: 1, Title: "VAT", Country: "DE", BasisPoints: 1900, OnDelivery: true}
	books := price.TaxRate{ID: 2, Title: "VAT on books", Country: "DE", Class: "book", BasisPoints: 700}
	federal := price.TaxRate{ID: 4, Title: "GST", Country: "CA", BasisPoints: 500, OnDelivery: true}
	quebec := price.TaxRate{ID: 3, Title: "QST", Country: "CA", Province: "QC", BasisPoints: 998}
	clothes := price.TaxRate{ID: 5, Title: "Levy on clothes", Country: "CA", Province: "QC", Class: "clothes", BasisPoints: 100}
	zero := price.TaxRate{ID: 6, Title: "Zero VAT", Country: "DE", Class: "solar", BasisPoints: 0}
	all := []price.TaxRate{quebec, clothes, vat, books, federal, zero}

	class := func(l price.Line, class string) price.Line {
		l.TaxClass = class
		return l
	}
	untaxed := piece("x", 1000, 1)
	untaxed.Taxable = false
	tests := []struct {
		name     string
		to       price.Destination
		included bool
		lines    []price.Line
		delivery int64 // price of the delivery; 0: the goods are not delivered
		lineTax  []int64
		taxes    []price.TaxLine
		tax      int64
		total    int64
	}{
		{"tax is added", price.Destination{Country: "DE"}, false, []price.Line{piece("a", 1003, 1)}, 0,
			[]int64{191}, []price.TaxLine{{Title: "VAT", BasisPoints: 1900, Amount: 191}}, 191, 1194},
		{"half a cent of tax is a cent", price.Destination{Country: "DE"}, false, []price.Line{class(piece("a", 50, 1), "book")}, 0,
			[]int64{4}, []price.TaxLine{{Title: "VAT on books", BasisPoints: 700, Amount: 4}}, 4, 54},
		{"tax is within the price", price.Destination{Country: "DE"}, true, []price.Line{piece("a", 1190, 1)}, 0,
			[]int64{190}, []price.TaxLine{{Title: "VAT", BasisPoints: 1900, Amount: 190}}, 190, 1190},
		{"the net price is rounded and the tax is the rest", price.Destination{Country: "DE"}, true, []price.Line{piece("a", 999, 1)}, 0,
			[]int64{160}, []price.TaxLine{{Title: "VAT", BasisPoints: 1900, Amount: 160}}, 160, 999},
		{"tax is rounded line by line", price.Destination{Country: "DE"}, false, []price.Line{piece("a", 3, 1), piece("b", 3, 1), piece("c", 3, 1)}, 0,
			[]int64{1, 1, 1}, []price.TaxLine{{Title: "VAT", BasisPoints: 1900, Amount: 3}}, 3, 12},
		{"a class of its own before the standard one", price.Destination{Country: "DE"}, false,
			[]price.Line{piece("a", 1000, 1), class(piece("b", 1000, 1), "book"), class(piece("c", 1000, 1), "no such class")}, 0,
			[]int64{190, 70, 190},
			[]price.TaxLine{{Title: "VAT", BasisPoints: 1900, Amount: 380}, {Title: "VAT on books", BasisPoints: 700, Amount: 70}}, 450, 3450},
		{"a zero rate is a rate", price.Destination{Country: "DE"}, true, []price.Line{class(piece("a", 1000, 1), "solar")}, 0,
			[]int64{0}, []price.TaxLine{{Title: "Zero VAT"}}, 0, 1000},
		{"a province adds to its country, in the order of ids", price.Destination{Country: "CA", Province: "QC"}, false, []price.Line{piece("a", 1000, 1)}, 0,
			[]int64{150}, []price.TaxLine{{Title: "QST", BasisPoints: 998, Amount: 100}, {Title: "GST", BasisPoints: 500, Amount: 50}}, 150, 1150},
		{"another province does not", price.Destination{Country: "CA", Province: "BC"}, false, []price.Line{piece("a", 1000, 1)}, 0,
			[]int64{50}, []price.TaxLine{{Title: "GST", BasisPoints: 500, Amount: 50}}, 50, 1050},
		{"a class named by the province alone leaves the country's standard rate out", price.Destination{Country: "CA", Province: "QC"}, false,
			[]price.Line{class(piece("a", 1000, 1), "clothes")}, 0,
			[]int64{10}, []price.TaxLine{{Title: "Levy on clothes", BasisPoints: 100, Amount: 10}}, 10, 1010},
		{"two taxes within the price share what is not net", price.Destination{Country: "CA", Province: "QC"}, true, []price.Line{piece("a", 1000, 1)}, 0,
			// 1000 / 1.1498 is 870; 130 in 998 to 500 is 87 to 43.
			[]int64{130}, []price.TaxLine{{Title: "QST", BasisPoints: 998, Amount: 87}, {Title: "GST", BasisPoints: 500, Amount: 43}}, 130, 1000},
		{"delivery is taxed by the rates that say so", price.Destination{Country: "CA", Province: "QC"}, false, []price.Line{piece("a", 1000, 1)}, 500,
			[]int64{150}, []price.TaxLine{{Title: "QST", BasisPoints: 998, Amount: 100}, {Title: "GST", BasisPoints: 500, Amount: 75}}, 175, 1675},
		{"tax is within the price of the delivery", price.Destination{Country: "DE"}, true, []price.Line{untaxed}, 595,
			[]int64{0}, []price.TaxLine{{Title: "VAT", BasisPoints: 1900, Amount: 95}}, 95, 1595},
		{"what is not taxable bears none", price.Destination{Country: "DE"}, false, []price.Line{untaxed}, 0, []int64{0}, nil, 0, 1000},
		{"a country without rates", price.Destination{Country: "US"}, false, []price.Line{piece("a", 1000, 1)}, 0, []int64{0}, nil, 0, 1000},
		{"a country that is not known", price.Destination{}, false, []price.Line{piece("a", 1000, 1)}, 0, []int64{0}, nil, 0, 1000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := cart(tt.lines...)
			c.Destination = tt.to
			c.Deliver = tt.delivery > 0
			got := price.Quote(c, price.Rules{
				TaxIncluded: tt.included, Taxes: all,
				Zones: []price.Zone{{ID: 1, Rates: []price.Rate{flat(1, "post", tt.delivery)}}},
			})
			var lineTax []int64
			for _, l := range got.Lines {
				lineTax = append(lineTax, l.Tax)
			}
			if diff := cmp.Diff(tt.lineTax, lineTax); diff != "" {
				t.Errorf("tax of lines (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.taxes, got.Taxes); diff != "" {
				t.Errorf("taxes (-want +got):\n%s", diff)
			}
			added := tt.tax
			if tt.included {
				added = 0
			}
			if got.Tax != tt.tax || got.TaxAdded != added || got.Total != tt.total {
				t.Errorf("tax %d, added %d, total %d", got.Tax, got.TaxAdded, got.Total)
			}
		})
	}
	t.Run("discounts come off before tax", func(t *testing.T) {
		r := rules(
			price.Discount{ID: 1, Kind: price.Fixed, Amount: 300, Items: everything, WithOrder: true},
			price.Discount{ID: 2, Class: price.OnOrder, Kind: price.Fixed, Amount: 200, WithProducts: true},
		)
		r.Taxes = all
		c := cart(piece("a", 1000, 1))
		c.Destination.Country = "DE"
		if got := price.Quote(c, r); got.Lines[0].Tax != 95 || got.Total != 595 {
			t.Errorf("tax %d, total %d", got.Lines[0].Tax, got.Total)
		}
	})
	t.Run("tax does not wait for an address", func(t *testing.T) {
		c := cart(piece("a", 1000, 1))
		c.Destination.Country = "DE"
		if got := price.Quote(c, price.Rules{Taxes: all}); got.Tax != 190 || !got.Estimated {
			t.Errorf("tax %d, estimated %v", got.Tax, got.Estimated)
		}
	})
}
