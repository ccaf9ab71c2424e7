package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/formatter"

	"cartwright/graph/internal/exec"
)

// SDL is the served schema as text.
func SDL() string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(exec.NewExecutableSchema(exec.Config{}).Schema())
	return b.String()
}
