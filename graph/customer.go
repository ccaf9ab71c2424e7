package graph

import (
	"context"

	"cartwright/graph/model"
	"cartwright/internal/account"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/place"
)

type clientKey struct{}

// client is where the request comes from.
func client(ctx context.Context) account.Client {
	c, _ := ctx.Value(clientKey{}).(account.Client)
	return c
}

type bearerKey struct{}

// tokenOf is the token that a client gives: the argument's, or where that is empty the Authorization header's, or where
// there is none the browser's session.
func tokenOf(ctx context.Context, argument string) string {
	if argument != "" {
		return argument
	}
	if bearer, _ := ctx.Value(bearerKey{}).(string); bearer != "" {
		return bearer
	}
	return browser(ctx).token()
}

// customerPayload shows what became of a mutation. Faults of the request are data; too many tries, and what is not the
// request's fault, are errors.
func customerPayload(p *model.CustomerPayload, err error) (*model.CustomerPayload, error) {
	faults := account.Faults(err)
	if err != nil && len(faults) == 0 {
		return nil, err
	}
	if len(faults) > 0 {
		p = &model.CustomerPayload{}
	}
	p.CustomerUserErrors, p.UserErrors = []model.CustomerUserError{}, []model.UserError{}
	for _, f := range faults {
		if f.Kind == fault.Limit && f.Code == account.CodeThrottled || f.Kind == fault.Unavailable {
			return nil, err
		}
		code := model.CustomerErrorCode(f.Label())
		p.CustomerUserErrors = append(p.CustomerUserErrors, model.CustomerUserError{Code: &code, Field: f.Path, Message: f.Text})
		p.UserErrors = append(p.UserErrors, model.UserError{Field: f.Path, Message: f.Text})
	}
	return p, nil
}

// session shows a customer who has signed in.
func session(ctx context.Context, s account.Session, err error) (*model.CustomerPayload, error) {
	if err != nil {
		return customerPayload(nil, err)
	}
	return customerPayload(&model.CustomerPayload{Customer: model.NewCustomer(&s.Customer, view(ctx)), CustomerAccessToken: accessToken(ctx, s)}, nil)
}

// accessToken shows a token; nil where there is none. One that goes into a browser's cookie is empty, so that no script
// learns it; the empty token stands for the cookie's in the requests that follow.
func accessToken(ctx context.Context, s account.Session) *model.CustomerAccessToken {
	if s.Token == "" {
		return nil
	}
	if browser(ctx).keep(string(s.Token), s.ExpiresAt) {
		s.Token = ""
	}
	return &model.CustomerAccessToken{AccessToken: string(s.Token), ExpiresAt: s.ExpiresAt}
}

// customerOfToken is who signed in; null for a token that is nobody's.
func (r *Resolver) customerOfToken(ctx context.Context, token string) (*model.Customer, error) {
	c, err := r.people.CustomerOfToken(ctx, tokenOf(ctx, token))
	if fault.Is(err, fault.NotFound) {
		return nil, nil //nolint:nilnil // the dialect's null
	}
	if err != nil {
		return nil, err
	}
	return model.NewCustomer(&c, view(ctx)), nil
}

// asCustomer does something as the customer of a token.
func (r *Resolver) asCustomer(ctx context.Context, token string, do func(account.Customer) (*model.CustomerPayload, error)) (*model.CustomerPayload, error) {
	c, err := r.people.CustomerOfToken(ctx, tokenOf(ctx, token))
	if err != nil {
		return customerPayload(nil, err)
	}
	return customerPayload(do(c))
}

func (r *Resolver) register(ctx context.Context, in model.CustomerCreateInput) (*model.CustomerPayload, error) {
	c, err := r.people.Register(ctx, account.Fields{Email: &in.Email, FirstName: in.FirstName.Value(), LastName: in.LastName.Value(),
		Phone: in.Phone.Value(), AcceptsMarketing: in.AcceptsMarketing.Value(), Password: &in.Password}, view(ctx).ShopURL())
	p := &model.CustomerPayload{}
	if c.ID != 0 {
		p.Customer = model.NewCustomer(&c, view(ctx))
	}
	return customerPayload(p, err)
}

