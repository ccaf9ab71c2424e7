package catalog

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/act"
	"cartwright/internal/database"
)

// rowsPerInsert keeps the parameters of one statement below SQLite's 32,766: the widest row has 36 columns.
const rowsPerInsert = 500

// idsPerStatement keeps lists in conditions below the same bound.
const idsPerStatement = 10_000

// loadPresent reads what the database has of the products, and locks their rows in the order of their ids.
func loadPresent(tx database.Tx, specs []*Spec) (*present, error) {
	p := newPresent()
	if err := p.lockLocation(tx); err != nil {
		return nil, err
	}
	handles := make([]string, len(specs))
	var known []ProductID
	for i, s := range specs {
		if handles[i] = s.Handle; s.ID != 0 {
			known = append(known, s.ID)
		}
	}
	// The handles are looked up first: their index would have the rows locked in its own order.
	var found []ProductID
	if err := tx.DB.Model(&Product{}).Where("handle IN ?", handles).Pluck("id", &found).Error; err != nil {
		return nil, fmt.Errorf("look up %d handles: %w", len(handles), err)
	}
	var products []Product
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", append(known, found...)).Order("id").Find(&products).Error
	if err != nil {
		return nil, fmt.Errorf("lock %d products: %w", len(specs), err)
	}
	ids := make([]ProductID, len(products))
	for i, row := range products {
		p.byHandle[row.Handle], p.byID[row.ID], ids[i] = row, row, row.ID
	}
	if err := p.loadLinked(tx, specs); err != nil {
		return nil, err
	}
	if err := p.loadSKUs(tx, specs); err != nil {
		return nil, err
	}
	return p, p.loadRest(tx, ids)
}

// lockLocation finds the default location, and keeps it in use. Locations are locked before products, as everywhere.
func (p *present) lockLocation(tx database.Tx) error {
	depots, err := lockDepots(tx)
	if err != nil {
		return err
	}
	p.location, p.depots = depots[0].ID, depots
	return nil
}

// loadRest reads what the products have.
func (p *present) loadRest(tx database.Tx, ids []ProductID) error {
	if len(ids) == 0 {
		return nil
	}
	return p.loadChildren(tx, ids)
}

// loadLinked finds the products that specs link to.
func (p *present) loadLinked(tx database.Tx, specs []*Spec) error {
	var linked []string
	for _, s := range specs {
		linked = append(append(linked, s.Related...), s.Complementary...)
	}
	if len(linked) == 0 {
		return nil
	}
	var rows []Product
	if err := tx.DB.Select("id", "handle").Where("handle IN ?", unique(linked)).Find(&rows).Error; err != nil {
		return fmt.Errorf("find linked products: %w", err)
	}
	for _, r := range rows {
		p.linked[r.Handle] = r.ID
	}
	return nil
}

// newPresent knows of nothing yet.
func newPresent() *present {
	return &present{byHandle: map[string]Product{}, byID: map[ProductID]Product{}, linked: map[string]ProductID{}, why: why{reason: Imported, who: act.Nobody{}.Who()}}
}

// lockPresent reads a product by its id and locks it; it knows of no product where there is none.
func lockPresent(tx database.Tx, id ProductID) (*present, error) {
	return readPresent(tx, tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id))
}

// lockNamed is lockPresent by the id, or by the handle where that is 0.
func lockNamed(tx database.Tx, id ProductID, handle string) (*present, error) {
	if id != 0 {
		return lockPresent(tx, id)
	}
	return readPresent(tx, tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("handle = ?", handle))
}

// giveHandle gives a product a handle; one that another product has is a duplicate.
func giveHandle(tx database.Tx, id ProductID, handle string) error {
	if err := tx.DB.Exec("UPDATE products SET handle = ? WHERE id = ?", handle, id).Error; err != nil {
		return fmt.Errorf("give product %d the handle %q: %w", id, handle, err)
	}
	return nil
}

