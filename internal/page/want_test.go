package page_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/fault"
	"cartwright/internal/page"
)

const listing = "products:TITLE"

func TestCheck(t *testing.T) {
	low, high := page.Cursor{Int: 3, ID: 30}, page.Cursor{Bytes: []byte("Oak"), ID: 70}
	after, before := new(low.Encode(listing)), new(high.Encode(listing))
	tests := []struct {
		name string
		args page.Args
		want page.Want
	}{
		{"first alone begins at the start", page.Args{First: new(1)}, page.Want{Limit: 1}},
		{"the largest page", page.Args{First: new(250)}, page.Want{Limit: 250}},
		{"last alone begins at the end", page.Args{Last: new(20)}, page.Want{Limit: 20, Backward: true}},
		{"first after a row", page.Args{First: new(20), After: after}, page.Want{Limit: 20, From: &low}},
		{"last before a row", page.Args{Last: new(20), Before: before}, page.Want{Limit: 20, Backward: true, From: &high}},
		{"first before a row", page.Args{First: new(20), Before: before}, page.Want{Limit: 20, Until: &high}},
		{"last after a row", page.Args{Last: new(20), After: after}, page.Want{Limit: 20, Backward: true, Until: &low}},
		{"first between two rows", page.Args{First: new(20), After: after, Before: before},
			page.Want{Limit: 20, From: &low, Until: &high}},
		{"last between two rows", page.Args{Last: new(20), After: after, Before: before},
			page.Want{Limit: 20, Backward: true, From: &high, Until: &low}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := page.Check(listing, tt.args)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckRefuses(t *testing.T) {
	const damaged = "this cursor is damaged: give one exactly as a page returned it"
	const foreign = "this cursor belongs to another listing, or to another order of this one: start again without a cursor"
	other := new(page.Cursor{ID: 1}.Encode("products:PRICE"))
	tests := []struct {
		name string
		args page.Args
		path string
		want string
	}{
		{"neither first nor last", page.Args{}, "first", "give first or last, a number between 1 and 250"},
		{"both first and last", page.Args{First: new(1), Last: new(1)}, "last", "give either first or last, not both"},
		{"first: 0", page.Args{First: new(0)}, "first", "first must be between 1 and 250, got 0"},
		{"first: -1", page.Args{First: new(-1)}, "first", "first must be between 1 and 250, got -1"},
		{"first: 251", page.Args{First: new(251)}, "first", "first must be between 1 and 250, got 251"},
		{"last: 0", page.Args{Last: new(0)}, "last", "last must be between 1 and 250, got 0"},
		{"last: 251", page.Args{Last: new(251)}, "last", "last must be between 1 and 250, got 251"},
		{"after nonsense", page.Args{First: new(1), After: new("nonsense")}, "after", damaged},
		{"after an empty text", page.Args{First: new(1), After: new("")}, "after", damaged},
		{"before nonsense", page.Args{First: new(1), Before: new("nonsense")}, "before", damaged},
		{"after a row of another listing", page.Args{Last: new(1), After: other}, "after", foreign},
		{"before a row of another listing", page.Args{Last: new(1), Before: other}, "before", foreign},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := page.Check(listing, tt.args)
			wantFault(t, err, &fault.Fault{Kind: fault.Invalid, Path: []string{tt.path}, Text: tt.want})
		})
	}
}

func wantFault(t *testing.T, err error, want *fault.Fault) {
	t.Helper()
	got, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		t.Fatalf("error %v, want a fault", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fault (-want +got):\n%s", diff)
	}
}