func (r *Resolver) updateCustomer(ctx context.Context, token string, in model.CustomerUpdateInput) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		updated, s, err := r.people.Update(ctx, c.ID, account.Fields{Email: in.Email.Value(), FirstName: text(in.FirstName), LastName: text(in.LastName),
			Phone: text(in.Phone), AcceptsMarketing: in.AcceptsMarketing.Value(), Password: in.Password.Value()}, client(ctx))
		return &model.CustomerPayload{Customer: model.NewCustomer(&updated, view(ctx)), CustomerAccessToken: accessToken(ctx, s)}, err
	})
}

func (r *Resolver) addAddress(ctx context.Context, token string, in model.MailingAddressInput) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		a, err := r.people.AddAddress(ctx, c.ID, *mailingInput(&in))
		return &model.CustomerPayload{CustomerAddress: model.NewMailing(&a)}, err
	})
}

func (r *Resolver) updateAddress(ctx context.Context, token, gid string, in model.MailingAddressInput) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		a, err := r.people.UpdateAddress(ctx, c.ID, numberOf("MailingAddress", gid), mailingChange(in))
		return &model.CustomerPayload{CustomerAddress: model.NewMailing(&a)}, err
	})
}

// mailingChange puts what an input says over an address; what it leaves out stays.
func mailingChange(in model.MailingAddressInput) func(place.Address) place.Address {
	return func(a place.Address) place.Address {
		country := text(in.Country)
		if country != nil {
			code := place.CountryCode(*country)
			country = &code
		}
		for _, f := range []struct {
			set *string
			to  *string
		}{{text(in.FirstName), &a.FirstName}, {text(in.LastName), &a.LastName}, {text(in.Company), &a.Company}, {text(in.Address1), &a.Address1},
			{text(in.Address2), &a.Address2}, {text(in.City), &a.City}, {text(in.Province), &a.ProvinceCode}, {country, &a.CountryCode},
			{text(in.Zip), &a.Zip}, {text(in.Phone), &a.Phone}} {
			if f.set != nil {
				*f.to = *f.set
			}
		}
		return a
	}
}

func (r *Resolver) removeAddress(ctx context.Context, token, gid string) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		return &model.CustomerPayload{DeletedCustomerAddressID: &gid}, r.people.RemoveAddress(ctx, c.ID, numberOf("MailingAddress", gid))
	})
}

func (r *Resolver) setDefaultAddress(ctx context.Context, token, gid string) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		c, err := r.people.SetDefaultAddress(ctx, c.ID, numberOf("MailingAddress", gid))
		return &model.CustomerPayload{Customer: model.NewCustomer(&c, view(ctx))}, err
	})
}

// addressesOf pages over a customer's book.
func (r *Resolver) addressesOf(ctx context.Context, c *model.Customer, args page.Args, reverse bool) (*model.MailingAddressConnection, error) {
	type key struct {
		args    argsKey
		reverse bool
	}
	found, err := model.Share(ctx, c.Kin, key{keyOf(args), reverse}, func(ctx context.Context, ids []int64) (map[int64]page.Conn[account.Address], error) {
		return r.people.AddressesOf(ctx, ids, args, reverse)
	})
	if err != nil {
		return nil, err
	}
	return model.NewConnection(page.Map(found[int64(c.Row.ID)], func(a account.Address) *model.MailingAddress { return model.NewMailing(&a) })), nil
}

// defaultAddress is the first address of a customer's book.
func (r *Resolver) defaultAddress(ctx context.Context, c *model.Customer) (*model.MailingAddress, error) {
	if c.Row.DefaultAddressID == nil {
		return nil, nil //nolint:nilnil // the dialect's null
	}
	found, err := model.Share(ctx, c.Kin, "default addresses", func(ctx context.Context, _ []int64) (map[int64]account.Address, error) {
		return r.people.AddressesByIDs(ctx, c.Defaults)
	})
	a, ok := found[*c.Row.DefaultAddressID]
	if err != nil || !ok || a.CustomerID != c.Row.ID {
		return nil, err
	}
	return model.NewMailing(&a), nil
}

