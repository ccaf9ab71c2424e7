package search

import (
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/da" // each language registers its filters by name
	_ "github.com/blevesearch/bleve/v2/analysis/lang/de"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/es"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fi"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fr"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/it"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/nl"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/no"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/pt"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ru"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/sv"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/registry"
	"golang.org/x/text/unicode/norm"
)

// tails are the filters that make a stem of a folded word, by language: what is written together with a word goes, then
// its ending. Where a language has a light stemmer, that: search wants forms of a word together, not words of a root.
var tails = map[string][]string{
	"da": {"stemmer_da_snowball"},
	"de": {"normalize_de", "stemmer_de_light"},
	"en": {"possessive_en", "stemmer_porter"},
	"es": {"stemmer_es_light"},
	"fi": {"stemmer_fi_snowball"},
	"fr": {"elision_fr", "stemmer_fr_light"},
	"it": {"elision_it", "stemmer_it_light"},
	"nl": {"stemmer_nl_snowball"},
	"no": {"stemmer_no_snowball"},
	"pt": {"stemmer_pt_light"},
	"ru": {"stemmer_ru_snowball"},
	"sv": {"stemmer_sv_snowball"},
	"tr": {"stemmer_tr_snowball"},
}

// language cuts texts into words and knows what belongs to a word. Words are folded: without accents and case, in the
// compatible form of Unicode (NFKC), so that what people type and what staff wrote are the same bytes. Chinese, Japanese
// and Korean, which put no blanks between words, are cut into pairs of characters.
type language struct {
	code    string
	folding analysis.CharFilter
	cutter  analysis.Tokenizer
	lower   analysis.TokenFilter
	pairs   analysis.TokenFilter // CJK in pairs
	singles analysis.TokenFilter // CJK in pairs, and each character besides
	tail    []analysis.TokenFilter
	stop    analysis.TokenFilter // nil: the language has no such words
}

// newLanguage is a language by its ISO 639-1 code, in any case; one that has no stems here is cut all the same.
func newLanguage(code string) (*language, error) {
	code, _, _ = strings.Cut(strings.ToLower(code), "_")
	l := &language{code: code, folding: asciifolding.New(), cutter: unicode.NewUnicodeTokenizer(), lower: lowercase.NewLowerCaseFilter(),
		pairs: cjk.NewCJKBigramFilter(false), singles: cjk.NewCJKBigramFilter(true)}
	names, known := tails[code]
	if !known {
		return l, nil
	}
	cache := registry.NewCache()
	for _, name := range names {
		f, err := cache.TokenFilterNamed(name)
		if err != nil {
			return nil, fmt.Errorf("stems of the language %s: %w", code, err)
		}
		l.tail = append(l.tail, f)
	}
	stop, err := cache.TokenFilterNamed("stop_" + code)
	if err != nil {
		return nil, fmt.Errorf("stop words of the language %s: %w", code, err)
	}
	l.stop = stop
	return l, nil
}

// plain reports whether the parts of a text are its words: it has no hyphen, and nothing of Chinese, Japanese or Korean.
func plain(text string) bool {
	const firstCJK = 0x1100
	return strings.IndexFunc(text, func(r rune) bool { return r == '-' || r >= firstCJK }) < 0
}

// words are the words of a text in their order.
func (l *language) words(text string) []string { return l.cut(text, l.pairs) }

// parts are the words of a text with the single characters of CJK, and with what hyphens join as one word besides its
// parts: T-shirt is found as tshirt, too.
func (l *language) parts(text string) []string {
	out := l.cut(text, l.singles)
	for _, joined := range strings.Fields(text) {
		if bare := strings.ReplaceAll(joined, "-", ""); len(bare) < len(joined) && bare != "" {
			if one := l.cut(bare, l.pairs); len(one) == 1 {
				out = append(out, one[0])
			}
		}
	}
	return out
}

func (l *language) cut(text string, cjk analysis.TokenFilter) []string {
	folded := l.folding.Filter([]byte(norm.NFKC.String(text)))
	stream := cjk.Filter(l.lower.Filter(l.cutter.Tokenize(folded)))
	out := make([]string, len(stream))
	for i, t := range stream {
		out[i] = string(t.Term)
	}
	return out
}

// stem is what the forms of a word have in common.
func (l *language) stem(word string) string {
	stream := analysis.TokenStream{&analysis.Token{Term: []byte(word), Type: analysis.AlphaNumeric}}
	for _, f := range l.tail {
		stream = f.Filter(stream)
	}
	if len(stream) != 1 || len(stream[0].Term) == 0 {
		return word
	}
	return string(stream[0].Term)
}

// filler reports whether a word is one that says little, such as "the".
func (l *language) filler(word string) bool {
	return l.stop != nil && len(l.stop.Filter(analysis.TokenStream{&analysis.Token{Term: []byte(word)}})) == 0
}
