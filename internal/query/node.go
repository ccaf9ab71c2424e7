package query

import (
	"strings"
	"unicode"
)

// Node is a part of a query: And, Or, Not or Term, and nothing else.
type Node interface {
	// String is the canonical text of the node.
	String() string
	node()
}

// And holds where all of its nodes do. The empty And is everything.
type And []Node

// Or holds where one of its nodes does.
type Or []Node

// Not holds where its node does not.
type Not struct{ Of Node }

// Term is a text to look for, in a field or, if Field is empty, wherever the listing looks of its own accord.
type Term struct {
	Field  string // as the caller's set has it
	Op     Op     // other than Match only with a field
	Text   string // without quotes, escapes and the star; empty with Exists
	Phrase bool   // it was in quotes
	Prefix bool   // a star followed it
}

// Op is how a term compares.
type Op string

// The comparisons.
const (
	Match   Op = "" // what equality is to the field: the same, or containing
	Less    Op = "<"
	AtMost  Op = "<="
	More    Op = ">"
	AtLeast Op = ">="
	Exists  Op = "*" // the field has a value
)

func (And) node()  {}
func (Or) node()   {}
func (Not) node()  {}
func (Term) node() {}

// and joins nodes, and takes up the nodes of those that are an And already. It is nil if there are none.
func and(nodes []Node) Node {
	if len(nodes) < 2 {
		return only(nodes)
	}
	flat := make(And, 0, len(nodes))
	for _, n := range nodes {
		if inner, ok := n.(And); ok {
			flat = append(flat, inner...)
		} else {
			flat = append(flat, n)
		}
	}
	return flat
}

// or joins nodes as and does.
func or(nodes []Node) Node {
	if len(nodes) < 2 {
		return only(nodes)
	}
	flat := make(Or, 0, len(nodes))
	for _, n := range nodes {
		if inner, ok := n.(Or); ok {
			flat = append(flat, inner...)
		} else {
			flat = append(flat, n)
		}
	}
	return flat
}

func only(nodes []Node) Node {
	if len(nodes) == 0 {
		return nil
	}
	return nodes[0]
}

func not(n Node) Node {
	switch n := n.(type) {
	case nil:
		return nil
	case Not:
		return n.Of
	}
	return Not{n}
}

// String joins by blanks.
func (a And) String() string {
	return join(a, " ", func(n Node) bool { _, or := n.(Or); return or })
}

// String joins by OR. An And within needs no parentheses, for it binds tighter.
func (o Or) String() string {
	return join(o, " OR ", func(n Node) bool { _, or := n.(Or); return or })
}

// String puts a minus in front.
func (n Not) String() string {
	if _, term := n.Of.(Term); term {
		return "-" + n.Of.String()
	}
	return "-(" + n.Of.String() + ")"
}

func join(nodes []Node, by string, enclosed func(Node) bool) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = n.String()
		if enclosed(n) {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, by)
}

// String writes what the parser reads as this term, whatever the set of fields is.
func (t Term) String() string {
	var b strings.Builder
	if t.Field != "" {
		b.WriteString(t.Field + ":" + string(t.Op))
	}
	switch {
	case t.Op == Exists:
		return b.String()
	case t.Phrase:
		b.WriteString(`"` + quoting.Replace(t.Text) + `"`)
	case t.Field == "" && keyword(t.Text):
		b.WriteString(`\` + t.Text)
	default:
		t.writeWord(&b)
	}
	if t.Prefix {
		b.WriteByte('*')
	}
	return b.String()
}

var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// writeWord writes the text without quotes: some characters mean something everywhere in a word, others at its
// beginning alone.
func (t Term) writeWord(b *strings.Builder) {
	const everywhere = `\()*`
	first := `"'-:`
	if t.Field != "" {
		first = `"'<>=`
	}
	for i, r := range t.Text {
		if strings.ContainsRune(everywhere, r) || unicode.IsSpace(r) || r == ':' && t.Field == "" || i == 0 && strings.ContainsRune(first, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
}