// customerOfCart is who a cart belongs to; personal.
func (r *Resolver) customerOfCart(ctx context.Context, b *model.CartBuyerIdentity) (*model.Customer, error) {
	id := b.Of.Row.CustomerID
	if id == nil || !b.Of.Row.Open {
		return nil, nil //nolint:nilnil // the dialect's null
	}
	found, err := r.people.CustomersByIDs(ctx, []account.CustomerID{account.CustomerID(*id)})
	c, ok := found[account.CustomerID(*id)]
	if err != nil || !ok {
		return nil, err
	}
	return model.NewCustomer(&c, view(ctx)), nil
}

// signOut makes a token void.
func (r *Resolver) signOut(ctx context.Context, token string) (*model.CustomerPayload, error) {
	used := tokenOf(ctx, token)
	if used != browser(ctx).token() {
		token = used
	}
	err := r.people.SignOut(ctx, used)
	if err == nil {
		browser(ctx).drop(used)
	}
	return customerPayload(&model.CustomerPayload{DeletedAccessToken: &token, DeletedCustomerAccessTokenID: &token}, err)
}

// exportData gives a customer what is kept of them.
func (r *Resolver) exportData(ctx context.Context, token string) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		text, err := r.privacy.Export(ctx, c.ID, r.requestID(ctx))
		data := string(text)
		return &model.CustomerPayload{Data: &data}, err
	})
}

// erase takes away what is kept of a customer, who knows the password once more.
func (r *Resolver) erase(ctx context.Context, token, password string) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		if err := r.people.Confirm(ctx, c, password, client(ctx)); err != nil {
			return nil, err
		}
		id := model.GID("Customer", c.ID)
		err := r.privacy.Erase(ctx, c.ID, r.requestID(ctx))
		return &model.CustomerPayload{ErasedCustomerID: &id}, leave(ctx, err)
	})
}

// endSession signs a customer out of one device.
func (r *Resolver) endSession(ctx context.Context, token, gid string) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		return &model.CustomerPayload{EndedSessionID: &gid}, r.people.EndSession(ctx, c.ID, numberOf("CustomerSession", gid))
	})
}

// endSessions signs a customer out everywhere.
func (r *Resolver) endSessions(ctx context.Context, token string) (*model.CustomerPayload, error) {
	return r.asCustomer(ctx, token, func(c account.Customer) (*model.CustomerPayload, error) {
		return &model.CustomerPayload{}, leave(ctx, r.people.EndSessions(ctx, c.ID))
	})
}

// maxCarts is how many of a customer's carts are listed.
const maxCarts = 50

// cartsOf pages over a customer's carts.
func (r *Resolver) cartsOf(ctx context.Context, c *model.Customer, first *int, after *string, last *int, before *string) (*model.CartConnection, error) {
	if c.ToStaff { // whoever knows a cart's id may use it
		return model.Carts(nil, first, after, last, before)
	}
	rows, goods, err := r.carts.OfCustomer(ctx, int64(c.Row.ID), maxCarts)
	if err != nil {
		return nil, err
	}
	shown := make([]*model.Cart, len(rows))
	for i := range rows {
		shown[i] = model.NewCart(&rows[i], goods, view(ctx))
	}
	return model.Carts(shown, first, after, last, before)
}

// sessionsOf are where a customer is signed in.
func (r *Resolver) sessionsOf(ctx context.Context, c *model.Customer) ([]model.CustomerSession, error) {
	found, err := model.Share(ctx, c.Kin, "sessions", r.people.SessionsOf)
	rows := found[int64(c.Row.ID)]
	out := make([]model.CustomerSession, len(rows))
	for i := range rows {
		out[i] = model.NewCustomerSession(&rows[i])
	}
	return out, err
}

func customerID(gid string) account.CustomerID { return account.CustomerID(numberOf("Customer", gid)) }

func ofCustomer(c *model.Customer) owner[int64] {
	return owner[int64]{catalog.OwnerCustomer, int64(c.Row.ID), c, c.Kin, c.View}
}
