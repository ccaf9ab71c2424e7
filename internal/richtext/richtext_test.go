package richtext

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// payloads are ways in which scripts have come to run out of HTML that was thought harmless: by elements, handlers,
// addresses, styles, by parsers that disagree, and by markup that becomes another one when it is parsed a second time.
var payloads = []string{
	// elements
	`<script>alert(1)</script>`,
	`<SCRIPT SRC=//evil.test/x.js></SCRIPT>`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`,
	`<script/xss src=data:,alert(1)>`,
	"<script\x20type=\"text/javascript\">javascript:alert(1);</script>",
	"<script\x0c>alert(1)</script>",
	`<<script>alert(1)//<</script>`,
	`<script>alert(1)`,
	`<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="javascript:alert(1)"></object>`,
	`<object type="text/html" data="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="></object>`,
	`<embed src="javascript:alert(1)">`,
	`<applet code="x.class"></applet>`,
	`<base href="javascript:alert(1)//">`,
	`<base href="https://evil.test/">`,
	`<link rel=stylesheet href="https://evil.test/x.css">`,
	`<link rel=import href="data:text/html,<script>alert(1)</script>">`,
	`<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`,
	`<meta http-equiv="Content-Security-Policy" content="script-src *">`,
	`<form action="javascript:alert(1)"><input type=submit></form>`,
	`<form><button formaction="javascript:alert(1)">x</button></form>`,
	`<input autofocus onfocus=alert(1)>`,
	`<isindex type=image src=1 onerror=alert(1)>`,
	`<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>`,
	`<marquee onstart=alert(1)>x</marquee>`,
	`<keygen autofocus onfocus=alert(1)>`,
	`<portal src="javascript:alert(1)"></portal>`,
	`<dialog open onclose=alert(1)>x</dialog>`,
	`<template><script>alert(1)</script></template>`,
	`<div><template shadowrootmode=open><img src=x onerror=alert(1)></template></div>`,
	`<xml id=x><a><b>&lt;script>alert(1)&lt;/script></b></a></xml>`,
	`<custom-element onclick=alert(1)>x</custom-element>`,
	// handlers
	`<img src=x onerror=alert(1)>`,
	`<img src=x OnErRoR=alert(1)>`,
	`<img/src="x"/onerror=alert(1)>`,
	"<img src=x\nonerror\n=\nalert(1)>",
	"<img src=x \x00onerror=alert(1)>",
	"<img src=\"x`y\" ` onerror=alert(1)>",
	`<img src="x" alt="" onerror=alert(1)//">`,
	`<img """><script>alert(1)</script>">`,
	`<a href="#" onclick="alert(1)">x</a>`,
	`<a onmouseover=alert(1)>x</a>`,
	`<body onload=alert(1)>`,
	`<details open ontoggle=alert(1)><summary>x</summary></details>`,
	`<video><source onerror=alert(1)></video>`,
	`<video src=x onerror=alert(1) poster="javascript:alert(1)">`,
	`<audio src=x onerror=alert(1)>`,
	`<p onpointerrawupdate=alert(1) onbeforescriptexecute=alert(1)>x</p>`,
	`<div style="animation-name:x" onanimationstart=alert(1)>x</div>`,
	`<b onfoo=alert(1)>x</b>`,
	`<p title="&quot; onclick=alert(1) x=&quot;">x</p>`,
	// addresses
	`<a href="javascript:alert(1)">x</a>`,
	`<a href="JaVaScRiPt:alert(1)">x</a>`,
	`<a href=" javascript:alert(1)">x</a>`,
	"<a href=\"java\tscript:alert(1)\">x</a>",
	"<a href=\"java\nscript:alert(1)\">x</a>",
	"<a href=\"\x01javascript:alert(1)\">x</a>",
	`<a href="java&#x09;script:alert(1)">x</a>`,
	`<a href="java&Tab;script&colon;alert(1)">x</a>`,
	`<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">x</a>`,
	`<a href="&#0000106&#0000097&#0000118&#0000097script:alert(1)">x</a>`,
	`<a href="javascript&colon;alert(1)">x</a>`,
	`<a href="vbscript:msgbox(1)">x</a>`,
	`<a href="data:text/html,<script>alert(1)</script>">x</a>`,
	`<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>`,
	`<a href="feed:javascript:alert(1)">x</a>`,
	`<a href="view-source:javascript:alert(1)">x</a>`,
	`<a href="blob:https://evil.test/x">x</a>`,
	`<a href="file:///etc/passwd">x</a>`,
	`<a href="intent://evil.test#Intent;scheme=javascript;end">x</a>`,
	`<a xlink:href="javascript:alert(1)">x</a>`,
	`<a href="//evil.test" ping="javascript:alert(1)">x</a>`,
	`<img src="javascript:alert(1)">`,
	`<img src="data:image/svg+xml,<svg onload=alert(1)>">`,
	`<img srcset="javascript:alert(1) 1x">`,
	`<img lowsrc="javascript:alert(1)" dynsrc="javascript:alert(1)">`,
	`<area href="javascript:alert(1)">`,
	`<map name=x><area shape=rect coords=0,0,9,9 href="data:text/html,x"></map>`,
	`<blockquote cite="javascript:alert(1)">x</blockquote>`,
	`<q cite="javascript:alert(1)">x</q>`,
	`<table background="javascript:alert(1)"><td background="javascript:alert(1)">x</table>`,
	// styles
	`<style>@import "javascript:alert(1)";</style>`,
	`<style>*{background:url("javascript:alert(1)")}</style>`,
	`<p style="background:url(javascript:alert(1))">x</p>`,
	`<p style="width:expression(alert(1))">x</p>`,
	`<p style="-moz-binding:url(//evil.test/x.xml#x)">x</p>`,
	`<p style="behavior:url(x.htc)">x</p>`,
	`<p style="position:fixed;top:0;left:0;width:100%;height:100%">over everything</p>`,
	`<p style="text-align:center;background:url(//evil.test/seen)">x</p>`,
	`<p style="text-align:expression(alert(1))">x</p>`,
	`<p style="text-align:center}*{background:url(//evil.test)">x</p>`,
	`<p style="te\78t-align:center;\62 ackground:url(//evil.test)">x</p>`,
	// other markup inside
	`<svg onload=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg><script href="data:,alert(1)"/></svg>`,
	`<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`,
	`<svg><animate onbegin=alert(1) attributeName=x>`,
	`<svg><animate attributeName=href values="javascript:alert(1)"/><a id=x>x</a></svg>`,
	`<svg><set attributeName=onmouseover to=alert(1)>`,
	`<svg><use href="data:image/svg+xml,<svg id=x><script>alert(1)</script></svg>#x"/></svg>`,
	`<svg><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>`,
	`<svg><style><img src="</style><img src=x onerror=alert(1)>"></style></svg>`,
	`<math href="javascript:alert(1)">x</math>`,
	`<math><mi xlink:href="data:x,<script>alert(1)</script>">x</mi></math>`,
	`<math><maction actiontype="statusline#http://evil.test" xlink:href="javascript:alert(1)">x</maction></math>`,
	// markup that changes when it is parsed again
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">`,
	`<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>`,
	`<svg></p><style><a id="</style><img src=x onerror=alert(1)>">`,
	`<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>`,
	`<select><style></select><img src=x onerror=alert(1)></style>`,
	`<textarea></textarea><img src=x onerror=alert(1)><p title="</textarea><img src=x onerror=alert(1)>">`,
	`<title></title><img src=x onerror=alert(1)>`,
	`<xmp><p title="</xmp><img src=x onerror=alert(1)>">`,
	`<plaintext><img src=x onerror=alert(1)>`,
	`<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>`,
	`<noframes><p title="</noframes><img src=x onerror=alert(1)>">`,
	`<table><td><p title="</table><img src=x onerror=alert(1)>">`,
	`<!--><img src=x onerror=alert(1)>-->`,
	`<!--!><img src=x onerror=alert(1)>--!>`,
	`<![CDATA[<img src=x onerror=alert(1)>]]>`,
	`<!DOCTYPE x [<!ENTITY x "<script>alert(1)</script>">]><p>&x;</p>`,
	`<?xml-stylesheet href="javascript:alert(1)"?>`,
	`<?php echo "<script>alert(1)</script>" ?>`,
	`</p title="x><img src=x onerror=alert(1)>">`,
	`&lt;img src=x onerror=alert(1)&gt;`,
	`&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;`,
	"<img src=\"x\" alt=\"``onerror=alert(1)\">",
	`<p class="x&quot;><img src=x onerror=alert(1)>">x</p>`,
	"\ufeff<script>alert(1)</script>",
	"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
	"<img src=x onerror\u3000=alert(1)>",
	"\xc0\xbcscript\xc0\xbealert(1)",
}

