package catalog

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// recommendedIDs asks source after source until there are enough: most products are answered by the first two.
func (s *Service) recommendedIDs(ctx context.Context, p Product, intent Intent, together []ProductID, limit int) ([]ProductID, error) {
	db, now := s.db.Read(ctx), s.db.Now()
	read := func(query func(limit int) *gorm.DB) func(int) ([]ProductID, error) {
		return func(limit int) (ids []ProductID, err error) {
			err = query(limit).Scan(&ids).Error
			return ids, err
		}
	}
	linked := read(func(limit int) *gorm.DB {
		return db.Raw(`SELECT l.linked_id FROM product_links l JOIN products p ON p.id = l.linked_id
			WHERE l.product_id = ? AND l.kind = ? AND p.status = ? AND p.published_at <= ?
			ORDER BY l.position LIMIT ?`, p.ID, intent, Active, now, limit)
	})
	beside := read(func(limit int) *gorm.DB { return s.neighbours(db, p, intent, limit) })
	taken := func(int) ([]ProductID, error) { return together, nil }
	alike := read(func(limit int) *gorm.DB {
		return db.Raw(`SELECT id FROM products WHERE status = ? AND type_key = ? AND published_at <= ? AND id <> ?
			ORDER BY id LIMIT ?`, Active, p.TypeKey, now, p.ID, limit)
	})
	best := read(func(limit int) *gorm.DB {
		return db.Raw(`SELECT id FROM products WHERE status = ? AND published_at <= ? AND id <> ?
			ORDER BY sales DESC, id DESC LIMIT ?`, Active, now, p.ID, limit)
	})
	sources := []func(int) ([]ProductID, error){linked, beside, taken, alike, best}
	if intent == Complementary {
		sources = []func(int) ([]ProductID, error){linked, taken, beside, alike, best}
	}
	var out []ProductID
	for _, source := range sources {
		// What the sources before have found may come again: ask for that many more.
		ids, err := source(limit + len(out) + 1)
		if err != nil {
			return nil, fmt.Errorf("recommend beside product %d: %w", p.ID, err)
		}
		for _, id := range ids {
			if id != p.ID {
				out = append(out, id)
			}
		}
		if out = unique(out); len(out) >= limit {
			return out[:limit], nil
		}
	}
	return out, nil
}

// neighbours are products of the collections the product is in, best sellers of the smallest collection first: small
// collections say more about a product than large ones.
func (s *Service) neighbours(db *gorm.DB, p Product, intent Intent, limit int) *gorm.DB {
	own := "="
	if intent == Complementary {
		own = "<>"
	}
	return db.Raw(`SELECT m.product_id FROM collection_products m JOIN products p ON p.id = m.product_id
		WHERE m.collection_id = (SELECT mine.collection_id FROM collection_products mine JOIN collections c ON c.id = mine.collection_id
			WHERE mine.product_id = ? AND c.published_at <= ? ORDER BY c.products_count, c.id LIMIT 1)
		AND m.listed_at <= ? AND m.product_id <> ?
		ORDER BY CASE WHEN p.type_key `+own+` ? THEN 0 ELSE 1 END, m.sales DESC, m.product_id LIMIT ?`,
		p.ID, s.db.Now(), s.db.Now(), p.ID, p.TypeKey, limit)
}
