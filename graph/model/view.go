package model

import (
	"net/url"
	"strings"
	"time"

	"cartwright/internal/money"
)

// View is what an answer is made for: the addresses as this client knows them, the currency, the moment.
type View struct {
	Origin     string // "https://shop.example": where the client reached the server; pictures are below it
	Storefront string // where people visit the shop; empty when it has no pages of its own
	Currency   money.Currency
	Country    string
	Language   string
	Now        time.Time
}

// Money is an amount in the shop's currency.
func (v *View) Money(minor int64) MoneyV2 {
	return MoneyV2{value: money.Amount{Minor: minor, Currency: v.Currency}}
}

// MoneyOf is an amount that may be absent.
func (v *View) MoneyOf(minor *int64) *MoneyV2 {
	if minor == nil {
		return nil
	}
	m := v.Money(*minor)
	return &m
}

// StoreURL is the address of a path in the shop's own pages; nil when it has none.
func (v *View) StoreURL(elem ...string) *string {
	if v.Storefront == "" {
		return nil
	}
	u := v.ShopURL(elem...)
	return &u
}

// ShopURL is the address of a path in the shop, on the host that the client used when the shop has no pages elsewhere.
func (v *View) ShopURL(elem ...string) string {
	base := v.Storefront
	if base == "" {
		base = v.Origin
	}
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(base, "/"))
	for _, e := range elem {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(e))
	}
	return b.String()
}

// MoneyV2 is the dialect's money: a decimal text and the code of its currency.
type MoneyV2 struct{ value money.Amount }

// Amount is the decimal text, with at least one decimal.
func (m MoneyV2) Amount() string { return m.value.String() }

// CurrencyCode is the ISO 4217 code.
func (m MoneyV2) CurrencyCode() CurrencyCode { return CurrencyCode(m.value.Currency) }

// text is nil for an empty text: the dialect's null.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
