// Package shop keeps the shop's own settings: its name and brand, the currency its prices are in, the countries and
// languages it serves, its markets, locations and policies.
//
// One row holds the settings. They change seldom and every answer needs them, so the service keeps the last reading for a
// second, and forgets it when it writes.
package shop
