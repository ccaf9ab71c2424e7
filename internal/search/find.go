package search

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"cartwright/internal/fault"
	"cartwright/internal/money"
	"cartwright/internal/page"
	"cartwright/internal/query"
)

// Fields are the names that each kind can be asked by in a query.
var Fields = [kinds]query.Fields{
	Product: {"title": true, "vendor": true, "product_type": true, "tag": true, "tag_not": true, "handle": true, "id": true, "sku": true, "barcode": true,
		"variants.price": true, "price": true, "available_for_sale": true, "created_at": true, "updated_at": true, "published_at": true},
	Collection: {"title": true, "handle": true, "id": true, "updated_at": true, "created_at": true, "published_at": true},
	Page:       {"title": true, "handle": true, "id": true, "updated_at": true, "created_at": true, "published_at": true},
	Article: {"title": true, "handle": true, "id": true, "tag": true, "tag_not": true, "author": true, "blog_title": true, "updated_at": true,
		"created_at": true, "published_at": true},
}

// Parse reads a query for things of some kinds; a field of one of them is a field. Faults are those of query.Parse.
func Parse(path, text string, of ...Kind) (query.Node, error) {
	all := query.Fields{}
	for _, k := range of {
		for name := range Fields[k] {
			all[name] = true
		}
	}
	return query.Parse(path, text, all)
}

// Unavailable says what becomes of products that cannot be sold.
type Unavailable string

// What becomes of products that cannot be sold, in the dialect's words.
const (
	Show Unavailable = "SHOW"
	Last Unavailable = "LAST"
	Hide Unavailable = "HIDE"
)

// Wanted says what is looked for.
type Wanted struct {
	Kinds       []Kind
	Query       query.Node // nil: everything
	Prefix      bool       // the last word may be a beginning
	Filters     Filters
	Collection  int64 // products of it; 0: of the shop
	Sort        Sort
	Reverse     bool
	Unavailable Unavailable
	Args        page.Args
	Listing     string // names the results for their cursors, beside what is said here
	Table       string // names the listing of a table that this is as long as nothing is narrowed: cursors of either are good for both
	Facets      bool   // they are wanted
}

// Found is a page of what was found.
type Found struct {
	Page   page.Conn[Key]
	Total  int // of all pages
	Facets []Facet
}

// Find looks for things. Faults: Invalid at sortKey and at the paging arguments; Unavailable while the index is built.
func (s *Service) Find(ctx context.Context, w Wanted) (Found, error) {
	settings, err := s.shop.Settings(ctx)
	if err != nil {
		return Found{}, err
	}
	x, err := s.ready(ctx)
	if err != nil {
		return Found{}, err
	}
	return x.find(w, s.db.Now(), prices(settings.Currency))
}

// find is Find on an index, at a moment.
func (x *index) find(w Wanted, now time.Time, price func(string) (int64, bool)) (Found, error) {
	by, known := orders[w.Sort]
	if !known {
		return Found{}, fault.Invalidf("sortKey", "%q is no order of results", w.Sort)
	}
	plain := w.plain()
	listing := w.listing()
	if plain {
		listing = w.Table
	}
	want, err := page.Check(listing, w.Args)
	if err != nil {
		return Found{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	base := x.visible(w.Kinds, now)
	if w.Collection != 0 {
		base.And(x.shelf(w.Collection))
	}
	look := &lookup{x: x, base: base, price: price, prefix: w.Prefix, in: everywhere}
	found := base
	if w.Query != nil {
		found = look.find(w.Query)
	}
	if w.Unavailable == Hide {
		found = x.available(found, true)
	}
	// Filters and facets are of products; other things are found beside them.
	products := roaring.And(found, x.all[Product])
	picked := x.choose(w.Filters, products)
	out := Found{}
	if w.Facets {
		out.Facets = x.facets(products, picked)
	}
	found = roaring.Or(roaring.AndNot(found, products), picked.narrow(products))
	out.Total = int(found.GetCardinality())
	cut := &sorter{x: x, by: by, desc: by.desc != w.Reverse, last: w.Unavailable == Last, priced: w.Sort == "PRICE", plain: plain, listing: listing}
	switch {
	case w.Sort == "RELEVANCE" && len(look.wishes) == 0: // to nothing
		cut.by = orders["BEST_SELLING"]
	case w.Sort == "RELEVANCE":
		cut.scores = x.takeScores()
		defer x.giveScores(cut.scores, found)
		x.rank(found, look.wishes, cut.scores)
	case w.Sort == "MANUAL" || w.Sort == "COLLECTION_DEFAULT":
		cut.shelf = w.Collection
	}
	out.Page = cut.page(found, want)
	return out, nil
}

// plain reports whether nothing is narrowed, so that the results are a table's.
func (w Wanted) plain() bool {
	all, ok := w.Query.(query.And)
	return w.Table != "" && (w.Query == nil || ok && len(all) == 0) && w.Filters.Key() == Filters{}.Key() && len(w.Kinds) == 1 && w.Unavailable == Show
}

// listing names what a cursor is good for: the same query in the same order.
func (w Wanted) listing() string {
	text := ""
	if w.Query != nil {
		text = w.Query.String()
	}
	return fmt.Sprintf("%s/%v/%s/%t/%+v/%d/%s/%t/%s", w.Listing, w.Kinds, text, w.Prefix, w.Filters.Key(), w.Collection, w.Sort, w.Reverse, w.Unavailable)
}

// Key tells filters apart.
func (f Filters) Key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v%q%q%q%q%q%+v", f.Available, f.Vendors, f.Types, f.Tags, f.Options, f.Categories, f.Metafields)
	for _, r := range f.Prices {
		for _, end := range []*int64{r.Min, r.Max} {
			if end == nil {
				b.WriteString("/-")
			} else {
				fmt.Fprintf(&b, "/%d", *end)
			}
		}
	}
	return b.String()
}

// prices reads amounts of a currency.
func prices(c money.Currency) func(string) (int64, bool) {
	return func(text string) (int64, bool) {
		a, err := money.Parse(text, c)
		return a.Minor, err == nil
	}
}
