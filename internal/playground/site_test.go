package playground

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// without is the assets as a build without npm has them.
func without(t *testing.T) fstest.MapFS {
	t.Helper()
	files, err := fs.Sub(embedded, "assets")
	if err != nil {
		t.Fatal(err)
	}
	copied := fstest.MapFS{}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "graphiql/") {
			return err
		}
		data, err := fs.ReadFile(files, name)
		copied[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return copied
}

// with is the assets with a small GraphiQL in the form that the bundler gives it.
func with(t *testing.T) fstest.MapFS {
	t.Helper()
	files := without(t)
	var packed bytes.Buffer
	zw := gzip.NewWriter(&packed)
	_, _ = zw.Write([]byte("run()"))
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	files["graphiql/index.html"] = &fstest.MapFile{Data: []byte("<title>GraphiQL</title>")}
	files["graphiql/licenses.md"] = &fstest.MapFile{Data: []byte("# Licences")}
	files["graphiql/assets/main-abc.js.gz"] = &fstest.MapFile{Data: packed.Bytes()}
	files["graphiql/assets/letters-abc.woff2"] = &fstest.MapFile{Data: []byte("wOF2")}
	return files
}

// get asks a handler; header is name, value, name, value.
func get(h http.Handler, method, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestRoutes(t *testing.T) {
	full := newSite(Options{}, with(t)).handler()
	light := newSite(Options{}, without(t)).handler()
	const (
		html = "text/html; charset=utf-8"
		js   = "text/javascript; charset=utf-8"
		json = "application/json; charset=utf-8"
		text = "text/plain; charset=utf-8"
	)
	for _, c := range []struct {
		name         string
		site         http.Handler
		path         string
		status       int
		kind, caches string
		contains     string
	}{
		{"the landing page", light, "/", 200, html, "no-cache", "Point a storefront here"},
		{"the playground of a build without npm is the light one", light, "/playground", 200, html, "no-cache", `data-playground="light"`},
		{"the playground of a whole build is GraphiQL", full, "/playground", 200, html, "no-cache", "GraphiQL"},
		{"the light playground is there all the same", full, "/playground/light", 200, html, "no-cache", `data-playground="light"`},
		{"the configuration", light, "/playground/config.json", 200, json, "no-cache", `"endpoint":"/graphql"`},
		{"a script", light, "/playground/static/shared.js", 200, js, "no-cache", "export"},
		{"the icon", light, "/favicon.ico", 200, "image/svg+xml", "no-cache", "<svg"},
		{"a script of the bundle", full, "/playground/graphiql/assets/main-abc.js", 200, js, immutable, "run()"},
		{"a font of the bundle", full, "/playground/graphiql/assets/letters-abc.woff2", 200, "font/woff2", immutable, "wOF2"},
		{"the licences of the bundle", full, "/playground/graphiql/licenses.md", 200, text, "no-cache", "Licences"},
		{"a bundle that is not there", light, "/playground/graphiql/assets/main-abc.js", 404, json, "no-cache", "NOT_FOUND"},
		{"a file in its stored form", full, "/playground/graphiql/assets/main-abc.js.gz", 404, json, "no-cache", "NOT_FOUND"},
		{"a template in its raw form", light, "/playground/static/..%2fpages%2flanding.html", 404, json, "no-cache", "NOT_FOUND"},
		{"a folder", light, "/playground/static/", 404, json, "no-cache", "NOT_FOUND"},
		{"any other path", light, "/wp-login.php", 404, json, "no-cache", "the GraphQL endpoint is /graphql"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := get(c.site, http.MethodGet, c.path)
			got := []any{w.Code, w.Header().Get("Content-Type"), w.Header().Get("Cache-Control")}
			if diff := cmp.Diff([]any{c.status, c.kind, c.caches}, got); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(w.Body.String(), c.contains) {
				t.Errorf("%q is not in the answer: %.300s", c.contains, w.Body)
			}
			if head := get(c.site, http.MethodHead, c.path); head.Code != c.status || head.Body.Len() != 0 {
				t.Errorf("HEAD answers %d with %d bytes", head.Code, head.Body.Len())
			}
		})
	}

	t.Run("a slash at the end leads to the playground", func(t *testing.T) {
		w := get(light, http.MethodGet, "/playground/")
		if w.Code != http.StatusPermanentRedirect || w.Header().Get("Location") != "/playground" {
			t.Errorf("%d to %q", w.Code, w.Header().Get("Location"))
		}
	})
	t.Run("nothing can be written", func(t *testing.T) {
		for _, path := range []string{"/", "/playground", "/nowhere"} {
			w := get(light, http.MethodPost, path)
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("POST %s: %d, Allow %q", path, w.Code, w.Header().Get("Allow"))
			}
		}
	})
	t.Run("a browser that has the file is told so", func(t *testing.T) {
		tag := get(light, http.MethodGet, "/playground/static/site.css").Header().Get("Etag")
		if w := get(light, http.MethodGet, "/playground/static/site.css", "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified {
			t.Errorf("%d for the tag %q", w.Code, tag)
		}
	})
	t.Run("a script of the bundle travels as it is stored", func(t *testing.T) {
		w := get(full, http.MethodGet, "/playground/graphiql/assets/main-abc.js", "Accept-Encoding", "br, gzip;q=0.8")
		if w.Header().Get("Content-Encoding") != "gzip" || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Fatalf("headers %v", w.Header())
		}
		zr, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(zr); string(text) != "run()" || err != nil {
			t.Errorf("%q, %v", text, err)
		}
	})
	t.Run("whoever refuses gzip gets it unpacked", func(t *testing.T) {
		w := get(full, http.MethodGet, "/playground/graphiql/assets/main-abc.js", "Accept-Encoding", "gzip;q=0")
		if w.Header().Get("Content-Encoding") != "" || w.Body.String() != "run()" {
			t.Errorf("%q %q", w.Header().Get("Content-Encoding"), w.Body)
		}
	})
	t.Run("a browser that is lost gets a page, escaped", func(t *testing.T) {
		w := get(light, http.MethodGet, "/%3Cscript%3E", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
		if w.Code != http.StatusNotFound || w.Header().Get("Content-Type") != html || strings.Contains(w.Body.String(), "<script>") {
			t.Errorf("%d %q", w.Code, w.Header().Get("Content-Type"))
		}
		if !strings.Contains(w.Header().Get("Vary"), "Accept") {
			t.Error("caches are not told that the answer depends on Accept")
		}
	})
}

