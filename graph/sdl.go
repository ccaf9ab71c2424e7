package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"cartwright/graph/internal/exec"
)

// Schema is the served schema.
func Schema() *ast.Schema { return exec.NewExecutableSchema(exec.Config{}).Schema() }

// SDL is the served schema as text.
func SDL() string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(Schema())
	return b.String()
}
