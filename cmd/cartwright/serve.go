package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"cartwright/graph"
	"cartwright/internal/account"
	"cartwright/internal/checkout"
	"cartwright/internal/demo"
	"cartwright/internal/playground"
	"cartwright/internal/server"
	"cartwright/internal/staff"
	"cartwright/internal/upload"
)

type serveCommand struct {
	dataFlags
	listenFlags
}

// Run serves until the context ends. It migrates first, and fills a demo shop into an empty database.
func (c *serveCommand) Run(s *session) error {
	return c.withRooms(s, func(r *rooms) error { return c.serve(s, r) })
}

func (c *serveCommand) serve(s *session, r *rooms) error {
	fresh, err := c.fillDemo(s, r)
	if err != nil {
		return err
	}
	srv, err := c.server(s.ctx, r)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(s.ctx)
	stop, cancel := context.WithCancel(ctx)
	group.Go(func() error {
		defer cancel()
		return srv.Run(ctx, func(url string) { c.greet(s, r, url, fresh) })
	})
	if fresh {
		group.Go(func() error { return drawAhead(stop, r) })
	}
	group.Go(func() error { r.carts.Run(stop); return nil })
	group.Go(func() error { return r.mail.Run(stop) })
	group.Go(func() error { return r.staff.Run(stop) })
	group.Go(func() error { return r.search.Run(stop) })
	group.Go(func() error { return r.uploads.Run(stop) })
	group.Go(func() error { return r.bulk.Run(stop) })
	group.Go(func() error { return sweep(stop, r) })
	group.Go(func() error { return settle(stop, r) })
	return group.Wait()
}

// sweepEvery is how often what has expired of customers is removed.
const sweepEvery = 10 * time.Minute