// elements that a description may be made of.
var harmless = strings.Fields(`a abbr acronym area article aside b bdi bdo blockquote br caption cite code col colgroup dd del
	details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hgroup hr i img ins li map mark meter ol p pre progress q rp rt
	ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
	html head body`)

// addresses are the attributes that lead somewhere.
var addresses = []string{"href", "src", "cite", "background", "poster", "data", "action", "formaction", "srcset", "longdesc", "usemap"}

var scheme = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)

// dangers are what could run or mislead in a parsed fragment.
func dangers(n *html.Node) (found []string) {
	if n.Type == html.CommentNode || n.Type == html.DoctypeNode {
		found = append(found, "a comment or declaration: "+n.Data)
	}
	if n.Type == html.ElementNode && (n.Namespace != "" || !slices.Contains(harmless, n.Data)) {
		found = append(found, "the element "+n.Namespace+" "+n.Data)
	}
	for _, a := range n.Attr {
		// Browsers pass over blanks before an address and over tabs and line ends within it.
		address := strings.ToLower(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || unicode.IsSpace(r) {
				return -1
			}
			return r
		}, a.Val))
		switch is := scheme.FindString(address); {
		case strings.HasPrefix(a.Key, "on"):
			found = append(found, "the handler "+a.Key)
		case a.Key == "style" && !regexp.MustCompile(`(?i)^text-align: ?(left|right|center|justify);?$`).MatchString(a.Val):
			found = append(found, "the style "+a.Val)
		case slices.Contains(addresses, a.Key) && is != "" && is != "http:" && is != "https:" && is != "mailto:":
			found = append(found, "the address "+a.Val)
		case slices.Contains([]string{"srcdoc", "ping", "formaction", "background", "target", "http-equiv", "srcset"}, a.Key):
			found = append(found, "the attribute "+a.Key)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		found = append(found, dangers(c)...)
	}
	return found
}

