package graph_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// dialect is the published schema as data: every type, field, argument, enum and nullability.
type dialect struct {
	Roots      map[string]string
	Directives map[string]struct {
		Locations []string
		Args      map[string]dialectArg
	}
	Scalars    []string
	Enums      map[string][]string
	Inputs     map[string]struct{ Fields map[string]dialectArg }
	Interfaces map[string]dialectType
	Unions     map[string][]string
	Objects    map[string]dialectType
}

type dialectType struct {
	Implements []string
	Fields     map[string]dialectField
}

type dialectField struct {
	Type       string
	Args       map[string]dialectArg
	Deprecated bool
}

type dialectArg struct {
	Type    string
	Default any
}

// ring is what a circle of real clients uses.
type ring struct {
	Roots  map[string][]string
	Types  map[string][]string
	Args   map[string][]string
	Inputs map[string][]string
	Enums  map[string][]string
}

func read[T any](t *testing.T, path string) (out T) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return out
}

const dialectDir = "testdata/dialect/"

// TestDialect holds what everybody finds in the schema against the dialect. What is in both must be the same; what is ours
// alone stands on the list of additions; what we lack is counted by TestCoverage. What staff find is TestRoles'.
func TestDialect(t *testing.T) {
	d := read[dialect](t, dialectDir+"storefront-2026-04.json")
	served := graph.SchemaFor(staff.Viewer{})
	additions := lines(t, dialectDir+"additions.txt")
	used := map[string]bool{}
	addition := func(what string) {
		if _, ok := additions[what]; !ok {
			t.Errorf("%s is not in the dialect: take it out, or put it on the list of additions with the reason", what)
		}
		used[what] = true
	}
	if served.Query.Name != d.Roots["query"] || served.Mutation != nil && served.Mutation.Name != d.Roots["mutation"] {
		t.Errorf("the roots are named %v, the dialect's %v", served.Query.Name, d.Roots)
	}
	for name, def := range served.Types {
		if def.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		switch def.Kind {
		case ast.Object, ast.Interface:
			want, ok := d.Objects[name]
			if def.Kind == ast.Interface {
				want, ok = d.Interfaces[name]
			}
			if !ok {
				addition(name)
				continue
			}
			for _, i := range want.Implements {
				if served.Types[i] != nil && !slices.Contains(def.Interfaces, i) {
					t.Errorf("%s does not implement %s", name, i)
				}
			}
			for _, i := range def.Interfaces {
				if !slices.Contains(want.Implements, i) {
					t.Errorf("%s implements %s, which it does not in the dialect", name, i)
				}
			}
			for _, f := range def.Fields {
				if strings.HasPrefix(f.Name, "__") {
					continue
				}
				w, ok := want.Fields[f.Name]
				if !ok {
					addition(name + "." + f.Name)
					continue
				}
				compareField(t, name+"."+f.Name, f, w, addition)
			}
		case ast.Union:
			if _, ok := d.Unions[name]; !ok {
				addition(name)
				continue
			}
			for _, m := range def.Types {
				if !slices.Contains(d.Unions[name], m) {
					addition(name + " | " + m)
				}
			}
		case ast.Enum:
			if _, ok := d.Enums[name]; !ok {
				addition(name)
				continue
			}
			want := slices.Clone(d.Enums[name])
			var got []string
			for _, v := range def.EnumValues {
				if !slices.Contains(want, v.Name) {
					addition(name + "." + v.Name)
					continue
				}
				got = append(got, v.Name)
			}
			sort.Strings(got)
			sort.Strings(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s has other values than in the dialect:\n%s", name, cmp.Diff(want, got))
			}
		case ast.InputObject:
			want, ok := d.Inputs[name]
			if !ok {
				addition(name)
				continue
			}
			for _, f := range def.Fields {
				w, ok := want.Fields[f.Name]
				if !ok {
					addition(name + "." + f.Name)
					continue
				}
				compareValue(t, name+"."+f.Name, f.Type.String(), f.DefaultValue, w)
			}
			for f := range want.Fields {
				if def.Fields.ForName(f) == nil {
					t.Errorf("%s.%s is missing: an input is taken whole or not at all", name, f)
				}
			}
		case ast.Scalar:
			if !slices.Contains(d.Scalars, name) {
				addition(name)
			}
		}
	}
	compareDirectives(t, served, d, addition)
	for what := range additions {
		if !used[what] {
			t.Errorf("the addition %q is not in the schema any more: take it off the list", what)
		}
	}
}

