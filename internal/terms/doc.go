// Package terms keeps what a shop sells on: discounts, gift cards, the ways of delivery with their rates, places to pick
// goods up, and taxes. Staff write them; carts are priced by them.
//
// The arithmetic is package price's, and so are the types that it works on; this room keeps them in tables, refuses what
// makes no sense, and hands them to carts. What holds for everybody (automatic discounts, zones, pickups, taxes) is read
// once and kept in memory: every write notes a change of the kind Changed, and whoever prices a cart asks, in the cart's
// transaction, for the number of the last one. Codes and gift cards are read when a cart names them, since what is left of
// them moves with every order.
//
// Whoever writes terms holds their one row first, so that changes are numbered in the order in which they come to be seen;
// an order that brings a discount to its limit, or back from it, writes terms too. To declare what is there already changes
// nothing and notes nothing.
//
// A gift card's code is money, so it is kept as a hash. Every movement of its balance is a row of a ledger, and the balance
// is only ever taken from by a conditional update: two orders cannot spend the same euro.
package terms
