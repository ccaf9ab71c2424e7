package cart

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/terms"
)

// read finds a cart, with the version of the terms as they are now.
func (s *Service) read(ctx context.Context, ref Ref) (Cart, int64, error) {
	var row struct {
		Cart
		TermsNow int64
	}
	err := s.db.Read(ctx).Raw(`SELECT carts.*, (SELECT COALESCE(MAX(sequence), 0) FROM changes WHERE kind = ?) AS terms_now
		FROM carts WHERE token = ?`, terms.Changed, ref.Token).Scan(&row).Error
	if err != nil {
		return Cart{}, 0, fmt.Errorf("read a cart: %w", err)
	}
	if row.ID == 0 || !s.db.Now().Before(row.ExpiresAt) || !row.Cart.opens(ref, true) {
		return Cart{}, 0, notFound()
	}
	return row.Cart, row.TermsNow, nil
}

// lock reads a cart and keeps others from changing it until the transaction ends. NotFound where there is none.
func lock(tx database.Tx, token string) (*Cart, error) {
	var row Cart
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("token = ?", token).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && !tx.Now.Before(row.ExpiresAt) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("lock a cart: %w", err)
	}
	return &row, nil
}

// insert makes the row of a new cart.
func insert(tx database.Tx, c *Cart) error {
	c.Version = 1
	if err := tx.DB.Create(c).Error; err != nil {
		return fmt.Errorf("make a cart: %w", err)
	}
	return nil
}

// save writes a cart that is locked. A new one is inserted.
func save(tx database.Tx, c *Cart) error {
	c.Attributes, c.Codes, c.Gifts = list(c.Attributes), list(c.Codes), list(c.Gifts)
	c.Addresses, c.Lines, c.Notices = list(c.Addresses), list(c.Lines), list(c.Notices)
	if c.ID == 0 {
		return insert(tx, c)
	}
	was := c.Version
	c.Version++
	done := tx.DB.Model(c).Where("version = ?", was).Select("*").Omit("id", "token", "secret", "currency", "created_at").Updates(c)
	if done.Error != nil {
		return fmt.Errorf("write cart %d: %w", c.ID, done.Error)
	}
	if done.RowsAffected != 1 {
		return fmt.Errorf("write cart %d: its version is not %d any more although it is locked", c.ID, was)
	}
	return nil
}

// list is never nil: the columns of lists hold one, if an empty one.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// tokensInOrder are the tokens in the order of their carts' ids; those of no cart come last.
func tokensInOrder(tx database.Tx, tokens ...string) ([]string, error) {
	var found []string
	if err := tx.DB.Model(&Cart{}).Where("token IN ?", tokens).Order("id").Pluck("token", &found).Error; err != nil {
		return nil, fmt.Errorf("find %d carts: %w", len(tokens), err)
	}
	return found, nil
}

// ofCustomer are a customer's carts, with the version of the terms as they are now.
func (s *Service) ofCustomer(ctx context.Context, customer int64, limit int) ([]Cart, int64, error) {
	var rows []struct {
		Cart
		TermsNow int64
	}
	err := s.db.Read(ctx).Raw(`SELECT carts.*, (SELECT COALESCE(MAX(sequence), 0) FROM changes WHERE kind = ?) AS terms_now
		FROM carts WHERE customer_id = ? AND expires_at > ? ORDER BY updated_at DESC, id DESC LIMIT ?`, terms.Changed, customer, s.db.Now(), limit).Scan(&rows).Error
	if err != nil {
		return nil, 0, fmt.Errorf("list the carts of customer %d: %w", customer, err)
	}
	out := make([]Cart, len(rows))
	var termsNow int64
	for i, r := range rows {
		out[i], termsNow = r.Cart, r.TermsNow
	}
	return out, termsNow, nil
}

// lockOfCustomer locks all carts of a customer, in the order of their ids.
func lockOfCustomer(tx database.Tx, customer int64) ([]Cart, error) {
	var rows []Cart
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("customer_id = ?", customer).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("lock the carts of customer %d: %w", customer, err)
	}
	return rows, nil
}

// answer is a row of cart_answers.
type answer struct {
	KeyHash     []byte `gorm:"primaryKey"`
	RequestHash []byte
	CartID      ID
	Answer      []byte
	CreatedAt   time.Time
	ExpiresAt   time.Time
}

func (answer) TableName() string { return "cart_answers" }

// findAnswer is the answer that was given under a key; nil where there was none, or it is forgotten.
func findAnswer(tx database.Tx, key []byte) (*answer, error) {
	var row answer
	if err := tx.DB.Where("key_hash = ?", key).Limit(1).Find(&row).Error; err != nil {
		return nil, fmt.Errorf("look for an earlier answer: %w", err)
	}
	if row.KeyHash == nil {
		return nil, nil //nolint:nilnil // absence is an answer here
	}
	if !tx.Now.Before(row.ExpiresAt) {
		if err := tx.DB.Where("key_hash = ?", key).Delete(&answer{}).Error; err != nil {
			return nil, fmt.Errorf("forget an old answer: %w", err)
		}
		return nil, nil //nolint:nilnil // as above
	}
	return &row, nil
}

func keepAnswer(tx database.Tx, row answer) error {
	if err := tx.DB.Create(&row).Error; err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return nil
}

// forgetAnswers removes what was answered about a cart, which may hold personal data.
func forgetAnswers(tx database.Tx, carts []ID) error {
	if err := tx.DB.Where("cart_id IN ?", carts).Delete(&answer{}).Error; err != nil {
		return fmt.Errorf("forget the answers of %d carts: %w", len(carts), err)
	}
	return nil
}

// expired are some carts that nobody used for too long, locked.
func expired(tx database.Tx, limit int) ([]ID, error) {
	var ids []ID
	err := tx.DB.Model(&Cart{}).Clauses(clause.Locking{Strength: "UPDATE"}).Where("expires_at <= ?", tx.Now).
		Order("expires_at, id").Limit(limit).Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("look for expired carts: %w", err)
	}
	return ids, nil
}

func removeCarts(tx database.Tx, ids []ID) error {
	if err := tx.DB.Where("id IN ?", ids).Delete(&Cart{}).Error; err != nil {
		return fmt.Errorf("remove %d expired carts: %w", len(ids), err)
	}
	return nil
}

// expiredAnswers removes some answers that nobody can ask for any more, and tells how many.
func expiredAnswers(tx database.Tx, limit int) (int, error) {
	var keys [][]byte
	err := tx.DB.Model(&answer{}).Where("expires_at <= ?", tx.Now).Order("expires_at").Limit(limit).Pluck("key_hash", &keys).Error
	if err == nil && len(keys) > 0 {
		err = tx.DB.Where("key_hash IN ?", keys).Delete(&answer{}).Error
	}
	if err != nil {
		return 0, fmt.Errorf("remove expired answers: %w", err)
	}
	return len(keys), nil
}

// baskets are the products of carts before an id, the latest first, and the least id that was read; 0 is before nothing.
func (s *Service) baskets(ctx context.Context, before int64, limit int) (baskets [][]int64, last int64, err error) {
	q := s.db.Read(ctx).Model(&Cart{}).Select("id, cart_lines").Order("id DESC").Limit(limit)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	var rows []Cart
	if err := q.Find(&rows).Error; err != nil {
		return nil, 0, fmt.Errorf("read what lies in carts together: %w", err)
	}
	for _, c := range rows {
		var products []int64
		for _, l := range c.Lines {
			products = append(products, l.Product)
		}
		baskets, last = append(baskets, products), int64(c.ID)
	}
	return baskets, last, nil
}
