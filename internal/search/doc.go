// Package search finds what shoppers look for: products, collections, pages and articles, by words, filters and fields,
// with facets, and with guesses while somebody is still typing.
//
// Everything that can be found is held in an index in memory (index.go): a dictionary of words with the things that say
// them, field by field; sets of the things that have a value; and columns that results are sorted by. All sets are bitmaps,
// so that a filter is an intersection and a count is the size of one. The index is derived and can be thrown away: it is
// built from the tables at the start, at some ten thousand products a second on two processors, and follows the table of
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
// Bleve's analysis is used: its tokenizer, folding, stop words and stemmers. Its index is not. Two things decided that. A
// page of results here needs the exact set of everything that was found, since it counts facets over it, several times over
// where something is chosen; and a product must be found in the moment after it was written, by every filter. A set of
// bitmaps does both in the time in which a scored index has collected its hits (BenchmarkSearch, and the figures in
// docs/search.md). What is given up is disk: a hundred thousand products take some 240 MB of memory. MySQL's and SQLite's
// own full text was no choice, because the two do not find the same.
package search
