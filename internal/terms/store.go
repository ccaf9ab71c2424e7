package terms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// reading is a handle that changes nothing, in the shape that the functions here take.
func (s *Service) reading(ctx context.Context) database.Tx {
	return database.Tx{DB: s.db.Read(ctx), Now: s.db.Now()}
}

// head is the one row of terms.
type head struct {
	ID          int64 `gorm:"primaryKey"`
	TaxIncluded bool
	UpdatedAt   time.Time
}

func (head) TableName() string { return "terms" }

// hold keeps others from writing terms until the transaction ends.
func hold(tx database.Tx) error {
	var row head
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Take(&row, 1).Error; err != nil {
		return fmt.Errorf("hold the terms: %w", err)
	}
	return nil
}

func lastChange(tx database.Tx) (version int64, err error) {
	err = tx.DB.Raw("SELECT COALESCE(MAX(sequence), 0) FROM changes WHERE kind = ?", Changed).Scan(&version).Error
	if err != nil {
		return 0, fmt.Errorf("read the version of the terms: %w", err)
	}
	return version, nil
}

// loadSnapshot reads what holds for everybody.
func loadSnapshot(tx database.Tx, version int64) (*snapshot, error) {
	var top head
	if err := tx.DB.Take(&top, 1).Error; err != nil {
		return nil, fmt.Errorf("load the terms: %w", err)
	}
	discounts, discountsErr := automaticDiscounts(tx)
	zones, zonesErr := loadZones(tx)
	pickups, pickupsErr := loadPickups(tx)
	taxes, taxesErr := loadTaxRates(tx)
	if err := errors.Join(discountsErr, zonesErr, pickupsErr, taxesErr); err != nil {
		return nil, err
	}
	out := &snapshot{version: version}
	out.rules.TaxIncluded = top.TaxIncluded
	for i := range discounts {
		if discounts[i].OncePer > 0 {
			out.once = append(out.once, discounts[i].ID)
		}
		out.rules.Discounts = append(out.rules.Discounts, discounts[i].rule())
	}
	for i := range zones {
		out.rules.Zones = append(out.rules.Zones, zones[i].rule())
	}
	for i := range pickups {
		out.rules.Pickups = append(out.rules.Pickups, pickups[i].rule())
	}
	for i := range taxes {
		out.rules.Taxes = append(out.rules.Taxes, taxes[i].rule())
	}
	return out, nil
}

func findRow[T any](tx database.Tx, id int64, none string) (row T, err error) {
	err = tx.DB.Where("id = ?", id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.NotFoundf("id", "%s", none)
	}
	if err != nil {
		return row, fmt.Errorf("find row %d: %w", id, err)
	}
	return row, nil
}

// saveRow writes a row that the caller holds, or a new one, which gets its id.
func saveRow(tx database.Tx, row any, isNew bool) error {
	write := tx.DB.Create
	if !isNew {
		write = tx.DB.Select("*").Updates
	}
	done := write(row)
	if done.Error != nil {
		return fmt.Errorf("write terms: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return fmt.Errorf("write terms: %d rows were written, not one", done.RowsAffected)
	}
	return nil
}

// listByID pages over a table in the order of its ids.
func listByID[T any](ctx context.Context, db *database.DB, listing string, args page.Args, id func(T) int64) (page.Conn[T], error) {
	want, err := page.Check(listing, args)
	if err != nil {
		return page.Conn[T]{}, err
	}
	seek := database.Seek{ID: "id", Backward: want.Backward, Limit: want.Limit + 1, From: position(want.From), Until: position(want.Until)}
	var rows []T
	if err := seek.Page(db.Read(ctx)).Find(&rows).Error; err != nil {
		return page.Conn[T]{}, fmt.Errorf("list %s: %w", listing, err)
	}
	return page.Cut(want, rows, func(row T) string { return page.Cursor{ID: id(row)}.Encode(listing) }), nil
}

func position(c *page.Cursor) *database.Position {
	if c == nil {
		return nil
	}
	return &database.Position{ID: c.ID}
}

// asJSON tells whether two rows say the same. What is compared holds nothing that does not marshal.
func asJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return text
}
