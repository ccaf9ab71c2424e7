package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

// namesPerStatement keeps the parameters of one statement within every database's bounds.
const namesPerStatement = 1000

// MentionedMedia are those of the names in the media store that a media record mentions: as its bytes, as its preview, or as
// one of its files.
func (s *Service) MentionedMedia(ctx context.Context, names []string) (map[string]bool, error) {
	out := make(map[string]bool, len(names))
	for some := range slices.Chunk(names, namesPerStatement) {
		var found []string
		if err := s.db.Read(ctx).Raw("SELECT DISTINCT name FROM media WHERE name IN ?", some).Scan(&found).Error; err != nil {
			return nil, fmt.Errorf("look for media of %d names: %w", len(some), err)
		}
		for _, name := range found {
			out[name] = true
		}
	}
	if len(out) == len(names) {
		return out, nil
	}
	wanted := make(map[string]bool, len(names))
	for _, name := range names {
		wanted[name] = true
	}
	// What stands within JSON cannot be asked for by name; but there are few videos and models.
	var rows []Media
	found := s.db.Read(ctx).Select("id", "sources", "preview").Where("kind IN ?", []MediaKind{Video, ExternalVideo, Model3D})
	err := found.FindInBatches(&rows, namesPerStatement, func(*gorm.DB, int) error {
		for _, m := range rows {
			if m.Preview != nil && wanted[m.Preview.Name] {
				out[m.Preview.Name] = true
			}
			for _, f := range m.Sources {
				if name := path.Base(f.URL); wanted[name] {
					out[name] = true
				}
			}
		}
		return nil
	}).Error
	if err != nil {
		return nil, fmt.Errorf("look for files of media: %w", err)
	}
	return out, nil
}

func insertMedia(tx database.Tx, rows []Media) error {
	if len(rows) == 0 {
		return nil
	}
	if err := tx.DB.CreateInBatches(rows, rowsPerInsert).Error; err != nil {
		return fmt.Errorf("record %d media: %w", len(rows), err)
	}
	return nil
}

// lockMedia reads media records and locks them in the order of their ids.
func lockMedia(tx database.Tx, ids []MediaID) (map[MediaID]Media, error) {
	var rows []Media
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", ids).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("lock %d media: %w", len(ids), err)
	}
	return index(rows, func(m Media) MediaID { return m.ID }), nil
}

// lockProductsWith reads what the products that have one of the media feature, and locks them in the order of their ids.
func lockProductsWith(tx database.Tx, ids []MediaID) ([]Product, error) {
	var rows []Product
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Select("id", "featured_image").
		Where("id IN (SELECT product_id FROM product_media WHERE media_id IN ?)", ids).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("lock products with %d media: %w", len(ids), err)
	}
	return rows, nil
}

// refreshFeatured writes the copies of changed media that products carry, in one statement for some hundreds of them.
func refreshFeatured(tx database.Tx, products []Product, old, now []Media) error {
	stills := map[Still]*Still{}
	for i := range old {
		if was := old[i].Still(); was != nil {
			stills[*was] = now[i].Still()
		}
	}
	var changed []int64
	var cases []any
	for _, p := range products {
		if p.FeaturedImage == nil || stills[*p.FeaturedImage] == nil {
			continue
		}
		text, err := json.Marshal(stills[*p.FeaturedImage])
		if err != nil {
			return fmt.Errorf("write the picture of product %d as JSON: %w", p.ID, err)
		}
		changed, cases = append(changed, int64(p.ID)), append(cases, p.ID, string(text))
	}
	for start := 0; start < len(changed); start += rowsPerInsert {
		end := min(start+rowsPerInsert, len(changed))
		statement := "UPDATE products SET featured_image = CASE id" + strings.Repeat(" WHEN ? THEN ?", end-start) + " END WHERE id IN ?"
		if err := tx.DB.Exec(statement, append(slices.Clone(cases[2*start:2*end]), changed[start:end])...).Error; err != nil {
			return fmt.Errorf("write the pictures of %d products: %w", end-start, err)
		}
	}
	return tx.Changed("product", changed...)
}

// usedMedia are those of the media that products, variants or collections show.
func usedMedia(tx database.Tx, ids []MediaID) (map[MediaID]bool, error) {
	var found []MediaID
	err := tx.DB.Raw(`SELECT media_id FROM product_media WHERE media_id IN ? UNION SELECT media_id FROM variants WHERE media_id IN ?
		UNION SELECT image_id FROM collections WHERE image_id IN ?`, ids, ids, ids).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("look for what shows %d media: %w", len(ids), err)
	}
	out := map[MediaID]bool{}
	for _, id := range found {
		out[id] = true
	}
	return out, nil
}

func removeMedia(tx database.Tx, ids []MediaID) error {
	if err := tx.DB.Exec("DELETE FROM media WHERE id IN ?", ids).Error; err != nil {
		return fmt.Errorf("remove %d media: %w", len(ids), err)
	}
	return nil
}

func (s *Service) listFiles(ctx context.Context, seek database.Seek, where string, args []any) ([]Media, error) {
	var rows []Media
	if err := seek.Page(s.db.Read(ctx)).Where(where, args...).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	return rows, nil
}
