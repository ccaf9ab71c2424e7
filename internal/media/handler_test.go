package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestServe(t *testing.T) {
	s := newStore(t, Options{})
	pic := pngOf(t, quarters(400, 200))
	name := stored(t, s, pic).Name
	id := stem(name)

	t.Run("the original is what was put", func(t *testing.T) {
		r := get(t, s, Path(name))
		if b := bodyOf(t, r); !bytes.Equal(b, pic) {
			t.Errorf("got %d bytes, want %d", len(b), len(pic))
		}
		want := http.Header{
			"Content-Type": {"image/png"}, "Content-Length": {fmt.Sprint(len(pic))}, "Accept-Ranges": {"bytes"},
			"Cache-Control": {"public, max-age=31536000, immutable"}, "Etag": {`"` + name + `"`}, "Vary": {"Accept"},
			"X-Content-Type-Options": {"nosniff"}, "Content-Security-Policy": {"default-src 'none'"},
			"Access-Control-Allow-Origin": {"*"}, "Cross-Origin-Resource-Policy": {"cross-origin"},
		}
		if diff := cmp.Diff(want, r.Header); diff != "" {
			t.Error(diff)
		}
	})
	for _, c := range []struct {
		address, accept, mime string
		size                  image.Point
	}{
		{Path(name), "image/webp", "image/webp", image.Pt(400, 200)},
		{Path(name) + "?v=12345", "", "image/png", image.Pt(400, 200)},
		{Path(name) + "?width=100", "", "image/png", image.Pt(100, 50)},
		{Path(name) + "?width=100", "image/avif,image/webp,*/*", "image/webp", image.Pt(100, 50)},
		{Path(name) + "?width=100&format=jpg", "image/webp", "image/jpeg", image.Pt(100, 50)},
		{Path(name) + "?width=50&scale=2&height=50&crop=left", "", "image/png", image.Pt(100, 100)},
		{Path(name) + "?width=9&height=5760", "", "image/png", image.Pt(9, 5)},
		{Path(id + "_50x50.png"), "", "image/png", image.Pt(50, 25)},
		{Path(id + "_200x200_crop_center.png"), "", "image/png", image.Pt(200, 200)},
		{Path(id + "_small.png?v=1"), "image/webp", "image/webp", image.Pt(100, 50)},
	} {
		t.Run(c.address+" for "+c.accept, func(t *testing.T) {
			for _, try := range []string{"made", "kept"} {
				r := get(t, s, c.address, "Accept", c.accept)
				img := shown(t, r)
				if img.Bounds().Size() != c.size || r.Header.Get("Content-Type") != c.mime {
					t.Errorf("%s: got %v as %s", try, img.Bounds().Size(), r.Header.Get("Content-Type"))
				}
			}
		})
	}
	t.Run("a validator belongs to one answer", func(t *testing.T) {
		seen := map[string]string{}
		for _, q := range []string{"", "?width=100", "?width=101", "?width=100&height=20&crop=top", "?width=100&height=20&crop=bottom", "?format=jpg"} {
			for _, accept := range []string{"", "image/webp"} {
				r := get(t, s, Path(name)+q, "Accept", accept)
				tag, answer := r.Header.Get("ETag"), string(bodyOf(t, r))
				if other, ok := seen[tag]; ok && other != answer || tag == "" {
					t.Errorf("%s stands for two answers", tag)
				}
				seen[tag] = answer
			}
		}
	})
	t.Run("who has it is told so", func(t *testing.T) {
		for _, q := range []string{"", "?width=77"} {
			tag := get(t, s, Path(name)+q).Header.Get("ETag")
			for _, condition := range []string{tag, `"other", ` + tag, "W/" + tag, "*"} {
				r := get(t, s, Path(name)+q, "If-None-Match", condition)
				if r.StatusCode != http.StatusNotModified || len(bodyOf(t, r)) > 0 || r.Header.Get("ETag") != tag || r.Header.Get("Cache-Control") == "no-store" {
					t.Errorf("%s: status %d with %v", condition, r.StatusCode, r.Header)
				}
			}
			if r := get(t, s, Path(name)+q, "If-None-Match", `"other"`); r.StatusCode != http.StatusOK {
				t.Errorf("status %d", r.StatusCode)
			}
		}
	})
	t.Run("a validator is checked without making anything", func(t *testing.T) {
		f := facts{format: PNG, width: 400, height: 200}
		key := planFor(f, Transform{Width: 333}, false).key(id)
		if r := get(t, s, Path(name)+"?width=333", "If-None-Match", `"`+key+`"`); r.StatusCode != http.StatusNotModified {
			t.Errorf("status %d", r.StatusCode)
		}
		if _, ok := s.cache.read(key); ok {
			t.Error("it was made")
		}
	})
	t.Run("a head is the answer without the picture", func(t *testing.T) {
		whole := get(t, s, Path(name)+"?width=60")
		head := do(t, s, http.MethodHead, Path(name)+"?width=60")
		if diff := cmp.Diff(whole.Header, head.Header); diff != "" || len(bodyOf(t, head)) > 0 {
			t.Error(diff)
		}
	})
	t.Run("a part is a part", func(t *testing.T) {
		r := get(t, s, Path(name), "Range", "bytes=1-3")
		if b := bodyOf(t, r); r.StatusCode != http.StatusPartialContent || string(b) != "PNG" {
			t.Errorf("status %d: %q", r.StatusCode, b)
		}
	})
	t.Run("nothing is written", func(t *testing.T) {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
			if r := do(t, s, method, Path(name)); r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s: status %d", method, r.StatusCode)
			}
		}
	})
	t.Run("a picture that moves stays whole", func(t *testing.T) {
		for _, content := range [][]byte{gifOf(t, image.Pt(40, 20), image.Point{}, quarters(40, 20), quarters(40, 20)), movingWebP(t, image.Pt(40, 20), image.Point{}, quarters(40, 20))} {
			moving := stored(t, s, content)
			r := get(t, s, Path(moving.Name)+"?width=10")
			if b := bodyOf(t, r); !bytes.Equal(b, content) || r.Header.Get("Content-Type") != moving.MIME {
				t.Errorf("%s was changed", moving.MIME)
			}
			if img := shown(t, get(t, s, Path(moving.Name)+"?width=10&format=png")); img.Bounds().Size() != image.Pt(10, 5) {
				t.Errorf("got %v", img.Bounds())
			}
		}
	})
	t.Run("a web page behind a picture is sent as the picture", func(t *testing.T) {
		p := stored(t, s, append(jpegOf(t, quarters(40, 20)), "<html><script>alert(1)</script>"...))
		r := get(t, s, Path(p.Name), "Accept", "text/html")
		if r.Header.Get("Content-Type") != "image/jpeg" || r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("sent with %v", r.Header)
		}
		if b := bodyOf(t, get(t, s, Path(p.Name)+"?width=20")); bytes.Contains(b, []byte("script")) {
			t.Error("the page was carried over")
		}
	})
	t.Run("a picture held sideways is shown upright", func(t *testing.T) {
		p := stored(t, s, heldAs(jpegOf(t, quarters(200, 100)), 6))
		img := shown(t, get(t, s, Path(p.Name)+"?width=50"))
		if img.Bounds().Size() != image.Pt(50, 100) {
			t.Errorf("got %v", img.Bounds())
		}
		checkCorners(t, img, [4]color.NRGBA{blue, red, yellow, green})
	})
}

