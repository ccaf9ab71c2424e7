package playground

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// immutable is for files that carry a hash of their content in their name.
const immutable = "public, max-age=31536000, immutable"

// mediaTypes are the kinds of files that there are. The table of the operating system is not asked: it differs from
// machine to machine, and with nosniff a wrong type means a script that does not run.
var mediaTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".md":    "text/plain; charset=utf-8",
	".svg":   "image/svg+xml",
	".ttf":   "font/ttf",
	".woff":  "font/woff",
	".woff2": "font/woff2",
}

// etags hashes the files whose address stays the same when they change.
func etags(files fs.FS) map[string]string {
	tags := map[string]string{}
	for _, pattern := range []string{"pages/*.html", "static/*", "graphiql/index.html", "graphiql/licenses.md"} {
		names, _ := fs.Glob(files, pattern) // the patterns are well-formed
		for _, name := range names {
			if data, err := fs.ReadFile(files, name); err == nil {
				sum := sha256.Sum256(data)
				tags[name] = `"` + hex.EncodeToString(sum[:8]) + `"`
			}
		}
	}
	return tags
}

// serveFile answers with a file that browsers keep but ask about every time.
func (s *site) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	tag, known := s.etags[name]
	data, err := fs.ReadFile(s.files, name)
	if !known || err != nil {
		s.serveNotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Etag", tag)
	serveBytes(w, r, name, data)
}

// serveHashed answers with a file of the GraphiQL bundle. Texts among them are stored compressed and sent as they are
// to whoever takes gzip.
func (s *site) serveHashed(w http.ResponseWriter, r *http.Request, name string) {
	if !fs.ValidPath(name) || mediaTypes[path.Ext(name)] == "" {
		s.serveNotFound(w, r)
		return
	}
	data, err := fs.ReadFile(s.files, name)
	if err == nil {
		w.Header().Set("Cache-Control", immutable)
		serveBytes(w, r, name, data)
		return
	}
	if data, err = fs.ReadFile(s.files, name+".gz"); err != nil {
		s.serveNotFound(w, r)
		return
	}
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	if takes(strings.Join(r.Header.Values("Accept-Encoding"), ","), "gzip") {
		h.Set("Content-Encoding", "gzip")
	} else if data, err = gunzip(data); err != nil {
		sendError(w, r, http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", "internal error")
		return
	}
	h.Set("Cache-Control", immutable)
	serveBytes(w, r, name, data)
}

// serveBytes leaves conditions, ranges and HEAD to net/http.
func serveBytes(w http.ResponseWriter, r *http.Request, name string, data []byte) {
	w.Header().Set("Content-Type", mediaTypes[path.Ext(name)])
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// gunzip unpacks a file of the bundle; they are our own, so their size is known to be small.
func gunzip(data []byte) ([]byte, error) {
	zr, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zr)
}
