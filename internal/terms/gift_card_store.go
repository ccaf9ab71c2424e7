package terms

import (
	"fmt"

	"cartwright/internal/database"
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

func enableGiftCard(tx database.Tx, id int64, enabled bool) error {
	err := tx.DB.Exec("UPDATE gift_cards SET enabled = ?, updated_at = ? WHERE id = ?", enabled, tx.Now, id).Error
	if err != nil {
		return fmt.Errorf("switch gift card %d: %w", id, err)
	}
	return nil
}

// moveBalance adds to a balance as far as a card holds so much, or takes from it as far as there is so much.
func moveBalance(tx database.Tx, id, amount int64) (bool, error) {
	done := tx.DB.Exec("UPDATE gift_cards SET balance = balance + ?, updated_at = ? WHERE id = ? AND balance + ? BETWEEN 0 AND ?",
		amount, tx.Now, id, amount, int64(maxAmount))
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
func enter(tx database.Tx, card, amount, balance int64, reason, reference string) error {
	return saveRow(tx, &GiftCardEntry{GiftCardID: card, Amount: amount, Balance: balance, Reason: reason, Reference: reference, CreatedAt: tx.Now}, true)
}

func entriesOf(tx database.Tx, card int64) ([]GiftCardEntry, error) {
	var rows []GiftCardEntry
	if err := tx.DB.Where("gift_card_id = ?", card).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the ledger of gift card %d: %w", card, err)
	}
	return rows, nil
}