func TestServeRefuses(t *testing.T) {
	s := newStore(t, Options{})
	name := stored(t, s, pngOf(t, quarters(40, 20))).Name
	if err := os.WriteFile(filepath.Join(dirOf(s), "secret.png"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path   string
		status int
	}{
		{Path(hash + ".png"), 404},
		{Path(stem(name) + ".jpg"), 404},
		{Path(stem(name) + ".svg"), 404},
		{Path(strings.ToUpper(name)), 404},
		{Path(name + "/"), 404},
		{Path(name + "\x00.png"), 404},
		{Path(name + "\n"), 404},
		{Path(""), 404},
		{Path("."), 404},
		{Path("../secret.png"), 404},
		{Path("../../../../../../etc/passwd"), 404},
		{Path("..%2fsecret.png"), 404},
		{Path(`..\secret.png`), 404},
		{Path("/etc/passwd"), 404},
		{Path("files/" + name), 404},
		{Path(hash + "_../secret.png"), 404},
		{Path("cache/" + name), 404},
		{Path(stem(name) + "_400x200_r1.png"), 404},
		{"/elsewhere/" + name, 404},
		{Path(stem(name) + "_0x0.png"), 400},
		{Path(stem(name) + "_vast.png"), 400},
	} {
		t.Run(c.path, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.URL.Path = c.path // as it stands after decoding
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, r)
			if w.Code != c.status || strings.Contains(w.Body.String(), "secret") {
				t.Errorf("status %d: %s", w.Code, w.Body)
			}
			if h := w.Header(); h.Get("Cache-Control") != "no-store" || h.Get("ETag") != "" || !strings.HasPrefix(h.Get("Content-Type"), "text/plain") {
				t.Errorf("sent with %v", h)
			}
		})
	}
	t.Run("a size that makes no sense is a sentence", func(t *testing.T) {
		r := get(t, s, Path(name)+"?width=100000")
		if b := bodyOf(t, r); r.StatusCode != 400 || string(b) != "width is a whole number between 1 and 5760\n" {
			t.Errorf("status %d: %s", r.StatusCode, b)
		}
	})
	t.Run("a file that went bad is told to the log and not to the client", func(t *testing.T) {
		var log bytes.Buffer
		s := newStore(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err := os.WriteFile(pathOf(s, name), []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
		r := get(t, s, Path(name))
		if b := bodyOf(t, r); r.StatusCode != 500 || string(b) != "internal error\n" || !strings.Contains(log.String(), name) {
			t.Errorf("status %d: %s; log: %s", r.StatusCode, b, log.String())
		}
	})
}

// counted is a log that counts the pictures that are made.
type counted struct {
	slog.Handler
	mu   sync.Mutex
	made map[string]int
}

func (c *counted) Enabled(context.Context, slog.Level) bool { return true }

func (c *counted) Handle(_ context.Context, r slog.Record) error {
	if r.Message != "a picture was made" {
		return nil
	}
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "key" {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.made[a.Value.String()]++
		}
		return true
	})
	return nil
}

