// Package privacy gives customers what is kept of them, in all rooms, and takes it away. Both are noted in the audit log:
// that it was done, not what it held.
package privacy

import (
	"context"
	"encoding/json"
	"fmt"

	"cartwright/internal/account"
	"cartwright/internal/act"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/mail"
	"cartwright/internal/staff"
)

// Rooms are where something is kept of a customer.
type Rooms struct {
	Database *database.DB
	People   *account.Service
	Carts    *cart.Service
	Catalog  *catalog.Service
	Mail     *mail.Service
}

// Service is the room's door.
type Service struct{ r Rooms }

// New opens the room.
func New(r Rooms) *Service { return &Service{r} }

// maxCarts is how many carts are given; nobody has more.
const maxCarts = 1000

// exported is everything that is kept of a customer.
type exported struct {
	Customer   account.Export      `json:"customer"`
	Metafields []catalog.Metafield `json:"metafields"`
	Carts      []exportedCart      `json:"carts"`
	Orders     []struct{}          `json:"orders"` // there are none yet
}

// exportedCart is what a cart says of its buyer, and what they mean to buy.
type exportedCart struct {
	Email      string           `json:"email,omitempty"`
	Phone      string           `json:"phone,omitempty"`
	Country    string           `json:"country,omitempty"`
	Note       *string          `json:"note,omitempty"`
	Attributes []cart.Attribute `json:"attributes"`
	Addresses  []cart.Address   `json:"addresses"`
	Lines      []cart.Line      `json:"lines"`
	CreatedAt  string           `json:"createdAt"`
	UpdatedAt  string           `json:"updatedAt"`
}

// Export gives everything that is kept of a customer, as JSON. Faults are those of account.Service.Export.
func (s *Service) Export(ctx context.Context, id account.CustomerID, requestID string) ([]byte, error) {
	text, err := s.text(ctx, id)
	if err != nil {
		return nil, err
	}
	return text, s.r.Database.InTx(ctx, func(tx database.Tx) error { return s.note(tx, "customer.export", id, requestID) })
}

// Request is Export on behalf of those who keep the shop. What it gives is kept under no key: it is asked for anew.
func (s *Service) Request(ctx context.Context, by act.By, id account.CustomerID) ([]byte, error) {
	text, err := s.text(ctx, id)
	if err != nil {
		return nil, err
	}
	return text, s.r.Database.InTx(ctx, func(tx database.Tx) error {
		return by.Note(tx, act.Entry{Action: "customer.export", Kind: kind, ID: int64(id)})
	})
}

// text is everything that is kept of a customer.
func (s *Service) text(ctx context.Context, id account.CustomerID) ([]byte, error) {
	own, err := s.r.People.Export(ctx, id)
	if err != nil {
		return nil, err
	}
	out := exported{Customer: own, Metafields: []catalog.Metafield{}, Carts: []exportedCart{}, Orders: []struct{}{}}
	fields, err := s.r.Catalog.MetafieldsOf(ctx, catalog.OwnerCustomer, []int64{int64(id)})
	if err != nil {
		return nil, err
	}
	out.Metafields = append(out.Metafields, fields[int64(id)]...)
	carts, _, err := s.r.Carts.OfCustomer(ctx, int64(id), maxCarts)
	if err != nil {
		return nil, err
	}
	const layout = "2006-01-02T15:04:05Z"
	for _, c := range carts {
		out.Carts = append(out.Carts, exportedCart{Email: c.Email, Phone: c.Phone, Country: c.Country, Note: c.Note, Attributes: c.Attributes,
			Addresses: c.Addresses, Lines: c.Lines, CreatedAt: c.CreatedAt.Format(layout), UpdatedAt: c.UpdatedAt.Format(layout)})
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write what is kept of customer %d: %w", id, err)
	}
	return text, nil
}

// Erase takes away everything that is kept of a customer, in one transaction.
func (s *Service) Erase(ctx context.Context, id account.CustomerID, requestID string) error {
	return s.r.People.Erase(ctx, id, func(tx database.Tx, c account.Customer) error {
		if err := s.forget(tx, c); err != nil {
			return err
		}
		return s.note(tx, "customer.erase", id, requestID)
	})
}

// Delete is Erase on behalf of those who keep the shop. Faults: NotFound, and a Conflict at expectedVersion.
func (s *Service) Delete(ctx context.Context, by act.By, id account.CustomerID, expected *int64) (account.Kept, error) {
	return act.Do(ctx, s.r.Database, by, func(tx database.Tx) (account.Kept, error) {
		c, err := s.r.People.EraseIn(tx, id)
		if err != nil {
			return account.Kept{}, err
		}
		if err := act.Current(expected, c.Version); err != nil {
			return account.Kept{}, err
		}
		if err := s.forget(tx, c); err != nil {
			return account.Kept{}, err
		}
		return account.Kept{ID: id}, by.Note(tx, act.Entry{Action: "customer.delete", Kind: kind, ID: int64(id)})
	})
}

// forget takes away what the rooms beside that of accounts keep of a customer.
func (s *Service) forget(tx database.Tx, c account.Customer) error {
	if err := s.r.Carts.ForgetCustomer(tx, int64(c.ID)); err != nil {
		return err
	}
	if err := s.r.Catalog.ClearFieldsIn(tx, catalog.OwnerCustomer, []int64{int64(c.ID)}); err != nil {
		return err
	}
	return s.r.Mail.Forget(tx, c.Email)
}

// kind is what the log calls a customer.
const kind = "Customer"

func (s *Service) note(tx database.Tx, action string, id account.CustomerID, requestID string) error {
	actor := staff.SystemViewer("the customer")
	actor.RequestID = requestID
	return staff.Record(tx, staff.Entry{Actor: actor, Action: action, Kind: kind, ObjectID: int64(id)})
}
