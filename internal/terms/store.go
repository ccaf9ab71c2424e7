package terms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
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
	ID             int64 `gorm:"primaryKey"`
	TaxIncluded    bool
	UpdatedAt      time.Time
	TaxesVersion   int64
	PickupsVersion int64
}

func (head) TableName() string { return "terms" }

// hold keeps others from writing terms until the transaction ends.
func hold(tx database.Tx) (row head, err error) {
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Take(&row, 1).Error; err != nil {
		return row, fmt.Errorf("hold the terms: %w", err)
	}
	return row, nil
}

func findHead(tx database.Tx) (row head, err error) {
	if err := tx.DB.Take(&row, 1).Error; err != nil {
		return row, fmt.Errorf("load the terms: %w", err)
	}
	return row, nil
}

// remove runs the statements that remove a thing with what belongs to it, up to the first that fails: where the database
// has given the transaction up, another one would be written outside of it.
func remove(tx database.Tx, what string, id int64, statements ...string) error {
	for _, statement := range statements {
		if err := tx.DB.Exec(statement, id).Error; err != nil {
			return fmt.Errorf("remove %s %d: %w", what, id, err)
		}
	}
	return nil
}

func saveHead(tx database.Tx, row head) error {
	row.UpdatedAt = tx.Now
	return saveRow(tx, &row, false)
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
	top, err := findHead(tx)
	if err != nil {
		return nil, err
	}
	discounts, discountsErr := automaticDiscounts(tx)
	zones, zonesErr := loadZones(tx)
	pickups, pickupsErr := loadPickups(tx)
	taxes, taxesErr := loadTaxRates(tx, "")
	if err := errors.Join(discountsErr, zonesErr, pickupsErr, taxesErr); err != nil {
		return nil, err
	}
	out := &snapshot{version: version}
	out.rules.TaxIncluded = top.TaxIncluded
	for i := range discounts {
		if discounts[i].OncePer > 0 {
			out.once = append(out.once, discounts[i].ID)
		}
		out.rules.Discounts = append(out.rules.Discounts, discounts[i].Rule())
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

// tablesOf are where what discounts name is kept, by other rooms.
var tablesOf = map[Kind]string{Product: "products", Variant: "variants", Collection: "collections", Customer: "customers", Location: "locations"}

// idsThere are those of the names that stand for something, without their paths.
func idsThere(tx database.Tx, named []Named) (map[Named]bool, error) {
	ids := map[Kind][]int64{}
	for _, n := range named {
		ids[n.Kind] = append(ids[n.Kind], n.ID)
	}
	var parts []string
	var args []any
	for _, kind := range slices.Sorted(maps.Keys(ids)) {
		parts, args = append(parts, "SELECT ? AS kind, id FROM "+tablesOf[kind]+" WHERE id IN ?"), append(args, kind, ids[kind])
	}
	var rows []Named
	if err := tx.DB.Raw(strings.Join(parts, " UNION ALL "), args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("look for %d things that are named: %w", len(named), err)
	}
	found := make(map[Named]bool, len(rows))
	for _, r := range rows {
		found[r] = true
	}
	return found, nil
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

// listing is what is paged over, in the order of ids.
type listing struct {
	name    string
	where   condition
	reverse bool
}

// listByID pages over a table in the order of its ids.
func listByID[T any](ctx context.Context, db *database.DB, l listing, args page.Args, id func(T) int64) (page.Conn[T], error) {
	want, err := page.Check(l.name, args)
	if err != nil {
		return page.Conn[T]{}, err
	}
	seek := database.Seek{ID: "id", Desc: l.reverse, Backward: want.Backward, Limit: want.Limit + 1, From: position(want.From), Until: position(want.Until)}
	var rows []T
	if err := seek.Page(db.Read(ctx).Where("("+l.where.sql+")", l.where.args...)).Find(&rows).Error; err != nil {
		return page.Conn[T]{}, fmt.Errorf("list %s: %w", l.name, err)
	}
	return page.Cut(want, rows, func(row T) string { return page.Cursor{ID: id(row)}.Encode(l.name) }), nil
}

func position(c *page.Cursor) *database.Position {
	if c == nil {
		return nil
	}
	return &database.Position{ID: c.ID}
}

func sameJSON(a, b any) bool { return bytes.Equal(asJSON(a), asJSON(b)) }

// asJSON tells whether two rows say the same. What is compared holds nothing that does not marshal.
func asJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return text
}
