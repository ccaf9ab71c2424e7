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
	var (
		top       head
		automatic []Discount
	)
	if err := errors.Join(tx.DB.Take(&top, 1).Error, tx.DB.Where("code = ?", "").Order("id").Find(&automatic).Error); err != nil {
		return nil, fmt.Errorf("load the terms: %w", err)
	}
	zones, zonesErr := loadZones(tx)
	pickups, pickupsErr := loadPickups(tx)
	taxes, taxesErr := loadTaxRates(tx)
	if err := errors.Join(zonesErr, pickupsErr, taxesErr); err != nil {
		return nil, err
	}
	out := &snapshot{version: version}
	out.rules.TaxIncluded = top.TaxIncluded
	for i := range automatic {
		out.once = out.once || automatic[i].OncePer > 0
		out.rules.Discounts = append(out.rules.Discounts, automatic[i].rule())
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

// codedDiscounts are the discounts of codes, however they are written.
func codedDiscounts(tx database.Tx, codes []string) ([]Discount, error) {
	var rows []Discount
	keys := make([][]byte, 0, len(codes))
	for _, c := range codes {
		keys = append(keys, codeKey(c))
	}
	if len(keys) > 0 {
		if err := tx.DB.Where("code_key IN ?", keys).Order("id").Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("load the discounts of %d codes: %w", len(codes), err)
		}
	}
	return rows, nil
}

func usesOf(tx database.Tx, customer int64) (map[int64]int64, error) {
	var rows []struct{ DiscountID, Uses int64 }
	err := tx.DB.Raw("SELECT discount_id, uses FROM discount_uses WHERE customer_id = ?", customer).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load what customer %d has used: %w", customer, err)
	}
	out := make(map[int64]int64, len(rows))
	for _, r := range rows {
		out[r.DiscountID] = r.Uses
	}
	return out, nil
}

func findDiscount(tx database.Tx, id int64) (Discount, error) {
	return findRow[Discount](tx, id, "there is no such discount")
}

