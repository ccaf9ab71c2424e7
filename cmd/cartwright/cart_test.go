package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"cartwright/internal/storetest"
)

// ask sends an operation to a server and reads what it answers into out.
func ask(t *testing.T, address, query string, variables map[string]any, out any) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(address+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Error(err)
		return
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
		return
	}
	var answer struct {
		Data   json.RawMessage
		Errors json.RawMessage
	}
	if err := json.Unmarshal(text, &answer); err != nil || answer.Errors != nil {
		t.Errorf("%v: %s", err, text)
		return
	}
	if err := json.Unmarshal(answer.Data, out); err != nil {
		t.Errorf("%v: %s", err, text)
	}
}

const (
	makeCart = `mutation { cartCreate { cart { id } } }`
	addOne   = `mutation ($cart: ID!) { cartLinesAdd(cartId: $cart, lines: [{ merchandiseId: "gid://shopify/ProductVariant/390" }]) { cart { id } userErrors { message } } }`
	readCart = `query ($cart: ID!) { cart(id: $cart) { totalQuantity checkoutUrl lines(first: 10) { nodes { quantity } } } }`
)

// TestTwoServersOneCart adds to one cart through two servers on one database, side by side.
func TestTwoServersOneCart(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		first := serve(t, "--data-dir", t.TempDir(), "--database", url)
		second := serve(t, "--data-dir", t.TempDir(), "--database", url)
		var made struct {
			CartCreate struct{ Cart struct{ ID string } }
		}
		ask(t, first, makeCart, nil, &made)
		variables := map[string]any{"cart": made.CartCreate.Cart.ID}
		var wait sync.WaitGroup
		for i := range 100 {
			wait.Go(func() {
				var added struct {
					CartLinesAdd struct{ UserErrors []struct{ Message string } }
				}
				ask(t, []string{first, second}[i%2], addOne, variables, &added)
				if len(added.CartLinesAdd.UserErrors) > 0 {
					t.Errorf("refused: %v", added.CartLinesAdd.UserErrors)
				}
			})
		}
		wait.Wait()
		var read struct {
			Cart struct {
				TotalQuantity int
				CheckoutURL   string
				Lines         struct{ Nodes []struct{ Quantity int } }
			}
		}
		for _, server := range []string{first, second} {
			ask(t, server, readCart, variables, &read)
			if len(read.Cart.Lines.Nodes) != 1 || read.Cart.TotalQuantity != 100 {
				t.Errorf("%s sees %+v, want 100 on one line", server, read.Cart)
			}
		}
		t.Run("the checkout's address shows the cart", func(t *testing.T) {
			response, err := http.Get(read.Cart.CheckoutURL)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			page, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(page), "Gift Card") || !strings.Contains(string(page), "100 ×") {
				t.Errorf("%d %v %s", response.StatusCode, err, page)
			}
			wrong, err := http.Get(strings.Replace(read.Cart.CheckoutURL, "key=", "key=x", 1))
			if err != nil {
				t.Fatal(err)
			}
			defer wrong.Body.Close()
			if wrong.StatusCode != http.StatusNotFound {
				t.Errorf("a wrong key answers %d", wrong.StatusCode)
			}
		})
		t.Run("a signed-in customer is known by the Authorization header", func(t *testing.T) {
			var made struct {
				CustomerAccessTokenCreate struct{ CustomerAccessToken struct{ AccessToken string } }
			}
			ask(t, first, `mutation { customerCreate(input: { email: "jo@example.com", password: "correct horse" }) { customer { id } }
				customerAccessTokenCreate(input: { email: "jo@example.com", password: "correct horse" }) { customerAccessToken { accessToken } } }`, nil, &made)
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, second+"/graphql", strings.NewReader(
				`{"query":"mutation { cartCreate { cart { buyerIdentity { customer { email } } } } customerSessionsEnd(customerAccessToken: \"\") { customerUserErrors { message } } }"}`))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("Authorization", "Bearer "+made.CustomerAccessTokenCreate.CustomerAccessToken.AccessToken)
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			text, err := io.ReadAll(response.Body)
			if want := `{"data":{"cartCreate":{"cart":{"buyerIdentity":{"customer":{"email":"jo@example.com"}}}},"customerSessionsEnd":{"customerUserErrors":[]}}}`; err != nil || string(text) != want {
				t.Errorf("%v %s", err, text)
			}
		})
		t.Run("cart explain shows the arithmetic", func(t *testing.T) {
			var out, log bytes.Buffer
			if code := run(t.Context(), []string{"cart", "explain", made.CartCreate.Cart.ID, "--database", url, "--data-dir", t.TempDir()}, &out, &log); code != 0 {
				t.Fatalf("%d: %s", code, log.String())
			}
			if !strings.Contains(out.String(), "100") || !strings.Contains(out.String(), "2500") {
				t.Errorf("it says:\n%s", out.String())
			}
			log.Reset()
			if code := run(t.Context(), []string{"cart", "explain", "nothing", "--database", url, "--data-dir", t.TempDir()}, io.Discard, &log); code != 1 || !strings.Contains(log.String(), "no such cart") {
				t.Errorf("an unknown cart: %d %s", code, log.String())
			}
		})
	})
}
