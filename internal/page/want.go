package page

import (
	"errors"

	"cartwright/internal/fault"
)

// Max is the largest page that a client may ask for, in rows.
const Max = 250

// Args are the four paging arguments as a client sent them; nil means absent or null.
type Args struct {
	First, Last   *int
	After, Before *string
}

// Want is a checked request for a page.
type Want struct {
	Limit    int     // rows, from 1 to Max
	Backward bool    // the page is the last rows of the range, not the first
	From     *Cursor // rows after it, or before it when Backward; nil: from the start, or the end
	Until    *Cursor // the other end of the range, exclusive as well; nil: open
}

// Check makes a Want of the arguments. The listing names the rows and their order as the cursors know them; every
// choice that changes the order belongs into the name ("products:TITLE:reverse").
//
// Exactly one of first and last is required, as in the dialect: no listing is ever answered whole. Both cursors may be
// given with either. Every error is a fault.Invalid whose path is the argument.
func Check(listing string, a Args) (Want, error) {
	if a.First == nil && a.Last == nil {
		return Want{}, fault.Invalidf("first", "give first or last, a number between 1 and %d", Max)
	}
	if a.First != nil && a.Last != nil {
		return Want{}, fault.Invalidf("last", "give either first or last, not both")
	}
	limit, name := a.First, "first"
	if a.Last != nil {
		limit, name = a.Last, "last"
	}
	if *limit < 1 || *limit > Max {
		return Want{}, fault.Invalidf(name, "%s must be between 1 and %d, got %d", name, Max, *limit)
	}
	after, err := decodeAt(listing, "after", a.After)
	if err != nil {
		return Want{}, err
	}
	before, err := decodeAt(listing, "before", a.Before)
	if err != nil {
		return Want{}, err
	}
	if a.Last != nil {
		return Want{Limit: *limit, Backward: true, From: before, Until: after}, nil
	}
	return Want{Limit: *limit, From: after, Until: before}, nil
}

// decodeAt reads the cursor of an argument, and puts the argument's name on a fault in it.
func decodeAt(listing, name string, text *string) (*Cursor, error) {
	if text == nil {
		return nil, nil
	}
	c, err := Decode(listing, *text)
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return nil, f.At(name)
	}
	if err != nil {
		return nil, err
	}
	return &c, nil
}
