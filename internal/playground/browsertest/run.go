package browsertest

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The kinds of playground.
const (
	Light    = "light"
	GraphiQL = "graphiql"
)

// playground is how one of them is found and driven.
type playground struct {
	path   string
	ready  string // an expression of JavaScript that is true once the page can be used
	run    string // selector of the button
	answer string // an expression: the whole answer, or "" as long as there is none
	shown  string // selector of the element that shows the answer
}

var playgrounds = map[string]playground{
	Light: {
		path:   "/playground/light",
		ready:  `document.body.hasAttribute("data-ready")`,
		run:    `#run`,
		answer: `document.querySelector("#answer[data-done]")?.textContent ?? ""`,
		shown:  `#answer`,
	},
	GraphiQL: {
		path:  "/playground",
		ready: `!!document.querySelector(".graphiql-query-editor .view-line [class^=mtk]:not(.mtk1)") && !document.querySelector("#root[aria-busy]")`,
		run:   `button.graphiql-execute-button`,
		// The editor keeps only the visible lines in the page; the whole text is in its model.
		answer: `document.querySelector(".graphiql-spinner") ? "" :
			globalThis.__MONACO?.editor.getModels().find((m) => m.uri.path.endsWith("response.json"))?.getValue() ?? ""`,
		shown: `.graphiql-response .view-lines`,
	},
}

// Run opens a playground of the server at base ("http://127.0.0.1:8080") with a query in it, presses the run button and
// returns the answer that the page shows, as JSON text, and a picture of the page as PNG. kind is Light or GraphiQL;
// where GraphiQL is not in the build the test is skipped, or fails under CARTWRIGHT_TEST_NOSKIP=1.
func Run(t testing.TB, base, kind, query string) (answer string, screenshot []byte) {
	t.Helper()
	return RunIn(t, base, kind, query, View{})
}

// RunIn is Run for those who care what the window looks like.
func RunIn(t testing.TB, base, kind, query string, v View) (answer string, screenshot []byte) {
	t.Helper()
	p, known := playgrounds[kind]
	if !known {
		t.Fatalf("%q is no kind of playground", kind)
	}
	address := strings.TrimSuffix(base, "/") + p.path
	if query != "" {
		address += "?query=" + url.QueryEscape(query)
	}

	ctx := Open(t, address, v)
	if found := get(t, ctx, "tell the playground", `document.body.dataset.playground ?? ""`); found != kind {
		Miss(t, "the build holds no GraphiQL; run: go generate ./internal/playground")
	}
	do(t, ctx, "wait for the playground", chromedp.Poll[chromedp.Void](p.ready))
	do(t, ctx, "press the run button", chromedp.Click(chromedp.CSS(p.run)))
	do(t, ctx, "wait for the answer",
		chromedp.Poll[chromedp.Void]("("+p.answer+`) !== ""`),
		chromedp.Poll[chromedp.Void](`document.querySelector("`+p.shown+`")?.textContent.includes("{")`))
	answer = get(t, ctx, "read the answer", p.answer)
	screenshot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatalf("take a picture: %v", err)
	}
	return answer, screenshot
}

// Page opens any page of a server, waits until the page says that it is complete (an attribute data-ready on its body,
// as the landing page sets it), and returns the text it shows and a picture of all of it as PNG.
func Page(t testing.TB, address string, v View) (text string, screenshot []byte) {
	t.Helper()
	ctx := Open(t, address, v)
	do(t, ctx, "wait for "+address, chromedp.Poll[chromedp.Void](`document.body.hasAttribute("data-ready") && [...document.images].every((i) => i.complete)`))
	text = get(t, ctx, "read the page", `document.body.innerText`)
	screenshot, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("take a picture of %s: %v", address, err)
	}
	return text, screenshot
}

// Script opens a page, has it evaluate an expression whose value is a text or becomes one, and returns that.
func Script(t testing.TB, address, expression string) string {
	t.Helper()
	ctx := Open(t, address, View{})
	do(t, ctx, "wait for "+address, chromedp.Poll[chromedp.Void](`document.readyState === "complete"`))
	do(t, ctx, "begin the script", chromedp.Evaluate[chromedp.Void](`globalThis.outcome = undefined; Promise.resolve(`+expression+`).then(
		(value) => { globalThis.outcome = String(value) }, (error) => { globalThis.outcome = "failed: " + error }); undefined`))
	do(t, ctx, "wait for the script", chromedp.Poll[chromedp.Void](`globalThis.outcome !== undefined`))
	return get(t, ctx, "read what became of it", `globalThis.outcome`)
}

// do carries actions out, or ends the test with what was tried.
func do(t testing.TB, ctx context.Context, what string, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// get evaluates an expression of JavaScript that gives a text.
func get(t testing.TB, ctx context.Context, what, expression string) string {
	t.Helper()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return text
}
