package playground

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
)

//go:embed all:assets
var embedded embed.FS

// Options is what the pages show. The zero value is served, with the defaults named here.
type Options struct {
	Endpoint   string // path of the GraphQL endpoint on this server; empty: /graphql
	ShopName   string // shown until the endpoint has told the shop's own name; empty: "Cartwright"
	Version    string // of the program; empty: not shown
	APIVersion string // of the dialect ("2026-04"); empty: not shown
	TLS        bool   // whether the server itself speaks https; if not, the page says which storefronts need it

	// Origin gives the base address that a request's client used ("https://shop.example"), for the lines to paste
	// into a storefront. Where it is nil or gives nothing, the script puts in the address of the page itself.
	Origin func(context.Context) string

	SchemaPath string // path under which the SDL can be downloaded; empty: no link
	DocsURL    string // where the documentation is; empty: no link

	// ImageOrigins are the origins of product pictures that lie elsewhere ("https://cdn.example"), for the content
	// security policy. Pictures of this server are always shown.
	ImageOrigins []string
}

// site is the handler behind New.
type site struct {
	opts   Options
	files  fs.FS              // the assets, rooted at assets/
	pages  *template.Template // landing.html and notfound.html
	etags  map[string]string  // by path in files, of those whose address does not change with their content
	full   bool               // whether GraphiQL is embedded
	images string             // img-src of the policy
	config []byte             // what /playground/config.json answers
}

// New makes the handler of "/", "/favicon.ico" and "/playground" with all below it; every other path is answered by a
// page not found, in HTML for browsers and in JSON for everyone else. It is meant to be mounted at "/".
func New(o Options) http.Handler {
	files, _ := fs.Sub(embedded, "assets") // the name is valid, which is all that Sub checks
	return newSite(o, files).handler()
}

// Built reports whether GraphiQL is embedded. Without it /playground serves the light playground.
func Built() bool {
	files, _ := fs.Sub(embedded, "assets")
	return built(files)
}

// built looks for the page that the bundler writes.
func built(files fs.FS) bool {
	_, err := fs.Stat(files, "graphiql/index.html")
	return err == nil
}

// newSite prepares everything that does not depend on the request.
func newSite(o Options, files fs.FS) *site {
	if o.Endpoint == "" {
		o.Endpoint = "/graphql"
	}
	if o.ShopName == "" {
		o.ShopName = "Cartwright"
	}
	s := &site{
		opts:   o,
		files:  files,
		pages:  template.Must(template.ParseFS(files, "pages/landing.html", "pages/notfound.html")),
		etags:  etags(files),
		full:   built(files),
		images: imageSources(o.ImageOrigins),
	}
	s.config = s.marshalConfig()
	return s
}

// imageSources is the img-src of the policy. What is not an origin is left out: it could smuggle in a directive.
func imageSources(origins []string) string {
	src := "'self' data:"
	for _, raw := range origins {
		u, err := url.Parse(raw)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(u.Host, ";, '\"") {
			continue
		}
		src += " " + u.Scheme + "://" + u.Host
	}
	return src
}

// marshalConfig writes what both playgrounds need to know.
func (s *site) marshalConfig() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	// The values are strings and JSON that parseExample has checked, so there is nothing that could fail.
	_ = enc.Encode(struct {
		Shop     string    `json:"shop"`
		Version  string    `json:"version"`
		Endpoint string    `json:"endpoint"`
		Schema   string    `json:"schema,omitempty"`
		Docs     string    `json:"docs,omitempty"`
		Full     bool      `json:"full"`
		Examples []Example `json:"examples"`
	}{s.opts.ShopName, s.opts.Version, s.opts.Endpoint, s.opts.SchemaPath, s.opts.DocsURL, s.full, examples(s.files)})
	return b.Bytes()
}

// handler puts the paths together.
func (s *site) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", s.serveLanding)
	mux.HandleFunc("/favicon.ico", func(w http.ResponseWriter, r *http.Request) { s.serveFile(w, r, "static/logo.svg") })
	mux.HandleFunc("/playground", s.servePlayground)
	mux.Handle("/playground/{$}", http.RedirectHandler("/playground", http.StatusPermanentRedirect))
	mux.HandleFunc("/playground/light", s.serveLight)
	mux.HandleFunc("/playground/config.json", s.serveConfig)
	mux.HandleFunc("/playground/static/{name...}", func(w http.ResponseWriter, r *http.Request) {
		s.serveFile(w, r, "static/"+r.PathValue("name"))
	})
	mux.HandleFunc("/playground/graphiql/licenses.md", func(w http.ResponseWriter, r *http.Request) {
		s.serveFile(w, r, "graphiql/licenses.md")
	})
	mux.HandleFunc("/playground/graphiql/assets/{name...}", func(w http.ResponseWriter, r *http.Request) {
		s.serveHashed(w, r, "graphiql/assets/"+r.PathValue("name"))
	})
	mux.HandleFunc("/", s.serveNotFound)
	return s.guard(mux)
}
