package upload_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/media"
	"cartwright/internal/upload"
)

func TestUpload(t *testing.T) {
	each(t, upload.Options{}, func(t *testing.T, s *site) {
		ctx := t.Context()
		t.Run("a picture", func(t *testing.T) {
			content := picture(t, 40)
			at := s.stage(t, upload.Spec{Resource: upload.Image, Filename: "Umbrella, blue.png", MIME: "image/png", Size: int64(len(content))})
			_, err := s.Picture(ctx, at.Resource)
			checkFault(t, err, fault.Conflict, "", "nothing has been uploaded yet")
			if status, code := put(t, at.URL, bytes.NewReader(content)); status != http.StatusOK || code != "" {
				t.Fatal(status, code)
			}
			got, err := s.Picture(ctx, at.Resource)
			if err != nil || got.Width != 40 || got.Height != 20 || got.MIME != "image/png" || got.Bytes != int64(len(content)) {
				t.Errorf("got %+v, %v", got, err)
			}
			if again, err := s.Picture(ctx, at.Resource); err != nil || again != got {
				t.Errorf("a second look: %+v, %v", again, err)
			}
			if other, err := s.Picture(ctx, strings.Replace(at.Resource, s.http.URL, "https://other.example", 1)); err != nil || other != got {
				t.Errorf("by another name of the shop: %+v, %v", other, err)
			}
			r, err := s.store.Open(ctx, got.Name)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if kept, err := io.ReadAll(r); err != nil || !bytes.Equal(kept, content) {
				t.Errorf("%d bytes, %v", len(kept), err)
			}
			before := s.kept(t)
			if status, code := put(t, at.URL, bytes.NewReader(picture(t, 41))); status != http.StatusConflict || code != "ALREADY_USED" {
				t.Errorf("a second use: %d %s", status, code)
			}
			if after := s.kept(t); after != before {
				t.Errorf("a second use left something: %d and %d", before, after)
			}
			_, _, err = s.Open(ctx, at.Resource)
			checkFault(t, err, fault.Invalid, "", "uploaded as IMAGE")
		})
		t.Run("a picture by its address", func(t *testing.T) {
			far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(picture(t, 50)) }))
			defer far.Close()
			if got, err := s.Picture(ctx, far.URL+"/x.png"); err != nil || got.Width != 50 {
				t.Errorf("got %+v, %v", got, err)
			}
		})
		t.Run("a file to import, as it comes", func(t *testing.T) {
			for _, r := range []upload.Resource{upload.File, upload.Lines} {
				content := "Handle;Title\x00\xff\nnot even text"
				at := s.stage(t, upload.Spec{Resource: r, Filename: "products.csv", MIME: "text/csv"})
				if status, code := put(t, at.URL, struct{ io.Reader }{strings.NewReader(content)}); status != http.StatusOK { // of no known length
					t.Fatal(status, code)
				}
				u, file, err := s.Open(ctx, at.Resource)
				if err != nil {
					t.Fatal(err)
				}
				defer file.Close()
				if u.Filename != "products.csv" || u.Stored.Bytes != int64(len(content)) {
					t.Errorf("got %+v", u)
				}
				if _, err := file.Seek(7, io.SeekStart); err != nil {
					t.Fatal(err)
				}
				if rest, err := io.ReadAll(file); err != nil || string(rest) != content[7:] {
					t.Errorf("got %q, %v", rest, err)
				}
				_, err = s.Picture(ctx, at.Resource)
				checkFault(t, err, fault.Invalid, "", "not as IMAGE")
			}
		})
		t.Run("a video", func(t *testing.T) {
			content := append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"), make([]byte, 1<<20)...)
			at := s.stage(t, upload.Spec{Resource: upload.Video, Filename: "a.mp4", MIME: "video/mp4", Size: int64(len(content))})
			if status, code := put(t, at.URL, bytes.NewReader(content)); status != http.StatusOK {
				t.Fatal(status, code)
			}
			if u, err := s.Resolve(ctx, at.Resource); err != nil || u.Stored.MIME != "video/mp4" || !strings.HasSuffix(u.Stored.Name, ".mp4") {
				t.Errorf("got %+v, %v", u, err)
			}
		})
	})
}

