package search

import (
	"cmp"
	"context"
	"html"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"cartwright/internal/query"
)

// Typed is what somebody has typed so far, and what they may mean.
type Typed struct {
	Text        string
	Query       query.Node
	Kinds       []Kind
	Queries     bool // suggestions of queries are wanted, too
	Fields      []string
	Limit       int // of each kind
	Unavailable Unavailable
}

// Guess is what somebody may mean who is still typing.
type Guess struct {
	Things  map[Kind][]Key // the best first
	Queries []Suggestion
}

// Share leaves so many guesses of all kinds together: the best of each kind, then the second best, until there are
// enough.
func (g *Guess) Share(limit int) {
	things, queries := map[Kind][]Key{}, []Suggestion(nil)
	for rank := 0; limit > 0; rank++ {
		before := limit
		for kind := range Kind(kinds) {
			if list := g.Things[kind]; rank < len(list) && limit > 0 {
				things[kind] = append(things[kind], list[rank])
				limit--
			}
		}
		if rank < len(g.Queries) && limit > 0 {
			queries = append(queries, g.Queries[rank])
			limit--
		}
		if limit == before {
			break
		}
	}
	g.Things, g.Queries = things, queries
}

// Suggestion is a query that finds something. Styled is HTML that marks what was typed already.
type Suggestion struct{ Text, Styled string }

// searchable are the fields of the dialect's SearchableField, by the places that words are found in.
var searchable = map[string]uint16{"AUTHOR": 1 << inAuthor, "BODY": 1 << inBody, "PRODUCT_TYPE": 1 << inType, "TAG": 1 << inTag, "TITLE": 1 << inTitle,
	"VARIANTS_TITLE": 1 << inVariant, "VENDOR": 1 << inVendor, "VARIANTS_BARCODE": 0, "VARIANTS_SKU": 0}

// Guess finds what somebody may mean who is still typing: the last word is a beginning. Faults are those of Find.
func (s *Service) Guess(ctx context.Context, t Typed) (Guess, error) {
	settings, err := s.shop.Settings(ctx)
	if err != nil {
		return Guess{}, err
	}
	x, err := s.ready(ctx)
	if err != nil {
		return Guess{}, err
	}
	return x.guess(t, prices(settings.Currency)), nil
}

// guess is Guess on an index.
func (x *index) guess(t Typed, price func(string) (int64, bool)) Guess {
	x.mu.RLock()
	defer x.mu.RUnlock()
	in := uint16(0)
	for _, name := range t.Fields {
		in |= searchable[name]
	}
	if len(t.Fields) == 0 {
		in = everywhere
	}
	out := Guess{Things: map[Kind][]Key{}}
	look := &lookup{x: x, price: price, prefix: true, whole: true, in: in}
	for _, kind := range t.Kinds {
		look.base, look.wishes = x.of([]Kind{kind}), nil
		found := look.find(t.Query)
		if kind == Product && t.Unavailable == Hide {
			found = x.available(found, true)
		}
		scores := x.takeScores()
		x.rank(found, look.wishes, scores)
		cut := &sorter{x: x, desc: true, last: kind == Product && t.Unavailable == Last, scores: scores}
		out.Things[kind] = cut.best(found, t.Limit)
		x.giveScores(scores, found)
	}
	if t.Queries {
		out.Queries = x.suggestions(t.Text, t.Limit, x.of([]Kind{Product}))
	}
	return out
}

// best are the first results.
func (s *sorter) best(found *roaring.Bitmap, limit int) []Key {
	list := places{worse: func(a, b place) bool { return a.compare(b, s.desc) > 0 }}
	each(found, func(n number) { list.offer(s.place(n), limit) })
	slices.SortFunc(list.list, func(a, b place) int { return a.compare(b, s.desc) })
	out := make([]Key, len(list.list))
	for i, p := range list.list {
		out[i] = s.x.things[p.n].Key
	}
	return out
}

// candidate is a query that may be meant.
type candidate struct {
	words []string
	finds uint64
}

// maxCandidates bounds how many completions of a beginning are weighed.
const maxCandidates = 300

// suggestions are queries that begin as a text does and find products, those that find most first: what products are
// called (types, vendors, tags), and words of titles behind those that stand already.
func (x *index) suggestions(text string, limit int, base *roaring.Bitmap) []Suggestion {
	typed := x.lang.words(text)
	if len(typed) == 0 {
		return nil
	}
	head, last := typed[:len(typed)-1], typed[len(typed)-1]
	near := base
	for _, w := range head {
		near = roaring.And(near, x.wishFor(w, false, everywhere, false, false).fits)
	}
	found := map[string]candidate{}
	offer := func(words []string, things *roaring.Bitmap) {
		if n := near.AndCardinality(things); n > 0 {
			key := strings.Join(words, " ")
			if had := found[key]; had.finds < n {
				found[key] = candidate{words, n}
			}
		}
	}
	for _, kind := range []groupKind{byType, byVendor, byTag} {
		for value, s := range x.groups[group{kind: kind}] {
			if !strings.Contains(value, last) {
				continue
			}
			words := x.lang.words(s.label)
			begins := slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, last) })
			if begins && !slices.ContainsFunc(head, func(h string) bool { return !slices.Contains(words, h) }) {
				offer(words, s.things)
			}
		}
	}
	for i, id := range x.beginning(last) {
		if i == maxCandidates {
			break
		}
		if b := x.words[id].in[inTitle]; b != nil && !x.lang.filler(x.words[id].text) {
			offer(append(slices.Clone(head), x.words[id].text), b)
		}
	}
	list := make([]candidate, 0, len(found))
	for _, c := range found {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.finds, a.finds), slices.Compare(a.words, b.words))
	})
	out := make([]Suggestion, 0, limit)
	for _, c := range list[:min(len(list), limit)] {
		out = append(out, Suggestion{strings.Join(c.words, " "), styled(c.words, head, last)})
	}
	return out
}

// styled marks what was typed of a suggestion.
func styled(words, head []string, last string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch rest, begins := strings.CutPrefix(w, last); {
		case slices.Contains(head, w):
			b.WriteString("<mark>" + html.EscapeString(w) + "</mark>")
		case begins && rest != "":
			b.WriteString("<mark>" + html.EscapeString(last) + "</mark><span>" + html.EscapeString(rest) + "</span>")
		case begins:
			b.WriteString("<mark>" + html.EscapeString(w) + "</mark>")
		default:
			b.WriteString("<span>" + html.EscapeString(w) + "</span>")
		}
	}
	return b.String()
}
