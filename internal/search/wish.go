package search

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/hbollon/go-edlib"
)

// How well a word of a thing fits a word that somebody typed, in percent.
const (
	sameWord   = 100
	sameStem   = 90
	sameSense  = 80 // a synonym
	beginning  = 70
	oneTypo    = 50
	twoTypos   = 35
	sameNumber = 400 // a SKU or a barcode: nothing fits better
)

// wish is a word that somebody looks for, or several that stand for one sense, with what fits it.
type wish struct {
	typed  []string
	levels []level // the best first
	filler bool
	fits   *roaring.Bitmap
}

// level are things that fit equally well.
type level struct {
	score  int
	things *roaring.Bitmap
}

// everywhere are all fields.
const everywhere = uint16(1<<fields - 1)

// expansion is a word of the dictionary with how well it fits.
type expansion struct {
	word    uint32
	quality int
}

// expand finds the words that fit a typed one. A word nobody knows is taken for one that is written wrongly, where that is
// tolerated.
func (x *index) expand(typed string, prefix, tolerant bool) []expansion {
	var out []expansion
	id, known := x.ids[typed]
	if known {
		out = append(out, expansion{id, sameWord})
	}
	for _, other := range x.stems[x.lang.stem(typed)] {
		if !known || other != id {
			out = append(out, expansion{other, sameStem})
		}
	}
	if prefix {
		for _, other := range x.beginning(typed) {
			if !slices.ContainsFunc(out, func(e expansion) bool { return e.word == other }) {
				out = append(out, expansion{other, beginning})
			}
		}
	}
	if tolerant && !x.said(out) {
		out = append(out, x.typos(typed)...)
	}
	return out
}

// said reports whether anything has one of the words.
func (x *index) said(words []expansion) bool {
	for _, e := range words {
		for _, b := range x.words[e.word].in {
			if b != nil && !b.IsEmpty() {
				return true
			}
		}
	}
	return false
}

// maxBeginnings bounds how many words a beginning stands for. They come in the order of their letters, so a beginning
// that is longer finds what this one leaves out.
const maxBeginnings = 2000

// beginning are the words that begin with a text.
func (x *index) beginning(text string) []uint32 {
	at, _ := slices.BinarySearchFunc(x.sorted, text, func(id uint32, t string) int { return strings.Compare(x.words[id].text, t) })
	var out []uint32
	for ; at < len(x.sorted) && len(out) < maxBeginnings && strings.HasPrefix(x.words[x.sorted[at]].text, text); at++ {
		out = append(out, x.sorted[at])
	}
	for id := len(x.sorted); id < len(x.words); id++ {
		if strings.HasPrefix(x.words[id].text, text) {
			out = append(out, uint32(id))
		}
	}
	return out
}

// tolerance is how many letters of a word may be wrong: none of a short one, of which too many others are near.
func tolerance(runes int) int {
	switch {
	case runes < 4:
		return 0
	case runes < 8:
		return 1
	}
	return 2
}

// maxTypos bounds how many words a wrong one stands for; the nearest are kept.
const maxTypos = 20

// typos are words that differ by little: letters too many, too few, wrong, or two of them changed over.
func (x *index) typos(typed string) []expansion {
	mask, runes := letters(typed)
	most := tolerance(runes)
	if most == 0 || len(typed) > maxTogether {
		return nil
	}
	var out []expansion
	for id := range x.words {
		w := &x.words[id]
		// A wrong letter changes at most two of the bits; most words are out by that alone.
		if w.runes < runes-most || w.runes > runes+most || bits.OnesCount64(w.letter^mask) > 2*most {
			continue
		}
		distance := edlib.OSADamerauLevenshteinDistance(w.text, typed)
		if distance > most || distance == 0 {
			continue
		}
		quality := oneTypo
		if distance == 2 {
			quality = twoTypos
		}
		if x.said([]expansion{{uint32(id), quality}}) {
			out = append(out, expansion{uint32(id), quality})
		}
	}
	slices.SortStableFunc(out, func(a, b expansion) int { return cmp.Compare(b.quality, a.quality) })
	return out[:min(len(out), maxTypos)]
}

// score makes levels of expansions: for each quality and field the things that have one of the words there. Rare words
// count more, up to twice, unless they shall count evenly: what is rare on one side need not be so on the other.
func (x *index) score(words []expansion, in uint16, evenly bool) []level {
	type place struct {
		quality int
		field   field
	}
	parts := map[place][]*roaring.Bitmap{}
	total := 1
	for _, b := range x.all {
		total += int(b.GetCardinality())
	}
	for _, e := range words {
		for f := range field(fields) {
			if f == inBody && e.quality <= oneTypo {
				continue // long texts have a word near to every other
			}
			if b := x.words[e.word].in[f]; in&(1<<f) != 0 && b != nil && !b.IsEmpty() {
				p := place{e.quality, f}
				parts[p] = append(parts[p], b)
			}
		}
	}
	levels := make([]level, 0, len(parts))
	for p, list := range parts {
		things := roaring.FastOr(list...)
		rare := 1 + math.Log(float64(total)/float64(1+things.GetCardinality()))/math.Log(float64(total)+1)
		if evenly {
			rare = 1
		}
		levels = append(levels, level{int(float64(weights[p.field]*p.quality) * rare), things})
	}
	slices.SortFunc(levels, func(a, b level) int { return cmp.Compare(b.score, a.score) })
	return levels
}

// wishFor finds what fits a word, in some of the fields.
func (x *index) wishFor(typed string, prefix bool, in uint16, tolerant, evenly bool) wish {
	w := wish{typed: []string{typed}, filler: x.lang.filler(typed), levels: x.score(x.expand(typed, prefix, tolerant), in, evenly)}
	w.fits = w.union()
	return w
}

func (w *wish) union() *roaring.Bitmap {
	list := make([]*roaring.Bitmap, len(w.levels))
	for i, l := range w.levels {
		list[i] = l.things
	}
	return roaring.FastOr(list...)
}

// clone is a wish whose levels can be added to.
func (w wish) clone() wish {
	w.levels = slices.Clip(w.levels)
	return w
}

// add puts things above all others of a wish, or below.
func (w *wish) add(score int, things *roaring.Bitmap) {
	if things == nil || things.IsEmpty() {
		return
	}
	w.levels = append(w.levels, level{score, things})
	slices.SortStableFunc(w.levels, func(a, b level) int { return cmp.Compare(b.score, a.score) })
	w.fits = w.union()
}
