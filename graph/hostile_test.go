package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// TestHostileValues calls every mutation of the schema with arguments that nothing is wrong with but one value in them:
// missing, empty, too long, of another type, from the far ends of Unicode. Whatever it is, the answer must say in the
// dialect's words what is wrong, and a refused call must have changed nothing.
func TestHostileValues(t *testing.T) {
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		s := newStall(t, db)
		p := s.person(t, "Ada", "+353 1 555 0101")
		c := newCaller(s.house, graph.SchemaFor(staff.Viewer{}), graph.Request{Client: account.Client{Address: "192.0.2.7"}}, s.inputs(t, p))
		assail(t, c)
	})
}

// TestArgumentsThatDoNotRead: what validation lets through and the argument's type does not take is the caller's to mend.
func TestArgumentsThatDoNotRead(t *testing.T) {
	h := newHouse(t, storetest.Open(t, database.SQLite))
	got, _ := h.do(t, "mutation($country: CountryCode) { made: cartCreate(input: { buyerIdentity: { countryCode: $country } }) { cart { id } } }", map[string]any{"country": "ie"})
	want := `{"data":{"made":null},"errors":[{"message":"input.buyerIdentity.countryCode: ie is not a valid CountryCode","path":["made"],` +
		`"extensions":{"argument":["input","buyerIdentity","countryCode"],"code":"BAD_USER_INPUT"}}]}`
	if diff := cmp.Diff(want, string(got)); diff != "" || h.log.Len() > 0 {
		t.Error(diff, h.log)
	}
}

// assail calls every mutation that the caller's schema has. All but those that refuse it take what nothing is wrong with.
func assail(t *testing.T, c *caller, refusing ...string) {
	a := &assault{caller: c, was: c.house.picture(t), walked: map[string]bool{}, told: map[string]bool{}}
	for _, m := range c.schema.Mutation.Fields {
		t.Run(m.Name, func(t *testing.T) { a.on(t, m) })
	}
	t.Logf("%d calls with values at %d places, %d of them accepted", a.calls, a.spots, a.accepted)
	if !slices.Equal(a.refused, refusing) {
		t.Errorf("%q refuse what nothing is wrong with, want %q", a.refused, refusing)
	}
}

// assault is calls with hostile values, and what they came to.
type assault struct {
	*caller
	was                    picture         // of all tables, before each call
	walked                 map[string]bool // the input fields that were gone through, in whatever mutation
	told                   map[string]bool // what was wrong with which mutation, said once
	calls, accepted, spots int
	refused                []string // mutations that refuse what nothing is wrong with
}

// A place meets a few values for certain and one in so many of the others: fewer of them where the same input field was
// gone through in another mutation. Which ones, its number tells, so that every value is met somewhere. With 1 for both
// each place meets them all, which takes some minutes. The race detector, which slows everything down, sees a sixth of the
// places.
const (
	sparse  = 7
	sparser = 17
)

// on calls a mutation in every hostile way.
func (a *assault) on(t *testing.T, m *ast.FieldDefinition) {
	if body := a.check(t, m, "as it ought to be", a.arguments(m, spot{}, nil), false); refuses(a.schema, m, body) {
		a.refused = append(a.refused, m.Name)
		t.Logf("%s", body)
	}
	for _, p := range a.places(m) {
		if a.spots++; raceEnabled && a.spots%6 != 0 {
			continue
		}
		sure, others, every := a.sure(p), a.hostile(p), sparse
		if a.walked[p.owner+"."+p.name()] && p.owner != "" {
			sure, every = sure[:2], sparser
		}
		a.walked[p.owner+"."+p.name()] = true
		for i := a.spots % every; i < len(others); i += every {
			sure = append(sure, others[i])
		}
		for _, value := range sure {
			_, inline := value.(literally)
			a.check(t, m, fmt.Sprintf("%s = %s", strings.Join(p.path, "."), short(value)), a.arguments(m, p, value), inline)
		}
	}
	now := a.house.picture(t)
	if names := a.was.changed(now); len(names) > 0 {
		t.Errorf("the tables %q changed, and no call is known to have changed them", names)
		a.house.putBack(t, a.was, now)
	}
}

// short shows a value in a few letters.
func short(v any) string {
	text := fmt.Sprintf("%T %+q", v, fmt.Sprint(v))
	if len(text) > 80 {
		text = fmt.Sprintf("%s… (%d bytes)", text[:80], len(text))
	}
	return text
}

