package graph_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"cartwright/graph"
	"cartwright/graph/model"
	"cartwright/internal/account"
	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/place"
	"cartwright/internal/price"
	"cartwright/internal/secret"
	"cartwright/internal/shop"
	"cartwright/internal/terms"
)

const shopURL = "https://shop.example"

// stall is a house with as little in it as makes every cart mutation possible: its tables are read whole in no time.
type stall struct {
	*house
	variant string
}

func newStall(t *testing.T, db *database.DB) stall {
	t.Helper()
	h := newHouse(t, db)
	if err := h.shop.Update(t.Context(), func(s *shop.Settings) {
		s.Name, s.Currency, s.Country, s.Countries = "Test", "EUR", "IE", []string{"IE"}
	}); err != nil {
		t.Fatal(err)
	}
	v := h.putProduct(t, "tumbler", catalog.Active, catalog.VariantSpec{Price: 1000, Taxable: true, RequiresShipping: true, Image: -1})
	zone := terms.Zone{Name: "Ireland", Places: []price.Place{{Country: "IE"}}, Rates: []terms.Rate{{Handle: "post", Code: "POST", Title: "By post", Price: 450}}}
	if _, err := h.terms.PutZone(t.Context(), act.Nobody{}, zone, nil); err != nil {
		t.Fatal(err)
	}
	ten := price.Discount{Code: "TEN", Title: "Ten percent", Class: price.OnOrder, Kind: price.Percentage, BasisPoints: 1000, Enabled: true, StartsAt: now.Add(-time.Hour)}
	if _, err := h.terms.PutDiscount(t.Context(), act.Nobody{}, ten); err != nil {
		t.Fatal(err)
	}
	return stall{h, model.GID("ProductVariant", v)}
}

// person is a customer with everything that a customer can have.
type person struct {
	name, email, phone, street string
	id, token, session         string
	addresses                  []string
	reset                      string // the address that was mailed to set the password anew
	giftCode                   string
	cart                       cartIDs
}

// cartIDs are the ids in a cart.
type cartIDs struct{ id, line, address, group, gift, metafield string }

const password = "correct horse"

// closed is the cart's id without its key.
func (c cartIDs) closed() string { return strings.Split(c.id, "?")[0] }

// token is what the cart is found by.
func (c cartIDs) token() string { return strings.TrimPrefix(c.closed(), "gid://shopify/Cart/") }

// key is what opens the cart.
func (c cartIDs) key() string { return c.id[strings.Index(c.id, "=")+1:] }

const furnishedCart = `mutation($token: String, $email: String, $phone: String, $note: String, $street: String, $gift: String!, $variant: ID!) {
  cartCreate(input: {
    lines: [{ merchandiseId: $variant, quantity: 2 }], note: $note, giftCardCodes: [$gift], discountCodes: ["TEN"]
    buyerIdentity: { customerAccessToken: $token, email: $email, phone: $phone, countryCode: IE }
    delivery: { addresses: [{ selected: true, address: { deliveryAddress: { firstName: $note, address1: $street, city: "Galway", countryCode: IE } } }] }
    metafields: [{ key: "custom.engraving", type: "single_line_text_field", value: "Wood" }]
  }) {
    cart {
      id lines(first: 1) { nodes { id } } delivery { addresses { id } } deliveryGroups(first: 1) { nodes { id } }
      appliedGiftCards { id } metafield(namespace: "custom", key: "engraving") { id }
    }
    userErrors { field message }
  }
}`

// furnished makes a cart with everything in it; a guest's where there is no token.
func (s stall) furnished(t *testing.T, p person) (c cartIDs) {
	t.Helper()
	variables := map[string]any{"email": p.email, "phone": p.phone, "note": p.name, "street": p.street, "gift": p.giftCode, "variant": s.variant}
	if p.token != "" {
		variables["token"] = p.token
	}
	reply := s.engine.Execute(t.Context(), graph.Request{Text: furnishedCart, Variables: variables})
	type thing struct{ ID string }
	type nodes struct{ Nodes []thing }
	var got struct {
		Data struct {
			CartCreate struct {
				Cart struct {
					ID                    string
					Lines, DeliveryGroups nodes
					Delivery              struct{ Addresses []thing }
					AppliedGiftCards      []thing
					Metafield             thing
				}
			}
		}
	}
	if err := json.Unmarshal(reply.Body, &got); err != nil || got.Data.CartCreate.Cart.ID == "" {
		t.Fatalf("no cart was made: %v %s", err, reply.Body)
	}
	cart := got.Data.CartCreate.Cart
	return cartIDs{cart.ID, cart.Lines.Nodes[0].ID, cart.Delivery.Addresses[0].ID, cart.DeliveryGroups.Nodes[0].ID, cart.AppliedGiftCards[0].ID, cart.Metafield.ID}
}

