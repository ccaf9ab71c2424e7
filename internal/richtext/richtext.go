// Package richtext makes HTML from outside harmless, and plain text of it.
package richtext

import (
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// policy allows what a description needs: text structure, links, pictures, tables; no scripts, no event
// handlers, no frames, and of styles the alignment of text.
var policy = func() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.AllowAttrs("class").Matching(bluemonday.SpaceSeparatedTokens).Globally()
	p.AllowStyles("text-align").MatchingEnum("left", "right", "center", "justify").Globally()
	return p
}()

// Sanitize returns the HTML without whatever could run or mislead. Sanitising twice changes nothing more.
func Sanitize(s string) string {
	return strings.TrimSpace(policy.Sanitize(s))
}

// blocks end a line of text.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Br: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Tr: true, atom.Table: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true,
	atom.Section: true, atom.Article: true, atom.Hr: true, atom.Dt: true, atom.Dd: true, atom.Td: true, atom.Th: true,
}

// silent elements hold no text for people.
var silent = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Head: true, atom.Template: true, atom.Noscript: true}

// Text is the text of an HTML fragment on one line, words parted by single blanks.
func Text(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return strings.Join(strings.Fields(fragment), " ")
	}
	var b strings.Builder
	muted := 0
	for z := html.NewTokenizer(strings.NewReader(fragment)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken: // the end; a tokenizer over a string has no other error
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			if muted == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if blocks[tag] {
				b.WriteByte(' ')
			}
			if silent[tag] && kind != html.EndTagToken { // a slash closes nothing: <script/> is a beginning
				muted++
			}
			if silent[tag] && kind == html.EndTagToken && muted > 0 {
				muted--
			}
		}
	}
}
