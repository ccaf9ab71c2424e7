package upload_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/media"
	"cartwright/internal/secret"
	"cartwright/internal/storetest"
	"cartwright/internal/upload"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const shopKey = secret.Text("0123456789abcdef0123456789abcdef")

// clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// site is a shop that takes uploads.
type site struct {
	*upload.Service
	db    *database.DB
	store *media.Store
	clock *clock
	http  *httptest.Server
	rows  map[string]bool // names that rows of other rooms mention
}

// each runs a test on every database, with originals in a directory and in an S3-compatible server.
func each(t *testing.T, o upload.Options, f func(t *testing.T, s *site)) {
	t.Helper()
	c := &clock{now: time.Now().UTC().Truncate(time.Millisecond)}
	storetest.EachAt(t, c.read, func(t *testing.T, db *database.DB) {
		for _, place := range []string{"directory", "s3"} {
			if o.Direct && place == "directory" {
				continue
			}
			t.Run(place, func(t *testing.T) {
				address := ""
				if place == "s3" {
					address = s3(t)
				}
				f(t, newSite(t, db, c, media.Options{URL: address, MaxBytes: 1 << 20, MaxVideo: 40 << 20, MaxModel: 1 << 20, MaxData: 1 << 20}, o))
			})
		}
	})
}

func newSite(t *testing.T, db *database.DB, c *clock, m media.Options, o upload.Options) *site {
	t.Helper()
	m.Log, o.Log, o.Key, m.AllowPrivate = slog.New(slog.DiscardHandler), slog.New(slog.DiscardHandler), shopKey, true
	store, err := media.Open(t.TempDir(), m)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &site{db: db, store: store, clock: c, rows: map[string]bool{}}
	o.Mentioned = func(context.Context, []string) (map[string]bool, error) { return s.rows, nil }
	if s.Service, err = upload.New(db, store, o); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle(upload.Path, s.Handler())
	s.http = httptest.NewServer(mux)
	t.Cleanup(s.http.Close)
	return s
}

// s3 is the address of a bucket of a server that speaks S3, in this process.
func s3(t *testing.T) string {
	t.Helper()
	backend := s3mem.New()
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	if err := backend.CreateBucket("pictures"); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "geheim")
	return "s3://pictures?region=us-east-1&use_path_style=true&endpoint=" + server.URL
}

// stage announces one file.
func (s *site) stage(t *testing.T, f upload.Spec) upload.Target {
	t.Helper()
	got, err := s.Stage(t.Context(), act.Nobody{}, []upload.Spec{f})
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	if strings.HasPrefix(got[0].URL, "/") {
		got[0].URL = s.http.URL + got[0].URL
	}
	got[0].Resource = s.http.URL + got[0].Resource
	return got[0]
}

// put sends bytes, and tells the status and the code of the error.
func put(t *testing.T, address string, body io.Reader, header ...string) (status int, code string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, body)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode, codeOf(t, answer.Body)
}

func codeOf(t *testing.T, body io.Reader) string {
	t.Helper()
	text, err := io.ReadAll(body)
	if err != nil || len(text) == 0 {
		return ""
	}
	var said struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if json.Unmarshal(text, &said) != nil || len(said.Errors) != 1 || said.Errors[0].Message == "" {
		return string(text)
	}
	return said.Errors[0].Extensions.Code
}

// picture is a picture of its own for every width.
func picture(t testing.TB, width int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, 20))
	for i := range img.Pix {
		img.Pix[i] = color.Gray{uint8(i)}.Y
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// kept counts what is in the media store, by sweeping everything in mind.
func (s *site) kept(t *testing.T) int {
	t.Helper()
	got, err := s.Sweep(t.Context(), media.Sweeping{DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	return got.Looked
}

func (s *site) count(t *testing.T) (n int64) {
	t.Helper()
	if err := s.db.Read(t.Context()).Model(&upload.Upload{}).Count(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func checkFault(t *testing.T, err error, kind fault.Kind, path, says string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != kind || strings.Join(f.Path, ".") != path || !strings.Contains(f.Text, says) {
		t.Errorf("got %v; want a fault of kind %v at %q that says %q", err, kind, path, says)
	}
}
