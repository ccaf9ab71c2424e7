package graph

import (
	"fmt"
	"iter"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"cartwright/internal/fault"
)

// maxItems is how many things one list in the arguments of a mutation of staff may hold, as the hosted platform bounds them.
const maxItems = 250

// longLists are the lists that may hold more, being texts and no work.
var longLists = map[string]int{"SearchSettingsInput.synonyms": 1000}

// tooMany looks for a list that is too long in the arguments of staff's mutations, and names its place.
func tooMany(schema *ast.Schema, op *ast.OperationDefinition, variables map[string]any) *gqlerror.Error {
	if op.Operation != ast.Mutation {
		return nil
	}
	for field := range rootFields(op.SelectionSet, map[string]bool{}) {
		def := Schema().Mutation.Fields.ForName(field.Name) // nil for __typename
		if def == nil || field.Definition == nil || ruleOf(Schema().Mutation, def) == (rule{}) {
			continue
		}
		for _, a := range field.Definition.Arguments {
			given := field.Arguments.ForName(a.Name)
			if given == nil {
				continue
			}
			value, err := given.Value.Value(variables)
			if err != nil {
				continue // the executor says what is wrong with it
			}
			if f := longList(schema, a.Type, "", value, []string{a.Name}); f != nil {
				out := gqlerror.ErrorPosf(field.Position, "%s", f.Error())
				out.Path, out.Err = ast.Path{ast.PathName(field.Alias)}, f
				return out
			}
		}
	}
	return nil
}

// rootFields are the fields of a selection and of its fragments, each fragment once.
func rootFields(set ast.SelectionSet, seen map[string]bool) iter.Seq[*ast.Field] {
	return func(yield func(*ast.Field) bool) {
		for _, s := range set {
			inner := ast.SelectionSet(nil)
			switch s := s.(type) {
			case *ast.Field:
				if !yield(s) {
					return
				}
			case *ast.InlineFragment:
				inner = s.SelectionSet
			case *ast.FragmentSpread:
				if s.Definition != nil && !seen[s.Name] {
					seen[s.Name] = true
					inner = s.Definition.SelectionSet
				}
			}
			for f := range rootFields(inner, seen) {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// longList finds the first list in a value that is too long; name is what the list is called by.
func longList(schema *ast.Schema, t *ast.Type, name string, value any, path []string) *fault.Fault {
	at := func(step string) []string { return append(path[:len(path):len(path)], step) }
	switch v := value.(type) {
	case []any:
		most := maxItems
		if own, ok := longLists[name]; ok {
			most = own
		}
		if len(v) > most {
			f := fault.Limitf("", "a list has at most %d elements, got %d: send them in several requests", most, len(v))
			f.Path = path
			return f
		}
		for i, element := range v {
			if t.Elem == nil {
				break
			}
			if f := longList(schema, t.Elem, "", element, at(strconv.Itoa(i))); f != nil {
				return f
			}
		}
	case map[string]any:
		def := schema.Types[t.Name()]
		if def == nil {
			return nil
		}
		for _, f := range def.Fields {
			if inner, ok := v[f.Name]; ok {
				if found := longList(schema, f.Type, fmt.Sprintf("%s.%s", def.Name, f.Name), inner, at(f.Name)); found != nil {
					return found
				}
			}
		}
	}
	return nil
}
