package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"

	"cartwright/graph"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// story plays the operations of a file one after the other, as a client does: ids that an answer brings are there as
// variables for the operations after it.
type story struct {
	house  *house
	known  map[string]any                      // variables by name: cart, cart2, closed, line1, address1, group, gift1
	before map[string]func(*testing.T, *story) // what happens before an operation, by its name
	masks  *strings.Replacer                   // random texts to names
	masked []string
	carts  int

	bearers map[string]string // tokens of staff, by the first word of the operations that come with them
}

// idKinds are the types whose ids become variables.
var idKinds = map[string]string{"CartLine": "line", "CartSelectableAddress": "address", "AppliedGiftCard": "gift", "Metafield": "metafield", "MailingAddress": "book",
	"StaffMember": "member", "ApiKey": "key"}

var cartID = regexp.MustCompile(`gid://shopify/Cart/([a-z0-9]+)\?key=([a-z0-9]+)`)

// TestCarts plays the stories of testdata/carts on every database: the answers are the same to the byte, and so is the
// number of statements of each operation, which stands above it.
func TestCarts(t *testing.T) {
	files, err := filepath.Glob("testdata/carts/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no stories", err)
	}
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		h := demoHouse(t, db)
		f := h.furnish(t)
		h.warm(t)
		for _, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".graphql"), func(t *testing.T) {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				s := newStory(h)
				maps.Copy(s.known, f.known)
				s.before = f.before
				answers, counted := s.play(t, string(text))
				storetest.Golden(t, strings.TrimSuffix(file, ".graphql")+".golden.json", answers)
				if counted == string(text) {
					return
				}
				if storetest.Updating() {
					if err := os.WriteFile(file, []byte(counted), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				t.Errorf("the numbers of statements are others; with them the file is\n%s", counted)
			})
		}
	})
}

func newStory(h *house) *story {
	return &story{house: h, known: map[string]any{}, masks: strings.NewReplacer()}
}

// fragments are the fragments that a text spreads, and those that they spread, from testdata/cart-fragments.
func fragments(t *testing.T, text string) string {
	t.Helper()
	spread := regexp.MustCompile(`\.\.\.([a-z]+)`)
	var out strings.Builder
	done, todo := map[string]bool{}, spread.FindAllStringSubmatch(text, -1)
	for len(todo) > 0 {
		name := todo[0][1]
		todo = todo[1:]
		if done[name] || strings.Contains(text, "fragment "+name+" on") {
			continue
		}
		done[name] = true
		body, err := os.ReadFile("testdata/cart-fragments/" + name + ".graphql")
		if err != nil {
			t.Fatal(err)
		}
		out.Write(body)
		todo = append(todo, spread.FindAllStringSubmatch(string(body), -1)...)
	}
	return out.String()
}

// play runs every operation and gives the answers, and the text with the statements counted.
func (s *story) play(t *testing.T, text string) (answers []byte, counted string) {
	t.Helper()
	whole := text + fragments(t, text)
	doc, err := parser.ParseQuery(&ast.Source{Input: whole})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	lines := strings.Split(text, "\n")
	marks := map[int]string{} // line of an operation to what stands above it
	for i, op := range doc.Operations {
		if before := s.before[op.Name]; before != nil {
			before(t, s)
		}
		answer, statements := s.step(t, alone(t, whole, op.Name), op)
		marks[op.Position.Line-1] = statementsMark + strconv.Itoa(len(statements))
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(&out, "// %s\n", op.Name)
		if err := json.Indent(&out, answer, "", "  "); err != nil {
			t.Fatalf("%v: %s", err, answer)
		}
		out.WriteByte('\n')
	}
	var kept []string
	for i, line := range lines {
		if strings.HasPrefix(line, statementsMark) {
			continue
		}
		if mark, ok := marks[i]; ok {
			kept = append(kept, mark)
		}
		kept = append(kept, line)
	}
	return out.Bytes(), strings.Join(kept, "\n")
}

