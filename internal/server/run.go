package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
)

// Run listens and serves until ctx ends; then it drains. ready, which may be nil, is called once with the base URL when
// connections are accepted. The error says why the server could not listen, or that requests had to be cut off.
func (s *Server) Run(ctx context.Context, ready func(url string)) error {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", s.opts.Addr)
	if err != nil {
		return fmt.Errorf("listen on --addr %s: %w", s.opts.Addr, err)
	}
	// Requests outlive ctx: they are to be answered while the server drains.
	base, cutOff := context.WithCancel(context.WithoutCancel(ctx))
	defer cutOff()
	srv := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: s.readHeader,
		ReadTimeout:       readTimeout,
		// A long Timeout must not be cut short by the connection: reading, running and writing follow each other.
		WriteTimeout:   max(writeTimeout, readTimeout+s.opts.Timeout+5*time.Second),
		IdleTimeout:    idleTimeout,
		MaxHeaderBytes: maxHeaderBytes,
		BaseContext:    func(net.Listener) context.Context { return base },
		ErrorLog:       log.New(connectionLog{s.log}, "", 0),
		TLSConfig:      s.tls.Clone(), // http.Server adds its own protocols to it
	}

	url := s.origins.listening(s.listenAddr(ln), s.tls != nil)
	// Serve returns as soon as the listener closes, so its return says nothing of requests in flight.
	failed := make(chan error, 1)
	go func() {
		if s.tls != nil {
			failed <- srv.ServeTLS(ln, "", "")
		} else {
			failed <- srv.Serve(ln)
		}
	}()
	if ready != nil {
		ready(url)
	}
	select {
	case err := <-failed:
		return errors.Join(fmt.Errorf("serve on %s: %w", s.opts.Addr, err), srv.Close())
	case <-ctx.Done():
	}
	err = s.drain(srv, cutOff)
	<-failed // http.ErrServerClosed
	return err
}

// drain ends the server within DrainTimeout: readiness turns red, after DrainDelay the listener closes, and what is in
// flight is answered. Shortly before the end requests still running are told to give up, so that they can still say
// so; what is left then is cut.
func (s *Server) drain(srv *http.Server, cutOff context.CancelFunc) error {
	s.draining.Store(true)
	defer s.draining.Store(false) // the handler is as good as new, should Run be called again
	s.log.Info("draining", "timeout", s.opts.DrainTimeout.String())

	ctx, cancel := context.WithTimeout(context.Background(), s.opts.DrainTimeout)
	defer cancel()
	// Shutdown looks for idle connections twice a second, so a last word needs a second to be noticed.
	lastWord := min(max(s.opts.DrainTimeout/10, time.Second), s.opts.DrainTimeout/2)
	last := time.AfterFunc(s.opts.DrainTimeout-lastWord, cutOff)
	defer last.Stop()

	if s.opts.DrainDelay > 0 {
		pause := time.NewTimer(s.opts.DrainDelay)
		defer pause.Stop()
		select {
		case <-pause.C:
		case <-ctx.Done():
		}
	}
	if err := srv.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("requests were still running after %v and have been cut off", s.opts.DrainTimeout), srv.Close())
	}
	return nil
}

// listenAddr is the configured address with the port that the listener has.
func (s *Server) listenAddr(ln net.Listener) string {
	host, p, _ := net.SplitHostPort(s.opts.Addr) // newOrigins has checked it
	if p == "0" {
		_, p, _ = net.SplitHostPort(ln.Addr().String())
	}
	return net.JoinHostPort(host, p)
}

// connectionLog takes the lines of net/http's own log. Most tell of clients that spoke no HTTP or no TLS and name
// their addresses: those are for debugging. That no connection can be accepted any more is for everybody.
type connectionLog struct{ log *slog.Logger }

var _ io.Writer = connectionLog{}

func (c connectionLog) Write(line []byte) (int, error) {
	level, text := slog.LevelDebug, strings.TrimSpace(string(line))
	if strings.HasPrefix(text, "http: Accept error") {
		level = slog.LevelWarn
	}
	c.log.Log(context.Background(), level, text)
	return len(line), nil
}
