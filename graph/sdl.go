package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"cartwright/graph/internal/exec"
	"cartwright/internal/staff"
)

// Schema is the whole schema, with the rules that say who may use what.
func Schema() *ast.Schema { return exec.NewExecutableSchema(exec.Config{}).Schema() }

// SchemaFor is what a viewer finds by introspection.
func SchemaFor(v staff.Viewer) *ast.Schema {
	return narrow(Schema(), func(r rule) bool { return r.lists(v) })
}

// SDL is what everybody finds by introspection, as text.
func SDL() string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(SchemaFor(staff.Viewer{}))
	return b.String()
}
