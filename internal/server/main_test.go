package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// engine is an Engine made of a function.
type engine func(ctx context.Context, q Query) Reply

func (f engine) Execute(ctx context.Context, q Query) Reply { return f(ctx, q) }

// answering always gives the same executed answer.
func answering(body string) engine {
	return func(context.Context, Query) Reply { return Reply{Body: []byte(body), Executed: true} }
}

// catching notes the queries that reach the engine.
type catching struct {
	mu      sync.Mutex
	queries []Query
}

func (c *catching) Execute(_ context.Context, q Query) Reply {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.queries = append(c.queries, q)
	return Reply{Body: []byte(`{"data":{}}`), Executed: true}
}

// made is a server whose zero options are filled in for tests; its log goes nowhere.
func made(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Engine == nil {
		o.Engine = answering(`{"data":{"shop":{"name":"Fern"}}}`)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.APIVersion == "" {
		o.APIVersion = "2026-04"
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// send serves one request. Headers are pairs of name and value.
func send(s *Server, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

// post sends a JSON body to /graphql.
func post(s *Server, body string, headers ...string) *httptest.ResponseRecorder {
	return send(s, http.MethodPost, "/graphql", body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// codeOf is the code of the first error of an answer; the answer must have the GraphQL error shape.
func codeOf(t *testing.T, body io.Reader) string {
	t.Helper()
	var answer struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.NewDecoder(body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Errors) == 0 || answer.Errors[0].Message == "" {
		t.Fatalf("no error with a message in the answer: %+v", answer)
	}
	return answer.Errors[0].Extensions.Code
}

// logBuffer collects log lines from many goroutines.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// lines are the records with the message, decoded.
func (l *logBuffer) lines(t *testing.T, msg string) []map[string]any {
	t.Helper()
	var found []map[string]any
	for line := range strings.Lines(l.String()) {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		if record["msg"] == msg {
			found = append(found, record)
		}
	}
	return found
}

func (l *logBuffer) logger(level slog.Level) *slog.Logger {
	return slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{Level: level}))
}
