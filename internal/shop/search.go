package shop

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// Search is what staff say about searching.
type Search struct {
	Synonyms [][]string `json:"synonyms"` // groups of texts that mean the same
	Facets   []Facet    `json:"facets"`   // metafields that results can be narrowed by
}

// Facet is a metafield that results can be narrowed by, with what people read.
type Facet struct {
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
	Label     string `json:"label"`
	OfVariant bool   `json:"ofVariant,omitempty"`
}

// The bounds of what staff say about searching.
const (
	maxSynonyms = 1000 // groups
	maxTexts    = 20   // of a group
	maxText     = 100  // bytes
	maxFacets   = 50
)

// UpdateSearch writes what change makes of what staff say about searching, and has it noted in the same transaction. Faults:
// Invalid and Limit at synonyms.<group>.<text> and at facets.<place>.<field>, and a Conflict at expectedVersion, beside which
// the settings are as they are.
func (s *Service) UpdateSearch(ctx context.Context, by act.By, expected *int64, change func(*Search)) (Settings, error) {
	defer s.last.Store(nil)
	return act.Do(ctx, s.db, by, func(tx database.Tx) (out Settings, err error) {
		err = update(tx, func(tx database.Tx, settings *Settings) error {
			out = *settings
			if err := act.Current(expected, settings.Version); err != nil {
				return err
			}
			change(&settings.Search)
			if err := settings.Search.check(); err != nil {
				return err
			}
			before := out.Search
			out = *settings
			out.Version, out.UpdatedAt = settings.Version+1, tx.Now
			return by.Note(tx, act.Entry{Action: "search.update", Kind: "shop", ID: 1, Before: before, After: out.Search})
		})
		return out, err
	})
}

func (s Search) check() error {
	if len(s.Synonyms) > maxSynonyms {
		return fault.Limitf("synonyms", "there are at most %d groups of synonyms, got %d", maxSynonyms, len(s.Synonyms))
	}
	for i, group := range s.Synonyms {
		if len(group) < 2 || len(group) > maxTexts {
			return fault.Invalidf(fmt.Sprintf("synonyms.%d", i), "a group has between 2 and %d texts that mean the same, got %d", maxTexts, len(group))
		}
		for j, text := range group {
			if !readable(text) {
				return fault.Invalidf(fmt.Sprintf("synonyms.%d.%d", i, j), "a text has between 1 and %d bytes, on one line, with a letter or a digit", maxText)
			}
		}
	}
	if len(s.Facets) > maxFacets {
		return fault.Limitf("facets", "there are at most %d facets of metafields, got %d", maxFacets, len(s.Facets))
	}
	for i, f := range s.Facets {
		for _, part := range []struct{ name, text string }{{"namespace", f.Namespace}, {"key", f.Key}, {"label", f.Label}} {
			if !readable(part.text) {
				return fault.Invalidf(fmt.Sprintf("facets.%d.%s", i, part.name), "a %s has between 1 and %d bytes, on one line, with a letter or a digit", part.name, maxText)
			}
		}
	}
	return nil
}

// readable reports whether a text says something, in few bytes and on one line.
func readable(text string) bool {
	return len(text) <= maxText && strings.ToValidUTF8(text, "") == text && !strings.ContainsFunc(text, unicode.IsControl) &&
		strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
