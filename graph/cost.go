package graph

import (
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// costs counts the fields that an answer can have at most: every field is one, and what is below a list counts as often
// as the list is long. Connections are as long as first or last says, other lists are taken to be short.
type costs struct {
	schema    *ast.Schema
	doc       *ast.QueryDocument
	variables map[string]any
	fragments map[string]int64
}

// shortList is the length that a list without paging is taken to have: options, values, tags, policies.
const shortList = 10

func (c *costs) of(set ast.SelectionSet) int64 {
	var sum int64
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			sum = add(sum, c.field(s))
		case *ast.InlineFragment:
			sum = add(sum, c.of(s.SelectionSet))
		case *ast.FragmentSpread:
			sum = add(sum, c.fragment(s))
		}
	}
	return sum
}

func (c *costs) field(f *ast.Field) int64 {
	if len(f.SelectionSet) == 0 {
		return 1
	}
	below := c.of(f.SelectionSet)
	n := int64(1)
	switch {
	case f.Definition == nil:
	case f.Name == "edges" || f.Name == "nodes" && f.Arguments == nil: // as long as the connection says, which is counted there
	case f.Arguments.ForName("first") != nil || f.Arguments.ForName("last") != nil:
		n = max(c.number(f, "first"), c.number(f, "last"), 1)
	case f.Arguments.ForName("ids") != nil:
		n = c.length(f, "ids")
	case isList(f.Definition.Type):
		n = shortList
	}
	return add(1, mul(n, below))
}

// fragment counts a fragment once; validation has made sure that there are no circles.
func (c *costs) fragment(s *ast.FragmentSpread) int64 {
	if cost, ok := c.fragments[s.Name]; ok {
		return cost
	}
	var cost int64
	if f := c.doc.Fragments.ForName(s.Name); f != nil {
		cost = c.of(f.SelectionSet)
	}
	c.fragments[s.Name] = cost
	return cost
}

// number is the value of a paging argument; the service refuses what is out of its range, so that counts as little.
func (c *costs) number(f *ast.Field, name string) int64 {
	arg := f.Arguments.ForName(name)
	if arg == nil {
		return 0
	}
	value, err := arg.Value.Value(c.variables)
	if err != nil {
		return 0
	}
	switch n := value.(type) {
	case int64:
		return min(max(n, 0), 250)
	case int:
		return min(max(int64(n), 0), 250)
	case json.Number:
		i, err := strconv.ParseInt(string(n), 10, 64)
		if err != nil {
			return 0
		}
		return min(max(i, 0), 250)
	}
	return 0
}

func (c *costs) length(f *ast.Field, name string) int64 {
	value, err := f.Arguments.ForName(name).Value.Value(c.variables)
	if err != nil {
		return 1
	}
	if items, ok := value.([]any); ok {
		return int64(max(len(items), 1))
	}
	return 1
}

func isList(t *ast.Type) bool { return t.Elem != nil }