// alone is a document with one operation of a text and the fragments it needs: clients send no more.
func alone(t *testing.T, text, name string) string {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		t.Fatal(err)
	}
	op := doc.Operations.ForName(name)
	needed := map[string]bool{}
	var walk func(ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				walk(s.SelectionSet)
			case *ast.InlineFragment:
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				if !needed[s.Name] {
					needed[s.Name] = true
					walk(doc.Fragments.ForName(s.Name).SelectionSet)
				}
			}
		}
	}
	walk(op.SelectionSet)
	one := &ast.QueryDocument{Operations: ast.OperationList{op}}
	for _, f := range doc.Fragments {
		if needed[f.Name] {
			one.Fragments = append(one.Fragments, f)
		}
	}
	var b strings.Builder
	formatter.NewFormatter(&b).FormatQueryDocument(one)
	return b.String()
}

// step runs one operation and learns its ids.
func (s *story) step(t *testing.T, text string, op *ast.OperationDefinition) (answer []byte, statements []string) {
	t.Helper()
	variables := map[string]any{}
	for _, v := range op.VariableDefinitions {
		if value, ok := s.known[v.Variable]; ok {
			variables[v.Variable] = value
		}
	}
	ctx, counter := database.WithCounter(t.Context())
	reply := s.house.engine.Execute(ctx, graph.Request{Text: text, Operation: op.Name, Variables: variables, Bearer: s.bearers[asker(op.Name)]})
	if s.bearers != nil {
		s.learnStaff(op.Name, string(reply.Body))
	}
	s.learn(string(reply.Body))
	return []byte(s.masks.Replace(string(reply.Body))), counter.Statements()
}

// learn makes variables of the ids of an answer, and masks of what is random in them.
func (s *story) learn(answer string) {
	for _, m := range cartID.FindAllStringSubmatch(answer, -1) {
		if slices.Contains(s.masked, m[1]) {
			continue
		}
		s.carts++
		n, name := s.carts, "cart"
		if n > 1 {
			name += strconv.Itoa(n)
		}
		s.known[name], s.known["closed"] = m[0], strings.Split(m[0], "?")[0]
		s.masked = append(s.masked, m[1], fmt.Sprintf("TOKEN%d", n), m[2], fmt.Sprintf("SECRET%d", n))
	}
	s.masks = strings.NewReplacer(s.masked...)
	for _, m := range regexp.MustCompile(`"accessToken":"([^"]+)"`).FindAllStringSubmatch(answer, -1) {
		if slices.Contains(s.masked, m[1]) {
			continue
		}
		n := len(s.masked)/2 + 1
		if s.known["token"] == nil {
			s.known["firstToken"] = m[1]
		}
		s.known["token"] = m[1]
		s.masked = append(s.masked, m[1], fmt.Sprintf("ACCESS%d", n))
	}
	s.masks = strings.NewReplacer(s.masked...)
	if m := regexp.MustCompile(`gid://shopify/Customer/[0-9]+`).FindString(answer); m != "" {
		s.known["me"] = m
	}
	for kind, name := range idKinds {
		n := 0
		for _, id := range regexp.MustCompile(`gid://shopify/`+kind+`/[^"]+`).FindAllString(answer, -1) {
			if !slices.Contains(s.values(name), id) {
				n = len(s.values(name)) + 1
				s.known[name+strconv.Itoa(n)] = id
			}
		}
	}
	for i, m := range regexp.MustCompile(`"handle":"([^"]+)","title":[^}]*"deliveryMethodType"`).FindAllStringSubmatch(answer, -1) {
		s.known["option"+strconv.Itoa(i+1)] = m[1]
	}
	if m := regexp.MustCompile(`gid://shopify/CartDeliveryGroup/[^"]+`).FindString(answer); m != "" {
		s.known["group"] = m
	}
}

// values are the variables that were made of ids of one type.
func (s *story) values(name string) []string {
	var out []string
	for i := 1; ; i++ {
		id, ok := s.known[name+strconv.Itoa(i)].(string)
		if !ok {
			return out
		}
		out = append(out, id)
	}
}
