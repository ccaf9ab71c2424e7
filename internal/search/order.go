package search

import (
	"bytes"
	"cmp"
	"container/heap"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"cartwright/internal/page"
)

// Sort says what results are sorted by, in the words of the dialect's sort keys.
type Sort string

// place is where a thing stands among the results: by a number or a text, then by its kind and id. Whether it can be sold
// may come before all else.
type place struct {
	last  bool // it cannot be sold, and that counts
	value int64
	text  []byte // decides between equal values, which are its beginning; nil: there is no text
	id    int64  // of kind and row, so that no two things have one
	n     number
}

// compare orders places: smaller values come first, or with desc greater ones; what comes last does so either way.
func (p place) compare(o place, desc bool) int {
	if p.last != o.last {
		if p.last {
			return 1
		}
		return -1
	}
	by := cmp.Compare(p.value, o.value)
	if by == 0 && p.text != nil {
		by = bytes.Compare(p.text, o.text)
	}
	if by == 0 {
		by = cmp.Compare(p.id, o.id)
	}
	if desc {
		return -by
	}
	return by
}

// order is one way to sort: the value of a thing, or its text and how that begins, and whether great ones come first.
type order struct {
	value func(x *index, n number) int64
	text  func(e *entry) []byte
	desc  bool
}

var orders = map[Sort]order{
	"ID":                 {value: func(*index, number) int64 { return 0 }}, // ids decide
	"TITLE":              {text: func(e *entry) []byte { return e.titleKey }, value: func(x *index, n number) int64 { return x.orders.title[n] }},
	"VENDOR":             {text: func(e *entry) []byte { return e.vendorKey }, value: func(x *index, n number) int64 { return x.orders.vendor[n] }},
	"PRODUCT_TYPE":       {text: func(e *entry) []byte { return e.typeKey }, value: func(x *index, n number) int64 { return x.orders.kind[n] }},
	"AUTHOR":             {text: func(e *entry) []byte { return e.authorKey }, value: func(x *index, n number) int64 { return start(x.things[n].authorKey) }},
	"BLOG_TITLE":         {text: func(e *entry) []byte { return e.blogKey }, value: func(x *index, n number) int64 { return start(x.things[n].blogKey) }},
	"PRICE":              {value: func(x *index, n number) int64 { return x.orders.lowest[n] }},
	"CREATED_AT":         {value: func(x *index, n number) int64 { return x.orders.created[n] }},
	"CREATED":            {value: func(x *index, n number) int64 { return x.orders.created[n] }},
	"UPDATED_AT":         {value: func(x *index, n number) int64 { return x.orders.updated[n] }},
	"PUBLISHED_AT":       {value: func(x *index, n number) int64 { return x.orders.shown[n] }},
	"BEST_SELLING":       {value: func(x *index, n number) int64 { return x.orders.sales[n] }, desc: true},
	"RELEVANCE":          {desc: true}, // the score is found with the results
	"COLLECTION_DEFAULT": {},           // as MANUAL
	"MANUAL":             {},           // the place in the collection is told by whoever asks
}

// sorter cuts a page out of results.
type sorter struct {
	x       *index
	by      order
	desc    bool
	last    bool    // what cannot be sold comes last
	priced  bool    // what has no price comes last
	plain   bool    // the results are a table's, and so are the cursors
	scores  []int32 // by number, for RELEVANCE
	shelf   int64   // the collection whose places count; 0: none
	listing string
}

// place finds where a thing stands.
func (s *sorter) place(n number) place {
	e := &s.x.things[n]
	p := place{id: e.ID<<2 | int64(e.Kind), n: n, last: s.last && !s.x.sold.Contains(n) || s.priced && e.Kind != Product}
	if s.plain {
		p.id = e.ID
	}
	switch {
	case s.scores != nil:
		// Between things that fit equally well the one that sells better comes first.
		p.value = int64(s.scores[n])<<32 | min(s.x.orders.sales[n], 1<<31)
		p.id = -p.id // the order is turned round, and ids shall not be
	case s.shelf != 0:
		for _, at := range e.places {
			if at.Collection == s.shelf {
				p.value = at.Position
			}
		}
	default:
		p.value = s.by.value(s.x, n)
		if s.by.text != nil {
			p.text = s.by.text(e)
		}
	}
	return p
}

// at is the place that a cursor names.
func (s *sorter) at(c *page.Cursor) *place {
	if c == nil {
		return nil
	}
	p := &place{value: c.Int, id: c.ID >> 1, last: c.ID&1 == 1}
	if s.plain {
		p.id, p.last = c.ID, false
	}
	if c.Bytes != nil {
		p.text, p.value = c.Bytes, start(c.Bytes)
	}
	return p
}

