package browsertest

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take, the start of the browser included. Two busy cores need some of it.
const patience = 90 * time.Second

// idle stands in for requestIdleCallback: a browser without a screen draws no frames and so is never idle between two,
// and the editor of GraphiQL waits for that before it colours what is written in it.
const idle = `globalThis.requestIdleCallback = (f) => setTimeout(() => f({ didTimeout: false, timeRemaining: () => 15 }), 1)`

// names are those under which systems install the browser.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"}

// View is how a page is looked at. The zero value is a light page of 1280 by 800 pixels.
type View struct {
	Dark          bool
	Width, Height int64 // CSS pixels
}

// Miss skips the test over a tool that is not there, or fails it where CARTWRIGHT_TEST_NOSKIP=1 wants everything run.
func Miss(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CARTWRIGHT_TEST_NOSKIP") == "1" {
		t.Fatalf("%s, and CARTWRIGHT_TEST_NOSKIP=1 allows no skipping", what)
	}
	t.Skip(what)
}

// findBrowser looks for Chromium on PATH.
func findBrowser(t testing.TB) string {
	t.Helper()
	for _, name := range names {
		if file, err := exec.LookPath(name); err == nil {
			return file
		}
	}
	Miss(t, "no Chromium on PATH")
	return ""
}

// Open starts a browser with a fresh profile, both gone when the test ends, and goes to an address. The context is one
// of chromedp's, for what the other functions of this package do not offer. At its end the test fails if the pages have
// broken a rule of the package comment.
func Open(t testing.TB, address string, v View) context.Context {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		t.Fatalf("%q is not an address of a server", address)
	}
	// ExecAllocator makes the profile's directory itself and knows how to wait until the browser lets go of it.
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(findBrowser(t)),
		chromedp.NoSandbox, // tests run as root in containers, where the sandbox cannot
		chromedp.DisableGPU,
		chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
	)
	limited, cancelLimit := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancelLimit)
	allocator, cancelAllocator := chromedp.NewExecAllocator(limited, opts...)
	t.Cleanup(cancelAllocator)
	w := watch{host: u.Host}
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithListener(w.see))
	t.Cleanup(cancel)
	t.Cleanup(func() { // while the browser still runs: clean-ups go backwards
		for _, o := range w.offences() {
			t.Error(o)
		}
	})

	scheme := "light"
	if v.Dark {
		scheme = "dark"
	}
	if v.Width == 0 || v.Height == 0 {
		v.Width, v.Height = 1280, 800
	}
	do(t, ctx, "start the browser",
		chromedp.EmulateViewport(v.Width, v.Height),
		func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: idle})
			return chromedp.Void{}, err
		},
		func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			return chromedp.Void{}, err
		})
	do(t, ctx, "open "+address, chromedp.Navigate(address))
	return ctx
}

// watch collects what the pages do that they may not.
type watch struct {
	host string // the only one that may be asked
	mu   sync.Mutex
	seen []string
}

// see is called for every event of the page.
func (w *watch) see(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Scheme != "data" && u.Scheme != "blob" && u.Host != w.host && e.Request.URL != "about:blank" {
			w.add("the page asked another host: " + e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		w.add("a script failed: " + text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Source == log.EntrySourceSecurity {
			w.add("the browser complained: " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			var said []string
			for _, a := range e.Args {
				said = append(said, string(a.Value)+a.Description)
			}
			w.add("the console says: " + strings.Join(said, " "))
		}
	}
}

func (w *watch) add(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, text)
}

func (w *watch) offences() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.seen)
}
