package model

import (
	"time"

	"cartwright/internal/account"
)

// Customer is somebody as they see themselves, or as staff see them.
type Customer struct {
	Row      *account.Customer
	View     *View
	Kin      *Siblings[int64]
	Defaults []int64 // the first addresses of the customers who are answered together
	ToStaff  bool    // who looks is not the customer: what only they may use is not shown
}

// NewCustomer shows a customer.
func NewCustomer(c *account.Customer, v *View) *Customer {
	out := newCustomers([]account.Customer{*c}, v)[0]
	out.Row = c
	return out
}

// NewCustomers shows staff customers who were found together.
func NewCustomers(rows []account.Customer, v *View) []*Customer {
	out := newCustomers(rows, v)
	for _, c := range out {
		c.ToStaff = true
	}
	return out
}

func newCustomers(rows []account.Customer, v *View) []*Customer {
	kin := NewSiblings(make([]int64, len(rows)))
	var defaults []int64
	out := make([]*Customer, len(rows))
	for i := range rows {
		kin.IDs[i] = int64(rows[i].ID)
		if a := rows[i].DefaultAddressID; a != nil {
			defaults = append(defaults, *a)
		}
	}
	for i := range rows {
		out[i] = &Customer{Row: &rows[i], View: v, Kin: kin, Defaults: defaults}
	}
	return out
}

// MultipassIdentifier is what another system knows the customer by.
func (c *Customer) MultipassIdentifier() *string { return c.Row.Identifier }

// State is what the account is.
func (c *Customer) State() CustomerState {
	switch c.Row.State {
	case account.Enabled:
		return CustomerStateEnabled
	case account.Waiting:
		return CustomerStateInvited
	}
	return CustomerStateDisabled
}

// Version counts the writes.
func (c *Customer) Version() int { return int(c.Row.Version) }

// ID is the global id.
func (c *Customer) ID() string { return GID("Customer", c.Row.ID) }

// AcceptsMarketing reports whether news are wanted.
func (c *Customer) AcceptsMarketing() bool { return c.Row.AcceptsMarketing }

// AvatarURL is null: there are no pictures of customers.
func (c *Customer) AvatarURL() *string { return nil }

// CreatedAt is when the account was made.
func (c *Customer) CreatedAt() time.Time { return c.Row.CreatedAt }

// DisplayName is what to call the customer.
func (c *Customer) DisplayName() string { return c.Row.Name() }

// Email is the e-mail address.
func (c *Customer) Email() *string { return text(c.Row.Email) }

// FirstName is the first name.
func (c *Customer) FirstName() *string { return text(c.Row.FirstName) }

// LastName is the last name.
func (c *Customer) LastName() *string { return text(c.Row.LastName) }

// NumberOfOrders is how many orders there are.
func (c *Customer) NumberOfOrders() uint64 { return 0 }

// Orders are none: orders are not placed here yet.
func (c *Customer) Orders(first *int, after *string, last *int, before *string, reverse *bool, sortKey *OrderSortKeys, query *string) (*OrderConnection, error) {
	none, err := None[*Order](first, after, last, before)
	if err != nil {
		return nil, err
	}
	return &OrderConnection{Connection: none}, nil
}

// Phone is the phone number.
func (c *Customer) Phone() *string { return text(c.Row.Phone) }

// SocialLoginProvider is null: people sign in with the shop alone.
func (c *Customer) SocialLoginProvider() *SocialLoginProvider { return nil }

// Tags are what staff have tagged the customer with.
func (c *Customer) Tags() []string { return append([]string{}, c.Row.Tags...) }

// UpdatedAt is when the account was last changed.
func (c *Customer) UpdatedAt() time.Time { return c.Row.UpdatedAt }

// NewMailing shows an address of a customer's book.
func NewMailing(a *account.Address) *MailingAddress {
	return &MailingAddress{Number: GID("MailingAddress", a.ID), Row: a.Address}
}

// OrderConnection is a page of orders.
type OrderConnection struct {
	*Connection[*Order]
}

// TotalCount is how many orders there are.
func (o *OrderConnection) TotalCount() uint64 { return 0 }

// Carts pages over carts that were found.
func Carts(carts []*Cart, first *int, after *string, last *int, before *string) (*CartConnection, error) {
	return pageOf(carts, "customer carts", func(c *Cart) int64 { return int64(c.Row.ID) }, first, after, last, before, nil)
}

// NewCustomerSession shows where a customer is signed in.
func NewCustomerSession(t *account.Token) CustomerSession {
	return CustomerSession{ID: GID("CustomerSession", t.ID), CreatedAt: t.CreatedAt, Device: text(t.Device), ExpiresAt: t.ExpiresAt, LastUsedAt: t.UsedAt}
}

// CustomerPayload is what became of a mutation of a customer's; all of them are parts of this shape.
type CustomerPayload struct {
	Customer                     *Customer
	CustomerAccessToken          *CustomerAccessToken
	CustomerAddress              *MailingAddress
	DeletedCustomerAddressID     *string
	DeletedAccessToken           *string
	DeletedCustomerAccessTokenID *string
	CustomerUserErrors           []CustomerUserError
	Data                         *string
	ErasedCustomerID             *string
	EndedSessionID               *string
	UserErrors                   []UserError
}

// The payloads of the dialect.
type (
	CustomerAccessTokenCreatePayload              = CustomerPayload
	CustomerAccessTokenCreateWithMultipassPayload = CustomerPayload
	CustomerAccessTokenDeletePayload              = CustomerPayload
	CustomerAccessTokenRenewPayload               = CustomerPayload
	CustomerActivateByURLPayload                  = CustomerPayload
	CustomerActivatePayload                       = CustomerPayload
	CustomerAddressCreatePayload                  = CustomerPayload
	CustomerAddressDeletePayload                  = CustomerPayload
	CustomerAddressUpdatePayload                  = CustomerPayload
	CustomerCreatePayload                         = CustomerPayload
	CustomerDataExportPayload                     = CustomerPayload
	CustomerErasePayload                          = CustomerPayload
	CustomerSessionEndPayload                     = CustomerPayload
	CustomerSessionsEndPayload                    = CustomerPayload
	CustomerDefaultAddressUpdatePayload           = CustomerPayload
	CustomerRecoverPayload                        = CustomerPayload
	CustomerResetByURLPayload                     = CustomerPayload
	CustomerResetPayload                          = CustomerPayload
	CustomerUpdatePayload                         = CustomerPayload
)
