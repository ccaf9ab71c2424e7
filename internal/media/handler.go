package media

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"cartwright/internal/fault"
)

// Handler serves pictures below /s/files/.
func (s *Store) Handler() http.Handler { return http.HandlerFunc(s.serve) }

func (s *Store) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Content-Security-Policy", "default-src 'none'")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "pictures are only read", http.StatusMethodNotAllowed)
		return
	}
	name, t, err := parse(strings.TrimPrefix(r.URL.Path, Path("")), r.URL.Query())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if !namePattern.MatchString(name) {
		http.Error(w, "there is no such picture", http.StatusNotFound)
		return
	}
	header.Add("Vary", "Accept")
	out, err := s.answer(r.Context(), name, t, r.Header.Get("Accept"))
	var f *fault.Fault
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.As(err, &f):
		http.Error(w, "there is no such picture", http.StatusNotFound)
	case errors.Is(err, context.Canceled):
		return // nobody is waiting
	case err != nil:
		s.o.Log.ErrorContext(r.Context(), "a picture was not made", "picture", name, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	default:
		header.Set("Content-Type", out.mime)
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
		header.Set("ETag", tag(name, t, out.mime))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(out.content))
	}
}

// answer is the picture as this client gets it.
func (s *Store) answer(ctx context.Context, name string, t Transform, accept string) (result, error) {
	own := Format(strings.TrimPrefix(filepath.Ext(name), "."))
	format := choose(own, t.Format, accept)
	width, height := t.bounds()
	if width == 0 && height == 0 && (format == own || own == "gif" && t.Format == "") {
		content, err := s.read(ctx, name)
		return result{content, map[Format]string{JPG: "image/jpeg", PNG: "image/png", WEBP: "image/webp", "gif": "image/gif"}[own]}, err
	}
	if err := s.Ensure(ctx, name); err != nil {
		return result{}, err
	}
	return s.derived(ctx, name, t, format)
}

// choose is the format to answer in: the one asked for, else WebP where it is accepted, else the picture's own where
// every client can read it.
func choose(own, asked Format, accept string) Format {
	switch {
	case asked != "":
		return asked
	case own != "gif" && strings.Contains(accept, "image/webp"):
		return WEBP
	case own == JPG, own == PNG:
		return own
	}
	return PNG
}

// tag is a strong validator: the name is made of the content, and the rest follows from the request.
func tag(name string, t Transform, mime string) string {
	return `"` + name + strings.NewReplacer("?", "-", "&", "-", "=", "").Replace(t.Query()) + "-" + strings.TrimPrefix(mime, "image/") + `"`
}