// await waits until a condition holds; the test is ended by its own deadline.
func await(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// parties are the sizes of the parties that wait.
func (f *flight) parties() (sizes []int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range f.waiting {
		sizes = append(sizes, p.size)
	}
	return sizes
}

func TestMadeOnce(t *testing.T) {
	log := &counted{Handler: slog.DiscardHandler, made: map[string]int{}}
	s := newStore(t, Options{Log: slog.New(log)})
	name := stored(t, s, pngOf(t, quarters(400, 200))).Name
	// With all places taken nobody gets ahead, so that all wait for the same.
	if err := s.work.Acquire(context.Background(), workers); err != nil {
		t.Fatal(err)
	}
	const clients = 100
	bodies := make([]string, clients)
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() { bodies[i] = string(bodyOf(t, get(t, s, Path(name)+"?width=100", "Accept", "image/webp"))) })
	}
	await(t, "all in one party", func() bool { p := s.flight.parties(); return len(p) == 1 && p[0] == clients })
	s.work.Release(workers)
	all.Wait()
	if len(log.made) != 1 {
		t.Errorf("made: %v", log.made)
	}
	for key, n := range log.made {
		if n != 1 {
			t.Errorf("%s was made %d times", key, n)
		}
	}
	for i, b := range bodies {
		if b != bodies[0] || len(b) == 0 {
			t.Errorf("client %d got something else", i)
		}
	}
	if p := s.flight.parties(); len(p) != 0 {
		t.Errorf("parties are left: %v", p)
	}
}