// surviving are the dangers in HTML as browsers would see it inside of different elements, with scripts switched on and
// off, and once more after being written out by one of them.
func surviving(t testing.TB, clean string) (found []string) {
	t.Helper()
	for _, around := range []atom.Atom{atom.Body, atom.Div, atom.Td, atom.P} {
		for _, scripting := range []bool{true, false} {
			text := clean
			for range 3 {
				nodes, err := html.ParseFragmentWithOptions(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: around.String(), DataAtom: around},
					html.ParseOptionEnableScripting(scripting))
				if err != nil {
					t.Fatal(err)
				}
				var again strings.Builder
				for _, n := range nodes {
					found = append(found, dangers(n)...)
					if err := html.Render(&again, n); err != nil {
						t.Fatal(err)
					}
				}
				text = again.String()
			}
		}
	}
	return found
}

func TestSanitizePayloads(t *testing.T) {
	for _, p := range payloads {
		for _, dirty := range []string{p, "<p>before " + p + " after</p>", "<table><tr><td>" + p + "</td></tr></table>", `<a href="/x">` + p, strings.ToUpper(p), p + p} {
			clean := Sanitize(dirty)
			if found := surviving(t, clean); len(found) > 0 {
				t.Errorf("%q\nbecame %q\nwith %q", dirty, clean, found)
			}
			if again := Sanitize(clean); again != clean {
				t.Errorf("%q\nbecame %q\nand then %q", dirty, clean, again)
			}
		}
	}
}

