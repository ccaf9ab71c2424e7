package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"cartwright/graph/model"
	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/place"
)

// cartPrefix opens the global id of a cart.
const cartPrefix = "gid://shopify/Cart/"

// cartRef reads a cart's global id. One that is none names no cart.
func cartRef(gid string) cart.Ref {
	rest, ok := strings.CutPrefix(gid, cartPrefix)
	if !ok {
		return cart.Ref{}
	}
	ref, ok := cart.ParseRef(rest)
	if !ok {
		return cart.Ref{}
	}
	return ref
}

// numberIn reads the global id of something that a cart numbers: a line, an address. It is 0 for what is another cart's.
func numberIn(ref cart.Ref, kind, gid string) int64 {
	got, number, ok := model.ParseGID(gid)
	if !ok || got != kind {
		return 0
	}
	if _, query, named := strings.Cut(gid, "?"); named {
		for part := range strings.SplitSeq(query, "&") {
			if token, ok := strings.CutPrefix(part, "cart="); ok && token != ref.Token {
				return 0
			}
		}
	}
	return number
}

func numbersIn(ref cart.Ref, kind string, gids []string) []int64 {
	out := make([]int64, len(gids))
	for i, gid := range gids {
		out[i] = numberIn(ref, kind, gid)
	}
	return out
}

// numberOf reads the global id of a thing with a number of its own; 0 where it is none of the kind.
func numberOf(kind, gid string) int64 {
	got, number, ok := model.ParseGID(gid)
	if !ok || got != kind {
		return 0
	}
	return number
}

// cart finds a cart; null where there is none for this client.
func (r *Resolver) cart(ctx context.Context, gid string) (*model.Cart, error) {
	c, goods, err := r.carts.Find(ctx, cartRef(gid))
	if fault.Is(err, fault.NotFound) {
		return nil, nil //nolint:nilnil // the dialect's null
	}
	if err != nil {
		return nil, err
	}
	return model.NewCart(&c, goods, view(ctx)), nil
}

// cartLine finds a line by the id of its cart within its own.
func (r *Resolver) cartLine(ctx context.Context, gid string) (any, error) {
	_, query, _ := strings.Cut(gid, "?cart=")
	c, err := r.cart(ctx, cartPrefix+query)
	if err != nil || c == nil {
		return nil, err
	}
	for i := range c.Row.Lines {
		if c.Row.Lines[i].Number == numberIn(c.Row.Ref(), "CartLine", gid) {
			return c.Line(i), nil
		}
	}
	return nil, nil //nolint:nilnil // the dialect's null
}

// payload shows what became of a change.
func payload(ctx context.Context, out cart.Outcome, err error) (*model.CartPayload, error) {
	if err != nil {
		return nil, err
	}
	return model.NewCartPayload(out, view(ctx)), nil
}

// once is the idempotency key of the mutation that is being answered: the directive's, or the header's with the field's
// name in the answer, so that several fields of one request have each their own.
func once(ctx context.Context) cart.Once {
	field := graphql.GetFieldContext(ctx)
	op := graphql.GetOperationContext(ctx)
	key, _ := ctx.Value(onceKey{}).(string)
	if key != "" {
		key += "/" + field.Field.Alias
	}
	if d := field.Field.Directives.ForName("idempotent"); d != nil {
		value, err := d.Arguments.ForName("key").Value.Value(op.Variables)
		if text, ok := value.(string); ok && err == nil {
			key = text
		}
	}
	if key == "" {
		return cart.Once{}
	}
	request, err := json.Marshal([]any{field.Field.Name, field.Field.ArgumentMap(op.Variables), askedCountry(op)})
	if err != nil { // the arguments came as JSON
		request = []byte(fmt.Sprint(field.Field.ArgumentMap(op.Variables)))
	}
	return cart.Once{Key: key, Request: request}
}

type onceKey struct{}

