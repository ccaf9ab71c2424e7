package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// place is a place of originals whose objects can be made older.
type place struct {
	url string
	// older makes what is kept under a name so much older.
	older func(t *testing.T, s *Store, name string, by time.Duration)
	// names are all names there, with their folders.
	names func(t *testing.T) []string
}

// eachPlace runs a test with originals in a directory and in an S3-compatible server.
func eachPlace(t *testing.T, f func(t *testing.T, p place)) {
	t.Helper()
	t.Run("directory", func(t *testing.T) { f(t, directoryPlace(t)) })
	t.Run("s3", func(t *testing.T) { f(t, s3Place(t)) })
}

func directoryPlace(t *testing.T) place {
	t.Helper()
	dir := t.TempDir()
	return place{
		url: "file://" + dir,
		older: func(t *testing.T, _ *Store, name string, by time.Duration) {
			t.Helper()
			setAge(t, filepath.Join(dir, name), by)
		},
		names: func(t *testing.T) []string {
			t.Helper()
			var out []string
			err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
				if err == nil && !d.IsDir() {
					name, _ := filepath.Rel(dir, path)
					out = append(out, filepath.ToSlash(name))
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return out
		},
	}
}

// shifted is a clock that can be put back.
type shifted struct {
	mu sync.Mutex
	by time.Duration
}

func (c *shifted) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(-c.by)
}

func (c *shifted) Since(at time.Time) time.Duration { return c.Now().Sub(at) }

func (c *shifted) set(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by = by
}

// s3Place is a bucket of a server that speaks S3, in this process.
func s3Place(t *testing.T) place {
	t.Helper()
	clock := &shifted{}
	backend := s3mem.New(s3mem.WithTimeSource(clock))
	faker := gofakes3.New(backend, gofakes3.WithTimeSource(clock), gofakes3.WithTimeSkewLimit(0))
	server := httptest.NewServer(faker.Server())
	t.Cleanup(server.Close)
	if err := backend.CreateBucket("pictures"); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "geheim")
	return place{
		url: "s3://pictures?region=us-east-1&use_path_style=true&endpoint=" + server.URL,
		older: func(t *testing.T, s *Store, name string, by time.Duration) {
			t.Helper()
			content := contentOf(t, s, name)
			clock.set(by)
			defer clock.set(0)
			if _, err := backend.PutObject("pictures", name, map[string]string{"Last-Modified": clock.Now().UTC().Format(http.TimeFormat)}, bytes.NewReader(content), int64(len(content)), nil); err != nil {
				t.Fatal(err)
			}
		},
		names: func(t *testing.T) []string {
			t.Helper()
			list, err := backend.ListBucket("pictures", nil, gofakes3.ListBucketPage{})
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, o := range list.Contents {
				out = append(out, o.Key)
			}
			return out
		},
	}
}

