package server

import (
	"net/http"
	"testing"
)

func TestNegotiate(t *testing.T) {
	const none = ""
	cases := []struct{ accept, want string }{
		{"", jsonType},
		{"*/*", jsonType},
		{"application/json", jsonType},
		{"application/*", jsonType},
		{"APPLICATION/JSON; charset=utf-8", jsonType},
		{"application/graphql-response+json", responseType},
		{"application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", responseType},
		{"application/json, application/graphql-response+json", jsonType},
		{"application/json;q=0.9, application/graphql-response+json", responseType},
		{"application/graphql-response+json;q=0.5, application/json", jsonType},
		{"application/graphql-response+json, */*", responseType},
		{"*/*, application/graphql-response+json", jsonType},
		{"application/graphql-response+json;q=0.1, */*;q=0.2", jsonType},
		{"application/json;q=0, */*", responseType},
		{"application/graphql-response+json;q=0, */*;q=0.1", jsonType},
		// The Accept headers of urql, of Apollo Client and of a browser.
		{"application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed", responseType},
		{"application/json, text/event-stream, multipart/mixed", jsonType},
		{"text/event-stream, multipart/mixed, application/json", jsonType},
		{"multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9", responseType},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", jsonType},
		{"text/event-stream", none},
		{"text/html", none},
		{"application/json;q=0", none},
		{"*/*;q=0", none},
		{"application/json;q=2", none},
		{"application/json;q=NaN", none},
		{"nonsense;;;", none},
		{"nonsense;;;, application/json", jsonType},
	}
	for _, c := range cases {
		got, ok := negotiate(http.Header{"Accept": {c.accept}})
		if ok != (c.want != none) || ok && got != c.want {
			t.Errorf("%q: got %q %v, want %q", c.accept, got, ok, c.want)
		}
	}
	if got, ok := negotiate(http.Header{}); got != jsonType || !ok {
		t.Errorf("no Accept: got %q %v", got, ok)
	}
	if got, _ := negotiate(http.Header{"Accept": {"application/graphql-response+json", "application/json"}}); got != responseType {
		t.Errorf("two Accept lines: got %q", got)
	}
}
