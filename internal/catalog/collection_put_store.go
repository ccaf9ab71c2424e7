package catalog

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

func lockCollection(tx database.Tx, handle string) (Collection, error) {
	var row Collection
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("handle = ?", handle).Take(&row).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fmt.Errorf("lock collection %q: %w", handle, err)
	}
	return row, nil
}

// findByHandle is the collection of a handle, without a lock; an empty one where there is none.
func findByHandle(tx database.Tx, handle string) (Collection, error) {
	var row Collection
	if err := tx.DB.Where("handle = ?", handle).Limit(1).Find(&row).Error; err != nil {
		return row, fmt.Errorf("find collection %q to write: %w", handle, err)
	}
	return row, nil
}

// lockByHandle shares the locks of products, so that what memberships repeat of them is true until the transaction ends.
func lockByHandle(tx database.Tx, handles []string) ([]Product, error) {
	if len(handles) == 0 {
		return nil, nil
	}
	var ids []ProductID
	if err := tx.DB.Model(&Product{}).Where("handle IN ?", unique(handles)).Pluck("id", &ids).Error; err != nil {
		return nil, fmt.Errorf("find %d products of a collection: %w", len(handles), err)
	}
	return lockProducts(tx, ids)
}

// writeCollection writes the row, its picture, its metafields, and the places of its products where no rules say them.
func writeCollection(tx database.Tx, row *Collection, spec CollectionSpec, products []Product) error {
	row.ImageID = nil
	if spec.Image != nil {
		id, err := putMedia(tx, spec.Image)
		if err != nil {
			return err
		}
		row.ImageID = &id
	}
	if spec.Rules == nil {
		row.ProductsCount = len(products)
	}
	if err := store(tx.DB, "collections", []*Collection{row}, func(c *Collection) bool { return c.ID == 0 }); err != nil {
		return err
	}
	if spec.Rules != nil {
		return putCollectionFields(tx, row.ID, spec.Metafields)
	}
	if err := tx.DB.Exec("DELETE FROM collection_products WHERE collection_id = ?", row.ID).Error; err != nil {
		return fmt.Errorf("clear collection %q: %w", spec.Handle, err)
	}
	byHandle := index(products, func(p Product) string { return p.Handle })
	var places []*Membership
	for i, h := range unique(spec.Products) {
		p, ok := byHandle[h]
		if !ok {
			continue
		}
		m := &Membership{CollectionID: row.ID, ProductID: p.ID, Position: int64(i+1) * placeStep, TitleKey: p.TitleKey,
			PriceMin: p.PriceMin, Sales: p.Sales, CreatedAt: p.CreatedAt}
		if p.Status == Active {
			m.ListedAt = p.PublishedAt
		}
		places = append(places, m)
	}
	if err := store(tx.DB, "places of products", places, func(*Membership) bool { return true }); err != nil {
		return err
	}
	return putCollectionFields(tx, row.ID, spec.Metafields)
}

func putCollectionFields(tx database.Tx, id CollectionID, specs []MetafieldSpec) error {
	if specs == nil {
		return nil
	}
	if err := tx.DB.Exec("DELETE FROM metafields WHERE owner_type = ? AND owner_id = ?", OwnerCollection, id).Error; err != nil {
		return fmt.Errorf("clear metafields of collection %d: %w", id, err)
	}
	fields := layFields(OwnerCollection, int64(id), specs, nil, tx.Now)
	rows := make([]*Metafield, len(fields))
	for i := range fields {
		rows[i] = &fields[i]
	}
	return store(tx.DB, "metafields", rows, func(*Metafield) bool { return true })
}

// putMedia finds a picture with the same bytes (or address) and alternative text, or records a new one.
func putMedia(tx database.Tx, spec *MediaSpec) (MediaID, error) {
	row := newMedia(spec, tx.Now)
	var found Media
	err := tx.DB.Where("name = ? AND source = ? AND alt = ? AND kind = ?", row.Name, row.Source, row.Alt, row.Kind).
		Order("id").Take(&found).Error
	if err == nil {
		return found.ID, nil
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, fmt.Errorf("find media %q: %w", row.Name, err)
	}
	if err := tx.DB.Create(&row).Error; err != nil {
		return 0, fmt.Errorf("record media %q: %w", row.Name, err)
	}
	return row.ID, nil
}
