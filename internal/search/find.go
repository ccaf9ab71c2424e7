package search

import (
	"context"
	"fmt"
	"maps"
	"math"
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

// KeeperFields are the names that those who keep the shop can ask by besides.
var KeeperFields = [kinds]query.Fields{
	Product:    {"status": true, "published_status": true, "inventory_total": true, "collection_id": true},
	Collection: {"published_status": true},
	Page:       {"published_status": true},
	Article:    {"published_status": true},
}

// Parse reads a query for things of some kinds; a field of one of them is a field. Faults are those of query.Parse.
func Parse(path, text string, of ...Kind) (query.Node, error) {
	return query.Parse(path, text, fieldsOf(of, &Fields))
}

// ParseKeepers is Parse for those who keep the shop.
func ParseKeepers(path, text string, of ...Kind) (query.Node, error) {
	return query.Parse(path, text, fieldsOf(of, &Fields, &KeeperFields))
}

func fieldsOf(of []Kind, sets ...*[kinds]query.Fields) query.Fields {
	all := query.Fields{}
	for _, k := range of {
		for _, set := range sets {
			maps.Copy(all, set[k])
		}
	}
	return all
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
	Hidden      bool   // what shoppers do not see is found, too
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
	sides := x.sides(w.Hidden)
	looks, founds := w.look(sides, now, price)
	most := maxValues
	if w.Hidden { // until the sides are joined
		most = math.MaxInt
	}
	out := Found{}
	var hits []hit
	var cut *sorter
	for i, side := range sides {
		found := founds[i]
		if w.Unavailable == Hide {
			found = side.available(found, true)
		}
		// Filters and facets are of products; other things are found beside them.
		products := roaring.And(found, side.all[Product])
		picked := side.choose(w.Filters, products)
		switch {
		case w.Facets && i == 0:
			out.Facets = side.facets(products, picked, most)
		case w.Facets:
			out.Facets = side.joined(out.Facets, side.facets(products, picked, most))
		}
		found = roaring.Or(roaring.AndNot(found, products), picked.narrow(products))
		out.Total += int(found.GetCardinality())
		cut = &sorter{x: side, by: by, desc: by.desc != w.Reverse, last: w.Unavailable == Last, priced: w.Sort == "PRICE", plain: plain, listing: listing}
		switch {
		case w.Sort == "RELEVANCE" && len(looks[i].wishes) == 0: // to nothing
			cut.by = orders["BEST_SELLING"]
		case w.Sort == "RELEVANCE":
			cut.scores = side.takeScores()
			defer side.giveScores(cut.scores, found)
			side.rank(found, looks[i].wishes, cut.scores)
		case w.Sort == "MANUAL" || w.Sort == "COLLECTION_DEFAULT":
			cut.shelf = w.Collection
		}
		hits = append(hits, cut.hits(found, want)...)
	}
	out.Page = cut.page(hits, want)
	return out, nil
}

// look reads the query against each side. A side takes the words that any of them says as they are, and things that have
// some of the words alone are found where no side has one with all.
func (w Wanted) look(sides []*index, now time.Time, price func(string) (int64, bool)) ([]*lookup, []*roaring.Bitmap) {
	looks, founds := make([]*lookup, len(sides)), make([]*roaring.Bitmap, len(sides))
	nothing := true
	for i, side := range sides {
		base := side.of(w.Kinds)
		if w.Collection != 0 {
			base.And(side.shelf(w.Collection))
		}
		looks[i], founds[i] = &lookup{x: side, base: base, price: price, prefix: w.Prefix, in: everywhere, now: now}, base
		if len(sides) > 1 {
			looks[i].beside = sides[1-i]
		}
		if w.Query != nil {
			founds[i] = looks[i].all(w.Query)
		}
		nothing = nothing && founds[i].IsEmpty()
	}
	for i := range looks {
		if nothing && w.Query != nil {
			founds[i] = looks[i].half(w.Query, founds[i])
		}
	}
	return looks, founds
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
	name := w.Listing
	if w.Hidden {
		name += "/all"
	}
	return fmt.Sprintf("%s/%v/%s/%t/%+v/%d/%s/%t/%s", name, w.Kinds, text, w.Prefix, w.Filters.Key(), w.Collection, w.Sort, w.Reverse, w.Unavailable)
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