// specified are the directives of the GraphQL specification itself (September 2025, section 3.13), which the dialect's
// data does not repeat.
var specified = []string{"deprecated", "include", "oneOf", "skip", "specifiedBy"}

func compareDirectives(t *testing.T, served *ast.Schema, d dialect, addition func(string)) {
	t.Helper()
	for name, want := range d.Directives {
		def := served.Directives[name]
		if def == nil {
			t.Errorf("@%s is missing", name)
			continue
		}
		for arg, w := range want.Args {
			if a := def.Arguments.ForName(arg); a == nil {
				t.Errorf("@%s(%s:) is missing", name, arg)
			} else {
				compareValue(t, "@"+name+"("+arg+":)", a.Type.String(), a.DefaultValue, w)
			}
		}
		for _, a := range def.Arguments {
			if _, ok := want.Args[a.Name]; !ok {
				t.Errorf("@%s(%s:) is not in the dialect", name, a.Name)
			}
		}
		var got []string
		for _, l := range def.Locations {
			got = append(got, string(l))
		}
		slices.Sort(got)
		if diff := cmp.Diff(slices.Sorted(slices.Values(want.Locations)), got); diff != "" {
			t.Errorf("@%s is allowed in other places than in the dialect:\n%s", name, diff)
		}
	}
	for name := range served.Directives {
		if _, ok := d.Directives[name]; !ok && !slices.Contains(specified, name) {
			addition("@" + name)
		}
	}
}

func compareField(t *testing.T, path string, f *ast.FieldDefinition, want dialectField, addition func(string)) {
	t.Helper()
	if got := f.Type.String(); got != want.Type {
		t.Errorf("%s is %s, in the dialect %s", path, got, want.Type)
	}
	if got := f.Directives.ForName("deprecated") != nil; got != want.Deprecated {
		t.Errorf("%s: deprecated is %t, in the dialect %t", path, got, want.Deprecated)
	}
	for name, w := range want.Args {
		a := f.Arguments.ForName(name)
		if a == nil {
			t.Errorf("%s(%s:) is missing: a field is taken with all its arguments", path, name)
			continue
		}
		compareValue(t, path+"("+name+":)", a.Type.String(), a.DefaultValue, w)
	}
	for _, a := range f.Arguments {
		if _, ok := want.Args[a.Name]; !ok {
			addition(path + "(" + a.Name + ":)")
		}
	}
}

func compareValue(t *testing.T, path, got string, value *ast.Value, want dialectArg) {
	t.Helper()
	if got != want.Type {
		t.Errorf("%s is %s, in the dialect %s", path, got, want.Type)
	}
	has, wants := "nothing", "nothing" // which is not null: introspection tells them apart
	if value != nil {
		has = value.String()
	}
	if want.Default != nil {
		wants = fmt.Sprint(want.Default)
	}
	if has != wants {
		t.Errorf("%s is %s by default, in the dialect %s", path, has, wants)
	}
}

// lines reads a table of two columns: a name, blanks, a text. Lines that begin with # are for people.
func lines(t *testing.T, path string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, line := range strings.Split(string(text), "\n") {
		if name, rest, ok := strings.Cut(line, "  "); ok && !strings.HasPrefix(line, "#") {
			out[name] = strings.TrimSpace(rest)
		}
	}
	return out
}

// share is how much of something is served.
type share struct{ have, all int }

func (s *share) add(have bool) {
	s.all++
	if have {
		s.have++
	}
}

func (s share) String() string {
	if s.all == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %% (%d of %d)", 100*float64(s.have)/float64(s.all), s.have, s.all)
}