// sweep removes what has expired of customers and changes that everybody has followed, until the context ends.
func sweep(ctx context.Context, r *rooms) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if _, err := r.people.Sweep(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "what has expired of customers was not removed; it is tried again", "in", sweepEvery, "error", err)
		}
		if _, err := r.db.PruneChanges(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "old changes were not removed; it is tried again", "in", sweepEvery, "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// fillDemo puts the demo shop into a database without products; it reports whether it did.
func (c *serveCommand) fillDemo(s *session, r *rooms) (bool, error) {
	if !c.Demo {
		return false, nil
	}
	n, err := r.catalog.CountProducts(s.ctx)
	if err != nil || n > 0 {
		return false, err
	}
	if err := demo.Fill(s.ctx, r.demo(), func(int, int) {}); err != nil {
		return false, fmt.Errorf("fill the demo shop: %w", err)
	}
	return true, nil
}

// drawAhead draws the demo shop's pictures in the background, so that nobody waits for one later. The first visitor may
// be earlier; then the picture is drawn for them.
func drawAhead(ctx context.Context, r *rooms) error {
	for _, name := range demo.PictureNames() {
		if ctx.Err() != nil {
			return nil
		}
		if err := r.media.Ensure(ctx, name); err != nil && ctx.Err() == nil {
			r.log.Warn("a picture of the demo shop was not drawn", "picture", name, "error", err)
		}
	}
	return nil
}

func (c *serveCommand) server(ctx context.Context, r *rooms) (*server.Server, error) {
	limits := graph.DefaultLimits()
	limits.Cost = c.QueryCost
	engine := graph.NewEngine(graph.NewResolver(r.graph()), graph.Options{
		Log: r.log, Limits: limits, Origin: server.Origin, RequestID: server.RequestID,
	})
	settings, err := r.shop.Settings(ctx)
	if err != nil {
		return nil, err
	}
	pages := playground.New(playground.Options{Endpoint: "/graphql", ShopName: settings.Name, Version: version, APIVersion: graph.APIVersion,
		TLS: c.TLSDev || c.TLSCert != "", Origin: server.Origin, SchemaPath: "/schema.graphql"})
	return server.New(server.Options{
		Engine: engineOf{engine}, Log: r.log, Addr: c.Addr, PublicURLs: c.PublicURL, TrustedProxies: c.TrustedProxy, TrustedOrigins: c.TrustedOrigin,
		TLSCert: c.TLSCert, TLSKey: c.TLSKey, TLSDev: c.TLSDev, DataDir: c.DataDir,
		Timeout: c.Timeout, MaxBody: c.MaxBody, DrainTimeout: c.DrainTimeout, DrainDelay: c.DrainDelay,
		Ready:      func(ctx context.Context) error { return r.db.Read(ctx).Exec("SELECT 1").Error },
		APIVersion: graph.APIVersion,
		Routes: c.routes(r, map[string]http.Handler{
			"/s/files/":       r.media.Handler(),
			"/media/":         r.media.FileHandler(),
			upload.Path:       r.uploads.Handler(),
			checkout.Path:     checkout.Handler(checkout.Rooms{Carts: r.carts, Catalog: r.catalog, Shop: r.shop, Log: r.log}),
			"/schema.graphql": http.HandlerFunc(serveSchema),
			"/":               pages,
		}),
	})
}

// routes adds the page of mails where they are not sent, but shown. It shows what opens accounts, so it is there only for
// those who sit at the machine: the server listens on it alone, and nobody else was told an address.
func (c *serveCommand) routes(r *rooms, all map[string]http.Handler) map[string]http.Handler {
	host, _, err := net.SplitHostPort(c.Addr)
	ip, parseErr := netip.ParseAddr(host)
	private := err == nil && (host == "localhost" || parseErr == nil && ip.IsLoopback()) && len(c.PublicURL) == 0
	if r.mail.Development() && private {
		all["/dev/mail"], all["/dev/mail/"] = r.mail.Handler(), r.mail.Handler()
	}
	return all
}

// engineOf fits the GraphQL engine to the wire: each side has its own words for a request.
type engineOf struct{ engine *graph.Engine }

// Execute answers a request.
func (e engineOf) Execute(ctx context.Context, q server.Query) server.Reply {
	var session *graph.Session
	if q.Session != "" || q.AsksSession {
		session = graph.NewSession(q.Session)
	}
	reply := e.engine.Execute(ctx, graph.Request{Text: q.Text, Operation: q.Operation, Variables: q.Variables,
		Extensions: q.Extensions, ReadOnly: q.ReadOnly, Once: q.Header.Get("Idempotency-Key"), Preview: q.Header.Get("Cartwright-Preview"),
		Client: account.Client{Address: q.Remote, Device: q.Header.Get("User-Agent")},
		Bearer: bearer(q.Header), Session: session})
	out := server.Reply{Body: reply.Body, Executed: reply.Executed, Refused405: reply.NotReadOnly, Refused401: reply.Unauthenticated}
	if token, expires, changed := session.Changed(); changed {
		out.Session = &server.Session{Token: token, ExpiresAt: expires}
	}
	return out
}

// bearer is the token of the Authorization header; empty where there is none. Tools of the hosted platform's staff API send
// theirs in a header of its own.
func bearer(h http.Header) string {
	if token := h.Get("X-Shopify-Access-Token"); staff.IsToken(token) {
		return token
	}
	scheme, token, ok := strings.Cut(h.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

func serveSchema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if _, err := w.Write([]byte(graph.SDL())); err != nil {
		slog.Debug("the schema was not sent whole", "error", err)
	}
}

// greet prints where everything is, once the server listens.
func (c *serveCommand) greet(s *session, r *rooms, url string, fresh bool) {
	settings, err := r.shop.Settings(s.ctx)
	if err != nil {
		r.log.Warn("the shop's name is not known", "error", err)
	}
	domain := strings.TrimPrefix(strings.TrimPrefix(url, "https://"), "http://")
	if len(c.PublicURL) > 0 {
		url = c.PublicURL[0]
		domain = strings.TrimPrefix(strings.TrimPrefix(url, "https://"), "http://")
	}
	bold, dim, plain := "\x1b[1m", "\x1b[2m", "\x1b[0m"
	if !terminal(s.out) {
		bold, dim, plain = "", "", ""
	}
	p := func(format string, args ...any) { fmt.Fprintf(s.out, format+"\n", args...) }
	p("")
	p("  %s%s%s is open  %s(%s, ready after %s)%s", bold, settings.Name, plain, dim, r.db, time.Since(started).Round(time.Millisecond), plain)
	p("")
	if fresh {
		p("  %sThe database was empty; it now holds a demo shop. With --no-demo it is left empty.%s", dim, plain)
		p("")
	}
	p("  Shop        %s/", url)
	p("  Playground  %s/playground", url)
	p("  GraphQL     %s/api/%s/graphql.json", url, graph.APIVersion)
	p("")
	p("  %sNext.js Commerce%s   SHOPIFY_STORE_DOMAIN=%s", dim, plain, "https://"+domain)
	p("                     SHOPIFY_STOREFRONT_ACCESS_TOKEN=any")
	p("  %sHydrogen%s           PUBLIC_STORE_DOMAIN=%s", dim, plain, url)
	p("                     PUBLIC_STOREFRONT_API_TOKEN=any")
	if !strings.HasPrefix(url, "https://") {
		p("")
		p("  %sNext.js Commerce and most SDKs insist on https: add --tls-dev.%s", dim, plain)
	}
	if c.TLSDev {
		p("")
		for _, line := range strings.Split(strings.TrimSpace(server.TrustAdvice(c.DataDir)), "\n") {
			p("  %s", line)
		}
	}
	p("")
}

// started is when the process began, as near as it can be told from within.
var started = time.Now()
