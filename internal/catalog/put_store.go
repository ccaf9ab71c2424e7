package catalog

import (
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/act"
	"cartwright/internal/database"
)

// rowsPerInsert keeps the parameters of one statement below SQLite's 32,766: the widest row has 36 columns.
const rowsPerInsert = 500

// loadPresent reads what the database has of the products, and locks their rows in the order of their ids.
func loadPresent(tx database.Tx, specs []*Spec) (*present, error) {
	p := &present{byHandle: map[string]Product{}, linked: map[string]ProductID{}, why: why{reason: Imported, who: act.Nobody{}.Who()}}
	handles := make([]string, len(specs))
	var linked []string
	for i, s := range specs {
		handles[i] = s.Handle
		linked = append(append(linked, s.Related...), s.Complementary...)
	}
	var products []Product
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("handle IN ?", handles).Order("id").Find(&products).Error
	if err != nil {
		return nil, fmt.Errorf("lock %d products: %w", len(specs), err)
	}
	ids := make([]ProductID, len(products))
	for i, row := range products {
		p.byHandle[row.Handle], ids[i] = row, row.ID
	}
	if len(linked) > 0 {
		var rows []Product
		if err := tx.DB.Select("id", "handle").Where("handle IN ?", unique(linked)).Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("find linked products: %w", err)
		}
		for _, r := range rows {
			p.linked[r.Handle] = r.ID
		}
	}
	if err := tx.DB.Raw("SELECT MIN(id) FROM locations WHERE active = ?", true).Scan(&p.location).Error; err != nil {
		return nil, fmt.Errorf("find the default location: %w", err)
	}
	if len(ids) == 0 {
		return p, nil
	}
	return p, p.loadChildren(tx, ids)
}

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
	p.metafields, p.ofVariants = map[int64][]Metafield{}, map[int64][]Metafield{}
	for _, f := range fields {
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
	var elsewhere []struct {
		VariantID VariantID
		Quantity  int64
	}
	err = tx.DB.Raw(`SELECT l.variant_id, SUM(l.quantity) AS quantity FROM stock_levels l JOIN variants v ON v.id = l.variant_id
		WHERE v.product_id IN ? AND l.location_id <> ? GROUP BY l.variant_id`, ids, p.location).Scan(&elsewhere).Error
	if err != nil {
		return fmt.Errorf("load stock to write: %w", err)
	}
	p.levels = make(map[VariantID]int64, len(elsewhere))
	for _, l := range elsewhere {
		p.levels[l.VariantID] = l.Quantity
	}
	return nil
}

// store writes rows of one table: new ones are inserted and get their ids, those with ids are overwritten. Overwriting
// by primary key is safe here because the product's row is locked and the ids were read under that lock.
func store[T any](db *gorm.DB, what string, rows []*T, isNew func(*T) bool) error {
	var fresh, known []*T
	for _, r := range rows {
		if isNew(r) {
			fresh = append(fresh, r)
		} else {
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
