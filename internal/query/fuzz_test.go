package query_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/fault"
	"cartwright/internal/query"
)

// roundTrip writes a tree and reads it again.
func roundTrip(t *testing.T, n query.Node) {
	t.Helper()
	if n == nil {
		return
	}
	text := n.String()
	if len(text) > query.MaxBytes {
		return // escapes and repeated fields can make the canonical text longer than what was written
	}
	again, err := query.Parse("query", text, fields)
	if err != nil {
		t.Fatalf("%q is written %q: %v", n, text, err)
	}
	if !reflect.DeepEqual(n, again) { // cmp.Diff takes a hundred times as long
		t.Fatalf("%q: %s", text, cmp.Diff(n, again))
	}
}

// normal checks that a tree has no needless nodes, and counts its terms.
func normal(t *testing.T, n query.Node, depth int) (terms int) {
	t.Helper()
	if depth > 3*query.MaxDepth+3 {
		t.Fatalf("%q is too deep", n)
	}
	inner := func(nodes []query.Node, same func(query.Node) bool) {
		if len(nodes) < 2 {
			t.Fatalf("%q has a group of %d", n, len(nodes))
		}
		for _, child := range nodes {
			if same(child) {
				t.Fatalf("%q has a group within its like", n)
			}
			terms += normal(t, child, depth+1)
		}
	}
	switch n := n.(type) {
	case query.And:
		inner(n, func(n query.Node) bool { _, and := n.(query.And); return and })
	case query.Or:
		inner(n, func(n query.Node) bool { _, or := n.(query.Or); return or })
	case query.Not:
		if _, again := n.Of.(query.Not); again {
			t.Fatalf("%q denies twice", n)
		}
		terms = normal(t, n.Of, depth+1)
	case query.Term:
		switch {
		case n.Field != "" && !fields[n.Field], n.Field == "" && n.Op != query.Match:
			t.Fatalf("%#v has no such field", n)
		case n.Text == "" && !n.Phrase && n.Op != query.Exists, n.Op == query.Exists && n != query.Term{Field: n.Field, Op: query.Exists}:
			t.Fatalf("%#v says nothing", n)
		}
		terms = 1
	default:
		t.Fatalf("%T is no node", n)
	}
	return terms
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "a", "red shirt", `"red shirt"`, "'men's' shoes", "shi*", "-a", "NOT a", "a OR b AND NOT c", "((a OR b) -c)", "tag:(a OR 'b c')", "TITLE:x*", "id:>=5", "id:(>3 <9)", "sku:*", `vendor:""`,
		"12:30", `foo:"a b"`, `\AND \- \( \\`, `"a\"`, "'tis", "*", "::", "--", "-(", ")(", "AND OR NOT", "NOT AND OR", "a\u3000b\x00\xff", "tag:(((", `tag:>"*`, strings.Repeat("a ", 501), strings.Repeat("(", 51), strings.Repeat("'a ", 3000), strings.Repeat(`a:"`, 3000), strings.Repeat("tag:(a ", 50)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		begin := time.Now()
		n, err := query.Parse("query", text, fields)
		if took := time.Since(begin); took > time.Second { // 10,000 bytes take less than a millisecond; a busy machine may pause
			t.Fatalf("%q took %v", text, took)
		}
		if err != nil {
			enough := len(text) > query.MaxBytes || strings.Count(text, "(") > query.MaxDepth || len(text) > query.MaxTerms
			if !fault.Is(err, fault.Limit) || !enough {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if everything, ok := n.(query.And); !ok || len(everything) > 0 {
			if terms := normal(t, n, 0); terms > query.MaxTerms {
				t.Fatalf("%q has %d terms", text, terms)
			}
		}
		roundTrip(t, n)
	})
}

var kept query.Node

func BenchmarkParse(b *testing.B) {
	full := func(part string) string { return strings.Repeat(part, query.MaxBytes/len(part)) }
	for _, c := range []struct{ name, text string }{
		{"three terms", `title:shirt* -tag:sale variants.price:<=50`},
		{"10,000 bytes of one word", full("x")},
		{"10,000 bytes of 500 terms", strings.Repeat("a"+strings.Repeat("語", 6)+" ", query.MaxTerms)},
		{"10,000 bytes of apostrophes", full("'")},
		{"10,000 bytes of words with apostrophes", strings.Repeat("'"+strings.Repeat("x", 18)+" ", query.MaxTerms)},
		{"10,000 bytes of colons", full(":")},
		{"10,000 bytes of backslashes", full(`\`)},
		{"10,000 bytes of minuses", full("-")},
		{"10,000 bytes of stars", full("* ")},
		{"10,000 bytes of fields without values", strings.Repeat("tag:> ", query.MaxTerms)},
		{"10,000 bytes of empty groups", full("()")},
		{"10,000 bytes of groups of 50", full(strings.Repeat("tag:(", 50) + strings.Repeat(")", 50))},
		{"ten million bytes", strings.Repeat("x", 10_000_000)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				kept, _ = query.Parse("query", c.text, fields)
			}
		})
	}
}