// removeProduct removes a product that is locked, and what is its alone.
func removeProduct(tx database.Tx, there *present, id ProductID) error {
	variants := make([]VariantID, len(there.variants[id]))
	for i, v := range there.variants[id] {
		variants[i] = v.ID
	}
	if err := errors.Join(removeStock(tx, variants, there.why), leaveCollections(tx, []ProductID{id})); err != nil {
		return err
	}
	for _, d := range []struct {
		sql  string
		args []any
	}{
		{"DELETE FROM metafields WHERE owner_type = ? AND owner_id IN ?", []any{OwnerVariant, variants}},
		{"DELETE FROM metafields WHERE owner_type = ? AND owner_id = ?", []any{OwnerProduct, id}},
		{"DELETE FROM variants WHERE product_id = ?", []any{id}},
		{"DELETE FROM product_option_values WHERE product_id = ?", []any{id}},
		{"DELETE FROM product_options WHERE product_id = ?", []any{id}},
		{"DELETE FROM product_media WHERE product_id = ?", []any{id}},
		{"DELETE FROM product_links WHERE product_id = ?", []any{id}},
		{"DELETE FROM product_links WHERE linked_id = ?", []any{id}},
		{"DELETE FROM product_tags WHERE product_id = ?", []any{id}},
		{"DELETE FROM products WHERE id = ?", []any{id}},
	} {
		if err := tx.DB.Exec(d.sql, d.args...).Error; err != nil {
			return fmt.Errorf("remove product %d: %w", id, err)
		}
	}
	return nil
}

// presentAfter reads the products behind an id, in the order of ids.
func presentAfter(tx database.Tx, after ProductID, limit int) (*present, error) {
	return readPresent(tx, tx.DB.Where("id > ?", after).Limit(limit))
}

func readPresent(tx database.Tx, q *gorm.DB) (*present, error) {
	p := newPresent()
	if err := p.lockLocation(tx); err != nil {
		return nil, err
	}
	var products []Product
	if err := q.Order("id").Find(&products).Error; err != nil {
		return nil, fmt.Errorf("read products: %w", err)
	}
	for _, row := range products {
		p.byHandle[row.Handle], p.byID[row.ID] = row, row
		p.ids = append(p.ids, row.ID)
	}
	return p, p.loadRest(tx, p.ids)
}

// linkedHandles are the handles of the products that the products' links lead to.
func linkedHandles(tx database.Tx, ids []ProductID) (map[ProductID]string, error) {
	var rows []Product
	err := tx.DB.Select("id", "handle").Where("id IN (SELECT linked_id FROM product_links WHERE product_id IN ?)", ids).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("find linked products: %w", err)
	}
	out := make(map[ProductID]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.Handle
	}
	return out, nil
}

// handleTaken reports whether another product than the one of the id has the handle.
func handleTaken(tx database.Tx, handle string, id ProductID) (bool, error) {
	var n int64
	if err := tx.DB.Model(&Product{}).Where("handle = ? AND id <> ?", handle, id).Count(&n).Error; err != nil {
		return false, fmt.Errorf("look for the handle %q: %w", handle, err)
	}
	return n > 0, nil
}

// freeHandle is the handle itself, or the first with a number behind it that nothing of the kind has. An underscore matches
// more than itself here, which costs a number at worst.
func freeHandle(tx database.Tx, kind any, handle string) (string, error) {
	const room = 12 // for the number
	runes := []rune(handle)
	handle = strings.Trim(string(runes[:min(maxText-room, len(runes))]), "-")
	var taken []string
	if err := tx.DB.Model(kind).Where("handle = ? OR handle LIKE ?", handle, handle+"-%").Pluck("handle", &taken).Error; err != nil {
		return "", fmt.Errorf("find a handle like %q: %w", handle, err)
	}
	free := handle
	for n := 1; slices.Contains(taken, free); n++ {
		free = fmt.Sprintf("%s-%d", handle, n)
	}
	return free, nil
}