// cursor is the text of a place.
func (s *sorter) cursor(p place) string {
	c := page.Cursor{Int: p.value, Bytes: p.text, ID: p.id << 1}
	if p.last {
		c.ID |= 1
	}
	if s.plain {
		c.ID = p.id
	}
	return c.Encode(s.listing)
}

// hit is a place with what stands there.
type hit struct {
	place
	key Key
}

// walk compares places in the order in which a page is walked.
func (s *sorter) walk(want page.Want) func(a, b place) int {
	return func(a, b place) int {
		by := a.compare(b, s.desc)
		if want.Backward {
			return -by
		}
		return by
	}
}

// hits are those of some results that the wanted page may be made of. All results are looked at once, whichever page it is,
// and the best of those beyond the cursor are kept.
func (s *sorter) hits(found *roaring.Bitmap, want page.Want) []hit {
	from, until, compare := s.at(want.From), s.at(want.Until), s.walk(want)
	best := &places{worse: func(a, b place) bool { return compare(a, b) > 0 }}
	each(found, func(n number) {
		p := s.place(n)
		if (from == nil || compare(p, *from) > 0) && (until == nil || compare(p, *until) < 0) {
			best.offer(p, want.Limit+1)
		}
	})
	out := make([]hit, len(best.list))
	for i, p := range best.list {
		out[i] = hit{p, s.x.things[p.n].Key}
	}
	return out
}

// page makes the wanted page of hits.
func (s *sorter) page(hits []hit, want page.Want) page.Conn[Key] {
	compare := s.walk(want)
	slices.SortFunc(hits, func(a, b hit) int { return compare(a.place, b.place) })
	hits = hits[:min(len(hits), want.Limit+1)]
	return page.Map(page.Cut(want, hits, func(h hit) string { return s.cursor(h.place) }), func(h hit) Key { return h.key })
}

// places is a heap with the worst place on top.
type places struct {
	list  []place
	worse func(a, b place) bool
}

// offer keeps a place if it is among the best so many.
func (h *places) offer(p place, limit int) {
	switch {
	case len(h.list) < limit:
		heap.Push(h, p)
	case limit > 0 && h.worse(h.list[0], p):
		h.list[0] = p
		heap.Fix(h, 0)
	}
}

func (h *places) Len() int           { return len(h.list) }
func (h *places) Less(i, j int) bool { return h.worse(h.list[i], h.list[j]) }
func (h *places) Swap(i, j int)      { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *places) Push(p any)         { h.list = append(h.list, p.(place)) }
func (h *places) Pop() any {
	p := h.list[len(h.list)-1]
	h.list = h.list[:len(h.list)-1]
	return p
}

// rank scores results by what was asked for. Each wish counts once for a thing, by what of the thing fits it best; things
// whose title is what was asked for, or says it in one piece, come before those that say it among other words.
func (x *index) rank(found *roaring.Bitmap, wishes []wish, scores []int32) {
	for _, w := range wishes {
		left := found
		for _, level := range w.levels {
			hit := roaring.And(left, level.things)
			add := int32(level.score)
			if w.filler {
				add /= 10
			}
			each(hit, func(n number) { scores[n] += add })
			left = roaring.AndNot(left, hit)
			if left.IsEmpty() {
				break
			}
		}
	}
	var asked []string
	for _, w := range wishes {
		asked = append(asked, w.typed...)
	}
	stems := make([]string, len(asked))
	for i, w := range asked {
		stems[i] = x.lang.stem(w)
	}
	each(x.titled(found, wishes), func(n number) {
		title := x.things[n].said[:x.things[n].title]
		// The more of the title was asked for, the nearer it is.
		scores[n] += int32(weights[inTitle] * 100 * min(len(asked), len(title)) / max(1, len(title)) / 2)
		if runs(title, len(stems), func(i int, id uint32) bool { return x.words[id].stem == stems[i] }) {
			scores[n] += int32(weights[inTitle] * 40)
		}
	})
}

// titled are the results whose title has all that was asked for.
func (x *index) titled(found *roaring.Bitmap, wishes []wish) *roaring.Bitmap {
	out := found
	for _, w := range wishes {
		if w.filler {
			continue
		}
		var list []*roaring.Bitmap
		for _, word := range w.typed {
			for _, id := range x.stems[x.lang.stem(word)] {
				if b := x.words[id].in[inTitle]; b != nil {
					list = append(list, b)
				}
			}
		}
		out = roaring.And(out, roaring.FastOr(list...))
	}
	if len(wishes) == 0 {
		return roaring.New()
	}
	return out
}

func each(b *roaring.Bitmap, do func(number)) {
	var buf [512]uint32
	for it := b.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return
		}
		for _, at := range buf[:n] {
			do(at)
		}
	}
}
