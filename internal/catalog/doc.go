// Package catalog keeps what the shop sells: products with their options, variants, media and stock, and the
// collections that gather them.
package catalog
