package terms

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"cartwright/internal/money"
)

// GiftCard is a row of gift_cards. Its code is known to whoever holds it and to nobody else.
type GiftCard struct {
	ID             int64 `gorm:"primaryKey"`
	CodeHash       []byte
	LastCharacters string
	Currency       money.Currency
	Initial        int64 // minor units
	Balance        int64
	Enabled        bool
	ExpiresAt      *time.Time
	Note           string // for staff
	CreatedAt      time.Time
	UpdatedAt      time.Time
	Version        int64 // counts what staff write; orders that spend from it do not count
}

// GiftCardEntry is a row of the ledger.
type GiftCardEntry struct {
	ID         int64 `gorm:"primaryKey"`
	GiftCardID int64
	Amount     int64 // given to the card; negative: taken from it
	Balance    int64 // after it
	Reason     string
	Reference  string // what it was for, such as an order's number
	CreatedAt  time.Time
}

// TableName is the ledger's.
func (GiftCardEntry) TableName() string { return "gift_card_entries" }

// GiftCardSpec declares a new gift card.
type GiftCardSpec struct {
	Code      string // 8 to 40 letters and digits; empty: one is made
	Currency  money.Currency
	Balance   int64
	ExpiresAt *time.Time
	Note      string
}

// Format prints "[hidden]", whatever the verb: the code is money.
func (GiftCardSpec) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("gift card [hidden]")) }

// LogValue is "[hidden]".
func (GiftCardSpec) LogValue() slog.Value { return slog.StringValue("gift card [hidden]") }

// plainCode is a code as it is compared: letters and digits alone, in capitals.
func plainCode(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, code)
}

func hashCode(code string) []byte {
	sum := sha256.Sum256([]byte(plainCode(code)))
	return sum[:]
}

// newCode makes a code that nobody guesses: 16 of 32 letters and digits that are not mistaken for one another.
func newCode() string { return rand.Text()[:16] }

// lastCharacters are what is shown of a code.
func lastCharacters(code string) string {
	plain := plainCode(code)
	return plain[max(0, len(plain)-4):]
}
