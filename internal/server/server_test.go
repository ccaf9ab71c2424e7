package server

import (
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cartwright/internal/fault"
)

func TestNewNamesTheFlag(t *testing.T) {
	cases := []struct {
		name string
		set  func(o *Options)
		flag string
	}{
		{"an address without a port", func(o *Options) { o.Addr = "localhost" }, "--addr"},
		{"an address with a word for a port", func(o *Options) { o.Addr = "localhost:http" }, "--addr"},
		{"an address with a port out of range", func(o *Options) { o.Addr = ":65536" }, "--addr"},
		{"a public URL without a scheme", func(o *Options) { o.PublicURLs = []string{"shop.example"} }, "--public-url"},
		{"a public URL with a path", func(o *Options) { o.PublicURLs = []string{"https://shop.example/a"} }, "--public-url"},
		{"a public URL with a password", func(o *Options) { o.PublicURLs = []string{"https://a:b@shop.example"} }, "--public-url"},
		{"a public URL of another scheme", func(o *Options) { o.PublicURLs = []string{"ftp://shop.example"} }, "--public-url"},
		{"a public URL with a port out of range", func(o *Options) { o.PublicURLs = []string{"https://shop.example:99999"} }, "--public-url"},
		{"a network that is none", func(o *Options) { o.TrustedProxies = make([]netip.Prefix, 1) }, "--trusted-proxy"},
		{"a certificate without its key", func(o *Options) { o.TLSCert = "c.pem" }, "--tls-cert"},
		{"a key without its certificate", func(o *Options) { o.TLSKey = "k.pem" }, "--tls-key"},
		{"certificate files that are not there", func(o *Options) { o.TLSCert, o.TLSKey = "none.pem", "none.key" }, "--tls-cert"},
		{"a local certificate beside a real one", func(o *Options) { o.TLSDev, o.DataDir, o.TLSCert = true, "d", "c.pem" }, "--tls-dev"},
		{"a local certificate without a place", func(o *Options) { o.TLSDev = true }, "--tls-dev"},
		{"a negative timeout", func(o *Options) { o.Timeout = -time.Second }, "--timeout"},
		{"a negative body limit", func(o *Options) { o.MaxBody = -1 }, "--max-body"},
		{"a negative drain timeout", func(o *Options) { o.DrainTimeout = -1 }, "--drain-timeout"},
		{"a drain delay as long as the drain", func(o *Options) { o.DrainDelay, o.DrainTimeout = time.Second, time.Second }, "--drain-delay"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := Options{Engine: answering(`{}`), APIVersion: "2026-04", Log: slog.New(slog.DiscardHandler)}
			c.set(&o)
			_, err := New(o)
			var f *fault.Fault
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a fault", err)
			}
			if got := strings.Join(f.Path, "."); got != c.flag {
				t.Errorf("the fault is at %s, want %s", got, c.flag)
			}
		})
	}

	t.Run("a server without an engine is refused", func(t *testing.T) {
		if _, err := New(Options{APIVersion: "2026-04"}); err == nil {
			t.Error("no error")
		}
	})
	t.Run("a data directory that is a file is an error of --tls-dev", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "data")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := New(Options{Engine: answering(`{}`), APIVersion: "2026-04", TLSDev: true, DataDir: file})
		if err == nil || !strings.HasPrefix(err.Error(), "--tls-dev: ") {
			t.Errorf("got %v", err)
		}
	})
}

func TestRoutes(t *testing.T) {
	says := func(text string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(text)) })
	}
	s := made(t, Options{Routes: map[string]http.Handler{"/{$}": says("landing"), "/s/files/": says("picture")}})
	for path, want := range map[string]string{"/": "landing", "/s/files/a.png": "picture"} {
		if w := send(s, "GET", path, ""); w.Body.String() != want || w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: got %q, headers %v", path, w.Body, w.Header())
		}
	}
	t.Run("a path without a handler is 404 with errors", func(t *testing.T) {
		w := send(s, "GET", "/nowhere", "")
		if w.Code != 404 || codeOf(t, w.Body) != "NOT_FOUND" {
			t.Errorf("status %d", w.Code)
		}
	})
	t.Run("the handler of / takes every other path", func(t *testing.T) {
		s := made(t, Options{Routes: map[string]http.Handler{"/": says("all")}})
		if w := send(s, "GET", "/nowhere", ""); w.Body.String() != "all" {
			t.Errorf("got %q", w.Body)
		}
	})
	for name, pattern := range map[string]string{"malformed": "no slash", "taken": "/graphql", "in the way": "GET /"} {
		t.Run("a pattern that is "+name+" is an error, not a panic", func(t *testing.T) {
			_, err := New(Options{Engine: answering(`{}`), APIVersion: "2026-04", Routes: map[string]http.Handler{pattern: says("")}})
			if err == nil || !strings.Contains(err.Error(), pattern) {
				t.Errorf("got %v", err)
			}
		})
	}
}
