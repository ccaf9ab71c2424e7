// Package price works out what a cart costs. It is arithmetic alone: values in, values out, whole minor units, no clock and
// no database. Quote is the one way in.
//
// The order of steps, each on what the one before has left:
//
//  1. A line's subtotal is its unit price times its quantity.
//  2. Discounts. Those in force and open to this cart are found, the ones that may stand together are chosen (choose.go),
//     and then they are taken off: from products first, from the order next, from the delivery last. What a discount takes
//     off several lines is split by largest remainder, so the shares add up to it.
//  3. Delivery. The destination's zone gives the options; the chosen one, or else the cheapest, is charged.
//  4. Tax, per line and rate, on what is left of the line after every discount, and on the delivery. Where prices include
//     tax, it is told but not added.
//  5. Gift cards pay what they can, in the order they were given.
//
// Always, in every currency: lines − discounts + delivery + added tax = total, and total − gift cards = due; nothing is
// negative, and the order of lines changes no figure. The property tests hold this over generated carts.
package price