func TestHeaders(t *testing.T) {
	strict := "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
		"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	site := newSite(Options{}, with(t)).handler()

	for _, path := range []string{"/", "/playground/light", "/playground/config.json", "/playground/static/light.js", "/nowhere"} {
		t.Run(path+" allows nothing but this server", func(t *testing.T) {
			h := get(site, http.MethodGet, path).Header()
			got := map[string]string{}
			for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"} {
				got[name] = h.Get(name)
			}
			want := map[string]string{"Content-Security-Policy": strict, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("GraphiQL may write styles and still runs no script of the page's own", func(t *testing.T) {
		got := get(site, http.MethodGet, "/playground").Header().Get("Content-Security-Policy")
		if want := strings.Replace(strict, "style-src 'self'", "style-src 'self' 'unsafe-inline'", 1); got != want {
			t.Errorf("policy %q", got)
		}
	})
	t.Run("pictures may come from named origins, and nothing else gets into the policy", func(t *testing.T) {
		o := Options{ImageOrigins: []string{"https://cdn.example/s/files", "https://a; script-src *", "javascript:x", "cdn.example", "http://127.0.0.1:9000"}}
		got := get(newSite(o, without(t)).handler(), http.MethodGet, "/").Header().Get("Content-Security-Policy")
		if want := strings.Replace(strict, "data:;", "data: https://cdn.example http://127.0.0.1:9000;", 1); got != want {
			t.Errorf("policy %q", got)
		}
	})
}

func TestLanding(t *testing.T) {
	landing := func(o Options) string {
		return get(newSite(o, without(t)).handler(), http.MethodGet, "/").Body.String()
	}
	at := func(base string) func(context.Context) string { return func(context.Context) string { return base } }

	for _, c := range []struct {
		name             string
		opts             Options
		contains, absent []string
	}{
		{"a server without https says what needs it", Options{Origin: at("http://localhost:9000")},
			[]string{"--tls-dev", `SHOPIFY_STORE_DOMAIN="https://localhost:9000"`, `PUBLIC_STORE_DOMAIN="http://localhost:9000"`, "http://localhost:9000/graphql"},
			[]string{"NODE_EXTRA_CA_CERTS"}},
		{"a server with https does not", Options{TLS: true},
			[]string{"NODE_EXTRA_CA_CERTS", `PUBLIC_STORE_DOMAIN="https://localhost:8080"`}, []string{"--tls-dev"}},
		{"a proxy with https counts", Options{Origin: at("https://shop.example/")},
			[]string{`SHOPIFY_STORE_DOMAIN="https://shop.example"`, "https://shop.example/graphql"}, []string{"--tls-dev"}},
		{"names are escaped", Options{ShopName: "<b>Ann & Co", Endpoint: "/api"},
			[]string{"&lt;b&gt;Ann &amp; Co", `data-endpoint="/api"`}, []string{"<b>"}},
		{"links that lead nowhere are left out", Options{}, []string{"/healthz", "/readyz"}, []string{"Docs", "schema.graphqls"}},
		{"links that lead somewhere are there", Options{SchemaPath: "/schema.graphqls", DocsURL: "https://docs.example", Version: "1.2.3", APIVersion: "2026-04"},
			[]string{`href="/schema.graphqls"`, `href="https://docs.example"`, "1.2.3", "/api/2026-04/graphql.json"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := landing(c.opts)
			for _, want := range c.contains {
				if !strings.Contains(page, want) {
					t.Errorf("%s is missing", want)
				}
			}
			for _, absent := range c.absent {
				if strings.Contains(page, absent) {
					t.Errorf("%s is there", absent)
				}
			}
		})
	}
}

func TestConfig(t *testing.T) {
	t.Run("tells the pages what they need", func(t *testing.T) {
		var got struct {
			Shop, Version, Endpoint, Schema, Docs string
			Full                                  bool
			Examples                              []Example
		}
		w := get(newSite(Options{ShopName: "The Weir"}, with(t)).handler(), http.MethodGet, "/playground/config.json")
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.Shop != "The Weir" || got.Endpoint != "/graphql" || !got.Full {
			t.Errorf("%+v", got)
		}
		// Written as JSON both ways: on its way the text of the variables loses its spaces.
		want, err := json.Marshal(Examples())
		if err != nil {
			t.Fatal(err)
		}
		read, err := json.Marshal(got.Examples)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(read)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("New serves what is embedded", func(t *testing.T) {
		body := get(New(Options{}), http.MethodGet, "/playground/config.json").Body.String()
		if full := strings.Contains(body, `"full":true`); full != Built() {
			t.Errorf("full is %v, and Built says %v", full, Built())
		}
	})
}

func TestTakes(t *testing.T) {
	for header, want := range map[string]bool{
		"gzip": true, "br, GZIP": true, "gzip;q=0.5": true, "gzip;q=0": false, "gzip; q=0.000": false, "": false, "*": false, "gzipped": false, "br;q=1,gzip;q=x": true,
	} {
		if got := takes(header, "gzip"); got != want {
			t.Errorf("takes(%q) = %v", header, got)
		}
	}
}
