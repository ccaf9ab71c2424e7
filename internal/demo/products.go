package demo

import (
	"slices"

	"cartwright/internal/catalog"
)

// Products declares the range: everything the demo shop sells, in the order of its departments. Pictures stand in it
// as "demo:" and a key for Picture; their bytes and sizes are for the caller to fill in.
func Products() []catalog.Spec {
	goods := slices.Concat(apparel(), knitwear(), bags(), camp(), kitchen(), larder(), home(), comfort(), desk(), outside())
	all := make([]catalog.Spec, len(goods))
	for i, g := range goods {
		all[i] = g.spec(i)
	}
	return all
}
