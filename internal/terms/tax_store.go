package terms

import (
	"cmp"
	"fmt"
	"slices"

	"cartwright/internal/database"
)

// loadTaxRates reads the taxes of a country; empty: of all.
func loadTaxRates(tx database.Tx, country string) ([]TaxRate, error) {
	rows := []TaxRate{}
	q := tx.DB
	if country != "" {
		q = q.Where("country = ?", country)
	}
	if err := q.Order("country, province, class, title").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the tax rates: %w", err)
	}
	return rows, nil
}

// replaceTaxRates writes the rates of a country anew; they get their ids.
func replaceTaxRates(tx database.Tx, country string, rows []TaxRate) error {
	if err := tx.DB.Exec("DELETE FROM tax_rates WHERE country = ?", country).Error; err != nil {
		return fmt.Errorf("clear the tax rates of %s: %w", country, err)
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.DB.Create(rows).Error; err != nil {
		return fmt.Errorf("write %d tax rates: %w", len(rows), err)
	}
	return nil
}

// bare are copies of rates without their ids.
func bare(rows []TaxRate) []TaxRate {
	out := slices.Clone(rows)
	for i := range out {
		out[i].ID = 0
	}
	return out
}

// sortedRates sorts rates of one country, in place, by what they are unique by.
func sortedRates(rows []TaxRate) []TaxRate {
	slices.SortFunc(rows, func(a, b TaxRate) int {
		return cmp.Or(cmp.Compare(a.Province, b.Province), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Title, b.Title))
	})
	return rows
}
