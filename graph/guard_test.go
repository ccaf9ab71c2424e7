package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cartwright/graph"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// bomb nests fragments: each level spreads the next one several times.
func bomb(levels, spreads int) string {
	var b strings.Builder
	b.WriteString("{ ...f0 }")
	for i := range levels {
		fmt.Fprintf(&b, " fragment f%d on QueryRoot {%s }", i, strings.Repeat(fmt.Sprintf(" ...f%d", i+1), spreads))
	}
	fmt.Fprintf(&b, " fragment f%d on QueryRoot { shop { name } }", levels)
	return b.String()
}

func aliases(n int) string {
	var b strings.Builder
	b.WriteString("{")
	for i := range n {
		fmt.Fprintf(&b, " a%d: shop { name }", i)
	}
	return b.String() + " }"
}

func deep(n int) string {
	return "{ products(first: 1) { nodes {" + strings.Repeat(" collections(first: 1) { nodes { products(first: 1) { nodes {", n) +
		" id " + strings.Repeat("} } } }", n) + "} } }"
}

func TestGuardRefuses(t *testing.T) {
	h := newHouse(t, storetest.Open(t, database.SQLite))
	same := strings.Repeat(" id", 3000)
	inline := "{ shop {" + strings.Repeat(" ... { "+names("f", 100)+" }", 70) + " } }"
	cases := map[string]string{
		"2^16 fragments":              bomb(16, 2),
		"2^24 fragments":              bomb(24, 2),
		"2^60 fragments":              bomb(60, 2),
		"10^9 fragments":              bomb(9, 10),
		"101 aliases":                 aliases(101),
		"aliases in fragments":        "{ ...a ...b } fragment a on QueryRoot " + aliases(40) + " fragment b on QueryRoot " + strings.ReplaceAll(aliases(40), "a", "b"),
		"levels of fields":            deep(8),
		"one field 3,000 times":       "{ shop {" + same + " } }",
		"a hundred fields 70 times":   inline,
		"12,000 tokens":               "{ shop {" + strings.Repeat(" a{b}", 3000) + " } }",
		"5,000 directives":            "{ shop {" + strings.Repeat(" @a", 5000) + " name } }",
		"circles of introspection":    "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }",
		"pages within pages":          "{ products(first: 250) { nodes { collections(first: 250) { nodes { products(first: 250) { nodes { id } } } } } } }",
		"fields at the root":          "{ shop {name} " + strings.Repeat(" shop { name }", 200) + "}",
		"nested pairs of same fields": "{ " + pairs(9) + " }",
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			worst := time.Duration(0)
			for range 3 {
				begin := time.Now()
				ctx, counter := database.WithCounter(context.Background())
				reply := h.engine.Execute(ctx, graph.Request{Text: text})
				worst = max(worst, time.Since(begin))
				if reply.Executed || len(counter.Statements()) > 0 || !bytes.Contains(reply.Body, []byte(`"errors"`)) {
					t.Fatalf("it ran: %.200s", reply.Body)
				}
				if len(reply.Body) > 2*len(text)+2000 {
					t.Errorf("%d bytes answered to %d", len(reply.Body), len(text))
				}
			}
			t.Logf("refused in %v at worst", worst)
			if !raceEnabled && worst > 100*time.Millisecond {
				t.Errorf("refusing took %v", worst)
			}
		})
	}
}

func names(prefix string, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%d", prefix, i)
	}
	return strings.Join(out, " ")
}

// pairs asks twice for the same field, each of which asks twice for the same field, and so on.
func pairs(depth int) string {
	if depth == 0 {
		return "id"
	}
	below := pairs(depth - 1)
	return "n { " + below + " } n { " + below + " }"
}

