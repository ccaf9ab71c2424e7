package upload

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/media"
)

// rowsPerStatement keeps the parameters of one statement within every database's bounds.
const rowsPerStatement = 1000

func insert(tx database.Tx, rows []Upload) error {
	if len(rows) == 0 {
		return nil
	}
	if err := tx.DB.CreateInBatches(rows, rowsPerStatement).Error; err != nil {
		return fmt.Errorf("stage %d uploads: %w", len(rows), err)
	}
	return nil
}

func (s *Service) byIDs(ctx context.Context, ids []int64) (map[int64]Upload, error) {
	var rows []Upload
	if err := s.db.Read(ctx).Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load %d uploads: %w", len(ids), err)
	}
	out := make(map[int64]Upload, len(rows))
	for _, u := range rows {
		out[u.ID] = u
	}
	return out, nil
}

// find finds an upload that has not expired; nil where there is none.
func find(db *gorm.DB, name string, now time.Time) (*Upload, error) {
	var u Upload
	err := db.Where("name = ? AND expires_at > ?", name, now).Take(&u).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find upload %s: %w", name, err)
	}
	return &u, nil
}

// findAll finds uploads that have not expired, by their names; empty names are none.
func findAll(db *gorm.DB, names []string, now time.Time) (map[string]Upload, error) {
	out := map[string]Upload{}
	wanted := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "" })
	if len(wanted) == 0 {
		return out, nil
	}
	var rows []Upload
	if err := db.Where("name IN ? AND expires_at > ?", wanted, now).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("find %d uploads: %w", len(wanted), err)
	}
	for _, u := range rows {
		out[u.Name] = u
	}
	return out, nil
}

// settle notes what came of an upload, once: it is false where somebody else was first, or it has expired.
func settle(tx database.Tx, u *Upload, blob string, stored media.Stored) (bool, error) {
	change := Upload{State: ready, BlobName: blob, Stored: &stored}
	result := tx.DB.Model(&Upload{}).Where("id = ? AND state = ? AND expires_at > ?", u.ID, waiting, tx.Now).
		Select("State", "BlobName", "Stored").Updates(change)
	if result.Error != nil {
		return false, fmt.Errorf("note upload %s: %w", u.Name, result.Error)
	}
	return result.RowsAffected == 1, nil
}

// hold keeps an upload until a time at least; it is false where there is none any more.
func hold(tx database.Tx, name string, until time.Time) (bool, error) {
	var u Upload
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("name = ? AND expires_at > ?", name, tx.Now).Take(&u).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("lock upload %s: %w", name, err)
	}
	if !until.After(u.ExpiresAt) {
		return true, nil
	}
	if err := tx.DB.Exec("UPDATE staged_uploads SET expires_at = ? WHERE id = ?", until, u.ID).Error; err != nil {
		return false, fmt.Errorf("hold upload %s: %w", name, err)
	}
	return true, nil
}

// takeExpired removes the rows of uploads that have expired.
func takeExpired(tx database.Tx, limit int) ([]Upload, error) {
	var rows []Upload
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("expires_at <= ?", tx.Now).Order("expires_at, id").Limit(limit).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i, u := range rows {
		ids[i] = u.ID
	}
	if err := tx.DB.Exec("DELETE FROM staged_uploads WHERE id IN ?", ids).Error; err != nil {
		return nil, fmt.Errorf("remove %d uploads: %w", len(rows), err)
	}
	return rows, nil
}

func (s *Service) mentionedHere(ctx context.Context, names []string) (map[string]bool, error) {
	out := map[string]bool{}
	for some := range slices.Chunk(names, rowsPerStatement) {
		var found []string
		err := s.db.Read(ctx).Raw("SELECT blob_name FROM staged_uploads WHERE blob_name IN ? AND expires_at > ?", some, s.db.Now()).Scan(&found).Error
		if err != nil {
			return nil, fmt.Errorf("look for uploads of %d names: %w", len(some), err)
		}
		for _, name := range found {
			out[name] = true
		}
	}
	return out, nil
}