func TestUploadRefused(t *testing.T) {
	each(t, upload.Options{}, func(t *testing.T, s *site) {
		content := picture(t, 40)
		before := s.kept(t)
		whole := int64(len(content))
		for _, c := range []struct {
			name   string
			spec   upload.Spec
			body   []byte
			status int
			code   string
		}{
			{"a page as a picture", upload.Spec{Resource: upload.Image}, []byte("<html><script>alert(1)</script>"), 422, "INVALID"},
			{"a drawing as a picture", upload.Spec{Resource: upload.Image}, []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), 422, "INVALID"},
			{"half a picture", upload.Spec{Resource: upload.Image}, content[:whole/2], 422, "INVALID"},
			{"nothing", upload.Spec{Resource: upload.File}, []byte{}, 422, "INVALID"},
			{"a picture as a video", upload.Spec{Resource: upload.Video}, content, 422, "INVALID"},
			{"a picture as a model", upload.Spec{Resource: upload.Model}, content, 422, "INVALID"},
			{"more than was told", upload.Spec{Resource: upload.Image, Size: whole - 1}, content, 400, "WRONG_LENGTH"},
			{"less than was told", upload.Spec{Resource: upload.Image, Size: whole + 1}, content, 400, "WRONG_LENGTH"},
			{"more than a picture has", upload.Spec{Resource: upload.Image}, make([]byte, 1<<20+1), 413, "TOO_LARGE"},
			{"more than a file has", upload.Spec{Resource: upload.Lines}, make([]byte, 1<<20+1), 413, "TOO_LARGE"},
		} {
			for _, told := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s, length told: %v", c.name, told), func(t *testing.T) {
					c.spec.Filename, c.spec.MIME = "x", "image/png"
					at := s.stage(t, c.spec)
					var body io.Reader = bytes.NewReader(c.body)
					if !told {
						body = struct{ io.Reader }{body}
					}
					if status, code := put(t, at.URL, body); status != c.status || code != c.code {
						t.Errorf("got %d %s, want %d %s", status, code, c.status, c.code)
					}
					_, err := s.Resolve(t.Context(), at.Resource)
					checkFault(t, err, fault.Conflict, "", "nothing has been uploaded yet")
				})
			}
		}
		t.Run("an address that is not as it was given", func(t *testing.T) {
			at := s.stage(t, upload.Spec{Resource: upload.Image, Filename: "x", MIME: "image/png"})
			other := s.stage(t, upload.Spec{Resource: upload.Image, Filename: "x", MIME: "image/png"})
			u, err := url.Parse(at.URL)
			if err != nil {
				t.Fatal(err)
			}
			with := func(change func(url.Values)) string {
				q := u.Query()
				change(q)
				return s.http.URL + u.Path + "?" + q.Encode()
			}
			for _, c := range []struct {
				address string
				status  int
				code    string
			}{
				{with(func(q url.Values) { q.Del("signature") }), 403, "ACCESS_DENIED"},
				{with(func(q url.Values) { q.Set("signature", "00") }), 403, "ACCESS_DENIED"},
				{with(func(q url.Values) { q.Set("signature", strings.Repeat("g", 64)) }), 403, "ACCESS_DENIED"},
				{with(func(q url.Values) { q.Set("expires", "99999999999") }), 403, "ACCESS_DENIED"},
				{with(func(q url.Values) { q.Set("expires", "soon") }), 403, "ACCESS_DENIED"},
				{other.Resource + "?" + u.RawQuery, 403, "ACCESS_DENIED"},
				{s.http.URL + "/uploads/up_" + strings.Repeat("0", 32) + "?" + u.RawQuery, 404, "NOT_FOUND"},
				{s.http.URL + "/uploads/?" + u.RawQuery, 404, "NOT_FOUND"},
				{s.http.URL + "/uploads/..%2f..%2fetc%2fpasswd?" + u.RawQuery, 404, "NOT_FOUND"},
			} {
				if status, code := put(t, c.address, bytes.NewReader(content)); status != c.status || code != c.code {
					t.Errorf("%s: got %d %s, want %d %s", c.address, status, code, c.status, c.code)
				}
			}
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
				r, err := http.NewRequestWithContext(t.Context(), method, at.URL, nil)
				if err != nil {
					t.Fatal(err)
				}
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				answer.Body.Close()
				if answer.StatusCode != http.StatusMethodNotAllowed {
					t.Errorf("%s: status %d", method, answer.StatusCode)
				}
			}
			s.clock.move(61 * time.Minute)
			if status, code := put(t, at.URL, bytes.NewReader(content)); status != 403 || code != "EXPIRED" {
				t.Errorf("too late: %d %s", status, code)
			}
		})
		t.Run("a connection that breaks off, and one that goes on", func(t *testing.T) {
			at := s.stage(t, upload.Spec{Resource: upload.Image, Filename: "x", MIME: "image/png"})
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPut, at.URL, io.MultiReader(bytes.NewReader(content[:100]), broken{})))
			if w.Code != 400 || codeOf(t, w.Body) != "BROKEN_OFF" {
				t.Errorf("got %d", w.Code)
			}
			if n := s.kept(t); n != before {
				t.Errorf("%d things are kept, there were %d", n, before)
			}
			if status, code := put(t, at.URL, bytes.NewReader(content)); status != http.StatusOK {
				t.Errorf("again: %d %s", status, code)
			}
		})
	})
}