// contentOf is what is kept under a name, whatever kind it is of.
func contentOf(t *testing.T, s *Store, name string) []byte {
	t.Helper()
	r, err := s.bucket.open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestBuckets(t *testing.T) {
	eachPlace(t, func(t *testing.T, p place) {
		s := newStore(t, Options{URL: p.url, Make: func(context.Context, string) ([]byte, bool, error) { return nil, false, nil }})
		ctx := t.Context()
		content := pngOf(t, quarters(400, 200))
		if _, err := s.Open(ctx, strings.Repeat("0", 32)+".png"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("before anything is kept: %v", err)
		}
		got := stored(t, s, content)
		if diff := cmp.Diff([]string{got.Name}, p.names(t)); diff != "" {
			t.Error(diff)
		}
		t.Run("the original is served as it is, and in ranges", func(t *testing.T) {
			r := get(t, s, Path(got.Name))
			if !bytes.Equal(bodyOf(t, r), content) || r.Header.Get("Content-Type") != "image/png" {
				t.Errorf("got %d %v", r.StatusCode, r.Header)
			}
			r = get(t, s, Path(got.Name), "Range", "bytes=100-199")
			if r.StatusCode != http.StatusPartialContent || !bytes.Equal(bodyOf(t, r), content[100:200]) {
				t.Errorf("got %d", r.StatusCode)
			}
		})
		t.Run("smaller ones are made and kept on this machine", func(t *testing.T) {
			if img := shown(t, get(t, s, Path(got.Name)+"?width=40&format=png")); img.Bounds().Dx() != 40 {
				t.Errorf("got %v", img.Bounds())
			}
			if diff := cmp.Diff([]string{got.Name}, p.names(t)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("another server finds it", func(t *testing.T) {
			other := newStore(t, Options{URL: p.url})
			if img := shown(t, get(t, other, Path(got.Name)+"?width=40&format=png")); img.Bounds().Dx() != 40 {
				t.Errorf("got %v", img.Bounds())
			}
		})
		t.Run("what is there and young is left as it is, what is old becomes young", func(t *testing.T) {
			for by, renewed := range map[time.Duration]bool{30 * time.Minute: false, 2 * time.Hour: true} {
				p.older(t, s, got.Name, by)
				if again := stored(t, s, content); again != got {
					t.Errorf("got %+v", again)
				}
				o, err := s.bucket.stat(ctx, got.Name)
				if err != nil || (time.Since(o.at) < time.Minute) != renewed {
					t.Errorf("%v old: now it is of %v, %v", by, o.at, err)
				}
			}
		})
		t.Run("it can be checked that it can be written", func(t *testing.T) {
			if err := s.Check(ctx); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff([]string{got.Name}, p.names(t)); diff != "" {
				t.Error(diff)
			}
		})
		t.Run("a picture goes", func(t *testing.T) {
			for range 2 {
				if err := s.Delete(ctx, got.Name); err != nil {
					t.Fatal(err)
				}
			}
			if r := get(t, s, Path(got.Name)); r.StatusCode != http.StatusNotFound {
				t.Errorf("status %d", r.StatusCode)
			}
			if got := p.names(t); len(got) > 0 {
				t.Error(got)
			}
		})
		left, err := os.ReadDir(s.bucket.spool())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range left {
			if strings.HasPrefix(e.Name(), halfWritten) {
				t.Errorf("%s was left", e.Name())
			}
		}
	})
}

// TestOldDirectory opens a directory as it was written before there were buckets.
func TestOldDirectory(t *testing.T) {
	dir := t.TempDir()
	content := pngOf(t, quarters(40, 20))
	name := "0123456789abcdef0123456789abcdef.png"
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "files"), 0o700), os.WriteFile(filepath.Join(dir, "files", name), content, 0o600)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if r := get(t, s, Path(name)); !bytes.Equal(bodyOf(t, r), content) {
		t.Errorf("status %d", r.StatusCode)
	}
	other := stored(t, s, pngOf(t, quarters(44, 20))).Name
	if diff := cmp.Diff(2, len(files(t, filepath.Join(dir, "files")))); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(filepath.Join(dir, "files", other)); err != nil {
		t.Error(err)
	}
	file, err := s.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, ok := file.(*os.File); !ok {
		t.Errorf("a %T: the kernel cannot send it by itself", file)
	}
}

func TestBucketAddresses(t *testing.T) {
	for address, says := range map[string]string{
		"ftp://pictures":          "write it as file:///path",
		"pictures":                "write it as file:///path",
		"file://pictures":         "is file:///path",
		"file:pictures":           "is file:///path",
		"file:///tmp?metadata=no": "is file:///path",
		"s3://pictures?nonsense=geheim&region=us-east-1": "unknown query parameter",
		"://geheim": "it is no address",
	} {
		s, err := Open(t.TempDir(), Options{URL: address, Log: quiet})
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: got %v", address, err)
		}
	}
	s := newStore(t, Options{URL: "mem://"})
	if got := s.Where(); got != "mem://" {
		t.Error(got)
	}
}

// TestBucketIsShut has a bucket refuse everything: that is told as an error of ours, and nothing is taken for missing.
func TestBucketIsShut(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer server.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "geheim")
	var log bytes.Buffer
	s := newStore(t, Options{URL: "s3://pictures?region=us-east-1&use_path_style=true&endpoint=" + server.URL, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if r := get(t, s, Path(strings.Repeat("0", 32)+".png")); r.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d", r.StatusCode)
	}
	if _, err := s.Put(t.Context(), bytes.NewReader(pngOf(t, quarters(40, 20)))); err == nil {
		t.Error("a picture was put nowhere")
	}
	if err := s.Check(t.Context()); err == nil {
		t.Error("a bucket that refuses everything can be written")
	}
	if strings.Contains(log.String(), "geheim") {
		t.Error(log.String())
	}
}

// TestDirect signs an address that takes bytes by one PUT, at the bucket itself.
func TestDirect(t *testing.T) {
	p := s3Place(t)
	s := newStore(t, Options{URL: p.url})
	content := pngOf(t, quarters(40, 20))
	address, ok, err := s.Direct(t.Context(), "up_0123456789", int64(len(content)), time.Hour)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	for _, part := range []string{"/pictures/uploads/up_0123456789?", "X-Amz-Signature=", "X-Amz-Expires=3600", "content-length"} {
		if !strings.Contains(address, part) {
			t.Errorf("%s has no %s", address, part)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer http.DefaultClient.CloseIdleConnections()
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("status %d: %s", answer.StatusCode, bodyOf(t, answer))
	}
	if n, err := s.StagedBytes(t.Context(), "up_0123456789"); err != nil || n != int64(len(content)) {
		t.Errorf("%d bytes, %v", n, err)
	}
	if _, ok, err := newStore(t, Options{}).Direct(t.Context(), "up_0123456789", 1, time.Hour); ok || err != nil {
		t.Errorf("a directory takes uploads: %v, %v", ok, err)
	}
}

// someGLB is as much of a model as is looked at, and filler.
func someGLB(bytes int) []byte {
	return append([]byte("glTF\x02\x00\x00\x00"), make([]byte, bytes-8)...)
}

// someMP4 is as much of a video as is looked at, and filler.
func someMP4(bytes int) []byte {
	return append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"), make([]byte, bytes-16)...)
}

func TestFiles(t *testing.T) {
	usdz := append([]byte("PK\x03\x04\x0a\x00\x00\x00\x00\x00"), make([]byte, 16)...)
	usdz = append(append(usdz, "\x0a\x00\x00\x00"...), "scene.usdc"...)
	eachPlace(t, func(t *testing.T, p place) {
		s := newStore(t, Options{URL: p.url})
		for _, c := range []struct {
			kind    Kind
			content []byte
			mime    string
		}{
			{Video, someMP4(100_000), "video/mp4"},
			{Video, []byte("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  "), "video/quicktime"},
			{Video, []byte("\x1a\x45\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f\x42\x82\x84webm"), "video/webm"},
			{Model, someGLB(1000), "model/gltf-binary"},
			{Model, usdz, "model/vnd.usdz+zip"},
		} {
			t.Run(c.mime, func(t *testing.T) {
				in, err := s.Receive(c.kind, bytes.NewReader(c.content))
				if err != nil {
					t.Fatal(err)
				}
				defer in.Discard()
				got, err := s.Keep(t.Context(), c.kind, in)
				if err != nil || got.MIME != c.mime || got.Bytes != int64(len(c.content)) {
					t.Fatalf("got %+v, %v", got, err)
				}
				w := httptest.NewRecorder()
				s.FileHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, FilePath(got.Name), nil))
				if !bytes.Equal(w.Body.Bytes(), c.content) || w.Header().Get("Content-Type") != c.mime {
					t.Errorf("%d %v", w.Code, w.Header())
				}
				r := httptest.NewRequest(http.MethodGet, FilePath(got.Name), nil)
				r.Header.Set("Range", "bytes=8-15")
				w = httptest.NewRecorder()
				s.FileHandler().ServeHTTP(w, r)
				if w.Code != http.StatusPartialContent || !bytes.Equal(w.Body.Bytes(), c.content[8:16]) ||
					w.Header().Get("Content-Range") != fmt.Sprintf("bytes 8-15/%d", len(c.content)) {
					t.Errorf("a range: %d %v", w.Code, w.Header())
				}
			})
		}
	})
}

