package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/rs/cors"

	"cartwright/internal/fault"
)

// What a connection may take. They are long for an honest client on a poor line and short for one that holds
// connections open on purpose.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second // headers and body together
	writeTimeout      = 30 * time.Second // from the end of the headers to the last byte of the answer
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 32 << 10
)

// What Options leaves at zero.
const (
	defaultAddr         = "127.0.0.1:8080"
	defaultTimeout      = 15 * time.Second
	defaultDrainTimeout = 20 * time.Second
	defaultMaxBody      = 1 << 20
)

// Options is what a server is made of. Only Engine and APIVersion are needed.
type Options struct {
	Engine Engine
	Log    *slog.Logger // nil: slog.Default()

	Addr           string         // host:port to listen on; empty: 127.0.0.1:8080; port 0: any free one
	PublicURLs     []string       // the addresses under which clients know the server ("https://shop.example")
	TrustedOrigins []string       // sites whose pages may use sessions in cookies, besides this one
	TrustedProxies []netip.Prefix // whose X-Forwarded-Proto and X-Forwarded-Host are believed

	TLSCert string // PEM files; both or neither
	TLSKey  string
	TLSDev  bool   // serve a certificate of a local authority, made in DataDir/tls on first use
	DataDir string // needed for TLSDev

	Timeout      time.Duration // for one request; default 15 s
	MaxBody      int64         // bytes of a request body; default 1 MiB
	DrainTimeout time.Duration // from the end of Run's context to the exit; default 20 s
	// DrainDelay is how much of DrainTimeout the listener stays open with readiness red, so that a load balancer
	// finds out before connections are refused. Default 0.
	DrainDelay time.Duration

	// Ready says whether requests can be served; nil: always. The text of a *fault.Fault is shown at /readyz,
	// any other error goes to the log alone.
	Ready func(ctx context.Context) error
	// Routes are handlers by http.ServeMux pattern without a method ("/s/files/", "/playground", "/{$}"). They
	// get the request id, the deadline, the access log and the panic net, but no CORS headers.
	Routes     map[string]http.Handler
	APIVersion string // the version of the dialect that is served, whatever the path names: "2026-04"
}

// Server answers requests; see New.
type Server struct {
	opts        Options
	log         *slog.Logger
	origins     origins                     // the rule for Origin
	crossOrigin *http.CrossOriginProtection // of requests that come with a cookie
	tls         *tls.Config                 // nil: plain HTTP
	handler     http.Handler
	draining    atomic.Bool
	readHeader  time.Duration // readHeaderTimeout, shorter in a test
}

// New makes a server from its options and reads, or for TLSDev makes, its certificates. An option that cannot be
// served is a *fault.Fault whose path is the flag that sets it.
func New(o Options) (*Server, error) {
	if o.Engine == nil || o.APIVersion == "" {
		return nil, errors.New("server: Engine and APIVersion are needed")
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Addr == "" {
		o.Addr = defaultAddr
	}
	if err := checkLimits(&o); err != nil {
		return nil, err
	}

	s := &Server{opts: o, log: o.Log, readHeader: readHeaderTimeout}
	var err error
	if s.tls, err = tlsConfig(o); err != nil {
		return nil, err
	}
	if s.origins, err = newOrigins(o, s.tls != nil); err != nil {
		return nil, err
	}
	if err = s.trust(); err != nil {
		return nil, err
	}
	if s.handler, err = s.chain(); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler is the whole server without its listener, for tests and for embedding.
func (s *Server) Handler() http.Handler { return s.handler }

// checkLimits fills in the limits left at zero and refuses those that make no sense.
func checkLimits(o *Options) error {
	for _, d := range []struct {
		flag  string
		value *time.Duration
		zero  time.Duration
	}{
		{"--timeout", &o.Timeout, defaultTimeout},
		{"--drain-timeout", &o.DrainTimeout, defaultDrainTimeout},
		{"--drain-delay", &o.DrainDelay, 0},
	} {
		if *d.value < 0 {
			return fault.Invalidf(d.flag, "%v is negative; write for example 15s", *d.value)
		}
		if *d.value == 0 {
			*d.value = d.zero
		}
	}
	if o.DrainDelay >= o.DrainTimeout {
		return fault.Invalidf("--drain-delay", "%v leaves nothing of --drain-timeout (%v); make it shorter",
			o.DrainDelay, o.DrainTimeout)
	}
	if o.MaxBody < 0 {
		return fault.Invalidf("--max-body", "%d is negative; write a number of bytes, for example 1048576", o.MaxBody)
	}
	if o.MaxBody == 0 {
		o.MaxBody = defaultMaxBody
	}
	return nil
}

// chain puts the handlers together, the outermost last.
func (s *Server) chain() (http.Handler, error) {
	// Patterns name no method: the gate tells the allowed ones itself, as JSON.
	mux := http.NewServeMux()
	api := s.cors(http.HandlerFunc(s.serveGraphQL))
	mux.Handle("/graphql", api)
	mux.Handle("/api/{version}/graphql", api)
	mux.Handle("/api/{version}/graphql.json", api)
	mux.Handle("/api/", s.cors(http.HandlerFunc(s.serveNotFound)))
	mux.HandleFunc("/healthz", s.serveHealth)
	mux.HandleFunc("/readyz", s.serveReady)
	for _, pattern := range slices.Sorted(maps.Keys(s.opts.Routes)) {
		if err := route(mux, pattern, s.opts.Routes[pattern]); err != nil {
			return nil, err
		}
	}
	if _, taken := s.opts.Routes["/"]; !taken {
		mux.HandleFunc("/", s.serveNotFound)
	}
	// From the outside in: id, origin, deadline and access log; the panic net; the paths; CORS on those that pages of
	// other sites call. The cookie of a session, which is all that travels by itself with a browser's request, is read
	// with the query, and the origin is looked at there: the CORS headers stop a foreign page from reading an answer, not
	// from causing an act.
	return s.observe(s.contain(mux)), nil
}

// route adds a handler; ServeMux panics over patterns that are malformed or in each other's way.
func route(mux *http.ServeMux, pattern string, h http.Handler) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("route %q: %v", pattern, p)
		}
	}()
	mux.Handle(pattern, h)
	return nil
}

