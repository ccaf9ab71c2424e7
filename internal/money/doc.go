// Package money counts in whole minor units and never in fractions.
//
// An Amount is an integer number of the smallest unit that its currency has: the cent of a euro, the fils of a Kuwaiti
// dinar, the yen itself. Sums, products and shares stay integers from the price list to the receipt, so nothing is ever
// lost to rounding that nobody asked for. Where a division cannot come out even there are two ways, both deliberate:
// Split hands out every last unit of a total, and Percent rounds in a named direction.
//
// An amount has three written forms. String is the decimal text that clients compute with ("29.99"), Format is what
// people of a locale read ("29,99 €"), and MoneyFormat is the pattern by which a storefront may write prices itself.
// Parse reads the first form back.
package money
