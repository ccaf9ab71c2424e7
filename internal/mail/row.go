package mail

import (
	"log/slog"
	"time"
)

// State is how far a mail has come.
type State string

// The states of a mail.
const (
	Queued State = "queued" // to be sent, or being sent, or to be tried again: see DueAt
	Sent   State = "sent"   // the mail server took it
	Failed State = "failed" // given up: see LastError
)

// Row is a row of mails. Tries counts the leases that were taken, so it also names the present one: whoever notes the
// end of a try does so under the count that its lease has made.
type Row struct {
	ID        int64  `gorm:"primaryKey"`
	Token     string // random; the Message-ID is made of it, the same at every try
	Kind      Kind
	Address   string
	Name      string
	Data      map[string]string `gorm:"serializer:json"` // wiped once the mail is sent or given up
	State     State
	Tries     int
	DueAt     time.Time // not before then: the next try, or the end of the lease
	LastError string
	CreatedAt time.Time
	EndedAt   *time.Time // when it was sent or given up
}

// TableName is mails.
func (Row) TableName() string { return "mails" }

// String says what the mail is about, and nothing of the person.
func (r Row) String() string { return "mail " + string(r.Kind) + " [hidden]" }

// LogValue is String.
func (r Row) LogValue() slog.Value { return slog.StringValue(r.String()) }

// wiped is what the data of a mail is after its end: the words are known, what they said is not.
func wiped(words map[string]string) map[string]string {
	out := make(map[string]string, len(words))
	for word := range words {
		out[word] = "[wiped]"
	}
	return out
}

// maxError is how much of an error a row keeps, in letters.
const maxError = 1000

func cut(text string) string {
	letters := []rune(oneLine(text))
	return string(letters[:min(len(letters), maxError)])
}
