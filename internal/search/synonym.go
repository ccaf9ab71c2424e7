package search

import "slices"

// synonyms are texts that mean the same, by their words: the alternatives of a text that begins with the first word.
type synonyms map[string][]sense

// sense is a text with those that mean the same.
type sense struct {
	words  []string
	others [][]string
}

// begin finds the longest text with synonyms that some words begin with; without one it is the first word alone.
func (s synonyms) begin(words []string) (n int, others [][]string) {
	n = 1
	for _, sense := range s[words[0]] {
		if len(sense.words) <= len(words) && len(sense.words) >= n && slices.Equal(sense.words, words[:len(sense.words)]) {
			n, others = len(sense.words), sense.others
		}
	}
	return n, others
}

// newSynonyms reads groups of texts that mean the same.
func newSynonyms(lang *language, groups [][]string) synonyms {
	out := synonyms{}
	for _, g := range groups {
		var texts [][]string
		for _, text := range g {
			if words := lang.words(text); len(words) > 0 {
				texts = append(texts, words)
			}
		}
		for i, words := range texts {
			others := slices.Delete(slices.Clone(texts), i, i+1)
			out[words[0]] = append(out[words[0]], sense{words, others})
		}
	}
	return out
}
