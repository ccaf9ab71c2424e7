package page

import (
	"slices"

	"cartwright/internal/fault"
)

// Slice pages over rows that are in memory already, in the order of the listing; key gives the place of a row.
//
// The row of a cursor is found by its id, so it may have moved since. If it is gone its place is gone with it, for the
// rows do not tell by which order they stand; then the answer is a fault.Conflict at after or before.
func Slice[T any](want Want, rows []T, listing string, key func(T) Cursor) (Conn[T], error) {
	after, before := want.From, want.Until
	if want.Backward {
		after, before = before, after
	}
	start, end := 0, len(rows)
	if after != nil {
		i := indexID(rows, after.ID, key)
		if i < 0 {
			return Conn[T]{}, gone("after")
		}
		start = i + 1
	}
	if before != nil {
		i := indexID(rows, before.ID, key)
		if i < 0 {
			return Conn[T]{}, gone("before")
		}
		end = i
	}
	window := rows[start:max(start, end)] // cursors that have crossed leave nothing between them

	// From here on it is as if a store had fetched the rows.
	if extra := want.Limit + 1; want.Backward {
		window = slices.Clone(window[max(0, len(window)-extra):])
		slices.Reverse(window)
	} else {
		window = window[:min(len(window), extra)]
	}
	return Cut(want, window, func(row T) string { return key(row).Encode(listing) }), nil
}

func indexID[T any](rows []T, id int64, key func(T) Cursor) int {
	return slices.IndexFunc(rows, func(row T) bool { return key(row).ID == id })
}

func gone(name string) error {
	return fault.Conflictf(name, "this cursor's row is gone; start again without a cursor")
}
