package graph

import (
	"context"

	"cartwright/graph/model"
	"cartwright/internal/account"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/query"
	"cartwright/internal/search"
)

// upTo reads the limit of a count.
func upTo(limit *int) (int, error) {
	if limit == nil {
		return 10_000, nil
	}
	if *limit < 1 {
		return 0, fault.Invalidf("limit", "limit is at least 1, got %d", *limit)
	}
	return *limit, nil
}

// counted shows a count that went up to a limit.
func counted(n, limit int) *model.Count {
	if n > limit {
		return &model.Count{Count: limit, Precision: model.CountPrecisionAtLeast}
	}
	return &model.Count{Count: n, Precision: model.CountPrecisionExact}
}

// countIndexed counts the things of a kind that a query asks for. The index knows all of them.
func (r *Resolver) countIndexed(ctx context.Context, kind search.Kind, text *string, limit *int) (*model.Count, error) {
	most, err := upTo(limit)
	if err != nil {
		return nil, err
	}
	n, err := searchFor(ctx, or(text, ""), kind)
	if err != nil {
		return nil, err
	}
	found, err := r.finder.Find(ctx, search.Wanted{Kinds: []search.Kind{kind}, Query: n, Sort: "ID", Unavailable: search.Show, Args: page.Args{First: new(1)},
		Listing: "count", Hidden: keepsHidden(ctx, kind)})
	return counted(found.Total, most), err
}

// countRows counts what a room finds for a query.
func countRows(ctx context.Context, fields query.Fields, text *string, limit *int, count func(context.Context, query.Node, int) (int, error)) (*model.Count, error) {
	most, err := upTo(limit)
	if err != nil {
		return nil, err
	}
	match, err := query.Parse("query", or(text, ""), fields)
	if err != nil {
		return nil, err
	}
	n, err := count(ctx, match, most+1)
	return counted(n, most), err
}

// allVariants lists the variants of all products.
func (r *Resolver) allVariants(ctx context.Context, text *string, sort string, reverse *bool, args page.Args) (*model.ProductVariantConnection, error) {
	match, err := query.Parse("query", or(text, ""), catalog.VariantFields)
	if err != nil {
		return nil, err
	}
	rows, err := r.goods(ctx).Variants(ctx, catalog.VariantQuery{Match: match, Sort: sort, Reverse: yes(reverse, false), Args: args})
	return shown(rows, err, func(rows []catalog.Variant) []*model.ProductVariant { return model.NewVariants(rows, nil, view(ctx)) })
}

// either is the fault of an identifier that does not name one thing.
func either(first, second string) error {
	return fault.Invalidf("identifier", "give one of %s and %s", first, second)
}

func (r *Resolver) productNamed(ctx context.Context, in model.ProductIdentifierInput) (*model.Product, error) {
	id, handle := in.ID.Value(), in.Handle.Value()
	switch {
	case (id == nil) == (handle == nil):
		return nil, either("id", "handle")
	case id != nil:
		return byID[model.Product](ctx, r, *id, "Product")
	}
	return r.product(ctx, *handle)
}

func (r *Resolver) variantNamed(ctx context.Context, in model.ProductVariantIdentifierInput) (*model.ProductVariant, error) {
	id, sku := in.ID.Value(), in.Sku.Value()
	switch {
	case (id == nil) == (sku == nil):
		return nil, either("id", "sku")
	case id != nil:
		return byID[model.ProductVariant](ctx, r, *id, "ProductVariant")
	}
	row, err := r.goods(ctx).FindVariantBySKU(ctx, *sku)
	if err != nil {
		return absent[model.ProductVariant](nil, err)
	}
	return model.NewVariants([]catalog.Variant{row}, nil, view(ctx))[0], nil
}

