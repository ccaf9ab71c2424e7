package query

import (
	"strings"

	"cartwright/internal/fault"
)

// The limits of a query.
const (
	MaxBytes = 10_000 // of its text
	MaxTerms = 500    // words, phrases and fields with their values
	MaxDepth = 50     // parentheses within each other
)

// Fields are the names, in small letters, that a listing can be asked by.
type Fields map[string]bool

// Parse reads a query. Every text has a meaning; the faults are of the kind Limit, and name the path, the argument that
// the text came in.
func Parse(path, text string, fields Fields) (Node, error) {
	if len(text) > MaxBytes {
		return nil, fault.Limitf(path, "a query has at most %d bytes, got %d", MaxBytes, len(text))
	}
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", " ")
	p := &parser{path: path, text: text, fields: fields}
	n := p.or(scope{})
	if p.err != nil {
		return nil, p.err
	}
	if n == nil {
		return And{}, nil
	}
	return n, nil
}

// parser reads a text from front to back.
type parser struct {
	path, text   string
	fields       Fields
	at           int // the byte to be read next
	terms, depth int
	apostrophes  bool // a single quote is not closed any more: those to come are apostrophes
	err          error
}

// scope is what a group was written behind: its terms without a field have this one.
type scope struct {
	field string
	op    Op
}

// or reads alternatives up to the end of the group, or of the text. It is nil if nothing is said.
func (p *parser) or(s scope) Node {
	var nodes []Node
	for {
		if n := p.and(s); n != nil {
			nodes = append(nodes, n)
		}
		if !p.take("OR") {
			return or(nodes)
		}
	}
}

// and reads neighbours up to an OR. The word AND says nothing that standing side by side would not.
func (p *parser) and(s scope) Node {
	var nodes []Node
	for {
		p.blanks()
		switch {
		case p.at == len(p.text), p.peek("OR"), p.next() == ')' && p.depth > 0:
			return and(nodes)
		case p.next() == ')':
			p.at++
		case !p.take("AND"):
			if n := p.unary(s); n != nil {
				nodes = append(nodes, n)
			}
		}
	}
}

// unary reads a term or a group, with whatever denies it.
func (p *parser) unary(s scope) Node {
	nots := 0
	for p.take("NOT") {
		nots++
		for p.take("AND") { // a NOT waits for something to deny
		}
	}
	if p.at == len(p.text) || p.next() == ')' || p.peek("OR") {
		return nil
	}
	for p.minus() {
		nots++
	}
	n := p.primary(s)
	if nots%2 == 1 {
		return not(n)
	}
	return n
}

// primary reads a term or a group. Behind a minus, keywords are words.
func (p *parser) primary(s scope) Node {
	if p.next() == '(' {
		return p.group(s)
	}
	if text, prefix, ok := p.quoted(); ok {
		if text == "" && s.field == "" {
			return nil
		}
		return p.found(Term{Field: s.field, Op: s.op, Text: text, Phrase: true, Prefix: prefix})
	}
	begin := p.at
	end, colon := p.word()
	if colon >= 0 {
		if n, ok := p.named(begin, colon, s); ok {
			return n
		}
		p.at = begin
	}
	if s.field != "" {
		if n, ok := p.value(s); ok {
			return n
		}
	}
	p.at = end
	return p.plain(p.text[begin:end], s)
}

// group reads what stands in parentheses.
func (p *parser) group(s scope) Node {
	if p.depth == MaxDepth {
		p.refuse("a query has at most %d parentheses within each other", MaxDepth)
		return nil
	}
	p.at++
	p.depth++
	n := p.or(s)
	p.depth--
	if p.next() == ')' {
		p.at++
	}
	return n
}

// named reads a word with a colon as a field and its value, or, if the name is no field, as one phrase with the quotes
// that follow. It is not ok if there is neither.
func (p *parser) named(begin, colon int, s scope) (n Node, ok bool) {
	p.at = colon + 1
	name := strings.ToLower(p.text[begin:colon])
	if p.fields[name] {
		return p.value(scope{field: name})
	}
	text, prefix, ok := p.quoted()
	if !ok {
		return nil, false
	}
	return p.found(Term{Field: s.field, Op: s.op, Text: unescape(p.text[begin:colon+1]) + text, Phrase: true, Prefix: prefix}), true
}

// value reads what a field is compared with; it is not ok if there is nothing.
func (p *parser) value(s scope) (n Node, ok bool) {
	if s.op == Match {
		s.op = p.comparator()
	}
	if p.next() == '(' {
		return p.group(s), true
	}
	if text, prefix, ok := p.quoted(); ok {
		return p.found(Term{Field: s.field, Op: s.op, Text: text, Phrase: true, Prefix: prefix}), true
	}
	end, _ := p.word()
	raw := p.text[p.at:end]
	text, star := trim(raw, "*")
	switch {
	case text != "":
		n = Term{Field: s.field, Op: s.op, Text: unescape(text), Prefix: star}
	case raw != "" && s.op == Match:
		n = Term{Field: s.field, Op: Exists}
	default:
		return nil, false
	}
	p.at = end
	return p.found(n), true
}

// plain makes a term of a word as it stands.
func (p *parser) plain(raw string, s scope) Node {
	text, star := trim(raw, "*:")
	if text == "" {
		return nil
	}
	if rest, escaped := strings.CutPrefix(text, `\`); escaped && keyword(rest) {
		text = rest
	}
	return p.found(Term{Field: s.field, Op: s.op, Text: unescape(text), Prefix: star})
}

// found counts a term.
func (p *parser) found(t Node) Node {
	if p.terms == MaxTerms {
		p.refuse("a query has at most %d terms", MaxTerms)
		return nil
	}
	p.terms++
	return t
}

// refuse ends the reading.
func (p *parser) refuse(format string, limit int) {
	p.err = fault.Limitf(p.path, format, limit)
	p.at = len(p.text)
}
