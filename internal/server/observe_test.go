package server

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestRequestID(t *testing.T) {
	var seen string
	s := made(t, Options{Engine: engine(func(ctx context.Context, _ Query) Reply {
		seen = RequestID(ctx)
		return Reply{Body: []byte(`{"data":{}}`), Executed: true}
	})})
	ours := regexp.MustCompile(`^[0-9a-f]{32}$`)
	for given, kept := range map[string]bool{
		"7c9e6679-7425-40de_A": true, strings.Repeat("a", 64): true,
		"": false, strings.Repeat("a", 65): false, "a b": false, "a\"b": false, "é": false, "<script>": false,
	} {
		w := post(s, shopQuery, "X-Request-Id", given)
		got := w.Header().Get("X-Request-Id")
		if kept && got != given || !kept && !ours.MatchString(got) {
			t.Errorf("given %q: answered %q", given, got)
		}
		if seen != got {
			t.Errorf("the engine sees %q, the client %q", seen, got)
		}
	}
	t.Run("no two requests have the same one", func(t *testing.T) {
		a, b := send(s, "GET", "/healthz", ""), send(s, "GET", "/healthz", "")
		if a.Header().Get("X-Request-Id") == b.Header().Get("X-Request-Id") {
			t.Error("the same id twice")
		}
	})
}

func TestAccessLog(t *testing.T) {
	t.Run("a request is one line, without what may be secret", func(t *testing.T) {
		var log logBuffer
		s := made(t, Options{Log: log.logger(slog.LevelInfo)})
		w := send(s, "POST", "/graphql?token="+canary, `{"query":"{a}","variables":{"password":"`+canary+`"}}`,
			"Content-Type", "application/json", "X-Shopify-Storefront-Access-Token", canary, "Cookie", canary, "User-Agent", canary)
		lines := log.lines(t, "request")
		if len(lines) != 1 {
			t.Fatalf("%d lines:\n%s", len(lines), log.String())
		}
		if ms, ok := lines[0]["ms"].(float64); !ok || ms < 0 {
			t.Errorf("ms: %v", lines[0]["ms"])
		}
		delete(lines[0], "time")
		delete(lines[0], "ms")
		want := map[string]any{"level": "INFO", "msg": "request", "method": "POST", "path": "/graphql", "status": 200.0,
			"bytes": float64(w.Body.Len()), "requestId": w.Header().Get("X-Request-Id")}
		if diff := cmp.Diff(want, lines[0]); diff != "" {
			t.Errorf("line (-want +got):\n%s", diff)
		}
		if strings.Contains(log.String(), canary) {
			t.Errorf("a secret is in the log:\n%s", log.String())
		}
	})
	t.Run("the client's address is for debugging", func(t *testing.T) {
		var log logBuffer
		post(made(t, Options{Log: log.logger(slog.LevelDebug)}), shopQuery)
		if lines := log.lines(t, "request"); len(lines) != 1 || lines[0]["remote"] != "192.0.2.1:1234" {
			t.Errorf("lines %v", lines)
		}
	})
	t.Run("probes of a healthy server are for debugging", func(t *testing.T) {
		var log logBuffer
		s := made(t, Options{Log: log.logger(slog.LevelInfo)})
		send(s, "GET", "/healthz", "")
		send(s, "GET", "/readyz", "")
		if log.String() != "" {
			t.Errorf("log:\n%s", log.String())
		}
	})
	t.Run("a long path is cut", func(t *testing.T) {
		var log logBuffer
		send(made(t, Options{Log: log.logger(slog.LevelInfo)}), "GET", "/"+strings.Repeat("é", 5000), "")
		if lines := log.lines(t, "request"); len(lines) != 1 || len(lines[0]["path"].(string)) > 210 {
			t.Errorf("lines %v", lines)
		}
	})
	t.Run("a file counts with its bytes", func(t *testing.T) {
		var log logBuffer
		file := filepath.Join(t.TempDir(), "a.txt")
		if err := os.WriteFile(file, make([]byte, 12345), 0o600); err != nil {
			t.Fatal(err)
		}
		s := made(t, Options{Log: log.logger(slog.LevelInfo), Routes: map[string]http.Handler{
			"/file": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) }),
			"/hint": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusEarlyHints)
				w.WriteHeader(http.StatusTeapot)
				_ = http.NewResponseController(w).Flush()
			}),
		}})
		web := httptest.NewServer(s.Handler())
		defer web.Close()
		for _, path := range []string{"/file", "/hint"} {
			resp, err := web.Client().Get(web.URL + path)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
		}
		web.Close() // the handlers have returned, and their lines are written
		lines := log.lines(t, "request")
		if len(lines) != 2 || lines[0]["bytes"] != 12345.0 || lines[0]["status"] != 200.0 || lines[1]["status"] != 418.0 {
			t.Errorf("lines %v", lines)
		}
	})
}