// TestGuardLetsClientsThrough runs the largest operations that stock clients send: none may be refused for its size.
func TestGuardLetsClientsThrough(t *testing.T) {
	h := newHouse(t, storetest.Open(t, database.SQLite))
	files, err := filepath.Glob("testdata/clients/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no operations: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			answer, _ := h.do(t, string(text), nil)
			var got struct {
				Errors []struct {
					Message    string
					Extensions struct{ Code string }
				}
			}
			if err := json.Unmarshal(answer, &got); err != nil {
				t.Fatal(err)
			}
			for _, e := range got.Errors {
				t.Errorf("%s: %s", e.Extensions.Code, e.Message)
			}
		})
	}
}

func TestAnswers(t *testing.T) {
	h := newHouse(t, storetest.Open(t, database.SQLite))

	t.Run("@defer is taken and answered at once", func(t *testing.T) {
		for range 2 { // fresh, then from the cache
			answer, _ := h.do(t, `{ ... @defer { shop { name } } ...s @defer(label: "x") } fragment s on QueryRoot { shop { id } }`, nil)
			if want := `{"data":{"shop":{"name":"My shop","id":"gid://shopify/Shop/1"}}}`; string(answer) != want {
				t.Errorf("got %s, want %s", answer, want)
			}
		}
	})

	t.Run("an unknown country falls back to the shop's", func(t *testing.T) {
		answer, _ := h.do(t, `query ($c: CountryCode) @inContext(country: $c, language: FR) { localization { country { isoCode } language { isoCode } } }`, map[string]any{"c": "ZZ"})
		if want := `{"data":{"localization":{"country":{"isoCode":"US"},"language":{"isoCode":"EN"}}}}`; string(answer) != want {
			t.Errorf("got %s, want %s", answer, want)
		}
	})

	t.Run("a mutation by a read-only request is told apart", func(t *testing.T) {
		reply := h.engine.Execute(context.Background(), graph.Request{Text: "subscription { shop { name } }", ReadOnly: true})
		if reply.Executed {
			t.Errorf("it ran: %s", reply.Body)
		}
	})

	t.Run("numbers that are no Int are refused with a code", func(t *testing.T) {
		for _, n := range []any{json.Number("3000000000"), json.Number("1.5"), "2"} {
			answer, _ := h.do(t, `query ($n: Int!) { products(first: $n) { nodes { id } } }`, map[string]any{"n": n})
			if !bytes.Contains(answer, []byte(`"code"`)) || !bytes.Contains(answer, []byte(`"errors"`)) {
				t.Errorf("%v: %s", n, answer)
			}
		}
	})

	t.Run("a fault of the system shows nothing and is logged once", func(t *testing.T) {
		h.log.Reset()
		ctx, cancel := context.WithCancel(context.Background())
		h.do(t, "{ shop { name } }", nil)
		cancel()
		reply := h.engine.Execute(ctx, graph.Request{Text: `{ a: products(first: 1) { nodes { id } } b: products(first: 2) { nodes { id } } }`})
		if bytes.Contains(reply.Body, []byte("SELECT")) || bytes.Contains(reply.Body, []byte("context canceled")) {
			t.Errorf("the cause shows: %s", reply.Body)
		}
	})

	t.Run("nothing is guessed at", func(t *testing.T) {
		for _, text := range []string{`{ shopp { name } }`, `{ ... on Prodct { id } }`, `query ($x: Produkt) { shop { name } }`, `{ products(frist: 1) { nodes { id } } }`, `{ products(first: 1, sortKey: TITEL) { nodes { id } } }`} {
			answer, _ := h.do(t, text, nil)
			if bytes.Contains(answer, []byte("Did you mean")) || !bytes.Contains(answer, []byte(`"errors"`)) {
				t.Errorf("%s: %s", text, answer)
			}
		}
	})

	t.Run("introspection is complete", func(t *testing.T) {
		answer, _ := h.do(t, `{ __schema { queryType { name } types { name kind isOneOf specifiedByURL fields(includeDeprecated: true) { name args(includeDeprecated: true) { name defaultValue } } } directives { name locations } } }`, nil)
		if bytes.Contains(answer, []byte(`"errors"`)) || !bytes.Contains(answer, []byte(`"QueryRoot"`)) {
			t.Errorf("got %.300s", answer)
		}
	})
}
