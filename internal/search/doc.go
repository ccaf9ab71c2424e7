// Package search finds what shoppers look for: products, collections, pages and articles, by words, filters and fields,
// with facets, and with guesses while somebody is still typing.
//
// Everything that can be found is held in an index in memory (index.go): a dictionary of words with the things that say
// them, field by field; sets of the things that have a value; and columns that results are sorted by. All sets are bitmaps,
// so that a filter is an intersection and a count is the size of one. The index is derived and can be thrown away: it is
// built from the tables at the start, at some twenty thousand products a second on two processors, and follows the table of
// changes (service.go): at once for what this process writes, within a fifth of a second for what others write. Changes are
// numbered before they are committed, so the latest are looked at again for a while. Things that are shown from a later time
// on are in the index already and hidden until then.
//
// A text goes a long way before it is looked for, and never reaches anybody's own query syntax: package query makes a tree
// of it, words.go cuts it into words as the shop's language does, and wish.go finds for each word what of the dictionary
// fits: the word itself, its other forms, its synonyms, the words it is the beginning of, and where nobody says it, those
// that it may be a mistake for. Ranking (order.go) adds up, for each word, the place where it fits best: titles over what a
// thing is called besides, that over who made it, that over what is told of it; rare words count more. A title that is what
// was asked for comes first. Where no thing has all words, those with at least half of them are found.
//
// A count in a facet does not regard what else of that facet is chosen (facet.go); a property test recounts.
//
// # Why not one of the engines
//
// Bleve's analysis is used: its tokenizer, folding, stop words and stemmers. Its index is not, because of a measurement over
// the shop that BenchmarkSearch generates: 100,000 products with three variants each, two processors, medians in ms, pages of
// twenty with five facets.
//
//	                                          Bleve 2.6 on disk    here
//	one word, 41 % of the shop                               55     4.2
//	two words                                                11     4.6
//	everything                                              113     5.9
//	two facets and a price chosen, counts relaxed           199     5.1
//	beginning of a word, ten hits                           2.7     3.2 with suggestions
//	one product written                                     3.8     0.07
//	products a second when it is built                    4,700  18,000
//	memory, disk                                22 MB, 171 MB       232 MB, none
//
// Facets decide it: they need the exact set of everything that was found, several times over where something is chosen, and a
// set of bitmaps has that before a scored index has collected its hits. MySQL's and SQLite's own full text was no choice,
// because the two do not find the same.
package search
