package graph_test

import (
	"encoding/json"
	"strings"
	"testing"

	"cartwright/graph"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

// TestBrowserSession signs in from a browser that keeps the token in a cookie: no answer shows it, and the empty token
// stands for it.
func TestBrowserSession(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHouse(t, db)
		cookie := ""
		ask := func(t *testing.T, text string) string {
			t.Helper()
			session := graph.NewSession(cookie)
			body := string(h.engine.Execute(t.Context(), graph.Request{Text: text, Session: session}).Body)
			token, expires, changed := session.Changed()
			if changed {
				if token != "" && expires.Before(db.Now()) {
					t.Errorf("the cookie ends at %v", expires)
				}
				cookie = token
			}
			if cookie != "" && strings.Contains(body, cookie) {
				t.Errorf("the answer shows the token: %s", body)
			}
			return body
		}
		want := func(t *testing.T, text, part string) {
			t.Helper()
			if body := ask(t, text); !strings.Contains(body, part) {
				t.Errorf("%s: %s, want %s", text, body, part)
			}
		}
		want(t, `mutation { customerCreate(input: {email: "jo@example.com", password: "correct horse"}) { customer { id } } }`, "Customer/")
		want(t, `{ customer(customerAccessToken: "") { email } }`, `{"customer":null}`)
		want(t, `mutation { customerAccessTokenCreate(input: {email: "jo@example.com", password: "wrong"}) { customerAccessToken { accessToken } } }`, "null")
		if cookie != "" {
			t.Fatal("a wrong password made a session")
		}
		want(t, `mutation { customerAccessTokenCreate(input: {email: "jo@example.com", password: "correct horse"}) { customerAccessToken { accessToken } } }`, `"accessToken":""`)
		first := cookie
		if first == "" {
			t.Fatal("there is no cookie")
		}
		want(t, `{ customer(customerAccessToken: "") { email } }`, "jo@example.com")
		want(t, `mutation { customerAccessTokenRenew(customerAccessToken: "") { customerAccessToken { accessToken } userErrors { message } } }`, `"accessToken":""`)
		if cookie == first {
			t.Error("renewing left the cookie as it was")
		}
		want(t, `mutation { cartCreate(input: {buyerIdentity: {customerAccessToken: ""}}) { cart { buyerIdentity { customer { email } } } userErrors { message } } }`, "jo@example.com")
		want(t, `mutation { customerUpdate(customerAccessToken: "", customer: {password: "battery staple"}) { customerAccessToken { accessToken } customerUserErrors { message } } }`, `"accessToken":""`)
		want(t, `{ customer(customerAccessToken: "") { email } }`, "jo@example.com")
		kept := cookie
		want(t, `mutation { customerAccessTokenDelete(customerAccessToken: "") { deletedAccessToken userErrors { message } } }`, `"deletedAccessToken":""`)
		if cookie != "" {
			t.Error("signing out left the cookie")
		}
		cookie = kept
		want(t, `{ customer(customerAccessToken: "") { email } }`, `{"customer":null}`)

		cookie = ""
		want(t, `mutation { customerAccessTokenCreate(input: {email: "jo@example.com", password: "battery staple"}) { customerAccessToken { accessToken } } }`, `"accessToken":""`)
		want(t, `mutation { customerSessionsEnd(customerAccessToken: "") { customerUserErrors { message } } }`, `"customerUserErrors":[]`)
		if cookie != "" {
			t.Error("signing out everywhere left the cookie")
		}

		// A client that keeps its tokens itself is shown them, as ever.
		var plain struct {
			Data struct {
				CustomerAccessTokenCreate struct {
					CustomerAccessToken struct{ AccessToken string }
				}
			}
		}
		body := h.as(t, "", `mutation { customerAccessTokenCreate(input: {email: "jo@example.com", password: "battery staple"}) { customerAccessToken { accessToken } } }`)
		if err := json.Unmarshal(body, &plain); err != nil || len(plain.Data.CustomerAccessTokenCreate.CustomerAccessToken.AccessToken) < 20 {
			t.Errorf("%v: %s", err, body)
		}
	})
}