func TestSanitizeKeeps(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"text", "plain text", "plain text"},
		{"blanks around are lost", "  <p>x</p>\n", "<p>x</p>"},
		{"structure", "<h2>Care</h2><ul><li>Wash <strong>cold</strong></li><li>Dry <em>flat</em></li></ul><hr/>", "<h2>Care</h2><ul><li>Wash <strong>cold</strong></li><li>Dry <em>flat</em></li></ul><hr/>"},
		{"a table", `<table><tbody><tr><th scope="row">Size</th><td colspan="2">M</td></tr></tbody></table>`, `<table><tbody><tr><th scope="row">Size</th><td colspan="2">M</td></tr></tbody></table>`},
		{"a picture", `<img src="/s/files/a.jpg" alt="A mug" width="40" height="30"/>`, `<img src="/s/files/a.jpg" alt="A mug" width="40" height="30"/>`},
		{"a link", `<a href="https://shop.example/x?a=1&amp;b=2">x</a>`, `<a href="https://shop.example/x?a=1&amp;b=2" rel="nofollow">x</a>`},
		{"a mail address", `<a href="mailto:shop@example.test">write</a>`, `<a href="mailto:shop@example.test" rel="nofollow">write</a>`},
		{"classes", `<p class="lead note">x</p>`, `<p class="lead note">x</p>`},
		{"alignment", `<p style="text-align: center">x</p>`, `<p style="text-align: center">x</p>`},
		{"alignment and nothing else", `<p style="text-align: right; color: red">x</p>`, `<p style="text-align: right">x</p>`},
		{"signs", "5 &lt; 6 &amp; 7 &gt; 2, “x” é 日本 👍", "5 &lt; 6 &amp; 7 &gt; 2, “x” é 日本 👍"},
		{"a script's surroundings", "<p>a<script>x()</script>b</p>", "<p>ab</p>"},
		{"text of elements that are not taken", "<p>a <blink>b</blink> c</p>", "<p>a b c</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Sanitize(c.in); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"text", "plain text", "plain text"},
		{"blanks come together", " a \n\t b\u00a0 c ", "a b c"},
		{"paragraphs are parted", "<p>a</p><p>b</p>", "a b"},
		{"words within a line are not", "un<b>believ</b>able", "unbelievable"},
		{"breaks", "a<br>b<br/>c", "a b c"},
		{"lists and tables", "<ul><li>a</li><li>b</li></ul><table><tr><th>c</th><td>d</td></tr></table>", "a b c d"},
		{"entities", "Salt &amp; pepper &lt;3 &eacute; &#8364; &nbsp; x", "Salt & pepper <3 é € x"},
		{"entities without tags", "Salt &amp; pepper", "Salt & pepper"},
		{"scripts and styles", "a<script>var x = '<p>no</p>'</script><style>p{}</style>b", "ab"},
		{"a script that seems to close itself", "a <script/>no()</script> b", "a b"},
		{"a style that seems to close itself", "a <style/>no{}</style> b", "a b"},
		{"a script without an end", "a<script>no()", "a"},
		{"templates", "a <template><p>no</p></template> b", "a b"},
		{"a head", "<html><head><title>no</title></head><body>a</body></html>", "a"},
		{"comments", "a<!-- no -->b", "ab"},
		{"attributes", `<p title="no">a</p><img alt="no">`, "a"},
		{"ends without beginnings", "</script></style></p>a", "a"},
		{"a sign that is no tag", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"},
		{"a tag without an end", "a <b", "a"},
		{"markup that was written as text stays text", "&lt;b&gt;x&lt;/b&gt;", "<b>x</b>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Text(c.in); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func FuzzSanitize(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, dirty string) {
		clean := Sanitize(dirty)
		if found := surviving(t, clean); len(found) > 0 {
			t.Errorf("%q\nbecame %q\nwith %q", dirty, clean, found)
		}
		if again := Sanitize(clean); again != clean {
			t.Errorf("%q\nbecame %q\nand then %q", dirty, clean, again)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, fragment string) {
		text := Text(fragment)
		if want := strings.Join(strings.Fields(text), " "); text != want {
			t.Errorf("%q is not on one line with single blanks", text)
		}
		if escaped := Text(html.EscapeString(text)); !strings.ContainsAny(text, "\x00\r") && escaped != text {
			t.Errorf("%q written as HTML reads %q", text, escaped)
		}
	})
}
