package staff

import (
	"fmt"
	"log/slog"
	"time"

	"cartwright/internal/secret"
)

// State says whether an account may be used.
type State string

// The states of an account.
const (
	Active   State = "active"
	Disabled State = "disabled"
)

// Account is a row of staff_accounts. Its secrets print as "[hidden]".
type Account struct {
	ID           int64 `gorm:"primaryKey"`
	Email        string
	EmailKey     []byte
	Name         string
	Role         Role
	State        State
	PasswordHash secret.Text
	TOTPSecret   secret.Text `gorm:"column:totp_secret"`  // sealed; empty: no one-time passwords
	TOTPPending  secret.Text `gorm:"column:totp_pending"` // sealed; becomes TOTPSecret with its first code
	TOTPStep     int64       `gorm:"column:totp_step"`    // of the last code that was accepted
	SignedInAt   *time.Time
	CreatedAt    time.Time
	UpdatedAt    time.Time
	Version      int64 // counts the writings; signing in is none
}

// TableName is staff_accounts.
func (Account) TableName() string { return "staff_accounts" }

// String says which account it is, and nothing of the person.
func (a Account) String() string { return fmt.Sprintf("staff account %d [hidden]", a.ID) }

// LogValue is String.
func (a Account) LogValue() slog.Value { return slog.StringValue(a.String()) }

// HasTOTP reports whether signing in needs a one-time password.
func (a Account) HasTOTP() bool { return a.TOTPSecret != "" }

// RecoveryCode is a row of staff_recovery_codes.
type RecoveryCode struct {
	AccountID int64  `gorm:"primaryKey;autoIncrement:false"`
	CodeHash  []byte `gorm:"primaryKey"`
	UsedAt    *time.Time
	CreatedAt time.Time
}

// TableName is staff_recovery_codes.
func (RecoveryCode) TableName() string { return "staff_recovery_codes" }

// TokenKind says what a token is.
type TokenKind string

// The kinds of tokens.
const (
	SessionToken TokenKind = "session"
	KeyToken     TokenKind = "key"
)

// Token is a row of staff_tokens: a session or an API key.
type Token struct {
	ID         int64 `gorm:"primaryKey"`
	Kind       TokenKind
	Hash       []byte       `json:"-"`
	Prefix     string       // what is shown of the token, to tell it from others
	Name       string       // of the key; the device of a session
	Address    string       // where a session was opened from
	AccountID  *int64       // whose session, or who made the key; nil: the command line did
	Scopes     []Permission `gorm:"serializer:json"` // of a key
	CreatedAt  time.Time
	ExpiresAt  *time.Time // nil: a key that never does
	LastUsedAt *time.Time // within some minutes
}

// TableName is staff_tokens.
func (Token) TableName() string { return "staff_tokens" }

// Guess is a row of staff_guesses: the latest tries at one thing.
type Guess struct {
	KeyHash   []byte  `gorm:"primaryKey"`
	Tries     []int64 `gorm:"serializer:json"` // milliseconds since 1970, oldest first
	ExpiresAt time.Time
}

// TableName is staff_guesses.
func (Guess) TableName() string { return "staff_guesses" }

// AuditEntry is a row of audit_entries.
type AuditEntry struct {
	ID         int64 `gorm:"primaryKey"`
	At         time.Time
	ActorKind  ActorKind
	ActorID    int64
	ActorName  string // as it was then
	Action     string // what was done: "product.update"
	ObjectKind string // to what: "product"
	ObjectID   int64
	Before     *string `gorm:"column:before_value"` // JSON; nil: it was not there
	After      *string `gorm:"column:after_value"`  // JSON; nil: it is gone
	RequestID  string
}

// TableName is audit_entries.
func (AuditEntry) TableName() string { return "audit_entries" }
