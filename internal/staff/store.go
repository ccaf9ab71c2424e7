package staff

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

// listByID reads the rows of a page in the order of their ids; conditions are columns with what they equal.
func listByID[T any](q *gorm.DB, want page.Want, desc bool, where map[string]any) ([]T, error) {
	at := func(c *page.Cursor) *database.Position {
		if c == nil {
			return nil
		}
		return &database.Position{ID: c.ID}
	}
	if len(where) > 0 {
		q = q.Where(where)
	}
	seek := database.Seek{ID: "id", Desc: desc, Backward: want.Backward, Limit: want.Limit + 1, From: at(want.From), Until: at(want.Until)}
	var rows []T
	if err := seek.Page(q).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list %T: %w", rows, err)
	}
	return rows, nil
}

func insertEntries(tx database.Tx, rows []AuditEntry) error {
	if len(rows) == 0 {
		return nil
	}
	if err := tx.DB.CreateInBatches(rows, 1000).Error; err != nil {
		return fmt.Errorf("record %s: %w", rows[0].Action, err)
	}
	return nil
}

// findAnswer is the answer that was given under a key; nil where there was none, or it is forgotten.
func findAnswer(tx database.Tx, key []byte) (*Answer, error) {
	var rows []Answer
	if err := tx.DB.Where("key_hash = ?", key).Limit(1).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("look for an earlier answer: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil //nolint:nilnil // absence is an answer here
	}
	if !tx.Now.Before(rows[0].ExpiresAt) {
		if err := tx.DB.Where("key_hash = ?", key).Delete(&Answer{}).Error; err != nil {
			return nil, fmt.Errorf("forget an old answer: %w", err)
		}
		return nil, nil //nolint:nilnil // as above
	}
	return &rows[0], nil
}

func keepAnswer(tx database.Tx, row Answer) error {
	if err := tx.DB.Create(&row).Error; err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return nil
}

// account reads an account by its id.
func (s *Service) account(ctx context.Context, id int64) (Account, error) {
	var a Account
	err := s.db.Read(ctx).Take(&a, "id = ?", id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return a, noAccount()
	}
	if err != nil {
		return a, fmt.Errorf("load staff account %d: %w", id, err)
	}
	return a, nil
}

// accountsByIDs reads accounts.
func (s *Service) accountsByIDs(ctx context.Context, ids []int64) (map[int64]Account, error) {
	var rows []Account
	if err := s.db.Read(ctx).Find(&rows, "id IN ?", ids).Error; err != nil {
		return nil, fmt.Errorf("load staff accounts: %w", err)
	}
	out := make(map[int64]Account, len(rows))
	for _, a := range rows {
		out[a.ID] = a
	}
	return out, nil
}

// accountByKey reads an account by its login key; the zero Account where there is none.
func (s *Service) accountByKey(ctx context.Context, key []byte) (Account, error) {
	var rows []Account
	if err := s.db.Read(ctx).Where("email_key = ?", key).Limit(1).Find(&rows).Error; err != nil {
		return Account{}, fmt.Errorf("look for a staff account: %w", err)
	}
	if len(rows) == 0 {
		return Account{}, nil
	}
	return rows[0], nil
}

func lockAccount(tx database.Tx, id int64) (Account, error) {
	var a Account
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Take(&a, "id = ?", id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return a, noAccount()
	}
	if err != nil {
		return a, fmt.Errorf("lock staff account %d: %w", id, err)
	}
	return a, nil
}

// lockBeside locks an account together with every active owner, in the order of ids, and counts the other owners: of two
// acts that each would leave one owner, the second sees what the first has done.
func lockBeside(tx database.Tx, id int64) (a Account, others int, err error) {
	var rows []Account
	err = tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ? OR role = ? AND state = ?", id, Owner, Active).Order("id").Find(&rows).Error
	if err != nil {
		return a, 0, fmt.Errorf("lock staff account %d and the owners: %w", id, err)
	}
	for _, row := range rows {
		switch {
		case row.ID == id:
			a = row
		case row.ownerNow():
			others++
		}
	}
	if a.ID == 0 {
		return a, 0, noAccount()
	}
	return a, others, nil
}

func insertAccount(tx database.Tx, a *Account) error {
	if err := tx.DB.Create(a).Error; err != nil {
		return fmt.Errorf("write a staff account: %w", err)
	}
	return nil
}

// changeAccount writes columns of an account, and counts the writing.
func changeAccount(tx database.Tx, a *Account, columns ...string) error {
	a.UpdatedAt, a.Version = tx.Now, a.Version+1
	return saveAccount(tx, *a, append(columns, "updated_at", "version")...)
}

func saveAccount(tx database.Tx, a Account, columns ...string) error {
	if err := tx.DB.Model(&Account{}).Where("id = ?", a.ID).Select(columns).Updates(a).Error; err != nil {
		return fmt.Errorf("write staff account %d: %w", a.ID, err)
	}
	return nil
}

func removeAccount(tx database.Tx, id int64) error {
	for _, row := range []any{&Token{}, &RecoveryCode{}} {
		if err := tx.DB.Where("account_id = ?", id).Delete(row).Error; err != nil {
			return fmt.Errorf("remove staff account %d: %w", id, err)
		}
	}
	if err := tx.DB.Where("id = ?", id).Delete(&Account{}).Error; err != nil {
		return fmt.Errorf("remove staff account %d: %w", id, err)
	}
	return nil
}

// sweep removes what has expired.
func (s *Service) sweep(tx database.Tx) (int64, error) {
	tokens := tx.DB.Where("expires_at <= ? OR kind = ? AND last_used_at <= ?", tx.Now, SessionToken, tx.Now.Add(-s.idle)).Delete(&Token{})
	if tokens.Error != nil {
		return 0, fmt.Errorf("sweep staff sessions: %w", tokens.Error)
	}
	guesses := tx.DB.Where("expires_at <= ?", tx.Now).Delete(&Guess{})
	if guesses.Error != nil {
		return 0, fmt.Errorf("sweep guesses: %w", guesses.Error)
	}
	answers := tx.DB.Where("expires_at <= ?", tx.Now).Delete(&Answer{})
	if answers.Error != nil {
		return 0, fmt.Errorf("sweep answers: %w", answers.Error)
	}
	return tokens.RowsAffected + guesses.RowsAffected + answers.RowsAffected, nil
}

// lockGuesses locks the rows of the meters that there are, by their hashes.
func lockGuesses(tx database.Tx, meters []meter) (map[string]Guess, error) {
	hashes := make([][]byte, len(meters))
	for i, m := range meters {
		hashes[i] = m.hash
	}
	var rows []Guess
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("key_hash IN ?", hashes).Order("key_hash").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load guesses: %w", err)
	}
	out := make(map[string]Guess, len(rows))
	for _, r := range rows {
		out[string(r.KeyHash)] = r
	}
	return out, nil
}

// putGuess writes the row of a meter. A new one is inserted and not merged into one that appeared meanwhile: the
// duplicate makes the unit of work begin anew, and count on.
func putGuess(tx database.Tx, row Guess, there bool) error {
	var err error
	if there {
		err = tx.DB.Model(&Guess{}).Where("key_hash = ?", row.KeyHash).Select("tries", "expires_at").Updates(row).Error
	} else {
		err = tx.DB.Create(&row).Error
	}
	if err != nil {
		return fmt.Errorf("count a guess: %w", err)
	}
	return nil
}