func lineInputs(ref cart.Ref, inputs []model.CartLineInput) []cart.LineInput {
	out := make([]cart.LineInput, len(inputs))
	for i, in := range inputs {
		out[i] = cart.LineInput{Variant: variantID(in.MerchandiseID), Quantity: 1,
			Attributes: attributeInputs(in.Attributes.Value()), SellingPlan: in.SellingPlanID.Value() != nil}
		if q := in.Quantity.Value(); q != nil {
			out[i].Quantity = int64(*q)
		}
		if p := in.Parent.Value(); p != nil {
			out[i].Parent = &cart.ParentInput{}
			if id := p.LineID.Value(); id != nil {
				n := numberIn(ref, "CartLine", *id)
				out[i].Parent.Line = &n
			}
			if id := p.MerchandiseID.Value(); id != nil {
				v := variantID(*id)
				out[i].Parent.Variant = &v
			}
		}
	}
	return out
}

func variantID(gid string) catalog.VariantID {
	return catalog.VariantID(numberOf("ProductVariant", gid))
}

func lineUpdates(ref cart.Ref, inputs []model.CartLineUpdateInput) []cart.LineUpdate {
	out := make([]cart.LineUpdate, len(inputs))
	for i, in := range inputs {
		out[i] = cart.LineUpdate{Number: numberIn(ref, "CartLine", in.ID), SellingPlan: in.SellingPlanID.Value() != nil}
		if id := in.MerchandiseID.Value(); id != nil {
			v := variantID(*id)
			out[i].Variant = &v
		}
		if q := in.Quantity.Value(); q != nil {
			n := int64(*q)
			out[i].Quantity = &n
		}
		if list, ok := in.Attributes.ValueOK(); ok {
			set := attributeInputs(list)
			out[i].Attributes = &set
		}
	}
	return out
}

func attributeInputs(inputs []model.AttributeInput) []cart.Attribute {
	out := make([]cart.Attribute, len(inputs))
	for i, in := range inputs {
		out[i] = cart.Attribute{Key: in.Key, Value: in.Value}
	}
	return out
}

// cartInput reads what a new cart begins with.
func (r *Resolver) cartInput(ctx context.Context, in *model.CartInput) (cart.Input, error) {
	out := cart.Input{Country: view(ctx).Country}
	if in == nil {
		in = &model.CartInput{}
	}
	out.Lines = lineInputs(cart.Ref{}, in.Lines.Value())
	out.Attributes = attributeInputs(in.Attributes.Value())
	out.Codes, out.GiftCodes = in.DiscountCodes.Value(), in.GiftCardCodes.Value()
	out.Note = or(in.Note.Value(), "")
	for _, m := range in.Metafields.Value() {
		out.Metafields = append(out.Metafields, cart.FieldInput{Key: m.Key, Type: m.Type, Value: m.Value})
	}
	if b := in.BuyerIdentity.Value(); b != nil {
		buyer, err := r.buyerInput(ctx, cart.Ref{}, *b)
		if err != nil {
			return out, err
		}
		out.Buyer = &buyer
	}
	if bearer := tokenOf(ctx, ""); bearer != "" && (out.Buyer == nil || out.Buyer.Customer == nil) {
		known, err := r.customerOf(ctx, bearer)
		if err != nil {
			return out, err
		}
		if out.Buyer == nil {
			out.Buyer = &cart.BuyerInput{}
		}
		if known.Known { // a header that is void by now is no reason to refuse a cart
			out.Buyer.Customer = known
		}
	}
	if d := in.Delivery.Value(); d != nil {
		addresses, err := r.addressInputs(ctx, signedIn(out.Buyer), d.Addresses.Value())
		if err != nil {
			return out, err
		}
		out.Addresses = addresses
	}
	return out, nil
}

// text is what an input sets a text to: nil where it says nothing, empty where it says null.
func text[T ~string](o graphql.Omittable[*T]) *string {
	v, ok := o.ValueOK()
	if !ok {
		return nil
	}
	s := ""
	if v != nil {
		s = string(*v)
	}
	return &s
}

