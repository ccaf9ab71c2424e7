package page

import "slices"

// Conn is a page of rows, in the order of the listing. Cut, Slice and Map make it, because only they know the cursors of
// its nodes; the zero Conn is an empty page of an empty listing.
type Conn[T any] struct {
	Nodes       []T
	HasNext     bool // rows follow the page
	HasPrevious bool // rows precede the page

	cursor func(i int) string // of Nodes[i]; kept apart from T so that Map need not know it
}

// Cursor is the cursor of Nodes[i]. It is computed when asked for, since most clients ask for the last alone.
func (c Conn[T]) Cursor(i int) string {
	return c.cursor(i)
}

// Cut makes a page of rows that were fetched with Limit+1 as the limit, in the order of fetching: that of the listing,
// or its reverse when want.Backward. The extra row only tells that there are more, and is cut off.
//
// On the side where the client came from, or where it drew a line, there is a row: the one of the cursor.
func Cut[T any](want Want, rows []T, at func(T) string) Conn[T] {
	ahead := len(rows) > want.Limit || want.Until != nil
	behind := want.From != nil
	nodes := rows[:min(len(rows), want.Limit):min(len(rows), want.Limit)]
	c := Conn[T]{HasNext: ahead, HasPrevious: behind}
	if want.Backward {
		nodes = slices.Clone(nodes) // the rows may be a cache's; they are not turned round in place
		slices.Reverse(nodes)
		c.HasNext, c.HasPrevious = behind, ahead
	}
	if nodes == nil {
		nodes = []T{} // an empty list in every form that is made of it, never null
	}
	c.Nodes = nodes
	c.cursor = func(i int) string { return at(nodes[i]) }
	return c
}

// Pick converts the nodes of a page, leaves out those that cannot be, and keeps the cursors of the others.
func Pick[A, B any](c Conn[A], f func(A) (B, bool)) Conn[B] {
	out := Conn[B]{Nodes: make([]B, 0, len(c.Nodes)), HasNext: c.HasNext, HasPrevious: c.HasPrevious}
	var places []int
	for i, n := range c.Nodes {
		if b, ok := f(n); ok {
			out.Nodes, places = append(out.Nodes, b), append(places, i)
		}
	}
	out.cursor = func(i int) string { return c.cursor(places[i]) }
	return out
}

// Map converts the nodes of a page and keeps its cursors.
func Map[A, B any](c Conn[A], f func(A) B) Conn[B] {
	nodes := make([]B, len(c.Nodes))
	for i, n := range c.Nodes {
		nodes[i] = f(n)
	}
	return Conn[B]{Nodes: nodes, HasNext: c.HasNext, HasPrevious: c.HasPrevious, cursor: c.cursor}
}
