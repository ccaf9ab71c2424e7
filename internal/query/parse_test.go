package query_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/fault"
	"cartwright/internal/query"
)

var fields = query.Fields{"title": true, "tag": true, "vendor": true, "variants.price": true, "id": true, "created_at": true, "sku": true}

type (
	and = query.And
	or  = query.Or
)

func not(n query.Node) query.Node { return query.Not{Of: n} }
func word(text string) query.Term { return query.Term{Text: text} }
func phrase(s string) query.Term  { return query.Term{Text: s, Phrase: true} }
func begins(s string) query.Term  { return query.Term{Text: s, Prefix: true} }

func in(field, text string) query.Term { return query.Term{Field: field, Text: text} }
func quoted(field, text string) query.Term {
	return query.Term{Field: field, Text: text, Phrase: true}
}
func compared(field string, op query.Op, text string) query.Term {
	return query.Term{Field: field, Op: op, Text: text}
}

func TestParse(t *testing.T) {
	a, b, c, d := word("a"), word("b"), word("c"), word("d")
	for _, group := range []struct {
		sentence string
		queries  map[string]query.Node
	}{
		{"nothing is everything", map[string]query.Node{
			"": and{}, " \t\n ": and{}, "\u00a0\u2003\u3000\u2028": and{}, "()": and{}, "(( ) ())": and{}, `""`: and{}, "''": and{}, "\x00": and{}}},
		{"words are joined by AND", map[string]query.Node{
			"a": a, "a b": and{a, b}, "a AND b": and{a, b}, "a\u00a0b\u3000c\u0085d": and{a, b, c, d}, "a\tAND\nb": and{a, b}, "a\x00b": and{a, b}}},
		{"OR joins alternatives, and AND binds tighter", map[string]query.Node{
			"a OR b": or{a, b}, "a b OR c d": or{and{a, b}, and{c, d}}, "a AND b OR c": or{and{a, b}, c}, "a OR b AND c": or{a, and{b, c}},
			"a OR b OR c": or{a, b, c}, "(a OR b) c": and{or{a, b}, c}, "a (b OR c) OR d": or{and{a, or{b, c}}, d}}},
		{"NOT and a minus bind tighter than AND", map[string]query.Node{
			"NOT a b": and{not(a), b}, "-a b": and{not(a), b}, "NOT a OR b": or{not(a), b}, "-(a b)": not(and{a, b}), "NOT (a OR b)": not(or{a, b}),
			"NOT(a OR b) c": and{not(or{a, b}), c}, "a -b OR -c": or{and{a, not(b)}, not(c)}, `-"a b"`: not(phrase("a b")), "-tag:x": not(in("tag", "x"))}},
		{"denying twice is not denying", map[string]query.Node{
			"NOT NOT a": a, "NOT -a": a, "--a": a, "-(-a)": a, "NOT (NOT (NOT a))": not(a), "-(NOT (a b))": and{a, b}}},
		{"needless parentheses are gone", map[string]query.Node{
			"(a)": a, "((a b)) c": and{a, b, c}, "(a OR (b OR (c)))": or{a, b, c}, "a (b (c d))": and{a, b, c, d}, "(a)(b)c(d)": and{a, b, c, d}}},
		{"connectives are written in capitals and stand alone", map[string]query.Node{
			"and": word("and"), "a or b": and{a, word("or"), b}, "a And b": and{a, word("And"), b}, "ANDY ORB NOTE": and{word("ANDY"), word("ORB"), word("NOTE")},
			"AND*": begins("AND"), "-OR": not(word("OR")), "tag:NOT": in("tag", "NOT"), `"AND"`: phrase("AND"), `\AND`: word("AND"), `a \OR b`: and{a, word("OR"), b}, "(a)OR(b)": or{a, b}}},
		{"a connective with nothing to connect is dropped", map[string]query.Node{
			"AND": and{}, "OR": and{}, "NOT": and{}, "AND OR NOT": and{}, "a AND": a, "OR a": a, "a OR": a, "a OR OR b": or{a, b}, "a AND AND b": and{a, b},
			"a OR AND b": or{a, b}, "a AND OR b": or{a, b}, "a NOT": a, "NOT OR a": a, "a NOT OR b": or{a, b}, "NOT AND a": not(a), "NOT AND NOT a": a, "(OR a) (NOT) b": and{a, b}}},
		{"what says nothing is not there", map[string]query.Node{
			"*": and{}, "a *": a, "a OR *": a, "NOT *": and{}, "-*": and{}, ":": and{}, "-:": and{}, ":*:": and{}, "a OR ()": a, "NOT ()": and{}, `a OR ""`: a, "tag:()": and{}}},
		{"phrases are quoted either way", map[string]query.Node{
			`"red shirt"`: phrase("red shirt"), `'red shirt'`: phrase("red shirt"), `"it's"`: phrase("it's"), `'say "hi"'`: phrase(`say "hi"`),
			`"a (b OR c): *"`: phrase("a (b OR c): *"), `"a""b"`: and{phrase("a"), phrase("b")}, `"a"b`: and{phrase("a"), b}, `"a"-b`: and{phrase("a"), not(b)}, `"a b"*`: query.Term{Text: "a b", Phrase: true, Prefix: true},
			`'men's shoes' a`: and{phrase("men's shoes"), a}, `('a')`: phrase("a"), `" a "`: phrase(" a ")}},
		{"a quote within a word is a letter", map[string]query.Node{
			"it's": word("it's"), `12" vinyl`: and{word(`12"`), word("vinyl")}, `a"b c"d`: and{word(`a"b`), word(`c"d`)}}},
		{"a quote that nothing closes runs to the end, or is an apostrophe", map[string]query.Node{
			`"red shirt`: phrase("red shirt"), `a ("b OR c) d`: and{a, phrase("b OR c) d")}, `a "`: a, `"red\"`: phrase(`red"`),
			"'tis the season": and{word("'tis"), word("the"), word("season")}, "'": word("'"), "rock 'n' roll": and{word("rock"), phrase("n"), word("roll")}, "tag:'tis": in("tag", "'tis")}},
		{"a star after a word asks for its beginning", map[string]query.Node{
			"shi*": begins("shi"), "shi**": begins("shi"), "*shi": word("shi"), "*shi*": begins("shi"), "s*i": word("s*i"), "title:*a": in("title", "a"), `shi\*`: word("shi*"), `\*`: word("*"), `\**`: begins("*"), `"*"`: phrase("*"), `shi\\*`: begins(`shi\`)}},
		{"fields are those of the caller, in any case", map[string]query.Node{
			"title:shirt": in("title", "shirt"), "TITLE:Shirt": in("title", "Shirt"), "variants.price:5": in("variants.price", "5"),
			`title:"red shirt"`: quoted("title", "red shirt"), "title:'red shirt' a": and{quoted("title", "red shirt"), a}, "title:sh*": query.Term{Field: "title", Text: "sh", Prefix: true},
			`title:"red sh"*`: query.Term{Field: "title", Text: "red sh", Phrase: true, Prefix: true}, "title:a:b": in("title", "a:b"), "title:a:": in("title", "a:"), "title:-a": in("title", "-a"), `vendor:""`: quoted("vendor", ""), "id:gid://shopify/Product/1": in("id", "gid://shopify/Product/1")}},
		{"another name makes the word plain", map[string]query.Node{
			"12:30": word("12:30"), "http://a.b/c?d=e": word("http://a.b/c?d=e"), "price:>5": word("price:>5"), `foo:"a b"`: phrase("foo:a b"), `foo:"a b"*`: query.Term{Text: "foo:a b", Phrase: true, Prefix: true}, "foo:'a b' c": and{phrase("foo:a b"), c},
			"foo:(a OR b)": and{word("foo"), or{a, b}}, "-12:30": not(word("12:30")), ":a": a, `title\:a`: word("title:a"), `ti\tle:a`: word(`ti\tle:a`), "foo:'a": word("foo:'a")}},
		{"values are compared", map[string]query.Node{
			"id:<5": compared("id", "<", "5"), "id:<=5": compared("id", "<=", "5"), "id:>5": compared("id", ">", "5"), "id:>=5": compared("id", ">=", "5"), "id:=5": in("id", "=5"), "id:5": in("id", "5"), "id:<>5": compared("id", "<", ">5"),
			`created_at:>="2026-01-01 10:00"`: query.Term{Field: "created_at", Op: ">=", Text: "2026-01-01 10:00", Phrase: true}, "variants.price:>=10 variants.price:<20.5": and{compared("variants.price", ">=", "10"), compared("variants.price", "<", "20.5")},
			`id:\<5`: in("id", "<5"), "<5": word("<5")}},
		{"a star for a value asks whether there is one", map[string]query.Node{
			"sku:*": query.Term{Field: "sku", Op: query.Exists}, "-sku:**": not(query.Term{Field: "sku", Op: query.Exists}), "sku:(* OR a)": or{query.Term{Field: "sku", Op: query.Exists}, in("sku", "a")}, `sku:\*`: in("sku", "*")}},
		{"a field without a value is a word", map[string]query.Node{
			"title:": word("title"), "title: a": and{word("title"), a}, "(title:)": word("title"), "id:>": word("id:>"), "id:> 5": and{word("id:>"), word("5")}, "id:>*": begins("id:>")}},
		{"a field over a group is that of its terms", map[string]query.Node{
			"tag:(a OR b)": or{in("tag", "a"), in("tag", "b")}, "tag:(a -b)": and{in("tag", "a"), not(in("tag", "b"))}, `tag:("a b" OR c*)`: or{quoted("tag", "a b"), query.Term{Field: "tag", Text: "c", Prefix: true}}, "-tag:(a OR b)": not(or{in("tag", "a"), in("tag", "b")}),
			"tag:(a OR title:b)": or{in("tag", "a"), in("title", "b")}, "tag:(a vendor:(b) c)": and{in("tag", "a"), in("vendor", "b"), in("tag", "c")}, "tag:((a OR b) c)": and{or{in("tag", "a"), in("tag", "b")}, in("tag", "c")}, "tag:(12:30)": in("tag", "12:30"),
			"id:(>3 <9)": and{compared("id", ">", "3"), compared("id", "<", "9")}, "id:>(3 OR 9)": or{compared("id", ">", "3"), compared("id", ">", "9")}, "tag:(a) b": and{in("tag", "a"), b}, `tag:("")`: quoted("tag", "")}},
		{"a backslash takes the meaning away", map[string]query.Node{
			`\(a\)`: word("(a)"), `a\ b`: word("a b"), `\-a`: word("-a"), `\"a\"`: word(`"a"`), `a\\b`: word(`a\b`), `AC\DC`: word(`AC\DC`), `a\`: word(`a\`), `\`: word(`\`), `"a\"b\\c\d"`: phrase(`a"b\c\d`), `'a\'b'`: phrase("a'b"), "a\\\u3000b": word("a\u3000b"), `tag:a\:b`: in("tag", "a:b"), `\\AND`: word(`\AND`)}},
		{"a minus within a word is a letter, alone it is a word", map[string]query.Node{
			"a-b": word("a-b"), "-": word("-"), "a - b": and{a, word("-"), b}, "--": not(word("-")), "(-)": word("-"), "- (a)": and{word("-"), a}, "-a-": not(word("a-"))}},
		{"parentheses that do not match", map[string]query.Node{
			"(a b": and{a, b}, "a b)": and{a, b}, ")a(": a, "((a OR b) c": and{or{a, b}, c}, "a) OR b": or{a, b}, ")))(((": and{}, "tag:(a b": and{in("tag", "a"), in("tag", "b")}, "tag:)a": and{word("tag"), a}}},
		{"what is no text", map[string]query.Node{
			"a\xffb": word("a\uFFFDb"), "\xff": word("\uFFFD"), "日本 OR 語": or{word("日本"), word("語")}, "\ufeffa": word("\ufeffa")}},
	} {
		t.Run(group.sentence, func(t *testing.T) {
			for text, want := range group.queries {
				got, err := query.Parse("query", text, fields)
				if err != nil {
					t.Errorf("%q: %v", text, err)
				} else if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%q: %s", text, diff)
				}
				roundTrip(t, got)
			}
		})
	}
}

func TestString(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"NOT (a AND (b OR c)) OR d":      "-(a (b OR c)) OR d",
		"a AND NOT b":                    "a -b",
		`'say "hi"' it's`:                `"say \"hi\"" it's`,
		"tag:(a OR 'b c')":               `tag:a OR tag:"b c"`,
		"Title:X* id:>=5 sku:*":          "title:X* id:>=5 sku:*",
		`12:30 \AND "AND" tag:AND \-x -`: `12\:30 \AND "AND" tag:AND \-x \-`,
	} {
		got, err := query.Parse("query", text, fields)
		if err != nil || got.String() != want {
			t.Errorf("%q is written %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestLimits(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("(a OR -", n) + "b" + strings.Repeat(")", n) }
	for text, limit := range map[string]string{
		strings.Repeat("x", query.MaxBytes):              "",
		strings.Repeat("x", query.MaxBytes+1):            "10000 bytes",
		strings.Repeat("語", query.MaxBytes/3):            "",
		strings.Repeat("a ", query.MaxTerms):             "",
		strings.Repeat("a ", query.MaxTerms+1):           "500 terms",
		strings.Repeat("tag:(a b) ", query.MaxTerms/2+1): "500 terms",
		strings.Repeat("* () OR ", 1000):                 "",
		nested(query.MaxDepth):                           "",
		nested(query.MaxDepth + 1):                       "50 parentheses",
		strings.Repeat("tag:(", query.MaxDepth+1):        "50 parentheses",
		strings.Repeat("(", query.MaxDepth+1):            "50 parentheses",
		strings.Repeat("() ", 2000):                      "",
		strings.Repeat(")", query.MaxBytes):              "",
		strings.Repeat("-", query.MaxBytes):              "",
		strings.Repeat("NOT ", query.MaxBytes/4):         "",
	} {
		_, err := query.Parse("filters.query", text, fields)
		var f *fault.Fault
		switch {
		case limit == "" && err != nil:
			t.Errorf("%.20q…: %v", text, err)
		case limit != "" && (!errors.As(err, &f) || f.Kind != fault.Limit || !strings.Contains(f.Text, limit) || strings.Join(f.Path, ".") != "filters.query"):
			t.Errorf("%.20q…: %v, want the limit of %s", text, err, limit)
		}
	}
	t.Run("ten million bytes are refused unread", func(t *testing.T) {
		text := strings.Repeat("(a OR ", 10_000_000/6)
		begin := time.Now()
		if _, err := query.Parse("query", text, fields); !fault.Is(err, fault.Limit) {
			t.Errorf("got %v", err)
		}
		if took := time.Since(begin); took > 10*time.Millisecond {
			t.Errorf("it took %v", took)
		}
	})
}

// TestPairs puts every printable character and word of the grammar before and after every other.
func TestPairs(t *testing.T) {
	parts := []string{"AND", "OR", "NOT", "tag:", "foo:", "id:>", "a", " ", "\u3000", `\\`, "é"}
	for r := '!'; r <= '~'; r++ {
		parts = append(parts, string(r))
	}
	for _, x := range parts {
		for _, y := range parts {
			for _, form := range []string{"%s%s", "%s %s", "a%sb%sc", "(%s)%s", "tag:(%s %s)", `"%s"%s`, "-%s*%s"} {
				text := fmt.Sprintf(form, x, y)
				n, err := query.Parse("query", text, fields)
				if err != nil {
					t.Fatalf("%q: %v", text, err)
				}
				roundTrip(t, n)
			}
		}
	}
}
