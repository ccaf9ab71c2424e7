package playground

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// landing is what the template of the landing page reads.
type landing struct {
	Options
	Full   bool
	Base   string // address of this server ("https://shop.example"), or empty where it is not known
	Secure bool   // whether storefronts reach it by https
}

// serveLanding answers "/".
func (s *site) serveLanding(w http.ResponseWriter, r *http.Request) {
	page := landing{Options: s.opts, Full: s.full, Secure: s.opts.TLS}
	if s.opts.Origin != nil {
		page.Base = strings.TrimSuffix(s.opts.Origin(r.Context()), "/")
		if u, err := url.Parse(page.Base); err == nil && u.Scheme == "https" {
			page.Secure = true // behind a proxy that speaks https for us
		}
	}
	s.servePage(w, r, http.StatusOK, "landing.html", page)
}

// serveNotFound answers every path that is none: browsers get a page, programs the error shape of the endpoint.
func (s *site) serveNotFound(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept")
	if !takes(r.Header.Get("Accept"), "text/html", "application/xhtml+xml") {
		sendError(w, r, http.StatusNotFound, "NOT_FOUND", "there is nothing at this path; the GraphQL endpoint is "+s.opts.Endpoint)
		return
	}
	s.servePage(w, r, http.StatusNotFound, "notfound.html", landing{Options: s.opts})
}

// servePage writes a page whole or not at all.
func (s *site) servePage(w http.ResponseWriter, r *http.Request, status int, name string, data landing) {
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, name, data); err != nil {
		sendError(w, r, http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", "internal error")
		return
	}
	send(w, r, status, "text/html; charset=utf-8", b.Bytes())
}

// servePlayground answers /playground with the best there is.
func (s *site) servePlayground(w http.ResponseWriter, r *http.Request) {
	if !s.full {
		s.serveLight(w, r)
		return
	}
	w.Header().Set("Content-Security-Policy", s.policy(true))
	s.serveFile(w, r, "graphiql/index.html")
}

// serveLight answers with the playground that needs no build.
func (s *site) serveLight(w http.ResponseWriter, r *http.Request) {
	s.serveFile(w, r, "pages/light.html")
}

// serveConfig answers what both playgrounds read first.
func (s *site) serveConfig(w http.ResponseWriter, r *http.Request) {
	send(w, r, http.StatusOK, "application/json; charset=utf-8", s.config)
}

// sendError answers in the error shape of GraphQL, which whoever asks a commerce server by program can read.
func sendError(w http.ResponseWriter, r *http.Request, status int, code, text string) {
	body, _ := json.Marshal(map[string]any{ // strings only: cannot fail
		"errors": []any{map[string]any{"message": text, "extensions": map[string]string{"code": code}}},
	})
	send(w, r, status, "application/json; charset=utf-8", body)
}

// send writes an answer that may change at any time, so that caches ask again.
func send(w http.ResponseWriter, r *http.Request, status int, mediaType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-cache")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that has gone away is no concern of ours
	}
}

// StoreURL is the address to write into a storefront's settings.
func (l landing) StoreURL() string {
	switch {
	case l.Base != "":
		return l.Base
	case l.Secure:
		return "https://localhost:8080"
	}
	return "http://localhost:8080"
}

// SecureURL is StoreURL by https, for the storefronts that speak nothing else.
func (l landing) SecureURL() string {
	_, rest, _ := strings.Cut(l.StoreURL(), "://")
	return "https://" + rest
}

// EndpointURL is the whole address of the endpoint.
func (l landing) EndpointURL() string { return l.StoreURL() + l.Endpoint }
