package catalog

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// settleBatch is how many products one transaction matches with the rules of a collection: few enough that whoever
// writes one of them does not wait long.
const settleBatch = 1000

// Settle brings the memberships of collections whose rules have changed to what the rules say, as far as nobody has done so
// yet. Whoever changes rules does it at once; this is for what they left behind when their process ended.
func (s *Service) Settle(ctx context.Context) error {
	var ids []CollectionID
	if err := s.db.Read(ctx).Table("collection_work").Order("collection_id").Pluck("collection_id", &ids).Error; err != nil {
		return fmt.Errorf("find collections whose rules have changed: %w", err)
	}
	for _, id := range ids {
		if err := s.settle(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// settle matches all products with the rules of one collection, a batch a transaction, so that no lock is held for long. A
// product that is written meanwhile matches the new rules already, and whichever of the two comes second finds nothing to
// do; where the process ends, another goes on behind the last batch.
func (s *Service) settle(ctx context.Context, id CollectionID) error {
	for {
		more := false
		err := s.db.Declare(ctx, func(tx database.Tx) (err error) {
			more, err = settleNext(tx, id)
			return err
		})
		if database.IsRetryable(err) && ctx.Err() == nil {
			continue // other writers were in the way of every try; nothing of the batches before is lost
		}
		if err != nil || !more {
			return err
		}
	}
}

// beginWork has the memberships of a collection matched from the first product on.
func beginWork(tx database.Tx, id CollectionID) error {
	row := work{CollectionID: id}
	if err := tx.DB.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
		return fmt.Errorf("have collection %d matched with its rules: %w", id, err)
	}
	return nil
}

// work is a row of collection_work.
type work struct {
	CollectionID CollectionID `gorm:"primaryKey;autoIncrement:false"`
	AfterID      ProductID
}

func (work) TableName() string { return "collection_work" }

func findWork(q *gorm.DB, id CollectionID) (w work, there bool, err error) {
	err = q.Take(&w, "collection_id = ?", id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return w, false, nil
	}
	return w, err == nil, err
}

// settleNext matches the next products, and reports whether there may be more. Products are locked before the collection,
// as everywhere, so how far the work has come is read first and looked at again under the lock.
func settleNext(tx database.Tx, id CollectionID) (more bool, err error) {
	w, there, err := findWork(tx.DB, id)
	if err != nil || !there {
		return false, err
	}
	if _, err := findToWrite(tx, id); fault.Is(err, fault.NotFound) {
		return clearNext(tx, id) // no id comes again
	} else if err != nil {
		return false, err
	}
	var products []Product
	err = matchable(tx.DB.Clauses(clause.Locking{Strength: "SHARE"}).Where("id > ?", w.AfterID)).Limit(settleBatch).Find(&products).Error
	if err != nil {
		return false, fmt.Errorf("read products to match with collection %d: %w", id, err)
	}
	c, err := lockToWrite(tx, id)
	if fault.Is(err, fault.NotFound) {
		return true, nil // gone meanwhile
	}
	if err != nil {
		return false, err
	}
	now, there, err := findWork(tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}), id)
	switch {
	case err != nil || !there:
		return false, err
	case now != w: // somebody else has matched these, or the rules have changed again
		return true, nil
	}
	if c.Rules != nil {
		if err := settleProducts(tx, &c, w.AfterID, products); err != nil {
			return false, err
		}
	}
	if c.Rules == nil || len(products) < settleBatch {
		return false, endWork(tx, id)
	}
	w.AfterID = products[len(products)-1].ID
	if err := tx.DB.Save(&w).Error; err != nil {
		return false, fmt.Errorf("note how far collection %d is matched: %w", id, err)
	}
	return true, nil
}

// settleProducts brings the memberships of the products, which follow on the one named, to what the rules say.
func settleProducts(tx database.Tx, c *Collection, after ProductID, products []Product) error {
	if len(products) == 0 {
		return nil
	}
	rules := newRuleIndex(0, []matcher{newMatcher(c.ID, *c.Rules)})
	found, err := loadFacts(tx, rules, products)
	if err != nil {
		return err
	}
	var members []ProductID
	err = tx.DB.Model(&Membership{}).Where("collection_id = ? AND product_id > ? AND product_id <= ?", c.ID, after, products[len(products)-1].ID).
		Pluck("product_id", &members).Error
	if err != nil {
		return fmt.Errorf("find the members of collection %d: %w", c.ID, err)
	}
	in := make(map[ProductID]bool, len(members))
	for _, p := range members {
		in[p] = true
	}
	var d difference
	var gone []ProductID
	for i := range products {
		p := &products[i]
		switch matches := rules.sets[0].matches(&found[i]); {
		case matches && !in[p.ID]:
			d.add(c.ID, p, placeOf(p.ID))
		case !matches && in[p.ID]:
			gone = append(gone, p.ID)
			d.count(c.ID, -1)
		}
	}
	if len(gone) > 0 {
		if err := tx.DB.Exec("DELETE FROM collection_products WHERE collection_id = ? AND product_id IN ?", c.ID, gone).Error; err != nil {
			return fmt.Errorf("take %d products out of collection %d: %w", len(gone), c.ID, err)
		}
	}
	return d.write(tx)
}

// clearNext removes the next memberships of a collection that is gone.
func clearNext(tx database.Tx, id CollectionID) (more bool, err error) {
	w, there, err := findWork(tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}), id)
	if err != nil || !there {
		return false, err
	}
	var members []ProductID
	err = tx.DB.Model(&Membership{}).Where("collection_id = ? AND product_id > ?", w.CollectionID, w.AfterID).Order("product_id").
		Limit(settleBatch).Pluck("product_id", &members).Error
	if err != nil {
		return false, fmt.Errorf("find the members of collection %d, which is gone: %w", w.CollectionID, err)
	}
	if len(members) == 0 {
		return false, endWork(tx, id)
	}
	last := members[len(members)-1]
	err = tx.DB.Exec("DELETE FROM collection_products WHERE collection_id = ? AND product_id > ? AND product_id <= ?", w.CollectionID, w.AfterID, last).Error
	if err != nil {
		return false, fmt.Errorf("remove the members of collection %d, which is gone: %w", w.CollectionID, err)
	}
	if len(members) < settleBatch {
		return false, endWork(tx, id)
	}
	w.AfterID = last
	if err := tx.DB.Save(&w).Error; err != nil {
		return false, fmt.Errorf("note how far collection %d is removed: %w", w.CollectionID, err)
	}
	return true, nil
}

// endWork is for a collection whose memberships are what they shall be. Whoever follows changes reads them now, once.
func endWork(tx database.Tx, id CollectionID) error {
	if err := tx.DB.Exec("DELETE FROM collection_work WHERE collection_id = ?", id).Error; err != nil {
		return fmt.Errorf("note that collection %d is matched: %w", id, err)
	}
	return tx.Changed("collection", int64(id))
}