func TestPanics(t *testing.T) {
	t.Run("a panic of the engine is answered and logged once", func(t *testing.T) {
		var log logBuffer
		s := made(t, Options{Log: log.logger(slog.LevelInfo), Engine: engine(func(context.Context, Query) Reply { panic("out of wool") })})
		w := post(s, shopQuery, "Origin", "https://site.example")
		var got map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		id := w.Header().Get("X-Request-Id")
		want := map[string]any{"errors": []any{map[string]any{"message": "internal error",
			"extensions": map[string]any{"code": "INTERNAL_SERVER_ERROR", "requestId": id}}}}
		if diff := cmp.Diff(want, got); w.Code != 500 || diff != "" {
			t.Errorf("status %d (-want +got):\n%s", w.Code, diff)
		}
		if w.Header().Get("Access-Control-Allow-Origin") != "*" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("headers %v", w.Header())
		}
		lines := log.lines(t, "panic")
		if len(lines) != 1 || lines[0]["requestId"] != id || lines[0]["value"] != "out of wool" ||
			!strings.Contains(lines[0]["stack"].(string), "observe_test.go") {
			t.Errorf("lines %v", lines)
		}
		if requests := log.lines(t, "request"); len(requests) != 1 || requests[0]["status"] != 500.0 {
			t.Errorf("access log %v", requests)
		}
	})

	var log logBuffer
	s := made(t, Options{Log: log.logger(slog.LevelInfo), Routes: map[string]http.Handler{
		"/half": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("half of"))
			_ = http.NewResponseController(w).Flush()
			panic("in the middle")
		}),
		"/abort": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
	}})
	web := httptest.NewServer(s.Handler())
	defer web.Close()
	t.Run("a panic in the middle of an answer cuts the connection", func(t *testing.T) {
		resp, err := web.Client().Get(web.URL + "/half")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		if body, err := io.ReadAll(resp.Body); err == nil {
			t.Errorf("the client takes %q for the whole", body)
		}
	})
	t.Run("a handler may cut its connection without a word in the log", func(t *testing.T) {
		resp, err := web.Client().Get(web.URL + "/abort")
		if err == nil {
			_ = resp.Body.Close()
			t.Error("an answer came")
		}
		if n := len(log.lines(t, "panic")); n != 1 {
			t.Errorf("%d panics in the log, want that of the other request", n)
		}
	})
}

func TestRequestTimeout(t *testing.T) {
	waiting := engine(func(ctx context.Context, _ Query) Reply {
		<-ctx.Done()
		return Reply{Body: []byte("null")}
	})
	t.Run("a request over its time is 504 with a code, not null", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			w := post(made(t, Options{Engine: waiting}), shopQuery)
			if took := time.Since(start); w.Code != 504 || took != 15*time.Second {
				t.Errorf("status %d after %v", w.Code, took)
			}
			if code := codeOf(t, w.Body); code != "TIMEOUT" {
				t.Errorf("code %s", code)
			}
		})
	})
	t.Run("a request whose client has gone is stopped", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		r := httptest.NewRequestWithContext(ctx, "POST", "/graphql", strings.NewReader(shopQuery))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		made(t, Options{Engine: waiting}).Handler().ServeHTTP(w, r)
		if code := codeOf(t, w.Body); w.Code != 504 || code != "TIMEOUT" {
			t.Errorf("status %d, code %s", w.Code, code)
		}
	})
	t.Run("an answer that was ready in spite of the deadline is sent", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := post(made(t, Options{Timeout: time.Second, Engine: engine(func(ctx context.Context, _ Query) Reply {
				<-ctx.Done()
				return Reply{Body: []byte(`{"data":{"shop":null},"errors":[{"message":"late"}]}`), Executed: true}
			})}), shopQuery)
			if w.Code != 200 || !strings.Contains(w.Body.String(), "late") {
				t.Errorf("status %d: %s", w.Code, w.Body)
			}
		})
	})
	t.Run("an engine without an answer is an internal error", func(t *testing.T) {
		var log logBuffer
		w := post(made(t, Options{Engine: answering(" "), Log: log.logger(slog.LevelInfo)}), shopQuery)
		if code := codeOf(t, w.Body); w.Code != 500 || code != "INTERNAL_SERVER_ERROR" {
			t.Errorf("status %d, code %s", w.Code, code)
		}
		if n := len(log.lines(t, "the engine gave no answer")); n != 1 {
			t.Errorf("%d lines in the log", n)
		}
	})
}
