package account

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/page"
	"cartwright/internal/query"
)

// between parts the last name from the first in a key. It comes before every letter.
const between = "\t"

// nameKey is what a name is sorted and found by.
func nameKey(last, first string) []byte {
	return slices.Concat(fold.Key(last), []byte(between), fold.Key(first))
}

// begin fills in what every new row has.
func (c *Customer) begin() {
	c.NameKey, c.Version = nameKey(c.LastName, c.FirstName), 1
}

// CustomerQuery asks for a page of the shop's customers.
type CustomerQuery struct {
	Match   query.Node // of CustomerFields; nil: everybody
	Sort    string     // "ID", "NAME", "CREATED_AT", "UPDATED_AT" or "RELEVANCE", which is as "ID"
	Reverse bool
	Args    page.Args
}

// CustomerFields are the names that customers can be asked by in a query.
var CustomerFields = query.Fields{"id": true, "email": true, "phone": true, "first_name": true, "last_name": true, "state": true, "tag": true,
	"tag_not": true, "accepts_marketing": true, "created_at": true, "updated_at": true}

// customerOrder is one way to sort customers.
type customerOrder struct {
	column string
	cursor func(Customer) page.Cursor
	value  func(page.Cursor) any
}

var customerOrders = map[string]customerOrder{
	"ID":         {column: "id", cursor: func(c Customer) page.Cursor { return page.Cursor{ID: int64(c.ID)} }},
	"RELEVANCE":  {column: "id", cursor: func(c Customer) page.Cursor { return page.Cursor{ID: int64(c.ID)} }},
	"NAME":       {"name_key", func(c Customer) page.Cursor { return page.Cursor{Bytes: c.NameKey, ID: int64(c.ID)} }, func(c page.Cursor) any { return c.Bytes }},
	"CREATED_AT": {"created_at", func(c Customer) page.Cursor { return page.Cursor{Int: c.CreatedAt.UnixMilli(), ID: int64(c.ID)} }, moment},
	"UPDATED_AT": {"updated_at", func(c Customer) page.Cursor { return page.Cursor{Int: c.UpdatedAt.UnixMilli(), ID: int64(c.ID)} }, moment},
}

// Customers lists the customers of the shop, for those who keep it. Faults: Invalid at sortKey and at the paging arguments.
func (s *Service) Customers(ctx context.Context, q CustomerQuery) (page.Conn[Customer], error) {
	o, known := customerOrders[q.Sort]
	if !known {
		return page.Conn[Customer]{}, fault.Invalidf("sortKey", "%q is no order of customers", q.Sort)
	}
	text := ""
	if q.Match != nil {
		text = q.Match.String()
	}
	listing := fmt.Sprintf("customers/%s/%t/%s", q.Sort, q.Reverse, text)
	want, err := page.Check(listing, q.Args)
	if err != nil {
		return page.Conn[Customer]{}, err
	}
	at := func(c *page.Cursor) *database.Position {
		p := position(c)
		if p != nil && o.value != nil {
			p.Value = o.value(*c)
		}
		return p
	}
	rows, err := s.findCustomers(ctx, q.Match, database.Seek{Column: o.column, ID: "id", Desc: q.Reverse, Backward: want.Backward,
		Limit: want.Limit + 1, From: at(want.From), Until: at(want.Until)})
	if err != nil {
		return page.Conn[Customer]{}, err
	}
	return page.Cut(want, rows, func(c Customer) string { return o.cursor(c).Encode(listing) }), nil
}

// CustomerByEmail is the customer with an address; a fault.NotFound if there is none.
func (s *Service) CustomerByEmail(ctx context.Context, email string) (Customer, error) {
	c, err := s.byEmail(ctx, fold.EmailKey(email))
	if err == nil && c.ID == 0 {
		return c, refuse(fault.NotFound, codeNotFound, "there is no such customer", "emailAddress")
	}
	return c, err
}

// Keeping is what staff change of a customer; nil stays.
type Keeping struct {
	Tags  func(are []string) []string // what becomes of the tags; nil: they stay
	State *State                      // Enabled, or Disabled, which signs the customer out everywhere
}

// Kept says which customer was changed, and nothing of the person: it is kept for requests that come again.
type Kept struct{ ID CustomerID }

// The limits of tags.
const (
	maxTags = 250
	maxTag  = 255 // letters
)

// Keep changes what staff say of a customer. Faults: NotFound, a Conflict at expectedVersion, Invalid at tags.<place> and
// at state, where an account that waits for its activation is enabled: only its owner can.
func (s *Service) Keep(ctx context.Context, by act.By, id CustomerID, k Keeping, expected *int64) (Kept, error) {
	if k.State != nil && *k.State != Enabled && *k.State != Disabled {
		return Kept{}, fault.Invalidf("state", "staff enable and disable accounts; the rest is the customer's")
	}
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Kept, error) {
		c, err := lockCustomer(tx, id)
		if err != nil {
			return Kept{}, err
		}
		if err := act.Current(expected, c.Version); err != nil {
			return Kept{}, err
		}
		was := c
		if k.Tags != nil {
			if c.Tags, err = checkTags(k.Tags(slices.Clone(c.Tags))); err != nil {
				return Kept{}, err
			}
		}
		if k.State != nil {
			c.State = *k.State
		}
		if was.State == Waiting && c.State == Enabled {
			return Kept{}, fault.Invalidf("state", "the customer activates the account with the link that was mailed")
		}
		if c.State == was.State && slices.Equal(c.Tags, was.Tags) {
			return Kept{id}, nil
		}
		c.UpdatedAt = tx.Now
		if err := saveCustomer(tx, &c); err != nil {
			return Kept{}, err
		}
		if c.State == Disabled && was.State != Disabled {
			if err := dropLinks(tx, id); err != nil {
				return Kept{}, err
			}
			if err := endTokens(tx, id); err != nil {
				return Kept{}, err
			}
		}
		return Kept{id}, by.Note(tx, act.Entry{Action: "customer.update", Kind: "Customer", ID: int64(id), Before: keptOf(was), After: keptOf(c)})
	})
}

// kept is what the log remembers of a customer: what staff say, nothing of what the customer does.
type kept struct {
	Tags    []string `json:"tags"`
	State   State    `json:"state"`
	Version int64    `json:"version"`
}

func keptOf(c Customer) kept { return kept{c.Tags, c.State, c.Version} }

// checkTags writes tags the one way they are kept.
func checkTags(given []string) ([]string, error) {
	tags := []string{}
	for i, tag := range given {
		switch tag = strings.TrimSpace(tag); {
		case tag == "":
			return nil, fault.Invalidf(fmt.Sprintf("tags.%d", i), "a tag says something")
		case utf8.RuneCountInString(tag) > maxTag:
			return nil, fault.Invalidf(fmt.Sprintf("tags.%d", i), "a tag has at most %d letters", maxTag)
		case !slices.ContainsFunc(tags, func(other string) bool { return strings.EqualFold(other, tag) }):
			tags = append(tags, tag)
		}
	}
	if len(tags) > maxTags {
		return nil, fault.Limitf("tags", "a customer has at most %d tags", maxTags)
	}
	return tags, nil
}

// EraseIn is Erase in the transaction of whoever erases what the other rooms keep.
func (s *Service) EraseIn(tx database.Tx, id CustomerID) (Customer, error) {
	c, err := lockCustomer(tx, id)
	if err != nil {
		return Customer{}, err
	}
	return c, erase(tx, id)
}
