package search

import (
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"cartwright/internal/fold"
	"cartwright/internal/shop"
)

// number is the place of a thing in the index. Numbers are dense, and given to the next thing when one is removed.
type number = uint32

// index holds everything that can be found, in memory. Sets of things are bitmaps over their numbers.
//
// Reading takes a read lock and never waits for more than one batch of writes; a search takes milliseconds, so writers do
// not wait long either.
//
// What shoppers do not see is in an index of its own behind theirs: no word, number or name of it can then have a part in
// what they are answered, not even in how rare a word is.
type index struct {
	mu       sync.RWMutex // of the back, too
	back     *index       // what is hidden; nil in the back itself
	dueAt    atomic.Int64 // when the next thing of the back is to be shown, in milliseconds
	lang     *language
	things   []entry
	free     []number
	numbers  map[Key]number
	all      [kinds]*roaring.Bitmap
	sold     *roaring.Bitmap            // things that can be sold
	statuses map[string]*roaring.Bitmap // products by their status
	awaited  map[Key]int64              // of the back: what is to be shown later, and when

	words  []word // by their ids
	ids    map[string]uint32
	stems  map[string][]uint32 // ids of the words of a stem
	sorted []uint32            // ids of the words by their text, all but the latest
	plain  map[string]string   // values folded: shops write the same ones again and again

	synonyms synonyms
	fields   []shop.Facet // metafields that results can be narrowed by
	scores   sync.Pool    // of *[]int32, all zero

	groups map[group]map[string]*set // the sets of a group by the value
	codes  [codeKinds]map[string][]number
	orders columns
}

// entry is a thing in the index: what is still asked for once its words and values are known.
type entry struct {
	Key
	titleKey, vendorKey, typeKey, authorKey, blogKey []byte
	prices                                           []int64 // of the variants
	places                                           []Place
	words                                            []posting // each of its words once
	said                                             []uint32  // its words in their order, fields parted by gap
	title                                            int       // how many of them are the title
	sets                                             []*set
	codes                                            []code
}

// gap parts the fields of what a thing says.
const gap = ^uint32(0)

// posting is a word of a thing with the fields that it stands in, a bit each.
type posting struct {
	word   uint32
	fields uint16
}

// word is a word of the dictionary. A word that no thing has any more stays, with empty sets: shops say the same words.
type word struct {
	text   string
	stem   string
	letter uint64 // bits of the letters, to find words that differ by little
	runes  int
	in     [fields]*roaring.Bitmap // nil: no thing ever had it there
}

// columns are what results are sorted and counted by, apart from the things, since that looks at all of them.
type columns struct {
	lowest, highest                []int64 // prices
	sales, created, updated, shown []int64
	stock                          []int64 // counted pieces
	title, vendor, kind            []int64 // how the folded texts begin, in the order of their bytes
}

// start is how a key begins, as a number with the order of the bytes.
func start(key []byte) (n int64) {
	for i := range 7 { // the eighth would make it negative
		n <<= 8
		if i < len(key) {
			n |= int64(key[i])
		}
	}
	return n
}

func newIndex(lang *language) *index {
	x := newSide(lang)
	x.back = newSide(lang)
	return x
}

// newSide is what newIndex makes two of.
func newSide(lang *language) *index {
	x := &index{lang: lang, numbers: map[Key]number{}, ids: map[string]uint32{}, stems: map[string][]uint32{},
		groups: map[group]map[string]*set{}, plain: map[string]string{}, statuses: map[string]*roaring.Bitmap{}, awaited: map[Key]int64{}, sold: roaring.New()}
	for i := range x.all {
		x.all[i] = roaring.New()
	}
	for i := range x.codes {
		x.codes[i] = map[string][]number{}
	}
	x.dueAt.Store(math.MaxInt64)
	return x
}

// prepared is a thing whose words are cut, which takes longer than all the rest and needs no lock.
type prepared struct {
	Thing
	said [fields][][]string // texts of a field, each in words
	more [fields][]string   // parts that are no words by themselves
}

