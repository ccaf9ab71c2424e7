package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/internal/database"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// beyond are the fields that the dialect does not have, as "Type.field".
func beyond(t *testing.T) []string {
	t.Helper()
	d := read[dialect](t, dialectDir+"storefront-2026-04.json")
	var out []string
	for name, def := range graph.Schema().Types {
		if def.BuiltIn || strings.HasPrefix(name, "__") || def.Kind != ast.Object && def.Kind != ast.Interface {
			continue
		}
		for _, f := range def.Fields {
			if _, object := d.Objects[name].Fields[f.Name]; object || strings.HasPrefix(f.Name, "__") {
				continue
			}
			if _, ok := d.Interfaces[name].Fields[f.Name]; !ok {
				out = append(out, name+"."+f.Name)
			}
		}
	}
	sort.Strings(out)
	return out
}

// TestRoles shows who finds which field beyond the dialect. The file is for people: whoever adds a field sees in its
// difference whom it is given to.
func TestRoles(t *testing.T) {
	full := graph.Schema()
	fields := beyond(t)
	everyone := graph.SchemaFor(staff.Viewer{})
	columns := []*ast.Schema{everyone}
	for _, r := range staff.Roles() {
		columns = append(columns, graph.SchemaFor(roleViewer(r)))
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', 0)
	fmt.Fprint(w, "FIELD\teveryone")
	for _, r := range staff.Roles() {
		fmt.Fprintf(w, "\t%s", r)
	}
	fmt.Fprintln(w)
	for _, path := range fields {
		kind, name, _ := strings.Cut(path, ".")
		def := full.Types[kind]
		if def.Directives.ForName("access") == nil && def.Fields.ForName(name).Directives.ForName("access") == nil {
			t.Errorf("%s is beyond the dialect and says nobody who may use it: give the field or its type @access", path)
		}
		fmt.Fprint(w, path)
		for _, s := range columns {
			has := "-"
			if def := s.Types[kind]; def != nil && def.Fields.ForName(name) != nil {
				has = "yes"
			}
			fmt.Fprintf(w, "\t%s", has)
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d fields beyond the dialect, for everyone and %d roles", len(fields), len(staff.Roles()))
	storetest.Golden(t, "testdata/roles.golden.txt", []byte(b.String()))
}

// TestRulesAreOnAdditionsAlone keeps the dialect everybody's.
func TestRulesAreOnAdditionsAlone(t *testing.T) {
	ours := beyond(t)
	for name, def := range graph.Schema().Types {
		for _, f := range def.Fields {
			if f.Directives.ForName("access") != nil && def.Kind != ast.InputObject && !slices.Contains(ours, name+"."+f.Name) {
				t.Errorf("%s.%s is the dialect's, and everybody's: take @access off", name, f.Name)
			}
		}
	}
}

// TestNarrowedSchemasAreWhole looks at the schema of everybody and of every single permission: whatever is named is there,
// nothing is empty, and nothing lies about that no field leads to.
func TestNarrowedSchemasAreWhole(t *testing.T) {
	viewers := map[string]staff.Viewer{"everyone": {}, "system": staff.SystemViewer("test")}
	for _, p := range staff.Permissions() {
		viewers[string(p)] = roleViewer("", p)
	}
	for name, v := range viewers {
		t.Run(name, func(t *testing.T) {
			s := graph.SchemaFor(v)
			if s.Directives["access"] != nil {
				t.Error("the rules are shown")
			}
			named := map[string]bool{s.Query.Name: true, s.Mutation.Name: true}
			for _, def := range s.Types {
				if (def.Kind == ast.Object || def.Kind == ast.InputObject || def.Kind == ast.Interface) && len(def.Fields) == 0 {
					t.Errorf("%s has no fields", def.Name)
				}
				for _, f := range def.Fields {
					named[f.Type.Name()] = true
					for _, a := range f.Arguments {
						named[a.Type.Name()] = true
					}
				}
				for _, other := range slices.Concat(def.Interfaces, def.Types) {
					named[other] = true
				}
				for _, possible := range s.PossibleTypes[def.Name] {
					named[possible.Name] = true
				}
			}
			for _, d := range s.Directives {
				for _, a := range d.Arguments {
					named[a.Type.Name()] = true
				}
			}
			for other := range named {
				if s.Types[other] == nil {
					t.Errorf("%s is named, and not there", other)
				}
			}
			for other, def := range s.Types {
				if !named[other] && !def.BuiltIn {
					t.Errorf("%s is there, and nothing leads to it", other)
				}
			}
		})
	}
}

// roleViewer is somebody with a role, or with permissions.
func roleViewer(r staff.Role, permissions ...staff.Permission) staff.Viewer {
	if r != "" {
		permissions = r.Permissions()
	}
	return staff.ViewerWith(permissions...)
}

// TestIntrospectionByRole asks the engine itself, with real tokens: it lists what SchemaFor says, and refuses the rest.
func TestIntrospectionByRole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		names := func(t *testing.T, bearer string) []string {
			t.Helper()
			var out struct {
				Data struct {
					Schema struct {
						Types []struct {
							Name   string
							Fields []struct{ Name string }
						}
					} `json:"__schema"`
				}
			}
			body := h.as(t, bearer, `{ __schema { types { name fields(includeDeprecated: true) { name } } } }`)
			if err := json.Unmarshal(body, &out); err != nil {
				t.Fatalf("%v: %.300s", err, body)
			}
			var list []string
			for _, k := range out.Data.Schema.Types {
				for _, f := range k.Fields {
					list = append(list, k.Name+"."+f.Name)
				}
			}
			sort.Strings(list)
			return list
		}
		want := func(v staff.Viewer) []string {
			var list []string
			for name, def := range graph.SchemaFor(v).Types {
				for _, f := range def.Fields {
					if def.Kind != ast.InputObject && !strings.HasPrefix(f.Name, "__") {
						list = append(list, name+"."+f.Name)
					}
				}
			}
			sort.Strings(list)
			return list
		}
		if diff := cmp.Diff(want(staff.Viewer{}), names(t, "")); diff != "" {
			t.Errorf("everybody: %s", diff)
		}
		for _, r := range staff.Roles() {
			token := h.hire(t, string(r)+"@example.com", r)
			if diff := cmp.Diff(want(roleViewer(r)), names(t, token)); diff != "" {
				t.Errorf("%s: %s", r, diff)
			}
		}
		support := h.signIn(t, "support@example.com")
		for _, c := range []struct{ what, bearer, text, answer string }{
			{"a stranger's question after staff is one after nothing", "", `{ currentStaffMember { name } }`, "Cannot query field"},
			{"so is one by name", "", `{ __type(name: "StaffMember") { name } }`, `{"data":{"__type":null}}`},
			{"signing in is there for who knows of it", "", `mutation { staffSignIn(input: {email: "a@example.com", password: "x"}) { userErrors { code } } }`, "WRONG_CREDENTIALS"},
			{"who may less than a field needs hears what it needs", support, `{ apiKeys(first: 1) { nodes { id } } }`, "apiKeys needs the permission staff.manage"},
			{"in fragments, too", support, `query { ...all } fragment all on QueryRoot { auditLog(first: 1) { nodes { id } } }`, "ACCESS_DENIED"},
			{"a key that is none is refused, whatever it asks for", "cw_key_none", `{ shop { name } }`, "UNAUTHENTICATED"},
		} {
			if body := string(h.as(t, c.bearer, c.text)); !strings.Contains(body, c.answer) {
				t.Errorf("%s: %s", c.what, body)
			}
		}
	})
}

// as runs a request with a bearer's token.
func (h *house) as(t testing.TB, bearer, text string) []byte {
	t.Helper()
	return h.engine.Execute(context.Background(), graph.Request{Text: text, Bearer: bearer}).Body
}

// staffPassword is what everybody signs in with.
const staffPassword = "a password of the stories"

// hire makes an account and gives the token of a session.
func (h *house) hire(t testing.TB, email string, r staff.Role) string {
	t.Helper()
	spec := staff.AccountSpec{Email: email, Name: strings.ToUpper(string(r)), Role: r, Password: staffPassword}
	if _, err := h.staff.Create(t.Context(), staff.SystemViewer("test"), spec); err != nil {
		t.Fatal(err)
	}
	return h.signIn(t, email)
}

func (h *house) signIn(t testing.TB, email string) string {
	t.Helper()
	s, err := h.staff.SignIn(t.Context(), staff.Attempt{Email: email, Password: secret.Text(staffPassword), Device: "Test"})
	if err != nil {
		t.Fatal(err)
	}
	return string(s.Token)
}
