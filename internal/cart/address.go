package cart

import (
	"cmp"
	"slices"
	"strconv"

	"cartwright/internal/place"
)

// AddressInput is a delivery address to keep, or what shall be different about one. In a change nil stays as it is.
type AddressInput struct {
	Number     int64          // of the address to change; 0: the id was none of this cart
	Address    *place.Address // nil: none was written out
	Copied     *Copied        // a customer's own address instead; nil: none was named
	Selected   *bool
	OneTimeUse *bool
	Strict     bool // everything that mail to the country needs must be there
	Older      bool // written in the older form of buyer identities, whose fields have other names
}

// Copied is an address out of the customer's book. Found is false where the customer has none of that id.
type Copied struct {
	Found   bool
	ID      int64
	Address place.Address
}

// addAddresses keeps more addresses. Without a word on it, the first address of a cart is the selected one.
func (d *draft) addAddresses(inputs []AddressInput, list []string) {
	if len(inputs) > maxInput {
		d.refuse(MaximumExceeded, list, "at most %d addresses at once, got %d", maxInput, len(inputs))
		return
	}
	d.oneSelected(inputs, list)
	for i, in := range inputs {
		at := append(slices.Clone(list), strconv.Itoa(i))
		address, copied, ok := d.written(in, at)
		if !ok {
			continue
		}
		if d.hasAddress(address) {
			d.warn(DuplicateAddress, Target{}, "this delivery address is in the cart already")
			continue
		}
		a := Address{Number: d.cart.number(), Address: address, CustomerID: copied, OneTimeUse: in.OneTimeUse != nil && *in.OneTimeUse}
		d.cart.Addresses = append(d.cart.Addresses, a)
		if in.Selected == nil && d.cart.Selected() == nil || in.Selected != nil && *in.Selected {
			d.selectAddress(a.Number)
		}
	}
	if n := len(d.cart.Addresses); n > maxAddresses {
		d.refuse(TooManyAddresses, list, "a cart has at most %d delivery addresses, this would be %d", maxAddresses, n)
	}
}

// replaceAddresses keeps these addresses and no others.
func (d *draft) replaceAddresses(inputs []AddressInput, list []string) {
	d.cart.Addresses = []Address{}
	d.addAddresses(inputs, list)
}

// updateAddresses changes addresses that are there.
func (d *draft) updateAddresses(inputs []AddressInput) {
	list := []string{"addresses"}
	if !d.fits("addresses", len(inputs)) {
		return
	}
	d.oneSelected(inputs, list)
	for i, in := range inputs {
		at := append(slices.Clone(list), strconv.Itoa(i))
		where := slices.IndexFunc(d.cart.Addresses, func(a Address) bool { return a.Number == in.Number })
		if where < 0 {
			d.refuse(InvalidAddressID, append(at, "id"), "the cart has no such delivery address")
			continue
		}
		a := &d.cart.Addresses[where]
		if in.Address != nil || in.Copied != nil {
			if address, copied, ok := d.written(in, at); ok {
				a.Address, a.CustomerID = address, copied
			}
		}
		if in.OneTimeUse != nil {
			a.OneTimeUse = *in.OneTimeUse
		}
		if in.Selected == nil {
			continue
		}
		if a.Selected = *in.Selected; a.Selected {
			d.selectAddress(a.Number)
		}
	}
}

// removeAddresses takes addresses away.
func (d *draft) removeAddresses(numbers []int64) {
	if !d.fits("addressIds", len(numbers)) {
		return
	}
	gone := map[int64]bool{}
	for i, n := range numbers {
		gone[n] = true
		if !slices.ContainsFunc(d.cart.Addresses, func(a Address) bool { return a.Number == n }) {
			d.refuse(InvalidAddressID, []string{"addressIds", strconv.Itoa(i)}, "the cart has no such delivery address")
		}
	}
	d.cart.Addresses = slices.DeleteFunc(d.cart.Addresses, func(a Address) bool { return gone[a.Number] })
}

// written is the address that an input gives, checked.
func (d *draft) written(in AddressInput, at []string) (address place.Address, copied int64, ok bool) {
	id, fields := "copyFromCustomerAddressId", map[string]string(nil)
	if in.Older {
		id, fields = "customerAddressId", mailed
	} else {
		at = append(at, "address")
	}
	switch {
	case in.Address != nil && in.Copied != nil, in.Address == nil && in.Copied == nil:
		d.refuse(UnspecifiedAddress, at, "give deliveryAddress or %s, one of them", id)
		return address, 0, false
	case in.Copied != nil && !in.Copied.Found:
		d.refuse(InvalidAddressID, append(at, id), "the cart's customer has no such address")
		return address, 0, false
	case in.Copied != nil:
		return in.Copied.Address.Clean(), in.Copied.ID, true
	}
	before := len(d.errors)
	d.checkAddress(*in.Address, in.Strict, fields, append(at, "deliveryAddress"))
	return in.Address.Clean(), 0, len(d.errors) == before
}

// mailed are the fields that have another name in addresses of mail.
var mailed = map[string]string{"countryCode": "country", "provinceCode": "province"}

// checkAddress refuses what is wrong with an address, field by field. fields are the input's own names of some.
func (d *draft) checkAddress(a place.Address, strict bool, fields map[string]string, at []string) {
	for _, p := range a.Check(strict) {
		d.refuse(Code(p.Code), append(slices.Clone(at), cmp.Or(fields[p.Field], p.Field)), "%s", p.Text)
	}
}

func (d *draft) oneSelected(inputs []AddressInput, list []string) {
	n := 0
	for _, in := range inputs {
		if in.Selected != nil && *in.Selected {
			n++
		}
	}
	if n > 1 {
		d.refuse(OneSelected, list, "one delivery address can be selected, not %d", n)
	}
}

func (d *draft) hasAddress(a place.Address) bool {
	return slices.ContainsFunc(d.cart.Addresses, func(b Address) bool { return b.Address == a })
}

func (d *draft) selectAddress(number int64) {
	for i := range d.cart.Addresses {
		d.cart.Addresses[i].Selected = d.cart.Addresses[i].Number == number
	}
}

// setBilling keeps where the bill goes; nil takes it away.
func (d *draft) setBilling(a *place.Address) {
	d.cart.Billing = nil
	if a == nil {
		return
	}
	d.checkAddress(*a, false, mailed, []string{"billingAddress"})
	clean := a.Clean()
	d.cart.Billing = &clean
}
