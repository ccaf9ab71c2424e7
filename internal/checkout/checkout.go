// Package checkout serves the page that a cart's checkoutUrl leads to. It shows what the cart holds and what it comes to,
// to whoever has the address with its key. Orders are not taken yet, and the page says so.
package checkout

import (
	"bytes"
	"context"
	_ "embed"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"cartwright/internal/cart"
	"cartwright/internal/catalog"
	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/shop"
)

// Path is where the page is mounted; a cart's reference follows.
const Path = "/cart/c/"

// Rooms are what the page shows.
type Rooms struct {
	Carts   *cart.Service
	Catalog *catalog.Service
	Shop    *shop.Service
	Log     *slog.Logger
}

//go:embed page.html
var source string

var page = template.Must(template.New("page").Parse(source))

// content is what the template reads.
type content struct {
	Shop  shop.Settings
	Found bool
	Lines []line
	Rows  []row
	Total string
}

type line struct {
	Title, Variant, Total string
	Quantity              int64
	Available             bool
}

type row struct{ Name, Amount string }

// policy lets the page be nothing but itself, and tells nobody the address it was opened by.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves the page.
func Handler(r Rooms) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method != http.MethodGet && req.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "this page is only to be read", http.StatusMethodNotAllowed)
			return
		}
		status := http.StatusOK
		c, err := r.content(req.Context(), strings.TrimPrefix(req.URL.Path, Path), req.URL.Query().Get("key"))
		var b bytes.Buffer
		if err == nil {
			err = page.Execute(&b, c)
		}
		if err != nil {
			r.Log.ErrorContext(req.Context(), "the checkout page was not made", "error", err)
			http.Error(w, "internal error", http.StatusInternalServerError)
			return
		}
		if !c.Found {
			status = http.StatusNotFound
		}
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Length", strconv.Itoa(b.Len()))
		h.Set("Content-Security-Policy", policy)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex")
		w.WriteHeader(status)
		if req.Method != http.MethodHead {
			_, _ = w.Write(b.Bytes()) // a client that has gone away is no concern of ours
		}
	})
}

// content reads the cart; without its key there is nothing to see.
func (r Rooms) content(ctx context.Context, token, key string) (content, error) {
	settings, err := r.Shop.Settings(ctx)
	if err != nil {
		return content{}, err
	}
	out := content{Shop: settings}
	ref, ok := cart.ParseRef(token + "?key=" + key)
	if !ok || key == "" {
		return out, nil
	}
	c, goods, err := r.Carts.Find(ctx, ref)
	if fault.Is(err, fault.NotFound) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	var ids []catalog.ProductID
	for _, l := range c.Lines {
		ids = append(ids, catalog.ProductID(l.Product))
	}
	products, err := r.Catalog.KeptProducts(ctx, ids)
	if err != nil {
		return out, err
	}
	amount := func(minor int64) string {
		a := money.Amount{Minor: minor, Currency: c.Currency}
		return a.Format(settings.Language)
	}
	for i, l := range c.Lines {
		g := goods[catalog.VariantID(l.Variant)]
		shown := line{Title: products[catalog.ProductID(l.Product)].Title, Quantity: l.Quantity, Total: amount(c.Bill.Lines[i].Total), Available: g.Sold && g.Available}
		if g.Title != catalog.DefaultValue {
			shown.Variant = g.Title
		}
		out.Lines = append(out.Lines, shown)
	}
	out.Found, out.Total = true, amount(c.Bill.Due)
	out.Rows = rows(&c, amount)
	return out, nil
}

// rows are the steps from the lines to what is to be paid, those that say something.
func rows(c *cart.Cart, amount func(int64) string) []row {
	b := &c.Bill
	out := []row{{"Subtotal", amount(b.Subtotal)}}
	add := func(name string, minor int64) {
		if minor != 0 {
			out = append(out, row{name, amount(minor)})
		}
	}
	add("Discounts", -b.OrderSavings)
	add("Delivery", b.Delivery)
	add("Tax", b.TaxAdded)
	if b.TaxAdded == 0 {
		add("Tax, included above", b.Tax)
	}
	add("Gift cards", -b.GiftCardsUsed)
	return out
}