// prepare cuts the texts of a thing.
func (x *index) prepare(t Thing) prepared {
	p := prepared{Thing: t}
	add := func(f field, texts ...string) {
		for _, text := range texts {
			if text == "" {
				continue
			}
			said := x.lang.words(text)
			p.said[f] = append(p.said[f], said)
			if !plain(text) {
				p.more[f] = append(p.more[f], x.lang.parts(text)...)
			}
		}
	}
	add(inTitle, t.Title)
	add(inType, t.Type)
	add(inTag, t.Tags...)
	add(inVendor, t.Vendor)
	add(inAuthor, t.Author)
	for _, o := range t.Options {
		for _, v := range o.Values {
			add(inVariant, v.Name)
		}
	}
	add(inBody, t.Body)
	return p
}

// prepareAll cuts the texts of things.
func (x *index) prepareAll(things []Thing) []prepared {
	out := make([]prepared, len(things))
	for i, t := range things {
		out[i] = x.prepare(t)
	}
	return out
}

// mean says anew which texts mean the same, and which metafields results can be narrowed by.
func (x *index) mean(s synonyms, fields []shop.Facet) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, side := range x.sides(true) {
		side.synonyms, side.fields = s, fields
	}
}

// sides are the index of what shoppers see, and the one behind it where that is wanted.
func (x *index) sides(all bool) []*index {
	if all {
		return []*index{x, x.back}
	}
	return []*index{x}
}

// put adds things, or replaces those that are there.
func (x *index) put(things []prepared, now time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for i := range things {
		t := &things[i]
		x.remove(t.Key)
		x.back.remove(t.Key)
		side := x
		if t.hidden(now) {
			side = x.back
			side.await(&t.Thing, now)
		}
		side.add(t)
	}
	x.sort()
	x.back.sort()
}

// unsorted is how many words may wait to be sorted in, and one in sixteen besides; looking for beginnings of words looks at
// these one by one.
const unsorted = 500

// sort puts the latest words among the others, now and then.
func (x *index) sort() {
	if len(x.words)-len(x.sorted) <= unsorted+len(x.sorted)/16 {
		return
	}
	for id := len(x.sorted); id < len(x.words); id++ {
		x.sorted = append(x.sorted, uint32(id))
	}
	slices.SortFunc(x.sorted, func(a, b uint32) int { return strings.Compare(x.words[a].text, x.words[b].text) })
}

// drop removes things.
func (x *index) drop(keys []Key) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, k := range keys {
		x.remove(k)
		x.back.remove(k)
	}
}

// next is a free number.
func (x *index) next() number {
	if n := len(x.free); n > 0 {
		out := x.free[n-1]
		x.free = x.free[:n-1]
		return out
	}
	x.things = append(x.things, entry{})
	o := &x.orders
	for _, column := range []*[]int64{&o.lowest, &o.highest, &o.sales, &o.created, &o.updated, &o.shown, &o.stock, &o.title, &o.vendor, &o.kind} {
		*column = append(*column, 0)
	}
	return number(len(x.things) - 1)
}

func (x *index) add(p *prepared) {
	n := x.next()
	t := &p.Thing
	e := entry{Key: t.Key, places: t.Places, titleKey: fold.Key(t.Title), vendorKey: x.key(t.Vendor), typeKey: x.key(t.Type), authorKey: x.key(t.Author),
		blogKey: x.key(t.Blog)}
	for _, v := range t.Variants {
		e.prices = append(e.prices, v.Price)
	}
	found := map[uint32]uint16{}
	note := func(w string, f field) uint32 {
		id := x.id(w)
		found[id] |= 1 << f
		return id
	}
	for f := range field(fields) {
		for _, said := range p.said[f] {
			for _, w := range said {
				e.said = append(e.said, note(w, f))
			}
			if f == inTitle {
				e.title = len(e.said)
			}
			e.said = append(e.said, gap)
		}
		for _, w := range p.more[f] {
			note(w, f)
		}
	}
	e.words = make([]posting, 0, len(found))
	for id, in := range found {
		e.words = append(e.words, posting{id, in})
		for f := range field(fields) {
			if in&(1<<f) == 0 {
				continue
			}
			if x.words[id].in[f] == nil {
				x.words[id].in[f] = roaring.New()
			}
			x.words[id].in[f].Add(n)
		}
	}
	x.join(t, &e, n)
	x.things[n], x.numbers[t.Key] = e, n
	x.all[t.Kind].Add(n)
	o := &x.orders
	o.sales[n], o.created[n], o.updated[n] = t.Sales, t.Created.UnixMilli(), t.Updated.UnixMilli()
	o.title[n], o.vendor[n], o.kind[n] = start(e.titleKey), start(e.vendorKey), start(e.typeKey)
	o.lowest[n], o.highest[n] = span(e.prices)
	if t.Available {
		x.sold.Add(n)
	}
	if t.Kind == Product {
		if x.statuses[t.Status] == nil {
			x.statuses[t.Status] = roaring.New()
		}
		x.statuses[t.Status].Add(n)
	}
	o.shown[n], o.stock[n] = t.Shown.UnixMilli(), t.Stock
}