func findGiftCard(tx database.Tx, id int64) (GiftCard, error) {
	return findRow[GiftCard](tx, id, "there is no such gift card")
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

// discountByKey is the discount of a folded code; one without an id where there is none.
func discountByKey(tx database.Tx, key []byte) (row Discount, err error) {
	if err := tx.DB.Where("code_key = ?", key).Limit(1).Find(&row).Error; err != nil {
		return row, fmt.Errorf("look for a discount code: %w", err)
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

func removeDiscount(tx database.Tx, id int64) error {
	err := errors.Join(tx.DB.Exec("DELETE FROM discount_uses WHERE discount_id = ?", id).Error, tx.DB.Exec("DELETE FROM discounts WHERE id = ?", id).Error)
	if err != nil {
		return fmt.Errorf("remove discount %d: %w", id, err)
	}
	return nil
}

// countUse counts an order unless the limit is reached.
func countUse(tx database.Tx, id int64) (bool, error) {
	done := tx.DB.Exec("UPDATE discounts SET used = used + 1 WHERE id = ? AND (use_limit = 0 OR used < use_limit)", id)
	if done.Error != nil {
		return false, fmt.Errorf("count a use of discount %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// discountUse is a row of discount_uses.
type discountUse struct {
	CustomerID int64 `gorm:"primaryKey;autoIncrement:false"`
	DiscountID int64 `gorm:"primaryKey;autoIncrement:false"`
	Uses       int64
}

// countCustomerUse counts a customer's order unless the customer's limit is reached; 0 is none.
func countCustomerUse(tx database.Tx, id, customer, limit int64) (bool, error) {
	err := tx.DB.Clauses(clause.OnConflict{DoNothing: true}).Create(&discountUse{CustomerID: customer, DiscountID: id}).Error
	if err != nil {
		return false, fmt.Errorf("begin to count the uses of discount %d by customer %d: %w", id, customer, err)
	}
	done := tx.DB.Exec("UPDATE discount_uses SET uses = uses + 1 WHERE customer_id = ? AND discount_id = ? AND (? = 0 OR uses < ?)", customer, id, limit, limit)
	if done.Error != nil {
		return false, fmt.Errorf("count a use of discount %d by customer %d: %w", id, customer, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// giftCards are the cards of the ids or the hashes.
func giftCards(tx database.Tx, ids []int64, hashes [][]byte) ([]GiftCard, error) {
	var rows []GiftCard
	q := tx.DB
	switch {
	case len(ids) == 0:
		q = q.Where("code_hash IN ?", hashes)
	case len(hashes) == 0:
		q = q.Where("id IN ?", ids)
	default:
		q = q.Where("id IN ? OR code_hash IN ?", ids, hashes)
	}
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load gift cards: %w", err)
	}
	return rows, nil
}

func enableGiftCard(tx database.Tx, id int64, enabled bool) error {
	err := tx.DB.Exec("UPDATE gift_cards SET enabled = ?, updated_at = ? WHERE id = ?", enabled, tx.Now, id).Error
	if err != nil {
		return fmt.Errorf("switch gift card %d: %w", id, err)
	}
	return nil
}

// moveBalance adds to a balance, or takes from it as far as there is so much.
func moveBalance(tx database.Tx, id, amount int64) (bool, error) {
	done := tx.DB.Exec("UPDATE gift_cards SET balance = balance + ?, updated_at = ? WHERE id = ? AND balance + ? >= 0", amount, tx.Now, id, amount)
	if done.Error != nil {
		return false, fmt.Errorf("move the balance of gift card %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// enter notes a movement in the ledger.
func enter(tx database.Tx, card, amount, balance int64, reason, reference string) error {
	return saveRow(tx, &GiftCardEntry{GiftCardID: card, Amount: amount, Balance: balance, Reason: reason, Reference: reference, CreatedAt: tx.Now}, true)
}

func entriesOf(tx database.Tx, card int64) ([]GiftCardEntry, error) {
	var rows []GiftCardEntry
	if err := tx.DB.Where("gift_card_id = ?", card).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the ledger of gift card %d: %w", card, err)
	}
	return rows, nil
}

func loadZones(tx database.Tx) ([]Zone, error) {
	var zones []Zone
	var rates []Rate
	if err := errors.Join(tx.DB.Order("id").Find(&zones).Error, tx.DB.Order("zone_id, id").Find(&rates).Error); err != nil {
		return nil, fmt.Errorf("load the delivery zones: %w", err)
	}
	at := make(map[int64]int, len(zones))
	for i, z := range zones {
		at[z.ID] = i
	}
	for _, r := range rates {
		if i, ok := at[r.ZoneID]; ok {
			zones[i].Rates = append(zones[i].Rates, r)
		}
	}
	return zones, nil
}

// saveZone writes a zone and its rates; rates that it does not have any more go.
func saveZone(tx database.Tx, z *Zone, was Zone) error {
	z.Places = list(z.Places)
	if err := saveRow(tx, z, was.ID == 0); err != nil {
		return err
	}
	kept := []int64{0}
	for i := range z.Rates {
		z.Rates[i].ZoneID = z.ID
		kept = append(kept, z.Rates[i].ID)
	}
	if err := tx.DB.Exec("DELETE FROM delivery_rates WHERE zone_id = ? AND id NOT IN ?", z.ID, kept).Error; err != nil {
		return fmt.Errorf("remove rates of zone %d: %w", z.ID, err)
	}
	for i := range z.Rates {
		if err := saveRow(tx, &z.Rates[i], z.Rates[i].ID == 0); err != nil {
			return err
		}
	}
	return nil
}

func removeZone(tx database.Tx, id int64) (bool, error) {
	if err := tx.DB.Exec("DELETE FROM delivery_rates WHERE zone_id = ?", id).Error; err != nil {
		return false, fmt.Errorf("remove the rates of zone %d: %w", id, err)
	}
	done := tx.DB.Exec("DELETE FROM delivery_zones WHERE id = ?", id)
	if done.Error != nil {
		return false, fmt.Errorf("remove zone %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}

func loadPickups(tx database.Tx) ([]Pickup, error) {
	var rows []Pickup
	if err := tx.DB.Order("location_id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the pickups: %w", err)
	}
	return rows, nil
}

func replacePickups(tx database.Tx, rows []Pickup) (bool, error) {
	was, err := loadPickups(tx)
	if err != nil || string(asJSON(list(was))) == string(asJSON(list(rows))) {
		return false, err
	}
	if err := tx.DB.Exec("DELETE FROM pickups").Error; err != nil {
		return false, fmt.Errorf("clear the pickups: %w", err)
	}
	if len(rows) > 0 {
		if err := tx.DB.Create(rows).Error; err != nil {
			return false, fmt.Errorf("write %d pickups: %w", len(rows), err)
		}
	}
	return true, nil
}

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
	fresh := make([]TaxRate, len(rows))
	for i, r := range rows {
		r.ID = 0
		fresh[i] = r
	}
	bare := make([]TaxRate, len(was))
	for i, r := range was {
		r.ID = 0
		bare[i] = r
	}
	if string(asJSON(bare)) == string(asJSON(fresh)) {
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
