package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// syntax are the characters, beside blanks, that a backslash takes the meaning from.
const syntax = `"'()*:\-<>=`

func isSyntax(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(syntax, r) }

func keyword(s string) bool { return s == "AND" || s == "OR" || s == "NOT" }

// blanks moves on to the next character that is none.
func (p *parser) blanks() {
	rest := p.text[p.at:]
	p.at += len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
}

// next is the byte to be read, or 0 at the end; the text holds no other NUL.
func (p *parser) next() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// peek is whether the keyword stands here, alone.
func (p *parser) peek(word string) bool {
	rest, ok := strings.CutPrefix(p.text[p.at:], word)
	return ok && ends(rest)
}

// take reads the keyword, and the blanks after it, if it stands here.
func (p *parser) take(word string) bool {
	if !p.peek(word) {
		return false
	}
	p.at += len(word)
	p.blanks()
	return true
}

// minus reads a minus that denies what follows: one before a blank or an end is a word of its own.
func (p *parser) minus() bool {
	if p.next() != '-' {
		return false
	}
	if rest := p.text[p.at+1:]; ends(rest) && !strings.HasPrefix(rest, "(") {
		return false
	}
	p.at++
	return true
}

// ends is whether no word goes on with the text.
func ends(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return text == "" || r == '(' || r == ')' || unicode.IsSpace(r)
}

// word finds the end of the word that begins here, and its first colon, or -1. Escaped characters are neither.
func (p *parser) word() (end, colon int) {
	escaped, colon := false, -1
	for i, r := range p.text[p.at:] {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
		case r == '(' || r == ')' || unicode.IsSpace(r):
			return p.at + i, colon
		case r == ':' && colon < 0:
			colon = p.at + i
		}
	}
	return len(p.text), colon
}

// quoted reads a phrase with its star, if one begins here.
func (p *parser) quoted() (text string, prefix, ok bool) {
	quote := p.next()
	if quote != '"' && quote != '\'' || quote == '\'' && p.apostrophes {
		return "", false, false
	}
	begin := p.at + 1
	end := p.closing(begin, quote)
	if end < 0 {
		if quote == '\'' {
			p.apostrophes = true // nor will any further one be closed: asking once keeps the time linear
			return "", false, false
		}
		p.at = len(p.text)
		return unescape(p.text[begin:]), false, true
	}
	p.at = end + 1
	after := strings.TrimLeft(p.text[p.at:], "*")
	prefix = len(after) < len(p.text)-p.at
	p.at = len(p.text) - len(after)
	return unescape(p.text[begin:end]), prefix, true
}

// closing finds the quote that closes a phrase, or -1.
func (p *parser) closing(begin int, quote byte) int {
	for i := begin; i < len(p.text); i++ {
		switch p.text[i] {
		case '\\':
			i++ // within a longer character no byte looks like a quote or a backslash
		case quote:
			if quote == '"' || ends(strings.TrimLeft(p.text[i+1:], "*")) {
				return i
			}
		}
	}
	return -1
}

// comparator reads a comparator, if one stands here.
func (p *parser) comparator() Op {
	for _, op := range []Op{AtMost, AtLeast, Less, More} {
		if strings.HasPrefix(p.text[p.at:], string(op)) {
			p.at += len(op)
			return op
		}
	}
	return Match
}

// trim cuts the characters off both ends of a word, where nothing escapes them, and tells whether a star was its last.
func trim(raw, cut string) (rest string, star bool) {
	rest = strings.TrimLeft(raw, cut)
	for rest != "" && strings.IndexByte(cut, rest[len(rest)-1]) >= 0 {
		before := rest[:len(rest)-1]
		slashes := len(before) - len(strings.TrimRight(before, `\`))
		if slashes%2 == 1 {
			break
		}
		rest = before
	}
	return rest, strings.HasSuffix(raw, "*") && len(strings.TrimLeft(raw, cut)) > len(rest)
}

// unescape drops the backslashes that take the meaning from something.
func unescape(raw string) string {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '\\' {
			if r, size := utf8.DecodeRuneInString(raw[i+1:]); size > 0 && isSyntax(r) {
				b.WriteString(raw[i+1 : i+1+size])
				i += size
				continue
			}
		}
		b.WriteByte(raw[i])
	}
	return b.String()
}
