package catalog

import (
	"fmt"
	"slices"

	"cartwright/internal/database"
	"cartwright/internal/fault"
)

// shelve puts a product into collections and takes it out of others, as its spec says. Faults: NotFound at
// collectionsToJoin.<n>, collectionsToLeave.<n> and collections.<n>, Conflict there for a collection by rules, which nobody
// joins by hand.
func shelve(tx database.Tx, p *Product, spec *Spec) (bool, error) {
	joins, leaves := spec.Joins, spec.Leaves
	if spec.Shelves == nil && len(joins)+len(leaves) == 0 {
		return false, nil
	}
	there, err := shelvesOf(tx, p.ID)
	if err != nil {
		return false, err
	}
	path := func(id CollectionID) string {
		for list, ids := range map[string][]CollectionID{"collectionsToJoin": spec.Joins, "collectionsToLeave": spec.Leaves, "collections": spec.Shelves} {
			if i := slices.Index(ids, id); i >= 0 {
				return fmt.Sprintf("%s.%d", list, i)
			}
		}
		return "collections"
	}
	if spec.Shelves != nil {
		joins, leaves = spec.Shelves, nil
		for _, id := range there {
			if !slices.Contains(spec.Shelves, id) {
				leaves = append(leaves, id)
			}
		}
	}
	shelves, err := lockShelves(tx, slices.Concat(joins, leaves))
	if err != nil {
		return false, err
	}
	for _, id := range slices.Concat(joins, leaves) {
		c, ok := shelves[id]
		switch {
		case !ok:
			return false, fault.NotFoundf(path(id), "there is no such collection")
		case c.ByRules():
			return false, fault.Conflictf(path(id), "the collection %q gathers its products by rules; change those", c.Title)
		}
	}
	joins = slices.DeleteFunc(unique(joins), func(id CollectionID) bool { return slices.Contains(there, id) })
	leaves = slices.DeleteFunc(unique(leaves), func(id CollectionID) bool { return !slices.Contains(there, id) })
	if len(joins)+len(leaves) == 0 {
		return false, nil
	}
	return true, moveShelves(tx, p, joins, leaves)
}
