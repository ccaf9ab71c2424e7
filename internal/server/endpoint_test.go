package server

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const shopQuery = `{"query":"{ shop { name } }"}`

func TestPaths(t *testing.T) {
	s := made(t, Options{})
	for path, want := range map[string]int{
		"/graphql":                      200,
		"/api/2023-01/graphql.json":     200,
		"/api/2025-01/graphql":          200,
		"/api/2026-04/graphql.json":     200,
		"/api/unstable/graphql.json":    200,
		"/api/unstable/graphql":         200,
		"/api/2026-4/graphql.json":      404,
		"/api/2026-13/graphql.json":     404,
		"/api/2026-00/graphql":          404,
		"/api/1999-04/graphql":          404,
		"/api/20x6-04/graphql":          404,
		"/api/latest/graphql":           404,
		"/api/2026-04/graphql.xml":      404,
		"/api/2026-04/":                 404,
		"/api/mcp":                      404,
		"/admin/api/2026-04/graphql":    404,
		"/api/2026-04/graphql.json/too": 404,
	} {
		w := send(s, "POST", path, shopQuery, "Content-Type", "application/json")
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", path, w.Code, want)
		}
		switch want {
		case 200:
			if got := w.Header().Get("X-Shopify-Api-Version"); got != "2026-04" {
				t.Errorf("%s: served version %q", path, got)
			}
		case 404:
			if code := codeOf(t, w.Body); code != "NOT_FOUND" {
				t.Errorf("%s: code %s", path, code)
			}
		}
	}
}

