package catalog

import (
	"fmt"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

// shelvesOf are the collections by hand that a product is in.
func shelvesOf(tx database.Tx, id ProductID) ([]CollectionID, error) {
	var ids []CollectionID
	err := tx.DB.Raw(`SELECT cp.collection_id FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
		WHERE cp.product_id = ? AND c.rules IS NULL ORDER BY cp.collection_id`, id).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("find the collections of product %d: %w", id, err)
	}
	return ids, nil
}

// lockShelves locks collections in the order of their ids.
func lockShelves(tx database.Tx, ids []CollectionID) (map[CollectionID]Collection, error) {
	var rows []Collection
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", append(ids, 0)).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("lock %d collections: %w", len(ids), err)
	}
	return index(rows, func(c Collection) CollectionID { return c.ID }), nil
}

// moveShelves puts a product at the end of collections that are locked, and takes it out of others.
func moveShelves(tx database.Tx, p *Product, joins, leaves []CollectionID) error {
	var ends []struct {
		CollectionID CollectionID
		Position     int64
	}
	if len(joins) > 0 {
		err := tx.DB.Raw("SELECT collection_id, MAX(position) AS position FROM collection_products WHERE collection_id IN ? GROUP BY collection_id", joins).Scan(&ends).Error
		if err != nil {
			return fmt.Errorf("find the ends of %d collections: %w", len(joins), err)
		}
	}
	end := map[CollectionID]int64{}
	for _, e := range ends {
		end[e.CollectionID] = e.Position
	}
	places := make([]*Membership, len(joins))
	for i, id := range joins {
		places[i] = &Membership{CollectionID: id, ProductID: p.ID, Position: end[id] + placeStep, TitleKey: p.TitleKey, PriceMin: p.PriceMin, Sales: p.Sales, CreatedAt: p.CreatedAt}
		if p.Status == Active {
			places[i].ListedAt = p.PublishedAt
		}
	}
	if err := store(tx.DB, "places of a product", places, func(*Membership) bool { return true }); err != nil {
		return err
	}
	if len(leaves) > 0 {
		if err := tx.DB.Exec("DELETE FROM collection_products WHERE product_id = ? AND collection_id IN ?", p.ID, leaves).Error; err != nil {
			return fmt.Errorf("take product %d out of %d collections: %w", p.ID, len(leaves), err)
		}
	}
	counts := map[CollectionID]int{}
	for _, id := range joins {
		counts[id]++
	}
	for _, id := range leaves {
		counts[id]--
	}
	return grow(tx, counts)
}
