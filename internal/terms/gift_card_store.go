package terms

import (
	"fmt"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/page"
)

func findGiftCard(tx database.Tx, id int64) (GiftCard, error) {
	return findRow[GiftCard](tx, id, "there is no such gift card")
}

// giftCards are the cards of the ids or the hashes.
func giftCards(tx database.Tx, ids []int64, hashes [][]byte) ([]GiftCard, error) {
	var rows []GiftCard
	q := tx.DB
	switch {
	case len(ids) == 0:
		q = q.Where("code_hash IN ?", hashes)
	case len(hashes) == 0:
		q = q.Where("id IN ?", ids)
	default:
		q = q.Where("id IN ? OR code_hash IN ?", ids, hashes)
	}
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load gift cards: %w", err)
	}
	return rows, nil
}

// holdGiftCard finds a card and keeps others from writing it until the transaction ends.
func holdGiftCard(tx database.Tx, id int64) (GiftCard, error) {
	tx.DB = tx.DB.Clauses(clause.Locking{Strength: "UPDATE"})
	return findGiftCard(tx, id)
}

// changeGiftCard writes what staff may change.
func changeGiftCard(tx database.Tx, g GiftCard) error {
	done := tx.DB.Exec("UPDATE gift_cards SET enabled = ?, expires_at = ?, note = ?, updated_at = ?, version = ? WHERE id = ?",
		g.Enabled, g.ExpiresAt, g.Note, g.UpdatedAt, g.Version, g.ID)
	if done.Error != nil {
		return fmt.Errorf("change gift card %d: %w", g.ID, done.Error)
	}
	return nil
}

// moveBalance adds to a balance as far as a card holds so much, or takes from it as far as there is so much.
func moveBalance(tx database.Tx, id, amount int64) (bool, error) {
	done := tx.DB.Exec("UPDATE gift_cards SET balance = balance + ?, updated_at = ?, version = version + 1 WHERE id = ? AND balance + ? BETWEEN 0 AND ?",
		amount, tx.Now, id, amount, int64(MaxAmount))
	if done.Error != nil {
		return false, fmt.Errorf("move the balance of gift card %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// spend takes from a card that can be used, as far as there is so much.
func spend(tx database.Tx, id, amount int64) (bool, error) {
	done := tx.DB.Exec(`UPDATE gift_cards SET balance = balance - ?, updated_at = ?
		WHERE id = ? AND balance >= ? AND enabled = ? AND (expires_at IS NULL OR expires_at > ?)`, amount, tx.Now, id, amount, true, tx.Now)
	if done.Error != nil {
		return false, fmt.Errorf("spend from gift card %d: %w", id, done.Error)
	}
	return done.RowsAffected == 1, nil
}

// enter notes a movement in the ledger.
func enter(tx database.Tx, card, amount, balance int64, reason, reference string) (GiftCardEntry, error) {
	row := GiftCardEntry{GiftCardID: card, Amount: amount, Balance: balance, Reason: reason, Reference: reference, CreatedAt: tx.Now}
	return row, saveRow(tx, &row, true)
}

func entriesOf(tx database.Tx, cards []int64, reverse bool, want page.Want) ([]GiftCardEntry, error) {
	seek := database.Seek{ID: "id", Desc: reverse, Backward: want.Backward, Limit: want.Limit + 1, From: position(want.From), Until: position(want.Until)}
	var rows []GiftCardEntry
	if err := seek.PerParent(tx.DB, "gift_card_entries", "gift_card_id", cards, "").Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the ledgers of %d gift cards: %w", len(cards), err)
	}
	return rows, nil
}