// preferences reads what the buyer would like; null takes it away.
func preferences(o graphql.Omittable[*model.CartPreferencesInput]) *cart.Preferences {
	in, ok := o.ValueOK()
	if !ok {
		return nil
	}
	out := &cart.Preferences{}
	if in == nil {
		return out
	}
	if wallets, ok := in.Wallet.ValueOK(); ok && wallets != nil {
		out.Wallets, out.HasWallets = wallets, true
	}
	d := in.Delivery.Value()
	if d == nil {
		return out
	}
	out.HasDelivery, out.PickupHandles = true, d.PickupHandle.Value()
	for _, m := range d.DeliveryMethod.Value() {
		out.Methods = append(out.Methods, string(m))
	}
	if c := d.Coordinates.Value(); c != nil {
		out.Coordinates = &cart.Coordinates{Country: string(c.CountryCode), Latitude: c.Latitude, Longitude: c.Longitude}
	}
	return out
}

// book tells whose addresses may be copied into a cart; it is asked only where some shall be.
type book func(context.Context) (int64, error)

// buyerOf is the book of the cart's customer.
func (r *Resolver) buyerOf(ref cart.Ref) book {
	return func(ctx context.Context) (int64, error) { return r.carts.CustomerOf(ctx, ref) }
}

// signedIn is the book of who is just signing in.
func signedIn(b *cart.BuyerInput) book {
	return func(context.Context) (int64, error) {
		if b == nil || b.Customer == nil {
			return 0, nil
		}
		return b.Customer.ID, nil
	}
}

// addressInputs reads delivery addresses; those out of a book are looked up in the customer's.
func (r *Resolver) addressInputs(ctx context.Context, of book, inputs []model.CartSelectableAddressInput) ([]cart.AddressInput, error) {
	out := make([]cart.AddressInput, len(inputs))
	for i, in := range inputs {
		a, err := r.addressInput(ctx, of, &in.Address)
		if err != nil {
			return nil, err
		}
		a.Selected, a.OneTimeUse, a.Strict = in.Selected.Value(), in.OneTimeUse.Value(), strict(in.ValidationStrategy.Value())
		out[i] = a
	}
	return out, nil
}

func (r *Resolver) addressUpdates(ctx context.Context, ref cart.Ref, inputs []model.CartSelectableAddressUpdateInput) ([]cart.AddressInput, error) {
	out := make([]cart.AddressInput, len(inputs))
	for i, in := range inputs {
		a, err := r.addressInput(ctx, r.buyerOf(ref), in.Address.Value())
		if err != nil {
			return nil, err
		}
		a.Number = numberIn(ref, "CartSelectableAddress", in.ID)
		a.Selected, a.OneTimeUse, a.Strict = in.Selected.Value(), in.OneTimeUse.Value(), strict(in.ValidationStrategy.Value())
		out[i] = a
	}
	return out, nil
}

func strict(s *model.DeliveryAddressValidationStrategy) bool {
	return s != nil && *s == model.DeliveryAddressValidationStrategyStrict
}

func (r *Resolver) addressInput(ctx context.Context, of book, in *model.CartAddressInput) (cart.AddressInput, error) {
	var out cart.AddressInput
	if in == nil {
		return out, nil
	}
	if a := in.DeliveryAddress.Value(); a != nil {
		out.Address = &place.Address{FirstName: said(a.FirstName), LastName: said(a.LastName), Company: said(a.Company),
			Address1: said(a.Address1), Address2: said(a.Address2), City: said(a.City), ProvinceCode: said(a.ProvinceCode),
			CountryCode: said(a.CountryCode), Zip: said(a.Zip), Phone: said(a.Phone)}
	}
	if id := in.CopyFromCustomerAddressID.Value(); id != nil {
		copied, err := r.copied(ctx, of, *id)
		if err != nil {
			return out, err
		}
		out.Copied = copied
	}
	return out, nil
}