// cors lets pages of every origin ask, without credentials, as browser storefronts of the dialect do: any request
// header is allowed, since clients add their own, and the headers that SDKs read are exposed. Pages of trusted origins may
// send the cookie of a session besides.
func (s *Server) cors(h http.Handler) http.Handler {
	open := cors.Options{
		AllowedOrigins: []string{"*"},
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{"*"},
		ExposedHeaders: []string{"X-Request-Id", "Retry-After", "X-Shopify-Api-Version", "X-Shopify-Api-Deprecated-Reason"},
		MaxAge:         int((2 * time.Hour).Seconds()), // the longest that all browsers honour
	}
	everybody := cors.New(open).Handler(h)
	if len(s.opts.TrustedOrigins) == 0 {
		return everybody
	}
	open.AllowedOrigins, open.AllowCredentials = s.opts.TrustedOrigins, true
	trusted := cors.New(open).Handler(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(s.opts.TrustedOrigins, r.Header.Get("Origin")) {
			trusted.ServeHTTP(w, r)
			return
		}
		w.Header().Add("Vary", "Origin")
		everybody.ServeHTTP(w, r)
	})
}

// tlsConfig reads the certificate of the options, or has a local one made; nil for plain HTTP.
func tlsConfig(o Options) (*tls.Config, error) {
	var cert tls.Certificate
	var err error
	switch {
	case o.TLSDev && (o.TLSCert != "" || o.TLSKey != ""):
		return nil, fault.Invalidf("--tls-dev", "makes its own certificate; leave out --tls-cert and --tls-key, or --tls-dev")
	case o.TLSDev && o.DataDir == "":
		return nil, fault.Invalidf("--tls-dev", "keeps its certificates in the data directory; name one with --data-dir")
	case o.TLSDev:
		host, _ := os.Hostname() // without a name the certificate is for loopback alone
		var made []string
		if cert, made, err = devCertificate(o.DataDir, host, time.Now()); err != nil {
			return nil, fmt.Errorf("--tls-dev: %w", err)
		}
		for _, name := range made {
			o.Log.Info("made a local certificate", "file", name)
		}
	case o.TLSCert == "" && o.TLSKey == "":
		return nil, nil
	case o.TLSKey == "":
		return nil, fault.Invalidf("--tls-cert", "needs the private key beside it: --tls-key FILE")
	case o.TLSCert == "":
		return nil, fault.Invalidf("--tls-key", "needs the certificate beside it: --tls-cert FILE")
	default:
		if cert, err = tls.LoadX509KeyPair(o.TLSCert, o.TLSKey); err != nil {
			return nil, fault.Invalidf("--tls-cert", "cannot be used with --tls-key: %v", err)
		}
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}, nil
}
