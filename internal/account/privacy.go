package account

import (
	"context"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/place"
)

// Export is everything that this room keeps of a customer, in a form to be read by people and programs.
type Export struct {
	ID               CustomerID        `json:"id"`
	Email            string            `json:"email"`
	Phone            string            `json:"phone,omitempty"`
	FirstName        string            `json:"firstName,omitempty"`
	LastName         string            `json:"lastName,omitempty"`
	AcceptsMarketing bool              `json:"acceptsMarketing"`
	Tags             []string          `json:"tags"`
	State            State             `json:"state"`
	Identifier       *string           `json:"identifier,omitempty"` // what another system knows the customer by
	CreatedAt        time.Time         `json:"createdAt"`
	UpdatedAt        time.Time         `json:"updatedAt"`
	Addresses        []ExportedAddress `json:"addresses"`
	Sessions         []ExportedSession `json:"sessions"`
}

// ExportedAddress is an address of the book.
type ExportedAddress struct {
	Address   place.Address `json:"address"`
	Default   bool          `json:"default,omitempty"`
	CreatedAt time.Time     `json:"createdAt"`
}

// ExportedSession is where the customer is signed in.
type ExportedSession struct {
	Device    string    `json:"device,omitempty"`
	CreatedAt time.Time `json:"createdAt"`
	UsedAt    time.Time `json:"usedAt"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// Export gives a customer everything that is kept of them here. Of passwords and tokens there are hashes alone, which tell
// nobody anything, and are left out.
func (s *Service) Export(ctx context.Context, id CustomerID) (Export, error) {
	tx := s.reading(ctx)
	c, err := findCustomer(tx, id)
	if err != nil {
		return Export{}, err
	}
	out := Export{ID: c.ID, Email: c.Email, Phone: c.Phone, FirstName: c.FirstName, LastName: c.LastName, AcceptsMarketing: c.AcceptsMarketing,
		Tags: c.Tags, State: c.State, Identifier: c.Identifier, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Addresses: []ExportedAddress{}, Sessions: []ExportedSession{}}
	rows, err := allAddresses(tx, id)
	if err != nil {
		return Export{}, err
	}
	for _, a := range rows {
		out.Addresses = append(out.Addresses, ExportedAddress{Address: a.Address, Default: c.DefaultAddressID != nil && *c.DefaultAddressID == a.ID, CreatedAt: a.CreatedAt})
	}
	sessions, err := s.sessions(ctx, id)
	for _, t := range sessions {
		out.Sessions = append(out.Sessions, ExportedSession{Device: t.Device, CreatedAt: t.CreatedAt, UsedAt: t.UsedAt, ExpiresAt: t.ExpiresAt})
	}
	return out, err
}

// Erase takes away everything that this room keeps of a customer. also runs in the same transaction, for the other rooms
// that keep something.
func (s *Service) Erase(ctx context.Context, id CustomerID, also func(tx database.Tx, c Customer) error) error {
	return s.db.InTx(ctx, func(tx database.Tx) error {
		c, err := lockCustomer(tx, id)
		if err != nil {
			return err
		}
		if err := erase(tx, id); err != nil || also == nil {
			return err
		}
		return also(tx, c)
	})
}
