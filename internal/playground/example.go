package playground

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"
)

// Example is a query that the playgrounds offer: one file of assets/examples, in the order of the file names.
//
// A file begins with comment lines. The first is "# Group: title"; one that begins "# Variables:" holds a JSON object;
// the others explain the query and are shown with it. A string "<product.handle>" among the variables is replaced on
// the page by something that the shop has; pages know the names product.handle, product.id, variant.id,
// collection.handle, cart.id (the one that cartCreate answered last) and customer.token.
type Example struct {
	Name      string          `json:"name"`  // of the file, without number and ending: "products"
	Group     string          `json:"group"` // "Catalogue", "Cart" or "Customer"
	Title     string          `json:"title"`
	Query     string          `json:"query"` // with the explaining comments on top
	Variables json.RawMessage `json:"variables,omitempty"`
}

// Examples returns the embedded examples, for tests that run them against a schema or a server.
func Examples() []Example {
	files, _ := fs.Sub(embedded, "assets")
	return examples(files)
}

// examples reads them all.
func examples(files fs.FS) []Example {
	names, _ := fs.Glob(files, "examples/*.graphql") // sorted, and the pattern is well-formed
	all := make([]Example, 0, len(names))
	for _, name := range names {
		if text, err := fs.ReadFile(files, name); err == nil {
			all = append(all, parseExample(name, string(text)))
		}
	}
	return all
}

// parseExample takes the head of a file apart. What is not as it should be is left out or stays in the query, so that
// a slip costs a title and not the page; a test holds the files to the form.
func parseExample(name, text string) Example {
	e := Example{Name: strings.TrimLeft(strings.TrimSuffix(path.Base(name), ".graphql"), "0123456789-")}
	e.Group, e.Title = "Other", e.Name

	var shown []string
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		comment, isComment := strings.CutPrefix(line, "#")
		if !isComment {
			shown = append(shown, lines[i:]...)
			break
		}
		comment = strings.TrimSpace(comment)
		group, title, headed := strings.Cut(comment, ": ")
		vars, isVars := strings.CutPrefix(comment, "Variables:")
		switch {
		case i == 0 && headed:
			e.Group, e.Title = group, title
		case isVars && json.Valid([]byte(vars)):
			e.Variables = json.RawMessage(strings.TrimSpace(vars))
		default:
			shown = append(shown, line)
		}
	}
	e.Query = strings.Trim(strings.Join(shown, "\n"), "\n") + "\n"
	return e
}
