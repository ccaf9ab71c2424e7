package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// canary stands for a secret in a body or an address; it must turn up nowhere.
const canary = "hunter2hunter2"

func TestQueriesThatReachTheEngine(t *testing.T) {
	get := func(pairs ...string) string {
		v := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		return "/graphql?" + v.Encode()
	}
	cases := []struct {
		name                              string
		method, target, contentType, body string
		want                              Query
	}{
		{"a document alone", "POST", "/graphql", "application/json", `{"query":"{a}"}`, Query{Text: "{a}"}},
		{"everything", "POST", "/graphql", "application/json; charset=UTF-8",
			` {"query":"query Q($n:Int){a(n:$n)}","operationName":"Q","variables":{"n":9007199254740993,"l":[1.50,null,true]},"extensions":{"a":{}},"other":1} `,
			Query{Text: "query Q($n:Int){a(n:$n)}", Operation: "Q",
				Variables:  map[string]any{"n": json.Number("9007199254740993"), "l": []any{json.Number("1.50"), nil, true}},
				Extensions: map[string]any{"a": map[string]any{}}}},
		{"nulls for what is absent", "POST", "/graphql", "application/json",
			`{"query":"{a}","operationName":null,"variables":null,"extensions":null}`, Query{Text: "{a}"}},
		{"a bare document", "POST", "/graphql", "application/graphql; charset=utf-8", `{shop{id,name}}`, Query{Text: "{shop{id,name}}"}},
		{"a bare document without a charset", "POST", "/graphql", "application/graphql", `{é}`, Query{Text: "{é}"}},
		{"a document in the address", "GET", get("query", "{a}"), "", "", Query{Text: "{a}", ReadOnly: true}},
		{"everything in the address", "GET", get("query", "query Q{a}", "operationName", "Q", "variables", `{"n":1}`, "extensions", `{"b":2}`, "utm", "x"), "", "",
			Query{Text: "query Q{a}", Operation: "Q", ReadOnly: true,
				Variables: map[string]any{"n": json.Number("1")}, Extensions: map[string]any{"b": json.Number("2")}}},
		{"empty parameters", "GET", get("query", "{a}", "operationName", "", "variables", "", "extensions", "null"), "", "",
			Query{Text: "{a}", ReadOnly: true}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var caught catching
			s := made(t, Options{Engine: &caught})
			var headers []string
			if c.contentType != "" {
				headers = []string{"Content-Type", c.contentType}
			}
			w := send(s, c.method, c.target, c.body, append(headers, "Accept-Language", "de")...)
			if w.Code != 200 || len(caught.queries) != 1 {
				t.Fatalf("status %d, %d queries: %s", w.Code, len(caught.queries), w.Body)
			}
			got := caught.queries[0]
			if got.Header.Get("Accept-Language") != "de" {
				t.Errorf("the engine does not see the headers: %v", got.Header)
			}
			if got.Remote != "192.0.2.1" { // where httptest says that its requests come from
				t.Errorf("the engine is told that it comes from %q", got.Remote)
			}
			got.Header, got.Remote = nil, ""
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("query (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefusedBeforeTheEngine(t *testing.T) {
	nested := func(n int) string {
		return `{"query":"{a}","variables":{"v":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}}`
	}
	cases := []struct {
		name, body string
		headers    []string
		status     int
	}{
		{"no content type", shopQuery, []string{}, 415},
		{"plain text", shopQuery, []string{"Content-Type", "text/plain"}, 415},
		{"plain text that mentions JSON", shopQuery, []string{"Content-Type", "text/plain; a=application/json"}, 415},
		{"a form", "query=%7Ba%7D", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415},
		{"a multipart form", shopQuery, []string{"Content-Type", "multipart/form-data; boundary=x"}, 415},
		{"another charset", shopQuery, []string{"Content-Type", "application/json; charset=utf-16"}, 415},
		{"an empty charset", shopQuery, []string{"Content-Type", `application/json; charset=""`}, 415},
		{"two content types", shopQuery, []string{"Content-Type", "application/json", "Content-Type", "text/plain"}, 415},
		{"a content type that is none", shopQuery, []string{"Content-Type", "application/json; charset"}, 415},
		{"a compressed body", shopQuery, []string{"Content-Type", "application/json", "Content-Encoding", "gzip"}, 415},
		{"a body compressed twice", shopQuery, []string{"Content-Type", "application/json", "Content-Encoding", "identity", "Content-Encoding", "br"}, 415},
		{"an empty body", "", nil, 400},
		{"broken JSON with a secret", `{"query":"` + canary + `","variables":{"password":"` + canary + `"`, nil, 400},
		{"bytes after the end", `{"query":"{a}"} {"x":"` + canary + `"}`, nil, 400},
		{"a batch", `[{"query":"{` + canary + `}"}]`, nil, 400},
		{"a string", `"` + canary + `"`, nil, 400},
		{"null", `null`, nil, 400},
		{"no query", `{"variables":{"a":"` + canary + `"}}`, nil, 400},
		{"an empty query", `{"query":""}`, nil, 400},
		{"a query that is an object", `{"query":{"a":"` + canary + `"}}`, nil, 400},
		{"variables that are an array", `{"query":"{a}","variables":["` + canary + `"]}`, nil, 400},
		{"variables that are a string", `{"query":"{a}","variables":"` + canary + `"}`, nil, 400},
		{"an operation name that is a number", `{"query":"{a}","operationName":12}`, nil, 400},
		{"extensions that are a boolean", `{"query":"{a}","extensions":false}`, nil, 400},
		{"query twice", `{"query":"{a}","query":"{` + canary + `}"}`, nil, 400},
		{"a variable twice", `{"query":"{a}","variables":{"` + canary + `":1,"` + canary + `":2}}`, nil, 400},
		{"a member of a variable twice, once by an escape", `{"query":"{a}","variables":{"v":[{"b":1,"\u0062":2}]}}`, nil, 400},
		{"nesting one too deep", nested(63), nil, 400},
		{"200,000 brackets", strings.Repeat("[", 200_000), nil, 400},
		{"too many values", `{"query":"{a}","variables":{"v":[` + strings.Repeat("0,", maxValues) + `0]}}`, nil, 400},
		{"a number as long as a page", `{"query":"{a}","variables":{"v":` + strings.Repeat("9", 1000) + `}}`, nil, 400},
		{"bytes that are not UTF-8", "{\"query\":\"{a}\xff\"}", nil, 400},
		{"a byte order mark", "\ufeff" + shopQuery, nil, 400},
		{"an empty bare document", "", []string{"Content-Type", "application/graphql"}, 400},
		{"a bare document that is not UTF-8", "{a} #\xc3", []string{"Content-Type", "application/graphql"}, 400},
	}
	codes := map[int]string{400: "BAD_REQUEST", 413: "PAYLOAD_TOO_LARGE", 415: "UNSUPPORTED_MEDIA_TYPE"}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var caught catching
			var log logBuffer
			s := made(t, Options{Engine: &caught, Log: log.logger(slog.LevelDebug)})
			if c.headers == nil {
				c.headers = []string{"Content-Type", "application/json"}
			}
			w := send(s, "POST", "/graphql", c.body, c.headers...)
			if w.Code != c.status || len(caught.queries) != 0 {
				t.Errorf("status %d, want %d; %d queries", w.Code, c.status, len(caught.queries))
			}
			if strings.Contains(w.Body.String(), canary) || strings.Contains(log.String(), canary) {
				t.Errorf("the body is repeated:\n%s\n%s", w.Body, log.String())
			}
			if code := codeOf(t, w.Body); code != codes[c.status] {
				t.Errorf("code %s", code)
			}
		})
	}
	t.Run("nesting up to the limit passes", func(t *testing.T) {
		if w := post(made(t, Options{}), nested(62)); w.Code != 200 {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
	})

	for name, target := range map[string]string{
		"no query":            "/graphql",
		"query twice":         "/graphql?query={a}&query={b}",
		"broken variables":    "/graphql?query={a}&variables={" + canary,
		"variables an array":  "/graphql?query={a}&variables=[1]",
		"broken escapes":      "/graphql?query=%zz" + canary,
		"bytes without UTF-8": "/graphql?query=%ff" + canary,
	} {
		t.Run("by GET: "+name, func(t *testing.T) {
			var caught catching
			var log logBuffer
			w := send(made(t, Options{Engine: &caught, Log: log.logger(slog.LevelDebug)}), "GET", target, "")
			if w.Code != 400 || len(caught.queries) != 0 || strings.Contains(w.Body.String()+log.String(), canary) {
				t.Errorf("status %d: %s\n%s", w.Code, w.Body, log.String())
			}
		})
	}
}

func TestBodySize(t *testing.T) {
	padded := func(n int) string {
		return shopQuery[:len(shopQuery)-1] + `,"pad":"` + strings.Repeat("x", n-len(shopQuery)-9) + `"}`
	}
	const limit = 64 << 10
	var caught catching
	server := httptest.NewServer(made(t, Options{Engine: &caught, MaxBody: limit}).Handler())
	defer server.Close()

	for _, c := range []struct {
		name    string
		size    int
		chunked bool
		status  int
	}{
		{"a body of the limit", limit, false, 200},
		{"a body of the limit without a length", limit, true, 200},
		{"a byte more", limit + 1, false, 413},
		{"a byte more without a length", limit + 1, true, 413},
		{"5 MB", 5 << 20, false, 413},
		{"5 MB without a length", 5 << 20, true, 413},
	} {
		t.Run(c.name, func(t *testing.T) {
			caught.queries = nil
			var body io.Reader = strings.NewReader(padded(c.size))
			if c.chunked {
				body = io.MultiReader(body) // whose length net/http does not know
			}
			resp, err := server.Client().Post(server.URL+"/graphql", "application/json", body)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = resp.Body.Close() }()
			if resp.StatusCode != c.status {
				t.Errorf("status %d, want %d", resp.StatusCode, c.status)
			}
			if c.status == 413 && (codeOf(t, resp.Body) != "PAYLOAD_TOO_LARGE" || len(caught.queries) != 0) {
				t.Errorf("%d queries", len(caught.queries))
			}
			server.Client().CloseIdleConnections()
		})
	}
}

