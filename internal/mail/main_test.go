package mail

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"log/slog"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)} }

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

// postOffice is an SMTP server that keeps what it takes. Answers are given in their order, one per mail; nil, and none
// left, is a yes.
type postOffice struct {
	addr  string
	roots *x509.CertPool

	mu      sync.Mutex
	rcpt    []error       // to RCPT
	data    []error       // to the end of DATA
	hold    chan struct{} // if not nil, DATA waits for it
	holding chan struct{} // hears when DATA waits
	limit   int           // mails a connection may send; 0: any
	mails   []letter
	calls   int // connections
	users   []string
}

// letter is a mail that has arrived, with its parts decoded.
type letter struct {
	From, To string
	Header   mail.Header
	Parts    map[string]string // by media type
	Order    []string
	Raw      string
}

func openPostOffice(t *testing.T, implicit bool) *postOffice {
	t.Helper()
	p := &postOffice{}
	cert, roots := certificate(t)
	p.roots = roots
	server := smtp.NewServer(p)
	server.Domain, server.AllowInsecureAuth = "localhost", true
	server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	server.ReadTimeout, server.WriteTimeout = 10*time.Second, 10*time.Second
	server.ErrorLog = log.New(io.Discard, "", 0)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.addr = l.Addr().String()
	if implicit {
		l = tls.NewListener(l, server.TLSConfig)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-done; err != nil && !errors.Is(err, smtp.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
	return p
}

func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	shape := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, shape, shape, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

func (p *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls++
	return &session{office: p}, nil
}

func (p *postOffice) letters() []letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]letter{}, p.mails...)
}

// answer takes the first of the answers that are left.
func (p *postOffice) answer(from *[]error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(*from) == 0 {
		return nil
	}
	err := (*from)[0]
	*from = (*from)[1:]
	return err
}

type session struct {
	office   *postOffice
	from, to string
	taken    int
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "shop@x" || password != "p@ss word" {
			return smtp.ErrAuthFailed
		}
		s.office.mu.Lock()
		defer s.office.mu.Unlock()
		s.office.users = append(s.office.users, user)
		return nil
	}), nil
}
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.office.limit > 0 && s.taken >= s.office.limit {
		return &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 7, 0}, Message: "too many mails on a connection"}
	}
	s.from = from
	return nil
}
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.office.answer(&s.office.rcpt)
}
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.office.mu.Lock()
	hold, holding := s.office.hold, s.office.holding
	s.office.mu.Unlock()
	if hold != nil {
		holding <- struct{}{}
		<-hold
	}
	if err := s.office.answer(&s.office.data); err != nil {
		return err
	}
	l, err := open(string(raw))
	if err != nil {
		return err
	}
	l.From, l.To = s.from, s.to
	s.taken++
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.office.mails = append(s.office.mails, l)
	return nil
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// open reads a mail as a mailbox would.
func open(raw string) (letter, error) {
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		return letter{}, err
	}
	l := letter{Header: m.Header, Parts: map[string]string{}, Raw: raw}
	media, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || media != "multipart/alternative" {
		return l, errors.Join(err, errors.New("it is a "+media))
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return l, nil
		}
		if err != nil {
			return l, err
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			return l, err
		}
		media, _, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			return l, err
		}
		l.Parts[media] = string(body)
		l.Order = append(l.Order, media)
	}
}

// serve opens the room over a post office.
func serve(t *testing.T, db *database.DB, p *postOffice, o Options) *Service {
	t.Helper()
	if p != nil && o.URL == "" {
		o.URL = "smtp://" + p.addr + "?tls=none"
	}
	if o.From == "" {
		o.From = "shop@shop.example"
	}
	if o.ShopName == nil {
		o.ShopName = func(context.Context) (string, error) { return "Käse & Söhne", nil }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s, err := New(db, o)
	if err != nil {
		t.Fatal(err)
	}
	if p != nil && s.relay != nil {
		s.relay.tls.RootCAs = p.roots
	}
	return s
}

func queue(t *testing.T, db *database.DB, s *Service, mails ...Mail) {
	t.Helper()
	err := db.InTx(t.Context(), func(tx database.Tx) error {
		for _, m := range mails {
			if err := s.Queue(tx, m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func last(t *testing.T, s *Service) Row {
	t.Helper()
	rows, err := s.latest(t.Context(), 1)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	return rows[0]
}

// within waits for something that happens elsewhere.
func within(t *testing.T, what string, met func() bool) {
	t.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !met() {
		select {
		case <-deadline.C:
			t.Fatalf("it did not happen that %s", what)
		case <-tick.C:
		}
	}
}

func activation(to string) Mail {
	return Mail{Kind: Activation, To: to, Name: "Ada", Data: map[string]string{"url": "https://shop.example/account/activate/1/s3cr3t?a=1&b=2", "valid": "24 hours"}}
}

func smtpError(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "no, not <anna@example.com>"}
}