func TestHangUp(t *testing.T) {
	log := &counted{Handler: slog.DiscardHandler, made: map[string]int{}}
	s := newStore(t, Options{Log: slog.New(log)})
	name := stored(t, s, pngOf(t, quarters(400, 200))).Name
	ask := func(ctx context.Context) int {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, Path(name)+"?width=100", nil))
		return w.Code
	}
	if err := s.work.Acquire(context.Background(), workers); err != nil {
		t.Fatal(err)
	}
	ctx, hangUp := context.WithCancel(context.Background())
	codes := make(chan int, 2)
	go func() { codes <- ask(ctx) }()
	await(t, "the first waits", func() bool { p := s.flight.parties(); return len(p) == 1 && p[0] == 1 })
	t.Run("the first to leave does not spoil it for the second", func(t *testing.T) {
		go func() { codes <- ask(context.Background()) }()
		await(t, "both wait", func() bool { p := s.flight.parties(); return len(p) == 1 && p[0] == 2 })
		hangUp()
		if code := <-codes; code != http.StatusServiceUnavailable {
			t.Errorf("status %d", code)
		}
		s.work.Release(workers)
		if code := <-codes; code != http.StatusOK {
			t.Errorf("status %d", code)
		}
	})
	t.Run("work that nobody waits for is not begun", func(t *testing.T) {
		clear(log.made)
		if err := s.work.Acquire(context.Background(), workers); err != nil {
			t.Fatal(err)
		}
		defer s.work.Release(workers)
		ctx, hangUp := context.WithCancel(context.Background())
		go func() {
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, Path(name)+"?width=90", nil))
			codes <- w.Code
		}()
		await(t, "it waits", func() bool { return len(s.flight.parties()) == 1 })
		hangUp()
		<-codes
		if p := s.flight.parties(); len(p) != 0 || len(log.made) != 0 {
			t.Errorf("parties %v, made %v", p, log.made)
		}
	})
}

func TestPanicIsAnError(t *testing.T) {
	s := newStore(t, Options{})
	err := s.working(context.Background(), facts{}, func() error { panic("index out of range") })
	if err == nil || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("got %v", err)
	}
	if !s.work.TryAcquire(workers) {
		t.Error("the place was not given back")
	}
}

func TestMake(t *testing.T) {
	var mu sync.Mutex
	calls := map[string]int{}
	drawn := pngOf(t, quarters(40, 20))
	s := newStore(t, Options{Make: func(_ context.Context, name string) ([]byte, bool, error) {
		mu.Lock()
		defer mu.Unlock()
		calls[name]++
		switch name[0] {
		case '0':
			return drawn, true, nil
		case '1':
			return nil, false, nil
		case '2':
			return []byte("<svg>"), true, nil
		}
		return nil, false, fs.ErrPermission
	}})
	name := func(digit string) string { return strings.Repeat(digit, 32) + ".png" }
	t.Run("a named picture is made when it is asked for, once", func(t *testing.T) {
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if img := shown(t, get(t, s, Path(name("0"))+"?width=20")); img.Bounds().Dx() != 20 {
					t.Errorf("got %v", img.Bounds())
				}
			})
		}
		all.Wait()
		if err := s.Ensure(context.Background(), name("0")); err != nil || calls[name("0")] != 1 {
			t.Errorf("made %d times (%v)", calls[name("0")], err)
		}
	})
	for digit, status := range map[string]int{"1": 404, "2": 500, "3": 500} {
		t.Run(fmt.Sprintf("what is not made is %d", status), func(t *testing.T) {
			if r := get(t, s, Path(name(digit))); r.StatusCode != status {
				t.Errorf("status %d", r.StatusCode)
			}
			if here, err := s.Has(t.Context(), name(digit)); here || err != nil {
				t.Error("something was kept")
			}
		})
	}
	t.Run("a name that is none is not asked for", func(t *testing.T) {
		before := len(calls)
		if r := get(t, s, Path("hello.png")); r.StatusCode != 404 || len(calls) != before {
			t.Errorf("status %d", r.StatusCode)
		}
	})
}

// BenchmarkServe answers with a picture that was made before.
func BenchmarkServe(b *testing.B) {
	s := newStore(b, Options{})
	name := stored(b, s, pngOf(b, photo(2000))).Name
	for what, q := range map[string]string{"derived": "?width=600", "original": "?format=png"} {
		b.Run(what, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r := get(b, s, Path(name)+q, "Accept", "image/webp"); r.StatusCode != http.StatusOK {
					b.Fatal(r.Status)
				}
			}
		})
	}
}
