package graph_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph"
	"cartwright/internal/account"
	"cartwright/internal/database"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
	"cartwright/internal/storetest"
)

// TestForeignIDs gives every operation that takes an id or a token all that another customer is known by, short of what
// opens something. Nobody learns from the answer that the other customer is there: it is the same, to
// the byte, as for an id of the same form that nothing has. Nothing of the other customer changes, or is told.
func TestForeignIDs(t *testing.T) {
	storetest.EachAt(t, func() time.Time { return now }, func(t *testing.T, db *database.DB) {
		s := newStall(t, db)
		ada := s.person(t, "Ada", "+353 1 555 0101")
		known := s.inputs(t, ada)
		before := s.picture(t)
		bob := s.person(t, "Bob", "+353 1 555 0102")
		was := s.picture(t)
		n := &neighbour{person: bob, pairs: foreign(ada, bob), was: was, rows: was.without(before)}
		client := account.Client{Address: "192.0.2.7"}
		byToken := newCaller(s.house, graph.SchemaFor(staff.Viewer{}), graph.Request{Client: client}, known)
		t.Run("with a token", func(t *testing.T) { n.visited(t, byToken, func(*ast.FieldDefinition) bool { return true }) })
		known = maps.Clone(known)
		known["customerAccessToken"] = ""
		byHeader := newCaller(s.house, graph.SchemaFor(staff.Viewer{}), graph.Request{Client: client, Bearer: ada.token}, known)
		t.Run("with a header", func(t *testing.T) { n.visited(t, byHeader, whoever) })
		nobody := newCaller(s.house, graph.SchemaFor(staff.Viewer{}), graph.Request{Client: client}, known)
		t.Run("without anything", func(t *testing.T) { n.visited(t, nobody, whoever) })
	})
}

// whoever is not asked where a cart is named: its key opens it.
func whoever(f *ast.FieldDefinition) bool { return f.Arguments.ForName("cartId") == nil }

// visited calls the fields that the caller's schema has at its roots, and that are chosen.
func (n *neighbour) visited(t *testing.T, c *caller, chosen func(*ast.FieldDefinition) bool) {
	calls := 0
	for _, root := range []struct {
		kind   ast.Operation
		fields ast.FieldList
	}{{ast.Query, c.schema.Query.Fields}, {ast.Mutation, c.schema.Mutation.Fields}} {
		for _, f := range root.fields {
			for _, p := range c.places(f) {
				if chosen(f) && named(p) {
					t.Run(p.String(), func(t *testing.T) { calls += n.visit(t, c, root.kind, f, p) })
				}
			}
		}
	}
	t.Logf("%d calls", calls)
}

// neighbour is another customer, whom calls must not reach.
type neighbour struct {
	person
	pairs []pair
	was   picture
	rows  map[string][]string // the neighbour's own

	visits int
}

// pair is an id of the neighbour's and one of the same form that nothing has. What is seen is what anybody may look at
// who knows of it.
type pair struct {
	foreign, absent string
	seen            bool
}

// foreign are the neighbour's ids: whole ones, and ones that lack what would open something.
func foreign(me, other person) []pair {
	const nothing = "987654321"
	nobody := strings.Repeat("z", len(other.cart.token()))
	instead := func(id string) pair { return pair{id, id[:strings.LastIndexByte(id, '/')+1] + nothing, false} }
	inCart := func(id string, seen bool) pair {
		return pair{id, strings.Replace(id, other.cart.token(), nobody, 1), seen}
	}
	link := func(url, id string) string {
		return strings.Replace(url, "/"+last(me.id)+"/", "/"+id+"/", 1)
	}
	hash := secret.HashToken(other.token)
	guess := sha256.Sum256([]byte("nobody's"))
	pairs := []pair{
		instead(other.id), instead(other.session), instead(other.cart.gift), instead(other.cart.metafield),
		inCart(other.cart.closed(), true), inCart(other.cart.closed()+"?key="+me.cart.key(), false), inCart(other.cart.closed()+"?key=", true),
		inCart(other.cart.line, true), inCart(other.cart.address, false), inCart(other.cart.group, false),
		{foreign: base64.RawURLEncoding.EncodeToString(hash), absent: base64.RawURLEncoding.EncodeToString(guess[:])},
		{foreign: hex.EncodeToString(hash), absent: hex.EncodeToString(guess[:])},
		{foreign: link(me.reset, last(other.id)), absent: link(me.reset, nothing)},
	}
	for _, id := range other.addresses {
		pairs = append(pairs, instead(id))
	}
	return pairs
}

var naming = regexp.MustCompile(`(^id|^ids|Ids?|[tT]okens?|Url)$`)

// named reports whether a place takes what names something.
func named(p spot) bool {
	of := p.typ.NamedType
	return of == "ID" || (of == "String" || of == "URL") && naming.MatchString(p.name())
}

// open are the queries that show a cart to whoever has its token, but for what is personal.
var open = []string{"cart", "node", "nodes"}

// visit puts all of the neighbour's ids in a place, and tells how many calls that took.
func (n *neighbour) visit(t *testing.T, c *caller, kind ast.Operation, f *ast.FieldDefinition, p spot) (calls int) {
	n.visits++
	for i, pair := range n.pairs {
		if raceEnabled && (i+n.visits)%2 == 0 { // half of them will do where everything is slow
			continue
		}
		got := n.ask(t, c, kind, f, p, pair.foreign)
		calls++
		if pair.seen && slices.Contains(open, f.Name) {
			continue
		}
		want := n.ask(t, c, kind, f, p, pair.absent)
		calls++
		if got != want {
			t.Errorf("%s is told from %s:\n%s\n%s", pair.foreign, pair.absent, got, want)
		}
	}
	return calls
}

// ask makes a call with an id, sees to it that nothing of the neighbour's was touched, and gives the answer without the id
// and what is random.
func (n *neighbour) ask(t *testing.T, c *caller, kind ast.Operation, f *ast.FieldDefinition, p spot, id string) string {
	t.Helper()
	body, statements := c.call(t, kind, f, c.arguments(f, p, id), false)
	if tables := written(statements); len(tables) > 0 {
		now := c.house.picture(t, tables...)
		for name, table := range now {
			for _, row := range n.rows[name] {
				if _, there := slices.BinarySearch(table.texts, row); !there {
					t.Errorf("with %s a row of the neighbour's in %s is not what it was", id, name)
				}
			}
		}
		c.house.putBack(t, n.was, now)
	}
	for _, personal := range []string{n.email, n.name, n.street, n.phone, strings.ReplaceAll(n.phone, " ", ""), n.cart.key()} {
		if strings.Contains(body, personal) {
			t.Errorf("with %s the answer tells %q:\n%s", id, personal, body)
		}
	}
	quoted := strings.Trim(strconv.Quote(id), `"`)
	body = strings.NewReplacer(id, "ID", quoted, "ID").Replace(body)
	return random.ReplaceAllString(body, "RANDOM")
}

// random is what answers hold that is new with each of them: the tokens of new carts and sessions.
var random = regexp.MustCompile(`[a-z2-7]{26}|"accessToken":"[^"]+"`)
