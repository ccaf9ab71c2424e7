// Package cart keeps carts: what a shopper means to buy, and what it comes to.
//
// A cart is one row with everything in it. It is read whole by one statement, written whole by another, and its row is its
// lock: every change locks the row, works in memory, prices the result and writes it back, in one transaction. Two changes
// of one cart stand in line; changes of two carts never meet.
//
// Whoever knows a cart's token may read it, and whoever also knows its secret may change it and see the buyer. There are
// no sessions. A cart that nobody used for a while is swept away.
//
// What a cart costs is worked out when it is written, by package price, and read back as it was. A cart knows the prices
// and the version of the terms it was priced with; when one of them has moved on, the next one to touch or read the cart
// prices it anew, and a notice waits for the next payload.
//
// A change has three kinds of news. Faults of the request are UserErrors: they name the field, and nothing was changed.
// Warnings tell what became different from what was asked for, or from before: a quantity cut to the stock, a code that
// does not apply, a price that moved. Everything else is an error of the system.
//
// Stock is looked at and not taken: two carts may hold the last one. Taking it is for orders.
package cart
