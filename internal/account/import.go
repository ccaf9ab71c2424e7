package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/place"
	"cartwright/internal/secret"
)

// MaxImport is how many customers are imported at once.
const MaxImport = 500

// Imported is a customer who comes from another system, with the password that was chosen there.
type Imported struct {
	Email, Phone, FirstName, LastName string
	AcceptsMarketing                  bool
	Tags                              []string
	Identifier                        string          // what the other system knows the customer by
	PasswordHash                      secret.Text     // bcrypt's ($2a$, $2b$, $2y$); "": the customer asks for a new password by mail
	Addresses                         []place.Address // the first one is the default
	CreatedAt                         time.Time       // zero: now
}

// String says nothing of the person.
func (Imported) String() string { return "imported customer [hidden]" }

// LogValue is String.
func (i Imported) LogValue() slog.Value { return slog.StringValue(i.String()) }

// Import makes accounts of customers of another system, up to MaxImport at once: all of them, or none. What is wrong is
// said for every row, at customers.<row>.<field>: TAKEN where an address, a number or an identifier is another's, in the
// database or in an earlier row. A hash is replaced by today's when its owner signs in.
func (s *Service) Import(ctx context.Context, rows []Imported) ([]CustomerID, error) {
	if len(rows) > MaxImport {
		return nil, refuse(fault.Limit, codeTooLong, fmt.Sprintf("at most %d customers can be imported at once", MaxImport), "customers")
	}
	made := make([]Customer, len(rows))
	var errs []error
	for i, r := range rows {
		c, err := r.customer()
		for _, f := range Faults(err) {
			errs = append(errs, f.At("customers", strconv.Itoa(i)))
		}
		if cost, ok := importable(r.PasswordHash); ok {
			s.noteImported(cost)
		}
		made[i] = c
	}
	if err := errors.Join(errs...); err != nil || len(rows) == 0 {
		return nil, err
	}
	err := s.db.Declare(ctx, func(tx database.Tx) error {
		if err := refuseTaken(tx, made); err != nil {
			return err
		}
		for i := range made {
			c := &made[i]
			c.ID, c.CreatedAt, c.UpdatedAt = 0, rows[i].CreatedAt.UTC().Truncate(time.Millisecond), tx.Now
			if rows[i].CreatedAt.IsZero() {
				c.CreatedAt = tx.Now
			}
		}
		if err := insertCustomers(tx, made); err != nil {
			return err
		}
		var book []Address
		for i, c := range made {
			for _, a := range rows[i].Addresses {
				book = append(book, Address{CustomerID: c.ID, Address: a.Clean(), CreatedAt: tx.Now, UpdatedAt: tx.Now})
			}
		}
		return insertBooks(tx, book)
	})
	if err != nil {
		return nil, err
	}
	ids := make([]CustomerID, len(made))
	for i, c := range made {
		ids[i] = c.ID
	}
	return ids, nil
}

// customer checks a row and makes an account of it.
func (r Imported) customer() (c Customer, err error) {
	var errs []error
	for _, f := range Faults(Fields{Email: &r.Email, FirstName: &r.FirstName, LastName: &r.LastName, Phone: &r.Phone}.apply(&c, "")) {
		f.Path = f.Path[1:]
		errs = append(errs, f)
	}
	c.AcceptsMarketing, c.State, c.Tags, c.PasswordHash = r.AcceptsMarketing, Enabled, trimmed(r.Tags), r.PasswordHash
	if c.Identifier, err = identifierOf(r.Identifier); err != nil {
		errs = append(errs, err)
	}
	if _, ok := importable(r.PasswordHash); r.PasswordHash != "" && !ok {
		errs = append(errs, invalid(codeInvalid, fmt.Sprintf("this is no bcrypt hash with a cost of at most %d", maxBcrypt), "passwordHash"))
	}
	if len(r.Addresses) > maxAddresses {
		errs = append(errs, refuse(fault.Limit, codeTooLong, "a book has at most 250 addresses", "addresses"))
	}
	for i, a := range r.Addresses {
		for _, f := range Faults(checkAddress(a)) {
			errs = append(errs, f.At("addresses", strconv.Itoa(i)))
		}
	}
	return c, errors.Join(errs...)
}

// trimmed are tags without blanks around them, and without those that are nothing but blanks.
func trimmed(tags []string) []string {
	out := []string{}
	for _, tag := range tags {
		if tag = strings.TrimSpace(tag); tag != "" {
			out = append(out, tag)
		}
	}
	return out
}

// identifierOf is another system's name for a customer; nil where it has none.
func identifierOf(text string) (*string, error) {
	text = strings.ToValidUTF8(strings.TrimSpace(text), "\uFFFD")
	switch {
	case text == "":
		return nil, nil //nolint:nilnil // none is an answer
	case len(text) > maxName:
		return nil, invalid(codeTooLong, "an identifier has at most 255 bytes", "identifier")
	}
	return &text, nil
}

// refuseTaken finds the rows that cannot be, because another has their address, number or identifier.
func refuseTaken(tx database.Tx, made []Customer) error {
	seen, err := keysTaken(tx, made)
	if err != nil {
		return err
	}
	var errs []error
	for i, c := range made {
		for _, k := range c.keys() {
			if seen[k] {
				errs = append(errs, refuse(fault.Conflict, CodeTaken, "another account has this already", "customers", strconv.Itoa(i), k.field))
			}
			seen[k] = true
		}
	}
	return errors.Join(errs...)
}

// key is something that no two customers have in common.
type key struct{ field, value string }

func (c *Customer) keys() []key {
	keys := []key{{"email", string(c.EmailKey)}, {"phone", string(c.PhoneKey)}}
	if c.Identifier != nil {
		keys = append(keys, key{"identifier", *c.Identifier})
	}
	return keys
}
