package catalog

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// findToWrite finds a collection, published or not, without a lock.
func findToWrite(tx database.Tx, id CollectionID) (Collection, error) {
	var row Collection
	err := tx.DB.Take(&row, "id = ?", id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.NotFoundf("id", "there is no such collection")
	}
	if err != nil {
		return row, fmt.Errorf("find collection %d to write: %w", id, err)
	}
	return row, nil
}

// lockToWrite locks a collection. Products are locked before it, and so are rules that are to change.
func lockToWrite(tx database.Tx, id CollectionID) (Collection, error) {
	tx.DB = tx.DB.Clauses(clause.Locking{Strength: "UPDATE"})
	return findToWrite(tx, id)
}

func (s *Service) countOf(ctx context.Context, id CollectionID) (n int, err error) {
	err = s.db.Read(ctx).Model(&Collection{}).Select("products_count").Where("id = ?", id).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("read the count of collection %d: %w", id, err)
	}
	return n, nil
}

// claimHandle refuses a handle that another collection has.
func claimHandle(tx database.Tx, handle string, id CollectionID) error {
	var others int64
	if err := tx.DB.Model(&Collection{}).Where("handle = ? AND id <> ?", handle, id).Count(&others).Error; err != nil {
		return fmt.Errorf("look who has the handle %q: %w", handle, err)
	}
	if others > 0 {
		return taken("handle", handle)
	}
	return nil
}

// writtenColumns are those of collections that staff write; how many products there are, memberships say.
var writtenColumns = []string{"handle", "title", "title_key", "description_html", "description", "image_id", "seo_title", "seo_description",
	"sort_order", "rules", "published_at", "updated_at", "version"}

func saveCollection(tx database.Tx, row *Collection) error {
	if row.ID == 0 {
		if err := tx.DB.Create(row).Error; err != nil {
			return fmt.Errorf("insert collection %q: %w", row.Handle, err)
		}
		return nil
	}
	q := tx.DB.Model(&Collection{}).Where("id = ?", row.ID).Select(writtenColumns).Updates(row)
	if q.Error != nil {
		return fmt.Errorf("write collection %d: %w", row.ID, q.Error)
	}
	if q.RowsAffected != 1 {
		return fmt.Errorf("write collection %d: %d rows", row.ID, q.RowsAffected)
	}
	return nil
}

// writeImage records what becomes of the picture, and puts it into the row.
func writeImage(tx database.Tx, row *Collection, image CollectionImage) error {
	spec := image.New
	if image.Alt != nil {
		var m Media
		if err := tx.DB.Take(&m, "id = ?", *row.ImageID).Error; err != nil {
			return fmt.Errorf("find the picture of collection %d: %w", row.ID, err)
		}
		spec = &MediaSpec{Kind: m.Kind, Alt: *image.Alt, Source: m.Source, Blob: m.Name, MIME: m.MIME, Width: m.Width, Height: m.Height, Bytes: m.Bytes}
	}
	switch {
	case spec != nil:
		id, err := putMedia(tx, spec)
		if err != nil {
			return err
		}
		row.ImageID = &id
	case image.Gone:
		row.ImageID = nil
	}
	return nil
}

// removeCollection removes the row and what belongs to it. Its memberships, which may be many, go afterwards.
func removeCollection(tx database.Tx, id CollectionID) error {
	if err := tx.DB.Exec("DELETE FROM metafields WHERE owner_type = ? AND owner_id = ?", OwnerCollection, id).Error; err != nil {
		return fmt.Errorf("remove metafields of collection %d: %w", id, err)
	}
	if err := tx.DB.Exec("DELETE FROM collections WHERE id = ?", id).Error; err != nil {
		return fmt.Errorf("remove collection %d: %w", id, err)
	}
	return beginWork(tx, id)
}

// lockProducts shares the locks of products, so that what memberships repeat of them is true until the transaction ends. The
// rows come in order of their ids.
func lockProducts(tx database.Tx, ids []ProductID) ([]Product, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []Product
	if err := matchable(tx.DB.Clauses(clause.Locking{Strength: "SHARE"}).Where("id IN ?", ids)).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("lock %d products of a collection: %w", len(ids), err)
	}
	return rows, nil
}

// lockMembers is lockProducts for products that must be there; they come in the order that they are named, each once.
func lockMembers(tx database.Tx, path string, ids []ProductID) ([]Product, error) {
	rows, err := lockProducts(tx, unique(ids))
	if err != nil {
		return nil, err
	}
	byID := index(rows, func(p Product) ProductID { return p.ID })
	for i, id := range ids {
		if _, ok := byID[id]; !ok {
			return nil, fault.NotFoundf(fmt.Sprintf("%s.%d", path, i), "there is no such product")
		}
	}
	out := make([]Product, 0, len(rows))
	for _, id := range unique(ids) {
		out = append(out, byID[id])
	}
	return out, nil
}

func membersAmong(tx database.Tx, id CollectionID, products []ProductID) ([]ProductID, error) {
	var out []ProductID
	err := tx.DB.Model(&Membership{}).Where("collection_id = ? AND product_id IN ?", id, products).Order("product_id").Pluck("product_id", &out).Error
	if err != nil {
		return nil, fmt.Errorf("look which products are in collection %d: %w", id, err)
	}
	return out, nil
}