func TestFilesRefused(t *testing.T) {
	s := newStore(t, Options{MaxVideo: 2000, MaxModel: 1000})
	picture := pngOf(t, quarters(40, 20))
	for _, c := range []struct {
		name    string
		kind    Kind
		content []byte
		says    string
	}{
		{"a picture as a video", Video, picture, "no video"},
		{"a picture of a new kind as a video", Video, []byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"), "a picture, not a video"},
		{"a page as a video", Video, []byte("<!DOCTYPE html><script>alert(1)</script>"), "no video"},
		{"nothing", Video, nil, "no video"},
		{"an older model", Model, []byte("glTF\x01\x00\x00\x00\x00\x00\x00\x00"), "no model"},
		{"an archive of something else", Model, append([]byte("PK\x03\x04\x0a\x00\x00\x00\x00\x00"), make([]byte, 40)...), "no model"},
		{"a video that is too long", Video, someMP4(2001), "at most 2000 bytes"},
		{"a model that is too large", Model, someGLB(1001), "at most 1000 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, err := s.Receive(c.kind, bytes.NewReader(c.content))
			if err == nil {
				defer in.Discard()
				_, err = s.Keep(t.Context(), c.kind, in)
			}
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v", err)
			}
		})
	}
	if left := files(t, filepath.Join(dirOf(s), "files")); len(left) > 0 {
		t.Errorf("%q were kept", left)
	}
	for _, path := range []string{"/media/", "/media/../secret", "/media/" + strings.Repeat("0", 32) + ".png", "/media/" + strings.Repeat("0", 32) + ".mp4"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path = path
		s.FileHandler().ServeHTTP(w, r)
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
}