// person makes a customer, whose names and addresses hold the given name and nothing else does.
func (s stall) person(t *testing.T, name, phone string) person {
	t.Helper()
	p := person{name: name, email: strings.ToLower(name) + "@example.com", phone: phone, street: "1 " + name + " Quay", giftCode: strings.ToUpper(name) + "-GIFT-CARD"}
	s.putGift(t, p.giftCode)
	from := account.Client{Address: "192.0.2.1", Device: name + "'s phone"}
	word, last := password, name+"son"
	c, err := s.people.Register(t.Context(), account.Fields{Email: &p.email, FirstName: &p.name, LastName: &last, Phone: &p.phone, Password: &word}, shopURL)
	if err != nil {
		t.Fatal(err)
	}
	p.id = model.GID("Customer", c.ID)
	for _, street := range []string{p.street, "2 " + name + " Quay"} {
		a, err := s.people.AddAddress(t.Context(), c.ID, place.Address{FirstName: p.name, Address1: street, City: "Galway", CountryCode: "IE"})
		if err != nil {
			t.Fatal(err)
		}
		p.addresses = append(p.addresses, model.GID("MailingAddress", a.ID))
	}
	if err := s.people.Recover(t.Context(), p.email, shopURL, from); err != nil {
		t.Fatal(err)
	}
	p.reset = s.post.url(t, "recovery")
	signedIn, err := s.people.SignIn(t.Context(), p.email, password, from)
	if err != nil {
		t.Fatal(err)
	}
	p.token = string(signedIn.Token)
	sessions, err := s.people.Sessions(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	p.session = model.GID("CustomerSession", sessions[0].ID)
	p.cart = s.furnished(t, p)
	return p
}

// waiting makes an account that waits for its activation, and gives the address that was mailed.
func (s stall) waiting(t *testing.T) (id, url string) {
	t.Helper()
	private := account.New(s.db, account.Options{Hasher: secret.NewHasher(secret.Params{Memory: 64, Time: 1, Threads: 1}), Mailer: s.post, Private: true})
	email, word := "waiting@example.com", password
	if _, err := private.Register(t.Context(), account.Fields{Email: &email, Password: &word}, shopURL); err != nil {
		t.Fatal(err)
	}
	url = s.post.url(t, "activation")
	parts := strings.Split(url, "/")
	return "gid://shopify/Customer/" + parts[len(parts)-2], url
}

// last is what follows the last slash of an address.
func last(url string) string { return url[strings.LastIndexByte(url, '/')+1:] }

// inputs are what stands in the arguments of a person's calls, by field or by type.
func (s stall) inputs(t *testing.T, p person) map[string]any {
	t.Helper()
	waiting, activation := s.waiting(t)
	guest := p
	guest.token, guest.giftCode = "", "ANOTHER-GIFT-CARD"
	s.putGift(t, guest.giftCode)
	other := s.furnished(t, guest)
	return map[string]any{
		"customerAccessToken": p.token, "cartId": p.cart.id, "intoCartId": other.id, "ownerId": p.cart.id, "merchandiseId": s.variant,
		"lineIds": p.cart.line, "lineId": p.cart.line, "CartLineUpdateInput.id": p.cart.line, "appliedGiftCardIds": p.cart.gift,
		"addressIds": p.cart.address, "CartSelectableAddressUpdateInput.id": p.cart.address, "deliveryGroupId": p.cart.group, "deliveryOptionHandle": "post",
		"addressId": p.addresses[0], "customerAddressId": p.addresses[0], "copyFromCustomerAddressId": p.addresses[0],
		"customerAddressDelete.id": p.addresses[0], "customerAddressUpdate.id": p.addresses[0], "customerSessionEnd.id": p.session,
		"customerActivate.id": waiting, "activationToken": last(activation), "activationUrl": activation,
		"customerReset.id": p.id, "resetToken": last(p.reset), "resetUrl": p.reset, "multipassToken": vouched(t, "vouched@example.com", now),
		"email": "fresh@example.com", "CustomerAccessTokenCreateInput.email": p.email, "customerRecover.email": p.email, "password": password,
		"phone": "+353 1 555 0177", "country": "IE", "countryCode": "IE", "zip": "H91 XY12", "province": omitted{}, "provinceCode": omitted{},
		"discountCodes": "TEN", "giftCardCodes": s.fresh(t), "type": "single_line_text_field", "CartMetafieldsSetInput.key": "custom.colour",
		"CartInputMetafieldInput.key": "custom.colour", "CartMetafieldDeleteInput.key": "custom.engraving",
		"sellingPlanId": omitted{}, "companyLocationId": omitted{}, "parent": omitted{}, "handle": omitted{},
		"ID": p.id, // of whatever comes to be
	}
}

// fresh is the code of a gift card that nobody has used.
func (s stall) fresh(t *testing.T) string {
	t.Helper()
	const code = "FRESH-GIFT-CARD"
	s.putGift(t, code)
	return code
}
