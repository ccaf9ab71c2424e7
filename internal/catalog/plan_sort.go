package catalog

import (
	"cmp"
	"slices"
)

func sortLinks(links []Link) {
	slices.SortFunc(links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Position, b.Position))
	})
}

func sortFields(fields []Metafield) {
	slices.SortFunc(fields, func(a, b Metafield) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
}
