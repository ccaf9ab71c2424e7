package playground

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"cartwright/internal/playground/browsertest"
)

func TestInBrowser(t *testing.T) {
	files, err := fs.Sub(embedded, "assets")
	if err != nil {
		t.Fatal(err)
	}

	for _, kind := range []string{browsertest.Light, browsertest.GraphiQL} {
		t.Run("the playground "+kind+" runs a query and shows the answer", func(t *testing.T) {
			answer, picture := browsertest.Run(t, fakeShop(t, Options{}, files), kind, "{ shop { name } }")
			var got any
			if err := json.Unmarshal([]byte(answer), &got); err != nil {
				t.Fatalf("the answer %q: %v", answer, err)
			}
			want := map[string]any{"data": map[string]any{"shop": map[string]any{
				"name": "The Weir", "brand": map[string]any{"slogan": nil, "shortDescription": "Pots & lamps."},
			}}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if !strings.HasPrefix(string(picture), "\x89PNG") {
				t.Error("the picture is none")
			}
		})
	}

	t.Run("the light playground offers only what the schema can answer", func(t *testing.T) {
		text, _ := browsertest.Page(t, fakeShop(t, Options{}, files)+"/playground/light", browsertest.View{})
		for _, want := range []string{"Products with variants", "Product by handle", "Collection with products"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not offered", want)
			}
		}
		for _, absent := range []string{"Create a cart", "Log in", "Search with filters", "Shop and menus"} {
			if strings.Contains(text, absent) {
				t.Errorf("%q is offered, and the schema has no field for it", absent)
			}
		}
	})

	t.Run("in the light playground an example gets real values, and what ran outlives the page", func(t *testing.T) {
		ctx := browsertest.Open(t, fakeShop(t, Options{}, files)+"/playground/light", browsertest.View{})
		err := chromedp.Do(ctx,
			chromedp.Click(chromedp.CSS(`[data-example=product]`)),
			holds(`document.querySelector("#query textarea").value.includes("query Product(")`),
			holds(`JSON.parse(document.querySelector("#variables textarea").value).handle === "jug-1"`),
			chromedp.Click(chromedp.CSS(`#run`)),
			holds(`document.querySelector("#answer[data-done]")?.textContent.includes("Jug 1")`),
			chromedp.Reload(),
			holds(`document.body.hasAttribute("data-ready")`),
			holds(`document.querySelector("#query textarea").value.includes("query Product(")`),
			chromedp.Click(chromedp.CSS(`[aria-controls=history]`)),
			holds(`document.querySelector("#history .item span").textContent === "Product"`),
			chromedp.Click(chromedp.CSS(`[aria-controls=schema]`)),
			holds(`document.querySelector("#schema").innerText.includes("Products of the shop")`))
		if err != nil {
			t.Fatal(err)
		}
	})

	t.Run("the light playground's editor indents, closes braces and undoes", func(t *testing.T) {
		ctx := browsertest.Open(t, fakeShop(t, Options{}, files)+"/playground/light", browsertest.View{})
		text := func(want string) chromedp.Action[chromedp.Void] {
			return holds(`document.querySelector("#query textarea").value === ` + strconv.Quote(want))
		}
		err := chromedp.Do(ctx,
			holds(`document.body.hasAttribute("data-ready")`),
			holds(`document.querySelector("#query textarea").value !== ""`),
			holds(`(document.querySelector("#query textarea").value = "") === ""`),
			holds(`(document.querySelector("#query textarea").focus(), true)`),
			press("{\rshop {\rname"),
			text("{\n  shop {\n    name\n  }\n}"),
			holds(`document.execCommand("undo")`),
			holds(`!document.querySelector("#query textarea").value.includes("name")`))
		if err != nil {
			t.Fatal(err)
		}
	})

	t.Run("in GraphiQL an example opens with real values, and what ran outlives the page", func(t *testing.T) {
		if !Built() {
			browsertest.Miss(t, "the build holds no GraphiQL; run: go generate ./internal/playground")
		}
		ctx := browsertest.Open(t, fakeShop(t, Options{}, files)+"/playground", browsertest.View{})
		tab := `document.querySelector(".graphiql-tab-active, .graphiql-tab[aria-selected=true], [role=tab][aria-selected=true]")`
		err := chromedp.Do(ctx,
			holds(`[...document.querySelectorAll(".examples button")].find((b) => b.textContent === "Collection with products")`),
			holds(`!!document.querySelector(".graphiql-query-editor .view-line")`),
			holds(`[...document.querySelectorAll(".examples button")].every((b) => b.textContent !== "Create a cart")`),
			holds(`([...document.querySelectorAll(".examples button")].find((b) => b.textContent === "Collection with products").click(), true)`),
			holds(`__MONACO.editor.getModels().some((m) => m.getValue().includes("query Collection("))`),
			holds(`__MONACO.editor.getModels().some((m) => m.getValue().includes('"handle": "jugs"'))`),
			chromedp.Click(chromedp.CSS(`button.graphiql-execute-button`)),
			holds(`__MONACO.editor.getModels().some((m) => m.uri.path.endsWith("response.json") && m.getValue().includes("Jug 2"))`),
			holds(`localStorage.getItem("graphiql:queries")?.includes("query Collection(")`),
			holds(`localStorage.getItem("graphiql:tabState")?.includes("query Collection(")`),
			chromedp.Reload(),
			holds(`!!document.querySelector(".graphiql-query-editor .view-line")`),
			holds(`__MONACO.editor.getModels().some((m) => m.getValue().includes("query Collection("))`),
			holds(tab+`?.textContent.includes("Collection")`))
		if err != nil {
			t.Fatal(err)
		}
	})

	t.Run("the landing page shows the shop's own name and products", func(t *testing.T) {
		base := fakeShop(t, Options{ShopName: "Cartwright"}, files)
		text, _ := browsertest.Page(t, base+"/", browsertest.View{})
		for _, want := range []string{"The Weir", "Pots & lamps.", "Jug 3", "€1.50", base + "/graphql", "PUBLIC_STORE_DOMAIN=\"" + base + "\""} {
			if !strings.Contains(text, want) {
				t.Errorf("the page does not show %q:\n%s", want, text)
			}
		}
	})
}

// holds waits until an expression of JavaScript is true.
func holds(expression string) chromedp.Action[chromedp.Void] {
	wait := chromedp.Poll[chromedp.Void]("!!("+expression+")", chromedp.WithPollingTimeout(20*time.Second))
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		if _, err := wait(ctx, target); err != nil {
			return chromedp.Void{}, fmt.Errorf("wait until %s: %w", expression, err)
		}
		return chromedp.Void{}, nil
	}
}

// press sends keys as a keyboard does, each going on to a character only where the page has not dealt with the key.
func press(keys string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		for _, r := range keys {
			key := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: string(r), Text: string(r)}
			if r == '\r' {
				key.Key, key.Code, key.WindowsVirtualKeyCode = "Enter", "Enter", 13
			}
			if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, key); err != nil {
				return chromedp.Void{}, fmt.Errorf("press %q: %w", r, err)
			}
			key.Type, key.Text = input.DispatchKeyEventTypeKeyUp, ""
			if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, key); err != nil {
				return chromedp.Void{}, fmt.Errorf("let go of %q: %w", r, err)
			}
		}
		return chromedp.Void{}, nil
	}
}
