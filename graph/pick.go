package graph

import "cartwright/internal/catalog"

// exact is the one variant that the selections name, whole.
func exact(m catalog.Matrix, selected []catalog.Selection, fold, ignore bool) []catalog.VariantID {
	c, ok := m.Choose(selected, fold, ignore)
	if !ok {
		return nil
	}
	return one(m.Exact(c))
}

// selectedOrFirst is the variant that a product page opens with.
func selectedOrFirst(m catalog.Matrix, selected []catalog.Selection, fold, ignore bool) []catalog.VariantID {
	c, ok := m.Choose(selected, fold, ignore)
	if !ok {
		return nil
	}
	return one(m.Selected(c))
}

// adjacent are the variants that differ in one option from the one that a product page opens with.
func adjacent(m catalog.Matrix, selected []catalog.Selection, fold, ignore bool) []catalog.VariantID {
	c, ok := m.Choose(selected, fold, ignore)
	if !ok {
		return nil
	}
	v, ok := m.Selected(c)
	if !ok {
		return nil
	}
	return m.Adjacent(v)
}

func one(v catalog.VariantID, ok bool) []catalog.VariantID {
	if !ok {
		return nil
	}
	return []catalog.VariantID{v}
}