// customers lists the customers of the shop.
func (r *Resolver) customers(ctx context.Context, text *string, sort string, reverse *bool, args page.Args) (*model.CustomerConnection, error) {
	match, err := query.Parse("query", or(text, ""), account.CustomerFields)
	if err != nil {
		return nil, err
	}
	rows, err := r.people.Customers(ctx, account.CustomerQuery{Match: match, Sort: sort, Reverse: yes(reverse, false), Args: args})
	return shown(rows, err, func(rows []account.Customer) []*model.Customer { return model.NewCustomers(rows, view(ctx)) })
}

// customerNamed finds a customer for staff; null where there is none.
func (r *Resolver) customerNamed(ctx context.Context, in model.CustomerIdentifierInput) (*model.Customer, error) {
	gid, email := in.ID.Value(), in.EmailAddress.Value()
	switch {
	case (gid == nil) == (email == nil):
		return nil, either("id", "emailAddress")
	case email != nil:
		c, err := r.people.CustomerByEmail(ctx, *email)
		if err != nil {
			return absent[model.Customer](nil, err)
		}
		return model.NewCustomers([]account.Customer{c}, view(ctx))[0], nil
	}
	id, ok, err := parseID("identifier.id", *gid, "Customer")
	if err != nil || !ok {
		return nil, err
	}
	return r.customerNow(ctx, account.CustomerID(id))
}

// customerNow is a customer as they are now, for staff; null where there is none.
func (r *Resolver) customerNow(ctx context.Context, id account.CustomerID) (*model.Customer, error) {
	found, err := r.people.CustomersByIDs(ctx, []account.CustomerID{id})
	c, ok := found[id]
	if err != nil || !ok {
		return nil, err
	}
	return model.NewCustomers([]account.Customer{c}, view(ctx))[0], nil
}

// readingPayload shows what became of a mutation about a customer.
func readingPayload(argument string, p model.ReadingPayload, err error) (*model.ReadingPayload, error) {
	faults, err := userErrors(argument, err)
	if err != nil {
		return nil, err
	}
	if p.UserErrors = faults; len(faults) > 0 {
		p = model.ReadingPayload{Customer: p.Customer, UserErrors: faults}
	}
	return &p, nil
}

func (r *Resolver) deleteCustomer(ctx context.Context, gid string, expected *int) (*model.ReadingPayload, error) {
	_, err := r.privacy.Delete(ctx, by(ctx), customerID(gid), version(expected))
	return readingPayload("input", model.ReadingPayload{DeletedCustomerID: &gid}, err)
}

func (r *Resolver) requestData(ctx context.Context, gid string) (*model.ReadingPayload, error) {
	text, err := r.privacy.Request(ctx, by(ctx), customerID(gid))
	if fault.Is(err, fault.NotFound) {
		err = fault.NotFoundf("customerId", "there is no such customer")
	}
	data := string(text)
	return readingPayload("", model.ReadingPayload{Data: &data}, err)
}

func (r *Resolver) keepCustomer(ctx context.Context, gid string, in model.CustomerKeepInput, expected *int) (*model.ReadingPayload, error) {
	k := account.Keeping{}
	if tags, ok := in.Tags.ValueOK(); ok {
		k.Tags = func([]string) []string { return tags }
	}
	if state := in.State.Value(); state != nil {
		k.State = new(map[model.CustomerState]account.State{model.CustomerStateEnabled: account.Enabled, model.CustomerStateDisabled: account.Disabled,
			model.CustomerStateInvited: account.Waiting}[*state])
	}
	id := customerID(gid)
	_, err := r.people.Keep(ctx, by(ctx), id, k, version(expected))
	p := model.ReadingPayload{}
	if err == nil || fault.Is(err, fault.Conflict) {
		now, failed := r.customerNow(ctx, id)
		if failed != nil {
			return nil, failed
		}
		p.Customer = now
	}
	if fault.Is(err, fault.NotFound) { // it is at the id, beside the input
		return readingPayload("", p, err)
	}
	return readingPayload("input", p, err)
}
