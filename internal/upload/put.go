package upload

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/rs/cors"

	"cartwright/internal/fault"
	"cartwright/internal/media"
)

// stall is how long a client may send nothing.
const stall = 20 * time.Second

// Handler takes the bytes of uploads by PUT below /uploads/. Pages of any site may send them: the signature in the address
// is what opens it.
func (s *Service) Handler() http.Handler {
	open := cors.New(cors.Options{AllowedOrigins: []string{"*"}, AllowedMethods: []string{http.MethodPut}, AllowedHeaders: []string{"*"},
		ExposedHeaders: []string{"X-Request-Id"}, MaxAge: int((2 * time.Hour).Seconds())})
	return open.Handler(http.HandlerFunc(s.put))
}

// refused says why bytes are not taken.
type refused struct {
	status     int
	code, text string
}

func (r *refused) Error() string { return r.text }

func (s *Service) put(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPut {
		w.Header().Set("Allow", "PUT, OPTIONS")
		refuse(w, &refused{http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "send the file by PUT"})
		return
	}
	// A large file takes longer than a request may. It is bounded by its size, by the time that it stands still, and by the
	// time for which the address holds.
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	defer cancel()
	err := s.take(ctx, w, r)
	var known *refused
	var f *fault.Fault
	switch {
	case err == nil:
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusOK)
	case errors.As(err, &known):
		refuse(w, known)
	case errors.As(err, &f) && f.Kind == fault.Limit:
		refuse(w, &refused{http.StatusRequestEntityTooLarge, "TOO_LARGE", f.Text})
	case errors.As(err, &f):
		refuse(w, &refused{http.StatusUnprocessableEntity, "INVALID", f.Text})
	default:
		s.log.ErrorContext(ctx, "an upload was not kept", "error", err)
		refuse(w, &refused{http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", "internal error"})
	}
}

// take takes the bytes of an upload.
func (s *Service) take(ctx context.Context, w http.ResponseWriter, r *http.Request) (err error) {
	u, until, err := s.admit(ctx, r)
	if err != nil {
		return err
	}
	kind := u.Resource.Kind()
	if u.Size > 0 && r.ContentLength >= 0 && r.ContentLength != u.Size {
		return &refused{http.StatusBadRequest, "WRONG_LENGTH", wrongLength(u.Size, r.ContentLength).Text}
	}
	if r.ContentLength > s.store.Most(kind) {
		return s.store.TooLarge(kind)
	}
	in, err := s.store.Receive(kind, &sending{body: r.Body, control: http.NewResponseController(w), until: until, now: s.db.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Discard()) }()
	if u.Size > 0 && in.Bytes() != u.Size {
		return &refused{http.StatusBadRequest, "WRONG_LENGTH", wrongLength(u.Size, in.Bytes()).Text}
	}
	if in.Bytes() == 0 {
		return fault.Invalidf("", "the file is empty")
	}
	// What was sent may wait for others to be looked at, and the answer with it.
	if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(10 * time.Minute)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return brokenOff(err)
	}
	var blob string
	var stored media.Stored
	if kind == media.Data {
		name := ownName(u)
		if err := s.store.Stage(ctx, name, in); err != nil {
			return err
		}
		blob, stored = staged(name), media.Stored{Bytes: in.Bytes()}
	} else {
		if stored, err = s.store.Keep(ctx, kind, in); err != nil {
			return err
		}
		blob = stored.Name
	}
	done, err := s.note(ctx, u, blob, stored)
	if err == nil && !done {
		return used()
	}
	return err
}

// admit finds the upload of an address that may take bytes now.
func (s *Service) admit(ctx context.Context, r *http.Request) (*Upload, time.Time, error) {
	var none time.Time
	name := strings.TrimPrefix(r.URL.Path, Path)
	missing := &refused{http.StatusNotFound, "NOT_FOUND", "there is no such upload, or it has expired"}
	if !namePattern.MatchString(name) {
		return nil, none, missing
	}
	u, err := find(s.db.Read(ctx), name, s.db.Now())
	if err != nil {
		return nil, none, err
	}
	if u == nil {
		return nil, none, missing
	}
	until, ok := u.signed(s.key, r.URL.Query())
	switch {
	case !ok || u.Direct:
		return nil, none, &refused{http.StatusForbidden, "ACCESS_DENIED", "the signature of this address is wrong: use the address as stagedUploadsCreate gave it"}
	case !s.db.Now().Before(until):
		return nil, none, &refused{http.StatusForbidden, "EXPIRED", "this address has expired: stage the file again"}
	case u.State != waiting:
		return nil, none, used()
	}
	return u, until, nil
}

func used() error {
	return &refused{http.StatusConflict, "ALREADY_USED", "this address has taken its file: stage another for another one"}
}

func brokenOff(err error) error {
	return &refused{http.StatusBadRequest, "BROKEN_OFF", fmt.Sprintf("the file did not arrive whole: %v", err)}
}

// sending is a body that may take its time, as long as it does not stand still.
type sending struct {
	body    io.Reader
	control *http.ResponseController
	until   time.Time
	now     func() time.Time
}

// Read reads on. What goes wrong is the other side's.
func (b *sending) Read(p []byte) (int, error) {
	if !b.now().Before(b.until) {
		return 0, &refused{http.StatusForbidden, "EXPIRED", "this address has expired before the file was there: stage it again"}
	}
	soon := time.Now().Add(stall)
	// A server that cannot bound a read is one of tests.
	if err := errors.Join(b.control.SetReadDeadline(soon), b.control.SetWriteDeadline(soon.Add(stall))); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, brokenOff(err)
	}
	n, err := b.body.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = brokenOff(errors.New("the connection broke off or stood still"))
	}
	return n, err
}

// refuse answers as the GraphQL endpoint does, for clients that read its errors already.
func refuse(w http.ResponseWriter, r *refused) {
	type extensions struct {
		Code string `json:"code"`
	}
	type problem struct {
		Message    string     `json:"message"`
		Extensions extensions `json:"extensions"`
	}
	body, err := json.Marshal(map[string][]problem{"errors": {{r.text, extensions{r.code}}}})
	if err != nil { // texts can always be marshalled
		body = []byte(`{"errors":[]}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	// What is left of the file is not read: the connection goes.
	h.Set("Connection", "close")
	w.WriteHeader(r.status)
	_, _ = w.Write(body) // the client is gone; the access log has the count
}
