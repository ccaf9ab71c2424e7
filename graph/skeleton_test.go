package graph_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"cartwright/graph"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

var (
	documentPattern = regexp.MustCompile("(?s)const (\\w+)\\s*=\\s*`#graphql(.*?)`")
	embedPattern    = regexp.MustCompile(`\$\{(\w+)\}`)
)

// skeletonVariables are what the pages of the skeleton storefront would send, for the demo shop.
var skeletonVariables = map[string]any{
	"term": "mug", "limit": json.Number("5"), "limitScope": "EACH", "types": []any{"PRODUCT", "QUERY"},
	"country": "IE", "language": "EN", "first": json.Number("8"), "headerMenuHandle": "main-menu", "footerMenuHandle": "footer",
	"blogHandle": "journal", "selectedOptions": []any{}, "privacyPolicy": true, "refundPolicy": true, "shippingPolicy": true, "termsOfService": true,
}

// handles are what $handle means, by the root field that is asked for.
var handles = map[string]string{"product": "harbour-tee", "collection": "knitwear", "page": "sizing", "blog": "journal"}

// TestSkeletonStorefront runs every document of the skeleton storefront, as npm ships it, against the demo shop: all of them
// must answer without an error. CARTWRIGHT_TEST_CLIENTS names a directory with the unpacked package.
func TestSkeletonStorefront(t *testing.T) {
	app := filepath.Join(os.Getenv("CARTWRIGHT_TEST_CLIENTS"), "package", "dist", "assets", "hydrogen", "starter", "app")
	if _, err := os.Stat(app); err != nil || os.Getenv("CARTWRIGHT_TEST_CLIENTS") == "" {
		if os.Getenv("CARTWRIGHT_TEST_NOSKIP") == "1" {
			t.Fatalf("CARTWRIGHT_TEST_CLIENTS holds no skeleton storefront: %v", err)
		}
		t.Skip("CARTWRIGHT_TEST_CLIENTS holds no skeleton storefront")
	}
	texts := documentsOf(t, app)
	h := demoHouse(t, storetest.Open(t, database.SQLite))
	served := 0
	for name, text := range texts {
		doc, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil || len(doc.Operations) != 1 {
			continue // a fragment, or a document of the account API
		}
		op := doc.Operations[0]
		t.Run(name, func(t *testing.T) {
			variables := map[string]any{}
			for _, v := range op.VariableDefinitions {
				if value, ok := skeletonVariables[v.Variable]; ok {
					variables[v.Variable] = value
				}
				if field, ok := op.SelectionSet[0].(*ast.Field); ok && v.Variable == "handle" {
					variables["handle"] = handles[field.Name]
				}
				if v.Variable == "articleHandle" {
					variables["articleHandle"] = "nothing"
				}
				if v.Type.NamedType == "Boolean" && variables[v.Variable] == nil {
					variables[v.Variable] = false
				}
			}
			reply := h.engine.Execute(t.Context(), graph.Request{Text: text, Variables: variables})
			var got struct {
				Data   map[string]any
				Errors []struct{ Message string }
			}
			if err := json.Unmarshal(reply.Body, &got); err != nil || len(got.Errors) > 0 || len(got.Data) == 0 {
				t.Errorf("%v %+v %.300s", err, got.Errors, reply.Body)
			}
			for field, value := range got.Data {
				if value == nil {
					t.Errorf("%s is null", field)
				}
			}
		})
		served++
	}
	t.Logf("%d documents answered", served)
	if served < 16 {
		t.Errorf("%d documents answered, at least 16 did before", served)
	}
}

// documentsOf reads the documents in the sources below a directory, with what they embed by name.
func documentsOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts, home := map[string]string{}, map[string]string{}
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasPrefix(filepath.Ext(path), ".ts") || strings.Contains(path, "customer-account") { // another API, with names of its own
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range documentPattern.FindAllStringSubmatch(string(source), -1) {
			name := filepath.Base(path) + ":" + m[1]
			texts[name] = m[2]
			home[m[1]] = name
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var whole func(name string) string
	whole = func(name string) string {
		file, _, _ := strings.Cut(name, ":")
		return embedPattern.ReplaceAllStringFunc(texts[name], func(m string) string {
			inner := strings.Trim(m, "${}")
			if _, ok := texts[file+":"+inner]; ok {
				return whole(file + ":" + inner)
			}
			return whole(home[inner])
		})
	}
	out := make(map[string]string, len(texts))
	for name := range texts {
		out[name] = whole(name)
	}
	return out
}
