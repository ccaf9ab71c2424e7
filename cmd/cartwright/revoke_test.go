package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"cartwright/internal/storetest"
)

// asked sends a document to a server under a token and gives the whole answer.
func asked(t *testing.T, address, token, query string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// between is the part of a text after one mark and before the next.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	part, _, end := strings.Cut(rest, to)
	if !ok || !end {
		t.Fatalf("%s…%s is not in %s", from, to, text)
	}
	return part
}

// TestRevokedEverywhereAtOnce signs out on one server and asks another one, on the same database, with the token that was
// in use there the moment before. The first answer after the one that said it was done is a refusal already.
func TestRevokedEverywhereAtOnce(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		first := serve(t, "--data-dir", t.TempDir(), "--database", url)
		second := serve(t, "--data-dir", t.TempDir(), "--database", url)
		var out, log bytes.Buffer
		create := []string{"staff", "create", "owner@example.com", "--name", "Owner", "--role", "owner", "--database", url, "--data-dir", t.TempDir()}
		if code := run(t.Context(), create, &out, &log); code != 0 {
			t.Fatalf("%d: %s", code, log.String())
		}
		owner := between(t, out.String(), "password  ", "\n")
		asked(t, first, "", `mutation { customerCreate(input: {email: "jo@example.com", password: "correct horse"}) { customer { id } } }`)
		for _, c := range []struct{ who, signIn, use, used, signOut, refused string }{
			{"a customer", `mutation { customerAccessTokenCreate(input: {email: "jo@example.com", password: "correct horse"}) { customerAccessToken { accessToken } } }`,
				`{ customer(customerAccessToken: "") { email } }`, "jo@example.com",
				`mutation { customerSessionsEnd(customerAccessToken: "") { customerUserErrors { message } } }`, `{"data":{"customer":null}}`},
			{"staff", `mutation { staffSignIn(input: {email: "owner@example.com", password: "` + owner + `"}) { accessToken } }`,
				`{ currentStaffMember { email } }`, "owner@example.com", `mutation { staffSignOut { userErrors { message } } }`, "UNAUTHENTICATED"},
		} {
			t.Run(c.who, func(t *testing.T) {
				var took []time.Duration
				for range 5 {
					token := between(t, asked(t, first, "", c.signIn), `"accessToken":"`, `"`)
					if text := asked(t, second, token, c.use); !strings.Contains(text, c.used) {
						t.Fatalf("it does not count: %s", text)
					}
					if text := asked(t, first, token, c.signOut); !strings.Contains(text, "rrors\":[]") {
						t.Fatalf("signing out: %s", text)
					}
					start := time.Now()
					if text := asked(t, second, token, c.use); !strings.Contains(text, c.refused) {
						t.Fatalf("it still counts: %s", text)
					}
					took = append(took, time.Since(start))
				}
				t.Logf("from the end of the session to the other server's refusal: %v at worst", slices.Max(took).Round(10*time.Microsecond))
			})
		}
	})
}
