package mail

import (
	"bytes"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestDevelopment(t *testing.T) {
	c := newClock()
	db := storetest.OpenAt(t, database.SQLite, c.read)
	var logged bytes.Buffer
	s := serve(t, db, nil, Options{Log: slog.New(slog.NewTextHandler(&logged, nil))})
	if !s.Development() {
		t.Fatal("it is not")
	}
	get := func(path string) (*http.Response, string) {
		t.Helper()
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Result(), w.Body.String()
	}
	t.Run("no mail is a page too", func(t *testing.T) {
		if r, body := get("/dev/mail"); r.StatusCode != http.StatusOK || !strings.Contains(body, "No mail yet") {
			t.Errorf("%d %s", r.StatusCode, body)
		}
	})
	queue(t, db, s, activation("anna@example.com"))
	if err := s.deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Run("a mail is kept, its row is wiped, and the log says where to look", func(t *testing.T) {
		row := last(t, s)
		if row.State != Sent || row.Data["url"] != "[wiped]" {
			t.Errorf("%+v", row)
		}
		if text := logged.String(); !strings.Contains(text, "at=/dev/mail/1") || strings.Contains(text, "s3cr3t") || strings.Contains(text, "anna") {
			t.Error(text)
		}
		list, err := s.Recent(t.Context(), 10)
		if err != nil || len(list) != 1 {
			t.Fatalf("%d mails, %v", len(list), err)
		}
		if !strings.Contains(list[0].Text, "s3cr3t") || !strings.Contains(list[0].HTML, "s3cr3t") {
			t.Error("its link is gone")
		}
		now := c.read()
		list[0].Text, list[0].HTML = "", ""
		want := Shown{ID: 1, MessageID: row.Token + "@shop.example", Kind: Activation, To: "anna@example.com", Name: "Ada", Subject: "Activate your account at Käse & Söhne",
			State: Sent, Tries: 1, CreatedAt: now, EndedAt: &now}
		if diff := cmp.Diff(want, list[0]); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("another process shows it without its secrets", func(t *testing.T) {
		list, err := serve(t, db, nil, Options{}).Recent(t.Context(), 10)
		if err != nil || len(list) != 1 || strings.Contains(list[0].Text+list[0].HTML, "s3cr3t") || !strings.Contains(list[0].Text, "[wiped]") {
			t.Errorf("%+v, %v", list, err)
		}
	})
	t.Run("the page lists it", func(t *testing.T) {
		r, body := get("/dev/mail")
		for _, want := range []string{`href="/dev/mail/1"`, "Activate your account at Käse &amp; Söhne", "anna@example.com", "2026-05-06 07:08:09", "sent"} {
			if !strings.Contains(body, want) {
				t.Errorf("%q is not there: %s", want, body)
			}
		}
		if r.Header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(r.Header.Get("Content-Security-Policy"), "default-src 'none'") || r.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%v", r.Header)
		}
	})
	t.Run("its own page shows both parts, the HTML in a sandbox", func(t *testing.T) {
		_, body := get("/dev/mail/1")
		_, frame, _ := strings.Cut(body, `sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="`)
		frame, _, _ = strings.Cut(frame, `"`)
		shown, ok := s.album.find(1)
		if want := strings.Replace(shown.html, "<head>", `<head><base target="_blank">`, 1); !ok || html.UnescapeString(frame) != want {
			t.Errorf("the frame has %s", html.UnescapeString(frame))
		}
		_, text, _ := strings.Cut(body, "<pre>")
		text, _, _ = strings.Cut(text, "</pre>")
		if html.UnescapeString(text) != shown.text {
			t.Errorf("the text is %s", text)
		}
	})
	t.Run("a mail that is not there is not found", func(t *testing.T) {
		for _, path := range []string{"/dev/mail/2", "/dev/mail/x", "/dev/mail/-1", "/dev/mail/99999999999999999999"} {
			if r, _ := get(path); r.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", path, r.StatusCode)
			}
		}
	})
	t.Run("a database that does not answer is said, and logged", func(t *testing.T) {
		broken := storetest.Open(t, database.SQLite)
		dead := serve(t, broken, nil, Options{})
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/dev/mail", nil)
		if err := broken.Close(); err != nil {
			t.Fatal(err)
		}
		dead.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusInternalServerError {
			t.Errorf("%d", w.Code)
		}
	})
	t.Run("only the last are kept", func(t *testing.T) {
		for i := range int64(albumSize) {
			s.album.keep(i+2, rendered{subject: "x"})
			s.album.keep(i+2, rendered{subject: "y"})
		}
		if _, ok := s.album.find(1); ok || len(s.album.pages) != albumSize || len(s.album.order) != albumSize {
			t.Errorf("%d pages", len(s.album.pages))
		}
	})
}

func TestRetryAfter(t *testing.T) {
	var got []time.Duration
	for try := 1; try <= maxTries; try++ {
		got = append(got, retryAfter(try))
	}
	m := time.Minute
	want := []time.Duration{m / 2, m, 2 * m, 4 * m, 8 * m, 16 * m, 32 * m, 64 * m, 128 * m, 240 * m, 240 * m, 240 * m, 240 * m, 240 * m}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
