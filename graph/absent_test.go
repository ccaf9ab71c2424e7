package graph_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"cartwright/graph"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestAbsentFieldsExist keeps the list of honest nulls true: every field on it is served, nullable or a list or
// connection, so that null or nothing is a legal answer.
func TestAbsentFieldsExist(t *testing.T) {
	s := graph.Schema()
	for path := range lines(t, dialectDir+"absent.txt") {
		kind, name, _ := strings.Cut(path, ".")
		def := s.Types[kind]
		if def == nil {
			t.Errorf("%s: there is no such type", path)
			continue
		}
		if name == "" {
			continue
		}
		f := def.Fields.ForName(name)
		if f == nil {
			t.Errorf("%s: there is no such field", path)
			continue
		}
		inner := f.Type
		if inner.NonNull && inner.Elem == nil && !strings.HasSuffix(inner.NamedType, "Connection") && inner.NamedType != "Boolean" {
			t.Errorf("%s is %s: it may not be null", path, f.Type)
		}
	}
}

// honest are the words with which the SDL describes a field that always answers the same nothing.
var honest = []string{"Null: ", "Empty: ", "False: "}

// TestAbsentFieldsAreAllListed keeps the list whole: a field that the SDL describes as always null, empty or false
// stands on it.
func TestAbsentFieldsAreAllListed(t *testing.T) {
	listed := lines(t, dialectDir+"absent.txt")
	for name, def := range graph.Schema().Types {
		if def.Kind != ast.Object {
			continue
		}
		for _, f := range def.Fields {
			path := name + "." + f.Name
			if _, ok := listed[path]; !ok && slices.ContainsFunc(honest, func(h string) bool { return strings.HasPrefix(f.Description, h) }) {
				t.Errorf("%s is described as %q: put it on the list of absent fields", path, f.Description)
			}
		}
	}
}

// TestAbsentFieldsAnswerNothing asks the demo shop for the fields of the list: what they answer is null, false or empty.
func TestAbsentFieldsAnswerNothing(t *testing.T) {
	text, err := os.ReadFile(dialectDir + "absent.graphql")
	if err != nil {
		t.Fatal(err)
	}
	house := demoHouse(t, storetest.Open(t, database.SQLite))
	s := newStory(house)
	asked := map[string]bool{}
	listed := lines(t, dialectDir+"absent.txt")
	doc, err := parser.ParseQuery(&ast.Source{Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range doc.Operations {
		answer, _ := s.step(t, alone(t, string(text), op.Name), op)
		var got struct {
			Data   map[string]any
			Errors []any
		}
		if err := json.Unmarshal(answer, &got); err != nil {
			t.Fatalf("%v: %s", err, answer)
		}
		if len(got.Errors) > 0 {
			t.Fatalf("the list cannot be asked for: %v", got.Errors)
		}
		walkAnswer(got.Data, func(kind, field string, value any) {
			path := kind + "." + field
			if _, ok := listed[path]; !ok {
				return
			}
			asked[path] = true
			if !nothing(value) {
				t.Errorf("%s answers %v: take it off the list of absent fields", path, value)
			}
		})
	}
	for path := range listed {
		if !asked[path] && !slices.Contains(notInTheDemoShop, strings.SplitN(path, ".", 2)[0]) {
			t.Errorf("%s is not asked for: add it to absent.graphql", path)
		}
	}
}

// notInTheDemoShop are types of which the demo shop holds nothing that could be asked.
var notInTheDemoShop = []string{"CartCustomDiscountAllocation", "ComponentizableCartLine", "ExternalVideo", "GenericFile", "Model3d", "Order", "Video"}

// walkAnswer visits the fields of every object of an answer that says its __typename.
func walkAnswer(value any, visit func(kind, field string, value any)) {
	switch v := value.(type) {
	case map[string]any:
		kind, named := v["__typename"].(string)
		for field, inner := range v {
			if named {
				visit(kind, field, inner)
			}
			walkAnswer(inner, visit)
		}
	case []any:
		for _, inner := range v {
			walkAnswer(inner, visit)
		}
	}
}

// nothing reports whether an answer says that there is none: null, false, an empty list, or a connection without nodes.
func nothing(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case bool:
		return !v
	case []any:
		return len(v) == 0
	case map[string]any:
		nodes, ok := v["nodes"].([]any)
		return ok && len(nodes) == 0
	}
	return false
}
