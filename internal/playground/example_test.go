package playground

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExamples(t *testing.T) {
	all := Examples()
	groups := map[string]int{}
	names := map[string]bool{}
	for _, e := range all {
		t.Run(e.Name+" is as an example should be", func(t *testing.T) {
			if e.Group == "Other" || e.Title == e.Name {
				t.Error("the first line is not \"# Group: title\"")
			}
			if !strings.HasPrefix(e.Query, "# ") || strings.Contains(e.Query, "Variables:") {
				t.Error("the query has no explanation on top, or its variables are not JSON")
			}
			if strings.Contains(e.Query, "($") && e.Variables == nil && !strings.Contains(e.Query, " = ") {
				t.Error("variables without values")
			}
			if strings.Contains(e.Query, "\t") || names[e.Name] {
				t.Error("tabs, or a name that is taken")
			}
		})
		groups[e.Group]++
		names[e.Name] = true
	}
	if diff := cmp.Diff(map[string]int{"Catalogue": 7, "Cart": 3, "Customer": 3}, groups); diff != "" {
		t.Error(diff)
	}
}

func TestParseExample(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       Example
	}{
		{"the head is taken apart", "# Cart: Read a cart\n# Why.\n# Variables: {\"id\": \"<cart.id>\"}\nquery { a }\n# tail\n",
			Example{Name: "cart", Group: "Cart", Title: "Read a cart", Query: "# Why.\nquery { a }\n# tail\n", Variables: json.RawMessage(`{"id": "<cart.id>"}`)}},
		{"a file without a head is still a query", "{ a }", Example{Name: "cart", Group: "Other", Title: "cart", Query: "{ a }\n"}},
		{"variables that are not JSON stay where one sees them", "# Cart: Read\n# Variables: {id: 1}\n{ a }",
			Example{Name: "cart", Group: "Cart", Title: "Read", Query: "# Variables: {id: 1}\n{ a }\n"}},
		{"an empty file is an empty query", "", Example{Name: "cart", Group: "Other", Title: "cart", Query: "\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, parseExample("examples/22-cart.graphql", c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzParseExample(f *testing.F) {
	f.Add("# Cart: Read a cart\n# Variables: {}\nquery { a }")
	f.Add("#\n#: \n# Variables:")
	f.Fuzz(func(t *testing.T, text string) {
		e := parseExample("examples/1-x.graphql", text)
		if _, err := json.Marshal(e); err != nil {
			t.Errorf("the example cannot be written as JSON: %v", err)
		}
		// The query itself is never touched: everything from the first line that is no comment is there.
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if !strings.HasPrefix(line, "#") {
				if rest := strings.Trim(strings.Join(lines[i:], "\n"), "\n"); !strings.HasSuffix(e.Query, rest+"\n") {
					t.Errorf("%q is not at the end of %q", rest, e.Query)
				}
				break
			}
		}
	})
}