// check makes a call, and holds the answer and the tables to the rules.
func (a *assault) check(t *testing.T, m *ast.FieldDefinition, what string, args map[string]any, inline bool) string {
	t.Helper()
	a.calls++
	a.house.log.Reset()
	body, statements := a.call(t, ast.Mutation, m, args, inline)
	wrong := faults(a.schema, m, body)
	if a.house.log.Len() > 0 {
		wrong = append(wrong, fmt.Sprintf("the log says %.1500s", strings.TrimPrefix(a.house.log.String(), "time=")))
	}
	if !refuses(a.schema, m, body) {
		a.accepted++
	}
	if names := written(statements); len(names) > 0 {
		now := a.house.picture(t, names...)
		if changed := a.was.changed(now); len(changed) > 0 && refuses(a.schema, m, body) {
			wrong = append(wrong, fmt.Sprintf("it was refused and changed %q", changed))
		}
		a.house.putBack(t, a.was, now)
	}
	for _, w := range wrong {
		if key := m.Name + ": " + w; !a.told[key] {
			a.told[key] = true
			t.Errorf("%s: %s\n%.400s", what, w, body)
		}
	}
	return body
}

// answer is what every answer looks like.
type answer struct {
	Data   map[string]map[string]any
	Errors []struct {
		Message    string
		Extensions map[string]any
	}
}

// maxMessage is more than any message needs, in bytes: none may hold all that a client wrote.
const maxMessage = 1000

// faults tells what is wrong with an answer.
func faults(schema *ast.Schema, m *ast.FieldDefinition, body string) (wrong []string) {
	var got answer
	if err := json.Unmarshal([]byte(body), &got); err != nil || !utf8.ValidString(body) {
		return []string{fmt.Sprintf("it is no JSON: %v", err)}
	}
	for _, e := range got.Errors {
		code, _ := e.Extensions["code"].(string)
		if code == "" || code == "INTERNAL_SERVER_ERROR" || code == "TIMEOUT" || e.Message == "" || strings.Contains(e.Message, "internal error") || len(e.Message) > maxMessage {
			wrong = append(wrong, fmt.Sprintf("an error with the code %q says %.300q", code, e.Message))
		}
	}
	for _, f := range errorFields(schema, m) {
		list, _ := got.Data[m.Name][f.Name].([]any)
		coded := schema.Types[f.Type.Name()].Fields.ForName("code") != nil
		for _, item := range list {
			e := item.(map[string]any)
			if text, _ := e["message"].(string); strings.TrimSpace(text) == "" || len(text) > maxMessage {
				wrong = append(wrong, fmt.Sprintf("the message of one of %s is %.300q", f.Name, text))
			}
			if coded && e["code"] == nil {
				wrong = append(wrong, "one of "+f.Name+" has no code")
			}
			if path, ok := e["field"].([]any); ok && !leadsTo(schema, m, path) {
				wrong = append(wrong, fmt.Sprintf("the field %q of one of %s is no place in the arguments", path, f.Name))
			}
		}
	}
	return wrong
}

// errorFields are the lists of errors in a mutation's payload.
func errorFields(schema *ast.Schema, m *ast.FieldDefinition) (out []*ast.FieldDefinition) {
	for _, f := range schema.Types[m.Type.Name()].Fields {
		if f.Type.Elem != nil && slices.Contains(schema.Types[f.Type.Name()].Interfaces, "DisplayableError") {
			out = append(out, f)
		}
	}
	return out
}

// leadsTo reports whether a path leads somewhere in the arguments.
func leadsTo(schema *ast.Schema, m *ast.FieldDefinition, path []any) bool {
	if len(path) == 0 {
		return false
	}
	arg := m.Arguments.ForName(path[0].(string))
	if arg == nil {
		return false
	}
	typ := arg.Type
	for _, step := range path[1:] {
		if typ.Elem != nil {
			if _, err := strconv.Atoi(step.(string)); err != nil {
				return false
			}
			typ = typ.Elem
			continue
		}
		f := schema.Types[typ.NamedType].Fields.ForName(step.(string))
		if f == nil {
			return false
		}
		typ = f.Type
	}
	return true
}

// refuses reports whether an answer says that nothing was done.
func refuses(schema *ast.Schema, m *ast.FieldDefinition, body string) bool {
	var got answer
	if err := json.Unmarshal([]byte(body), &got); err != nil || got.Data[m.Name] == nil {
		return true
	}
	return slices.ContainsFunc(errorFields(schema, m), func(f *ast.FieldDefinition) bool {
		list, _ := got.Data[m.Name][f.Name].([]any)
		return len(list) > 0
	})
}
