package cart

// What a cart may hold. The dialect's own limits where it has some.
const (
	maxInput      = 250       // lines, ids, addresses in one mutation
	maxLines      = 500       // in a cart
	maxQuantity   = 1_000_000 // of a line
	maxMoney      = 1e15      // minor units a cart may come to before discounts
	maxNote       = 5000      // characters
	maxAttributes = 250       // of a cart, or of a line
	maxKey        = 255       // characters of an attribute's key
	maxValue      = 5000      // characters of an attribute's value
	maxBytes      = 1 << 20   // of everything that a client wrote into a cart
	maxCodes      = 25
	maxGifts      = 20
	maxAddresses  = 20
	maxMetafields = 25 // in one mutation
)
