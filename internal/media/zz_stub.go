package media

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

type Crop string
type Format string

const (
	CropCenter Crop = "center"
	CropTop    Crop = "top"
	CropBottom Crop = "bottom"
	CropLeft   Crop = "left"
	CropRight  Crop = "right"
	JPG        Format = "jpg"
	PNG        Format = "png"
	WEBP       Format = "webp"
)

type Transform struct {
	Width, Height int
	Crop          Crop
	Scale         int
	Format        Format
}

func (t Transform) Query() string { return "" }
func Path(n string) string        { return "/s/files/" + n }

type Store struct {
	dir string
	o   Options
}
type Options struct {
	Log  *slog.Logger
	Make func(context.Context, string) ([]byte, bool, error)
}

func Open(dir string, o Options) (*Store, error) { return &Store{dir, o}, os.MkdirAll(dir, 0o755) }
func (s *Store) Dir() string                     { return s.dir }
func (s *Store) Ensure(ctx context.Context, name string) error {
	p := filepath.Join(s.dir, name)
	if _, err := os.Stat(p); err == nil {
		return nil
	}
	b, ok, err := s.o.Make(ctx, name)
	if !ok || err != nil {
		return err
	}
	return os.WriteFile(p, b, 0o644)
}
func (s *Store) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := strings.TrimPrefix(r.URL.Path, "/s/files/")
		s.Ensure(r.Context(), n)
		http.ServeFile(w, r, filepath.Join(s.dir, n))
	})
}

type Stored struct {
	Name, MIME    string
	Width, Height int
	Bytes         int64
}

func (s *Store) Fetch(ctx context.Context, url string) (Stored, error) { return Stored{}, os.ErrNotExist }