// coverage counts what of a ring is served.
func (r ring) coverage() map[string]share {
	s := graph.Schema()
	var queries, mutations, fields, args, inputs, enums share
	for _, q := range r.Roots["query"] {
		queries.add(s.Query.Fields.ForName(q) != nil)
	}
	for _, m := range r.Roots["mutation"] {
		mutations.add(s.Mutation != nil && s.Mutation.Fields.ForName(m) != nil)
	}
	field := func(kind, name string) *ast.FieldDefinition {
		if def := s.Types[kind]; def != nil {
			return def.Fields.ForName(name)
		}
		return nil
	}
	for kind, names := range r.Types {
		for _, f := range names {
			if f == "__typename" {
				continue
			}
			fields.add(field(kind, f) != nil)
		}
	}
	for path, names := range r.Args {
		kind, name, _ := strings.Cut(path, ".")
		for _, a := range names {
			f := field(kind, name)
			args.add(f != nil && f.Arguments.ForName(a) != nil)
		}
	}
	for kind, names := range r.Inputs {
		for _, f := range names {
			inputs.add(field(kind, f) != nil)
		}
	}
	for kind, names := range r.Enums {
		for _, v := range names {
			def := s.Types[kind]
			enums.add(def != nil && def.EnumValues.ForName(v) != nil)
		}
	}
	return map[string]share{"queries": queries, "mutations": mutations, "fields": fields, "arguments": args, "input fields": inputs, "enum values": enums}
}

var measures = []string{"queries", "mutations", "fields", "arguments", "input fields", "enum values"}

func coverageTable(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| ring | " + strings.Join(measures, " | ") + " |\n|---|" + strings.Repeat("---|", len(measures)) + "\n")
	for _, name := range []string{"a", "b", "c", "d"} {
		c := read[ring](t, dialectDir+"ring-"+name+".json").coverage()
		b.WriteString("| " + strings.ToUpper(name))
		for _, m := range measures {
			b.WriteString(" | " + c[m].String())
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// TestCoverage prints how much of what real clients use is served. It may not fall: the table is committed.
func TestCoverage(t *testing.T) {
	table := coverageTable(t)
	t.Log("\n" + table)
	storetest.Golden(t, dialectDir+"coverage.md", []byte(table))
}

// TestDialectPage keeps docs/dialect.md true.
func TestDialectPage(t *testing.T) {
	head, err := os.ReadFile(dialectDir + "page.md")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.ReplaceAll(string(head), "{{coverage}}", coverageTable(t))
	page = strings.ReplaceAll(page, "{{absent}}", table(lines(t, dialectDir+"absent.txt"), "field", "here"))
	additions := lines(t, dialectDir+"additions.txt")
	list := "None so far: every type and field that is served is the dialect's.\n"
	if len(additions) > 0 {
		list = table(additions, "addition", "why")
	}
	page = strings.ReplaceAll(page, "{{additions}}", list)
	page = strings.ReplaceAll(page, "{{codes}}", codesTable(t, "CartErrorCode")+"\n"+codesTable(t, "CartWarningCode"))
	storetest.Golden(t, "../docs/dialect.md", []byte(page))
}

// codesTable tells of each code in which story it is seen; those that no story shows are not produced.
func codesTable(t *testing.T, enum string) string {
	t.Helper()
	files, err := filepath.Glob("testdata/carts/*.golden.json")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range graph.Schema().Types[enum].EnumValues {
			if strings.Contains(string(text), `"code": "`+v.Name+`"`) && seen[v.Name] == "" {
				seen[v.Name] = "`carts/" + strings.TrimSuffix(filepath.Base(file), ".golden.json") + "`"
			}
		}
	}
	var never []string
	for _, v := range graph.Schema().Types[enum].EnumValues {
		if seen[v.Name] == "" {
			never = append(never, "`"+v.Name+"`")
		}
	}
	return table(seen, enum, "seen in") + "\nNot produced, since nothing here can go wrong in that way: " + strings.Join(never, ", ") + ".\n"
}

func table(rows map[string]string, left, right string) string {
	names := make([]string, 0, len(rows))
	for n := range rows {
		names = append(names, n)
	}
	sort.Strings(names)
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | %s |\n|---|---|\n", left, right)
	for _, n := range names {
		fmt.Fprintf(&b, "| `%s` | %s |\n", n, rows[n])
	}
	return b.String()
}
