package model

import (
	"encoding/base64"
	"strings"
)

// newCategory shows a path in the product taxonomy; an empty path is no category.
func newCategory(path string) *TaxonomyCategory {
	if path == "" {
		return nil
	}
	names := strings.Split(path, " > ")
	chain := make([]TaxonomyCategory, len(names))
	for i, name := range names {
		chain[i] = TaxonomyCategory{
			ID:        prefix + "TaxonomyCategory/" + base64.RawURLEncoding.EncodeToString([]byte(strings.Join(names[:i+1], " > "))),
			Name:      strings.TrimSpace(name),
			Ancestors: append([]TaxonomyCategory{}, chain[:i]...),
		}
	}
	return &chain[len(chain)-1]
}
