package account

import (
	"fmt"
	"log/slog"
	"time"

	"cartwright/internal/place"
	"cartwright/internal/secret"
)

// CustomerID numbers customers.
type CustomerID int64

// State says what an account is.
type State string

// The states of an account.
const (
	Enabled  State = "enabled"
	Waiting  State = "waiting" // for its activation: nobody can sign in yet
	Disabled State = "disabled"
)

// Customer is a row of customers. Its secrets print as "[hidden]".
type Customer struct {
	ID               CustomerID `gorm:"primaryKey"`
	Email            string
	EmailKey         []byte
	Phone            string // E.164
	PhoneKey         []byte
	FirstName        string
	LastName         string
	NameKey          []byte // what names are sorted and found by: the last one first
	AcceptsMarketing bool
	Tags             []string `gorm:"serializer:json"`
	State            State
	PasswordHash     secret.Text
	Identifier       *string // what another system knows the customer by
	DefaultAddressID *int64
	CreatedAt        time.Time
	UpdatedAt        time.Time
	Version          int64 // counts the writes; staff name it to be told of lost updates
}

// String says which customer it is, and nothing of the person.
func (c Customer) String() string { return fmt.Sprintf("customer %d [hidden]", c.ID) }

// LogValue is String.
func (c Customer) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Name is what to call the customer: the name, or else the address or the number.
func (c *Customer) Name() string {
	a := place.Address{FirstName: c.FirstName, LastName: c.LastName}
	for _, name := range []string{a.Name(), c.Email, c.Phone} {
		if name != "" {
			return name
		}
	}
	return ""
}

// Address is a row of customer_addresses.
type Address struct {
	ID         int64 `gorm:"primaryKey"`
	CustomerID CustomerID
	Address    place.Address `gorm:"serializer:json"`
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// TableName is the table of addresses.
func (Address) TableName() string { return "customer_addresses" }

// String says which address it is, and nothing of the person.
func (a Address) String() string { return fmt.Sprintf("address %d [hidden]", a.ID) }

// LogValue is String.
func (a Address) LogValue() slog.Value { return slog.StringValue(a.String()) }

// Token is a row of customer_tokens: somebody who is signed in on some device.
type Token struct {
	ID         int64 `gorm:"primaryKey"`
	CustomerID CustomerID
	Hash       []byte
	Family     string // of the token that all of them were renewed from
	Device     string
	Renewed    bool // another took its place
	CreatedAt  time.Time
	UsedAt     time.Time
	ExpiresAt  time.Time
}

// TableName is the table of tokens.
func (Token) TableName() string { return "customer_tokens" }

// String says which token it is, and nothing of where it is used.
func (t Token) String() string { return fmt.Sprintf("token %d [hidden]", t.ID) }

// LogValue is String.
func (t Token) LogValue() slog.Value { return slog.StringValue(t.String()) }

// link is a row of customer_links.
type link struct {
	Hash       []byte `gorm:"primaryKey"`
	CustomerID CustomerID
	Kind       linkKind
	ExpiresAt  time.Time
}

func (link) TableName() string { return "customer_links" }

// linkKind says what a mailed link does.
type linkKind string

const (
	toActivate linkKind = "activate"
	toReset    linkKind = "reset"
)

// guess is a row of customer_guesses.
type guess struct {
	KeyHash   []byte `gorm:"primaryKey"`
	Tries     int64
	ExpiresAt time.Time
}

func (guess) TableName() string { return "customer_guesses" }

// Session is what signing in gives.
type Session struct {
	Token     secret.Text
	ExpiresAt time.Time
	Customer  Customer
}

// String says whose session it is, and nothing of the token.
func (s Session) String() string {
	return fmt.Sprintf("session of customer %d [hidden]", s.Customer.ID)
}

// LogValue is String.
func (s Session) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Client is where a request comes from.
type Client struct {
	Address string // the network address
	Device  string // what it says it is
}
