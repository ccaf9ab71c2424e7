package media

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"time"
)

// Handler serves pictures below /s/files/. Names and transformations are as in Path and Query; sizes may also stand before
// the extension (name_400x300_crop_center.png, name_small.jpg), as older clients write them. Answers may be cached for
// ever. A name that is not there is 404, a transformation that makes no sense 400 with a sentence.
func (s *Store) Handler() http.Handler { return http.HandlerFunc(s.serve) }

func (s *Store) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	// Whatever hides in the bytes, a browser shows them as a picture or not at all.
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", "default-src 'none'")
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	header.Set("Cache-Control", "no-store") // until there is a picture
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "pictures are only read", http.StatusMethodNotAllowed)
		return
	}
	name, t, err := parse(strings.TrimPrefix(r.URL.Path, prefix), r.URL.Query())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	header.Set("Vary", "Accept")
	if err := s.send(w, r, name, t); err != nil {
		s.refuse(w, r, name, err)
	}
}

// send answers with a picture. An error means that nothing was sent yet.
func (s *Store) send(w http.ResponseWriter, r *http.Request, name string, t Transform) error {
	f, err := s.factsOf(r.Context(), name)
	if err != nil {
		return err
	}
	p := planFor(f, t, acceptsWebP(r.Header.Values("Accept")))
	// The name is made of the content, and the rest of the validator of all that the answer depends on.
	tag := `"` + p.key(stem(name)) + `"`
	var picture opened
	switch {
	case noneMatch(r.Header.Values("If-None-Match"), tag):
		success(w, p, tag)
		w.WriteHeader(http.StatusNotModified)
		return nil
	case p.original:
		picture, err = s.Open(r.Context(), name)
	default:
		picture, err = s.derived(r.Context(), name, f, p)
	}
	if err != nil {
		return err
	}
	defer picture.Close()
	success(w, p, tag)
	http.ServeContent(w, r, "", time.Time{}, picture)
	return nil
}

// success sets the headers of a picture.
func success(w http.ResponseWriter, p plan, tag string) {
	w.Header().Set("Content-Type", p.format.mime())
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("ETag", tag)
}

// refuse answers that there is no picture.
func (s *Store) refuse(w http.ResponseWriter, r *http.Request, name string, err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		http.Error(w, "there is no such picture", http.StatusNotFound)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		w.Header().Set("Retry-After", "2")
		http.Error(w, "too many pictures are being made: try again", http.StatusServiceUnavailable)
	default:
		s.o.Log.ErrorContext(r.Context(), "a picture was not made", "picture", name, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}
