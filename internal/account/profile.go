package account

import (
	"context"
	"errors"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/place"
	"cartwright/internal/secret"
)

// Update changes what a customer says of themselves. A new password signs out everywhere and gives a token for here; the
// session is empty otherwise.
func (s *Service) Update(ctx context.Context, id CustomerID, f Fields, from Client) (out Customer, session Session, err error) {
	var hash string
	check := Customer{}
	if err := f.apply(&check, "customer"); err != nil {
		return Customer{}, Session{}, err
	}
	if f.Password != nil {
		if hash, err = s.hasher.Hash(ctx, *f.Password); err != nil {
			return Customer{}, Session{}, busy(err)
		}
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		was, err := lockCustomer(tx, id)
		if err != nil {
			return err
		}
		out = was
		if err := f.apply(&out, "customer"); err != nil {
			return err
		}
		out.UpdatedAt = tx.Now
		if err := saveCustomer(tx, &out); err != nil {
			return err
		}
		if string(was.EmailKey) != string(out.EmailKey) {
			if err := s.moved(tx, was, out); err != nil {
				return err
			}
		}
		if f.Password == nil {
			return nil
		}
		if err := s.changePassword(tx, &out, secret.Text(hash)); err != nil {
			return err
		}
		if err := s.tell(tx, Mail{Kind: mailPassword, To: out.Email, Name: out.Name()}); err != nil {
			return err
		}
		session, err = s.open(tx, out, from)
		return err
	})
	if database.IsDuplicate(err) {
		was, findErr := s.byEmail(ctx, check.EmailKey)
		field := "phone"
		if f.Email != nil && was.ID != 0 && was.ID != id {
			field = "email"
		}
		return Customer{}, Session{}, errors.Join(findErr, refuse(fault.Conflict, CodeTaken, "another account has this already", "customer", field))
	}
	return out, session, err
}

// moved tells the old address that mails go elsewhere, and makes links that were mailed to it void.
func (s *Service) moved(tx database.Tx, was, now Customer) error {
	if err := dropLinks(tx, was.ID); err != nil {
		return err
	}
	return s.tell(tx, Mail{Kind: mailEmail, To: was.Email, Name: was.Name(), Data: map[string]string{"email": now.Email}})
}

// CustomersByIDs are the customers among the ids.
func (s *Service) CustomersByIDs(ctx context.Context, ids []CustomerID) (map[CustomerID]Customer, error) {
	return s.customers(ctx, ids)
}

// TagsIn are a customer's tags, as the transaction sees them.
func (s *Service) TagsIn(tx database.Tx, id CustomerID) ([]string, error) {
	c, err := findCustomer(tx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return c.Tags, err
}

// Disable switches an account off, and signs it out everywhere; Enable switches it on.
func (s *Service) Disable(ctx context.Context, id CustomerID) error {
	return s.setState(ctx, id, Disabled)
}

// Enable switches an account on.
func (s *Service) Enable(ctx context.Context, id CustomerID) error {
	return s.setState(ctx, id, Enabled)
}

func (s *Service) setState(ctx context.Context, id CustomerID, state State) error {
	return s.db.InTx(ctx, func(tx database.Tx) error {
		c, err := lockCustomer(tx, id)
		if err != nil {
			return err
		}
		c.State, c.UpdatedAt = state, tx.Now
		if err := saveCustomer(tx, &c); err != nil || state == Enabled {
			return err
		}
		if err := dropLinks(tx, id); err != nil {
			return err
		}
		return endTokens(tx, id)
	})
}

// Tag sets what staff have tagged a customer with.
func (s *Service) Tag(ctx context.Context, id CustomerID, tags []string) error {
	return s.db.InTx(ctx, func(tx database.Tx) error {
		c, err := lockCustomer(tx, id)
		if err != nil {
			return err
		}
		c.Tags, c.UpdatedAt = append([]string{}, tags...), tx.Now
		return saveCustomer(tx, &c)
	})
}

// Addresses pages over a customer's book, in the order it was written.
func (s *Service) Addresses(ctx context.Context, id CustomerID, args page.Args, reverse bool) (page.Conn[Address], error) {
	return s.addresses(ctx, id, args, reverse)
}

// AddressOf finds an address in a customer's book; a NotFound fault for everybody else's.
func (s *Service) AddressOf(ctx context.Context, id CustomerID, address int64) (Address, error) {
	return findAddress(s.reading(ctx), id, address)
}

// AddAddress writes an address into a customer's book. The first one is the default.
func (s *Service) AddAddress(ctx context.Context, id CustomerID, a place.Address) (row Address, err error) {
	if err := checkAddress(a); err != nil {
		return Address{}, err
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		c, err := lockCustomer(tx, id)
		if err != nil {
			return err
		}
		n, err := countAddresses(tx, id)
		if err != nil {
			return err
		}
		if n >= maxAddresses {
			return refuse(fault.Limit, codeTooLong, "a book has at most 250 addresses", "address")
		}
		row = Address{CustomerID: id, Address: a.Clean(), CreatedAt: tx.Now, UpdatedAt: tx.Now}
		if err := insertAddress(tx, &row); err != nil || c.DefaultAddressID != nil {
			return err
		}
		c.DefaultAddressID, c.UpdatedAt = &row.ID, tx.Now
		return saveCustomer(tx, &c)
	})
	return row, err
}

const maxAddresses = 250

// UpdateAddress changes an address in a customer's book: change is given what it says, and says what it shall say.
func (s *Service) UpdateAddress(ctx context.Context, id CustomerID, address int64, change func(place.Address) place.Address) (row Address, err error) {
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		if _, err := lockCustomer(tx, id); err != nil {
			return err
		}
		if row, err = findAddress(tx, id, address); err != nil {
			return err
		}
		next := change(row.Address)
		if err := checkAddress(next); err != nil {
			return err
		}
		row.Address, row.UpdatedAt = next.Clean(), tx.Now
		return saveAddress(tx, &row)
	})
	return row, err
}

// RemoveAddress takes an address out of a customer's book. Where it was the default, the oldest of the others is.
func (s *Service) RemoveAddress(ctx context.Context, id CustomerID, address int64) error {
	return s.db.InTx(ctx, func(tx database.Tx) error {
		c, err := lockCustomer(tx, id)
		if err != nil {
			return err
		}
		if _, err := findAddress(tx, id, address); err != nil {
			return err
		}
		if err := removeAddress(tx, address); err != nil || c.DefaultAddressID == nil || *c.DefaultAddressID != address {
			return err
		}
		if c.DefaultAddressID, err = oldestAddress(tx, id); err != nil {
			return err
		}
		c.UpdatedAt = tx.Now
		return saveCustomer(tx, &c)
	})
}

// SetDefaultAddress makes an address of a customer's book the first.
func (s *Service) SetDefaultAddress(ctx context.Context, id CustomerID, address int64) (c Customer, err error) {
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		if c, err = lockCustomer(tx, id); err != nil {
			return err
		}
		if _, err := findAddress(tx, id, address); fault.Is(err, fault.NotFound) {
			return noAddress("addressId")
		} else if err != nil {
			return err
		}
		c.DefaultAddressID, c.UpdatedAt = &address, tx.Now
		return saveCustomer(tx, &c)
	})
	return c, err
}