// span are the lowest and the highest of some prices.
func span(prices []int64) (low, high int64) {
	if len(prices) == 0 {
		return 0, 0
	}
	return slices.Min(prices), slices.Max(prices)
}

// remove takes a thing out of everything that knows it. Sets that are empty then go, too.
func (x *index) remove(k Key) {
	n, there := x.numbers[k]
	if !there {
		return
	}
	e := &x.things[n]
	for _, p := range e.words {
		for f := range field(fields) {
			if p.fields&(1<<f) != 0 {
				x.words[p.word].in[f].Remove(n)
			}
		}
	}
	for _, s := range e.sets {
		x.leave(s, n)
	}
	for _, c := range e.codes {
		if rest := slices.DeleteFunc(x.codes[c.kind][c.text], func(other number) bool { return other == n }); len(rest) > 0 {
			x.codes[c.kind][c.text] = rest
		} else {
			delete(x.codes[c.kind], c.text)
		}
	}
	x.all[k.Kind].Remove(n)
	delete(x.awaited, k)
	for _, b := range x.statuses {
		b.Remove(n)
	}
	x.sold.Remove(n)
	delete(x.numbers, k)
	x.things[n] = entry{}
	x.free = append(x.free, n)
}

// takeScores is a score for every number, all zero.
func (x *index) takeScores() []int32 {
	if s, ok := x.scores.Get().(*[]int32); ok && len(*s) >= len(x.things) {
		return *s
	}
	return make([]int32, len(x.things)+len(x.things)/8)
}

// giveScores gives scores back, which only what was found has.
func (x *index) giveScores(s []int32, found *roaring.Bitmap) {
	each(found, func(n number) { s[n] = 0 })
	x.scores.Put(&s)
}

// id is a word's; a new one is taken into the dictionary.
func (x *index) id(text string) uint32 {
	if id, ok := x.ids[text]; ok {
		return id
	}
	text = strings.Clone(text)
	id := uint32(len(x.words))
	w := word{text: text, stem: x.lang.stem(text)}
	w.letter, w.runes = letters(text)
	x.words, x.ids[text] = append(x.words, w), id
	x.stems[w.stem] = append(x.stems[w.stem], id)
	return id
}

// letters are a bit for each letter of a word, and how many it has.
func letters(text string) (bits uint64, n int) {
	for _, r := range text {
		bits |= 1 << (uint32(r) % 64)
		n++
	}
	return bits, n
}

// await remembers when a thing of the back is to be shown.
func (x *index) await(t *Thing, now time.Time) {
	shown := *t
	shown.Shown = now
	if t.Shown.After(now) && !shown.hidden(now) {
		x.awaited[t.Key] = t.Shown.UnixMilli()
		x.dueAt.Store(min(x.dueAt.Load(), t.Shown.UnixMilli()))
	}
}

// due are the things that were hidden until now.
func (x *index) due(now time.Time) []Key {
	if x.back.dueAt.Load() > now.UnixMilli() {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	var out []Key
	next := int64(math.MaxInt64)
	for k, at := range x.back.awaited {
		if at <= now.UnixMilli() {
			out = append(out, k)
		}
		next = min(next, at) // what is due stays so until it is shown
	}
	x.back.dueAt.Store(next)
	return out
}

// of are the things of some kinds.
func (x *index) of(kinds []Kind) *roaring.Bitmap {
	out := roaring.New()
	for _, k := range kinds {
		out.Or(x.all[k])
	}
	return out
}
