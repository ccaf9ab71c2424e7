package catalog

import (
	"fmt"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// fieldOwner is a kind of thing whose metafields staff write.
type fieldOwner struct {
	kind, table string
	versioned   bool
	change      string // the kind under which changes of it are noted
}

// owners are the kinds of things whose metafields staff write, in the order that their rows are locked in. Most of the
// tables are other rooms': no more of them is used than that a row is there, and when it was changed.
var owners = []fieldOwner{
	{OwnerProduct, "products", true, "product"},
	{OwnerVariant, "variants", false, "product"},
	{OwnerCollection, "collections", true, "collection"},
	{OwnerShop, "shop", false, "shop"},
	{OwnerPage, "pages", false, "page"},
	{OwnerBlog, "blogs", false, "blog"},
	{OwnerArticle, "articles", false, "article"},
	{OwnerLocation, "locations", false, "shop"},
	{OwnerMarket, "markets", false, "shop"},
	{OwnerCustomer, "customers", false, "customer"},
}

// lockFields locks the owners, so that no two of their writers meet, and reads the metafields that are named. A variant's
// metafields are locked with its product. Faults: NotFound at metafields.<n>.ownerId.
func lockFields(tx database.Tx, keys []FieldKey) (map[FieldKey]Metafield, error) {
	byType := map[string][]int64{}
	for _, k := range keys {
		byType[k.OwnerType] = append(byType[k.OwnerType], k.OwnerID)
	}
	products := unique(byType[OwnerProduct])
	if variants := unique(byType[OwnerVariant]); len(variants) > 0 {
		var of []int64
		if err := tx.DB.Raw("SELECT DISTINCT product_id FROM variants WHERE id IN ?", variants).Scan(&of).Error; err != nil {
			return nil, fmt.Errorf("find the products of %d variants: %w", len(variants), err)
		}
		products = unique(append(products, of...))
	}
	if _, err := lockIDs(tx, "products", products); err != nil {
		return nil, err
	}
	out := map[FieldKey]Metafield{}
	for _, o := range owners {
		ids := unique(byType[o.kind])
		if len(ids) == 0 {
			continue
		}
		there, err := lockIDs(tx, o.table, ids)
		if err != nil {
			return nil, err
		}
		for i, k := range keys {
			if k.OwnerType == o.kind && !there[k.OwnerID] {
				return nil, fault.NotFoundf(fmt.Sprintf("metafields.%d.ownerId", i), "there is no such owner")
			}
		}
		var rows []Metafield
		if err := tx.DB.Where("owner_type = ? AND owner_id IN ?", o.kind, ids).Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("load metafields of %d %ss: %w", len(ids), o.kind, err)
		}
		for _, r := range rows {
			out[FieldKey{r.OwnerType, r.OwnerID, r.Namespace, r.Name}] = r
		}
	}
	return out, nil
}

// lockIDs locks the rows of a table, in the order of their ids, and tells which of them are there.
func lockIDs(tx database.Tx, table string, ids []int64) (map[int64]bool, error) {
	if len(ids) == 0 {
		return nil, nil //nolint:nilnil // nothing is asked for
	}
	var there []int64
	err := tx.DB.Table(table).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", ids).Order("id").Pluck("id", &there).Error
	if err != nil {
		return nil, fmt.Errorf("lock %d %s: %w", len(ids), table, err)
	}
	known := make(map[int64]bool, len(there))
	for _, id := range there {
		known[id] = true
	}
	return known, nil
}

// touch says of owners that they were written just now, and tells what of them is to be noted as changed: of variants,
// their products.
func (o fieldOwner) touch(tx database.Tx, ids []int64) ([]int64, error) {
	table, versioned := o.table, o.versioned
	if o.kind == OwnerVariant {
		var of []int64
		if err := tx.DB.Raw("SELECT DISTINCT product_id FROM variants WHERE id IN ? ORDER BY product_id", ids).Scan(&of).Error; err != nil {
			return nil, fmt.Errorf("find the products of %d variants: %w", len(ids), err)
		}
		ids, table, versioned = of, "products", true
	}
	set := "updated_at = ?"
	if versioned {
		set += ", version = version + 1"
	}
	if err := tx.DB.Exec("UPDATE "+table+" SET "+set+" WHERE id IN ?", tx.Now, ids).Error; err != nil {
		return nil, fmt.Errorf("count up %d %s: %w", len(ids), table, err)
	}
	return ids, nil
}

func deleteFields(tx database.Tx, ids []int64) error {
	if err := tx.DB.Exec("DELETE FROM metafields WHERE id IN ?", ids).Error; err != nil {
		return fmt.Errorf("remove %d metafields: %w", len(ids), err)
	}
	return nil
}