// broken is a connection that is gone.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestStageRefused(t *testing.T) {
	each(t, upload.Options{}, func(t *testing.T, s *site) {
		good := upload.Spec{Resource: upload.Image, Filename: "a.png", MIME: "image/png", Size: 10}
		before := s.count(t)
		for _, c := range []struct {
			change func(*upload.Spec)
			kind   fault.Kind
			path   string
			says   string
		}{
			{func(f *upload.Spec) { f.Resource = "" }, fault.Invalid, "1.resource", "use IMAGE"},
			{func(f *upload.Spec) { f.Filename = "" }, fault.Invalid, "1.filename", "between 1 and 255"},
			{func(f *upload.Spec) { f.Filename = strings.Repeat("x", 256) }, fault.Invalid, "1.filename", "between 1 and 255"},
			{func(f *upload.Spec) { f.Filename = "a\nb.png" }, fault.Invalid, "1.filename", "on one line"},
			{func(f *upload.Spec) { f.Filename = "a\x00.png" }, fault.Invalid, "1.filename", "on one line"},
			{func(f *upload.Spec) { f.Filename = "a\xff.png" }, fault.Invalid, "1.filename", "on one line"},
			{func(f *upload.Spec) { f.Filename = "../../etc/passwd" }, fault.Invalid, "1.filename", "without folders"},
			{func(f *upload.Spec) { f.Filename = `..\..\boot.ini` }, fault.Invalid, "1.filename", "without folders"},
			{func(f *upload.Spec) { f.Filename = ".." }, fault.Invalid, "1.filename", "without folders"},
			{func(f *upload.Spec) { f.MIME = "" }, fault.Invalid, "1.mimeType", "looks like image/png"},
			{func(f *upload.Spec) { f.MIME = "image" }, fault.Invalid, "1.mimeType", "looks like image/png"},
			{func(f *upload.Spec) { f.MIME = "image/" + strings.Repeat("x", 200) }, fault.Invalid, "1.mimeType", "looks like image/png"},
			{func(f *upload.Spec) { f.Size = -1 }, fault.Invalid, "1.fileSize", "negative"},
			{func(f *upload.Spec) { f.Size = 1<<20 + 1 }, fault.Limit, "1.fileSize", "at most 1 MiB"},
		} {
			bad := good
			c.change(&bad)
			_, err := s.Stage(t.Context(), act.Nobody{}, []upload.Spec{good, bad})
			checkFault(t, err, c.kind, c.path, c.says)
		}
		if n := s.count(t); n != before {
			t.Errorf("%d rows, there were %d", n, before)
		}
		if got, err := s.Stage(t.Context(), act.Nobody{}, nil); err != nil || len(got) != 0 {
			t.Errorf("nothing: %v, %v", got, err)
		}
	})
}