// store writes rows of one table
func (p *present) loadChildren(tx database.Tx, ids []ProductID) error {
	var variants []Variant
	if err := tx.DB.Where("product_id IN ?", ids).Order("product_id, position").Find(&variants).Error; err != nil {
		return fmt.Errorf("load variants to write: %w", err)
	}
	p.variants = group(variants, func(v Variant) ProductID { return v.ProductID })
	var media []Placed
	err := tx.DB.Raw(`SELECT m.*, pm.product_id, pm.position FROM product_media pm JOIN media m ON m.id = pm.media_id
		WHERE pm.product_id IN ? ORDER BY pm.product_id, pm.position`, ids).Scan(&media).Error
	if err != nil {
		return fmt.Errorf("load media to write: %w", err)
	}
	p.media = group(media, func(m Placed) ProductID { return m.ProductID })
	var fields []Metafield
	err = tx.DB.Where(`owner_type = ? AND owner_id IN ? OR owner_type = ? AND owner_id IN (SELECT id FROM variants WHERE product_id IN ?)`,
		OwnerProduct, ids, OwnerVariant, ids).Find(&fields).Error
	if err != nil {
		return fmt.Errorf("load metafields to write: %w", err)
	}
	p.metafields, p.ofVariants, p.fields = map[int64][]Metafield{}, map[int64][]Metafield{}, map[int64]Metafield{}
	for _, f := range fields {
		p.fields[f.ID] = f
		of := p.metafields
		if f.OwnerType == OwnerVariant {
			of = p.ofVariants
		}
		of[f.OwnerID] = append(of[f.OwnerID], f)
	}
	var links []Link
	if err := tx.DB.Where("product_id IN ?", ids).Order("product_id, kind, position").Find(&links).Error; err != nil {
		return fmt.Errorf("load links to write: %w", err)
	}
	p.links = group(links, func(l Link) ProductID { return l.ProductID })
	var levels []Level
	if err := tx.DB.Where("variant_id IN (SELECT id FROM variants WHERE product_id IN ?)", ids).Find(&levels).Error; err != nil {
		return fmt.Errorf("load stock to write: %w", err)
	}
	p.levels = group(levels, func(l Level) VariantID { return l.VariantID })
	return nil
}

// loadSKUs finds whose the SKUs of the specs are.
func (p *present) loadSKUs(tx database.Tx, specs []*Spec) error {
	var keys []string
	for _, s := range specs {
		for i := range s.Variants {
			if key := skuKey(s.Variants[i].SKU); key != nil {
				keys = append(keys, *key)
			}
		}
	}
	p.skus = make(map[string]VariantID, len(keys))
	for chunk := range slices.Chunk(unique(keys), idsPerStatement) {
		var rows []Variant
		if err := tx.DB.Select("id", "sku_key").Where("sku_key IN ?", chunk).Find(&rows).Error; err != nil {
			return fmt.Errorf("find whose %d SKUs are: %w", len(chunk), err)
		}
		for _, r := range rows {
			p.skus[*r.SKUKey] = r.ID
		}
	}
	return nil
}

// store writes rows of one table: new ones are inserted and get their ids, those with ids are overwritten, unless one of
// same says that they are as they were. Overwriting by primary key is safe here because the product's row is locked and the
// ids were read under that lock; what else is unique must not change by it (see park).
func store[T any](db *gorm.DB, what string, rows []*T, isNew func(*T) bool, same ...func(*T) bool) error {
	var fresh, known []*T
	for _, r := range rows {
		if isNew(r) {
			fresh = append(fresh, r)
		} else if !slices.ContainsFunc(same, func(is func(*T) bool) bool { return is(r) }) {
			known = append(known, r)
		}
	}
	if len(fresh) > 0 {
		if err := db.CreateInBatches(fresh, rowsPerInsert).Error; err != nil {
			return fmt.Errorf("insert %s: %w", what, err)
		}
	}
	if len(known) > 0 {
		if err := db.Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(known, rowsPerInsert).Error; err != nil {
			return fmt.Errorf("overwrite %s: %w", what, err)
		}
	}
	return nil
}

// optionRow and valueRow are the rows behind Option and Value.
type optionRow struct {
	ID        OptionID `gorm:"primaryKey"`
	ProductID ProductID
	Position  int
	Name      string
}

func (optionRow) TableName() string { return "product_options" }

type valueRow struct {
	ID          ValueID `gorm:"primaryKey"`
	OptionID    OptionID
	ProductID   ProductID
	Position    int
	Name        string
	SwatchColor string
}

func (valueRow) TableName() string { return "product_option_values" }

type tagRow struct {
	Tag       string    `gorm:"primaryKey"`
	ProductID ProductID `gorm:"primaryKey"`
}

func (tagRow) TableName() string { return "product_tags" }

type placeRow struct {
	ProductID ProductID `gorm:"primaryKey"`
	Position  int       `gorm:"primaryKey"`
	MediaID   MediaID
}

func (placeRow) TableName() string { return "product_media" }
