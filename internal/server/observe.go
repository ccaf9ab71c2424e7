package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// about is what a request's context knows about the request.
type about struct {
	id     string
	origin string
}

// aboutKey is the key of about in a context.
type aboutKey struct{}

// RequestID is the id under which the log knows the request; empty outside of one.
func RequestID(ctx context.Context) string {
	a, _ := ctx.Value(aboutKey{}).(about)
	return a.id
}

// Origin is the absolute base address that the client used, without a trailing slash ("https://shop.example"), as far
// as it can be believed; else the first public one. Empty outside of a request.
func Origin(ctx context.Context) string {
	a, _ := ctx.Value(aboutKey{}).(about)
	return a.origin
}

// observe gives every request its id, origin and deadline, and writes its line in the access log.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		a := about{id: requestID(r.Header.Get("X-Request-Id")), origin: s.origins.of(r)}
		ctx, cancel := context.WithTimeout(context.WithValue(r.Context(), aboutKey{}, a), s.opts.Timeout)
		defer cancel()

		// The id goes out with every answer, so that a client who complains can name its line in the log.
		h := w.Header()
		h.Set("X-Request-Id", a.id)
		h.Set("X-Content-Type-Options", "nosniff")
		rec := &recorder{ResponseWriter: w}
		// Deferred, so that a handler that aborts its connection is on record too.
		defer func() { s.record(ctx, r, rec, time.Since(start), a.id) }()
		next.ServeHTTP(rec, r.WithContext(ctx))
	})
}

// record writes the one line of a request. Query strings, header values and bodies hold secrets and stay out;
// addresses of clients are for debugging alone, and so are the probes of a healthy server.
func (s *Server) record(ctx context.Context, r *http.Request, rec *recorder, took time.Duration, id string) {
	level := slog.LevelInfo
	if rec.code() < 400 && (r.URL.Path == "/healthz" || r.URL.Path == "/readyz") {
		level = slog.LevelDebug
	}
	if !s.log.Enabled(ctx, level) {
		return
	}
	attrs := [7]slog.Attr{ // an array, since this runs for every request
		slog.String("method", shorten(r.Method, 16)),
		slog.String("path", shorten(r.URL.Path, 200)),
		slog.Int("status", rec.code()),
		slog.Int64("bytes", rec.bytes),
		slog.Float64("ms", float64(took.Microseconds())/1000),
		slog.String("requestId", id),
	}
	n := 6
	if s.log.Enabled(ctx, slog.LevelDebug) {
		attrs[n] = slog.String("remote", r.RemoteAddr)
		n++
	}
	s.log.LogAttrs(ctx, level, "request", attrs[:n]...)
}

// contain answers a panic by "internal error" and writes its stack to the log, once. An answer that has begun cannot
// be taken back: the connection is cut instead, so that the client does not take half of it for the whole.
func (s *Server) contain(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler { // a handler's way to cut the connection, no mistake
				panic(p)
			}
			id := RequestID(r.Context())
			s.log.ErrorContext(r.Context(), "panic", "requestId", id,
				"value", shorten(fmt.Sprint(p), 500), "stack", string(debug.Stack()))
			if rec, ok := w.(*recorder); ok && rec.status != 0 {
				panic(http.ErrAbortHandler)
			}
			w.Header().Del("Content-Encoding") // of the answer that was about to go
			internalError(id).send(w, jsonType)
		}()
		next.ServeHTTP(w, r)
	})
}

// requestID takes over an id that a proxy has given, if it is short and plain enough for logs and headers; else it
// makes one of 128 random bits.
func requestID(given string) string {
	if len(given) > 0 && len(given) <= 64 && strings.IndexFunc(given, notPlain) < 0 {
		return given
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// notPlain reports a character that has no place in an id: it could end a log line or a header.
func notPlain(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
}

// shorten cuts text that a stranger chose to a length that a log line can bear.
func shorten(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int // 0: nothing yet
	bytes  int64
}

// code is the status as the client sees it.
func (r *recorder) code() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}

// WriteHeader notes the final status; informational ones come before it.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write notes the bytes; without a status before it, it means 200.
func (r *recorder) Write(b []byte) (int, error) {
	r.status = r.code()
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// ReadFrom keeps the short way from a file to a socket open.
func (r *recorder) ReadFrom(src io.Reader) (int64, error) {
	r.status = r.code()
	n, err := io.Copy(r.ResponseWriter, src)
	r.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