// said is the text an input gives; empty where it says nothing.
func said[T ~string](o graphql.Omittable[*T]) string {
	if v := o.Value(); v != nil {
		return string(*v)
	}
	return ""
}

// mailingInput reads an address of mail. Countries and provinces may be named or coded.
func mailingInput(in *model.MailingAddressInput) *place.Address {
	if in == nil {
		return nil
	}
	country := place.CountryCode(said(in.Country))
	return &place.Address{FirstName: said(in.FirstName), LastName: said(in.LastName), Company: said(in.Company), Address1: said(in.Address1),
		Address2: said(in.Address2), City: said(in.City), ProvinceCode: said(in.Province), CountryCode: country, Zip: said(in.Zip), Phone: said(in.Phone)}
}

// optionInputs reads the choice of delivery options.
func optionInputs(ref cart.Ref, inputs []model.CartSelectedDeliveryOptionInput) []cart.OptionInput {
	out := make([]cart.OptionInput, len(inputs))
	for i, in := range inputs {
		out[i] = cart.OptionInput{Group: numberIn(ref, "CartDeliveryGroup", in.DeliveryGroupID), Handle: in.DeliveryOptionHandle}
	}
	return out
}

// setFields sets metafields of a cart.
func (r *Resolver) setFields(ctx context.Context, inputs []model.CartMetafieldsSetInput) (*model.CartMetafieldsSetPayload, error) {
	fields := make([]cart.FieldInput, len(inputs))
	for i, in := range inputs {
		fields[i] = cart.FieldInput{Ref: cartRef(in.OwnerID), Cart: strings.HasPrefix(in.OwnerID, cartPrefix), Key: in.Key, Type: in.Type, Value: in.Value}
	}
	out, err := r.carts.SetFields(ctx, once(ctx), fields)
	if err != nil {
		return nil, err
	}
	p := &model.CartMetafieldsSetPayload{UserErrors: []model.MetafieldsSetUserError{}}
	for _, e := range out.Errors {
		code, index := model.MetafieldsSetUserErrorCode(e.Code), e.Index
		p.UserErrors = append(p.UserErrors, model.MetafieldsSetUserError{Code: &code, ElementIndex: &index, Field: e.Field, Message: e.Text})
	}
	if len(p.UserErrors) > 0 {
		return p, nil
	}
	p.Metafields = []model.Metafield{}
	for _, f := range out.Fields {
		p.Metafields = append(p.Metafields, model.Metafield{Row: f, View: view(ctx), Parent: model.NewCart(out.Cart, nil, view(ctx))})
	}
	return p, nil
}

func (r *Resolver) removeField(ctx context.Context, in model.CartMetafieldDeleteInput) (*model.CartMetafieldDeletePayload, error) {
	out, err := r.carts.RemoveField(ctx, once(ctx), cart.FieldInput{Ref: cartRef(in.OwnerID), Cart: strings.HasPrefix(in.OwnerID, cartPrefix), Key: in.Key})
	if err != nil {
		return nil, err
	}
	p := &model.CartMetafieldDeletePayload{UserErrors: []model.MetafieldDeleteUserError{}}
	for _, e := range out.Errors {
		code := model.MetafieldDeleteErrorCode(e.Code)
		p.UserErrors = append(p.UserErrors, model.MetafieldDeleteUserError{Code: &code, Field: e.Field, Message: e.Text})
	}
	for _, f := range out.Fields {
		id := model.GID("Metafield", f.ID)
		p.DeletedID = &id
	}
	return p, nil
}

func ofCart(c *model.Cart) owner[int64] {
	return owner[int64]{catalog.OwnerCart, int64(c.Row.ID), c, c.Kin, c.View}
}

// giftIDs reads the ids of applied gift cards.
func giftIDs(gids []string) []int64 {
	out := make([]int64, len(gids))
	for i, gid := range gids {
		out[i] = numberOf("AppliedGiftCard", gid)
	}
	return out
}
