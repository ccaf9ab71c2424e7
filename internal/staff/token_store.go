package staff

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"cartwright/internal/database"
)

func insertToken(tx database.Tx, t *Token) error {
	if err := tx.DB.Create(t).Error; err != nil {
		return fmt.Errorf("write a token of staff: %w", err)
	}
	return nil
}

// holder reads a token by its hash, with the account that decides over it; the zero holder where there is none.
func (s *Service) holder(ctx context.Context, hash []byte) (holder, error) {
	var rows []holder
	err := s.db.Read(ctx).Table("staff_tokens t").Joins("LEFT JOIN staff_accounts a ON a.id = t.account_id").
		Select("t.*, a.name AS account_name, a.role, a.state").Where("t.hash = ?", hash).Limit(1).Find(&rows).Error
	if err != nil {
		return holder{}, fmt.Errorf("look for a token of staff: %w", err)
	}
	if len(rows) == 0 {
		return holder{}, nil
	}
	return rows[0], nil
}

// sessionsOf reads the sessions of accounts that have not ended, the newest first.
func (s *Service) sessionsOf(ctx context.Context, accounts []int64) ([]Token, error) {
	if len(accounts) == 0 {
		return nil, nil
	}
	now := s.db.Now()
	var rows []Token
	err := s.db.Read(ctx).Where("kind = ? AND account_id IN ? AND expires_at > ? AND COALESCE(last_used_at, created_at) > ?",
		SessionToken, accounts, now, now.Add(-s.idle)).Order("id DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list the sessions of staff accounts: %w", err)
	}
	return rows, nil
}

// touch notes that a token was used.
func (s *Service) touch(ctx context.Context, id int64, now time.Time) error {
	return s.db.InTx(ctx, func(tx database.Tx) error {
		return tx.DB.Model(&Token{}).Where("id = ? AND (last_used_at IS NULL OR last_used_at < ?)", id, now).Update("last_used_at", now).Error
	})
}

func findToken(tx database.Tx, id int64) (Token, error) {
	var t Token
	err := tx.DB.Take(&t, "id = ?", id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return t, noToken()
	}
	if err != nil {
		return t, fmt.Errorf("load token %d of staff: %w", id, err)
	}
	return t, nil
}

// removeToken removes a session or a key; one that is gone already is as removed as it can be.
func removeToken(tx database.Tx, id int64, kind TokenKind) error {
	if err := tx.DB.Where("id = ? AND kind = ?", id, kind).Delete(&Token{}).Error; err != nil {
		return fmt.Errorf("remove token %d of staff: %w", id, err)
	}
	return nil
}

func removeSessions(tx database.Tx, account int64) error { return removeSessionsBut(tx, account, 0) }

// removeSessionsBut ends the sessions of an account except one.
func removeSessionsBut(tx database.Tx, account, keep int64) error {
	if err := tx.DB.Where("account_id = ? AND kind = ? AND id <> ?", account, SessionToken, keep).Delete(&Token{}).Error; err != nil {
		return fmt.Errorf("end the sessions of staff account %d: %w", account, err)
	}
	return nil
}

// takeStep accepts a time step of one-time passwords if it is later than the last one, so that each code counts once.
func takeStep(tx database.Tx, account, step int64) (bool, error) {
	done := tx.DB.Model(&Account{}).Where("id = ? AND totp_step < ?", account, step).UpdateColumn("totp_step", step)
	if done.Error != nil {
		return false, fmt.Errorf("use a one-time password of staff account %d: %w", account, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// markCode uses a recovery code up; false where there is none, or none any more.
func markCode(tx database.Tx, account int64, hash []byte) (bool, error) {
	done := tx.DB.Model(&RecoveryCode{}).Where("account_id = ? AND code_hash = ? AND used_at IS NULL", account, hash).Update("used_at", tx.Now)
	if done.Error != nil {
		return false, fmt.Errorf("use a recovery code of staff account %d: %w", account, done.Error)
	}
	return done.RowsAffected == 1, nil
}

func replaceCodes(tx database.Tx, account int64, rows []RecoveryCode) error {
	if err := tx.DB.Where("account_id = ?", account).Delete(&RecoveryCode{}).Error; err != nil {
		return fmt.Errorf("replace the recovery codes of staff account %d: %w", account, err)
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.DB.Create(&rows).Error; err != nil {
		return fmt.Errorf("replace the recovery codes of staff account %d: %w", account, err)
	}
	return nil
}

func (s *Service) codesLeft(ctx context.Context, account int64) (int, error) {
	var n int64
	if err := s.db.Read(ctx).Model(&RecoveryCode{}).Where("account_id = ? AND used_at IS NULL", account).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count the recovery codes of staff account %d: %w", account, err)
	}
	return int(n), nil
}
