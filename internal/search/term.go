package search

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"cartwright/internal/query"
)

// valued are the fields that are compared whole, with the groups of their values.
var valued = map[string]groupKind{"vendor": byVendor, "product_type": byType, "tag": byTag, "tag_not": byTag}

// coded are the fields that are codes.
var coded = map[string]codeKind{"handle": byHandle, "sku": bySKU, "barcode": byBarcode}

// field are the things whose field is what a term says. A comparison that cannot be made finds nothing.
func (l *lookup) field(t query.Term) *roaring.Bitmap {
	if kind, ok := valued[t.Field]; ok {
		found := l.x.valued(kind, t)
		found.And(l.base)
		if t.Field == "tag_not" {
			return roaring.AndNot(l.base, found)
		}
		return found
	}
	if kind, ok := coded[t.Field]; ok {
		return roaring.And(l.x.coded(kind, t), l.base)
	}
	switch t.Field {
	case "title":
		return l.title(t)
	case "available_for_sale":
		want, err := strconv.ParseBool(strings.ToLower(t.Text))
		if err != nil && t.Op != query.Exists {
			return roaring.New()
		}
		return l.where(func(n number) bool { return t.Op == query.Exists || l.x.sold.Contains(n) == want })
	case "variants.price", "price":
		minor, ok := l.price(t.Text)
		if !ok && t.Op != query.Exists {
			return roaring.New()
		}
		return l.where(func(n number) bool {
			return slices.ContainsFunc(l.x.things[n].prices, func(p int64) bool { return compares(p, t.Op, minor) })
		})
	case "id":
		id, err := strconv.ParseInt(t.Text[strings.LastIndexByte(t.Text, '/')+1:], 10, 64)
		if err != nil && t.Op != query.Exists {
			return roaring.New()
		}
		return l.where(func(n number) bool { return compares(l.x.things[n].ID, t.Op, id) })
	case "created_at":
		return l.moment(t, l.x.orders.created)
	case "updated_at":
		return l.moment(t, l.x.orders.updated)
	case "published_at":
		return l.moment(t, l.x.orders.shown)
	case "status":
		return l.status(t)
	case "published_status":
		return l.published(t)
	case "inventory_total":
		return l.stock(t)
	case "collection_id":
		if t.Op != query.Match {
			return roaring.New()
		}
		return roaring.And(l.base, l.x.having(group{kind: byCollection}, t.Text[strings.LastIndexByte(t.Text, '/')+1:]))
	case "author":
		return l.text(t, func(e *entry) string { return string(e.authorKey) })
	case "blog_title":
		return l.text(t, func(e *entry) string { return string(e.blogKey) })
	}
	return roaring.New()
}

// valued are the things with a value of a group, or with one that begins so.
func (x *index) valued(kind groupKind, t query.Term) *roaring.Bitmap {
	g := group{kind: kind}
	value := folded(kind, t.Text)
	switch {
	case t.Op != query.Match && t.Op != query.Exists:
		return roaring.New()
	case t.Op == query.Exists || t.Prefix:
		var list []*roaring.Bitmap
		for v, s := range x.groups[g] {
			if strings.HasPrefix(v, value) {
				list = append(list, s.things)
			}
		}
		return roaring.FastOr(list...)
	}
	return x.having(g, value).Clone()
}

// coded are the things with a code, or with one that begins so.
func (x *index) coded(kind codeKind, t query.Term) *roaring.Bitmap {
	out, want := roaring.New(), newCode(kind, t.Text).text
	switch {
	case t.Op != query.Match && t.Op != query.Exists:
	case t.Op == query.Exists || t.Prefix:
		add := adder(out)
		for text, things := range x.codes[kind] {
			if strings.HasPrefix(text, want) {
				for _, n := range things {
					add(n)
				}
			}
		}
		add(end)
	default:
		out.AddMany(x.codes[kind][want])
	}
	return out
}

// title are the things with words in their title.
func (l *lookup) title(t query.Term) *roaring.Bitmap {
	words := l.x.lang.words(t.Text)
	switch {
	case t.Op == query.Exists:
		return l.base.Clone()
	case t.Op != query.Match || len(words) == 0:
		return roaring.New()
	case t.Phrase && len(words) > 1:
		found := l.x.phrase(words, 1<<inTitle)
		found.And(l.base)
		return found
	}
	out := l.base.Clone()
	for i, w := range words {
		out.And(l.wish(w, t.Prefix && i == len(words)-1, 1<<inTitle).fits)
	}
	return out
}

// text compares a text that has no set of its own.
func (l *lookup) text(t query.Term, of func(*entry) string) *roaring.Bitmap {
	want := folded(byVendor, t.Text)
	return l.where(func(n number) bool {
		got := of(&l.x.things[n])
		switch {
		case t.Op == query.Exists:
			return got != ""
		case t.Prefix:
			return strings.HasPrefix(got, want)
		}
		return t.Op == query.Match && got == want
	})
}

// moment compares a time. A day alone is the whole day.
func (l *lookup) moment(t query.Term, column []int64) *roaring.Bitmap {
	first, end, ok := query.Span(t.Text)
	if !ok && t.Op != query.Exists {
		return roaring.New()
	}
	from, to := first.UnixMilli(), end.UnixMilli()
	return l.where(func(n number) bool {
		at := column[n]
		if at == never { // it has no such time
			return false
		}
		switch t.Op {
		case query.Less:
			return at < from
		case query.AtMost:
			return at < to
		case query.More:
			return at >= to
		case query.AtLeast:
			return at >= from
		case query.Exists:
			return true
		}
		return at >= from && at < to
	})
}

// never is the time of what has none, as the columns have it.
var never = time.Time{}.UnixMilli()

// status are the products with one of the statuses of a list: active,draft.
func (l *lookup) status(t query.Term) *roaring.Bitmap {
	out := roaring.New()
	if t.Op == query.Match || t.Op == query.Exists {
		wanted := strings.Split(strings.ToLower(t.Text), ",")
		for status, b := range l.x.statuses {
			if t.Op == query.Exists || slices.Contains(wanted, status) {
				out.Or(b)
			}
		}
	}
	return roaring.And(out, l.base)
}

// published are the things that are published by now, or those that are not.
func (l *lookup) published(t query.Term) *roaring.Bitmap {
	want := strings.ToLower(t.Text)
	if t.Op != query.Exists && (t.Op != query.Match || want != "published" && want != "unpublished") {
		return roaring.New()
	}
	return l.where(func(n number) bool {
		shown := l.x.orders.shown[n]
		return t.Op == query.Exists || (shown != never && shown <= l.now.UnixMilli()) == (want == "published")
	})
}

// stock compares how many pieces there are.
func (l *lookup) stock(t query.Term) *roaring.Bitmap {
	pieces, err := strconv.ParseInt(t.Text, 10, 64)
	if err != nil && t.Op != query.Exists {
		return roaring.New()
	}
	return l.where(func(n number) bool { return compares(l.x.orders.stock[n], t.Op, pieces) })
}

// where are the things of the base that hold a condition.
func (l *lookup) where(holds func(number) bool) *roaring.Bitmap {
	out := roaring.New()
	add := adder(out)
	each(l.base, func(n number) {
		if holds(n) {
			add(n)
		}
	})
	add(end)
	return out
}

func compares(value int64, op query.Op, with int64) bool {
	switch op {
	case query.Less:
		return value < with
	case query.AtMost:
		return value <= with
	case query.More:
		return value > with
	case query.AtLeast:
		return value >= with
	case query.Exists:
		return true
	}
	return value == with
}
