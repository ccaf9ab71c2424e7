package search

import (
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"cartwright/internal/query"
)

// lookup is one reading of one query against the index.
type lookup struct {
	x      *index
	base   *roaring.Bitmap // what may be found at all
	price  func(text string) (minor int64, ok bool)
	prefix bool   // the last word may be a beginning
	whole  bool   // all plain words must be there
	in     uint16 // the fields that plain words are looked for in
	now    time.Time
	beside *index // whose words are known, too; nil: there is none
	wishes []wish // of the plain words that are asked for
	known  map[asking]wish

	mistakes int // unknown words that were taken for others so far
}

// maxMistakes is how many unknown words of a query may be taken for others. People mistype a few; more of them are no
// query, and looking at the whole dictionary for each would take long.
const maxMistakes = 8

// asking is a word that is looked for, which may be the beginning of one.
type asking struct {
	word   string
	prefix bool
	in     uint16
}

// wish finds what fits a word; it is the same for whatever kind of thing the word is looked for.
func (l *lookup) wish(word string, prefix bool, in uint16) wish {
	key := asking{word, prefix, in}
	if w, ok := l.known[key]; ok {
		return w.clone()
	}
	tolerant := l.mistakes < maxMistakes && (l.beside == nil || !l.beside.knows(word))
	if !l.x.knows(word) {
		l.mistakes++
	}
	w := l.x.wishFor(word, prefix, in, tolerant, l.beside != nil)
	if l.known == nil {
		l.known = map[asking]wish{}
	}
	l.known[key] = w
	return w.clone()
}

// find are the things that a query asks for. Where no thing has all of the plain words, those that have most of them are
// found instead.
func (l *lookup) find(n query.Node) *roaring.Bitmap {
	found := l.all(n)
	if found.IsEmpty() && !l.whole {
		return l.half(n, found)
	}
	return found
}

// all are the things that have everything a query asks for.
func (l *lookup) all(n query.Node) *roaring.Bitmap {
	if found := l.eval(n, true); found != nil {
		return found
	}
	return l.base.Clone()
}

// half are the things that have at least half of a query's words, where all of it was found nowhere.
func (l *lookup) half(n query.Node, found *roaring.Bitmap) *roaring.Bitmap {
	if some := l.some(n); some != nil {
		return some
	}
	return found
}

// eval are the things of the base that a node asks for; nil for a node that says nothing. Plain words that are asked for,
// not against, are remembered for the ranking.
func (l *lookup) eval(n query.Node, asked bool) *roaring.Bitmap {
	switch n := n.(type) {
	case query.And:
		return l.and(n, asked)
	case query.Or:
		var list []*roaring.Bitmap
		for _, part := range n {
			if b := l.eval(part, asked); b != nil {
				list = append(list, b)
			}
		}
		if list == nil {
			return nil
		}
		return roaring.FastOr(list...)
	case query.Not:
		b := l.eval(n.Of, false)
		if b == nil {
			return nil
		}
		return roaring.AndNot(l.base, b)
	case query.Term:
		if n.Field == "" {
			return l.plain([]query.Term{n}, asked, l.prefix)
		}
		return l.field(n)
	}
	return nil
}

// and joins the parts of a node. Plain words that stand side by side are looked at together, since some have a sense only
// so.
func (l *lookup) and(parts query.And, asked bool) *roaring.Bitmap {
	var out *roaring.Bitmap
	meet := func(b *roaring.Bitmap) {
		switch {
		case b == nil:
		case out == nil:
			out = b
		default:
			out = roaring.And(out, b)
		}
	}
	for i := 0; i < len(parts); {
		var run []query.Term
		for ; i < len(parts); i++ {
			t, ok := parts[i].(query.Term)
			if !ok || t.Field != "" {
				break
			}
			run = append(run, t)
		}
		if len(run) > 0 {
			meet(l.plain(run, asked, l.prefix && i == len(parts)))
			continue
		}
		meet(l.eval(parts[i], asked))
		i++
	}
	return out
}

// plain looks for words without a field that stand side by side.
func (l *lookup) plain(run []query.Term, asked, prefix bool) *roaring.Bitmap {
	var wishes []wish
	var phrases []*roaring.Bitmap
	var typed []string // words that wait for being looked at together
	beginning := false // the last of them is one
	flush := func() {
		for len(typed) > 0 {
			n, alternatives := l.x.synonyms.begin(typed)
			if n == 1 && len(typed) > 1 && l.x.knows(typed[0]+typed[1]) { // a tea pot is a teapot
				n, alternatives = 2, append(slices.Clone(alternatives), []string{typed[0] + typed[1]})
			} else if n == 1 && l.mistakes < maxMistakes && !l.x.knows(typed[0]) {
				alternatives = append(slices.Clone(alternatives), l.x.apart(typed[0])...)
			}
			w := l.wish(typed[0], beginning && len(typed) == 1, l.in)
			if n > 1 {
				w = l.x.together(typed[:n], sameWord, l.in, l.beside != nil)
			}
			for _, other := range alternatives {
				for _, level := range l.x.together(other, sameSense, l.in, l.beside != nil).levels {
					w.add(level.score, level.things)
				}
			}
			wishes, typed = append(wishes, w), typed[n:]
		}
	}
	for i, t := range run {
		words := l.x.lang.words(t.Text)
		number := l.x.number(t.Text)
		switch {
		case number != nil:
			flush()
			w := wish{typed: words}
			for _, word := range words {
				one := l.wish(word, false, l.in)
				w.levels = append(w.levels, one.levels...)
			}
			w.fits = w.union()
			w.add(sameNumber*weights[inTitle], number)
			wishes = append(wishes, w)
		case t.Phrase && len(words) > 1:
			flush()
			phrases = append(phrases, l.x.phrase(words, l.in))
			for _, word := range words {
				wishes = append(wishes, l.wish(word, false, l.in))
			}
		default:
			typed = append(typed, words...)
			if beginning = t.Prefix || prefix && i == len(run)-1 && !t.Phrase; beginning {
				flush()
			}
		}
	}
	flush()
	if len(wishes) == 0 {
		return nil
	}
	if asked {
		l.wishes = append(l.wishes, wishes...)
	}
	return l.meet(wishes, phrases)
}