// brokenBody is a body that cannot be read to its end.
type brokenBody struct{ err error }

func (b brokenBody) Read([]byte) (int, error) { return 0, b.err }

type slowError struct{}

func (slowError) Timeout() bool   { return true }
func (slowError) Temporary() bool { return true }
func (slowError) Error() string   { return "i/o timeout" }

func TestBodyCutShort(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		status int
	}{
		"that ends early":       {io.ErrUnexpectedEOF, 400},
		"that comes too slowly": {slowError{}, 408},
		"that is malformed":     {io.ErrNoProgress, 400},
	} {
		t.Run("a body "+name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/graphql", brokenBody{c.err})
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			made(t, Options{}).Handler().ServeHTTP(w, r)
			if w.Code != c.status {
				t.Errorf("status %d, want %d: %s", w.Code, c.status, w.Body)
			}
		})
	}
}

// FuzzGate posts anything: the gate must answer in the GraphQL shape and let through only what is a query.
func FuzzGate(f *testing.F) {
	f.Add([]byte(shopQuery), "application/json", "")
	f.Add([]byte("{shop{id,name}}"), "application/graphql; charset=utf-8", "*/*")
	f.Add([]byte(`{"query":"{a}","variables":{"a":[1e5,-0.1,"\ud83d\ude00"]}}`), "application/json; charset=utf-8", "application/graphql-response+json")
	f.Add([]byte(`[{"query":1}]`), "text/plain", "text/event-stream")
	s := made(f, Options{Engine: engine(func(_ context.Context, q Query) Reply {
		if q.Text == "" || q.ReadOnly {
			panic("not a query")
		}
		return Reply{Body: []byte(`{"data":{}}`), Executed: true}
	})})
	f.Fuzz(func(t *testing.T, body []byte, contentType, accept string) {
		r := httptest.NewRequest("POST", "/graphql", bytes.NewReader(body))
		r.Header["Content-Type"] = []string{contentType}
		r.Header["Accept"] = []string{accept}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code >= 500 || !json.Valid(w.Body.Bytes()) {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
		if w.Code == http.StatusOK && !strings.HasPrefix(strings.ToLower(strings.TrimSpace(contentType)), "application/") {
			t.Errorf("%q was let through", contentType)
		}
	})
}
