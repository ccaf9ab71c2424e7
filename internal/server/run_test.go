package server

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

// running is a server that listens.
type running struct {
	url  string
	stop context.CancelFunc
	done chan error
}

func start(t *testing.T, s *Server) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r := &running{stop: cancel, done: make(chan error, 1)}
	url := make(chan string, 1)
	go func() { r.done <- s.Run(ctx, func(u string) { url <- u }) }()
	select {
	case r.url = <-url:
	case err := <-r.done:
		t.Fatal(err)
	}
	return r
}

// wait waits for Run to return.
func (r *running) wait(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.done:
		return err
	case <-time.After(patience):
		t.Fatal("Run does not return")
		return nil
	}
}

func TestRunDrains(t *testing.T) {
	begun, answer := make(chan struct{}), make(chan struct{})
	s := made(t, Options{Addr: "127.0.0.1:0", DrainDelay: 500 * time.Millisecond, Engine: engine(func(ctx context.Context, _ Query) Reply {
		close(begun)
		<-answer
		return Reply{Body: []byte(`{"data":{"done":true}}`), Executed: ctx.Err() == nil}
	})})
	run := start(t, s)
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()

	inFlight := make(chan string, 1)
	go func() {
		resp, err := client.Post(run.url+"/graphql", "application/json", strings.NewReader(shopQuery))
		if err != nil {
			inFlight <- err.Error()
			return
		}
		body, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		inFlight <- string(body)
	}()
	<-begun
	if status := getStatus(t, client, run.url+"/readyz"); status != 200 {
		t.Fatalf("ready before: %d", status)
	}

	run.stop()
	for deadline := time.Now().Add(patience); getStatus(t, client, run.url+"/readyz") != 503; {
		if time.Now().After(deadline) {
			t.Fatal("readiness does not turn red")
		}
	}
	select {
	case err := <-run.done:
		t.Fatalf("Run returned with a request in flight: %v", err)
	default:
	}
	close(answer)
	if got := <-inFlight; got != `{"data":{"done":true}}` {
		t.Errorf("the request in flight got %s", got)
	}
	if err := run.wait(t); err != nil {
		t.Error(err)
	}
	if conn, err := net.Dial("tcp", strings.TrimPrefix(run.url, "http://")); err == nil {
		_ = conn.Close()
		t.Error("the listener is still open")
	}
}

func getStatus(t *testing.T, client *http.Client, url string) int {
	t.Helper()
	resp, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	return resp.StatusCode
}

func TestRunLeavesInTime(t *testing.T) {
	t.Run("a request that listens to its context is told to give up and answered", func(t *testing.T) {
		begun := make(chan struct{})
		s := made(t, Options{Addr: "127.0.0.1:0", Timeout: time.Hour, DrainTimeout: 2 * time.Second, Engine: engine(func(ctx context.Context, _ Query) Reply {
			close(begun)
			<-ctx.Done()
			return Reply{}
		})})
		run := start(t, s)
		client := &http.Client{Transport: &http.Transport{}}
		defer client.CloseIdleConnections()
		status := make(chan int, 1)
		go func() {
			resp, err := client.Post(run.url+"/graphql", "application/json", strings.NewReader(shopQuery))
			if err != nil {
				status <- 0
				return
			}
			_ = resp.Body.Close()
			status <- resp.StatusCode
		}()
		<-begun
		run.stop()
		if err := run.wait(t); err != nil {
			t.Error(err)
		}
		if got := <-status; got != 504 {
			t.Errorf("status %d", got)
		}
	})
	t.Run("a request that does not is cut off, and Run says so", func(t *testing.T) {
		begun, release := make(chan struct{}), make(chan struct{})
		s := made(t, Options{Addr: "127.0.0.1:0", DrainTimeout: 50 * time.Millisecond, Engine: engine(func(context.Context, Query) Reply {
			close(begun)
			<-release
			return Reply{}
		})})
		run := start(t, s)
		client := &http.Client{Transport: &http.Transport{}}
		defer client.CloseIdleConnections()
		cut := make(chan error, 1)
		go func() {
			resp, err := client.Post(run.url+"/graphql", "application/json", strings.NewReader(shopQuery))
			if err == nil {
				_ = resp.Body.Close()
			}
			cut <- err
		}()
		<-begun
		run.stop()
		if err := run.wait(t); err == nil || !strings.Contains(err.Error(), "cut off") {
			t.Errorf("got %v", err)
		}
		if err := <-cut; err == nil {
			t.Error("the client got an answer")
		}
		close(release)
	})
}