func TestResolveRefused(t *testing.T) {
	each(t, upload.Options{}, func(t *testing.T, s *site) {
		for source, want := range map[string]struct {
			kind fault.Kind
			says string
		}{
			"https://shop.example/uploads/up_" + strings.Repeat("0", 32): {fault.NotFound, "no such upload"},
			"/uploads/up_" + strings.Repeat("0", 32):                     {fault.NotFound, "no such upload"},
			"/uploads/up_0":                                              {fault.NotFound, "no such upload"},
			"https://shop.example/uploads/../uploads/x":                  {fault.Invalid, "not the resourceUrl"},
			"https://shop.example/x.png":                                 {fault.Invalid, "not the resourceUrl"},
			"":                                                           {fault.Invalid, "not the resourceUrl"},
			"http://[":                                                   {fault.Invalid, "not the resourceUrl"},
		} {
			_, err := s.Resolve(t.Context(), source)
			checkFault(t, err, want.kind, "", want.says)
		}
		_, err := s.Picture(t.Context(), "ftp://shop.example/x.png")
		checkFault(t, err, fault.Invalid, "", "http:// or https://")
		_, err = s.Picture(t.Context(), "/uploads/up_"+strings.Repeat("0", 32))
		checkFault(t, err, fault.NotFound, "", "no such upload")
	})
}

// TestUsedOnce sends twenty files to one address at once: one of them is the upload, and nothing of the others is used.
func TestUsedOnce(t *testing.T) {
	each(t, upload.Options{}, func(t *testing.T, s *site) {
		at := s.stage(t, upload.Spec{Resource: upload.Lines, Filename: "x.jsonl", MIME: "application/jsonl"})
		before := s.kept(t)
		var winner, taken atomic.Int64
		var wait sync.WaitGroup
		for i := range 20 {
			wait.Go(func() {
				switch status, code := put(t, at.URL, strings.NewReader(fmt.Sprintf("file %02d", i))); {
				case status == http.StatusOK:
					winner.Store(int64(i))
					taken.Add(1)
				case status != http.StatusConflict || code != "ALREADY_USED":
					t.Errorf("got %d %s", status, code)
				}
			})
		}
		wait.Wait()
		_, file, err := s.Open(t.Context(), at.Resource)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		text, err := io.ReadAll(file)
		if err != nil || taken.Load() != 1 || string(text) != fmt.Sprintf("file %02d", winner.Load()) {
			t.Errorf("%d were taken, the last %d, and it is %q, %v", taken.Load(), winner.Load(), text, err)
		}
		if n := s.kept(t); n != before+1 {
			t.Errorf("%d things are kept, there were %d", n, before)
		}
	})
}

func TestExpire(t *testing.T) {
	each(t, upload.Options{}, func(t *testing.T, s *site) {
		ctx := t.Context()
		at := s.stage(t, upload.Spec{Resource: upload.Lines, Filename: "x.jsonl", MIME: "application/jsonl"})
		held := s.stage(t, upload.Spec{Resource: upload.Lines, Filename: "y.jsonl", MIME: "application/jsonl"})
		for _, a := range []upload.Target{at, held} {
			if status, code := put(t, a.URL, strings.NewReader("{}")); status != http.StatusOK {
				t.Fatal(status, code)
			}
		}
		before := s.kept(t)
		hold := func(a upload.Target, by time.Duration) error {
			return s.db.InTx(ctx, func(tx database.Tx) error { return s.Hold(tx, a.Resource, tx.Now.Add(by)) })
		}
		if err := hold(held, 48*time.Hour); err != nil {
			t.Fatal(err)
		}
		if err := hold(held, time.Hour); err != nil { // never less than before
			t.Fatal(err)
		}
		s.clock.move(25 * time.Hour)
		_, err := s.Resolve(ctx, at.Resource)
		checkFault(t, err, fault.NotFound, "", "expired")
		checkFault(t, hold(at, time.Hour), fault.NotFound, "", "expired")
		if n, err := s.Expire(ctx); err != nil || n != 1 {
			t.Errorf("%d went, %v", n, err)
		}
		if n := s.kept(t); n != before-1 {
			t.Errorf("%d things are kept, there were %d", n, before)
		}
		if _, file, err := s.Open(ctx, held.Resource); err != nil {
			t.Error(err)
		} else {
			file.Close()
		}
		s.clock.move(24 * time.Hour)
		if n, err := s.Expire(ctx); err != nil || n != 1 || s.count(t) != 0 {
			t.Errorf("%d went, %v", n, err)
		}
	})
}

