package mail

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// album keeps the last mails as they would have been sent, for the page that shows them. It is memory on purpose: their
// links open accounts, and the database shall not have them.
type album struct {
	mu    sync.Mutex
	pages map[int64]rendered
	order []int64
}

// albumSize is how many mails are kept, and how many the page lists.
const albumSize = 100

func (a *album) keep(id int64, r rendered) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.pages == nil {
		a.pages = map[int64]rendered{}
	}
	if _, known := a.pages[id]; !known {
		a.order = append(a.order, id)
	}
	a.pages[id] = r
	if len(a.order) > albumSize {
		delete(a.pages, a.order[0])
		a.order = a.order[1:]
	}
}

func (a *album) find(id int64) (rendered, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	r, ok := a.pages[id]
	return r, ok
}

// Shown is a mail as the development page shows it. Links of a mail that this process has not kept read "[wiped]".
type Shown struct {
	ID                  int64
	MessageID           string
	Kind                Kind
	To, Name            string
	Subject, Text, HTML string
	State               State
	Tries               int
	LastError           string
	CreatedAt           time.Time
	EndedAt             *time.Time
}

// Recent are the last mails, the newest first; the limit is 100 at most.
func (s *Service) Recent(ctx context.Context, limit int) ([]Shown, error) {
	rows, err := s.latest(ctx, max(1, min(limit, albumSize)))
	if err != nil {
		return nil, err
	}
	out := make([]Shown, len(rows))
	for i, row := range rows {
		out[i] = s.show(ctx, row)
	}
	return out, nil
}

func (s *Service) show(ctx context.Context, row Row) Shown {
	r, ok := s.album.find(row.ID)
	if !ok {
		var err error
		if _, r, err = s.render(ctx, row); err != nil {
			r = rendered{subject: string(row.Kind), text: err.Error()}
		}
	}
	return Shown{ID: row.ID, MessageID: s.messageID(row), Kind: row.Kind, To: row.Address, Name: row.Name, Subject: r.subject, Text: r.text, HTML: r.html,
		State: row.State, Tries: row.Tries, LastError: row.LastError, CreatedAt: row.CreatedAt, EndedAt: row.EndedAt}
}

// devPath is where the page is mounted.
const devPath = "/dev/mail"

func page(id int64) string { return devPath + "/" + strconv.FormatInt(id, 10) }

//go:embed dev.html
var devHTML string

var devPage = template.Must(template.New("dev").Funcs(template.FuncMap{
	"page": page,
	"time": func(t time.Time) string { return t.Format("2006-01-02 15:04:05") },
	// frame is the mail's own HTML for the frame's srcdoc; its links open beside the frame, which may load nothing.
	"frame": func(html string) string { return strings.Replace(html, "<head>", `<head><base target="_blank">`, 1) },
}).Parse(devHTML))

// Handler shows the last mails at /dev/mail. It shows what opens accounts: mount it in development only.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+devPath, func(w http.ResponseWriter, r *http.Request) {
		list, err := s.Recent(r.Context(), albumSize)
		s.write(w, r, "list", list, err)
	})
	mux.HandleFunc("GET "+devPath+"/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		rows, err := s.find(r.Context(), id)
		if err == nil && len(rows) == 0 {
			http.NotFound(w, r)
			return
		}
		var shown Shown
		if err == nil {
			shown = s.show(r.Context(), rows[0])
		}
		s.write(w, r, "one", shown, err)
	})
	return mux
}

func (s *Service) write(w http.ResponseWriter, r *http.Request, name string, value any, err error) {
	var b bytes.Buffer
	if err == nil {
		err = devPage.ExecuteTemplate(&b, name, value)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		s.log.ErrorContext(r.Context(), "the page of mails cannot be shown", "error", err)
		http.Error(w, "the mails cannot be shown; the log says why", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	if _, err := b.WriteTo(w); err != nil {
		s.log.DebugContext(r.Context(), "the page of mails was not read to its end", "error", fmt.Sprint(err))
	}
}
