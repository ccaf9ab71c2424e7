package cart

import (
	"slices"
	"strconv"
	"strings"

	"cartwright/internal/fold"
	"cartwright/internal/place"
)

// BuyerInput is what shall be different about the buyer. Nil stays as it is; the zero value takes away.
type BuyerInput struct {
	Email       *string
	Phone       *string
	Country     *string
	Customer    *CustomerInput
	Preferences *Preferences
	Company     bool           // a company location was named
	Addresses   []AddressInput // the older way of giving delivery addresses; nil: none were given
}

// CustomerInput is who a token belongs to.
type CustomerInput struct {
	Known bool  // false: the token is nobody's
	ID    int64 // 0: the buyer is a guest again
}

// setBuyer changes the buyer's identity. A country that is told sets what taxes are reckoned by until there is an address.
func (d *draft) setBuyer(in BuyerInput) {
	at := []string{"buyerIdentity"}
	field := func(name string) []string { return append(at[:1:1], name) }
	c := d.cart
	if in.Country != nil {
		c.Country = *in.Country
	}
	if in.Email != nil {
		c.Email = ""
		if text := strings.TrimSpace(*in.Email); text != "" {
			email, _, ok := fold.Email(text)
			if !ok {
				d.refuse(Invalid, field("email"), "this is no e-mail address; use one such as name@example.com")
			}
			c.Email = email
		}
	}
	if in.Phone != nil {
		c.Phone = ""
		if text := strings.TrimSpace(*in.Phone); text != "" {
			phone, ok := place.Phone(text, c.Country)
			if !ok {
				d.refuse(Invalid, field("phone"), "this is no phone number; write it with its country, as in +353 1 234 5678")
			}
			c.Phone = phone
		}
	}
	if in.Customer != nil {
		if !in.Customer.Known {
			d.refuse(Invalid, field("customerAccessToken"), "this token is not valid, or not any more; sign in again")
		}
		c.CustomerID = nil
		if id := in.Customer.ID; id > 0 {
			c.CustomerID = &id
		}
	}
	if in.Company {
		d.refuse(InvalidCompanyLocation, field("companyLocationId"), "this shop sells to no companies")
	}
	if in.Preferences != nil {
		c.Preferences = in.Preferences
		if c.Preferences.empty() {
			c.Preferences = nil
		}
		d.checkPreferences(in.Preferences, field("preferences"))
	}
	if in.Addresses != nil {
		d.replaceAddresses(in.Addresses, []string{"buyerIdentity", "deliveryAddressPreferences"})
	}
}

func (p *Preferences) empty() bool { return p == nil || !p.HasDelivery && !p.HasWallets }

func (d *draft) checkPreferences(p *Preferences, at []string) {
	below := func(names ...string) []string { return slices.Concat(at, names) }
	for _, l := range []struct {
		texts []string
		at    []string
	}{{p.Wallets, below("wallet")}, {p.PickupHandles, below("delivery", "pickupHandle")}, {p.Methods, below("delivery", "deliveryMethod")}} {
		if len(l.texts) > maxInput {
			d.refuse(MaximumExceeded, l.at, "at most %d entries, got %d", maxInput, len(l.texts))
		}
		for i, text := range l.texts {
			if runes(text) > maxKey {
				d.refuse(Invalid, append(l.at, strconv.Itoa(i)), "at most %d characters", maxKey)
			}
		}
	}
	if c := p.Coordinates; c != nil && (c.Latitude < -90 || c.Latitude > 90 || c.Longitude < -180 || c.Longitude > 180) {
		d.refuse(Invalid, below("delivery", "coordinates"), "a latitude is between -90 and 90, a longitude between -180 and 180")
	}
}

// setNote leaves a note for the shop; an empty one takes it away.
func (d *draft) setNote(note string) {
	if n := runes(note); n > maxNote {
		d.refuse(NoteTooLong, []string{"note"}, "a note has at most %d characters, got %d", maxNote, n)
		return
	}
	d.cart.Note = nil
	if note != "" {
		d.cart.Note = &note
	}
}

// forget takes everything personal out of a cart.
func (c *Cart) forget() {
	c.Email, c.Phone, c.CustomerID, c.Preferences, c.Note, c.Billing = "", "", nil, nil, nil, nil
	c.Addresses, c.Attributes, c.Gifts, c.DeliveryOption = []Address{}, []Attribute{}, []Gift{}, ""
}
