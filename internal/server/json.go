package server

import (
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// What one JSON text may hold. The deepest input of the dialect is nested some ten levels; the other limits keep the
// memory of a decoded body within a small multiple of its size.
const (
	maxDepth  = 64
	maxValues = 50_000
	maxNumber = 128 // bytes of a number
)

// jsonError tells where a text stops being what is wanted, and never what stands there.
type jsonError struct {
	what   string
	offset int // in bytes, from 0
}

func (e *jsonError) Error() string { return fmt.Sprintf("%s at byte %d", e.what, e.offset) }

// parseJSON decodes one JSON text (RFC 8259), which the caller has found to be valid UTF-8. It gives what encoding/json
// gives with UseNumber, in one pass and with more refused: a member that stands twice in an object (of which parsers
// along the way may see different ones), bytes after the end, and more depth or values than a query can need.
// The result shares no memory with b.
func parseJSON(b []byte) (any, error) {
	p := parser{b: b, scratch: make([]byte, 0, min(len(b), 8<<10))}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if p.space(); p.i < len(b) {
		return nil, p.fail("something after the end of the value")
	}
	return v, nil
}

// parser is a place in a JSON text.
type parser struct {
	b       []byte
	i       int
	values  int
	scratch []byte // a string with escapes while it is put together
}

// fail is an error at the present place.
func (p *parser) fail(what string) error { return &jsonError{what, p.i} }

// space skips white space.
func (p *parser) space() {
	for p.i < len(p.b) {
		switch p.b[p.i] {
		case ' ', '\t', '\r', '\n':
			p.i++
		default:
			return
		}
	}
}

// next skips white space and shows the byte after it; 0, which starts nothing in JSON, at the end.
func (p *parser) next() byte {
	if p.space(); p.i < len(p.b) {
		return p.b[p.i]
	}
	return 0
}

// value decodes the value that begins here, inside depth objects and arrays.
func (p *parser) value(depth int) (any, error) {
	if p.values++; p.values > maxValues {
		return nil, p.fail(fmt.Sprintf("more than %d values", maxValues))
	}
	switch c := p.next(); {
	case c == '"':
		return p.text()
	case c == '{' || c == '[':
		if depth == maxDepth {
			return nil, p.fail(fmt.Sprintf("nesting deeper than %d levels", maxDepth))
		}
		p.i++
		if c == '{' {
			return p.object(depth + 1)
		}
		return p.array(depth + 1)
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case p.word("true"):
		return true, nil
	case p.word("false"):
		return false, nil
	case p.word("null"):
		return nil, nil
	case p.i == len(p.b):
		return nil, p.fail("the text ends too early")
	}
	return nil, p.fail("no JSON value")
}

// word takes a literal if it stands here.
func (p *parser) word(w string) bool {
	if end := p.i + len(w); end <= len(p.b) && string(p.b[p.i:end]) == w {
		p.i = end
		return true
	}
	return false
}

// object decodes the members up to the closing brace.
func (p *parser) object(depth int) (any, error) {
	m := make(map[string]any)
	if p.next() == '}' {
		p.i++
		return m, nil
	}
	for {
		if p.next() != '"' {
			return nil, p.fail("no member name")
		}
		at := p.i
		key, err := p.text()
		if err != nil {
			return nil, err
		}
		if _, twice := m[key]; twice {
			return nil, &jsonError{"a member that stands twice in its object", at}
		}
		if p.next() != ':' {
			return nil, p.fail("no colon after a member name")
		}
		p.i++
		if m[key], err = p.value(depth); err != nil {
			return nil, err
		}
		switch p.next() {
		case ',':
			p.i++
		case '}':
			p.i++
			return m, nil
		default:
			return nil, p.fail("neither comma nor closing brace")
		}
	}
}

// array decodes the elements up to the closing bracket.
func (p *parser) array(depth int) (any, error) {
	list := []any{}
	if p.next() == ']' {
		p.i++
		return list, nil
	}
	for {
		v, err := p.value(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		switch p.next() {
		case ',':
			p.i++
		case ']':
			p.i++
			return list, nil
		default:
			return nil, p.fail("neither comma nor closing bracket")
		}
	}
}

// number takes -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? as it is written.
func (p *parser) number() (any, error) {
	start := p.i
	p.take('-')
	if !p.take('0') && !p.digits() {
		return nil, p.fail("no digit in a number")
	}
	if p.take('.') && !p.digits() {
		return nil, p.fail("no digit after a decimal point")
	}
	if p.take('e') || p.take('E') {
		if !p.take('+') {
			p.take('-')
		}
		if !p.digits() {
			return nil, p.fail("no digit in an exponent")
		}
	}
	if p.i-start > maxNumber {
		return nil, &jsonError{fmt.Sprintf("a number of more than %d characters", maxNumber), start}
	}
	return json.Number(p.b[start:p.i]), nil
}

// take skips the byte c if it stands here.
func (p *parser) take(c byte) bool {
	if p.i < len(p.b) && p.b[p.i] == c {
		p.i++
		return true
	}
	return false
}

// digits skips decimal digits; false if there are none.
func (p *parser) digits() bool {
	start := p.i
	for p.i < len(p.b) && p.b[p.i] >= '0' && p.b[p.i] <= '9' {
		p.i++
	}
	return p.i > start
}

// text decodes the string whose opening quote stands here. Most strings hold no escape and are one copy; a document
// holds \n at every line, so the runs between escapes are copied whole.
func (p *parser) text() (string, error) {
	p.i++
	start := p.i
	p.plain()
	if p.take('"') {
		return string(p.b[start : p.i-1]), nil
	}
	p.scratch = append(p.scratch[:0], p.b[start:p.i]...)
	for p.take('\\') {
		r, err := p.escape()
		if err != nil {
			return "", err
		}
		p.scratch = utf8.AppendRune(p.scratch, r)
		start = p.i
		p.plain()
		p.scratch = append(p.scratch, p.b[start:p.i]...)
	}
	if p.take('"') {
		return string(p.scratch), nil
	}
	if p.i == len(p.b) {
		return "", p.fail("a string without end")
	}
	return "", p.fail("a control character in a string")
}

// plain skips the bytes of a string that stand for themselves.
func (p *parser) plain() {
	for p.i < len(p.b) {
		if c := p.b[p.i]; c == '"' || c == '\\' || c < ' ' {
			return
		}
		p.i++
	}
}

// escape decodes what follows a backslash. Half a surrogate pair becomes U+FFFD, as it does in browsers: JavaScript
// writes it when it cuts text inside an emoji.
func (p *parser) escape() (rune, error) {
	if p.i == len(p.b) {
		return 0, p.fail("a string without end")
	}
	c := p.b[p.i]
	p.i++
	switch c {
	case '"', '\\', '/':
		return rune(c), nil
	case 'b':
		return '\b', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case 'u':
		r, ok := p.hex()
		if !ok {
			return 0, p.fail("an escape without four hexadecimal digits")
		}
		if !utf16.IsSurrogate(r) {
			return r, nil
		}
		before := p.i
		if p.take('\\') && p.take('u') {
			if second, ok := p.hex(); ok {
				if whole := utf16.DecodeRune(r, second); whole != utf8.RuneError {
					return whole, nil
				}
			}
		}
		p.i = before // the second half, if any, is a character of its own
		return utf8.RuneError, nil
	}
	p.i--
	return 0, p.fail("an unknown escape")
}

// hex takes four hexadecimal digits.
func (p *parser) hex() (rune, bool) {
	if p.i+4 > len(p.b) {
		return 0, false
	}
	var r rune
	for _, c := range p.b[p.i : p.i+4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	p.i += 4
	return r, true
}
