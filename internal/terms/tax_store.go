package terms

import (
	"cmp"
	"fmt"
	"slices"

	"cartwright/internal/database"
)

func loadTaxRates(tx database.Tx) ([]TaxRate, error) {
	var rows []TaxRate
	if err := tx.DB.Order("country, id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the tax rates: %w", err)
	}
	return rows, nil
}

func replaceTaxRates(tx database.Tx, country string, rows []TaxRate) (bool, error) {
	var was []TaxRate
	if err := tx.DB.Where("country = ?", country).Order("id").Find(&was).Error; err != nil {
		return false, fmt.Errorf("load the tax rates of %s: %w", country, err)
	}
	fresh := bare(rows)
	if slices.Equal(sortedRates(bare(was)), sortedRates(slices.Clone(fresh))) {
		return false, nil
	}
	if err := tx.DB.Exec("DELETE FROM tax_rates WHERE country = ?", country).Error; err != nil {
		return false, fmt.Errorf("clear the tax rates of %s: %w", country, err)
	}
	if len(fresh) > 0 {
		if err := tx.DB.Create(fresh).Error; err != nil {
			return false, fmt.Errorf("write %d tax rates: %w", len(fresh), err)
		}
	}
	return true, nil
}

func setTaxIncluded(tx database.Tx, included bool) (bool, error) {
	done := tx.DB.Exec("UPDATE terms SET tax_included = ?, updated_at = ? WHERE id = 1 AND tax_included <> ?", included, tx.Now, included)
	if done.Error != nil {
		return false, fmt.Errorf("say whether prices include tax: %w", done.Error)
	}
	return done.RowsAffected == 1, nil
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
