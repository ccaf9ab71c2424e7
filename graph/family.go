package graph

import (
	"cartwright/graph/model"
	"cartwright/internal/page"
)

// shown makes a connection of rows. family shows them all at once, so that they know each other and ask together.
func shown[R, M any](rows page.Conn[R], err error, family func([]R) []M) (*model.Connection[M], error) {
	if err != nil {
		return nil, err
	}
	things := family(rows.Nodes)
	next := 0
	return model.NewConnection(page.Map(rows, func(R) M { next++; return things[next-1] })), nil
}

// families makes the connections of several parents over one family of things.
func families[K comparable, R, M any](pages map[K]page.Conn[R], parents []K, family func([]R) []M) map[K]*model.Connection[M] {
	var rows []R
	for _, p := range parents {
		rows = append(rows, pages[p].Nodes...)
	}
	things := family(rows)
	next := 0
	out := make(map[K]*model.Connection[M], len(parents))
	for _, p := range parents {
		out[p] = model.NewConnection(page.Map(pages[p], func(R) M { next++; return things[next-1] }))
	}
	return out
}

// keyed makes what finders give: things by their numbers.
func keyed[M any](things []M, number func(M) int64, err error) (map[int64]any, error) {
	out := make(map[int64]any, len(things))
	for _, t := range things {
		out[number(t)] = t
	}
	return out, err
}
