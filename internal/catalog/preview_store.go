package catalog

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
)

// SigningKey is a row of signing_keys: a random key that was made once, where the configuration has none.
type SigningKey struct {
	Name      string `gorm:"primaryKey"`
	Secret    []byte
	CreatedAt time.Time
}

// TableName is signing_keys.
func (SigningKey) TableName() string { return "signing_keys" }

// keptKey is the key of the name, made now where there is none. Of several who make it the first wins, and all have its.
func keptKey(ctx context.Context, db *database.DB, name string) (secret.Text, error) {
	var row SigningKey
	err := db.Read(ctx).Where("name = ?", name).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = db.Declare(ctx, func(tx database.Tx) error {
			found := tx.DB.Where("name = ?", name).Limit(1).Find(&row)
			if found.Error != nil || found.RowsAffected > 0 {
				return found.Error
			}
			row = SigningKey{Name: name, Secret: make([]byte, 32), CreatedAt: tx.Now}
			rand.Read(row.Secret) // never fails: crypto/rand ends the program instead
			return tx.DB.Create(&row).Error
		})
	}
	if err != nil {
		return "", fmt.Errorf("read the key for %s: %w", name, err)
	}
	return secret.Text(row.Secret), nil
}

func previewed(db *gorm.DB, id ProductID) (Product, error) {
	var row Product
	err := db.Where("id = ?", id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.NotFoundf("", "there is no such product")
	}
	if err != nil {
		return row, fmt.Errorf("find product %d: %w", id, err)
	}
	return row, nil
}

// there reports whether there is a product.
func (p *Previews) there(ctx context.Context, id ProductID) (bool, error) {
	var n int64
	if err := p.db.Read(ctx).Model(&Product{}).Where("id = ?", id).Count(&n).Error; err != nil {
		return false, fmt.Errorf("look for product %d: %w", id, err)
	}
	return n > 0, nil
}
