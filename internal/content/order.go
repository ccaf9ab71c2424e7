package content

import (
	"time"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
)

// order is one way to sort rows: by a column, ties decided by the id.
type order[T any] struct {
	column string
	cursor func(T) page.Cursor
	value  func(page.Cursor) any // the cursor's value as SQL compares it; nil: the id decides alone
}

func byID[T any](id func(T) int64) order[T] {
	return order[T]{column: "id", cursor: func(t T) page.Cursor { return page.Cursor{ID: id(t)} }}
}

func byKey[T any](column string, key func(T) ([]byte, int64)) order[T] {
	return order[T]{
		column: column,
		cursor: func(t T) page.Cursor {
			b, id := key(t)
			return page.Cursor{Bytes: append([]byte{}, b...), ID: id} // never nil, which would make it a number
		},
		value: func(c page.Cursor) any { return c.Bytes },
	}
}

func byTime[T any](column string, at func(T) (time.Time, int64)) order[T] {
	return order[T]{
		column: column,
		cursor: func(t T) page.Cursor {
			when, id := at(t)
			return page.Cursor{Int: when.UnixMilli(), ID: id}
		},
		value: func(c page.Cursor) any { return time.UnixMilli(c.Int).UTC() },
	}
}

// seek is the page of a listing in this order; it reads one row more than the page shows.
func (o order[T]) seek(reverse bool, want page.Want) database.Seek {
	return database.Seek{Column: o.column, ID: "id", Desc: reverse, Backward: want.Backward, Limit: want.Limit + 1,
		From: o.position(want.From), Until: o.position(want.Until)}
}

func (o order[T]) position(c *page.Cursor) *database.Position {
	if c == nil {
		return nil
	}
	p := &database.Position{ID: c.ID}
	if o.value != nil {
		p.Value = o.value(*c)
	}
	return p
}

// prepare finds the order that a query asks for, and checks its paging arguments.
func prepare[T any](q Query, of string, orders map[string]order[T]) (order[T], page.Want, error) {
	o, ok := orders[q.Sort]
	if !ok {
		return o, page.Want{}, fault.Invalidf("sortKey", "%q is no order of %s", q.Sort, of)
	}
	want, err := page.Check(q.listing(of), q.Args)
	return o, want, err
}

// list is a page of a listing whose rows read fetches.
func list[T any](q Query, of string, orders map[string]order[T], read func(database.Seek) ([]T, error)) (page.Conn[T], error) {
	o, want, err := prepare(q, of, orders)
	if err != nil {
		return page.Conn[T]{}, err
	}
	rows, err := read(o.seek(q.Reverse, want))
	if err != nil {
		return page.Conn[T]{}, err
	}
	return page.Cut(want, rows, o.encode(q.listing(of))), nil
}

// encode makes the cursors of a listing.
func (o order[T]) encode(listing string) func(T) string {
	return func(t T) string { return o.cursor(t).Encode(listing) }
}
