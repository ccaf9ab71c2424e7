package server

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"cartwright/internal/fault"
)

func TestHealth(t *testing.T) {
	var log logBuffer
	var notReady error
	s := made(t, Options{Ready: func(context.Context) error { return notReady }, Log: log.logger(slog.LevelInfo)})
	probe := func(path, want string, status int) {
		t.Helper()
		w := send(s, "GET", path, "")
		if w.Code != status || w.Body.String() != want {
			t.Errorf("%s: status %d, %s", path, w.Code, w.Body)
		}
		if w.Header().Get("Content-Type") != jsonType || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", path, w.Header())
		}
	}
	probe("/healthz", `{"status":"ok"}`, 200)
	probe("/readyz", `{"status":"ready"}`, 200)

	t.Run("a fault makes it unready and is shown", func(t *testing.T) {
		notReady = fault.Unavailablef("migrations are running")
		probe("/readyz", `{"status":"unavailable","reason":"migrations are running"}`, 503)
		probe("/healthz", `{"status":"ok"}`, 200)
	})
	t.Run("another error makes it unready and goes to the log alone", func(t *testing.T) {
		notReady = errors.New("dial tcp 10.0.0.5:3306: refused")
		probe("/readyz", `{"status":"unavailable"}`, 503)
		if lines := log.lines(t, "not ready"); len(lines) != 2 || lines[1]["err"] != notReady.Error() {
			t.Errorf("log:\n%s", log.String())
		}
	})
	t.Run("it recovers by itself", func(t *testing.T) {
		notReady = nil
		probe("/readyz", `{"status":"ready"}`, 200)
	})
	t.Run("draining is unready and alive", func(t *testing.T) {
		s.draining.Store(true)
		defer s.draining.Store(false)
		probe("/readyz", `{"status":"draining","reason":"the server is shutting down"}`, 503)
		probe("/healthz", `{"status":"ok"}`, 200)
	})
	t.Run("probes are read only", func(t *testing.T) {
		for _, path := range []string{"/healthz", "/readyz"} {
			if w := send(s, "POST", path, ""); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s: status %d", path, w.Code)
			}
			if w := send(s, "HEAD", path, ""); w.Code != 200 {
				t.Errorf("%s: HEAD is %d", path, w.Code)
			}
		}
	})
	t.Run("a database that hangs does not hang the probe", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := made(t, Options{Ready: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }})
			start := time.Now()
			if w := send(s, "GET", "/readyz", ""); w.Code != 503 || time.Since(start) != readyTimeout {
				t.Errorf("status %d after %v", w.Code, time.Since(start))
			}
		})
	})
}
