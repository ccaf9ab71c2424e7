package cart

import (
	"strconv"
	"strings"

	"cartwright/internal/fold"
)

// setCodes makes these the cart's discount codes. Blank ones are passed over: clients send one to say "none". A code that
// does not exist stays on the list as not applicable, so that the buyer sees what became of it.
func (d *draft) setCodes(codes []string) {
	d.cart.Codes = []string{}
	seen := map[string]bool{}
	for i, code := range codes {
		code = strings.TrimSpace(code)
		key := string(fold.Key(code))
		if runes(code) > maxKey {
			d.refuse(Invalid, []string{"discountCodes", strconv.Itoa(i)}, "a discount code has at most %d characters", maxKey)
			continue
		}
		if key != "" && !seen[key] {
			seen[key] = true
			d.cart.Codes = append(d.cart.Codes, code)
		}
	}
	if n := len(d.cart.Codes); n > maxCodes {
		d.refuse(MaximumExceeded, []string{"discountCodes"}, "a cart has at most %d discount codes, got %d", maxCodes, n)
	}
}