// addMembers puts locked products behind the last one of a locked collection, and tells which of them were not in it yet.
func addMembers(tx database.Tx, row *Collection, products []Product) ([]ProductID, error) {
	if len(products) == 0 {
		return nil, nil
	}
	ids := make([]ProductID, len(products))
	for i := range products {
		ids[i] = products[i].ID
	}
	there, err := membersAmong(tx, row.ID, ids)
	if err != nil {
		return nil, err
	}
	var last int64
	if err := tx.DB.Raw("SELECT COALESCE(MAX(position), 0) FROM collection_products WHERE collection_id = ?", row.ID).Scan(&last).Error; err != nil {
		return nil, fmt.Errorf("find the end of collection %d: %w", row.ID, err)
	}
	var d difference
	var added []ProductID
	for i := range products {
		if slices.Contains(there, products[i].ID) {
			continue
		}
		last += placeStep
		d.add(row.ID, &products[i], last)
		added = append(added, products[i].ID)
	}
	row.ProductsCount += len(added)
	if len(added) > 0 {
		row.UpdatedAt = tx.Now
	}
	return added, d.write(tx)
}

// removeMembers takes locked products out of a locked collection, and tells which of them were in it.
func removeMembers(tx database.Tx, row *Collection, products []ProductID) ([]ProductID, error) {
	there, err := membersAmong(tx, row.ID, products)
	if err != nil || len(there) == 0 {
		return nil, err
	}
	if err := tx.DB.Exec("DELETE FROM collection_products WHERE collection_id = ? AND product_id IN ?", row.ID, there).Error; err != nil {
		return nil, fmt.Errorf("take %d products out of collection %d: %w", len(there), row.ID, err)
	}
	row.ProductsCount -= len(there)
	row.UpdatedAt = tx.Now
	return there, grow(tx, map[CollectionID]int{row.ID: -len(there)})
}

// leaveCollections takes products that are to be removed out of all collections. Their rows are locked.
func leaveCollections(tx database.Tx, ids []ProductID) error {
	var places []Membership
	if err := tx.DB.Select("collection_id", "product_id").Where("product_id IN ?", ids).Find(&places).Error; err != nil {
		return fmt.Errorf("find the collections of %d products: %w", len(ids), err)
	}
	if len(places) == 0 {
		return nil
	}
	counts := map[CollectionID]int{}
	for _, m := range places {
		counts[m.CollectionID]--
	}
	if err := tx.DB.Exec("DELETE FROM collection_products WHERE product_id IN ?", ids).Error; err != nil {
		return fmt.Errorf("take %d products out of their collections: %w", len(ids), err)
	}
	return grow(tx, counts)
}

// reorder makes moves in a locked collection. Only the beginning of its order is read, as far as anything is moved to.
func reorder(tx database.Tx, row *Collection, moves []Move) error {
	deepest := 0
	for _, m := range moves {
		deepest = max(deepest, min(m.To, math.MaxInt32))
	}
	renumbered := false
	for {
		var spots []spot
		err := tx.DB.Model(&Membership{}).Select("product_id, position").Where("collection_id = ?", row.ID).Order("position, product_id").
			Limit(deepest + 2*len(moves) + 2).Find(&spots).Error
		if err != nil {
			return fmt.Errorf("read the order of collection %d: %w", row.ID, err)
		}
		places, ok := rearrange(spots, moves)
		if ok {
			return place(tx, row, places, renumbered)
		}
		if renumbered {
			return fmt.Errorf("collection %d has no room for %d moves", row.ID, len(moves))
		}
		if err := renumber(tx, row.ID); err != nil {
			return err
		}
		renumbered = true
	}
}

// place writes the new positions. Whoever follows changes reads the moved products again, or the whole collection where all
// positions are others.
func place(tx database.Tx, row *Collection, places map[ProductID]int64, all bool) error {
	ids := sortedKeys(places)
	var cases strings.Builder
	args, changed := make([]any, 0, 2*len(ids)), make([]int64, len(ids))
	for i, id := range ids {
		cases.WriteString(" WHEN ? THEN ?")
		args, changed[i] = append(args, id, places[id]), int64(id)
	}
	args = append(args, row.ID, ids)
	err := tx.DB.Exec("UPDATE collection_products SET position = CASE product_id"+cases.String()+" ELSE position END WHERE collection_id = ? AND product_id IN ?", args...).Error
	if err != nil {
		return fmt.Errorf("move %d products of collection %d: %w", len(ids), row.ID, err)
	}
	row.UpdatedAt = tx.Now
	if err := tx.DB.Exec("UPDATE collections SET updated_at = ? WHERE id = ?", tx.Now, row.ID).Error; err != nil {
		return fmt.Errorf("note that collection %d was changed: %w", row.ID, err)
	}
	if all {
		return tx.Changed("collection", int64(row.ID))
	}
	return tx.Changed("product", changed...)
}

// renumber makes room between all products of a collection.
func renumber(tx database.Tx, id CollectionID) error {
	err := tx.DB.Exec(`UPDATE collection_products SET position = ? * (SELECT r.n FROM (SELECT product_id AS id, ROW_NUMBER() OVER (ORDER BY position, product_id) AS n
		FROM collection_products WHERE collection_id = ?) r WHERE r.id = product_id) WHERE collection_id = ?`, placeStep, id, id).Error
	if err != nil {
		return fmt.Errorf("renumber collection %d: %w", id, err)
	}
	return nil
}
