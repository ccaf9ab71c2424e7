package graph

import (
	"context"

	"cartwright/graph/model"
	"cartwright/internal/account"
	"cartwright/internal/cart"
	"cartwright/internal/fault"
)

// buyerInput reads what shall be different about the buyer of a cart. A token stands for whoever signed in with it.
func (r *Resolver) buyerInput(ctx context.Context, ref cart.Ref, in model.CartBuyerIdentityInput) (cart.BuyerInput, error) {
	out := cart.BuyerInput{Email: text(in.Email), Phone: text(in.Phone), Country: text(in.CountryCode),
		Preferences: preferences(in.Preferences), Company: in.CompanyLocationID.Value() != nil}
	if token, given := in.CustomerAccessToken.ValueOK(); given {
		known, err := r.customerOf(ctx, buyerToken(ctx, token))
		if err != nil {
			return out, err
		}
		out.Customer = known
	}
	old, ok := in.DeliveryAddressPreferences.ValueOK()
	if !ok {
		return out, nil
	}
	out.Addresses = []cart.AddressInput{}
	for _, a := range old {
		one := cart.AddressInput{Address: mailingInput(a.DeliveryAddress.Value()), OneTimeUse: a.OneTimeUse.Value(),
			Strict: strict(a.DeliveryAddressValidationStrategy.Value()), Older: true}
		if id := a.CustomerAddressID.Value(); id != nil {
			of := r.buyerOf(ref)
			if out.Customer != nil {
				of = signedIn(&out)
			}
			copied, err := r.copied(ctx, of, *id)
			if err != nil {
				return out, err
			}
			one.Copied = copied
		}
		out.Addresses = append(out.Addresses, one)
	}
	return out, nil
}

// buyerToken is the token of the buyer: an empty one is that of the browser's session, which scripts do not know.
func buyerToken(ctx context.Context, token *string) string {
	switch {
	case token == nil:
		return ""
	case *token == "":
		return browser(ctx).token()
	}
	return *token
}

// customerOf tells who signed in with a token; an empty token makes the buyer a guest.
func (r *Resolver) customerOf(ctx context.Context, token string) (*cart.CustomerInput, error) {
	if token == "" {
		return &cart.CustomerInput{Known: true}, nil
	}
	c, err := r.people.CustomerOfToken(ctx, token)
	if fault.Is(err, fault.NotFound) {
		return &cart.CustomerInput{}, nil
	}
	return &cart.CustomerInput{Known: true, ID: int64(c.ID)}, err
}

// copied finds an address in a customer's book. Somebody else's is as good as none.
func (r *Resolver) copied(ctx context.Context, of book, gid string) (*cart.Copied, error) {
	customer, err := of(ctx)
	if err != nil {
		return nil, err
	}
	a, err := r.people.AddressOf(ctx, account.CustomerID(customer), numberOf("MailingAddress", gid))
	if fault.Is(err, fault.NotFound) {
		return &cart.Copied{}, nil
	}
	return &cart.Copied{Found: true, ID: a.ID, Address: a.Address}, err
}
