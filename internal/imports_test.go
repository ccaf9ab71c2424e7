// Package internal_test holds the arrows between the rooms.
package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the prefix of our own packages.
const module = "cartwright/"

// arrows say what each room may import of ours. A room can be understood alone because of them; a new room gets a row
// here, with as few arrows as it can do with.
var arrows = map[string]string{
	"internal/money":                  "",
	"internal/page":                   "internal/fault",
	"internal/fault":                  "",
	"internal/fold":                   "",
	"internal/query":                  "internal/fault",
	"internal/search":                 "internal/fault internal/page internal/database internal/money internal/fold internal/query internal/shop internal/catalog internal/content",
	"internal/metafield":              "",
	"internal/richtext":               "",
	"internal/database":               "",
	"internal/act":                    "internal/fault internal/database",
	"internal/shop":                   "internal/act internal/fault internal/database internal/money internal/place internal/richtext internal/fold",
	"internal/catalog":                "internal/act internal/metafield internal/fault internal/page internal/database internal/money internal/query internal/shop internal/fold internal/richtext internal/secret",
	"internal/content":                "internal/act internal/fault internal/page internal/database internal/fold internal/query internal/richtext internal/metafield",
	"internal/media":                  "internal/fault",
	"internal/upload":                 "internal/act internal/fault internal/database internal/media internal/secret",
	"internal/place":                  "internal/fold",
	"internal/price":                  "internal/fault internal/money internal/fold",
	"internal/terms":                  "internal/act internal/fault internal/page internal/database internal/money internal/fold internal/price internal/query internal/shop",
	"internal/secret":                 "",
	"internal/account":                "internal/query internal/act internal/fault internal/page internal/database internal/fold internal/place internal/secret",
	"internal/mail":                   "internal/fault internal/database",
	"internal/staff":                  "internal/act internal/fault internal/page internal/database internal/fold internal/secret",
	"internal/cart":                   "internal/act internal/account internal/fault internal/page internal/database internal/money internal/fold internal/metafield internal/place internal/price internal/terms internal/shop internal/catalog",
	"internal/privacy":                "internal/database internal/account internal/cart internal/catalog internal/mail internal/staff internal/act",
	"internal/checkout":               "internal/fault internal/money internal/shop internal/catalog internal/cart",
	"internal/bulk":                   "internal/fault internal/fold internal/database internal/money internal/catalog internal/media internal/account internal/place internal/secret internal/act internal/page internal/metafield",
	"internal/demo":                   "internal/fault internal/database internal/money internal/shop internal/catalog internal/content internal/media internal/page internal/price internal/terms internal/act",
	"internal/playground":             "",
	"internal/playground/browsertest": "",
	"internal/server":                 "internal/fault internal/media",
	"internal/storetest":              "internal/database",
	"graph":                           "internal/bulk internal/act internal/metafield internal/account internal/search internal/privacy internal/staff internal/secret graph/model graph/internal/exec internal/fault internal/page internal/money internal/shop internal/catalog internal/content internal/media internal/place internal/price internal/cart internal/terms internal/upload internal/query",
	"graph/model":                     "internal/upload internal/bulk internal/account internal/staff internal/fault internal/page internal/money internal/shop internal/catalog internal/content internal/media internal/place internal/price internal/cart internal/terms",
	"graph/internal/exec":             "graph/model",
	"cmd/cartwright":                  "*",
}

// libraries that only some places may know.
var libraries = []struct {
	prefix  string
	allowed func(pkg, file string) bool
	why     string
}{
	{"gorm.io/", func(pkg, file string) bool {
		return pkg == "internal/database" || file == "store.go" || strings.HasSuffix(file, "_store.go")
	}, "SQL stands in internal/database and in files named store.go or *_store.go"},
	{"github.com/99designs/gqlgen", inGraph, "GraphQL stands under graph/"},
	{"github.com/vektah/gqlparser", inGraph, "GraphQL stands under graph/"},
	{"gocloud.dev/", func(pkg, _ string) bool { return pkg == "internal/media" }, "buckets are spoken to by internal/media alone"},
	{"github.com/go-sql-driver/mysql", inDatabase, "drivers are imported by internal/database alone"},
	{"gorm.io/driver/", inDatabase, "drivers are imported by internal/database alone"},
	{"github.com/mattn/go-sqlite3", inDatabase, "drivers are imported by internal/database alone"},
	{"modernc.org/sqlite", inDatabase, "drivers are imported by internal/database alone"},
}

func inGraph(pkg, _ string) bool    { return strings.HasPrefix(pkg, "graph") }
func inDatabase(pkg, _ string) bool { return pkg == "internal/database" || pkg == "internal/storetest" }

type listed struct {
	ImportPath, Dir string
	GoFiles         []string
	Imports         []string
}

func TestArrows(t *testing.T) {
	for _, p := range list(t, "./...") {
		pkg := strings.TrimPrefix(p.ImportPath, module)
		if len(p.GoFiles) == 0 || pkg == "internal" || pkg == "internal/deps" {
			continue
		}
		row, ok := arrows[pkg]
		if !ok {
			t.Errorf("%s has no row in the table of arrows: add one that says what it may import", pkg)
			continue
		}
		for _, i := range p.Imports {
			target, ours := strings.CutPrefix(i, module)
			if ours && row != "*" && !slices.Contains(strings.Fields(row), target) {
				t.Errorf("%s imports %s, which its row in the table of arrows does not allow", pkg, target)
			}
		}
	}
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	for _, p := range list(t, "./...") {
		pkg := strings.TrimPrefix(p.ImportPath, module)
		for _, file := range p.GoFiles {
			for _, i := range importsOf(t, filepath.Join(p.Dir, file)) {
				for _, l := range libraries {
					if strings.HasPrefix(i, l.prefix) && !l.allowed(pkg, file) {
						t.Errorf("%s/%s imports %s: %s", pkg, file, i, l.why)
					}
				}
			}
		}
	}
}

func list(t *testing.T, pattern string) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", pattern)
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
