package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// TestOperationsOfStaff keeps the list of what staff can ask for, with the permission and the roles that it takes, for users
// to read.
func TestOperationsOfStaff(t *testing.T) {
	var b strings.Builder
	b.WriteString("# What staff can do\n\nEvery operation beyond the storefront's own, with the permission it needs and the roles that have it. An API key has the\n" +
		"permissions it was made with. The page is made from the schema, and a test keeps it so.\n")
	full := graph.Schema()
	roles := map[staff.Role]*ast.Schema{}
	for _, r := range staff.Roles() {
		roles[r] = graph.SchemaFor(roleViewer(r))
	}
	for _, part := range []struct {
		title string
		root  func(*ast.Schema) *ast.Definition
	}{
		{"Queries", func(s *ast.Schema) *ast.Definition { return s.Query }},
		{"Mutations", func(s *ast.Schema) *ast.Definition { return s.Mutation }},
	} {
		fmt.Fprintf(&b, "\n## %s\n\n| operation | permission | roles | what it does |\n|---|---|---|---|\n", part.title)
		n := 0
		for _, f := range part.root(full).Fields {
			d := f.Directives.ForName("access")
			if d == nil {
				continue
			}
			n++
			permission := "any of staff"
			if needs := d.Arguments.ForName("needs"); needs != nil {
				permission = "`" + needs.Value.Raw + "`"
			} else if to := d.Arguments.ForName("to"); to != nil && to.Value.Raw != "STAFF" {
				permission = "none"
			}
			var who []string
			for _, r := range staff.Roles() {
				if part.root(roles[r]).Fields.ForName(f.Name) != nil {
					who = append(who, strings.ReplaceAll(string(r), "_", " "))
				}
			}
			if len(who) == len(staff.Roles()) {
				who = []string{"all"}
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Name, permission, strings.Join(who, ", "), strings.ReplaceAll(f.Description, "\n", " "))
		}
		t.Logf("%d %s", n, strings.ToLower(part.title))
	}
	storetest.Golden(t, "../docs/staff-operations.md", []byte(b.String()))
}