func TestMethods(t *testing.T) {
	s := made(t, Options{})
	for _, method := range []string{"PUT", "DELETE", "PATCH", "HEAD", "TRACE"} {
		w := send(s, method, "/graphql", shopQuery, "Content-Type", "application/json")
		if w.Code != 405 || w.Header().Get("Allow") != "GET, POST, OPTIONS" {
			t.Errorf("%s: status %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
	t.Run("OPTIONS without a preflight tells the methods", func(t *testing.T) {
		w := send(s, "OPTIONS", "/graphql", "")
		if w.Code != 204 || w.Header().Get("Allow") != "GET, POST, OPTIONS" {
			t.Errorf("status %d, headers %v", w.Code, w.Header())
		}
	})
	t.Run("a mutation by GET is 405 and only POST is allowed", func(t *testing.T) {
		s := made(t, Options{Engine: engine(func(_ context.Context, q Query) Reply {
			return Reply{Body: []byte(`{"errors":[{"message":"send mutations by POST"}]}`), Refused405: q.ReadOnly}
		})})
		w := send(s, "GET", "/graphql?query=mutation%7Ba%7D", "")
		if w.Code != 405 || w.Header().Get("Allow") != "POST" || !strings.Contains(w.Body.String(), "by POST") {
			t.Errorf("status %d, Allow %q, body %s", w.Code, w.Header().Get("Allow"), w.Body)
		}
	})
}

func TestMediaTypeAndStatus(t *testing.T) {
	const graph = "application/graphql-response+json"
	cases := []struct {
		name, accept, body string
		executed           bool
		status             int
		mediaType          string
	}{
		{"an answer without Accept", "", shopQuery, true, 200, jsonType},
		{"an answer as JSON", "application/json", shopQuery, true, 200, jsonType},
		{"an answer as GraphQL response", graph, shopQuery, true, 200, responseType},
		{"an invalid query as JSON", "application/json", shopQuery, false, 200, jsonType},
		{"an invalid query as GraphQL response", graph, shopQuery, false, 400, responseType},
		{"a malformed request as JSON", "*/*", `{"query":`, true, 400, jsonType},
		{"a malformed request as GraphQL response", graph, `{"query":`, true, 400, responseType},
		{"a client that takes neither", "text/html", shopQuery, true, 406, jsonType},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := made(t, Options{Engine: engine(func(context.Context, Query) Reply {
				return Reply{Body: []byte(`{"errors":[{"message":"no"}]}`), Executed: c.executed}
			})})
			var headers []string
			if c.accept != "" {
				headers = []string{"Accept", c.accept}
			}
			w := post(s, c.body, headers...)
			if w.Code != c.status || w.Header().Get("Content-Type") != c.mediaType {
				t.Errorf("status %d, type %q", w.Code, w.Header().Get("Content-Type"))
			}
			if got := w.Header().Get("Cache-Control"); got != "no-store" {
				t.Errorf("Cache-Control %q", got)
			}
			if got := w.Header().Get("X-Content-Type-Options"); got != "nosniff" {
				t.Errorf("X-Content-Type-Options %q", got)
			}
		})
	}
}

func TestCORS(t *testing.T) {
	s := made(t, Options{})
	const asked = "content-type,shopify-storefront-id,x-sdk-variant,x-shopify-storefront-access-token"
	for _, path := range []string{"/graphql", "/api/2025-01/graphql", "/api/2026-04/graphql.json"} {
		t.Run("a preflight to "+path+" allows POST and the headers asked for", func(t *testing.T) {
			w := send(s, "OPTIONS", path, "", "Origin", "https://site.example",
				"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", asked)
			got := map[string]string{}
			for _, name := range []string{"Origin", "Methods", "Headers", "Credentials"} {
				got[name] = w.Header().Get("Access-Control-Allow-" + name)
			}
			want := map[string]string{"Origin": "*", "Methods": "POST", "Headers": asked, "Credentials": ""}
			if diff := cmp.Diff(want, got); w.Code != 204 || diff != "" {
				t.Errorf("status %d, headers (-want +got):\n%s", w.Code, diff)
			}
			if w.Header().Get("Access-Control-Max-Age") != "7200" || w.Body.Len() != 0 {
				t.Errorf("max age %q, body %q", w.Header().Get("Access-Control-Max-Age"), w.Body)
			}
		})
	}
	t.Run("an answer may be read by every page, with the headers that SDKs want", func(t *testing.T) {
		w := post(s, shopQuery, "Origin", "https://site.example", "X-Shopify-Storefront-Access-Token", "any",
			"Shopify-Storefront-Private-Token", "any", "Shopify-Storefront-Buyer-IP", "192.0.2.1")
		if w.Code != 200 || w.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("status %d, headers %v", w.Code, w.Header())
		}
		const want = "X-Request-Id, Retry-After, X-Shopify-Api-Version, X-Shopify-Api-Deprecated-Reason"
		if got := w.Header().Get("Access-Control-Expose-Headers"); got != want {
			t.Errorf("exposed: %s", got)
		}
	})
	t.Run("a refusal may be read as well", func(t *testing.T) {
		for _, w := range []interface{ Header() http.Header }{
			post(s, `[]`, "Origin", "https://site.example"),
			send(s, "POST", "/api/nope/graphql.json", "", "Origin", "https://site.example"),
		} {
			if w.Header().Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("headers %v", w.Header())
			}
		}
	})
}

func TestGzip(t *testing.T) {
	long := `{"data":{"text":"` + strings.Repeat("wool ", 1000) + `"}}`
	s := made(t, Options{Engine: answering(long)})
	t.Run("a long answer is compressed for those who take it", func(t *testing.T) {
		w := post(s, shopQuery, "Accept-Encoding", "br, gzip;q=0.8")
		if w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > 500 {
			t.Fatalf("%d bytes, headers %v", w.Body.Len(), w.Header())
		}
		z, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z)
		if err != nil || string(got) != long {
			t.Errorf("unpacked to %d bytes, %v", len(got), err)
		}
		if !strings.Contains(strings.Join(w.Header()["Vary"], ","), "Accept-Encoding") {
			t.Errorf("Vary %q", w.Header()["Vary"])
		}
	})
	for _, encoding := range []string{"", "br", "identity", "gzip;q=0", "gzip; q=0.0", "*;q=0", "gzip;q=0, *"} {
		t.Run("it is not compressed for Accept-Encoding "+encoding, func(t *testing.T) {
			w := post(s, shopQuery, "Accept-Encoding", encoding)
			if w.Header().Get("Content-Encoding") != "" || w.Body.String() != long {
				t.Errorf("headers %v", w.Header())
			}
		})
	}
	t.Run("a short answer is not compressed", func(t *testing.T) {
		if w := post(made(t, Options{}), shopQuery, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
			t.Errorf("headers %v", w.Header())
		}
	})
}