// meet are the things that fit all wishes. Words that say little need not be there, beside others that say something.
func (l *lookup) meet(wishes []wish, phrases []*roaring.Bitmap) *roaring.Bitmap {
	out := l.base.Clone()
	meaning := false
	for _, w := range wishes {
		meaning = meaning || !w.filler
	}
	for _, w := range wishes {
		if !w.filler || !meaning {
			out.And(w.fits)
		}
	}
	for _, p := range phrases {
		out.And(p)
	}
	return out
}

// some are the things that fit at least half of the words of a query that is made of plain words alone; nil for others.
func (l *lookup) some(n query.Node) *roaring.Bitmap {
	parts, ok := n.(query.And)
	if !ok || len(l.wishes) < 2 {
		return nil
	}
	for _, p := range parts {
		if t, ok := p.(query.Term); !ok || t.Field != "" || t.Phrase {
			return nil
		}
	}
	counts := make([]uint8, len(l.x.things))
	words := 0
	for _, w := range l.wishes {
		if w.filler || words == 255 {
			continue
		}
		words++
		each(w.fits, func(n number) { counts[n]++ })
	}
	return l.where(func(n number) bool { return words > 0 && int(counts[n])*2 >= words && counts[n] > 0 })
}

// together are things that have all of some words, which stand for one sense.
func (x *index) together(words []string, quality int, in uint16, evenly bool) wish {
	w := wish{typed: words}
	var fits *roaring.Bitmap
	for _, word := range words {
		one := x.wishFor(word, false, in, true, evenly)
		if fits == nil {
			fits = one.fits
		} else {
			fits = roaring.And(fits, one.fits)
		}
		for i := range one.levels {
			one.levels[i].score = one.levels[i].score * quality / 100
		}
		w.levels = append(w.levels, one.levels...)
	}
	for i := range w.levels {
		w.levels[i].things = roaring.And(w.levels[i].things, fits)
	}
	w.fits = fits
	return w
}

// knows reports whether anything says a word, or a form of it.
func (x *index) knows(word string) bool {
	var forms []expansion
	for _, id := range x.stems[x.lang.stem(word)] {
		forms = append(forms, expansion{id, sameStem})
	}
	return x.said(forms)
}

// maxTogether is how long a word may be that is looked at as two, in bytes.
const maxTogether = 60

// apart are the two words that an unknown one is written together of, where something says them side by side: a giftcard is
// a gift card.
func (x *index) apart(word string) [][]string {
	if len(word) > maxTogether {
		return nil
	}
	for i := range word {
		if i < 3 || len(word)-i < 3 {
			continue
		}
		parts := []string{word[:i], word[i:]}
		if x.knows(parts[0]) && x.knows(parts[1]) && !x.phrase(parts, everywhere).IsEmpty() {
			return [][]string{parts}
		}
	}
	return nil
}

// number are the things with a SKU or a barcode; nil where nobody has it.
func (x *index) number(text string) *roaring.Bitmap {
	var out *roaring.Bitmap
	for _, kind := range []codeKind{bySKU, byBarcode} {
		if things := x.codes[kind][newCode(kind, text).text]; len(things) > 0 {
			if out == nil {
				out = roaring.New()
			}
			out.AddMany(things)
		}
	}
	return out
}

// phrase are the things that say words one after the other, in one of the fields.
func (x *index) phrase(words []string, in uint16) *roaring.Bitmap {
	ids := make([]uint32, len(words))
	var near *roaring.Bitmap
	for i, w := range words {
		id, ok := x.ids[w]
		if !ok {
			return roaring.New()
		}
		ids[i] = id
		var list []*roaring.Bitmap
		for f := range field(fields) {
			if b := x.words[id].in[f]; b != nil && in&(1<<f) != 0 {
				list = append(list, b)
			}
		}
		if all := roaring.FastOr(list...); near == nil {
			near = all
		} else {
			near.And(all)
		}
	}
	out := roaring.New()
	for it := near.Iterator(); it.HasNext(); {
		if n := it.Next(); runs(x.things[n].said, len(ids), func(i int, id uint32) bool { return ids[i] == id }) {
			out.Add(n)
		}
	}
	return out
}

// runs reports whether some words of a list stand one after the other as they are wanted: so many, and each as fits says of
// its place.
func runs(list []uint32, wanted int, fits func(place int, word uint32) bool) bool {
	for i := 0; i+wanted <= len(list); i++ {
		at := 0
		for at < wanted && fits(at, list[i+at]) {
			at++
		}
		if at == wanted {
			return true
		}
	}
	return false
}
