// Package place knows addresses: what a country calls its provinces, what its postal codes look like, in which order an
// envelope is written. The data is that of github.com/bojanz/address, which follows Google's address data and CLDR; phone
// numbers are those of libphonenumber.
package place