// TestDirect sends files to the bucket itself. They are looked at when they are first used.
func TestDirect(t *testing.T) {
	each(t, upload.Options{Direct: true}, func(t *testing.T, s *site) {
		ctx := t.Context()
		send := func(r upload.Resource, content []byte) upload.Target {
			t.Helper()
			at := s.stage(t, upload.Spec{Resource: r, Filename: "x", MIME: "image/png", Size: int64(len(content))})
			if !strings.Contains(at.URL, "X-Amz-Signature=") {
				t.Fatalf("the address is %s", at.URL)
			}
			_, err := s.Resolve(ctx, at.Resource)
			checkFault(t, err, fault.Conflict, "", "nothing has been uploaded yet")
			if status, code := put(t, at.URL, bytes.NewReader(content)); status != http.StatusOK {
				t.Fatal(status, code)
			}
			return at
		}
		t.Run("a picture", func(t *testing.T) {
			at := send(upload.Image, picture(t, 40))
			var wait sync.WaitGroup
			for range 4 {
				wait.Go(func() {
					if got, err := s.Picture(ctx, at.Resource); err != nil || got.Width != 40 {
						t.Errorf("got %+v, %v", got, err)
					}
				})
			}
			wait.Wait()
		})
		t.Run("a file to import is not changed by a later use of its address", func(t *testing.T) {
			at := send(upload.Lines, []byte("first"))
			if _, err := s.Resolve(ctx, at.Resource); err != nil {
				t.Fatal(err)
			}
			put(t, at.URL, strings.NewReader("other"))
			_, file, err := s.Open(ctx, at.Resource)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			if text, err := io.ReadAll(file); err != nil || string(text) != "first" {
				t.Errorf("got %q, %v", text, err)
			}
		})
		t.Run("what is no picture is told when it is used", func(t *testing.T) {
			at := send(upload.Image, []byte("<html>"))
			_, err := s.Picture(ctx, at.Resource)
			checkFault(t, err, fault.Invalid, "", "a web page")
		})
		t.Run("a file of no told size goes by way of the server", func(t *testing.T) {
			at := s.stage(t, upload.Spec{Resource: upload.Lines, Filename: "x", MIME: "text/csv"})
			if status, code := put(t, at.URL, strings.NewReader("a,b")); status != http.StatusOK {
				t.Fatal(status, code)
			}
		})
		t.Run("all of it goes", func(t *testing.T) {
			s.clock.move(25 * time.Hour)
			if n, err := s.Expire(ctx); err != nil || n != 4 {
				t.Errorf("%d went, %v", n, err)
			}
			if n := s.kept(t); n != 1 { // the picture, which may be somebody's: the sweep decides
				t.Errorf("%d things are kept", n)
			}
		})
	})
	store, err := media.Open(t.TempDir(), media.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := upload.New(nil, store, upload.Options{Direct: true}); err == nil {
		t.Error("a directory takes files by itself")
	}
}

func TestCORS(t *testing.T) {
	s := newSite(t, nil, nil, media.Options{}, upload.Options{})
	r := httptest.NewRequest(http.MethodOptions, "/uploads/up_x", nil)
	r.Header.Set("Origin", "https://admin.example")
	r.Header.Set("Access-Control-Request-Method", http.MethodPut)
	r.Header.Set("Access-Control-Request-Headers", "content-type")
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	h := w.Header()
	if h.Get("Access-Control-Allow-Origin") != "*" || h.Get("Access-Control-Allow-Methods") != "PUT" || h.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%d %v", w.Code, h)
	}
}