func TestRunCannotListen(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	addr := ln.Addr().String()
	err = made(t, Options{Addr: addr}).Run(context.Background(), func(string) { t.Error("ready") })
	if err == nil || !strings.HasPrefix(err.Error(), "listen on --addr "+addr+": ") {
		t.Errorf("got %v", err)
	}
}

func TestHeadersMustArriveInTime(t *testing.T) {
	var log logBuffer
	s := made(t, Options{Addr: "127.0.0.1:0", Log: log.logger(slog.LevelInfo)})
	s.readHeader = 50 * time.Millisecond
	run := start(t, s)
	conn, err := net.Dial("tcp", strings.TrimPrefix(run.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(conn); err != nil || strings.Contains(string(got), "200 OK") {
		t.Errorf("got %q, %v; want the connection closed", got, err)
	}
	run.stop()
	if err := run.wait(t); err != nil {
		t.Error(err)
	}
	if n := len(log.lines(t, "request")); n != 0 {
		t.Errorf("%d requests were served", n)
	}
}

func TestHeadersMustBeSmall(t *testing.T) {
	run := start(t, made(t, Options{Addr: "127.0.0.1:0"}))
	conn, err := net.Dial("tcp", strings.TrimPrefix(run.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Large: "+strings.Repeat("x", 64<<10)); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d", resp.StatusCode)
	}
	run.stop()
	if err := run.wait(t); err != nil {
		t.Error(err)
	}
}

func TestRunWithTLS(t *testing.T) {
	dir := t.TempDir()
	var log logBuffer
	var origin string
	s := made(t, Options{Addr: "127.0.0.1:0", TLSDev: true, DataDir: dir, Log: log.logger(slog.LevelInfo),
		Engine: engine(func(ctx context.Context, _ Query) Reply {
			origin = Origin(ctx)
			return Reply{Body: []byte(`{"data":{}}`), Executed: true}
		})})
	run := start(t, s)
	roots := x509.NewCertPool()
	pem, err := os.ReadFile(filepath.Join(dir, "tls", "authority.crt"))
	if err != nil || !roots.AppendCertsFromPEM(pem) {
		t.Fatalf("no authority: %v", err)
	}
	client := &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: roots}}}
	defer client.CloseIdleConnections()

	_, port, _ := net.SplitHostPort(strings.TrimPrefix(run.url, "https://"))
	for _, base := range []string{run.url, "https://localhost:" + port} {
		resp, err := client.Post(base+"/api/2026-04/graphql.json", "application/json", strings.NewReader(shopQuery))
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != 200 || resp.ProtoMajor != 2 || origin != base {
			t.Errorf("%s: status %d by %s, origin %s", base, resp.StatusCode, resp.Proto, origin)
		}
	}
	t.Run("plain HTTP is turned away", func(t *testing.T) {
		plain := &http.Client{Transport: &http.Transport{}}
		defer plain.CloseIdleConnections()
		if status := getStatus(t, plain, strings.Replace(run.url, "https", "http", 1)+"/healthz"); status != 400 {
			t.Errorf("status %d", status)
		}
	})
	run.stop()
	if err := run.wait(t); err != nil {
		t.Error(err)
	}
	if n := len(log.lines(t, "made a local certificate")); n != 2 {
		t.Errorf("%d certificates were made", n)
	}

	t.Run("the files serve as --tls-cert and --tls-key", func(t *testing.T) {
		made(t, Options{TLSCert: filepath.Join(dir, "tls", "server.crt"), TLSKey: filepath.Join(dir, "tls", "server.key")})
	})
}

func TestConnectionLog(t *testing.T) {
	var log logBuffer
	c := connectionLog{log.logger(slog.LevelInfo)}
	for _, line := range []string{"http: TLS handshake error from 192.0.2.1:4000: EOF\n", "http: Accept error: too many open files; retrying in 5ms\n"} {
		if n, err := c.Write([]byte(line)); n != len(line) || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	}
	if got := log.String(); strings.Contains(got, "192.0.2.1") || !strings.Contains(got, "too many open files") {
		t.Errorf("log:\n%s", got)
	}
}
