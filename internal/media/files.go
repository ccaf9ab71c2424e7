package media

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// filesPrefix is where videos and models are served.
const filesPrefix = "/media/"

// FilePath is the path at which a video or a model is served.
func FilePath(name string) string { return filesPrefix + name }

// FileName is the name of the video or model that a path serves; empty where it is none.
func FileName(path string) string {
	if name, ok := strings.CutPrefix(path, filesPrefix); ok && filePattern.MatchString(name) {
		return name
	}
	return ""
}

// slowest is how many bytes a second a client must take so that the server goes on sending.
const slowest = 64 << 10

// FileHandler serves videos and models below /media/, whole or in ranges, as players ask for them.
func (s *Store) FileHandler() http.Handler { return http.HandlerFunc(s.serveFile) }

func (s *Store) serveFile(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", "default-src 'none'")
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	header.Set("Cache-Control", "no-store") // until there is a file
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "files are only read", http.StatusMethodNotAllowed)
		return
	}
	name := FileName(r.URL.Path)
	if name == "" {
		http.Error(w, "there is no such file", http.StatusNotFound)
		return
	}
	// A long file takes longer than a request may; how long is bounded by its length.
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	defer cancel()
	file, bytes, err := s.openFile(ctx, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		http.Error(w, "there is no such file", http.StatusNotFound)
		return
	case err != nil:
		s.o.Log.ErrorContext(ctx, "a file was not served", "file", name, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	defer file.Close()
	end := time.Now().Add(time.Minute + time.Duration(bytes/slowest)*time.Second)
	if err := http.NewResponseController(w).SetWriteDeadline(end); err != nil && !errors.Is(err, http.ErrNotSupported) {
		s.o.Log.DebugContext(ctx, "a client has no longer time", "error", err)
	}
	header.Set("Content-Type", fileTypes[strings.TrimPrefix(path.Ext(name), ".")])
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("ETag", `"`+name+`"`)
	http.ServeContent(w, r, "", time.Time{}, file)
}

// openFile opens a video or a model, and brings it back if it was swept.
func (s *Store) openFile(ctx context.Context, name string) (file io.ReadSeekCloser, bytes int64, err error) {

	o, err := s.bucket.stat(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		if back, err := s.bringBack(ctx, name); err != nil || !back {
			return nil, 0, errors.Join(err, fs.ErrNotExist)
		}
		o, err = s.bucket.stat(ctx, name)
	}
	if err != nil {
		return nil, 0, err
	}
	file, err = s.bucket.open(ctx, name)
	return file, o.bytes, err
}
