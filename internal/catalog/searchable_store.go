package catalog

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// Searchable is what a product is found, filtered and sorted by, whoever may see it.
type Searchable struct {
	Product    Product // without its HTML, pictures and SEO
	Variants   []SearchableVariant
	Metafields []Metafield // of the product and its variants
	Places     []Place
}

// SearchableVariant is what a product is found by through a variant. The price is in minor units.
type SearchableVariant struct {
	ID        VariantID
	ProductID ProductID
	Title     string
	SKU       string `gorm:"column:sku"`
	Barcode   string
	Price     int64
}

// Place is a product's place in a collection.
type Place struct {
	CollectionID CollectionID
	ProductID    ProductID
	Position     int64
}

// searchableColumns are those of products that searching needs.
const searchableColumns = "id, handle, title, description, vendor, product_type, tags, status, published_at, category, options, price_min, total_inventory, available, sales, created_at, updated_at"

// SearchablesAfter are the searchable products behind an id, by their ids.
func (s *Service) SearchablesAfter(ctx context.Context, after ProductID, limit int) ([]Searchable, error) {
	return s.searchables(ctx, s.db.Read(ctx).Where("id > ?", after).Order("id").Limit(limit))
}

// SearchablesByIDs are the searchable products among the ids.
func (s *Service) SearchablesByIDs(ctx context.Context, ids []ProductID) ([]Searchable, error) {
	return s.searchables(ctx, s.db.Read(ctx).Where("id IN ?", ids))
}

func (s *Service) searchables(ctx context.Context, q *gorm.DB) ([]Searchable, error) {
	var rows []Product
	if err := q.Select(searchableColumns).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read what products are found by: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	out, at, ids := make([]Searchable, len(rows)), make(map[ProductID]int, len(rows)), make([]ProductID, len(rows))
	for i, p := range rows {
		out[i].Product, at[p.ID], ids[i] = p, i, p.ID
	}
	var variants []SearchableVariant
	if err := s.db.Read(ctx).Table("variants").Select("id, product_id, title, sku, barcode, price").Where("product_id IN ?", ids).
		Order("product_id, position, id").Find(&variants).Error; err != nil {
		return nil, fmt.Errorf("read what variants are found by: %w", err)
	}
	owner := make(map[int64]int, len(variants))
	for _, v := range variants {
		i := at[v.ProductID]
		owner[int64(v.ID)] = i
		out[i].Variants = append(out[i].Variants, v)
	}
	var places []Place
	if err := s.db.Read(ctx).Table("collection_products").Select("collection_id, product_id, position").Where("product_id IN ?", ids).
		Find(&places).Error; err != nil {
		return nil, fmt.Errorf("read the collections of products: %w", err)
	}
	for _, p := range places {
		i := at[p.ProductID]
		out[i].Places = append(out[i].Places, p)
	}
	return out, s.searchableFields(ctx, ids, at, owner, out)
}

// searchableFields adds the metafields of products and of their variants.
func (s *Service) searchableFields(ctx context.Context, ids []ProductID, at map[ProductID]int, owner map[int64]int, out []Searchable) error {
	var fields []Metafield
	err := s.db.Read(ctx).Where("owner_type = ? AND owner_id IN ?", OwnerProduct, ids).Find(&fields).Error
	if err != nil {
		return fmt.Errorf("read the metafields of products: %w", err)
	}
	for _, f := range fields {
		i := at[ProductID(f.OwnerID)]
		out[i].Metafields = append(out[i].Metafields, f)
	}
	fields = nil
	err = s.db.Read(ctx).Where("owner_type = ? AND owner_id IN (SELECT id FROM variants WHERE product_id IN ?)", OwnerVariant, ids).Find(&fields).Error
	if err != nil {
		return fmt.Errorf("read the metafields of variants: %w", err)
	}
	for _, f := range fields {
		i := owner[f.OwnerID]
		out[i].Metafields = append(out[i].Metafields, f)
	}
	return nil
}

// PlacesIn are the places of a collection's products.
func (s *Service) PlacesIn(ctx context.Context, id CollectionID) ([]Place, error) {
	var places []Place
	err := s.db.Read(ctx).Table("collection_products").Select("collection_id, product_id, position").Where("collection_id = ?", id).Find(&places).Error
	if err != nil {
		return nil, fmt.Errorf("read the places of collection %d: %w", id, err)
	}
	return places, nil
}

// SearchableCollectionsAfter are the collections behind an id by their ids, whoever may see them.
func (s *Service) SearchableCollectionsAfter(ctx context.Context, after CollectionID, limit int) ([]Collection, error) {
	return s.searchableCollections(s.db.Read(ctx).Where("id > ?", after).Order("id").Limit(limit))
}

// SearchableCollectionsByIDs are the collections among the ids, whoever may see them.
func (s *Service) SearchableCollectionsByIDs(ctx context.Context, ids []CollectionID) ([]Collection, error) {
	return s.searchableCollections(s.db.Read(ctx).Where("id IN ?", ids))
}

func (s *Service) searchableCollections(q *gorm.DB) ([]Collection, error) {
	var rows []Collection
	if err := q.Select("id, handle, title, description, published_at, created_at, updated_at").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read what collections are found by: %w", err)
	}
	return rows, nil
}
